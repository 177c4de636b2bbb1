/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What a hoax record bears wherever it is shown, listed, exported or printed. Nobody shall spread a hoax because this program
 * showed it: who sees the words of one sees these words first. The numbers are stored in the projections; append only.
 */
typedef enum
{
  PANTAU_CLAIM_LABEL_NONE,       /* no hoax at all, or found to be true */
  PANTAU_CLAIM_LABEL_UNVERIFIED, /* no desk has decided, or desks differ */
  PANTAU_CLAIM_LABEL_HOAX,       /* a desk found that it is one */
} PantauClaimLabel;

/* Codes of the list `verdict`, which the program itself knows. For ever. */
#define PANTAU_VERDICT_NONE      "belum"
#define PANTAU_VERDICT_PENDING   "sedang"
#define PANTAU_VERDICT_HOAX      "hoaks"
#define PANTAU_VERDICT_TRUE      "benar"
#define PANTAU_VERDICT_UNDECIDED "tak-terverifikasi"

/*
 * The words: "BELUM DIVERIFIKASI – JANGAN SEBARKAN", "HOAKS – JANGAN SEBARKAN". In Indonesian whatever the program's language, since
 * what is shown or printed here is passed on there. (transfer none) (nullable): NULL for PANTAU_CLAIM_LABEL_NONE
 */
const char *pantau_claim_label_text (PantauClaimLabel label);

/* A stable name for programs: "none", "unverified", "hoax". (transfer none) */
const char *pantau_claim_label_name (PantauClaimLabel label);

/* The label of a hoax whose verdict is @verdict; NULL where no desk gave one, or they differ. */
PantauClaimLabel pantau_claim_label_of_verdict (const char *verdict);

G_END_DECLS
