/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pushing a backlog to a province on loopback: entries per second until the last receipt is verified and stored on both
 * sides; bytes per record on the wire; both against what verification alone costs on one core, in the same run.
 *
 * bench-push HOME [LEVEL]: HOME is enrolled and holds the backlog (tests/bench/run makes it).
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pantau-sync.h"

/* Verifies lines of the home as the province does, on this one thread. */
static double
verify_rate (PantauHome *home, gint64 limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries =
      pantau_ledger_read_after (pantau_home_get_ledger (home), 0, (guint) limit, NULL, &error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  gint64 start;

  if (entries == NULL)
    g_error ("%s", error->message);
  for (guint i = 0; i < entries->len; i++)
    {
      GString *line = g_string_new (NULL);

      pantau_entry_append_line (g_ptr_array_index (entries, i), line);
      g_ptr_array_add (lines, g_string_free (line, FALSE));
    }

  start = g_get_monotonic_time ();
  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = g_ptr_array_index (lines, i);
      g_autoptr (PantauEntry) entry = pantau_entry_decode (line, strlen (line), &error);

      if (entry == NULL)
        g_error ("%s", error->message);
    }

  return lines->len * (double) G_USEC_PER_SEC / (double) (g_get_monotonic_time () - start);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauHome) home = NULL;
  PantauSyncOptions options = { .level = argc > 2 ? atoi (argv[2]) : 0 };
  PantauSyncResult result;
  double rate, seconds;
  gint64 start;

  if (argc < 2)
    return 1;
  home = pantau_home_open (argv[1], PANTAU_HOME_WRITE, &error);
  if (home == NULL)
    g_error ("%s", error->message);

  rate = verify_rate (home, 3000);
  start = g_get_monotonic_time ();
  if (!pantau_sync_run (home, &options, &result, NULL, &error))
    g_error ("%s", error->message);
  seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;

  printf ("push, zstd %s: %u entries in %.2f s: %.0f entries/s; verification alone %.0f/s a core, "
          "ratio %.2f; "
          "%.0f bytes a record on the wire\n",
          argc > 2 ? argv[2] : "by speed", result.pushed, seconds, result.pushed / seconds, rate,
          result.pushed / seconds / rate, (double) result.bytes_sent / result.pushed);

  return result.waiting == 0 ? 0 : 1;
}
