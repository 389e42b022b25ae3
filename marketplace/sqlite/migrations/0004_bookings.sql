-- Bookings, and the stays that the ledger counts.

CREATE TABLE booking (
    booking     INTEGER PRIMARY KEY,
    id          BLOB    NOT NULL UNIQUE,
    sum         BLOB    NOT NULL, -- of the row and those that hang on it
    room        INTEGER NOT NULL,
    began_entry INTEGER NOT NULL, -- its private part holds the names
    host        BLOB,
    host_org    TEXT    NOT NULL,
    guest_org   TEXT    NOT NULL,
    staff_group TEXT    NOT NULL, -- of the first of the party
    lead        BLOB    NOT NULL,
    arrival     BLOB    NOT NULL, -- the first of the party
    people      INTEGER NOT NULL,
    starts      INTEGER NOT NULL,
    ends        INTEGER NOT NULL,
    week        INTEGER NOT NULL,
    state       INTEGER NOT NULL, -- as the entries say, never expired
    deadline    INTEGER NOT NULL, -- of a request or an acceptance: from this instant on it has expired; else 0
    held_from   INTEGER NOT NULL, -- the nights that the keeper holds for it; 0 when none
    held_to     INTEGER NOT NULL,
    arrived_on  INTEGER NOT NULL,
    left_on     INTEGER NOT NULL,
    rtr_seen    INTEGER NOT NULL
) STRICT;
CREATE INDEX booking_list ON booking (starts, id);
CREATE INDEX booking_room ON booking (room, starts);
CREATE INDEX booking_host ON booking (host, starts, id) WHERE host IS NOT NULL;
CREATE INDEX booking_host_org ON booking (host_org, starts, id);
CREATE INDEX booking_guest_org ON booking (guest_org, starts, id);
CREATE INDEX booking_state ON booking (state, starts, id);
CREATE INDEX booking_held ON booking (held_to, held_from, room) WHERE held_to > 0;

CREATE TABLE booking_person (
    arrival BLOB    NOT NULL,
    booking INTEGER NOT NULL,
    place   INTEGER NOT NULL, -- 0 is the one who leads the party
    PRIMARY KEY (arrival, booking)
) STRICT, WITHOUT ROWID;
CREATE INDEX booking_person_booking ON booking_person (booking, place);

CREATE TABLE change (
    id       BLOB    NOT NULL PRIMARY KEY,
    booking  INTEGER NOT NULL,
    side     INTEGER NOT NULL, -- who proposed it
    starts   INTEGER NOT NULL,
    ends     INTEGER NOT NULL,
    week     INTEGER NOT NULL,
    state    INTEGER NOT NULL, -- as the entries say, never lapsed
    deadline INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX change_booking ON change (booking);

-- What the ledger reads of a room whose bookings have nights or may have: all that decides which of them are slept and
-- planned, and what they are counted under, packed into one column (see packStays). A report goes over every stay, and
-- taking twenty columns out of each costs five times as much.
CREATE TABLE stay (
    room      INTEGER NOT NULL PRIMARY KEY,
    held_from INTEGER NOT NULL, -- the first night of all that are held, and the day after the last
    held_to   INTEGER NOT NULL,
    bookings  INTEGER NOT NULL,
    packed    BLOB    NOT NULL
) STRICT;
