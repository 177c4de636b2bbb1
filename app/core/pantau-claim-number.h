/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a number of a claim ("#tps3", "#persen20" …, as pantau_claim_text_make() writes them) is said of. */
typedef enum
{
  PANTAU_CLAIM_NUMBER_THING,  /* it names one: a TPS, a candidate, an hour, a day */
  PANTAU_CLAIM_NUMBER_AMOUNT, /* a percentage or a sum */
  PANTAU_CLAIM_NUMBER_COUNT,  /* so many of something */
} PantauClaimNumberSort;

PantauClaimNumberSort pantau_claim_number_sort (const char *number);

/* How many bytes stand before the digits: the letters of what the number counts, its mark with them. */
gsize pantau_claim_number_slot (const char *number);

/* TRUE where @number is of the same as @other, whose slot is @length long. */
gboolean pantau_claim_number_has_slot (const char *number, const char *other, gsize length);

/* TRUE where both may be the same, written otherwise: 14 people are 14, and at one o'clock is at 13. */
gboolean pantau_claim_number_is_same (const char *a, const char *b);

G_END_DECLS
