/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"
#include "pantau-lapsit.h"

G_BEGIN_DECLS

/*
 * Counts a kept report a second time: the lines up to its cut are taken into a database of their own (in the home's folder, gone afterwards), all projections are made from
 * them anew, and every figure and list is compared. What comes out otherwise is added to @faults as a sentence each; what explains it, or could not be compared, to
 * @notes (both of utf8, in the program's language).
 *
 * Which lines these are is told by the cut: the first so many of this home where they are the same as then; else, in another home or one that was fetched anew, those with
 * a number up to its index, where the report named no line without one. FALSE with PANTAU_ERROR_NOT_FOUND where these lines are not here, with _CONFLICT where the
 * report itself is not what was written; errors of the database. @progress (nullable) hears of lines, each of
 * which is taken and then counted; once @cancellable (nullable) is, it ends soon with G_IO_ERROR_CANCELLED. It takes as long as a rebuild of that much.
 */
gboolean pantau_lapsit_verify (PantauHome *home,
                               const PantauLapsit *report,
                               GPtrArray *faults,
                               GPtrArray *notes,
                               PantauProgress progress,
                               gpointer data,
                               GCancellable *cancellable,
                               GError **error);

/* Removes what counting again left of lines in the home's folder when it was killed. */
void pantau_lapsit_remove_copies (PantauHome *home);

G_END_DECLS
