/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-list-row.h"

G_BEGIN_DECLS

/*
 * Which record stands at which place of the list, how one order becomes another, and the rows that live. What a view is told, and when,
 * is decided here alone; nothing is read. For one thread.
 */
typedef struct _PantauListOrder PantauListOrder;

/* Whom it tells; @data is that of pantau_list_order_new(). */
typedef struct
{
  /* As GListModel's "items-changed". */
  void (*changed) (guint position, guint removed, guint added, gpointer data);
  /* @row stands for another record: it still has the old one's texts. */
  void (*exchanged) (PantauListRow *row, gpointer data);
  /* A list that grew over some frames has told of all its rows. */
  void (*revealed) (gpointer data);
} PantauListOrderFuncs;

/* @funcs and @data: borrowed until it is freed */
PantauListOrder *pantau_list_order_new (const PantauListOrderFuncs *funcs,
                                        gpointer data) G_GNUC_WARN_UNUSED_RESULT;
void pantau_list_order_free (PantauListOrder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauListOrder, pantau_list_order_free)

/* Reveals nothing more by itself. */
void pantau_list_order_stop (PantauListOrder *self);

/* So many items have been told of; and the record (entry.n) at a place below that. */
guint pantau_list_order_get_n_items (PantauListOrder *self);
guint32 pantau_list_order_nth (PantauListOrder *self, guint position);

/* TRUE while it grows over some frames. */
gboolean pantau_list_order_is_revealing (PantauListOrder *self);

/* All records of the list in their order, told of or not. (transfer none): of guint32; never changed, only exchanged */
GArray *pantau_list_order_get_ids (PantauListOrder *self);
/* How many they are; while parts are being exchanged, how many they will be. */
guint pantau_list_order_get_n_found (PantauListOrder *self);

/* Rows live as long as somebody holds them. The row of record number @n: (transfer none) (nullable) */
PantauListRow *pantau_list_order_get_row (PantauListOrder *self, guint32 n);
/* @row is the one at @position from now on. */
void pantau_list_order_add_row (PantauListOrder *self, PantauListRow *row, guint position);
/* Those that live. (transfer full): of PantauListRow */
GPtrArray *pantau_list_order_hold_rows (PantauListOrder *self) G_GNUC_WARN_UNUSED_RESULT;
guint pantau_list_order_count_rows (PantauListOrder *self);

/*
 * Another search: the rows stay where they are and show other records, so that a view changes texts instead of widgets, sixty
 * times a second if somebody types so fast. Only the end of the list is announced.
 */
void pantau_list_order_exchange_all (PantauListOrder *self, GArray *fresh);

/*
 * The same search has another answer: only what became other is announced, what stays is the same object. @hunks: as of pantau_list_diff()
 * from pantau_list_order_get_ids() to @fresh
 */
void pantau_list_order_exchange_parts (PantauListOrder *self, GArray *fresh, GArray *hunks);

G_END_DECLS
