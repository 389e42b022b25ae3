-- When each log last grew here or was cut, so that whoever follows them reads those alone.

ALTER TABLE device ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
