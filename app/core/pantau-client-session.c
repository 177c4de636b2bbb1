/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session of a client: who is who, on both sides, and by which token the other questions are put. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-client-private.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-pack-after.h"
#include "pantau-pack.h"
#include "pantau-signed.h"

#define TOKEN_LIMIT 1024

/* It will stand in a header of ours. */
static gboolean
is_token (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  if (length == 0 || length > TOKEN_LIMIT)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]))
      return FALSE;

  return TRUE;
}

/*
 * Believes a challenge only over our nonce and under the province's key: so whoever replays an old one cannot set our clock or take our signature elsewhere. @clock_error
 * as of pantau_client_get_clock_error(); @our_time: when it came, µs since 1970.
 */
static gboolean
read_challenge (PantauClient *self,
                const char *bytes,
                gsize length,
                const char *nonce,
                gint64 our_time,
                char **challenge,
                char **epoch,
                gint64 *clock_error,
                GError **error)
{
  g_autoptr (JsonObject) content = pantau_signed_open (self->province, PANTAU_PURPOSE_CHALLENGE,
                                                       bytes, length, NULL, NULL, error);
  g_autoptr (GDateTime) time = NULL;

  if (content == NULL)
    return FALSE;
  if (g_strcmp0 (pantau_json_string (content, "province"), self->province) != 0 ||
      !pantau_secret_equal (nonce, pantau_json_string (content, "nonce")))
    return pantau_throw (error, PANTAU_ERROR_SIGNATURE,
                         _ ("the province's challenge answers another request; it proves nothing"));

  if (pantau_entry_time_is_valid (pantau_json_string (content, "time")))
    time = g_date_time_new_from_iso8601 (pantau_json_string (content, "time"), NULL);
  if (pantau_json_string (content, "challenge") == NULL ||
      pantau_json_string (content, "epoch") == NULL || time == NULL)
    return pantau_client_not_well_formed (error);

  *challenge = g_strdup (pantau_json_string (content, "challenge"));
  *epoch = g_strdup (pantau_json_string (content, "epoch"));
  *clock_error = g_date_time_to_unix (time) - our_time / G_USEC_PER_SEC;

  return TRUE;
}

static gboolean
ask_challenge (PantauClient *self,
               char **challenge,
               char **epoch,
               gint64 *clock_error,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *nonce = pantau_random_text (PANTAU_CLIENT_NONCE);
  g_autoptr (JsonObject) question = json_object_new ();
  g_autoptr (GBytes) body = NULL;
  g_autoptr (PantauAnswer) answer = NULL;
  PantauCall call = { .method = "POST",
                      .path = "/v1/session",
                      .content_type = "application/json",
                      .limit = PANTAU_CLIENT_SMALL,
                      .goes_on = TRUE };
  const char *bytes;
  gsize length;

  json_object_set_string_member (question, "device", pantau_keypair_get_name (self->device));
  json_object_set_string_member (question, "nonce", nonce);
  body = pantau_client_take_json (question);
  call.body = body;

  answer = pantau_client_send (self, &call, cancellable, error);
  if (answer == NULL)
    return FALSE;
  bytes = g_bytes_get_data (answer->body, &length);

  return read_challenge (self, bytes, length, nonce, answer->our_time, challenge, epoch,
                         clock_error, error);
}

/* The same; once more where another key follows the one that we know. */
static gboolean
get_challenge (PantauClient *self,
               char **challenge,
               char **epoch,
               gint64 *clock_error,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GError) local_error = NULL, follow_error = NULL;

  if (ask_challenge (self, challenge, epoch, clock_error, cancellable, &local_error))
    return TRUE;

  if (!g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_SIGNATURE) || self->follow == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (!pantau_client_follow (self, self->wire, cancellable, &follow_error))
    {
      /* Nobody follows it: the signature is simply another one. */
      gboolean is_end = g_error_matches (follow_error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND);

      g_propagate_error (error,
                         is_end ? g_steal_pointer (&local_error) : g_steal_pointer (&follow_error));
      return FALSE;
    }

  return ask_challenge (self, challenge, epoch, clock_error, cancellable, error);
}

/* Media types that the province reads besides text/plain: it says so when a session opens. */
static gboolean
accepts (JsonObject *object, const char *type)
{
  JsonArray *types = pantau_json_array (object, "accepts");

  for (guint i = 0; types != NULL && i < json_array_get_length (types); i++)
    {
      JsonNode *node = json_array_get_element (types, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
          g_str_equal (json_node_get_string (node), type))
        return TRUE;
    }

  return FALSE;
}

/*
 * Has the province signed, over the challenge that we have just answered, that this device's access was withdrawn? It is asked of nothing less: what follows from
 * it cannot be taken back here.
 */
static gboolean
is_revoked (PantauClient *self, JsonObject *session, const char *challenge)
{
  JsonObject *outer = pantau_json_object (session, "standing");
  g_autofree char *bytes = outer != NULL ? pantau_json_object_text (outer) : NULL;
  g_autoptr (JsonObject) standing =
      bytes != NULL ? pantau_signed_open (self->province, PANTAU_PURPOSE_STANDING, bytes,
                                          strlen (bytes), NULL, NULL, NULL)
                    : NULL;

  return standing != NULL &&
         g_strcmp0 (pantau_json_string (standing, "province"), self->province) == 0 &&
         g_strcmp0 (pantau_json_string (standing, "device"),
                    pantau_keypair_get_name (self->device)) == 0 &&
         g_strcmp0 (pantau_json_string (standing, "challenge"), challenge) == 0 &&
         pantau_json_integer (standing, "revoked", 0) > 0;
}

/* What the province adds for the next time, and the head that was asked for: both for what they are worth by their signatures. */
static void
take_extras (PantauClient *self, JsonObject *session, const char *nonce, gint64 our_time)
{
  JsonObject *outer = pantau_json_object (session, "next");
  g_autofree char *next = outer != NULL ? pantau_json_object_text (outer) : NULL, *head = NULL,
                  *challenge = NULL, *epoch = NULL;
  gint64 clock_error;

  if (next != NULL && read_challenge (self, next, strlen (next), nonce, our_time, &challenge,
                                      &epoch, &clock_error, NULL))
    {
      g_free (self->next);
      self->next = g_steal_pointer (&challenge);
      if (self->remember != NULL)
        self->remember (self->next, self->remember_data);
    }

  outer = pantau_json_object (session, "head");
  head = outer != NULL ? pantau_json_object_text (outer) : NULL;
  g_clear_pointer (&self->head, pantau_head_free);
  if (head != NULL)
    self->head = pantau_head_open (self->province, head, strlen (head), NULL);
  if (self->head != NULL && self->head->index != self->wanted)
    g_clear_pointer (&self->head, pantau_head_free);
}

/* What the session is; @epoch as the province has signed it. */
static gboolean
take_session (PantauClient *self,
              JsonObject *object,
              const char *challenge,
              const char *epoch,
              GError **error)
{
  const char *token = pantau_json_string (object, "token");
  const char *role = pantau_json_string (object, "role");
  const char *region = pantau_json_string (object, "region");

  if (!is_token (token) || role == NULL || region == NULL ||
      g_strcmp0 (pantau_json_string (object, "epoch"), epoch) != 0)
    return pantau_client_not_well_formed (error);

  g_free (self->role);
  g_free (self->region);
  g_free (self->epoch);
  self->role = g_strdup (role);
  self->region = g_strdup (region);
  self->epoch = g_strdup (epoch);
  self->index = pantau_json_integer (object, "index", 0);
  self->token = g_strdup (token);
  self->opened = g_get_monotonic_time ();
  self->takes_pack = accepts (object, PANTAU_PACK_TYPE);
  self->takes_after = accepts (object, PANTAU_PACK_AFTER_TYPE);
  self->is_revoked = is_revoked (self, object, challenge);

  return TRUE;
}

/* Answers @challenge. A province that does not know `again` and `head` passes them over. */
static PantauAnswer *
answer_challenge (PantauClient *self,
                  const char *challenge,
                  const char *nonce,
                  GCancellable *cancellable,
                  GError **error)
{
  const char *device = pantau_keypair_get_name (self->device);
  g_autofree char *text = g_strjoin ("\n", self->province, challenge, device, NULL);
  g_autofree char *signature =
      pantau_keypair_sign (self->device, PANTAU_PURPOSE_SESSION, text, strlen (text));
  g_autoptr (JsonObject) question = json_object_new ();
  g_autoptr (GBytes) body = NULL;
  PantauCall call = { .method = "POST",
                      .path = "/v1/session",
                      .content_type = "application/json",
                      .limit = PANTAU_CLIENT_SMALL,
                      .once = TRUE,
                      .goes_on = TRUE };

  json_object_set_string_member (question, "device", device);
  json_object_set_string_member (question, "challenge", challenge);
  json_object_set_string_member (question, "signature", signature);
  json_object_set_string_member (question, "again", nonce);
  if (self->wanted >= 0)
    json_object_set_int_member (question, "head", self->wanted);
  body = pantau_client_take_json (question);
  call.body = body;

  return pantau_client_send (self, &call, cancellable, error);
}

/*
 * By the challenge that came with the last session: one question in place of two. Its answer proves by the next challenge, which is signed over our nonce, what a challenge
 * proves otherwise. FALSE without an error where the long way must be gone: the province was started anew, or has another key by now.
 */
static gboolean
open_again (PantauClient *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *nonce = pantau_random_text (PANTAU_CLIENT_NONCE);
  g_autofree char *known = g_steal_pointer (&self->next), *next = NULL, *epoch = NULL,
                  *bytes = NULL;
  g_autoptr (PantauAnswer) answer = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) local_error = NULL;
  JsonObject *outer;
  gint64 clock_error;

  answer = answer_challenge (self, known, nonce, cancellable, &local_error);
  if (answer == NULL)
    {
      if (g_strcmp0 (pantau_client_get_problem (self), "bad-answer") == 0)
        return FALSE;

      /* It may not have come that far, or was told to come later: then it is good still. */
      self->next = g_steal_pointer (&known);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  object = pantau_client_read_object (answer, NULL);
  outer = object != NULL ? pantau_json_object (object, "next") : NULL;
  bytes = outer != NULL ? pantau_json_object_text (outer) : NULL;
  if (bytes == NULL || !read_challenge (self, bytes, strlen (bytes), nonce, answer->our_time, &next,
                                        &epoch, &clock_error, NULL))
    return FALSE;
  if (!take_session (self, object, known, epoch, NULL))
    return FALSE;
  self->clock_error = clock_error;
  take_extras (self, object, nonce, answer->our_time);

  return TRUE;
}

gboolean
pantau_client_open_session (PantauClient *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *challenge = NULL, *epoch = NULL,
                  *nonce = pantau_random_text (PANTAU_CLIENT_NONCE);
  g_autoptr (PantauAnswer) answer = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) local_error = NULL;

  pantau_client_forget_session (self);
  if (self->province == NULL)
    return pantau_throw (error, PANTAU_ERROR_NOT_ENROLLED,
                         _ ("this home belongs to no province yet"));
  if (self->next != NULL)
    {
      if (open_again (self, cancellable, &local_error))
        return TRUE;
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }

  if (!get_challenge (self, &challenge, &epoch, &self->clock_error, cancellable, error))
    return FALSE;
  answer = answer_challenge (self, challenge, nonce, cancellable, error);
  object = answer != NULL ? pantau_client_read_object (answer, error) : NULL;
  if (object == NULL || !take_session (self, object, challenge, epoch, error))
    return FALSE;
  take_extras (self, object, nonce, answer->our_time);

  return TRUE;
}

void
pantau_client_set_next (PantauClient *self,
                        const char *challenge,
                        PantauClientRemember func,
                        gpointer data)
{
  g_free (self->next);
  self->next = g_strdup (challenge);
  self->remember = func;
  self->remember_data = data;
}

void
pantau_client_want_head (PantauClient *self, gint64 at)
{
  self->wanted = at;
}

void
pantau_client_warm (PantauClient *self, GCancellable *cancellable)
{
  pantau_wire_warm (self->wire, cancellable);
}

gint64
pantau_client_get_session_age (PantauClient *self)
{
  return self->token != NULL ? g_get_monotonic_time () - self->opened : -1;
}

void
pantau_client_share_session (PantauClient *self, PantauClient *other)
{
  pantau_client_forget_session (self);
  pantau_client_set_pins (self, other->pins);
  pantau_client_set_follow (self, other->follow, other->follow_data);
  if (other->token == NULL || g_strcmp0 (self->province, other->province) != 0)
    return;

  self->token = g_strdup (other->token);
  self->opened = other->opened;
  self->takes_pack = other->takes_pack;
  self->takes_after = other->takes_after;
  g_free (self->role);
  g_free (self->region);
  g_free (self->epoch);
  self->role = g_strdup (other->role);
  self->region = g_strdup (other->region);
  self->epoch = g_strdup (other->epoch);
  self->index = other->index;
  self->clock_error = other->clock_error;
}

PantauAnswer *
pantau_client_ask (PantauClient *self,
                   PantauCall *call,
                   gboolean is_fresh,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean was_old = self->token != NULL && !is_fresh;
  PantauAnswer *answer;

  if (self->token == NULL && !pantau_client_open_session (self, cancellable, error))
    return NULL;

  call->token = self->token;
  answer = pantau_client_send (self, call, cancellable, &local_error);
  if (answer == NULL && was_old && g_strcmp0 (pantau_client_get_problem (self), "token") == 0)
    {
      g_clear_error (&local_error);
      if (!pantau_client_open_session (self, cancellable, error))
        return NULL;
      call->token = self->token;
      answer = pantau_client_send (self, call, cancellable, &local_error);
    }
  call->token = NULL;

  if (answer == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return answer;
}
