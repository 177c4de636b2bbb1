/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "pantau-shades.h"

G_BEGIN_DECLS

/*
 * A table of figures on any cairo surface: names of rows at the left, titles above, the last row set off as the sum. For a screen and a page alike, as
 * pantau-hex-drawing.h.
 */
typedef struct
{
  guint n_rows;
  guint n_columns;
  const char *corner;        /* above the names of rows */
  const char *const *titles; /* as many as columns */
  const char *const *names;  /* as many as rows */
  const char *const *cells;  /* row by row */
  const gint64 *values;      /* row by row: what is 0 steps back */
  const PantauShades *shades;
  const char *font; /* (nullable): a family */
  double letters;   /* how large they are, in the units of the surface */
} PantauTablePicture;

/* Where everything lies; for the left edge of columns and the upper one of rows see below. */
typedef struct
{
  double x;
  double y;
  double head_height;
  double row_height;
  double width; /* of all */
  double height;
  guint n_rows;
  guint n_columns;
  double *
      edges; /* (owned): where each column begins, from the first one of figures; n_columns + 1, the last is where the table ends */
} PantauTablePlan;

void pantau_table_plan_clear (PantauTablePlan *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PantauTablePlan, pantau_table_plan_clear)

/*
 * As narrow as its texts let it be (titles break at blanks), or as wide as @width where that is more. The upper left corner is 0, 0; move @x and @y.
 */
void
pantau_table_plan_init (PantauTablePlan *self, const PantauTablePicture *picture, double width);

/* The cell below a point, @column -1 for the name of a row; FALSE beside all, and in the head. */
gboolean
pantau_table_plan_at (const PantauTablePlan *self, double x, double y, guint *row, int *column);

/* The place of a cell; @column -1 is the name of the row. */
cairo_rectangle_t pantau_table_plan_locate (const PantauTablePlan *self, guint row, int column);

void
pantau_table_draw (cairo_t *cr, const PantauTablePlan *plan, const PantauTablePicture *picture);

/* A line around a cell. @width: of the line */
void pantau_table_draw_mark (cairo_t *cr,
                             const PantauTablePlan *plan,
                             const PantauTablePicture *picture,
                             guint row,
                             int column,
                             double width);

G_END_DECLS
