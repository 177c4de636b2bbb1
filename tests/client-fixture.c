/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the client's tests share. */

#include "config.h"

#include "client-fixture.h"

#include "pantau-json.h"
#include "test-util.h"

PantauEntry *
pantau_fixture_make_entry (PantauKeypair *device,
                           const char *type,
                           gint64 seq,
                           const char *prev,
                           const char *record,
                           const char *base,
                           JsonObject *body)
{
  g_autoptr (JsonObject) content = body;
  g_autofree char *uuid = pantau_uuid_new (),
                  *json = content != NULL ? pantau_json_object_text (content) : NULL;
  const char *const bases[] = { base, NULL };

  return test_entry_new_full (device, type, seq, prev, record != NULL ? record : uuid, NULL, TRUE,
                              NULL, bases, json);
}

void
pantau_fixture_set_up (PantauFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const char *prev = "";

  self->province = pantau_keypair_new ();
  self->device = pantau_keypair_new ();
  self->mock = pantau_mock_new (self->province);
  self->client = pantau_client_new (pantau_mock_get_url (self->mock), self->device,
                                    pantau_keypair_get_name (self->province), &error);
  g_assert_no_error (error);

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  for (gint64 seq = 1; seq <= 3; seq++)
    {
      PantauEntry *entry =
          pantau_fixture_make_entry (self->device, PANTAU_TYPE_CREATE, seq, prev, NULL, NULL, NULL);

      g_ptr_array_add (self->entries, entry);
      prev = entry->id;
    }
}

void
pantau_fixture_tear_down (PantauFixture *self, gconstpointer data)
{
  pantau_client_free (self->client);
  pantau_mock_free (self->mock);
  g_ptr_array_unref (self->entries);
  pantau_keypair_free (self->device);
  pantau_keypair_free (self->province);
}

void
pantau_fixture_log_in (PantauFixture *self)
{
  g_autoptr (GError) error = NULL;

  pantau_mock_add_login (self->mock);
  pantau_client_open_session (self->client, NULL, &error);
  g_assert_no_error (error);
}

PantauReceipt *
pantau_fixture_push (PantauFixture *self, GCancellable *cancellable, GError **error)
{
  return pantau_client_push (self->client, self->entries, NULL, cancellable, error);
}

void
pantau_fixture_assert_push_fails (PantauFixture *self, PantauError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauReceipt) receipt = pantau_fixture_push (self, NULL, &error);

  g_assert_null (receipt);
  g_assert_error (error, PANTAU_ERROR, (int) code);
}
