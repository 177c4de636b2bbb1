/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-claim-label.h"
#include "pantau-harm.h"
#include "pantau-record.h"
#include "pantau-reference.h"

G_BEGIN_DECLS

/*
 * A claim is what one hoax asserts: all records that are linked to each other as sightings or duplicates (PANTAU_REL_SIGHTING, _DUPLICATE),
 * as far as they are here and not in quarantine. It is named after its root, the record that is linked to no other; of several, or in a ring,
 * the one with the smallest UUID; so it has one name in every home that holds the same lines. What was recorded by mistake or withdrawn
 * (`void` in status.json) still ties the others together, but is no root while another is there, and is counted nowhere.
 * A hoax that is linked to nothing is a claim without sightings. See data/doc/hoaxes.md.
 */

/* How far the takedown of the contents is. */
typedef enum
{
  PANTAU_TAKEDOWN_NONE,
  PANTAU_TAKEDOWN_ASKED, /* asked somewhere, and not done everywhere it was asked */
  PANTAU_TAKEDOWN_DONE,
} PantauTakedown;

/* A stable name: "none", "asked", "done". (transfer none) */
const char *pantau_takedown_name (PantauTakedown takedown);

/* For whom a counter-message is. */
typedef enum
{
  PANTAU_AUDIENCE_MEDIA,
  PANTAU_AUDIENCE_FIGURES, /* community figures: read out in a mosque, a market … */
} PantauAudience;

/* By its stable name: "media", "figures". FALSE for any other. */
gboolean pantau_audience_from_name (const char *name, PantauAudience *audience);

/* Times in Unix seconds. */
typedef struct
{
  char *id;    /* UUID of its root */
  char *title; /* of the root; perhaps "" */
  char *region;
  char *verdict; /* (nullable): code, where a desk gave one and desks agree */
  PantauClaimLabel label;
  gboolean differs; /* desks differ: about the root, or about a sighting */
  char *
      verdict_region; /* (nullable): of the office that gave the verdict, where its grant is here */
  gint64 verdict_at;  /* when, by that office's clock; 0: no verdict */
  gboolean changes_voting; /* any of its records says that it changes how people vote */
  gboolean unrest;         /* … that it caused physical unrest */
  guint n_records;         /* the root and its sightings, without what is void */
  guint n_sightings;       /* these without the root */
  guint n_kecamatan;       /* kecamatan in which any of them was seen */
  guint n_areas;           /* kabupaten and kota likewise */
  gint64 first_at;         /* the first and the last time that it was seen, the root's included */
  gint64 last_at;
  guint in_6h;  /* sightings within the six hours before now */
  guint in_24h; /* … within the day before now */
  gint64 reach; /* views or shares, added up over its records; where people differ the larger */
  guint harm;   /* points: pantau-harm.h */
  PantauHarmFacts harm_facts; /* what they are given for: pantau_harm_parts() */
  PantauTakedown takedown;
  gboolean has_counter; /* a counter-message is written */
  guint waits;          /* forwards whose reply is due and has not come */
  guint overdue;        /* of these, those whose time has passed */
} PantauClaim;

void pantau_claim_free (PantauClaim *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauClaim, pantau_claim_free)

/*
 * A counter-message to be copied out of the program: the message, the facts in short, the references, and which office checked it when, never
 * which person; LATIHAN in a practice home. Never the hoax's own words or link: who reads it may never have seen the hoax.
 * @record is the claim's root, with values; @claim as pantau_store_claim() gives it.
 *
 * NULL with PANTAU_ERROR_REFUSED and why before a verdict of "hoaks" or "benar" (others do not tell people anything), _NOT_FOUND where
 * no message for @audience was written. (transfer full)
 */
char *pantau_claim_counter_text (PantauReference *reference,
                                 PantauRecord *record,
                                 const PantauClaim *claim,
                                 PantauAudience audience,
                                 gboolean practice,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Whether it may be copied at all; FALSE with the same errors. For a button that says why it is insensitive.
 */
gboolean pantau_claim_may_counter (PantauRecord *record,
                                   const PantauClaim *claim,
                                   PantauAudience audience,
                                   GError **error);

G_END_DECLS
