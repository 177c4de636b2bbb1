/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PANTAU_ERROR (pantau_error_quark ())

/*
 * What went wrong, as a program may act on it. The messages beside these codes are whole sentences in the
 * language of the person. Stored nowhere, but their names are a contract: append only.
 */
typedef enum
{
  PANTAU_ERROR_FAILED,       /* none of the others */
  PANTAU_ERROR_INVALID,      /* a value that a person can mend */
  PANTAU_ERROR_MALFORMED,    /* bytes that are not what they claim to be */
  PANTAU_ERROR_TOO_LARGE,    /* over a limit of size, depth or number */
  PANTAU_ERROR_SIGNATURE,    /* a signature, hash or MAC that does not match */
  PANTAU_ERROR_NOT_FOUND,    /* no such record, entry, region, device, … */
  PANTAU_ERROR_BUSY,         /* another program holds the home; try again */
  PANTAU_ERROR_NEWER,        /* written by a newer program; left alone */
  PANTAU_ERROR_DAMAGED,      /* the database file is broken */
  PANTAU_ERROR_FULL,         /* the disk is full */
  PANTAU_ERROR_IO,           /* any other trouble with files */
  PANTAU_ERROR_UNREACHABLE,  /* the province did not answer; nothing is lost, try again */
  PANTAU_ERROR_PORTAL,       /* somebody else answered in the province's place */
  PANTAU_ERROR_OVERLOADED,   /* the province asks us to come back later */
  PANTAU_ERROR_REFUSED,      /* the province, or a rule of access, says no */
  PANTAU_ERROR_EPOCH,        /* the province was restored; cursors and receipts start again */
  PANTAU_ERROR_NOT_ENROLLED, /* the home belongs to no province yet */
  PANTAU_ERROR_CONFLICT,     /* done already, or by somebody else */
} PantauError;

GQuark pantau_error_quark (void);

/* Sets @error and returns FALSE, so that a failure is one line: `return pantau_throw (error, …)`. */
gboolean pantau_throw (GError **error, PantauError code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* The same where the failing function returns a pointer. */
gpointer pantau_throw_null (GError **error, PantauError code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/*
 * A file could not be written, for the reason @code (an errno): PANTAU_ERROR_FULL where the disk or somebody's share of it is full, else PANTAU_ERROR_IO. Returns FALSE.
 */
gboolean pantau_throw_write (GError **error, const char *path, int code);

/* The stable name of an error for scripts, such as "unreachable" ("failed" for other domains; never NULL). */
const char *pantau_error_name (const GError *error);

/* TRUE where waiting and trying again is the right answer (exit status 75, EX_TEMPFAIL of sysexits). */
gboolean pantau_error_is_temporary (const GError *error);

/*
 * What the province said of the failure, kept with it through copies: the name of its problem document (data/doc/protocol.md, "Problems";
 * nullable, borrowed for ever), and before which monotonic time, in µs, it does not want to be asked again (0: it did not say). Of other
 * domains: NULL and 0, and nothing is noted.
 */
void pantau_error_tell (GError *error, const char *problem, gint64 not_before);
const char *pantau_error_get_problem (const GError *error);
gint64 pantau_error_get_not_before (const GError *error);

G_END_DECLS
