/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file on its way, wherever it is shown. */

#define G_LOG_DOMAIN "pantau-file-progress"

#include "config.h"

#include "pantau-file-progress.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"
#include "pantau-session-fetch.h"
#include "pantau-ui.h"
#include "pantau-words-files.h"

struct _PantauFileProgress
{
  GtkWidget parent_instance;

  PantauSession *session; /* (owned) (nullable) */
  GSignalGroup *signals;  /* (owned): of the session */
  char *hash;             /* (nullable) */

  GtkProgressBar *bar;
  GtkWidget *button;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (PantauFileProgress, pantau_file_progress, GTK_TYPE_WIDGET)

/* TRUE where it moves. */
static gboolean
look (PantauFileProgress *self, goffset *done, goffset *total, gboolean *is_fetched)
{
  const PantauTransferState *moving;

  *is_fetched = FALSE;
  if (self->session == NULL || self->hash == NULL)
    return FALSE;
  if (pantau_session_get_fetch (self->session, self->hash, done, total))
    {
      *is_fetched = TRUE;
      return TRUE;
    }

  moving = pantau_session_get_moving (self->session);
  for (guint i = 0; i < moving->n_moving; i++)
    if (g_str_equal (moving->moving[i].hash, self->hash))
      {
        *done = moving->moving[i].offset;
        *total = moving->moving[i].size;
        return TRUE;
      }

  return FALSE;
}

static void
show (PantauFileProgress *self)
{
  goffset done = 0, total = 0;
  gboolean is_fetched, is_moving = look (self, &done, &total, &is_fetched);
  g_autofree char *bytes = NULL, *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), is_moving);
  if (!is_moving)
    return;

  bytes = total > 0 ? pantau_words_bytes_of (done, total) : pantau_format_bytes ((guint64) done);
  if (is_fetched)
    /* Translators: a file comes from the province: %s is “1.2 MB of 4.8 MB” */
    text = g_strdup_printf (_ ("Being fetched: %s"), bytes);
  else
    /* Translators: a file goes to the province: %s is “1.2 MB of 4.8 MB” */
    text = g_strdup_printf (_ ("Being sent: %s"), bytes);
  gtk_label_set_label (self->label, text);
  gtk_progress_bar_set_fraction (self->bar,
                                 total > 0 ? CLAMP ((double) done / (double) total, 0, 1) : 0);
  gtk_widget_set_visible (self->button, is_fetched);
}

static void
files_moved (PantauSession *session, PantauFileProgress *self)
{
  show (self);
}

void
pantau_file_progress_set (PantauFileProgress *self, PantauSession *session, const char *hash)
{
  g_return_if_fail (PANTAU_IS_FILE_PROGRESS (self));

  if (g_set_object (&self->session, session))
    g_signal_group_set_target (self->signals, session);
  if (g_strcmp0 (self->hash, hash) != 0)
    {
      g_free (self->hash);
      self->hash = g_strdup (hash);
    }
  show (self);
}

static void
cancel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauFileProgress *self = PANTAU_FILE_PROGRESS (widget);

  if (self->session != NULL && self->hash != NULL)
    pantau_session_cancel_fetch (self->session, self->hash);
}

static void
pantau_file_progress_dispose (GObject *object)
{
  PantauFileProgress *self = PANTAU_FILE_PROGRESS (object);

  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_FILE_PROGRESS);
  g_clear_object (&self->signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_file_progress_parent_class)->dispose (object);
}

static void
pantau_file_progress_finalize (GObject *object)
{
  g_free (PANTAU_FILE_PROGRESS (object)->hash);

  G_OBJECT_CLASS (pantau_file_progress_parent_class)->finalize (object);
}

static void
pantau_file_progress_class_init (PantauFileProgressClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_file_progress_dispose;
  object_class->finalize = pantau_file_progress_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-file-progress.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauFileProgress, bar);
  gtk_widget_class_bind_template_child (widget_class, PantauFileProgress, button);
  gtk_widget_class_bind_template_child (widget_class, PantauFileProgress, label);

  gtk_widget_class_install_action (widget_class, "progress.cancel", NULL, cancel);
}

static void
pantau_file_progress_init (PantauFileProgress *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (PANTAU_TYPE_SESSION);
  g_signal_group_connect (self->signals, "files-moved", G_CALLBACK (files_moved), self);
}
