/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The messages between a device and its province (data/doc/protocol.md, "Messages"): what is asked, and what of
 * the answer is believed. Lines are pushed and pulled in pantau-client-lines.c. How messages travel is pantau-wire.c's business.
 */

#include "config.h"

#include "pantau-client.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-client-private.h"
#include "pantau-counts.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-signed.h"
#include "pantau-verdict.h"

#define DEFAULT_LEVEL 6

PantauClient *
pantau_client_new (const char *url, PantauKeypair *device, const char *province, GError **error)
{
  PantauWire *wire;
  PantauClient *self;

  g_return_val_if_fail (url != NULL && device != NULL, NULL);
  g_return_val_if_fail (province == NULL || pantau_key_is_valid (province), NULL);

  wire = pantau_wire_new (url, error);
  if (wire == NULL)
    return NULL;

  self = g_new0 (PantauClient, 1);
  self->wire = wire;
  self->url = g_strdup (url);
  self->device = device;
  self->province = g_strdup (province);
  self->level = DEFAULT_LEVEL;
  self->page = PANTAU_CLIENT_FIRST_LINES;
  self->wanted = -1;

  return self;
}

void
pantau_client_set_pins (PantauClient *self, PantauPins *pins)
{
  PantauPins *old = self->pins;

  self->pins = pins != NULL ? pantau_pins_ref (pins) : NULL;
  g_clear_pointer (&old, pantau_pins_unref);
  pantau_wire_set_pins (self->wire, pins);
}

void
pantau_client_set_follow (PantauClient *self, PantauClientFollow func, gpointer data)
{
  self->follow = func;
  self->follow_data = data;
}

void
pantau_client_forget_session (PantauClient *self)
{
  g_clear_pointer (&self->token, g_free);
}

void
pantau_client_free (PantauClient *self)
{
  if (self == NULL)
    return;

  pantau_wire_free (self->wire);
  g_clear_pointer (&self->pins, pantau_pins_unref);
  pantau_client_forget_session (self);
  g_free (self->url);
  g_free (self->province);
  g_free (self->role);
  g_free (self->region);
  g_free (self->epoch);
  g_free (self->next);
  g_clear_pointer (&self->head, pantau_head_free);
  g_free (self);
}

void
pantau_client_set_province (PantauClient *self, const char *province)
{
  g_return_if_fail (pantau_key_is_valid (province));

  pantau_client_forget_session (self);
  g_free (self->province);
  self->province = g_strdup (province);
}

void
pantau_client_set_level (PantauClient *self, int level)
{
  self->level = CLAMP (level, 1, 19);
}

void
pantau_client_set_time_limits (PantauClient *self, guint total_ms, guint idle_ms)
{
  self->total_ms = total_ms;
  self->idle_ms = idle_ms;
  pantau_wire_set_time_limits (self->wire, total_ms, idle_ms);
}

const char *
pantau_client_get_role (PantauClient *self)
{
  return self->role;
}

const char *
pantau_client_get_region (PantauClient *self)
{
  return self->region;
}

gboolean
pantau_client_is_revoked (PantauClient *self)
{
  return self->is_revoked;
}

const char *
pantau_client_get_epoch (PantauClient *self)
{
  return self->epoch;
}

const char *
pantau_client_get_device (PantauClient *self)
{
  return pantau_keypair_get_name (self->device);
}

const char *
pantau_client_get_province (PantauClient *self)
{
  return self->province;
}

gint64
pantau_client_get_index (PantauClient *self)
{
  return self->index;
}

gint64
pantau_client_get_clock_error (PantauClient *self)
{
  return self->clock_error;
}

gint64
pantau_client_get_way (PantauClient *self)
{
  return pantau_wire_get_way (self->wire);
}

gboolean
pantau_client_is_far (PantauClient *self)
{
  return pantau_wire_is_far (self->wire);
}

const char *
pantau_client_get_problem (PantauClient *self)
{
  return pantau_wire_get_problem (self->wire);
}

gboolean
pantau_client_should_retry (PantauClient *self,
                            const GError *error,
                            guint attempt,
                            gint64 *delay_ms)
{
  return pantau_verdict_should_retry (error, attempt, pantau_wire_get_not_before (self->wire),
                                      delay_ms);
}

gboolean
pantau_client_not_well_formed (GError **error)
{
  return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                       _ ("the province's answer is not well-formed"));
}

JsonObject *
pantau_client_read_object (const PantauAnswer *answer, GError **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (answer->body, &length);

  return pantau_json_parse (bytes, length, PANTAU_CLIENT_SMALL, error);
}

/* An answer that must bear the province's signature. @text (nullable) takes what was signed. */
static JsonObject *
read_signed (PantauClient *self,
             PantauPurpose purpose,
             const PantauAnswer *answer,
             char **text,
             GError **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (answer->body, &length);

  return pantau_signed_open (self->province, purpose, bytes, length, text, NULL, error);
}

GBytes *
pantau_client_take_json (JsonObject *object)
{
  char *text = pantau_json_object_text (object);

  return g_bytes_new_take (text, strlen (text));
}

/* ---- Enrolment ---- */

/* The grant must be a line of its own signer, for this join; the MAC in it is for the caller. */
static gboolean
check_grant (const PantauEntry *join, const char *line, GError **error)
{
  g_autoptr (PantauEntry) grant = pantau_entry_decode (line, strlen (line), error);

  if (grant == NULL)
    return FALSE;
  if (!g_str_equal (grant->type, PANTAU_TYPE_GRANT) || !g_str_equal (grant->record, join->record) ||
      grant->body == NULL || grant->base[0] == NULL || !g_str_equal (grant->base[0], join->id))
    return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                         _ ("the answer is not the province's grant for this device"));

  return TRUE;
}

gboolean
pantau_client_join (PantauClient *self,
                    const PantauEntry *join,
                    char **grant_line,
                    gint64 *index,
                    GCancellable *cancellable,
                    GError **error)
{
  GString *line = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (PantauAnswer) answer = NULL;
  g_autoptr (JsonObject) object = NULL;
  PantauCall call = {
    .method = "POST", .path = "/v1/join", .content_type = "text/plain", .limit = PANTAU_CLIENT_SMALL
  };
  const char *grant;

  pantau_entry_append_line (join, line);
  body = g_string_free_to_bytes (line);
  call.body = body;

  answer = pantau_client_send (self, &call, cancellable, error);
  object = answer != NULL ? pantau_client_read_object (answer, error) : NULL;
  if (object == NULL)
    return FALSE;

  grant = pantau_json_string (object, "grant");
  if (grant == NULL || pantau_json_integer (object, "index", 0) < 1)
    return pantau_client_not_well_formed (error);
  if (!check_grant (join, grant, error))
    return FALSE;

  *grant_line = g_strdup (grant);
  *index = pantau_json_integer (object, "index", 0);

  return TRUE;
}

/* ---- Heads and reference ---- */

PantauHead *
pantau_client_head (PantauClient *self, gint64 at, GCancellable *cancellable, GError **error)
{
  g_autofree char *path =
      at >= 0 ? g_strdup_printf ("/v1/head?at=%" G_GINT64_FORMAT, at) : g_strdup ("/v1/head");
  PantauCall call = {
    .method = "GET", .path = path, .limit = PANTAU_CLIENT_SMALL, .goes_on = TRUE
  };
  g_autoptr (PantauAnswer) answer = NULL;
  g_autoptr (PantauHead) head = NULL;
  const char *bytes;
  gsize length;

  /* It came with the session. */
  if (at >= 0 && self->token != NULL && self->head != NULL && self->head->index == at)
    return g_steal_pointer (&self->head);

  answer = pantau_client_ask (self, &call, FALSE, cancellable, error);
  if (answer == NULL)
    return NULL;

  bytes = g_bytes_get_data (answer->body, &length);
  head = pantau_head_open (self->province, bytes, length, error);
  if (head == NULL)
    return NULL;
  if (at >= 0 && head->index != at)
    return pantau_throw_null (error, PANTAU_ERROR_SIGNATURE,
                              _ ("the signed head is for another number than the one asked for"));

  return g_steal_pointer (&head);
}

gboolean
pantau_client_device_head (PantauClient *self,
                           const char *device,
                           gint64 *seq,
                           char **id,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autofree char *path = g_strconcat ("/v1/head?device=", device, NULL);
  PantauCall call = { .method = "GET", .path = path, .limit = PANTAU_CLIENT_SMALL };
  g_autoptr (PantauAnswer) answer = NULL;
  g_autoptr (JsonObject) content = NULL;
  const char *last;
  gint64 n;

  g_return_val_if_fail (pantau_key_is_valid (device), FALSE);

  answer = pantau_client_ask (self, &call, FALSE, cancellable, error);
  content = answer != NULL ? read_signed (self, PANTAU_PURPOSE_HEAD, answer, NULL, error) : NULL;
  if (content == NULL)
    return FALSE;

  n = pantau_json_integer (content, "seq", -1);
  last = pantau_json_string (content, "id");
  if (g_strcmp0 (pantau_json_string (content, "province"), self->province) != 0 ||
      g_strcmp0 (pantau_json_string (content, "device"), device) != 0)
    return pantau_throw (error, PANTAU_ERROR_SIGNATURE,
                         _ ("the signed head is for another device than the one asked for"));
  if (n < 0 || (n == 0 ? g_strcmp0 (last, "") != 0 : !pantau_is_hash (last)))
    return pantau_client_not_well_formed (error);

  *seq = n;
  *id = g_strdup (last);

  return TRUE;
}

gboolean
pantau_client_counts (
    PantauClient *self, char **text, char **signature, GCancellable *cancellable, GError **error)
{
  PantauCall call = {
    .method = "GET", .path = "/v1/counts", .takes_zstd = TRUE, .limit = PANTAU_SIGNED_LIMIT
  };
  g_autoptr (PantauAnswer) answer = pantau_client_ask (self, &call, FALSE, cancellable, error);
  g_autoptr (PantauTotals) counts = NULL;
  const char *bytes;
  gsize length;

  if (answer == NULL)
    return FALSE;
  bytes = g_bytes_get_data (answer->body, &length);
  counts = pantau_totals_open (self->province, bytes, length, text, signature, error);

  return counts != NULL;
}

gboolean
pantau_client_reference (PantauClient *self,
                         const char *etag,
                         char **text,
                         char **new_etag,
                         GCancellable *cancellable,
                         GError **error)
{
  PantauCall call = { .method = "GET",
                      .path = "/v1/reference",
                      .etag = etag,
                      .takes_zstd = TRUE,
                      .limit = PANTAU_SIGNED_LIMIT };
  g_autoptr (PantauAnswer) answer = pantau_client_ask (self, &call, FALSE, cancellable, error);
  g_autoptr (JsonObject) content = NULL;
  g_autofree char *pack = NULL;

  if (answer == NULL)
    return FALSE;

  if (answer->body != NULL)
    {
      content = read_signed (self, PANTAU_PURPOSE_REFERENCE, answer, &pack, error);
      if (content == NULL)
        return FALSE;
    }

  *text = g_steal_pointer (&pack);
  *new_etag = g_strdup (answer->etag != NULL || answer->body != NULL ? answer->etag : etag);

  return TRUE;
}
