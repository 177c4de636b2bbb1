-- Early warnings of other agencies (data/doc/warnings.md), and how far this home has read what they publish.

-- Messages as they came: never changed, never taken away. What became of one is computed by all of them and the hour.
CREATE TABLE warning (
  hash       TEXT    PRIMARY KEY,      -- SHA-256 of the bytes
  sender     TEXT    NOT NULL,         -- these two name the message
  identifier TEXT    NOT NULL,
  sent       INTEGER NOT NULL,         -- Unix seconds, by the sender's clock
  received   INTEGER NOT NULL,         -- Unix seconds, by this device's clock
  source     TEXT    NOT NULL,         -- the address that it came from; '' for a file
  bytes      BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX warning_by_sent ON warning (sent DESC);

-- Entries of an index that were read, so that none is asked for twice.
CREATE TABLE warning_entry (
  url   TEXT    PRIMARY KEY,
  stamp TEXT    NOT NULL,              -- of the entry, as the index had it then
  at    INTEGER NOT NULL               -- Unix seconds
) STRICT, WITHOUT ROWID;

-- Indices that were read: what the server said of their edition, and how the last reading ended.
CREATE TABLE warning_index (
  url      TEXT    PRIMARY KEY,
  etag     TEXT    NOT NULL,           -- '' where the server gave none
  modified TEXT    NOT NULL,           -- likewise
  at       INTEGER NOT NULL            -- Unix seconds: when it was last read to its end
) STRICT, WITHOUT ROWID;

-- Receipts that came by courier, by the parcel that each answers: a parcel that several people carried is answered to each of them.
CREATE TABLE answered (
  parcel TEXT    NOT NULL,              -- id of the own parcel
  what   TEXT    NOT NULL,              -- epoch and `accepted` of the receipt
  at     INTEGER NOT NULL,              -- Unix seconds
  PRIMARY KEY (parcel, what)
) STRICT, WITHOUT ROWID;

-- What a person has seen of the queue, and what was decided there and is not signed yet (data/doc/triage.md).

-- Records that this person has looked at: up to which line.
CREATE TABLE seen (
  record TEXT    PRIMARY KEY,
  last   INTEGER NOT NULL               -- entry.n
) STRICT, WITHOUT ROWID;

-- Decisions that may still be taken back: signed when their time has come, and then gone from here.
CREATE TABLE pending (
  n      INTEGER PRIMARY KEY,
  batch  TEXT    NOT NULL,              -- what was decided together is taken back together
  record TEXT    NOT NULL,
  act    TEXT    NOT NULL,              -- JSON: what is to be written
  base   TEXT    NOT NULL,              -- the lines that said status and assignment when it was decided
  due_at INTEGER NOT NULL,              -- Unix milliseconds: when it is signed
  fault  TEXT                           -- why it was not: somebody was quicker, or may not any more
) STRICT;

CREATE INDEX pending_by_record ON pending (record);
