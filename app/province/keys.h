/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-recovery.h"
#include "pantau-roster.h"

G_BEGIN_DECLS

/* What the command line gave. Everything is nullable. */
typedef struct
{
  char *dir;    /* set, show, heads, wrap: the province */
  char *key;    /* sign, reseal: the file of the recovery key */
  char *roster; /* sign, reseal */
  char **add;
  char **remove;
  char *until;
  gboolean without_passphrase;
  gboolean new_recovery;
  gboolean json;
} PantauKeysOptions;

/*
 * `pantau-province keys …`: the recovery key and what is made with it, on a machine that has no network and no province (recovery, request, sign, succeed, reseal,
 * show FILE); and what the province is given of that or gives for it (set, show, next, follow, heads, wrap). @argv[0] is "keys". Returns an exit status, or -1
 * with @error.
 */
int pantau_keys_run (const PantauKeysOptions *options, int argc, char **argv, GError **error);

/* Between keys.c, keys-succeed.c and keys-reseal.c. */

int pantau_keys_heads (const PantauKeysOptions *options, int argc, char **argv, GError **error);
int pantau_keys_reseal (const PantauKeysOptions *options, int argc, char **argv, GError **error);
int pantau_keys_next (const PantauKeysOptions *options, int argc, char **argv, GError **error);
int pantau_keys_succeed (const PantauKeysOptions *options, int argc, char **argv, GError **error);
int pantau_keys_follow (const PantauKeysOptions *options, int argc, char **argv, GError **error);
int pantau_keys_wrap (const PantauKeysOptions *options, int argc, char **argv, GError **error);

/* FALSE with a sentence where the number of arguments is another. */
gboolean pantau_keys_check_arguments (int argc, int wanted, const char *usage, GError **error);
gboolean pantau_keys_check_dir (const PantauKeysOptions *options, GError **error);

/* The recovery key of --key; asks for its passphrase. */
PantauRecovery *pantau_keys_load (const PantauKeysOptions *options,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The list in a file. */
PantauRoster *pantau_keys_load_roster (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A new file with @text, that everybody may read: nothing in it is secret. */
gboolean pantau_keys_write (const char *path, const char *text, GError **error);

G_END_DECLS
