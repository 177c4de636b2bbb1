-- What this person was told of on the desktop (data/doc/notices.md): each once, and after a rebuild no more than before it.

CREATE TABLE told (
  what    TEXT    NOT NULL,              -- the condition: pantau-notice-rules.h
  subject TEXT    NOT NULL,              -- UUID of the record, or of the root that the claim had
  at      INTEGER NOT NULL,              -- Unix seconds, the corrected time
  PRIMARY KEY (what, subject)
) STRICT, WITHOUT ROWID;
