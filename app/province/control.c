/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The control socket of a serving province. */

#include "config.h"

#include "control.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "courier-exchange.h"
#include "pantau-error.h"
#include "pantau-json.h"

#define SOCKET_NAME "control.sock"
#define LINE_LIMIT  (64 * 1024)
#define TIMEOUT     30

/* Reference-counted: a question that is under way when the service ends still needs it. */
struct _PantauControl
{
  PantauProvince *province; /* (unowned) */
  PantauWriter *writer;     /* (unowned) (nullable): NULL once the service has ended */
  PantauCourier *courier;   /* (unowned) (nullable) */
  GSocketService *service;
  GCancellable *ended; /* (owned): of what is read */
  char *path;
};

/* One question on its way through the writer. */
typedef struct
{
  PantauControl *control;        /* (owned) */
  GSocketConnection *connection; /* (owned) */
  GDataInputStream *input;       /* (owned) */
  JsonObject *request;           /* (owned) (nullable) */
  JsonObject *answer;            /* (owned) (nullable): of the last run */
  guint8 *body;                  /* (owned) (nullable): what follows the request */
  GByteArray *reply;             /* (owned) (nullable): the answer's line, and what follows it */
} Question;

static void
control_clear (PantauControl *self)
{
  g_clear_object (&self->service);
  g_clear_object (&self->ended);
  g_free (self->path);
}

static void
question_free (Question *question)
{
  g_clear_object (&question->input);
  g_clear_object (&question->connection);
  g_clear_pointer (&question->request, json_object_unref);
  g_clear_pointer (&question->answer, json_object_unref);
  g_clear_pointer (&question->reply, g_byte_array_unref);
  g_free (question->body);
  g_rc_box_release_full (question->control, (GDestroyNotify) control_clear);
  g_free (question);
}

/*
 * A unix socket's path has room for 107 bytes, a directory's has more; by its descriptor it is always short. The
 * descriptor must stay open as long as the address is used.
 */
static GSocketAddress *
short_address (const char *directory, int *fd)
{
  g_autofree char *path = NULL;

  *fd = g_open (directory, O_PATH | O_DIRECTORY | O_CLOEXEC, 0);
  if (*fd < 0)
    return NULL;
  path = g_strdup_printf ("/proc/self/fd/%d/" SOCKET_NAME, *fd);

  return g_unix_socket_address_new (path);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = data;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (question->connection), NULL, NULL);
  question_free (question);
}

static gboolean
run_job (PantauBook *book, gpointer data, GError **error)
{
  Question *question = data;

  g_clear_pointer (&question->answer, json_object_unref);

  return pantau_command_run (question->control->province, book, question->request,
                             &question->answer, error);
}

/* Writes the answer, and behind it @parts (nullable) (element-type GBytes). */
static void
reply (Question *question, GPtrArray *parts)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (question->connection));
  g_autofree char *json = pantau_json_object_text (question->answer);

  question->reply = g_byte_array_new ();
  g_byte_array_append (question->reply, (const guint8 *) json, (guint) strlen (json));
  g_byte_array_append (question->reply, (const guint8 *) "\n", 1);
  for (guint i = 0; parts != NULL && i < parts->len; i++)
    {
      gsize size;
      const guint8 *bytes = g_bytes_get_data (g_ptr_array_index (parts, i), &size);

      g_byte_array_append (question->reply, bytes, (guint) size);
    }
  g_output_stream_write_all_async (output, question->reply->data, question->reply->len,
                                   G_PRIORITY_DEFAULT, NULL, answered_cb, question);
}

static void
done_cb (gpointer data, const GError *error)
{
  Question *question = data;

  if (error != NULL)
    {
      JsonObject *failure = json_object_new ();

      g_clear_pointer (&question->answer, json_object_unref);
      question->answer = json_object_new ();
      json_object_set_string_member (failure, "code", pantau_error_name (error));
      json_object_set_null_member (failure, "field");
      json_object_set_string_member (failure, "message", error->message);
      json_object_set_object_member (question->answer, "error", failure);
    }
  reply (question, NULL);
}

/* ---- Parcels ---- */

static void
taken_cb (PantauCourierOutcome *outcome, gpointer data)
{
  Question *question = data;

  question->answer = pantau_courier_describe (outcome);
  reply (question, outcome->answers);
}

static void
body_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  g_autoptr (GBytes) frame = NULL;
  PantauCourierPost post;
  gsize length, got;

  if (!pantau_courier_read_length (question->request, &length) ||
      !g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &got, NULL) ||
      got != length || question->control->courier == NULL)
    {
      question_free (question);
      return;
    }
  frame = g_bytes_new_take (g_steal_pointer (&question->body), length);
  pantau_courier_read_post (question->request, frame, &post);
  pantau_courier_submit (question->control->courier, &post, taken_cb, question);
}

static void
read_parcel (Question *question)
{
  gsize length;

  if (!pantau_courier_read_length (question->request, &length))
    {
      question_free (question);
      return;
    }
  question->body = g_malloc (length);
  g_input_stream_read_all_async (G_INPUT_STREAM (question->input), question->body, length,
                                 G_PRIORITY_DEFAULT, question->control->ended, body_cb, question);
}

static void
line_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  gsize length;
  g_autofree char *line =
      g_data_input_stream_read_line_finish (question->input, result, &length, NULL);

  question->request = line != NULL ? pantau_json_parse (line, length, LINE_LIMIT, NULL) : NULL;
  if (question->request == NULL || question->control->writer == NULL)
    {
      question_free (question);
      return;
    }
  if (g_strcmp0 (pantau_json_string (question->request, "command"), "courier") == 0)
    read_parcel (question);
  else
    pantau_writer_submit (question->control->writer, run_job, done_cb, question);
}

static gboolean
incoming_cb (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  Question *question = g_new0 (Question, 1);

  question->control = g_rc_box_acquire (data);
  question->connection = g_object_ref (connection);
  g_socket_set_timeout (g_socket_connection_get_socket (connection), TIMEOUT);
  question->input =
      g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_data_input_stream_read_line_async (question->input, G_PRIORITY_DEFAULT,
                                       question->control->ended, line_cb, question);

  return TRUE;
}

PantauControl *
pantau_control_new (PantauProvince *province, PantauWriter *writer, GError **error)
{
  g_autoptr (PantauControl) self = g_rc_box_new0 (PantauControl);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean ok;
  int fd;

  self->province = province;
  self->writer = writer;
  self->path = g_build_filename (pantau_province_get_path (province), SOCKET_NAME, NULL);
  self->service = g_socket_service_new ();
  self->ended = g_cancellable_new ();
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);

  /* We hold the directory's lock, so a socket that is there belongs to nobody any more. */
  g_unlink (self->path);
  address = short_address (pantau_province_get_path (province), &fd);
  ok = address != NULL && g_socket_listener_add_address (
                              G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                              G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, &local_error);
  if (fd >= 0)
    close (fd);
  if (!ok || g_chmod (self->path, 0600) != 0)
    return pantau_throw_null (error, PANTAU_ERROR_IO, _ ("the control socket cannot be made: %s"),
                              local_error != NULL ? local_error->message : g_strerror (errno));

  return g_steal_pointer (&self);
}

void
pantau_control_free (PantauControl *self)
{
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_cancellable_cancel (self->ended);
  self->writer = NULL;
  self->courier = NULL;
  g_unlink (self->path);
  g_rc_box_release_full (self, (GDestroyNotify) control_clear);
}

void
pantau_control_set_courier (PantauControl *self, PantauCourier *courier)
{
  self->courier = courier;
}

static GSocketConnection *
call (const char *path)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = NULL;
  GSocketConnection *connection = NULL;
  int fd;

  address = short_address (path, &fd);
  g_socket_client_set_timeout (client, TIMEOUT);
  if (address != NULL)
    connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);
  if (fd >= 0)
    close (fd);

  return connection;
}

/* The answer's line as an object; NULL where it did not come. */
static JsonObject *
read_answer (GDataInputStream *input, GError **error)
{
  gsize length;
  g_autofree char *line = g_data_input_stream_read_line (input, &length, NULL, NULL);

  return line != NULL ? pantau_json_parse_known (line, error)
                      : pantau_throw_null (error, PANTAU_ERROR_UNREACHABLE,
                                           _ ("the serving program did not answer"));
}

static gboolean
read_rest (GDataInputStream *input, JsonObject *answer, GBytes **rest, GError **error)
{
  gsize length = (gsize) MAX (pantau_json_integer (answer, "length", 0), 0), got;
  g_autofree guint8 *bytes = g_try_malloc (MAX (length, 1));

  if (bytes == NULL ||
      !g_input_stream_read_all (G_INPUT_STREAM (input), bytes, length, &got, NULL, NULL) ||
      got != length)
    return pantau_throw (error, PANTAU_ERROR_UNREACHABLE, _ ("the serving program did not answer"));
  *rest = g_bytes_new_take (g_steal_pointer (&bytes), length);

  return TRUE;
}

JsonObject *
pantau_control_send (
    const char *path, JsonObject *request, GBytes *body, GBytes **answer_body, GError **error)
{
  g_autoptr (GSocketConnection) connection = call (path);
  g_autofree char *json = pantau_json_object_text (request), *line = NULL;
  g_autoptr (GDataInputStream) input = NULL;
  g_autoptr (JsonObject) answer = NULL;
  GOutputStream *output;
  const void *bytes = NULL;
  gsize length = 0;

  if (connection == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_UNREACHABLE, _ ("nobody serves “%s”"), path);

  line = g_strconcat (json, "\n", NULL);
  output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  if (body != NULL)
    bytes = g_bytes_get_data (body, &length);
  if (!g_output_stream_write_all (output, line, strlen (line), NULL, NULL, NULL) ||
      !g_output_stream_write_all (output, bytes, length, NULL, NULL, NULL))
    return pantau_throw_null (error, PANTAU_ERROR_UNREACHABLE,
                              _ ("the serving program did not answer"));

  input = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  answer = read_answer (input, error);
  if (answer == NULL || (answer_body != NULL && !read_rest (input, answer, answer_body, error)))
    return NULL;

  return g_steal_pointer (&answer);
}

JsonObject *
pantau_control_ask (const char *path, JsonObject *request, GError **error)
{
  return pantau_control_send (path, request, NULL, NULL, error);
}
