-- A cut may fall on a log that this machine wrote under an earlier key, so what is to be written again says of which
-- device it is; and how far each of those logs was written here is remembered. Of one that others wrote nothing is kept.

CREATE TABLE tail_of (
    device  INTEGER NOT NULL REFERENCES device,
    seq     INTEGER NOT NULL,
    body    BLOB    NOT NULL,
    private BLOB,                          -- NULL where there is none
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;

INSERT INTO tail_of SELECT device.id, tail.seq, tail.body, tail.private FROM tail JOIN meta JOIN device ON device.key = meta.self;
DROP TABLE tail;
ALTER TABLE tail_of RENAME TO tail;

CREATE TABLE former (
    device INTEGER NOT NULL PRIMARY KEY REFERENCES device,
    last   INTEGER NOT NULL                -- the last entry that this machine wrote under that key
) STRICT;
