/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between pantau-attachment.c, which takes files over, and pantau-attachment-name.c, which knows what they are called. */
#pragma once

#include "pantau-attachment.h"

G_BEGIN_DECLS

/*
 * What a sentence calls a file: the printable characters of @name, blanks in one writing, no dots or blanks at either end. Perhaps empty. (transfer full)
 */
char *pantau_attachment_show (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The same of a text that somebody's line has, with “nomor” for what looks like somebody's number or address, cut to @most characters; NULL where fewer than
 * @least remain. @text (nullable). (transfer full) (nullable)
 */
char *
pantau_attachment_clean_text (const char *text, glong least, glong most) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
