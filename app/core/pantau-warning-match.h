/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-warning.h"
#include "pantau-reference.h"

G_BEGIN_DECLS

/*
 * Which kecamatan a warning is about. Agencies draw polygons and name kecamatan in their text, and the two seldom agree, so both are asked and each kecamatan says
 * how it was found. A warning too many costs a look, one too few may cost an election: what is not sure is counted, and marked.
 */

/* How a kecamatan was found; several may hold. Stored nowhere. */
typedef enum
{
  PANTAU_WARNING_BY_AREA = 1 << 0, /* its point lies in a polygon or a circle */
  PANTAU_WARNING_BY_NAME = 1 << 1, /* the warning names it */
  PANTAU_WARNING_BY_REGENCY =
      1 << 2, /* the warning names its kabupaten or kota and nothing smaller in it */
  PANTAU_WARNING_BY_PROVINCE = 1 << 3, /* the warning names the province and nothing smaller */
  PANTAU_WARNING_BY_CODE =
      1 << 4, /* a geocode of the warning is its Kemendagri code, or one above */
  PANTAU_WARNING_BY_NEAR =
      1 << 5, /* an area holds no kecamatan's point, and lies nearest to this one's */
} PantauWarningBy;

typedef struct
{
  char *code; /* of the kecamatan */
  guint by;   /* PantauWarningBy, at least one */
  gboolean
      is_ambiguous; /* the name that it was found by is also another's, and the text does not tell which */
  double km;        /* of BY_NEAR: from the middle of the area to the kecamatan's point; else 0 */
} PantauWarningHit;

/* TRUE where a person should look before acting on it: found by nothing better than nearness, an ambiguous name, or the name of something wider. */
gboolean pantau_warning_hit_is_unsure (const PantauWarningHit *self);

/* What is needed to match, read once: points and TPS of the kecamatan. Immutable, so any thread may use it. */
typedef struct _PantauWarningMatcher PantauWarningMatcher;

/* NULL with PANTAU_ERROR_MALFORMED where kecamatan.csv is damaged. */
PantauWarningMatcher *pantau_warning_matcher_new (PantauReference *reference,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_warning_matcher_free (PantauWarningMatcher *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauWarningMatcher, pantau_warning_matcher_free)

/* (transfer none) */
PantauReference *pantau_warning_matcher_get_reference (PantauWarningMatcher *self);

/* TPS of Pemilu 2024 in a kecamatan, as KPU counted them; 0 where our edition does not know it. */
guint pantau_warning_matcher_get_tps (PantauWarningMatcher *self, const char *kecamatan);

/* The kecamatan that @warning is about, by all of its events. (transfer full): of PantauWarningHit, sorted by code; perhaps none */
GPtrArray *pantau_warning_matcher_match (PantauWarningMatcher *self,
                                         const PantauWarning *warning) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Whether a point lies inside of a polygon (of PantauWarningPoint; closed or not): where the polygon winds around it at all. So a polygon that crosses itself
 * holds each of its lobes, whichever way they turn. A point on a side may be in or out.
 */
gboolean pantau_warning_polygon_holds (GArray *polygon, const PantauWarningPoint *point);

/* Kilometres between two points, as far apart as a province is wide. */
double pantau_warning_distance (const PantauWarningPoint *a, const PantauWarningPoint *b);

G_END_DECLS
