-- The facts: what was written and signed, by whom, and what the province said of it. Append-only by trigger.
-- Everything that a screen shows is made again from these tables at any time (projections.sql).

-- One line of the ledger. `n` is this home's own order of arrival, nothing more.
CREATE TABLE entry (
  n         INTEGER PRIMARY KEY,
  id        BLOB    NOT NULL UNIQUE CHECK (length(id) = 32),  -- SHA-256 of `header`
  signature TEXT    NOT NULL,                                 -- as on the line
  header    TEXT    NOT NULL,                                 -- as on the line, byte for byte
  -- From the header, for indices.
  record    TEXT    NOT NULL,
  kind      TEXT    NOT NULL,
  open      INTEGER NOT NULL CHECK (open IN (0, 1)),
  region    TEXT    NOT NULL,
  type      TEXT    NOT NULL,
  device    TEXT    NOT NULL,
  seq       INTEGER NOT NULL
) STRICT;

CREATE INDEX entry_by_record ON entry (record);
-- Not unique: a cloned laptop writes one number twice, and both lines are kept.
CREATE INDEX entry_by_device ON entry (device, seq);

-- The body of an entry: apart, because law may ask for it to be erased while the line stays.
CREATE TABLE body (
  entry INTEGER PRIMARY KEY REFERENCES entry (n),
  json  TEXT                                                  -- NULL: erased, or not come yet
) STRICT;

-- Bodies erased under a `redact` entry: they never come back.
CREATE TABLE erased (
  entry INTEGER PRIMARY KEY REFERENCES entry (n),
  by    INTEGER NOT NULL REFERENCES entry (n)
) STRICT;

-- Epochs of the province, by the order in which they were met.
CREATE TABLE epoch (
  n    INTEGER PRIMARY KEY,
  name TEXT    NOT NULL UNIQUE
) STRICT;

-- The province's numbering. `head` is known at the province only, which sees all of them.
CREATE TABLE number (
  epoch INTEGER NOT NULL REFERENCES epoch (n),
  idx   INTEGER NOT NULL CHECK (idx > 0),
  entry INTEGER NOT NULL REFERENCES entry (n),
  head  BLOB,                                                 -- SHA-256 (head before || entry's id)
  PRIMARY KEY (epoch, idx)
) STRICT, WITHOUT ROWID;

CREATE INDEX number_by_entry ON number (entry, epoch);

-- Signed receipts, as they came.
CREATE TABLE receipt (
  n         INTEGER PRIMARY KEY,
  epoch     INTEGER NOT NULL REFERENCES epoch (n),
  signature TEXT    NOT NULL,
  text      TEXT    NOT NULL
) STRICT;

-- Which entries a receipt covers.
CREATE TABLE covered (
  entry   INTEGER NOT NULL REFERENCES entry (n),
  receipt INTEGER NOT NULL REFERENCES receipt (n),
  PRIMARY KEY (entry, receipt)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER entry_stays   BEFORE UPDATE ON entry   BEGIN SELECT RAISE (ABORT, 'entry is append-only'); END;
CREATE TRIGGER entry_kept    BEFORE DELETE ON entry   BEGIN SELECT RAISE (ABORT, 'entry is append-only'); END;
CREATE TRIGGER body_kept     BEFORE DELETE ON body    BEGIN SELECT RAISE (ABORT, 'body is append-only'); END;
CREATE TRIGGER erased_stays  BEFORE UPDATE ON erased  BEGIN SELECT RAISE (ABORT, 'erased is append-only'); END;
CREATE TRIGGER erased_kept   BEFORE DELETE ON erased  BEGIN SELECT RAISE (ABORT, 'erased is append-only'); END;
CREATE TRIGGER epoch_stays   BEFORE UPDATE ON epoch   BEGIN SELECT RAISE (ABORT, 'epoch is append-only'); END;
CREATE TRIGGER epoch_kept    BEFORE DELETE ON epoch   BEGIN SELECT RAISE (ABORT, 'epoch is append-only'); END;
CREATE TRIGGER number_stays  BEFORE UPDATE ON number  BEGIN SELECT RAISE (ABORT, 'number is append-only'); END;
CREATE TRIGGER number_kept   BEFORE DELETE ON number  BEGIN SELECT RAISE (ABORT, 'number is append-only'); END;
CREATE TRIGGER receipt_stays BEFORE UPDATE ON receipt BEGIN SELECT RAISE (ABORT, 'receipt is append-only'); END;
CREATE TRIGGER receipt_kept  BEFORE DELETE ON receipt BEGIN SELECT RAISE (ABORT, 'receipt is append-only'); END;
CREATE TRIGGER covered_stays BEFORE UPDATE ON covered BEGIN SELECT RAISE (ABORT, 'covered is append-only'); END;
CREATE TRIGGER covered_kept  BEFORE DELETE ON covered BEGIN SELECT RAISE (ABORT, 'covered is append-only'); END;

-- An erasure needs a redact entry that is here.
CREATE TRIGGER erased_by_law BEFORE INSERT ON erased
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE n = NEW.by AND type = 'redact')
BEGIN SELECT RAISE (ABORT, 'only a redact entry erases'); END;

-- A body changes in two ways only: erased under that entry, or filled in where it was missing.
CREATE TRIGGER body_stays BEFORE UPDATE ON body
WHEN NEW.entry IS NOT OLD.entry
  OR (NEW.json IS NULL AND NOT EXISTS (SELECT 1 FROM erased WHERE entry = OLD.entry))
  OR (NEW.json IS NOT NULL AND (OLD.json IS NOT NULL OR EXISTS (SELECT 1 FROM erased WHERE entry = OLD.entry)))
BEGIN SELECT RAISE (ABORT, 'body is append-only'); END;
