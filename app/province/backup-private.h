/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between backup.c, which copies, and backup-check.c, which says where and how much. */
#pragma once

#include "backup.h"
#include "pantau-blob.h"
#include "pantau-crypto.h"
#include "pantau-db.h"
#include "pantau-lock.h"

G_BEGIN_DECLS

#define PANTAU_BACKUP_NEW    "province.db.new"
#define PANTAU_BACKUP_PREFIX "province-"

typedef struct
{
  const char *dir;
  const char *target;
  const PantauBackupOptions *options;
  PantauBackupResult *result;
  PantauProgress progress; /* (nullable) */
  gpointer data;

  PantauDb *live; /* (owned): of the province that serves */
  PantauKeypair *key;
  PantauLock *lock; /* (nullable) of the target */
  PantauBlobs *from, *to;
  PantauCopy *older;   /* (nullable) */
  GHashTable *wanted;  /* hash → nothing: files that the moment knows */
  GPtrArray *missing;  /* hashes */
  gint64 total;        /* bytes of files that are to be copied */
  gboolean is_written; /* the new manifest may be there */
} PantauBackup;

/* Whether a copy may go to the target at all: apart from the province, to nobody else's place, over no copy that knows more. Loads `older`. */
gboolean pantau_backup_check (PantauBackup *self, GError **error);

/* What there is to copy of @db's files: those that a line names. */
gboolean pantau_backup_count (PantauBackup *self, PantauDb *db, GError **error);

/* Better to say so now than after an hour. PANTAU_ERROR_FULL */
gboolean pantau_backup_check_room (PantauBackup *self, GError **error);

gboolean pantau_backup_has (PantauBackup *self, const char *hash, gint64 size);

G_END_DECLS
