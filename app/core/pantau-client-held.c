/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking what the province holds of this device. */

#include "config.h"

#include "pantau-client-held.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-client-private.h"
#include "pantau-error.h"
#include "pantau-signed.h"

#define NONCE_SIZE 16 /* bytes */

static PantauHeld *
ask (PantauClient *self, const char *path, guint limit, GCancellable *cancellable, GError **error)
{
  g_autofree char *nonce = pantau_random_text (NONCE_SIZE);
  PantauCall call = {
    .method = "GET", .path = path, .nonce = nonce, .takes_zstd = TRUE, .limit = PANTAU_SIGNED_LIMIT
  };
  g_autoptr (PantauAnswer) answer = pantau_client_ask (self, &call, FALSE, cancellable, error);
  g_autoptr (PantauHeld) held = NULL;
  const char *bytes;
  gsize length;

  if (answer == NULL)
    return NULL;
  bytes = g_bytes_get_data (answer->body, &length);
  held = pantau_held_open (pantau_client_get_province (self), pantau_client_get_device (self),
                           nonce, bytes, length, error);
  if (held == NULL)
    return NULL;

  /* A way on that leads nowhere would make the caller ask for ever. */
  if (held->entries->len + held->hashes->len > limit ||
      (limit > 0 && held->more && held->entries->len + held->hashes->len == 0))
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED,
                              _ ("the province's answer is not well-formed"));
  if (g_strcmp0 (held->epoch, pantau_client_get_epoch (self)) != 0)
    return pantau_throw_null (
        error, PANTAU_ERROR_EPOCH,
        _ ("the province was restored from a copy; everything is compared anew"));

  return g_steal_pointer (&held);
}

PantauHeld *
pantau_client_held (PantauClient *self,
                    const PantauHeldEntry *after,
                    guint limit,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *path = NULL;

  limit = MIN (limit, PANTAU_HELD_LIMIT);
  path = after != NULL ? g_strdup_printf ("/v1/held?from=%" G_GINT64_FORMAT "&id=%s&limit=%u",
                                          after->seq, after->id, limit)
                       : g_strdup_printf ("/v1/held?from=1&limit=%u", limit);

  return ask (self, path, limit, cancellable, error);
}

PantauHeld *
pantau_client_held_files (
    PantauClient *self, const char *after, guint limit, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = NULL;

  limit = MIN (limit, PANTAU_HELD_LIMIT);
  path = after != NULL ? g_strdup_printf ("/v1/held?files=1&id=%s&limit=%u", after, limit)
                       : g_strdup_printf ("/v1/held?files=1&limit=%u", limit);

  return ask (self, path, limit, cancellable, error);
}

PantauHeld *
pantau_client_held_wanted (PantauClient *self,
                           const char *after,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autofree char *path = after != NULL ? g_strdup_printf ("/v1/held?wanted=1&id=%s&limit=0", after)
                                        : g_strdup ("/v1/held?wanted=1&limit=0");
  g_autoptr (PantauHeld) held = ask (self, path, 0, cancellable, error);

  if (held != NULL && after != NULL && held->wanted_next != NULL &&
      strcmp (held->wanted_next, after) <= 0)
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED,
                              _ ("the province's answer is not well-formed"));

  return g_steal_pointer (&held);
}
