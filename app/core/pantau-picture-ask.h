/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-picture.h"

G_BEGIN_DECLS

/*
 * Asks a process of its own (`pantau-picture`, for a PDF `pantau-document`; app/helper) what a file is. It is started within bubblewrap where that
 * works: without network, home and other processes. @fd: a plain file, read from its beginning; stays the caller's, with its position.
 *
 * @most: pixels on the longer side of what is drawn, 0 for none (PANTAU_PREVIEW_MAX_SIDE at most). @pixels (nullable) takes all bytes behind the line.
 * Blocks for PANTAU_PICTURE_PATIENCE seconds at most.
 *
 * (transfer full): what the process said, a JSON object and otherwise not to be believed; it may be an `error`, see pantau_picture_throw(). NULL with an
 * error as of pantau_picture_read().
 */
JsonObject *pantau_picture_ask (int fd,
                                guint most,
                                GBytes **pixels,
                                GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Says why @answer is none, as the helper or as its lack of sense tells. Returns FALSE. */
gboolean pantau_picture_throw (int fd, JsonObject *answer, GError **error);

/* Whether the first bytes are those of a PDF. */
gboolean pantau_picture_is_document (int fd);

/* The bytes as a plain file in memory, for the functions that take one: -1 with an error. To be closed. */
int pantau_picture_open_bytes (GBytes *bytes, GError **error);

G_END_DECLS
