/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-session.h"

G_BEGIN_DECLS

/* How far a check of all files came. */
typedef struct
{
  guint files, all_files;
  goffset bytes, all_bytes;
} PantauFilecheckStanding;

/*
 * A check of all files (pantau-filecheck.h) in a thread of the session, which closing the session ends.
 */
typedef struct _PantauFilecheckWork PantauFilecheckWork;

/* Both in the main loop; the second once, unless the work is freed before: @error (nullable) with G_IO_ERROR_CANCELLED where it was stopped. */
typedef void (*PantauFilecheckGoesOn) (const PantauFilecheckStanding *standing, gpointer data);
typedef void (*PantauFilecheckEnded) (const GError *error, gpointer data);

PantauFilecheckWork *pantau_filecheck_work_new (PantauSession *session,
                                                PantauFilecheckGoesOn goes_on,
                                                PantauFilecheckEnded ended,
                                                gpointer data) G_GNUC_WARN_UNUSED_RESULT;

/* Ends it after the piece that is being read; what was found stays noted. */
void pantau_filecheck_work_stop (PantauFilecheckWork *self);

/* The same, and tells nobody any more. */
void pantau_filecheck_work_free (PantauFilecheckWork *self);

G_END_DECLS
