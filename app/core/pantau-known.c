/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What both sides hold of a device; see the header. */

#include "config.h"

#include "pantau-known.h"

#include <glib/gi18n-lib.h>

#include "pantau-crypto.h"
#include "pantau-error.h"
#include "pantau-pack.h"

/* Oldest first; one more than are wanted shows that a number was written twice. */
#define LINES                                                                                      \
  "SELECT seq, signature, header, json FROM entry JOIN body ON body.entry = entry.n "              \
  "WHERE device = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq, entry.n LIMIT ?4"

static gboolean
not_known (GError **error)
{
  return pantau_throw (error, PANTAU_ERROR_NOT_FOUND, _ ("these lines are not here"));
}

/* The lines' text in @text, and where each begins in @starts. FALSE where they are others than wanted. */
static gboolean
read_lines (PantauDb *db,
            const char *device,
            gint64 last,
            guint n,
            GString *text,
            GArray *starts,
            GError **error)
{
  gint64 first = last - n, expected = first;
  PantauStmt *stmt = pantau_db_query (db, LINES, "siii", device, first, last, (gint64) n + 1);
  gboolean ok = TRUE;

  while (pantau_stmt_next (stmt))
    {
      const char *body = pantau_stmt_text (stmt, 3);

      ok = ok && pantau_stmt_integer (stmt, 0) == ++expected;
      g_array_append_val (starts, text->len);
      g_string_append_printf (text, "%s\t%s\t%s\n", pantau_stmt_text (stmt, 1),
                              pantau_stmt_text (stmt, 2), body != NULL ? body : "");
    }
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;

  return (ok && expected == last) || not_known (error);
}

static PantauKnown *
known_new (const char *lines, gsize length, gint64 last, guint n)
{
  PantauKnown *self = g_new (PantauKnown, 1);
  g_autofree char *sum = NULL;
  const char *bytes;
  gsize size;

  self->last = last;
  self->n = n;
  self->text = pantau_pack_text (lines, length);
  bytes = g_bytes_get_data (self->text, &size);
  sum = pantau_sha256_text (bytes, size);
  self->sum = g_strndup (sum, PANTAU_KNOWN_SUM);

  return self;
}

PantauKnown *
pantau_known_read (PantauDb *db, const char *device, gint64 last, guint n, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autoptr (PantauKnown) self = NULL;

  if (n == 0 || n > PANTAU_KNOWN_LINES || last < n)
    {
      not_known (error);
      return NULL;
    }
  if (!read_lines (db, device, last, n, text, starts, error))
    return NULL;

  self = known_new (text->str, text->len, last, n);
  if (g_bytes_get_size (self->text) > PANTAU_KNOWN_BYTES)
    {
      not_known (error);
      return NULL;
    }

  return g_steal_pointer (&self);
}

PantauKnown *
pantau_known_choose (PantauDb *db, const char *device, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autoptr (GError) local_error = NULL;
  gint64 last = 0, waiting = 0, n;
  guint first = 0;

  if (!pantau_db_integer (db, 0, &last, error,
                          "SELECT seq FROM entry WHERE device = ?1 AND n NOT IN "
                          "(SELECT entry FROM unsent) ORDER BY seq DESC LIMIT 1",
                          "s", device) ||
      !pantau_db_integer (db, 0, &waiting, error,
                          "SELECT max (seq) FROM unsent JOIN entry ON n = unsent.entry "
                          "WHERE device = ?1 AND seq < ?2",
                          "si", device, last))
    return NULL;
  n = MIN (last - waiting, PANTAU_KNOWN_LINES);
  if (n == 0)
    return NULL;

  if (!read_lines (db, device, last, (guint) n, text, starts, &local_error))
    {
      if (!g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND))
        g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  /* Packed they are shorter, so what fits as it is fits then too. */
  while (first < starts->len &&
         text->len - g_array_index (starts, gsize, first) > PANTAU_KNOWN_BYTES)
    first++;
  if (first == starts->len)
    return NULL;

  return known_new (text->str + g_array_index (starts, gsize, first),
                    text->len - g_array_index (starts, gsize, first), last, starts->len - first);
}

void
pantau_known_free (PantauKnown *self)
{
  g_free (self->sum);
  g_bytes_unref (self->text);
  g_free (self);
}
