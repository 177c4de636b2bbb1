/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one error domain of the core, and the helpers that make a failure one line. */

#include "config.h"

#include "pantau-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

/* What the province said of a failure, which travels with it to whoever waits or explains. */
typedef struct
{
  const char *problem; /* (nullable): interned */
  gint64 not_before;   /* monotonic µs; 0: it did not say */
} PantauErrorPrivate;

static void
pantau_error_private_init (PantauErrorPrivate *self)
{
  *self = (PantauErrorPrivate){ 0 };
}

static void
pantau_error_private_copy (const PantauErrorPrivate *from, PantauErrorPrivate *to)
{
  *to = *from;
}

static void
pantau_error_private_clear (PantauErrorPrivate *self)
{
}

G_DEFINE_EXTENDED_ERROR (PantauError, pantau_error)

static const char *const names[] = {
  [PANTAU_ERROR_FAILED] = "failed",
  [PANTAU_ERROR_INVALID] = "invalid",
  [PANTAU_ERROR_MALFORMED] = "malformed",
  [PANTAU_ERROR_TOO_LARGE] = "too-large",
  [PANTAU_ERROR_SIGNATURE] = "signature",
  [PANTAU_ERROR_NOT_FOUND] = "not-found",
  [PANTAU_ERROR_BUSY] = "busy",
  [PANTAU_ERROR_NEWER] = "newer",
  [PANTAU_ERROR_DAMAGED] = "damaged",
  [PANTAU_ERROR_FULL] = "full",
  [PANTAU_ERROR_IO] = "io",
  [PANTAU_ERROR_UNREACHABLE] = "unreachable",
  [PANTAU_ERROR_PORTAL] = "portal",
  [PANTAU_ERROR_OVERLOADED] = "overloaded",
  [PANTAU_ERROR_REFUSED] = "refused",
  [PANTAU_ERROR_EPOCH] = "epoch",
  [PANTAU_ERROR_NOT_ENROLLED] = "not-enrolled",
  [PANTAU_ERROR_CONFLICT] = "conflict",
};

static void
set_error (GError **error, PantauError code, const char *format, va_list args)
{
  if (error != NULL)
    {
      g_return_if_fail (*error == NULL);
      *error = g_error_new_valist (PANTAU_ERROR, code, format, args);
    }
}

gboolean
pantau_throw (GError **error, PantauError code, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  set_error (error, code, format, args);
  va_end (args);

  return FALSE;
}

gpointer
pantau_throw_null (GError **error, PantauError code, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  set_error (error, code, format, args);
  va_end (args);

  return NULL;
}

gboolean
pantau_throw_write (GError **error, const char *path, int code)
{
  return pantau_throw (error,
                       code == ENOSPC || code == EDQUOT ? PANTAU_ERROR_FULL : PANTAU_ERROR_IO,
                       _ ("cannot write “%s”: %s"), path, g_strerror (code));
}

const char *
pantau_error_name (const GError *error)
{
  if (error == NULL || error->domain != PANTAU_ERROR || error->code < 0 ||
      (guint) error->code >= G_N_ELEMENTS (names))
    return names[PANTAU_ERROR_FAILED];

  return names[error->code];
}

gboolean
pantau_error_is_temporary (const GError *error)
{
  return g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_BUSY) ||
         g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_UNREACHABLE) ||
         g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_PORTAL) ||
         g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_OVERLOADED);
}

void
pantau_error_tell (GError *error, const char *problem, gint64 not_before)
{
  PantauErrorPrivate *self;

  if (error == NULL || error->domain != PANTAU_ERROR)
    return;

  self = pantau_error_get_private (error);
  self->problem = g_intern_string (problem);
  self->not_before = not_before;
}

const char *
pantau_error_get_problem (const GError *error)
{
  return error != NULL && error->domain == PANTAU_ERROR ? pantau_error_get_private (error)->problem
                                                        : NULL;
}

gint64
pantau_error_get_not_before (const GError *error)
{
  return error != NULL && error->domain == PANTAU_ERROR
             ? pantau_error_get_private (error)->not_before
             : 0;
}
