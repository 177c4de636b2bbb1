/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small files with a secret in them. */

#include "config.h"

#include "pantau-secretfile.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "pantau-error.h"

static gboolean
write_all (int fd, const char *text)
{
  gsize length = strlen (text);

  for (gsize done = 0; done < length;)
    {
      gssize n = write (fd, text + done, length - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      done += (gsize) n;
    }

  return fsync (fd) == 0;
}

/* That the name is there too after a power cut; what file systems cannot do is no failure. */
static void
sync_directory (const char *path)
{
  g_autofree char *directory = g_path_get_dirname (path);
  int fd = g_open (directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

gboolean
pantau_secretfile_create (const char *path, const char *text, GError **error)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600), code;
  gboolean ok;

  if (fd < 0)
    {
      code = errno;
      if (code == EEXIST)
        return pantau_throw (error, PANTAU_ERROR_CONFLICT, _ ("“%s” exists already"), path);
      return pantau_throw (error, PANTAU_ERROR_IO, _ ("cannot write “%s”: %s"), path,
                           g_strerror (code));
    }

  ok = write_all (fd, text);
  code = errno;
  close (fd);
  if (!ok)
    {
      g_unlink (path);
      return pantau_throw_write (error, path, code);
    }
  sync_directory (path);

  return TRUE;
}

char *
pantau_secretfile_read (const char *path, gsize limit, gsize *length, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &local_error);
  g_autofree char *text = g_malloc0 (limit + 2);

  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), text, limit + 1, length,
                                                  NULL, &local_error))
    return pantau_throw_null (error,
                              g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
                                  ? PANTAU_ERROR_NOT_FOUND
                                  : PANTAU_ERROR_IO,
                              _ ("cannot read “%s”: %s"), path, local_error->message);

  return g_steal_pointer (&text);
}
