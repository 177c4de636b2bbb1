/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a record: how they look, and one below the other. */

#define G_LOG_DOMAIN "pantau-files-view"

#include "config.h"

#include "pantau-files-view.h"

#include <glib/gi18n-lib.h>

#include "pantau-evidence-row.h"
#include "pantau-line-layout.h"
#include "pantau-list-fill.h"
#include "pantau-preview-strip.h"
#include "pantau-ui.h"
#include "pantau-viewer.h"

struct _PantauFilesView
{
  GtkWidget parent_instance;

  PantauSession *session; /* (owned) (nullable) */
  char *record;           /* (nullable) */
  GPtrArray *shown;       /* (owned) (nullable) of PantauViewerFile: those that are here */

  GtkWidget *attach_button;
  GtkWidget *custody_button;
  GtkListBox *list;
  GtkLabel *note_label;
  GtkWidget *progress_box;
  PantauPreviewStrip *strip;
};

G_DEFINE_FINAL_TYPE (PantauFilesView, pantau_files_view, GTK_TYPE_WIDGET)

typedef struct
{
  gboolean may_release;
  GHashTable *busy;       /* (nullable) */
  PantauSession *session; /* (nullable) */
} Filling;

static gboolean
is_shown (PantauFilesView *self, const char *hash)
{
  for (guint i = 0; self->shown != NULL && i < self->shown->len; i++)
    if (g_str_equal (((const PantauViewerFile *) g_ptr_array_index (self->shown, i))->hash, hash))
      return TRUE;

  return FALSE;
}

static void
view_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauFilesView *self = PANTAU_FILES_VIEW (widget);
  const char *hash = g_variant_get_string (parameter, NULL);

  if (self->session == NULL || !is_shown (self, hash))
    return;
  gtk_window_present (GTK_WINDOW (pantau_viewer_new (widget, self->session, self->record,
                                                     g_ptr_array_ref (self->shown), hash)));
}

static void
pantau_files_view_dispose (GObject *object)
{
  g_clear_object (&PANTAU_FILES_VIEW (object)->session);
  pantau_ui_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_FILES_VIEW);

  G_OBJECT_CLASS (pantau_files_view_parent_class)->dispose (object);
}

static void
pantau_files_view_finalize (GObject *object)
{
  PantauFilesView *self = PANTAU_FILES_VIEW (object);

  g_free (self->record);
  g_clear_pointer (&self->shown, g_ptr_array_unref);

  G_OBJECT_CLASS (pantau_files_view_parent_class)->finalize (object);
}

static void
pantau_files_view_class_init (PantauFilesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_files_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = pantau_files_view_finalize;

  gtk_widget_class_install_action (widget_class, "files.view", "s", view_file);

  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  g_type_ensure (PANTAU_TYPE_PREVIEW_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-files-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauFilesView, attach_button);
  gtk_widget_class_bind_template_child (widget_class, PantauFilesView, custody_button);
  gtk_widget_class_bind_template_child (widget_class, PantauFilesView, list);
  gtk_widget_class_bind_template_child (widget_class, PantauFilesView, note_label);
  gtk_widget_class_bind_template_child (widget_class, PantauFilesView, progress_box);
  gtk_widget_class_bind_template_child (widget_class, PantauFilesView, strip);
}

static void
pantau_files_view_init (PantauFilesView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_file (GtkWidget *row, gpointer item, gpointer data)
{
  const PantauFileItem *file = item;
  const Filling *filling = data;

  pantau_evidence_row_set (PANTAU_EVIDENCE_ROW (row), file, filling->may_release,
                           filling->busy != NULL &&
                               g_hash_table_contains (filling->busy, file->hash));
  pantau_evidence_row_watch (PANTAU_EVIDENCE_ROW (row), filling->session, file);
}

static const char *
choose_note (const PantauFilesPart *part, gboolean is_open_hoax)
{
  if (part->files->len == 0)
    return _ ("No file is attached. Originals are kept as they came.");
  if (is_open_hoax)
    return _ ("Pemprov has none of these files until a desk opens it to them.");

  return NULL;
}

void
pantau_files_view_set_record (PantauFilesView *self, PantauSession *session, const char *record)
{
  g_return_if_fail (PANTAU_IS_FILES_VIEW (self));

  g_set_object (&self->session, session);
  g_free (self->record);
  self->record = g_strdup (record);
}

void
pantau_files_view_set (PantauFilesView *self,
                       const PantauFilesPart *part,
                       gboolean is_open_hoax,
                       gboolean may_attach,
                       gboolean may_release,
                       GHashTable *busy)
{
  const char *note = choose_note (part, is_open_hoax);
  Filling filling = { may_release, busy, self->session };

  g_return_if_fail (PANTAU_IS_FILES_VIEW (self));

  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = pantau_viewer_files_new (part);
  if (self->session != NULL)
    pantau_preview_strip_set (self->strip, pantau_previews_of (self->session), part);
  pantau_list_fill (self->list, part->files, PANTAU_TYPE_EVIDENCE_ROW, fill_file, &filling);
  pantau_ui_set_text (self->note_label, note);
  gtk_widget_set_visible (self->attach_button, may_attach);
  gtk_widget_set_visible (self->custody_button, may_attach && part->files->len > 0);
  gtk_widget_set_visible (self->progress_box, busy != NULL && g_hash_table_contains (busy, ""));
  gtk_widget_set_visible (GTK_WIDGET (self), part->files->len > 0 || may_attach);
}
