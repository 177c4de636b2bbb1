/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-notice.h"
#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_NOTIFIER (pantau_notifier_get_type ())
/*
 * Looks, in the session's writing thread, for what its person wants to be told (pantau-notice.h): after something came, when an exchange with the province is
 * over, and every few minutes for what depends on the hour. While lines are still coming it waits, so that a first sync is told of once. What was told and is so
 * no more, or was looked at, is taken back.
 */
G_DECLARE_FINAL_TYPE (PantauNotifier, pantau_notifier, PANTAU, NOTIFIER, GObject)

/* Shows @notices (of PantauNotice, never none) of @session; in the main loop. */
typedef void (*PantauNotifierShow) (PantauSession *session, GPtrArray *notices, gpointer data);

/* Takes back the one of that @id; likewise. */
typedef void (*PantauNotifierWithdraw) (PantauSession *session, const char *id, gpointer data);

/* Both are called until the notifier is gone; @data is borrowed. It ends by g_object_unref(). */
PantauNotifier *pantau_notifier_new (PantauSession *session,
                                     PantauNotifierShow show,
                                     PantauNotifierWithdraw withdraw,
                                     gpointer data) G_GNUC_WARN_UNUSED_RESULT;

/* Somebody looks at @place, as win.show has it: what leads there is taken back. */
void pantau_notifier_seen (PantauNotifier *self, const char *place);

/* A sample comes to @show, whatever the rules and the hour. */
void pantau_notifier_sample (PantauNotifier *self);

G_END_DECLS
