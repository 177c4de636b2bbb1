/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-list-row.h"
#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_LIST_MODEL (pantau_list_model_get_type ())
/*
 * The records that a search asks for, as a GListModel of PantauListRow: their numbers are all in memory (4 bytes each), the records
 * only around where somebody looks. The first thousand are there at once, the rest a little later; until an answer comes the
 * rows of the search before stay. What grows from nothing grows over some frames. Follows the session's changes: what stays in its place stays the same object.
 *
 * Properties (read-only): "complete" (TRUE once n-items is the whole number), "problem" (nullable: why nothing could be
 * asked, a sentence).
 *
 * Signal "answered": the rows of the newest search are there (the first thousand); rows in the same places are the same objects, with
 * other records.
 */
G_DECLARE_FINAL_TYPE (PantauListModel, pantau_list_model, PANTAU, LIST_MODEL, GObject)

/* So many are shown before all are counted. */
#define PANTAU_LIST_FIRST 1000
/* Records read at a time. */
#define PANTAU_LIST_PAGE_SIZE 64

PantauListModel *pantau_list_model_new (PantauSession *session) G_GNUC_WARN_UNUSED_RESULT;

/* Asks for what @text says (pantau-query.h). The search before is given up. */
void pantau_list_model_ask (PantauListModel *self,
                            const char *text,
                            PantauSort sort,
                            gboolean descending);

/* The newest search, answered or not. (transfer none) (nullable): NULL before the first */
PantauQuery *pantau_list_model_get_query (PantauListModel *self);

/* TRUE until the newest search is answered. */
gboolean pantau_list_model_is_asking (PantauListModel *self);
gboolean pantau_list_model_is_complete (PantauListModel *self);
const char *pantau_list_model_get_problem (PantauListModel *self); /* (nullable) */


/* The first row that somebody sees: it is read before those around it. */
void pantau_list_model_set_sight (PantauListModel *self, guint position);

/* So many are found by now: those too that the list does not tell of yet. */
guint pantau_list_model_get_n_found (PantauListModel *self);

/* How many row objects live; for tests of what it costs. */
guint pantau_list_model_count_rows (PantauListModel *self);

G_END_DECLS
