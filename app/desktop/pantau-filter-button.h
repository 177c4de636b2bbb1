/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-filter-choice.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_FILTER_BUTTON (pantau_filter_button_get_type ())
/*
 * A button that shows what a list is filtered by, and offers something else. It changes nothing itself.
 *
 * Properties: "title" (what it filters by; shown while it does not), "searchable" (choices are found by typing), "current" (nullable: what
 * it filters by now). Signal "chosen" (PantauFilterChoice).
 */
G_DECLARE_FINAL_TYPE (PantauFilterButton, pantau_filter_button, PANTAU, FILTER_BUTTON, GtkWidget)

/* Gives the choices for what was typed, "" at first. (transfer full): of PantauFilterChoice */
typedef GListModel *(*PantauFilterSource) (PantauFilterButton *button,
                                           const char *text,
                                           gpointer data);
/* @data is borrowed for as long as the button lives. */
void pantau_filter_button_set_source (PantauFilterButton *self,
                                      PantauFilterSource source,
                                      gpointer data);

G_END_DECLS
