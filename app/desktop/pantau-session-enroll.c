/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Enrolling: in the writing thread, so that nothing is recorded in the middle of it. */

#define G_LOG_DOMAIN "pantau-session"

#include "config.h"

#include "pantau-session-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *server;
  char *code;
  char *recovery; /* (nullable) */
  GStrv pins;     /* (nullable) */
  gboolean may_practice;

  /* Output */
  gboolean was_practice;
  PantauStanding standing;
} Enrolment;

static void
enrolment_free (gpointer data)
{
  Enrolment *enrolment = data;

  g_free (enrolment->server);
  g_free (enrolment->code);
  g_free (enrolment->recovery);
  g_strfreev (enrolment->pins);
  pantau_standing_clear (&enrolment->standing);
  g_free (enrolment);
}

static void
enroll_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PantauSession *self = source;
  Enrolment *enrolment = data;
  GError *error = NULL;

  if (!pantau_sync_enroll (self->home, enrolment->server, enrolment->code, enrolment->recovery,
                           (const char *const *) enrolment->pins, !enrolment->may_practice,
                           &enrolment->was_practice, cancellable, &error) ||
      !pantau_store_catch_up (pantau_home_get_store (self->home), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  pantau_standing_read (&enrolment->standing, self->home);
  g_task_return_boolean (task, TRUE);
}

void
pantau_session_enroll (PantauSession *self,
                       const char *server,
                       const char *code,
                       const char *recovery,
                       const char *const *pins,
                       gboolean may_practice,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  Enrolment *enrolment = g_new0 (Enrolment, 1);

  enrolment->server = g_strdup (server);
  enrolment->code = g_strdup (code);
  enrolment->recovery = g_strdup (recovery);
  enrolment->pins = g_strdupv ((GStrv) pins);
  enrolment->may_practice = may_practice;
  g_task_set_source_tag (task, pantau_session_enroll);
  g_task_set_task_data (task, enrolment, enrolment_free);
  g_task_set_check_cancellable (task, FALSE); /* the province may have granted it already */
  if (self->is_closed)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "%s", _ ("the home is closed"));
  else
    pantau_worker_push (self->writer, task, enroll_in_thread);
}

void
pantau_session_join_province (PantauSession *self, PantauStanding *standing)
{
  pantau_reader_set_province (self->reader, pantau_home_get_province (self->home));
  self->phase = PANTAU_PHASE_OFFLINE;
  pantau_session_take_standing (self, standing);
  if (self->sync == NULL)
    pantau_session_begin_sync (self);
  else
    pantau_session_sync (self); /* granted anew: it need not wait for its next try */
  pantau_session_announce_change (self);
}

gboolean
pantau_session_enroll_finish (PantauSession *self, GAsyncResult *result, GError **error)
{
  Enrolment *enrolment = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  if (!self->is_closed)
    pantau_session_join_province (self, &enrolment->standing);

  return TRUE;
}

gboolean
pantau_session_enroll_was_practice (PantauSession *self, GAsyncResult *result)
{
  Enrolment *enrolment = g_task_get_task_data (G_TASK (result));

  return enrolment->was_practice;
}
