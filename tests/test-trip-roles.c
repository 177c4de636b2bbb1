/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What each role has of a case after a sync, with the real programs: Pemprov not one byte of a closed record in any of its files but the summary that a
 * desk released; its author neither reviews nor openings; a desk all of it.
 */

#include "config.h"

#include <string.h>

#include "pantau-access.h"
#include "pantau-home.h"
#include "pantau-json.h"
#include "raw-device.h"
#include "trip-fixture.h"

#define RAWAS "16.13.04"
#define NIP   "197501012000031001"
#define REVIEW                                                                                     \
  "{\"stage\":\"penuh\",\"facts\":\"Jarumkajian hadir.\",\"articles\":[\"UU 10/2016 pasal 71\"],"  \
  "\"elements\":[{\"element\":\"Pejabat ASN\",\"met\":true}],"                                     \
  "\"conclusion\":\"perundangan-lain\",\"signer\":\"Ketua Bawaslu\"}"

/* Each stands in one line of the case; the summary is in the release alone. */
static const char *const needles[] = { "Jarumjudul", "Jarumcerita",  "Jarumpihak",  "Jarumdesa",
                                       NIP,          "Jarumcatatan", "Jarumkajian", "Jarumsurat" };
#define SUMMARY "Jarumringkasan"

/* How many files below @directory hold @needle, of all that are there: database, its log, journal, settings, what is temporary. */
static guint
count_files (const char *directory, const char *needle)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL), *bytes = NULL;
      gsize length;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        n += count_files (path, needle);
      else if (g_file_get_contents (path, &bytes, &length, NULL) &&
               memmem (bytes, length, needle, strlen (needle)) != NULL)
        n++;
    }

  return n;
}

static guint
count_needle (Trip *trip, const char *home, const char *needle)
{
  g_autofree char *directory = trip_path (trip, home);

  return count_files (directory, needle);
}

static gint64
count_lines (Trip *trip, const char *home, const char *type)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM entry WHERE type = '%s'", type);

  return trip_number (trip, home, sql);
}

static char *
record_case (Trip *trip)
{
  return ctl_record (trip, "field", "neutrality",
                     "{\"region\":\"" RAWAS "\",\"occurred\":\"2024-10-20T10:00:00+07:00\","
                     "\"title\":\"Jarumjudul\",\"narrative\":\"Jarumcerita.\","
                     "\"places\":[{\"text\":\"Jarumdesa\",\"region\":\"" RAWAS "\"}],"
                     "\"fields\":{\"party_category\":\"asn-pns\",\"party_name\":\"Jarumpihak\","
                     "\"party_nip\":\"" NIP "\"}}");
}

/* A case with one of everything that a desk adds, of which a summary went to Pemprov. (transfer full): its UUID */
static char *
case_new (Trip *trip)
{
  g_autofree char *forward = NULL;
  char *id;
  Ran *review;

  trip_enrolled (trip, "field", "field", RAWAS);
  trip_enrolled (trip, "desk", "desk", "16.13");
  trip_enrolled (trip, "pemprov", "pemprov", "16");
  trip_enrolled (trip, "admin", "admin", "16");
  id = record_case (trip);
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");

  ctl_do (trip, "desk", "note", id, "Jarumcatatan", NULL);
  review = ctl_input (trip, "desk", REVIEW, strlen (REVIEW), "review", id, "-", NULL);
  g_assert_cmpint (review->status, ==, 0);
  ran_free (review);
  forward = ctl_ok (trip, "desk", "forward", id, "bkn", "--channel", "surat", "--letter",
                    "Jarumsurat", "--when", "2024-11-01T10:00", NULL);
  g_free (g_steal_pointer (&forward));
  forward = ctl_ok (trip, "desk", "forward", id, "kesbangpol", "--channel", "surat", "--letter",
                    "7/PM", "--when", "2024-11-01T10:00", "--reply-due", "2024-11-08", NULL);
  g_free (ctl_ok (trip, "desk", "release", id, forward, "--text", SUMMARY, NULL));
  ctl_sync (trip, "desk");

  return id;
}

static void
test_pemprov (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *id = case_new (trip), *releases = NULL, *risk = NULL, *totals = NULL;
  g_autoptr (GHashTable) listed = NULL;
  g_autoptr (JsonObject) told = NULL, cell = NULL;
  g_autoptr (Ran) shown = NULL;

  for (guint i = 0; i < 5; i++)
    g_free (record_case (trip)); /* so many that a figure tells of them */
  risk = record_json ("Banjir", RAWAS);
  g_free (ctl_record (trip, "field", "risk", risk));
  ctl_sync (trip, "field");
  ctl_sync (trip, "pemprov");

  /* The search finds what is there. */
  g_assert_cmpuint (count_needle (trip, "desk", "Jarumkajian"), >, 0);
  g_assert_cmpuint (count_needle (trip, "pemprov", "Banjir"), >, 0);
  g_assert_cmpuint (count_needle (trip, "pemprov", SUMMARY), >, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (needles); i++)
    if (count_needle (trip, "pemprov", needles[i]) != 0)
      g_error ("%s is in a file of Pemprov", needles[i]);
  g_assert_cmpint (trip_number (trip, "pemprov",
                                "SELECT count(*) FROM entry WHERE kind = 'neutrality' AND "
                                "type <> 'release.add'"),
                   ==, 0);

  /* list: the risk alone. releases: the one summary. totals: verified, and rounded. show: not found. */
  listed = ctl_list (trip, "pemprov");
  g_assert_cmpuint (g_hash_table_size (listed), ==, 1);
  g_assert_false (g_hash_table_contains (listed, id));
  releases = ctl_ok (trip, "pemprov", "releases", "--json", NULL);
  g_assert_null (strchr (releases, '\n'));
  told = pantau_json_parse_known (releases, NULL);
  g_assert_cmpstr (pantau_json_string (told, "record"), ==, id);
  g_assert_cmpstr (pantau_json_string (told, "summary"), ==, SUMMARY);
  g_assert_cmpstr (pantau_json_string (told, "letter"), ==, "7/PM");
  g_assert_nonnull (pantau_json_string (told, "reply_due"));
  totals = ctl_ok (trip, "pemprov", "totals", "--json", NULL);
  cell = pantau_json_parse_known (totals, NULL);
  g_assert_cmpstr (pantau_json_string (cell, "area"), ==, "16.13");
  g_assert_cmpstr (pantau_json_string (cell, "kind"), ==, "neutrality");
  g_assert_cmpint (pantau_json_integer (cell, "n", 0), ==, 5);
  shown = ctl (trip, "pemprov", "show", id, "--json", NULL);
  ran_assert_fault (shown, 1, "not-found", NULL);
  ctl_verify (trip, "pemprov");
}

/* Runs what is read as Pemprov reads it; not one word of a case stands in what it says. */
static void
assert_silent (Trip *trip, const char *const *words)
{
  g_autoptr (Ran) ran =
      ctl (trip, "pemprov", words[0], words[1], words[2], words[3], words[4], words[5], NULL);
  g_autofree char *command = g_strjoinv (" ", (GStrv) words);

  g_test_message ("%s: %d", command, ran->status);
  for (gsize i = 0; i < G_N_ELEMENTS (needles); i++)
    if (strstr (ran->out, needles[i]) != NULL || strstr (ran->err, needles[i]) != NULL)
      g_error ("%s is in what “%s” says", needles[i], command);
}

/* Neither lists, searches, queues, deadlines, figures, reports, exports, answers of the province and its log, nor a stick bring anything of a case to Pemprov. */
static void
test_pemprov_nowhere (void)
{
  static const char *const commands[][6] = {
    { "list" },
    { "list", "--json" },
    { "list", "--search", "Jarumjudul", "--json" },
    { "list", "--kind", "neutrality", "--json" },
    { "queue" },
    { "queue", "--json" },
    { "queue", "--search", "Jarumpihak", "--json" },
    { "queue", "--kind", "neutrality" },
    { "due" },
    { "due", "--until", "2030-01-01", "--json" },
    { "clocks" },
    { "clocks", "--overdue", "--json" },
    { "agencies", "--json" },
    { "agency", "kesbangpol", "--json" },
    { "agency", "bkn", "--json" },
    { "releases" },
    { "releases", "--json" },
    { "totals" },
    { "totals", "--json" },
    { "count", "--by", "region", "--json" },
    { "count", "--by", "kind", "--json" },
    { "coverage", "--json" },
    { "situation" },
    { "situation", "--json" },
    { "claims", "--json" },
    { "redactions", "--all", "--json" },
    { "identity", "asks", "--all", "--json" },
    { "files", "--json" },
    { "alerts", "--json" },
    { "reconcile", "--json" },
    { "proof", "--json" },
    { "sync" },
    { "verify", "--json" },
    { "lapsit", "list", "--json" },
  };
  static const char *const of_it[] = { "show",   "custody",     "claim",    "checklist",
                                       "clocks", "consequence", "agencies", "releases",
                                       "note",   "redactions",  "give-back" };
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *id = case_new (trip), *risk = NULL, *report = NULL, *stick = NULL;
  g_autofree char *text = NULL, *bundle = NULL, *log = NULL;
  g_autoptr (Ran) stolen = NULL;

  risk = record_json ("Banjir", RAWAS);
  g_free (ctl_record (trip, "field", "risk", risk));
  ctl_sync (trip, "field");
  ctl_sync (trip, "pemprov");
  g_assert_cmpuint (count_needle (trip, "desk", "Jarumdesa"), >, 0);
  g_assert_cmpuint (count_needle (trip, "desk", NIP), >, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    assert_silent (trip, commands[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (of_it); i++)
    assert_silent (trip, (const char *const[]){ of_it[i], id,
                                                g_str_equal (of_it[i], "note") ? "Halo" : NULL,
                                                NULL, NULL, NULL });

  /* A report of the situation, an evidence bundle of all that it has, a stick. */
  report = ctl_ok (trip, "pemprov", "lapsit", "make", "--region", "16", NULL);
  text = ctl_ok (trip, "pemprov", "lapsit", "text", report, NULL);
  g_assert_null (strstr (text, "Jarum"));
  bundle = trip_path (trip, "bundel");
  stolen = ctl (trip, "pemprov", "export", "--bundle", bundle, "--to", "Siapa saja", id, NULL);
  g_assert_cmpint (stolen->status, ==, 1);
  stick = trip_path (trip, "kurir.pantau");
  g_free (ctl_ok (trip, "pemprov", "courier", "out", stick, NULL));

  for (gsize i = 0; i < G_N_ELEMENTS (needles); i++)
    if (count_needle (trip, "pemprov", needles[i]) != 0)
      g_error ("%s is in a file of Pemprov", needles[i]);
  trip_stop (trip);
  ctl_verify (trip, "pemprov");
}

/* What went to Pemprov with a summary is due there, is answered by letter, and stands as answered where it was seen and where it was sent from. */
static void
test_release_answered (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *id = case_new (trip), *before = NULL, *after = NULL, *shown = NULL,
                  *forward = NULL;
  g_autoptr (JsonObject) first = NULL, second = NULL;
  JsonObject *replied;

  ctl_sync (trip, "pemprov");
  before = ctl_ok (trip, "pemprov", "releases", "--json", NULL);
  first = pantau_json_parse_known (before, NULL);
  g_assert_null (pantau_json_object (first, "replied"));
  forward = g_strdup (pantau_json_string (first, "forward"));
  g_assert_nonnull (pantau_json_string (first, "reply_due"));

  g_free (ctl_ok (trip, "desk", "reply", id, forward, "--text", "Jarumbalasan lengkap.", NULL));
  g_free (ctl_ok (trip, "desk", "release", id, forward, "--text", SUMMARY, "--reply",
                  "Pembinaan dilakukan.", "--when", "2024-11-07T09:00:00+07:00", NULL));
  ctl_sync (trip, "desk");
  ctl_sync (trip, "pemprov");

  after = ctl_ok (trip, "pemprov", "releases", "--json", NULL);
  g_assert_null (strchr (after, '\n'));
  second = pantau_json_parse_known (after, NULL);
  replied = pantau_json_object (second, "replied");
  g_assert_nonnull (replied);
  g_assert_cmpstr (pantau_json_string (replied, "text"), ==, "Pembinaan dilakukan.");
  /* The answer itself is of the case; Pemprov has of it what was released. */
  g_assert_cmpuint (count_needle (trip, "pemprov", "Jarumbalasan"), ==, 0);
  shown = ctl_ok (trip, "desk", "show", id, "--json", NULL);
  g_assert_nonnull (strstr (shown, "Jarumbalasan"));
}

/* What one may not write is refused at home already, and changes nothing. */
static void
test_refused (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *json = record_json ("Banjir", RAWAS), *id = NULL;
  const char *const steps[] = { "diverifikasi", "selesai" };
  gint64 before;

  trip_enrolled (trip, "field", "field", RAWAS);
  trip_enrolled (trip, "pemprov", "pemprov", "16");
  id = ctl_record (trip, "field", "risk", json);
  ctl_sync (trip, "field");
  ctl_sync (trip, "pemprov");

  before = trip_number (trip, "pemprov", "SELECT count(*) FROM entry");
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (Ran) step = ctl (trip, "pemprov", "status", id, steps[i], NULL);

      g_assert_cmpint (step->status, ==, 1);
    }
  {
    g_autoptr (Ran) set = ctl (trip, "pemprov", "set", id, "title=Lain", NULL);

    g_assert_cmpint (set->status, ==, 1);
  }
  g_assert_cmpint (trip_number (trip, "pemprov", "SELECT count(*) FROM entry"), ==, before);
}

/* The author follows the case, but not how the desk judges it; an administrator has no record at all. */
static void
test_others (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *id = case_new (trip);
  g_autoptr (GHashTable) admin = NULL;

  ctl_sync (trip, "field");
  g_assert_cmpint (count_lines (trip, "desk", "review.add"), ==, 1);
  g_assert_cmpint (count_lines (trip, "field", "review.add"), ==, 0);
  g_assert_cmpint (count_lines (trip, "field", "identity.open"), ==, 0);
  g_assert_cmpint (count_lines (trip, "field", "forward.add"), ==, 2);
  g_assert_cmpint (count_lines (trip, "field", "release.add"), ==, 1);
  g_assert_cmpuint (count_needle (trip, "field", "Jarumkajian"), ==, 0);
  g_assert_cmpuint (count_needle (trip, "field", "Jarumcatatan"), >, 0);

  ctl_sync (trip, "admin");
  admin = ctl_list (trip, "admin");
  g_assert_cmpuint (g_hash_table_size (admin), ==, 0);
  g_assert_cmpint (trip_number (trip, "admin", "SELECT count(*) FROM entry WHERE kind <> 'device'"),
                   ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (needles); i++)
    g_assert_cmpuint (count_needle (trip, "admin", needles[i]), ==, 0);
  g_assert_cmpuint (count_needle (trip, "admin", SUMMARY), ==, 0);
  ctl_verify (trip, "field");
  ctl_verify (trip, "admin");
}

/* ---- Who reads for a kecamatan is led to its lines by indices; what it gets is what anybody would find who asks of each line. ---- */

/* Whom and what a redact line names: its author, and a line that nobody has, so that nothing is erased by it. */
static void
add_redaction (JsonObject *body, const char *person)
{
  JsonObject *author = json_object_new ();
  JsonArray *targets = json_array_new ();

  json_array_add_string_element (
      targets, "00000000000000000000000000000000000000000000000000000000000000aa");
  json_object_set_array_member (body, "targets", targets);
  json_object_set_string_member (author, "code", person);
  json_object_set_object_member (body, "person", author);
  json_object_set_string_member (body, "reason", "Putusan pengadilan");
  json_object_set_string_member (body, "basis", "Putusan 12/2024");
}

/* Writes one line about @record and pushes it. @person: code of who writes. */
static void
write_line_by (RawDevice *device,
               const char *record,
               const char *kind,
               gboolean is_open,
               const char *region,
               const char *type,
               const char *person)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *now = pantau_home_now ();
  g_autoptr (PantauEntry) entry = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (Reply) reply = NULL;
  PantauDraft draft = { .record = record,
                        .kind = kind,
                        .is_open = is_open,
                        .region = region,
                        .type = type,
                        .time = now,
                        .body = body };

  json_object_set_string_member (body, "title", "Air naik");
  json_object_set_string_member (body, "text", "Air naik");
  if (g_str_equal (type, PANTAU_TYPE_REDACT))
    add_redaction (body, person);
  entry = raw_device_sign (device, &draft);
  pantau_entry_append_line (entry, line);
  reply = raw_device_push (device, "Content-Type: text/plain\r\n", line->str, line->len);
  g_assert_cmpuint (reply->status, ==, 200);
}

static void
write_line (RawDevice *device,
            const char *record,
            const char *kind,
            gboolean is_open,
            const char *region,
            const char *type)
{
  write_line_by (device, record, kind, is_open, region, type, "");
}

/* The numbers of all that @device is given, page by page of @limit lines: " 3 7 8". (transfer full) */
static char *
pull_numbers (RawDevice *device, guint limit, gboolean own)
{
  g_autoptr (GString) numbers = g_string_new (NULL);
  g_autofree char *cursor = g_strdup ("");
  gboolean more = TRUE;

  while (more)
    {
      g_autofree char *path =
          g_strdup_printf ("/v1/entries?after=%s&limit=%u&own=%d", cursor, limit, own ? 1 : 0);
      g_autoptr (Reply) reply = raw_device_get (device, path);
      g_auto (GStrv) lines = g_strsplit (reply->body, "\n", -1);
      g_autofree char *has_more = reply_header (reply, "Pantau-More");

      g_assert_cmpuint (reply->status, ==, 200);
      g_assert_cmpuint (g_strv_length (lines), <=, limit + 1);
      for (gsize i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
        g_string_append_printf (numbers, " %.*s", (int) strcspn (lines[i], "\t"), lines[i]);
      g_free (cursor);
      cursor = reply_header (reply, "Pantau-Cursor");
      more = has_more != NULL;
    }

  return g_string_free (g_steal_pointer (&numbers), FALSE);
}

/* The same by asking the table of access about each line of the stopped province. (transfer full) */
static char *
judge_numbers (
    PantauDb *db, RawDevice *device, const char *region, const char *person, gboolean own)
{
  const char *name = pantau_keypair_get_name (device->key);
  PantauActor actor = { PANTAU_ROLE_FIELD, region, name, person };
  g_autoptr (GString) numbers = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  PantauStmt *stmt = pantau_db_query (
      db,
      "SELECT idx, e.type, e.kind, e.open, e.region, e.device, r.device, r.person, "
      "q.entry IS NOT NULL, told.device FROM number JOIN entry AS e ON e.n = number.entry "
      "LEFT JOIN record AS r ON r.id = e.record LEFT JOIN quarantined AS q ON q.entry = e.n "
      "LEFT JOIN told ON told.entry = e.n ORDER BY idx",
      "");

  while (pantau_stmt_next (stmt))
    {
      PantauLine line = { pantau_stmt_text (stmt, 1),         pantau_stmt_text (stmt, 2),
                          pantau_stmt_integer (stmt, 3) != 0, pantau_stmt_text (stmt, 4),
                          pantau_stmt_text (stmt, 5),         NULL };
      const char *regions[] = { line.region, NULL };
      PantauRecordFacts record = { line.kind, line.is_open, pantau_stmt_text (stmt, 6),
                                   pantau_stmt_text (stmt, 7), regions };

      if (!own && g_str_equal (line.device, name))
        continue;
      if (g_strcmp0 (pantau_stmt_text (stmt, 9), name) == 0 ||
          pantau_access_may_read (&actor, &line, record.device != NULL ? &record : NULL,
                                  pantau_stmt_integer (stmt, 8) != 0))
        g_string_append_printf (numbers, " %" G_GINT64_FORMAT, pantau_stmt_integer (stmt, 0));
    }
  g_assert_true (pantau_stmt_finish (stmt, &error));
  g_assert_no_error (error);

  return g_string_free (g_steal_pointer (&numbers), FALSE);
}

/* Enrolled in @region with that person's code. */
static RawDevice *
member (Trip *trip, const char *role, const char *region, const char *person)
{
  g_autofree char *json = g_strdup_printf ("{\"code\":\"%s\"}", person);
  g_autofree char *code =
      trip_province_ok (trip, "invite", "--role", role, "--region", region, "--person", json, NULL);
  RawDevice *device = raw_device_new (trip);

  raw_device_enroll_with (device, code);

  return device;
}

static RawDevice *
monitor (Trip *trip, const char *region, const char *person)
{
  return member (trip, "field", region, person);
}

static void
test_kecamatan (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  static const struct
  {
    const char *region, *person;
  } who[] = { { RAWAS, "siti" },
              { RAWAS ".2001", "budi" },
              { RAWAS ".2001", "siti" }, /* her second laptop */
              { "16.13.03", "dewi" },
              { "16.13", "tono" } };
  RawDevice *devices[G_N_ELEMENTS (who)];
  char *found[G_N_ELEMENTS (who)][2];
  g_autoptr (RawDevice) desk = raw_device_enrolled (trip, "desk", "16.13");
  g_autoptr (PantauDb) db = NULL;
  static const char *const kinds[] = { "risk", "hoax", "neutrality" };
  static const char *const types[] = { "note.add", "review.add", "record.move", "status.set" };

  for (gsize i = 0; i < G_N_ELEMENTS (who); i++)
    devices[i] = monitor (trip, who[i].region, who[i].person);

  /* Each records open and closed ones, near and far; the desk, and somebody who may not, write to them. */
  for (gsize i = 0; i < G_N_ELEMENTS (who); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
      {
        g_autofree char *record = pantau_uuid_new ();
        gboolean is_open = k == 0;
        const char *region = k == 1 ? "16.13" : who[i].region;

        write_line (devices[i], record, kinds[k], is_open, region, PANTAU_TYPE_CREATE);
        for (gsize t = 0; t < G_N_ELEMENTS (types); t++)
          write_line (desk, record, kinds[k], is_open, t == 2 ? RAWAS ".2002" : region, types[t]);
        write_line (devices[(i + 1) % G_N_ELEMENTS (who)], record, kinds[k], is_open, region,
                    "note.add");
      }

  for (gsize i = 0; i < G_N_ELEMENTS (who); i++)
    for (guint own = 0; own < 2; own++)
      {
        g_autofree char *by_pages = pull_numbers (devices[i], 2, own != 0);

        found[i][own] = pull_numbers (devices[i], 500, own != 0);
        g_assert_cmpstr (by_pages, ==, found[i][own]);
      }
  trip_stop (trip);
  db = trip_db (trip, PROVINCE);
  for (gsize i = 0; i < G_N_ELEMENTS (who); i++)
    {
      for (guint own = 0; own < 2; own++)
        {
          g_autofree char *judged =
              judge_numbers (db, devices[i], who[i].region, who[i].person, own != 0);

          g_assert_cmpstr (found[i][own], ==, judged);
          g_free (found[i][own]);
        }
      raw_device_free (devices[i]);
    }
}

/* ---- What each role's lines become at the province, whatever its own program would have let it write. ---- */

/*
 * A letter for each type that is taken; all others are put into quarantine. What only devices say of devices (device.*) is about no record, and record.create is below.
 * Z stands for a type of a newer program.
 */
static const struct
{
  char letter;
  const char *type;
} verbs[] = {
  { 'N', PANTAU_TYPE_NOTE },
  { 'E', PANTAU_TYPE_SET },
  { 'S', PANTAU_TYPE_STATUS },
  { 'F', PANTAU_TYPE_FORWARD },
  { 'Y', PANTAU_TYPE_REPLY },
  { 'T', PANTAU_TYPE_TREATMENT },
  { 'U', PANTAU_TYPE_TREATMENT_SET },
  { 'V', PANTAU_TYPE_REVIEW },
  { 'R', PANTAU_TYPE_RELEASE },
  { 'A', PANTAU_TYPE_ASSIGN },
  { 'L', PANTAU_TYPE_LINK },
  { 'M', PANTAU_TYPE_MOVE },
  { 'X', PANTAU_TYPE_DISCLOSE },
  { 'D', PANTAU_TYPE_REDACT },
  { 'G', PANTAU_TYPE_EVIDENCE },
  { 'H', PANTAU_TYPE_TOUCH },
  { 'K', PANTAU_TYPE_UNLINK },
  { 'I', PANTAU_TYPE_SEAL },
  { 'O', PANTAU_TYPE_OPEN },
  { 'Q', PANTAU_TYPE_ASK },
  { 'W', PANTAU_TYPE_ANSWER },
  { 'P', PANTAU_TYPE_WRAP },
  { 'J', PANTAU_TYPE_QUARANTINE },
  { 'B', PANTAU_TYPE_ADMIT },
  { 'Z', "record.later" },
};

#define AUTHOR         "siti"
#define PEMPROV_AUTHOR "kesbangpol"

/* What @person of a role does with records of AUTHOR in RAWAS. Of a case a release is open, all else is closed. */
static const struct
{
  const char *role, *region, *person;
  const char *risk, *hoax, *case_;
} judged[] = {
  { "field", RAWAS, "budi", "", "", "" },
  { "field", RAWAS, AUTHOR, "NETULGHKIQZ", "NETULGHKIQZ", "NETULGHKIQZ" }, /* her second laptop */
  { "desk", RAWAS, "meja-1", "NESFYTUVRALMGHKIQZ", "NESFYTUVRALMXGHKIQZ", "NESFYTUVRALMGHKIQZ" },
  { "desk", "16.13.03", "meja-2", "", "", "" },
  { "desk", "16.13", "meja-3", "NESFYTUVRALMGHKIQZ", "NESFYTUVRALMXGHKIQZ", "NESFYTUVRALMGHKIQZ" },
  { "desk", "16", "meja-4", "NESFYTUVRALMDGHKIQZ", "NESFYTUVRALMXDGHKIQZ", "NESFYTUVRALMDGHKIQZ" },
  { "identity", "16.13", "petugas-1", "NESFYTUVRALMGHKIOQWPZ", "NESFYTUVRALMXGHKIOQWPZ",
    "NESFYTUVRALMGHKIOQWPZ" },
  { "identity", "16", "petugas-2", "NESFYTUVRALMDGHKIOQWPZ", "NESFYTUVRALMXDGHKIOQWPZ",
    "NESFYTUVRALMDGHKIOQWPZ" },
  { "pemprov", "16", "pemantau", "NFYTU", "NFYTU", "" },
  { "pemprov", "16.05", "pemantau-2", "", "", "" },
  { "admin", "16", "pengelola", "", "", "" },
};

/* (transfer full): the letters of what of @device about @record is not in quarantine */
static char *
list_taken (PantauDb *db, RawDevice *device, const char *record)
{
  GString *letters = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 written, taken;

      g_assert_true (pantau_db_integer (
          db, 0, &written, &error,
          "SELECT count(*) FROM entry WHERE device = ?1 AND record = ?2 AND type = ?3", "sss",
          pantau_keypair_get_name (device->key), record, verbs[i].type));
      g_assert_true (pantau_db_integer (
          db, 0, &taken, &error,
          "SELECT count(*) FROM entry AS e WHERE device = ?1 AND record = ?2 AND type = ?3 AND "
          "NOT EXISTS (SELECT 1 FROM quarantined AS q WHERE q.entry = e.n)",
          "sss", pantau_keypair_get_name (device->key), record, verbs[i].type));
      g_assert_no_error (error);
      g_assert_cmpint (written, ==, 1);
      if (taken > 0)
        g_string_append_c (letters, verbs[i].letter);
    }

  return g_string_free (letters, FALSE);
}

static const char *const judged_kinds[] = { "risk", "hoax", "neutrality" };

#define N_KINDS G_N_ELEMENTS (judged_kinds)

/* All verbs, on each of @records. */
static void
write_verbs (RawDevice *device, char *const *records, gsize n, const char *person)
{
  for (gsize k = 0; k < n; k++)
    for (gsize v = 0; v < G_N_ELEMENTS (verbs); v++)
      write_line_by (device, records[k], judged_kinds[k],
                     k < 2 || g_str_equal (verbs[v].type, PANTAU_TYPE_RELEASE), RAWAS,
                     verbs[v].type, person);
}

static void
test_verbs (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) author = monitor (trip, RAWAS, AUTHOR);
  RawDevice *devices[G_N_ELEMENTS (judged)];
  char *records[N_KINDS];
  g_autoptr (PantauDb) db = NULL;

  for (gsize k = 0; k < N_KINDS; k++)
    {
      records[k] = pantau_uuid_new ();
      write_line (author, records[k], judged_kinds[k], k < 2, RAWAS, PANTAU_TYPE_CREATE);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (judged); i++)
    {
      devices[i] = member (trip, judged[i].role, judged[i].region, judged[i].person);
      write_verbs (devices[i], records, N_KINDS, judged[i].person);
    }

  trip_stop (trip);
  db = trip_db (trip, PROVINCE);
  for (gsize i = 0; i < G_N_ELEMENTS (judged); i++)
    {
      const char *const expected[] = { judged[i].risk, judged[i].hoax, judged[i].case_ };

      for (gsize k = 0; k < N_KINDS; k++)
        {
          g_autofree char *taken = list_taken (db, devices[i], records[k]);

          g_test_message ("%s of %s, %s", judged[i].role, judged[i].region, judged_kinds[k]);
          g_assert_cmpstr (taken, ==, expected[k]);
        }
      raw_device_free (devices[i]);
    }
  for (gsize k = 0; k < N_KINDS; k++)
    g_free (records[k]);
}

static gboolean
is_quarantined (PantauDb *db, const char *record)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  g_assert_true (pantau_db_integer (db, 0, &n, &error,
                                    "SELECT count(*) FROM entry AS e JOIN quarantined AS q "
                                    "ON q.entry = e.n WHERE e.record = ?1 AND "
                                    "e.type = 'record.create'",
                                    "s", record));
  g_assert_no_error (error);

  return n > 0;
}

/* Pemprov records open risks and hoaxes and does more with them than with those of others, but gives no verdict, registers and closes nothing; a case it cannot even begin. */
static void
test_pemprov_records (void)
{
  static const struct
  {
    const char *kind;
    gboolean is_open, is_taken;
  } begun[] = { { "risk", TRUE, TRUE },         { "hoax", TRUE, TRUE },
                { "neutrality", FALSE, FALSE }, { "risk", FALSE, FALSE },
                { "neutrality", TRUE, FALSE },  { "other", TRUE, FALSE },
                { "other", FALSE, FALSE },      { "activity", TRUE, FALSE } };
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) author = member (trip, "pemprov", "16", PEMPROV_AUTHOR);
  char *records[G_N_ELEMENTS (begun)];
  g_autoptr (PantauDb) db = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (begun); i++)
    {
      records[i] = pantau_uuid_new ();
      write_line (author, records[i], begun[i].kind, begun[i].is_open, RAWAS, PANTAU_TYPE_CREATE);
    }
  write_verbs (author, records, 2, PEMPROV_AUTHOR);

  trip_stop (trip);
  db = trip_db (trip, PROVINCE);
  for (gsize i = 0; i < 2; i++)
    {
      g_autofree char *taken = list_taken (db, author, records[i]);

      g_test_message ("own %s", begun[i].kind);
      g_assert_cmpstr (taken, ==, "NEFYTULGHKZ");
    }
  for (gsize i = 0; i < G_N_ELEMENTS (begun); i++)
    {
      g_test_message ("%s, %s", begun[i].kind, begun[i].is_open ? "open" : "closed");
      g_assert_true (is_quarantined (db, records[i]) != begun[i].is_taken);
      g_free (records[i]);
    }
}

/* The desk of a kecamatan has all that its villages record, open and closed, and nothing from beyond; a neighbour of its number is none of it. */
static void
test_desk_of_kecamatan (void)
{
  static const struct
  {
    const char *region, *kind;
    gboolean is_open, is_theirs;
  } records[] = {
    { RAWAS ".2001", "risk", TRUE, TRUE },
    { RAWAS ".2001", "neutrality", FALSE, TRUE },
    { RAWAS ".2002", "hoax", TRUE, TRUE },
    { RAWAS ".2002", "other", FALSE, TRUE },
    { RAWAS, "risk", TRUE, TRUE },
    { RAWAS, "neutrality", FALSE, TRUE },
    { "16.13.03.2001", "risk", TRUE, FALSE },
    { "16.13.03", "neutrality", FALSE, FALSE },
    { "16.13", "risk", TRUE, FALSE },
    { "16.13", "neutrality", FALSE, FALSE },
    { "16", "hoax", TRUE, FALSE },
  };
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) author = raw_device_enrolled (trip, "desk", "16");
  g_autoptr (GHashTable) listed = NULL;
  g_autofree char *queue = NULL;
  char *ids[G_N_ELEMENTS (records)];

  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    {
      ids[i] = pantau_uuid_new ();
      write_line (author, ids[i], records[i].kind, records[i].is_open, records[i].region,
                  PANTAU_TYPE_CREATE);
    }
  trip_enrolled (trip, "desk", "desk", RAWAS);
  ctl_sync (trip, "desk");
  listed = ctl_list (trip, "desk");
  queue = ctl_ok (trip, "desk", "queue", "--json", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_test_message ("%s in %s", records[i].kind, records[i].region);
      g_assert_true (g_hash_table_contains (listed, ids[i]) == records[i].is_theirs);
      g_assert_true ((strstr (queue, ids[i]) != NULL) == records[i].is_theirs);
      /* Not hidden: not there at all. */
      g_assert_true ((count_needle (trip, "desk", ids[i]) > 0) == records[i].is_theirs);
      g_free (ids[i]);
    }
  ctl_verify (trip, "desk");
}

/* What Pemprov adds to a risk of somebody else reaches the desk and its author: a note, aid that is on its way, a letter and its answer. */
static void
test_pemprov_adds (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *json = record_json ("Banjir", RAWAS), *id = NULL, *forward = NULL;
  static const char *const types[] = { "note.add", "treatment.add", "forward.add",
                                       "forward.reply" };
  static const char *const readers[] = { "desk", "field" };

  trip_enrolled (trip, "field", "field", RAWAS);
  trip_enrolled (trip, "desk", "desk", RAWAS);
  trip_enrolled (trip, "pemprov", "pemprov", "16");
  id = ctl_record (trip, "field", "risk", json);
  ctl_sync (trip, "field");
  ctl_sync (trip, "pemprov");

  ctl_do (trip, "pemprov", "note", id, "Truk bantuan berangkat.", NULL);
  g_free (ctl_ok (trip, "pemprov", "treat", id, "bantuan", "--aid", "perahu=2", NULL));
  forward = ctl_ok (trip, "pemprov", "forward", id, "bpbd-provinsi", "--channel", "telepon",
                    "--when", "2024-11-01T10:00", NULL);
  g_free (ctl_ok (trip, "pemprov", "reply", id, forward, "--text", "Dua perahu dikirim.", NULL));
  ctl_sync (trip, "pemprov");

  for (gsize r = 0; r < G_N_ELEMENTS (readers); r++)
    {
      ctl_sync (trip, readers[r]);
      for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
        g_assert_cmpint (count_lines (trip, readers[r], types[i]), ==, 1);
      g_assert_cmpint (count_lines (trip, readers[r], "entry.quarantine"), ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trip-roles/pemprov", test_pemprov);
  g_test_add_func ("/trip-roles/pemprov-nowhere", test_pemprov_nowhere);
  g_test_add_func ("/trip-roles/release-answered", test_release_answered);
  g_test_add_func ("/trip-roles/refused", test_refused);
  g_test_add_func ("/trip-roles/others", test_others);
  g_test_add_func ("/trip-roles/kecamatan", test_kecamatan);
  g_test_add_func ("/trip-roles/verbs", test_verbs);
  g_test_add_func ("/trip-roles/pemprov-records", test_pemprov_records);
  g_test_add_func ("/trip-roles/desk-of-kecamatan", test_desk_of_kecamatan);
  g_test_add_func ("/trip-roles/pemprov-adds", test_pemprov_adds);

  return g_test_run ();
}
