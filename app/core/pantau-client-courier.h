/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The message by which parcels of others reach the province. */

#pragma once

#include "pantau-client.h"
#include "pantau-parcel.h"

G_BEGIN_DECLS

/* Of one answer, all parcels together; the province keeps it below 4 MiB. */
#define PANTAU_COURIER_ANSWER_LIMIT (4 * 1024 * 1024 + 64 * 1024)

/* What the province signs (PANTAU_PURPOSE_TAKEN) about a parcel that it has taken, by the SHA-256 of its frame. (transfer full) */
char *pantau_courier_taken_text (const char *epoch, const char *hash) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Posts @parcel, which is for the province, from whomever; @after (nullable): where its answers go on; @files: those that it asks for may come too. @answers
 * (transfer full) (element-type PantauParcel) are sealed to others as a rule, each an answer to this one; @more (transfer full) (nullable) is `after` for
 * the next call. Errors are those of PantauClient: PANTAU_ERROR_REFUSED where the problem is `parcel` (it is not for this province, or cannot be opened), or
 * `unknown-device`, `not-named`, `offset` (another parcel has to come first); PANTAU_ERROR_SIGNATURE where the province has not signed that it took it.
 */
gboolean pantau_client_courier (PantauClient *self,
                                PantauParcel *parcel,
                                const char *after,
                                gboolean files,
                                GPtrArray **answers,
                                char **more,
                                GCancellable *cancellable,
                                GError **error);

G_END_DECLS
