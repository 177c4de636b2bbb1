/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_SITUATION_PAGE (pantau_situation_page_get_type ())
/*
 * How things stand (data/doc/situation.md): the map of kecamatan and the same figures as a table, now or at the end of a day; beside them what is open, what waits
 * for a decision, what came and went by day, the table of risk, aid, and prisons. Each figure is followed to its records. For desks and Pemprov; who is
 * no desk has no figures of cases.
 *
 * Properties: "session"; "region" (code; "" for what the person is assigned to).
 */
G_DECLARE_FINAL_TYPE (PantauSituationPage, pantau_situation_page, PANTAU, SITUATION_PAGE, GtkWidget)

/* The setting of a home in which the chosen layer of the map is kept (pantau_layer_name()). */
#define PANTAU_SETTING_SITUATION_LAYER "situation-layer"

G_END_DECLS
