-- Projections: everything here is made from the facts and may be dropped and made again at any time.
-- A change of what is shown is a change of this file and a higher number below; no facts are migrated.

-- How far the ledger has been taken in, and by which edition of this file.
CREATE TABLE projected (
  edition INTEGER NOT NULL,
  last    INTEGER NOT NULL                 -- entry.n
) STRICT;

CREATE TABLE record (
  id          TEXT    PRIMARY KEY,
  n           INTEGER NOT NULL,            -- entry.n of its record.create
  kind        TEXT    NOT NULL,
  open        INTEGER NOT NULL,
  region      TEXT    NOT NULL,
  election    TEXT,
  title       TEXT    NOT NULL,
  status      TEXT    NOT NULL,
  severity    INTEGER,
  occurred    TEXT,                        -- RFC 3339 as written
  occurred_at INTEGER,                     -- the same moment in Unix seconds
  creator     TEXT    NOT NULL,            -- device
  differences INTEGER NOT NULL,            -- fields with more than one value
  quarantine  TEXT                         -- reason, where the record itself is in quarantine: shown, counted nowhere
) STRICT, WITHOUT ROWID;

CREATE INDEX record_by_time ON record (occurred_at, n);

-- The values of each field: more than one where people changed it without knowing of each other.
CREATE TABLE value (
  record TEXT    NOT NULL,
  field  TEXT    NOT NULL,
  entry  INTEGER NOT NULL,                 -- entry.n that set it
  value  TEXT    NOT NULL,                 -- canonical JSON
  PRIMARY KEY (record, field, entry)
) STRICT, WITHOUT ROWID;

-- Status steps that were not allowed from the status they started from: shown as "tidak berlaku".
CREATE TABLE lapsed (
  entry  INTEGER PRIMARY KEY,
  record TEXT NOT NULL
) STRICT;

CREATE INDEX lapsed_by_record ON lapsed (record);

CREATE TABLE link (
  entry  INTEGER PRIMARY KEY,
  record TEXT NOT NULL,
  rel    TEXT NOT NULL,
  target TEXT NOT NULL
) STRICT;

CREATE INDEX link_by_record ON link (record);
CREATE INDEX link_by_target ON link (target);

-- The province's verdicts, by the id of the entry: a verdict may come before its entry.
CREATE TABLE verdict (
  id     BLOB PRIMARY KEY,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Who works with which device, from the newest grant that is here.
CREATE TABLE person (
  device   TEXT PRIMARY KEY,
  n        INTEGER NOT NULL,               -- entry.n of the grant
  code     TEXT    NOT NULL,
  name     TEXT    NOT NULL,
  position TEXT    NOT NULL,               -- jabatan
  letter   TEXT    NOT NULL,               -- number of the assignment letter
  role     TEXT    NOT NULL,
  region   TEXT    NOT NULL,
  last_day TEXT,
  practice INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The province's newest revocation of each device; a later grant ends it.
CREATE TABLE revocation (
  device TEXT    PRIMARY KEY,
  seq    INTEGER NOT NULL                  -- of the province's chain
) STRICT, WITHOUT ROWID;
