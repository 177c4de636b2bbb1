/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What taking a file over costs: pantau_attachment_new_for_path() (copied, hashed while it is copied, on the disk) against `sha256sum`, `cp` and `sync` of
 * the same bytes, alternating in one run so that both meet the same disk.
 *
 *   bench-import DIRECTORY
 */

#include "config.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>

#include "pantau-attachment.h"
#include "pantau-crypto.h"

#define MEBIBYTE (1024 * 1024)
#define TOTAL    400 /* MiB for each size, three rounds at least */
#define ROUNDS   25  /* at most */

static int
compare (const void *a, const void *b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Of an odd number. */
static double
median (double *values, guint n)
{
  qsort (values, n, sizeof *values, compare);

  return values[n / 2];
}

/* No two blocks alike: neither disk nor cache may guess them. */
static void
make_file (const char *path, guint mebibytes)
{
  g_autofree guint8 *block = g_malloc (MEBIBYTE);
  FILE *file = g_fopen (path, "we");

  for (guint i = 0; i < mebibytes; i++)
    {
      pantau_random_bytes (block, MEBIBYTE);
      g_assert (fwrite (block, 1, MEBIBYTE, file) == MEBIBYTE);
    }
  g_assert (fclose (file) == 0);
}

static double
time_import (PantauBlobs *blobs, const char *path)
{
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (PantauAttachment) file = pantau_attachment_new_for_path (blobs, path, NULL, &error);
  double spent = (double) (g_get_monotonic_time () - begin) / 1000;

  if (file == NULL)
    g_error ("%s", error->message);
  pantau_blobs_remove (blobs, file->hash, NULL);

  return spent;
}

static double
time_tools (const char *path, const char *copy)
{
  const char *argv[] = {
    "sh", "-c", "sha256sum \"$1\" >\"$2.sha256\" && cp \"$1\" \"$2\" && sync \"$2\"", "sh", path,
    copy, NULL
  };
  g_autofree char *sum = g_strconcat (copy, ".sha256", NULL);
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();
  double spent;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                     &error))
    g_error ("%s", error->message);
  spent = (double) (g_get_monotonic_time () - begin) / 1000;
  g_unlink (copy);
  g_unlink (sum);

  return spent;
}

static void
measure (const char *directory, guint mebibytes)
{
  g_autofree char *path = g_build_filename (directory, "asli.bin", NULL),
                  *copy = g_build_filename (directory, "salinan.bin", NULL),
                  *store = g_build_filename (directory, "blobs", NULL);
  g_autoptr (PantauBlobs) blobs = pantau_blobs_new (store);
  guint rounds = CLAMP (TOTAL / mebibytes, 3, ROUNDS) | 1;
  double ours[ROUNDS + 1], tools[ROUNDS + 1], a, b;

  make_file (path, mebibytes);
  time_import (blobs, path);
  time_tools (path, copy);
  for (guint i = 0; i < rounds; i++)
    {
      ours[i] = time_import (blobs, path);
      tools[i] = time_tools (path, copy);
    }
  a = median (ours, rounds);
  b = median (tools, rounds);
  printf (
      "import of %3u MiB: %7.1f ms; sha256sum, cp, sync: %7.1f ms; ratio %.2f (medians of %u)\n",
      mebibytes, a, b, a / b, rounds);
  fflush (stdout);
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  if (argc != 2)
    {
      fprintf (stderr, "bench-import DIRECTORY\n");
      return 1;
    }
  measure (argv[1], 1);
  measure (argv[1], 10);
  measure (argv[1], 100);

  return 0;
}
