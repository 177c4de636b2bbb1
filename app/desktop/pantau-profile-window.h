/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_PROFILE_WINDOW (pantau_profile_window_get_type ())
/*
 * The window before there is a home: who is there (app.open-profile), that a home is being opened and takes its time, or that one cannot
 * be opened and why.
 */
G_DECLARE_FINAL_TYPE (
    PantauProfileWindow, pantau_profile_window, PANTAU, PROFILE_WINDOW, AdwApplicationWindow)

PantauProfileWindow *
pantau_profile_window_new (GtkApplication *application) G_GNUC_WARN_UNUSED_RESULT;

/* Reads the profiles anew, in a thread, and lists them. */
void pantau_profile_window_show_profiles (PantauProfileWindow *self);
/* @sentence (nullable) says what takes so long. */
void pantau_profile_window_show_opening (PantauProfileWindow *self, const char *sentence);
/* @path is what "try again" opens. */
void pantau_profile_window_show_trouble (PantauProfileWindow *self,
                                         const char *path,
                                         const GError *error);

G_END_DECLS
