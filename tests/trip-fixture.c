/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The programs, started, asked and ended. */

#include "config.h"

#include "trip-fixture.h"

#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "test-util.h"

struct _Trip
{
  char *dir;
  GSubprocess *province; /* (nullable): while it serves */
  GPid pid;
  char *url;
  guint16 port;
};

char *
trip_path (Trip *self, const char *name)
{
  return g_build_filename (self->dir, name, NULL);
}

char *
trip_province_path (Trip *self, const char *name)
{
  return g_build_filename (self->dir, PROVINCE, name, NULL);
}

const char *
trip_url (Trip *self)
{
  return self->url;
}

GPid
trip_pid (Trip *self)
{
  return self->pid;
}

static Ran *
province_v (Trip *self, va_list arguments)
{
  g_autofree char *dir = trip_path (self, PROVINCE);
  g_autoptr (GPtrArray) argv = ran_command ("PANTAU_PROVINCE", "--dir", dir, arguments);
  g_autoptr (GSubprocess) process = ran_spawn_piped (argv, FALSE);

  return ran_finish (process);
}

Ran *
trip_province (Trip *self, ...)
{
  va_list arguments;
  Ran *ran;

  va_start (arguments, self);
  ran = province_v (self, arguments);
  va_end (arguments);

  return ran;
}

char *
trip_province_ok (Trip *self, ...)
{
  va_list arguments;
  Ran *ran;

  va_start (arguments, self);
  ran = province_v (self, arguments);
  va_end (arguments);

  return ran_take_output (ran);
}

void
trip_start_with (Trip *self, const char *const *arguments)
{
  g_autofree char *dir = trip_path (self, PROVINCE);
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%u", self->port);
  const char *first[] = {
    ran_program ("PANTAU_PROVINCE"), "--dir", dir, "serve", "--listen", listen
  };
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GDataInputStream) out = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  g_assert_null (self->province);
  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    g_ptr_array_add (argv, (gpointer) first[i]);
  for (gsize i = 0; arguments != NULL && arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) arguments[i]);

  self->province = ran_spawn (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  self->pid = (GPid) g_ascii_strtoll (g_subprocess_get_identifier (self->province), NULL, 10);

  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->province));
  line = g_data_input_stream_read_line (out, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "ready http://127.0.0.1:"));
  g_free (self->url);
  self->url = g_strdup (line + strlen ("ready "));
  self->port = (guint16) g_ascii_strtoull (strrchr (line, ':') + 1, NULL, 10);
}

void
trip_start (Trip *self)
{
  trip_start_with (self, NULL);
}

gint64
trip_stop (Trip *self)
{
  gint64 started = g_get_monotonic_time ();

  g_subprocess_send_signal (self->province, SIGTERM);
  g_subprocess_wait (self->province, NULL, NULL);
  g_assert_cmpint (ran_ended (self->province), ==, 0);
  g_clear_object (&self->province);

  return (g_get_monotonic_time () - started) / 1000;
}

void
trip_kill (Trip *self)
{
  g_subprocess_send_signal (self->province, SIGKILL);
  g_subprocess_wait (self->province, NULL, NULL);
  g_clear_object (&self->province);
  self->pid = 0;
}

Trip *
trip_new (gboolean practice)
{
  g_autofree char *dir = test_dir_new ();

  return trip_new_in (dir, practice);
}

Trip *
trip_new_in (const char *dir, gboolean practice)
{
  Trip *self = g_new0 (Trip, 1);
  g_autofree char *out = NULL;

  self->dir = g_strdup (dir);
  out = practice ? trip_province_ok (self, "init", "--practice", NULL)
                 : trip_province_ok (self, "init", NULL);
  trip_start (self);

  return self;
}

void
trip_free (Trip *self)
{
  g_autofree char *out = NULL;

  if (self->province != NULL)
    trip_stop (self);
  out = trip_province_ok (self, "verify", NULL);

  test_dir_remove (g_steal_pointer (&self->dir));
  trip_abandon (self);
}

void
trip_abandon (Trip *self)
{
  g_assert_null (self->province);
  g_free (self->dir);
  g_free (self->url);
  g_free (self);
}

void
trip_copy (Trip *self, const char *from, const char *to)
{
  g_autofree char *source = trip_path (self, from), *target = trip_path (self, to);
  const char *copy[] = { "cp", "-a", source, target, NULL };

  if (g_file_test (target, G_FILE_TEST_EXISTS))
    test_dir_remove (g_strdup (target));
  g_assert_cmpint (test_run (copy, NULL, NULL), ==, 0);
}

char *
trip_invite (Trip *self, const char *role, const char *region)
{
  g_autofree char *person = g_strdup_printf ("{\"code\":\"%s-%s-%u\",\"name\":\"Sari %s\"}", role,
                                             region, g_random_int (), role);

  return trip_province_ok (self, "invite", "--role", role, "--region", region, "--person", person,
                           NULL);
}

void
trip_home (Trip *self, const char *home)
{
  ctl_do (self, home, "init", "--practice", NULL);
}

void
trip_enrolled (Trip *self, const char *home, const char *role, const char *region)
{
  g_autofree char *code = trip_invite (self, role, region);

  trip_home (self, home);
  ctl_do (self, home, "enroll", "--server", self->url, code, NULL);
}

static char *
db_path (Trip *self, const char *home)
{
  return g_build_filename (self->dir, home,
                           g_str_equal (home, PROVINCE) ? "province.db" : "pantau.db", NULL);
}

PantauDb *
trip_db (Trip *self, const char *home)
{
  g_autofree char *path = db_path (self, home);
  g_autoptr (GError) error = NULL;
  PantauDb *db = pantau_db_open (path, PANTAU_DB_READ_ONLY, &error);

  g_assert_no_error (error);

  return db;
}

gint64
trip_number (Trip *self, const char *home, const char *sql)
{
  g_autoptr (PantauDb) db = trip_db (self, home);
  g_autoptr (GError) error = NULL;
  gint64 number;

  pantau_db_integer (db, -1, &number, &error, sql, "");
  g_assert_no_error (error);

  return number;
}

GHashTable *
trip_set (Trip *self, const char *home, const char *sql)
{
  g_autoptr (PantauDb) db = trip_db (self, home);
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  PantauStmt *stmt = pantau_db_query (db, sql, "");
  g_autoptr (GError) error = NULL;

  while (pantau_stmt_next (stmt))
    g_hash_table_add (set, g_strdup (pantau_stmt_text (stmt, 0)));
  pantau_stmt_finish (stmt, &error);
  g_assert_no_error (error);

  return set;
}

void
trip_assert_holds (GHashTable *all, GHashTable *some)
{
  GHashTableIter iter;
  gpointer text;

  g_hash_table_iter_init (&iter, some);
  while (g_hash_table_iter_next (&iter, &text, NULL))
    if (!g_hash_table_contains (all, text))
      g_error ("%s is missing", (char *) text);
}

void
trip_sql (Trip *self, const char *home, const char *sql)
{
  g_autofree char *path = db_path (self, home);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauDb) db = pantau_db_open (path, PANTAU_DB_READ_WRITE, &error);

  g_assert_no_error (error);
  pantau_db_script (db, sql, &error);
  g_assert_no_error (error);
}

int
trip_connect (Trip *self)
{
  struct sockaddr_in in = { .sin_family = AF_INET,
                            .sin_port = htons (self->port),
                            .sin_addr = { htonl (INADDR_LOOPBACK) } };
  struct timeval patience = { .tv_sec = 60 };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (connect (fd, (struct sockaddr *) &in, sizeof in), ==, 0);
  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt (fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);

  return fd;
}

char *
trip_raw (Trip *self, const char *request, gssize length, gsize *response_length)
{
  g_autoptr (GString) response = g_string_new (NULL);
  gsize size = length < 0 ? strlen (request) : (gsize) length, sent = 0;
  int fd = trip_connect (self);

  /* Who was stopped and goes on is interrupted. The province may answer before it has read everything: then what is left does not matter. */
  while (sent < size)
    {
      gssize n = TEMP_FAILURE_RETRY (send (fd, request + sent, size - sent, MSG_NOSIGNAL));

      if (n <= 0)
        break;
      sent += (gsize) n;
    }
  for (;;)
    {
      char chunk[16 * 1024];
      gssize n = TEMP_FAILURE_RETRY (recv (fd, chunk, sizeof chunk, 0));

      g_assert_false (n < 0 && errno == EAGAIN); /* a hang */
      if (n <= 0)
        break;
      g_string_append_len (response, chunk, n);
    }
  close (fd);

  if (response_length != NULL)
    *response_length = response->len;

  return g_string_free (g_steal_pointer (&response), FALSE);
}

gint64
trip_metric (Trip *self, const char *name)
{
  g_autofree char *response = trip_raw (self, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n", -1, NULL);
  g_autofree char *line = g_strdup_printf ("\npantau_%s ", name);
  const char *found = strstr (response, line);

  g_assert_nonnull (found);

  return g_ascii_strtoll (found + strlen (line), NULL, 10);
}
