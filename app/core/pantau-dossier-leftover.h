/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an export that was killed leaves beside the place where its bundle was to appear. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Between the name of a bundle and the six letters that nobody can foretell: “.bukti.zip.pantau-XXXXXX”. */
#define PANTAU_DOSSIER_LEFTOVER_MARK ".pantau-"

/*
 * The template of a hidden name beside @path, for mkstemp() and the like, after what others left there was removed: “DIR/.NAME.pantau-XXXXXX”. The one place that
 * makes such names. (transfer full)
 */
char *pantau_dossier_leftover_template (const char *path) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Says that somebody still writes to what @fd is open on, until it is closed or its process ends. Where the file system cannot tell, nothing there is ever taken
 * for a leftover. FALSE where it is another's.
 */
gboolean pantau_dossier_leftover_claim (int fd);

/*
 * Removes from the folder @parent what has such a name, is this user's, has nothing in it but what a bundle has, and is written to by nobody any more. What cannot be
 * removed stays, and nothing is said: it hinders no export.
 */
void pantau_dossier_leftovers_remove (const char *parent);

G_END_DECLS
