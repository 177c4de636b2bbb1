/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One accepted socket from accept to close. SoupServer knows no deadline and reads a refused body
 * to its end before it answers, so both are seen to here: each phase has its deadline, one timer
 * watches it, and an early answer is followed by a short while in which what still comes is thrown
 * away. Without that the kernel answers a close with data unread by a reset, which takes our answer
 * away from the client again.
 */

#include "config.h"

#include "connection.h"

#include <errno.h>
#include <glib-unix.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "answer.h"
#include "head-stream.h"
#include "post.h"

#define CHUNK (16 * 1024)

typedef enum
{
  PHASE_NEW,
  PHASE_KEPT,      /* answered, and it may ask again */
  PHASE_HEAD,      /* we read the head */
  PHASE_SERVING,   /* SoupServer has the stream */
  PHASE_PARKED,    /* it has, and its request waits for news */
  PHASE_ANSWERING, /* we write an early answer */
  PHASE_LINGERING, /* our side is ended; the client's bytes are thrown away */
  PHASE_CLOSED,
} Phase;

struct _PantauConnection
{
  GIOStream parent_instance;

  GSocketConnection *base; /* (owned): owns the descriptor */
  PantauHeadStream *input; /* (owned) */
  char *address;           /* (owned) */
  int fd;
  PantauConnectionLimits limits;

  const PantauConnectionOwner *owner; /* (nullable) */
  gpointer owner_data;
  PantauConnectionFunc gone; /* (nullable) */
  gpointer gone_data;

  GMainContext *context; /* (owned) */
  PantauPost *post;      /* (owned) (nullable): the deadline; and the client's end while parked */
  GSource *io; /* (owned) (nullable): the one thing waited for on the socket by ourselves */

  Phase phase;
  gint64 since;    /* monotonic µs when the phase began */
  gint64 progress; /* monotonic µs of the last byte in or out */
  gboolean cut;    /* we shut the socket down */

  GByteArray *buffer; /* (owned) (nullable): bytes of the head so far, and what came behind it */
  gsize checked;
  gsize
      expected; /* bytes of the request as SoupServer reads it, where it may not be the last one */
  PantauHttpHead head;

  gboolean keeps;    /* the client was told that it may ask again */
  gboolean answered; /* all of the answer went out */

  GBytes *answer; /* (owned) (nullable) */
  gsize sent;
  gsize lingered;
};

G_DEFINE_FINAL_TYPE (PantauConnection, pantau_connection, G_TYPE_IO_STREAM)

void
pantau_connection_limits_init (PantauConnectionLimits *limits)
{
  *limits = (PantauConnectionLimits){
    .head_timeout = 10 * 1000,
    .idle_timeout = 60 * 1000,
    .total_timeout = 180 * 1000,
    .keep_timeout = 20 * 1000,
    .park_timeout = 120 * 1000,
    .linger_timeout = 3 * 1000,
    .linger_bytes = 8 * 1024 * 1024,
  };
}

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
wait_for (PantauConnection *self, GIOCondition condition, GUnixFDSourceFunc func)
{
  drop_source (&self->io);
  self->io = g_unix_fd_source_new (self->fd, condition);
  g_source_set_callback (self->io, G_SOURCE_FUNC (func), self, NULL);
  g_source_attach (self->io, self->context);
}

static gint64
get_deadline (PantauConnection *self)
{
  switch (self->phase)
    {
    case PHASE_KEPT:
      return self->since + self->limits.keep_timeout * G_GINT64_CONSTANT (1000);
    case PHASE_HEAD:
      return self->since + self->limits.head_timeout * G_GINT64_CONSTANT (1000);
    case PHASE_SERVING:
      return MIN (self->progress + self->limits.idle_timeout * G_GINT64_CONSTANT (1000),
                  self->since + self->limits.total_timeout * G_GINT64_CONSTANT (1000));
    case PHASE_PARKED:
      return self->since + self->limits.park_timeout * G_GINT64_CONSTANT (1000);
    case PHASE_ANSWERING:
    case PHASE_LINGERING:
      return self->since + self->limits.linger_timeout * G_GINT64_CONSTANT (1000);
    case PHASE_NEW:
    case PHASE_CLOSED:
    default:
      return -1;
    }
}

static void
enter (PantauConnection *self, Phase phase)
{
  self->phase = phase;
  self->since = self->progress = g_get_monotonic_time ();
  if (self->post != NULL)
    pantau_post_set_time (self->post, get_deadline (self));
}

static void
refuse (PantauConnection *self, PantauRefusal reason)
{
  if (self->owner != NULL && self->owner->refused != NULL)
    self->owner->refused (self, reason, self->owner_data);
}

/* The one place where the descriptor is closed. */
static void
finish (PantauConnection *self)
{
  g_autoptr (PantauConnection) alive = NULL;

  if (self->phase == PHASE_CLOSED)
    return;

  alive = g_object_ref (self);
  drop_source (&self->io);
  g_clear_pointer (&self->post, pantau_post_free);
  self->phase = PHASE_CLOSED;
  self->gone = NULL;
  pantau_head_stream_detach (self->input);
  g_clear_pointer (&self->buffer, g_byte_array_unref);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_io_stream_close (G_IO_STREAM (self->base), NULL, NULL);

  if (self->owner != NULL && self->owner->closed != NULL)
    self->owner->closed (self, self->owner_data);
}

/* Shuts the socket down under SoupServer, and tells who would not look at it by himself. */
static void
cut (PantauConnection *self)
{
  PantauConnectionFunc gone = g_steal_pointer (&self->gone);

  drop_source (&self->io);
  if (self->post != NULL)
    {
      pantau_post_set_time (self->post, -1);
      pantau_post_set_socket (self->post, -1);
    }
  self->cut = TRUE;
  shutdown (self->fd, SHUT_RDWR);

  if (gone != NULL)
    gone (self, self->gone_data);
}

static gboolean
drain_cb (int fd, GIOCondition condition, gpointer data)
{
  PantauConnection *self = data;
  char junk[CHUNK];

  /* A few rounds at a time, so that one flood does not hold up the others. */
  for (guint i = 0; i < 8; i++)
    {
      gssize n = recv (fd, junk, sizeof junk, MSG_DONTWAIT);

      if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return G_SOURCE_CONTINUE;

      if (n > 0)
        self->lingered += (gsize) n;
      if (n <= 0 || self->lingered > self->limits.linger_bytes)
        {
          finish (self);
          return G_SOURCE_REMOVE;
        }
    }

  return G_SOURCE_CONTINUE;
}

static void
linger (PantauConnection *self)
{
  shutdown (self->fd, SHUT_WR);
  enter (self, PHASE_LINGERING);
  wait_for (self, G_IO_IN, drain_cb);
}

/* TRUE where the answer is out, or never will be. */
static gboolean
send_answer (PantauConnection *self)
{
  gsize size;
  const char *bytes = g_bytes_get_data (self->answer, &size);

  while (self->sent < size)
    {
      gssize n =
          send (self->fd, bytes + self->sent, size - self->sent, MSG_DONTWAIT | MSG_NOSIGNAL);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0 && errno == EAGAIN)
        return FALSE;
      if (n < 0)
        {
          finish (self);
          return TRUE;
        }
      self->sent += (gsize) n;
    }

  linger (self);

  return TRUE;
}

static gboolean
write_cb (int fd, GIOCondition condition, gpointer data)
{
  g_autoptr (PantauConnection) self = g_object_ref (data);

  return send_answer (self) ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

/* What SoupServer is to read first: to it each connection ends with its answer, whatever the client was told. */
static GBytes *
take_request (PantauConnection *self)
{
  static const char last[] = "Connection: close\r\n\r\n";
  g_autoptr (GByteArray) came = g_steal_pointer (&self->buffer);
  GByteArray *request;

  if (!self->head.keeps)
    return g_byte_array_free_to_bytes (g_steal_pointer (&came));

  request = g_byte_array_sized_new (came->len + sizeof last);
  g_byte_array_append (request, came->data, (guint) self->head.size - 2);
  g_byte_array_append (request, (const guint8 *) last, sizeof last - 1);
  g_byte_array_append (request, came->data + self->head.size, came->len - (guint) self->head.size);
  self->expected =
      request->len - (came->len - self->head.size) + (gsize) MAX (self->head.content_length, 0);

  return g_byte_array_free_to_bytes (request);
}

static gboolean
read_cb (int fd, GIOCondition condition, gpointer data)
{
  g_autoptr (PantauConnection) self = g_object_ref (data);
  g_autoptr (GBytes) head = NULL;
  const char *why = NULL;
  PantauHttpHeadResult result;
  guint8 chunk[CHUNK];
  gssize n = recv (fd, chunk, sizeof chunk, MSG_DONTWAIT);

  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return G_SOURCE_CONTINUE;
  if (n <= 0)
    {
      if (self->phase == PHASE_HEAD)
        refuse (self, PANTAU_REFUSAL_EMPTY);
      finish (self);
      return G_SOURCE_REMOVE;
    }

  if (self->phase == PHASE_KEPT)
    enter (self, PHASE_HEAD);
  g_byte_array_append (self->buffer, chunk, (guint) n);
  result = pantau_http_head_check (self->buffer->data, self->buffer->len, &self->checked,
                                   &self->head, &why);
  if (result == PANTAU_HTTP_HEAD_MORE)
    return G_SOURCE_CONTINUE;

  drop_source (&self->io);
  if (result != PANTAU_HTTP_HEAD_OK)
    {
      g_autoptr (GBytes) answer = pantau_refusal_answer_head (result, why);

      refuse (self, pantau_refusal_from_head (result));
      pantau_connection_answer (self, answer);
      return G_SOURCE_REMOVE;
    }

  head = take_request (self);
  pantau_head_stream_set_head (self->input, head);
  enter (self, PHASE_SERVING);
  self->owner->ready (self, self->owner_data);

  return G_SOURCE_REMOVE;
}

static void
expire (PantauConnection *self)
{
  g_autoptr (GBytes) answer = NULL;
  gint64 deadline = get_deadline (self);

  /*
   * Progress only moves the deadline; the post follows here, once in a while, instead of at each
   * byte.
   */
  if (deadline < 0 || g_get_monotonic_time () < deadline)
    {
      pantau_post_set_time (self->post, deadline);
      return;
    }

  switch (self->phase)
    {
    case PHASE_HEAD:
      answer = pantau_answer_raw (408, "timeout", "the head of the request did not come in time",
                                  NULL, FALSE);
      refuse (self, PANTAU_REFUSAL_SLOW);
      pantau_connection_answer (self, answer);
      break;
    case PHASE_SERVING:
    case PHASE_PARKED:
      refuse (self, PANTAU_REFUSAL_DEADLINE);
      cut (self);
      break;
    case PHASE_NEW:
    case PHASE_KEPT:
    case PHASE_ANSWERING:
    case PHASE_LINGERING:
    case PHASE_CLOSED:
    default:
      finish (self);
      break;
    }
}

/*
 * A parked client's end is told even where bytes of it are still unread.
 */
static void
post_cb (PantauPostEvent event, gpointer data)
{
  g_autoptr (PantauConnection) self = g_object_ref (data);

  if (event == PANTAU_POST_TIME)
    expire (self);
  else
    cut (self);
}

static void
progress_cb (gpointer data)
{
  PantauConnection *self = data;

  self->progress = g_get_monotonic_time ();
}

static GInputStream *
pantau_connection_get_input_stream (GIOStream *stream)
{
  return G_INPUT_STREAM (PANTAU_CONNECTION (stream)->input);
}

static GOutputStream *
pantau_connection_get_output_stream (GIOStream *stream)
{
  return g_io_stream_get_output_stream (G_IO_STREAM (PANTAU_CONNECTION (stream)->base));
}

static PantauConnection *make (GSocketConnection *base,
                               const char *address,
                               const PantauConnectionLimits *limits,
                               const PantauConnectionOwner *owner,
                               gpointer data);

/* The socket goes on as another connection, which this one leaves it to. */
static void
pass_on (PantauConnection *self)
{
  g_autoptr (PantauConnection) alive = g_object_ref (self);
  PantauConnection *next =
      make (self->base, self->address, &self->limits, self->owner, self->owner_data);

  drop_source (&self->io);
  g_clear_pointer (&self->post, pantau_post_free);
  self->phase = PHASE_CLOSED;
  self->gone = NULL;
  pantau_head_stream_detach (self->input);

  next->buffer = g_byte_array_new ();
  enter (next, PHASE_KEPT);
  wait_for (next, G_IO_IN, read_cb);
  self->owner->kept (self, next, self->owner_data);
}

/* All that was sent was read as this request, all of the answer is out, and the client was told that it may go on. */
static gboolean
is_kept (PantauConnection *self)
{
  return self->phase == PHASE_SERVING && !self->cut && self->keeps && self->answered &&
         self->owner != NULL && pantau_head_stream_get_given (self->input) == self->expected;
}

/* SoupServer is done with the stream (or the last reference goes). */
static gboolean
pantau_connection_close (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  PantauConnection *self = PANTAU_CONNECTION (stream);
  char byte;

  if (self->phase == PHASE_ANSWERING || self->phase == PHASE_LINGERING)
    return TRUE;

  /* Something behind the request that nobody will read: a second one, or the rest of a body. */
  if (is_kept (self))
    pass_on (self);
  else if ((self->phase == PHASE_SERVING || self->phase == PHASE_PARKED) && !self->cut &&
           recv (self->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0)
    linger (self);
  else
    finish (self);

  return TRUE;
}

static void
pantau_connection_finalize (GObject *object)
{
  PantauConnection *self = PANTAU_CONNECTION (object);

  drop_source (&self->io);
  g_clear_pointer (&self->post, pantau_post_free);
  g_clear_object (&self->input);
  g_clear_object (&self->base);
  g_clear_pointer (&self->buffer, g_byte_array_unref);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self->address);

  G_OBJECT_CLASS (pantau_connection_parent_class)->finalize (object);
}

static void
pantau_connection_class_init (PantauConnectionClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pantau_connection_finalize;
  stream_class->get_input_stream = pantau_connection_get_input_stream;
  stream_class->get_output_stream = pantau_connection_get_output_stream;
  stream_class->close_fn = pantau_connection_close;
}

static void
pantau_connection_init (PantauConnection *self)
{
}

static PantauConnection *
make (GSocketConnection *base,
      const char *address,
      const PantauConnectionLimits *limits,
      const PantauConnectionOwner *owner,
      gpointer data)
{
  PantauConnection *self = g_object_new (PANTAU_TYPE_CONNECTION, NULL);

  self->base = g_object_ref (base);
  self->fd = g_socket_get_fd (g_socket_connection_get_socket (base));
  self->address = g_strdup (address);
  self->limits = *limits;
  self->owner = owner;
  self->owner_data = data;
  self->context = g_main_context_ref_thread_default ();
  self->input = pantau_head_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (self->base)),
                                        progress_cb, self);

  self->post = pantau_post_new (post_cb, self);

  return self;
}

PantauConnection *
pantau_connection_new (GSocket *socket,
                       const char *address,
                       const PantauConnectionLimits *limits,
                       const PantauConnectionOwner *owner,
                       gpointer data)
{
  g_autoptr (GSocketConnection) base = g_socket_connection_factory_create_connection (socket);

  return make (base, address, limits, owner, data);
}

void
pantau_connection_read_head (PantauConnection *self)
{
  g_return_if_fail (self->phase == PHASE_NEW);

  self->buffer = g_byte_array_new ();
  enter (self, PHASE_HEAD);
  wait_for (self, G_IO_IN, read_cb);
}

void
pantau_connection_answer (PantauConnection *self, GBytes *answer)
{
  if (self->phase >= PHASE_ANSWERING)
    return;

  drop_source (&self->io);
  self->gone = NULL;
  self->answer = g_bytes_ref (answer);
  enter (self, PHASE_ANSWERING);
  if (!send_answer (self))
    wait_for (self, G_IO_OUT, write_cb);
}

void
pantau_connection_abort (PantauConnection *self)
{
  finish (self);
}

void
pantau_connection_disown (PantauConnection *self)
{
  self->owner = NULL;
  if (self->phase == PHASE_SERVING || self->phase == PHASE_PARKED)
    cut (self);
  else
    finish (self);
}

gboolean
pantau_connection_may_keep (PantauConnection *self)
{
  return self->head.keeps && !self->head.chunked && !self->cut && self->owner != NULL &&
         (self->phase == PHASE_SERVING || self->phase == PHASE_PARKED) &&
         self->owner->may_keep != NULL && self->owner->may_keep (self->owner_data);
}

void
pantau_connection_set_keeps (PantauConnection *self, gboolean keeps)
{
  self->keeps = keeps;
}

void
pantau_connection_set_answered (PantauConnection *self)
{
  self->answered = TRUE;
}

void
pantau_connection_touch (PantauConnection *self)
{
  self->progress = g_get_monotonic_time ();
}

void
pantau_connection_set_parked (PantauConnection *self, gboolean parked)
{
  if (self->phase != (parked ? PHASE_SERVING : PHASE_PARKED) || self->cut)
    return;

  drop_source (&self->io);
  enter (self, parked ? PHASE_PARKED : PHASE_SERVING);
  pantau_post_set_socket (self->post, parked ? self->fd : -1);
}

void
pantau_connection_set_gone_func (PantauConnection *self, PantauConnectionFunc gone, gpointer data)
{
  self->gone = gone;
  self->gone_data = data;
}

gboolean
pantau_connection_is_gone (PantauConnection *self)
{
  struct pollfd fd = { .fd = self->fd, .events = POLLRDHUP };

  if (self->cut || self->phase >= PHASE_ANSWERING)
    return TRUE;

  return poll (&fd, 1, 0) > 0 && (fd.revents & (POLLRDHUP | POLLHUP | POLLERR | POLLNVAL)) != 0;
}

gboolean
pantau_connection_has_unread (PantauConnection *self)
{
  int n = 0;

  return !self->cut && self->phase < PHASE_ANSWERING && ioctl (self->fd, FIONREAD, &n) == 0 &&
         n > 0;
}

const PantauHttpHead *
pantau_connection_get_head (PantauConnection *self)
{
  return &self->head;
}

const char *
pantau_connection_get_address (PantauConnection *self)
{
  return self->address;
}
