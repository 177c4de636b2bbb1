/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files on their way in words. */

#include "config.h"

#include "pantau-words-files.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"
#include "pantau-words.h"

char *
pantau_words_queued_name (const PantauQueuedFile *file)
{
  if (file->is_sealed)
    /* Translators: stands in place of a file's name */
    return g_strdup (_ ("Sealed identity"));
  if (*file->name != '\0')
    return pantau_words_clean (file->name);

  /* Translators: a file without a name; %s are the first letters of its hash */
  return g_strdup_printf (_ ("File %.8s"), file->hash);
}

const char *
pantau_words_upload_reason (const char *problem)
{
  if (g_strcmp0 (problem, "not-named") == 0)
    return _ ("no line that the province has names it");
  if (g_strcmp0 (problem, "too-large") == 0)
    return _ ("it is too large");

  return _ ("the province did not say why");
}

char *
pantau_words_bytes_of (goffset done, goffset total)
{
  g_autofree char *some = pantau_format_bytes ((guint64) MAX (done, 0)),
                  *all = pantau_format_bytes ((guint64) MAX (total, 0));

  /* Translators: how much of a file was sent: “1.2 MB of 4.8 MB” */
  return g_strdup_printf (_ ("%s of %s"), some, all);
}

char *
pantau_words_queued_state (const PantauQueuedFile *file)
{
  switch (file->state)
    {
    case PANTAU_QUEUED_LINE:
      return g_strdup (_ ("waits for its line, which goes first"));
    case PANTAU_QUEUED_PAUSED:
      return g_strdup (_ ("paused"));
    case PANTAU_QUEUED_WIFI:
      return g_strdup (_ ("waits for Wi-Fi"));
    case PANTAU_QUEUED_REFUSED:
      /* Translators: of a file that the province did not take; %s is the reason */
      return g_strdup_printf (_ ("not taken: %s"), pantau_words_upload_reason (file->reason));
    case PANTAU_QUEUED_MISSING:
      return g_strdup (_ ("not on this laptop, so it cannot be sent"));
    case PANTAU_QUEUED_WAITING:
      break;
    }

  return file->offset > 0 ? pantau_words_bytes_of (file->offset, file->size)
                          : g_strdup (_ ("waits to be sent"));
}

/* Nobody's line keeps what it promises to the second. */
static gint64
round_up (gint64 seconds)
{
  gint64 step = seconds < 60 * 60 ? 60 : seconds < 3 * 60 * 60 ? 5 * 60 : 30 * 60;

  return (seconds + step - 1) / step * step;
}

char *
pantau_words_time_left (gint64 seconds)
{
  g_autofree char *duration = NULL;

  if (seconds < 0 || seconds > 7 * 24 * 60 * 60)
    return NULL;
  if (seconds <= 45)
    return g_strdup (_ ("less than a minute left"));
  duration = pantau_format_duration (round_up (seconds));

  /* Translators: how long the sending of files still takes: “about 5 minutes left” */
  return g_strdup_printf (_ ("about %s left"), duration);
}

char *
pantau_words_wifi (guint files, goffset bytes)
{
  g_autofree char *number = pantau_format_integer (files),
                  *size = pantau_format_bytes ((guint64) bytes);

  if (files == 0)
    return NULL;

  return g_strdup_printf (
      ngettext ("%s file (%s) waits for Wi-Fi", "%s files (%s) wait for Wi-Fi", files), number,
      size);
}
