/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What an exchange with a province means that did not bring the wanted answer: sets @error, returns
 * FALSE.
 *
 * @transport (nullable): why there was no answer at all. Otherwise @status, the name of its problem
 * document (@problem, nullable), and whether it @is_page: written for a browser. Which code stands
 * for what is told at PantauClient; an error of ours and G_IO_ERROR_CANCELLED pass unchanged.
 */
gboolean pantau_verdict_throw (
    GError **error, const GError *transport, guint status, const char *problem, gboolean is_page);

/*
 * Whether trying again by itself is right after @error, the failure number @attempt in a row,
 * counted from 0, and in how many milliseconds.
 * @not_before is the monotonic time in µs that a Retry-After named, or 0. See
 * pantau_client_should_retry().
 */
gboolean pantau_verdict_should_retry (const GError *error,
                                      guint attempt,
                                      gint64 not_before,
                                      gint64 *delay_ms);

G_END_DECLS
