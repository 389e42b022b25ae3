-- By which way the host's yes came.

ALTER TABLE booking ADD COLUMN via INTEGER NOT NULL DEFAULT 0;
