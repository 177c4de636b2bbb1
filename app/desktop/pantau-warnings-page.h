/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_WARNINGS_PAGE (pantau_warnings_page_get_type ())
/*
 * Early warnings that are here: those in force first, then all others. They are fetched when somebody asks (page.fetch-warnings), or read from a
 * file that is chosen (page.open-warning) or dropped here.
 *
 * Property "session".
 */
G_DECLARE_FINAL_TYPE (PantauWarningsPage, pantau_warnings_page, PANTAU, WARNINGS_PAGE, GtkWidget)

/* Reads a file or a folder, as if it had been dropped here. */
void pantau_warnings_page_read (PantauWarningsPage *self, GFile *file);

G_END_DECLS
