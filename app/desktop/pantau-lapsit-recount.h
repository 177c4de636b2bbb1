/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_LAPSIT_RECOUNT (pantau_lapsit_recount_get_type ())
/*
 * Counts a situation report again from its lines (pantau-lapsit-verify.h) in a thread of the session, and says how far it is and what came of it. It takes as long as a
 * rebuild; a person may stop it, and so does its end.
 */
G_DECLARE_FINAL_TYPE (PantauLapsitRecount, pantau_lapsit_recount, PANTAU, LAPSIT_RECOUNT, GtkWidget)

/* Begins with the report @id; what was under way before is stopped. */
void
pantau_lapsit_recount_start (PantauLapsitRecount *self, PantauSession *session, const char *id);

/* Stops, and says nothing any more: another report is shown. */
void pantau_lapsit_recount_clear (PantauLapsitRecount *self);

gboolean pantau_lapsit_recount_is_busy (PantauLapsitRecount *self);

G_END_DECLS
