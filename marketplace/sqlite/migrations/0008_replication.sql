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
