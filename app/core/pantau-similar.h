/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-store.h"

G_BEGIN_DECLS

/*
 * Claims of this home that say the same as what is being typed, pasted or looked at. Answers are proposals: a person joins. Of
 * two faults a wrong join is the worse, so numbers, hours, days and places decide (data/doc/hoaxes.md says how, and how well).
 */

/* Why a claim is proposed; several may hold. Append only. */
typedef enum
{
  PANTAU_SIMILAR_URL = 1 << 0,     /* the same canonical address */
  PANTAU_SIMILAR_TEXT = 1 << 1,    /* near the same words */
  PANTAU_SIMILAR_PICTURE = 1 << 2, /* near the same picture */
} PantauSimilarWhy;

/* From here on a claim is proposed. Of texts, addresses and pictures alike; measured in data/doc/hoaxes.md. */
#define PANTAU_SIMILAR_THRESHOLD 0.60

/* Perceptual hashes that differ in at most so many of their 64 bits are of one picture. */
#define PANTAU_SIMILAR_PICTURE_BITS 10

/* What is asked. All of it may be missing; then nothing is similar. */
typedef struct
{
  const char *text; /* (nullable): of pantau_similar_text() */
  const char *url;  /* (nullable): as typed; one that is none is left out */
  const guint64 *
      pictures; /* (nullable): perceptual hashes, as of pantau_picture_hash(); the first 32 are looked for */
  guint n_pictures;
  const char *except; /* (nullable): UUID; neither it nor its claim is proposed */
  guint limit;        /* of claims; 0: 3 */
} PantauSimilarQuery;

/* A claim that is proposed. */
typedef struct
{
  char *record; /* UUID: of the claim, not of the sighting that is similar */
  char *title;
  char *region; /* code */
  double score; /* PANTAU_SIMILAR_THRESHOLD … 1 */
  guint why;    /* of PantauSimilarWhy: what reached the threshold */
} PantauSimilar;

void pantau_similar_free (PantauSimilar *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauSimilar, pantau_similar_free)

/*
 * @title and @quote (each nullable) as one text to ask by; of a chat of several people, as a paste leaves it, the message that the title is from. (transfer
 * full), never NULL
 */
char *pantau_similar_text (const char *title, const char *quote) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Claims similar to what @query says, best first; of each, the member that is most similar decides. Records in quarantine and
 * those whose status makes them void are not proposed. Touches the database, for some milliseconds: for the thread that reads. (transfer
 * full): of PantauSimilar, perhaps empty
 */
GPtrArray *pantau_store_similar (PantauStore *self,
                                 const PantauSimilarQuery *query,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
