/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writing thread's part of the queue. */

#include "config.h"

#include "pantau-triage-work.h"

#include "pantau-triage.h"

typedef struct
{
  GStrv records;
  PantauDecision decision; /* its texts are owned */
  char *batch;             /* (nullable) */
  gboolean all;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_strfreev (work->records);
  g_free ((char *) work->decision.reason);
  g_free ((char *) work->decision.person);
  g_free ((char *) work->decision.name);
  g_free ((char *) work->decision.region);
  g_free ((char *) work->decision.rel);
  g_free ((char *) work->decision.to);
  g_free (work->batch);
  g_free (work);
}

/* Two numbers of an answer. */
typedef struct
{
  guint n;
  guint faults;
} Numbers;

static gpointer
decide_in_thread (PantauHome *home, gpointer data, GError **error)
{
  const Work *work = data;

  return pantau_pending_decide (home, (const char *const *) work->records, &work->decision,
                                PANTAU_PENDING_DELAY, error);
}

void
pantau_triage_work_decide (PantauSession *session,
                           const char *const *records,
                           const PantauDecision *decision,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  Work *work = g_new0 (Work, 1);

  work->records = g_strdupv ((GStrv) records);
  work->decision = (PantauDecision){ decision->verb,
                                     g_strdup (decision->reason),
                                     g_strdup (decision->person),
                                     g_strdup (decision->name),
                                     g_strdup (decision->region),
                                     g_strdup (decision->rel),
                                     g_strdup (decision->to) };
  pantau_session_write (session, decide_in_thread, work, work_free,
                        (GDestroyNotify) pantau_decided_free, callback, data);
}

PantauDecided *
pantau_triage_work_decide_finish (PantauSession *session, GAsyncResult *result, GError **error)
{
  return pantau_session_write_finish (session, result, error);
}

static gpointer
undo_in_thread (PantauHome *home, gpointer data, GError **error)
{
  const Work *work = data;
  Numbers *numbers = g_new0 (Numbers, 1);

  if (pantau_pending_undo (home, work->batch, &numbers->n, error))
    return numbers;
  g_free (numbers);

  return NULL;
}

void
pantau_triage_work_undo (PantauSession *session,
                         const char *batch,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  Work *work = g_new0 (Work, 1);

  work->batch = g_strdup (batch);
  pantau_session_write (session, undo_in_thread, work, work_free, g_free, callback, data);
}

gboolean
pantau_triage_work_undo_finish (PantauSession *session,
                                GAsyncResult *result,
                                guint *n,
                                GError **error)
{
  g_autofree Numbers *numbers = pantau_session_write_finish (session, result, error);

  *n = numbers != NULL ? numbers->n : 0;

  return numbers != NULL;
}

static gpointer
sign_in_thread (PantauHome *home, gpointer data, GError **error)
{
  const Work *work = data;
  Numbers *numbers = g_new0 (Numbers, 1);

  if (pantau_pending_sign (home, work->all, &numbers->n, &numbers->faults, error))
    return numbers;
  g_free (numbers);

  return NULL;
}

void
pantau_triage_work_sign (PantauSession *session,
                         gboolean all,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  Work *work = g_new0 (Work, 1);

  work->all = all;
  pantau_session_write (session, sign_in_thread, work, work_free, g_free, callback, data);
}

gboolean
pantau_triage_work_sign_finish (
    PantauSession *session, GAsyncResult *result, guint *n_signed, guint *n_faults, GError **error)
{
  g_autofree Numbers *numbers = pantau_session_write_finish (session, result, error);

  *n_signed = numbers != NULL ? numbers->n : 0;
  *n_faults = numbers != NULL ? numbers->faults : 0;

  return numbers != NULL;
}

static gpointer
count_in_thread (PantauHome *home, gpointer data, GError **error)
{
  g_autofree Numbers *numbers = g_new0 (Numbers, 1);
  gint64 count, due;

  if (!pantau_pending_count (pantau_home_get_db (home), &count, &due, error))
    return NULL;
  numbers->n = (guint) count;

  return g_steal_pointer (&numbers);
}

static void
was_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Numbers *numbers = pantau_session_write_finish (PANTAU_SESSION (source), result, NULL);

  if (numbers != NULL && numbers->n > 0)
    pantau_triage_work_sign (PANTAU_SESSION (source), TRUE, NULL, NULL);
}

void
pantau_triage_work_resume (PantauSession *session)
{
  pantau_session_ask (session, count_in_thread, NULL, NULL, g_free, was_counted, NULL);
}

static gpointer
mark_in_thread (PantauHome *home, gpointer data, GError **error)
{
  pantau_triage_mark_seen (pantau_home_get_db (home), data, error);

  return NULL;
}

void
pantau_triage_work_mark_seen (PantauSession *session, const char *record)
{
  pantau_session_keep (session, mark_in_thread, g_strdup (record), g_free, NULL, NULL, NULL);
}

static gpointer
forget_in_thread (PantauHome *home, gpointer data, GError **error)
{
  pantau_pending_forget_fault (pantau_home_get_db (home), data, error);

  return NULL;
}

void
pantau_triage_work_forget_fault (PantauSession *session,
                                 const char *record,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  pantau_session_keep (session, forget_in_thread, g_strdup (record), g_free, NULL, callback, data);
}
