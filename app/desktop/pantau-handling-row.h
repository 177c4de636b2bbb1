/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-handling.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_HANDLING_ROW (pantau_handling_row_get_type ())
/* A clock, a treatment, a forward or a link of a record, with its button. */
G_DECLARE_FINAL_TYPE (PantauHandlingRow, pantau_handling_row, PANTAU, HANDLING_ROW, GtkListBoxRow)

/* @may: whether this person may do what its button does; else there is none. */
void
pantau_handling_row_set (PantauHandlingRow *self, const PantauHandlingItem *item, gboolean may);

/* Of what it shows. (transfer none) */
const char *pantau_handling_row_get_target (PantauHandlingRow *self); /* (nullable) */
const char *pantau_handling_row_get_title (PantauHandlingRow *self);

G_END_DECLS
