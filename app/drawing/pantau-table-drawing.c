/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a table of figures. */

#include "config.h"

#include "pantau-table-drawing.h"

#include <math.h>

#include "pantau-drawing.h"

/* In sizes of a letter. */
#define ROW     1.9
#define PADDING 0.48
#define TITLE   0.88 /* letters of titles */
#define LINE    1.25 /* from line to line of a title */

void
pantau_table_plan_clear (PantauTablePlan *self)
{
  g_clear_pointer (&self->edges, g_free);
}

static const char *
cell_of (const PantauTablePicture *picture, guint row, guint column)
{
  return picture->cells[row * picture->n_columns + column];
}

static double
width_of (PangoLayout *layout, const char *text)
{
  pango_layout_set_text (layout, text, -1);

  return pantau_drawing_get_width (layout);
}

static void
set_font (PangoLayout *layout, const PantauTablePicture *picture, double size, gboolean is_bold)
{
  PangoFontDescription *font;

  pantau_drawing_set_font (layout, picture->font, size * picture->letters);
  if (!is_bold)
    return;
  font = pango_font_description_copy (pango_layout_get_font_description (layout));
  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
}

/* The widest word: a title breaks at its blanks. */
static double
widest_word (PangoLayout *layout, const char *title)
{
  g_auto (GStrv) words = g_strsplit (title, " ", -1);
  double widest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    widest = MAX (widest, width_of (layout, words[i]));

  return widest;
}

static void
set_title (PangoLayout *layout, const char *title, double width)
{
  pango_layout_set_width (layout, (int) (ceil (width) * PANGO_SCALE));
  pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  pango_layout_set_text (layout, title, -1);
}

/* What each column needs; then titles may have fewer lines where @width leaves more. */
static void
measure_columns (PantauTablePlan *self, const PantauTablePicture *picture, PangoLayout *layout)
{
  double padding = 2 * PADDING * picture->letters, left = 0;

  set_font (layout, picture, 1, TRUE);
  for (guint row = 0; row < picture->n_rows; row++)
    left = MAX (left, width_of (layout, picture->names[row]));
  left = MAX (left, width_of (layout, picture->corner));
  left = ceil (left + padding);
  self->edges[0] = left;
  for (guint column = 0; column < picture->n_columns; column++)
    {
      double widest = 0;

      set_font (layout, picture, 1, TRUE);
      for (guint row = 0; row < picture->n_rows; row++)
        widest = MAX (widest, width_of (layout, cell_of (picture, row, column)));
      set_font (layout, picture, TITLE, FALSE);
      widest = MAX (widest, widest_word (layout, picture->titles[column]));
      left += ceil (widest + padding);
      self->edges[column + 1] = left;
    }
}

static void
measure_head (PantauTablePlan *self, const PantauTablePicture *picture, PangoLayout *layout)
{
  double highest = 1;

  set_font (layout, picture, TITLE, FALSE);
  for (guint column = 0; column < picture->n_columns; column++)
    {
      set_title (layout, picture->titles[column],
                 self->edges[column + 1] - self->edges[column] - 2 * PADDING * picture->letters +
                     1);
      highest = MAX (highest, pango_layout_get_line_count (layout));
    }
  self->head_height = ceil (highest * LINE * TITLE * picture->letters + PADDING * picture->letters);
}

void
pantau_table_plan_init (PantauTablePlan *self, const PantauTablePicture *picture, double width)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  double spare;

  g_object_unref (context);
  *self = (PantauTablePlan){ .n_rows = picture->n_rows, .n_columns = picture->n_columns };
  self->edges = g_new0 (double, picture->n_columns + 1);
  measure_columns (self, picture, layout);
  self->width = self->edges[picture->n_columns];

  /* What is left over is shared by all. */
  spare = floor (MAX (width - self->width, 0) / (picture->n_columns + 1));
  for (guint i = 0; i <= picture->n_columns; i++)
    self->edges[i] += (i + 1) * spare;
  self->width = self->edges[picture->n_columns];
  measure_head (self, picture, layout);
  self->row_height = ceil (ROW * picture->letters);
  self->height = self->head_height + self->row_height * picture->n_rows;
}

gboolean
pantau_table_plan_at (const PantauTablePlan *self, double x, double y, guint *row, int *column)
{
  x -= self->x;
  y -= self->y + self->head_height;
  if (!(x >= 0 && x < self->width && y >= 0 && y < self->row_height * self->n_rows))
    return FALSE;
  *row = (guint) (y / self->row_height);
  *column = -1;
  while (*column + 1 < (int) self->n_columns && x >= self->edges[*column + 1])
    (*column)++;

  return TRUE;
}

cairo_rectangle_t
pantau_table_plan_locate (const PantauTablePlan *self, guint row, int column)
{
  double left = column < 0 ? 0 : self->edges[column];

  return (cairo_rectangle_t){ self->x + left, self->y + self->head_height + row * self->row_height,
                              self->edges[column + 1] - left, self->row_height };
}

static void
draw_lines (cairo_t *cr, const PantauTablePlan *plan, const PantauTablePicture *picture)
{
  cairo_set_line_width (cr, 1);
  pantau_color_set (&picture->shades->line, cr);
  for (guint row = 0; row < plan->n_rows; row++)
    {
      double y = plan->y + plan->head_height + row * plan->row_height + 0.5;

      if (row == 0 || row + 1 == plan->n_rows)
        continue;
      cairo_move_to (cr, plan->x, y);
      cairo_line_to (cr, plan->x + plan->width, y);
    }
  cairo_stroke (cr);
  pantau_color_set (&picture->shades->border, cr);
  for (guint i = 0; i < 2; i++)
    {
      double y =
          plan->y + plan->head_height + 0.5 + (i == 0 ? 0 : plan->row_height * (plan->n_rows - 1));

      cairo_move_to (cr, plan->x, y);
      cairo_line_to (cr, plan->x + plan->width, y);
    }
  cairo_stroke (cr);
}

static void
draw_head (cairo_t *cr,
           PangoLayout *layout,
           const PantauTablePlan *plan,
           const PantauTablePicture *picture)
{
  double padding = PADDING * picture->letters, bottom = plan->y + plan->head_height - padding / 2;

  set_font (layout, picture, TITLE, FALSE);
  pantau_color_set (&picture->shades->name, cr);
  for (guint column = 0; column < plan->n_columns; column++)
    {
      int height;

      set_title (layout, picture->titles[column],
                 plan->edges[column + 1] - plan->edges[column] - 2 * padding + 1);
      pango_layout_get_size (layout, NULL, &height);
      cairo_move_to (cr, plan->x + plan->edges[column] + padding - 1,
                     bottom - (double) height / PANGO_SCALE);
      pango_cairo_show_layout (cr, layout);
    }
  pango_layout_set_width (layout, -1);
  pango_layout_set_alignment (layout, PANGO_ALIGN_LEFT);
  pango_layout_set_text (layout, picture->corner, -1);
  pantau_drawing_move_to (cr, layout, plan->x + padding,
                          bottom - LINE * TITLE * picture->letters / 2, 0);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_row (cairo_t *cr,
          PangoLayout *layout,
          const PantauTablePlan *plan,
          const PantauTablePicture *picture,
          guint row)
{
  double padding = PADDING * picture->letters,
         y = plan->y + plan->head_height + (row + 0.5) * plan->row_height;
  gboolean is_last = row + 1 == plan->n_rows;

  set_font (layout, picture, 1, is_last);
  pantau_color_set (&picture->shades->name, cr);
  pango_layout_set_text (layout, picture->names[row], -1);
  pantau_drawing_move_to (cr, layout, plan->x + padding, y, 0);
  pango_cairo_show_layout (cr, layout);
  for (guint column = 0; column < plan->n_columns; column++)
    {
      gboolean is_zero = picture->values[row * picture->n_columns + column] == 0;

      set_font (layout, picture, 1, is_last || !is_zero);
      pango_layout_set_text (layout, cell_of (picture, row, column), -1);
      pantau_color_set (is_zero ? &picture->shades->border : &picture->shades->name, cr);
      pantau_drawing_move_to (cr, layout, plan->x + plan->edges[column + 1] - padding, y, 1);
      pango_cairo_show_layout (cr, layout);
    }
}

void
pantau_table_draw (cairo_t *cr, const PantauTablePlan *plan, const PantauTablePicture *picture)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);

  cairo_save (cr);
  draw_lines (cr, plan, picture);
  draw_head (cr, layout, plan, picture);
  for (guint row = 0; row < plan->n_rows; row++)
    draw_row (cr, layout, plan, picture, row);
  cairo_restore (cr);
}

void
pantau_table_draw_mark (cairo_t *cr,
                        const PantauTablePlan *plan,
                        const PantauTablePicture *picture,
                        guint row,
                        int column,
                        double width)
{
  cairo_rectangle_t cell = pantau_table_plan_locate (plan, row, column);

  cairo_save (cr);
  cairo_rectangle (cr, cell.x + width / 2 + 1, cell.y + width / 2 + 1, cell.width - width - 2,
                   cell.height - width - 2);
  pantau_drawing_stroke_mark (cr, picture->shades, width);
  cairo_restore (cr);
}
