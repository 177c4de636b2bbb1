/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-claim-label.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_CLAIM_TAG (pantau_claim_tag_get_type ())
/*
 * The label of a claim as it stands wherever the claim is shown: “BELUM DIVERIFIKASI – JANGAN SEBARKAN”, “HOAKS – JANGAN SEBARKAN”. Words and symbol
 * tell, the colour only helps. Out of sight where there is none.
 */
G_DECLARE_FINAL_TYPE (PantauClaimTag, pantau_claim_tag, PANTAU, CLAIM_TAG, GtkWidget)

void pantau_claim_tag_set (PantauClaimTag *self, PantauClaimLabel label);

G_END_DECLS
