/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl count and coverage, as a script sees them: at a desk that has what a monitor sent, and what they say to bad input. */

#include "config.h"

#include <string.h>

#include "pantau-json.h"
#include "test-util.h"
#include "trip-fixture.h"

#define RAWAS "16.13.04"

/* A monitor of Rawas Ilir who sent two floods over one TPS, and the desk of the province that got them. */
static Trip *
floods (void)
{
  Trip *trip = trip_new (TRUE);
  static const char *const fields[] = { "\"hazard\":\"banjir\",\"voters_affected\":500",
                                        "\"hazard\":\"banjir\",\"voters_affected\":300" };
  static const char *const tps[] = { "[1,2]", "[2,3]" };

  trip_enrolled (trip, "field", "field", RAWAS);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *json = g_strdup_printf (
          "{\"title\":\"Banjir\",\"occurred\":\"2024-02-13\",\"election\":\"pemilu-2024\","
          "\"places\":[{\"village\":\"" RAWAS ".2001\",\"tps\":%s}],\"fields\":{%s}}",
          tps[i], fields[i]);
      g_autofree char *id = ctl_record (trip, "field", "risk", json);
    }
  g_free (ctl_ok (trip, "field", "sync", NULL));
  trip_enrolled (trip, "desk", "desk", "16");
  g_free (ctl_ok (trip, "desk", "sync", NULL));

  return trip;
}

/* The one line of @text whose member @name is @value. (transfer full) */
static JsonObject *
line_with (const char *text, const char *name, const char *value)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) object =
          pantau_json_parse (lines[i], strlen (lines[i]), 65536, &error);

      g_assert_no_error (error);
      if (g_strcmp0 (pantau_json_string (object, name), value) == 0)
        return g_steal_pointer (&object);
    }
  g_error ("no %s “%s” in %s", name, value, text);
}

static void
test_count (void)
{
  g_autoptr (Trip) trip = floods ();
  g_autofree char *text = ctl_ok (trip, "desk", "count", "--by", "region", "--json", NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (JsonObject) total = line_with (text, "by", "total");
  g_autoptr (JsonObject) muratara = line_with (text, "code", "16.13");
  g_autoptr (JsonObject) other = line_with (text, "code", "16.12");
  JsonObject *voters =
      pantau_json_object (pantau_json_object (total, "figures"), "voters_affected");

  g_assert_cmpuint (g_strv_length (lines), ==, 18);
  g_assert_cmpint (pantau_json_integer (total, "records", 0), ==, 2);
  g_assert_cmpint (pantau_json_integer (total, "tps", 0), ==, 3);
  g_assert_cmpint (pantau_json_integer (voters, "least", 0), ==, 500);
  g_assert_cmpint (pantau_json_integer (voters, "most", 0), ==, 800);
  g_assert_cmpint (pantau_json_integer (muratara, "tps", 0), ==, 3);
  g_assert_cmpint (pantau_json_integer (other, "tps", -1), ==, 0);
}

static void
test_records (void)
{
  g_autoptr (Trip) trip = floods ();
  g_autofree char *floods_text = ctl_ok (trip, "desk", "count", "--records", "voters_affected",
                                         "--region", RAWAS, "--json", NULL);
  g_autofree char *fires =
      ctl_ok (trip, "desk", "count", "--records", "tps", "--hazard", "kebakaran", "--json", NULL);
  g_auto (GStrv) lines = g_strsplit (floods_text, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  g_assert_cmpstr (fires, ==, "");
}

/* In words, and in the program's language. */
static void
test_words (void)
{
  g_autoptr (Trip) trip = floods ();
  g_autofree char *count = ctl_ok (trip, "desk", "--lang", "en", "count", NULL);
  g_autofree char *coverage =
      ctl_ok (trip, "desk", "--lang", "en", "coverage", "--region", "16.13", NULL);

  g_assert_nonnull (strstr (count, "TPS that are named: 3"));
  g_assert_nonnull (strstr (count, "between 500 and 800"));
  g_assert_nonnull (strstr (coverage, "nobody assigned"));
}

/* The desk knows who is assigned; the monitor does not, and is told so. */
static void
test_coverage (void)
{
  g_autoptr (Trip) trip = floods ();
  g_autofree char *text =
      ctl_ok (trip, "desk", "coverage", "--region", "16.13", "--from", "2024-02-13", "--until",
              "2024-02-13", "--election", "pemilu-2024", "--json", NULL);
  g_autofree char *before = ctl_ok (trip, "desk", "coverage", "--region", "16.13", "--until",
                                    "2024-02-12", "--json", NULL);
  g_autofree char *of_field =
      ctl_ok (trip, "field", "coverage", "--region", "16.13", "--json", NULL);
  g_autoptr (JsonObject) rawas = line_with (text, "code", RAWAS);
  g_autoptr (JsonObject) other = line_with (text, "code", "16.13.01");
  g_autoptr (JsonObject) quiet = line_with (before, "code", RAWAS);
  g_autoptr (JsonObject) unknown = line_with (of_field, "code", "16.13.01");

  g_assert_cmpstr (pantau_json_string (rawas, "state"), ==, "reported");
  g_assert_cmpint (pantau_json_integer (rawas, "records", 0), ==, 2);
  g_assert_cmpint (pantau_json_integer (rawas, "assigned", 0), ==, 1);
  g_assert_cmpint (pantau_json_integer (rawas, "tps_official", 0), >, 0);
  g_assert_cmpint (pantau_json_integer (pantau_json_object (rawas, "tps_known"), "reported", 0), ==,
                   3);
  g_assert_cmpstr (pantau_json_string (other, "silence"), ==, "unassigned");
  g_assert_cmpstr (pantau_json_string (quiet, "silence"), ==, "quiet");
  g_assert_nonnull (pantau_json_string (quiet, "last_contact"));
  g_assert_cmpstr (pantau_json_string (unknown, "silence"), ==, "unknown");
  g_assert_true (json_object_get_null_member (unknown, "assigned"));
}

static void
test_bad_input (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  static const char *const wrong[][4] = {
    { "count", "--by", "village" },      { "count", "--hazard", "godzilla" },
    { "count", "--region", "16.99" },    { "count", "--records", "hazard" },
    { "count", "--from", "besok lusa" }, { "count", "--election", "pemilu-1955" },
    { "coverage", "--level", "rt" },     { "coverage", "--region", "muba" },
    { "coverage", "--until", "13" },
  };

  trip_home (trip, "home");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (Ran) ran =
          ctl (trip, "home", "--json", wrong[i][0], wrong[i][1], wrong[i][2], NULL);

      g_test_message ("%s %s %s", wrong[i][0], wrong[i][1], wrong[i][2]);
      ran_assert_fault (ran, 1, "invalid", NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/count/count", test_count);
  g_test_add_func ("/count/records", test_records);
  g_test_add_func ("/count/words", test_words);
  g_test_add_func ("/count/coverage", test_coverage);
  g_test_add_func ("/count/bad-input", test_bad_input);

  return g_test_run ();
}
