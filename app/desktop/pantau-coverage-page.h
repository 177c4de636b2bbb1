/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_COVERAGE_PAGE (pantau_coverage_page_get_type ())
/*
 * From where something was heard in the time asked for, and from where not: kabupaten/kota, kecamatan, villages, TPS.
 *
 * Properties: "session" (PantauSession, nullable until the window gives it), "region" (code; "" for the whole province: whose parts are
 * listed).
 */
G_DECLARE_FINAL_TYPE (PantauCoveragePage, pantau_coverage_page, PANTAU, COVERAGE_PAGE, GtkWidget)

G_END_DECLS
