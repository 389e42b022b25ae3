-- The cells that have listed rooms, and what a search may know of them before it looks at a room: the lowest rent, and
-- which pairs of features some room has (see featurePairs). The folds fill it anew.
DROP TABLE cell;
CREATE TABLE cell (
    lat    INTEGER NOT NULL,
    lon    INTEGER NOT NULL,
    rooms  INTEGER NOT NULL,
    least  INTEGER NOT NULL, -- pence a week
    pairs0 INTEGER NOT NULL, -- 64 pairs each, as bits
    pairs1 INTEGER NOT NULL,
    pairs2 INTEGER NOT NULL,
    pairs3 INTEGER NOT NULL,
    counts BLOB    NOT NULL, -- how many rooms have each pair, as varints
    PRIMARY KEY (lat, lon)
) STRICT, WITHOUT ROWID;
