/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The places of the list: what stands where, and telling of it so that a view has as little to do as can be. */

#include "config.h"

#include "pantau-list-order.h"

#include "pantau-list-diff.h"
#include "pantau-list-model.h"

/* GTK looks at each added item where others were removed; where only some are, at none. */
#define MAX_EXCHANGE PANTAU_LIST_FIRST
/*
 * Where a list grows from nothing, GTK makes a widget for each of its first rows, a millisecond each: they are shown some at a time, a frame for
 * each, until there are as many as it makes at all; the others cost nothing.
 */
#define REVEALED_AT_ONCE 24
#define REVEALED_AT_ALL  224

struct _PantauListOrder
{
  const PantauListOrderFuncs *funcs; /* (unowned) */
  gpointer data;                     /* (unowned) */

  GArray *ids;     /* (owned): of guint32; never changed, only exchanged */
  GArray *next;    /* (owned) (nullable): what it is becoming, only while that is announced: */
  guint split;     /* … items before this position are of `next` */
  guint split_old; /* … those from it on are those of `ids` from here on */
  guint revealed;  /* at most so many are told of */
  guint reveal_source;
  GHashTable *rows; /* (owned): GUINT_TO_POINTER (n) → PantauListRow (unowned): those that live */
};

PantauListOrder *
pantau_list_order_new (const PantauListOrderFuncs *funcs, gpointer data)
{
  PantauListOrder *self = g_new0 (PantauListOrder, 1);

  self->funcs = funcs;
  self->data = data;
  self->ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->revealed = G_MAXUINT;
  self->rows = g_hash_table_new (NULL, NULL);

  return self;
}

void
pantau_list_order_free (PantauListOrder *self)
{
  pantau_list_order_stop (self);
  g_array_unref (self->ids);
  g_hash_table_unref (self->rows);
  g_free (self);
}

void
pantau_list_order_stop (PantauListOrder *self)
{
  g_clear_handle_id (&self->reveal_source, g_source_remove);
}

guint
pantau_list_order_get_n_items (PantauListOrder *self)
{
  guint n = self->next == NULL ? self->ids->len : self->split + self->ids->len - self->split_old;

  return MIN (n, self->revealed);
}

guint32
pantau_list_order_nth (PantauListOrder *self, guint position)
{
  if (self->next == NULL)
    return g_array_index (self->ids, guint32, position);
  if (position < self->split)
    return g_array_index (self->next, guint32, position);

  return g_array_index (self->ids, guint32, position - self->split + self->split_old);
}

gboolean
pantau_list_order_is_revealing (PantauListOrder *self)
{
  return self->reveal_source != 0;
}

GArray *
pantau_list_order_get_ids (PantauListOrder *self)
{
  return self->ids;
}

guint
pantau_list_order_get_n_found (PantauListOrder *self)
{
  return self->next != NULL ? self->next->len : self->ids->len;
}

PantauListRow *
pantau_list_order_get_row (PantauListOrder *self, guint32 n)
{
  return g_hash_table_lookup (self->rows, GUINT_TO_POINTER (n));
}

void
pantau_list_order_add_row (PantauListOrder *self, PantauListRow *row, guint position)
{
  pantau_list_row_enter (row, self->rows, pantau_list_order_nth (self, position), position);
}

GPtrArray *
pantau_list_order_hold_rows (PantauListOrder *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (rows, g_object_ref (value));

  return rows;
}

guint
pantau_list_order_count_rows (PantauListOrder *self)
{
  return g_hash_table_size (self->rows);
}

static void
tell (PantauListOrder *self, guint position, guint removed, guint added)
{
  self->funcs->changed (position, removed, added, self->data);
}

/* Tells of rows up to @revealed. */
static void
reveal (PantauListOrder *self, guint revealed)
{
  guint before = pantau_list_order_get_n_items (self), n;

  self->revealed = revealed;
  n = pantau_list_order_get_n_items (self);
  if (n > before)
    tell (self, before, 0, n - before);
}

static gboolean
reveal_more (gpointer data)
{
  PantauListOrder *self = data;
  guint revealed = self->revealed + REVEALED_AT_ONCE;

  if (revealed < MIN (REVEALED_AT_ALL, self->ids->len))
    {
      reveal (self, revealed);
      return G_SOURCE_CONTINUE;
    }
  self->reveal_source = 0;
  reveal (self, G_MAXUINT);
  self->funcs->revealed (self->data);

  return G_SOURCE_REMOVE;
}

/* From @old rows, how many of @n to tell of now. The rest comes when the frame is drawn. */
static void
begin_revealing (PantauListOrder *self, guint old, guint n)
{
  pantau_list_order_stop (self);
  self->revealed = G_MAXUINT;
  if (old >= REVEALED_AT_ALL || n <= old + REVEALED_AT_ONCE)
    return;
  self->revealed = old + REVEALED_AT_ONCE;
  self->reveal_source = g_idle_add_full (G_PRIORITY_LOW, reveal_more, self, NULL);
}

static void
reveal_all (PantauListOrder *self)
{
  pantau_list_order_stop (self);
  reveal (self, G_MAXUINT);
}

void
pantau_list_order_exchange_all (PantauListOrder *self, GArray *fresh)
{
  g_autoptr (GPtrArray) rows = pantau_list_order_hold_rows (self);
  guint old = pantau_list_order_get_n_items (self), n;

  g_hash_table_remove_all (self->rows);
  g_array_unref (self->ids);
  self->ids = g_array_ref (fresh);
  for (guint i = 0; i < rows->len; i++)
    {
      PantauListRow *row = g_ptr_array_index (rows, i);
      guint position = pantau_list_row_get_position (row);

      if (position >= fresh->len)
        {
          pantau_list_row_leave (row);
          continue;
        }
      pantau_list_order_add_row (self, row, position);
      self->funcs->exchanged (row, self->data);
    }
  begin_revealing (self, old, fresh->len);
  n = pantau_list_order_get_n_items (self);
  if (n != old)
    tell (self, MIN (old, n), old - MIN (old, n), n - MIN (old, n));
}

static void
move_rows (GPtrArray *rows, guint position, guint removed, guint added)
{
  for (guint i = 0; i < rows->len; i++)
    {
      PantauListRow *row = g_ptr_array_index (rows, i);
      guint at = pantau_list_row_get_position (row);

      if (at >= position + removed)
        pantau_list_row_set_position (row, at - removed + added);
      else if (at >= position)
        pantau_list_row_leave (row);
    }
}

static void
announce (PantauListOrder *self, guint position, guint removed, guint added)
{
  g_autoptr (GPtrArray) rows = pantau_list_order_hold_rows (self);

  move_rows (rows, position, removed, added);
  self->split = position + added;
  self->split_old += removed;
  tell (self, position, removed, added);
}

void
pantau_list_order_exchange_parts (PantauListOrder *self, GArray *fresh, GArray *hunks)
{
  reveal_all (self);
  self->next = g_array_ref (fresh);
  self->split = self->split_old = 0;
  for (guint i = 0; i < hunks->len; i++)
    {
      PantauHunk hunk = g_array_index (hunks, PantauHunk, i);
      guint at_once = hunk.removed > 0 ? MIN (hunk.added, MAX_EXCHANGE) : hunk.added;

      /* Between two parts both lists are equal. */
      self->split_old += hunk.position - self->split;
      self->split = hunk.position;
      announce (self, hunk.position, hunk.removed, at_once);
      if (hunk.added > at_once)
        announce (self, hunk.position + at_once, 0, hunk.added - at_once);
    }
  g_array_unref (self->ids);
  self->ids = g_steal_pointer (&self->next);
}
