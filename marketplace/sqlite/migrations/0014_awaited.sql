-- The logs that a room's calendar or an offer's places wait for, where this device is to keep them and has not begun.

CREATE TABLE awaited (
    subject BLOB    NOT NULL CHECK (length(subject) = 16),
    device  BLOB    NOT NULL CHECK (length(device) = 32),
    seq     INTEGER NOT NULL,             -- the last entry of that log that must be here
    PRIMARY KEY (subject, device)
) STRICT, WITHOUT ROWID;
