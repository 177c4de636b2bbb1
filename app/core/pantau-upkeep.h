/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-client.h"
#include "pantau-home.h"

G_BEGIN_DECLS

/*
 * What a home asks its province once a day, after its lines and files: the list of TLS keys, and the reference pack. Nothing of it is urgent, so a failure is
 * no failure of the sync, and it is asked for again at the next one. Blocks.
 */
void pantau_upkeep_run (PantauHome *home, PantauClient *client, GCancellable *cancellable);

/* Where a home keeps its province's reference data, if it differs from what is built in. (transfer full) */
char *pantau_upkeep_reference_path (const char *home) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Puts what counts of the signed pack @text into the home at @path: files that the province's operator replaced, and those of a newer edition than ours, if the
 * whole can be read then. It is used from the next opening on. @changed (nullable). PANTAU_ERROR_MALFORMED, _FULL, _IO.
 */
gboolean pantau_upkeep_take_reference (const char *path,
                                       const char *text,
                                       gboolean *changed,
                                       GError **error);

/* Editions such as "2026-4" and "2024-09-30" by their numbers: less than, equal to or greater than 0. NULL is older than any. */
int pantau_upkeep_compare_editions (const char *a, const char *b);

G_END_DECLS
