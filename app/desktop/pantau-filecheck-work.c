/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page and the thread that checks files have between them. */

#define G_LOG_DOMAIN "pantau-filecheck-work"

#include "config.h"

#include "pantau-filecheck-work.h"

#include "pantau-filecheck.h"

/* How often the page hears of it, ms. */
#define TELLING 200

struct _PantauFilecheckWork
{
  gatomicrefcount count;     /* the page's, and the thread's */
  GCancellable *cancellable; /* (owned) */

  GMutex mutex;
  PantauFilecheckStanding standing; /* by @mutex */

  /* Of the main loop alone. */
  guint source; /* 0: nobody is told any more */
  PantauFilecheckGoesOn goes_on;
  PantauFilecheckEnded ended;
  gpointer data;
};

static void
unref (gpointer data)
{
  PantauFilecheckWork *self = data;

  if (!g_atomic_ref_count_dec (&self->count))
    return;
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* In the checking thread. */
static void
came_further (guint files, guint all_files, goffset bytes, goffset all_bytes, gpointer data)
{
  PantauFilecheckWork *self = data;

  g_mutex_lock (&self->mutex);
  self->standing = (PantauFilecheckStanding){ files, all_files, bytes, all_bytes };
  g_mutex_unlock (&self->mutex);
}

static gpointer
check_in_thread (PantauHome *home, gpointer data, GError **error)
{
  PantauFilecheckWork *self = data;

  pantau_filecheck_run (home, came_further, self, self->cancellable, NULL, error);

  return NULL;
}

static gboolean
tell (gpointer data)
{
  PantauFilecheckWork *self = data;
  PantauFilecheckStanding standing;

  g_mutex_lock (&self->mutex);
  standing = self->standing;
  g_mutex_unlock (&self->mutex);
  if (standing.all_files > 0)
    self->goes_on (&standing, self->data);

  return G_SOURCE_CONTINUE;
}

static void
was_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  PantauFilecheckWork *self = data;
  g_autoptr (GError) error = NULL;

  pantau_session_write_finish (PANTAU_SESSION (source), result, &error);
  /* What was found damaged comes again. */
  pantau_session_mend_files (PANTAU_SESSION (source));
  if (self->source != 0)
    {
      g_clear_handle_id (&self->source, g_source_remove);
      self->ended (error, self->data);
    }
  unref (self);
}

PantauFilecheckWork *
pantau_filecheck_work_new (PantauSession *session,
                           PantauFilecheckGoesOn goes_on,
                           PantauFilecheckEnded ended,
                           gpointer data)
{
  PantauFilecheckWork *self = g_new0 (PantauFilecheckWork, 1);

  g_atomic_ref_count_init (&self->count);
  g_atomic_ref_count_inc (&self->count); /* of the thread and its answer */
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->mutex);
  self->goes_on = goes_on;
  self->ended = ended;
  self->data = data;
  self->source = g_timeout_add (TELLING, tell, self);
  pantau_session_inspect (session, check_in_thread, self, NULL, NULL, was_checked, self);

  return self;
}

void
pantau_filecheck_work_stop (PantauFilecheckWork *self)
{
  g_cancellable_cancel (self->cancellable);
}

void
pantau_filecheck_work_free (PantauFilecheckWork *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->source, g_source_remove);
  unref (self);
}
