-- What travels without a network, and what is known of the province besides its lines.

-- Sealed parcels of courier files that are carried for others: to the province, or back to a device. Their bytes are in parcels/.
CREATE TABLE parcel (
  hash     TEXT    PRIMARY KEY,         -- SHA-256 of the parcel as it stood in the file: the name of its bytes
  id       TEXT    NOT NULL,            -- as its header says
  addressee TEXT   NOT NULL,            -- id of a key, or of an invitation
  answers  TEXT,                        -- id of the parcel that this one answers; NULL: it asks
  size     INTEGER NOT NULL,            -- bytes
  received INTEGER NOT NULL,            -- Unix seconds
  place    INTEGER NOT NULL DEFAULT 0,  -- in which order they came: the pieces of a file are of use one after another
  after    TEXT,                        -- posted, and some of its answers have come: where they go on
  tried    INTEGER NOT NULL DEFAULT 0,  -- Unix seconds: when the province last did not take it
  state    TEXT    NOT NULL CHECK (state IN ('waiting', 'passed')) -- passed: the province has answered it; its answer is here too
) STRICT, WITHOUT ROWID;
CREATE INDEX parcel_by_id ON parcel (id);
CREATE INDEX parcel_by_place ON parcel (place);

-- Courier files that were made or read here.
CREATE TABLE courier (
  n       INTEGER PRIMARY KEY,
  what    TEXT    NOT NULL CHECK (what IN ('made', 'read')),
  at      TEXT    NOT NULL,             -- RFC 3339, this device's clock
  name    TEXT    NOT NULL,             -- of the file, without its folders
  hash    TEXT    NOT NULL,             -- SHA-256 of the whole file
  summary TEXT    NOT NULL              -- JSON object: what was in it, counted (data/doc/courier.md)
) STRICT;

-- Own lines that left in a courier file and that no receipt covers yet: when the last one was made.
CREATE TABLE carried (
  entry INTEGER PRIMARY KEY,
  at    TEXT    NOT NULL                -- RFC 3339, this device's clock
) STRICT;

-- What the daily comparison with the province found (data/doc/sync.md): one row a day, the newest of a day.
CREATE TABLE reconciled (
  day     TEXT    PRIMARY KEY,          -- YYYY-MM-DD in WIB
  at      TEXT    NOT NULL,             -- RFC 3339, the province's clock
  sent    INTEGER NOT NULL,             -- own lines that a receipt covers
  held    INTEGER NOT NULL,             -- lines of this device that the province says it holds
  files_sent INTEGER NOT NULL,
  files_held INTEGER NOT NULL,
  faults  TEXT    NOT NULL              -- JSON array: what differs, entry by entry, and what was done about it
) STRICT, WITHOUT ROWID;

-- Signed statements of the province that contradict each other, and copies of this home: kept for ever as proof.
CREATE TABLE contradiction (
  n     INTEGER PRIMARY KEY,
  at    TEXT    NOT NULL,               -- RFC 3339: when it was noticed here
  what  TEXT    NOT NULL CHECK (what IN ('fork', 'rollback', 'restored', 'copied')),
  proof TEXT    NOT NULL                -- JSON: the signed texts, or the ids of the lines
) STRICT;

-- Keys that this home had before, each with a chain of its own (pantau-rekey.h).
CREATE TABLE former (
  device TEXT PRIMARY KEY,
  until  TEXT NOT NULL                  -- RFC 3339, this device's clock
) STRICT, WITHOUT ROWID;
