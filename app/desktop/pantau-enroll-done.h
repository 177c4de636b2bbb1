/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_ENROLL_DONE (pantau_enroll_done_get_type ())
/* For whom a laptop was just enrolled, and to whom it seals: what somebody compares before he works with it. */
G_DECLARE_FINAL_TYPE (PantauEnrollDone, pantau_enroll_done, PANTAU, ENROLL_DONE, GtkWidget)

/* @person (nullable): an invitation need not name anybody. */
void pantau_enroll_done_show (PantauEnrollDone *self,
                              PantauSession *session,
                              const PantauPerson *person);

G_END_DECLS
