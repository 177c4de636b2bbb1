/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of files that came by courier: into the depot, as uploads are. */

#include "config.h"

#include "courier-private.h"

#include <string.h>

#include "pantau-blob.h"
#include "pantau-client-blob.h"
#include "pantau-json.h"

typedef struct
{
  PantauCourierWork *work; /* (unowned) */
  PantauDevice *device;    /* (unowned) */
  PantauCourierWait *wait; /* (unowned) */
  const char *hash;
  goffset size;
  goffset at;

  /* What became of it. */
  goffset offset;
  gboolean is_stored;
  const PantauTrouble *trouble; /* (nullable) */
} Piece;

static void
put_cb (goffset offset, gboolean is_stored, const PantauTrouble *trouble, gpointer data)
{
  Piece *self = data;

  self->offset = offset;
  self->is_stored = is_stored;
  self->trouble = trouble;
  pantau_courier_go_on (self->wait);
}

static void
put_in_main (PantauCourierWait *wait, gpointer data)
{
  Piece *self = data;
  PantauCourierWork *work = self->work;

  self->wait = wait;
  pantau_depot_put (work->courier->depot, self->device, work->post->carrier, self->hash, self->size,
                    self->at, work->content->payload, put_cb, self);
}

static void
add_signature (PantauCourierWork *work, JsonObject *content, const Piece *piece)
{
  PantauProvince *province = work->courier->province;
  const char *epoch = pantau_province_get_epoch (province);
  g_autofree char *text = pantau_blob_stored_text (epoch, piece->hash, piece->size);
  g_autofree char *signature = pantau_keypair_sign (pantau_province_get_key (province),
                                                    PANTAU_PURPOSE_STORED, text, strlen (text));

  json_object_set_string_member (content, "epoch", epoch);
  json_object_set_string_member (content, "signature", signature);
}

/* How far the file came: with a signature where it is here, with a problem where this piece did not help. */
static void
answer_piece (PantauCourierWork *work, const Piece *piece)
{
  g_autoptr (JsonObject) content = json_object_new ();

  json_object_set_string_member (content, "kind", PANTAU_PARCEL_STORED);
  json_object_set_string_member (content, "hash", piece->hash);
  json_object_set_int_member (content, "size", piece->size);
  json_object_set_int_member (content, "offset", piece->offset);
  if (piece->is_stored)
    add_signature (work, content, piece);
  else
    json_object_set_string_member (content, "problem",
                                   piece->trouble != NULL ? piece->trouble->name : "incomplete");
  pantau_courier_answer (work, work->from, content, NULL);
}

/* TRUE where another parcel may have to come first: the line that names the file, or the bytes before these. */
static gboolean
may_be_early (const PantauTrouble *trouble)
{
  return g_str_equal (trouble->name, "not-named") || g_str_equal (trouble->name, "offset");
}

/* TRUE where the same piece may be taken later. */
static gboolean
is_passing (const PantauTrouble *trouble)
{
  return trouble->status == 429 || trouble->status >= 500;
}

void
pantau_courier_take_file (PantauCourierWork *self)
{
  JsonObject *json = self->content->json;
  g_autoptr (PantauDevice) device = NULL;
  Piece piece = { .work = self,
                  .hash = pantau_json_string (json, "hash"),
                  .size = pantau_json_integer (json, "size", -1),
                  .at = pantau_json_integer (json, "offset", -1) };
  gsize length = g_bytes_get_size (self->content->payload);

  if (!pantau_is_hash (piece.hash) || piece.size < 0 || piece.size > PANTAU_BLOB_LIMIT ||
      piece.at < 0 || length > PANTAU_PARCEL_PIECE || (length == 0) != (piece.size == 0) ||
      (goffset) length > piece.size - piece.at)
    {
      pantau_courier_answer_problem (self, "malformed", "there is no such piece of a file");
      return;
    }
  device = pantau_province_get_device (self->courier->province, self->from);
  if (device == NULL)
    {
      pantau_courier_refuse_stranger (self);
      return;
    }

  piece.device = device;
  self->outcome->hash = g_strdup (piece.hash);
  pantau_courier_in_main (self->courier, put_in_main, &piece);
  self->outcome->is_stored = piece.is_stored;
  if (piece.trouble != NULL && (is_passing (piece.trouble) || may_be_early (piece.trouble)))
    self->outcome->trouble = *piece.trouble;
  if (piece.trouble == NULL || !is_passing (piece.trouble))
    answer_piece (self, &piece);
}
