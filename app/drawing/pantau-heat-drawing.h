/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "pantau-shades.h"

G_BEGIN_DECLS

/*
 * A table of shades on any cairo surface: a row for each place, a column for each piece of time. For a screen and a page alike, as pantau-hex-drawing.h.
 */
typedef struct
{
  char **names; /* (owned): of the rows, ended by NULL */
  guint n_rows;
  guint n_columns;
  gint64 from;    /* Unix seconds: where the first column begins, */
  gint64 seconds; /* and how long each lasts */
  gint64 *values; /* (owned): row by row */
} PantauHeat;

void pantau_heat_free (PantauHeat *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauHeat, pantau_heat_free)

/* All zeros. @names is copied. */
PantauHeat *pantau_heat_new (const char *const *names, guint n_columns, gint64 from, gint64 seconds)
    G_GNUC_WARN_UNUSED_RESULT;

/* One cell; adding to it; the sum of a row; the largest of all cells. */
gint64 pantau_heat_get (const PantauHeat *self, guint row, guint column);
void pantau_heat_add (PantauHeat *self, guint row, guint column, gint64 value);
gint64 pantau_heat_sum (const PantauHeat *self, guint row);
gint64 pantau_heat_most (const PantauHeat *self);

/* The same time in at most @n_columns columns, each of as many of @self's. (transfer full) */
PantauHeat *pantau_heat_group (const PantauHeat *self, guint n_columns) G_GNUC_WARN_UNUSED_RESULT;

typedef struct
{
  const PantauHeat *heat;
  PantauScale scale;
  const PantauShades *shades;
  const char *font;  /* (nullable): a family */
  double letters;    /* how large they are; 0: cells alone, without names, times and sums */
  double name_width; /* room for names; longer ones end in … */
} PantauHeatPicture;

/* Where the cells lie. */
typedef struct
{
  cairo_rectangle_t cells;
  double column_width;
  double row_height;
} PantauHeatPlan;

PantauHeatPlan pantau_heat_plan (const PantauHeatPicture *picture, const cairo_rectangle_t *area);

/* How high a picture is whose rows are @row_height high. */
double pantau_heat_height (const PantauHeatPicture *picture, double row_height);

/* The cell below a point: FALSE beside all. */
gboolean pantau_heat_plan_at (const PantauHeatPlan *self,
                              const PantauHeat *heat,
                              double x,
                              double y,
                              guint *row,
                              guint *column);

void pantau_heat_draw (cairo_t *cr, const PantauHeatPlan *plan, const PantauHeatPicture *picture);

/* A line around a cell. */
void pantau_heat_draw_mark (cairo_t *cr,
                            const PantauHeatPlan *plan,
                            const PantauHeatPicture *picture,
                            guint row,
                            guint column,
                            double width);

G_END_DECLS
