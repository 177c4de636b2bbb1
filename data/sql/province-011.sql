-- Files that came, and are damaged or gone since. (There is no province-010: versions are counted together with those of a home.)

-- They are asked for again. The row in `blob` stays: who brought a file first says who may have it, whoever brings it again.
CREATE TABLE lost (
  hash  TEXT    PRIMARY KEY,           -- SHA-256
  since INTEGER NOT NULL               -- Unix seconds
) STRICT, WITHOUT ROWID;
