-- Letters that have come. What they are about is inside the seal: a thread is put together in memory.

CREATE TABLE letter (
    letter INTEGER PRIMARY KEY,
    id     BLOB    NOT NULL UNIQUE,
    entry  INTEGER NOT NULL,
    at     INTEGER NOT NULL -- instant
) STRICT;
