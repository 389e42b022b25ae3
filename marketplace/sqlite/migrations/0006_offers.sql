-- What volunteers offer, and whom they are paired with.

CREATE TABLE offer (
    offer      INTEGER PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    kind       INTEGER NOT NULL,
    volunteer  BLOB    NOT NULL,
    org        TEXT    NOT NULL,
    languages  TEXT    NOT NULL, -- each between commas: ",ml,hi,"
    outcodes   TEXT    NOT NULL,
    airports   TEXT    NOT NULL,
    days       INTEGER NOT NULL,
    capacity   INTEGER NOT NULL,
    starts     INTEGER NOT NULL,
    until      INTEGER NOT NULL, -- the last day
    state      INTEGER NOT NULL, -- as stored, never full or lapsed
    lapses     INTEGER NOT NULL, -- an open offer needs reconfirming from this date on
    taken      INTEGER NOT NULL, -- pairings that take capacity
    text_entry INTEGER NOT NULL
) STRICT;
CREATE INDEX offer_kind ON offer (kind, id);
CREATE INDEX offer_volunteer ON offer (volunteer);

CREATE TABLE pairing (
    pairing     INTEGER PRIMARY KEY,
    id          BLOB    NOT NULL UNIQUE,
    offer       INTEGER NOT NULL,
    asked_entry INTEGER NOT NULL, -- its private part holds names and flight
    arrival     BLOB    NOT NULL,
    guest_org   TEXT    NOT NULL,
    lead        BLOB    NOT NULL,
    at          INTEGER NOT NULL, -- one-off kinds: when; else 0
    deadline    INTEGER NOT NULL, -- asked: from this instant on it has expired
    state       INTEGER NOT NULL, -- as the entries say, never expired
    reason      INTEGER NOT NULL,
    finished_on INTEGER NOT NULL,
    asked_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX pairing_offer ON pairing (offer);
CREATE INDEX pairing_arrival ON pairing (arrival);
CREATE INDEX pairing_guest_org ON pairing (guest_org);

CREATE TABLE contact (
    pairing  INTEGER NOT NULL,
    place    INTEGER NOT NULL,
    happened INTEGER NOT NULL, -- date
    how      INTEGER NOT NULL,
    PRIMARY KEY (pairing, place)
) STRICT, WITHOUT ROWID;
