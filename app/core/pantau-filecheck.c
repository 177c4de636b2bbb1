/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All files of a home against their names, and what came of it the last time. */

#include "config.h"

#include "pantau-filecheck.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-home-private.h"
#include "pantau-store-private.h"

#define BATCH 32 /* files whose findings are noted in one transaction */

/* Append only. */
static const char *const names[] = {
  [PANTAU_FILECHECK_UNCHECKED] = "unchecked", [PANTAU_FILECHECK_INTACT] = "intact",
  [PANTAU_FILECHECK_CHANGED] = "changed",     [PANTAU_FILECHECK_MISSING] = "missing",
  [PANTAU_FILECHECK_AWAY] = "away",           [PANTAU_FILECHECK_ELSEWHERE] = "elsewhere",
};

const char *
pantau_filecheck_state_get_name (PantauFilecheckState state)
{
  return names[state];
}

const char *
pantau_words_filecheck (PantauFilecheckState state)
{
  switch (state)
    {
    case PANTAU_FILECHECK_INTACT:
      /* Translators: a file: its bytes are those that were attached */
      return C_ ("file", "intact");
    case PANTAU_FILECHECK_CHANGED:
      /* Translators: a file: its bytes are others than those that were attached */
      return C_ ("file", "changed");
    case PANTAU_FILECHECK_MISSING:
      /* Translators: a file that should be here */
      return C_ ("file", "missing");
    case PANTAU_FILECHECK_AWAY:
      /* Translators: a file */
      return _ ("not on this computer");
    case PANTAU_FILECHECK_ELSEWHERE:
      /* Translators: a file that is too large for the program; the medium that it lies on is handed over */
      return _ ("kept on its own medium");
    case PANTAU_FILECHECK_UNCHECKED:
    default:
      /* Translators: a file */
      return _ ("not checked yet");
    }
}

void
pantau_filecheck_free (PantauFilecheck *self)
{
  g_free (self->hash);
  g_free (self->record);
  g_free (self->title);
  g_free (self->kind);
  g_free (self->name);
  g_free (self->type);
  g_free (self->medium);
  g_free (self);
}

void
pantau_filecheck_result_free (PantauFilecheckResult *self)
{
  g_ptr_array_unref (self->files);
  g_free (self);
}

static PantauFilecheckState
state_of (const char *medium, gboolean is_here, const char *noted)
{
  if (medium != NULL && !is_here)
    return PANTAU_FILECHECK_ELSEWHERE;
  if (g_strcmp0 (noted, "missing") == 0 || (noted != NULL && !is_here))
    /* Fetched since then, it is to be compared anew. */
    return is_here ? PANTAU_FILECHECK_UNCHECKED : PANTAU_FILECHECK_MISSING;
  if (noted == NULL)
    return is_here ? PANTAU_FILECHECK_UNCHECKED : PANTAU_FILECHECK_AWAY;

  return g_str_equal (noted, "intact") ? PANTAU_FILECHECK_INTACT : PANTAU_FILECHECK_CHANGED;
}

static int
rank (PantauFilecheckState state)
{
  return state == PANTAU_FILECHECK_CHANGED ? 0 : state == PANTAU_FILECHECK_MISSING ? 1 : 2;
}

/* The database has sorted the rest. */
static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const PantauFilecheck *left = *(const PantauFilecheck *const *) a,
                        *right = *(const PantauFilecheck *const *) b;

  return rank (left->state) - rank (right->state);
}

GPtrArray *
pantau_filecheck_list (PantauStore *self, GError **error)
{
  g_autoptr (GPtrArray) files =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_filecheck_free);
  PantauStmt *stmt;

  if (!pantau_store_freshen (self, error))
    return NULL;

  stmt = pantau_db_query (
      self->db,
      "SELECT f.hash, f.record, coalesce (r.title, ''), coalesce (r.kind, ''), f.name, f.type, "
      "f.size, f.medium, c.state, c.at, u.state FROM evidence AS f "
      "LEFT JOIN record AS r ON r.id = f.record LEFT JOIN file_check AS c ON c.hash = f.hash "
      "LEFT JOIN upload AS u ON u.hash = f.hash "
      "ORDER BY lower (r.title), f.record, f.name, f.hash",
      "");
  while (pantau_stmt_next (stmt))
    {
      PantauFilecheck *file = g_new0 (PantauFilecheck, 1);
      goffset here;

      file->hash = g_strdup (pantau_stmt_text (stmt, 0));
      file->record = g_strdup (pantau_stmt_text (stmt, 1));
      file->title = g_strdup (pantau_stmt_text (stmt, 2));
      file->kind = g_strdup (pantau_stmt_text (stmt, 3));
      file->name = g_strdup (pantau_stmt_text (stmt, 4));
      file->type = g_strdup (pantau_stmt_text (stmt, 5));
      file->medium = g_strdup (pantau_stmt_text (stmt, 7));
      file->at = pantau_stmt_integer (stmt, 9);
      here = self->blobs != NULL ? pantau_blobs_get_size (self->blobs, file->hash) : -1;
      file->size = here >= 0 ? here : pantau_stmt_integer (stmt, 6);
      file->state = state_of (file->medium, here >= 0, pantau_stmt_text (stmt, 8));
      /* An own one was here when it was attached. */
      if (file->state == PANTAU_FILECHECK_AWAY && pantau_stmt_text (stmt, 10) != NULL)
        file->state = PANTAU_FILECHECK_MISSING;
      g_ptr_array_add (files, file);
    }
  if (!pantau_stmt_finish (stmt, error))
    return NULL;
  g_ptr_array_sort (files, compare_rows);

  return g_steal_pointer (&files);
}

/*
 * All that lines and drafts name, by hash. What should be here is missing until it is found: files of own lines and of drafts, and whatever was compared
 * before; anything else is away.
 */
static GPtrArray *
list_named (PantauHome *home, GError **error)
{
  g_autoptr (GPtrArray) files =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_filecheck_free);
  PantauStmt *stmt;

  stmt = pantau_db_query (home->db,
                          "SELECT w.hash, min (w.record), coalesce (f.name, ''), max (w.expected) "
                          "OR c.hash IS NOT NULL "
                          "FROM (SELECT hash, record, 0 AS expected FROM evidence "
                          "UNION ALL SELECT blob, record, 0 FROM identity "
                          "UNION ALL SELECT upload.hash, entry.record, 1 FROM upload JOIN entry ON "
                          "entry.n = upload.entry "
                          "UNION ALL SELECT hash, record, 1 FROM draft_file WHERE medium IS NULL "
                          "UNION ALL SELECT blob, record, 1 FROM draft_envelope) AS w "
                          "LEFT JOIN file_check AS c ON c.hash = w.hash "
                          "LEFT JOIN evidence AS f ON f.hash = w.hash AND f.record = w.record "
                          "GROUP BY w.hash ORDER BY w.hash",
                          "");
  while (pantau_stmt_next (stmt))
    {
      PantauFilecheck *file = g_new0 (PantauFilecheck, 1);

      file->hash = g_strdup (pantau_stmt_text (stmt, 0));
      file->record = g_strdup (pantau_stmt_text (stmt, 1));
      file->name = g_strdup (pantau_stmt_text (stmt, 2));
      file->state =
          pantau_stmt_integer (stmt, 3) != 0 ? PANTAU_FILECHECK_MISSING : PANTAU_FILECHECK_AWAY;
      g_ptr_array_add (files, file);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&files) : NULL;
}

/* What is to be compared, and what is missing, by hash: @named with all that is in blobs/. */
static GPtrArray *
merge (PantauHome *home, GPtrArray *named, GPtrArray *present, goffset *bytes)
{
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_filecheck_free);
  guint n = 0, p = 0;

  *bytes = 0;
  while (n < named->len || p < present->len)
    {
      const PantauFilecheck *known = n < named->len ? g_ptr_array_index (named, n) : NULL;
      const char *hash = p < present->len ? g_ptr_array_index (present, p) : NULL;
      int order = known == NULL ? 1 : hash == NULL ? -1 : strcmp (known->hash, hash);
      PantauFilecheck *file;

      n += order <= 0;
      p += order >= 0;
      if (order < 0 && known->state == PANTAU_FILECHECK_AWAY)
        continue;
      file = g_new0 (PantauFilecheck, 1);
      file->hash = g_strdup (order <= 0 ? known->hash : hash);
      file->record = g_strdup (order <= 0 ? known->record : "");
      file->name = g_strdup (order <= 0 ? known->name : "");
      file->title = g_strdup ("");
      file->kind = g_strdup ("");
      file->type = g_strdup ("");
      file->size = order >= 0 ? pantau_blobs_get_size (home->blobs, hash) : -1;
      file->state = order < 0 ? PANTAU_FILECHECK_MISSING : PANTAU_FILECHECK_UNCHECKED;
      *bytes += MAX (file->size, 0);
      g_ptr_array_add (files, file);
    }

  return files;
}

/* Inside a transaction. */
static gboolean
note_one (PantauDb *db, const PantauFilecheck *file, GError **error)
{
  return pantau_db_run (db, error,
                        "INSERT INTO file_check (hash, at, state) VALUES (?1, ?2, ?3) "
                        "ON CONFLICT (hash) DO UPDATE SET at = ?2, state = ?3",
                        "sis", file->hash, file->at, names[file->state]);
}

/* Files from @from up to @to. */
static gboolean
note_some (PantauHome *home, GPtrArray *files, guint from, guint to, GError **error)
{
  if (from == to || home->mode != PANTAU_HOME_WRITE)
    return TRUE;
  /* It can be found out again. */
  if (!pantau_db_begin (home->db, PANTAU_DB_LAZY, error))
    return FALSE;
  for (guint i = from; i < to; i++)
    {
      const PantauFilecheck *file = g_ptr_array_index (files, i);

      if (file->state != PANTAU_FILECHECK_UNCHECKED && !note_one (home->db, file, error))
        {
          pantau_db_rollback (home->db);
          return FALSE;
        }
    }

  return pantau_db_commit (home->db, error);
}

/* The hashes that are noted and that nothing names. (transfer full): NULL with an error */
static GPtrArray *
list_unnamed (PantauHome *home, GError **error)
{
  g_autoptr (GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free);
  PantauStmt *stmt = pantau_db_query (home->db,
                                      "SELECT hash FROM file_check "
                                      "WHERE hash NOT IN (SELECT hash FROM evidence) "
                                      "AND hash NOT IN (SELECT blob FROM identity) "
                                      "AND hash NOT IN (SELECT hash FROM upload) "
                                      "AND hash NOT IN (SELECT hash FROM draft_file) "
                                      "AND hash NOT IN (SELECT blob FROM draft_envelope)",
                                      "");

  while (pantau_stmt_next (stmt))
    g_ptr_array_add (hashes, g_strdup (pantau_stmt_text (stmt, 0)));

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&hashes) : NULL;
}

/* Of what law had erased, or a draft gave up, not even the name stays, whatever was found of it before. */
static gboolean
forget_others (PantauHome *home, GError **error)
{
  g_autoptr (GPtrArray) hashes = NULL;

  if (home->mode != PANTAU_HOME_WRITE)
    return TRUE;
  hashes = list_unnamed (home, error);
  if (hashes == NULL)
    return FALSE;
  for (guint i = 0; i < hashes->len; i++)
    {
      const char *hash = g_ptr_array_index (hashes, i);

      if (!pantau_blobs_has (home->blobs, hash) &&
          !pantau_db_run (home->db, error, "DELETE FROM file_check WHERE hash = ?1", "s", hash))
        return FALSE;
    }

  return TRUE;
}

/* What became of it while it was read: a file may be erased or taken back at any time. */
static gboolean
check_one (PantauHome *home, PantauFilecheck *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) fault = NULL;

  if (file->state == PANTAU_FILECHECK_UNCHECKED)
    {
      if (pantau_blobs_check (home->blobs, file->hash, cancellable, &fault))
        file->state = PANTAU_FILECHECK_INTACT;
      else if (g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return FALSE;
        }
      else if (!g_error_matches (fault, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND))
        file->state = PANTAU_FILECHECK_CHANGED;
      else if (*file->record != '\0')
        file->state = PANTAU_FILECHECK_MISSING;
    }
  file->at = pantau_home_clock (home);

  return TRUE;
}

static void
count (PantauFilecheckResult *result, const PantauFilecheck *file)
{
  result->intact += file->state == PANTAU_FILECHECK_INTACT;
  result->changed += file->state == PANTAU_FILECHECK_CHANGED;
  result->missing += file->state == PANTAU_FILECHECK_MISSING;
  result->bytes += MAX (file->size, 0);
}

gboolean
pantau_filecheck_run (PantauHome *home,
                      PantauFilecheckProgress progress,
                      gpointer data,
                      GCancellable *cancellable,
                      PantauFilecheckResult **result,
                      GError **error)
{
  g_autoptr (PantauFilecheckResult) found = g_new0 (PantauFilecheckResult, 1);
  g_autoptr (GPtrArray) named = NULL, present = NULL;
  goffset bytes;
  guint noted = 0;

  found->files = g_ptr_array_new ();
  if (!pantau_store_freshen (home->store, error))
    return FALSE;
  named = list_named (home, error);
  present = named != NULL ? pantau_blobs_list (home->blobs, error) : NULL;
  if (present == NULL)
    return FALSE;
  g_ptr_array_unref (found->files);
  found->files = merge (home, named, present, &bytes);

  for (guint i = 0; i < found->files->len; i++)
    {
      PantauFilecheck *file = g_ptr_array_index (found->files, i);

      if (!check_one (home, file, cancellable, error))
        {
          note_some (home, found->files, noted, i, NULL);
          return FALSE;
        }
      count (found, file);
      if (i + 1 - noted >= BATCH)
        {
          if (!note_some (home, found->files, noted, i + 1, error))
            return FALSE;
          noted = i + 1;
        }
      if (progress != NULL)
        progress (i + 1, found->files->len, found->bytes, bytes, data);
    }
  if (!note_some (home, found->files, noted, found->files->len, error) ||
      !forget_others (home, error))
    return FALSE;
  found->at = pantau_home_clock (home);
  if (result != NULL)
    *result = g_steal_pointer (&found);

  return TRUE;
}

gboolean
pantau_filecheck_note (PantauHome *home, const PantauFilecheckResult *result, GError **error)
{
  return note_some (home, result->files, 0, result->files->len, error) &&
         forget_others (home, error);
}

char *
pantau_filecheck_fault (const PantauFilecheck *self)
{
  if (self->state == PANTAU_FILECHECK_MISSING)
    /* Translators: the beginning of a file's name, and a record's UUID. */
    return g_strdup_printf (_ ("the file %.12s… of the record %s is not on this computer"),
                            self->hash, self->record);
  if (self->state != PANTAU_FILECHECK_CHANGED)
    return NULL;
  if (*self->record == '\0')
    /* Translators: the beginning of a file's name */
    return g_strdup_printf (
        _ ("the file %.12s… is damaged: its bytes are not those that were recorded"), self->hash);

  /* Translators: the beginning of a file's name, and a record's UUID. */
  return g_strdup_printf (
      _ ("the file %.12s… of the record %s is damaged: its bytes are not those that were recorded"),
      self->hash, self->record);
}
