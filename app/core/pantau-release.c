/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was released of a closed record, read from lines: those of a record that is here, or those that are all that is here. */

#include "config.h"

#include "pantau-release.h"

#include <string.h>

#include "pantau-act.h"
#include "pantau-entry.h"
#include "pantau-json.h"

void
pantau_release_free (PantauRelease *self)
{
  g_free (self->entry);
  g_free (self->record);
  g_free (self->kind);
  g_free (self->region);
  g_free (self->forward);
  g_free (self->agency);
  g_free (self->letter);
  g_free (self->summary);
  g_free (self->reply);
  g_free (self->device);
  g_free (self->author);
  g_free (self->title);
  g_free (self);
}

gboolean
pantau_release_waits (const PantauRelease *self)
{
  return self->is_current && self->reply_due > 0 && self->replied == 0;
}

PantauRelease *
pantau_act_read_release (const PantauActLine *line,
                         const char *record,
                         const char *kind,
                         const char *region)
{
  const char *agency = pantau_json_string (line->body, "agency");
  const char *summary = pantau_json_string (line->body, "summary");
  const char *forward = pantau_json_string (line->body, "forward");
  JsonObject *replied = pantau_json_object (line->body, "replied");
  PantauRelease *self;

  if (agency == NULL || summary == NULL)
    return NULL;

  self = g_new0 (PantauRelease, 1);
  self->entry = g_strdup (line->id);
  self->record = g_strdup (record);
  self->kind = g_strdup (kind);
  self->region = g_strdup (region);
  self->forward = g_strdup (forward != NULL ? forward : "");
  self->agency = g_strdup (agency);
  self->letter = g_strdup (pantau_json_string (line->body, "letter"));
  self->when = pantau_act_moment (line->body, "when", line->time);
  self->reply_due = pantau_act_moment (line->body, "reply_due", NULL);
  self->summary = g_strdup (summary);
  if (replied != NULL)
    {
      const char *text = pantau_json_string (replied, "text");

      self->reply = g_strdup (text != NULL ? text : "");
      self->replied = pantau_act_moment (replied, "when", line->time);
    }
  self->device = g_strdup (line->device);
  self->author = g_strdup (line->author);
  self->is_current = TRUE;

  return self;
}

/* (transfer full) */
static char *
make_name (const char *forward, const char *id)
{
  return g_strconcat (forward != NULL ? forward : "", " ", id, NULL);
}

static void
settle (GPtrArray *releases, GArray *lines)
{
  g_autoptr (GHashTable) replaced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const PantauActLine *line = &g_array_index (lines, PantauActLine, i);

      if (!g_str_equal (line->type, PANTAU_TYPE_RELEASE))
        continue;
      for (gsize j = 0; line->base != NULL && line->base[j] != NULL; j++)
        g_hash_table_add (replaced,
                          make_name (pantau_json_string (line->body, "forward"), line->base[j]));
    }
  for (guint i = 0; i < releases->len; i++)
    {
      PantauRelease *release = g_ptr_array_index (releases, i);
      g_autofree char *name = make_name (release->forward, release->entry);

      release->is_current = !g_hash_table_contains (replaced, name);
    }
}

GPtrArray *
pantau_act_releases (GArray *lines, const char *record, const char *kind, const char *region)
{
  GPtrArray *releases = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_release_free);

  for (guint i = 0; i < lines->len; i++)
    {
      const PantauActLine *line = &g_array_index (lines, PantauActLine, i);
      PantauRelease *release = g_str_equal (line->type, PANTAU_TYPE_RELEASE)
                                   ? pantau_act_read_release (line, record, kind, region)
                                   : NULL;

      if (release != NULL)
        g_ptr_array_add (releases, release);
    }
  settle (releases, lines);

  return releases;
}

GPtrArray *
pantau_releases_new (PantauRecord *record)
{
  g_autoptr (GArray) lines = pantau_act_lines_of (record);

  return pantau_act_releases (lines, pantau_record_get_id (record), pantau_record_get_kind (record),
                              pantau_record_get_region (record));
}

const PantauRelease *
pantau_releases_of_forward (GPtrArray *releases, const char *forward)
{
  const PantauRelease *found = NULL;

  for (guint i = 0; i < releases->len; i++)
    {
      const PantauRelease *release = g_ptr_array_index (releases, i);

      if (release->is_current && g_str_equal (release->forward, forward) &&
          (found == NULL || strcmp (release->entry, found->entry) > 0))
        found = release;
    }

  return found;
}

GStrv
pantau_releases_current (GPtrArray *releases, const char *forward)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < releases->len; i++)
    {
      const PantauRelease *release = g_ptr_array_index (releases, i);

      if (release->is_current && g_str_equal (release->forward, forward))
        g_strv_builder_add (builder, release->entry);
    }

  return g_strv_builder_end (builder);
}
