/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "province.h"

G_BEGIN_DECLS

/* Compares the files of a province with their names, beside a program that serves it: nothing is written, and no lock is needed. */

typedef struct
{
  char *hash;
  gboolean is_missing; /* else damaged, or it cannot be read */
  char *message;       /* a sentence */
} PantauScrubFault;

typedef struct
{
  gint64 intact, damaged, missing;
  gint64 bytes; /* that were read */
} PantauScrubCounts;

void pantau_scrub_fault_free (PantauScrubFault *self);

/*
 * Reads each file that is here, at most @speed bytes a second (0: as fast as they come), and looks for each that came. @db is a connection
 * of the caller's own. Faults are added to @faults (element-type PantauScrubFault); FALSE only for trouble with the database or the
 * directory, or where it was cancelled. What is erased by law while it runs is no fault. @progress is told of bytes.
 */
gboolean pantau_scrub_run (PantauDb *db,
                           PantauBlobs *blobs,
                           gint64 speed,
                           GPtrArray *faults,
                           PantauScrubCounts *counts,
                           PantauProgress progress,
                           gpointer data,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
