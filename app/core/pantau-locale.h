/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The program speaks Indonesian whatever the laptop's locale, and English where @language is "en" (nullable, or
 * "id": Indonesian). Call it first in main(), before any message is made.
 */
void pantau_locale_init (const char *language);

/* "id" or "en". */
const char *pantau_locale_get (void);

/* Takes `--lang LANGUAGE` or `--lang=LANGUAGE` out of the arguments, so that even their faults are told in it. */
const char *pantau_locale_take_argument (int *argc, char ***argv);

G_END_DECLS
