-- Verdicts of the province are asked for by the line that they are about, for each line that comes: so they are found without reading others of the record.
-- Whoever wrote them: which of them count is asked when they are read (app/core/pantau-quarantine.c).

-- Lines of type entry.quarantine and entry.admit, by the line that they are about.
CREATE TABLE judgement (
  entry  INTEGER PRIMARY KEY REFERENCES entry (n),
  target TEXT    NOT NULL               -- its id, hex
) STRICT;

CREATE INDEX judgement_by_target ON judgement (target);

-- What such lines replace: the ids in their base.
CREATE TABLE overruled (
  id    TEXT    NOT NULL,               -- hex
  entry INTEGER NOT NULL REFERENCES entry (n),
  PRIMARY KEY (id, entry)
) STRICT, WITHOUT ROWID;

-- Those that are here already.
INSERT INTO judgement (entry, target)
  SELECT n, json ->> 'entry' FROM entry JOIN body ON body.entry = n
  WHERE type IN ('entry.quarantine', 'entry.admit') AND json_valid (json) AND json_type (json, '$.entry') = 'text';
INSERT OR IGNORE INTO overruled (id, entry)
  SELECT base.value, n FROM entry, json_each (header, '$.base') AS base
  WHERE entry.type IN ('entry.quarantine', 'entry.admit') AND base.type = 'text';
