/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-session.h"

G_BEGIN_DECLS

/*
 * What the role of the person who works here has on the screen: what one may not do is absent, not refused. Before enrolment, and with a role
 * of a newer province, everything that a monitor has: nothing is lost by recording it.
 */

/* Whether there are records of @kind to be made; with NULL: of any kind. */
gboolean pantau_duty_may_record (PantauSession *session, const char *kind);

/* Whether identities of reporters and witnesses can be sealed here: Pemprov's records have none. */
gboolean pantau_duty_may_seal (PantauSession *session);

/* Whether there is this place in the sidebar, as win.show takes it ("agencies:bkn" is in "agencies"). */
gboolean pantau_duty_has_place (PantauSession *session, const char *place);

/* A sentence: why not every kind can be recorded here; NULL where every one can. (transfer none) */
const char *pantau_duty_explain (PantauSession *session);

G_END_DECLS
