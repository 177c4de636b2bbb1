/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many bytes of a file's beginning pantau_file_type_guess() looks at; fewer are enough where the file has no more. */
#define PANTAU_FILE_TYPE_BYTES 4096

/*
 * What a file is by its first bytes, whatever its name says: a MIME type in small letters, `application/octet-stream` where nothing is
 * recognised. The same on every machine, since it is written into lines. Static.
 */
const char *pantau_file_type_guess (const guint8 *bytes, gsize length);

/* A picture that pantau-picture reads: JPEG, PNG, WebP. */
gboolean pantau_file_type_is_picture (const char *type);

/*
 * What a system might run, or what brings code of its own along: programs, packages (an “invitation” as .apk is a usual fraud), scripts,
 * HTML, SVG. To be opened only after a question. Types that we do not know are risky too.
 */
gboolean pantau_file_type_is_risky (const char *type);

G_END_DECLS
