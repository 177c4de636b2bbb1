/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-session.h"

G_BEGIN_DECLS

/*
 * Asks why the hoax @record (UUID) is no sighting of the claim that its line @entry ties it to, and takes that link back. What came of it is told
 * over @page: @done, or why it failed. @page must be in a window.
 */
void pantau_unlink_ask (GtkWidget *page,
                        PantauSession *session,
                        const char *record,
                        const char *entry,
                        const char *done);

G_END_DECLS
