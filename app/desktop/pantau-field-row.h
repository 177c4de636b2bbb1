/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_FIELD_ROW (pantau_field_row_get_type ())
/* A name and what it holds, in a list. */
G_DECLARE_FINAL_TYPE (PantauFieldRow, pantau_field_row, PANTAU, FIELD_ROW, GtkListBoxRow)

/* @differs: people gave different values, which @value names all. */
void
pantau_field_row_set (PantauFieldRow *self, const char *label, const char *value, gboolean differs);

/*
 * @what: (nullable): of page.copy-field, what a button copies; without it there is none. For links, which are shown as plain text: nobody opens a
 * hoax by a click.
 */
void pantau_field_row_set_copied (PantauFieldRow *self, const char *what);

G_END_DECLS
