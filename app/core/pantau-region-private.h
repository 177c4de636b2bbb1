/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Between pantau-region.c (the table), pantau-region-name.c (its names) and pantau-region-search.c.
 */
#pragma once

#include "pantau-region.h"

G_BEGIN_DECLS

#define PANTAU_REGION_NONE G_MAXUINT

typedef struct
{
  PantauRegion region;
  guint ancestors[3]; /* numbers of entries, from the province down */
  guint n_ancestors;
} PantauRegionEntry;

/* A folded writing of a region's name: small letters and digits only. */
typedef struct
{
  const char *text;
  guint length;
  guint entry;
  guint64 letters; /* as of pantau_region_letters() */
} PantauRegionKey;

struct _PantauRegions
{
  gatomicrefcount ref_count;
  GStringChunk *strings;
  GArray *entries;     /* PantauRegionEntry, by code */
  GArray *keys;        /* PantauRegionKey, several an entry */
  GHashTable *by_code; /* code → entry number + 1 */
  guint n_high;        /* entries above the villages */
  GArray *high;        /* guint of each entry: its number among those, or PANTAU_REGION_NONE */
};

/* Appends what comparing names leaves of @c: a small letter or digit, or nothing. */
void pantau_region_append_folded (GString *out, gunichar c);

/* The small letters and digits of a folded text, a bit for each: a text that lacks one of another's does not contain it. */
guint64 pantau_region_letters (const char *text, gsize length);

/* Folds @text as names are compared: small letters without accents and digits. (transfer full) */
char *pantau_region_fold (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The writings under which a name is found, folded: numbers as words, as digits, as Roman.
 * (transfer full): of char *
 */
GPtrArray *pantau_region_writings (const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
