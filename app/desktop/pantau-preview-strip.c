/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A gallery of what can be seen of a record's files. */

#define G_LOG_DOMAIN "pantau-preview-strip"

#include "config.h"

#include "pantau-preview-strip.h"

#include "pantau-preview-image.h"
#include "pantau-preview.h"
#include "pantau-ui.h"

#define HASH "pantau-hash"

struct _PantauPreviewStrip
{
  GtkWidget parent_instance;

  GtkFlowBox *box;
};

G_DEFINE_FINAL_TYPE (PantauPreviewStrip, pantau_preview_strip, GTK_TYPE_WIDGET)

static void
was_activated (PantauPreviewStrip *self, GtkFlowBoxChild *child)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "files.view", "s",
                              g_object_get_data (G_OBJECT (child), HASH));
}

static void
pantau_preview_strip_dispose (GObject *object)
{
  pantau_ui_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_PREVIEW_STRIP);

  G_OBJECT_CLASS (pantau_preview_strip_parent_class)->dispose (object);
}

static void
pantau_preview_strip_class_init (PantauPreviewStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_preview_strip_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-preview-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauPreviewStrip, box);
  gtk_widget_class_bind_template_callback (widget_class, was_activated);
}

static void
pantau_preview_strip_init (PantauPreviewStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkFlowBoxChild *
child_new (const char *hash)
{
  GtkWidget *child = gtk_flow_box_child_new ();

  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child),
                                g_object_new (PANTAU_TYPE_PREVIEW_IMAGE, NULL));
  g_object_set_data_full (G_OBJECT (child), HASH, g_strdup (hash), g_free);

  return GTK_FLOW_BOX_CHILD (child);
}

/* The child at @position is that of @file: the one that is there, or a new one before it. */
static void
put (PantauPreviewStrip *self, int position, const PantauFileItem *file, PantauPreviews *previews)
{
  GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (self->box, position);

  if (child == NULL || g_strcmp0 (g_object_get_data (G_OBJECT (child), HASH), file->hash) != 0)
    {
      child = child_new (file->hash);
      gtk_flow_box_insert (self->box, GTK_WIDGET (child), position);
    }
  gtk_widget_set_tooltip_text (GTK_WIDGET (child), file->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  file->title, -1);
  pantau_preview_image_set (PANTAU_PREVIEW_IMAGE (gtk_flow_box_child_get_child (child)), previews,
                            file->hash, file->icon, file->title);
}

void
pantau_preview_strip_set (PantauPreviewStrip *self,
                          PantauPreviews *previews,
                          const PantauFilesPart *part)
{
  GtkFlowBoxChild *child;
  int n = 0;

  g_return_if_fail (PANTAU_IS_PREVIEW_STRIP (self));

  for (guint i = 0; i < part->files->len; i++)
    {
      const PantauFileItem *file = g_ptr_array_index (part->files, i);

      if (file->is_here && pantau_preview_is_for_type (file->type))
        put (self, n++, file, previews);
    }
  while ((child = gtk_flow_box_get_child_at_index (self->box, n)) != NULL)
    gtk_flow_box_remove (self->box, GTK_WIDGET (child));
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}
