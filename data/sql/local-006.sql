-- Files of records that are not finished: taken over into blobs/ when they are chosen, named by a line with the record that comes of
-- the draft. A draft that is given up takes them along, unless something else names them.

CREATE TABLE draft_file (
  draft    TEXT    NOT NULL,           -- as draft.id; the draft itself may be saved later
  hash     TEXT    NOT NULL,           -- SHA-256: the file's name in blobs/
  record   TEXT    NOT NULL,           -- UUID of the record that it will belong to
  name     TEXT    NOT NULL,
  size     INTEGER NOT NULL,           -- bytes
  type     TEXT    NOT NULL,           -- MIME, by its content
  received TEXT    NOT NULL,           -- RFC 3339
  picture  INTEGER NOT NULL,           -- perceptual hash, its 64 bits as a signed number; 0: none
  masks    TEXT,                       -- SHA-256 of the original that it stands for
  place    INTEGER NOT NULL,           -- in the order in which they were chosen
  PRIMARY KEY (draft, hash)
) STRICT, WITHOUT ROWID;

CREATE INDEX draft_file_by_hash ON draft_file (hash);
