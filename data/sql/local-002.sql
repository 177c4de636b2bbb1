-- Records that somebody has begun and not finished.

CREATE TABLE draft (
  id     TEXT    PRIMARY KEY,          -- UUID of the draft
  kind   TEXT    NOT NULL,
  record TEXT,                         -- the record that is being changed; NULL: a new one
  title  TEXT    NOT NULL,             -- for the list; '' where nothing was typed yet
  text   TEXT    NOT NULL,             -- JSON: everything typed (pantau-form.h)
  saved  INTEGER NOT NULL              -- Unix seconds
) STRICT, WITHOUT ROWID;
