/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl on cases: what law says, what is warned of and written all the same, who gets a copy. Names and numbers are invented. */

#include "config.h"

#include <string.h>

#include "pantau-json.h"
#include "test-util.h"
#include "trip-fixture.h"

static char *
case_json (const char *narrative, const char *fields)
{
  return g_strdup_printf ("{\"region\":\"16.13.04\",\"title\":\"Kasus\",\"narrative\":\"%s\","
                          "\"occurred\":\"2024-11-20\",\"fields\":{%s}}",
                          narrative, fields);
}

static Trip *
desk_new (const char *fields, char **id)
{
  Trip *trip = trip_new (TRUE);
  g_autofree char *json = case_json ("Hadir di deklarasi", fields);

  trip_enrolled (trip, "home", "desk", "16.13");
  *id = ctl_record (trip, "home", "neutrality", json);

  return trip;
}

static gboolean
has_line (JsonObject *consequence, const char *part, const char *code)
{
  JsonArray *lines = pantau_json_array (consequence, "lines");

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);

      g_assert_nonnull (pantau_json_string (line, "text"));
      g_assert_nonnull (pantau_json_string (line, "basis"));
      g_assert_true (json_object_has_member (line, "unsure"));
      if (g_str_equal (pantau_json_string (line, "part"), part) &&
          g_str_equal (pantau_json_string (line, "code"), code))
        return TRUE;
    }

  return FALSE;
}

static void
test_consequence (void)
{
  g_autofree char *id = NULL, *text = NULL;
  g_autoptr (Trip) trip = desk_new ("\"party_category\":\"tni\",\"act\":\"n03\","
                                    "\"candidacy_stage\":\"sesudah-penetapan\"",
                                    &id);
  g_autoptr (JsonObject) object = NULL;

  text = ctl_ok (trip, "home", "consequence", id, "--json", NULL);
  object = pantau_json_parse (text, strlen (text), 1 << 20, NULL);
  g_assert_nonnull (object);
  g_assert_true (has_line (object, "act", "n03"));
  g_assert_true (has_line (object, "track", "jalur-188-mk136"));
  g_assert_true (has_line (object, "track", "jalur-tni"));
  g_assert_cmpuint (json_array_get_length (pantau_json_array (object, "tracks")), ==, 2);
  g_assert_cmpuint (json_array_get_length (pantau_json_array (object, "agencies")), >, 1);
}

/* All faults of a change at once, and nothing is written. */
static void
test_faults (void)
{
  g_autofree char *id = NULL;
  g_autoptr (Trip) trip =
      desk_new ("\"party_category\":\"asn-pns\",\"case_origin\":\"informasi-awal\"", &id);
  g_autoptr (Ran) number =
      ctl (trip, "home", "--json", "set", id, "party_nip=19870412201001100", NULL);
  g_autoptr (Ran) origin = ctl (trip, "home", "--json", "set", id, "case_origin=temuan", NULL);
  g_autoptr (Ran) back = ctl (trip, "home", "--json", "set", id, "case_origin=", NULL);
  g_autoptr (JsonObject) record = NULL;

  ran_assert_fault (number, 1, "wrong-length", "party_nip");
  g_assert_nonnull (strstr (number->err, "17"));
  ran_assert_fault (origin, 1, "lacking", "case_origin");
  ran_assert_fault (back, 1, "not-allowed", "case_origin");
  record = ctl_show (trip, "home", id);
  g_assert_cmpuint (json_array_get_length (pantau_json_array (record, "timeline")), ==, 1);
}

/* A telephone in open text: said, and written all the same. */
static void
test_warnings (void)
{
  g_autofree char *id = NULL;
  g_autoptr (Trip) trip = desk_new ("\"party_category\":\"kades\"", &id);
  g_autofree char *json = case_json ("Hubungi 0812-3456-7890", "\"party_category\":\"kades\"");
  g_autoptr (Ran) note = ctl (trip, "home", "--json", "note", id, "telp 081234567890", NULL);
  g_autoptr (Ran) set =
      ctl (trip, "home", "--json", "set", id, "narrative=surel ani@contoh.id", NULL);
  g_autoptr (Ran) chain =
      ctl (trip, "home", "--json", "set", id, "party_category=jajaran-bawaslu", NULL);
  g_autoptr (Ran) record = NULL;
  g_auto (GStrv) said = NULL;

  record = ctl_input (trip, "home", json, strlen (json), "--json", "record", "--kind", "neutrality",
                      "-", NULL);
  ran_assert_fault (note, 0, "personal-data", "text");
  ran_assert_fault (set, 0, "personal-data", "narrative");
  ran_assert_fault (chain, 0, "own-chain", NULL);
  /* Its id is printed as ever. */
  said = ran_faults (record);
  g_assert_cmpint (record->status, ==, 0);
  g_assert_cmpuint (strlen (record->out), ==, 37);
  g_assert_cmpuint (g_strv_length (said), ==, 1);
  g_assert_cmpstr (said[0], ==, "personal-data narrative");
  g_assert_null (strstr (record->err, "0812"));
}

/* BKN gets the letter and Kanreg VII a copy, unless somebody says otherwise. */
static void
test_copies (void)
{
  g_autofree char *id = NULL;
  g_autoptr (Trip) trip = desk_new ("\"party_category\":\"asn-pns\"", &id);
  g_autoptr (JsonObject) record = NULL;
  JsonArray *forwards, *copies;

  g_free (ctl_ok (trip, "home", "forward", id, "bkn", "--channel", "surat", NULL));
  g_free (ctl_ok (trip, "home", "forward", id, "bkn", "--channel", "surat", "--copy", "-", "--when",
                  "2024-11-21T10:00", NULL));
  record = ctl_show (trip, "home", id);
  forwards = pantau_json_array (record, "forwards");
  g_assert_cmpuint (json_array_get_length (forwards), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      JsonObject *forward = json_array_get_object_element (forwards, i);

      copies = pantau_json_array (forward, "copies");
      if (g_strcmp0 (pantau_json_string (forward, "when"), "2024-11-21T10:00:00+07:00") == 0)
        {
          g_assert_true (copies == NULL || json_array_get_length (copies) == 0);
          continue;
        }
      g_assert_cmpuint (json_array_get_length (copies), ==, 1);
      g_assert_cmpstr (json_array_get_string_element (copies, 0), ==, "bkn-kanreg");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl-case/consequence", test_consequence);
  g_test_add_func ("/ctl-case/faults", test_faults);
  g_test_add_func ("/ctl-case/warnings", test_warnings);
  g_test_add_func ("/ctl-case/copies", test_copies);

  return g_test_run ();
}
