/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asking a helper process what a file is. Decoders are where strangers' bytes do their worst; here they run in a process that has nothing, and whose
 * answer is one short line and as many pixels as it says, read as bytes from outside.
 */

#include "config.h"

#include "pantau-picture-ask.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-picture-wrap.h"

#define PICTURE    "pantau-picture"
#define DOCUMENT   "pantau-document"
#define LINE_LIMIT 8192 /* bytes */
#define CHUNK      65536

gboolean
pantau_picture_is_document (int fd)
{
  char head[5];

  return pread (fd, head, sizeof head, 0) == sizeof head && memcmp (head, "%PDF-", 5) == 0;
}

/* What the environment @variable names; beside the program; where it is being developed, in the next directory; else where it was installed. (transfer
 * full) (nullable) */
static char *
find_program (const char *name, const char *variable)
{
  const char *said = g_getenv (variable);
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *directory = self != NULL ? g_path_get_dirname (self) : NULL;
  char *candidates[] = {
    directory != NULL ? g_build_filename (directory, name, NULL) : NULL,
    directory != NULL ? g_build_filename (directory, "..", "helper", name, NULL) : NULL,
    g_build_filename (PANTAU_LIBEXECDIR, name, NULL),
  };
  char *found = said != NULL ? g_canonicalize_filename (said, NULL) : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      if (found == NULL && candidates[i] != NULL &&
          g_file_test (candidates[i], G_FILE_TEST_IS_EXECUTABLE))
        found = g_canonicalize_filename (candidates[i], NULL);
      g_free (candidates[i]);
    }

  return found;
}

/*
 * The child reads the file through an offset of its own: one that came by dup() would be moved under whoever else reads it. -1 with an error
 */
static int
open_again (int fd, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  int again = g_open (path, O_RDONLY | O_CLOEXEC, 0);

  if (again < 0)
    pantau_throw (error, PANTAU_ERROR_IO, _ ("the picture cannot be read: %s"), g_strerror (errno));

  return again;
}

/* What a decoder need not know of the person, nor the person's libraries of it. */
static void
strip_environment (GSubprocessLauncher *launcher)
{
  static const char *const betraying[] = { "HOME",
                                           "USER",
                                           "LOGNAME",
                                           "DISPLAY",
                                           "WAYLAND_DISPLAY",
                                           "XAUTHORITY",
                                           "DBUS_SESSION_BUS_ADDRESS",
                                           "SSH_AUTH_SOCK",
                                           "G_DEBUG",
                                           "G_MESSAGES_DEBUG" };

  for (gsize i = 0; i < G_N_ELEMENTS (betraying); i++)
    g_subprocess_launcher_unsetenv (launcher, betraying[i]);
}

static GSubprocess *
start (int fd, guint most, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *program = pantau_picture_is_document (fd)
                                 ? find_program (DOCUMENT, "PANTAU_DOCUMENT")
                                 : find_program (PICTURE, "PANTAU_PICTURE");
  g_autofree char *side = g_strdup_printf ("%u", most);
  const char *const drawn[] = { "--pixels", side, NULL };
  g_auto (GStrv) command = NULL;
  g_autoptr (GSubprocess) child = NULL;
  int input;

  if (program == NULL || !g_file_test (program, G_FILE_TEST_IS_EXECUTABLE))
    return pantau_throw_null (error, PANTAU_ERROR_FAILED,
                              _ ("the program that reads pictures is not installed"));
  input = open_again (fd, error);
  if (input < 0)
    return NULL;
  g_subprocess_launcher_take_stdin_fd (launcher, input);
  strip_environment (launcher);
  command = pantau_picture_wrap (program, most > 0 ? drawn : NULL);
  child = g_subprocess_launcher_spawnv (launcher, (const char *const *) command, NULL);
  if (child == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_FAILED,
                              _ ("the program that reads pictures could not be started"));

  return g_steal_pointer (&child);
}

/* Waits until @fd can be read: FALSE with an error where the time is over or somebody cancelled. */
static gboolean
wait_for (int fd, gint64 until, GCancellable *cancellable, GError **error)
{
  GPollFD polled[2] = { { .fd = fd, .events = G_IO_IN | G_IO_HUP } };
  guint n = cancellable != NULL && g_cancellable_make_pollfd (cancellable, &polled[1]) ? 2 : 1;
  gint64 left;
  int ready = 0;

  do
    {
      left = until - g_get_monotonic_time ();
      if (left > 0)
        ready = g_poll (polled, n, (int) (left / 1000) + 1);
    }
  while (left > 0 && (ready == 0 || (ready < 0 && errno == EINTR)));
  if (n == 2)
    g_cancellable_release_fd (cancellable);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  return ready > 0 ||
         pantau_throw (error, PANTAU_ERROR_FAILED, _ ("the picture took too long to read"));
}

/* What the child says until it has closed its output, at most @limit bytes and one that is too many. (transfer full) (nullable) */
static GByteArray *
read_answer (GSubprocess *child, gsize limit, GCancellable *cancellable, GError **error)
{
  int fd = g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (g_subprocess_get_stdout_pipe (child)));
  gint64 until = g_get_monotonic_time () + PANTAU_PICTURE_PATIENCE * G_TIME_SPAN_SECOND;
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK);
  gssize got = 1;

  while (got > 0 && answer->len <= limit)
    {
      if (!wait_for (fd, until, cancellable, error))
        return NULL;
      got = read (fd, chunk, MIN (CHUNK, limit + 1 - answer->len));
      if (got < 0 && errno == EINTR)
        got = 1;
      else if (got > 0)
        g_byte_array_append (answer, chunk, (guint) got);
    }

  return g_steal_pointer (&answer);
}

/* A child that was taken over may say anything; an empty object where that is no answer. (transfer full) */
static JsonObject *
parse (GBytes *answer, GBytes **pixels)
{
  gsize length;
  const char *text = g_bytes_get_data (answer, &length),
             *end = length > 0 ? memchr (text, '\n', MIN (length, LINE_LIMIT)) : NULL;
  gsize line = end != NULL ? (gsize) (end - text) : MIN (length, LINE_LIMIT);
  JsonObject *object = pantau_json_parse (text, line, LINE_LIMIT, NULL);

  if (pixels != NULL)
    *pixels = end != NULL ? g_bytes_new_from_bytes (answer, line + 1, length - line - 1)
                          : g_bytes_new (NULL, 0);

  return object != NULL ? object : json_object_new ();
}

JsonObject *
pantau_picture_ask (int fd, guint most, GBytes **pixels, GCancellable *cancellable, GError **error)
{
  g_autoptr (GSubprocess) child = start (fd, most, error);
  g_autoptr (GByteArray) said = NULL;
  g_autoptr (GBytes) answer = NULL;

  if (child == NULL)
    return NULL;
  said = read_answer (child, LINE_LIMIT + (gsize) most * most * 4, cancellable, error);
  /* Whatever it still does: it has said all that we want of it. */
  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, NULL);
  if (said == NULL)
    return NULL;
  answer = g_byte_array_free_to_bytes (g_steal_pointer (&said));

  return parse (answer, pixels);
}

static gboolean
throw_document (const char *reason, GError **error)
{
  if (g_strcmp0 (reason, "locked") == 0)
    return pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("the document is locked by a password"));
  if (g_strcmp0 (reason, "damaged") == 0)
    return pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("the document is damaged"));

  return pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("the document could not be read"));
}

gboolean
pantau_picture_throw (int fd, JsonObject *answer, GError **error)
{
  const char *reason = pantau_json_string (answer, "error");

  if (pantau_picture_is_document (fd))
    return throw_document (reason, error);
  if (g_strcmp0 (reason, "too-large") == 0)
    return pantau_throw (error, PANTAU_ERROR_TOO_LARGE,
                         _ ("the picture has too many pixels to be read"));
  if (g_strcmp0 (reason, "damaged") == 0)
    return pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("the picture is damaged"));
  if (g_strcmp0 (reason, "not-a-picture") == 0)
    return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                         _ ("the file is no picture (JPEG, PNG or WebP)"));
  if (g_strcmp0 (reason, "no-loader") == 0)
    return pantau_throw (error, PANTAU_ERROR_FAILED,
                         _ ("this computer has nothing that reads such pictures"));

  return pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("the picture could not be read"));
}

int
pantau_picture_open_bytes (GBytes *bytes, GError **error)
{
  gsize length, written = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  int fd = memfd_create (PICTURE, MFD_CLOEXEC);

  while (fd >= 0 && written < length)
    {
      gssize n = write (fd, data + written, length - written);

      if (n > 0)
        written += (gsize) n;
      else if (errno != EINTR)
        break;
    }
  if (fd >= 0 && written == length)
    return fd;

  pantau_throw (error, PANTAU_ERROR_IO, _ ("the picture cannot be read: %s"), g_strerror (errno));
  if (fd >= 0)
    close (fd);

  return -1;
}
