/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checking a database without keeping anybody from it. */

#include "config.h"

#include "pantau-checkup.h"

#include "pantau-db.h"

/* An interruption that comes just before a statement begins is lost, so it is repeated. */
#define AGAIN (20 * G_TIME_SPAN_MILLISECOND)

struct _PantauCheckup
{
  char *path;
  gboolean quick;
  PantauCheckupFunc func;
  gpointer data;
  GThread *thread;

  GMutex lock;
  GCond changed;
  PantauDb *db; /* (owned) (nullable): while it checks */
  gboolean is_stopped;
  gboolean is_over;
};

static gpointer
run (gpointer data)
{
  PantauCheckup *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauDb) db = pantau_db_open (self->path, PANTAU_DB_READ_ONLY, &error);
  gboolean is_stopped;

  g_mutex_lock (&self->lock);
  self->db = db;
  is_stopped = self->is_stopped;
  g_mutex_unlock (&self->lock);

  if (db != NULL && !is_stopped)
    pantau_db_check (db, self->quick, &error);

  g_mutex_lock (&self->lock);
  self->db = NULL;
  is_stopped = self->is_stopped;
  g_mutex_unlock (&self->lock);

  if (!is_stopped)
    self->func (error, self->data);

  g_mutex_lock (&self->lock);
  self->is_over = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);

  return NULL;
}

PantauCheckup *
pantau_checkup_new (const char *path, gboolean quick, PantauCheckupFunc func, gpointer data)
{
  PantauCheckup *self = g_new0 (PantauCheckup, 1);

  self->path = g_strdup (path);
  self->quick = quick;
  self->func = func;
  self->data = data;
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->thread = g_thread_new ("checkup", run, self);

  return self;
}

gboolean
pantau_checkup_wait (PantauCheckup *self, int patience)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gint64 end = g_get_monotonic_time () + patience * G_TIME_SPAN_MILLISECOND;

  while (!self->is_over)
    if (patience < 0)
      g_cond_wait (&self->changed, &self->lock);
    else if (!g_cond_wait_until (&self->changed, &self->lock, end))
      break;

  return self->is_over;
}

void
pantau_checkup_free (PantauCheckup *self)
{
  g_mutex_lock (&self->lock);
  self->is_stopped = TRUE;
  while (!self->is_over)
    {
      if (self->db != NULL)
        pantau_db_interrupt (self->db);
      g_cond_wait_until (&self->changed, &self->lock, g_get_monotonic_time () + AGAIN);
    }
  g_mutex_unlock (&self->lock);

  g_thread_join (self->thread);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self->path);
  g_free (self);
}
