/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One source for thousands of deadlines and sockets; see the header. */

#include "config.h"

#include "post.h"

#include <glib-unix.h>
#include <sys/epoll.h>
#include <unistd.h>

/* Closed sockets that are told of before the loop's other sources have their turn. */
#define AT_ONCE 64

/* What all posts of one main context share. */
typedef struct
{
  GSource source;
  GMainContext *context; /* (unowned): it holds us */
  int epoll;
  GSequence *times; /* of PantauPost, those with a time, by it */
  guint n_posts;
} Lookout;

struct _PantauPost
{
  Lookout *lookout; /* (owned) */
  PantauPostFunc func;
  gpointer data;
  gint64 time;         /* monotonic µs; -1: none */
  GSequenceIter *iter; /* (nullable): in the lookout's times */
  int fd;              /* -1: none */
};

/* Main context → Lookout. */
static GHashTable *lookouts;
static GMutex lock;

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const PantauPost *one = a, *other = b;

  return one->time < other->time ? -1 : one->time > other->time;
}

static PantauPost *
get_first (Lookout *self)
{
  GSequenceIter *first = g_sequence_get_begin_iter (self->times);

  return g_sequence_iter_is_end (first) ? NULL : g_sequence_get (first);
}

static void
set_ready_time (Lookout *self)
{
  const PantauPost *first = get_first (self);

  g_source_set_ready_time (&self->source, first != NULL ? first->time : -1);
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  Lookout *self = (Lookout *) source;
  gint64 now = g_get_monotonic_time ();
  struct epoll_event event;
  PantauPost *post;

  while ((post = get_first (self)) != NULL && post->time <= now)
    {
      pantau_post_set_time (post, -1);
      post->func (PANTAU_POST_TIME, post->data);
    }

  /* One by one: whoever is told may free the one that would be next. */
  for (guint i = 0; i < AT_ONCE && epoll_wait (self->epoll, &event, 1, 0) == 1; i++)
    {
      post = event.data.ptr;
      post->func (PANTAU_POST_CLOSED, post->data);
    }

  set_ready_time (self);

  return G_SOURCE_CONTINUE;
}

static void
finalize (GSource *source)
{
  Lookout *self = (Lookout *) source;

  g_sequence_free (self->times);
  close (self->epoll);
}

static GSourceFuncs funcs = { NULL, NULL, dispatch, finalize, NULL, NULL };

static Lookout *
lookout_new (GMainContext *context)
{
  Lookout *self = (Lookout *) g_source_new (&funcs, sizeof (Lookout));

  self->context = context;
  self->times = g_sequence_new (NULL);
  self->epoll = epoll_create1 (EPOLL_CLOEXEC);
  if (self->epoll < 0)
    g_error ("no descriptor is left for watching clients");
  g_source_set_static_name (&self->source, "pantau posts");
  g_source_add_unix_fd (&self->source, self->epoll, G_IO_IN);
  g_source_attach (&self->source, context);

  return self;
}

/* That of the thread's default main context. (transfer full) */
static Lookout *
lookout_get (void)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  Lookout *self;

  if (lookouts == NULL)
    lookouts = g_hash_table_new (NULL, NULL);
  self = g_hash_table_lookup (lookouts, context);
  if (self == NULL)
    {
      self = lookout_new (context);
      g_hash_table_insert (lookouts, context, self);
    }
  self->n_posts++;
  g_source_ref (&self->source);

  return self;
}

static void
lookout_release (Lookout *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  if (--self->n_posts == 0)
    {
      g_hash_table_remove (lookouts, self->context);
      g_source_destroy (&self->source);
      g_source_unref (&self->source);
    }
  g_source_unref (&self->source);
}

PantauPost *
pantau_post_new (PantauPostFunc func, gpointer data)
{
  PantauPost *self = g_new0 (PantauPost, 1);

  self->lookout = lookout_get ();
  self->func = func;
  self->data = data;
  self->time = -1;
  self->fd = -1;

  return self;
}

void
pantau_post_free (PantauPost *self)
{
  pantau_post_set_time (self, -1);
  pantau_post_set_socket (self, -1);
  lookout_release (self->lookout);
  g_free (self);
}

void
pantau_post_set_time (PantauPost *self, gint64 time)
{
  if (time == self->time)
    return;

  self->time = time;
  if (time < 0)
    g_clear_pointer (&self->iter, g_sequence_remove);
  else if (self->iter == NULL)
    self->iter = g_sequence_insert_sorted (self->lookout->times, self, compare, NULL);
  else
    g_sequence_sort_changed (self->iter, compare, NULL);

  if (self->lookout->n_posts > 0)
    set_ready_time (self->lookout);
}

void
pantau_post_set_socket (PantauPost *self, int fd)
{
  struct epoll_event event = { .events = EPOLLRDHUP, .data.ptr = self };

  if (self->fd >= 0)
    epoll_ctl (self->lookout->epoll, EPOLL_CTL_DEL, self->fd, NULL);
  self->fd = fd;
  if (fd >= 0)
    epoll_ctl (self->lookout->epoll, EPOLL_CTL_ADD, fd, &event);
}
