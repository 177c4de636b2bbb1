/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking a batch of lines apart, whichever way it came. */

#include "config.h"

#include "incoming.h"

#include <string.h>

#include "pantau-client.h"
#include "pantau-error.h"

GArray *
pantau_incoming_split (GBytes *text, gboolean *is_long)
{
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  gsize length, at = 0;
  const char *bytes = g_bytes_get_data (text, &length);

  *is_long = FALSE;
  while (at < length)
    {
      const char *lf = memchr (bytes + at, '\n', length - at);

      if (starts->len == PANTAU_BATCH_LINES)
        {
          *is_long = TRUE;
          return NULL;
        }
      g_array_append_val (starts, at);
      at = lf != NULL ? (gsize) (lf - bytes) + 1 : length;
    }
  if (starts->len == 0)
    return NULL;
  g_array_append_val (starts, length);

  return g_steal_pointer (&starts);
}

static const char *
refusal_of (const GError *error)
{
  if (g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_TOO_LARGE))
    return "too-large";
  if (g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_SIGNATURE))
    return "signature";
  if (g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_NEWER))
    return "newer";

  return "malformed";
}

void
pantau_incoming_decode (PantauIncoming *self, const char *line, gsize length)
{
  g_autoptr (GError) error = NULL;

  self->entry = pantau_entry_decode (line, length, &error);
  if (self->entry == NULL)
    self->refusal = refusal_of (error);
}
