/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door in a thread, and the raw client. */

#include "config.h"

#include "door-fixture.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

struct _Door
{
  PantauListener *listener; /* used in the thread only, as is http */
  PantauHttp *http;
  char *uri;
  guint16 port;

  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;

  GPtrArray *waiting; /* (element-type PantauRequest); thread only */
  guint served;       /* atomic */
  guint gone;         /* atomic */
};

/* Runs a function in the door's thread and waits for it. */
typedef struct
{
  void (*func) (gpointer data);
  gpointer data;
  GMutex mutex;
  GCond cond;
  gboolean done;
} Call;

static gboolean
call_cb (gpointer data)
{
  Call *call = data;

  call->func (call->data);
  g_mutex_lock (&call->mutex);
  call->done = TRUE;
  g_cond_signal (&call->cond);
  g_mutex_unlock (&call->mutex);

  return G_SOURCE_REMOVE;
}

static void
in_thread (Door *self, void (*func) (gpointer), gpointer data)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Call call = { .func = func, .data = data };

  g_mutex_init (&call.mutex);
  g_cond_init (&call.cond);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, call_cb, &call, NULL);
  g_source_attach (source, self->context);

  g_mutex_lock (&call.mutex);
  while (!call.done)
    g_cond_wait (&call.cond, &call.mutex);
  g_mutex_unlock (&call.mutex);
  g_mutex_clear (&call.mutex);
  g_cond_clear (&call.cond);
}

static void
text_cb (PantauRequest *request, gpointer data)
{
  g_atomic_int_inc (&((Door *) data)->served);
  pantau_request_reply_text (request, 200, "text/plain", "ok\n");
}

static void
info_cb (PantauRequest *request, gpointer data)
{
  g_autofree char *text = g_strdup_printf (
      "%s %s a=%s bearer=%s nonce=%s from=%s\n", pantau_request_get_method (request),
      pantau_request_get_path (request), pantau_request_get_query (request, "a"),
      pantau_request_get_bearer (request), pantau_request_get_header (request, "Pantau-Nonce"),
      pantau_request_get_address (request));

  g_atomic_int_inc (&((Door *) data)->served);
  pantau_request_set_header (request, "Pantau-Cursor", "7");
  pantau_request_reply_text (request, 200, "text/plain", text);
}

static void
large_cb (PantauRequest *request, gpointer data)
{
  g_autoptr (GBytes) body = g_bytes_new_take (g_malloc0 (LARGE_SIZE), LARGE_SIZE);

  g_atomic_int_inc (&((Door *) data)->served);
  pantau_request_reply (request, 200, "application/octet-stream", body);
}

static void
zstd_cb (PantauRequest *request, gpointer data)
{
  g_autofree char *text = g_strnfill (4000, 'x');
  g_autoptr (GBytes) body = g_bytes_new (text, 4000);

  g_atomic_int_inc (&((Door *) data)->served);
  pantau_request_reply_encoded (request, 200, "text/plain", body);
}

static gpointer
thread_main (gpointer data)
{
  g_autoptr (PantauRequest) request = data;
  g_autoptr (GBytes) body = g_bytes_new_static ("thread\n", 7);

  pantau_request_reply_from_thread (request, 200, "text/plain", body);

  return NULL;
}

static void
thread_cb (PantauRequest *request, gpointer data)
{
  g_atomic_int_inc (&((Door *) data)->served);
  g_thread_unref (g_thread_new ("answer", thread_main, pantau_request_ref (request)));
}

static void
gone_cb (PantauRequest *request, gpointer data)
{
  Door *self = data;

  g_atomic_int_inc (&self->gone);
  g_assert_true (g_ptr_array_remove (self->waiting, request));
}

static void
hold_cb (PantauRequest *request, gpointer data)
{
  Door *self = data;

  g_atomic_int_inc (&self->served);
  g_ptr_array_add (self->waiting, pantau_request_ref (request));
  pantau_request_set_gone_func (request, gone_cb, self);
}

static void
park_cb (PantauRequest *request, gpointer data)
{
  if (pantau_request_park (request))
    hold_cb (request, data);
  else
    pantau_request_problem (request, 503, "busy", NULL);
}

static void
visit_cb (PantauRequest *request, gpointer data)
{
  if (pantau_request_may_visit (request, pantau_request_get_query (request, "a")))
    text_cb (request, data);
}

static gboolean
is_patient_cb (PantauRequest *request)
{
  return TRUE;
}

static void
echo_cb (PantauRequest *request, gpointer data)
{
  g_atomic_int_inc (&((Door *) data)->served);
  pantau_request_reply (request, 200, "application/octet-stream",
                        pantau_request_get_body (request));
}

static gpointer
door_main (gpointer data)
{
  Door *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

PantauListenerLimits
door_limits (void)
{
  PantauListenerLimits limits;

  pantau_listener_limits_init (&limits);
  limits.max_per_address = 0;

  return limits;
}

Door *
door_new (const char *address, const PantauListenerLimits *listener, const PantauHttpLimits *http)
{
  return door_new_adding (address, listener, http, NULL, NULL);
}

Door *
door_new_adding (const char *address,
                 const PantauListenerLimits *listener,
                 const PantauHttpLimits *http,
                 DoorAdd add,
                 gpointer data)
{
  PantauListenerLimits limits = listener != NULL ? *listener : door_limits ();
  g_autoptr (GError) error = NULL;
  Door *self = g_new0 (Door, 1);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_request_unref);

  g_main_context_push_thread_default (self->context);
  self->http = pantau_http_new (http);
  pantau_http_route (self->http, "GET", "/text", 0, 0, text_cb, self);
  pantau_http_route (self->http, "GET", "/exempt", 0, 0, text_cb, self);
  pantau_http_exempt (self->http, "/exempt");
  pantau_http_route (self->http, "GET", "/info", 0, 0, info_cb, self);
  pantau_http_route (self->http, "GET", "/large", 0, 0, large_cb, self);
  pantau_http_route (self->http, "GET", "/zstd", 0, 0, zstd_cb, self);
  pantau_http_route (self->http, "GET", "/thread", 0, 0, thread_cb, self);
  pantau_http_route (self->http, "GET", "/hold", 0, 0, hold_cb, self);
  pantau_http_route (self->http, "GET", "/park", 0, 0, park_cb, self);
  pantau_http_route (self->http, "GET", "/poll", 0, 0, hold_cb, self);
  pantau_http_set_patient (self->http, "/poll", is_patient_cb);
  pantau_http_route (self->http, "GET", "/visit", 0, 0, visit_cb, self);
  pantau_http_exempt (self->http, "/visit");
  pantau_http_route (self->http, "POST", "/echo", ECHO_LIMIT, ECHO_DECODED, echo_cb, self);
  if (add != NULL)
    add (self->http, data);
  self->listener = pantau_listener_new (address != NULL ? address : "127.0.0.1:0", &limits,
                                        pantau_http_take, self->http, &error);
  g_main_context_pop_thread_default (self->context);

  g_assert_no_error (error);
  self->uri = g_strdup (pantau_listener_get_uri (self->listener));
  self->port = pantau_listener_get_port (self->listener);
  self->thread = g_thread_new ("door", door_main, self);

  return self;
}

guint
door_free_hard (Door *self)
{
  guint before = door_gone (self), gone;

  g_main_loop_quit (self->loop);
  g_thread_join (self->thread);

  g_main_context_push_thread_default (self->context);
  pantau_listener_free (self->listener);
  pantau_http_free (self->http);
  while (g_main_context_iteration (self->context, FALSE))
    continue;
  g_main_context_pop_thread_default (self->context);

  gone = door_gone (self) - before;
  g_ptr_array_unref (self->waiting);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self->uri);
  g_free (self);

  return gone;
}

void
door_free (Door *self)
{
  PantauHttpStatistics http;

  WAIT_UNTIL (door_open (self) == 0);
  door_statistics (self, NULL, &http);
  g_assert_cmpuint (http.open, ==, 0);
  g_assert_cmpuint (http.in_flight, ==, 0);
  g_assert_cmpuint (http.parked, ==, 0);
  g_assert_cmpuint (door_waiting (self), ==, 0);
  door_free_hard (self);
}

typedef struct
{
  Door *door;
  PantauListenerStatistics listener;
  PantauHttpStatistics http;
  guint waiting;
} Look;

static void
look (gpointer data)
{
  Look *self = data;

  pantau_listener_get_statistics (self->door->listener, &self->listener);
  pantau_http_get_statistics (self->door->http, &self->http);
  self->waiting = self->door->waiting->len;
}

void
door_statistics (Door *self, PantauListenerStatistics *listener, PantauHttpStatistics *http)
{
  Look now = { .door = self };

  in_thread (self, look, &now);
  if (listener != NULL)
    *listener = now.listener;
  if (http != NULL)
    *http = now.http;
}

guint
door_open (Door *self)
{
  PantauListenerStatistics listener;

  door_statistics (self, &listener, NULL);

  return listener.open;
}

guint
door_waiting (Door *self)
{
  Look now = { .door = self };

  in_thread (self, look, &now);

  return now.waiting;
}

guint
door_served (Door *self)
{
  return (guint) g_atomic_int_get (&self->served);
}

guint
door_gone (Door *self)
{
  return (guint) g_atomic_int_get (&self->gone);
}

static void
release (gpointer data)
{
  Door *self = data;

  for (guint i = 0; i < self->waiting->len; i++)
    pantau_request_reply_text (g_ptr_array_index (self->waiting, i), 200, "text/plain",
                               "released\n");
  g_ptr_array_set_size (self->waiting, 0);
}

void
door_release (Door *self)
{
  in_thread (self, release, self);
}

typedef struct
{
  Door *door;
  guint timeout;
  gint result; /* atomic: -1 not yet */
} Drain;

static void
drained_cb (PantauHttp *http, gboolean clean, gpointer data)
{
  g_atomic_int_set (&((Drain *) data)->result, clean);
}

static void
drain (gpointer data)
{
  Drain *self = data;

  pantau_listener_stop (self->door->listener);
  pantau_http_drain (self->door->http, self->timeout, drained_cb, self);
}

gboolean
door_drain (Door *self, guint timeout)
{
  Drain state = { self, timeout, -1 };

  in_thread (self, drain, &state);
  WAIT_UNTIL (g_atomic_int_get (&state.result) >= 0);

  return state.result;
}

const char *
door_uri (Door *self)
{
  return self->uri;
}

int
door_connect_from (Door *self, const char *ip)
{
  struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons (self->port) };
  struct timeval patience = { .tv_sec = 60 };
  int fd = socket (self->port != 0 ? AF_INET : AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  if (self->port == 0)
    {
      struct sockaddr_un un = { .sun_family = AF_UNIX };

      g_strlcpy (un.sun_path, self->uri + strlen ("unix:"), sizeof un.sun_path);
      g_assert_cmpint (connect (fd, (struct sockaddr *) &un, sizeof un), ==, 0);
    }
  else
    {
      if (ip != NULL)
        {
          struct sockaddr_in from = { .sin_family = AF_INET };

          inet_pton (AF_INET, ip, &from.sin_addr);
          g_assert_cmpint (bind (fd, (struct sockaddr *) &from, sizeof from), ==, 0);
        }
      inet_pton (AF_INET, "127.0.0.1", &in.sin_addr);
      g_assert_cmpint (connect (fd, (struct sockaddr *) &in, sizeof in), ==, 0);
    }
  /* Only now: with a time-out a connect() of who is stopped and goes on is interrupted. */
  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt (fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);

  return fd;
}

int
door_connect (Door *self)
{
  return door_connect_from (self, NULL);
}

gboolean
raw_try_send (int fd, const void *bytes, gsize length)
{
  gsize sent = 0;

  while (sent < length)
    {
      gssize n = send (fd, (const char *) bytes + sent, length - sent, MSG_NOSIGNAL);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      sent += (gsize) n;
    }

  return TRUE;
}

void
raw_send (int fd, const void *bytes, gssize length)
{
  g_assert_true (raw_try_send (fd, bytes, length < 0 ? strlen (bytes) : (gsize) length));
}

static char *
receive (int fd, gboolean *reset)
{
  GString *text = g_string_new (NULL);
  char chunk[16 * 1024];

  for (;;)
    {
      gssize n = recv (fd, chunk, sizeof chunk, 0);

      if (n < 0 && errno == EINTR)
        continue;
      g_assert_false (n < 0 && errno == EAGAIN); /* a hang */
      if (n <= 0)
        {
          if (reset != NULL)
            *reset = n < 0;
          return g_string_free (text, FALSE);
        }
      g_string_append_len (text, chunk, n);
    }
}

char *
raw_receive (int fd)
{
  return receive (fd, NULL);
}

char *
raw_receive_clean (int fd)
{
  gboolean reset;
  char *text = receive (fd, &reset);

  g_assert_false (reset);

  return text;
}

char *
door_ask (Door *self, const char *request)
{
  int fd = door_connect (self);
  char *response;

  raw_send (fd, request, -1);
  response = raw_receive (fd);
  close (fd);

  return response;
}

guint
raw_status (const char *response)
{
  return g_str_has_prefix (response, "HTTP/1.") && strlen (response) > 12
             ? (guint) g_ascii_strtoull (response + 9, NULL, 10)
             : 0;
}

guint
count_descriptors (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

gboolean
under_sanitizer (void)
{
#ifdef __SANITIZE_ADDRESS__
  return TRUE;
#else
  return FALSE;
#endif
}
