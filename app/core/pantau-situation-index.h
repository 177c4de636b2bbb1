/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of 64 bits become numbers, in the order in which they came: a region, a TPS, a claim. Several million of them, asked for again and again. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is not there. */
#define PANTAU_SITUATION_NOWHERE G_MAXUINT

typedef struct _PantauSituationSlot PantauSituationSlot;

typedef struct
{
  PantauSituationSlot *slots; /* (owned) */
  guint size;                 /* of slots: a power of two */
  guint n;                    /* keys that are there */
} PantauSituationIndex;

void pantau_situation_index_init (PantauSituationIndex *self);
void pantau_situation_index_clear (PantauSituationIndex *self);

/* The number of @key, a new one where it has none: then it is that of the keys before. */
guint pantau_situation_index_add (PantauSituationIndex *self, gint64 key);

/* PANTAU_SITUATION_NOWHERE where it is not there. */
guint pantau_situation_index_find (const PantauSituationIndex *self, gint64 key);

G_END_DECLS
