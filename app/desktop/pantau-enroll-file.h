/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-invitation.h"

G_BEGIN_DECLS

/* Asks for the file of an invitation, over @parent; whoever made it shows it and hears its "response". (transfer full) */
GtkFileChooserNative *pantau_enroll_file_chooser_new (GtkWindow *parent) G_GNUC_WARN_UNUSED_RESULT;

/* Reads an invitation in a thread. @callback gets @widget as its source, which is kept until then. Errors as of pantau_invitation_load(). */
void pantau_enroll_file_read (GtkWidget *widget,
                              GFile *file,
                              GAsyncReadyCallback callback,
                              gpointer data);
PantauInvitation *pantau_enroll_file_read_finish (GtkWidget *widget,
                                                  GAsyncResult *result,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
