/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a dialog and the thread that writes or reads courier files have between them. */

#define G_LOG_DOMAIN "pantau-courier-work"

#include "config.h"

#include "pantau-courier-work.h"

/* How often the dialog hears of it, ms. */
#define TELLING 200

struct _PantauCourierWork
{
  gatomicrefcount count;     /* the dialog's, and the thread's */
  GCancellable *cancellable; /* (owned) */

  PantauCourierJob job;
  GStrv paths;
  GStrv cards; /* (nullable) */
  gboolean no_files;
  gboolean all;
  char *server, *code, *recovery; /* (nullable): ENROLL */
  gboolean may_practice;
  GPtrArray *summaries; /* (owned): the thread's, then the dialog's */
  GError *error;        /* (owned) (nullable): likewise */

  GMutex mutex;
  goffset done, total; /* by @mutex */

  /* Of the main loop alone. */
  guint source; /* 0: nobody is told any more */
  PantauCourierGoesOn goes_on;
  PantauCourierEnded ended;
  gpointer data;
};

static void
summary_free (gpointer data)
{
  pantau_courier_summary_clear (data);
  g_free (data);
}

static void
unref (gpointer data)
{
  PantauCourierWork *self = data;

  if (!g_atomic_ref_count_dec (&self->count))
    return;
  g_object_unref (self->cancellable);
  g_strfreev (self->paths);
  g_strfreev (self->cards);
  g_free (self->server);
  g_free (self->code);
  g_free (self->recovery);
  g_ptr_array_unref (self->summaries);
  g_clear_error (&self->error);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* --- In the thread --- */

static void
came_further (goffset done, goffset total, gpointer data)
{
  PantauCourierWork *self = data;

  g_mutex_lock (&self->mutex);
  self->done = done;
  self->total = total;
  g_mutex_unlock (&self->mutex);
}

static gboolean
write_file (PantauCourierWork *self, PantauHome *home, PantauCourierSummary *summary)
{
  const PantauCourierOptions options = {
    .no_files = self->no_files,
    .all = self->all,
    .cards = (const char *const *) self->cards,
    .replace = TRUE, /* the chooser has asked */
    .progress = came_further,
    .data = self,
  };

  return pantau_courier_write (home, self->paths[0], &options, summary, self->cancellable,
                               &self->error);
}

static gboolean
do_file (PantauCourierWork *self, PantauHome *home, const char *path, PantauCourierSummary *summary)
{
  switch (self->job)
    {
    case PANTAU_COURIER_JOB_WRITE:
      return write_file (self, home, summary);
    case PANTAU_COURIER_JOB_READ:
      return pantau_courier_read (home, path, came_further, self, summary, self->cancellable,
                                  &self->error);
    case PANTAU_COURIER_JOB_ENROLL:
      return pantau_courier_enroll (home, path, self->server, self->code, self->recovery,
                                    !self->may_practice, TRUE, summary, self->cancellable,
                                    &self->error);
    case PANTAU_COURIER_JOB_CARD:
      return pantau_courier_write_card (home, path, TRUE, &self->error);
    }

  return FALSE;
}

static gpointer
work_in_thread (PantauHome *home, gpointer data, GError **error)
{
  PantauCourierWork *self = data;

  for (char **path = self->paths; self->error == NULL && *path != NULL; path++)
    {
      PantauCourierSummary *summary = g_new0 (PantauCourierSummary, 1);

      g_ptr_array_add (self->summaries, summary);
      do_file (self, home, *path, summary);
    }

  return NULL;
}

static gpointer
nothing (PantauHome *home, gpointer data, GError **error)
{
  return NULL;
}

/* --- In the main loop --- */

static gboolean
tell (gpointer data)
{
  PantauCourierWork *self = data;
  goffset done, total;

  g_mutex_lock (&self->mutex);
  done = self->done;
  total = self->total;
  g_mutex_unlock (&self->mutex);
  self->goes_on (done, total, self->data);

  return G_SOURCE_CONTINUE;
}

static void
was_announced (GObject *source, GAsyncResult *result, gpointer data)
{
  PantauCourierWork *self = data;

  pantau_session_write_finish (PANTAU_SESSION (source), result, NULL);
  if (self->source != 0)
    {
      g_clear_handle_id (&self->source, g_source_remove);
      self->ended (self->summaries, self->error, self->data);
    }
  unref (self);
}

/* Lists hear of new lines, and the sync of what is to go on, by an act in the writing thread. */
static void
was_done (GObject *source, GAsyncResult *result, gpointer data)
{
  PantauCourierWork *self = data;
  g_autoptr (GError) error = NULL;

  pantau_session_write_finish (PANTAU_SESSION (source), result, &error);
  if (error != NULL && self->error == NULL)
    self->error = g_steal_pointer (&error);
  pantau_session_write (PANTAU_SESSION (source), nothing, NULL, NULL, NULL, was_announced, self);
}

PantauCourierWork *
pantau_courier_work_new (PantauSession *session,
                         const PantauCourierOrder *order,
                         PantauCourierGoesOn goes_on,
                         PantauCourierEnded ended,
                         gpointer data)
{
  PantauCourierWork *self = g_new0 (PantauCourierWork, 1);

  g_atomic_ref_count_init (&self->count);
  g_atomic_ref_count_inc (&self->count); /* of the thread and its answer */
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->mutex);
  self->job = order->job;
  self->paths = g_strdupv ((GStrv) order->paths);
  self->cards = g_strdupv ((GStrv) order->cards);
  self->no_files = order->no_files;
  self->all = order->all;
  if (order->join != NULL)
    {
      self->server = g_strdup (order->join->server);
      self->code = g_strdup (order->join->code);
      self->recovery = g_strdup (order->join->recovery);
      self->may_practice = order->join->may_practice;
    }
  self->summaries = g_ptr_array_new_with_free_func (summary_free);
  self->goes_on = goes_on;
  self->ended = ended;
  self->data = data;
  self->source = g_timeout_add (TELLING, tell, self);
  pantau_session_send (session, work_in_thread, self, NULL, NULL, was_done, self);

  return self;
}

void
pantau_courier_work_stop (PantauCourierWork *self)
{
  g_cancellable_cancel (self->cancellable);
}

void
pantau_courier_work_free (PantauCourierWork *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->source, g_source_remove);
  unref (self);
}
