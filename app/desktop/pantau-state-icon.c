/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An icon with a meaning, for the rows of a list. */

#define G_LOG_DOMAIN "pantau-state-icon"

#include "config.h"

#include "pantau-state-icon.h"

#define SIZE 16 /* pixels */

struct _PantauStateIcon
{
  GtkWidget parent_instance;

  const char *name; /* (nullable) */
  char *text;       /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (PantauStateIcon, pantau_state_icon, GTK_TYPE_WIDGET)

static void
pantau_state_icon_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static void
pantau_state_icon_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PantauStateIcon *self = PANTAU_STATE_ICON (widget);
  g_autoptr (GtkIconPaintable) icon = NULL;
  GdkRGBA color;

  if (self->name == NULL)
    return;

  /* The theme keeps what it found: this costs a look into a table. */
  icon = gtk_icon_theme_lookup_icon (
      gtk_icon_theme_get_for_display (gtk_widget_get_display (widget)), self->name, NULL, SIZE,
      gtk_widget_get_scale_factor (widget), gtk_widget_get_direction (widget),
      GTK_ICON_LOOKUP_FORCE_SYMBOLIC);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT ((float) ((gtk_widget_get_width (widget) - SIZE) / 2),
                                      (float) ((gtk_widget_get_height (widget) - SIZE) / 2)));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, SIZE, SIZE,
                                            &color, 1);
  gtk_snapshot_restore (snapshot);
}

/* Not gtk_widget_set_tooltip_text(): that asks the X server where the pointer is, once for each of 200 rows. */
static gboolean
pantau_state_icon_query_tooltip (
    GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tip)
{
  PantauStateIcon *self = PANTAU_STATE_ICON (widget);

  gtk_tooltip_set_text (tip, self->text);

  return self->text != NULL && self->text[0] != '\0';
}

static void
pantau_state_icon_finalize (GObject *object)
{
  g_free (PANTAU_STATE_ICON (object)->text);

  G_OBJECT_CLASS (pantau_state_icon_parent_class)->finalize (object);
}

static void
pantau_state_icon_class_init (PantauStateIconClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = pantau_state_icon_finalize;
  widget_class->measure = pantau_state_icon_measure;
  widget_class->query_tooltip = pantau_state_icon_query_tooltip;
  widget_class->snapshot = pantau_state_icon_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
pantau_state_icon_init (PantauStateIcon *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

void
pantau_state_icon_set (PantauStateIcon *self, const char *name, const char *text)
{
  g_return_if_fail (PANTAU_IS_STATE_ICON (self));

  if (g_strcmp0 (self->name, name) != 0)
    {
      self->name = name;
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  if (g_strcmp0 (self->text, text) != 0)
    {
      g_free (self->text);
      self->text = g_strdup (text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      text != NULL ? text : "", -1);
    }
}
