/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The legend of a map, as a widget. */

#define G_LOG_DOMAIN "pantau-map-legend"

#include "config.h"

#include "pantau-map-legend.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

struct _PantauMapLegend
{
  GtkWidget parent_instance;

  GPtrArray *items; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (PantauMapLegend, pantau_map_legend, GTK_TYPE_WIDGET)

static PantauLegendPicture
get_picture (PantauMapLegend *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  double height = (double) pango_font_metrics_get_height (metrics) / PANGO_SCALE;

  pango_font_metrics_unref (metrics);

  return (PantauLegendPicture){
    .items = self->items,
    .shades = pantau_shades_get (adw_style_manager_get_dark (style),
                                 adw_style_manager_get_high_contrast (style)),
    .font = pango_font_description_get_family (pango_context_get_font_description (context)),
    .letters = height / 1.4,
  };
}

static GtkSizeRequestMode
pantau_map_legend_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pantau_map_legend_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  PantauMapLegend *self = PANTAU_MAP_LEGEND (widget);
  PantauLegendPicture picture = get_picture (self);
  int least;

  *minimum_baseline = *natural_baseline = -1;
  *minimum = *natural = 0;
  if (self->items == NULL)
    return;
  least = (int) pantau_legend_least_width (&picture);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = least;
  else
    *minimum = *natural = (int) ceil (pantau_legend_height (&picture, MAX (for_size, least)));
}

static void
pantau_map_legend_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PantauMapLegend *self = PANTAU_MAP_LEGEND (widget);
  PantauLegendPicture picture = get_picture (self);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr;

  if (self->items == NULL || width <= 0 || height <= 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  pantau_legend_draw (cr, &picture, &(const cairo_rectangle_t){ 0, 0, width, height });
  cairo_destroy (cr);
}

static void
pantau_map_legend_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (pantau_map_legend_parent_class)->css_changed (widget, change);
  gtk_widget_queue_resize (widget);
}

static void
pantau_map_legend_finalize (GObject *object)
{
  g_clear_pointer (&PANTAU_MAP_LEGEND (object)->items, g_ptr_array_unref);

  G_OBJECT_CLASS (pantau_map_legend_parent_class)->finalize (object);
}

static void
pantau_map_legend_class_init (PantauMapLegendClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pantau_map_legend_finalize;
  widget_class->css_changed = pantau_map_legend_css_changed;
  widget_class->get_request_mode = pantau_map_legend_get_request_mode;
  widget_class->measure = pantau_map_legend_measure;
  widget_class->snapshot = pantau_map_legend_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
pantau_map_legend_init (PantauMapLegend *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  g_signal_connect_object (style, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Legend"), -1);
}

void
pantau_map_legend_show (PantauMapLegend *self, GPtrArray *items)
{
  g_autoptr (GString) words = g_string_new (_ ("Legend"));

  g_return_if_fail (PANTAU_IS_MAP_LEGEND (self));

  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = g_ptr_array_ref (items);
  for (guint i = 0; i < items->len; i++)
    g_string_append_printf (words, "%s%s", i == 0 ? ": " : ", ",
                            ((PantauLegendItem *) g_ptr_array_index (items, i))->text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words->str,
                                  -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
