/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-matter.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_MATTER_ROW (pantau_matter_row_get_type ())
/* A line of a register. Activated it does what the matter says, if anything. */
G_DECLARE_FINAL_TYPE (PantauMatterRow, pantau_matter_row, PANTAU, MATTER_ROW, GtkListBoxRow)

/* Copies what it shows of @matter. */
void pantau_matter_row_set (PantauMatterRow *self, const PantauMatter *matter);

G_END_DECLS
