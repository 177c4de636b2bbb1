-- Projections: everything here is made from the facts and may be dropped and made again at any time.
-- A change of what is shown is a change of this file and a higher number below; no facts are migrated.

-- How far the ledger has been taken in, and by which edition of this file.
CREATE TABLE projected (
  edition INTEGER NOT NULL,
  last    INTEGER NOT NULL                 -- entry.n
) STRICT;

-- `row` puts records in the order of their events: the hour of the event, and a number within it that is never used
-- again. It names a record within this home, and here and now only; `n` is what others may keep.
CREATE TABLE record (
  row         INTEGER PRIMARY KEY,
  id          TEXT    NOT NULL UNIQUE,
  n           INTEGER NOT NULL,            -- entry.n of its record.create
  kind        TEXT    NOT NULL,
  open        INTEGER NOT NULL,
  region      TEXT    NOT NULL,
  election    TEXT,
  title       TEXT    NOT NULL,
  status      TEXT    NOT NULL,
  severity    INTEGER,
  occurred    TEXT,                        -- RFC 3339 as written
  occurred_at INTEGER,                     -- the same moment in Unix seconds
  creator     TEXT    NOT NULL,            -- device
  differences INTEGER NOT NULL,            -- fields with more than one value
  quarantine  TEXT,                        -- reason, where the record itself is in quarantine: shown, counted nowhere
  words       INTEGER NOT NULL             -- of a hash of what `search` holds under `row`
) STRICT;

-- Each order in which a list is shown, within it the newest first; with what filters ask most, so that they need not
-- look into the table.
CREATE UNIQUE INDEX record_by_n ON record (n);
CREATE INDEX record_by_time     ON record (occurred_at, n, kind, status, severity);
CREATE INDEX record_by_kind     ON record (kind, occurred_at, n, status, severity);
CREATE INDEX record_by_status   ON record (status, occurred_at, n, kind, severity);
CREATE INDEX record_by_severity ON record (severity, occurred_at, n, kind, status);
CREATE INDEX record_by_region   ON record (region, occurred_at DESC, n DESC);
CREATE INDEX record_by_title    ON record (title COLLATE NOCASE, occurred_at DESC, n DESC);

-- The last number given away within each hour (Unix seconds / 3600).
CREATE TABLE hour (
  hour INTEGER PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT;

-- The words of each record, prepared by pantau-search-text.c: folded, in the order of the text, then what their families are called
-- and codes to filter by. A record whose words change gets a new row; the old one stays here until the next
-- rebuild and leads nowhere.
CREATE VIRTUAL TABLE search USING fts5 (words, content = '', columnsize = 0, prefix = '2 3', tokenize = 'ascii');

-- Every word in `search`, to find those that begin with what is being typed.
CREATE TABLE word (
  word TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- How many there are, for the sidebar.
CREATE TABLE tally (
  kind        TEXT PRIMARY KEY,
  records     INTEGER NOT NULL,            -- without those in quarantine
  differences INTEGER NOT NULL,            -- of these: with a field that differs
  quarantined INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER record_counted AFTER INSERT ON record
BEGIN
  INSERT INTO tally (kind, records, differences, quarantined)
  VALUES (NEW.kind, NEW.quarantine IS NULL, NEW.quarantine IS NULL AND NEW.differences > 0, NEW.quarantine IS NOT NULL)
  ON CONFLICT (kind) DO UPDATE SET
    records = records + excluded.records,
    differences = differences + excluded.differences,
    quarantined = quarantined + excluded.quarantined;
END;

CREATE TRIGGER record_discounted AFTER DELETE ON record
BEGIN
  UPDATE tally SET
    records = records - (OLD.quarantine IS NULL),
    differences = differences - (OLD.quarantine IS NULL AND OLD.differences > 0),
    quarantined = quarantined - (OLD.quarantine IS NOT NULL)
  WHERE kind = OLD.kind;
END;

-- The values of each field: more than one where people changed it without knowing of each other.
CREATE TABLE value (
  record TEXT    NOT NULL,
  field  TEXT    NOT NULL,
  entry  INTEGER NOT NULL,                 -- entry.n that set it
  value  TEXT    NOT NULL,                 -- canonical JSON
  PRIMARY KEY (record, field, entry)
) STRICT, WITHOUT ROWID;

-- Status steps that were not allowed from the status they started from: shown as "tidak berlaku".
CREATE TABLE lapsed (
  entry  INTEGER PRIMARY KEY,
  record TEXT NOT NULL
) STRICT;

CREATE INDEX lapsed_by_record ON lapsed (record);

CREATE TABLE link (
  entry  INTEGER PRIMARY KEY,
  record TEXT NOT NULL,
  rel    TEXT NOT NULL,
  target TEXT NOT NULL
) STRICT;

CREATE INDEX link_by_record ON link (record);
CREATE INDEX link_by_target ON link (target);

-- Records handed to agencies (forward.add). What waits is found by the indices; what it says is in its line.
CREATE TABLE forward (
  entry   INTEGER PRIMARY KEY,
  record  TEXT    NOT NULL,
  agency  TEXT    NOT NULL,
  at      INTEGER NOT NULL,                -- Unix seconds
  due_at  INTEGER NOT NULL,                -- when a reply is due; 0: none is awaited
  replies INTEGER NOT NULL,                -- how many came
  waits   INTEGER NOT NULL                 -- a reply is due, none came, and the record is not ended
) STRICT;

CREATE INDEX forward_by_record ON forward (record);
CREATE INDEX forward_by_agency ON forward (agency, at);
CREATE INDEX forward_waiting   ON forward (due_at) WHERE waits = 1;

-- Who got a copy (tembusan) of which forward, for the register of an agency.
CREATE TABLE forward_copy (
  agency TEXT    NOT NULL,
  entry  INTEGER NOT NULL,                 -- of the forward.add
  record TEXT    NOT NULL,
  at     INTEGER NOT NULL,                 -- Unix seconds
  PRIMARY KEY (agency, entry)
) STRICT, WITHOUT ROWID;

CREATE INDEX forward_copy_by_record ON forward_copy (record);

-- What is done about records (treatment.add), and how far it is.
CREATE TABLE treatment (
  entry   INTEGER PRIMARY KEY,
  record  TEXT    NOT NULL,
  what    TEXT    NOT NULL,
  state   TEXT    NOT NULL,                -- where people differ, the least finished
  differs INTEGER NOT NULL,
  due_at  INTEGER NOT NULL,                -- 0: no time is set
  waits   INTEGER NOT NULL                 -- due, open, and the record is not ended
) STRICT;

CREATE INDEX treatment_by_record ON treatment (record);
CREATE INDEX treatment_waiting   ON treatment (due_at) WHERE waits = 1;

-- Sealed identities (identity.seal): that there is an envelope, never who is in it.
CREATE TABLE identity (
  entry   INTEGER PRIMARY KEY,
  record  TEXT    NOT NULL,
  person  TEXT    NOT NULL,                -- reporter or witness
  ordinal INTEGER NOT NULL,
  blob    TEXT    NOT NULL,                -- SHA-256 of the envelope
  current INTEGER NOT NULL,                -- no other seal of the same person replaced it
  differs INTEGER NOT NULL,                -- another one is current too
  opened  INTEGER NOT NULL                 -- how often, as far as the lines are here
) STRICT;

CREATE INDEX identity_by_record ON identity (record);
CREATE INDEX identity_by_blob   ON identity (blob);

-- The files of records (evidence.add, and `blobs` of a record.create): what their lines say of them. A file that several lines of a
-- record bring has the row of the line whose id sorts first.
CREATE TABLE evidence (
  record   TEXT    NOT NULL,
  hash     TEXT    NOT NULL,               -- SHA-256
  entry    INTEGER NOT NULL,               -- the line that brought it
  place    INTEGER NOT NULL,               -- within that line, 0 first
  name     TEXT    NOT NULL,               -- "" where the line says none
  size     INTEGER NOT NULL,               -- bytes; -1 where the line does not say
  type     TEXT    NOT NULL,               -- MIME
  received TEXT,                           -- RFC 3339
  picture  INTEGER NOT NULL,               -- perceptual hash, its 64 bits as a signed number; 0: none
  masks    TEXT,                           -- hash of the original that it stands for
  claims   TEXT,                           -- what the file says of itself, a JSON object
  origin   TEXT,                           -- code of the list `file_origin`: from whom it came
  stripped TEXT,                           -- which program took away what it said of itself
  medium   TEXT,                           -- where it is kept, of one that is too large to travel
  note     TEXT,
  released INTEGER NOT NULL,               -- Pemprov may have it
  PRIMARY KEY (record, hash)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence_by_hash ON evidence (hash);

-- What was done with the files of records: the chain of custody. Of files in `evidence` alone.
CREATE TABLE custody (
  record    TEXT    NOT NULL,
  hash      TEXT    NOT NULL,              -- SHA-256
  entry     INTEGER NOT NULL,              -- the line that says so
  place     INTEGER NOT NULL,              -- within that line, 0 first
  what      TEXT    NOT NULL,              -- 'import' (evidence.add, record.create), 'release', and of an evidence.touch
                                           -- 'export', 'print', 'forward', 'hand-over'
  received  TEXT,                          -- RFC 3339, of an import: when it came into that home
  origin    TEXT,                          -- of an import: code of the list `file_origin`
  recipient TEXT,                          -- to whom: an office, never a reporter or witness
  note      TEXT,
  PRIMARY KEY (record, hash, entry)
) STRICT, WITHOUT ROWID;

-- What officers are asked about people whom only they may know (identity.ask).
CREATE TABLE identity_ask (
  entry   INTEGER PRIMARY KEY,
  record  TEXT    NOT NULL,
  person  TEXT    NOT NULL,
  ordinal INTEGER NOT NULL,
  at      INTEGER NOT NULL,                -- Unix seconds, by the clock of who asked
  answers INTEGER NOT NULL,                -- how many came
  waits   INTEGER NOT NULL                 -- nobody was reached yet, and nobody refused
) STRICT;

CREATE INDEX identity_ask_by_record ON identity_ask (record);
CREATE INDEX identity_ask_waiting   ON identity_ask (at) WHERE waits = 1;

-- What the province noticed (device.alert).
CREATE TABLE alert (
  entry  INTEGER PRIMARY KEY,
  what   TEXT    NOT NULL,
  person TEXT    NOT NULL,                 -- person code, or a device that has none
  count  INTEGER NOT NULL,
  since  TEXT,                             -- RFC 3339
  time   TEXT    NOT NULL,
  region TEXT    NOT NULL
) STRICT;

-- The reviews (kajian) of cases, review.add: closed lines, which field monitors and Pemprov do not have.
CREATE TABLE review (
  entry      INTEGER PRIMARY KEY,
  record     TEXT    NOT NULL,
  stage      TEXT    NOT NULL,
  conclusion TEXT    NOT NULL,
  day        TEXT    NOT NULL,             -- YYYY-MM-DD, of the paper
  current    INTEGER NOT NULL              -- no other one of its stage replaced it
) STRICT;

CREATE INDEX review_by_record ON review (record);

-- What Pemprov is told of closed records (release.add). There is a row where the record itself is not here too.
CREATE TABLE release (
  entry   INTEGER PRIMARY KEY,
  record  TEXT    NOT NULL,
  kind    TEXT    NOT NULL,
  region  TEXT    NOT NULL,                -- as the line says
  agency  TEXT    NOT NULL,
  at      INTEGER NOT NULL,                -- Unix seconds: when it was forwarded
  due_at  INTEGER NOT NULL,                -- when a reply is due; 0: none is awaited
  current INTEGER NOT NULL,                -- no other one of its forward replaced it
  waits   INTEGER NOT NULL                 -- current, a reply is due, and none is told of
) STRICT;

CREATE INDEX release_by_record ON release (record);

-- The province's verdicts, by the id of the entry: a verdict may come before its entry.
CREATE TABLE verdict (
  id     BLOB PRIMARY KEY,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Who works with which device, from the newest grant that is here.
CREATE TABLE person (
  device   TEXT PRIMARY KEY,
  n        INTEGER NOT NULL,               -- entry.n of the grant
  code     TEXT    NOT NULL,
  name     TEXT    NOT NULL,
  position TEXT    NOT NULL,               -- jabatan
  letter   TEXT    NOT NULL,               -- number of the assignment letter
  role     TEXT    NOT NULL,
  region   TEXT    NOT NULL,
  last_day TEXT,
  practice INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The province's newest revocation of each device; a later grant ends it.
CREATE TABLE revocation (
  device TEXT    PRIMARY KEY,
  seq    INTEGER NOT NULL                  -- of the province's chain
) STRICT, WITHOUT ROWID;

-- What each record names that is neither in quarantine nor void, for the coverage: villages and TPS; where it names none, its own region. The
-- time and the election stand here too, so that counting needs no other table.
CREATE TABLE place (
  region      TEXT    NOT NULL,
  tps         INTEGER NOT NULL,            -- 0: as a whole
  record      INTEGER NOT NULL,            -- record.n
  occurred_at INTEGER NOT NULL,            -- Unix seconds
  nihil       INTEGER NOT NULL,            -- an activity that found nothing
  election    TEXT    NOT NULL,            -- "" where it names none
  PRIMARY KEY (region, tps, record)
) STRICT, WITHOUT ROWID;

CREATE INDEX place_by_record ON place (record);

-- What risks expose, each in one row, since a hundred thousand are added up while somebody waits. Only such as count: neither in quarantine
-- nor void. `stations` is "VILLAGE TPS TPS …;VILLAGE;…", `figures` "FIELD SMALLEST LARGEST;…" of its present values.
CREATE TABLE exposure (
  record      INTEGER PRIMARY KEY,         -- record.n
  region      TEXT    NOT NULL,            -- the smallest that holds all its places; its own where it names none
  hazard      TEXT    NOT NULL,            -- "" where it names none
  election    TEXT    NOT NULL,
  ended       INTEGER NOT NULL,
  occurred_at INTEGER NOT NULL,
  likelihood  INTEGER NOT NULL,            -- 0 where it was not assessed
  impact      INTEGER NOT NULL,
  differing   INTEGER NOT NULL,            -- people differ in something that is here
  mark        INTEGER NOT NULL,            -- of the record's id: an order that is the same in every home
  stations    TEXT    NOT NULL,
  figures     TEXT    NOT NULL
) STRICT;

-- The newest line of each device: when and where it last wrote, by its own clock.
CREATE TABLE contact (
  device   TEXT PRIMARY KEY,
  seq      INTEGER NOT NULL,
  wrote_at INTEGER NOT NULL,               -- Unix seconds; 0 where it says none
  region   TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- Time limits that have begun (pantau-projection-clock.c), in Unix seconds. Which have passed depends on now, and is asked.
CREATE TABLE clock (
  record   TEXT    NOT NULL,
  rule     TEXT    NOT NULL,               -- code in tenggat.json
  kind     TEXT    NOT NULL,
  area     TEXT    NOT NULL,               -- kabupaten/kota, or the province
  region   TEXT    NOT NULL,
  event    TEXT    NOT NULL,               -- what started it
  event_at INTEGER NOT NULL,
  start_at INTEGER NOT NULL,               -- what it counts from
  due_at   INTEGER NOT NULL,               -- the last moment in time; the earlier where counting is disputed
  other_at INTEGER NOT NULL,               -- then the later; else 0
  flags    INTEGER NOT NULL,               -- 1 an estimate, 2 extended, 4 stopped as the record was closed
  ended_at INTEGER,
  ended_by TEXT,                           -- the event that ended it
  PRIMARY KEY (record, rule)
) STRICT, WITHOUT ROWID;

CREATE INDEX clock_by_due  ON clock (due_at, kind, rule, region) WHERE ended_at IS NULL;
CREATE INDEX clock_by_area ON clock (area, due_at, kind, rule, region) WHERE ended_at IS NULL;

-- Of which rules and holidays they were counted: pantau_reference_get_clock_digest().
CREATE TABLE clock_basis (
  digest TEXT NOT NULL
) STRICT;

-- Lists of identity officers of the province, as they came. Which of them counts is said by the recovery key that the home knows (pantau-trust.c).
CREATE TABLE roster (
  entry       INTEGER PRIMARY KEY,         -- entry.n
  serial      INTEGER NOT NULL,            -- 0 where its signature or form is wrong
  fingerprint TEXT    NOT NULL,            -- of the recovery key that signed it; "" likewise
  text        TEXT    NOT NULL             -- the signed statement
) STRICT;

-- Hoaxes (pantau-projection-claim.c): every record of one that is here and not in quarantine, and the claim to which it belongs.
CREATE TABLE claim_member (
  record    TEXT    PRIMARY KEY,
  claim     TEXT    NOT NULL,              -- UUID of the root
  rank      INTEGER NOT NULL,              -- who may be root, the least: 1 it is linked to another that counts, 2 it does not count
  counts    INTEGER NOT NULL,              -- its status is not void
  n         INTEGER NOT NULL,              -- record.n
  region    TEXT    NOT NULL,
  area      TEXT    NOT NULL,              -- kabupaten/kota; "" where it lies in none
  at        INTEGER NOT NULL,              -- record.occurred_at
  verdict   TEXT    NOT NULL,              -- that desks gave for it; "" none, "?" desks differ
  voting    INTEGER NOT NULL,
  unrest    INTEGER NOT NULL,
  target    INTEGER NOT NULL,              -- points of its target: pantau-harm.h
  forwarded INTEGER NOT NULL,
  reach     INTEGER NOT NULL,
  asked     INTEGER NOT NULL,              -- a takedown was asked
  done      INTEGER NOT NULL,              -- and done
  counter   INTEGER NOT NULL,              -- a counter-message is written
  waits     INTEGER NOT NULL,              -- forwards that wait for a reply
  due_at    INTEGER NOT NULL               -- the earliest of them; 0: none
) STRICT, WITHOUT ROWID;

-- For the root; for when it was seen; and for what few records of a claim say. Each answers by a step or two, since a claim may have ten thousand.
CREATE INDEX claim_member_by_rank      ON claim_member (claim, rank, record);
CREATE INDEX claim_member_by_claim     ON claim_member (claim, counts, at, record);
CREATE INDEX claim_member_by_time      ON claim_member (at, claim, record) WHERE counts = 1;
CREATE INDEX claim_member_by_target    ON claim_member (claim, target) WHERE counts = 1 AND target > 0;
CREATE INDEX claim_member_by_forwarded ON claim_member (claim, forwarded) WHERE counts = 1 AND forwarded > 0;
CREATE INDEX claim_member_by_voting    ON claim_member (claim) WHERE counts = 1 AND voting = 1;
CREATE INDEX claim_member_by_unrest    ON claim_member (claim) WHERE counts = 1 AND unrest = 1;
CREATE INDEX claim_member_by_verdict   ON claim_member (claim, verdict) WHERE counts = 1 AND verdict <> '';
CREATE INDEX claim_member_by_takedown  ON claim_member (claim, asked, done) WHERE counts = 1 AND asked + done > 0;
CREATE INDEX claim_member_by_due       ON claim_member (claim, due_at, waits) WHERE counts = 1 AND waits > 0;

-- What only a sum over all of them tells.
CREATE TABLE claim_sum (
  claim   TEXT    PRIMARY KEY,
  records INTEGER NOT NULL,
  reach   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER claim_counted AFTER INSERT ON claim_member WHEN NEW.counts = 1
BEGIN
  INSERT INTO claim_sum (claim, records, reach) VALUES (NEW.claim, 1, NEW.reach)
  ON CONFLICT (claim) DO UPDATE SET records = records + 1, reach = reach + excluded.reach;
END;

CREATE TRIGGER claim_discounted AFTER DELETE ON claim_member WHEN OLD.counts = 1
BEGIN
  UPDATE claim_sum SET records = records - 1, reach = reach - OLD.reach WHERE claim = OLD.claim;
END;

CREATE TRIGGER claim_renamed AFTER UPDATE OF claim ON claim_member WHEN NEW.counts = 1
BEGIN
  UPDATE claim_sum SET records = records - 1, reach = reach - OLD.reach WHERE claim = OLD.claim;
  INSERT INTO claim_sum (claim, records, reach) VALUES (NEW.claim, 1, NEW.reach)
  ON CONFLICT (claim) DO UPDATE SET records = records + 1, reach = reach + excluded.reach;
END;

-- Its links to others (sighting-of, duplicate-of), whether these are here or not.
CREATE TABLE claim_link (
  record TEXT NOT NULL,
  target TEXT NOT NULL,
  PRIMARY KEY (record, target)
) STRICT, WITHOUT ROWID;

CREATE INDEX claim_link_by_target ON claim_link (target, record);

-- Where those were seen that count: kecamatan, or the larger region where none is named.
CREATE TABLE claim_place (
  record TEXT    NOT NULL,
  region TEXT    NOT NULL,
  claim  TEXT    NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (record, region)
) STRICT, WITHOUT ROWID;

CREATE INDEX claim_place_by_claim  ON claim_place (claim, region, at);
CREATE INDEX claim_place_by_region ON claim_place (region, claim);

-- The present values of `verdict`, and whether who gave it may: that changes with a grant.
CREATE TABLE claim_verdict (
  entry  INTEGER PRIMARY KEY,
  record TEXT    NOT NULL,
  device TEXT    NOT NULL,
  value  TEXT    NOT NULL,
  counts INTEGER NOT NULL
) STRICT;

CREATE INDEX claim_verdict_by_record ON claim_verdict (record);
CREATE INDEX claim_verdict_by_device ON claim_verdict (device);

-- What the records of a claim say together: pantau-claim.h.
CREATE TABLE claim (
  id          TEXT    PRIMARY KEY,         -- UUID of its root
  verdict     TEXT    NOT NULL,            -- of the root; "" none, or desks differ
  rank        INTEGER NOT NULL,            -- of the verdict: which is shown first
  label       INTEGER NOT NULL,            -- PantauClaimLabel
  differs     INTEGER NOT NULL,
  voting      INTEGER NOT NULL,
  unrest      INTEGER NOT NULL,
  target      INTEGER NOT NULL,
  forwarded   INTEGER NOT NULL,
  reach       INTEGER NOT NULL,
  harm        INTEGER NOT NULL,
  n_records   INTEGER NOT NULL,
  n_sightings INTEGER NOT NULL,
  n_kecamatan INTEGER NOT NULL,
  n_areas     INTEGER NOT NULL,
  first_at    INTEGER NOT NULL,
  last_at     INTEGER NOT NULL,
  takedown    INTEGER NOT NULL,            -- PantauTakedown
  counter     INTEGER NOT NULL,
  waits       INTEGER NOT NULL,
  due_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Each order of the board, with what its filters ask.
CREATE INDEX claim_by_spread  ON claim (n_areas DESC, n_kecamatan DESC, n_records DESC, last_at DESC, id, verdict);
CREATE INDEX claim_by_harm    ON claim (harm DESC, last_at DESC, id, verdict, n_records);
CREATE INDEX claim_by_verdict ON claim (rank, last_at DESC, id, verdict, n_records);
CREATE INDEX claim_by_time    ON claim (last_at DESC, id, verdict, n_records);

-- Of which weights their points are: pantau_harm_digest().
CREATE TABLE claim_basis (
  digest TEXT NOT NULL
) STRICT;
-- What each hoax record claims (pantau-claim-text.h), for finding others that claim the same.
CREATE TABLE claim_sign (
  sign     INTEGER PRIMARY KEY,            -- within this home and until the next rebuild
  record   TEXT    NOT NULL UNIQUE,
  words    TEXT    NOT NULL,               -- of title and quote; of the narrative where it has no quote
  url      TEXT    NOT NULL,               -- canonical; "" where it has none
  pictures TEXT    NOT NULL                -- perceptual hashes of its files, 16 hex digits each, parted by blanks
) STRICT;

CREATE INDEX claim_sign_by_url ON claim_sign (url) WHERE url <> '';

-- The same words, to find texts by them. Old ones are taken out by naming them, which claim_sign still has.
CREATE VIRTUAL TABLE claim_index USING fts5 (
  words, content = '', columnsize = 0, detail = none, tokenize = 'ascii tokenchars ''@#!~''');

-- In how many texts a word stands: the rare ones find.
CREATE TABLE claim_word (
  word  TEXT    PRIMARY KEY,
  texts INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Pictures by each 16 of their 64 bits: hashes that differ little share one of the four, or nearly.
CREATE TABLE claim_picture (
  band INTEGER NOT NULL,                   -- number of the quarter << 16 | its bits
  sign INTEGER NOT NULL,
  hash INTEGER NOT NULL,
  PRIMARY KEY (band, sign, hash)
) STRICT, WITHOUT ROWID;

-- The situation (pantau-situation.h). What each record that counts says to its figures, packed (pantau-situation-item.h). `area` is the smallest region
-- that holds all its places; its own where it names none.
CREATE TABLE moment (
  area   TEXT    NOT NULL,
  record INTEGER NOT NULL,                 -- record.n
  id     TEXT    NOT NULL,
  kind   TEXT    NOT NULL,
  data   BLOB    NOT NULL,
  PRIMARY KEY (area, record)
) STRICT, WITHOUT ROWID;

CREATE INDEX moment_by_record ON moment (record);

-- All records of an area in one piece, with what claims and clocks say of them: a million are read as some thousand rows.
CREATE TABLE situation (
  area TEXT NOT NULL UNIQUE,
  data BLOB NOT NULL
) STRICT;

-- The areas whose piece is to be made anew, at the end of a catching up.
CREATE TABLE situation_stale (
  area TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Another number after each change of the pieces, so that who has read them knows whether to read again.
CREATE TABLE situation_stamp (
  stamp INTEGER NOT NULL
) STRICT;

INSERT INTO situation_stamp (stamp) VALUES (random ());

-- Codes that the pieces name by number: of elections and of aid. Numbers are of this home alone.
CREATE TABLE situation_word (
  number INTEGER PRIMARY KEY,
  word   TEXT NOT NULL UNIQUE
) STRICT;

-- For the figures by region.
CREATE INDEX record_quarantined ON record (region) WHERE quarantine IS NOT NULL;

-- What desks have to decide on (pantau-projection-triage.c): records of kinds that they decide on whose status waits for that or in whose status people
-- differ, those that wait to be completed, and whatever is assigned and not ended. None in quarantine. `n` is the order of coming, which no clock can upset.
CREATE TABLE triage (
  n        INTEGER PRIMARY KEY,            -- record.n
  record   TEXT    NOT NULL UNIQUE,
  kind     TEXT    NOT NULL,
  waits    INTEGER NOT NULL,               -- 1 for a decision, 2 to be completed, 0 for what is assigned and under way
  severity INTEGER NOT NULL,               -- 0: none
  due_at   INTEGER NOT NULL,               -- of the clock that ends first, Unix seconds; 9223372036854775807: none runs
  differs  INTEGER NOT NULL,               -- in its status
  last     INTEGER NOT NULL                -- entry.n of its newest line that counts
) STRICT;

-- What is most urgent is found without looking at the rest: by severity among those without a pressing clock, by clock among those with one.
CREATE INDEX triage_by_severity ON triage (waits, severity, due_at, n);
CREATE INDEX triage_by_due      ON triage (waits, due_at, n, severity);

-- Who looks after which record (assignment.set), present ones alone: several where people differ.
CREATE TABLE assignment (
  entry  INTEGER PRIMARY KEY,
  record TEXT    NOT NULL,
  person TEXT    NOT NULL,                 -- person code; "" for the whole desk
  name   TEXT    NOT NULL,                 -- of the person, as the line says; "" where it says none
  region TEXT    NOT NULL                  -- of the desk
) STRICT;

CREATE INDEX assignment_by_record ON assignment (record);
CREATE INDEX assignment_by_person ON assignment (person, region);
