/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_FILES_CARD (pantau_files_card_get_type ())
/*
 * The files of this laptop on their way to the province: how far they are, which ones wait and why; a pause, and the limit for lines that cost by the byte. Out of
 * sight before enrolment. Verbs: files.pause, files.resume.
 *
 * Property "session" (PantauSession, nullable until somebody gives it).
 */
G_DECLARE_FINAL_TYPE (PantauFilesCard, pantau_files_card, PANTAU, FILES_CARD, GtkWidget)

G_END_DECLS
