/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parcels between the command line and the writer. */

#include "config.h"

#include "courier-exchange.h"

#include <string.h>

#include "control.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "succession.h"

struct _PantauCourierExchange
{
  char *directory;
  char *name;       /* of the province */
  char *succession; /* (nullable) */
  GPtrArray *keys;  /* (owned) of PantauKeypair: those before */
  gboolean is_practice;

  /* Where nobody serves: what a serving program has, but for the door. */
  PantauProvince *province; /* (owned) (nullable) */
  GMainLoop *loop;
  PantauWriter *writer;
  PantauWorkers *workers;
  PantauDepot *depot;
  PantauCourier *courier;
};

void
pantau_courier_reply_clear (PantauCourierReply *self)
{
  g_clear_pointer (&self->said, json_object_unref);
  g_clear_pointer (&self->answers, g_ptr_array_unref);
}

/* ---- Words ---- */

static JsonArray *
describe_files (const PantauCourierOutcome *outcome)
{
  JsonArray *files = json_array_new ();

  for (guint i = 0; i < outcome->files->len; i++)
    {
      const PantauCourierFile *file = &g_array_index (outcome->files, PantauCourierFile, i);
      JsonArray *pair = json_array_new ();

      json_array_add_string_element (pair, file->hash);
      json_array_add_int_element (pair, file->size);
      json_array_add_array_element (files, pair);
    }

  return files;
}

JsonObject *
pantau_courier_describe (const PantauCourierOutcome *outcome)
{
  JsonObject *said = json_object_new ();
  gint64 length = 0;

  for (guint i = 0; i < outcome->answers->len; i++)
    length += (gint64) g_bytes_get_size (g_ptr_array_index (outcome->answers, i));

  json_object_set_string_member (said, "kind", outcome->kind);
  if (outcome->device != NULL)
    json_object_set_string_member (said, "device", outcome->device);
  if (outcome->trouble.status != 0)
    {
      json_object_set_int_member (said, "status", outcome->trouble.status);
      json_object_set_string_member (said, "problem", outcome->trouble.name);
    }
  if (outcome->more != NULL)
    json_object_set_string_member (said, "more", outcome->more);
  if (outcome->question != NULL)
    json_object_set_string_member (said, "question", outcome->question);
  if (outcome->hash != NULL)
    json_object_set_string_member (said, "hash", outcome->hash);
  json_object_set_int_member (said, "lines", outcome->lines);
  json_object_set_int_member (said, "refused", outcome->refused);
  json_object_set_int_member (said, "grants", outcome->grants);
  json_object_set_boolean_member (said, "stored", outcome->is_stored);
  json_object_set_array_member (said, "files", describe_files (outcome));
  json_object_set_int_member (said, "length", length);

  return said;
}

JsonObject *
pantau_courier_describe_post (const PantauCourierPost *post)
{
  JsonObject *request = json_object_new ();

  json_object_set_string_member (request, "command", "courier");
  json_object_set_int_member (request, "length", (gint64) g_bytes_get_size (post->frame));
  if (post->after != NULL)
    json_object_set_string_member (request, "after", post->after);
  json_object_set_boolean_member (request, "postpone", post->postpone);
  json_object_set_boolean_member (request, "brief", post->brief);

  return request;
}

gboolean
pantau_courier_read_length (JsonObject *request, gsize *length)
{
  gint64 number = pantau_json_integer (request, "length", -1);

  *length = (gsize) MAX (number, 0);

  return number >= 0 && number <= PANTAU_PARCEL_LIMIT;
}

void
pantau_courier_read_post (JsonObject *request, GBytes *frame, PantauCourierPost *post)
{
  *post = (PantauCourierPost){ .frame = frame,
                               .after = (char *) pantau_json_string (request, "after"),
                               .postpone = pantau_json_boolean (request, "postpone"),
                               .brief = pantau_json_boolean (request, "brief") };
}

/* ---- Beside a serving program ---- */

/* The frames in @bytes, one behind another. */
static gboolean
split_frames (GBytes *bytes, GPtrArray *answers, GError **error)
{
  gsize length, at = 0, size;
  const char *text = g_bytes_get_data (bytes, &length);

  while (at < length)
    {
      g_autoptr (GBytes) frame = NULL;
      PantauParcel *parcel;

      if (!pantau_parcel_measure (text + at, length - at, &size, error))
        return FALSE;
      if (size == 0 || size > length - at)
        return pantau_throw (error, PANTAU_ERROR_MALFORMED, "the answer ends early");
      frame = g_bytes_new_from_bytes (bytes, at, size);
      parcel = pantau_parcel_read (frame, error);
      if (parcel == NULL)
        return FALSE;
      g_ptr_array_add (answers, parcel);
      at += size;
    }

  return TRUE;
}

static gboolean
ask_served (PantauCourierExchange *self,
            const PantauCourierPost *post,
            PantauCourierReply *reply,
            GError **error)
{
  g_autoptr (JsonObject) request = pantau_courier_describe_post (post);
  g_autoptr (GBytes) frames = NULL;
  JsonObject *failure;

  reply->said = pantau_control_send (self->directory, request, post->frame, &frames, error);
  if (reply->said == NULL)
    return FALSE;
  failure = pantau_json_object (reply->said, "error");
  if (failure != NULL)
    return pantau_throw (error, PANTAU_ERROR_FAILED, "%s", pantau_json_string (failure, "message"));

  return split_frames (frames, reply->answers, error);
}

static gboolean
look_served (PantauCourierExchange *self, GError **error)
{
  g_autoptr (JsonObject) request = json_object_new (), answer = NULL, stats = NULL;
  const char *output;

  json_object_set_string_member (request, "command", "stats");
  json_object_set_boolean_member (request, "json", TRUE);
  answer = pantau_control_ask (self->directory, request, error);
  output = answer != NULL ? pantau_json_string (answer, "output") : NULL;
  stats = output != NULL ? pantau_json_parse_known (output, error) : NULL;
  if (stats == NULL)
    {
      if (error != NULL && *error == NULL)
        pantau_throw (error, PANTAU_ERROR_FAILED, "the serving program answers in another way");
      return FALSE;
    }
  self->name = g_strdup (pantau_json_string (stats, "province"));
  self->is_practice = pantau_json_boolean (stats, "practice");

  return pantau_key_is_valid (self->name) ||
         pantau_throw (error, PANTAU_ERROR_FAILED, "the serving program answers in another way");
}

/* ---- Alone ---- */

typedef struct
{
  PantauCourierExchange *exchange;
  PantauCourierReply *reply;
} Sent;

static void
done_cb (PantauCourierOutcome *outcome, gpointer data)
{
  Sent *sent = data;

  sent->reply->said = pantau_courier_describe (outcome);
  for (guint i = 0; i < outcome->answers->len; i++)
    {
      PantauParcel *parcel = pantau_parcel_read (g_ptr_array_index (outcome->answers, i), NULL);

      g_assert (parcel != NULL); /* we have made it */
      g_ptr_array_add (sent->reply->answers, parcel);
    }
  g_main_loop_quit (sent->exchange->loop);
}

static gboolean
begin_alone (PantauCourierExchange *self, GError **error)
{
  /* Other threads leave word for this one: nobody else may take it up. */
  if (!g_main_context_acquire (NULL))
    g_assert_not_reached ();

  self->name = g_strdup (pantau_province_get_name (self->province));
  self->is_practice = pantau_province_is_practice (self->province);
  self->loop = g_main_loop_new (NULL, FALSE);
  self->writer = pantau_writer_new (self->province, NULL, NULL);
  self->workers = pantau_workers_new (self->province, error);
  if (self->workers == NULL)
    return FALSE;
  self->depot = pantau_depot_new (self->province, self->workers, self->writer, error);
  if (self->depot == NULL)
    return FALSE;
  self->courier = pantau_courier_new (self->province, NULL, self->writer, self->depot, error);

  return self->courier != NULL;
}

static void
end_alone (PantauCourierExchange *self)
{
  g_clear_pointer (&self->courier, pantau_courier_free);
  if (self->depot != NULL)
    {
      pantau_depot_stop (self->depot);
      pantau_workers_finish (self->workers);
      pantau_quota_flush (pantau_depot_get_quota (self->depot));
    }
  g_clear_pointer (&self->writer, pantau_writer_free);
  g_clear_pointer (&self->depot, pantau_depot_free);
  g_clear_pointer (&self->workers, pantau_workers_free);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->province, pantau_province_close);
  g_main_context_release (NULL);
}

/* ---- Both ---- */

/* Read beside whoever serves. It is for homes that missed the last key: no reason to leave the others without an answer. */
static void
load_succession (PantauCourierExchange *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauDb) db = pantau_province_open_reader (self->directory, &error);
  g_autoptr (PantauLineage) lineage =
      db != NULL ? pantau_lineage_load (db, self->name, &error) : NULL;

  if (lineage != NULL)
    self->succession = g_strdup (lineage->statements);
  else
    g_message ("statements of a succession: %s", error->message);
}

PantauCourierExchange *
pantau_courier_exchange_new (const char *directory, GError **error)
{
  g_autoptr (PantauCourierExchange) self = g_new0 (PantauCourierExchange, 1);
  g_autoptr (GError) local_error = NULL;
  gboolean ok;

  self->directory = g_strdup (directory);
  self->keys = pantau_courier_load_keys (directory);
  self->province = pantau_province_open (directory, &local_error);
  if (self->province != NULL)
    ok = begin_alone (self, error);
  else if (g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_BUSY))
    ok = look_served (self, error);
  else
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      ok = FALSE;
    }

  if (ok)
    load_succession (self);

  return ok ? g_steal_pointer (&self) : NULL;
}

void
pantau_courier_exchange_free (PantauCourierExchange *self)
{
  if (self->province != NULL)
    end_alone (self);
  g_ptr_array_unref (self->keys);
  g_free (self->directory);
  g_free (self->name);
  g_free (self->succession);
  g_free (self);
}

const char *
pantau_courier_exchange_get_province (PantauCourierExchange *self)
{
  return self->name;
}

const char *
pantau_courier_exchange_get_succession (PantauCourierExchange *self)
{
  return self->succession;
}

gboolean
pantau_courier_exchange_wants (PantauCourierExchange *self, PantauParcel *parcel)
{
  gboolean wants = parcel->invites->len > 0 || pantau_parcel_is_for (parcel, self->name);

  for (guint i = 0; !wants && i < self->keys->len; i++)
    wants =
        pantau_parcel_is_for (parcel, pantau_keypair_get_name (g_ptr_array_index (self->keys, i)));

  return wants;
}

gboolean
pantau_courier_exchange_is_practice (PantauCourierExchange *self)
{
  return self->is_practice;
}

gboolean
pantau_courier_exchange_send (PantauCourierExchange *self,
                              const PantauCourierPost *post,
                              PantauCourierReply *reply,
                              GError **error)
{
  Sent sent = { .exchange = self, .reply = reply };

  reply->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_parcel_free);
  if (self->province == NULL)
    return ask_served (self, post, reply, error);

  pantau_courier_submit (self->courier, post, done_cb, &sent);
  g_main_loop_run (self->loop);

  return TRUE;
}
