/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-claim-part.h"
#include "pantau-handling.h"
#include "pantau-store-claim.h"

G_BEGIN_DECLS

/* All that the view of one claim shows, made in the reading thread. Immutable. */
typedef struct
{
  PantauClaimPart *part; /* (owned): of the root, with its values */
  PantauSpread *spread;  /* (owned) */
  GPtrArray *sightings;  /* (owned): of PantauSighting, without the root; the last seen first */
  gboolean has_more;     /* sightings than were asked for */
  GPtrArray
      *requests; /* (owned): of PantauHandlingItem: to whom it was handed, and what came back */
  GPtrArray *request_records; /* (owned): of char *: whose each of them is */
  gint64 *values;             /* (owned): how often it was seen, for each hexagon */
  char *title;                /* made printable; words where there is none */
  char *facts;                /* (nullable): the explanation; where people differ, all of them */
  char *references;           /* (nullable) */
  char *media;                /* (nullable): the counter-message as it is copied */
  char *figures;              /* (nullable): likewise */
  char *harm;                 /* points, what for, and what kind of figure that is */
  char *last_seen;
  gint64 now; /* Unix seconds: what figures count back from */
} PantauClaimSheet;

/* What is asked for. */
typedef struct
{
  char *record;               /* UUID of any record of the claim */
  PantauReference *reference; /* (owned) */
  gboolean is_practice;
  guint limit; /* of sightings */
  gint64 now;
} PantauClaimSheetQuestion;

void pantau_claim_sheet_question_free (PantauClaimSheetQuestion *self);

void pantau_claim_sheet_free (PantauClaimSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauClaimSheet, pantau_claim_sheet_free)

/* NULL with PANTAU_ERROR_NOT_FOUND where it belongs to no claim. */
PantauClaimSheet *pantau_claim_sheet_read (PantauStore *store,
                                           const PantauClaimSheetQuestion *question,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
