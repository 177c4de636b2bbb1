/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_AGENCY_PAGE (pantau_agency_page_get_type ())
/*
 * What was forwarded to whom: the agencies with their counts, or the register of one of them.
 *
 * Properties "session" (PantauSession, nullable until the window gives it), "agency" (code; "" for all of them).
 */
G_DECLARE_FINAL_TYPE (PantauAgencyPage, pantau_agency_page, PANTAU, AGENCY_PAGE, GtkWidget)

G_END_DECLS
