-- Files that lines name: how far the province has them.

CREATE TABLE upload (
  hash   TEXT    PRIMARY KEY,          -- SHA-256: the file's name in blobs/
  entry  INTEGER NOT NULL REFERENCES entry (n), -- the first line here that named it
  size   INTEGER,                      -- bytes; NULL: the file is not here
  state  TEXT    NOT NULL CHECK (state IN ('waiting', 'sent', 'refused', 'missing')),
  url    TEXT,                         -- what the province calls the upload that is under way
  offset INTEGER NOT NULL DEFAULT 0,   -- bytes of it that the province has acknowledged
  reason TEXT                          -- of 'refused': the problem's name
) STRICT, WITHOUT ROWID;

CREATE INDEX upload_by_state ON upload (state, size);
