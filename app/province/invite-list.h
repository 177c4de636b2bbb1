/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * Invitations for many at once: a table of people (CSV with a line of column names: role, region, code, name, position, letter, last_day; others are left
 * alone) becomes the same with the invitation's code behind each. Nobody is invited where one row is wrong.
 */

/*
 * What `pantau-province invite --list FILE` prints. @days: until they expire, 0 for what the province chooses. @status is a PantauExit: PANTAU_EXIT_FAILED
 * where a row is refused, which has been told on standard error. NULL then, or with an error.
 */
char *pantau_invite_list (
    const char *directory, const char *file, gint64 days, int *status, GError **error);

G_END_DECLS
