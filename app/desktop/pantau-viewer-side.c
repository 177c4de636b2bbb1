/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands beside a file that somebody looks at. */

#define G_LOG_DOMAIN "pantau-viewer-side"

#include "config.h"

#include "pantau-viewer-side.h"

#include <glib/gi18n-lib.h>

#include "pantau-custody.h"
#include "pantau-ui.h"
#include "pantau-words-custody.h"
#include "pantau-words-file.h"

struct _PantauViewerSide
{
  GtkWidget parent_instance;

  GCancellable *reading; /* (owned) (nullable) */

  GtkLabel *chain_label;
  GtkLabel *claims_label;
  GtkLabel *hash_label;
  GtkLabel *known_label;
};

G_DEFINE_FINAL_TYPE (PantauViewerSide, pantau_viewer_side, GTK_TYPE_WIDGET)

static void
stop_reading (PantauViewerSide *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

static void
pantau_viewer_side_dispose (GObject *object)
{
  stop_reading (PANTAU_VIEWER_SIDE (object));
  pantau_ui_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_VIEWER_SIDE);

  G_OBJECT_CLASS (pantau_viewer_side_parent_class)->dispose (object);
}

static void
pantau_viewer_side_class_init (PantauViewerSideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_viewer_side_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-viewer-side.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauViewerSide, chain_label);
  gtk_widget_class_bind_template_child (widget_class, PantauViewerSide, claims_label);
  gtk_widget_class_bind_template_child (widget_class, PantauViewerSide, hash_label);
  gtk_widget_class_bind_template_child (widget_class, PantauViewerSide, known_label);
}

static void
pantau_viewer_side_init (PantauViewerSide *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What the reading thread is asked, and all that it needs to put it into words. */
typedef struct
{
  char *record;
  char *hash;
  char *device;
  PantauReference *reference; /* (owned) */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->record);
  g_free (question->hash);
  g_free (question->device);
  pantau_reference_unref (question->reference);
  g_free (question);
}

static gpointer
read_chain (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  g_autoptr (GPtrArray) chain =
      pantau_store_custody (store, question->record, question->hash, error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (chain == NULL)
    return NULL;
  for (guint i = 0; i < chain->len; i++)
    {
      g_autofree char *step = pantau_words_custody_full (
          question->reference, g_ptr_array_index (chain, i), question->device);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n\n" : "", step);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
chain_was_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauViewerSide) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = pantau_session_read_finish (PANTAU_SESSION (source), result, &error);

  /* Another file is shown meanwhile, or none. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->chain_label == NULL)
    return;
  gtk_label_set_label (self->chain_label, text != NULL ? text : error->message);
}

void
pantau_viewer_side_set_file (PantauViewerSide *self,
                             PantauSession *session,
                             const char *record,
                             const PantauViewerFile *file)
{
  Question *question;

  g_return_if_fail (PANTAU_IS_VIEWER_SIDE (self));

  gtk_label_set_label (self->known_label, file->known);
  gtk_label_set_label (self->hash_label, file->hash);
  gtk_label_set_label (self->chain_label, "");
  gtk_label_set_label (self->claims_label, file->claims != NULL ? file->claims : _ ("Nothing."));

  stop_reading (self);
  self->reading = g_cancellable_new ();
  question = g_new0 (Question, 1);
  question->record = g_strdup (record);
  question->hash = g_strdup (file->hash);
  question->device = g_strdup (pantau_session_get_device (session));
  question->reference = pantau_reference_ref (pantau_session_get_reference (session));
  pantau_session_read (session, read_chain, question, question_free, g_free, G_PRIORITY_DEFAULT,
                       self->reading, chain_was_read, g_object_ref (self));
}

void
pantau_viewer_side_set_claims (PantauViewerSide *self, const PantauFileClaims *claims)
{
  g_autofree char *text = claims != NULL ? pantau_words_file_claims (claims) : NULL;

  g_return_if_fail (PANTAU_IS_VIEWER_SIDE (self));

  if (text != NULL)
    gtk_label_set_label (self->claims_label, text);
}
