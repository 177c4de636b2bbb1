/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-crypto.h"

G_BEGIN_DECLS

/* `home.json` and `device.key`: what must survive even if the database does not. Saving may be done by any thread. */
typedef struct
{
  GMutex saving;
  char *path; /* of the home */
  char *device;
  char *record; /* UUID of the device's own record */
  gboolean practice;
  char *server;   /* (nullable) before enrolment */
  char *province; /* (nullable) before enrolment */
  GStrv
      province_before; /* (nullable): keys that it had before, the newest first (pantau-succession.h) */
  GPtrArray *retired; /* of char *: what another thread may still be reading */
  char *recovery; /* (nullable): fingerprint of the recovery key that rosters must be signed by */
  char *recovery_from; /* (nullable): "invitation", "grant" or "roster" */
  gint64 pins_serial;  /* of `pins` */
  GStrv pins;          /* (nullable): TLS keys by which the province is reached (pantau-pins.h) */
  gint64 roster;       /* highest serial of its rosters that was ever here; 0: none */
} PantauHomefile;

/* Makes directory, key and file. Errors: PANTAU_ERROR_CONFLICT (a home is there), _INVALID, _IO. */
gboolean pantau_homefile_create (const char *path, gboolean practice, GError **error);

/*
 * What home.json of the home @path says. Errors: PANTAU_ERROR_NOT_FOUND (there is no home), _NEWER (of a newer program), _DAMAGED, _IO.
 */
PantauHomefile *pantau_homefile_load (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The secret key of the device that the file names. PANTAU_ERROR_DAMAGED where it is another one's, and the errors of pantau_keyfile_load(). */
PantauKeypair *pantau_homefile_load_key (PantauHomefile *self,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes and takes over the values; on the disk when it returns. @server and @province nullable. */
gboolean pantau_homefile_save (PantauHomefile *self,
                               const char *server,
                               const char *province,
                               gboolean practice,
                               GError **error);

/* The same where another key follows the province's: the one before stays known, and the list of TLS keys begins anew. */
gboolean
pantau_homefile_save_succession (PantauHomefile *self, const char *province, GError **error);

/* The same for whom to seal to. */
gboolean pantau_homefile_save_recovery (
    PantauHomefile *self, const char *recovery, const char *from, gint64 roster, GError **error);

/*
 * Gives the home another key, device and device record, durably; what was there before is renamed aside (pantau-rekey.h). Under the home's lock, with nobody in
 * it.
 */
gboolean pantau_homefile_renew_key (PantauHomefile *self, GError **error);

/* The same as above for the TLS keys by which the province is reached. */
gboolean pantau_homefile_save_pins (PantauHomefile *self,
                                    gint64 serial,
                                    const char *const *pins,
                                    GError **error);

void pantau_homefile_free (PantauHomefile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauHomefile, pantau_homefile_free)

/* A secret key in a file that only its owner reads: made once, never overwritten. Used by the province too. */
gboolean pantau_keyfile_create (const char *path, PantauKeypair *key, GError **error);
PantauKeypair *pantau_keyfile_load (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
