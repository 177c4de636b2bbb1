/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-claim.h"
#include "pantau-store.h"

G_BEGIN_DECLS

/* A link by which a record belongs to a claim. */
typedef struct
{
  char *entry; /* id of the link.add, which page.unlink takes back */
  char *title; /* of the record to which it leads; its UUID where that is not here */
} PantauClaimTie;

/* What a hoax's page says of its claim, in words; made in the reading thread. Immutable. */
typedef struct
{
  PantauClaim *claim; /* (owned) */
  PantauRecord *
      root; /* (owned): the claim itself, with its values; the page's own record where that is it */
  gboolean is_root; /* the page shows the claim, not one of its sightings */
  char *verdict; /* (nullable): what was found out, by which office, when; or that offices differ */
  char *membership;      /* (nullable): whose sighting it is, or how far the claim went */
  GPtrArray *ties;       /* (owned) of PantauClaimTie: the record's own */
  char *media_refusal;   /* (nullable): why its counter-message cannot be copied: one sentence */
  char *figures_refusal; /* (nullable): likewise */
} PantauClaimPart;

/*
 * @record: with its values; @now: corrected, in Unix seconds. NULL without an error where it belongs to no claim: another kind, or in
 * quarantine.
 */
PantauClaimPart *pantau_claim_part_read (PantauStore *store,
                                         PantauReference *reference,
                                         PantauRecord *record,
                                         gint64 now,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_claim_part_free (PantauClaimPart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauClaimPart, pantau_claim_part_free)

/* How far a claim went, for people: “12 sightings in 4 kabupaten/kota”. (transfer full) */
char *pantau_claim_part_spread (const PantauClaim *claim) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
