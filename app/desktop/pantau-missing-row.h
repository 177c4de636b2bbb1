/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-form.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_MISSING_ROW (pantau_missing_row_get_type ())
/* One thing that completeness misses, and why it matters. */
G_DECLARE_FINAL_TYPE (PantauMissingRow, pantau_missing_row, PANTAU, MISSING_ROW, GtkListBoxRow)

GtkWidget *pantau_missing_row_new (const PantauMissing *missing) G_GNUC_WARN_UNUSED_RESULT;

const char *pantau_missing_row_get_question (PantauMissingRow *self);

G_END_DECLS
