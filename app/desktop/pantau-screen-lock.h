/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Hears when the screen is locked, where the desktop tells (GNOME, KDE, Cinnamon, MATE, Xfce, and whoever speaks as org.freedesktop.ScreenSaver).
 * Elsewhere nothing is heard.
 */
typedef struct _PantauScreenLock PantauScreenLock;

/* @locked is called in the main loop, each time. */
PantauScreenLock *pantau_screen_lock_new (void (*locked) (gpointer data),
                                          gpointer data) G_GNUC_WARN_UNUSED_RESULT;
void pantau_screen_lock_free (PantauScreenLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauScreenLock, pantau_screen_lock_free)

G_END_DECLS
