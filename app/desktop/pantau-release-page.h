/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_RELEASE_PAGE (pantau_release_page_get_type ())
/*
 * The cases that were forwarded to the provincial government, by the summaries that were released to it: for whoever has nothing else of
 * them.
 *
 * Property "session" (PantauSession, nullable until the window gives it).
 */
G_DECLARE_FINAL_TYPE (PantauReleasePage, pantau_release_page, PANTAU, RELEASE_PAGE, GtkWidget)

G_END_DECLS
