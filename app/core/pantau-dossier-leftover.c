/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Originals of evidence must not lie about under hidden names on a stick that goes from hand to hand. But the folder is somebody's own: whatever may be anything else
 * than half a bundle is left alone.
 */

#include "config.h"

#include "pantau-dossier-leftover.h"

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pantau-dossier-private.h"
#include "pantau-dossier-read.h"

#define LETTERS 6

gboolean
pantau_dossier_leftover_claim (int fd)
{
  return flock (fd, LOCK_EX | LOCK_NB) == 0;
}

/* “.NAME.pantau-XXXXXX” */
static gboolean
is_named_so (const char *name)
{
  static const char *const letters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  gsize length = strlen (name), mark = strlen (PANTAU_DOSSIER_LEFTOVER_MARK);
  const char *end;

  if (*name != '.' || length < 2 + mark + LETTERS)
    return FALSE;
  end = name + length - LETTERS;

  return strspn (end, letters) == LETTERS &&
         strncmp (end - mark, PANTAU_DOSSIER_LEFTOVER_MARK, mark) == 0;
}

/* A ZIP or a courier file that was begun, or not even that. */
static gboolean
is_half_file (int fd)
{
  static const guint8 zip[] = { 'P', 'K', 3, 4 }, courier[] = { '#', 'p', 'a', 'n' };
  guint8 head[sizeof zip];
  gssize n = pread (fd, head, sizeof head, 0);

  return n == 0 || (n == (gssize) sizeof head && (memcmp (head, zip, sizeof zip) == 0 ||
                                                  memcmp (head, courier, sizeof courier) == 0));
}

/* @name: "keys.txt", or "files/…" */
static void
remove_member (int folder, const char *name)
{
  const char *slash = strchr (name, '/');
  g_autofree char *within = slash != NULL ? g_strndup (name, (gsize) (slash - name)) : NULL;
  int fd;

  if (slash == NULL)
    {
      unlinkat (folder, name, 0);
      return;
    }
  /* No link leads out of it, whatever became of it since it was read. */
  fd = openat (folder, within, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0)
    return;
  unlinkat (fd, slash + 1, 0);
  close (fd);
}

/* Only where all that is in it has the name of a member. */
static gboolean
empty_folder (const char *path, int fd)
{
  static const char *const folders[] = { PANTAU_DOSSIER_FILES, PANTAU_DOSSIER_RECEIPTS };
  g_autoptr (PantauDossierReader) reader = pantau_dossier_reader_new (path, NULL);
  GPtrArray *members = reader != NULL ? pantau_dossier_reader_get_members (reader) : NULL;

  if (members == NULL)
    return FALSE;
  for (guint i = 0; i < members->len; i++)
    remove_member (fd, ((const PantauDossierMember *) g_ptr_array_index (members, i))->name);
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = g_strndup (folders[i], strlen (folders[i]) - 1);

      unlinkat (fd, folder, AT_REMOVEDIR);
    }

  return TRUE;
}

/* Whether @name is still what is open. */
static gboolean
is_same (int parent, const char *name, const struct stat *ours)
{
  struct stat info;

  return fstatat (parent, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && info.st_dev == ours->st_dev &&
         info.st_ino == ours->st_ino;
}

static void
remove_one (int parent, const char *directory, const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  int fd = openat (parent, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  struct stat info;

  if (fd < 0)
    return;
  if (fstat (fd, &info) == 0 && info.st_uid == geteuid () && pantau_dossier_leftover_claim (fd) &&
      is_same (parent, name, &info))
    {
      if (S_ISREG (info.st_mode) && is_half_file (fd))
        unlinkat (parent, name, 0);
      else if (S_ISDIR (info.st_mode) && empty_folder (path, fd))
        unlinkat (parent, name, AT_REMOVEDIR);
    }
  close (fd);
}

void
pantau_dossier_leftovers_remove (const char *parent)
{
  int fd = open (parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  g_autoptr (GDir) dir = fd >= 0 ? g_dir_open (parent, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (is_named_so (name))
      remove_one (fd, parent, name);
  if (fd >= 0)
    close (fd);
}

char *
pantau_dossier_leftover_template (const char *path)
{
  g_autofree char *parent = g_path_get_dirname (path), *name = g_path_get_basename (path);

  pantau_dossier_leftovers_remove (parent);

  return g_strdup_printf ("%s/.%s" PANTAU_DOSSIER_LEFTOVER_MARK "XXXXXX", parent, name);
}
