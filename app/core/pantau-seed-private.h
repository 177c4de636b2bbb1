/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-seed-random.h"
#include "pantau-seed.h"

G_BEGIN_DECLS

/* Between pantau-seed.c, which sets the scene of a record and tells it in sentences, and pantau-seed-fields.c. */

struct _PantauSeed
{
  PantauReference *reference;
  GPtrArray *villages; /* of const PantauRegion * */
  gint64 newest;
  PantauSeedRandom random;
};

/* What the sentences and the fields of one record have in common. */
typedef struct
{
  PantauSeed *seed;
  const PantauRegion *village;
  const PantauRegion *kecamatan;
  gint64 occurred;
  guint tps;
  guint depth;
  guint minutes;
  guint voters;
  guint few;
  guint many;
  const char *river;
  const char *site;
  const char *transport; /* code of the list */
  char *platform;        /* (owned): its code */
  char *group;           /* (owned): what people call it */
} PantauSeedScene;

/* The next number of the stream: below @end; from @first to @last; TRUE @percent times of a hundred; an entry of a list ended by NULL. */
guint pantau_seed_below (PantauSeed *self, guint end);
guint pantau_seed_between (PantauSeed *self, guint first, guint last);
gboolean pantau_seed_chance (PantauSeed *self, guint percent);
const char *pantau_seed_pick (PantauSeed *self, const char *const *list);

/*
 * Sets members of @fields, which is empty: what a record of @kind tells of @scene. @code: of what it is about (PantauSeedTheme). Whoever asks the stream more or less often
 * than before changes all later records of every seed.
 */
void pantau_seed_fill_fields (const PantauSeedScene *scene,
                              const char *kind,
                              const char *code,
                              JsonObject *fields);

G_END_DECLS
