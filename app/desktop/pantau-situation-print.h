/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-paper-flow.h"
#include "pantau-session.h"
#include "pantau-situation-map.h"

G_BEGIN_DECLS

/* What of a situation is printed; nothing in it is kept. */
typedef struct
{
  PantauSituationQuery query;
  PantauLayer layer;
  gboolean with_cases;
} PantauSituationPrint;

/*
 * Map and table of a situation by the printing dialog, on A4. Counted and drawn in the reading thread. Failures are told by "win.toast" of @window.
 */
void pantau_situation_print (GtkWindow *window,
                             PantauSession *session,
                             const PantauSituationPrint *what);

/* What it prints, for tests: map and table as pictures. (transfer full) */
typedef struct
{
  char *title;
  cairo_surface_t *map;
  cairo_surface_t *table;
} PantauSituationSheets;

void pantau_situation_sheets_free (PantauSituationSheets *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauSituationSheets, pantau_situation_sheets_free)

PantauSituationSheets *pantau_situation_sheets_new (PantauSituationSheet *sheet,
                                                    PantauReference *reference,
                                                    const PantauSituationPrint *what,
                                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* They, as sheets of paper. (transfer full) */
PantauPaperFlow *pantau_situation_paper_new (const PantauSituationSheets *sheets,
                                             PantauLayer layer,
                                             gboolean is_practice) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
