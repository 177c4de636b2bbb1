/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_LIST_SAVE (pantau_list_save_get_type ())
/* Asks for a name for a search. Signal "save" (const char *name): never empty. */
G_DECLARE_FINAL_TYPE (PantauListSave, pantau_list_save, PANTAU, LIST_SAVE, GtkPopover)

GtkWidget *pantau_list_save_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* Begins with @name. Call it before it pops up. */
void pantau_list_save_begin (PantauListSave *self, const char *name);

G_END_DECLS
