/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "copy.h"
#include "province.h"

G_BEGIN_DECLS

/* A restore that was cut off leaves this in the directory, and goes on where it is begun again. */
#define PANTAU_RESTORE_MARK "restoring"

/*
 * Makes a province in @dir from the copy in @from: all of it is verified first, then copied, and a new epoch begun, by which every laptop learns that it is to
 * offer all its lines and files again (data/doc/operating.md). @key (nullable) is the file of the province's secret, where the copy has none. The key
 * comes last: until then no province is there. @without_key: nobody has it any more, and another one is to follow (pantau_lineage_follow()).
 *
 * @damaged: takes a copy whose files of records are not all whole; those are left out, and come back from the laptops that have them. Without it such a copy
 * is refused. @faults (nullable) takes what was found (transfer full), also where the restore is refused for it.
 *
 * Errors: PANTAU_ERROR_CONFLICT (@dir is a province, or holds something else), _NOT_FOUND (no copy, no key), _INVALID (another province's key),
 * _DAMAGED (the copy is not whole: @faults says in what), _FULL, _IO.
 */
gboolean pantau_restore_run (const char *from,
                             const char *dir,
                             const char *key,
                             gboolean without_key,
                             gboolean damaged,
                             PantauCopy **copy,
                             PantauCopyFaults **faults,
                             PantauProgress progress,
                             gpointer data,
                             GError **error);

/*
 * Begins a new epoch, durably: for who restored a province by other means than ours. The old name, and where it ended, stay in table `copy`. Nobody may serve it
 * meanwhile. (transfer full): the new name; NULL with an error.
 */
char *pantau_restore_begin_epoch (PantauDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
