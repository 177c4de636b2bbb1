/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_LIST_PAGE (pantau_list_page_get_type ())
/*
 * The list of records with its search: what a query asks for, sorted, opened by Enter. The search entry holds the whole query; the filter
 * buttons write into it and read from it, so that both always say the same.
 *
 * Properties: "session" (PantauSession, nullable until the window gives it); "sort" (a name of PantauSort) and "descending", kept in the home's
 * settings. Actions: page.sort (s), page.descending, page.clear, page.clear-filters. Signal "filters-changed": a search was given a name
 * (pantau-filters.h).
 */
G_DECLARE_FINAL_TYPE (PantauListPage, pantau_list_page, PANTAU, LIST_PAGE, GtkWidget)

/* Shows what @query (as typed, see pantau-query.h) asks for. */
void pantau_list_page_set_query (PantauListPage *self, const char *query);
const char *pantau_list_page_get_query (PantauListPage *self);

/* The name above the list: "All records", a kind's name. */
void pantau_list_page_set_title (PantauListPage *self, const char *title);

void pantau_list_page_focus_search (PantauListPage *self);
/* The row that was chosen last, or the first one; the search entry where there is none. */
void pantau_list_page_focus_list (PantauListPage *self);

G_END_DECLS
