/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-session.h"

G_BEGIN_DECLS

/*
 * Searches that a person gave a name, for the sidebar: the home's setting "filters", {"filters": [{"name", "query"} …]} in the
 * person's order. Names are unique.
 */
typedef struct
{
  char *name;
  char *query; /* as typed, see pantau-query.h */
} PantauSavedFilter;

/* The setting's name. */
#define PANTAU_SETTING_FILTERS "filters"

/* Longer names do not fit the sidebar. In characters. */
#define PANTAU_FILTER_NAME_LENGTH 40

void pantau_saved_filter_free (PantauSavedFilter *self);

/* What a setting's text says; what is damaged in it is left out. @text (nullable). (transfer full) (element-type PantauSavedFilter) */
GPtrArray *pantau_filters_parse (const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full) */
char *pantau_filters_text (GPtrArray *filters) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer full) (element-type PantauSavedFilter) */
GPtrArray *pantau_filters_read (PantauSession *session) G_GNUC_WARN_UNUSED_RESULT;
void pantau_filters_write (PantauSession *session, GPtrArray *filters);

/* Adds a search at the end, or puts it in the place of the one of that name. */
void pantau_filters_save (PantauSession *session, const char *name, const char *query);
/* Removing one that is gone does nothing. */
void pantau_filters_remove (PantauSession *session, const char *name);

/* The name under which @query is kept. (transfer full) (nullable) */
char *pantau_filters_find (PantauSession *session, const char *query) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
