/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of what the news is about, so that each who waits costs a few lookups. */

#include "config.h"

#include "reach.h"

#include <string.h>

#include "book.h"

void
pantau_reach_clear (PantauReach *self)
{
  g_hash_table_unref (self->regions);
  g_hash_table_unref (self->devices);
  g_hash_table_unref (self->persons);
}

static void
add_regions (PantauReach *self, const char *region)
{
  g_autofree char *code = g_strdup (region);

  while (code != NULL && !g_hash_table_contains (self->regions, code))
    {
      char *dot = strrchr (code, '.');
      g_autofree char *above = dot != NULL ? g_strndup (code, (gsize) (dot - code)) : NULL;

      g_hash_table_add (self->regions, g_steal_pointer (&code));
      code = g_steal_pointer (&above);
    }
}

void
pantau_reach_init (PantauReach *self, GPtrArray *news)
{
  *self = (PantauReach){ .regions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                         .devices = g_hash_table_new (g_str_hash, g_str_equal),
                         .persons = g_hash_table_new (g_str_hash, g_str_equal) };
  for (guint i = 0; i < news->len; i++)
    {
      const PantauNews *item = g_ptr_array_index (news, i);

      add_regions (self, item->entry->region);
      g_hash_table_add (self->devices, (gpointer) item->entry->device);
      if (item->creator != NULL)
        g_hash_table_add (self->devices, item->creator);
      if (item->creator_person != NULL && *item->creator_person != '\0')
        g_hash_table_add (self->persons, item->creator_person);
      self->everybody |= g_str_equal (item->entry->type, PANTAU_TYPE_OFFICERS);
      self->rights |= g_str_has_prefix (item->entry->type, "device.");
    }
}

gboolean
pantau_reach_has (const PantauReach *self, const char *scope, const PantauDevice *device)
{
  return self->everybody || g_hash_table_contains (self->regions, scope) ||
         g_hash_table_contains (self->devices, device->key) ||
         g_hash_table_contains (self->persons, device->person);
}
