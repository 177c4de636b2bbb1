/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"

G_BEGIN_DECLS

/* What the command line gave. */
typedef struct
{
  char *home;
  gboolean json;
  gboolean practice; /* init */
  char *kind;        /* record, list */
  char *server;      /* enroll */
  char *region;      /* list, seed */
  char *status;      /* list */
  int limit;         /* list */
  char *reason;      /* status */
  int wait;          /* sync */
  gint64 seed;       /* seed */
} CtlOptions;

/*
 * A command: @argv[0] is its name, then its arguments. Returns an exit status, or -1 with @error set, whose kind
 * gives the status. Each is in the file that its group is named after.
 */
typedef int (*CtlCommand) (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-home.c */
int ctl_init (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_enroll (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_sync (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_verify (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_rebuild (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-write.c */
int ctl_record (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_set (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_status (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_seed (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-read.c */
int ctl_list (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_show (const CtlOptions *options, int argc, char **argv, GError **error);

/* Opens the home of --home and says on stderr where it had to be repaired. */
PantauHome *
ctl_open (const CtlOptions *options, PantauHomeMode mode, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* FALSE with a sentence where the number of arguments is not within @min and @max. */
gboolean
ctl_check_arguments (int argc, char **argv, int min, int max, const char *usage, GError **error);

G_END_DECLS
