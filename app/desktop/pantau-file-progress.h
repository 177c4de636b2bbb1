/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_FILE_PROGRESS (pantau_file_progress_get_type ())
/*
 * How far one file is on its way to the province or from it, in bytes; out of sight while it does not move. What is being fetched has a button that ends that:
 * progress.cancel.
 */
G_DECLARE_FINAL_TYPE (PantauFileProgress, pantau_file_progress, PANTAU, FILE_PROGRESS, GtkWidget)

/* @session and @hash nullable: nothing moves. */
void pantau_file_progress_set (PantauFileProgress *self, PantauSession *session, const char *hash);

G_END_DECLS
