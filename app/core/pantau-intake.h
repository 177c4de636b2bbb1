/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer of the province changes in a home, whichever way it came. */

#pragma once

#include "pantau-home.h"
#include "pantau-page.h"
#include "pantau-receipt.h"

G_BEGIN_DECLS

/* What was taken in, added up. */
typedef struct
{
  guint pushed;      /* lines that the province acknowledged */
  guint own;         /* of these: of this device */
  guint quarantined; /* of these: may not be written by their author */
  guint refused;     /* lines that it did not take */
  guint pulled;      /* lines that are new here */
} PantauIntake;

/*
 * Stores a verified receipt for the lines of @rows (one for each of its lines), and what it covers, in one transaction: what is shown as received is what is
 * proved. @epoch is what our tables call the province's present one.
 */
gboolean pantau_intake_receipt (PantauHome *home,
                                PantauReceipt *receipt,
                                const gint64 *rows,
                                const char *epoch,
                                PantauIntake *intake,
                                GError **error);

/*
 * Stores the lines of a page, and, unless @keep_cursor, its cursor in the same transaction: a cursor ahead of its lines would lose them for ever. @epoch is what our
 * tables call the epoch in which the page's numbers are.
 */
gboolean pantau_intake_page (PantauHome *home,
                             PantauPage *page,
                             const char *epoch,
                             gboolean keep_cursor,
                             PantauIntake *intake,
                             GError **error);

G_END_DECLS
