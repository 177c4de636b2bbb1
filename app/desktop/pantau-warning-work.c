/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fetching, reading and following up early warnings, away from the main loop. */

#define G_LOG_DOMAIN "pantau-warning-work"

#include "config.h"

#include "pantau-warning-work.h"

#include "pantau-warning-fetch.h"
#include "pantau-warning-open.h"
#include "pantau-words-warning.h"

typedef struct
{
  GFile *file;               /* (owned) (nullable): NULL: from the agency */
  GCancellable *cancellable; /* (owned) (nullable): of reading */
  char *id;                  /* (nullable): of the warning whose risks are opened */
  GStrv kecamatan;           /* (nullable) */
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  g_clear_object (&self->file);
  g_clear_object (&self->cancellable);
  g_free (self->id);
  g_strfreev (self->kecamatan);
  g_free (self);
}

static gpointer
bring_in_thread (PantauHome *home, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *self = data;
  g_autoptr (PantauWarningMatcher) matcher =
      pantau_warning_matcher_new (pantau_home_get_reference (home), error);
  g_autofree char *url = pantau_home_get_setting (home, PANTAU_SETTING_WARNINGS_URL);
  g_auto (PantauWarningFetched) fetched = { 0 };
  gboolean ok;

  if (matcher == NULL)
    return NULL;
  ok = self->file != NULL
           ? pantau_warning_read (home, matcher, self->file, &fetched, cancellable, error)
           : pantau_warning_fetch (home, matcher, url, &fetched, cancellable, error);

  return ok ? pantau_words_warning_fetched (&fetched) : NULL;
}

static gpointer
read_in_thread (PantauHome *home, gpointer data, GError **error)
{
  return bring_in_thread (home, data, ((Work *) data)->cancellable, error);
}

/* An agency may be slow for as long as it is asked: nothing else waits with it, a file that somebody brings neither. */
void
pantau_warning_work_fetch (PantauSession *session,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  pantau_session_fetch (session, PANTAU_PEER_AGENCY, bring_in_thread, g_new0 (Work, 1), work_free,
                        g_free, cancellable, callback, data);
}

void
pantau_warning_work_read (PantauSession *session,
                          GFile *file,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  Work *self = g_new0 (Work, 1);

  g_set_object (&self->file, file);
  g_set_object (&self->cancellable, cancellable);
  pantau_session_send (session, read_in_thread, self, work_free, g_free, callback, data);
}

char *
pantau_warning_work_finish (PantauSession *session, GAsyncResult *result, GError **error)
{
  return pantau_session_write_finish (session, result, error);
}

static gpointer
open_in_thread (PantauHome *home, gpointer data, GError **error)
{
  Work *self = data;
  g_autoptr (PantauWarningMatcher) matcher =
      pantau_warning_matcher_new (pantau_home_get_reference (home), error);

  if (matcher == NULL)
    return NULL;

  return pantau_warning_open_risks (home, matcher, self->id, (const char *const *) self->kecamatan,
                                    pantau_home_clock (home), NULL, error);
}

void
pantau_warning_work_open (PantauSession *session,
                          const char *id,
                          const char *const *kecamatan,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  Work *self = g_new0 (Work, 1);

  self->id = g_strdup (id);
  self->kecamatan = g_strdupv ((char **) kecamatan);
  pantau_session_write (session, open_in_thread, self, work_free, (GDestroyNotify) g_strfreev,
                        callback, data);
}

GStrv
pantau_warning_work_open_finish (PantauSession *session, GAsyncResult *result, GError **error)
{
  return pantau_session_write_finish (session, result, error);
}
