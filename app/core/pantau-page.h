/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pantau-entry.h"

G_BEGIN_DECLS

/* What a pull brought: each line verified, and none left out before the cursor. */
typedef struct
{
  GPtrArray *entries; /* (owned) of (owned) PantauEntry */
  GArray *indexes;    /* (owned) of gint64, one for each entry, ascending */
  char *cursor;  /* (owned): where the next pull goes on; to be stored together with the entries */
  gboolean more; /* more is there at once */
  guint64 bytes; /* of the answer, as they came */
} PantauPage;

void pantau_page_free (PantauPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauPage, pantau_page_free)

/*
 * Reads at most @limit lines `INDEX TAB line LF` with ascending indexes, each verified by pantau_entry_decode(); @cursor (nullable) is what came
 * with them. One wrong line refuses the page: half a page with its cursor would lose lines for ever.
 *
 * Returns: (transfer full): `more` and `bytes` are for the caller to fill in. Errors: PANTAU_ERROR_MALFORMED,
 * _SIGNATURE, _TOO_LARGE, _NEWER.
 */
PantauPage *pantau_page_read (GBytes *body, const char *cursor, guint limit, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/*
 * What @start, the beginning of such a page, holds of whole lines: a page with a cursor of its own, @stem (nullable, as it came with them) and the number of the last line, so
 * that behind it nothing is lost. NULL where there is no whole line, or one that is wrong. (transfer full)
 */
PantauPage *
pantau_page_read_start (GBytes *start, const char *stem, guint limit) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
