/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_LAPSIT_PAGE (pantau_lapsit_page_get_type ())
/*
 * Situation reports: one is made for a period, an hour and a region; those that are kept are chosen from, read as they would be sent, completed by three texts and who
 * signs, which keep themselves, and given away as text, PDF, ODT or on paper.
 *
 * Property "session" (PantauSession, nullable until the window gives it).
 */
G_DECLARE_FINAL_TYPE (PantauLapsitPage, pantau_lapsit_page, PANTAU, LAPSIT_PAGE, GtkWidget)

/* What was typed is kept so many milliseconds after the last key. */
#define PANTAU_LAPSIT_PAGE_REST 1000

G_END_DECLS
