/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Warnings from an agency's server, at its pace, and from files. */

#include "config.h"

#include "pantau-warning-fetch.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-region.h"
#include "pantau-warning-http.h"
#include "pantau-warning-index.h"
#include "pantau-warning-rules.h"
#include "pantau-warning-xml.h"
#include "pantau-xml.h"

#define MAX_FILES 1000 /* of a folder */

static gint usual_pace; /* (atomic): ms; 0: what the data says */

/* A run. */
typedef struct
{
  PantauHome *home; /* (borrowed), and so are these */
  PantauWarningMatcher *matcher;
  PantauWarningFetched *fetched;
  GCancellable *cancellable; /* (nullable) */
  PantauWarningHttp *http;   /* (owned) (nullable) */
  gint64 next;               /* monotonic µs: not before this is the server asked again */
} Run;

void
pantau_warning_fetched_clear (PantauWarningFetched *self)
{
  g_clear_pointer (&self->fault, g_free);
}

void
pantau_warning_fetch_set_pace (guint ms)
{
  g_atomic_int_set (&usual_pace, (gint) ms);
}

static const PantauWarningRules *
rules_of (Run *self)
{
  return pantau_reference_get_warning_rules (pantau_home_get_reference (self->home));
}

/* Waits until it is time for one more request; FALSE where somebody cancelled meanwhile. */
static gboolean
keep_pace (Run *self, GError **error)
{
  gint pace = g_atomic_int_get (&usual_pace);
  gint64 now = g_get_monotonic_time ();

  if (pace == 0)
    pace = (gint) (60 * 1000 / pantau_warning_rules_get_pace (rules_of (self)));
  if (now < self->next)
    {
      GPollFD fd = { .fd = -1 };
      gboolean can_wake = g_cancellable_make_pollfd (self->cancellable, &fd);

      g_poll (&fd, can_wake ? 1 : 0, (gint) ((self->next - now) / 1000 + 1));
      if (can_wake)
        g_cancellable_release_fd (self->cancellable);
    }
  self->next = g_get_monotonic_time () + pace * G_TIME_SPAN_MILLISECOND;

  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static gboolean
take (Run *self, GBytes *bytes, const char *source, gboolean only_ours, GError **error)
{
  PantauWarningsOutcome outcome;

  if (!pantau_warnings_add (pantau_home_get_db (self->home), self->matcher, bytes, source,
                            only_ours, &outcome, NULL, error))
    return FALSE;

  switch (outcome)
    {
    case PANTAU_WARNINGS_ADDED:
      self->fetched->added++;
      break;
    case PANTAU_WARNINGS_KNOWN:
      self->fetched->known++;
      break;
    case PANTAU_WARNINGS_ELSEWHERE:
      self->fetched->elsewhere++;
      break;
    }

  return TRUE;
}

static void
note_unreadable (Run *self, const GError *reason)
{
  self->fetched->unreadable++;
  if (self->fetched->fault == NULL)
    self->fetched->fault = g_strdup (reason->message);
}

static gboolean
is_read (Run *self, const PantauWarningEntry *entry, gboolean *read, GError **error)
{
  gint64 count = 0;

  if (!pantau_db_integer (pantau_home_get_db (self->home), 0, &count, error,
                          "SELECT count(*) FROM warning_entry WHERE url = ?1 AND stamp = ?2", "ss",
                          entry->url, entry->stamp))
    return FALSE;
  *read = count > 0;

  return TRUE;
}

static gboolean
note_read (Run *self, const PantauWarningEntry *entry, GError **error)
{
  return pantau_db_run (pantau_home_get_db (self->home), error,
                        "INSERT INTO warning_entry (url, stamp, at) VALUES (?1, ?2, ?3) "
                        "ON CONFLICT (url) DO UPDATE SET stamp = ?2, at = ?3",
                        "ssi", entry->url, entry->stamp, g_get_real_time () / G_USEC_PER_SEC);
}

static gboolean
names_us (Run *self, const PantauWarningEntry *entry)
{
  g_autofree char *text = g_strdup_printf ("%s\n%s", entry->title, entry->text);
  g_autoptr (GArray) mentions = pantau_regions_scan (
      pantau_reference_get_regions (pantau_home_get_reference (self->home)), text);

  for (guint i = 0; i < mentions->len; i++)
    if (g_array_index (mentions, PantauRegionMention, i).region->level == 1)
      return TRUE;

  return FALSE;
}

/* What is to be asked for, entries that name our province first. */
static gboolean
choose_entries (Run *self, GPtrArray *entries, GPtrArray *chosen, GError **error)
{
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < entries->len; i++)
      {
        PantauWarningEntry *entry = g_ptr_array_index (entries, i);
        gboolean read;

        if (names_us (self, entry) != (round == 0))
          continue;
        if (!is_read (self, entry, &read, error))
          return FALSE;
        if (!read)
          g_ptr_array_add (chosen, entry);
      }

  return TRUE;
}

/* FALSE only where going on is of no use: the database, the network, somebody who cancelled. */
static gboolean
fetch_entry (Run *self, const PantauWarningEntry *entry, GError **error)
{
  g_autoptr (PantauWarningReply) reply = NULL;
  g_autoptr (GError) reason = NULL;

  if (!keep_pace (self, error))
    return FALSE;
  reply = pantau_warning_http_get (self->http, entry->url, NULL, NULL, PANTAU_WARNING_MAX_BYTES,
                                   self->cancellable, &reason);
  if (reply != NULL && take (self, reply->body, entry->url, TRUE, &reason))
    return note_read (self, entry, error);

  if (reply == NULL && !g_error_matches (reason, PANTAU_ERROR, PANTAU_ERROR_REFUSED) &&
      !g_error_matches (reason, PANTAU_ERROR, PANTAU_ERROR_TOO_LARGE))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (reply != NULL && !g_error_matches (reason, PANTAU_ERROR, PANTAU_ERROR_MALFORMED) &&
      !g_error_matches (reason, PANTAU_ERROR, PANTAU_ERROR_TOO_LARGE))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  note_unreadable (self, reason);

  return TRUE;
}

/* The edition of an index is noted only once all of it has been read: until then the server must give it again. */
static gboolean
note_index (Run *self, const char *url, const PantauWarningReply *reply, GError **error)
{
  gboolean whole = self->fetched->waiting == 0 && self->fetched->unreadable == 0;

  return pantau_db_run (
      pantau_home_get_db (self->home), error,
      "INSERT INTO warning_index (url, etag, modified, at) VALUES (?1, ?2, ?3, ?4) "
      "ON CONFLICT (url) DO UPDATE SET etag = ?2, modified = ?3, at = ?4",
      "sssi", url, whole ? reply->etag : "", whole ? reply->modified : "",
      g_get_real_time () / G_USEC_PER_SEC);
}

static gboolean
fetch_index (Run *self, const char *url, const PantauWarningReply *reply, GError **error)
{
  g_autoptr (GPtrArray) entries = pantau_warning_index_parse (reply->body, reply->url, error);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();

  if (entries == NULL || !choose_entries (self, entries, chosen, error))
    return FALSE;
  self->fetched->known += entries->len - chosen->len;
  for (guint i = 0; i < chosen->len; i++)
    {
      if (i == PANTAU_WARNING_FETCH_MOST)
        {
          self->fetched->waiting = chosen->len - i;
          break;
        }
      if (!fetch_entry (self, g_ptr_array_index (chosen, i), error))
        return FALSE;
    }

  return note_index (self, url, reply, error);
}

static gboolean
read_edition (Run *self, const char *url, char **etag, char **modified, GError **error)
{
  PantauStmt *stmt =
      pantau_db_query (pantau_home_get_db (self->home),
                       "SELECT etag, modified FROM warning_index WHERE url = ?1", "s", url);

  if (pantau_stmt_next (stmt))
    {
      *etag = g_strdup (pantau_stmt_text (stmt, 0));
      *modified = g_strdup (pantau_stmt_text (stmt, 1));
    }

  return pantau_stmt_finish (stmt, error);
}

/* What is neither is most likely the page of a Wi-Fi that wants to be signed in to. */
static gboolean
explain_page (GError **error)
{
  g_clear_error (error);

  return pantau_throw (error, PANTAU_ERROR_PORTAL,
                       _ ("what came is neither a list of early warnings nor one of them; a Wi-Fi "
                          "may want you to sign in first"));
}

static gboolean
run (Run *self, const char *url, GError **error)
{
  g_autofree char *etag = NULL, *modified = NULL;
  g_autoptr (PantauWarningReply) reply = NULL;

  if (!read_edition (self, url, &etag, &modified, error) || !keep_pace (self, error))
    return FALSE;
  reply = pantau_warning_http_get (self->http, url, etag, modified, PANTAU_WARNING_INDEX_MAX_BYTES,
                                   self->cancellable, error);
  if (reply == NULL)
    return FALSE;
  if (reply->body == NULL)
    {
      self->fetched->unchanged = TRUE;
      return pantau_db_run (pantau_home_get_db (self->home), error,
                            "UPDATE warning_index SET at = ?2 WHERE url = ?1", "si", url,
                            g_get_real_time () / G_USEC_PER_SEC);
    }
  if (pantau_warning_index_is (reply->body))
    return fetch_index (self, url, reply, error);

  return take (self, reply->body, url, FALSE, error) ||
         (error != NULL && g_error_matches (*error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED) &&
          explain_page (error));
}

gboolean
pantau_warning_fetch (PantauHome *home,
                      PantauWarningMatcher *matcher,
                      const char *url,
                      PantauWarningFetched *fetched,
                      GCancellable *cancellable,
                      GError **error)
{
  Run self = { .home = home, .matcher = matcher, .fetched = fetched, .cancellable = cancellable };
  gboolean ok;

  *fetched = (PantauWarningFetched){ 0 };
  if (url == NULL)
    url = pantau_warning_rules_get_url (rules_of (&self));
  self.http = pantau_warning_http_new ();
  ok = run (&self, url, error);
  pantau_warning_http_free (self.http);

  return ok;
}

static gboolean
read_one (Run *self, GFile *file, GError **error)
{
  g_autoptr (GBytes) bytes =
      pantau_xml_read_file (file, PANTAU_WARNING_INDEX_MAX_BYTES, self->cancellable, error);

  if (bytes == NULL)
    return FALSE;
  if (pantau_warning_index_is (bytes))
    return pantau_throw (error, PANTAU_ERROR_INVALID,
                         _ ("this is a list that only leads to early warnings: fetch it from its "
                            "address, or bring the warnings themselves"));

  return take (self, bytes, NULL, FALSE, error);
}

static gboolean
is_warning_name (const char *name)
{
  g_autofree char *small = g_ascii_strdown (name, -1);

  return g_str_has_suffix (small, ".xml") || g_str_has_suffix (small, ".cap");
}

static gboolean
read_folder (Run *self, GFile *folder, GError **error)
{
  g_autoptr (GFileEnumerator) files = g_file_enumerate_children (
      folder, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NONE, self->cancellable, error);
  GFileInfo *info = NULL;
  GFile *file;
  guint n = 0;

  while (files != NULL && n < MAX_FILES)
    {
      g_autoptr (GError) reason = NULL;

      if (!g_file_enumerator_iterate (files, &info, &file, self->cancellable, error))
        return FALSE;
      if (info == NULL)
        return TRUE;
      if (!is_warning_name (g_file_info_get_name (info)))
        continue;
      n++;
      if (!read_one (self, file, &reason))
        note_unreadable (self, reason);
    }

  return files != NULL;
}

gboolean
pantau_warning_read (PantauHome *home,
                     PantauWarningMatcher *matcher,
                     GFile *file,
                     PantauWarningFetched *fetched,
                     GCancellable *cancellable,
                     GError **error)
{
  Run self = { .home = home, .matcher = matcher, .fetched = fetched, .cancellable = cancellable };

  *fetched = (PantauWarningFetched){ 0 };
  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) == G_FILE_TYPE_DIRECTORY)
    return read_folder (&self, file, error);

  return read_one (&self, file, error);
}
