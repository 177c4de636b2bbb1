/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture that is there for five minutes: it is never among the textures that are kept, and nothing of it is on the disk. */

#define G_LOG_DOMAIN "pantau-reveal-picture"

#include "config.h"

#include "pantau-reveal-picture.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-format.h"
#include "pantau-previews.h"
#include "pantau-viewer-canvas.h"

#define SIDE 2048 /* pixels on the longer side: the numbers of a card can be read, of a page too */

struct _PantauRevealPicture
{
  GtkListBoxRow parent_instance;

  GCancellable *cancellable; /* (owned) */
  gboolean is_drawn;

  PantauViewerCanvas *canvas;
  GtkLabel *label;
  GtkStack *stack;
  GtkLabel *fault_label;
};

G_DEFINE_FINAL_TYPE (PantauRevealPicture, pantau_reveal_picture, GTK_TYPE_LIST_BOX_ROW)

/* Taken out of the window: not only when whoever draws has let go of it too. */
static void
pantau_reveal_picture_unroot (GtkWidget *widget)
{
  PantauRevealPicture *self = PANTAU_REVEAL_PICTURE (widget);

  g_cancellable_cancel (self->cancellable);
  if (self->canvas != NULL)
    pantau_viewer_canvas_set_texture (self->canvas, NULL);

  GTK_WIDGET_CLASS (pantau_reveal_picture_parent_class)->unroot (widget);
}

static void
pantau_reveal_picture_dispose (GObject *object)
{
  PantauRevealPicture *self = PANTAU_REVEAL_PICTURE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_REVEAL_PICTURE);

  G_OBJECT_CLASS (pantau_reveal_picture_parent_class)->dispose (object);
}

static void
pantau_reveal_picture_finalize (GObject *object)
{
  g_object_unref (PANTAU_REVEAL_PICTURE (object)->cancellable);

  G_OBJECT_CLASS (pantau_reveal_picture_parent_class)->finalize (object);
}

static void
pantau_reveal_picture_class_init (PantauRevealPictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_reveal_picture_dispose;
  G_OBJECT_CLASS (klass)->finalize = pantau_reveal_picture_finalize;
  widget_class->unroot = pantau_reveal_picture_unroot;

  g_type_ensure (PANTAU_TYPE_VIEWER_CANVAS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-reveal-picture.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauRevealPicture, canvas);
  gtk_widget_class_bind_template_child (widget_class, PantauRevealPicture, fault_label);
  gtk_widget_class_bind_template_child (widget_class, PantauRevealPicture, label);
  gtk_widget_class_bind_template_child (widget_class, PantauRevealPicture, stack);
}

static void
pantau_reveal_picture_init (PantauRevealPicture *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
draw_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  PantauDrawn *drawn = pantau_drawn_new_for_bytes (data, SIDE, cancellable, &error);

  if (drawn != NULL)
    g_task_return_pointer (task, drawn, (GDestroyNotify) pantau_drawn_unref);
  else
    g_task_return_error (task, error);
}

static void
was_drawn (GObject *source, GAsyncResult *result, gpointer data)
{
  PantauRevealPicture *self = PANTAU_REVEAL_PICTURE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauDrawn) drawn = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *sentence = NULL;

  /* The envelope was closed meanwhile. */
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (drawn != NULL)
    {
      pantau_viewer_canvas_set_size (self->canvas, gdk_texture_get_width (drawn->texture),
                                     gdk_texture_get_height (drawn->texture), drawn->pages > 0);
      pantau_viewer_canvas_set_texture (self->canvas, drawn->texture);
      self->is_drawn = TRUE;
      gtk_stack_set_visible_child_name (self->stack, "picture");
      return;
    }
  sentence = pantau_advice_sentence (error->message);
  gtk_label_set_label (self->fault_label, sentence);
  gtk_stack_set_visible_child_name (self->stack, "fault");
}

GtkWidget *
pantau_reveal_picture_new (const char *label, GBytes *copy)
{
  PantauRevealPicture *self = g_object_new (PANTAU_TYPE_REVEAL_PICTURE, NULL);
  g_autofree char *size = pantau_format_bytes (g_bytes_get_size (copy)),
                  *title = g_strdup_printf ("%s · %s", label, size);
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, was_drawn, NULL);

  gtk_label_set_label (self->label, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->canvas), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  g_task_set_task_data (task, g_bytes_ref (copy), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, draw_in_thread);

  return GTK_WIDGET (self);
}

gboolean
pantau_reveal_picture_is_drawn (PantauRevealPicture *self)
{
  g_return_val_if_fail (PANTAU_IS_REVEAL_PICTURE (self), FALSE);

  return self->is_drawn;
}
