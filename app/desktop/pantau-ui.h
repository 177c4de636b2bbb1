/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-region.h"

G_BEGIN_DECLS

/* Makes templates and styles known (the linker drops the constructor of a static library's resource). Call it before any widget is made. */
void pantau_ui_register (void);

/*
 * For dispose: gtk_widget_dispose_template() takes only those children away that are bound by name, and warns about the others when the widget
 * goes. This takes all.
 */
void pantau_ui_dispose_template (GtkWidget *widget, GType type);

/*
 * Gives @button a menu that is made when it is opened first: made with the window, each costs some milliseconds before the first frame. An
 * earlier menu of the button goes.
 */
void pantau_ui_set_menu (GtkMenuButton *button, GMenuModel *menu);

/*
 * For what comes back to a dialog: it may be closed with its window meanwhile, and GTK 4.8 leaves a window that somebody still holds with a
 * pointer to its parent, which is gone. take() gives the object (transfer full), NULL where it is gone, and frees @weak.
 */
GWeakRef *pantau_ui_weak_new (gpointer object) G_GNUC_WARN_UNUSED_RESULT;
gpointer pantau_ui_weak_take (GWeakRef *weak) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Activating @widget does @action (nullable) with the text @target (nullable). Nothing is touched where it does so already: between two actions a
 * widget cannot be acted on, and GTK takes the focus from it for good.
 */
void pantau_ui_set_action (GtkActionable *widget, const char *action, const char *target);

/* Shows @text (nullable) in @label, which is hidden where there is none. */
void pantau_ui_set_text (GtkLabel *label, const char *text);

/* Scrolls as far as it must, so that all of @widget is in sight. */
void pantau_ui_reveal (GtkWidget *widget);

/* A short message over the page that @widget stands on. */
void pantau_ui_toast (GtkWidget *widget, const char *text);
/* The same of what failed, as a sentence. */
void pantau_ui_toast_error (GtkWidget *widget, const GError *error);
/* The same, but for what somebody called off: who said no needs no word of it. */
void pantau_ui_toast_unless_cancelled (GtkWidget *widget, const GError *error);

/* What a row calls a region, where its neighbours lie in the same: "Kec. Rawas Ilir". (transfer full) */
char *pantau_ui_region_name (PantauRegions *regions, const char *code) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
