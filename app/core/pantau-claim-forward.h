/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-forward.h"

G_BEGIN_DECLS

/*
 * To whom the records of a claim were handed (Komdigi, a platform, Polda …), with what came back: those that wait for a reply first, the
 * earliest due before; then the latest. @record: any of the claim; at most @limit. (transfer full): of PantauForward, with the record's
 * title, kind and region; empty where it belongs to no claim
 */
GPtrArray *pantau_store_claim_forwards (PantauStore *self,
                                        const char *record,
                                        guint limit,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
