/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines on their way to the province, and from there: one batch, one page, and what of the answer is believed. */

#include "config.h"

#include "pantau-client.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-client-private.h"
#include "pantau-codec.h"
#include "pantau-error.h"
#include "pantau-pack-after.h"
#include "pantau-pack.h"
#include "pantau-signed.h"

/* 1 MiB of lines, an index of at most 20 digits before each, and the province's slack of 64 KiB. */
#define PAGE_LIMIT (PANTAU_BATCH_BYTES + PANTAU_BATCH_LINES * 21 + 64 * 1024)

/* How far a page shrinks, and how long it may take and still be followed by a larger one. */
#define FEWEST_LINES 12
#define SHORT_PULL   (2 * G_USEC_PER_SEC)

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
