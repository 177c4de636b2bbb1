/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between pantau-projection-claim.c and pantau-projection-claim-join.c. */
#pragma once

#include "pantau-projection-private.h"

G_BEGIN_DECLS

/* A settlement under way: what the records that were marked have changed. */
typedef struct
{
  PantauProjection *projection;
  GHashTable *broken; /* (owned): set of claims that lost a record or a link: they may fall apart */
  GHashTable *touched; /* (owned): set of records whose links are to be followed */
  GHashTable *come; /* (owned): set of these that were not there before: links to them count now */
  GHashTable *rankers; /* (owned): set of records whose rank may be another */
  GHashTable *claims;  /* (owned): set of claims that are to be looked at anew */
} PantauClaimWork;

/* Makes claims of the records that were written, and adds up what they say. */
gboolean pantau_claim_work_join (PantauClaimWork *self, GError **error);

/* What the records of @claim say together, from their rows. */
gboolean pantau_projection_count_claim (PantauProjection *self, const char *claim, GError **error);

G_END_DECLS
