/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of claims, as pantau_claim_text_make() writes them: a mark, the letters of what is counted or named, the digits. */

#include "config.h"

#include "pantau-claim-number.h"

#include <string.h>

gsize
pantau_claim_number_slot (const char *number)
{
  return strcspn (number, "0123456789");
}

static gboolean
is_slot (const char *number, const char *const *slots)
{
  for (; *slots != NULL; slots++)
    if (strlen (*slots) + 1 == pantau_claim_number_slot (number) &&
        strncmp (number + 1, *slots, strlen (*slots)) == 0)
      return TRUE;

  return FALSE;
}

/* Numbers that name a thing; all others count some. */
static const char *const things[] = { "tps", "paslon", "jam",   "tgl",   "hari",
                                      "rt",  "rw",     "pasal", "dapil", NULL };
static const char *const hours[] = { "jam", NULL };
static const char *const amounts[] = { "persen", "rp", NULL };

gboolean
pantau_claim_number_is_same (const char *a, const char *b)
{
  if (is_slot (a, hours) && is_slot (b, hours))
    {
      guint64 one = g_ascii_strtoull (a + pantau_claim_number_slot (a), NULL, 10);
      guint64 other = g_ascii_strtoull (b + pantau_claim_number_slot (b), NULL, 10);

      return MAX (one, other) - MIN (one, other) == 1200;
    }

  return !is_slot (a, things) && !is_slot (b, things) &&
         g_str_equal (a + pantau_claim_number_slot (a), b + pantau_claim_number_slot (b));
}

gboolean
pantau_claim_number_has_slot (const char *number, const char *other, gsize length)
{
  return strncmp (number, other, length) == 0 && pantau_claim_number_slot (number) == length;
}

PantauClaimNumberSort
pantau_claim_number_sort (const char *number)
{
  return is_slot (number, things)    ? PANTAU_CLAIM_NUMBER_THING
         : is_slot (number, amounts) ? PANTAU_CLAIM_NUMBER_AMOUNT
                                     : PANTAU_CLAIM_NUMBER_COUNT;
}
