/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files leave in two steps: the line, then the bytes. */

#define G_LOG_DOMAIN "pantau-touch-work"

#include "config.h"

#include "pantau-touch-work.h"

#include "pantau-custody.h"
#include "pantau-dossier.h"
#include "pantau-evidence.h"

typedef struct
{
  char *record;
  PantauTouchWhat what;
  GStrv targets;
  char *to;
  char *note;
  char *path;
  gboolean is_bundle;
  gboolean is_untold;
  GError *error; /* (owned) (nullable): of the bytes */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->record);
  g_strfreev (work->targets);
  g_free (work->to);
  g_free (work->note);
  g_free (work->path);
  g_clear_error (&work->error);
  g_free (work);
}

static gpointer
write_line (PantauHome *home, gpointer data, GError **error)
{
  const Work *work = g_task_get_task_data (data);

  /* Who may write a line writes it, whatever the window knew. */
  if (!work->is_untold || pantau_custody_may_touch (home, work->record, NULL))
    pantau_custody_touch (home, work->record, work->what, (const char *const *) work->targets,
                          work->to, work->note, NULL, error);

  return NULL;
}

static gpointer
write_bytes (PantauHome *home, gpointer data, GError **error)
{
  Work *work = g_task_get_task_data (data);
  const char *const records[] = { work->record, NULL };
  const PantauDossierOrder order = {
    .records = records, .path = work->path, .to = work->to, .note = work->note
  };

  if (work->is_bundle)
    pantau_dossier_export (home, &order, NULL, NULL, NULL, NULL, error);
  else
    pantau_evidence_save (home, work->targets[0], work->path, TRUE, NULL, error);

  return NULL;
}

static void
return_result (GTask *task, GError *error)
{
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static gpointer
nothing (PantauHome *home, gpointer data, GError **error)
{
  return NULL;
}

static void
was_announced (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Work *work = g_task_get_task_data (task);

  pantau_session_write_finish (PANTAU_SESSION (source), result, NULL);
  return_result (task, g_steal_pointer (&work->error));
}

/* A bundle brings its lines itself: lists and the province hear of them by an act in the writing thread. */
static void
bytes_were_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Work *work = g_task_get_task_data (task);

  pantau_session_write_finish (PANTAU_SESSION (source), result, &work->error);
  if (work->is_bundle)
    pantau_session_write (PANTAU_SESSION (source), nothing, NULL, NULL, NULL, was_announced,
                          g_steal_pointer (&task));
  else
    return_result (task, g_steal_pointer (&work->error));
}

static void
send_bytes (GTask *task)
{
  pantau_session_send (g_task_get_source_object (task), write_bytes, g_object_ref (task),
                       g_object_unref, NULL, bytes_were_written, g_object_ref (task));
}

static void
line_was_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;

  pantau_session_write_finish (PANTAU_SESSION (source), result, &error);
  if (error == NULL && work->path != NULL)
    send_bytes (task);
  else
    return_result (task, error);
}

void
pantau_touch_work (PantauSession *session,
                   const PantauTouchOrders *orders,
                   GAsyncReadyCallback callback,
                   gpointer data)
{
  g_autoptr (GTask) task = g_task_new (session, NULL, callback, data);
  Work *work = g_new0 (Work, 1);

  work->record = g_strdup (orders->record);
  work->what = orders->what;
  work->targets = g_strdupv ((GStrv) orders->targets);
  work->to = g_strdup (orders->to);
  work->note = g_strdup (orders->note);
  work->path = g_strdup (orders->path);
  work->is_bundle = orders->is_bundle;
  work->is_untold = orders->is_untold;
  g_task_set_source_tag (task, pantau_touch_work);
  g_task_set_task_data (task, work, work_free);

  if (work->is_bundle)
    send_bytes (task);
  else
    pantau_session_write (session, write_line, g_object_ref (task), g_object_unref, NULL,
                          line_was_written, g_object_ref (task));
}

gboolean
pantau_touch_work_finish (PantauSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
