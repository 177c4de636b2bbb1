/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-record-view.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_CHOICE_ROW (pantau_choice_row_get_type ())
/* One of several values of a field, with who gave it; its button activates `page.settle` with field and value (ss). */
G_DECLARE_FINAL_TYPE (PantauChoiceRow, pantau_choice_row, PANTAU, CHOICE_ROW, GtkListBoxRow)

/* @label: the field's name. @may: the reader may decide for this value. */
void pantau_choice_row_set (PantauChoiceRow *self,
                            const char *field,
                            const char *label,
                            const PantauChoiceView *choice,
                            gboolean may);

G_END_DECLS
