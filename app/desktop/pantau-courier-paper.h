/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-courier.h"
#include "pantau-paper-flow.h"
#include "pantau-session.h"

G_BEGIN_DECLS

/*
 * The note that goes by hand with a stick (pantau_courier_note()): what is in the file, counted, its hash, and places for two signatures. Of no
 * record it says anything. (transfer full)
 */
PantauPaperFlow *
pantau_courier_paper_new (PantauSession *session,
                          const PantauCourierSummary *summary) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
