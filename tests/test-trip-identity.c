/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Identities through the programs: who may see what, who is told, what is refused by name, who comes later. */

#include "config.h"

#include <fcntl.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "pantau-edit-identity.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-sync.h"
#include "trip-fixture.h"

#define MUBA     "16.06"
#define PLACE    "16.06.01"
#define IDENTITY "{\"name\":\"Budi Santoso\",\"address\":\"Jl. Merdeka 1\"}"
#define CASE     "{\"title\":\"Kades hadir di kampanye\",\"region\":\"16.06.01\"}"

/* A province with an officer, and a monitor with a case and its reporter sealed and sent. Returns the case. (transfer full) */
static char *
begin (Trip *trip, char **sealed)
{
  char *id;

  trip_enrolled (trip, "officer", "identity", MUBA);
  trip_name_officer (trip, "officer");
  trip_enrolled (trip, "field", "field", PLACE);
  ctl_sync (trip, "field");
  id = ctl_record (trip, "field", "neutrality", CASE);
  {
    g_autoptr (Ran) ran = ctl_input (trip, "field", IDENTITY, strlen (IDENTITY), "identity", "seal",
                                     id, "--person", "reporter", "-", NULL);

    if (ran->status != 0)
      g_test_message ("%s", ran->err);
    g_assert_cmpint (ran->status, ==, 0);
    *sealed = g_strdup (g_strstrip (ran->out));
  }
  ctl_sync (trip, "field");

  return id;
}

static void
assert_seal_refused (
    Trip *trip, const char *id, const char *person, const char *json, const char *code)
{
  g_autoptr (Ran) ran = ctl_input (trip, "field", json, strlen (json), "--json", "identity", "seal",
                                   id, "--person", person, "-", NULL);

  ran_assert_fault (ran, 1, code, NULL);
}

/* Each is named, nothing is written, and no sentence repeats what was typed. */
static void
test_refused (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *sealed = NULL, *id = begin (trip, &sealed), *long_name = g_strnfill (200, 'x'),
                  *too_long = g_strdup_printf ("{\"name\":\"%s\"}", long_name),
                  *huge = g_strnfill (9000, ' ');
  gint64 before = trip_number (trip, "field", "SELECT count(*) FROM entry");
  g_autoptr (Ran) ran = NULL;
  g_autoptr (Ran) ordinal = NULL;

  assert_seal_refused (trip, id, "reporter", "{}", "invalid");
  assert_seal_refused (trip, id, "reporter", "{\"name\":\"\"}", "invalid");
  assert_seal_refused (trip, id, "reporter", "{\"name\":7}", "invalid");
  assert_seal_refused (trip, id, "reporter", "{\"name\":\"A\",\"shoe-size\":\"44\"}", "invalid");
  assert_seal_refused (trip, id, "reporter", too_long, "invalid");
  assert_seal_refused (trip, id, "reporter", "[\"Budi\"]", "malformed");
  assert_seal_refused (trip, id, "reporter", "{\"name\":\"Budi", "malformed");
  assert_seal_refused (trip, id, "reporter", "", "malformed");
  assert_seal_refused (trip, id, "reporter", huge, "too-large");
  assert_seal_refused (trip, id, "suspect", IDENTITY, "invalid");
  ordinal = ctl_input (trip, "field", IDENTITY, strlen (IDENTITY), "--json", "identity", "seal", id,
                       "--person", "witness", "--ordinal", "21", "-", NULL);
  ran_assert_fault (ordinal, 1, "invalid", NULL);
  ran = ctl_input (trip, "field", "{\"name\":[\"Budi Rahasia\"]}", 26, "identity", "seal", id,
                   "--person", "reporter", "-", NULL);
  g_assert_cmpint (ran->status, ==, 1);
  g_assert_null (strstr (ran->err, "Rahasia"));
  g_assert_cmpint (trip_number (trip, "field", "SELECT count(*) FROM entry"), ==, before);
}

/* Before the enrolment: the sentence that points to paper, and nothing is asked for. */
static void
test_not_enrolled (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *id = NULL;
  g_autoptr (Ran) ran = NULL;

  trip_home (trip, "field");
  id = ctl_record (trip, "field", "neutrality", CASE);
  ran = ctl_input (trip, "field", IDENTITY, strlen (IDENTITY), "--json", "identity", "seal", id,
                   "--person", "reporter", "-", NULL);
  ran_assert_fault (ran, 1, "not-enrolled", NULL);
}

/* Pemprov has no line of it; who sealed it cannot have it back. */
static void
test_readers (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *sealed = NULL, *id = begin (trip, &sealed), *path = trip_path (trip, "field"),
                  *hash = NULL;
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GPtrArray) seals = NULL;
  g_autoptr (GError) error = NULL;

  trip_enrolled (trip, "pemprov", "pemprov", "16");
  ctl_sync (trip, "pemprov");
  g_assert_cmpint (
      trip_number (trip, "pemprov", "SELECT count(*) FROM entry WHERE type LIKE 'identity.%'"), ==,
      0);
  g_assert_cmpint (
      trip_number (trip, "pemprov", "SELECT count(*) FROM entry WHERE type = 'device.officers'"),
      ==, 0);

  home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  g_assert_no_error (error);
  seals = pantau_store_sealed (pantau_home_get_store (home), id, &error);
  g_assert_no_error (error);
  hash = g_strdup (((PantauSealed *) g_ptr_array_index (seals, 0))->blob);
  pantau_blobs_remove (pantau_home_get_blobs (home), hash, &error);
  g_assert_no_error (error);
  g_assert_false (pantau_sync_fetch_blob (home, hash, NULL, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_REFUSED);
}

/* Writes @n reasons at once, as only a program can, and sends them. */
static void
open_often (Trip *trip, const char *id, const char *sealed, guint n)
{
  g_autofree char *path = trip_path (trip, "officer");
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauHome) home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    {
      pantau_edit_open_identity (home, id, sealed, "Memanggil pelapor", NULL, &error);
      g_assert_no_error (error);
    }
  g_clear_pointer (&home, pantau_home_close);
  ctl_sync (trip, "officer");
}

static gint64
count_alerts (Trip *trip)
{
  return trip_metric (trip, "identity_alerts_total");
}

/* Five are work; the sixth within an hour is told, once, until they have doubled. What came longer ago does not count. */
static void
test_alert (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *sealed = NULL, *id = begin (trip, &sealed), *stats = NULL;
  g_autofree char *told = NULL;
  g_autoptr (JsonObject) object = NULL;

  ctl_sync (trip, "officer");
  open_often (trip, id, sealed, 5);
  g_assert_cmpint (trip_metric (trip, "identity_openings_total"), ==, 5);
  g_assert_cmpint (count_alerts (trip), ==, 0);

  /* An hour passes. */
  trip_stop (trip);
  trip_sql (trip, PROVINCE, "UPDATE opening SET at = at - 3601");
  trip_start (trip);
  open_often (trip, id, sealed, 5);
  g_assert_cmpint (count_alerts (trip), ==, 0);
  open_often (trip, id, sealed, 1);
  g_assert_cmpint (count_alerts (trip), ==, 1);
  open_often (trip, id, sealed, 5);
  g_assert_cmpint (count_alerts (trip), ==, 1);
  open_often (trip, id, sealed, 1);
  g_assert_cmpint (count_alerts (trip), ==, 2);

  stats = trip_province_ok (trip, "stats", "--json", NULL);
  object = pantau_json_parse_known (stats, NULL);
  g_assert_cmpint (pantau_json_integer (object, "identity_alerts", -1), ==, 2);
  g_assert_cmpint (pantau_json_integer (object, "identity_openings", -1), ==, 12);

  trip_enrolled (trip, "desk", "desk", MUBA);
  ctl_sync (trip, "desk");
  g_assert_cmpint (trip_number (trip, "desk", "SELECT count(*) FROM alert WHERE count IN (6, 12)"),
                   ==, 2);
  told = ctl_ok (trip, "desk", "--json", "identity", "alerts", "--limit", "1", NULL);
  g_assert_nonnull (strstr (told, "\"count\":12"));
  ctl_sync (trip, "field");
  g_assert_cmpint (
      trip_number (trip, "field", "SELECT count(*) FROM entry WHERE type = 'device.alert'"), ==, 0);
}

/* Reveals what @home opened, as the window does; the name, or NULL with the error's code in @code. (transfer full) (nullable) */
static char *
reveal (Trip *trip, const char *name, const char *id, const char *sealed, int *code)
{
  g_autofree char *path = trip_path (trip, name), *entry = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauHome) home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  g_autoptr (PantauIdentity) identity = NULL;
  PantauSyncResult result;

  g_assert_no_error (error);
  pantau_edit_open_identity (home, id, sealed, "Memanggil pelapor", &entry, &error);
  g_assert_no_error (error);
  pantau_sync_run (home, NULL, &result, NULL, &error);
  g_assert_no_error (error);
  identity = pantau_identity_reveal (home, entry, NULL, &error);
  *code = error != NULL ? error->code : 0;

  return identity != NULL ? g_strdup (pantau_identity_get (identity, "name")) : NULL;
}

/* Who becomes an officer later opens nothing that was sealed before, until a colleague has wrapped it. */
static void
test_reseal (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *sealed = NULL, *id = begin (trip, &sealed), *before = NULL, *after = NULL;
  int code;

  trip_enrolled (trip, "later", "identity", MUBA);
  trip_name_officer (trip, "later");
  ctl_sync (trip, "later");
  before = reveal (trip, "later", id, sealed, &code);
  g_assert_null (before);
  g_assert_cmpint (code, ==, PANTAU_ERROR_NOT_FOUND);

  ctl_sync (trip, "officer");
  ctl_do (trip, "officer", "identity", "reseal", NULL);
  ctl_do (trip, "officer", "identity", "reseal", id, NULL);
  g_assert_cmpint (
      trip_number (trip, "officer", "SELECT count(*) FROM entry WHERE type = 'identity.wrap'"), ==,
      1);
  ctl_sync (trip, "officer");
  ctl_sync (trip, "later");
  after = reveal (trip, "later", id, sealed, &code);
  g_assert_cmpstr (after, ==, "Budi Santoso");
}

/* A revoked officer writes a reason and gets a receipt for it: and sees nothing, though the envelope is on the laptop. */
static void
test_revoked (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *sealed = NULL, *id = begin (trip, &sealed), *first = NULL, *entry = NULL,
                  *path = trip_path (trip, "officer"), *device = NULL;
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GError) error = NULL;
  PantauSyncResult result;
  int code;

  ctl_sync (trip, "officer");
  first = reveal (trip, "officer", id, sealed, &code);
  g_assert_cmpstr (first, ==, "Budi Santoso");

  home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  g_assert_no_error (error);
  device = g_strdup (pantau_home_get_device (home));
  g_free (trip_province_ok (trip, "revoke", device, NULL));
  pantau_edit_open_identity (home, id, sealed, "Memanggil pelapor", &entry, &error);
  g_assert_no_error (error);
  pantau_sync_run (home, NULL, &result, NULL, NULL);
  g_assert_null (pantau_identity_reveal (home, entry, NULL, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_REFUSED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  pantau_locale_init ("en");

  g_test_add_func ("/trip-identity/refused", test_refused);
  g_test_add_func ("/trip-identity/not-enrolled", test_not_enrolled);
  g_test_add_func ("/trip-identity/readers", test_readers);
  g_test_add_func ("/trip-identity/alert", test_alert);
  g_test_add_func ("/trip-identity/reseal", test_reseal);
  g_test_add_func ("/trip-identity/revoked", test_revoked);

  return g_test_run ();
}
