/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records that a list has read lately. */

#include "config.h"

#include "pantau-list-cache.h"

struct _PantauListCache
{
  GHashTable *entries; /* GUINT_TO_POINTER (n) → Entry */
  GQueue order;        /* of Entry: what was asked for last comes first */
  guint size;
};

typedef struct
{
  GList link;
  guint32 n;
  PantauRecord *record; /* (owned) (nullable) */
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_object (&entry->record);
  g_free (entry);
}

PantauListCache *
pantau_list_cache_new (guint size)
{
  PantauListCache *self = g_new0 (PantauListCache, 1);

  self->entries = g_hash_table_new_full (NULL, NULL, NULL, entry_free);
  self->size = size;

  return self;
}

void
pantau_list_cache_free (PantauListCache *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}

void
pantau_list_cache_put (PantauListCache *self, guint32 n, PantauRecord *record)
{
  Entry *entry = g_hash_table_lookup (self->entries, GUINT_TO_POINTER (n));

  if (entry != NULL)
    {
      g_set_object (&entry->record, record);
      g_queue_unlink (&self->order, &entry->link);
      g_queue_push_head_link (&self->order, &entry->link);
      return;
    }

  if (self->order.length == self->size)
    {
      Entry *last = g_queue_pop_tail_link (&self->order)->data;

      g_hash_table_remove (self->entries, GUINT_TO_POINTER (last->n));
    }
  entry = g_new0 (Entry, 1);
  entry->link.data = entry;
  entry->n = n;
  g_set_object (&entry->record, record);
  g_queue_push_head_link (&self->order, &entry->link);
  g_hash_table_insert (self->entries, GUINT_TO_POINTER (n), entry);
}

gboolean
pantau_list_cache_get (PantauListCache *self, guint32 n, PantauRecord **record)
{
  Entry *entry = g_hash_table_lookup (self->entries, GUINT_TO_POINTER (n));

  if (record != NULL)
    *record = entry != NULL ? entry->record : NULL;
  if (entry == NULL)
    return FALSE;
  g_queue_unlink (&self->order, &entry->link);
  g_queue_push_head_link (&self->order, &entry->link);

  return TRUE;
}

void
pantau_list_cache_clear (PantauListCache *self)
{
  g_hash_table_remove_all (self->entries);
  g_queue_init (&self->order);
}
