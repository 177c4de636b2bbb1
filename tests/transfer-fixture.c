/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Homes with files, and a line to the province that can be cut. */

#include "config.h"

#include "transfer-fixture.h"

#include "pantau-json.h"
#include "test-util.h"
#include "tus-fixture.h"

PantauHome *
transfer_home (TransferFixture *f, const char *name, const char *role, const char *region)
{
  g_autofree char *path = trip_path (f->trip, name);
  g_autofree char *code = trip_invite (f->trip, role, region);
  g_autoptr (GError) error = NULL;
  PantauHome *home;

  g_assert_true (pantau_home_create (path, TRUE, NULL));
  home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  g_assert_no_error (error);
  pantau_sync_enroll (home, proxy_url (f->line), code, NULL, NULL, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);

  return home;
}

void
transfer_set_up (TransferFixture *f, gconstpointer data)
{
  g_autoptr (GRand) rand = test_rand_new (3);

  f->trip = trip_new (TRUE);
  f->line = proxy_new (trip_url (f->trip), g_rand_int (rand));
  f->field = transfer_home (f, "field", "field", TRANSFER_REGION);
}

void
transfer_tear_down (TransferFixture *f, gconstpointer data)
{
  g_clear_pointer (&f->field, pantau_home_close);
  proxy_free (f->line);
  trip_free (f->trip);
}

/* A file of the home. (transfer full) */
char *
transfer_put (PantauHome *home, gsize length, guint8 seed)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (tus_bytes (length, seed, NULL), length);
  char *hash = NULL;

  g_assert_true (pantau_blobs_put_bytes (pantau_home_get_blobs (home), bytes, &hash, NULL));

  return hash;
}

void
transfer_name (PantauHome *home, const char *hash, const char *kind, const char *type)
{
  g_autofree char *json = g_strdup_printf ("{\"blobs\":[\"%s\"]}", hash);
  g_autofree char *record = pantau_uuid_new (), *now = pantau_home_now ();
  g_autoptr (JsonObject) body = pantau_json_parse_known (json, NULL);
  g_autoptr (JsonObject) empty = json_object_new ();
  g_autoptr (GError) error = NULL;
  PantauDraft draft = { .record = record,
                        .kind = kind,
                        .is_open = g_str_equal (kind, "risk"),
                        .region = TRANSFER_REGION,
                        .type = PANTAU_TYPE_CREATE,
                        .time = now,
                        .body = empty };

  pantau_home_write (home, &draft, NULL, &error);
  g_assert_no_error (error);
  draft.type = type;
  draft.body = body;
  pantau_home_write (home, &draft, NULL, &error);
  g_assert_no_error (error);
}

/* Puts and names a file. (transfer full) */
char *
transfer_add (PantauHome *home, gsize length, guint8 seed)
{
  char *hash = transfer_put (home, length, seed);

  transfer_name (home, hash, "risk", "evidence.add");

  return hash;
}

PantauSyncResult
transfer_sync (PantauHome *home)
{
  PantauSyncResult result;
  g_autoptr (GError) error = NULL;

  pantau_sync_run (home, NULL, &result, NULL, &error);
  g_assert_no_error (error);

  return result;
}
