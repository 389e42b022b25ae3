-- Entries whose private parts were erased by request, whether or not they have arrived. A part that comes later, from a
-- peer or a stick, is not taken in.
CREATE TABLE erased (
    entry INTEGER NOT NULL PRIMARY KEY
) STRICT;
