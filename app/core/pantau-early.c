/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A transfer beside the end of an exchange; see the header. */

#include "config.h"

#include "pantau-early.h"

#include "pantau-connect.h"

struct _PantauEarly
{
  PantauHome *home;      /* (unowned) */
  PantauClient *session; /* (unowned): until @has_begun */
  PantauTransfer *transfer;
  PantauTransferResult result;
  GCancellable *cancellable; /* (owned) */
  GCancellable *outer;       /* (owned) (nullable) */
  gulong handler;
  GThread *thread;

  GMutex lock;
  GCond changed;
  gboolean has_begun;
  gboolean may_go;
  gboolean has_news; /* lines have arrived since it last looked for files */
  gboolean is_over;
};

/* FALSE where nothing more is wanted of it. */
static gboolean
wait_for_news (PantauEarly *self)
{
  gboolean has_news;

  g_mutex_lock (&self->lock);
  while (!self->has_news && !self->is_over)
    g_cond_wait (&self->changed, &self->lock);
  has_news = self->has_news;
  self->has_news = FALSE;
  g_mutex_unlock (&self->lock);

  return has_news;
}

/* A client lives and dies in the thread that uses it. */
static gpointer
run (gpointer data)
{
  PantauEarly *self = data;
  g_autoptr (PantauClient) client = pantau_home_connect (self->home, NULL);
  gboolean ok = client != NULL;

  if (client != NULL)
    pantau_client_share_session (client, self->session);
  g_mutex_lock (&self->lock);
  self->has_begun = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);

  if (client != NULL)
    pantau_client_warm (client, self->cancellable);

  /* The first lines may name no file: then there is nothing to send, and others come. */
  while (ok && wait_for_news (self))
    {
      PantauTransferResult result;

      ok = pantau_transfer_run (self->transfer, client, &result, self->cancellable, NULL);
      self->result.sent += result.sent;
      self->result.bytes_sent += result.bytes_sent;
    }

  return NULL;
}

static void
cancelled_cb (GCancellable *outer, gpointer data)
{
  g_cancellable_cancel (data);
}

PantauEarly *
pantau_early_start (PantauHome *home,
                    PantauClient *session,
                    PantauTransferFunc func,
                    gpointer data,
                    GCancellable *cancellable)
{
  PantauEarly *self = g_new0 (PantauEarly, 1);

  self->home = home;
  self->session = session;
  self->transfer = pantau_transfer_new (home, func, data);
  self->cancellable = g_cancellable_new ();
  if (cancellable != NULL)
    {
      self->outer = g_object_ref (cancellable);
      self->handler =
          g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self->cancellable, NULL);
    }
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->thread = g_thread_new ("early", run, self);

  g_mutex_lock (&self->lock);
  while (!self->has_begun)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);

  return self;
}

void
pantau_early_go (PantauEarly *self)
{
  gboolean has_gone;

  g_mutex_lock (&self->lock);
  has_gone = self->may_go;
  self->may_go = TRUE;
  self->has_news = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);

  if (has_gone)
    pantau_transfer_poke (self->transfer, FALSE);
}

void
pantau_early_finish (PantauEarly *self, gboolean goes_on, PantauTransferResult *result)
{
  gboolean has_gone;

  g_mutex_lock (&self->lock);
  has_gone = self->may_go;
  self->is_over = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  if (!goes_on || !has_gone)
    g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  *result = self->result;

  g_cancellable_disconnect (self->outer, self->handler);
  g_clear_object (&self->outer);
  g_object_unref (self->cancellable);
  pantau_transfer_free (self->transfer);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}
