/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A proxy that keeps what goes through it. */

#include "config.h"

#include "tap-fixture.h"

#include <string.h>

#include "pantau-codec.h"
#include "pantau-db.h"
#include "pantau-pack-after.h"

#define DECODED_LIMIT (64 * 1024 * 1024)

struct _Tap
{
  GThread *thread;
  GSocketListener *listener;
  GCancellable *ending;
  GPtrArray *threads; /* of GThread: one for each connection, joined at the end; the accepting thread's */
  char *directory;
  char *ledger;
  char *url;
  guint16 port;

  GMutex mutex;
  guint count;
};

/* One direction of one connection. */
typedef struct
{
  GInputStream *from;
  GOutputStream *to;
  GSocket *end; /* whose writing is over when @from is */
  GByteArray *heard;
} Flow;

/* By the lines of whichever device these are: who listens knows the sums, and whoever holds the ledger has the lines. */
static GBytes *
unpack_by_ledger (Tap *self, const PantauKnownName *name, const char *pack, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauDb) db = pantau_db_open (self->ledger, PANTAU_DB_READ_ONLY, &error);
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_free);
  PantauStmt *stmt;

  g_assert_no_error (error);
  stmt = pantau_db_query (db, "SELECT DISTINCT device FROM entry", "");
  while (pantau_stmt_next (stmt))
    g_ptr_array_add (devices, g_strdup (pantau_stmt_text (stmt, 0)));
  pantau_stmt_finish (stmt, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < devices->len; i++)
    {
      g_autoptr (PantauKnown) known =
          pantau_known_read (db, devices->pdata[i], name->last, name->n, NULL);

      if (known != NULL && g_str_equal (known->sum, name->sum))
        return pantau_unpack_after (known, pack, length, DECODED_LIMIT, NULL);
    }

  return NULL;
}

/* A search that cannot look into what was said would find nothing in it: that all of it is read is asserted. */
static GBytes *
unpack (Tap *self, const char *pack, gsize length)
{
  g_autoptr (GError) error = NULL;
  PantauKnownName name;
  GBytes *lines;

  pantau_pack_after_read (pack, length, &name, &error);
  g_assert_no_error (error);
  lines = name.n == 0 ? pantau_unpack_after (NULL, pack, length, DECODED_LIMIT, NULL)
                      : unpack_by_ledger (self, &name, pack, length);
  g_assert_nonnull (lines);

  return lines;
}

/* What is decoded is written beside what was heard; an exchange has one head and one body each way. */
static void
keep (Tap *self, guint number, const char *way, const GByteArray *heard)
{
  g_autofree char *name = g_strdup_printf ("%05u-%s", number, way);
  g_autofree char *path = g_build_filename (self->directory, name, NULL);
  g_autofree char *decoded = g_strconcat (path, ".decoded", NULL);
  const char *bytes = (const char *) heard->data;
  const char *end = heard->len > 0 ? memmem (bytes, heard->len, "\r\n\r\n", 4) : NULL;
  g_autofree char *head = end != NULL ? g_ascii_strdown (bytes, end - bytes) : NULL;
  PantauCoding coding = PANTAU_CODING_IDENTITY;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, bytes, heard->len, &error);
  g_assert_no_error (error);
  if (head == NULL)
    return;
  if (strstr (head, "content-encoding: zstd") != NULL)
    coding = PANTAU_CODING_ZSTD;
  else if (strstr (head, "content-encoding: gzip") != NULL)
    coding = PANTAU_CODING_GZIP;
  else if (strstr (head, "content-type: " PANTAU_PACK_AFTER_TYPE) != NULL)
    body = unpack (self, end + 4, heard->len - (gsize) (end + 4 - bytes));
  else
    return;
  /* A body that was cut off is no less heard, but cannot be decoded. */
  if (body == NULL)
    body = pantau_codec_decode (coding, end + 4, heard->len - (gsize) (end + 4 - bytes),
                                DECODED_LIMIT, NULL);
  if (body != NULL)
    g_file_set_contents (decoded, g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body),
                         &error);
  g_assert_no_error (error);
}

static gpointer
pump (gpointer data)
{
  Flow *flow = data;
  guint8 buffer[16384];
  gssize n;

  while ((n = g_input_stream_read (flow->from, buffer, sizeof buffer, NULL, NULL)) > 0)
    {
      g_byte_array_append (flow->heard, buffer, (guint) n);
      if (!g_output_stream_write_all (flow->to, buffer, (gsize) n, NULL, NULL, NULL))
        break;
    }
  g_socket_shutdown (flow->end, FALSE, TRUE, NULL);

  return NULL;
}

typedef struct
{
  Tap *tap;
  GSocketConnection *client; /* (owned) */
} Visit;

static gpointer
run_visit (gpointer data)
{
  g_autofree Visit *visit = data;
  g_autoptr (GSocketConnection) client = visit->client;
  Tap *self = visit->tap;
  g_autoptr (GSocketClient) connector = g_socket_client_new ();
  g_autoptr (GSocketConnection) server =
      g_socket_client_connect_to_host (connector, "127.0.0.1", self->port, NULL, NULL);
  GThread *back;
  guint number;

  if (server == NULL)
    return NULL; /* the province is down: so is the wire */

  g_mutex_lock (&self->mutex);
  number = ++self->count;
  g_mutex_unlock (&self->mutex);

  {
    g_autoptr (GByteArray) up = g_byte_array_new (), down = g_byte_array_new ();
    Flow there = { g_io_stream_get_input_stream (G_IO_STREAM (client)),
                   g_io_stream_get_output_stream (G_IO_STREAM (server)),
                   g_socket_connection_get_socket (server), up };
    Flow here = { g_io_stream_get_input_stream (G_IO_STREAM (server)),
                  g_io_stream_get_output_stream (G_IO_STREAM (client)),
                  g_socket_connection_get_socket (client), down };

    back = g_thread_new ("tap", pump, &here);
    pump (&there);
    g_thread_join (back);
    keep (self, number, "up", up);
    keep (self, number, "down", down);
  }

  return NULL;
}

/* Waits without a main loop: one that another thread stops may leak the source of its cancellable (GLib 2.74). */
static gpointer
serve (gpointer data)
{
  Tap *self = data;
  GSocketConnection *client;

  while ((client = g_socket_listener_accept (self->listener, NULL, self->ending, NULL)) != NULL)
    {
      Visit *visit = g_new0 (Visit, 1);

      visit->tap = self;
      visit->client = client;
      g_ptr_array_add (self->threads, g_thread_new ("visit", run_visit, visit));
    }

  return NULL;
}

Tap *
tap_new (guint16 port, const char *ledger, const char *directory)
{
  Tap *self = g_new0 (Tap, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) mine = NULL;
  g_autoptr (GError) error = NULL;

  self->port = port;
  self->directory = g_strdup (directory);
  self->ledger = g_strdup (ledger);
  g_mkdir_with_parents (directory, 0700);
  g_mutex_init (&self->mutex);
  self->ending = g_cancellable_new ();
  self->threads = g_ptr_array_new ();
  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, &mine, &error);
  g_assert_no_error (error);

  self->url = g_strdup_printf ("http://127.0.0.1:%u",
                               g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (mine)));
  self->thread = g_thread_new ("tap", serve, self);

  return self;
}

void
tap_free (Tap *self)
{
  g_cancellable_cancel (self->ending);
  g_thread_join (self->thread);
  for (guint i = 0; i < self->threads->len; i++)
    g_thread_join (g_ptr_array_index (self->threads, i));
  g_ptr_array_unref (self->threads);
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_object_unref (self->ending);
  g_mutex_clear (&self->mutex);
  g_free (self->directory);
  g_free (self->ledger);
  g_free (self->url);
  g_free (self);
}

const char *
tap_url (Tap *self)
{
  return self->url;
}

guint
tap_count (Tap *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->count;
}
