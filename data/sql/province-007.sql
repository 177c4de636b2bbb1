-- What devices may bring, and files that nobody names. (There are no province-005 and -006: versions are counted together with those
-- of a home.)

-- How much of files each device brought on which day, for the limit of a day; older days are forgotten.
CREATE TABLE taken (
  device TEXT    NOT NULL,
  day    INTEGER NOT NULL,             -- days since 1970-01-01 in WIB
  bytes  INTEGER NOT NULL,
  PRIMARY KEY (device, day)
) STRICT, WITHOUT ROWID;

-- Files that are here and that no line names, since when we know that: after a while they go.
CREATE TABLE orphan (
  hash  TEXT    PRIMARY KEY,
  size  INTEGER NOT NULL,              -- bytes
  since INTEGER NOT NULL               -- Unix seconds
) STRICT, WITHOUT ROWID;
