/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who looks after a record, by what people said knowing of each other, never by the order of arrival. */

#include "config.h"

#include "pantau-assignment.h"

#include "pantau-entry.h"
#include "pantau-json.h"

void
pantau_assignment_free (PantauAssignment *self)
{
  g_free (self->entry);
  g_free (self->person);
  g_free (self->name);
  g_free (self->region);
  g_free (self->reason);
  g_free (self);
}

static char *
dup_member (JsonObject *body, const char *name)
{
  const char *text = pantau_json_string (body, name);

  return g_strdup (text != NULL ? text : "");
}

PantauAssignment *
pantau_act_read_assignment (const PantauActLine *line)
{
  PantauAssignment *self;

  /* A person without a desk could be found by nobody. */
  if (pantau_json_string (line->body, "region") == NULL)
    return NULL;

  self = g_new0 (PantauAssignment, 1);
  self->entry = g_strdup (line->id);
  self->person = dup_member (line->body, "person");
  self->name = dup_member (line->body, "name");
  self->region = dup_member (line->body, "region");
  self->reason = g_strdup (pantau_json_string (line->body, "reason"));

  return self;
}

gboolean
pantau_assignment_is_given (const PantauAssignment *self)
{
  return *self->region != '\0';
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const PantauAssignment *left = *(PantauAssignment *const *) a,
                         *right = *(PantauAssignment *const *) b;

  return g_strcmp0 (left->entry, right->entry);
}

GPtrArray *
pantau_act_assignments (GArray *lines)
{
  GPtrArray *present = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_assignment_free);
  g_autoptr (GHashTable) replaced = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < lines->len; i++)
    {
      const PantauActLine *line = &g_array_index (lines, PantauActLine, i);

      if (g_str_equal (line->type, PANTAU_TYPE_ASSIGN))
        for (gsize j = 0; line->base != NULL && line->base[j] != NULL; j++)
          g_hash_table_add (replaced, (gpointer) line->base[j]);
    }

  for (guint i = 0; i < lines->len; i++)
    {
      const PantauActLine *line = &g_array_index (lines, PantauActLine, i);
      PantauAssignment *assignment = g_str_equal (line->type, PANTAU_TYPE_ASSIGN) &&
                                             !g_hash_table_contains (replaced, line->id)
                                         ? pantau_act_read_assignment (line)
                                         : NULL;

      if (assignment != NULL)
        g_ptr_array_add (present, assignment);
    }
  g_ptr_array_sort (present, compare_entries);

  return present;
}

GPtrArray *
pantau_assignments_new (PantauRecord *record)
{
  g_autoptr (GArray) lines = pantau_act_lines_of (record);

  return pantau_act_assignments (lines);
}
