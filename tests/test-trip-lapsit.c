/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Situation reports with the real programs: who may make one, what scripts get, and that an old one is counted again to the same figures. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "pantau-json.h"
#include "pantau-lapsit.h"
#include "test-util.h"
#include "trip-fixture.h"

#define AREA "16.13.04"

static char *
record (Trip *trip, const char *home, const char *kind, const char *title)
{
  g_autofree char *json = record_json (title, AREA);

  return ctl_record (trip, home, kind, json);
}

/* A province, a monitor who recorded @n risks, and a desk and Pemprov that have them. */
static Trip *
world_new (guint n)
{
  Trip *trip = trip_new (TRUE);

  trip_enrolled (trip, "field", "field", AREA);
  trip_enrolled (trip, "desk", "desk", "16");
  trip_enrolled (trip, "pemprov", "pemprov", "16");
  for (guint i = 0; i < n; i++)
    g_free (record (trip, "field", "risk", "Banjir di balai"));
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");
  ctl_sync (trip, "pemprov");

  return trip;
}

static JsonObject *
report_of (Trip *trip, const char *home, const char *id)
{
  g_autofree char *text = ctl_ok (trip, home, "lapsit", "show", id, "--json", NULL);
  JsonObject *object = pantau_json_parse_known (text, NULL);

  g_assert_nonnull (object);

  return object;
}

static gint64
total_of (JsonObject *report, const char *list)
{
  JsonObject *lists = pantau_json_object (pantau_json_object (report, "report"), "lists");

  return pantau_json_integer (pantau_json_object (lists, list), "total", -1);
}

static char *
file_of (Trip *trip, const char *home, const char *id)
{
  g_autofree char *name = g_strdup_printf ("%s/lapsit/%s.json", home, id);

  return trip_path (trip, name);
}

/* Field monitors make none; whom nobody enrolled makes none. */
static void
test_roles (void)
{
  g_autoptr (Trip) trip = world_new (1);
  g_autoptr (Ran) field = ctl (trip, "field", "lapsit", "make", "--json", NULL);
  g_autoptr (Ran) nobody = NULL;

  ran_assert_fault (field, 1, "refused", NULL);
  trip_home (trip, "nobody");
  nobody = ctl (trip, "nobody", "lapsit", "make", "--json", NULL);
  ran_assert_fault (nobody, 1, "not-enrolled", NULL);
}

/* A report made today is the same when it is counted again after more has come. */
static void
test_verify (void)
{
  g_autoptr (Trip) trip = world_new (3);
  g_autofree char *id = ctl_ok (trip, "desk", "lapsit", "make", NULL), *said = NULL;
  g_autoptr (JsonObject) report = report_of (trip, "desk", id), verdict = NULL;

  g_assert_cmpint (total_of (report, "new"), ==, 3);
  g_free (record (trip, "field", "risk", "Longsor"));
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");
  said = ctl_ok (trip, "desk", "lapsit", "verify", id, "--json", NULL);
  verdict = pantau_json_parse_known (said, NULL);
  g_assert_true (pantau_json_boolean (verdict, "same"));
}

/* A check leaves no copy of the lines behind, nor what one that was killed left. */
static void
test_leftovers (void)
{
  g_autoptr (Trip) trip = world_new (1);
  g_autofree char *id = ctl_ok (trip, "desk", "lapsit", "make", NULL);
  g_autofree char *folder = trip_path (trip, "desk/lapsit"),
                  *old = trip_path (trip, "desk/lapsit/.periksa-ABCDEF"),
                  *copy = trip_path (trip, "desk/lapsit/.periksa-ABCDEF/salinan.db"), *only = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_assert_cmpint (g_mkdir (old, 0700), ==, 0);
  g_assert_true (g_file_set_contents (copy, "rahasia", -1, NULL));
  ctl_do (trip, "desk", "lapsit", "verify", id, NULL);
  dir = g_dir_open (folder, 0, NULL);
  only = g_strconcat (id, ".json", NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_cmpstr (name, ==, only);
}

/* What another desk with the same lines has is enough to count it again. */
static void
test_elsewhere (void)
{
  g_autoptr (Trip) trip = world_new (2);
  g_autofree char *id = ctl_ok (trip, "desk", "lapsit", "make", NULL), *from = NULL, *to = NULL,
                  *folder = NULL, *text = NULL;

  trip_enrolled (trip, "second", "desk", "16");
  g_free (record (trip, "field", "risk", "Longsor"));
  ctl_sync (trip, "field");
  ctl_sync (trip, "second");
  from = file_of (trip, "desk", id);
  to = file_of (trip, "second", id);
  folder = g_path_get_dirname (to);
  g_mkdir (folder, 0700);
  g_assert_true (g_file_get_contents (from, &text, NULL, NULL));
  g_assert_true (g_file_set_contents (to, text, -1, NULL));

  {
    g_autoptr (Ran) ran = ctl (trip, "second", "lapsit", "verify", id, "--json", NULL);

    /* The grant of the second desk itself came later, so all lines of the report are here. */
    g_assert_cmpint (ran->status, ==, 0);
  }
}

/* A figure whose hash was mended too is noticed when it is counted again. */
static void
test_forged (void)
{
  g_autoptr (Trip) trip = world_new (2);
  g_autofree char *id = ctl_ok (trip, "desk", "lapsit", "make", NULL);
  g_autofree char *path = file_of (trip, "desk", id), *text = NULL, *changed = NULL;
  g_autoptr (PantauLapsit) report = NULL;
  g_autoptr (JsonObject) verdict = NULL;
  g_autoptr (Ran) ran = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  report = pantau_lapsit_from_json (text, strlen (text), NULL);
  report->total->figures[PANTAU_LAPSIT_RISKS] = 1;
  report->lists[PANTAU_LAPSIT_LIST_NEW].total = 1;
  pantau_lapsit_seal (report);
  changed = pantau_lapsit_to_json (report);
  g_assert_true (g_file_set_contents (path, changed, -1, NULL));
  ran = ctl (trip, "desk", "lapsit", "verify", id, "--json", NULL);

  g_assert_cmpint (ran->status, ==, 1);
  verdict = pantau_json_parse_known (ran->out, NULL);
  g_assert_false (pantau_json_boolean (verdict, "same"));
  g_assert_cmpuint (json_array_get_length (pantau_json_array (verdict, "faults")), ==, 2);
}

/* A figure that somebody changed in the file is noticed. */
static void
test_tampered (void)
{
  g_autoptr (Trip) trip = world_new (2);
  g_autofree char *id = ctl_ok (trip, "desk", "lapsit", "make", NULL);
  g_autofree char *path = file_of (trip, "desk", id), *text = NULL;
  g_autoptr (GString) changed = NULL;
  g_autoptr (Ran) ran = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, "\"risks\":2", "\"risks\":1", 0), >, 0);
  g_assert_true (g_file_set_contents (path, changed->str, -1, NULL));
  ran = ctl (trip, "desk", "lapsit", "verify", id, "--json", NULL);

  ran_assert_fault (ran, 1, "damaged", NULL);
}

/* The second report begins where the first ended, tells the difference, and what came late. */
static void
test_second (void)
{
  g_autoptr (Trip) trip = world_new (1);
  g_autofree char *late = record (trip, "field", "risk", "Terlambat"), *first = NULL, *second = NULL,
                  *shown = NULL;
  g_autoptr (JsonObject) report = NULL;
  JsonObject *previous;
  gint64 made;

  first = ctl_ok (trip, "desk", "lapsit", "make", NULL);
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");
  /* The hours of two reports differ by a second at least. */
  made = g_get_real_time () / G_USEC_PER_SEC;
  TRIP_WAIT_UNTIL (g_get_real_time () / G_USEC_PER_SEC > made);
  second = ctl_ok (trip, "desk", "lapsit", "make", NULL);
  report = report_of (trip, "desk", second);
  previous = pantau_json_object (pantau_json_object (report, "report"), "previous");

  g_assert_cmpstr (pantau_json_string (previous, "id"), ==, first);
  g_assert_cmpint (total_of (report, "late"), ==, 1);
  g_assert_cmpint (total_of (report, "new"), ==, 0);
  shown = ctl_ok (trip, "desk", "lapsit", "show", second, NULL);
  g_assert_nonnull (strstr (shown, "Risiko terbuka | 1 | 2 | +1"));
  g_assert_nonnull (strstr (shown, "Terlambat masuk: 1"));
  ctl_do (trip, "desk", "lapsit", "verify", second, NULL);
}

/* Pemprov's has no case and no title of one, though the desk's counts it. */
static void
test_pemprov (void)
{
  g_autoptr (Trip) trip = world_new (1);
  g_autofree char *secret = record (trip, "field", "neutrality", "Camat Slamet"), *desk = NULL,
                  *pemprov = NULL, *text = NULL, *shown = NULL;

  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");
  ctl_sync (trip, "pemprov");
  desk = ctl_ok (trip, "desk", "lapsit", "make", NULL);
  pemprov = ctl_ok (trip, "pemprov", "lapsit", "make", NULL);
  shown = ctl_ok (trip, "desk", "lapsit", "show", desk, NULL);
  text = ctl_ok (trip, "pemprov", "lapsit", "show", pemprov, NULL);

  g_assert_nonnull (strstr (shown, "Kasus terbuka"));
  g_assert_null (strstr (shown, "Slamet"));
  g_assert_null (strstr (text, "Kasus terbuka"));
  g_assert_null (strstr (text, "Slamet"));
  g_assert_null (strstr (text, "Lewat |"));
  ctl_do (trip, "pemprov", "lapsit", "verify", pemprov, NULL);
}

/* Texts are kept beside the figures; a number in one is warned of, and the report verifies as before. */
static void
test_texts (void)
{
  g_autoptr (Trip) trip = world_new (1);
  g_autofree char *id = ctl_ok (trip, "desk", "lapsit", "make", NULL), *shown = NULL, *message = NULL;
  g_autoptr (Ran) ran = ctl (trip, "desk", "lapsit", "set", id, "--analysis", "Air naik", "--recommendations",
                             "Hubungi 081234567890", "--signatory", "Ketua", "--json", NULL);

  ran_assert_fault (ran, 0, "personal-data", NULL);
  shown = ctl_ok (trip, "desk", "lapsit", "show", id, NULL);
  g_assert_nonnull (strstr (shown, "Air naik"));
  g_assert_nonnull (strstr (shown, "Ketua Bawaslu Provinsi Sumatera Selatan | Ketua"));
  message = ctl_ok (trip, "desk", "lapsit", "text", id, NULL);
  g_assert_cmpint (g_utf8_strlen (message, -1), <=, 1200);
  g_assert_nonnull (strstr (message, "LATIHAN"));
  ctl_do (trip, "desk", "lapsit", "verify", id, NULL);
}

/* Files appear whole, readable by their owner alone, and never over another that nobody spoke of. */
static void
test_files (void)
{
  g_autoptr (Trip) trip = world_new (1);
  g_autofree char *id = ctl_ok (trip, "desk", "lapsit", "make", NULL);
  g_autofree char *pdf = trip_path (trip, "a.pdf"), *odt = trip_path (trip, "a.odt"), *text = NULL;
  g_autoptr (Ran) again = NULL, nowhere = NULL;
  GStatBuf info;

  ctl_do (trip, "desk", "lapsit", "pdf", id, "--to", pdf, NULL);
  ctl_do (trip, "desk", "lapsit", "odt", id, "--to", odt, NULL);
  g_assert_true (g_file_get_contents (pdf, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "%PDF-"));
  g_assert_cmpint (g_stat (pdf, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  again = ctl (trip, "desk", "lapsit", "odt", id, "--to", odt, "--json", NULL);
  ran_assert_fault (again, 1, "conflict", NULL);
  ctl_do (trip, "desk", "lapsit", "odt", id, "--to", odt, "--replace", NULL);
}

/* An id is never a path. */
static void
test_names (void)
{
  static const char *const ids[] = { "../home", "/etc/passwd", "a/../../b", "..", "", "A", "a..b" };
  g_autoptr (Trip) trip = world_new (0);
  g_autoptr (Ran) gone = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (Ran) ran = ctl (trip, "desk", "lapsit", "show", ids[i], "--json", NULL);

      ran_assert_fault (ran, 1, "invalid", NULL);
    }
  gone = ctl (trip, "desk", "lapsit", "show", "harian-1", "--json", NULL);
  ran_assert_fault (gone, 1, "not-found", NULL);
}

/* What is kept is listed, the newest first, and may be removed. */
static void
test_list (void)
{
  g_autoptr (Trip) trip = world_new (0);
  g_autofree char *yesterday = ctl_ok (trip, "desk", "lapsit", "make", "--at", "kemarin", NULL),
                  *now = ctl_ok (trip, "desk", "lapsit", "make", NULL),
                  *week = ctl_ok (trip, "desk", "lapsit", "make", "--period", "weekly", "--region", "16.13", NULL),
                  *listed = NULL, *rest = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (Ran) future = ctl (trip, "desk", "lapsit", "make", "--at", "2099-01-01", "--json", NULL);

  ran_assert_fault (future, 1, "invalid", NULL);
  g_assert_true (g_str_has_prefix (week, "mingguan-"));
  g_assert_nonnull (strstr (yesterday, "-0000-16"));
  listed = ctl_ok (trip, "desk", "lapsit", "list", "--json", NULL);
  lines = g_strsplit (listed, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_nonnull (strstr (lines[2], yesterday));
  ctl_do (trip, "desk", "lapsit", "remove", now, NULL);
  rest = ctl_ok (trip, "desk", "lapsit", "list", "--json", NULL);
  g_assert_null (strstr (rest, now));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trip-lapsit/roles", test_roles);
  g_test_add_func ("/trip-lapsit/verify", test_verify);
  g_test_add_func ("/trip-lapsit/leftovers", test_leftovers);
  g_test_add_func ("/trip-lapsit/elsewhere", test_elsewhere);
  g_test_add_func ("/trip-lapsit/tampered", test_tampered);
  g_test_add_func ("/trip-lapsit/forged", test_forged);
  g_test_add_func ("/trip-lapsit/second", test_second);
  g_test_add_func ("/trip-lapsit/pemprov", test_pemprov);
  g_test_add_func ("/trip-lapsit/texts", test_texts);
  g_test_add_func ("/trip-lapsit/files", test_files);
  g_test_add_func ("/trip-lapsit/names", test_names);
  g_test_add_func ("/trip-lapsit/list", test_list);

  return g_test_run ();
}
