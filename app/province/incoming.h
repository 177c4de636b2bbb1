/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book.h"

G_BEGIN_DECLS

/*
 * Where each line of @text begins, of at most PANTAU_BATCH_LINES: one number more than lines, the last being where the text ends. NULL where there are none
 * (@is_long FALSE), or too many (TRUE). (transfer full) (element-type gsize)
 */
GArray *pantau_incoming_split (GBytes *text, gboolean *is_long) G_GNUC_WARN_UNUSED_RESULT;

/* Decodes one line into @self, which is empty: an entry, or the name of what is wrong with it. Any thread. */
void pantau_incoming_decode (PantauIncoming *self, const char *line, gsize length);

G_END_DECLS
