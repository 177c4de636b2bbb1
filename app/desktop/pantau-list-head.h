/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-query.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_LIST_HEAD (pantau_list_head_get_type ())
/*
 * The heads of the list's columns: what stands in them, and an arrow at the one that the list is sorted by.
 *
 * Signal: "chosen" (int, a PantauSort: a person clicked on the head of that column).
 */
G_DECLARE_FINAL_TYPE (PantauListHead, pantau_list_head, PANTAU, LIST_HEAD, GtkWidget)

/* @em: as pantau_list_line_new(). */
void pantau_list_head_set_em (PantauListHead *self, const int *em);

/* Emits nothing. An order that no column shows takes the arrow away. */
void pantau_list_head_set_sort (PantauListHead *self, PantauSort sort, gboolean descending);

G_END_DECLS
