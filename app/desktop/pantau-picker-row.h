/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_PICKER_ROW (pantau_picker_row_get_type ())
/* One candidate below a picker: what it is, and what tells it from others of the name. Properties "title", "subtitle" ("" hides it). */
G_DECLARE_FINAL_TYPE (PantauPickerRow, pantau_picker_row, PANTAU, PICKER_ROW, GtkListBoxRow)

GtkWidget *pantau_picker_row_new (const char *title,
                                  const char *subtitle) G_GNUC_WARN_UNUSED_RESULT;

const char *pantau_picker_row_get_title (PantauPickerRow *self);
const char *pantau_picker_row_get_subtitle (PantauPickerRow *self);

G_END_DECLS
