/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_DRAFTS_PAGE (pantau_drafts_page_get_type ())
/*
 * What was begun and not finished; opened with win.open-draft, deleted unless somebody asks it back.
 *
 * Property "session" (PantauSession, nullable until the window gives it).
 */
G_DECLARE_FINAL_TYPE (PantauDraftsPage, pantau_drafts_page, PANTAU, DRAFTS_PAGE, GtkWidget)

G_END_DECLS
