-- What belongs to this home alone: changed in place, migrated, never dropped, never sent.

CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Entries that the province has not acknowledged in its present epoch.
CREATE TABLE unsent (
  entry INTEGER PRIMARY KEY REFERENCES entry (n)
) STRICT;

-- The entries of the batch that is under way: the answer to "is it being sent?".
CREATE TABLE sending (
  entry INTEGER PRIMARY KEY REFERENCES entry (n)
) STRICT;

-- What the province refused, and why: shown until somebody acts, never thrown away.
CREATE TABLE refused (
  entry  INTEGER PRIMARY KEY REFERENCES entry (n),
  reason TEXT NOT NULL,
  epoch  TEXT NOT NULL
) STRICT;
