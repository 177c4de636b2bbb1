/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-heat-drawing.h"
#include "pantau-reference.h"
#include "pantau-store-claim.h"

G_BEGIN_DECLS

/* A claim as a row of the board shows it, made in the reading thread. Immutable. */
typedef struct
{
  PantauClaim *claim; /* (owned) */
  PantauHeat *heat;   /* (owned): where it was seen most, and when */
  char *title;        /* made printable; words where there is none */
  char *harm;         /* (nullable): points and what for, where the board is sorted by it */
  char *last_seen;    /* "last seen 2 hours ago" */
  gint64 now;         /* Unix seconds: what the claim's figures count back from */
} PantauBoardItem;

typedef struct
{
  GPtrArray *items;  /* (owned): of PantauBoardItem */
  gboolean has_more; /* than were asked for */
} PantauClaimBoard;

void pantau_claim_board_free (PantauClaimBoard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauClaimBoard, pantau_claim_board_free)

/* @filter with its limit and now. (transfer full) (nullable): NULL with @error */
PantauClaimBoard *pantau_claim_board_read (PantauStore *store,
                                           PantauReference *reference,
                                           const PantauClaimFilter *filter,
                                           GCancellable *cancellable,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
