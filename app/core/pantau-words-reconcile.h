/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-reconcile.h"

G_BEGIN_DECLS

/* What a comparison with the province found, in whole sentences of the program's language. All (transfer full). */

/* “We sent 214 lines, the province holds 214.” */
char *pantau_words_reconciled_lines (const PantauReconciled *self) G_GNUC_WARN_UNUSED_RESULT;

/* The same of files; NULL where there are none on either side. */
char *pantau_words_reconciled_files (const PantauReconciled *self) G_GNUC_WARN_UNUSED_RESULT;

/* What one difference is and what became of it. */
char *pantau_words_difference (const PantauDifference *difference) G_GNUC_WARN_UNUSED_RESULT;

/* How many differences are not listed; NULL where all are. */
char *pantau_words_reconciled_more (const PantauReconciled *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
