/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Regions go by their Kemendagri code with dots: province 16, kabupaten or kota 16.06, kecamatan
 * 16.06.01, desa or kelurahan 16.06.01.2001. A code covers itself and what lies under it, matched
 * at the dots: 16.7 is no parent of 16.71.
 */

/* TRUE where @region is @code or an ancestor of it. FALSE where either is NULL or empty. */
gboolean pantau_region_covers (const char *region, const char *code);

/*
 * TRUE where @text is written like a code (NN, NN.NN, NN.NN.NN or NN.NN.NN.NNNN). Says nothing of
 * its existence.
 */
gboolean pantau_region_is_code (const char *text);

/*
 * 1 province, 2 kabupaten/kota, 3 kecamatan, 4 desa/kelurahan; 0 where @code is not written like a
 * code.
 */
guint pantau_region_level (const char *code);

/* The code one level up. (transfer full) (nullable): NULL for a province and for what is no code */
char *pantau_region_parent (const char *code) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The code cut to its kecamatan; itself where it is higher. (transfer full) (nullable): NULL for
 * what is no code
 */
char *pantau_region_kecamatan (const char *code) G_GNUC_WARN_UNUSED_RESULT;

/* One region of our edition. Everything in it belongs to the PantauRegions that gave it. */
typedef struct
{
  const char *code;
  const char *name; /* as people write it, without its kind: "Musi Rawas Utara" */
  const char
      *brief; /* as a map has room for: "OKU Timur" is "OKUT"; the name where it is short enough */
  const char *kind; /* "provinsi", "kabupaten", "kota", "kecamatan", "kelurahan" or "desa" */
  guint level;      /* as of pantau_region_level() */
} PantauRegion;

/* The regions of one edition. Immutable, so any thread may read it. */
typedef struct _PantauRegions PantauRegions;

/*
 * Reads wilayah.csv (code, name, kind) and alias.csv (code, alias). Returns NULL with
 * PANTAU_ERROR_MALFORMED that names file and line.
 */
PantauRegions *
pantau_regions_new (GBytes *wilayah, GBytes *alias, GError **error) G_GNUC_WARN_UNUSED_RESULT;
PantauRegions *pantau_regions_ref (PantauRegions *self);
void pantau_regions_unref (PantauRegions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauRegions, pantau_regions_unref)

guint pantau_regions_get_size (PantauRegions *self);

/*
 * The regions in the order of their codes, @index from 0. (transfer none) (nullable): NULL past the
 * end
 */
const PantauRegion *pantau_regions_get_nth (PantauRegions *self, guint index);

/* (transfer none) (nullable): NULL where our edition does not know @code */
const PantauRegion *pantau_regions_lookup (PantauRegions *self, const char *code);

/*
 * The regions right under @code. (transfer container): const PantauRegion *, in the order of codes
 */
GPtrArray *pantau_regions_children (PantauRegions *self,
                                    const char *code) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The name with what it lies in: "Desa Pauh, Kec. Rawas Ilir, Kab. Musi Rawas Utara". A code that
 * we do not know stands for itself. (transfer full)
 */
char *pantau_regions_qualified (PantauRegions *self, const char *code) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Searches as a person types: without case, spaces, punctuation and accents; by aliases ("muba");
 * numbers in any writing ("35 Ilir", "Ilir Barat I"); several words as qualification in either
 * order ("rawas ilir pauh", "Desa Pauh, Kec. Rawas Ilir"). The words kec., kab., kel., desa … may
 * stand before a name and then bind its kind. Only regions that @within (a code, nullable) covers;
 * at most @limit, best first. Returns: (transfer container): const PantauRegion *, perhaps none.
 */
GPtrArray *pantau_regions_find (PantauRegions *self,
                                const char *text,
                                const char *within,
                                guint limit) G_GNUC_WARN_UNUSED_RESULT;

/* How well what was typed fits the name of a region; the worst of its words counts. */
typedef enum
{
  PANTAU_REGION_CONTAINS, /* somewhere in the name */
  PANTAU_REGION_BEGINS,   /* the name, or one above it, is not typed to its end */
  PANTAU_REGION_EXACT,
} PantauRegionFit;

typedef struct
{
  const PantauRegion *region;
  PantauRegionFit fit;
} PantauRegionHit;

/* All that pantau_regions_find() finds anywhere, with how it fits. (transfer full): of PantauRegionHit, best first */
GArray *pantau_regions_search (PantauRegions *self, const char *text) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The one region that @text (a code or a whole name, perhaps qualified) means. Where a kecamatan
 * and its village bear one name, the kecamatan is meant. Returns: (transfer none): or NULL with
 * PANTAU_ERROR_INVALID that lists the candidates where there are several, PANTAU_ERROR_NOT_FOUND
 * where there is none.
 */
const PantauRegion *
pantau_regions_match (PantauRegions *self, const char *text, const char *within, GError **error);

/* The same for desa and kelurahan alone. Their names repeat, "Tanjung Baru" 16 times. */
const PantauRegion *pantau_regions_match_village (PantauRegions *self,
                                                  const char *text,
                                                  const char *within,
                                                  GError **error);

/* A name of a province, kabupaten, kota or kecamatan in a running text. Several in a row with one @group are what the same words may mean. */
typedef struct
{
  const PantauRegion *region;
  guint group;    /* counts from 0 through the text */
  gboolean bound; /* the text says its level: "Kec. Lahat" */
} PantauRegionMention;

/*
 * The names in @text (UTF-8) of regions above the villages, whole words, the longest first, aliases and all writings of numbers included. What "desa" or
 * "kelurahan" stands before is the name of a village, and left out. (transfer full): of PantauRegionMention, in the order of the text
 */
GArray *pantau_regions_scan (PantauRegions *self, const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
