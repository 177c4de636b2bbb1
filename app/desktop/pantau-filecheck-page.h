/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_FILECHECK_PAGE (pantau_filecheck_page_get_type ())
/*
 * All files of this home, with what the last comparison of their bytes found; and the way to compare all of them anew, which goes on while other pages
 * are shown. Each row leads to its record.
 *
 * Property "session" (PantauSession, nullable until the window gives it). Actions "page.check-files", "page.stop-check".
 */
G_DECLARE_FINAL_TYPE (PantauFilecheckPage, pantau_filecheck_page, PANTAU, FILECHECK_PAGE, GtkWidget)

G_END_DECLS
