/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_AGENDA_PAGE (pantau_agenda_page_get_type ())
/*
 * What is overdue, due today and due soon, with the rule and its basis for each.
 *
 * Property "session" (PantauSession, nullable until the window gives it).
 */
G_DECLARE_FINAL_TYPE (PantauAgendaPage, pantau_agenda_page, PANTAU, AGENDA_PAGE, GtkWidget)

G_END_DECLS
