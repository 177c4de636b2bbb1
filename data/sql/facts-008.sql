-- A home whose access was withdrawn gives up what the province holds: bodies go, lines stay (data/doc/protocol.md, "Revoked").

-- Lines whose body was here and was given up so. They may come back, where the same device is granted again.
CREATE TABLE surrendered (
  entry INTEGER PRIMARY KEY REFERENCES entry (n)
) STRICT;

-- A body changes in three ways only: erased by law, given up, or filled in where it was missing.
DROP TRIGGER body_stays;
CREATE TRIGGER body_stays BEFORE UPDATE ON body
WHEN NEW.entry IS NOT OLD.entry
  OR (NEW.json IS NULL AND NOT EXISTS (SELECT 1 FROM erased WHERE entry = OLD.entry)
                       AND NOT EXISTS (SELECT 1 FROM surrendered WHERE entry = OLD.entry))
  OR (NEW.json IS NOT NULL AND (OLD.json IS NOT NULL OR EXISTS (SELECT 1 FROM erased WHERE entry = OLD.entry)))
BEGIN SELECT RAISE (ABORT, 'body is append-only'); END;

CREATE TRIGGER body_returned AFTER UPDATE OF json ON body WHEN NEW.json IS NOT NULL
BEGIN DELETE FROM surrendered WHERE entry = NEW.entry; END;
