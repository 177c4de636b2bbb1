/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small picture of a file, asked for while it is on the screen and no longer. */

#define G_LOG_DOMAIN "pantau-preview-image"

#include "config.h"

#include "pantau-preview-image.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-ui.h"

#define DAMAGED_ICON "image-missing-symbolic"

#define WIDTH  140 /* points, whatever is in it */
#define HEIGHT 105

struct _PantauPreviewImage
{
  GtkWidget parent_instance;

  PantauPreviews *previews; /* (owned) (nullable) */
  char *hash;               /* (nullable) */
  char *icon;               /* (nullable): name */
  guint asked;              /* id; 0: nothing is asked for */
  gboolean is_damaged;

  GtkImage *image;
  GtkPicture *picture;
  GtkSpinner *spinner;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (PantauPreviewImage, pantau_preview_image, GTK_TYPE_WIDGET)

static void
forget (PantauPreviewImage *self)
{
  if (self->previews != NULL)
    pantau_previews_forget (self->previews, self->asked);
  self->asked = 0;
}

static void
show_page (PantauPreviewImage *self, const char *page)
{
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (page, "loading"));
}

static void
show_drawn (PantauPreviewImage *self, PantauDrawn *drawn)
{
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (drawn->texture));
  show_page (self, "picture");
}

static void
show_fault (PantauPreviewImage *self, const GError *error)
{
  g_autofree char *sentence = pantau_advice_sentence (error->message);

  self->is_damaged = TRUE;
  gtk_image_set_from_icon_name (self->image, DAMAGED_ICON);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  sentence, -1);
  show_page (self, "icon");
}

static void
was_drawn (PantauDrawn *drawn, const GError *error, gpointer data)
{
  PantauPreviewImage *self = data;

  self->asked = 0;
  if (drawn != NULL)
    show_drawn (self, drawn);
  else
    show_fault (self, error);
}

static gboolean
is_drawn (PantauPreviewImage *self)
{
  return gtk_picture_get_paintable (self->picture) != NULL;
}

static void
load (PantauPreviewImage *self)
{
  PantauDrawn *drawn;

  if (self->previews == NULL || self->asked != 0 || is_drawn (self) || self->is_damaged)
    return;
  drawn = pantau_previews_lookup (self->previews, self->hash, PANTAU_PREVIEW_IMAGE_SIDE);
  if (drawn != NULL)
    {
      show_drawn (self, drawn);
      return;
    }
  show_page (self, "loading");
  self->asked =
      pantau_previews_ask (self->previews, self->hash, PANTAU_PREVIEW_IMAGE_SIDE, was_drawn, self);
}

static void
pantau_preview_image_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pantau_preview_image_parent_class)->map (widget);
  load (PANTAU_PREVIEW_IMAGE (widget));
}

static void
pantau_preview_image_unmap (GtkWidget *widget)
{
  forget (PANTAU_PREVIEW_IMAGE (widget));
  GTK_WIDGET_CLASS (pantau_preview_image_parent_class)->unmap (widget);
}

static void
pantau_preview_image_measure (GtkWidget *widget,
                              GtkOrientation orientation,
                              int for_size,
                              int *minimum,
                              int *natural,
                              int *minimum_baseline,
                              int *natural_baseline)
{
  PantauPreviewImage *self = PANTAU_PREVIEW_IMAGE (widget);
  int least;

  /* To be asked before it is placed. */
  gtk_widget_measure (GTK_WIDGET (self->stack), orientation, -1, &least, NULL, NULL, NULL);
  *minimum = *natural = MAX (orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT, least);
  *minimum_baseline = *natural_baseline = -1;
}

static void
pantau_preview_image_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (GTK_WIDGET (PANTAU_PREVIEW_IMAGE (widget)->stack),
                            &(GtkAllocation){ 0, 0, width, height }, -1);
}

static void
pantau_preview_image_dispose (GObject *object)
{
  PantauPreviewImage *self = PANTAU_PREVIEW_IMAGE (object);

  forget (self);
  g_clear_object (&self->previews);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_PREVIEW_IMAGE);

  G_OBJECT_CLASS (pantau_preview_image_parent_class)->dispose (object);
}

static void
pantau_preview_image_finalize (GObject *object)
{
  PantauPreviewImage *self = PANTAU_PREVIEW_IMAGE (object);

  g_free (self->hash);
  g_free (self->icon);

  G_OBJECT_CLASS (pantau_preview_image_parent_class)->finalize (object);
}

static void
pantau_preview_image_class_init (PantauPreviewImageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_preview_image_dispose;
  object_class->finalize = pantau_preview_image_finalize;
  widget_class->map = pantau_preview_image_map;
  widget_class->measure = pantau_preview_image_measure;
  widget_class->size_allocate = pantau_preview_image_size_allocate;
  widget_class->unmap = pantau_preview_image_unmap;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "preview");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-preview-image.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauPreviewImage, image);
  gtk_widget_class_bind_template_child (widget_class, PantauPreviewImage, picture);
  gtk_widget_class_bind_template_child (widget_class, PantauPreviewImage, spinner);
  gtk_widget_class_bind_template_child (widget_class, PantauPreviewImage, stack);
}

static void
pantau_preview_image_init (PantauPreviewImage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
clear (PantauPreviewImage *self)
{
  forget (self);
  self->is_damaged = FALSE;
  gtk_picture_set_paintable (self->picture, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), NULL);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  show_page (self, "icon");
}

void
pantau_preview_image_set (PantauPreviewImage *self,
                          PantauPreviews *previews,
                          const char *hash,
                          const char *icon,
                          const char *name)
{
  g_return_if_fail (PANTAU_IS_PREVIEW_IMAGE (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (self->previews == previews && g_strcmp0 (self->hash, hash) == 0 &&
      g_strcmp0 (self->icon, icon) == 0)
    return;

  clear (self);
  g_set_object (&self->previews, previews);
  g_free (self->hash);
  self->hash = g_strdup (hash);
  g_free (self->icon);
  self->icon = g_strdup (icon);
  gtk_image_set_from_icon_name (self->image, icon);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
}

gboolean
pantau_preview_image_is_drawn (PantauPreviewImage *self)
{
  g_return_val_if_fail (PANTAU_IS_PREVIEW_IMAGE (self), FALSE);

  return is_drawn (self);
}

gboolean
pantau_preview_image_is_damaged (PantauPreviewImage *self)
{
  g_return_val_if_fail (PANTAU_IS_PREVIEW_IMAGE (self), FALSE);

  return self->is_damaged;
}
