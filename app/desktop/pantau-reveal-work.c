/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the dialog asks of the session's threads. What an envelope held goes to and fro in its PantauIdentity, which wipes itself. */

#include "config.h"

#include "pantau-reveal-work.h"

#include "pantau-edit-identity.h"
#include "pantau-error.h"

/* The reason on its way to the writing thread. */
typedef struct
{
  char *record;
  char *seal;
  char *reason;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free (opening->record);
  g_free (opening->seal);
  g_free (opening->reason);
  g_free (opening);
}

static gpointer
open_in_thread (PantauHome *home, gpointer data, GError **error)
{
  const Opening *opening = data;
  char *entry = NULL;

  return pantau_edit_open_identity (home, opening->record, opening->seal, opening->reason, &entry,
                                    error)
             ? entry
             : NULL;
}

void
pantau_reveal_open (PantauSession *session,
                    const char *record,
                    const char *seal,
                    const char *reason,
                    GAsyncReadyCallback callback,
                    gpointer data)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->record = g_strdup (record);
  opening->seal = g_strdup (seal);
  opening->reason = g_strdup (reason);
  pantau_session_write (session, open_in_thread, opening, opening_free, g_free, callback, data);
}

char *
pantau_reveal_open_finish (PantauSession *session, GAsyncResult *result, GError **error)
{
  return pantau_session_write_finish (session, result, error);
}

/* Which opening, on its way to the thread that may wait. */
typedef struct
{
  char *entry;
  GCancellable *cancellable; /* (owned) */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_free (reading->entry);
  g_clear_object (&reading->cancellable);
  g_free (reading);
}

void
pantau_revealed_free (PantauRevealed *self)
{
  pantau_identity_free (self->identity);
  g_free (self);
}

static gpointer
reveal_in_thread (PantauHome *home, gpointer data, GError **error)
{
  const Reading *asked = data;
  PantauRevealed *revealed;
  PantauIdentity *identity = pantau_identity_reveal (home, asked->entry, asked->cancellable, error);

  if (identity == NULL)
    return NULL;
  revealed = g_new0 (PantauRevealed, 1);
  revealed->identity = identity;
  revealed->seconds = pantau_identity_time_left (home, asked->entry);

  return revealed;
}

void
pantau_reveal_read (PantauSession *session,
                    const char *entry,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer data)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->entry = g_strdup (entry);
  reading->cancellable = g_object_ref (cancellable);
  pantau_session_send (session, reveal_in_thread, reading, reading_free,
                       (GDestroyNotify) pantau_revealed_free, callback, data);
}

PantauRevealed *
pantau_reveal_finish (PantauSession *session, GAsyncResult *result, GError **error)
{
  return pantau_session_write_finish (session, result, error);
}

gboolean
pantau_reveal_may_pass (const GError *error)
{
  return g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_REFUSED) ||
         g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_UNREACHABLE) ||
         g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_OVERLOADED) ||
         g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_PORTAL);
}
