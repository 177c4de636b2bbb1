-- What the province keeps besides the facts: changed in place, never handed on.

CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Invitations. The code itself is not kept, only what its two uses need.
CREATE TABLE invitation (
  id      TEXT    PRIMARY KEY,         -- names it on the wire: of SHA-256 of the code
  key     TEXT    NOT NULL,            -- hex: the key of both MACs, derived from the code
  role    TEXT    NOT NULL,
  region  TEXT    NOT NULL,
  person  TEXT    NOT NULL,            -- JSON: code, name, position, letter, last_day
  expires INTEGER NOT NULL,            -- Unix seconds
  device  TEXT,                        -- who used it; NULL: nobody yet
  granted INTEGER REFERENCES entry (n) -- the grant that answered
) STRICT, WITHOUT ROWID;

-- Every device that was ever granted, with its newest grant.
CREATE TABLE device (
  key      TEXT    PRIMARY KEY,
  person   TEXT    NOT NULL,           -- person code
  role     TEXT    NOT NULL,
  region   TEXT    NOT NULL,
  last_day TEXT,                       -- YYYY-MM-DD, the last day of the assignment
  granted  INTEGER NOT NULL,           -- index of the grant
  revoked  INTEGER                     -- index of the revocation; NULL: none
) STRICT, WITHOUT ROWID;

-- What the province must know of a record to judge who may write to it and who sees it.
CREATE TABLE record (
  id      TEXT    PRIMARY KEY,
  kind    TEXT    NOT NULL,
  open    INTEGER NOT NULL,
  device  TEXT    NOT NULL,            -- who created it
  person  TEXT    NOT NULL,
  regions TEXT    NOT NULL             -- where it is and was, newest first, separated by blanks
) STRICT, WITHOUT ROWID;

-- Entries in quarantine: kept, shown to the desk, counted by nobody.
CREATE TABLE quarantined (
  entry  INTEGER PRIMARY KEY REFERENCES entry (n),
  reason TEXT    NOT NULL
) STRICT;

-- Whom a verdict is about: the author of a line in quarantine hears of it, whosever the record is.
CREATE TABLE told (
  entry  INTEGER PRIMARY KEY REFERENCES entry (n), -- the verdict
  device TEXT    NOT NULL                          -- the author of what it is about
) STRICT;

-- The province numbers through all epochs, so an index alone names an entry here.
CREATE UNIQUE INDEX number_by_index ON number (idx);
