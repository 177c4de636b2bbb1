/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pantau_store_exposure() read, so that it can be added up: between pantau-exposure-sheet.c, pantau-exposure-count.c and the store. */
#pragma once

#include "pantau-store-exposure.h"

G_BEGIN_DECLS

/* A region that is not asked for, a place without a number. */
#define PANTAU_NOWHERE G_MAXUINT

/* A row of table `exposure`; borrowed. */
typedef struct
{
  gint64 n;
  gint64 occurred_at;
  const char *region;
  const char *hazard;
  int likelihood;
  int impact;
  gboolean differing;
  gint64 mark;
  const char *stations;
  const char *figures;
} PantauExposureLine;

/* A village that is named, and in which stretch of the greedy count it was taken: see pantau-exposure-count.c. */
typedef struct
{
  guint region;         /* the line it lies in; PANTAU_NOWHERE where it is not asked for */
  guint touched;        /* by what was taken in the count of this number */
  guint whole;          /* likewise, as a whole */
  GHashTable *stations; /* (owned): TPS → its number in all + 1 */
} PantauExposureVillage;

typedef struct
{
  guint village;
  guint station; /* PANTAU_NOWHERE: the village as a whole */
} PantauExposurePlace;

typedef struct
{
  gint64 n;
  gint64 occurred_at;
  guint lines
      [3]; /* its region's (PANTAU_NOWHERE: it only names TPS there), its hazard's, its level's */
  guint8 likelihood;
  guint8 impact;
  gboolean differing;
  guint first_place; /* in `places` */
  guint n_places;
} PantauExposureItem;

/* What one record says of one figure. */
typedef struct
{
  guint item;
  gint64 least;
  gint64 most;
  gint64 mark; /* the item's */
} PantauExposureAmount;

/* The groups of lines: `lines` of an item are in this order. */
enum
{
  PANTAU_BY_REGION,
  PANTAU_BY_HAZARD,
  PANTAU_BY_LEVEL,
  PANTAU_N_GROUPS
};

typedef struct
{
  PantauReference *reference; /* (owned) */
  char *region;               /* (owned): the one asked for */
  gboolean only_region;
  char *level;        /* (owned) (nullable) */
  GPtrArray *figures; /* of const char *: names of the counted fields */
  GPtrArray *codes
      [PANTAU_N_GROUPS]; /* of char *: the lines, in the order in which they are shown but for regions met late */
  GHashTable *numbers[PANTAU_N_GROUPS]; /* code → its number in `codes` + 1 */
  GArray *items;                        /* of PantauExposureItem */
  GArray *places;                       /* of PantauExposurePlace */
  GArray *villages;                     /* of PantauExposureVillage */
  guint n_stations;
  guint level_lines[PANTAU_MATRIX_GRADES + 1]
                   [PANTAU_MATRIX_GRADES + 1]; /* by likelihood and impact; [0][0]: not assessed */
  GHashTable *region_lines;    /* pantau_exposure_key() → its line + 1, or PANTAU_NOWHERE */
  GHashTable *village_numbers; /* pantau_exposure_key() → its number in `villages` + 1 */
  GArray **amounts; /* of PantauExposureAmount, by figure; after them the TPS beyond those named */
} PantauExposureSheet;

/* @filter as of pantau_store_exposure(), with a region. */
PantauExposureSheet *
pantau_exposure_sheet_new (PantauReference *reference,
                           const PantauExposureFilter *filter) G_GNUC_WARN_UNUSED_RESULT;
void pantau_exposure_sheet_free (PantauExposureSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauExposureSheet, pantau_exposure_sheet_free)

/* Takes a line in, unless it is of another region or level. */
void pantau_exposure_sheet_add (PantauExposureSheet *self, const PantauExposureLine *line);

/* (transfer full) */
PantauExposure *pantau_exposure_sheet_count (PantauExposureSheet *self) G_GNUC_WARN_UNUSED_RESULT;

/* As of pantau_store_exposure_records(). (transfer full): of guint32 */
GArray *pantau_exposure_sheet_pick (PantauExposureSheet *self,
                                    const char *figure) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
