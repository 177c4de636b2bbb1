/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between pantau-projection-similar.c and the files that call it as records are taken in. */
#pragma once

#include "pantau-projection-private.h"

G_BEGIN_DECLS

/* The kind whose records claim something. */
#define PANTAU_CLAIM_KIND "hoax"

/* A text that goes into `claim_index` or out of it, of the running transaction: FTS5 wants them in the order of their numbers. */
typedef struct
{
  gint64 sign;
  char *words;
  gboolean is_gone;
} PantauPendingSign;

void pantau_pending_sign_clear (gpointer self);

/*
 * What a record claims, from its @entries that count and their @values; where it is no hoax, or nothing is left of it (@values NULL), what it claimed
 * is forgotten. Inside a transaction; words reach the index by pantau_projection_write_signs().
 */
gboolean pantau_projection_take_sign (PantauProjection *self,
                                      const char *record,
                                      const char *kind,
                                      GPtrArray *entries,
                                      PantauValues *values,
                                      GError **error);

/* The words of all records taken since. Inside the same transaction. */
gboolean pantau_projection_write_signs (PantauProjection *self, GError **error);

G_END_DECLS
