-- Copies of the province, and keys that were replaced. (Versions are counted together with those of a home.)

-- Backups that were made, and restores that were begun from one.
CREATE TABLE copy (
  n     INTEGER PRIMARY KEY,
  what  TEXT    NOT NULL CHECK (what IN ('backup', 'restore')),
  at    TEXT    NOT NULL,               -- RFC 3339
  ledger_index INTEGER NOT NULL,        -- the last number in it
  head  TEXT    NOT NULL,
  epoch TEXT    NOT NULL
) STRICT;

-- Two lines of one device with one number: its home was copied. When it was told.
CREATE TABLE cloned (
  device TEXT    NOT NULL,
  seq    INTEGER NOT NULL,
  noticed INTEGER NOT NULL,             -- Unix seconds
  PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;

-- Where a monitor's lines are, whatever the ledger's size (lines.c).
CREATE INDEX entry_by_region ON entry (region);
CREATE INDEX entry_officers ON entry (type) WHERE type = 'device.officers';
CREATE INDEX record_by_device ON record (device);
CREATE INDEX record_by_person ON record (person);
CREATE INDEX told_by_device ON told (device);
