/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a hoax bears: words that nobody translates, so that they are the same on every screen, paper and export. */

#include "config.h"

#include "pantau-claim-label.h"

const char *
pantau_claim_label_text (PantauClaimLabel label)
{
  switch (label)
    {
    case PANTAU_CLAIM_LABEL_UNVERIFIED:
      return "BELUM DIVERIFIKASI – JANGAN SEBARKAN";
    case PANTAU_CLAIM_LABEL_HOAX:
      return "HOAKS – JANGAN SEBARKAN";
    case PANTAU_CLAIM_LABEL_NONE:
    default:
      return NULL;
    }
}

const char *
pantau_claim_label_name (PantauClaimLabel label)
{
  switch (label)
    {
    case PANTAU_CLAIM_LABEL_UNVERIFIED:
      return "unverified";
    case PANTAU_CLAIM_LABEL_HOAX:
      return "hoax";
    case PANTAU_CLAIM_LABEL_NONE:
    default:
      return "none";
    }
}

PantauClaimLabel
pantau_claim_label_of_verdict (const char *verdict)
{
  if (g_strcmp0 (verdict, PANTAU_VERDICT_HOAX) == 0)
    return PANTAU_CLAIM_LABEL_HOAX;
  if (g_strcmp0 (verdict, PANTAU_VERDICT_TRUE) == 0)
    return PANTAU_CLAIM_LABEL_NONE;

  return PANTAU_CLAIM_LABEL_UNVERIFIED;
}
