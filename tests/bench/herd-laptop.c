/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One laptop of a herd: its backlog, and one try to bring it. */

#include "config.h"

#include "herd-laptop.h"

#include <string.h>

#include "pantau-check.h"
#include "pantau-client-blob.h"
#include "pantau-home.h"
#include "pantau-json.h"
#include "pantau-seed.h"

/* A photo has so many bytes, in KiB. */
#define LEAST_PHOTO 60
#define MOST_PHOTO  300

const char *
herd_phase_get_name (HerdPhase phase)
{
  static const char *const names[] = {
    [HERD_SESSION] = "session", [HERD_HEAD] = "head", [HERD_PUSH] = "push",
    [HERD_PULL] = "pull",       [HERD_FILE] = "file",
  };

  return names[phase];
}

HerdLaptop *
herd_laptop_new (guint number, const char *region)
{
  HerdLaptop *self = g_new0 (HerdLaptop, 1);

  self->number = number;
  pantau_random_bytes (self->seed, sizeof self->seed);
  self->prev = g_strdup ("");
  self->region = region;
  pantau_backoff_init (&self->backoff, 0);

  return self;
}

static void
forget_backlog (HerdLaptop *self)
{
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->photo, g_bytes_unref);
  g_clear_pointer (&self->hash, g_free);
}

void
herd_laptop_free (HerdLaptop *self)
{
  forget_backlog (self);
  pantau_backoff_clear (&self->backoff);
  g_free (self->prev);
  g_free (self->cursor);
  g_free (self);
}

/* ---- The backlog ---- */

static void
write_line (HerdLaptop *self, PantauKeypair *key, const PantauDraft *draft)
{
  g_autoptr (GError) error = NULL;
  PantauEntry *entry = pantau_entry_sign (key, draft, self->seq + 1, self->prev, &error);

  if (entry == NULL)
    g_error ("%s", error->message);
  self->seq++;
  g_free (self->prev);
  self->prev = g_strdup (entry->id);
  g_ptr_array_add (self->entries, entry);
}

static void
write_record (HerdLaptop *self, PantauKeypair *key, PantauSeed *seed, const HerdWorld *world)
{
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autofree char *text = NULL, *region = NULL, *class = NULL, *record = pantau_uuid_new (),
                  *now = pantau_home_now ();
  g_autoptr (JsonObject) input = NULL, body = NULL;
  const char *kind;

  input = pantau_seed_next (seed, &kind);
  text = pantau_json_object_text (input);
  body = pantau_check_record (world->reference, kind, text, strlen (text), world->newest, NULL,
                              &region, &class, faults);
  if (body == NULL)
    g_error ("%s", ((PantauFault *) g_ptr_array_index (faults, 0))->message);
  write_line (self, key,
              &(PantauDraft){ .record = record,
                              .kind = kind,
                              .is_open = g_str_equal (class, "open"),
                              .region = region,
                              .type = PANTAU_TYPE_CREATE,
                              .time = now,
                              .body = body });
}

/* A photo of the first record: bytes that nothing compresses. */
static void
write_photo (HerdLaptop *self, PantauKeypair *key)
{
  const PantauEntry *first = g_ptr_array_index (self->entries, 0);
  gsize length = (gsize) g_random_int_range (LEAST_PHOTO, MOST_PHOTO + 1) * 1024;
  guint8 *bytes = g_malloc (length);
  g_autofree char *json = NULL, *now = pantau_home_now ();
  g_autoptr (JsonObject) body = NULL;

  pantau_random_bytes (bytes, length);
  self->hash = pantau_sha256_text ((const char *) bytes, length);
  self->photo = g_bytes_new_take (bytes, length);
  json = g_strdup_printf ("{\"files\":[{\"hash\":\"%s\",\"size\":%" G_GSIZE_FORMAT
                          ",\"name\":\"foto.jpg\",\"type\":\"image/jpeg\",\"received\":\"%s\"}],"
                          "\"blobs\":[\"%s\"]}",
                          self->hash, length, now, self->hash);
  body = pantau_json_parse_known (json, NULL);
  write_line (self, key,
              &(PantauDraft){ .record = first->record,
                              .kind = first->kind,
                              .is_open = first->is_open,
                              .region = first->region,
                              .type = PANTAU_TYPE_EVIDENCE,
                              .time = now,
                              .body = body });
}

static void
write_backlog (HerdLaptop *self, PantauKeypair *key, const HerdWorld *world)
{
  g_autoptr (PantauSeed) seed =
      pantau_seed_new (world->reference, self->number, self->region, world->newest);

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  for (guint i = 0; i < world->records; i++)
    write_record (self, key, seed, world);
  if (world->photos > 0 && self->number % world->photos == 0)
    write_photo (self, key);
}

/* ---- One try ---- */

typedef struct
{
  HerdLaptop *laptop;
  PantauClient *client;
  HerdNote note;
  gpointer data;
  gint64 since;
} Try;

static gboolean
end_phase (Try *self, HerdPhase phase, gboolean ok)
{
  gint64 now = g_get_monotonic_time ();

  if (ok)
    self->note (phase, now - self->since, self->data);
  self->since = now;

  return ok;
}

static gboolean
compare_heads (Try *self, GError **error)
{
  g_autoptr (PantauHead) head =
      pantau_client_head (self->client, pantau_client_get_index (self->client), NULL, error);

  return head != NULL;
}

static gboolean
push (Try *self, GError **error)
{
  g_autoptr (PantauReceipt) receipt = NULL;

  if (self->laptop->pushed)
    return TRUE;
  receipt = pantau_client_push (self->client, self->laptop->entries, NULL, NULL, error);
  if (!end_phase (self, HERD_PUSH, receipt != NULL))
    return FALSE;
  for (guint i = 0; i < receipt->lines->len; i++)
    if (g_array_index (receipt->lines, PantauReceiptLine, i).fate != PANTAU_FATE_ACCEPTED)
      g_error ("a line of a laptop was not accepted: %s",
               g_array_index (receipt->lines, PantauReceiptLine, i).reason);
  self->laptop->pushed = TRUE;

  return TRUE;
}

static gboolean
pull (Try *self, GError **error)
{
  HerdLaptop *laptop = self->laptop;

  while (!laptop->pulled)
    {
      g_autoptr (PantauPage) page = pantau_client_pull (self->client, laptop->cursor,
                                                        PANTAU_BATCH_LINES, 0, FALSE, NULL, error);

      if (!end_phase (self, HERD_PULL, page != NULL))
        return FALSE;
      g_free (laptop->cursor);
      laptop->cursor = g_strdup (page->cursor);
      laptop->pulled = !page->more;
    }

  return TRUE;
}

static gboolean
send_photo (Try *self, GError **error)
{
  HerdLaptop *laptop = self->laptop;
  g_auto (PantauBlobStatus) status = { 0 };
  goffset size;

  if (laptop->photo == NULL)
    return TRUE;
  size = (goffset) g_bytes_get_size (laptop->photo);
  if (!pantau_client_blob_begin (self->client, laptop->hash, size, NULL, &status, NULL, error))
    return FALSE;
  while (!status.is_stored)
    {
      g_autoptr (GBytes) rest = g_bytes_new_from_bytes (laptop->photo, (gsize) status.offset,
                                                        (gsize) (size - status.offset));

      if (!pantau_client_blob_send (self->client, laptop->hash, size, rest, &status, NULL, error))
        return FALSE;
    }

  return end_phase (self, HERD_FILE, TRUE);
}

gboolean
herd_laptop_try (HerdLaptop *self,
                 const HerdWorld *world,
                 HerdNote note,
                 gpointer data,
                 char **problem,
                 GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PantauKeypair) key = pantau_keypair_new_from_seed (self->seed);
  g_autoptr (PantauClient) client = NULL;
  Try one = { .laptop = self, .note = note, .data = data };

  if (self->entries == NULL)
    write_backlog (self, key, world);
  client = pantau_client_new (world->url, key, world->province, error);
  if (client == NULL)
    g_error ("%s", (*error)->message);
  one.client = client;
  one.since = g_get_monotonic_time ();
  self->tries++;
  pantau_backoff_begin (&self->backoff, one.since);

  if (end_phase (&one, HERD_SESSION, pantau_client_open_session (client, NULL, &local_error)) &&
      end_phase (&one, HERD_HEAD, compare_heads (&one, &local_error)) &&
      push (&one, &local_error) && pull (&one, &local_error) && send_photo (&one, &local_error))
    {
      self->done = g_get_monotonic_time ();
      forget_backlog (self);
      return TRUE;
    }

  *problem = g_strdup (pantau_client_get_problem (client));
  pantau_backoff_fail (&self->backoff, local_error, g_get_monotonic_time ());
  self->due = pantau_backoff_get_next (&self->backoff);
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}
