/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between pantau-similar*.c and pantau-projection-similar.c. */
#pragma once

#include "pantau-similar.h"

G_BEGIN_DECLS

/* Pictures are found by the quarters of their hashes. */
#define PANTAU_SIMILAR_BANDS     4
#define PANTAU_SIMILAR_BAND_BITS 16

/* Quarter number @band of @hash, as `claim_picture` has it. */
gint64 pantau_similar_band (guint64 hash, guint band);

/* FALSE for hashes of pictures without anything in them: they would all be one. */
gboolean pantau_similar_picture_tells (guint64 hash);

/* What addresses are compared by. (transfer full): NULL where @url is none */
char *pantau_similar_url (PantauReference *reference, const char *url) G_GNUC_WARN_UNUSED_RESULT;

/* A record that may claim the same. */
typedef struct
{
  gint64 sign;  /* in `claim_sign` */
  double score; /* while candidates are gathered, how much speaks for a look at it */
  guint why;    /* of PantauSimilarWhy */
} PantauSimilarHit;

/*
 * Adds to @hits (of PantauSimilarHit) the texts that are similar to @text, which is as pantau_claim_text_make() writes it, at or above
 * the threshold. In pantau-similar-text.c.
 */
gboolean
pantau_similar_find_texts (PantauStore *self, const char *text, GArray *hits, GError **error);

/* Likewise those with the same address or with a similar picture. In pantau-similar-picture.c. */
gboolean pantau_similar_find_url (PantauStore *self, const char *url, GArray *hits, GError **error);
gboolean pantau_similar_find_pictures (
    PantauStore *self, const guint64 *pictures, guint n_pictures, GArray *hits, GError **error);

G_END_DECLS
