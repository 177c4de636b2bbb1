/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the map of hexagons. What is where comes from PantauHexes; here it gets a size, shades, figures and names. */

#include "config.h"

#include "pantau-hex-drawing.h"

#include <math.h>

#include "pantau-drawing.h"
#include "pantau-format.h"

/* In radii: letters of figures and of names, and how wide a figure may be. */
#define FIGURE_SIZE 0.78
#define NAME_SIZE   0.62
#define FIGURE_ROOM 1.45

/* Likewise where dots stand below the figure: how far the figure is moved up, the dots down, and how large they are. Smaller ones nobody sees. */
#define DOTTED_SIZE 0.62
#define DOTTED_UP   0.12
#define DOTS_DOWN   0.38
#define DOT         0.075
#define LEAST_DOT   0.9

#define HATCH 0.3

/* Names below this size cannot be read: they become larger than their place instead. */
#define LEAST_NAME 8.0

/* Halfway between the figures of one row and the next, in radii. */
#define BETWEEN_ROWS 0.75

/* A name, and where it stands. */
typedef struct
{
  const char *regency;
  double x, y; /* the middle of all its hexagons, then the place chosen, in radii */
  guint n;
} Name;

PantauHexPlan
pantau_hex_plan (PantauHexes *hexes, const cairo_rectangle_t *area)
{
  PantauHexPlan plan;
  double width, height;

  pantau_hexes_get_extents (hexes, &width, &height);
  plan.radius = MAX (MIN (area->width / width, area->height / height), 0);
  plan.left = area->x + (area->width - width * plan.radius) / 2;
  plan.top = area->y + (area->height - height * plan.radius) / 2;

  return plan;
}

int
pantau_hex_plan_at (const PantauHexPlan *self, PantauHexes *hexes, double x, double y)
{
  if (self->radius <= 0)
    return PANTAU_HEX_NONE;

  return pantau_hexes_at (hexes, (x - self->left) / self->radius, (y - self->top) / self->radius);
}

void
pantau_hex_plan_locate (const PantauHexPlan *self, const PantauHex *hex, double *x, double *y)
{
  *x = self->left + hex->x * self->radius;
  *y = self->top + hex->y * self->radius;
}

/* The corner at which side @n begins. */
static void
find_corner (
    const PantauHexPlan *plan, const PantauHex *hex, guint n, double radius, double *x, double *y)
{
  double angle = G_PI / 180 * (60.0 * n - 30);

  pantau_hex_plan_locate (plan, hex, x, y);
  *x += radius * cos (angle);
  *y += radius * sin (angle);
}

static void
trace (cairo_t *cr, const PantauHexPlan *plan, const PantauHex *hex, double radius)
{
  for (guint n = 0; n < PANTAU_N_HEX_SIDES; n++)
    {
      double x, y;

      find_corner (plan, hex, n, radius, &x, &y);
      if (n == 0)
        cairo_move_to (cr, x, y);
      else
        cairo_line_to (cr, x, y);
    }
  cairo_close_path (cr);
}

static PantauFill
fill_of (const PantauHexPicture *picture, guint index)
{
  if (picture->fills != NULL)
    return picture->fills[index];

  return (PantauFill){ .step = pantau_scale_step (&picture->scale, picture->values[index]) };
}

static void
fill_cell (cairo_t *cr, const PantauHexPlan *plan, const PantauHexPicture *picture, guint index)
{
  PantauFill fill = fill_of (picture, index);
  const PantauColor *color = pantau_shades_of_fill (picture->shades, &fill);
  double x, y;

  if (color == NULL)
    return;
  pantau_color_set (color, cr);
  cairo_fill_preserve (cr);
  if (!fill.is_hatched)
    return;
  pantau_hex_plan_locate (plan, pantau_hexes_get_nth (picture->hexes, index), &x, &y);
  pantau_drawing_hatch (cr, picture->shades,
                        &(const cairo_rectangle_t){ x - plan->radius, y - plan->radius,
                                                    2 * plan->radius, 2 * plan->radius },
                        plan->radius * HATCH);
}

static void
draw_cells (cairo_t *cr, const PantauHexPlan *plan, const PantauHexPicture *picture)
{
  for (guint i = 0; i < pantau_hexes_get_size (picture->hexes); i++)
    {
      trace (cr, plan, pantau_hexes_get_nth (picture->hexes, i), plan->radius);
      fill_cell (cr, plan, picture, i);
      cairo_set_line_width (cr, 1);
      pantau_color_set (&picture->shades->line, cr);
      cairo_stroke (cr);
    }
}

static void
draw_borders (cairo_t *cr, const PantauHexPlan *plan, const PantauHexPicture *picture)
{
  for (guint i = 0; i < pantau_hexes_get_size (picture->hexes); i++)
    for (guint side = 0; side < PANTAU_N_HEX_SIDES; side++)
      {
        const PantauHex *hex = pantau_hexes_get_nth (picture->hexes, i);
        double x, y;

        if (!pantau_hexes_is_border (picture->hexes, i, side))
          continue;
        find_corner (plan, hex, side, plan->radius, &x, &y);
        cairo_move_to (cr, x, y);
        find_corner (plan, hex, side + 1, plan->radius, &x, &y);
        cairo_line_to (cr, x, y);
      }
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width (cr, picture->shades->border_width);
  pantau_color_set (&picture->shades->border, cr);
  cairo_stroke (cr);
}

/* Takes @text, as large as @size and no wider than @room (0: any). */
static void
set_text (PangoLayout *layout,
          const PantauHexPicture *picture,
          const char *text,
          double size,
          double room)
{
  double width;

  pantau_drawing_set_font (layout, picture->font, size);
  pango_layout_set_text (layout, text, -1);
  width = pantau_drawing_get_width (layout);
  if (room > 0 && width > room)
    pantau_drawing_set_font (layout, picture->font, size * room / width);
}

/* (transfer full) (nullable) */
static char *
text_of (const PantauHexPicture *picture, guint index)
{
  if (picture->texts != NULL)
    return g_strdup (picture->texts[index]);

  return picture->values[index] > 0 ? pantau_format_integer (picture->values[index]) : NULL;
}

static void
draw_figure (cairo_t *cr,
             PangoLayout *layout,
             const PantauHexPlan *plan,
             const PantauHexPicture *picture,
             guint index)
{
  PantauFill fill = fill_of (picture, index);
  const PantauColor *shade = pantau_shades_of_fill (picture->shades, &fill);
  g_autofree char *text = text_of (picture, index);
  gboolean has_dots = fill.n_dots > 0 && plan->radius * DOT >= LEAST_DOT;
  PantauColor color = pantau_color_on (shade != NULL ? shade : &picture->shades->halo);
  double x, y;

  pantau_hex_plan_locate (plan, pantau_hexes_get_nth (picture->hexes, index), &x, &y);
  if (has_dots)
    pantau_drawing_dots (cr, &color, fill.n_dots, x, y + plan->radius * DOTS_DOWN,
                         plan->radius * DOT);
  if (text == NULL)
    return;
  set_text (layout, picture, text, plan->radius * (has_dots ? DOTTED_SIZE : FIGURE_SIZE),
            plan->radius * FIGURE_ROOM);
  pantau_drawing_move_to (cr, layout, x, y - (has_dots ? plan->radius * DOTTED_UP : 0), 0.5);
  pantau_color_set (&color, cr);
  pango_cairo_show_layout (cr, layout);
}

static Name *
find_name (GArray *names, const char *regency)
{
  Name name = { .regency = regency };

  for (guint i = 0; i < names->len; i++)
    if (g_strcmp0 (g_array_index (names, Name, i).regency, regency) == 0)
      return &g_array_index (names, Name, i);
  g_array_append_val (names, name);

  return &g_array_index (names, Name, names->len - 1);
}

/* Names stand below the middle hexagon of theirs, or above it, whichever is nearer to the middle of all: never over a figure. */
static void
place_name (PantauHexes *hexes, Name *name)
{
  double middle_x = name->x / name->n, middle_y = name->y / name->n, best = G_MAXDOUBLE;

  for (guint i = 0; i < pantau_hexes_get_size (hexes); i++)
    {
      const PantauHex *hex = pantau_hexes_get_nth (hexes, i);

      if (g_strcmp0 (hex->regency, name->regency) != 0)
        continue;
      for (int half = -1; half <= 1; half += 2)
        {
          double y = hex->y + half * BETWEEN_ROWS,
                 distance = hypot (hex->x - middle_x, y - middle_y);

          /* Above or below is the same place for the row beyond: inside the region is better than at its border. */
          if (pantau_hexes_is_border (hexes, i,
                                      half < 0 ? PANTAU_HEX_UP_LEFT : PANTAU_HEX_DOWN_LEFT) &&
              pantau_hexes_is_border (hexes, i,
                                      half < 0 ? PANTAU_HEX_UP_RIGHT : PANTAU_HEX_DOWN_RIGHT))
            distance += 1;
          if (distance < best)
            {
              best = distance;
              name->x = hex->x;
              name->y = y;
            }
        }
    }
  /* From side to side it may stand in the very middle. */
  name->x = middle_x;
}

static GArray *
place_names (PantauHexes *hexes)
{
  GArray *names = g_array_new (FALSE, TRUE, sizeof (Name));

  for (guint i = 0; i < pantau_hexes_get_size (hexes); i++)
    {
      const PantauHex *hex = pantau_hexes_get_nth (hexes, i);
      Name *name = find_name (names, hex->regency);

      name->x += hex->x;
      name->y += hex->y;
      name->n++;
    }
  for (guint i = 0; i < names->len; i++)
    place_name (hexes, &g_array_index (names, Name, i));

  return names;
}

static void
draw_names (cairo_t *cr,
            PangoLayout *layout,
            const PantauHexPlan *plan,
            const PantauHexPicture *picture)
{
  g_autoptr (GArray) names = place_names (picture->hexes);

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < names->len; i++)
    {
      const Name *name = &g_array_index (names, Name, i);
      const PantauRegion *region = pantau_regions_lookup (picture->regions, name->regency);
      double size = MAX (plan->radius * NAME_SIZE, LEAST_NAME);

      set_text (layout, picture, region != NULL ? region->brief : name->regency, size, 0);
      pantau_drawing_move_to (cr, layout, plan->left + name->x * plan->radius,
                              plan->top + name->y * plan->radius, 0.5);
      pango_cairo_layout_path (cr, layout);
      cairo_set_line_width (cr, size / 3);
      pantau_color_set (&picture->shades->halo, cr);
      cairo_stroke_preserve (cr);
      pantau_color_set (&picture->shades->name, cr);
      cairo_fill (cr);
    }
}

void
pantau_hex_draw (cairo_t *cr, const PantauHexPlan *plan, const PantauHexPicture *picture)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);

  g_return_if_fail (picture->values != NULL);

  if (plan->radius <= 0)
    return;
  cairo_save (cr);
  draw_cells (cr, plan, picture);
  draw_borders (cr, plan, picture);
  for (guint i = 0; i < pantau_hexes_get_size (picture->hexes); i++)
    draw_figure (cr, layout, plan, picture, i);
  if (picture->regions != NULL)
    draw_names (cr, layout, plan, picture);
  cairo_restore (cr);
}

void
pantau_hex_draw_mark (cairo_t *cr,
                      const PantauHexPlan *plan,
                      const PantauHexPicture *picture,
                      guint index,
                      double width)
{
  const PantauHex *hex = pantau_hexes_get_nth (picture->hexes, index);

  cairo_save (cr);
  trace (cr, plan, hex, plan->radius - width / 2);
  pantau_drawing_stroke_mark (cr, picture->shades, width);
  cairo_restore (cr);
}
