/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-reference.h"
#include "pantau-store-claim.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_SIGHTING_ROW (pantau_sighting_row_get_type ())
/*
 * Where and when a claim was seen again. Activated it opens the record (win.open-record); its button takes the link back (page.unlink).
 */
G_DECLARE_FINAL_TYPE (PantauSightingRow, pantau_sighting_row, PANTAU, SIGHTING_ROW, GtkListBoxRow)

/* Copies what it shows. @may_unlink: this person may take the link back */
void pantau_sighting_row_set (PantauSightingRow *self,
                              PantauReference *reference,
                              const PantauSighting *sighting,
                              gint64 now,
                              gboolean may_unlink);

G_END_DECLS
