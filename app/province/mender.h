/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workers.h"
#include "writer.h"

G_BEGIN_DECLS

/*
 * Sees to it that nobody is given the bytes of a damaged file, and that it comes again: what is not what its name says is put aside (`.rusak-N`) and noted as
 * lost (lost.h). A file is compared before it is handed out, once a day, and all of them in rounds: a slice every few minutes, none read twice in a day.
 */
typedef struct _PantauMender PantauMender;

/* Borrows all three, which must outlive its last job. */
PantauMender *pantau_mender_new (PantauProvince *province,
                                 PantauWorkers *workers,
                                 PantauWriter *writer) G_GNUC_WARN_UNUSED_RESULT;
/* From now on in rounds, the first slice at once. Main thread, as the next one. */
void pantau_mender_start (PantauMender *self);
/* No slice begins any more; one under way ends with @workers. */
void pantau_mender_stop (PantauMender *self);
/* After the last job of @workers and of @writer. */
void pantau_mender_free (PantauMender *self);

/*
 * Whether @fd, the file @hash of the store, opened by the caller, is what its name says; else it was put aside. Any thread; it may read all of the file.
 */
gboolean pantau_mender_trusts (PantauMender *self, const char *hash, int fd);
/* Whether the file @hash, which is not here, ever came; then it is noted as lost. Any thread; @db is a connection to read. */
gboolean pantau_mender_misses (PantauMender *self, PantauDb *db, const char *hash);

/* Of the operator: looks at one file now, in the writer's thread and transaction. @lost: it is damaged or gone, and asked for. */
gboolean
pantau_mend_one (PantauProvince *province, const char *hash, gboolean *lost, GError **error);

G_END_DECLS
