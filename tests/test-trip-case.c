/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A case of neutrality on its way with the real programs: recorded in the field, reviewed and forwarded at the desk, told to Pemprov, answered.
 * Who may not read something has not got it: neither on the screen nor in the database.
 */

#include "config.h"

#include <string.h>

#include "pantau-json.h"
#include "trip-fixture.h"

#define RAWAS "16.13.04"
#define FIRST                                                                                      \
  "{\"stage\":\"awal\",\"facts\":\"Syarat lengkap.\",\"conclusion\":\"diregistrasi\","             \
  "\"signer\":\"Ketua Bawaslu\"}"
#define FULL                                                                                       \
  "{\"stage\":\"penuh\",\"facts\":\"Hadir dan mengajak.\",\"articles\":[\"UU 10/2016 pasal 71\"]," \
  "\"elements\":[{\"element\":\"Pejabat ASN\",\"met\":true}],"                                     \
  "\"conclusion\":\"perundangan-lain\",\"signer\":\"Ketua Bawaslu\"}"

#define UNJUDGED "{\"stage\":\"awal\",\"facts\":\"Syarat lengkap.\",\"signer\":\"Ketua\"}"

static char *
review (Trip *trip, const char *home, const char *id, const char *json)
{
  g_autoptr (Ran) ran = ctl_input (trip, home, json, strlen (json), "review", id, "-", NULL);

  g_assert_cmpint (ran->status, ==, 0);

  return g_strdup (g_strstrip (ran->out));
}

static guint
count (Trip *trip, const char *home, const char *id, const char *member)
{
  g_autoptr (JsonObject) record = ctl_show (trip, home, id);

  return json_array_get_length (pantau_json_array (record, member));
}

static gint64
entries (Trip *trip, const char *home, const char *type)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM entry WHERE type = '%s'", type);

  return trip_number (trip, home, sql);
}

/* The lines of a list of JSON objects. (transfer full) */
static GPtrArray *
objects (char *given)
{
  g_autofree char *text = given;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (gsize i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_ptr_array_add (list, pantau_json_parse_known (lines[i], NULL));

  return list;
}

/* A case that a monitor recorded and the desk has. (transfer full): its UUID */
static char *
case_new (Trip *trip)
{
  g_autofree char *json = record_json ("ASN hadir di kampanye", RAWAS);
  char *id;

  trip_enrolled (trip, "field", "field", RAWAS);
  trip_enrolled (trip, "neighbour", "field", RAWAS);
  trip_enrolled (trip, "desk", "desk", "16.13");
  trip_enrolled (trip, "pemprov", "pemprov", "16");
  id = ctl_record (trip, "field", "neutrality", json);
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");

  return id;
}

/* Kajian, penerusan, ringkasan, jawaban: each reads what the table says, and nothing more. */
static void
test_release (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *id = case_new (trip), *forward = NULL, *release = NULL, *shown = NULL;
  g_autoptr (GPtrArray) at_pemprov = NULL, at_neighbour = NULL;
  g_autoptr (GHashTable) listed = NULL;
  g_autoptr (JsonObject) at_field = NULL;
  g_autoptr (Ran) opened = NULL;
  JsonObject *told;

  g_free (review (trip, "desk", id, FIRST));
  g_free (review (trip, "desk", id, FULL));
  forward = ctl_ok (trip, "desk", "forward", id, "kesbangpol", "--channel", "surat", "--letter",
                    "7/PM", "--when", "2024-11-01T10:00", "--reply-due", "2024-11-08", NULL);
  g_free (ctl_ok (trip, "desk", "release", id, forward, "--text", "Satu ASN, sudah dikaji.", NULL));
  ctl_sync (trip, "desk");

  ctl_sync (trip, "pemprov");
  at_pemprov = objects (ctl_ok (trip, "pemprov", "releases", "--json", NULL));
  g_assert_cmpuint (at_pemprov->len, ==, 1);
  told = g_ptr_array_index (at_pemprov, 0);
  g_assert_cmpstr (pantau_json_string (told, "record"), ==, id);
  g_assert_cmpstr (pantau_json_string (told, "region"), ==, RAWAS);
  g_assert_cmpstr (pantau_json_string (told, "agency"), ==, "kesbangpol");
  g_assert_cmpstr (pantau_json_string (told, "letter"), ==, "7/PM");
  g_assert_cmpstr (pantau_json_string (told, "summary"), ==, "Satu ASN, sudah dikaji.");
  g_assert_true (pantau_json_boolean (told, "overdue"));
  g_assert_null (pantau_json_string (told, "title"));

  /* It is all that it has. */
  g_assert_cmpint (
      trip_number (trip, "pemprov", "SELECT count(*) FROM entry WHERE kind = 'neutrality'"), ==, 1);
  listed = ctl_list (trip, "pemprov");
  g_assert_cmpuint (g_hash_table_size (listed), ==, 0);
  opened = ctl (trip, "pemprov", "show", id, "--json", NULL);
  ran_assert_fault (opened, 1, "not-found", NULL);

  /* A monitor beside the author reads open lines, and so the release; the author never the reviews. */
  ctl_sync (trip, "neighbour");
  at_neighbour = objects (ctl_ok (trip, "neighbour", "releases", "--json", NULL));
  g_assert_cmpuint (at_neighbour->len, ==, 1);
  g_assert_cmpint (entries (trip, "neighbour", "forward.add"), ==, 0);
  ctl_sync (trip, "field");
  g_assert_cmpint (entries (trip, "field", "review.add"), ==, 0);
  at_field = ctl_show (trip, "field", id);
  g_assert_cmpuint (json_array_get_length (pantau_json_array (at_field, "reviews")), ==, 0);
  g_assert_cmpuint (json_array_get_length (pantau_json_array (at_field, "forwards")), ==, 1);
  g_assert_cmpuint (json_array_get_length (pantau_json_array (at_field, "releases")), ==, 1);

  /* The answer comes by a newer release, which takes the place of the first. */
  g_free (ctl_ok (trip, "desk", "reply", id, forward, "--text", "Sudah ditegur", NULL));
  release = ctl_ok (trip, "desk", "release", id, forward, "--text", "Satu ASN.", "--reply",
                    "Sudah ditegur", NULL);
  ctl_sync (trip, "desk");
  ctl_sync (trip, "pemprov");
  g_clear_pointer (&at_pemprov, g_ptr_array_unref);
  at_pemprov = objects (ctl_ok (trip, "pemprov", "releases", "--json", NULL));
  g_assert_cmpuint (at_pemprov->len, ==, 1);
  told = g_ptr_array_index (at_pemprov, 0);
  g_assert_cmpstr (pantau_json_string (told, "entry"), ==, release);
  g_assert_cmpstr (pantau_json_string (pantau_json_object (told, "replied"), "text"), ==,
                   "Sudah ditegur");
  g_assert_false (pantau_json_boolean (told, "overdue"));
  g_clear_pointer (&at_pemprov, g_ptr_array_unref);
  at_pemprov = objects (ctl_ok (trip, "pemprov", "releases", "--all", "--json", NULL));
  g_assert_cmpuint (at_pemprov->len, ==, 2);

  shown = ctl_ok (trip, "pemprov", "releases", NULL); /* for people, too */
  g_assert_nonnull (strstr (shown, "Satu ASN."));
  ctl_verify (trip, "pemprov");
  ctl_verify (trip, "desk");
  ctl_verify (trip, "field");
}

/* Two desks that review without knowing of each other: both are shown in every home, and the newest is the same. */
static void
test_reviews (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *id = case_new (trip), *one = NULL, *other = NULL;
  g_autoptr (JsonObject) here = NULL, there = NULL;
  JsonArray *reviews;

  trip_enrolled (trip, "province-desk", "desk", "16");
  ctl_sync (trip, "province-desk");
  one = review (trip, "desk", id, FULL);
  other = review (trip, "province-desk", id, FULL);
  ctl_sync (trip, "desk");
  ctl_sync (trip, "province-desk");
  ctl_sync (trip, "desk");
  here = ctl_show (trip, "desk", id);
  there = ctl_show (trip, "province-desk", id);
  for (guint i = 0; i < 2; i++)
    {
      reviews = pantau_json_array (i == 0 ? here : there, "reviews");
      g_assert_cmpuint (json_array_get_length (reviews), ==, 2);
      for (guint j = 0; j < 2; j++)
        g_assert_true (pantau_json_boolean (json_array_get_object_element (reviews, j), "current"));
    }

  /* One that knows of both settles it. */
  g_free (review (trip, "desk", id, FULL));
  ctl_sync (trip, "desk");
  ctl_sync (trip, "province-desk");
  g_clear_pointer (&there, json_object_unref);
  there = ctl_show (trip, "province-desk", id);
  reviews = pantau_json_array (there, "reviews");
  g_assert_cmpuint (json_array_get_length (reviews), ==, 3);
  g_assert_false (pantau_json_boolean (json_array_get_object_element (reviews, 0), "current"));
  g_assert_false (pantau_json_boolean (json_array_get_object_element (reviews, 1), "current"));
  g_assert_true (pantau_json_boolean (json_array_get_object_element (reviews, 2), "current"));
}

/* A case without a kajian goes, with a warning, and says so wherever the forward is read. */
static void
test_without (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *id = case_new (trip), *story = NULL;
  g_autoptr (Ran) warned = NULL, silent = NULL;
  g_autoptr (JsonObject) at_field = NULL;
  JsonObject *forward;

  warned = ctl (trip, "desk", "forward", id, "bkn", "--channel", "surat", "--json", NULL);
  g_assert_cmpint (warned->status, ==, 0);
  g_assert_nonnull (strstr (warned->err, "\"code\":\"without-review\""));
  g_assert_cmpuint (strlen (g_strstrip (warned->out)), ==, 64);
  ctl_sync (trip, "desk");
  ctl_sync (trip, "field");
  at_field = ctl_show (trip, "field", id);
  forward = json_array_get_object_element (pantau_json_array (at_field, "forwards"), 0);
  g_assert_true (pantau_json_boolean (forward, "without_review"));
  story = ctl_ok (trip, "field", "show", id, "--lang", "en", NULL);
  g_assert_nonnull (strstr (story, "Without a full review (kajian)"));

  g_free (review (trip, "desk", id, FULL));
  silent = ctl (trip, "desk", "forward", id, "bkn", "--channel", "surat", "--json", NULL);
  g_assert_cmpint (silent->status, ==, 0);
  g_assert_cmpstr (silent->err, ==, "");
}

/* Whoever may not is told so, and nothing is written. */
static void
test_refused (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *id = case_new (trip), *bkn = NULL;
  g_autoptr (Ran) by_field = NULL, by_pemprov = NULL, to_others = NULL, faulty = NULL,
                  no_paper = NULL, no_json = NULL;

  by_field = ctl_input (trip, "field", FULL, strlen (FULL), "review", id, "-", "--json", NULL);
  ran_assert_fault (by_field, 1, "refused", NULL);
  by_pemprov = ctl_input (trip, "pemprov", FULL, strlen (FULL), "review", id, "-", "--json", NULL);
  ran_assert_fault (by_pemprov, 1, "not-found", NULL);
  bkn = ctl_ok (trip, "desk", "forward", id, "bkn", "--channel", "surat", NULL);
  to_others = ctl (trip, "desk", "release", id, bkn, "--text", "a", "--json", NULL);
  ran_assert_fault (to_others, 1, "invalid", NULL);
  faulty = ctl_input (trip, "desk", UNJUDGED, strlen (UNJUDGED), "review", id, "-", "--json", NULL);
  ran_assert_fault (faulty, 1, "missing", "conclusion");
  no_paper = ctl_input (trip, "desk", FULL, strlen (FULL), "review", id, "-", "--paper",
                        "/nonexistent.pdf", "--json", NULL);
  ran_assert_fault (no_paper, 1, "malformed", "paper");
  no_json = ctl_input (trip, "desk", "{", 1, "review", id, "-", "--json", NULL);
  ran_assert_fault (no_json, 1, "malformed", NULL);
  g_assert_cmpuint (count (trip, "desk", id, "reviews"), ==, 0);
  g_assert_cmpuint (count (trip, "desk", id, "releases"), ==, 0);
}

/* The register counts what the desk forwarded, and lists it with its letters and replies. */
static void
test_register (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *id = case_new (trip), *answered = NULL, *text = NULL;
  g_autoptr (GPtrArray) tallies = NULL, lines = NULL;
  g_autoptr (Ran) unknown = NULL;
  JsonObject *tally, *line;

  answered = ctl_ok (trip, "desk", "forward", id, "bkn", "--channel", "surat", "--letter", "1/PM",
                     "--copy", "bkn-kanreg", "--when", "2024-11-01T10:00", NULL);
  g_free (ctl_ok (trip, "desk", "reply", id, answered, "--text", "Diterima", NULL));
  g_free (ctl_ok (trip, "desk", "forward", id, "bkn", "--channel", "surat", "--letter", "2/PM",
                  "--copy", "-", "--when", "2024-11-02T10:00", "--reply-due", "2024-11-09", NULL));

  tallies = objects (ctl_ok (trip, "desk", "agency", "--json", NULL));
  g_assert_cmpuint (tallies->len, ==, 2);
  tally = g_ptr_array_index (tallies, 0);
  g_assert_cmpstr (pantau_json_string (tally, "agency"), ==, "bkn");
  g_assert_cmpint (pantau_json_integer (tally, "forwards", 0), ==, 2);
  g_assert_cmpint (pantau_json_integer (tally, "overdue", 0), ==, 1);
  g_assert_cmpint (pantau_json_integer (tally, "replied", 0), ==, 1);
  tally = g_ptr_array_index (tallies, 1);
  g_assert_cmpstr (pantau_json_string (tally, "agency"), ==, "bkn-kanreg");
  g_assert_cmpint (pantau_json_integer (tally, "copies", 0), ==, 1);

  lines = objects (ctl_ok (trip, "desk", "agency", "bkn", "--json", NULL));
  g_assert_cmpuint (lines->len, ==, 2);
  line = g_ptr_array_index (lines, 0);
  g_assert_cmpstr (pantau_json_string (line, "letter"), ==, "2/PM");
  g_assert_true (pantau_json_boolean (line, "overdue"));
  line = g_ptr_array_index (lines, 1);
  g_assert_cmpstr (pantau_json_string (line, "record"), ==, id);
  g_assert_cmpuint (json_array_get_length (pantau_json_array (line, "replies")), ==, 1);

  text = ctl_ok (trip, "desk", "agency", "bkn", NULL);
  g_assert_nonnull (strstr (text, "2/PM"));
  unknown = ctl (trip, "desk", "agency", "atlantis", "--json", NULL);
  ran_assert_fault (unknown, 1, "not-found", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trip-case/release", test_release);
  g_test_add_func ("/trip-case/reviews", test_reviews);
  g_test_add_func ("/trip-case/without", test_without);
  g_test_add_func ("/trip-case/refused", test_refused);
  g_test_add_func ("/trip-case/register", test_register);

  return g_test_run ();
}
