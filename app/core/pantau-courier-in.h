/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files that take courier files in: parcels, answers of the province, lines and files of other laptops. */

#pragma once

#include "pantau-courier-private.h"
#include "pantau-intake.h"

G_BEGIN_DECLS

/* What became of a parcel for this home. */
typedef enum
{
  PANTAU_IN_DONE,    /* taken in, or known already */
  PANTAU_IN_WAITS,   /* it counts once another one came, and is kept till then */
  PANTAU_IN_USELESS, /* not to be believed, or of no use here */
} PantauInFate;

typedef struct
{
  PantauHome *home;               /* (unowned) */
  PantauCourierSummary *summary;  /* (unowned) */
  GCancellable *cancellable;      /* (unowned) (nullable) */
  PantauCourierProgress progress; /* (nullable) */
  gpointer data;
  char *key_id;       /* (owned): of this home */
  const char *re;     /* (nullable): of the parcel at hand: which own one it answers */
  GStrv province_ids; /* (owned) (nullable): of the province's key, and of those before it */
} PantauIn;

/* Each is FALSE only where this home cannot go on: its disk is full, its database broken. */
gboolean
pantau_in_receipt (PantauIn *self, PantauContent *content, PantauInFate *fate, GError **error);
gboolean
pantau_in_stored (PantauIn *self, PantauContent *content, PantauInFate *fate, GError **error);
gboolean
pantau_in_news (PantauIn *self, PantauContent *content, PantauInFate *fate, GError **error);
gboolean
pantau_in_head (PantauIn *self, PantauContent *content, PantauInFate *fate, GError **error);
gboolean
pantau_in_grant (PantauIn *self, PantauContent *content, PantauInFate *fate, GError **error);
gboolean
pantau_in_problem (PantauIn *self, PantauContent *content, PantauInFate *fate, GError **error);
gboolean
pantau_in_succession (PantauIn *self, PantauContent *content, PantauInFate *fate, GError **error);
gboolean
pantau_in_lines (PantauIn *self, PantauContent *content, PantauInFate *fate, GError **error);
gboolean
pantau_in_file (PantauIn *self, PantauContent *content, PantauInFate *fate, GError **error);

/* The province has another key, by these statements: FALSE where they are not to be believed. PANTAU_ERROR_SIGNATURE, _NOT_FOUND, _MALFORMED. */
gboolean pantau_in_follow (PantauIn *self, const char *statements, GError **error);

/* The lines of a broken laptop's journal. */
gboolean pantau_in_journal (PantauIn *self, const char *path, GError **error);

G_END_DECLS
