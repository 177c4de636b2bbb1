/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-settings.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_APPLICATION (pantau_application_get_type ())
/*
 * The program: its command line, its homes (profiles), one window for each open home.
 *
 *   --home DIR        that home, in a process of its own
 *   --profile NAME    that profile; without it the only one there is, or a choice
 *   --lang id|en      for this time
 *   FILE …            an invitation (*.pantau-undangan), or what a stick brings (*.pantau)
 *
 * Its verbs: app.open-profile (s: a name), app.new-profile, app.profiles (the choice), app.language (s, state), app.colors (s, state),
 * app.shortcuts, app.about, app.quit.
 */
G_DECLARE_FINAL_TYPE (PantauApplication, pantau_application, PANTAU, APPLICATION, AdwApplication)

/* Borrows @settings. */
PantauApplication *pantau_application_new (PantauSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

/* What to run after this one has ended, so that it goes on in another language: arguments after the program's own name. (transfer full) (nullable) */
GStrv pantau_application_dup_restart (PantauApplication *self);

/* Where the profiles are: $XDG_DATA_HOME/pantau. (transfer full) */
char *pantau_application_profiles_directory (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
