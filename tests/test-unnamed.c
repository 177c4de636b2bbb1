/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import leaves that was killed before its line: gone after a while, and never anything that somebody needs. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "home-fixture.h"
#include "pantau-attachment.h"
#include "pantau-drafts.h"
#include "pantau-json.h"
#include "pantau-unnamed.h"
#include "test-util.h"
#include "transfer-fixture.h"

#define DAY (24 * 3600)

/* Bytes in blobs/, as an import leaves them that is killed before anything names them; of long ago. */
static char *
put (PantauHome *home, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autofree char *path = NULL, *name = NULL;
  struct utimbuf long_ago = { 1000000000, 1000000000 };
  char *hash = NULL;

  g_assert_true (pantau_blobs_put_bytes (pantau_home_get_blobs (home), bytes, &hash, NULL));
  name = g_strdup_printf ("%.2s/%s", hash, hash);
  path = g_build_filename (pantau_blobs_get_directory (pantau_home_get_blobs (home)), name, NULL);
  g_assert_cmpint (g_utime (path, &long_ago), ==, 0);

  return hash;
}

static gboolean
is_here (PantauHome *home, const char *hash)
{
  return pantau_blobs_has (pantau_home_get_blobs (home), hash);
}

static void
run_sql (PantauHome *home, const char *sql)
{
  g_autoptr (GError) error = NULL;

  pantau_db_script (pantau_home_get_db (home), sql, &error);
  g_assert_no_error (error);
}

static gint64
noted (PantauHome *home)
{
  gint64 n = -1;

  g_assert_true (pantau_db_integer (pantau_home_get_db (home), 0, &n, NULL,
                                    "SELECT count(*) FROM unnamed", ""));

  return n;
}

/* The look of another day. */
static guint
sweep (PantauHome *home)
{
  g_autoptr (GError) error = NULL;
  guint removed;

  run_sql (home, "DELETE FROM setting WHERE name = 'unnamed-looked'");
  pantau_unnamed_sweep (home, &removed, &error);
  g_assert_no_error (error);

  return removed;
}

static void
age (PantauHome *home, guint days)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE unnamed SET since = since - %u", days * DAY);

  run_sql (home, sql);
}

/* As though all that is here had been found without a name long ago. */
static void
forge (PantauHome *home, const char *hash)
{
  g_autofree char *sql =
      g_strdup_printf ("INSERT OR REPLACE INTO unnamed VALUES ('%s', 1000000001)", hash);

  run_sql (home, sql);
}

static void
write_naming (PantauHome *home, const char *hash)
{
  g_autofree char *json = g_strdup_printf ("{\"blobs\":[\"%s\"]}", hash), *now = pantau_home_now ();
  g_autoptr (JsonObject) body = pantau_json_parse_known (json, NULL);
  g_autoptr (GError) error = NULL;
  PantauDraft draft = { .record = TEST_RECORD,
                        .kind = "risk",
                        .is_open = TRUE,
                        .region = "16.13.03",
                        .type = "evidence.add",
                        .time = now,
                        .body = body };

  pantau_home_write (home, &draft, NULL, &error);
  g_assert_no_error (error);
}

/* It goes once it has been without a name for 30 days, counted from when that was first seen; not a day before. */
static void
test_killed (void)
{
  g_auto (Place) place = place_new ();
  PantauHome *home = place_open (&place);
  g_autofree char *hash = put (home, "photo");

  g_assert_cmpuint (sweep (home), ==, 0);
  g_assert_cmpint (noted (home), ==, 1);
  age (home, 29);
  g_assert_cmpuint (sweep (home), ==, 0);
  g_assert_true (is_here (home, hash));
  age (home, 1);
  g_assert_cmpuint (sweep (home), ==, 1);
  g_assert_false (is_here (home, hash));
  g_assert_cmpint (noted (home), ==, 0);
  pantau_home_close (home);
}

/* What a line names stays, also where every table made of the lines has forgotten it. */
static void
test_named (void)
{
  g_auto (Place) place = place_new ();
  PantauHome *home = place_open (&place);
  g_autofree char *hash = put (home, "photo");

  write_naming (home, hash);
  forge (home, hash);
  g_assert_cmpuint (sweep (home), ==, 0);
  g_assert_true (is_here (home, hash));
  g_assert_cmpint (noted (home), ==, 0);

  run_sql (home, "DELETE FROM upload; DELETE FROM evidence");
  forge (home, hash);
  g_assert_cmpuint (sweep (home), ==, 0);
  g_assert_true (is_here (home, hash));
  pantau_home_close (home);
}

/* A draft that lies there for months keeps its files. */
static void
test_draft (void)
{
  g_auto (Place) place = place_new ();
  PantauHome *home = place_open (&place);
  g_autofree char *hash = put (home, "photo"), *now = pantau_home_now ();
  PantauAttachment file = { .hash = hash,
                            .name = (char *) "photo.jpg",
                            .size = 5,
                            .type = (char *) "image/jpeg",
                            .received = now };
  g_autoptr (GError) error = NULL;

  pantau_drafts_attach (home, TEST_RECORD, NULL, &file, &error);
  g_assert_no_error (error);
  forge (home, hash);
  g_assert_cmpuint (sweep (home), ==, 0);
  g_assert_true (is_here (home, hash));
  pantau_home_close (home);
}

/* Attached once more today, by a form that is still open: its days begin anew. */
static void
test_again (void)
{
  g_auto (Place) place = place_new ();
  PantauHome *home = place_open (&place);
  g_autofree char *hash = put (home, "photo"), *again = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("photo", 5);

  forge (home, hash);
  g_assert_true (pantau_blobs_put_bytes (pantau_home_get_blobs (home), bytes, &again, NULL));
  g_assert_cmpuint (sweep (home), ==, 0);
  g_assert_true (is_here (home, hash));
  age (home, 30);
  /* The file is younger than the note says: so the note is wrong. */
  g_assert_cmpuint (sweep (home), ==, 0);
  g_assert_true (is_here (home, hash));
  pantau_home_close (home);
}

/* While lines of before are still to come back, nothing is without a name for good. */
static void
test_waiting (void)
{
  g_auto (Place) place = place_new ();
  PantauHome *home = place_open (&place);
  g_autofree char *hash = put (home, "photo");

  forge (home, hash);
  run_sql (home, "INSERT INTO setting (name, value) VALUES ('own-lost', '1')");
  g_assert_cmpuint (sweep (home), ==, 0);
  g_assert_true (is_here (home, hash));
  run_sql (home, "DELETE FROM setting WHERE name = 'own-lost'");
  g_assert_cmpuint (sweep (home), ==, 1);
  pantau_home_close (home);
}

/* A clock that was in the future makes nothing due; and one look a day is enough. */
static void
test_clock (void)
{
  g_auto (Place) place = place_new ();
  PantauHome *home = place_open (&place);
  g_autofree char *hash = put (home, "photo");
  guint removed;

  g_assert_cmpuint (sweep (home), ==, 0);
  run_sql (home, "UPDATE unnamed SET since = 99999999999");
  g_assert_cmpuint (sweep (home), ==, 0);
  age (home, 30);
  g_assert_true (pantau_unnamed_sweep (home, &removed, NULL));
  g_assert_cmpuint (removed, ==, 0);
  g_assert_cmpuint (sweep (home), ==, 1);
  pantau_home_close (home);
}

/* The daily sync does so by itself, and takes no file of a line along. */
static void
test_sync (TransferFixture *f, gconstpointer data)
{
  g_autofree char *hash = put (f->field, "photo"), *kept = transfer_add (f->field, 1000, 1);

  forge (f->field, hash);
  transfer_sync (f->field);
  g_assert_false (is_here (f->field, hash));
  g_assert_true (is_here (f->field, kept));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/unnamed/killed", test_killed);
  g_test_add_func ("/unnamed/named", test_named);
  g_test_add_func ("/unnamed/draft", test_draft);
  g_test_add_func ("/unnamed/again", test_again);
  g_test_add_func ("/unnamed/waiting", test_waiting);
  g_test_add_func ("/unnamed/clock", test_clock);
  g_test_add ("/unnamed/sync", TransferFixture, NULL, transfer_set_up, test_sync,
              transfer_tear_down);

  return g_test_run ();
}
