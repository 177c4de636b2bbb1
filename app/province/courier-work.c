/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening one parcel, and sealing what is answered. */

#include "config.h"

#include "courier-private.h"

#include <string.h>

#include "pantau-client-courier.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "succession.h"

/* What an answer of the longest kind, a page of lines or a piece of a file, has at most. */
#define LONGEST PANTAU_PARCEL_LIMIT

/* ---- What is answered ---- */

void
pantau_courier_refuse (PantauCourierWork *self, guint status, const char *name, const char *detail)
{
  self->outcome->trouble = (PantauTrouble){ status, name, detail };
}

void
pantau_courier_refuse_error (PantauCourierWork *self, const GError *error)
{
  if (g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_FULL))
    pantau_courier_refuse (self, 507, "disk", "the province's disk is full");
  else
    {
      g_warning ("a parcel: %s", error->message);
      pantau_courier_refuse (self, 500, "internal", "the parcel could not be stored");
    }
}

void
pantau_courier_refuse_stranger (PantauCourierWork *self)
{
  pantau_courier_refuse (self, 403, "unknown-device", "its device was never granted");
  pantau_courier_answer_problem (self, "unknown-device", NULL);
}

void
pantau_courier_answer (PantauCourierWork *self,
                       const char *device,
                       JsonObject *content,
                       GBytes *payload)
{
  const char *keys[] = { device, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauParcel) answer =
      pantau_parcel_seal (content, payload, keys, NULL, self->parcel->id, &error);

  /* A key that nobody can seal to is nobody's: whoever made it up gets no answer. */
  if (answer == NULL)
    g_message ("an answer by courier: %s", error->message);
  else
    g_ptr_array_add (self->outcome->answers, g_bytes_ref (answer->frame));
}

void
pantau_courier_answer_problem (PantauCourierWork *self, const char *problem, const char *detail)
{
  g_autoptr (JsonObject) content = json_object_new ();

  json_object_set_string_member (content, "kind", PANTAU_PARCEL_PROBLEM);
  json_object_set_string_member (content, "problem", problem);
  if (detail != NULL)
    json_object_set_string_member (content, "detail", detail);
  pantau_courier_answer (self, self->from, content, NULL);
}

gboolean
pantau_courier_has_room (PantauCourierWork *self)
{
  gsize bytes = 0;

  for (guint i = 0; i < self->outcome->answers->len; i++)
    bytes += g_bytes_get_size (g_ptr_array_index (self->outcome->answers, i));

  return bytes + LONGEST <= PANTAU_COURIER_ANSWER_BYTES;
}

/* ---- Opening ---- */

/* By one of the invitations that it was sealed to: what a device writes before it is enrolled. */
static PantauContent *
open_invited (PantauCourierWork *self)
{
  for (guint i = 0; i < self->parcel->invites->len; i++)
    {
      const char *id = g_ptr_array_index (self->parcel->invites, i);
      g_autoptr (PantauInvite) invite = NULL;
      g_autofree char *text = NULL;
      PantauContent *content;
      guint8 key[PANTAU_INVITE_KEY_SIZE];

      if (!pantau_db_text (self->db, &text, NULL, "SELECT key FROM invitation WHERE id = ?1", "s",
                           id) ||
          !pantau_unhex (text, key, sizeof key))
        continue;
      invite = pantau_invite_load (id, key);
      explicit_bzero (key, sizeof key);
      explicit_bzero (text, strlen (text));
      content = invite != NULL ? pantau_parcel_open_invited (self->parcel, invite, NULL) : NULL;
      if (content != NULL)
        return content;
    }

  return NULL;
}

/* By the province's key, or one that it had before. */
static PantauContent *
open_sealed (PantauCourierWork *self)
{
  GPtrArray *before = self->courier->keys;
  PantauContent *content =
      pantau_parcel_open (self->parcel, pantau_province_get_key (self->courier->province), NULL);

  for (guint i = before->len; content == NULL && i > 0; i--)
    {
      content = pantau_parcel_open (self->parcel, g_ptr_array_index (before, i - 1), NULL);
      self->is_by_former = content != NULL;
    }

  return content;
}

static gboolean
open_parcel (PantauCourierWork *self)
{
  self->parcel = pantau_parcel_read (self->post->frame, NULL);
  if (self->parcel == NULL)
    return FALSE;

  self->content = open_sealed (self);
  if (self->content == NULL)
    self->content = open_invited (self);
  if (self->content == NULL)
    return FALSE;

  self->from = pantau_json_string (self->content->json, "from");

  return pantau_key_is_valid (self->from);
}

static const struct
{
  const char *kind;
  void (*take) (PantauCourierWork *self);
} kinds[] = {
  { PANTAU_PARCEL_LINES, pantau_courier_take_lines },
  { PANTAU_PARCEL_FILE, pantau_courier_take_file },
  { PANTAU_PARCEL_ASK, pantau_courier_take_ask },
};

/* Whoever seals to a key of before knows no other, and would believe nothing of the answers. */
static void
answer_succession (PantauCourierWork *self)
{
  g_autoptr (JsonObject) content = pantau_json_parse_known (
      pantau_province_get_lineage (self->courier->province)->statements, NULL);

  json_object_set_string_member (content, "kind", PANTAU_PARCEL_SUCCESSION);
  pantau_courier_answer (self, self->from, content, NULL);
}

/* The answers are sealed to somebody else: this is what the carrier believes us by. */
static void
sign_taken (PantauCourierWork *self)
{
  PantauProvince *province = self->courier->province;
  g_autofree char *text =
      pantau_courier_taken_text (pantau_province_get_epoch (province), self->parcel->hash);

  self->outcome->taken = pantau_keypair_sign (pantau_province_get_key (province),
                                              PANTAU_PURPOSE_TAKEN, text, strlen (text));
}

void
pantau_courier_work (PantauCourierWork *self)
{
  PantauCourierOutcome *outcome = self->outcome;

  if (!open_parcel (self))
    pantau_courier_refuse (self, 422, "parcel", "it is not for this province, or cannot be opened");
  else
    {
      guint i = 0, n;

      outcome->device = g_strdup (self->from);
      while (i < G_N_ELEMENTS (kinds) && !g_str_equal (kinds[i].kind, self->content->kind))
        i++;
      if (i < G_N_ELEMENTS (kinds))
        {
          outcome->kind = kinds[i].kind;
          if (self->is_by_former && !self->post->postpone && self->post->after == NULL)
            answer_succession (self);
          n = outcome->answers->len;
          kinds[i].take (self);
          /* Where nothing else is answered, nothing is. */
          if (outcome->answers->len == n)
            g_ptr_array_set_size (outcome->answers, 0);
        }
      else
        pantau_courier_answer_problem (self, "unsupported-type",
                                       "this province does not know such a parcel");
      if (outcome->trouble.status == 0)
        sign_taken (self);
    }

  g_clear_pointer (&self->content, pantau_content_free);
  g_clear_pointer (&self->parcel, pantau_parcel_free);
}
