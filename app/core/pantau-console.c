/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences, progress and exit statuses of the programs without a window. */

#include "config.h"

#include "pantau-console.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-json.h"

#define CHUNK (64 * 1024)

static gboolean as_json = FALSE;

void
pantau_console_set_json (gboolean json)
{
  as_json = json;
}

void
pantau_console_fault (const char *code, const char *field, const char *message)
{
  if (as_json)
    {
      g_autoptr (JsonObject) object = json_object_new ();
      g_autofree char *text = NULL;

      json_object_set_string_member (object, "code", code);
      if (field != NULL)
        json_object_set_string_member (object, "field", field);
      else
        json_object_set_null_member (object, "field");
      json_object_set_string_member (object, "message", message);
      text = pantau_json_object_text (object);
      fprintf (stderr, "%s\n", text);
    }
  else if (field != NULL && strstr (message, field) == NULL)
    fprintf (stderr, "%s: %s\n", field, message);
  else
    fprintf (stderr, "%s\n", message);
}

int
pantau_console_fail (const GError *error)
{
  pantau_console_fault (pantau_error_name (error), NULL, error->message);

  return pantau_error_is_temporary (error) ? PANTAU_EXIT_TEMPORARY : PANTAU_EXIT_FAILED;
}

void
pantau_console_tell_erased (gint64 n)
{
  g_autofree char *number = pantau_format_integer (n);

  if (n > 0)
    printf (ngettext ("%s of them has no content any more: erased by law, as two persons asked\n",
                      "%s of them have no content any more: erased by law, as two persons asked\n",
                      (gulong) n),
            number);
}

void
pantau_console_progress (gint64 done, gint64 total, gpointer data)
{
  static gint64 last = 0;
  gint64 now = g_get_monotonic_time ();

  if (!isatty (STDERR_FILENO) || (now - last < G_USEC_PER_SEC / 10 && done < total))
    return;
  last = now;

  fprintf (stderr, "\r%s: %" G_GINT64_FORMAT " / %" G_GINT64_FORMAT "%s", (const char *) data, done,
           total, done >= total ? "\n" : "");
  fflush (stderr);
}

/* The file's bytes, however it says it is long: a pipe has no length and a device no end. */
static char *
read_descriptor (int fd, const char *path, gsize limit, gsize *length, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (;;)
    {
      guint8 chunk[CHUNK];
      gssize n = read (fd, chunk, sizeof chunk);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return pantau_throw_null (error, PANTAU_ERROR_IO, _ ("cannot read “%s”: %s"), path,
                                  g_strerror (errno));
      if (n == 0)
        break;
      if (bytes->len + (gsize) n > limit)
        return pantau_throw_null (error, PANTAU_ERROR_TOO_LARGE,
                                  _ ("“%s” is larger than %zu bytes"), path, limit);
      g_byte_array_append (bytes, chunk, (guint) n);
    }

  *length = bytes->len;
  g_byte_array_append (bytes, (const guint8 *) "", 1);

  return (char *) g_byte_array_free (g_steal_pointer (&bytes), FALSE);
}

/* Whether what was opened can be read to its end; with @plain, no more than a plain file. */
static gboolean
check_sort (int fd, const char *path, gboolean plain, GError **error)
{
  struct stat info;

  if (fstat (fd, &info) != 0)
    return TRUE; /* read() will say why */
  if (S_ISDIR (info.st_mode))
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” is a directory, not a file"), path);
  if (plain && !S_ISREG (info.st_mode))
    return pantau_throw (error, PANTAU_ERROR_INVALID,
                         _ ("“%s” is no plain file, but a device or a pipe"), path);

  return TRUE;
}

static char *
read_path (const char *path, gboolean plain, gsize limit, gsize *length, GError **error)
{
  gboolean is_stdin = g_str_equal (path, "-");
  /* A pipe that nobody writes to must not keep us before we know that it is one. */
  int flags = O_RDONLY | O_CLOEXEC | (plain ? O_NONBLOCK | O_NOCTTY : 0);
  int fd = is_stdin ? STDIN_FILENO : open (path, flags);
  char *text = NULL;

  if (fd < 0)
    return pantau_throw_null (error, errno == ENOENT ? PANTAU_ERROR_NOT_FOUND : PANTAU_ERROR_IO,
                              _ ("cannot read “%s”: %s"), path, g_strerror (errno));
  if (check_sort (fd, path, plain && !is_stdin, error))
    text = read_descriptor (fd, path, limit, length, error);
  if (!is_stdin)
    close (fd);

  return text;
}

char *
pantau_console_read (const char *path, gsize limit, gsize *length, GError **error)
{
  return read_path (path, FALSE, limit, length, error);
}

char *
pantau_console_read_plain (const char *path, gsize limit, gsize *length, GError **error)
{
  return read_path (path, TRUE, limit, length, error);
}
