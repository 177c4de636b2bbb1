/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells a line that is back from one that is down; see the header. */

#include "config.h"

#include "pantau-revival.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

/* How long one try may take at least; then another packet goes. µs */
#define TRY G_USEC_PER_SEC

struct _PantauRevival
{
  GSocket *socket; /* (owned) */
  gint64 way;      /* µs */
  guint patience;  /* ms */
  GSocket *probe;  /* (owned) (nullable): is being connected */
  gint64 since;    /* monotonic µs: when it was begun */
};

PantauRevival *
pantau_revival_new (GSocket *socket, gint64 way, guint patience)
{
  PantauRevival *self = g_new0 (PantauRevival, 1);

  self->socket = g_object_ref (socket);
  self->way = way;
  self->patience = patience;

  return self;
}

static void
end_probe (PantauRevival *self)
{
  if (self->probe != NULL)
    g_socket_close (self->probe, NULL);
  g_clear_object (&self->probe);
}

void
pantau_revival_free (PantauRevival *self)
{
  end_probe (self);
  g_object_unref (self->socket);
  g_free (self);
}

void
pantau_revival_give_up (PantauRevival *self)
{
  const struct linger at_once = { .l_onoff = 1, .l_linger = 0 };

  if (!g_socket_is_closed (self->socket))
    setsockopt (g_socket_get_fd (self->socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

/* TRUE where TCP has sent again what it did not hear of, and has heard of nothing since. */
static gboolean
stands_still (PantauRevival *self)
{
  struct tcp_info info = { 0 };
  socklen_t length = sizeof info;

  return !g_socket_is_closed (self->socket) &&
         getsockopt (g_socket_get_fd (self->socket), IPPROTO_TCP, TCP_INFO, &info, &length) == 0 &&
         info.tcpi_unacked > 0 && info.tcpi_backoff > 0 &&
         info.tcpi_last_ack_recv > 2 * self->way / 1000 + self->patience;
}

static void
begin_probe (PantauRevival *self)
{
  g_autoptr (GSocketAddress) address = g_socket_get_remote_address (self->socket, NULL);
  g_autoptr (GError) error = NULL;

  if (address == NULL)
    return;
  self->probe = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                              G_SOCKET_PROTOCOL_TCP, NULL);
  if (self->probe == NULL)
    return;
  self->since = g_get_monotonic_time ();
  g_socket_set_blocking (self->probe, FALSE);
  if (!g_socket_connect (self->probe, address, NULL, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PENDING))
    end_probe (self);
}

gboolean
pantau_revival_look (PantauRevival *self)
{
  if (!stands_still (self))
    {
      end_probe (self);
      return FALSE;
    }

  if (self->probe != NULL &&
      (g_socket_condition_check (self->probe, G_IO_OUT) & (G_IO_OUT | G_IO_ERR | G_IO_HUP)) ==
          G_IO_OUT &&
      g_socket_check_connect_result (self->probe, NULL))
    {
      end_probe (self);
      return TRUE;
    }

  if (self->probe != NULL && g_get_monotonic_time () - self->since < MAX (TRY, 2 * self->way))
    return FALSE;
  end_probe (self);
  begin_probe (self);

  return FALSE;
}
