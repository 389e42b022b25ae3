-- Offers that an import made are known again by their key.

ALTER TABLE offer ADD COLUMN import_key BLOB;
CREATE INDEX offer_import ON offer (import_key) WHERE import_key IS NOT NULL;
