/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bodies that are too large for memory: requests that wait for a disk, and answers that are read from one. A thread reads the
 * next piece once nothing of the answer is left to write; the main thread only hands it over.
 */

#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "request-private.h"

/* Large enough to keep a fast line busy, small enough that a slow one holds little. */
#define PIECE (128 * 1024)

void
pantau_request_hold_body (PantauRequest *self)
{
  if (self->message == NULL || self->held_body || self->handed)
    return;

  self->held_body = TRUE;
  soup_server_message_pause (self->message);
}

void
pantau_request_go_on (PantauRequest *self)
{
  if (!self->held_body)
    return;

  self->held_body = FALSE;
  if (self->message != NULL)
    soup_server_message_unpause (self->message);
}

gboolean
pantau_request_has_unread (PantauRequest *self)
{
  return self->message != NULL && self->connection != NULL &&
         pantau_connection_has_unread (self->connection);
}

goffset
pantau_request_get_length (PantauRequest *self)
{
  const PantauHttpHead *head =
      self->connection != NULL ? pantau_connection_get_head (self->connection) : NULL;

  if (head == NULL)
    return 0;

  return head->chunked ? -1 : MAX (head->content_length, 0);
}

void
pantau_request_abort (PantauRequest *self)
{
  g_autoptr (PantauConnection) connection = NULL;
  GIOStream *stream;

  if (self->message == NULL)
    return;

  connection = g_object_ref (self->connection);
  pantau_request_set_gone (self);
  stream = soup_server_message_steal_connection (self->message);
  g_clear_object (&stream);
  pantau_connection_abort (connection);
}

void
pantau_request_set_user (PantauRequest *self, gpointer user, GDestroyNotify destroy)
{
  GDestroyNotify destroy_old = g_steal_pointer (&self->user_destroy);
  gpointer old = g_steal_pointer (&self->user);

  self->user = user;
  self->user_destroy = destroy;
  if (destroy_old != NULL)
    destroy_old (old);
}

gpointer
pantau_request_get_user (PantauRequest *self)
{
  return self->user;
}

/* A file on its way out. */
typedef struct
{
  gatomicrefcount ref_count;
  PantauRequest *request; /* (owned) */
  int fd;
  goffset at;
  goffset left;
  guint64 read;
  PantauRequestSent sent; /* (nullable) */
  gpointer data;

  /* Of the last piece. */
  guint8 *piece; /* (owned) (nullable) */
  gssize length; /* negative: it could not be read */
} Outflow;

static void
outflow_unref (Outflow *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  if (self->sent != NULL)
    self->sent (self->read, self->data);
  close (self->fd);
  g_free (self->piece);
  pantau_request_unref (self->request);
  g_free (self);
}

static gboolean
hand_over_cb (gpointer data)
{
  Outflow *self = data;
  SoupServerMessage *message = self->request->message;

  if (message == NULL)
    return G_SOURCE_REMOVE;
  if (self->length <= 0)
    {
      pantau_request_abort (self->request);
      return G_SOURCE_REMOVE;
    }

  self->at += self->length;
  self->left -= self->length;
  self->read += (guint64) self->length;
  soup_message_body_append_take (soup_server_message_get_response_body (message),
                                 g_steal_pointer (&self->piece), (gsize) self->length);
  soup_server_message_unpause (message); /* it paused itself when it found nothing to write */

  return G_SOURCE_REMOVE;
}

void
pantau_request_read_piece (gpointer data, gpointer user_data)
{
  Outflow *self = data;
  gsize wanted = (gsize) MIN (self->left, PIECE);
  g_autoptr (GSource) idle = g_idle_source_new ();

  self->piece = g_malloc (wanted);
  do
    self->length = pread (self->fd, self->piece, wanted, self->at);
  while (self->length < 0 && errno == EINTR);

  g_source_set_priority (idle, G_PRIORITY_DEFAULT);
  g_source_set_callback (idle, hand_over_cb, self, (GDestroyNotify) outflow_unref);
  g_source_attach (idle, self->request->context);
}

static void
read_next (Outflow *self)
{
  if (self->left == 0 || self->request->state == NULL)
    return;

  g_atomic_ref_count_inc (
      &self->ref_count); /* goes from thread to main thread, where it is dropped */
  g_thread_pool_push (self->request->state->readers, self, NULL);
}

static void
wrote_chunk_cb (SoupServerMessage *message, gpointer data)
{
  read_next (data);
}

static void
outflow_closure_cb (gpointer data, GClosure *closure)
{
  outflow_unref (data);
}

void
pantau_request_reply_file (PantauRequest *self,
                           guint status,
                           const char *content_type,
                           int fd,
                           goffset offset,
                           goffset length,
                           PantauRequestSent sent,
                           gpointer data)
{
  Outflow *flow = g_new0 (Outflow, 1);
  SoupServerMessage *message = self->gone ? NULL : self->message;
  SoupMessageHeaders *headers;

  g_atomic_ref_count_init (&flow->ref_count);
  flow->request = pantau_request_ref (self);
  flow->fd = fd;
  flow->at = offset;
  flow->left =
      message != NULL && soup_server_message_get_method (message) == SOUP_METHOD_HEAD ? 0 : length;
  flow->sent = sent;
  flow->data = data;

  if (message != NULL)
    {
      headers = soup_server_message_get_response_headers (message);
      soup_message_headers_replace (headers, "Content-Type", content_type);
      soup_message_headers_set_content_length (headers, length);
      pantau_request_hold (self, PIECE);
      g_atomic_ref_count_inc (&flow->ref_count);
      g_signal_connect_data (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), flow,
                             outflow_closure_cb, 0);
      read_next (flow);
    }
  pantau_request_reply (self, status, NULL, NULL);
  outflow_unref (flow);
}
