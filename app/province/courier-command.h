/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The options of `courier`. */
typedef struct
{
  char *out;   /* (nullable) */
  char *files; /* (nullable): a size */
} PantauCourierCommandOptions;

/*
 * `pantau-province courier FILE… --out FILE`: takes files in and says what became of them. @paths ends with NULL. An exit status, or -1 with an error: 1 where
 * a file is not whole, though what is whole in it counts.
 */
int pantau_courier_command (const char *directory,
                            const PantauCourierCommandOptions *options,
                            const char *const *paths,
                            gboolean json,
                            GError **error);

G_END_DECLS
