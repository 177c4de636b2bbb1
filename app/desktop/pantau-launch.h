/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Shows @path in the program that opens files of @type (a MIME type) on this laptop: by what it is, never by what its name says. @callback gets
 * @widget as its source, which is kept until then.
 */
void pantau_launch (GtkWidget *widget,
                    const char *path,
                    const char *type,
                    GAsyncReadyCallback callback,
                    gpointer data);

/*
 * Shows the page @uri in the web browser. For addresses that this program knows by itself: what somebody recorded is never opened.
 */
void pantau_launch_page (GtkWidget *widget,
                         const char *uri,
                         GAsyncReadyCallback callback,
                         gpointer data);

/* Of both: the program has begun. PANTAU_ERROR_NOT_FOUND: there is none. */
gboolean pantau_launch_finish (GtkWidget *widget, GAsyncResult *result, GError **error);

G_END_DECLS
