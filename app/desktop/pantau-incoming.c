/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clipboard and drops, as bytes. A stream of whoever owns the selection is read in pieces, each of them shorter than a frame. */

#define G_LOG_DOMAIN "pantau-incoming"

#include "config.h"

#include "pantau-incoming.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-blob.h"
#include "pantau-paste.h"

#define PIECE (64 * 1024)

static const char *const text_types[] = { "text/plain;charset=utf-8", "text/plain", NULL };
static const char *const picture_types[] = { "image/png", "image/jpeg", "image/webp", NULL };

/* What is read into, and what is still to be read. */
typedef struct
{
  PantauIncoming *incoming; /* (owned) */
  GInputStream *stream;     /* (owned) (nullable): of the piece under way */
  GByteArray *bytes;        /* (owned): what it gave so far */
  gsize limit;
  gboolean is_text;
} Reading;

static PantauIncoming *
incoming_new (void)
{
  PantauIncoming *self = g_new0 (PantauIncoming, 1);

  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_file_source_free);
  self->left = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
pantau_incoming_free (PantauIncoming *self)
{
  g_clear_pointer (&self->text, g_bytes_unref);
  g_free (self->text_name);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->left);
  g_free (self);
}

gboolean
pantau_incoming_is_empty (const PantauIncoming *self)
{
  return self->text == NULL && self->files->len == 0;
}

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_clear_pointer (&self->incoming, pantau_incoming_free);
  g_clear_object (&self->stream);
  g_byte_array_unref (self->bytes);
  g_free (self);
}

static GTask *
task_new (gpointer source, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (source, NULL, callback, data);
  Reading *reading = g_new0 (Reading, 1);

  reading->incoming = incoming_new ();
  reading->bytes = g_byte_array_new ();
  g_task_set_source_tag (task, pantau_incoming_read_clipboard);
  g_task_set_task_data (task, reading, reading_free);

  return task;
}

static void
end (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&reading->incoming),
                         (GDestroyNotify) pantau_incoming_free);
}

/* All that the stream gave, or as much of it as anybody wants. */
static void
take_bytes (Reading *reading)
{
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (g_steal_pointer (&reading->bytes));
  g_autoptr (PantauFileSource) picture = NULL;

  reading->bytes = g_byte_array_new ();
  if (reading->is_text)
    reading->incoming->text = g_steal_pointer (&bytes);
  else if (g_bytes_get_size (bytes) > 0)
    g_ptr_array_add (reading->incoming->files, pantau_file_source_new_for_bytes (bytes, NULL));
}

static void
was_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) piece =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize length = piece != NULL ? g_bytes_get_size (piece) : 0;

  if (piece == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (length > 0)
    g_byte_array_append (reading->bytes, g_bytes_get_data (piece, NULL), (guint) length);
  if (length > 0 && reading->bytes->len <= reading->limit)
    {
      g_input_stream_read_bytes_async (reading->stream, PIECE, G_PRIORITY_DEFAULT, NULL, was_read,
                                       g_steal_pointer (&task));
      return;
    }
  /* Half a picture is none; of a text that is too long nothing is taken over either, but who reads it says so. */
  if (!reading->is_text && reading->bytes->len > reading->limit)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "%s",
                               _ ("the picture is larger than 100 MiB"));
      return;
    }
  take_bytes (reading);
  end (task);
}

/* Takes @stream, to its end or to one byte over the limit. */
static void
read_stream (GTask *task, GInputStream *stream, gboolean is_text)
{
  Reading *reading = g_task_get_task_data (task);

  reading->stream = stream;
  reading->is_text = is_text;
  reading->limit = is_text ? PANTAU_PASTE_LIMIT : PANTAU_BLOB_LIMIT;
  g_input_stream_read_bytes_async (stream, PIECE, G_PRIORITY_DEFAULT, NULL, was_read, task);
}

static void
stream_came (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  const char *type = NULL;
  GError *error = NULL;
  GInputStream *stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, &type, &error);

  if (stream == NULL)
    g_task_return_error (task, error);
  else
    read_stream (g_steal_pointer (&task), stream, type == NULL || g_str_has_prefix (type, "text/"));
}

static void
file_was_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GFileInputStream *stream = g_file_read_finish (G_FILE (source), result, &error);

  if (stream == NULL)
    g_task_return_error (task, error);
  else
    read_stream (g_steal_pointer (&task), G_INPUT_STREAM (stream), TRUE);
}

/* The text of a chat, as programs export it (Telegram under its own names alone); what else is text is a file like any other. */
static gboolean
is_text_file (const char *name)
{
  g_autofree char *small = g_utf8_strdown (name, -1);

  return g_str_has_suffix (small, ".txt") || g_str_equal (small, "result.json") ||
         (g_str_has_prefix (small, "messages") && g_str_has_suffix (small, ".html"));
}

/* A link that was dropped is one, whatever the desktop makes of it: it is never fetched. (transfer full) (nullable) */
static char *
dup_link (GFile *file)
{
  g_autofree char *scheme = g_file_get_uri_scheme (file);
  static const char *const files[] = { "file", "mtp", "gphoto2", "afc", "smb", "recent", NULL };

  return scheme == NULL || g_strv_contains (files, scheme) ? NULL : g_file_get_uri (file);
}

static void
take_files (GTask *task, GSList *files)
{
  Reading *reading = g_task_get_task_data (task);
  PantauIncoming *incoming = reading->incoming;
  g_autoptr (GFile) text = NULL;

  for (GSList *l = files; l != NULL; l = l->next)
    {
      g_autoptr (PantauFileSource) source = pantau_file_source_new_for_file (l->data);
      g_autofree char *link = dup_link (l->data);

      if (link != NULL && incoming->text == NULL)
        incoming->text = g_bytes_new (link, strlen (link));
      else if (link != NULL)
        g_ptr_array_add (incoming->left, g_steal_pointer (&link));
      else if (!is_text_file (source->name))
        g_ptr_array_add (incoming->files, g_steal_pointer (&source));
      else if (text == NULL && incoming->text == NULL)
        {
          g_set_object (&text, l->data);
          incoming->text_name = g_strdup (source->name);
        }
      else
        g_ptr_array_add (incoming->left, g_strdup (source->name));
    }
  if (text != NULL)
    g_file_read_async (text, G_PRIORITY_DEFAULT, NULL, file_was_opened, task);
  else
    {
      end (task);
      g_object_unref (task);
    }
}

static void
files_came (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);
  g_autoptr (GSList) files =
      value != NULL ? gdk_file_list_get_files (g_value_get_boxed (value)) : NULL;

  if (value == NULL)
    g_task_return_error (task, error);
  else
    take_files (g_steal_pointer (&task), files);
}

static gboolean
has_one_of (GdkContentFormats *formats, const char *const *types)
{
  for (gsize i = 0; types[i] != NULL; i++)
    if (gdk_content_formats_contain_mime_type (formats, types[i]))
      return TRUE;

  return FALSE;
}

void
pantau_incoming_read_clipboard (GdkClipboard *clipboard,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  g_autoptr (GTask) task = task_new (clipboard, callback, data);
  /* What is in this program's own clipboard says its types of GLib alone. */
  g_autoptr (GdkContentFormats) formats = gdk_content_formats_union_serialize_mime_types (
      gdk_content_formats_ref (gdk_clipboard_get_formats (clipboard)));

  if (gdk_content_formats_contain_mime_type (formats, "text/uri-list"))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL,
                                    files_came, g_steal_pointer (&task));
  else if (has_one_of (formats, text_types))
    gdk_clipboard_read_async (clipboard, (const char **) text_types, G_PRIORITY_DEFAULT, NULL,
                              stream_came, g_steal_pointer (&task));
  else if (has_one_of (formats, picture_types))
    gdk_clipboard_read_async (clipboard, (const char **) picture_types, G_PRIORITY_DEFAULT, NULL,
                              stream_came, g_steal_pointer (&task));
  else
    end (task);
}

static void
encode (GTask *task, gpointer source, gpointer texture, GCancellable *cancellable)
{
  PantauIncoming *incoming = incoming_new ();
  g_autoptr (GBytes) png = gdk_texture_save_to_png_bytes (texture);

  g_ptr_array_add (incoming->files, pantau_file_source_new_for_bytes (png, NULL));
  g_task_return_pointer (task, incoming, (GDestroyNotify) pantau_incoming_free);
}

void
pantau_incoming_read_value (const GValue *value, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = task_new (NULL, callback, data);
  Reading *reading = g_task_get_task_data (task);

  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

      take_files (g_steal_pointer (&task), files);
    }
  else if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    {
      g_task_set_task_data (task, g_value_dup_object (value), g_object_unref);
      g_task_run_in_thread (task, encode);
    }
  else
    {
      const char *text = G_VALUE_HOLDS_STRING (value) ? g_value_get_string (value) : NULL;

      if (text != NULL)
        reading->incoming->text = g_bytes_new (text, strnlen (text, PANTAU_PASTE_LIMIT + 1));
      end (task);
    }
}

PantauIncoming *
pantau_incoming_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
