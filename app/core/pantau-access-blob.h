/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-access.h"

G_BEGIN_DECLS

/* Asked once for each line that names a file: the file may be fetched where one of them lets it. */
typedef enum
{
  PANTAU_FETCH_NO,     /* not even the line may be read: the file is as if it were not there */
  PANTAU_FETCH_SEALED, /* the line may be read, the sealed identity is for officers alone */
  PANTAU_FETCH_HELD, /* the line may be read, and no desk has released the file of an open hoax to Pemprov yet */
  PANTAU_FETCH_YES,
} PantauFetch;

/* What is known of a file that a line names. */
typedef struct
{
  gboolean is_envelope;   /* by its own first bytes */
  gboolean is_by_pemprov; /* the line's author has the role `pemprov` */
  gboolean is_brought;    /* the line's author brought the bytes to the province too */
} PantauNamedFile;

/*
 * May @actor fetch @file, which @line names? Whoever may read the line may, but an envelope is for the role `identity`, and having
 * written the line helps nobody. What an envelope is, it says by its own first bytes: so no second line
 * that names one opens it to others, and no false `identity.seal` closes a photo to those who may see it.
 *
 * Of an open hoax, Pemprov has a file only by a desk's evidence.release: a screenshot can betray who sent it. It reads the line and so knows the file's
 * name; therefore a line that somebody of Pemprov wrote counts, about whatever record, only where its author brought the bytes as well: who has
 * them gains nothing by it, and who has not cannot have them by naming them.
 */
PantauFetch pantau_access_may_fetch (const PantauActor *actor,
                                     const PantauLine *line,
                                     const PantauRecordFacts *record,
                                     gboolean is_quarantined,
                                     const PantauNamedFile *file);

/* How an envelope begins (data/doc/protocol.md). */
#define PANTAU_ENVELOPE_MAGIC "pantau-envelope-1\n"

G_END_DECLS
