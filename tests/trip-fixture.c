/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The programs, started, asked and ended. */

#include "config.h"

#include "trip-fixture.h"

#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "pantau-json.h"
#include "pantau-reference.h"
#include "test-util.h"

struct _Trip
{
  char *dir;
  GSubprocess *province; /* (nullable): while it serves */
  GPid pid;
  char *url;
  guint16 port;
};

static const char *
program (const char *variable)
{
  const char *path = g_getenv (variable);

  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
    g_error ("%s must name the built program", variable);

  return path;
}

void
ran_free (Ran *self)
{
  g_free (self->out);
  g_free (self->err);
  g_free (self);
}

static int
ended (GSubprocess *process)
{
  return g_subprocess_get_if_signaled (process) ? -g_subprocess_get_term_sig (process)
                                                : g_subprocess_get_exit_status (process);
}

/* Bytes that are no text stay countable: a program that writes them is found by its reader. */
static char *
text_of (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_strndup (data != NULL ? data : "", length);
}

static Ran *
finish (GSubprocess *process, const char *input, gsize length)
{
  g_autoptr (GBytes) in = input != NULL ? g_bytes_new (input, length) : NULL;
  g_autoptr (GBytes) out = NULL, err = NULL;
  g_autoptr (GError) error = NULL;
  Ran *self = g_new0 (Ran, 1);

  /* A program that does not read to the end of its input breaks the pipe; what it said still counts. */
  g_subprocess_communicate (process, in, NULL, &out, &err, &error);
  if (error != NULL)
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
      g_subprocess_wait (process, NULL, NULL);
    }

  self->status = ended (process);
  self->out = out != NULL ? text_of (out) : g_strdup ("");
  self->err = err != NULL ? text_of (err) : g_strdup ("");

  return self;
}

Ran *
ran_finish (GSubprocess *process)
{
  return finish (process, NULL, 0);
}

/* In the child: a test that fails leaves nobody behind who serves on. */
static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static GSubprocess *
spawn_with (GPtrArray *argv, GSubprocessFlags flags)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (flags);
  const char *asan = g_getenv ("ASAN_OPTIONS");
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  /* Programs are started by the hundred; whole stacks of every malloc would make each ten times slower. */
  if (asan != NULL)
    {
      g_autofree char *fast = g_strconcat (asan, ":fast_unwind_on_malloc=1", NULL);

      g_subprocess_launcher_setenv (launcher, "ASAN_OPTIONS", fast, TRUE);
    }
  g_ptr_array_add (argv, NULL);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, &error);
  g_assert_no_error (error);

  return process;
}

static GSubprocess *
spawn (GPtrArray *argv, gboolean has_input)
{
  GSubprocessFlags flags = G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE;

  return spawn_with (argv, flags | (has_input ? G_SUBPROCESS_FLAGS_STDIN_PIPE : 0));
}

/* The command line of a program: its own two words, then what the caller gave. */
static GPtrArray *
command (const char *variable, const char *option, const char *path, va_list arguments)
{
  GPtrArray *argv = g_ptr_array_new ();
  const char *argument;

  g_ptr_array_add (argv, (gpointer) program (variable));
  g_ptr_array_add (argv, (gpointer) option);
  g_ptr_array_add (argv, (gpointer) path);
  while ((argument = va_arg (arguments, const char *)) != NULL)
    g_ptr_array_add (argv, (gpointer) argument);

  return argv;
}

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
  g_autoptr (GPtrArray) argv = command ("PANTAU_PROVINCE", "--dir", dir, arguments);
  g_autoptr (GSubprocess) process = spawn (argv, FALSE);

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

static char *
take_output (Ran *ran)
{
  g_autoptr (Ran) own = ran;

  if (ran->status != 0)
    g_error ("status %d: %s", ran->status, ran->err);

  return g_strstrip (g_steal_pointer (&own->out));
}

char *
trip_province_ok (Trip *self, ...)
{
  va_list arguments;
  Ran *ran;

  va_start (arguments, self);
  ran = province_v (self, arguments);
  va_end (arguments);

  return take_output (ran);
}

void
trip_start_with (Trip *self, const char *const *arguments)
{
  g_autofree char *dir = trip_path (self, PROVINCE);
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%u", self->port);
  const char *first[] = { program ("PANTAU_PROVINCE"), "--dir", dir, "serve", "--listen", listen };
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GDataInputStream) out = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  g_assert_null (self->province);
  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    g_ptr_array_add (argv, (gpointer) first[i]);
  for (gsize i = 0; arguments != NULL && arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) arguments[i]);

  self->province = spawn_with (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
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
  g_assert_cmpint (ended (self->province), ==, 0);
  g_clear_object (&self->province);

  return (g_get_monotonic_time () - started) / 1000;
}

void
trip_kill (Trip *self)
{
  g_subprocess_send_signal (self->province, SIGKILL);
  g_subprocess_wait (self->province, NULL, NULL);
  g_clear_object (&self->province);
}

Trip *
trip_new (gboolean practice)
{
  Trip *self = g_new0 (Trip, 1);
  g_autofree char *out = NULL;

  self->dir = test_dir_new ();
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

  test_dir_remove (self->dir);
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

static GSubprocess *
ctl_spawn (Trip *self, const char *home, gboolean has_input, va_list arguments)
{
  g_autofree char *dir = trip_path (self, home);
  g_autoptr (GPtrArray) argv = command ("PANTAUCTL", "--home", dir, arguments);

  return spawn (argv, has_input);
}

static Ran *
ctl_v (Trip *self, const char *home, va_list arguments)
{
  g_autoptr (GSubprocess) process = ctl_spawn (self, home, FALSE, arguments);

  return ran_finish (process);
}

Ran *
ctl (Trip *self, const char *home, ...)
{
  va_list arguments;
  Ran *ran;

  va_start (arguments, home);
  ran = ctl_v (self, home, arguments);
  va_end (arguments);

  return ran;
}

Ran *
ctl_input (Trip *self, const char *home, const char *input, gsize length, ...)
{
  g_autoptr (GSubprocess) process = NULL;
  va_list arguments;

  va_start (arguments, length);
  process = ctl_spawn (self, home, TRUE, arguments);
  va_end (arguments);

  return finish (process, input, length);
}

char *
ctl_ok (Trip *self, const char *home, ...)
{
  va_list arguments;
  Ran *ran;

  va_start (arguments, home);
  ran = ctl_v (self, home, arguments);
  va_end (arguments);

  return take_output (ran);
}

void
ctl_do (Trip *self, const char *home, ...)
{
  va_list arguments;
  Ran *ran;

  va_start (arguments, home);
  ran = ctl_v (self, home, arguments);
  va_end (arguments);
  g_free (take_output (ran));
}

GSubprocess *
ctl_start (Trip *self, const char *home, ...)
{
  GSubprocess *process;
  va_list arguments;

  va_start (arguments, home);
  process = ctl_spawn (self, home, FALSE, arguments);
  va_end (arguments);

  return process;
}

GStrv
ran_faults (Ran *self)
{
  g_auto (GStrv) lines = g_strsplit (self->err, "\n", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autoptr (JsonObject) object =
          pantau_json_parse (lines[i], strlen (lines[i]), 64 * 1024, NULL);
      g_autofree char *text = NULL;
      const char *message, *field;

      if (object == NULL)
        g_error ("not a fault: %s", lines[i]);
      g_assert_cmpuint (json_object_get_size (object), ==, 3);
      g_assert_true (json_object_has_member (object, "field"));
      message = pantau_json_string (object, "message");
      field = pantau_json_string (object, "field");
      g_assert_nonnull (message);
      g_assert_cmpuint (strlen (message), >, 3);
      g_assert_false (g_str_has_suffix (message, "."));
      g_assert_null (strchr (message, '\n'));
      g_assert_nonnull (pantau_json_string (object, "code"));

      text = g_strconcat (pantau_json_string (object, "code"), field != NULL ? " " : "",
                          field != NULL ? field : "", NULL);
      g_strv_builder_add (builder, text);
    }

  return g_strv_builder_end (builder);
}

void
ran_assert_fault (Ran *self, int status, const char *code, const char *field)
{
  g_auto (GStrv) faults = ran_faults (self);
  g_autofree char *expected = g_strconcat (code, field != NULL ? " " : "", field, NULL);

  g_assert_cmpuint (g_strv_length (faults), ==, 1);
  g_assert_cmpstr (faults[0], ==, expected);
  g_assert_cmpint (self->status, ==, status);
  g_assert_cmpstr (self->out, ==, "");
}

char *
ctl_record (Trip *self, const char *home, const char *kind, const char *json)
{
  char *id = take_output (
      ctl_input (self, home, json, strlen (json), "record", "--kind", kind, "-", NULL));

  g_assert_true (pantau_is_uuid (id));

  return id;
}

char *
sample_json (const char *kind)
{
  g_autofree char *name = g_strdup_printf ("contoh/%s.json", kind);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauReference) reference = pantau_reference_new (NULL, &error);
  g_autoptr (GBytes) bytes = NULL;

  g_assert_no_error (error);
  bytes = pantau_reference_read (reference, name, &error);
  g_assert_no_error (error);

  return text_of (bytes);
}

char *
record_json (const char *title, const char *region)
{
  return g_strdup_printf (
      "{\"title\":\"%s\",\"region\":\"%s\",\"occurred\":\"2024-02-13T06:15:00+07:00\","
      "\"narrative\":\"Air naik di jalan menuju TPS.\",\"severity\":2}",
      title, region);
}

GHashTable *
ctl_list (Trip *self, const char *home)
{
  g_autofree char *out = ctl_ok (self, home, "list", "--json", NULL);
  g_auto (GStrv) lines = g_strsplit (out, "\n", -1);
  GHashTable *list =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_object_unref);

  for (gsize i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autoptr (GError) error = NULL;
      JsonObject *object = pantau_json_parse (lines[i], strlen (lines[i]), 64 * 1024, &error);

      g_assert_no_error (error);
      g_assert_true (
          g_hash_table_insert (list, g_strdup (pantau_json_string (object, "id")), object));
    }

  return list;
}

JsonObject *
ctl_show (Trip *self, const char *home, const char *id)
{
  g_autofree char *out = ctl_ok (self, home, "show", id, "--json", NULL);
  g_autoptr (GError) error = NULL;
  JsonObject *object = pantau_json_parse (out, strlen (out), 1024 * 1024, &error);

  g_assert_no_error (error);

  return object;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
ctl_values (Trip *self, const char *home, const char *id, const char *field)
{
  g_autoptr (JsonObject) record = ctl_show (self, home, id);
  JsonObject *found = pantau_json_object (pantau_json_object (record, "fields"), field);
  JsonArray *values = found != NULL ? pantau_json_array (found, "values") : NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; values != NULL && i < json_array_get_length (values); i++)
    g_ptr_array_add (texts, pantau_json_canonical (json_object_get_member (
                                json_array_get_object_element (values, i), "value")));
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);

  return g_strjoinv (" | ", (char **) texts->pdata);
}

char *
ctl_state (Trip *self, const char *home, const char *id)
{
  g_autoptr (JsonObject) record = ctl_show (self, home, id);

  return g_strdup (pantau_json_string (record, "state"));
}

Synced
ctl_sync (Trip *self, const char *home)
{
  g_autofree char *out = ctl_ok (self, home, "--lang", "en", "sync", NULL);
  Synced synced;

  g_assert_cmpint (sscanf (out, "sent %u, received %u, waiting %u", &synced.sent, &synced.received,
                           &synced.waiting),
                   ==, 3);

  return synced;
}

void
ctl_verify (Trip *self, const char *home)
{
  ctl_do (self, home, "verify", NULL);
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
  struct timeval patience = { .tv_sec = 20 };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt (fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  g_assert_cmpint (connect (fd, (struct sockaddr *) &in, sizeof in), ==, 0);

  return fd;
}

char *
trip_raw (Trip *self, const char *request, gssize length, gsize *response_length)
{
  g_autoptr (GString) response = g_string_new (NULL);
  gsize size = length < 0 ? strlen (request) : (gsize) length, sent = 0;
  int fd = trip_connect (self);

  /* The province may answer before it has read everything: then what is left does not matter. */
  while (sent < size)
    {
      gssize n = send (fd, request + sent, size - sent, MSG_NOSIGNAL);

      if (n <= 0)
        break;
      sent += (gsize) n;
    }
  for (;;)
    {
      char chunk[16 * 1024];
      gssize n = recv (fd, chunk, sizeof chunk, 0);

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
