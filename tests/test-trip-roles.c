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
#define REVIEW                                                                                     \
  "{\"stage\":\"penuh\",\"facts\":\"Jarumkajian hadir.\",\"articles\":[\"UU 10/2016 pasal 71\"],"  \
  "\"elements\":[{\"element\":\"Pejabat ASN\",\"met\":true}],"                                     \
  "\"conclusion\":\"perundangan-lain\",\"signer\":\"Ketua Bawaslu\"}"

/* Each stands in one line of the case; the summary is in the release alone. */
static const char *const needles[] = { "Jarumjudul",   "Jarumcerita", "Jarumpihak",
                                       "Jarumcatatan", "Jarumkajian", "Jarumsurat" };
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
                     "\"fields\":{\"party_category\":\"asn-pns\",\"party_name\":\"Jarumpihak\"}}");
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

/* Writes one line about @record and pushes it. */
static void
write_line (RawDevice *device,
            const char *record,
            const char *kind,
            gboolean is_open,
            const char *region,
            const char *type)
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
  entry = raw_device_sign (device, &draft);
  pantau_entry_append_line (entry, line);
  reply = raw_device_push (device, "Content-Type: text/plain\r\n", line->str, line->len);
  g_assert_cmpuint (reply->status, ==, 200);
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

/* Enrolled as a monitor of @region with that person's code. */
static RawDevice *
monitor (Trip *trip, const char *region, const char *person)
{
  g_autofree char *json = g_strdup_printf ("{\"code\":\"%s\"}", person);
  g_autofree char *code = trip_province_ok (trip, "invite", "--role", "field", "--region", region,
                                            "--person", json, NULL);
  RawDevice *device = raw_device_new (trip);

  raw_device_enroll_with (device, code);

  return device;
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
 * A letter for each type that is taken; all others are put into quarantine. N note.add, E record.set, S status.set, F forward.add, Y forward.reply,
 * T treatment.add, U treatment.set, V review.add, R release.add, A assignment.set, L link.add, M record.move, X evidence.release
 */
static const struct
{
  char letter;
  const char *type;
} verbs[] = {
  { 'N', "note.add" },         { 'E', "record.set" },    { 'S', "status.set" },
  { 'F', "forward.add" },      { 'Y', "forward.reply" }, { 'T', "treatment.add" },
  { 'U', "treatment.set" },    { 'V', "review.add" },    { 'R', "release.add" },
  { 'A', "assignment.set" },   { 'L', "link.add" },      { 'M', "record.move" },
  { 'X', "evidence.release" },
};

/* Records of somebody else, in RAWAS. Of a case a release is open, all else is closed. */
static const struct
{
  const char *role, *region;
  const char *risk, *hoax, *case_;
} judged[] = {
  { "field", RAWAS, "", "", "" },
  { "desk", RAWAS, "NESFYTUVRALM", "NESFYTUVRALMX", "NESFYTUVRALM" },
  { "desk", "16.13.03", "", "", "" },
  { "desk", "16.13", "NESFYTUVRALM", "NESFYTUVRALMX", "NESFYTUVRALM" },
  { "desk", "16", "NESFYTUVRALM", "NESFYTUVRALMX", "NESFYTUVRALM" },
  { "pemprov", "16", "NFYTU", "NFYTU", "" },
  { "admin", "16", "", "", "" },
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

static void
test_verbs (void)
{
  static const char *const kinds[] = { "risk", "hoax", "neutrality" };
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) author = monitor (trip, RAWAS, "siti");
  RawDevice *devices[G_N_ELEMENTS (judged)];
  char *records[G_N_ELEMENTS (kinds)];
  g_autoptr (PantauDb) db = NULL;

  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      records[k] = pantau_uuid_new ();
      write_line (author, records[k], kinds[k], k < 2, RAWAS, PANTAU_TYPE_CREATE);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (judged); i++)
    {
      devices[i] = raw_device_enrolled (trip, judged[i].role, judged[i].region);
      for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
        for (gsize v = 0; v < G_N_ELEMENTS (verbs); v++)
          write_line (devices[i], records[k], kinds[k],
                      k < 2 || g_str_equal (verbs[v].type, PANTAU_TYPE_RELEASE), RAWAS,
                      verbs[v].type);
    }

  trip_stop (trip);
  db = trip_db (trip, PROVINCE);
  for (gsize i = 0; i < G_N_ELEMENTS (judged); i++)
    {
      const char *const expected[] = { judged[i].risk, judged[i].hoax, judged[i].case_ };

      for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
        {
          g_autofree char *taken = list_taken (db, devices[i], records[k]);

          g_test_message ("%s of %s, %s", judged[i].role, judged[i].region, kinds[k]);
          g_assert_cmpstr (taken, ==, expected[k]);
        }
      raw_device_free (devices[i]);
    }
  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    g_free (records[k]);
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
  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_test_message ("%s in %s", records[i].kind, records[i].region);
      g_assert_true (g_hash_table_contains (listed, ids[i]) == records[i].is_theirs);
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
  g_test_add_func ("/trip-roles/refused", test_refused);
  g_test_add_func ("/trip-roles/others", test_others);
  g_test_add_func ("/trip-roles/kecamatan", test_kecamatan);
  g_test_add_func ("/trip-roles/verbs", test_verbs);
  g_test_add_func ("/trip-roles/desk-of-kecamatan", test_desk_of_kecamatan);
  g_test_add_func ("/trip-roles/pemprov-adds", test_pemprov_adds);

  return g_test_run ();
}
