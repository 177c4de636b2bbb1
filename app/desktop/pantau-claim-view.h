/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_CLAIM_VIEW (pantau_claim_view_get_type ())
/*
 * One claim: its label and verdict, where and when it was seen (map, time line, list), the explanation, the counter-messages, and what was asked
 * of agencies. What a person may not do is absent.
 *
 * Properties "session", "record" (UUID of any record of the claim; "" for none).
 */
G_DECLARE_FINAL_TYPE (PantauClaimView, pantau_claim_view, PANTAU, CLAIM_VIEW, GtkWidget)

G_END_DECLS
