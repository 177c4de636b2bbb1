/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pemprov's figures of what it may not see, with the real programs: signed, rounded, and without anything that is small. */

#include "config.h"

#include <string.h>

#include "pantau-json.h"
#include "trip-fixture.h"

static void
record_many (Trip *trip, const char *home, const char *kind, const char *region, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *title = g_strdup_printf ("Perkara %u", i);
      g_autofree char *json = record_json (title, region);

      g_free (ctl_record (trip, home, kind, json));
    }
  ctl_sync (trip, home);
}

static JsonObject *
only_cell (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonObject *cell;

  g_assert_null (strchr (text, '\n'));
  cell = pantau_json_parse (text, strlen (text), 4096, &error);
  g_assert_no_error (error);

  return cell;
}

static void
test_figures (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *json = NULL, *table = NULL;
  g_autoptr (JsonObject) cell = NULL;
  g_auto (GStrv) lines = NULL;
  guint rows = 0;

  trip_enrolled (trip, "field", "field", "16.13.04");
  trip_enrolled (trip, "other", "field", "16.71.01");
  trip_enrolled (trip, "pemprov", "pemprov", "16");
  record_many (trip, "field", "neutrality", "16.13.04", 7);
  record_many (trip, "field", "risk", "16.13.04", 6); /* open: they are there themselves */
  record_many (trip, "other", "neutrality", "16.71.01", 3);

  ctl_sync (trip, "pemprov");
  json = ctl_ok (trip, "pemprov", "totals", "--json", NULL);
  cell = only_cell (json);
  g_assert_cmpstr (pantau_json_string (cell, "area"), ==, "16.13");
  g_assert_cmpstr (pantau_json_string (cell, "kind"), ==, "neutrality");
  g_assert_cmpstr (pantau_json_string (cell, "stage"), ==, "new");
  g_assert_cmpint (pantau_json_integer (cell, "n", 0), ==, 5);
  g_assert_cmpint (
      trip_number (trip, "pemprov", "SELECT count(*) FROM entry WHERE kind = 'neutrality'"), ==, 0);

  /* Every kabupaten and kota has a row. */
  table = ctl_ok (trip, "pemprov", "totals", "--kind", "neutrality", NULL);
  lines = g_strsplit (table, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    rows += g_str_has_prefix (lines[i], "  16.") ? 1 : 0;
  g_assert_cmpuint (rows, ==, 17);
}

/* What was withdrawn or is in quarantine is in no figure; a case that is being handled stands under its stage. */
static void
test_stages (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (GHashTable) listed = NULL;
  g_autofree char *json = NULL;
  g_autoptr (JsonObject) cell = NULL;
  GHashTableIter iter;
  gpointer id, about;

  trip_enrolled (trip, "field", "field", "16.13.04");
  trip_enrolled (trip, "desk", "desk", "16.13");
  trip_enrolled (trip, "pemprov", "pemprov", "16");
  record_many (trip, "field", "neutrality", "16.13.04", 6);
  listed = ctl_list (trip, "field");
  g_hash_table_iter_init (&iter, listed);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    ctl_do (trip, "field", "status", id, "dicabut", "--reason", "Dicabut pelapor", NULL);
  record_many (trip, "field", "neutrality", "16.71.01", 6); /* outside: into quarantine */
  record_many (trip, "desk", "neutrality", "16.13.04", 6);
  g_hash_table_unref (listed);
  listed = ctl_list (trip, "desk");
  g_hash_table_iter_init (&iter, listed);
  while (g_hash_table_iter_next (&iter, &id, &about))
    if (g_str_equal (pantau_json_string (about, "status"),
                     "baru")) /* the desk sees the field's too */
      ctl_do (trip, "desk", "status", id, "penelusuran", NULL);
  ctl_sync (trip, "desk");

  ctl_sync (trip, "pemprov");
  json = ctl_ok (trip, "pemprov", "totals", "--json", NULL);
  cell = only_cell (json);
  g_assert_cmpstr (pantau_json_string (cell, "stage"), ==, "handled");
  g_assert_cmpstr (pantau_json_string (cell, "area"), ==, "16.13");
}

/* Only the province says figures, and only to whom they are for. */
static void
test_believed (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (Ran) changed = NULL, field = NULL;

  trip_enrolled (trip, "field", "field", "16.13.04");
  trip_enrolled (trip, "pemprov", "pemprov", "16");
  record_many (trip, "field", "neutrality", "16.13.04", 5);
  ctl_sync (trip, "pemprov");

  field = ctl (trip, "field", "totals", "--json", NULL);
  ran_assert_fault (field, 1, "not-found", NULL);
  trip_sql (trip, "pemprov", "UPDATE totals SET text = replace (text, '\"n\":5', '\"n\":50')");
  changed = ctl (trip, "pemprov", "totals", "--json", NULL);
  ran_assert_fault (changed, 1, "signature", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trip-totals/figures", test_figures);
  g_test_add_func ("/trip-totals/stages", test_stages);
  g_test_add_func ("/trip-totals/believed", test_believed);

  return g_test_run ();
}
