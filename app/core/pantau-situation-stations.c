/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "pantau-situation-stations.h"

/* The largest number of a TPS that a table has: no village of ours comes near it. */
#define LARGEST 127

void
pantau_situation_stations_init (PantauSituationStations *self)
{
  self->lines = g_array_new (FALSE, FALSE, sizeof (guint));
  self->tables = g_ptr_array_new_with_free_func (g_free);
  pantau_situation_index_init (&self->others);
  self->other_numbers = g_array_new (FALSE, FALSE, sizeof (guint));
}

void
pantau_situation_stations_clear (PantauSituationStations *self)
{
  g_array_unref (self->lines);
  g_ptr_array_unref (self->tables);
  pantau_situation_index_clear (&self->others);
  g_array_unref (self->other_numbers);
}

static guint
add_new (PantauSituationStations *self, guint line)
{
  g_array_append_val (self->lines, line);

  return self->lines->len - 1;
}

static gint64
other_key (guint line, guint tps)
{
  return (gint64) line << 16 | (tps & 0xffff);
}

static guint
add_other (PantauSituationStations *self, guint line, guint tps)
{
  guint other = pantau_situation_index_add (&self->others, other_key (line, tps)), number;

  if (other < self->other_numbers->len)
    return g_array_index (self->other_numbers, guint, other);
  number = add_new (self, line);
  g_array_append_val (self->other_numbers, number);

  return number;
}

guint
pantau_situation_stations_add (PantauSituationStations *self, guint line, guint tps)
{
  guint32 *table;

  if (tps > LARGEST)
    return add_other (self, line, tps);
  if (line >= self->tables->len)
    g_ptr_array_set_size (self->tables, (int) line + 1);
  table = g_ptr_array_index (self->tables, line);
  if (table == NULL)
    table = self->tables->pdata[line] = g_new0 (guint32, LARGEST + 1);
  if (table[tps] == 0)
    table[tps] = add_new (self, line) + 1;

  return table[tps] - 1;
}

guint
pantau_situation_stations_find (const PantauSituationStations *self, guint line, guint tps)
{
  const guint32 *table;
  guint other;

  if (tps > LARGEST)
    {
      other = pantau_situation_index_find (&self->others, other_key (line, tps));
      return other != PANTAU_SITUATION_NOWHERE ? g_array_index (self->other_numbers, guint, other)
                                               : PANTAU_SITUATION_NOWHERE;
    }
  table = line < self->tables->len ? g_ptr_array_index (self->tables, line) : NULL;

  return table != NULL && table[tps] != 0 ? table[tps] - 1 : PANTAU_SITUATION_NOWHERE;
}
