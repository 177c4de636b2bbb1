-- Files that are here and that no line or draft names, since when that is known: what a killed import leaves goes after a while.

CREATE TABLE unnamed (
  hash  TEXT    PRIMARY KEY,             -- SHA-256: the file's name in blobs/
  since INTEGER NOT NULL                 -- Unix seconds, the corrected time
) STRICT, WITHOUT ROWID;
