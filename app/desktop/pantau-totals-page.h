/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_TOTALS_PAGE (pantau_totals_page_get_type ())
/*
 * How many cases there are that Pemprov does not see: a table for each kind, a row for each kabupaten and kota, by the province's signed
 * figures.
 *
 * Property "session" (PantauSession, nullable until the window gives it).
 */
G_DECLARE_FINAL_TYPE (PantauTotalsPage, pantau_totals_page, PANTAU, TOTALS_PAGE, GtkWidget)

G_END_DECLS
