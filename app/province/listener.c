/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The accept loop. Whatever accept() says, the loop goes on: it waits a little and tries again. A
 * descriptor is held in reserve, so that even with none left one client after the other hears
 * "busy" instead of nothing.
 */

#include "config.h"

#include "listener.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "answer.h"
#include "listen-socket.h"

#define ACCEPTS_AT_ONCE  64 /* then the other sources of the loop have their turn */
#define MAX_SHEDDING     32 /* refused connections that are answered properly at one time */
#define FIRST_WAIT       50 /* ms after an accept() that failed, doubled up to LAST_WAIT */
#define LAST_WAIT        1000
#define KEPT_DESCRIPTORS 64 /* left to the database and everybody else */

struct _PantauListener
{
  PantauListenerLimits limits;
  PantauConnectionFunc ready;
  gpointer data;

  GMainContext *context; /* (owned) */
  GSocket *socket;       /* (owned) (nullable): NULL once stopped */
  GSource *source;       /* (owned) (nullable): on the socket, or the wait after an error */
  guint wait;            /* ms of the next wait */
  int spare;             /* the descriptor in reserve, or -1 */

  char *uri;  /* (owned) */
  char *path; /* (owned) (nullable): of a unix socket */
  guint16 port;

  /*
   * (owned): PantauConnection (owned) → key of its address (owned), "" where it counts against no
   * limit
   */
  GHashTable *connections;
  GHashTable *addresses; /* (owned): key (owned) → number of connections */
  guint counted;

  PantauListenerStatistics statistics;
};

void
pantau_listener_limits_init (PantauListenerLimits *limits)
{
  limits->max_connections = 512;
  limits->max_per_address = 64;
  pantau_connection_limits_init (&limits->connection);
}

static void
drop_source (PantauListener *self)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}

static void
attach (PantauListener *self, GSource *source, GSourceFunc func)
{
  drop_source (self);
  self->source = source;
  g_source_set_callback (source, func, self, NULL);
  g_source_attach (source, self->context);
}

static void
ready_cb (PantauConnection *connection, gpointer data)
{
  PantauListener *self = data;

  self->ready (connection, self->data);
}

static void
refused_cb (PantauConnection *connection, PantauRefusal reason, gpointer data)
{
  PantauListener *self = data;

  self->statistics.refused[reason]++;
}

static void
closed_cb (PantauConnection *connection, gpointer data)
{
  PantauListener *self = data;
  const char *key = g_hash_table_lookup (self->connections, connection);

  if (key == NULL)
    return;

  if (*key != '\0')
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->addresses, key));

      self->counted--;
      if (n > 1)
        g_hash_table_insert (self->addresses, g_strdup (key), GUINT_TO_POINTER (n - 1));
      else
        g_hash_table_remove (self->addresses, key);
    }
  g_hash_table_remove (self->connections, connection);
}

/* Who waits for another request must not take the place of who has none yet. */
static gboolean
may_keep_cb (gpointer data)
{
  PantauListener *self = data;

  return self->socket != NULL && self->counted * 2 <= self->limits.max_connections;
}

static void
kept_cb (PantauConnection *connection, PantauConnection *next, gpointer data)
{
  PantauListener *self = data;
  gpointer key, value;

  if (!g_hash_table_steal_extended (self->connections, connection, &key, &value))
    {
      pantau_connection_abort (next);
      g_object_unref (next);
      return;
    }
  g_hash_table_insert (self->connections, next, value);
  g_object_unref (key);
  self->statistics.kept++;
}

static const PantauConnectionOwner owner = { ready_cb, refused_cb, closed_cb, may_keep_cb,
                                             kept_cb };

/* The client's address as shown, and the key that its connections are counted under. */
static char *
describe_peer (const struct sockaddr_storage *peer, char **key)
{
  g_autoptr (GInetAddress) address = NULL;

  if (peer->ss_family == AF_INET)
    {
      const struct sockaddr_in *in = (const struct sockaddr_in *) peer;

      address =
          g_inet_address_new_from_bytes ((const guint8 *) &in->sin_addr, G_SOCKET_FAMILY_IPV4);
    }
  else if (peer->ss_family == AF_INET6)
    {
      const guint8 *bytes = ((const struct sockaddr_in6 *) peer)->sin6_addr.s6_addr;
      guint8 network[16] = { 0 };
      g_autoptr (GInetAddress) prefix = NULL;

      if (IN6_IS_ADDR_V4MAPPED (&((const struct sockaddr_in6 *) peer)->sin6_addr))
        address = g_inet_address_new_from_bytes (bytes + 12, G_SOCKET_FAMILY_IPV4);
      else
        {
          /* A /64 is what one customer gets, so its addresses count as one. */
          memcpy (network, bytes, 8);
          prefix = g_inet_address_new_from_bytes (network, G_SOCKET_FAMILY_IPV6);
          *key = g_inet_address_to_string (prefix);
          address = g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV6);
          return g_inet_address_to_string (address);
        }
    }
  else
    {
      *key = g_strdup ("unix");
      return g_strdup ("unix");
    }

  *key = g_inet_address_to_string (address);

  return g_strdup (*key);
}

static PantauRefusal
check_caps (PantauListener *self, const char *key)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->addresses, key));

  if (self->counted >= self->limits.max_connections)
    return PANTAU_REFUSAL_FULL;
  if (self->path == NULL && self->limits.max_per_address > 0 && n >= self->limits.max_per_address)
    return PANTAU_REFUSAL_ADDRESS;

  return PANTAU_N_REFUSALS;
}

/* Takes over @fd. */
static void
receive (PantauListener *self, int fd, const struct sockaddr_storage *peer)
{
  g_autoptr (GSocket) socket = g_socket_new_from_fd (fd, NULL);
  g_autoptr (GBytes) answer = NULL;
  g_autofree char *key = NULL, *address = describe_peer (peer, &key);
  PantauConnection *connection;
  PantauRefusal refusal = check_caps (self, key);
  guint n;

  self->statistics.accepted++;
  if (socket == NULL)
    {
      close (fd);
      self->statistics.accept_errors++;
      return;
    }

  if (refusal != PANTAU_N_REFUSALS)
    {
      self->statistics.refused[refusal]++;
      if (g_hash_table_size (self->connections) - self->counted >= MAX_SHEDDING)
        return; /* the socket closes itself */

      connection = pantau_connection_new (socket, address, &self->limits.connection, &owner, self);
      g_hash_table_insert (self->connections, connection, g_strdup (""));
      answer = pantau_answer_raw (503, "busy", "there are too many connections", NULL, FALSE);
      pantau_connection_answer (connection, answer);
      return;
    }

  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  connection = pantau_connection_new (socket, address, &self->limits.connection, &owner, self);

  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->addresses, key));
  self->counted++;
  g_hash_table_insert (self->addresses, g_strdup (key), GUINT_TO_POINTER (n + 1));
  g_hash_table_insert (self->connections, connection, g_steal_pointer (&key));
  pantau_connection_read_head (connection);
}

static void
take_spare (PantauListener *self)
{
  if (self->spare < 0)
    self->spare = open ("/dev/null", O_RDONLY | O_CLOEXEC);
}

/* No descriptor is left: spends the spare one on telling one client so. */
static void
shed_one (PantauListener *self)
{
  g_autoptr (GBytes) answer = NULL;
  char junk[4096];
  int fd;

  if (self->spare < 0)
    return;

  close (self->spare);
  self->spare = -1;
  fd = accept4 (g_socket_get_fd (self->socket), NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (fd >= 0)
    {
      self->statistics.accepted++;
      self->statistics.refused[PANTAU_REFUSAL_DESCRIPTORS]++;
      answer = pantau_answer_raw (503, "busy", "there are too many connections", NULL, FALSE);
      /*
       * A close with bytes unread would be a reset, and the answer lost. Nobody waits for either
       * call.
       */
      while (recv (fd, junk, sizeof junk, MSG_DONTWAIT) == sizeof junk)
        continue;
      if (send (fd, g_bytes_get_data (answer, NULL), g_bytes_get_size (answer),
                MSG_DONTWAIT | MSG_NOSIGNAL) >= 0)
        shutdown (fd, SHUT_WR);
      close (fd);
    }
  take_spare (self);
}

static gboolean accept_cb (int fd, GIOCondition condition, gpointer data);

static gboolean
waited_cb (gpointer data)
{
  PantauListener *self = data;

  take_spare (self);
  attach (self, g_unix_fd_source_new (g_socket_get_fd (self->socket), G_IO_IN),
          G_SOURCE_FUNC (accept_cb));

  return G_SOURCE_REMOVE;
}

static gboolean
accept_cb (int listening_fd, GIOCondition condition, gpointer data)
{
  PantauListener *self = data;

  for (guint i = 0; i < ACCEPTS_AT_ONCE; i++)
    {
      struct sockaddr_storage peer = { 0 };
      socklen_t length = sizeof peer;
      int fd =
          accept4 (listening_fd, (struct sockaddr *) &peer, &length, SOCK_CLOEXEC | SOCK_NONBLOCK);

      if (fd >= 0)
        {
          self->wait = FIRST_WAIT;
          receive (self, fd, &peer);
          continue;
        }
      if (errno == EAGAIN)
        return G_SOURCE_CONTINUE;

      if (errno == EINTR)
        continue;
      self->statistics.accept_errors++;
      if (errno == ECONNABORTED || errno == EPROTO)
        continue; /* that one client's trouble */

      if (errno == EMFILE || errno == ENFILE)
        shed_one (self);

      attach (self, g_timeout_source_new (self->wait), waited_cb);
      self->wait = MIN (self->wait * 2, LAST_WAIT);
      return G_SOURCE_REMOVE;
    }

  return G_SOURCE_CONTINUE;
}

/*
 * A limit of connections above what the process may open would only move the refusals to accept().
 */
static void
lower_limit (PantauListener *self)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) == 0 &&
      self->limits.max_connections + MAX_SHEDDING + KEPT_DESCRIPTORS > limit.rlim_cur)
    self->limits.max_connections =
        (guint) MAX ((gint64) limit.rlim_cur - MAX_SHEDDING - KEPT_DESCRIPTORS, 16);
}

PantauListener *
pantau_listener_new (const char *address,
                     const PantauListenerLimits *limits,
                     PantauConnectionFunc ready,
                     gpointer data,
                     GError **error)
{
  g_autoptr (PantauListener) self = g_new0 (PantauListener, 1);

  if (limits != NULL)
    self->limits = *limits;
  else
    pantau_listener_limits_init (&self->limits);
  lower_limit (self);

  self->ready = ready;
  self->data = data;
  self->context = g_main_context_ref_thread_default ();
  self->wait = FIRST_WAIT;
  self->spare = -1;
  self->connections = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  self->addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  self->socket = pantau_listen_socket_new (address, error);
  if (self->socket == NULL)
    return NULL;

  self->uri = pantau_listen_socket_describe (self->socket, &self->port);
  if (self->port == 0)
    self->path = g_strdup (address);

  waited_cb (self);

  return g_steal_pointer (&self);
}

void
pantau_listener_free (PantauListener *self)
{
  GHashTableIter iter;
  gpointer connection;

  pantau_listener_stop (self);

  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, &connection, NULL))
    pantau_connection_disown (connection);

  g_hash_table_unref (self->connections);
  g_hash_table_unref (self->addresses);
  g_main_context_unref (self->context);
  g_free (self->uri);
  g_free (self->path);
  g_free (self);
}

void
pantau_listener_stop (PantauListener *self)
{
  drop_source (self);
  if (self->spare >= 0)
    close (self->spare);
  self->spare = -1;

  if (self->socket != NULL && self->path != NULL)
    g_unlink (self->path);
  g_clear_object (&self->socket);
}

const char *
pantau_listener_get_uri (PantauListener *self)
{
  return self->uri;
}

guint16
pantau_listener_get_port (PantauListener *self)
{
  return self->port;
}

void
pantau_listener_get_statistics (PantauListener *self, PantauListenerStatistics *statistics)
{
  *statistics = self->statistics;
  statistics->open = g_hash_table_size (self->connections);
}
