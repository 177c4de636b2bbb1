/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the viewer keeps of a record's files. */

#define G_LOG_DOMAIN "pantau-viewer-file"

#include "config.h"

#include "pantau-viewer-file.h"

static void
file_free (gpointer data)
{
  PantauViewerFile *file = data;

  g_free (file->hash);
  g_free (file->title);
  g_free (file->type);
  g_free (file->known);
  g_free (file->claims);
  g_free (file);
}

static void
add_line (GString *text, const char *line)
{
  if (line != NULL && *line != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

static PantauViewerFile *
file_new (const PantauFileItem *item)
{
  PantauViewerFile *file = g_new0 (PantauViewerFile, 1);
  g_autoptr (GString) known = g_string_new (NULL);

  add_line (known, item->details);
  add_line (known, item->state);
  add_line (known, item->remark);
  add_line (known, item->warning);
  add_line (known, item->also);
  file->hash = g_strdup (item->hash);
  file->title = g_strdup (item->title);
  file->type = g_strdup (item->type);
  file->known = g_strdup (known->str);
  file->claims = g_strdup (item->said);
  file->icon = item->icon;

  return file;
}

GPtrArray *
pantau_viewer_files_new (const PantauFilesPart *part)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (file_free);

  for (guint i = 0; i < part->files->len; i++)
    {
      const PantauFileItem *item = g_ptr_array_index (part->files, i);

      if (item->is_here)
        g_ptr_array_add (files, file_new (item));
    }

  return files;
}
