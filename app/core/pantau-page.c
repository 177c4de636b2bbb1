/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of the ledger as it comes from the province: each line is believed for its signature, the whole for its cursor. */

#include "config.h"

#include "pantau-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-json.h"

#define CURSOR_LIMIT 256

static gboolean
not_well_formed (GError **error)
{
  return pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("the page of lines is not well-formed"));
}

void
pantau_page_free (PantauPage *self)
{
  g_ptr_array_unref (self->entries);
  g_array_unref (self->indexes);
  g_free (self->cursor);
  g_free (self);
}

/* `INDEX TAB line LF`, the indexes ascending. */
static gboolean
read_numbered_line (PantauPage *page, const char *line, gsize length, GError **error)
{
  const char *tab = memchr (line, '\t', length);
  gint64 last =
      page->indexes->len > 0 ? g_array_index (page->indexes, gint64, page->indexes->len - 1) : 0;
  g_autofree char *number = tab != NULL ? g_strndup (line, (gsize) (tab - line)) : NULL;
  PantauEntry *entry;
  guint64 index;

  if (number == NULL || !g_ascii_string_to_unsigned (number, 10, (guint64) last + 1,
                                                     PANTAU_JSON_MAX_INTEGER, &index, NULL))
    return not_well_formed (error);

  entry = pantau_entry_decode (tab + 1, length - (gsize) (tab + 1 - line), error);
  if (entry == NULL)
    return FALSE;

  g_ptr_array_add (page->entries, entry);
  g_array_append_vals (page->indexes, &(gint64){ (gint64) index }, 1);

  return TRUE;
}

static gboolean
read_lines (PantauPage *page, GBytes *body, guint limit, GError **error)
{
  gsize length;
  const char *at = g_bytes_get_data (body, &length), *end = at + length;

  while (length > 0 && at < end)
    {
      const char *lf = memchr (at, '\n', (gsize) (end - at));

      /* A last line without its end was cut, whatever its signature says. */
      if (lf == NULL || page->entries->len == limit)
        return not_well_formed (error);
      if (!read_numbered_line (page, at, (gsize) (lf + 1 - at), error))
        return FALSE;
      at = lf + 1;
    }

  return TRUE;
}

/* It comes back to us in a query, and is kept in between: short and printable, whatever it means. */
static gboolean
is_cursor (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  if (length == 0 || length > CURSOR_LIMIT)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]))
      return FALSE;

  return TRUE;
}

PantauPage *
pantau_page_read (GBytes *body, const char *cursor, guint limit, GError **error)
{
  g_autoptr (PantauPage) page = g_new0 (PantauPage, 1);

  page->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  page->indexes = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!is_cursor (cursor))
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED,
                              _ ("the page of lines does not say where to go on"));
  page->cursor = g_strdup (cursor);
  if (!read_lines (page, body, limit, error))
    return NULL;

  return g_steal_pointer (&page);
}

PantauPage *
pantau_page_read_start (GBytes *start, const char *stem, guint limit)
{
  gsize length;
  const char *text = g_bytes_get_data (start, &length);
  const char *end = length > 0 ? g_strrstr_len (text, (gssize) length, "\n") : NULL;
  g_autoptr (GBytes) lines = NULL;
  g_autoptr (PantauPage) page = NULL;

  if (end == NULL || stem == NULL)
    return NULL;

  lines = g_bytes_new_from_bytes (start, 0, (gsize) (end + 1 - text));
  page = pantau_page_read (lines, stem, limit, NULL);
  if (page == NULL)
    return NULL;
  g_free (page->cursor);
  page->cursor = g_strdup_printf ("%s%" G_GINT64_FORMAT, stem,
                                  g_array_index (page->indexes, gint64, page->indexes->len - 1));
  page->more = TRUE;

  return g_steal_pointer (&page);
}
