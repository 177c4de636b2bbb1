/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of situation reports. A file is written beside its place and renamed, so that a report is there as a whole or as it was before. */

#include "config.h"

#include "pantau-lapsit-file.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-lapsit-verify.h"
#include "pantau-pii.h"
#include "pantau-totals.h"

#define DAY       86400
#define WIB       (7 * 3600)
#define SUFFIX    ".json"
#define MAX_ID    80
#define MAX_TRIES 1000 /* reports of one hour and region */
#define PEMPROV   "pemprov"
#define DESK      "desk"

static char *
folder_of (PantauHome *home)
{
  return g_build_filename (pantau_home_get_path (home), PANTAU_LAPSIT_FOLDER, NULL);
}

/* Small letters, digits, hyphens and dots between them: never a path. */
static gboolean
is_id (const char *id)
{
  gsize length = strlen (id);

  if (length == 0 || length > MAX_ID || !g_ascii_isalnum (id[0]))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_islower (id[i]) && !g_ascii_isdigit (id[i]) && id[i] != '-' &&
        (id[i] != '.' || id[i + 1] == '.' || id[i + 1] == '\0'))
      return FALSE;

  return TRUE;
}

/* (transfer full) (nullable): NULL with an error where @id is no name */
static char *
path_of (PantauHome *home, const char *id, GError **error)
{
  g_autofree char *folder = folder_of (home), *name = g_strconcat (id, SUFFIX, NULL);

  if (!is_id (id))
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, _ ("“%s” is no name of a report"), id);

  return g_build_filename (folder, name, NULL);
}

static gboolean
throw_file (GError **error, const GError *cause, const char *path)
{
  gboolean is_full = g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOSPC);

  return pantau_throw (error, is_full ? PANTAU_ERROR_FULL : PANTAU_ERROR_IO, "%s: %s", path,
                       cause->message);
}

static gboolean
write_report (PantauHome *home, const PantauLapsit *self, GError **error)
{
  g_autofree char *folder = folder_of (home), *path = path_of (home, self->id, error);
  g_autofree char *text = pantau_lapsit_to_json (self);
  g_autoptr (GError) local_error = NULL;

  if (path == NULL)
    return FALSE;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return pantau_throw (error, errno == ENOSPC ? PANTAU_ERROR_FULL : PANTAU_ERROR_IO, "%s: %s",
                         folder, g_strerror (errno));

  return g_file_set_contents_full (path, text, (gssize) strlen (text),
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, &local_error) ||
         throw_file (error, local_error, path);
}

static PantauLapsit *
read_report (const char *path, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PantauLapsit) self = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &local_error))
    {
      if (g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        pantau_throw (error, PANTAU_ERROR_NOT_FOUND, _ ("there is no such report"));
      else
        throw_file (error, local_error, path);
      return NULL;
    }
  self = pantau_lapsit_from_json (text, length, error);
  if (self != NULL && !pantau_lapsit_is_intact (self))
    return pantau_throw_null (error, PANTAU_ERROR_DAMAGED,
                              _ ("the report “%s” is not what was written: its hash differs"),
                              self->id);

  return g_steal_pointer (&self);
}

PantauLapsit *
pantau_lapsit_load (PantauHome *home, const char *id, GError **error)
{
  g_autofree char *path = path_of (home, id, error);
  g_autoptr (PantauLapsit) self = path != NULL ? read_report (path, error) : NULL;

  if (self != NULL && !g_str_equal (self->id, id))
    return pantau_throw_null (error, PANTAU_ERROR_DAMAGED,
                              _ ("the report “%s” is not what was written: its hash differs"), id);

  return g_steal_pointer (&self);
}

static int
compare_kept (gconstpointer a, gconstpointer b)
{
  const PantauLapsit *left = *(PantauLapsit *const *) a, *right = *(PantauLapsit *const *) b;

  if (left->until != right->until)
    return left->until < right->until ? 1 : -1;
  if (left->made != right->made)
    return left->made < right->made ? 1 : -1;

  return strcmp (right->id, left->id);
}

GPtrArray *
pantau_lapsit_list_kept (PantauHome *home, GError **error)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_lapsit_free);
  g_autofree char *folder = folder_of (home);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &local_error);
  const char *name;

  if (dir == NULL)
    {
      if (g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return g_steal_pointer (&kept);
      throw_file (error, local_error, folder);
      return NULL;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr (GError) damage = NULL;
      g_autofree char *path = g_build_filename (folder, name, NULL);
      PantauLapsit *self;

      if (!g_str_has_suffix (name, SUFFIX))
        continue;
      self = read_report (path, &damage);
      if (self != NULL)
        g_ptr_array_add (kept, self);
      else
        g_message ("%s: %s", name, damage->message);
    }
  g_ptr_array_sort (kept, compare_kept);

  return g_steal_pointer (&kept);
}

static gboolean
is_previous (const PantauLapsit *self, const PantauLapsitOrder *order)
{
  return self->period == order->period && g_str_equal (self->region, order->region) &&
         g_strcmp0 (self->election, order->election) == 0 && self->until < order->until &&
         self->until >= order->until - PANTAU_LAPSIT_REACH_DAYS * (gint64) DAY &&
         g_str_equal (self->role, order->role);
}

PantauLapsit *
pantau_lapsit_load_previous (PantauHome *home, const PantauLapsit *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauLapsit) previous =
      self->previous != NULL ? pantau_lapsit_load (home, self->previous, &error) : NULL;

  /* One of the same name that was made anew is another one. */
  if (previous != NULL && g_strcmp0 (previous->hash, self->previous_hash) != 0)
    return NULL;

  return g_steal_pointer (&previous);
}

static gboolean
may_report (const PantauPerson *person, GError **error)
{
  if (person == NULL)
    return pantau_throw (error, PANTAU_ERROR_NOT_ENROLLED,
                         _ ("a situation report is made by somebody whom the province knows; "
                            "register this laptop first"));

  return g_str_equal (person->role, DESK) || g_str_equal (person->role, "identity") ||
         g_str_equal (person->role, PEMPROV) ||
         pantau_throw (error, PANTAU_ERROR_REFUSED,
                       _ ("situation reports are made by desks and by Pemprov"));
}

void
pantau_lapsit_brief_free (PantauLapsitBrief *self)
{
  g_clear_pointer (&self->person, pantau_person_free);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_clear_pointer (&self->totals, pantau_totals_free);
  g_free (self->region);
  g_free (self->election);
  g_free (self);
}

PantauLapsitBrief *
pantau_lapsit_prepare (PantauHome *home, const PantauLapsitAsk *ask, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PantauLapsitBrief) self = g_new0 (PantauLapsitBrief, 1);
  PantauLapsitOrder *order = &self->order;

  self->person = pantau_home_get_person (home, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (!may_report (self->person, error))
    return NULL;
  self->region = g_strdup (ask->region != NULL ? ask->region : self->person->region);
  self->election = g_strdup (ask->election);
  *order = (PantauLapsitOrder){ .period = ask->period,
                                .until = ask->until,
                                .now = pantau_home_clock (home),
                                .region = self->region,
                                .election = self->election,
                                /* An officer of identities sits at a desk. */
                                .role = g_str_equal (self->person->role, PEMPROV) ? PEMPROV : DESK,
                                .office = self->person->region,
                                .practice = pantau_home_is_practice (home) };
  if (order->until == 0)
    order->until = order->now;

  self->kept = pantau_lapsit_list_kept (home, error);
  if (self->kept == NULL)
    return NULL;
  for (guint i = 0; i < self->kept->len && order->previous == NULL; i++)
    if (is_previous (g_ptr_array_index (self->kept, i), order))
      order->previous = g_ptr_array_index (self->kept, i);
  if (g_str_equal (order->role, PEMPROV))
    {
      self->totals = pantau_totals_load (home, &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      order->totals = self->totals;
    }

  return g_steal_pointer (&self);
}

/* "harian-20241120-1600-16": of the last moment, in WIB. (transfer full) */
static char *
id_of (const PantauLapsit *self, guint attempt)
{
  g_autoptr (GDateTime) wib = g_date_time_new_from_unix_utc (self->until + WIB);
  g_autofree char *when = g_date_time_format (wib, "%Y%m%d-%H%M");
  const char *period = self->period == PANTAU_LAPSIT_WEEKLY ? "mingguan" : "harian";

  return attempt == 0
             ? g_strdup_printf ("%s-%s-%s", period, when, self->region)
             : g_strdup_printf ("%s-%s-%s-%u", period, when, self->region, attempt + 1);
}

gboolean
pantau_lapsit_keep (PantauHome *home, PantauLapsit *self, GError **error)
{
  for (guint attempt = 0; attempt < MAX_TRIES; attempt++)
    {
      g_autofree char *id = id_of (self, attempt), *path = path_of (home, id, error);

      if (path == NULL)
        return FALSE;
      if (g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      g_free (self->id);
      self->id = g_steal_pointer (&id);
      return write_report (home, self, error);
    }

  return pantau_throw (error, PANTAU_ERROR_CONFLICT, _ ("there are too many reports of this hour"));
}

PantauLapsit *
pantau_lapsit_make (PantauHome *home,
                    PantauStore *store,
                    PantauDb *db,
                    const PantauLapsitAsk *ask,
                    GError **error)
{
  g_autoptr (PantauLapsitBrief) brief = pantau_lapsit_prepare (home, ask, error);
  g_autoptr (PantauLapsit) self =
      brief != NULL
          ? pantau_lapsit_count (store, db, pantau_home_get_reference (home), &brief->order, error)
          : NULL;

  return self != NULL && pantau_lapsit_keep (home, self, error) ? g_steal_pointer (&self) : NULL;
}

static gboolean
set_text (char **text, const char *given, GError **error)
{
  if (given == NULL)
    return TRUE;
  if (!g_utf8_validate (given, -1, NULL))
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("the text is not valid UTF-8"));
  if (g_utf8_strlen (given, -1) > PANTAU_LAPSIT_MAX_TEXT)
    return pantau_throw (error, PANTAU_ERROR_TOO_LARGE,
                         _ ("the text has more than %d characters"), PANTAU_LAPSIT_MAX_TEXT);
  g_free (*text);
  *text = g_strdup (given);

  return TRUE;
}

gboolean
pantau_lapsit_set_texts (PantauHome *home,
                         const char *id,
                         const char *analysis,
                         const char *efforts,
                         const char *recommendations,
                         const char *signatory,
                         GError **error)
{
  g_autoptr (PantauLapsit) self = pantau_lapsit_load (home, id, error);

  if (self == NULL || !set_text (&self->texts.analysis, analysis, error) ||
      !set_text (&self->texts.efforts, efforts, error) ||
      !set_text (&self->texts.recommendations, recommendations, error) ||
      !set_text (&self->texts.signatory, signatory, error))
    return FALSE;
  self->edited = pantau_home_clock (home);

  return write_report (home, self, error);
}

gboolean
pantau_lapsit_remove (PantauHome *home, const char *id, GError **error)
{
  g_autofree char *path = path_of (home, id, error);

  if (path == NULL)
    return FALSE;

  return g_unlink (path) == 0 || errno == ENOENT ||
         pantau_throw (error, PANTAU_ERROR_IO, "%s: %s", path, g_strerror (errno));
}

gboolean
pantau_lapsit_remove_all (PantauHome *home, GError **error)
{
  g_autofree char *folder = folder_of (home);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  pantau_lapsit_remove_copies (home);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      /* One that was being written too. */
      if (!g_file_test (path, G_FILE_TEST_IS_DIR) && g_unlink (path) != 0 && errno != ENOENT)
        return pantau_throw (error, PANTAU_ERROR_IO, "%s: %s", path, g_strerror (errno));
    }

  return TRUE;
}

char *
pantau_lapsit_texts_warning (const PantauLapsitTexts *texts)
{
  /* Who signs is named on purpose. */
  g_autofree char *all =
      g_strjoin ("\n\n", texts->analysis, texts->efforts, texts->recommendations, NULL);
  g_autofree char *found = pantau_pii_warning (all);

  /* Its own words are about records; this goes to whoever is sent the report. */
  return found != NULL
             ? g_strdup (_ ("a text of the report seems to hold somebody’s number or address: whoever "
                            "is sent the report reads it"))
             : NULL;
}
