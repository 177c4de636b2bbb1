/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bad line: who listens, what it is told, and what it has counted. The bytes are in proxy-line.c. */

#include "config.h"

#include "proxy-private.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct
{
  Proxy *proxy;
  int client;
} Begun;

static void
fill_address (struct sockaddr_in *address, guint16 port)
{
  memset (address, 0, sizeof *address);
  address->sin_family = AF_INET;
  address->sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  address->sin_port = htons (port);
}

int
proxy_connect (guint16 port)
{
  struct sockaddr_in address;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  fill_address (&address, port);
  if (connect (fd, (struct sockaddr *) &address, sizeof address) == 0)
    return fd;
  close (fd);

  return -1;
}

static gpointer
run_line (gpointer data)
{
  g_autofree Begun *begun = data;
  Proxy *self = begun->proxy;

  proxy_line_run (self, begun->client);
  g_mutex_lock (&self->mutex);
  self->open--;
  g_cond_broadcast (&self->moved);
  g_mutex_unlock (&self->mutex);

  return NULL;
}

static gpointer
run (gpointer data)
{
  Proxy *self = data;

  for (;;)
    {
      int client = accept4 (self->fd, NULL, NULL, SOCK_CLOEXEC);
      Begun *begun;

      if (client < 0)
        return NULL;
      begun = g_new (Begun, 1);
      *begun = (Begun){ self, client };
      g_mutex_lock (&self->mutex);
      self->open++;
      g_mutex_unlock (&self->mutex);
      g_thread_unref (g_thread_new ("line", run_line, begun));
    }
}

Proxy *
proxy_new (const char *url, guint32 seed)
{
  Proxy *self = g_new0 (Proxy, 1);
  struct sockaddr_in address;
  socklen_t length = sizeof address;

  self->port = (guint16) g_ascii_strtoull (strrchr (url, ':') + 1, NULL, 10);
  self->rand = g_rand_new_with_seed (seed);
  self->at = G_MAXSIZE;
  self->answers =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_byte_array_unref);
  g_mutex_init (&self->choice);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->moved);

  self->end = eventfd (0, EFD_CLOEXEC);
  self->fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  fill_address (&address, 0);
  g_assert_cmpint (bind (self->fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (listen (self->fd, 64), ==, 0);
  g_assert_cmpint (getsockname (self->fd, (struct sockaddr *) &address, &length), ==, 0);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", ntohs (address.sin_port));
  self->thread = g_thread_new ("proxy", run, self);

  return self;
}

void
proxy_free (Proxy *self)
{
  g_mutex_lock (&self->mutex);
  self->has_ended = TRUE;
  g_cond_broadcast (&self->moved);
  g_mutex_unlock (&self->mutex);
  g_assert_cmpint (eventfd_write (self->end, 1), ==, 0);
  shutdown (self->fd, SHUT_RDWR);
  g_thread_join (self->thread);
  close (self->fd);

  g_mutex_lock (&self->mutex);
  while (self->open > 0)
    g_cond_wait (&self->moved, &self->mutex);
  g_mutex_unlock (&self->mutex);

  close (self->end);
  g_mutex_clear (&self->choice);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->moved);
  g_hash_table_unref (self->answers);
  g_rand_free (self->rand);
  g_free (self->prefix);
  g_free (self->url);
  g_free (self);
}

const char *
proxy_url (Proxy *self)
{
  return self->url;
}

void
proxy_set_chooser (Proxy *self, ProxyChooser chooser, gpointer data)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->chooser = chooser;
  self->data = data;
  self->requests = 0;
}

static void
choose_step (const ProxyRequest *request, ProxyStep *step, gpointer data)
{
  Proxy *self = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->prefix == NULL || g_str_has_prefix (request->path, self->prefix))
    *step = self->step;
}

void
proxy_set_step (Proxy *self, const ProxyStep *step, const char *prefix)
{
  g_mutex_lock (&self->mutex);
  self->step = *step;
  g_free (self->prefix);
  self->prefix = g_strdup (prefix);
  g_mutex_unlock (&self->mutex);
  proxy_set_chooser (self, choose_step, self);
}

static void
choose_nth (const ProxyRequest *request, ProxyStep *step, gpointer data)
{
  Proxy *self = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (request->n == self->nth)
    *step = self->step;
}

void
proxy_set_nth (Proxy *self, guint n, const ProxyStep *step)
{
  g_mutex_lock (&self->mutex);
  self->step = *step;
  self->nth = n;
  g_mutex_unlock (&self->mutex);
  proxy_set_chooser (self, choose_nth, self);
}

/* Sizes by powers of two: heads are cut as often as bodies. */
static gsize
draw_size (GRand *rand)
{
  return (gsize) g_rand_int_range (rand, 0, 1 << g_rand_int_range (rand, 1, 14));
}

static void
choose_any (const ProxyRequest *request, ProxyStep *step, gpointer data)
{
  Proxy *self = data;
  guint32 seeds[] = { self->seed, request->n };
  g_autoptr (GRand) rand = g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));

  if ((guint) g_rand_int_range (rand, 0, 100) >= self->percent)
    return;

  step->fault = (ProxyFault) g_rand_int_range (rand, PROXY_PASS + 1, PROXY_N_FAULTS);
  step->n = step->fault == PROXY_SLOW ? (gsize) g_rand_int_range (rand, 20, 200) * 1024
                                      : draw_size (rand);
  step->ms = (guint) g_rand_int_range (rand, 1, 20);
  step->reset = g_rand_boolean (rand);
  step->text = proxy_portal ((guint) g_rand_int_range (rand, 0, PROXY_PORTALS));
}

void
proxy_shake (Proxy *self, guint32 seed, guint percent)
{
  g_mutex_lock (&self->choice); /* nobody chooses meanwhile */
  self->seed = seed;
  self->percent = percent;
  g_mutex_unlock (&self->choice);
  proxy_set_chooser (self, choose_any, self);
}

void
proxy_cut_some (Proxy *self, guint cuts, gsize most, gboolean up)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->cuts = cuts;
  self->most = most;
  self->cuts_up = up;
}

void
proxy_set_keeps (Proxy *self, gboolean keeps)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->keeps = keeps;
}

void
proxy_cut_at (Proxy *self, gboolean up, gsize n)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->at_up = up;
  self->at = n;
}

guint
proxy_get_cuts (Proxy *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->count;
}

guint
proxy_get_met (Proxy *self, ProxyFault fault)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->met[fault];
}

guint64
proxy_get_bytes (Proxy *self, gboolean up)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->bytes[up];
}

guint64
proxy_get_taken (Proxy *self, gboolean up)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->taken[up];
}

const char *
proxy_fault_name (ProxyFault fault)
{
  static const char *const names[PROXY_N_FAULTS] = { "pass",     "delay", "slow", "cut-up",
                                                     "cut-down", "lose",  "mute", "deaf",
                                                     "twice",    "hold",  "say",  "replay" };

  return names[fault];
}
