/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the province listens: an IP address or a unix socket, with care for what lies there
 * already.
 */

#include "config.h"

#include "listen-socket.h"

#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/un.h>

#include "pantau-error.h"

#define BACKLOG 1024

/* Removes what a server that ended badly left behind, and nothing else. */
static gboolean
make_way (const char *path, GSocketAddress *address, GError **error)
{
  g_autoptr (GSocket) probe = NULL;
  g_autoptr (GError) local_error = NULL;
  GStatBuf info;

  if (g_lstat (path, &info) != 0)
    return TRUE;
  if (!S_ISSOCK (info.st_mode))
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("'%s' is there already and is no socket"),
                         path);

  probe = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT,
                        &local_error);
  if (probe == NULL)
    return pantau_throw (error, PANTAU_ERROR_IO, _ ("cannot open a socket: %s"),
                         local_error->message);

  g_socket_set_blocking (probe, FALSE);
  if (g_socket_connect (probe, address, NULL, &local_error) ||
      !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return pantau_throw (error, PANTAU_ERROR_BUSY, _ ("another program listens at '%s'"), path);

  g_unlink (path);

  return TRUE;
}

/* (transfer full) (nullable) */
static GSocketAddress *
parse_address (const char *text, GError **error)
{
  g_autofree char *host = NULL;
  const char *colon = strrchr (text, ':');
  GSocketAddress *address;
  guint64 port;
  gsize length;

  if (g_path_is_absolute (text))
    {
      if (strlen (text) >= sizeof ((struct sockaddr_un *) NULL)->sun_path)
        return pantau_throw_null (error, PANTAU_ERROR_INVALID, _ ("'%s' is too long for a socket"),
                                  text);
      return g_unix_socket_address_new (text);
    }

  if (colon == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL))
    return pantau_throw_null (error, PANTAU_ERROR_INVALID,
                              _ ("'%s' is not an address such as 127.0.0.1:8080"), text);

  length = (gsize) (colon - text);
  if (length > 2 && text[0] == '[' && text[length - 1] == ']')
    host = g_strndup (text + 1, length - 2);
  else
    host = g_strndup (text, length);

  address = g_inet_socket_address_new_from_string (host, (guint) port);
  if (address == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID,
                              _ ("'%s' is not an address such as 127.0.0.1:8080"), text);

  return address;
}

GSocket *
pantau_listen_socket_new (const char *text, GError **error)
{
  g_autoptr (GSocketAddress) address = parse_address (text, error);
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GError) local_error = NULL;
  const char *path = NULL;

  if (address == NULL)
    return NULL;

  if (G_IS_UNIX_SOCKET_ADDRESS (address))
    path = g_unix_socket_address_get_path (G_UNIX_SOCKET_ADDRESS (address));
  if (path != NULL && !make_way (path, address, error))
    return NULL;

  socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                         G_SOCKET_PROTOCOL_DEFAULT, &local_error);
  if (socket == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_IO, _ ("cannot open a socket: %s"),
                              local_error->message);

  g_socket_set_blocking (socket, FALSE);
  g_socket_set_listen_backlog (socket, BACKLOG);
  /* The file's mode is narrowed before listen(), so that nobody gets in between. */
  if (!g_socket_bind (socket, address, TRUE, &local_error) ||
      (path != NULL && g_chmod (path, 0660) != 0) || !g_socket_listen (socket, &local_error))
    return pantau_throw_null (error,
                              g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE)
                                  ? PANTAU_ERROR_BUSY
                                  : PANTAU_ERROR_IO,
                              _ ("cannot listen at '%s': %s"), text,
                              local_error != NULL ? local_error->message : g_strerror (errno));

  return g_steal_pointer (&socket);
}

char *
pantau_listen_socket_describe (GSocket *socket, guint16 *port)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (socket, NULL);
  g_autofree char *host = NULL;

  *port = 0;
  if (address == NULL)
    return g_strdup ("");
  if (G_IS_UNIX_SOCKET_ADDRESS (address))
    return g_strconcat ("unix:", g_unix_socket_address_get_path (G_UNIX_SOCKET_ADDRESS (address)),
                        NULL);

  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  host = g_inet_address_to_string (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));

  return g_strdup_printf (strchr (host, ':') != NULL ? "http://[%s]:%u" : "http://%s:%u", host,
                          *port);
}
