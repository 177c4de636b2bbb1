/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Colours of figures in maps and tables, for screens and pages. Nothing here knows GTK. */

#include "config.h"

#include "pantau-shades.h"

#include <math.h>

#include "pantau-format.h"

#define RGB(hex)                                                                                   \
  {                                                                                                \
    (((hex) >> 16) & 0xff) / 255.0, (((hex) >> 8) & 0xff) / 255.0, ((hex) &0xff) / 255.0           \
  }

static const PantauShades light = {
  .nothing = RGB (0xf3f3f2),
  .steps = { RGB (0xd3e4f3), RGB (0x9ecae1), RGB (0x5ba3d0), RGB (0x2b74b4), RGB (0x0b4083) },
  .line = RGB (0xc9c9c6),
  .border = RGB (0x5e5c64),
  .name = RGB (0x1d1b20),
  .halo = RGB (0xffffff),
  .mark = RGB (0xc64600),
  .border_width = 1.5,
};

static const PantauShades dark = {
  .nothing = RGB (0x28282b),
  .steps = { RGB (0x245280), RGB (0x3473ac), RGB (0x549bd3), RGB (0x92c5ea), RGB (0xdcedfa) },
  .line = RGB (0x515156),
  .border = RGB (0xb8b6bd),
  .name = RGB (0xffffff),
  .halo = RGB (0x1b1b1d),
  .mark = RGB (0xffbe6f),
  .border_width = 1.5,
};

static const PantauShades light_contrast = {
  .nothing = RGB (0xffffff),
  .steps = { RGB (0xd3e4f3), RGB (0x9ecae1), RGB (0x5ba3d0), RGB (0x1f5f9e), RGB (0x052a5c) },
  .line = RGB (0x77767b),
  .border = RGB (0x000000),
  .name = RGB (0x000000),
  .halo = RGB (0xffffff),
  .mark = RGB (0xa51d2d),
  .border_width = 2.5,
};

static const PantauShades dark_contrast = {
  .nothing = RGB (0x1b1b1d),
  .steps = { RGB (0x163a5c), RGB (0x2a659b), RGB (0x4a90c8), RGB (0x9fcdf0), RGB (0xf2f9ff) },
  .line = RGB (0x9a9996),
  .border = RGB (0xffffff),
  .name = RGB (0xffffff),
  .halo = RGB (0x000000),
  .mark = RGB (0xf9f06b),
  .border_width = 2.5,
};

const PantauShades *
pantau_shades_get (gboolean is_dark, gboolean is_high_contrast)
{
  if (is_high_contrast)
    return is_dark ? &dark_contrast : &light_contrast;

  return is_dark ? &dark : &light;
}

PantauScale
pantau_scale_new (gint64 most)
{
  PantauScale scale = { { 0 } };
  gint64 last = 0;

  for (guint i = 0; i < PANTAU_N_SHADES && last < most; i++)
    {
      gint64 limit = i + 1 < PANTAU_N_SHADES
                         ? (gint64) floor (pow ((double) most, (i + 1.0) / PANTAU_N_SHADES))
                         : most;

      last = MIN (MAX (limit, last + 1), most);
      scale.limits[i] = last;
    }

  return scale;
}

int
pantau_scale_step (const PantauScale *self, gint64 value)
{
  int step = -1;

  for (int i = 0; value > 0 && i < PANTAU_N_SHADES && self->limits[i] > 0; i++)
    {
      step = i;
      if (value <= self->limits[i])
        break;
    }

  return step;
}

char *
pantau_scale_text (const PantauScale *self, guint step)
{
  gint64 from = step > 0 ? self->limits[step - 1] + 1 : 1, to = self->limits[step];
  g_autofree char *first = NULL, *last = NULL;

  if (to == 0)
    return NULL;
  first = pantau_format_integer (from);
  if (from == to)
    return g_steal_pointer (&first);
  last = pantau_format_integer (to);

  return g_strconcat (first, "–", last, NULL);
}

const PantauColor *
pantau_shades_of (const PantauShades *self, const PantauScale *scale, gint64 value)
{
  int step = pantau_scale_step (scale, value);

  return step < 0 ? &self->nothing : &self->steps[step];
}

const PantauColor *
pantau_shades_of_fill (const PantauShades *self, const PantauFill *fill)
{
  if (fill->step <= PANTAU_FILL_OUTSIDE)
    return NULL;

  return fill->step < 0 ? &self->nothing : &self->steps[MIN (fill->step, PANTAU_N_SHADES - 1)];
}

/* Of WCAG 2: how bright a part of a colour is. */
static double
linear (double part)
{
  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

PantauColor
pantau_color_on (const PantauColor *color)
{
  double brightness =
      0.2126 * linear (color->red) + 0.7152 * linear (color->green) + 0.0722 * linear (color->blue);

  /* Where black and white are equally far: (x + 0.05)² = 1.05 × 0.05. */
  return brightness > 0.179 ? (PantauColor){ 0, 0, 0 } : (PantauColor){ 1, 1, 1 };
}

void
pantau_color_set (const PantauColor *self, cairo_t *cr)
{
  cairo_set_source_rgb (cr, self->red, self->green, self->blue);
}
