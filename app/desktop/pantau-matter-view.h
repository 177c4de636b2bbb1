/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-matter.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_MATTER_VIEW (pantau_matter_view_get_type ())
/*
 * A register under a heading, or a sentence where there is nothing in it.
 *
 * Signal "more": somebody asks for what is not listed.
 */
G_DECLARE_FINAL_TYPE (PantauMatterView, pantau_matter_view, PANTAU, MATTER_VIEW, GtkWidget)

/* Lists @matters (of PantauMatter), of which more may exist. @note (nullable) stands below the heading. */
void pantau_matter_view_set (PantauMatterView *self,
                             const char *heading,
                             const char *note,
                             GPtrArray *matters,
                             gboolean has_more);

/* Says that there is nothing, or that it cannot be read. Plain texts. */
void pantau_matter_view_set_empty (PantauMatterView *self,
                                   const char *icon,
                                   const char *title,
                                   const char *description);

G_END_DECLS
