/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-client.h"
#include "pantau-home.h"

G_BEGIN_DECLS

/*
 * Files of this home that a check found changed or missing (pantau-filecheck.h) come again from the province, where it has them: each is compared when it is here, what was
 * damaged is put aside, and the check says that it is intact. No more than 20 files at once; after each check, and else every six hours. Nothing while files are paused, and no file that
 * waits for another line.
 *
 * @client is an open session, or NULL for one of its own, which is made where there is something to fetch. @mended takes how many came. What the province does not have, or does
 * not give, stays as it is: that is no error. Errors are those of the way there, and G_IO_ERROR_CANCELLED. A thread that may wait for the network.
 */
gboolean pantau_mend_run (PantauHome *home,
                          PantauClient *client,
                          guint *mended,
                          GCancellable *cancellable,
                          GError **error);

G_END_DECLS
