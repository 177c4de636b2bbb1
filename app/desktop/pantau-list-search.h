/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-list-find.h"

G_BEGIN_DECLS

/*
 * The search that a list shows: first its newest thousand, at once; then, as often as something changes, all of its numbers anew and what
 * became other, when nobody waits and with a rest in between. One question at a time. For one thread, the main loop.
 */
typedef struct _PantauListSearch PantauListSearch;

/*
 * An answer, @owner that of pantau_list_search_new(): @found (nullable, owned by the caller; its hunks are NULL where it is a new search's first), asked for in
 * @edition; or @error (nullable). Both are NULL where a search that was given up has ended or the rest is over: there may be something to do.
 */
typedef void (*PantauListSearchFunc) (gpointer owner,
                                      PantauFound *found,
                                      guint edition,
                                      const GError *error);

/* @owner: borrowed, but held while an answer is on its way */
PantauListSearch *pantau_list_search_new (PantauListSearchFunc func,
                                          GObject *owner) G_GNUC_WARN_UNUSED_RESULT;
void pantau_list_search_free (PantauListSearch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauListSearch, pantau_list_search_free)

/* Gives up what is under way, and rests no more. */
void pantau_list_search_stop (PantauListSearch *self);

/* A new search; @query (transfer full). What is under way is given up. */
void pantau_list_search_set (PantauListSearch *self,
                             PantauQuery *query,
                             PantauSort sort,
                             gboolean descending);
/* The same search, as if it were new. */
void pantau_list_search_renew (PantauListSearch *self);

/* (transfer none) (nullable): NULL before the first search */
PantauQuery *pantau_list_search_get_query (PantauListSearch *self);
/* TRUE while a new search has neither an answer nor an error. */
gboolean pantau_list_search_is_new (PantauListSearch *self);
/* TRUE while an answer is on its way. */
gboolean pantau_list_search_is_under_way (PantauListSearch *self);

/* Asks. @shown: of guint32, what the list shows, for what became other; @edition: told with the answer */
void pantau_list_search_ask (PantauListSearch *self,
                             PantauSession *session,
                             GArray *shown,
                             guint edition);

/* Gives up what is under way: it will be asked again. FALSE where nothing was. */
gboolean pantau_list_search_give_up (PantauListSearch *self);

/* TRUE where it is too early to count everything anew; tells when the rest is over. */
gboolean pantau_list_search_rests (PantauListSearch *self);

G_END_DECLS
