/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "copy.h"

G_BEGIN_DECLS

/*
 * Makes a copy of a province, beside a program that serves it: the database as of one moment, read by a connection of its own that stops nobody, and then the
 * files that this database knows. Each file is compared with its name while it is copied, and really copied: what shares its blocks with the original
 * shares their damage. Over an older copy only what is new travels.
 */

typedef struct
{
  gboolean
      with_key; /* the province's secret too: else it is kept elsewhere, or nothing can be restored */
  gboolean dry; /* says what would be copied, and touches nothing */
} PantauBackupOptions;

typedef struct
{
  PantauCopy *
      copy; /* (owned) (nullable): what the manifest says; of a dry run the moment it would be of, without database and files */
  gint64 new_files; /* that were copied, or would be */
  gint64 new_bytes;
  gint64 kept; /* files that the older copy had */
  gint64
      removed; /* files that the older copy had and the province no longer names: erased by law, or nobody's */
} PantauBackupResult;

void pantau_backup_result_clear (PantauBackupResult *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PantauBackupResult, pantau_backup_result_clear)

/*
 * Copies the province in @dir to @target (made where it is missing). What the province itself no longer has whole is in the copy's `missing`, unless an older
 * copy has it. @progress (nullable) is told of bytes of files.
 *
 * Errors: PANTAU_ERROR_NOT_FOUND (no province), _INVALID (a directory within the other), _CONFLICT (something else is in @target, or a copy that holds what
 * this province does not: it was rolled back, or restored from an older one), _BUSY (another backup is at it), _FULL, _IO. After any of them the copy
 * that was there is whole as before.
 */
gboolean pantau_backup_run (const char *dir,
                            const char *target,
                            const PantauBackupOptions *options,
                            PantauBackupResult *result,
                            PantauProgress progress,
                            gpointer data,
                            GError **error);

G_END_DECLS
