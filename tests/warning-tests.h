/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* warning-work.c: warnings are fetched, counted, and made risks of. */
void add_warning_work_tests (void);

G_END_DECLS
