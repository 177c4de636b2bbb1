/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table with open addresses, never more than half full. */

#include "config.h"

#include "pantau-situation-index.h"

/* Key and number lie side by side: in a large table each look is one way to the memory. */
struct _PantauSituationSlot
{
  gint64 key;
  guint number; /* + 1; 0: it is free */
};

void
pantau_situation_index_init (PantauSituationIndex *self)
{
  self->size = 1024;
  self->slots = g_new0 (PantauSituationSlot, self->size);
  self->n = 0;
}

void
pantau_situation_index_clear (PantauSituationIndex *self)
{
  g_clear_pointer (&self->slots, g_free);
}

/* The slot that holds @key, or the free one where it belongs. */
static PantauSituationSlot *
slot_of (const PantauSituationIndex *self, gint64 key)
{
  guint64 hash = (guint64) key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  guint slot = (guint) (hash >> 32) & (self->size - 1);

  while (self->slots[slot].number != 0 && self->slots[slot].key != key)
    slot = (slot + 1) & (self->size - 1);

  return &self->slots[slot];
}

guint
pantau_situation_index_find (const PantauSituationIndex *self, gint64 key)
{
  const PantauSituationSlot *slot = slot_of (self, key);

  return slot->number != 0 ? slot->number - 1 : PANTAU_SITUATION_NOWHERE;
}

static void
grow (PantauSituationIndex *self)
{
  g_autofree PantauSituationSlot *old = self->slots;
  guint size = self->size;

  self->size *= 2;
  self->slots = g_new0 (PantauSituationSlot, self->size);
  for (guint i = 0; i < size; i++)
    if (old[i].number != 0)
      *slot_of (self, old[i].key) = old[i];
}

guint
pantau_situation_index_add (PantauSituationIndex *self, gint64 key)
{
  PantauSituationSlot *slot = slot_of (self, key);

  if (slot->number != 0)
    return slot->number - 1;

  *slot = (PantauSituationSlot){ key, ++self->n };
  if (self->n * 2 > self->size)
    grow (self);

  return self->n - 1;
}
