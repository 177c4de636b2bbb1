/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-claim-part.h"
#include "pantau-record-view.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_CLAIM_BANNER (pantau_claim_banner_get_type ())
/*
 * Above all else on the page of a hoax: what must not be spread says so, whose sighting it is or how far it went, and what a desk does about
 * it. What a person may not do is absent; what cannot be done yet is insensitive and says why.
 */
G_DECLARE_FINAL_TYPE (PantauClaimBanner, pantau_claim_banner, PANTAU, CLAIM_BANNER, GtkWidget)

/* @part: (nullable): no hoax, and then it is out of sight; @rights: (nullable): not known yet */
void pantau_claim_banner_set (PantauClaimBanner *self,
                              const PantauClaimPart *part,
                              const PantauRecordRights *rights);

/* Opens the menu of counter-messages, where there is something to copy. */
void pantau_claim_banner_open_counter (PantauClaimBanner *self);

G_END_DECLS
