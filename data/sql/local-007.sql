-- What is known of a file besides its bytes, and what a check of all files found.

ALTER TABLE draft_file ADD COLUMN claims TEXT;   -- what the file says of itself, a JSON object (data/doc/files.md); NULL: nothing
ALTER TABLE draft_file ADD COLUMN origin TEXT;   -- code of the list `file_origin`: from whom it came
ALTER TABLE draft_file ADD COLUMN stripped TEXT; -- which program took away what it said of itself
ALTER TABLE draft_file ADD COLUMN medium TEXT;   -- where the file is kept, of one that is too large for blobs/

CREATE TABLE file_check (
  hash TEXT    PRIMARY KEY,             -- SHA-256: the file's name in blobs/
  at   INTEGER NOT NULL,                -- Unix seconds: when its bytes were last compared with its name
  state TEXT   NOT NULL CHECK (state IN ('intact', 'changed', 'missing'))
) STRICT, WITHOUT ROWID;
