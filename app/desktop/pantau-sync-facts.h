/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-session.h"
#include "pantau-store.h"

G_BEGIN_DECLS

/* Names and values, shown as rows of @list. Of the last exchange with the province; @now: Unix seconds. */
void pantau_sync_facts_show_exchange (GtkListBox *list, PantauSession *session, gint64 now);

/* The same of this laptop, and of who works at it: @person (nullable), before the store has answered, and before enrolment. */
void pantau_sync_facts_show_laptop (GtkListBox *list,
                                    PantauSession *session,
                                    const PantauPerson *person);

G_END_DECLS
