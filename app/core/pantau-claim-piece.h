/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between pantau-claim-piece.c and pantau-claim-text.c: the words and numbers of a message, before anything is known of their meaning. */
#pragma once

#include "pantau-claim-words.h"

G_BEGIN_DECLS

/* A word or a number. */
typedef struct
{
  char *
      text; /* folded: small letters without accents; a number without leading zeros and points: "5", "1500000", "50.5" */
  char *raw; /* (nullable): a number as it was written: "10.00", "27/11/2024" */
  const char *
      unit; /* what a number counts by the sign beside it: "rp", "persen"; NULL where has_unit is FALSE */
  gboolean is_number;
  gboolean is_integer;
  gboolean is_year;  /* 1990 … 2039 */
  gboolean is_clock; /* written as an hour with a colon, or before "wib" */
  gboolean has_unit;
  gboolean ends_sentence; /* something stands before it that ends a sentence */
} PantauClaimPiece;

/*
 * The pieces of @text (any bytes; read up to 64 KiB), abbreviations written out. Links and numbers of nine digits or more, which belong to people, are
 * left out. (transfer full): of PantauClaimPiece
 */
GPtrArray *pantau_claim_pieces_new (PantauClaimWords *words,
                                    const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* A number as an hour, "9", "09.30", "13:00"; FALSE where it cannot be one. */
gboolean pantau_claim_piece_hour (const PantauClaimPiece *self, guint *hour, guint *minute);

/* A number as a day of the year, "27/11", "27-11-2024"; FALSE where it is none. */
gboolean pantau_claim_piece_date (const PantauClaimPiece *self, guint *day, guint *month);

G_END_DECLS
