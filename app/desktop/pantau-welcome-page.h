/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_WELCOME_PAGE (pantau_welcome_page_get_type ())
/*
 * The first thing that a new laptop shows: what this is for, the kinds to record at once, and enrolment for when it suits.
 *
 * Property "session" (PantauSession, nullable until the window gives it).
 */
G_DECLARE_FINAL_TYPE (PantauWelcomePage, pantau_welcome_page, PANTAU, WELCOME_PAGE, GtkWidget)

G_END_DECLS
