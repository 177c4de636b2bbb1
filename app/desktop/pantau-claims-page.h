/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_CLAIMS_PAGE (pantau_claims_page_get_type ())
/*
 * The board of hoaxes: claims, by how far and how fast they go, how much harm they may do, and what was found out. A click or Enter opens one
 * (win.show claims:UUID).
 *
 * Property "session".
 */
G_DECLARE_FINAL_TYPE (PantauClaimsPage, pantau_claims_page, PANTAU, CLAIMS_PAGE, GtkWidget)

G_END_DECLS
