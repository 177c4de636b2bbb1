/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"
#include "trip-fixture.h"

G_BEGIN_DECLS

/* Between the files of the program test-pins: the keys by which a home knows its province. */
void pins_add_succession_tests (void);

/* The home @name of the trip, made first where it is new. */
PantauHome *
pins_open_home (Trip *trip, const char *name, gboolean is_new) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
