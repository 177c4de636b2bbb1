/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_WARNING_WATCH (pantau_warning_watch_get_type ())
/*
 * Asks the agency by itself, as often as the setting PANTAU_SETTING_WARNINGS_EVERY says, while it is there; never where it says nothing. In the session's thread of
 * errands. What fails is tried again as a sync is (pantau-backoff.h), but not within a minute; nobody is troubled by it: when the agency last answered stands on the page.
 */
G_DECLARE_FINAL_TYPE (PantauWarningWatch, pantau_warning_watch, PANTAU, WARNING_WATCH, GObject)

/* It ends by g_object_unref(), and what is being fetched with it. */
PantauWarningWatch *pantau_warning_watch_new (PantauSession *session) G_GNUC_WARN_UNUSED_RESULT;

/* The minutes between two times that can be chosen, ended by 0; and what is chosen, 0 for never. */
const guint *pantau_warning_watch_choices (void);
guint pantau_warning_watch_get_minutes (PantauSession *session);

/* How long a minute is, in ms; 0: a minute. For tests. */
void pantau_warning_watch_set_minute (guint ms);

G_END_DECLS
