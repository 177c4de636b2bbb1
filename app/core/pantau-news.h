/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of lines that travel by courier. */

#pragma once

#include "pantau-parcel.h"

G_BEGIN_DECLS

/*
 * A parcel `news` is what `GET /v1/entries` answers, by courier: its content has `epoch`, `after` (the cursor from which it goes on; "" from the start), `cursor`
 * (where it ends), `more`, and as payload the lines `INDEX TAB line LF`, compressed by zstd. Anybody can seal a parcel to a laptop, and a false cursor would
 * make it pass over lines for ever: so `signature` is the province's, for PANTAU_PURPOSE_NEWS, over
 *
 *   DEVICE LF EPOCH LF AFTER LF CURSOR LF 0 or 1 (more) LF SHA-256 of the payload in hex LF
 */

/* Makes the content for @device of it, signed. (transfer full) */
JsonObject *pantau_news_new (PantauKeypair *province,
                             const char *device,
                             const char *epoch,
                             const char *after,
                             const char *cursor,
                             gboolean more,
                             GBytes *payload) G_GNUC_WARN_UNUSED_RESULT;

/* TRUE where @province signed @content, with @payload, for @device. */
gboolean
pantau_news_verify (const char *province, const char *device, JsonObject *content, GBytes *payload);

G_END_DECLS
