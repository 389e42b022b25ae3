-- Colleagues who come from overseas. Names, contacts and flights are sealed: only the entry that holds them is here.

CREATE TABLE arrival (
    arrival     INTEGER PRIMARY KEY,
    id          BLOB    NOT NULL UNIQUE,
    org         TEXT    NOT NULL,
    site        TEXT    NOT NULL,
    staff_group TEXT    NOT NULL,
    route       INTEGER NOT NULL,
    at          INTEGER NOT NULL, -- instant
    airport     TEXT    NOT NULL,
    nights      INTEGER NOT NULL,
    needs       INTEGER NOT NULL,
    budget      INTEGER NOT NULL, -- pence a week; 0: not said
    closed      INTEGER NOT NULL,
    last_entry  INTEGER NOT NULL,
    import_key  BLOB
) STRICT;
CREATE INDEX arrival_list ON arrival (at, id);
CREATE INDEX arrival_org ON arrival (org, at, id);
CREATE INDEX arrival_import ON arrival (import_key) WHERE import_key IS NOT NULL;
