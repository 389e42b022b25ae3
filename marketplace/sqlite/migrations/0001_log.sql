-- The log of every device, what its private parts hold, and what the store keeps for itself.
-- An entry's id is its device's number times 2^40 plus its seq, so that a device's log lies together and a reference
-- needs no index of its own.

CREATE TABLE meta (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    system    BLOB NOT NULL,              -- hash of the founding entry
    rehearsal INTEGER NOT NULL,           -- 1: invented data, no rule about entries ahead of the time
    self      BLOB,                       -- key of the device that writes here; NULL while none may
    clock     INTEGER NOT NULL DEFAULT 0, -- greatest clock folded
    revision  INTEGER NOT NULL DEFAULT 0, -- counts transactions that changed something
    members   INTEGER NOT NULL DEFAULT 0, -- revision at which the system's own fold last changed
    rules     INTEGER NOT NULL            -- version of the folds that made the projections
) STRICT;

CREATE TABLE device (
    id         INTEGER PRIMARY KEY,
    key        BLOB    NOT NULL UNIQUE CHECK (length(key) = 32),
    seq        INTEGER NOT NULL,          -- last entry held, up to a signed head
    hash       BLOB    NOT NULL,
    clock      INTEGER NOT NULL,
    anchor     INTEGER NOT NULL DEFAULT 0, -- seq of the last head but one that is kept
    since      INTEGER NOT NULL DEFAULT 0  -- bytes of entries after the anchor
) STRICT;

-- Heads that a device signed, at most 64 KiB of entries apart.
CREATE TABLE head (
    device    INTEGER NOT NULL REFERENCES device,
    seq       INTEGER NOT NULL,
    signature BLOB    NOT NULL,
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE aggregate (
    id       INTEGER PRIMARY KEY,
    subject  BLOB    NOT NULL UNIQUE CHECK (length(subject) = 16),
    kind     INTEGER NOT NULL DEFAULT 0,  -- marketplace.AggregateKind
    born     INTEGER NOT NULL DEFAULT 0,  -- 1: its first entry is here, and says its kind
    state    BLOB,                        -- hash of the folded state; NULL before the first fold
    revision INTEGER NOT NULL DEFAULT 0   -- of the last change
) STRICT;

CREATE INDEX aggregate_revision ON aggregate (revision);
CREATE INDEX aggregate_system ON aggregate (kind) WHERE kind = 1;

CREATE TABLE entry (
    id        INTEGER PRIMARY KEY,        -- device number << 40 | seq
    aggregate INTEGER NOT NULL REFERENCES aggregate,
    clock     INTEGER NOT NULL,
    hash      BLOB    NOT NULL,
    body      BLOB    NOT NULL,
    outcome   INTEGER NOT NULL DEFAULT 0, -- marketplace.Outcome
    why       TEXT                        -- NULL when in effect; 'ahead': its time has not come
) STRICT;

CREATE INDEX entry_aggregate ON entry (aggregate);
CREATE INDEX entry_aside ON entry (outcome, clock) WHERE outcome <> 0;

CREATE TABLE private (
    entry        INTEGER PRIMARY KEY REFERENCES entry,
    state        INTEGER NOT NULL,        -- oplog.PrivateState
    delete_after INTEGER,                 -- days since 1970-01-01
    bytes        BLOB
) STRICT;

CREATE INDEX private_delete ON private (delete_after) WHERE delete_after IS NOT NULL AND bytes IS NOT NULL;

-- Class A text, taken out of private parts for lists. It goes when its private part goes.
CREATE TABLE text (
    entry INTEGER NOT NULL REFERENCES entry,
    field INTEGER NOT NULL,
    value TEXT    NOT NULL,
    PRIMARY KEY (entry, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE blob (
    id    BLOB PRIMARY KEY CHECK (length(id) = 32),
    bytes BLOB NOT NULL
) STRICT;

-- Ring keys sealed to this device's own key, where the grant was to a device that it succeeds.
CREATE TABLE ring_key (
    ring   BLOB PRIMARY KEY CHECK (length(ring) = 16),
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Preferences of this installation. Never replicated.
CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
