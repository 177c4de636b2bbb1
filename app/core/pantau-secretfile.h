/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Small files with a secret in them (invitations, recovery keys): made once, never over another one, readable by their owner alone.
 */

/* On the disk when it returns. PANTAU_ERROR_CONFLICT where @path is there already, _FULL, _IO. */
gboolean pantau_secretfile_create (const char *path, const char *text, GError **error);

/*
 * All of it, or its first @limit + 1 bytes where it is longer; @length is how many, a NUL follows. PANTAU_ERROR_NOT_FOUND, _IO. (transfer full): the caller wipes it
 */
char *pantau_secretfile_read (const char *path, gsize limit, gsize *length, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
