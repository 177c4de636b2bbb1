/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-reconcile.h"

G_BEGIN_DECLS

/* Between pantau-reconcile.c, which compares, and pantau-reconciled.c, which keeps. */

PantauReconciled *pantau_reconciled_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* Beyond PANTAU_RECONCILE_MOST they are only counted. */
void pantau_reconciled_add (PantauReconciled *self,
                            PantauDifferenceKind kind,
                            gint64 seq,
                            const char *id);

/* Inside a transaction; the newest of a day stays. */
gboolean pantau_reconciled_store (PantauDb *db, const PantauReconciled *self, GError **error);

/* YYYY-MM-DD in WIB. (transfer full) */
char *pantau_reconcile_day_of (gint64 when) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
