/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The messages between a device and its province (data/doc/protocol.md, "Messages"): what is asked, and what of
 * the answer is believed. How they travel is pantau-wire.c's business.
 */

#include "config.h"

#include "pantau-client.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-client-private.h"
#include "pantau-codec.h"
#include "pantau-counts.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-pack-after.h"
#include "pantau-pack.h"
#include "pantau-signed.h"
#include "pantau-verdict.h"

#define DEFAULT_LEVEL 6

/* 1 MiB of lines, an index of at most 20 digits before each, and the province's slack of 64 KiB. */
#define PAGE_LIMIT (PANTAU_BATCH_BYTES + PANTAU_BATCH_LINES * 21 + 64 * 1024)

/* The first page is small, so that it comes even through a few seconds of signal; then they grow, and shrink where they are cut or slow. */
#define FIRST_LINES  50
#define FEWEST_LINES 12
#define SHORT_PULL   (2 * G_USEC_PER_SEC)

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
  self->page = FIRST_LINES;
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

/* ---- Pushing ---- */

static GString *
join_lines (GPtrArray *entries, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (entries->len > PANTAU_BATCH_LINES)
    return pantau_throw_null (error, PANTAU_ERROR_TOO_LARGE, _ ("a batch has at most %d lines"),
                              PANTAU_BATCH_LINES);
  for (guint i = 0; i < entries->len; i++)
    pantau_entry_append_line (g_ptr_array_index (entries, i), text);
  if (text->len > PANTAU_BATCH_BYTES)
    return pantau_throw_null (error, PANTAU_ERROR_TOO_LARGE, _ ("a batch has at most %d bytes"),
                              PANTAU_BATCH_BYTES);

  return g_steal_pointer (&text);
}

/* How the lines travel is the session's to say. */
static void
dress (PantauClient *self, PantauCall *call, const GString *text, const PantauKnown *known)
{
  g_autoptr (GBytes) lines = NULL;
  const char *plain = text->str;
  gsize length = text->len;

  g_clear_pointer (&call->body, g_bytes_unref);
  if (self->takes_after)
    {
      call->content_type = PANTAU_PACK_AFTER_TYPE;
      call->coding = PANTAU_CODING_IDENTITY;
      call->body = pantau_pack_after (known, self->level, plain, length);
      return;
    }

  call->content_type = self->takes_pack ? PANTAU_PACK_TYPE : "text/plain";
  call->coding = PANTAU_CODING_ZSTD;
  if (self->takes_pack)
    {
      lines = pantau_pack (plain, length);
      plain = g_bytes_get_data (lines, &length);
    }
  call->body = pantau_codec_encode (PANTAU_CODING_ZSTD, self->level, plain, length);
}

PantauReceipt *
pantau_client_push_after (PantauClient *self,
                          GPtrArray *entries,
                          const PantauKnown *known,
                          guint64 *bytes_sent,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autofree char *nonce = pantau_random_text (PANTAU_CLIENT_NONCE);
  g_autofree const char **ids = g_new0 (const char *, entries->len);
  g_autoptr (GString) text = join_lines (entries, error);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PantauAnswer) answer = NULL;
  PantauCall call = { .method = "POST",
                      .path = "/v1/entries",
                      .nonce = nonce,
                      .limit = PANTAU_SIGNED_LIMIT,
                      .goes_on = TRUE };
  const char *bytes;
  gboolean is_fresh;
  guint64 sent;
  gsize length;

  g_return_val_if_fail (entries->len > 0, NULL);

  if (text == NULL)
    return NULL;
  for (guint i = 0; i < entries->len; i++)
    ids[i] = ((PantauEntry *) g_ptr_array_index (entries, i))->id;

  is_fresh = self->token == NULL;
  if (is_fresh && !pantau_client_open_session (self, cancellable, error))
    return NULL;
  dress (self, &call, text, known);
  sent = g_bytes_get_size (call.body);
  answer = pantau_client_ask (self, &call, is_fresh, cancellable, &local_error);

  /* It has erased one of them by law, or was restored since: nothing is wrong with these lines. */
  if (answer == NULL && known != NULL &&
      g_strcmp0 (pantau_client_get_problem (self), "not-known") == 0)
    {
      g_clear_error (&local_error);
      dress (self, &call, text, NULL);
      sent += g_bytes_get_size (call.body);
      answer = pantau_client_ask (self, &call, is_fresh, cancellable, &local_error);
    }
  g_bytes_unref (call.body);
  if (answer == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (bytes_sent != NULL)
    *bytes_sent = sent;

  bytes = g_bytes_get_data (answer->body, &length);

  return pantau_receipt_open (self->province, nonce, ids, entries->len, bytes, length, error);
}

PantauReceipt *
pantau_client_push (PantauClient *self,
                    GPtrArray *entries,
                    guint64 *bytes_sent,
                    GCancellable *cancellable,
                    GError **error)
{
  return pantau_client_push_after (self, entries, NULL, bytes_sent, cancellable, error);
}

/* ---- Pulling ---- */

/* Of a page that was cut: the lines that came whole, unless they lead nowhere. */
static PantauPage *
read_start (PantauClient *self, const char *cursor, guint limit)
{
  g_autoptr (PantauAnswer) start = pantau_wire_take_start (self->wire);
  g_autoptr (PantauPage) page =
      start != NULL ? pantau_page_read_start (start->body, start->stem, limit) : NULL;

  if (page == NULL || g_strcmp0 (page->cursor, cursor) == 0)
    return NULL;
  page->bytes = start->size;

  return g_steal_pointer (&page);
}

PantauPage *
pantau_client_pull (PantauClient *self,
                    const char *cursor,
                    guint limit,
                    guint wait,
                    gboolean own,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (cursor != NULL ? cursor : "", NULL, FALSE);
  g_autofree char *path = NULL;
  g_autoptr (PantauAnswer) answer = NULL;
  g_autoptr (PantauPage) page = NULL;
  g_autoptr (GError) local_error = NULL;
  PantauCall call = {
    .method = "GET", .takes_zstd = TRUE, .takes_start = TRUE, .limit = PAGE_LIMIT
  };
  gint64 asked = g_get_monotonic_time ();

  limit = CLAMP (limit, 1, self->page);
  call.wait = MIN (wait, PANTAU_WAIT_LIMIT);
  call.goes_on = wait == 0;
  path = g_strdup_printf ("/v1/entries?after=%s&limit=%u&wait=%u&own=%d", escaped, limit, call.wait,
                          own ? 1 : 0);
  call.path = path;

  answer = pantau_client_ask (self, &call, FALSE, cancellable, &local_error);
  if (answer == NULL)
    {
      self->page = MAX (self->page / 2, FEWEST_LINES);
      page = read_start (self, cursor, limit);
      if (page == NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      return g_steal_pointer (&page);
    }

  page = pantau_page_read (answer->body, answer->cursor, limit, error);
  if (page == NULL)
    return NULL;
  page->more = answer->more;
  page->bytes = answer->size;
  if (page->more && wait == 0)
    self->page = g_get_monotonic_time () - asked < SHORT_PULL
                     ? MIN (self->page * 2, PANTAU_BATCH_LINES)
                     : MAX (self->page / 2, FEWEST_LINES);

  /* A way on that leads nowhere would make the caller ask for the same page for ever. */
  if (page->more && g_strcmp0 (page->cursor, cursor) == 0)
    {
      pantau_client_not_well_formed (error);
      return NULL;
    }

  return g_steal_pointer (&page);
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
