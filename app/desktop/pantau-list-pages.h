/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-list-order.h"
#include "pantau-session.h"

G_BEGIN_DECLS

/*
 * The records of the list's living rows, read some at a time: those in sight first, then what else a view holds, then those near by. What was read
 * is kept for a while. For one thread, the main loop; the reading is the session's.
 */
typedef struct _PantauListPages PantauListPages;

/* A page came, @owner that of pantau_list_pages_new(); @error (nullable): why nothing could be read. */
typedef void (*PantauListPageFunc) (gpointer owner, const GError *error);

/* Of the rows of @order, which outlives it. @owner: borrowed, but held while a page is on its way */
PantauListPages *pantau_list_pages_new (PantauListOrder *order,
                                        PantauListPageFunc func,
                                        GObject *owner) G_GNUC_WARN_UNUSED_RESULT;
void pantau_list_pages_free (PantauListPages *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauListPages, pantau_list_pages_free)

/* A row is told what is known of its record; TRUE where that must be read first. */
gboolean pantau_list_pages_fill (PantauListPages *self, PantauListRow *row);

/*
 * Snapshots that came otherwise, asked for in @edition: kept, and shown by rows of @ids (of guint32). @records: of PantauRecord, some NULL; may be
 * fewer than @ids
 */
void pantau_list_pages_keep (PantauListPages *self, guint edition, GArray *ids, GPtrArray *records);

/* The records changed: what is known, or on its way, is known no more. Each time is an edition. */
void pantau_list_pages_forget (PantauListPages *self);
guint pantau_list_pages_get_edition (PantauListPages *self);

/* The first row that somebody sees. */
void pantau_list_pages_set_sight (PantauListPages *self, guint position);

/* TRUE while a page is on its way. */
gboolean pantau_list_pages_is_reading (PantauListPages *self);

/* Reads what rows lack, what is in sight before all else. FALSE where nothing is missing. */
gboolean pantau_list_pages_read_missing (PantauListPages *self, PantauSession *session);

/* The records after and before those in sight, where somebody is likely to go. FALSE where they are known. */
gboolean pantau_list_pages_read_ahead (PantauListPages *self, PantauSession *session);

G_END_DECLS
