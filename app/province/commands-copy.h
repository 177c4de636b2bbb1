/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "book.h"

G_BEGIN_DECLS

/* backup, verify --backup, restore, epoch --new: as the operator asks for them (data/doc/operating.md). */

typedef struct
{
  char *dir;            /* the province; of restore: the new one */
  char *to;             /* backup: the copy's directory */
  char *from;           /* restore: likewise */
  char *key;            /* restore (nullable): the file of the province's secret */
  char *copy;           /* verify: the copy's directory */
  gboolean with_key;    /* backup */
  gboolean dry;         /* backup */
  gboolean damaged;     /* restore */
  gboolean without_key; /* restore */
  gboolean renew;       /* epoch */
  gboolean json;
} PantauCopyOptions;

/* Each does all of its command: an exit status, or -1 with an error. */
int pantau_copy_run_backup (const PantauCopyOptions *options, GError **error);
int pantau_copy_run_verify (const PantauCopyOptions *options, GError **error);
int pantau_copy_run_restore (const PantauCopyOptions *options, GError **error);
int pantau_copy_run_epoch (const PantauCopyOptions *options, GError **error);

/* The writer's part of a backup, of commands.h: {"index", "head", "epoch", "at"} go into table `copy`. */
gboolean pantau_command_note_copy (PantauProvince *province,
                                   JsonObject *request,
                                   JsonObject **answer,
                                   GError **error);

G_END_DECLS
