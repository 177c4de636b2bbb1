/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_STATE_ICON (pantau_state_icon_get_type ())
/*
 * A small picture that says what it means to those who do not see it and to those who point at it. All are of one size: to change it costs
 * no layout, unlike a GtkImage.
 */
G_DECLARE_FINAL_TYPE (PantauStateIcon, pantau_state_icon, PANTAU, STATE_ICON, GtkWidget)

/* @name: of a symbolic icon, a static string (nullable: nothing is shown); @text: its meaning, in the program's language. */
void pantau_state_icon_set (PantauStateIcon *self, const char *name, const char *text);

G_END_DECLS
