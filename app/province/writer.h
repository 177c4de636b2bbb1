/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book.h"

G_BEGIN_DECLS

/*
 * The one thread that writes. Jobs that wait together share one transaction, and so one sync of the disk (group
 * commit): under load a commit costs each of them little, alone it costs one sync.
 */
typedef struct _PantauWriter PantauWriter;

/*
 * A job, run in the writer's thread inside a transaction. FALSE only for trouble with the database (all of the group is rolled
 * back and each job tried alone): so a job may run twice, and must set its results anew each time. What the job itself refuses it
 * tells in @data.
 */
typedef gboolean (*PantauWriterJob) (PantauBook *book, gpointer data, GError **error);

/* In the main thread, after the commit (@error NULL) or its failure. */
typedef void (*PantauWriterDone) (gpointer data, const GError *error);

/* In the main thread, after each commit: what was numbered (element-type PantauNews). */
typedef void (*PantauWriterNews) (GPtrArray *news, gpointer data);

/* Belongs to the thread whose default main context is current. */
PantauWriter *pantau_writer_new (PantauProvince *province,
                                 PantauWriterNews news,
                                 gpointer data) G_GNUC_WARN_UNUSED_RESULT;

/* Finishes the jobs that wait, ends the thread; their done functions are called before it returns. */
void pantau_writer_free (PantauWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauWriter, pantau_writer_free)

/* Any thread. */
void pantau_writer_submit (PantauWriter *self,
                           PantauWriterJob job,
                           PantauWriterDone done,
                           gpointer data);

/* Commits, and jobs in them, since the start. Any thread. */
void pantau_writer_get_statistics (PantauWriter *self, guint64 *commits, guint64 *jobs);

G_END_DECLS
