/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-files-part.h"
#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_FILES_VIEW (pantau_files_view_get_type ())
/*
 * The files of a record on its page: those that have a look as small pictures, then all, one below the other. Out of sight where there are none and none
 * may be attached. Verb "files.view" ("s", a hash): looks at one in the viewer.
 */
G_DECLARE_FINAL_TYPE (PantauFilesView, pantau_files_view, PANTAU, FILES_VIEW, GtkWidget)

/* Of whom, before anything is shown: without it there are no pictures and no viewer. */
void
pantau_files_view_set_record (PantauFilesView *self, PantauSession *session, const char *record);

/*
 * @is_open_hoax: the note tells that Pemprov has no file by itself. @may_attach, @may_release: what this person may do. @busy (nullable): a set of
 * hashes with which something is done just now; the key "" stands for files that are being attached.
 */
void pantau_files_view_set (PantauFilesView *self,
                            const PantauFilesPart *part,
                            gboolean is_open_hoax,
                            gboolean may_attach,
                            gboolean may_release,
                            GHashTable *busy);

G_END_DECLS
