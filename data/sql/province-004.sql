-- Openings of sealed identities, by when they came: more than a few in an hour are told.

CREATE TABLE opening (
  entry  INTEGER PRIMARY KEY REFERENCES entry (n),
  person TEXT    NOT NULL,             -- person code; the device where it has none
  at     INTEGER NOT NULL              -- Unix seconds, the province's clock
) STRICT;

CREATE INDEX opening_by_person ON opening (person, at);

-- What was told of it (device.alert).
CREATE TABLE alerted (
  entry  INTEGER PRIMARY KEY REFERENCES entry (n),
  person TEXT    NOT NULL,
  count  INTEGER NOT NULL,
  at     INTEGER NOT NULL
) STRICT;
