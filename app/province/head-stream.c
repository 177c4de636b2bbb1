/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A socket's input with bytes put back in front of it, and an ear for progress. */

#include "config.h"

#include "head-stream.h"

#include <string.h>

struct _PantauHeadStream
{
  GInputStream parent_instance;

  GInputStream *base; /* (owned) */
  GBytes *head;       /* (owned) (nullable): NULL once it is given */
  gsize given;        /* bytes of it */
  gsize total;        /* bytes that were read, of the head and behind it */

  PantauHeadStreamFunc progress; /* (nullable) */
  gpointer data;
};

static void pollable_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PantauHeadStream,
                               pantau_head_stream,
                               G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM, pollable_init))

static gssize
read_head (PantauHeadStream *self, void *buffer, gsize count)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (self->head, &size);

  count = MIN (count, size - self->given);
  memcpy (buffer, bytes + self->given, count);
  self->given += count;
  self->total += count;
  if (self->given == size)
    g_clear_pointer (&self->head, g_bytes_unref);

  return (gssize) count;
}

static gssize
report (PantauHeadStream *self, gssize n)
{
  if (n > 0)
    self->total += (gsize) n;
  if (n > 0 && self->progress != NULL)
    self->progress (self->data);

  return n;
}

static gssize
pantau_head_stream_read (
    GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  PantauHeadStream *self = PANTAU_HEAD_STREAM (stream);

  if (self->head != NULL)
    return read_head (self, buffer, count);

  return report (self, g_input_stream_read (self->base, buffer, count, cancellable, error));
}

static gboolean
pantau_head_stream_close (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static gssize
pantau_head_stream_read_nonblocking (GPollableInputStream *stream,
                                     void *buffer,
                                     gsize count,
                                     GError **error)
{
  PantauHeadStream *self = PANTAU_HEAD_STREAM (stream);

  if (self->head != NULL)
    return read_head (self, buffer, count);

  return report (self, g_pollable_input_stream_read_nonblocking (
                           G_POLLABLE_INPUT_STREAM (self->base), buffer, count, NULL, error));
}

static gboolean
pantau_head_stream_is_readable (GPollableInputStream *stream)
{
  PantauHeadStream *self = PANTAU_HEAD_STREAM (stream);

  return self->head != NULL ||
         g_pollable_input_stream_is_readable (G_POLLABLE_INPUT_STREAM (self->base));
}

static GSource *
pantau_head_stream_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  PantauHeadStream *self = PANTAU_HEAD_STREAM (stream);
  g_autoptr (GSource) child = NULL;

  if (self->head != NULL)
    child = g_timeout_source_new (0);
  else
    child = g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (self->base), NULL);

  return g_pollable_source_new_full (stream, child, cancellable);
}

static void
pantau_head_stream_finalize (GObject *object)
{
  PantauHeadStream *self = PANTAU_HEAD_STREAM (object);

  g_clear_object (&self->base);
  g_clear_pointer (&self->head, g_bytes_unref);

  G_OBJECT_CLASS (pantau_head_stream_parent_class)->finalize (object);
}

static void
pollable_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = pantau_head_stream_is_readable;
  iface->read_nonblocking = pantau_head_stream_read_nonblocking;
  iface->create_source = pantau_head_stream_create_source;
}

static void
pantau_head_stream_class_init (PantauHeadStreamClass *klass)
{
  GInputStreamClass *stream_class = G_INPUT_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pantau_head_stream_finalize;
  stream_class->read_fn = pantau_head_stream_read;
  stream_class->close_fn = pantau_head_stream_close;
}

static void
pantau_head_stream_init (PantauHeadStream *self)
{
}

PantauHeadStream *
pantau_head_stream_new (GInputStream *base, PantauHeadStreamFunc progress, gpointer data)
{
  PantauHeadStream *self = g_object_new (PANTAU_TYPE_HEAD_STREAM, NULL);

  g_return_val_if_fail (G_IS_POLLABLE_INPUT_STREAM (base), self);

  self->base = g_object_ref (base);
  self->progress = progress;
  self->data = data;

  return self;
}

void
pantau_head_stream_set_head (PantauHeadStream *self, GBytes *head)
{
  g_return_if_fail (self->head == NULL && self->given == 0);

  if (g_bytes_get_size (head) > 0)
    self->head = g_bytes_ref (head);
}

gsize
pantau_head_stream_get_given (PantauHeadStream *self)
{
  return self->total;
}

void
pantau_head_stream_detach (PantauHeadStream *self)
{
  self->progress = NULL;
}
