-- Files: which lines name them, which are here, which are on their way. (There is no province-002: versions are counted together
-- with those of a home.)

-- Which lines name which files: whoever may read the line may fetch the file.
CREATE TABLE named (
  hash  TEXT    NOT NULL,              -- SHA-256: the file's name in blobs/
  entry INTEGER NOT NULL REFERENCES entry (n),
  PRIMARY KEY (hash, entry)
) STRICT, WITHOUT ROWID;

-- Lines that came before this table.
INSERT INTO named (hash, entry)
  SELECT DISTINCT name.value, body.entry
  FROM body, json_each (CASE WHEN body.json LIKE '%"blobs"%' THEN body.json END, '$.blobs') AS name
  WHERE name.type = 'text' AND length (name.value) = 64 AND name.value NOT GLOB '*[^0-9a-f]*';

-- Files that are here, whole and verified.
CREATE TABLE blob (
  hash   TEXT    PRIMARY KEY,
  size   INTEGER NOT NULL,             -- bytes
  sealed INTEGER NOT NULL,             -- 1: an envelope, which only an officer of identities fetches
  device TEXT    NOT NULL,             -- who brought it
  came   INTEGER NOT NULL              -- Unix seconds
) STRICT, WITHOUT ROWID;

-- Uploads. How far one came is the length of its file in blobs/tmp.
CREATE TABLE uploading (
  id      TEXT    PRIMARY KEY,         -- random: its address
  device  TEXT    NOT NULL,
  hash    TEXT    NOT NULL,
  size    INTEGER NOT NULL,            -- bytes, as announced
  began   INTEGER NOT NULL,            -- Unix seconds
  ended   INTEGER,                     -- Unix seconds; NULL: under way
  fate    TEXT                         -- how it ended: 'done', 'gone' (taken back, expired)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX uploading_by_device ON uploading (device, hash) WHERE ended IS NULL;
