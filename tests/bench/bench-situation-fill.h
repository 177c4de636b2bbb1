/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A home for bench-situation. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes a home at @path, where nothing may be, with @n records and what became of them; takes nothing in. */
void bench_situation_fill (const char *path, guint64 n);

G_END_DECLS
