/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What belongs to the person at this account and not to a home: the language, the colours. A small file, $XDG_CONFIG_HOME/pantau/settings.ini, read
 * before there is a window; written in a thread of its own.
 */
typedef struct _PantauSettings PantauSettings;

#define PANTAU_SETTINGS_LANGUAGE "language" /* "id", "en" */
#define PANTAU_SETTINGS_COLORS   "colors"   /* "system", "light", "dark" */

/* A file that is missing or damaged is like an empty one. @path NULL: the person's own. */
PantauSettings *pantau_settings_new (const char *path) G_GNUC_WARN_UNUSED_RESULT;
/* Blocks until everything is written. */
void pantau_settings_free (PantauSettings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauSettings, pantau_settings_free)

/* (transfer none) (nullable): NULL where it was never set */
const char *pantau_settings_get (PantauSettings *self, const char *name);
void pantau_settings_set (PantauSettings *self, const char *name, const char *value);

G_END_DECLS
