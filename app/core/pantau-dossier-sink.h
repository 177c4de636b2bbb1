/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-blob.h"

G_BEGIN_DECLS

/*
 * Where the members of an evidence bundle are written: a folder, or a ZIP whose every byte is given by its members (data/doc/files.md, "Evidence
 * bundles"), so that whoever checks one can build it anew and compare. It is made beside its place under another name, and appears there
 * whole and on the disk, or not at all: what was begun is removed when the sink is freed. For one thread.
 *
 * Errors: PANTAU_ERROR_FULL, _IO, _CONFLICT (something is at the place), _TOO_LARGE (a ZIP of 4 GiB), _DAMAGED, G_IO_ERROR_CANCELLED.
 */
typedef struct _PantauDossierSink PantauDossierSink;

/* A ZIP where @path ends with ".zip", else a folder. NULL with an error where something is there already, or nothing can be made. */
PantauDossierSink *pantau_dossier_sink_new (const char *path,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_dossier_sink_free (PantauDossierSink *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauDossierSink, pantau_dossier_sink_free)

/* Members come in the order of their names (bytes), each once; a name has at most one folder. */
gboolean pantau_dossier_sink_add_bytes (
    PantauDossierSink *self, const char *name, const void *bytes, gsize length, GError **error);

/* A whole file of @blobs, compared with its name on the way; @progress (nullable) hears of bytes, piece by piece. */
typedef void (*PantauDossierSinkProgress) (gsize bytes, gpointer data);
gboolean pantau_dossier_sink_add_blob (PantauDossierSink *self,
                                       const char *name,
                                       PantauBlobs *blobs,
                                       const char *hash,
                                       PantauDossierSinkProgress progress,
                                       gpointer data,
                                       GCancellable *cancellable,
                                       GError **error);

/* All of it is there: it appears at its place. */
gboolean pantau_dossier_sink_finish (PantauDossierSink *self, GError **error);

/* CRC-32 as of ZIP (ISO 3309), begun with 0. */
guint32 pantau_dossier_crc (guint32 crc, const guint8 *bytes, gsize length);

/* The 30 bytes before a member in such a ZIP, the 46 of it in its directory, and the 22 at the end; names follow the first two. */
#define PANTAU_DOSSIER_LOCAL   30
#define PANTAU_DOSSIER_CENTRAL 46
#define PANTAU_DOSSIER_END     22
void pantau_dossier_put_local (guint8 bytes[PANTAU_DOSSIER_LOCAL],
                               const char *name,
                               guint32 crc,
                               guint32 size);
void pantau_dossier_put_central (
    guint8 bytes[PANTAU_DOSSIER_CENTRAL], const char *name, guint32 crc, guint32 size, guint32 at);
void pantau_dossier_put_end (guint8 bytes[PANTAU_DOSSIER_END], guint16 n, guint32 size, guint32 at);

G_END_DECLS
