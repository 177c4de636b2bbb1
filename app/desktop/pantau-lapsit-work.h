/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-lapsit-file.h"
#include "pantau-session.h"

G_BEGIN_DECLS

/* What the page of situation reports has done by the session's threads: nothing of it in the main loop. */

void pantau_lapsit_work_list (PantauSession *session, GAsyncReadyCallback callback, gpointer data);
/* (transfer full): of PantauLapsit, the newest hour first */
GPtrArray *pantau_lapsit_work_list_finish (PantauSession *session,
                                           GAsyncResult *result,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Counts a report by the reading thread, and keeps it. */
void pantau_lapsit_work_make (PantauSession *session,
                              const PantauLapsitAsk *ask,
                              GAsyncReadyCallback callback,
                              gpointer data);
/* Its id. (transfer full) */
char *pantau_lapsit_work_make_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A kept report and what is shown of it. */
typedef struct
{
  PantauLapsit *report;
  char *message; /* for WhatsApp */
  char *warning; /* (nullable): of its texts */
} PantauLapsitShown;

void pantau_lapsit_shown_free (PantauLapsitShown *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauLapsitShown, pantau_lapsit_shown_free)

void pantau_lapsit_work_show (PantauSession *session,
                              const char *id,
                              GAsyncReadyCallback callback,
                              gpointer data);
/* The same after the texts were changed and kept. */
void pantau_lapsit_work_write (PantauSession *session,
                               const char *id,
                               const PantauLapsitTexts *texts,
                               GAsyncReadyCallback callback,
                               gpointer data);
/* Of both. (transfer full) */
PantauLapsitShown *pantau_lapsit_work_show_finish (PantauSession *session,
                                                   GAsyncResult *result,
                                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* As PDF, or as ODT where @is_odt. */
void pantau_lapsit_work_export (PantauSession *session,
                                const char *id,
                                const char *path,
                                gboolean is_odt,
                                GAsyncReadyCallback callback,
                                gpointer data);
gboolean
pantau_lapsit_work_export_finish (PantauSession *session, GAsyncResult *result, GError **error);

/* Its sheets as pictures, a little larger than a screen shows them. */
void pantau_lapsit_work_draw (PantauSession *session,
                              const char *id,
                              GAsyncReadyCallback callback,
                              gpointer data);
/* (transfer full): of GdkTexture. @id: which report it is (transfer full) (nullable: on failure) */
GPtrArray *pantau_lapsit_work_draw_finish (PantauSession *session,
                                           GAsyncResult *result,
                                           char **id,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* For good; nobody can make the same again. */
void pantau_lapsit_work_remove (PantauSession *session,
                                const char *id,
                                GAsyncReadyCallback callback,
                                gpointer data);
gboolean
pantau_lapsit_work_remove_finish (PantauSession *session, GAsyncResult *result, GError **error);

/* By the printing dialog of @window. Failures are told by "win.toast". */
void pantau_lapsit_work_print (PantauSession *session, const char *id, GtkWindow *window);

G_END_DECLS
