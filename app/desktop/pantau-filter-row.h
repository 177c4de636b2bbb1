/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-filter-choice.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_FILTER_ROW (pantau_filter_row_get_type ())
/* One choice of a filter. */
G_DECLARE_FINAL_TYPE (PantauFilterRow, pantau_filter_row, PANTAU, FILTER_ROW, GtkListBoxRow)

GtkWidget *pantau_filter_row_new (PantauFilterChoice *choice) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
