/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Shorter ones are guessed by whoever has the file. */
#define PANTAU_PASSPHRASE_SHORTEST 12

/*
 * Asks for a passphrase on the terminal, unseen; where stdin is none, its first line is taken. @is_new: asks twice, and wants
 * PANTAU_PASSPHRASE_SHORTEST characters. PANTAU_ERROR_INVALID. Memory for secrets: (transfer full), to be freed by pantau_secret_free().
 */
char *pantau_passphrase_ask (const char *prompt,
                             gboolean is_new,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
