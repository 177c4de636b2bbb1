/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_SIDEBAR_ROW (pantau_sidebar_row_get_type ())
/*
 * A place in the sidebar: icon, name, how many. Counts below 0 are unknown yet, and like 0 not shown; a row that "needs-care" shows its count
 * so that it is seen.
 *
 * Properties "place" (what win.show takes; construct only), "title", "icon-name", "section" (heading above the first row of it; construct
 * only, nullable), "count" (int64), "count-text" (read only), "needs-care".
 */
G_DECLARE_FINAL_TYPE (PantauSidebarRow, pantau_sidebar_row, PANTAU, SIDEBAR_ROW, GtkListBoxRow)

GtkWidget *pantau_sidebar_row_new (const char *place,
                                   const char *section,
                                   const char *icon_name,
                                   const char *title) G_GNUC_WARN_UNUSED_RESULT;

const char *pantau_sidebar_row_get_place (PantauSidebarRow *self);
const char *pantau_sidebar_row_get_title (PantauSidebarRow *self);
const char *pantau_sidebar_row_get_section (PantauSidebarRow *self); /* (nullable) */
void pantau_sidebar_row_set_count (PantauSidebarRow *self, gint64 count);

G_END_DECLS
