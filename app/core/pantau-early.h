/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-transfer.h"

G_BEGIN_DECLS

/*
 * Files that are on their way as soon as their lines are at the province, while the rest of the exchange is still asked and answered: few bytes and many ways
 * there and back, in which a far line would idle. A thread of its own.
 */
typedef struct _PantauEarly PantauEarly;

/*
 * Makes its connection, and waits for pantau_early_go(). @session has a session open, and is borrowed for the call alone. @func (nullable) as of
 * pantau_transfer_new().
 */
PantauEarly *pantau_early_start (PantauHome *home,
                                 PantauClient *session,
                                 PantauTransferFunc func,
                                 gpointer data,
                                 GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

/* Lines have arrived, and with them the first files may go, or others too: again and again, whether or not there were any before. */
void pantau_early_go (PantauEarly *self);

/*
 * Waits for its end (@goes_on), or ends it at once. @result is filled in. Whatever failed is left to the next transfer, which will be told of it. Frees @self.
 */
void pantau_early_finish (PantauEarly *self, gboolean goes_on, PantauTransferResult *result);

G_END_DECLS
