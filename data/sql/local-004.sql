-- Identities of reporters and witnesses in this home: what is typed for a draft, as envelopes that nobody can open here, and for how
-- long an opening may still be shown.

CREATE TABLE draft_envelope (
  draft   TEXT    NOT NULL,            -- as draft.id; the draft itself may be saved later
  person  TEXT    NOT NULL,            -- reporter or witness
  ordinal INTEGER NOT NULL,
  record  TEXT    NOT NULL,            -- UUID that the envelope is bound to
  region  TEXT    NOT NULL,            -- to whose officers it is sealed
  has     TEXT    NOT NULL,            -- JSON: codes of the parts in it
  blob    TEXT    NOT NULL,            -- SHA-256 of the envelope in blobs/
  saved   INTEGER NOT NULL,            -- Unix seconds
  PRIMARY KEY (draft, person, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE shown (
  entry TEXT    PRIMARY KEY,           -- id of the identity.open, in hex
  first INTEGER NOT NULL               -- Unix seconds by this clock, when it was first shown
) STRICT, WITHOUT ROWID;
