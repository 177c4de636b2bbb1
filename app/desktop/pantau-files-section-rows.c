/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a draft's files: one for each that is kept, on its way, or failed. */

#define G_LOG_DOMAIN "pantau-files"

#include "config.h"

#include "pantau-files-section-private.h"

#include <glib/gi18n-lib.h>

#include "pantau-attachment.h"
#include "pantau-draft-file-row.h"
#include "pantau-format.h"
#include "pantau-words-file.h"

static const char *
icon_of (const char *type)
{
  static const struct
  {
    const char *prefix;
    const char *icon;
  } icons[] = {
    { "image/", "image-x-generic-symbolic" },
    { "video/", "video-x-generic-symbolic" },
    { "audio/", "audio-x-generic-symbolic" },
    { "text/", "text-x-generic-symbolic" },
  };

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (icons); i++)
    if (g_str_has_prefix (type, icons[i].prefix))
      return icons[i].icon;

  return "x-office-document-symbolic";
}

/* The row of the file @hash, or of the copy @number where it was no more than that so far. (nullable) */
static PantauDraftFileRow *
find_row (PantauFilesSection *self, const char *hash, guint number)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (pantau_draft_file_row_is_of (PANTAU_DRAFT_FILE_ROW (row), hash, number))
      return PANTAU_DRAFT_FILE_ROW (row);

  return NULL;
}

/* The number of the copy that became the file @hash, 0 where none did since the section was filled. */
static guint
number_of (PantauFilesSection *self, const char *hash)
{
  for (guint i = 0; i < self->copies->len; i++)
    {
      const PantauFilesCopy *copy = g_ptr_array_index (self->copies, i);

      if (g_strcmp0 (copy->hash, hash) == 0)
        return copy->number;
    }

  return 0;
}

/* One row for one file from its first byte on, and where it is it stays: who presses a button means the file beside it, whatever else ends meanwhile. */
static void
show_item (PantauFilesSection *self, const PantauDraftFile *item, GHashTable *shown)
{
  PantauDraftFileRow *row = find_row (self, item->hash, item->number);

  if (row == NULL)
    {
      row = g_object_new (PANTAU_TYPE_DRAFT_FILE_ROW, NULL);
      gtk_list_box_append (self->list, GTK_WIDGET (row));
    }
  pantau_draft_file_row_set (
      row, item,
      pantau_kinds_choices (
          pantau_reference_get_kinds (pantau_session_get_reference (self->session)),
          PANTAU_ATTACHMENT_ORIGINS));
  g_hash_table_add (shown, row);
}

/* Size, and where it stays if it does not travel. (transfer full) */
static char *
describe_file (const PantauAttachment *file)
{
  g_autofree char *size = pantau_format_bytes ((guint64) file->size),
                  *medium = file->medium != NULL ? pantau_words_file_medium (file->medium) : NULL;

  return medium != NULL ? g_strdup_printf ("%s · %s", size, medium) : g_steal_pointer (&size);
}

static const char *
describe_copy (const PantauFilesCopy *copy)
{
  if (copy->fault != NULL)
    return copy->fault;

  return copy->progress != NULL ? copy->progress : _ ("Copying…");
}

static void
show_files (PantauFilesSection *self, GHashTable *shown)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const PantauKeptFile *kept = g_ptr_array_index (self->files, i);
      g_autofree char *detail = describe_file (kept->file);
      PantauDraftFile item = { .state = PANTAU_DRAFT_FILE_HERE,
                               .name = kept->file->name,
                               .icon = icon_of (kept->file->type),
                               .detail = detail,
                               .hash = kept->file->hash,
                               .number = number_of (self, kept->file->hash),
                               .remark = kept->remark,
                               .origin = kept->file->origin };

      show_item (self, &item, shown);
    }
}

static void
show_copies (PantauFilesSection *self, GHashTable *shown)
{
  for (guint i = 0; i < self->copies->len; i++)
    {
      const PantauFilesCopy *copy = g_ptr_array_index (self->copies, i);
      gboolean has_failed = copy->fault != NULL;
      gboolean is_kept = FALSE;
      PantauDraftFile item = { .state = has_failed ? PANTAU_DRAFT_FILE_FAILED
                                                   : PANTAU_DRAFT_FILE_COPYING,
                               .name = copy->source->name,
                               .icon = "dialog-warning-symbolic",
                               .detail = describe_copy (copy),
                               .number = copy->number,
                               .is_large = copy->is_large };

      for (guint j = 0; copy->hash != NULL && j < self->files->len && !is_kept; j++)
        is_kept = g_str_equal (
            ((const PantauKeptFile *) g_ptr_array_index (self->files, j))->file->hash, copy->hash);
      if (!is_kept)
        show_item (self, &item, shown);
    }
}

void
pantau_files_section_show_rows (PantauFilesSection *self)
{
  g_autoptr (GHashTable) shown = g_hash_table_new (NULL, NULL);
  GtkListBoxRow *row;
  int i = 0;

  show_files (self, shown);
  show_copies (self, shown);
  while ((row = gtk_list_box_get_row_at_index (self->list, i)) != NULL)
    if (g_hash_table_contains (shown, row))
      i++;
    else
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self->list), i > 0);
}
