-- Homes and rooms, with what lists and the search need. A room's home and host are kept by their 16-byte ids, since
-- they may reach this machine after the room.

CREATE TABLE home (
    home         INTEGER PRIMARY KEY,
    id           BLOB    NOT NULL UNIQUE,
    host         BLOB,             -- NULL when an organisation offers it
    org          TEXT    NOT NULL,
    lodger_limit INTEGER NOT NULL,
    allowance    INTEGER NOT NULL, -- pence a tax year
    last_entry   INTEGER NOT NULL  -- its private part holds the address
) STRICT;
CREATE INDEX home_host ON home (host) WHERE host IS NOT NULL;
CREATE INDEX home_org ON home (org);

CREATE TABLE room (
    room         INTEGER PRIMARY KEY,
    id           BLOB    NOT NULL UNIQUE,
    sum          BLOB    NOT NULL,
    ranges_sum   BLOB    NOT NULL, -- of its rows in block and busy
    home         BLOB,
    host         BLOB,             -- NULL while nobody has claimed it, or for an organisation's room
    host_org     TEXT    NOT NULL,
    supply       INTEGER NOT NULL,
    outcode      TEXT    NOT NULL,
    lat          INTEGER NOT NULL, -- hundredths of a degree
    lon          INTEGER NOT NULL,
    area         TEXT    NOT NULL,
    bed          INTEGER NOT NULL,
    bathroom     INTEGER NOT NULL,
    shared       INTEGER NOT NULL,
    features     INTEGER NOT NULL,
    guests       INTEGER NOT NULL, -- at least 1
    min_nights   INTEGER NOT NULL, -- 0: no least
    max_nights   INTEGER NOT NULL, -- 0: no most
    notice_days  INTEGER NOT NULL,
    gap_days     INTEGER NOT NULL,
    week         INTEGER NOT NULL, -- pence
    state        INTEGER NOT NULL, -- as stored, never lapsed
    lapses       INTEGER NOT NULL, -- a live room needs reconfirming from this date on
    pending      INTEGER NOT NULL,
    photo        BLOB,             -- the first
    text_entry   INTEGER NOT NULL,
    sealed       TEXT    NOT NULL, -- the entries whose private parts may hold sealed fields, oldest first, as a JSON list
    import_key   BLOB
) STRICT;
CREATE INDEX room_list ON room (outcode, week, id);
CREATE INDEX room_host_org ON room (host_org, outcode, week, id);
CREATE INDEX room_host ON room (host) WHERE host IS NOT NULL;
CREATE INDEX room_home ON room (home) WHERE home IS NOT NULL;
CREATE INDEX room_lapses ON room (state, lapses);
CREATE INDEX room_rent ON room (area, week) WHERE state = 1;
CREATE INDEX room_pending ON room (host_org) WHERE pending = 1;
CREATE INDEX room_import ON room (import_key) WHERE import_key IS NOT NULL;

-- Nights that the keeper blocked, as the calendar shows them.
CREATE TABLE block (
    room   INTEGER NOT NULL,
    starts INTEGER NOT NULL,
    ends   INTEGER NOT NULL, -- not included
    PRIMARY KEY (room, starts)
) STRICT, WITHOUT ROWID;
CREATE INDEX block_ends ON block (ends, starts, room);

-- Nights on which no new stay may be: blocks and bookings, the latter with the room's gap on both sides, joined so that
-- a room's ranges neither overlap nor touch. The last that starts before a stay's end decides whether it is free.
CREATE TABLE busy (
    room   INTEGER NOT NULL,
    starts INTEGER NOT NULL,
    ends   INTEGER NOT NULL,
    PRIMARY KEY (room, starts)
) STRICT, WITHOUT ROWID;

-- The listed rooms by position: all that a search asks, in one tree. tie is the start of the room's id: an order among
-- equal rents that is the same on every machine.
CREATE TABLE spot (
    cell        INTEGER NOT NULL, -- see spotCell
    week        INTEGER NOT NULL,
    tie         INTEGER NOT NULL,
    room        INTEGER NOT NULL,
    features    INTEGER NOT NULL,
    lapses      INTEGER NOT NULL,
    guests      INTEGER NOT NULL,
    bathroom    INTEGER NOT NULL,
    supply      INTEGER NOT NULL,
    min_nights  INTEGER NOT NULL,
    max_nights  INTEGER NOT NULL, -- at least min_nights; a great number for no most
    notice_days INTEGER NOT NULL,
    host_org    TEXT    NOT NULL,
    area        TEXT    NOT NULL,
    PRIMARY KEY (cell, week, tie, room)
) STRICT, WITHOUT ROWID;
CREATE INDEX spot_week ON spot (week, tie, room, features, lapses, guests, bathroom, supply, min_nights, max_nights, notice_days, host_org, area);

-- The cells that have listed rooms, and how many.
CREATE TABLE cell (
    lat   INTEGER NOT NULL,
    lon   INTEGER NOT NULL,
    rooms INTEGER NOT NULL,
    PRIMARY KEY (lat, lon)
) STRICT, WITHOUT ROWID;
