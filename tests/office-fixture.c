/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A province that is nothing but its key and what it is handed. */

#include "config.h"

#include "office-fixture.h"

#include <string.h>

#include "pantau-client-blob.h"
#include "pantau-codec.h"
#include "pantau-error.h"
#include "pantau-invite.h"
#include "pantau-json.h"
#include "pantau-news.h"
#include "pantau-receipt.h"
#include "test-util.h"

#define TIME "2027-01-10T08:00:%02d+07:00"

Office
office_new (void)
{
  guint8 seed[PANTAU_SEED_SIZE];
  Office self = { .dir = test_dir_new (), .epoch = g_strdup ("masa-satu"), .prev = g_strdup ("") };

  memset (seed, 77, sizeof seed);
  self.key = pantau_keypair_new_from_seed (seed);
  self.name = pantau_keypair_get_name (self.key);
  self.lines = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  self.known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.page = 100;

  return self;
}

void
office_clear (Office *self)
{
  pantau_keypair_free (self->key);
  g_free (self->epoch);
  g_free (self->prev);
  g_ptr_array_unref (self->lines);
  g_hash_table_unref (self->known);
  test_dir_remove (self->dir);
}

void
office_restore (Office *self, const char *epoch)
{
  g_free (self->epoch);
  self->epoch = g_strdup (epoch);
  self->index = 0;
  memset (self->head, 0, sizeof self->head);
  g_ptr_array_set_size (self->lines, 0);
  g_hash_table_remove_all (self->known);
}

char *
office_path (Office *self, const char *name)
{
  return g_build_filename (self->dir, name, NULL);
}

/* Its number, the same each time. */
static gint64
number_line (Office *self, PantauEntry *entry)
{
  gpointer known;

  if (g_hash_table_lookup_extended (self->known, entry->id, NULL, &known))
    return GPOINTER_TO_INT (known);
  self->index++;
  pantau_head_extend (self->head, entry->id);
  g_ptr_array_add (self->lines, pantau_entry_ref (entry));
  g_hash_table_insert (self->known, g_strdup (entry->id), GINT_TO_POINTER ((int) self->index));

  return self->index;
}

PantauEntry *
office_grant (Office *self,
              const char *device,
              const char *record,
              guint number,
              const char *role,
              const char *region,
              const char *mac)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *code = g_strdup_printf ("P%02u", number);
  JsonObject *person = json_object_new ();
  PantauDraft draft = { .record = record,
                        .kind = "device",
                        .region = region,
                        .type = PANTAU_TYPE_GRANT,
                        .time = "2027-01-01T08:00:00+07:00",
                        .body = body };
  g_autoptr (GError) error = NULL;
  PantauEntry *grant;

  json_object_set_string_member (person, "code", code);
  json_object_set_string_member (person, "name", code);
  json_object_set_string_member (person, "position", "");
  json_object_set_string_member (person, "letter", "");
  json_object_set_string_member (body, "device", device);
  json_object_set_string_member (body, "role", role);
  json_object_set_string_member (body, "region", region);
  json_object_set_object_member (body, "person", person);
  json_object_set_boolean_member (body, "practice", FALSE);
  json_object_set_string_member (body, "epoch", self->epoch);
  if (mac != NULL)
    json_object_set_string_member (body, "mac", mac);
  grant = pantau_entry_sign (self->key, &draft, ++self->seq, self->prev, &error);
  g_assert_no_error (error);
  g_free (self->prev);
  self->prev = g_strdup (grant->id);
  number_line (self, grant);

  return grant;
}

Laptop
laptop_new (Office *office, guint number, const char *role, const char *region)
{
  Laptop self = { .place = place_new () };
  g_autoptr (PantauEntry) grant = NULL;
  g_autoptr (GError) error = NULL;
  PantauDb *db;
  gint64 n;

  self.home = place_open (&self.place);
  self.device = pantau_home_get_device (self.home);
  db = pantau_home_get_db (self.home);
  grant = office_grant (office, self.device, pantau_home_get_device_record (self.home), number,
                        role, region, NULL);
  g_assert_true (pantau_db_begin (db, PANTAU_DB_DURABLE, NULL));
  g_assert_true (pantau_ledger_add (pantau_home_get_ledger (self.home), grant, &n, NULL, &error) &&
                 pantau_ledger_number (pantau_home_get_ledger (self.home), office->epoch,
                                       office->index, n, &error) &&
                 pantau_home_set_setting (self.home, "epoch", office->epoch, &error));
  g_assert_true (pantau_db_commit (db, &error));
  g_assert_true (
      pantau_home_set_province (self.home, "http://127.0.0.1:1", office->name, FALSE, &error));
  g_assert_true (pantau_store_rebuild (pantau_home_get_store (self.home), NULL, NULL, &error));

  return self;
}

void
laptop_clear (Laptop *self)
{
  pantau_home_close (self->home);
  place_clear (&self->place);
}

/* @blob (nullable): a file that it brings. */
static char *
record (Laptop *self, const char *region, gboolean is_open, const char *title, const char *blob)
{
  g_autofree char *id = pantau_uuid_new (), *now = pantau_home_now ();
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (GError) error = NULL;
  PantauDraft draft = { .record = id,
                        .kind = "risk",
                        .is_open = is_open,
                        .region = region,
                        .type = PANTAU_TYPE_CREATE,
                        .time = now,
                        .body = body };

  json_object_set_string_member (body, "title", title);
  json_object_set_string_member (body, "narrative", title);
  if (blob != NULL)
    {
      JsonArray *blobs = json_array_new ();

      json_array_add_string_element (blobs, blob);
      json_object_set_array_member (body, "blobs", blobs);
    }
  pantau_home_write (self->home, &draft, NULL, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&id);
}

char *
laptop_record (Laptop *self, const char *region, gboolean is_open, const char *title)
{
  return record (self, region, is_open, title, NULL);
}

char *
laptop_attach (Laptop *self, const char *region, gsize size)
{
  g_autofree guint8 *bytes = g_malloc (size);
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GError) error = NULL;
  char *hash;

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) (i * 31 + i / 977);
  file = g_bytes_new (bytes, size);
  pantau_blobs_put_bytes (pantau_home_get_blobs (self->home), file, &hash, &error);
  g_assert_no_error (error);
  g_free (record (self, region, TRUE, "Foto", hash));

  return hash;
}

char *
laptop_out (Laptop *self,
            Office *office,
            const char *name,
            const PantauCourierOptions *options,
            PantauCourierSummary *summary)
{
  g_auto (PantauCourierSummary) own = { 0 };
  g_autoptr (GError) error = NULL;
  char *path = office_path (office, name);

  pantau_courier_write (self->home, path, options, summary != NULL ? summary : &own, NULL, &error);
  g_assert_no_error (error);

  return path;
}

void
laptop_in (Laptop *self, const char *path, PantauCourierSummary *summary)
{
  g_auto (PantauCourierSummary) own = { 0 };
  g_autoptr (GError) error = NULL;

  if (summary != NULL)
    pantau_courier_summary_clear (summary);
  pantau_courier_read (self->home, path, NULL, NULL, summary != NULL ? summary : &own, NULL,
                       &error);
  g_assert_no_error (error);
}

gint64
laptop_number (Laptop *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  pantau_db_integer (pantau_home_get_db (self->home), -1, &n, &error, sql, "");
  g_assert_no_error (error);

  return n;
}

gint64
laptop_unsent (Laptop *self)
{
  return laptop_number (self, "SELECT count(*) FROM unsent");
}

gboolean
laptop_has (Laptop *self, const char *id)
{
  return home_has_record (self->home, id);
}

void
office_take (Office *self, PantauHome *home)
{
  gint64 after = 0;
  g_autoptr (GPtrArray) lines =
      pantau_ledger_read_after (pantau_home_get_ledger (home), 0, 500, &after, NULL);

  for (guint i = 0; i < lines->len; i++)
    number_line (self, g_ptr_array_index (lines, i));
}

PantauParcel *
office_seal (Office *self, JsonObject *content, GBytes *payload, const char *device)
{
  const char *const keys[] = { device, NULL };
  g_autoptr (GError) error = NULL;
  PantauParcel *parcel = pantau_parcel_seal (content, payload, keys, NULL, NULL, &error);

  g_assert_no_error (error);

  return parcel;
}

static PantauParcel *
answer (JsonObject *content, GBytes *payload, const char *device, const char *re)
{
  const char *const keys[] = { device, NULL };
  g_autoptr (GError) error = NULL;
  PantauParcel *parcel = pantau_parcel_seal (content, payload, keys, NULL, re, &error);

  g_assert_no_error (error);

  return parcel;
}

/* Numbers the lines of a parcel and signs for them. */
static JsonObject *
sign_lines (Office *self, GBytes *payload)
{
  gsize length;
  const char *bytes = g_bytes_get_data (payload, &length), *line, *end;
  g_autoptr (GBytes) text =
      pantau_codec_decode (PANTAU_CODING_ZSTD, bytes, length, 2 * PANTAU_PARCEL_PIECE, NULL);
  g_autoptr (PantauReceipt) receipt = pantau_receipt_new ();
  g_autofree char *sealed = NULL;
  g_autoptr (JsonObject) statement = NULL;
  JsonObject *content = json_object_new ();
  JsonArray *ids = json_array_new ();

  g_assert_nonnull (text);
  line = g_bytes_get_data (text, &length);
  end = line + length;
  while (line < end)
    {
      const char *lf = memchr (line, '\n', (gsize) (end - line));
      g_autoptr (PantauEntry) entry = pantau_entry_decode (line, (gsize) (lf - line), NULL);

      g_assert_nonnull (entry);
      pantau_receipt_add (receipt, PANTAU_FATE_ACCEPTED, entry->id, number_line (self, entry),
                          NULL);
      json_array_add_string_element (ids, entry->id);
      line = lf + 1;
    }
  receipt->epoch = g_strdup (self->epoch);
  receipt->time = pantau_home_now ();
  receipt->nonce = g_strdup ("of the office");
  receipt->index = self->index;
  receipt->head = pantau_hex (self->head, sizeof self->head);
  sealed = pantau_receipt_seal (receipt, self->key);
  statement = pantau_json_parse_known (sealed, NULL);
  json_object_set_string_member (content, "kind", PANTAU_PARCEL_RECEIPT);
  json_object_set_object_member (content, "receipt", json_object_ref (statement));
  json_object_set_array_member (content, "ids", ids);

  return content;
}

static JsonObject *
sign_file (Office *self, JsonObject *piece)
{
  const char *hash = pantau_json_string (piece, "hash");
  gint64 size = pantau_json_integer (piece, "size", -1);
  g_autofree char *text = pantau_blob_stored_text (self->epoch, hash, size);
  g_autofree char *signature =
      pantau_keypair_sign (self->key, PANTAU_PURPOSE_STORED, text, strlen (text));
  JsonObject *content = json_object_new ();

  json_object_set_string_member (content, "kind", PANTAU_PARCEL_STORED);
  json_object_set_string_member (content, "hash", hash);
  json_object_set_int_member (content, "size", size);
  json_object_set_string_member (content, "epoch", self->epoch);
  json_object_set_string_member (content, "signature", signature);

  return content;
}

PantauParcel *
office_news (Office *self, const char *device, const char *after, guint from, guint until)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) payload = NULL;
  g_autoptr (JsonObject) content = NULL;
  g_autofree char *cursor = g_strdup_printf ("%s.1.%u", self->epoch, until);

  for (guint i = from; i < until; i++)
    {
      PantauEntry *entry = g_ptr_array_index (self->lines, i);

      g_string_append_printf (text, "%u\t", i + 1);
      pantau_entry_append_line (entry, text);
    }
  payload = pantau_codec_encode (PANTAU_CODING_ZSTD, 3, text->str, text->len);
  content = pantau_news_new (self->key, device, self->epoch, after, cursor,
                             until < self->lines->len, payload);

  return office_seal (self, content, payload, device);
}

/* All pages behind the cursor of a question. */
static void
answer_ask (Office *self, PantauContent *question, const char *re, GPtrArray *parcels)
{
  const char *device = pantau_json_string (question->json, "from");
  const char *cursor = pantau_json_string (question->json, "cursor");
  g_autofree char *after = g_strdup (cursor != NULL ? cursor : "");
  guint from = *after != '\0' ? (guint) g_ascii_strtoull (strrchr (after, '.') + 1, NULL, 10) : 0;

  for (from = MIN (from, self->lines->len); from < self->lines->len;)
    {
      guint until = MIN (from + self->page, self->lines->len);

      g_ptr_array_add (parcels, office_news (self, device, after, from, until));
      g_free (after);
      after = g_strdup_printf ("%s.1.%u", self->epoch, until);
      from = until;
    }
}

char *
office_file (Office *self, const char *name, GPtrArray *parcels, gboolean practice)
{
  g_autofree char *now = pantau_home_now ();
  PantauCourierHead head = { (char *) self->name, now, (char *) self->name, practice };
  g_autofree char *path = office_path (self, name);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauCourierWriter) writer = pantau_courier_writer_new (path, TRUE, &head, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < parcels->len; i++)
    g_assert_true (pantau_courier_writer_add (writer, g_ptr_array_index (parcels, i), &error));
  g_assert_true (pantau_courier_writer_finish (writer, &error));
  g_assert_true (pantau_courier_writer_publish (writer, &error));

  return g_steal_pointer (&path);
}

char *
office_answer (Office *self, const char *path, guint *n_opened)
{
  g_autoptr (GPtrArray) parcels =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_parcel_free);
  g_autoptr (PantauCourierReader) reader = pantau_courier_reader_open (path, NULL);
  g_autofree char *name = g_strdup_printf ("jawaban-%u.pantau", ++self->files);
  guint opened = 0;

  g_assert_nonnull (reader);
  for (;;)
    {
      g_autoptr (PantauParcel) parcel = NULL;
      g_autoptr (PantauContent) content = NULL;
      g_autoptr (JsonObject) reply = NULL;

      g_assert_true (pantau_courier_reader_next (reader, &parcel, NULL));
      if (parcel == NULL)
        break;
      if (!pantau_parcel_is_for (parcel, self->name))
        continue;
      content = pantau_parcel_open (parcel, self->key, NULL);
      g_assert_nonnull (content);
      opened++;
      if (g_str_equal (content->kind, PANTAU_PARCEL_LINES))
        reply = sign_lines (self, content->payload);
      else if (g_str_equal (content->kind, PANTAU_PARCEL_FILE))
        reply = sign_file (self, content->json);
      else if (g_str_equal (content->kind, PANTAU_PARCEL_ASK))
        answer_ask (self, content, parcel->id, parcels);
      if (reply != NULL)
        g_ptr_array_add (
            parcels, answer (reply, NULL, pantau_json_string (content->json, "from"), parcel->id));
    }
  g_assert_true (pantau_courier_reader_is_whole (reader));
  if (n_opened != NULL)
    *n_opened = opened;

  return office_file (self, name, parcels, FALSE);
}
