/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table with open addresses, never more than half full. */

#include "config.h"

#include "pantau-situation-index.h"

void
pantau_situation_index_init (PantauSituationIndex *self)
{
  self->size = 1024;
  self->slots = g_new0 (guint32, self->size);
  self->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
}

void
pantau_situation_index_clear (PantauSituationIndex *self)
{
  g_free (self->slots);
  g_array_unref (self->keys);
}

/* The slot that holds @key, or the free one where it belongs. */
static guint
slot_of (const PantauSituationIndex *self, gint64 key)
{
  guint64 hash = (guint64) key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  guint slot = (guint) (hash >> 32) & (self->size - 1);

  while (self->slots[slot] != 0 && g_array_index (self->keys, gint64, self->slots[slot] - 1) != key)
    slot = (slot + 1) & (self->size - 1);

  return slot;
}

guint
pantau_situation_index_find (const PantauSituationIndex *self, gint64 key)
{
  guint slot = slot_of (self, key);

  return self->slots[slot] != 0 ? self->slots[slot] - 1 : PANTAU_SITUATION_NOWHERE;
}

guint
pantau_situation_index_add (PantauSituationIndex *self, gint64 key)
{
  guint slot = slot_of (self, key);

  if (self->slots[slot] != 0)
    return self->slots[slot] - 1;

  g_array_append_val (self->keys, key);
  self->slots[slot] = self->keys->len;
  if (self->keys->len * 2 > self->size)
    {
      g_free (self->slots);
      self->size *= 2;
      self->slots = g_new0 (guint32, self->size);
      for (guint i = 0; i < self->keys->len; i++)
        self->slots[slot_of (self, g_array_index (self->keys, gint64, i))] = i + 1;
    }

  return self->keys->len - 1;
}
