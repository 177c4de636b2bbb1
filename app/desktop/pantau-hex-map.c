/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The map of hexagons as a widget. What is drawn is kept as a picture until a figure, the size or the colours change: walking, pointing and scrolling only
 * paint that, and the line around one hexagon.
 */

#define G_LOG_DOMAIN "pantau-hex-map"

#include "config.h"

#include "pantau-hex-map.h"

#include <glib/gi18n-lib.h>

#include "pantau-hex-drawing.h"

G_STATIC_ASSERT (PANTAU_HEX_NONE == PANTAU_FIGURE_NONE);

/* Pixels: how wide it is at least and by its own wish, how high at most, and the line around a hexagon. */
#define LEAST_WIDTH   240
#define NATURAL_WIDTH 560
#define MOST_HEIGHT   460
#define MARK_WIDTH    3.0
#define HOVER_WIDTH   1.5

struct _PantauHexMap
{
  PantauFigureView parent_instance;

  PantauReference *reference; /* (owned) (nullable): before figures are shown */
  gint64 *values;             /* (owned) (nullable): one for each hexagon */
  PantauSituationMap
      *map; /* (owned) (nullable): how they are shown, where a scale does not say it */
  int most_height;
  PantauScale scale;
  double goal; /* as of pantau_hexes_walk(), */
  int walked;  /* for who goes on from this hexagon */

  GskRenderNode *drawn; /* (owned) (nullable): the map without the mark */
  int drawn_width;
  int drawn_height;
  int drawn_scale;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (PantauHexMap, pantau_hex_map, PANTAU_TYPE_FIGURE_VIEW)

static guint signals[N_SIGNALS];

static PantauHexes *
get_hexes (PantauHexMap *self)
{
  return pantau_reference_get_hexes (self->reference);
}

static PantauHexPlan
get_plan (PantauHexMap *self)
{
  /* Half of a line's width lies outside of the hexagon. */
  return pantau_hex_plan (
      get_hexes (self),
      &(const cairo_rectangle_t){ 2, 2, MAX (gtk_widget_get_width (GTK_WIDGET (self)) - 4, 0),
                                  MAX (gtk_widget_get_height (GTK_WIDGET (self)) - 4, 0) });
}

/* As colours and letters are now. */
static PantauHexPicture
get_picture (PantauHexMap *self)
{
  PantauFigureView *view = PANTAU_FIGURE_VIEW (self);

  return (PantauHexPicture){
    .hexes = get_hexes (self),
    .regions = pantau_reference_get_regions (self->reference),
    .values = self->values,
    .scale = self->scale,
    .fills = self->map != NULL ? self->map->fills : NULL,
    .texts = self->map != NULL ? self->map->texts : NULL,
    .shades = pantau_figure_view_get_shades (view),
    .font = pantau_figure_view_get_font (view),
  };
}

static gboolean
pantau_hex_map_has_cells (PantauFigureView *view)
{
  return PANTAU_HEX_MAP (view)->values != NULL;
}

static gint64
pantau_hex_map_get_value (PantauFigureView *view, int cell)
{
  return PANTAU_HEX_MAP (view)->values[cell];
}

/* "Kec. Rupit, Kab. Musi Rawas Utara: 3 sightings" */
static char *
pantau_hex_map_describe (PantauFigureView *view, int cell, const char *words)
{
  PantauHexMap *self = PANTAU_HEX_MAP (view);
  const PantauHex *hex = pantau_hexes_get_nth (get_hexes (self), (guint) cell);
  g_autofree char *name =
      pantau_regions_qualified (pantau_reference_get_regions (self->reference), hex->code);

  if (words == NULL)
    words = self->map->words[cell] != NULL ? self->map->words[cell]
                                           : _ ("not part of the region that is shown");
  /* Translators: a place and what is counted there */
  return g_strdup_printf (_ ("%s: %s"), name, words);
}

static int
pantau_hex_map_find_at (PantauFigureView *view, double x, double y)
{
  PantauHexMap *self = PANTAU_HEX_MAP (view);
  PantauHexPlan plan = get_plan (self);

  return pantau_hex_plan_at (&plan, get_hexes (self), x, y);
}

/* At the most; at the first where there is nothing at all. */
static int
pantau_hex_map_begin (PantauFigureView *view)
{
  PantauHexMap *self = PANTAU_HEX_MAP (view);
  int most = 0;

  for (guint i = 1; i < pantau_hexes_get_size (get_hexes (self)); i++)
    if (self->values[i] > self->values[most])
      most = (int) i;

  return most;
}

static int
go (PantauHexMap *self, int cell, PantauHexWay way)
{
  if (self->walked != cell)
    self->goal = pantau_hexes_get_nth (get_hexes (self), (guint) cell)->x;
  self->walked = (int) pantau_hexes_walk (get_hexes (self), (guint) cell, way, &self->goal);

  return self->walked;
}

/* The next with a figure, round and round in the order of the codes. */
static int
jump (PantauHexMap *self, int cell, int step)
{
  int size = (int) pantau_hexes_get_size (get_hexes (self));

  for (int i = 1; i < size; i++)
    {
      int index = ((cell + i * step) % size + size) % size;

      if (self->values[index] > 0)
        return index;
    }
  gtk_widget_error_bell (GTK_WIDGET (self));

  return cell;
}

static int
pantau_hex_map_walk (PantauFigureView *view, int cell, PantauFigureWay way)
{
  PantauHexMap *self = PANTAU_HEX_MAP (view);

  switch (way)
    {
    case PANTAU_FIGURE_LEFT:
      return go (self, cell, PANTAU_HEX_GO_LEFT);
    case PANTAU_FIGURE_RIGHT:
      return go (self, cell, PANTAU_HEX_GO_RIGHT);
    case PANTAU_FIGURE_UP:
      return go (self, cell, PANTAU_HEX_GO_UP);
    case PANTAU_FIGURE_DOWN:
      return go (self, cell, PANTAU_HEX_GO_DOWN);
    case PANTAU_FIGURE_PREVIOUS:
      return jump (self, cell, -1);
    case PANTAU_FIGURE_NEXT:
      return jump (self, cell, 1);
    case PANTAU_FIGURE_HOME:
      return pantau_hex_map_begin (view);
    case PANTAU_FIGURE_END:
      break;
    }

  return PANTAU_FIGURE_NONE;
}

static void
pantau_hex_map_follow (PantauFigureView *view, int cell)
{
  g_signal_emit (view, signals[CHOSEN], 0,
                 pantau_hexes_get_nth (get_hexes (PANTAU_HEX_MAP (view)), (guint) cell)->code);
}

static void
pantau_hex_map_restyle (PantauFigureView *view)
{
  g_clear_pointer (&PANTAU_HEX_MAP (view)->drawn, gsk_render_node_unref);
}

static GtkSizeRequestMode
pantau_hex_map_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pantau_hex_map_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  PantauHexMap *self = PANTAU_HEX_MAP (widget);
  double width = 4, height = 3;

  *minimum_baseline = *natural_baseline = -1;
  if (self->reference != NULL)
    pantau_hexes_get_extents (get_hexes (self), &width, &height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }
  *minimum = *natural =
      (int) MIN ((for_size > 0 ? for_size : LEAST_WIDTH) * height / width, self->most_height);
}

static void
draw_again (PantauHexMap *self, int width, int height, int scale)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
  PantauHexPicture picture = get_picture (self);
  PantauHexPlan plan = get_plan (self);
  /* Strokes that a node only remembers would be drawn again in every frame that shows any of them. */
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  pantau_hex_draw (cr, &plan, &picture);
  cairo_destroy (cr);

  g_clear_pointer (&self->drawn, gsk_render_node_unref);
  self->drawn = gsk_cairo_node_new (&bounds);
  cr = gsk_cairo_node_get_draw_context (self->drawn);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  self->drawn_width = width;
  self->drawn_height = height;
  self->drawn_scale = scale;
}

static void
snapshot_mark (PantauHexMap *self, GtkSnapshot *snapshot, int index, double width)
{
  PantauHexPlan plan = get_plan (self);
  PantauHexPicture picture = get_picture (self);
  float reach = (float) (plan.radius + width + 2);
  graphene_rect_t bounds;
  cairo_t *cr;
  double x, y;

  pantau_hex_plan_locate (&plan, pantau_hexes_get_nth (picture.hexes, (guint) index), &x, &y);
  bounds = GRAPHENE_RECT_INIT ((float) x - reach, (float) y - reach, 2 * reach, 2 * reach);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  pantau_hex_draw_mark (cr, &plan, &picture, (guint) index, width);
  cairo_destroy (cr);
}

static void
pantau_hex_map_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PantauHexMap *self = PANTAU_HEX_MAP (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget),
      scale = gtk_widget_get_scale_factor (widget),
      hovered = pantau_figure_view_get_hovered (PANTAU_FIGURE_VIEW (widget)),
      current = pantau_figure_view_get_current (PANTAU_FIGURE_VIEW (widget));

  if (self->values == NULL || width <= 0 || height <= 0)
    return;
  if (self->drawn == NULL || self->drawn_width != width || self->drawn_height != height ||
      self->drawn_scale != scale)
    draw_again (self, width, height, scale);
  gtk_snapshot_append_node (snapshot, self->drawn);
  if (hovered != PANTAU_FIGURE_NONE)
    snapshot_mark (self, snapshot, hovered, HOVER_WIDTH);
  if (current != PANTAU_FIGURE_NONE && gtk_widget_has_focus (widget))
    snapshot_mark (self, snapshot, current, MARK_WIDTH);
}

static void
pantau_hex_map_finalize (GObject *object)
{
  PantauHexMap *self = PANTAU_HEX_MAP (object);

  g_clear_pointer (&self->drawn, gsk_render_node_unref);
  g_clear_pointer (&self->reference, pantau_reference_unref);
  g_clear_pointer (&self->map, pantau_situation_map_free);
  g_free (self->values);

  G_OBJECT_CLASS (pantau_hex_map_parent_class)->finalize (object);
}

static void
pantau_hex_map_class_init (PantauHexMapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PantauFigureViewClass *view_class = PANTAU_FIGURE_VIEW_CLASS (klass);

  object_class->finalize = pantau_hex_map_finalize;
  widget_class->get_request_mode = pantau_hex_map_get_request_mode;
  widget_class->measure = pantau_hex_map_measure;
  widget_class->snapshot = pantau_hex_map_snapshot;
  view_class->begin = pantau_hex_map_begin;
  view_class->describe = pantau_hex_map_describe;
  view_class->find_at = pantau_hex_map_find_at;
  view_class->follow = pantau_hex_map_follow;
  view_class->get_value = pantau_hex_map_get_value;
  view_class->has_cells = pantau_hex_map_has_cells;
  view_class->restyle = pantau_hex_map_restyle;
  view_class->walk = pantau_hex_map_walk;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "hexmap");
}

static void
pantau_hex_map_init (PantauHexMap *self)
{
  self->walked = PANTAU_HEX_NONE;
  self->most_height = MOST_HEIGHT;
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Map of the kecamatan"),
      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      _ ("Arrow keys go from kecamatan to kecamatan, Enter opens the records."), -1);
}

static void
take_values (PantauHexMap *self, PantauReference *reference, const gint64 *values)
{
  guint size = pantau_hexes_get_size (pantau_reference_get_hexes (reference));
  gint64 most = 0;

  if (self->reference != reference)
    {
      g_clear_pointer (&self->reference, pantau_reference_unref);
      self->reference = pantau_reference_ref (reference);
      pantau_figure_view_leave_cells (PANTAU_FIGURE_VIEW (self));
      gtk_widget_queue_resize (GTK_WIDGET (self));
    }
  for (guint i = 0; i < size; i++)
    most = MAX (most, values[i]);
  g_free (self->values);
  self->values = g_memdup2 (values, size * sizeof *values);
  self->scale = pantau_scale_new (most);
  g_clear_pointer (&self->map, pantau_situation_map_free);
  pantau_hex_map_restyle (PANTAU_FIGURE_VIEW (self));
}

void
pantau_hex_map_show (PantauHexMap *self,
                     PantauReference *reference,
                     const gint64 *values,
                     PantauFigureWords words,
                     const char *summary)
{
  PantauFigureView *view = PANTAU_FIGURE_VIEW (self);

  g_return_if_fail (PANTAU_IS_HEX_MAP (self));

  take_values (self, reference, values);
  pantau_figure_view_set (view, pantau_figure_view_get_current (view),
                          pantau_figure_view_get_hovered (view), words, summary);
}

void
pantau_hex_map_show_map (PantauHexMap *self,
                         PantauReference *reference,
                         PantauSituationMap *map,
                         const char *summary)
{
  PantauFigureView *view = PANTAU_FIGURE_VIEW (self);

  g_return_if_fail (PANTAU_IS_HEX_MAP (self));
  g_return_if_fail (map->n == pantau_hexes_get_size (pantau_reference_get_hexes (reference)));

  take_values (self, reference, map->values);
  self->map = map;
  pantau_figure_view_set (view, pantau_figure_view_get_current (view),
                          pantau_figure_view_get_hovered (view), NULL, summary);
}

void
pantau_hex_map_set_most_height (PantauHexMap *self, int height)
{
  g_return_if_fail (PANTAU_IS_HEX_MAP (self));

  if (self->most_height == height)
    return;
  self->most_height = height;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

const char *
pantau_hex_map_get_current (PantauHexMap *self)
{
  int current;

  g_return_val_if_fail (PANTAU_IS_HEX_MAP (self), NULL);

  current = pantau_figure_view_get_current (PANTAU_FIGURE_VIEW (self));

  return current != PANTAU_FIGURE_NONE
             ? pantau_hexes_get_nth (get_hexes (self), (guint) current)->code
             : NULL;
}
