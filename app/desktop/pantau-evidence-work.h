/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-session.h"

G_BEGIN_DECLS

/*
 * What is done with the files of a record, in the session's threads: copying and fetching in that of the errands, so that nobody's draft waits
 * for a hundred megabytes; lines in the writing one. Each answer comes in the main loop.
 */

/* A question before files are attached; answered once by pantau_evidence_work_answer(). */
typedef struct _PantauEvidenceQuestion PantauEvidenceQuestion;

/* Asks a person in the main loop: @sentence names the other records that have the same file. @question (transfer full) */
typedef void (*PantauEvidenceAsk) (PantauEvidenceQuestion *question,
                                   const char *sentence,
                                   gpointer data);

/* Takes @question. FALSE: nothing is attached, and what was taken over is let go. */
void pantau_evidence_work_answer (PantauEvidenceQuestion *question, gboolean go_on);

/*
 * Attaches @files (of GFile) to @record, by one line. One that cannot be taken over hinders no other. @medium (nullable): where the only file of @files is
 * kept, whose hash alone is taken. @origin (nullable): from whom they came, a code. @ask (nullable), with @data: before the line is written, where other records have one of them; without it nobody is
 * asked. @cancellable (nullable): what is not attached yet is let go.
 */
void pantau_evidence_work_attach (PantauSession *session,
                                  const char *record,
                                  GPtrArray *files,
                                  const char *medium,
                                  const char *origin,
                                  PantauEvidenceAsk ask,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data);
/*
 * How many were attached; @refused takes a sentence for each that was not (transfer full) (nullable: all were), @large (of GFile) those that can be taken
 * with a medium (transfer full) (nullable: none). 0 with @error where the line itself was refused, or a person said no (G_IO_ERROR_CANCELLED).
 */
guint pantau_evidence_work_attach_finish (PantauSession *session,
                                          GAsyncResult *result,
                                          GStrv *refused,
                                          GPtrArray **large,
                                          GError **error);

/*
 * Lets Pemprov have the file @hash of an open hoax; with @masked (nullable) that file, attached as a copy of it, in its place.
 */
void pantau_evidence_work_release (PantauSession *session,
                                   const char *record,
                                   const char *hash,
                                   GFile *masked,
                                   const char *reason,
                                   GAsyncReadyCallback callback,
                                   gpointer data);

/* Brings the file here from the province, as of pantau_evidence_fetch(). */
void pantau_evidence_work_fetch (PantauSession *session,
                                 const char *record,
                                 const char *hash,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);

/* Of the last two: FALSE with @error. */
gboolean pantau_evidence_work_finish (PantauSession *session, GAsyncResult *result, GError **error);

/*
 * Makes a copy of the file for another program, under @name, in a directory that only this person enters: no other program gets the original to
 * write. The directory goes with this process, or with the next one.
 */
void pantau_evidence_work_open (PantauSession *session,
                                const char *hash,
                                const char *name,
                                GAsyncReadyCallback callback,
                                gpointer data);
/* Where the copy is. (transfer full) */
char *pantau_evidence_work_open_finish (PantauSession *session,
                                        GAsyncResult *result,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Removes the copies that this process made, and those that a crash of another one left. Blocks shortly. */
void pantau_evidence_work_sweep (void);

G_END_DECLS
