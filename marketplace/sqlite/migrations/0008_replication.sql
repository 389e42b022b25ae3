-- What replication asks for. Neither addresses nor times of contact are ever replicated.

-- Private parts that another replica may have.
CREATE INDEX private_owed ON private (entry) WHERE state = 1;

-- The photos that rooms show: a projection.
CREATE TABLE photo (
    room INTEGER NOT NULL,
    blob BLOB    NOT NULL,
    PRIMARY KEY (room, blob)
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_blob ON photo (blob);

-- Where devices were last reached, and when they were heard of.
CREATE TABLE address (
    device    BLOB    NOT NULL CHECK (length(device) = 32), -- all zero: whoever answers there
    address   TEXT    NOT NULL,            -- empty: not known where
    always_on INTEGER NOT NULL,
    at        INTEGER NOT NULL,            -- seconds since 1970-01-01 UTC; 0: never
    PRIMARY KEY (device, address)
) STRICT, WITHOUT ROWID;

-- Logs whose device was proven to have signed two histories. Each run is as sync/oplog encodes it.
CREATE TABLE fork (
    device INTEGER NOT NULL PRIMARY KEY REFERENCES device,
    at     INTEGER NOT NULL,               -- the last entry that the two share; nothing after it is kept
    hash   BLOB    NOT NULL,               -- of that entry; zero where at is 0
    a      BLOB    NOT NULL,
    b      BLOB    NOT NULL
) STRICT;

-- What this device's own log held after such a cut, until it is written again in the log of its next identity.
CREATE TABLE tail (
    seq     INTEGER NOT NULL PRIMARY KEY,
    body    BLOB    NOT NULL,
    private BLOB                           -- NULL where there is none
) STRICT;
