/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The whole way of the recovery key by the programs: made offline, an officer asks, the list is signed, a serving province passes it on, homes seal by
 * it; and what is not right is refused by name.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "pantau-blob.h"
#include "pantau-json.h"
#include "pantau-officer.h"
#include "pantau-seal.h"
#include "test-util.h"
#include "trip-fixture.h"

#define KABUPATEN "16.13"
#define KECAMATAN "16.13.04"

/* pantau-province keys …, where no province is; @input (nullable) on its standard input. */
static Ran *
offline (const char *input, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);
  const char *argument;
  va_list list;

  g_ptr_array_add (argv, g_strdup (ran_program ("PANTAU_PROVINCE")));
  g_ptr_array_add (argv, g_strdup ("--lang"));
  g_ptr_array_add (argv, g_strdup ("en"));
  g_ptr_array_add (argv, g_strdup ("--json"));
  g_ptr_array_add (argv, g_strdup ("keys"));
  va_start (list, input);
  while ((argument = va_arg (list, const char *)) != NULL)
    g_ptr_array_add (argv, g_strdup (argument));
  va_end (list);
  g_ptr_array_add (argv, NULL);

  return ran_finish_with (ran_spawn_piped (argv, TRUE), input != NULL ? input : "",
                          input != NULL ? strlen (input) : 0);
}

static void
assert_fault (Ran *given, const char *code, const char *field)
{
  g_autoptr (Ran) ran = given;

  ran_assert_fault (ran, 1, code, field);
}

/* A recovery key without a passphrase: where it is kept, and its letters. */
static char *
new_recovery (Trip *trip, const char *name, char **letters)
{
  char *path = trip_path (trip, name);
  g_autofree char *out =
      ran_take_output (offline (NULL, "recovery", path, "--without-passphrase", NULL));

  if (letters != NULL)
    *letters = g_steal_pointer (&out);

  return path;
}

/* An officer of KABUPATEN asks: the file of the request. */
static char *
new_request_of (Trip *trip, const char *home, const char *person)
{
  g_autofree char *code = trip_province_ok (trip, "invite", "--role", "identity", "--region",
                                            KABUPATEN, "--person", person, NULL);
  g_autofree char *request = NULL, *name = g_strconcat (home, ".request", NULL);
  char *path = trip_path (trip, name);

  trip_home (trip, home);
  ctl_do (trip, home, "enroll", "--server", trip_url (trip), code, NULL);
  request = ctl_ok (trip, home, "identity", "key", NULL);
  test_file_write (path, request, strlen (request));

  return path;
}

static char *
new_request (Trip *trip, const char *home)
{
  return new_request_of (trip, home, "{\"code\":\"ID-1\",\"name\":\"Dewi Petugas\"}");
}

static char *
sign (Trip *trip, const char *name, const char *key, const char *option, const char *value)
{
  char *path = trip_path (trip, name);
  g_autofree char *out =
      ran_take_output (offline (NULL, "sign", path, "--key", key, option, value, NULL));

  g_assert_nonnull (strstr (out, "signature"));

  return path;
}

static JsonObject *
status (Trip *trip, const char *home)
{
  g_autofree char *out = ctl_ok (trip, home, "identity", "status", "--json", NULL);
  g_autoptr (GError) error = NULL;
  JsonObject *object = pantau_json_parse (out, strlen (out), 1024 * 1024, &error);

  g_assert_no_error (error);

  return object;
}

/* By an invitation file: the home knows the key before it has ever heard of an officer. */
static void
test_whole_way (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *letters = NULL, *key = new_recovery (trip, "key", &letters),
                  *request = new_request (trip, "officer"),
                  *roster = sign (trip, "roster", key, "--add", request),
                  *file = trip_path (trip, "siti.pantau-undangan"), *code = NULL, *text = NULL,
                  *out = NULL;
  g_autoptr (JsonObject) invitation = NULL, field = NULL, officer = NULL;

  out = trip_province_ok (trip, "keys", "set", roster, NULL); /* it serves */
  g_assert_cmpstr (out, ==, "");

  code = trip_province_ok (trip, "invite", "--role", "field", "--region", KECAMATAN, "--file", file,
                           "--server", trip_url (trip), NULL);
  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  invitation = pantau_json_parse (text, strlen (text), 4096, NULL);
  g_assert_cmpstr (pantau_json_string (invitation, "recovery"), ==, letters);

  trip_home (trip, "field");
  ctl_do (trip, "field", "enroll", "--server", trip_url (trip), code, "--recovery", letters, NULL);
  ctl_sync (trip, "field");
  field = status (trip, "field");
  g_assert_cmpstr (pantau_json_string (field, "recovery"), ==, letters);
  g_assert_cmpstr (pantau_json_string (field, "recovery_from"), ==, "invitation");
  g_assert_cmpint (pantau_json_integer (field, "serial", 0), ==, 1);
  g_assert_cmpuint (json_array_get_length (pantau_json_array (field, "officers")), ==, 1);
  g_assert_cmpuint (json_array_get_length (pantau_json_array (field, "refused")), ==, 0);

  ctl_sync (trip, "officer");
  officer = status (trip, "officer");
  g_assert_true (pantau_json_boolean (officer, "key_listed"));
  ctl_verify (trip, "officer");
}

/* Without an invitation that names it the grant does, and the home says that nobody has compared it, until somebody has. */
static void
test_by_grant (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *letters = NULL, *key = new_recovery (trip, "key", &letters),
                  *request = new_request (trip, "officer"),
                  *roster = sign (trip, "roster", key, "--add", request), *out = NULL;
  g_autoptr (JsonObject) before = NULL, after = NULL;

  out = trip_province_ok (trip, "keys", "set", roster, NULL);
  trip_enrolled (trip, "field", "field", KECAMATAN);
  before = status (trip, "field");
  g_assert_cmpstr (pantau_json_string (before, "recovery"), ==, letters);
  g_assert_cmpstr (pantau_json_string (before, "recovery_from"), ==, "grant");

  ctl_do (trip, "field", "enroll", "--recovery", letters, NULL);
  after = status (trip, "field");
  g_assert_cmpstr (pantau_json_string (after, "recovery_from"), ==, "invitation");
}

/* The province names another key than the invitation did: its officers are not used, and are told by name. */
static void
test_breached_province (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *letters = NULL, *key = new_recovery (trip, "key", &letters),
                  *theirs = new_recovery (trip, "theirs", NULL),
                  *request = new_request (trip, "officer"),
                  *roster = sign (trip, "roster", theirs, "--add", request), *out = NULL,
                  *code = trip_invite (trip, "field", KECAMATAN);
  g_autoptr (JsonObject) field = NULL;
  JsonArray *refused;

  out = trip_province_ok (trip, "keys", "set", roster, NULL);
  trip_home (trip, "field");
  ctl_do (trip, "field", "enroll", "--server", trip_url (trip), code, "--recovery", letters, NULL);
  ctl_sync (trip, "field");
  field = status (trip, "field");
  g_assert_cmpstr (pantau_json_string (field, "recovery"), ==, letters);
  g_assert_cmpint (pantau_json_integer (field, "serial", -1), ==, 0);
  refused = pantau_json_array (field, "refused");
  g_assert_cmpuint (json_array_get_length (refused), ==, 1);
  g_assert_nonnull (strstr (json_array_get_string_element (refused, 0), "Dewi Petugas"));
}

/* Mistyped letters begin nothing: the code still works afterwards. */
static void
test_mistyped_letters (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *letters = NULL, *key = new_recovery (trip, "key", &letters),
                  *code = trip_invite (trip, "field", KECAMATAN);
  g_autoptr (Ran) ran = NULL;

  trip_home (trip, "field");
  letters[0] = letters[0] == '1' ? '2' : '1';
  ran = ctl (trip, "field", "enroll", "--json", "--server", trip_url (trip), code, "--recovery",
             letters, NULL);
  ran_assert_fault (ran, 1, "invalid", NULL);
  letters[0] = letters[0] == '1' ? '2' : '1';
  ctl_do (trip, "field", "enroll", "--server", trip_url (trip), code, NULL);
}

/* An officer is replaced by another; an old list does not come back. */
static void
test_replaced (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *key = new_recovery (trip, "key", NULL), *request = new_request (trip, "officer"),
                  *first = sign (trip, "first", key, "--add", request),
                  *second = trip_path (trip, "second"), *out = NULL, *shown = NULL;
  g_autoptr (Ran) ran = NULL;
  g_autoptr (PantauRoster) roster = NULL;
  g_autoptr (GError) error = NULL;

  out = ran_take_output (offline (NULL, "sign", second, "--key", key, "--roster", first, "--remove",
                                  "ID-1", "--add", request, "--until", "2029-02-28", NULL));
  roster = pantau_roster_parse (out, &error);
  g_assert_no_error (error);
  g_assert_cmpint (pantau_roster_get_serial (roster), ==, 2);
  g_assert_cmpuint (pantau_roster_get_officers (roster)->len, ==, 1);
  g_assert_cmpstr (
      ((PantauOfficer *) g_ptr_array_index (pantau_roster_get_officers (roster), 0))->until, ==,
      "2029-02-28");

  g_free (trip_province_ok (trip, "keys", "set", first, NULL));
  g_free (trip_province_ok (trip, "keys", "set", second, NULL));
  g_free (trip_province_ok (trip, "keys", "set", second, NULL)); /* once more: nothing */
  ran = trip_province (trip, "--json", "keys", "set", first, NULL);
  ran_assert_fault (ran, 1, "conflict", "roster");
  shown = trip_province_ok (trip, "--json", "keys", "show", NULL);
  g_assert_cmpstr (shown, ==, out);
}

static void
test_other_recovery_key (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *key = new_recovery (trip, "key", NULL),
                  *other = new_recovery (trip, "new", NULL),
                  *request = new_request (trip, "officer"),
                  *first = sign (trip, "first", key, "--add", request),
                  *second = sign (trip, "second", other, "--add", request),
                  *third = trip_path (trip, "third");
  g_autoptr (Ran) ran = NULL;

  g_free (trip_province_ok (trip, "keys", "set", first, NULL));
  ran = trip_province (trip, "--json", "keys", "set", second, NULL);
  ran_assert_fault (ran, 1, "signature", "roster");
  assert_fault (offline (NULL, "sign", third, "--key", other, "--roster", first, NULL), "signature",
                NULL);
  g_free (trip_province_ok (trip, "keys", "set", second, "--new-recovery", NULL));
}

/* Changed on its way: by whom it is, and that the device did not sign it. */
static void
test_wrong_request (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *key = new_recovery (trip, "key", NULL), *request = new_request (trip, "officer"),
                  *text = NULL, *roster = trip_path (trip, "roster");
  g_autoptr (GString) changed = NULL;
  g_autoptr (Ran) ran = NULL;

  g_assert_true (g_file_get_contents (request, &text, NULL, NULL));
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, "\\\"" KABUPATEN "\\\"", "\\\"16\\\"", 0), ==, 1);
  test_file_write (request, changed->str, changed->len);
  ran = offline (NULL, "sign", roster, "--key", key, "--add", request, NULL);
  g_assert_nonnull (strstr (ran->err, "Dewi Petugas"));
  ran_assert_fault (ran, 1, "signature", NULL);
  g_assert_false (g_file_test (roster, G_FILE_TEST_EXISTS));
  assert_fault (offline (NULL, "request", request, NULL), "signature", NULL);
}

static void
test_refused_offline (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *key = new_recovery (trip, "key", NULL), *roster = trip_path (trip, "roster"),
                  *request = new_request (trip, "officer"), *no = trip_path (trip, "none");

  assert_fault (offline (NULL, "recovery", key, "--without-passphrase", NULL), "conflict", NULL);
  assert_fault (offline (NULL, "sign", roster, NULL), "invalid", NULL);
  assert_fault (offline (NULL, "sign", roster, "--key", no, NULL), "not-found", NULL);
  assert_fault (offline (NULL, "sign", roster, "--key", request, NULL), "malformed", NULL);
  assert_fault (offline (NULL, "sign", roster, "--key", key, "--add", key, NULL), "malformed",
                NULL);
  assert_fault (offline (NULL, "sign", roster, "--key", key, "--remove", "nobody", NULL),
                "not-found", NULL);
  assert_fault (
      offline (NULL, "sign", roster, "--key", key, "--add", request, "--until", "soon", NULL),
      "invalid", NULL);
  assert_fault (offline (NULL, "set", roster, NULL), "invalid", NULL);
  assert_fault (offline (NULL, "dance", NULL), "invalid", NULL);
  assert_fault (trip_province (trip, "--json", "keys", "show", NULL), "not-found", NULL);
  assert_fault (trip_province (trip, "--json", "keys", "set", request, NULL), "malformed", NULL);
  g_assert_false (g_file_test (roster, G_FILE_TEST_EXISTS));
}

/* As an operator does it, whose passphrase is asked for. */
static void
test_passphrase (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *key = g_build_filename (dir, "key", NULL),
                  *roster = g_build_filename (dir, "roster", NULL), *letters = NULL, *shown = NULL,
                  *out = NULL;

  assert_fault (offline ("pendek\n", "recovery", key, NULL), "invalid", NULL);
  g_assert_false (g_file_test (key, G_FILE_TEST_EXISTS));
  letters = ran_take_output (offline ("lima kata tanpa hubungan\n", "recovery", key, NULL));
  shown = ran_take_output (offline (NULL, "show", key, NULL));
  g_assert_cmpstr (shown, ==, letters);

  assert_fault (offline ("lima kata tanpa huruf\n", "sign", roster, "--key", key, NULL), "refused",
                NULL);
  g_assert_false (g_file_test (roster, G_FILE_TEST_EXISTS));
  out =
      ran_take_output (offline ("lima kata tanpa hubungan\n", "sign", roster, "--key", key, NULL));
  g_assert_true (g_file_test (roster, G_FILE_TEST_EXISTS));
}

static void
test_modes (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *key = new_recovery (trip, "key", NULL), *request = new_request (trip, "officer"),
                  *officer = trip_path (trip, "officer"),
                  *own = g_build_filename (officer, "identity.key", NULL), *again = NULL,
                  *text = NULL;
  GStatBuf about;

  g_assert_cmpint (g_stat (key, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (own, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);

  /* Asked for again, it is the same key. */
  again = ctl_ok (trip, "officer", "identity", "key", NULL);
  g_assert_true (g_file_get_contents (request, &text, NULL, NULL));
  g_assert_cmpstr (again, ==, text);
}

/* Whoever has no such role has no such key. */
static void
test_role (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *path = NULL;
  g_autoptr (Ran) ran = NULL;

  trip_enrolled (trip, "desk", "desk", KABUPATEN);
  ran = ctl (trip, "desk", "identity", "key", "--json", NULL);
  ran_assert_fault (ran, 1, "refused", NULL);
  path = trip_path (trip, "desk/identity.key");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Pemprov is told of no officer. */
static void
test_not_for_pemprov (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *key = new_recovery (trip, "key", NULL), *request = new_request (trip, "officer"),
                  *roster = sign (trip, "roster", key, "--add", request);
  g_autoptr (JsonObject) pemprov = NULL;

  g_free (trip_province_ok (trip, "keys", "set", roster, NULL));
  trip_enrolled (trip, "pemprov", "pemprov", "16");
  ctl_sync (trip, "pemprov");
  pemprov = status (trip, "pemprov");
  g_assert_cmpint (pantau_json_integer (pemprov, "serial", -1), ==, 0);
  g_assert_cmpuint (json_array_get_length (pantau_json_array (pemprov, "refused")), ==, 0);
}

/* heads, reseal, wrap; as many as each says. */
static void
reseal (
    Trip *trip, const char *key, const char *roster, const char *tag, const char *const counts[3])
{
  g_autofree char *heads_name = g_strconcat (tag, ".heads", NULL),
                  *wraps_name = g_strconcat (tag, ".wraps", NULL),
                  *heads = trip_path (trip, heads_name), *wraps = trip_path (trip, wraps_name),
                  *n_heads = trip_province_ok (trip, "keys", "heads", heads, NULL),
                  *n_wraps = ran_take_output (offline (NULL, "reseal", heads, wraps, "--key", key,
                                                       "--roster", roster, NULL)),
                  *n_lines = trip_province_ok (trip, "keys", "wrap", wraps, NULL);

  g_assert_cmpstr (n_heads, ==, counts[0]);
  g_assert_cmpstr (n_wraps, ==, counts[1]);
  g_assert_cmpstr (n_lines, ==, counts[2]);
}

/* The one envelope that the province has. */
static GBytes *
read_envelope (Trip *trip)
{
  g_autofree char *directory = trip_province_path (trip, "blobs");
  g_autoptr (PantauBlobs) blobs = pantau_blobs_new (directory);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = pantau_blobs_list (blobs, &error);
  GBytes *envelope;

  g_assert_no_error (error);
  g_assert_cmpuint (names->len, ==, 1);
  envelope =
      pantau_blobs_get_bytes (blobs, g_ptr_array_index (names, 0), PANTAU_SEAL_LIMIT, &error);
  g_assert_no_error (error);

  return envelope;
}

/* What @home can open of the envelope with its own key and the wraps that have come. */
static PantauIdentity *
open_with (Trip *trip, const char *home, const char *record, GError **error)
{
  g_autofree char *path = trip_path (trip, home);
  g_autoptr (PantauHome) opened = pantau_home_open (path, PANTAU_HOME_READ, NULL);
  g_autoptr (PantauBoxKey) key = pantau_home_get_identity_key (opened, NULL);
  g_autoptr (GPtrArray) wraps = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_wrap_free);
  g_autoptr (GBytes) envelope = read_envelope (trip);
  PantauStmt *stmt = pantau_db_query (
      pantau_home_get_db (opened),
      "SELECT json_extract (w.value, '$.key'), json_extract (w.value, '$.box') FROM entry "
      "JOIN body ON body.entry = entry.n, json_each (body.json, '$.to') AS w "
      "WHERE entry.type = 'identity.wrap' AND entry.record = ?1",
      "s", record);

  while (pantau_stmt_next (stmt))
    g_ptr_array_add (wraps,
                     pantau_wrap_new (pantau_stmt_text (stmt, 0), pantau_stmt_text (stmt, 1)));
  g_assert_true (pantau_stmt_finish (stmt, NULL));

  return pantau_seal_open (envelope, wraps, key, record, "reporter", 1, error);
}

/* An envelope of before is opened by an officer who came later; it stays as it is, and three times is as good as once. */
static void
test_reseal (void)
{
  static const char identity[] = "{\"name\":\"Siti Aminah\",\"address\":\"Jl. Merdeka 5\"}";
  static const char *const first[] = { "1", "1", "1" }, *const again[] = { "1", "0", "0" };
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *letters = NULL, *key = new_recovery (trip, "key", &letters),
                  *theirs = new_recovery (trip, "theirs", NULL),
                  *request = new_request (trip, "officer"),
                  *roster = sign (trip, "roster", key, "--add", request), *json = NULL, *id = NULL,
                  *later = NULL, *both = trip_path (trip, "both"), *heads = trip_path (trip, "x"),
                  *wraps = trip_path (trip, "y"), *stranger = NULL;
  g_autoptr (GBytes) before = NULL, after = NULL;
  g_autoptr (PantauIdentity) opened = NULL;
  g_autoptr (GError) error = NULL;

  g_free (trip_province_ok (trip, "keys", "set", roster, NULL));
  trip_enrolled (trip, "field", "field", KECAMATAN);
  ctl_sync (trip, "field");
  json = record_json ("Camat hadir di deklarasi", KECAMATAN);
  id = ctl_record (trip, "field", "neutrality", json);
  ran_free (ctl_input (trip, "field", identity, strlen (identity), "identity", "seal", id,
                       "--person", "reporter", "-", NULL));
  ctl_sync (trip, "field");
  before = read_envelope (trip);

  later = new_request_of (trip, "later", "{\"code\":\"ID-2\",\"name\":\"Eko Petugas\"}");
  g_free (ran_take_output (
      offline (NULL, "sign", both, "--key", key, "--roster", roster, "--add", later, NULL)));
  g_free (trip_province_ok (trip, "keys", "set", both, NULL));
  ctl_sync (trip, "later");
  g_assert_null (open_with (trip, "later", id, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND);
  g_clear_error (&error);

  reseal (trip, key, both, "first", first);
  reseal (trip, key, both, "again", again);
  ctl_sync (trip, "later");
  opened = open_with (trip, "later", id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pantau_identity_get (opened, "name"), ==, "Siti Aminah");
  after = read_envelope (trip);
  g_assert_true (g_bytes_equal (before, after));
  ctl_verify (trip, "later");

  /* Neither is it sealed to officers of somebody else's list, nor opened by somebody else's key. */
  stranger = sign (trip, "stranger", theirs, "--add", later);
  g_free (trip_province_ok (trip, "keys", "heads", heads, NULL));
  assert_fault (offline (NULL, "reseal", heads, wraps, "--key", key, "--roster", stranger, NULL),
                "signature", NULL);
  assert_fault (offline (NULL, "reseal", both, wraps, "--key", key, "--roster", both, NULL),
                "malformed", NULL);
  assert_fault (trip_province (trip, "--json", "keys", "wrap", heads, NULL), "malformed", NULL);
  g_assert_false (g_file_test (wraps, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/keys/whole-way", test_whole_way);
  g_test_add_func ("/keys/by-grant", test_by_grant);
  g_test_add_func ("/keys/breached-province", test_breached_province);
  g_test_add_func ("/keys/mistyped-letters", test_mistyped_letters);
  g_test_add_func ("/keys/replaced", test_replaced);
  g_test_add_func ("/keys/other-recovery-key", test_other_recovery_key);
  g_test_add_func ("/keys/wrong-request", test_wrong_request);
  g_test_add_func ("/keys/refused-offline", test_refused_offline);
  g_test_add_func ("/keys/passphrase", test_passphrase);
  g_test_add_func ("/keys/modes", test_modes);
  g_test_add_func ("/keys/role", test_role);
  g_test_add_func ("/keys/not-for-pemprov", test_not_for_pemprov);
  g_test_add_func ("/keys/reseal", test_reseal);

  return g_test_run ();
}
