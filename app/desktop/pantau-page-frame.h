/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_PAGE_FRAME (pantau_page_frame_get_type ())
/*
 * A header bar over a page that has none of its own: its title, the way back or to the sidebar.
 *
 * Properties "title", "child" (GtkWidget), "is-inner" (it was opened from another page: the button goes back there; else to the sidebar).
 */
G_DECLARE_FINAL_TYPE (PantauPageFrame, pantau_page_frame, PANTAU, PAGE_FRAME, GtkWidget)

GtkWidget *pantau_page_frame_new (const char *title,
                                  gboolean is_inner,
                                  GtkWidget *child) G_GNUC_WARN_UNUSED_RESULT;

GtkWidget *pantau_page_frame_get_child (PantauPageFrame *self);

G_END_DECLS
