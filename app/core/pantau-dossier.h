/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"

G_BEGIN_DECLS

/*
 * Evidence bundles (data/doc/files.md): chosen records with the originals of their files, their lines, the keys and grants of their authors, the
 * province's receipts and a manifest that this device signs; a folder or one ZIP, which somebody checks who has neither our program nor our
 * trust. Sealed identities are never in one.
 */

/* The most records in one bundle. */
#define PANTAU_DOSSIER_MAX_RECORDS 200

typedef struct
{
  const char *const *records; /* UUIDs, each once, ended by NULL */
  const char *path; /* where it is to appear; a ZIP where it ends with ".zip", else a folder */
  const char *to;   /* the office that gets it */
  const char *note; /* (nullable) */
} PantauDossierOrder;

/* What is in a bundle. */
typedef struct
{
  guint records;
  guint files;    /* originals in it */
  guint left_out; /* files that its records name and it has not: missing, elsewhere, held, sealed */
  guint lines;    /* with the grants */
  guint receipts;
  goffset bytes; /* of the originals */
} PantauDossierSum;

/* Bytes of originals that are written, and all of them. */
typedef void (*PantauDossierProgress) (goffset done, goffset total, gpointer data);

/*
 * Exports. First an evidence.touch says of each original that it leaves, to whom and why, all in one commit; then it is written, compared with its
 * name on the way, and appears whole at its place or not at all. So a line may say more than happened, where the disk was full, and never less. Blocks: for
 * the session's writing thread. @progress, @cancellable, @sum: (nullable).
 *
 * Errors: PANTAU_ERROR_NOT_ENROLLED (nobody vouches for this device), _NOT_FOUND, _REFUSED: the person may not write about one of the records; _INVALID: no office,
 * somebody's number; _CONFLICT: something is at the place; _DAMAGED: a file is not what was recorded; _TOO_LARGE, _FULL, _IO, G_IO_ERROR_CANCELLED.
 */
gboolean pantau_dossier_export (PantauHome *home,
                                const PantauDossierOrder *order,
                                PantauDossierProgress progress,
                                gpointer data,
                                GCancellable *cancellable,
                                PantauDossierSum *sum,
                                GError **error);

/*
 * Checks a bundle from anybody, without a home: every byte of it. @known (nullable): the province's key and those that it had before, separated by blanks, if they are
 * known from elsewhere; without them a bundle that is false from end to end vouches for itself. What is wrong is added to @faults (of utf8) as a sentence each; where the rest would mean nothing any more, it stops.
 * @device and @key (optional) take who made it and the keys that it says are its province's, where the manifest can be read: (transfer full) (nullable). @sum: (nullable).
 * FALSE only where it cannot be read at all, PANTAU_ERROR_NOT_FOUND or _IO.
 */
gboolean pantau_dossier_verify (const char *path,
                                const char *known,
                                GPtrArray *faults,
                                PantauDossierSum *sum,
                                char **device,
                                char **key,
                                GError **error);

G_END_DECLS
