/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests that wait for news; see the header. */

#include "config.h"

#include "herd-parked.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define WAIT    55 /* seconds, as our programs ask for */
#define AT_ONCE 64 /* connections that are begun between two looks at the others */
#define PATIENCE                                                                                   \
  5 /* seconds before asking again where the province is busy; with as much of chance */

typedef struct
{
  char *token;
  char *cursor;
  int fd; /* -1: between two requests */
  gint64 due;
  char *request; /* (nullable): not sent yet */
  GString *answer;
} Waiter;

struct _HerdParked
{
  guint16 port;
  GPtrArray *waiters;
  GThread *thread;
  gint is_ending; /* atomic */

  GMutex lock;
  HerdParkedCounts counts;
};

static void
waiter_free (gpointer data)
{
  Waiter *waiter = data;

  if (waiter->fd >= 0)
    close (waiter->fd);
  g_string_free (waiter->answer, TRUE);
  g_free (waiter->request);
  g_free (waiter->token);
  g_free (waiter->cursor);
  g_free (waiter);
}

HerdParked *
herd_parked_new (guint16 port)
{
  HerdParked *self = g_new0 (HerdParked, 1);

  self->port = port;
  self->waiters = g_ptr_array_new_with_free_func (waiter_free);
  g_mutex_init (&self->lock);

  return self;
}

void
herd_parked_add (HerdParked *self, const char *token)
{
  Waiter *waiter = g_new0 (Waiter, 1);

  waiter->token = g_strdup (token);
  waiter->cursor = g_strdup ("");
  waiter->fd = -1;
  waiter->answer = g_string_new (NULL);
  g_ptr_array_add (self->waiters, waiter);
}

static void
ask (HerdParked *self, int poll, Waiter *waiter)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_port = htons (self->port),
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = waiter };

  waiter->fd = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (waiter->fd < 0 || (connect (waiter->fd, (struct sockaddr *) &address, sizeof address) < 0 &&
                         errno != EINPROGRESS))
    g_error ("a waiting laptop cannot connect: %s", g_strerror (errno));
  g_string_truncate (waiter->answer, 0);
  waiter->request = g_strdup_printf ("GET /v1/entries?after=%s&limit=500&wait=%d&own=0 HTTP/1.1\r\n"
                                     "Host: 127.0.0.1\r\nAuthorization: Bearer %s\r\n\r\n",
                                     waiter->cursor, WAIT, waiter->token);
  epoll_ctl (poll, EPOLL_CTL_ADD, waiter->fd, &event);

  g_mutex_lock (&self->lock);
  self->counts.parked++;
  g_mutex_unlock (&self->lock);
}

/* The rest of the line that begins with @name; NULL where there is none. (transfer full) */
static char *
find_header (const char *head, const char *name)
{
  const char *at = strstr (head, name);

  return at != NULL ? g_strndup (at + strlen (name), strcspn (at + strlen (name), "\r\n")) : NULL;
}

/* The connection has ended: what did it say? */
static void
read_answer (HerdParked *self, Waiter *waiter)
{
  g_autofree char *cursor = find_header (waiter->answer->str, "Pantau-Cursor: ");
  const char *body = strstr (waiter->answer->str, "\r\n\r\n");
  guint status = g_str_has_prefix (waiter->answer->str, "HTTP/1.")
                     ? (guint) g_ascii_strtoull (waiter->answer->str + 9, NULL, 10)
                     : 0;
  guint lines = 0;

  close (waiter->fd);
  waiter->fd = -1;
  g_clear_pointer (&waiter->request, g_free);
  waiter->due = 0;
  for (const char *p = body != NULL ? body + 4 : ""; (p = strchr (p, '\n')) != NULL; p++)
    lines++;

  g_mutex_lock (&self->lock);
  self->counts.parked--;
  if (status == 200 && cursor != NULL)
    {
      g_free (waiter->cursor);
      waiter->cursor = g_steal_pointer (&cursor);
      self->counts.lines += lines;
      if (lines > 0)
        self->counts.news++;
      else
        self->counts.quiet++;
    }
  else
    {
      if (status == 503 || status == 429)
        self->counts.busy++;
      else
        self->counts.failed++;
      waiter->due = g_get_monotonic_time () + PATIENCE * G_USEC_PER_SEC +
                    g_random_int_range (0, PATIENCE * G_USEC_PER_SEC);
    }
  g_mutex_unlock (&self->lock);
}

static void
serve (HerdParked *self, Waiter *waiter)
{
  char chunk[16 * 1024];
  gssize n;

  if (waiter->request != NULL)
    {
      gsize length = strlen (waiter->request);

      n = send (waiter->fd, waiter->request, length, MSG_NOSIGNAL);
      if (n == (gssize) length)
        g_clear_pointer (&waiter->request, g_free);
      else if (n < 0 && errno != EAGAIN && errno != ENOTCONN)
        read_answer (self, waiter);
      if (waiter->fd < 0)
        return;
    }
  while ((n = recv (waiter->fd, chunk, sizeof chunk, 0)) > 0)
    g_string_append_len (waiter->answer, chunk, n);
  if (n == 0 || (errno != EAGAIN && errno != ENOTCONN))
    read_answer (self, waiter);
}

static void
ask_those_due (HerdParked *self, int poll)
{
  gint64 now = g_get_monotonic_time ();
  guint begun = 0;

  for (guint i = 0; i < self->waiters->len && begun < AT_ONCE; i++)
    {
      Waiter *waiter = g_ptr_array_index (self->waiters, i);

      if (waiter->fd < 0 && waiter->due <= now)
        {
          ask (self, poll, waiter);
          begun++;
        }
    }
}

static gpointer
run (gpointer data)
{
  HerdParked *self = data;
  struct epoll_event events[256];
  int poll = epoll_create1 (EPOLL_CLOEXEC);

  while (!g_atomic_int_get (&self->is_ending))
    {
      int n;

      ask_those_due (self, poll);
      n = epoll_wait (poll, events, G_N_ELEMENTS (events), 10);
      for (int i = 0; i < n; i++)
        serve (self, events[i].data.ptr);
    }
  close (poll);

  return NULL;
}

void
herd_parked_start (HerdParked *self)
{
  self->thread = g_thread_new ("parked", run, self);
}

void
herd_parked_get_counts (HerdParked *self, HerdParkedCounts *counts)
{
  g_mutex_lock (&self->lock);
  *counts = self->counts;
  g_mutex_unlock (&self->lock);
}

void
herd_parked_free (HerdParked *self)
{
  if (self->thread != NULL)
    {
      g_atomic_int_set (&self->is_ending, TRUE);
      g_thread_join (self->thread);
    }
  g_ptr_array_unref (self->waiters);
  g_mutex_clear (&self->lock);
  g_free (self);
}
