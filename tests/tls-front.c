/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TLS in front of a server, with a certificate that a test chooses. A thread for each connection, and one for the way back. */

#include "config.h"

#include "tls-front.h"

#include <string.h>

struct _TlsFront
{
  GSocketService *service;
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  char *url;
  GSocketConnectable *target;

  GMutex mutex; /* of what follows */
  GCond changed;
  GTlsCertificate *certificate;
  GString *said;
  guint n_open;
};

/* One way of one connection. */
typedef struct
{
  TlsFront *front; /* (nullable): keeps what passes */
  GInputStream *from;
  GOutputStream *to;
} Way;

static gpointer
pump (gpointer data)
{
  Way *way = data;
  char buffer[16 * 1024];
  gssize n;

  while ((n = g_input_stream_read (way->from, buffer, sizeof buffer, NULL, NULL)) > 0)
    {
      if (way->front != NULL)
        {
          g_mutex_lock (&way->front->mutex);
          g_string_append_len (way->front->said, buffer, n);
          g_mutex_unlock (&way->front->mutex);
        }
      if (!g_output_stream_write_all (way->to, buffer, (gsize) n, NULL, NULL, NULL))
        break;
    }

  return NULL;
}

static void
pass_on (TlsFront *self, GIOStream *tls)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) behind = g_socket_client_connect (client, self->target, NULL, NULL);
  GThread *back;

  if (behind == NULL)
    return;

  Way there = { self, g_io_stream_get_input_stream (tls),
                g_io_stream_get_output_stream (G_IO_STREAM (behind)) };
  Way here = { NULL, g_io_stream_get_input_stream (G_IO_STREAM (behind)),
               g_io_stream_get_output_stream (tls) };

  back = g_thread_new ("front-back", pump, &here);
  pump (&there);
  g_socket_shutdown (g_socket_connection_get_socket (behind), TRUE, TRUE, NULL);
  g_thread_join (back);
  g_io_stream_close (G_IO_STREAM (behind), NULL, NULL);
}

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        gpointer data)
{
  TlsFront *self = data;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GIOStream) tls = NULL;

  g_mutex_lock (&self->mutex);
  certificate = g_object_ref (self->certificate);
  self->n_open++;
  g_mutex_unlock (&self->mutex);

  tls = g_tls_server_connection_new (G_IO_STREAM (connection), certificate, NULL);
  g_assert_nonnull (tls);
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (tls), FALSE);
  if (g_tls_connection_handshake (G_TLS_CONNECTION (tls), NULL, NULL))
    pass_on (self, tls);
  g_io_stream_close (tls, NULL, NULL);

  g_mutex_lock (&self->mutex);
  self->n_open--;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);

  return TRUE;
}

static gpointer
accept_in_thread (gpointer data)
{
  TlsFront *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

char *
tls_front_path (const char *certificate)
{
  g_autofree char *name = g_strconcat (certificate, ".crt", NULL);

  return g_test_build_filename (G_TEST_DIST, "fixtures", "tls", name, NULL);
}

char *
tls_front_read_spki (const char *certificate)
{
  g_autofree char *name = g_strconcat (certificate, ".spki", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "tls", name, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return g_strstrip (text);
}

void
tls_front_trust_authority (gboolean trusted)
{
  g_autofree char *path = tls_front_path ("authority");
  g_autoptr (GTlsDatabase) database = trusted ? g_tls_file_database_new (path, NULL) : NULL;

  g_assert_true (!trusted || database != NULL);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), database);
}

void
tls_front_set_certificate (TlsFront *self, const char *certificate)
{
  g_autofree char *path = tls_front_path (certificate);
  g_autoptr (GError) error = NULL;
  GTlsCertificate *next = g_tls_certificate_new_from_file (path, &error);

  g_assert_no_error (error);
  g_mutex_lock (&self->mutex);
  g_clear_object (&self->certificate);
  self->certificate = next;
  g_mutex_unlock (&self->mutex);
}

TlsFront *
tls_front_new (const char *certificate, const char *target)
{
  TlsFront *self = g_new0 (TlsFront, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0), address = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->said = g_string_new (NULL);
  self->target = g_network_address_parse_uri (target, 80, &error);
  g_assert_no_error (error);
  tls_front_set_certificate (self, certificate);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_main_context_push_thread_default (self->context);
  self->service = g_threaded_socket_service_new (16);
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &address, &error);
  g_assert_no_error (error);
  g_socket_service_start (self->service);
  g_main_context_pop_thread_default (self->context);

  self->url = g_strdup_printf ("https://127.0.0.1:%u",
                               g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  self->thread = g_thread_new ("front", accept_in_thread, self);

  return self;
}

void
tls_front_free (TlsFront *self)
{
  g_main_loop_quit (self->loop);
  g_thread_join (self->thread);
  /* In one thread with the context: GLib 2.74 leaks a source that is cancelled by another. */
  g_main_context_push_thread_default (self->context);
  g_socket_service_stop (self->service);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));

  g_mutex_lock (&self->mutex);
  while (self->n_open > 0)
    g_cond_wait (&self->changed, &self->mutex);
  g_mutex_unlock (&self->mutex);

  g_main_context_push_thread_default (self->context);
  g_object_unref (self->service);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_object_unref (self->target);
  g_clear_object (&self->certificate);
  g_string_free (self->said, TRUE);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  g_free (self->url);
  g_free (self);
}

const char *
tls_front_get_url (TlsFront *self)
{
  return self->url;
}

char *
tls_front_take_said (TlsFront *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GString *said = self->said;

  self->said = g_string_new (NULL);

  return g_string_free (said, FALSE);
}
