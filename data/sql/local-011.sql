-- Files that are here and that no line or draft names, since when that is known: what a killed import leaves goes after a while. And what the province was reminded of.

CREATE TABLE unnamed (
  hash  TEXT    PRIMARY KEY,             -- SHA-256: the file's name in blobs/
  since INTEGER NOT NULL                 -- Unix seconds, the corrected time
) STRICT, WITHOUT ROWID;

-- Receipts of former epochs that the province was shown for lines that it had put into quarantine.
CREATE TABLE appeal (
  receipt INTEGER PRIMARY KEY,           -- receipt.n
  epoch   INTEGER NOT NULL               -- epoch.n in which it was shown
) STRICT;
