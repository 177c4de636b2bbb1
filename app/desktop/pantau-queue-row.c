/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file on its way to the province. */

#define G_LOG_DOMAIN "pantau-queue-row"

#include "config.h"

#include "pantau-queue-row.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"
#include "pantau-words-files.h"
#include "pantau-words.h"

struct _PantauQueueRow
{
  GtkListBoxRow parent_instance;

  GtkImage *image;
  GtkLabel *name_label;
  GtkProgressBar *progress;
  GtkLabel *record_label;
  GtkLabel *size_label;
  GtkLabel *state_label;
};

G_DEFINE_FINAL_TYPE (PantauQueueRow, pantau_queue_row, GTK_TYPE_LIST_BOX_ROW)

static void
pantau_queue_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_QUEUE_ROW);

  G_OBJECT_CLASS (pantau_queue_row_parent_class)->dispose (object);
}

static void
pantau_queue_row_class_init (PantauQueueRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_queue_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-queue-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauQueueRow, image);
  gtk_widget_class_bind_template_child (widget_class, PantauQueueRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, PantauQueueRow, progress);
  gtk_widget_class_bind_template_child (widget_class, PantauQueueRow, record_label);
  gtk_widget_class_bind_template_child (widget_class, PantauQueueRow, size_label);
  gtk_widget_class_bind_template_child (widget_class, PantauQueueRow, state_label);
}

static void
pantau_queue_row_init (PantauQueueRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
choose_icon (const PantauQueuedFile *file, gboolean is_moving)
{
  if (is_moving)
    return "document-send-symbolic";

  switch (file->state)
    {
    case PANTAU_QUEUED_PAUSED:
      return "media-playback-pause-symbolic";
    case PANTAU_QUEUED_WIFI:
      return "network-wireless-symbolic";
    case PANTAU_QUEUED_REFUSED:
    case PANTAU_QUEUED_MISSING:
      return "dialog-warning-symbolic";
    case PANTAU_QUEUED_WAITING:
    case PANTAU_QUEUED_LINE:
      break;
    }

  return "computer-symbolic";
}

void
pantau_queue_row_set (PantauQueueRow *self, const PantauQueuedFile *file, goffset moving)
{
  gboolean is_moving = moving >= 0 && file->size > 0;
  g_autofree char *name = pantau_words_queued_name (file), *size = NULL, *state = NULL,
                  *record = file->title != NULL && *file->title != '\0'
                                ? pantau_words_clean (file->title)
                                : g_strdup (_ ("Without a title"));

  g_return_if_fail (PANTAU_IS_QUEUE_ROW (self));

  if (file->size >= 0)
    size = pantau_format_bytes ((guint64) file->size);
  state = is_moving ? pantau_words_bytes_of (moving, file->size) : pantau_words_queued_state (file);

  gtk_image_set_from_icon_name (self->image, choose_icon (file, is_moving));
  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->record_label, record);
  gtk_label_set_label (self->state_label, state);
  gtk_label_set_label (self->size_label, size != NULL ? size : "");
  gtk_progress_bar_set_fraction (self->progress,
                                 is_moving ? (double) moving / (double) file->size : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), is_moving);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), file->title != NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", file->record);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self),
                                  file->title != NULL ? "win.open-record" : NULL);
}
