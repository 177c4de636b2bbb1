/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_TRIAGE_PAGE (pantau_triage_page_get_type ())
/*
 * The queue: what nobody has decided on, the most urgent first, with the record beside it or below, and a key for each verb. What is decided can be taken back for
 * some seconds.
 *
 * Property "session" (PantauSession, nullable until the window gives it).
 */
G_DECLARE_FINAL_TYPE (PantauTriagePage, pantau_triage_page, PANTAU, TRIAGE_PAGE, GtkWidget)

G_END_DECLS
