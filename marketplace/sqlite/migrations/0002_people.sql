-- Who takes part, and the cap policy. Projections: each row is made from the log and from nothing else, and none
-- depends on the time of day. Columns named "…_entry" or "entry" hold the row of the entry whose text is meant.
-- Projections have no foreign keys: a fold replaces the rows of a whole aggregate, and a rebuild empties every table,
-- which is eight times as fast where nothing points at it.

CREATE TABLE person (
    id         BLOB    NOT NULL PRIMARY KEY, -- 16 bytes
    sum        BLOB    NOT NULL,             -- hash of what the row says, so that an unchanged row is left alone
    org        TEXT    NOT NULL,
    roles      INTEGER NOT NULL,
    name_entry INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE cap (
    entry   INTEGER NOT NULL PRIMARY KEY, -- the entry that set it
    percent INTEGER NOT NULL,
    starts  INTEGER NOT NULL
) STRICT;

-- The greatest weekly rent of an area under one version of the policy.
CREATE TABLE cap_area (
    cap     INTEGER NOT NULL,
    area    TEXT    NOT NULL,
    average INTEGER NOT NULL, -- pence a week
    most    INTEGER NOT NULL, -- pence a week
    PRIMARY KEY (cap, area)
) STRICT, WITHOUT ROWID;
