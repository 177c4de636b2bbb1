/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a home seals to, whatever its province says: also one that somebody has broken into. */

#include "config.h"

#include "pantau-trust.h"

#include <glib/gstdio.h>
#include <string.h>

#include "home-fixture.h"
#include "pantau-homefile.h"
#include "pantau-officer.h"
#include "seal-fixture.h"
#include "test-util.h"

/* A home that belongs to a province, and what that province has written. */
typedef struct
{
  Place place;
  PantauHome *home;
  PantauKeypair *province;
  gint64 seq;
  char *prev;
} World;

static World
world_new (void)
{
  World world = { place_new (), NULL, test_key_new (50), 0, g_strdup ("") };
  g_autoptr (GError) error = NULL;

  world.home = place_open (&world.place);
  g_assert_true (pantau_home_set_province (world.home, "http://127.0.0.1:1",
                                           pantau_keypair_get_name (world.province), TRUE, &error));
  g_assert_no_error (error);

  return world;
}

static void
world_clear (World *world)
{
  g_clear_pointer (&world->home, pantau_home_close);
  g_clear_pointer (&world->province, pantau_keypair_free);
  g_free (world->prev);
  place_clear (&world->place);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

/* A line that @key wrote, as a pull takes it in. */
static void
bring_by (World *world, PantauKeypair *key, const char *statement)
{
  g_autofree char *json = g_strdup_printf ("{\"roster\":%s}", statement);
  g_autoptr (PantauEntry) entry =
      test_entry_new_full (key, PANTAU_TYPE_OFFICERS, ++world->seq, world->prev, NULL, "device",
                           FALSE, "16", NULL, json);
  g_autoptr (GError) error = NULL;
  gint64 n;

  g_free (world->prev);
  world->prev = g_strdup (entry->id);
  g_assert_true (pantau_db_begin (pantau_home_get_db (world->home), PANTAU_DB_DURABLE, &error));
  g_assert_true (pantau_ledger_add (pantau_home_get_ledger (world->home), entry, &n, NULL, &error));
  g_assert_true (pantau_db_commit (pantau_home_get_db (world->home), &error));
  pantau_store_mark_stale (pantau_home_get_store (world->home));
  g_assert_true (pantau_home_settle_recovery (world->home, &error));
  g_assert_no_error (error);
}

/* A list with the one officer @officer, signed by recovery key @recovery. (transfer full) */
static char *
list_of (guint8 recovery, gint64 serial, guint8 officer)
{
  g_autoptr (PantauRecovery) key = seal_recovery (recovery);
  g_autoptr (PantauRoster) roster =
      seal_roster (key, serial, seal_officer (officer, "16", NULL), NULL);

  return g_strdup (pantau_roster_get_statement (roster));
}

static void
bring (World *world, guint8 recovery, gint64 serial, guint8 officer)
{
  g_autofree char *statement = list_of (recovery, serial, officer);

  bring_by (world, world->province, statement);
}

static char *
letters (guint8 recovery)
{
  g_autoptr (PantauRecovery) key = seal_recovery (recovery);

  return pantau_recovery_fingerprint (pantau_recovery_get_public (key));
}

/* Its one officer is "Petugas @officer". */
static void
assert_seals_to (World *world, gint64 serial, guint8 officer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauRoster) roster = pantau_home_get_roster (world->home, &error);
  g_autofree char *person = g_strdup_printf ("ID-%u", officer);

  g_assert_no_error (error);
  g_assert_cmpint (pantau_roster_get_serial (roster), ==, serial);
  g_assert_cmpstr (
      ((PantauOfficer *) g_ptr_array_index (pantau_roster_get_officers (roster), 0))->person, ==,
      person);
}

static void
assert_seals_to_nobody (World *world, PantauError code, const char *name)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_home_get_roster (world->home, &error));
  g_assert_error (error, PANTAU_ERROR, (int) code);
  if (name != NULL)
    g_assert_nonnull (strstr (error->message, name));
}

/* The last sentence on what is not used has all of these in it. */
static void
assert_refuses (World *world, guint n, const char *one, const char *other)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauTrust) trust =
      pantau_trust_read (pantau_home_get_store (world->home), world->place.path, &error);
  const char *last;

  g_assert_no_error (error);
  g_assert_cmpuint (trust->refused->len, ==, n);
  last = g_ptr_array_index (trust->refused, n - 1);
  g_assert_nonnull (strstr (last, one));
  g_assert_nonnull (strstr (last, other));
}

static void
assert_pin (World *world, guint8 recovery, const char *from)
{
  g_autoptr (PantauHomefile) file = pantau_homefile_load (world->place.path, NULL);
  g_autofree char *expected = letters (recovery);

  g_assert_cmpstr (file->recovery, ==, expected);
  g_assert_cmpstr (file->recovery_from, ==, from);
}

static void
pin (World *world, guint8 recovery, const char *from)
{
  g_autofree char *code = letters (recovery);
  g_autoptr (GError) error = NULL;

  g_assert_true (pantau_home_pin_recovery (world->home, code, from, &error));
  g_assert_no_error (error);
}

static void
test_not_enrolled (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_home_get_roster (home, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_NOT_ENROLLED);
}

static void
test_none_yet (void)
{
  g_auto (World) world = world_new ();

  assert_seals_to_nobody (&world, PANTAU_ERROR_NOT_FOUND, NULL);
}

static void
test_first_sight (void)
{
  g_auto (World) world = world_new ();

  bring (&world, 7, 1, 1);
  assert_seals_to (&world, 1, 1);
  assert_pin (&world, 7, "roster");
}

/* First seen is kept for ever. */
static void
test_another_later (void)
{
  g_auto (World) world = world_new ();

  bring (&world, 7, 1, 1);
  bring (&world, 8, 2, 2);
  assert_seals_to (&world, 1, 1);
  assert_pin (&world, 7, "roster");
  assert_refuses (&world, 1, "Petugas 2", "recovery key");
}

/* A province that somebody has broken into names officers of its own: the invitation knows better. */
static void
test_breached_province (void)
{
  g_auto (World) world = world_new ();

  pin (&world, 7, "invitation");
  bring (&world, 8, 1, 2);
  assert_seals_to_nobody (&world, PANTAU_ERROR_SIGNATURE, "Petugas 2");
  assert_pin (&world, 7, "invitation");
}

static void
test_breached_later (void)
{
  g_auto (World) world = world_new ();

  pin (&world, 7, "invitation");
  bring (&world, 7, 4, 1);
  bring (&world, 8, 5, 2);
  assert_seals_to (&world, 4, 1);
  assert_refuses (&world, 1, "Petugas 2", "recovery key");
}

static void
test_next_number (void)
{
  g_auto (World) world = world_new ();

  bring (&world, 7, 1, 1);
  bring (&world, 7, 2, 2);
  assert_seals_to (&world, 2, 2);
}

/* An officer who was taken away does not come back by an old list. */
static void
test_lower_number (void)
{
  g_auto (World) world = world_new ();

  bring (&world, 7, 1, 1);
  bring (&world, 7, 3, 2);
  bring (&world, 7, 2, 3);
  assert_seals_to (&world, 3, 2);
  assert_refuses (&world, 1, "Petugas 3", "2");
}

static void
test_same_number_twice (void)
{
  g_auto (World) world = world_new ();

  bring (&world, 7, 1, 1);
  bring (&world, 7, 1, 2);
  assert_seals_to (&world, 1, 1);
  assert_refuses (&world, 1, "Petugas 2", "1");
}

/* Not even where the database was lost in between: home.json remembers. */
static void
test_lower_number_after_loss (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (PantauHomefile) file = NULL;
  g_autofree char *code = letters (7);

  pin (&world, 7, "invitation");
  g_clear_pointer (&world.home, pantau_home_close);
  file = pantau_homefile_load (world.place.path, NULL);
  g_assert_true (pantau_homefile_save_recovery (file, code, "invitation", 5, NULL));
  world.home = place_open (&world.place);

  bring (&world, 7, 3, 1);
  assert_seals_to_nobody (&world, PANTAU_ERROR_SIGNATURE, "Petugas 1");
  bring (&world, 7, 5, 2);
  assert_seals_to (&world, 5, 2);
}

/* An officer added by whoever passes the list on. */
static void
test_added_officer (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *statement = list_of (7, 2, 1);
  g_autoptr (GString) changed = g_string_new (statement);

  bring (&world, 7, 1, 1);
  g_assert_cmpuint (g_string_replace (changed, "Petugas 1", "Penyusup", 0), ==, 1);
  bring_by (&world, world.province, changed->str);
  assert_seals_to (&world, 1, 1);
  assert_refuses (&world, 1, "not signed", "recovery key");
}

/* Only the province passes lists on. */
static void
test_line_of_another (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (PantauKeypair) other = test_key_new (51);
  g_autofree char *statement = list_of (8, 1, 2);

  bring_by (&world, other, statement);
  assert_seals_to_nobody (&world, PANTAU_ERROR_NOT_FOUND, NULL);
}

/* Rebuilt from the lines, the same holds. */
static void
test_rebuild (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (GError) error = NULL;

  bring (&world, 7, 1, 1);
  bring (&world, 8, 2, 2);
  g_assert_true (pantau_store_rebuild (pantau_home_get_store (world.home), NULL, NULL, &error));
  g_assert_no_error (error);
  assert_seals_to (&world, 1, 1);
}

/* An invitation's letters win over the first that was seen; a grant's do over a list's, and never over an invitation's. */
static void
test_better_source (void)
{
  g_auto (World) world = world_new ();

  bring (&world, 8, 1, 2);
  assert_pin (&world, 8, "roster");
  pin (&world, 8, "grant");
  assert_pin (&world, 8, "grant");
  pin (&world, 7, "invitation");
  assert_pin (&world, 7, "invitation");
  pin (&world, 8, "grant");
  assert_pin (&world, 7, "invitation");
  assert_seals_to_nobody (&world, PANTAU_ERROR_SIGNATURE, "Petugas 2");
}

static void
test_another_invitation (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *other = letters (8);
  g_autoptr (GError) error = NULL;

  pin (&world, 7, "invitation");
  g_assert_false (pantau_home_pin_recovery (world.home, other, "invitation", &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, other));
  assert_pin (&world, 7, "invitation");
}

static void
test_mistyped (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *code = letters (7);
  g_autoptr (GError) error = NULL;

  code[3] = code[3] == '2' ? '3' : '2';
  g_assert_false (pantau_home_pin_recovery (world.home, code, "invitation", &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_INVALID);
}

/* What else home.json says stays when either half of it is written. */
static void
test_home_file_stays_whole (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (PantauHomefile) file = NULL;

  pin (&world, 7, "invitation");
  g_assert_true (pantau_home_set_province (world.home, "http://127.0.0.1:2",
                                           pantau_keypair_get_name (world.province), TRUE, NULL));
  file = pantau_homefile_load (world.place.path, NULL);
  g_assert_cmpstr (file->server, ==, "http://127.0.0.1:2");
  g_assert_cmpstr (file->province, ==, pantau_keypair_get_name (world.province));
  g_assert_true (file->practice);
  assert_pin (&world, 7, "invitation");
}

/* Bidi controls in a stranger's name turn nothing around in our sentence. */
static void
test_hostile_name (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (PantauRecovery) key = seal_recovery (8);
  g_autoptr (PantauRoster) roster = NULL;
  g_autoptr (GError) error = NULL;
  PantauOfficer *officer = seal_officer (2, "16", NULL);

  g_free (officer->name);
  officer->name = g_strdup ("\xe2\x80\xaeJahat");
  roster = seal_roster (key, 1, officer, NULL);
  pin (&world, 7, "invitation");
  bring_by (&world, world.province, pantau_roster_get_statement (roster));
  g_assert_null (pantau_home_get_roster (world.home, &error));
  g_assert_nonnull (strstr (error->message, "Jahat"));
  g_assert_null (strstr (error->message, "\xe2\x80\xae"));
}

/* No key without the role: the person's grant says who may open. */
static void
test_request_needs_role (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_home_request_officer (home, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_NOT_ENROLLED);
  g_assert_false (pantau_home_has_identity_key (home));
  g_clear_error (&error);
  g_assert_null (pantau_home_get_identity_key (home, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND);
}

static void
test_damaged_key (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  g_autofree char *path = place_file (&place, "identity.key");
  g_autoptr (GError) error = NULL;

  test_file_write (path, "pantau-identity-1 AAAA\n", strlen ("pantau-identity-1 AAAA\n"));
  g_assert_null (pantau_home_get_identity_key (home, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_DAMAGED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trust/not-enrolled", test_not_enrolled);
  g_test_add_func ("/trust/none-yet", test_none_yet);
  g_test_add_func ("/trust/first-sight", test_first_sight);
  g_test_add_func ("/trust/another-later", test_another_later);
  g_test_add_func ("/trust/breached-province", test_breached_province);
  g_test_add_func ("/trust/breached-later", test_breached_later);
  g_test_add_func ("/trust/next-number", test_next_number);
  g_test_add_func ("/trust/lower-number", test_lower_number);
  g_test_add_func ("/trust/same-number-twice", test_same_number_twice);
  g_test_add_func ("/trust/lower-number-after-loss", test_lower_number_after_loss);
  g_test_add_func ("/trust/added-officer", test_added_officer);
  g_test_add_func ("/trust/line-of-another", test_line_of_another);
  g_test_add_func ("/trust/rebuild", test_rebuild);
  g_test_add_func ("/trust/better-source", test_better_source);
  g_test_add_func ("/trust/another-invitation", test_another_invitation);
  g_test_add_func ("/trust/mistyped", test_mistyped);
  g_test_add_func ("/trust/home-file-stays-whole", test_home_file_stays_whole);
  g_test_add_func ("/trust/hostile-name", test_hostile_name);
  g_test_add_func ("/trust/request-needs-role", test_request_needs_role);
  g_test_add_func ("/trust/damaged-key", test_damaged_key);

  return g_test_run ();
}
