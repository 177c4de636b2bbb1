/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * An evidence bundle from anybody, as its members: nothing is unpacked, no link followed, no name believed that a bundle of ours cannot have, and of a ZIP no
 * byte that is not given by its members. For one thread.
 */
typedef struct _PantauDossierReader PantauDossierReader;

typedef struct
{
  char *name;
  goffset size; /* bytes */
  goffset at;   /* of a ZIP: where its bytes begin */
  guint32 crc;  /* of a ZIP: what it says of them */
} PantauDossierMember;

/*
 * NULL with PANTAU_ERROR_NOT_FOUND or _IO where it cannot be read, and PANTAU_ERROR_MALFORMED where it has what no bundle has; the message says what.
 */
PantauDossierReader *pantau_dossier_reader_new (const char *path,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_dossier_reader_free (PantauDossierReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauDossierReader, pantau_dossier_reader_free)

/* By name, each once. (transfer none): of PantauDossierMember */
GPtrArray *pantau_dossier_reader_get_members (PantauDossierReader *self);
const PantauDossierMember *pantau_dossier_reader_find (PantauDossierReader *self, const char *name);

/* All of a member of at most @limit bytes; NULL with PANTAU_ERROR_NOT_FOUND, _TOO_LARGE, _IO, or _MALFORMED: its checksum in the ZIP is another. */
GBytes *pantau_dossier_reader_get (PantauDossierReader *self,
                                   const char *name,
                                   gsize limit,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* SHA-256 of a member, read in pieces; errors as above. (transfer full) */
char *pantau_dossier_reader_hash (PantauDossierReader *self,
                                  const PantauDossierMember *member,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
