/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of the queue: its lines. They become what was read a slice a turn of the main loop, since GTK (4.8) makes or takes two hundred rows for a thousand lines; a
 * line that stays keeps its place in selection and focus whatever changes about it.
 */

#define G_LOG_DOMAIN "pantau-triage-page"

#include "config.h"

#include <adwaita.h>

#include "pantau-list-diff.h"
#include "pantau-triage-page-private.h"

/* Lines that come or go at once, and so long, in microseconds: what a frame has besides. */
#define SLICE 8
#define TURN  8000

PantauTriageLine *
pantau_triage_page_get_line (PantauTriagePage *self, guint position)
{
  /* The list keeps it. */
  g_autoptr (PantauTriageLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), position);

  return line;
}

static GArray *
numbers_of (PantauTriagePage *self, GPtrArray *items)
{
  guint n = items != NULL ? items->len : g_list_model_get_n_items (G_LIST_MODEL (self->lines));
  GArray *numbers = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);

  for (guint i = 0; i < n; i++)
    {
      const PantauTriageItem *item =
          items != NULL ? g_ptr_array_index (items, i)
                        : pantau_triage_line_get_item (pantau_triage_page_get_line (self, i));

      g_array_append_val (numbers, item->n);
    }

  return numbers;
}

/* The line of the record @item tells of: the one that moved, else a new one. (transfer full) */
static PantauTriageLine *
line_for (GHashTable *kept, const PantauTriageItem *item)
{
  PantauTriageLine *line = g_hash_table_lookup (kept, GUINT_TO_POINTER (item->n));

  return line != NULL ? g_object_ref (line)
                      : pantau_triage_line_new (pantau_triage_item_copy (item));
}

/* What came and went is exchanged until @end (monotonic); whatever stays keeps its line. TRUE where all is. */
static gboolean
exchange_lines (PantauTriagePage *self, gint64 end)
{
  g_autoptr (GArray) old = numbers_of (self, NULL), fresh = numbers_of (self, self->target);
  g_autoptr (GArray) hunks = pantau_list_diff (old, fresh);
  g_autoptr (GHashTable) kept = NULL;

  if (hunks->len == 0)
    return TRUE;
  /* One that moved is the same line elsewhere. */
  kept = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  for (guint i = 0; i < old->len; i++)
    g_hash_table_insert (kept, GUINT_TO_POINTER (g_array_index (old, guint32, i)),
                         g_object_ref (pantau_triage_page_get_line (self, i)));

  for (guint i = 0; i < hunks->len; i++)
    {
      const PantauHunk *hunk = &g_array_index (hunks, PantauHunk, i);

      /* From their end: rows that are not on the screen come for each that goes above them. */
      for (guint left = hunk->removed; left > 0; left -= MIN (left, SLICE))
        {
          guint n = MIN (left, SLICE);

          g_list_store_splice (self->lines, hunk->position + left - n, n, NULL, 0);
          if (g_get_monotonic_time () > end)
            return FALSE;
        }
      for (guint done = 0; done < hunk->added; done += SLICE)
        {
          g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

          for (guint j = done; j < MIN (hunk->added, done + SLICE); j++)
            g_ptr_array_add (added,
                             line_for (kept, g_ptr_array_index (self->target, hunk->position + j)));
          g_list_store_splice (self->lines, hunk->position + done, 0, added->pdata, added->len);
          if (g_get_monotonic_time () > end)
            return FALSE;
        }
    }

  return TRUE;
}

/* Who writes a note about what a colleague decides meanwhile finishes it there, and not in another record. */
void
pantau_triage_page_keep_written (PantauTriagePage *self, GPtrArray *items)
{
  const char *shown = pantau_record_page_get_record (self->record_page);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->lines));

  if (shown == NULL || self->is_moving || !pantau_record_page_is_writing (self->record_page) ||
      pantau_triage_page_is_decided (self, shown))
    return;
  for (guint i = 0; i < items->len; i++)
    if (g_str_equal (
            pantau_record_get_id (((PantauTriageItem *) g_ptr_array_index (items, i))->record),
            shown))
      return;

  for (guint i = 0; i < n; i++)
    if (g_str_equal (pantau_triage_line_get_record (pantau_triage_page_get_line (self, i)), shown))
      {
        PantauTriageItem *item = pantau_triage_item_copy (
            pantau_triage_line_get_item (pantau_triage_page_get_line (self, i)));

        item->is_gone = TRUE;
        item->is_unread = FALSE;
        g_ptr_array_insert (items, (int) MIN (i, items->len), item);
        break;
      }
}

void
pantau_triage_page_select_all (PantauTriagePage *self)
{
  self->selects_all = FALSE;
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selected));
}

/* TRUE where the lines are what they are to be. */
static gboolean
pour_slice (PantauTriagePage *self)
{
  gint64 end = g_get_monotonic_time () + TURN;
  gboolean is_there;

  self->is_filling = TRUE;
  is_there = exchange_lines (self, end);
  self->is_filling = FALSE;
  for (; is_there && self->n_taken < self->target->len; self->n_taken++)
    {
      if (g_get_monotonic_time () > end)
        return FALSE;
      pantau_triage_line_take (
          pantau_triage_page_get_line (self, self->n_taken),
          pantau_triage_item_copy (g_ptr_array_index (self->target, self->n_taken)));
    }

  return is_there;
}

static gboolean
pour (gpointer data)
{
  PantauTriagePage *self = data;

  if (!pour_slice (self))
    return G_SOURCE_CONTINUE;

  self->pour_source = 0;
  g_clear_pointer (&self->target, g_ptr_array_unref);
  pantau_triage_page_settle (self, self->had_keys);
  if (self->selects_all)
    pantau_triage_page_select_all (self);

  return G_SOURCE_REMOVE;
}

/* A thousand rows come and go in more than one turn of the main loop. @items (transfer full) */
void
pantau_triage_page_fill (PantauTriagePage *self, GPtrArray *items)
{
  gboolean is_pouring = self->target != NULL;

  g_clear_pointer (&self->target, g_ptr_array_unref);
  self->target = items;
  self->n_taken = 0;
  if (is_pouring)
    return;
  self->had_keys = pantau_triage_page_has_keys (self);
  if (pour (self) == G_SOURCE_CONTINUE)
    self->pour_source = g_idle_add_full (GDK_PRIORITY_REDRAW + 1, pour, self, NULL);
}

void
pantau_triage_page_take_away (PantauTriagePage *self, const char *const *records)
{
  g_autoptr (GHashTable) gone = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_triage_item_free);
  guint n = self->target != NULL ? self->target->len
                                 : g_list_model_get_n_items (G_LIST_MODEL (self->lines));

  for (gsize i = 0; records[i] != NULL; i++)
    g_hash_table_add (gone, (gpointer) records[i]);
  for (guint i = 0; i < n; i++)
    {
      const PantauTriageItem *item =
          self->target != NULL
              ? g_ptr_array_index (self->target, i)
              : pantau_triage_line_get_item (pantau_triage_page_get_line (self, i));

      if (!g_hash_table_contains (gone, pantau_record_get_id (item->record)))
        g_ptr_array_add (items, pantau_triage_item_copy (item));
    }

  /* A verb was pressed, wherever. */
  if (pantau_triage_page_has_within (self, self->record_page) &&
      !pantau_record_page_is_writing (self->record_page))
    pantau_triage_page_bring_keys (self);
  pantau_triage_page_fill (self, items);
}
