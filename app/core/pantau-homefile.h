/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-crypto.h"

G_BEGIN_DECLS

/* `home.json` and `device.key`: what must survive even if the database does not. */
typedef struct
{
  char *path; /* of the home */
  char *device;
  char *record; /* UUID of the device's own record */
  gboolean practice;
  char *server;   /* (nullable) before enrolment */
  char *province; /* (nullable) before enrolment */
} PantauHomefile;

/* Makes directory, key and file. Errors: PANTAU_ERROR_CONFLICT (a home is there), _INVALID, _IO. */
gboolean pantau_homefile_create (const char *path, gboolean practice, GError **error);

PantauHomefile *pantau_homefile_load (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
PantauKeypair *pantau_homefile_load_key (PantauHomefile *self,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes and takes over the values; on the disk when it returns. @server and @province nullable. */
gboolean pantau_homefile_save (PantauHomefile *self,
                               const char *server,
                               const char *province,
                               gboolean practice,
                               GError **error);

void pantau_homefile_free (PantauHomefile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauHomefile, pantau_homefile_free)

/* A secret key in a file that only its owner reads: made once, never overwritten. Used by the province too. */
gboolean pantau_keyfile_create (const char *path, PantauKeypair *key, GError **error);
PantauKeypair *pantau_keyfile_load (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
