/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Erasure by law with the real programs: two persons of the province's desk ask for it, and then no file of anybody holds the words any
 * more. The needles are looked for in the bytes of every file of every home and of the province, and found there first.
 */

#include "config.h"

#include <string.h>

#include "pantau-json.h"
#include "trip-fixture.h"

#define RAWAS "16.13.04"

/* Words that occur nowhere else; the search index folds and cuts them, so they are plain. */
#define NEEDLE "zyxomandel"
#define NOTE   "qwertiplax"

#define WHY "--reason", "Nama anak disebut", "--basis", "Putusan PN Palembang 12/2026"

/* Byte by byte through megabytes: most begin nothing, and the sanitizers need not look at each. */
#if defined __SANITIZE_ADDRESS__
__attribute__ ((no_sanitize ("address", "undefined"), optimize ("O2")))
#endif
static guint
count_in (const char *bytes, gsize size, const char *needle, gsize length)
{
  const char lower = needle[0], upper = g_ascii_toupper (needle[0]);
  guint n = 0;

  for (gsize i = 0; i + length <= size; i++)
    if (G_UNLIKELY (bytes[i] == lower || bytes[i] == upper))
      n += g_ascii_strncasecmp (bytes + i, needle, length) == 0;

  return n;
}

/* How many times @needle stands in the files of @dir, at any depth, whatever its case. */
static guint
count_bytes (const char *dir, const char *needle)
{
  g_autoptr (GDir) entries = g_dir_open (dir, 0, NULL);
  gsize length = strlen (needle);
  const char *name;
  guint n = 0;

  g_assert_nonnull (entries);
  while ((name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL), *bytes = NULL;
      gsize size;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        n += count_bytes (path, needle);
      else if (g_file_test (path, G_FILE_TEST_IS_REGULAR) &&
               g_file_get_contents (path, &bytes, &size, NULL))
        n += count_in (bytes, size, needle, length);
    }

  return n;
}

static guint
found (Trip *trip, const char *home, const char *needle)
{
  g_autofree char *path = trip_path (trip, home);

  return count_bytes (path, needle);
}

static void
enrol_person (Trip *trip, const char *home, const char *role, const char *region, const char *code)
{
  g_autofree char *person =
      g_strdup_printf ("{\"code\":\"%s\",\"name\":\"Nama %s\",\"position\":\"Staf\"}", code, code);
  g_autofree char *invitation = trip_province_ok (trip, "invite", "--role", role, "--region",
                                                  region, "--person", person, NULL);

  trip_home (trip, home);
  ctl_do (trip, home, "enroll", "--server", trip_url (trip), invitation, NULL);
}

/* A field, a desk of its kabupaten, Pemprov, and two persons of the province's desk; the second has two devices. */
static void
enrol_all (Trip *trip)
{
  enrol_person (trip, "field", "field", RAWAS, "F");
  enrol_person (trip, "desk", "desk", "16.13", "D");
  enrol_person (trip, "pemprov", "pemprov", "16", "P");
  enrol_person (trip, "anna", "desk", "16", "A");
  enrol_person (trip, "budi", "identity", "16", "B");
  enrol_person (trip, "budi2", "desk", "16", "B");
}

static void
sync_all (Trip *trip)
{
  static const char *const homes[] = { "field", "desk", "pemprov", "anna", "budi", "budi2" };

  for (gsize i = 0; i < G_N_ELEMENTS (homes); i++)
    ctl_sync (trip, homes[i]);
}

static void
verify_all (Trip *trip)
{
  static const char *const homes[] = { "field", "desk", "pemprov", "anna", "budi", "budi2" };

  for (gsize i = 0; i < G_N_ELEMENTS (homes); i++)
    ctl_verify (trip, homes[i]);
}

/* A record with a note, here and with everybody who may see it. */
static char *
record_somewhere (Trip *trip, const char *kind)
{
  g_autofree char *json = record_json ("Perkara " NEEDLE, RAWAS);
  char *id = ctl_record (trip, "field", kind, json);

  ctl_do (trip, "field", "note", id, "Catatan " NOTE, NULL);
  ctl_sync (trip, "field");
  sync_all (trip);

  return id;
}

static void
ask (Trip *trip, const char *home, const char *what)
{
  g_free (ctl_ok (trip, home, "redact", what, WHY, NULL));
  ctl_sync (trip, home);
}

static JsonObject *
shown_event (JsonObject *record, guint at)
{
  return json_array_get_object_element (pantau_json_array (record, "timeline"), at);
}

/* The whole of it: found everywhere before, nowhere after, and everything still verifies. */
static void
test_everywhere (void)
{
  static const char *const homes[] = { "field", "desk", "pemprov", "anna", "budi", "budi2" };
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *id = NULL, *listed = NULL;

  enrol_all (trip);
  id = record_somewhere (trip, "risk");
  for (gsize i = 0; i < G_N_ELEMENTS (homes); i++)
    {
      g_assert_cmpuint (found (trip, homes[i], NEEDLE), >, 0);
      g_assert_cmpuint (found (trip, homes[i], NOTE), >, 0);
    }
  g_assert_cmpuint (found (trip, PROVINCE, NEEDLE), >, 0);

  ask (trip, "anna", id);
  sync_all (trip);
  for (gsize i = 0; i < G_N_ELEMENTS (homes); i++)
    g_assert_cmpuint (found (trip, homes[i], NEEDLE), >, 0); /* one person is not enough */

  ask (trip, "budi", id);
  sync_all (trip);
  for (gsize i = 0; i < G_N_ELEMENTS (homes); i++)
    {
      g_autoptr (JsonObject) record = ctl_show (trip, homes[i], id);

      g_assert_cmpuint (found (trip, homes[i], NEEDLE), ==, 0);
      g_assert_cmpuint (found (trip, homes[i], NOTE), ==, 0);
      g_assert_true (pantau_json_boolean (shown_event (record, 0), "erased"));
      listed = ctl_ok (trip, homes[i], "list", "--search", NEEDLE, "--json", NULL);
      g_assert_cmpstr (listed, ==, "");
      g_clear_pointer (&listed, g_free);
    }
  /* The province sweeps behind its answers. */
  TRIP_WAIT_UNTIL (found (trip, PROVINCE, NEEDLE) == 0 && found (trip, PROVINCE, NOTE) == 0);
  verify_all (trip);
}

/* Two devices of one person are one person. */
static void
test_one_person (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *id = NULL, *waiting = NULL;
  g_autoptr (Ran) again = NULL;

  enrol_all (trip);
  id = record_somewhere (trip, "risk");
  ask (trip, "budi", id);
  ctl_sync (trip, "budi2");
  again = ctl (trip, "budi2", "redact", id, WHY, "--json", NULL);
  ran_assert_fault (again, 1, "conflict", NULL);

  waiting = ctl_ok (trip, "budi2", "redactions", "--json", NULL);
  g_assert_nonnull (strstr (waiting, "\"state\":\"waiting\""));
  sync_all (trip);
  g_assert_cmpint (trip_number (trip, "field", "SELECT count(*) FROM erased"), ==, 0);
}

/* Of a closed record Pemprov hears nothing, not even that something was erased. */
static void
test_closed (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *id = NULL;

  enrol_all (trip);
  id = record_somewhere (trip, "neutrality");
  ask (trip, "anna", id);
  ask (trip, "budi", id);
  sync_all (trip);

  g_assert_cmpint (
      trip_number (trip, "pemprov", "SELECT count(*) FROM entry WHERE type = 'redact'"), ==, 0);
  g_assert_cmpuint (found (trip, "field", NEEDLE), ==, 0);
  g_assert_cmpuint (found (trip, "desk", NEEDLE), ==, 0);
  verify_all (trip);
}

/* Who may not ask is told so, and whatever is brought by force counts for nothing. */
static void
test_roles (void)
{
  static const char *const homes[] = { "field", "desk", "pemprov" };
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *id = NULL;

  enrol_all (trip);
  id = record_somewhere (trip, "risk");
  for (gsize i = 0; i < G_N_ELEMENTS (homes); i++)
    {
      g_autoptr (Ran) ran = ctl (trip, homes[i], "redact", id, WHY, "--json", NULL);

      ran_assert_fault (ran, 1, "refused", NULL);
    }
}

/* Only the note: the record stays, and is found by its title. */
static void
test_one_line (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *id = NULL, *note = NULL, *listed = NULL;
  g_autoptr (JsonObject) record = NULL;

  enrol_all (trip);
  id = record_somewhere (trip, "risk");
  record = ctl_show (trip, "anna", id);
  note = g_strdup (pantau_json_string (shown_event (record, 1), "entry"));
  ask (trip, "anna", note);
  ask (trip, "budi", note);
  sync_all (trip);

  g_assert_cmpuint (found (trip, "desk", NOTE), ==, 0);
  g_assert_cmpuint (found (trip, "desk", NEEDLE), >, 0);
  listed = ctl_ok (trip, "desk", "list", "--search", NEEDLE, NULL);
  g_assert_nonnull (strstr (listed, id));
}

/* Killed between the first and the second, and right after the second: the province knows what is due. */
static void
test_crash (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *id = NULL;

  enrol_all (trip);
  id = record_somewhere (trip, "risk");
  ask (trip, "anna", id);
  trip_kill (trip);
  trip_start (trip);
  ask (trip, "budi", id);
  trip_kill (trip);
  trip_start (trip);

  sync_all (trip);
  TRIP_WAIT_UNTIL (found (trip, PROVINCE, NEEDLE) == 0);
  g_assert_cmpuint (found (trip, "field", NEEDLE), ==, 0);
  verify_all (trip);
}

/* A home that comes later gets the line without its content, and a stranger's old copy of it brings nothing back. */
static void
test_late (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *id = NULL;

  enrol_all (trip);
  id = record_somewhere (trip, "risk");
  trip_copy (trip, "desk", "old");
  ask (trip, "anna", id);
  ask (trip, "budi", id);
  sync_all (trip);

  enrol_person (trip, "late", "desk", "16.13", "L");
  ctl_sync (trip, "late");
  g_assert_cmpuint (found (trip, "late", NEEDLE), ==, 0);
  g_assert_cmpint (trip_number (trip, "late", "SELECT count(*) FROM erased"), ==, 2);

  /* It holds the body, and offers all of its lines again. */
  trip_sql (trip, "old", "UPDATE setting SET value = 'another~2' WHERE name = 'epoch'");
  g_assert_cmpuint (found (trip, "old", NEEDLE), >, 0);
  ctl_sync (trip, "old");
  g_assert_cmpuint (found (trip, "old", NEEDLE), ==, 0);
  TRIP_WAIT_UNTIL (found (trip, PROVINCE, NEEDLE) == 0);
  verify_all (trip);
  ctl_verify (trip, "late");
}

/* Whoever takes a body away by SQL is found, at home and at the province. */
static void
test_taken (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *id = NULL;
  g_autoptr (Ran) at_home = NULL, at_province = NULL;

  enrol_all (trip);
  id = record_somewhere (trip, "risk");
  trip_stop (trip);
  trip_copy (trip, PROVINCE, "kept");
  for (guint i = 0; i < 2; i++)
    trip_sql (trip, i == 0 ? "desk" : PROVINCE,
              "DROP TRIGGER body_stays; UPDATE body SET json = NULL "
              "WHERE entry = (SELECT n FROM entry WHERE type = 'note.add')");
  at_home = ctl (trip, "desk", "verify", "--json", NULL);
  ran_assert_fault (at_home, 1, "verify", NULL);
  at_province = trip_province (trip, "verify", "--json", NULL);
  ran_assert_fault (at_province, 1, "verify", NULL);

  trip_copy (trip, "kept", PROVINCE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trip-redact/everywhere", test_everywhere);
  g_test_add_func ("/trip-redact/one-person", test_one_person);
  g_test_add_func ("/trip-redact/closed", test_closed);
  g_test_add_func ("/trip-redact/roles", test_roles);
  g_test_add_func ("/trip-redact/one-line", test_one_line);
  g_test_add_func ("/trip-redact/crash", test_crash);
  g_test_add_func ("/trip-redact/late", test_late);
  g_test_add_func ("/trip-redact/taken", test_taken);

  return g_test_run ();
}
