/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-reference.h"

G_BEGIN_DECLS

/* What is read together. Later ones may name what earlier ones have. */
typedef enum
{
  PANTAU_PART_REGIONS,
  PANTAU_PART_ELECTIONS,
  PANTAU_PART_KINDS,
  PANTAU_PART_STATUSES,
  PANTAU_PART_MATRIX,
  PANTAU_PART_FAMILIES,
  PANTAU_PART_CLAIM_WORDS,
  PANTAU_PART_SPECIAL_PLACES,
  PANTAU_PART_AGENCIES,
  PANTAU_PART_IDENTITY_PARTS,
  PANTAU_PART_DEADLINES, /* and the calendar */
  PANTAU_PART_CONSEQUENCES,
  PANTAU_PART_ORIGINS,
  PANTAU_PART_HEXES,
  PANTAU_PART_URL_RULES,
  PANTAU_PART_HARM,
  PANTAU_PART_WARNING_RULES,
  PANTAU_PART_CLOCK_DIGEST,
} PantauPart;

#define PANTAU_N_PARTS (PANTAU_PART_CLOCK_DIGEST + 1)

struct _PantauReference
{
  gatomicrefcount ref_count;
  GRecMutex lock;             /* held while a part is read, for one may ask for another */
  int loaded[PANTAU_N_PARTS]; /* atomic: the part stands, and is not written any more */
  char *directory;            /* (nullable) */
  PantauRegions *regions;
  PantauElections *elections;
  PantauKinds *kinds;
  PantauStatuses *statuses;
  PantauMatrix *matrix;
  PantauHarm *harm;
  PantauFamilies *families;
  PantauClaimWords *claim_words;
  PantauSpecialPlaces *special_places;
  PantauAgencies *agencies;
  PantauIdentityParts *identity_parts;
  PantauHexes *hexes;
  PantauCalendar *calendar;
  PantauDeadlines *deadlines;
  PantauConsequenceRules *consequences;
  PantauOrigins *origins;
  PantauUrlRules *url_rules;
  PantauWarningRules *warning_rules;
  char *clock_digest;
};

/* Reads a part, whatever stands of it. */
gboolean pantau_reference_load_part (PantauReference *self, PantauPart part, GError **error);

G_END_DECLS
