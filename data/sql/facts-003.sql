-- Erasure by law (`redact`). It takes two persons of the province's desk, it takes the body of a line and nothing else, and what
-- it took never comes back, by whatever way the line is brought again.

-- Who wants which line erased, from the redact lines that count: numbered, and not in quarantine. A line may be named before it
-- is here, so it is named by its id.
CREATE TABLE redaction (
  target BLOB    NOT NULL CHECK (length (target) = 32),
  person TEXT    NOT NULL CHECK (person <> ''),               -- person code
  entry  INTEGER NOT NULL REFERENCES entry (n),               -- the redact line
  PRIMARY KEY (target, person, entry)
) STRICT, WITHOUT ROWID;

CREATE INDEX redaction_by_entry ON redaction (entry);

-- They are few among many, and each sync looks for new ones.
CREATE INDEX entry_redacts ON entry (n) WHERE type = 'redact';

CREATE TRIGGER redaction_stays BEFORE UPDATE ON redaction BEGIN SELECT RAISE (ABORT, 'redaction is append-only'); END;
CREATE TRIGGER redaction_kept  BEFORE DELETE ON redaction BEGIN SELECT RAISE (ABORT, 'redaction is append-only'); END;

-- Lines that came without their body and wait for it. Whatever other body is missing was erased, or somebody took it away.
CREATE TABLE awaited (
  entry INTEGER PRIMARY KEY REFERENCES entry (n)
) STRICT;

INSERT INTO awaited (entry)
SELECT entry FROM body WHERE json IS NULL AND NOT EXISTS (SELECT 1 FROM erased WHERE erased.entry = body.entry);

CREATE TRIGGER body_came AFTER UPDATE OF json ON body
BEGIN DELETE FROM awaited WHERE entry = NEW.entry; END;

-- What an erasure leaves to be done beside its transaction, until it is done: 'file' and a hash, 'search', 'journal', 'bytes'.
CREATE TABLE sweep (
  what TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (what, name)
) STRICT, WITHOUT ROWID;
