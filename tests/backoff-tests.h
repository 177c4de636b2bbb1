/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Between the files of the program test-backoff. */
void backoff_add_revival_tests (void);

G_END_DECLS
