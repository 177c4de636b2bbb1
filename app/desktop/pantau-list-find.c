/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the list asks of the store: runs in the reading thread. */

#include "config.h"

#include "pantau-list-find.h"

#include "pantau-list-diff.h"

void
pantau_find_free (PantauFind *self)
{
  g_clear_pointer (&self->query, pantau_query_unref);
  g_clear_pointer (&self->old, g_array_unref);
  g_free (self);
}

void
pantau_found_free (PantauFound *self)
{
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->hunks, g_array_unref);
  g_free (self);
}

gpointer
pantau_find_run (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  PantauFind *find = data;
  g_autoptr (PantauFound) found = g_new0 (PantauFound, 1);

  found->rows = pantau_store_find (store, find->query, find->sort, find->descending, find->limit,
                                   cancellable, error);
  if (found->rows == NULL)
    return NULL;

  found->records = pantau_store_rows (store, (const guint32 *) (gpointer) found->rows->data,
                                      MIN (find->n_rows, found->rows->len), error);
  if (found->records == NULL)
    return NULL;
  if (find->old != NULL)
    found->hunks = pantau_list_diff (find->old, found->rows);

  return g_steal_pointer (&found);
}

gpointer
pantau_find_rows (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  GArray *rows = data;

  return pantau_store_rows (store, (const guint32 *) (gpointer) rows->data, rows->len, error);
}
