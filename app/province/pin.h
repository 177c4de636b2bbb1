/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the command line gave. */
typedef struct
{
  const char *dir;
  const char *cert; /* (nullable): add, remove: a file in PEM */
  gboolean json;    /* list */
} PantauPinOptions;

/*
 * `pantau-province pin add|remove|list`: @argv[0] is "pin". Returns an exit status, or -1 with @error.
 */
int pantau_pin_run (const PantauPinOptions *options, int argc, char **argv, GError **error);

G_END_DECLS
