/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-list-row.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_LIST_LINE (pantau_list_line_get_type ())
/*
 * What a row of the list looks like: one widget with a cell for each column, which it fills itself. A view makes some 200 of them and
 * fills them anew at each jump; a binding for each cell costs ten times as much. It also names the whole row for screen readers.
 */
G_DECLARE_FINAL_TYPE (PantauListLine, pantau_list_line, PANTAU, LIST_LINE, GtkWidget)

/* @em: the width of a letter in pixels, which the whole list shares; it lives as long as the list. */
GtkWidget *pantau_list_line_new (const int *em) G_GNUC_WARN_UNUSED_RESULT;

/* (nullable) */
void pantau_list_line_set_row (PantauListLine *self, PantauListRow *row);
PantauListRow *pantau_list_line_get_row (PantauListLine *self);

G_END_DECLS
