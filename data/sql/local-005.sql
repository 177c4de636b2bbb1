-- The province's signed figures of closed records (`GET /v1/counts`), for readers who see none of them: the newest statement, as it came.

CREATE TABLE totals (
  province  TEXT    PRIMARY KEY,       -- its key
  signature TEXT    NOT NULL,
  text      TEXT    NOT NULL,          -- what was signed
  fetched   INTEGER NOT NULL           -- Unix seconds, by this clock
) STRICT, WITHOUT ROWID;
