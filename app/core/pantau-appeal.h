/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-client.h"
#include "pantau-home.h"

G_BEGIN_DECLS

/*
 * Lines that the province took once, by its own receipt, and put into quarantine after it was restored from a copy, because they came in another order: what it receipted first counts, so the
 * receipt is shown to it (`POST /v1/receipts`), each once in an epoch. A province that is too old for that is not asked further. Nothing where no line is in quarantine. A thread
 * that may wait for the network; errors are those of the way there.
 */
gboolean pantau_appeal_run (PantauHome *home,
                            PantauClient *client,
                            GCancellable *cancellable,
                            GError **error);

G_END_DECLS
