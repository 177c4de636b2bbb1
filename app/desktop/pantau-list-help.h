/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_LIST_HELP (pantau_list_help_get_type ())
/* What may be typed into the search. Signal "chosen" (const char *key): a person wants this filter. */
G_DECLARE_FINAL_TYPE (PantauListHelp, pantau_list_help, PANTAU, LIST_HELP, GtkPopover)

GtkWidget *pantau_list_help_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
