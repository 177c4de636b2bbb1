/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parcels made by hand, and what a province answers to them. */

#include "config.h"

#include "courier-fixture.h"

#include <string.h>

#include "pantau-codec.h"
#include "pantau-courier-file.h"
#include "pantau-json.h"

JsonObject *
courier_content (RawDevice *device, const char *kind)
{
  JsonObject *content = json_object_new ();

  json_object_set_string_member (content, "kind", kind);
  json_object_set_string_member (content, "from", pantau_keypair_get_name (device->key));

  return content;
}

PantauParcel *
courier_seal (const char *province, JsonObject *content, GBytes *payload)
{
  const char *keys[] = { province, NULL };
  g_autoptr (GError) error = NULL;
  PantauParcel *parcel = pantau_parcel_seal (content, payload, keys, NULL, NULL, &error);

  g_assert_no_error (error);

  return parcel;
}

PantauParcel *
courier_lines (RawDevice *device, PantauEntry **entries, guint n)
{
  g_autoptr (JsonObject) content = courier_content (device, PANTAU_PARCEL_LINES);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) payload = NULL;

  for (guint i = 0; i < n; i++)
    pantau_entry_append_line (entries[i], text);
  payload = pantau_codec_encode (PANTAU_CODING_ZSTD, 3, text->str, text->len);

  return courier_seal (device->province, content, payload);
}

PantauParcel *
courier_piece (RawDevice *device,
               const char *hash,
               goffset size,
               goffset offset,
               const void *bytes,
               gsize length)
{
  g_autoptr (JsonObject) content = courier_content (device, PANTAU_PARCEL_FILE);
  g_autoptr (GBytes) payload = g_bytes_new (bytes, length);

  json_object_set_string_member (content, "hash", hash);
  json_object_set_int_member (content, "size", size);
  json_object_set_int_member (content, "offset", offset);

  return courier_seal (device->province, content, payload);
}

PantauParcel *
courier_ask (RawDevice *device, const char *cursor, const char *hash)
{
  g_autoptr (JsonObject) content = courier_content (device, PANTAU_PARCEL_ASK);
  JsonArray *files = json_array_new ();

  json_object_set_string_member (content, "epoch", "");
  json_object_set_string_member (content, "cursor", cursor != NULL ? cursor : "");
  json_object_set_boolean_member (content, "own", FALSE);
  json_object_set_int_member (content, "head_index", 0);
  json_object_set_int_member (content, "seq", device->seq);
  if (hash != NULL)
    json_array_add_string_element (files, hash);
  json_object_set_array_member (content, "files", files);

  return courier_seal (device->province, content, NULL);
}

Reply *
courier_post (RawDevice *carrier, PantauParcel *parcel, const char *query)
{
  g_autofree char *path = g_strconcat ("/v1/courier", query, NULL);
  g_autofree char *headers = g_strdup_printf (
      "Authorization: Bearer %s\r\nContent-Type: " PANTAU_PARCEL_TYPE "\r\n", carrier->token);
  gsize length;
  const char *bytes = g_bytes_get_data (parcel->frame, &length);

  return raw_ask (carrier->trip, "POST", path, headers, bytes, length);
}

static void
answer_free (gpointer data)
{
  CourierAnswer *answer = data;

  pantau_content_free (answer->content);
  pantau_parcel_free (answer->parcel);
  g_free (answer);
}

GPtrArray *
courier_answers (Reply *reply, PantauParcel *asked, RawDevice *device)
{
  GPtrArray *answers = g_ptr_array_new_with_free_func (answer_free);
  g_autofree char *type = reply_header (reply, "Content-Type");
  g_autoptr (GError) error = NULL;
  gsize at = 0;

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (type, ==, PANTAU_PARCEL_TYPE);
  g_assert_cmpuint (reply->length, <=, 4 * 1024 * 1024);
  while (at < reply->length)
    {
      CourierAnswer *answer = g_new (CourierAnswer, 1);
      g_autoptr (GBytes) frame = NULL;
      gsize size;

      g_assert_true (pantau_parcel_measure (reply->body + at, reply->length - at, &size, &error));
      g_assert_cmpuint (size, >, 0);
      g_assert_cmpuint (size, <=, reply->length - at);
      frame = g_bytes_new (reply->body + at, size);
      at += size;

      answer->parcel = pantau_parcel_read (frame, &error);
      g_assert_no_error (error);
      if (asked != NULL)
        g_assert_cmpstr (answer->parcel->re, ==, asked->id);
      g_assert_cmpuint (answer->parcel->keys->len, ==, 1);
      g_assert_cmpuint (answer->parcel->invites->len, ==, 0);
      g_assert_true (pantau_parcel_is_for (answer->parcel, pantau_keypair_get_name (device->key)));
      answer->content = pantau_parcel_open (answer->parcel, device->key, &error);
      g_assert_no_error (error);
      g_ptr_array_add (answers, answer);
    }

  return answers;
}

guint
courier_count (GPtrArray *answers, const char *kind)
{
  guint n = 0;

  for (guint i = 0; i < answers->len; i++)
    n += g_str_equal (((CourierAnswer *) g_ptr_array_index (answers, i))->content->kind, kind);

  return n;
}

CourierAnswer *
courier_only (GPtrArray *answers, const char *kind)
{
  CourierAnswer *found = NULL;

  for (guint i = 0; i < answers->len; i++)
    {
      CourierAnswer *answer = g_ptr_array_index (answers, i);

      if (!g_str_equal (answer->content->kind, kind))
        continue;
      g_assert_null (found);
      found = answer;
    }
  g_assert_nonnull (found);

  return found;
}

void
courier_assert_problem (RawDevice *carrier, PantauParcel *parcel, guint status, const char *problem)
{
  g_autoptr (Reply) reply = courier_post (carrier, parcel, NULL);

  g_assert_cmpuint (reply->status, ==, status);
  g_assert_cmpstr (reply->problem, ==, problem);
}

char *
courier_news (CourierAnswer *page)
{
  gsize length;
  const char *bytes = g_bytes_get_data (page->content->payload, &length);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text =
      pantau_codec_decode (PANTAU_CODING_ZSTD, bytes, length, 2 * 1024 * 1024, &error);

  g_assert_no_error (error);

  return g_bytes_get_size (text) > 0
             ? g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text))
             : g_strdup ("");
}

char *
courier_file (Trip *trip, const char *name, const char *province, ...)
{
  char *path = trip_path (trip, name);
  PantauCourierHead head = { .province = (char *) province,
                             .made = (char *) "2024-02-14T10:00:00+07:00",
                             .by = (char *) province,
                             .practice = TRUE };
  g_autoptr (PantauCourierWriter) writer = NULL;
  g_autoptr (GError) error = NULL;
  PantauParcel *parcel;
  va_list parcels;

  writer = pantau_courier_writer_new (path, TRUE, &head, &error);
  g_assert_no_error (error);
  va_start (parcels, province);
  while ((parcel = va_arg (parcels, PantauParcel *)) != NULL)
    g_assert_true (pantau_courier_writer_add (writer, parcel, NULL));
  va_end (parcels);
  g_assert_true (pantau_courier_writer_finish (writer, NULL));
  g_assert_true (pantau_courier_writer_publish (writer, NULL));

  return path;
}

GPtrArray *
courier_read (const char *path, RawDevice *device, guint *n)
{
  GPtrArray *answers = g_ptr_array_new_with_free_func (answer_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauCourierReader) reader = pantau_courier_reader_open (path, &error);
  guint count = 0;

  g_assert_no_error (error);
  for (;;)
    {
      g_autoptr (PantauParcel) parcel = NULL;
      CourierAnswer *answer;

      g_assert_true (pantau_courier_reader_next (reader, &parcel, NULL));
      if (parcel == NULL)
        break;
      count++;
      g_assert_nonnull (parcel->re);
      if (!pantau_parcel_is_for (parcel, pantau_keypair_get_name (device->key)))
        continue;
      answer = g_new0 (CourierAnswer, 1);
      answer->content = pantau_parcel_open (parcel, device->key, &error);
      g_assert_no_error (error);
      answer->parcel = g_steal_pointer (&parcel);
      g_ptr_array_add (answers, answer);
    }
  g_assert_true (pantau_courier_reader_is_whole (reader));
  if (n != NULL)
    *n = count;

  return answers;
}
