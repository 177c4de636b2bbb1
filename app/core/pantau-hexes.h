/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The map of hexagons: one for each kecamatan, so that small Palembang is as visible as wide OKI. Pointy top, positions of
 * kecamatan.csv. Lengths are in radii of a hexagon (centre to corner); the top left corner of all of them together is 0, 0.
 */
typedef struct _PantauHexes PantauHexes;

/* One hexagon. Everything in it belongs to the PantauHexes that gave it. */
typedef struct
{
  char *code;    /* of the kecamatan */
  char *name;    /* as people write it, without "Kec." */
  char *regency; /* code of the kabupaten or kota that it lies in */
  int column;    /* axial coordinates: hex_q, */
  int row;       /* hex_r; grows southwards */
  double x;      /* the centre */
  double y;
} PantauHex;

/* The sides in the order of the angle, clockwise from the right: side n has its corners at 60 × n - 30 and 60 × n + 30 degrees. */
typedef enum
{
  PANTAU_HEX_RIGHT,
  PANTAU_HEX_DOWN_RIGHT,
  PANTAU_HEX_DOWN_LEFT,
  PANTAU_HEX_LEFT,
  PANTAU_HEX_UP_LEFT,
  PANTAU_HEX_UP_RIGHT,
} PantauHexSide;
#define PANTAU_N_HEX_SIDES 6

/* What one walks with: as arrow keys say. */
typedef enum
{
  PANTAU_HEX_GO_LEFT,
  PANTAU_HEX_GO_RIGHT,
  PANTAU_HEX_GO_UP,
  PANTAU_HEX_GO_DOWN,
} PantauHexWay;

/* No hexagon. */
#define PANTAU_HEX_NONE -1

/*
 * Reads kecamatan.csv. NULL with PANTAU_ERROR_MALFORMED that names file and line: no code of a kecamatan, one given twice, two
 * in one place, none at all.
 */
PantauHexes *pantau_hexes_new (GBytes *kecamatan, GError **error) G_GNUC_WARN_UNUSED_RESULT;
PantauHexes *pantau_hexes_ref (PantauHexes *self);
void pantau_hexes_unref (PantauHexes *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauHexes, pantau_hexes_unref)

guint pantau_hexes_get_size (PantauHexes *self);

/* In the order of the file, @index from 0 and below the size. (transfer none) */
const PantauHex *pantau_hexes_get_nth (PantauHexes *self, guint index);

/* How far all of them reach. */
void pantau_hexes_get_extents (PantauHexes *self, double *width, double *height);

/* The hexagon of the kecamatan @code, or of the one that the code lies in; PANTAU_HEX_NONE for others. */
int pantau_hexes_find (PantauHexes *self, const char *code);

/* The hexagon that the point lies in; PANTAU_HEX_NONE beside all. A point on a side is in one of the two. */
int pantau_hexes_at (PantauHexes *self, double x, double y);

/* The hexagon beyond a side of @index; PANTAU_HEX_NONE where there is none. */
int pantau_hexes_neighbour (PantauHexes *self, guint index, PantauHexSide side);

/* TRUE where another kabupaten or kota, or nothing, lies beyond that side. */
gboolean pantau_hexes_is_border (PantauHexes *self, guint index, PantauHexSide side);

/*
 * One step from @index: within the row, over gaps too, or to the nearest of the row above or below. @goal is where one wants to stay in walking
 * up or down, a place from left to right that a step to the side sets anew; so that as many steps down lead back as went up.
 * Returns @index where there is nothing further that way.
 */
guint pantau_hexes_walk (PantauHexes *self, guint index, PantauHexWay way, double *goal);

G_END_DECLS
