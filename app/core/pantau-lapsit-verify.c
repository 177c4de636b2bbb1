/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting a report a second time, from the lines alone. */

#include "config.h"

#include "pantau-lapsit-verify.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "pantau-dossier-leftover.h"
#include "pantau-error.h"
#include "pantau-folder.h"
#include "pantau-json.h"
#include "pantau-lapsit-count.h"
#include "pantau-lapsit-document.h"
#include "pantau-lapsit-file.h"

#define PORTION  2000
#define BEGINS   ".periksa-"
#define SCRATCH  BEGINS "XXXXXX"
#define DATABASE "salinan.db"

static const char *const parts[] = { "facts", "local", NULL };

/* A database beside the home's: under the same protection, and gone with this. */
typedef struct
{
  char *folder; /* (nullable) */
  int fd;       /* of the folder: as long as it is open, nobody takes it for a leftover */
  PantauDb *db;
  PantauLedger *ledger;
  PantauStore *store;
} Copy;

/* What a check that was killed left holds bodies that law may have erased since. */
static void
remove_leftovers (const char *parent)
{
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (parent, name, NULL);
      int fd = g_str_has_prefix (name, BEGINS)
                   ? g_open (path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0)
                   : -1;

      if (fd < 0)
        continue;
      if (pantau_dossier_leftover_claim (fd))
        pantau_folder_remove (path);
      close (fd);
    }
}

void
pantau_lapsit_remove_copies (PantauHome *home)
{
  g_autofree char *folder =
      g_build_filename (pantau_home_get_path (home), PANTAU_LAPSIT_FOLDER, NULL);

  remove_leftovers (folder);
}

static void
copy_clear (Copy *self)
{
  g_clear_pointer (&self->store, pantau_store_free);
  g_clear_pointer (&self->ledger, pantau_ledger_free);
  g_clear_pointer (&self->db, pantau_db_close);
  if (self->folder != NULL)
    pantau_folder_remove (self->folder);
  if (self->folder != NULL && self->fd >= 0)
    close (self->fd);
  g_clear_pointer (&self->folder, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Copy, copy_clear)

static gboolean
open_copy (PantauHome *home, Copy *self, GError **error)
{
  g_autofree char *keys = pantau_home_dup_province_keys (home), *path = NULL;
  g_autofree char *parent =
      g_build_filename (pantau_home_get_path (home), PANTAU_LAPSIT_FOLDER, NULL);
  char *folder = g_build_filename (parent, SCRATCH, NULL);

  remove_leftovers (parent);
  if (g_mkdir_with_parents (parent, 0700) != 0 || g_mkdtemp_full (folder, 0700) == NULL)
    {
      pantau_throw (error, errno == ENOSPC ? PANTAU_ERROR_FULL : PANTAU_ERROR_IO, "%s: %s", parent,
                    g_strerror (errno));
      g_free (folder);
      return FALSE;
    }
  self->folder = folder;
  self->fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (self->fd >= 0)
    pantau_dossier_leftover_claim (self->fd);
  path = g_build_filename (folder, DATABASE, NULL);
  self->db = pantau_db_open (path, PANTAU_DB_READ_WRITE, error);
  if (self->db == NULL || !pantau_db_migrate (self->db, parts, error))
    return FALSE;
  self->ledger = pantau_ledger_new (self->db);
  self->store =
      pantau_store_new (self->db, self->ledger, pantau_home_get_reference (home), keys);

  return TRUE;
}

/* The rows of the lines of the cut, in the order in which they are to be taken. NULL with PANTAU_ERROR_NOT_FOUND. (transfer full): of gint64 */
static GArray *
find_lines (PantauHome *home, const PantauLapsitCut *cut, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *digest = pantau_lapsit_digest (db, cut->rows, error);
  PantauStmt *stmt;

  if (digest == NULL)
    return NULL;
  if (g_strcmp0 (digest, cut->digest) == 0)
    {
      for (gint64 n = 1; n <= cut->rows; n++)
        g_array_append_val (rows, n);
      return g_steal_pointer (&rows);
    }
  stmt = pantau_db_query (db,
                          "SELECT entry FROM number WHERE epoch = (SELECT n FROM epoch WHERE name = ?1) "
                          "AND idx <= ?2 ORDER BY idx",
                          "si", cut->epoch, cut->index);
  while (cut->unsent == 0 && pantau_stmt_next (stmt))
    {
      gint64 n = pantau_stmt_integer (stmt, 0);

      g_array_append_val (rows, n);
    }
  if (!pantau_stmt_finish (stmt, error))
    return NULL;
  if (cut->unsent > 0 || (gint64) rows->len != cut->rows)
    return pantau_throw_null (
        error, PANTAU_ERROR_NOT_FOUND,
        _ ("the lines of this report are not all here, so it cannot be counted again: it was made "
           "in another home, or this one was made anew"));

  return g_steal_pointer (&rows);
}

/* Who waits for it. */
typedef struct
{
  PantauProgress progress; /* (nullable) */
  gpointer data;
  GCancellable *cancellable; /* (nullable) */
  Copy *copy;
} Watch;

/* The second half. What has ended a statement once may have hit between two. */
static void
count_on (gint64 done, gint64 total, gpointer data)
{
  const Watch *watch = data;

  if (watch->progress != NULL)
    watch->progress (total + done, 2 * total, watch->data);
  if (g_cancellable_is_cancelled (watch->cancellable))
    pantau_db_interrupt (watch->copy->db);
}

static void
was_cancelled (GCancellable *cancellable, gpointer data)
{
  pantau_db_interrupt (((Copy *) data)->db);
}

static gboolean
take_lines (PantauHome *home, GArray *rows, Copy *copy, const Watch *watch, GError **error)
{
  PantauLedger *ledger = pantau_home_get_ledger (home);

  for (guint i = 0; i < rows->len;)
    {
      gboolean ok = pantau_db_begin (copy->db, PANTAU_DB_LAZY, error);
      guint end = MIN (i + PORTION, rows->len);

      if (!ok)
        return FALSE;
      for (; ok && i < end; i++)
        {
          g_autoptr (PantauEntry) entry =
              pantau_ledger_get (ledger, g_array_index (rows, gint64, i), error);

          ok = entry != NULL && pantau_ledger_add (copy->ledger, entry, NULL, NULL, error);
        }
      if (!ok)
        {
          pantau_db_rollback (copy->db);
          return FALSE;
        }
      if (!pantau_db_commit (copy->db, error))
        return FALSE;
      if (watch->progress != NULL)
        watch->progress (i, 2 * (gint64) rows->len, watch->data);
      if (g_cancellable_set_error_if_cancelled (watch->cancellable, error))
        return FALSE;
    }

  return pantau_store_rebuild (copy->store, count_on, (gpointer) watch, error);
}

G_GNUC_PRINTF (2, 3)
static void
add (GPtrArray *sentences, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (sentences, g_strdup_vprintf (format, args));
  va_end (args);
}

static void
compare_rows (const PantauLapsitRow *said, const PantauLapsitRow *found, GPtrArray *faults)
{
  for (guint i = 0; i < PANTAU_N_LAPSIT_FIGURES; i++)
    {
      g_autofree char *then = pantau_lapsit_say_number (said->figures[i]),
                      *now = pantau_lapsit_say_number (found->figures[i]);

      if (said->figures[i] != found->figures[i])
        /* Translators: a figure of a report: the code of a region, the name of the figure, and both numbers */
        add (faults, _ ("%s, figure “%s”: the report says %s, counted again it is %s"), said->code,
             pantau_lapsit_figure_name ((PantauLapsitFigure) i), then, now);
    }
}

/* Members of what was counted, by their names. */
static void
compare_members (const PantauLapsit *report, const PantauLapsit *again, gboolean has_previous, GPtrArray *faults)
{
  static const char *const members[] = { "levels", "map", "new", "ended", "aid", "lists", NULL };
  g_autofree char *said_text = pantau_lapsit_counted_text (report),
                  *found_text = pantau_lapsit_counted_text (again);
  g_autoptr (JsonObject) said = pantau_json_parse_known (said_text, NULL);
  g_autoptr (JsonObject) found = pantau_json_parse_known (found_text, NULL);

  for (guint i = 0; i <= G_N_ELEMENTS (members) - 1; i++)
    {
      const char *name = members[i] != NULL ? members[i] : "revisions";
      g_autofree char *left = NULL, *right = NULL;

      if (members[i] == NULL && !has_previous)
        continue;
      left = pantau_json_canonical (json_object_get_member (said, name));
      right = pantau_json_canonical (json_object_get_member (found, name));
      if (!g_str_equal (left, right))
        /* Translators: %s is the name of a part of the report's file, such as “lists” */
        add (faults, _ ("the part “%s” of the report comes out otherwise when it is counted again"),
             name);
    }
}

static void
compare (const PantauLapsit *report, const PantauLapsit *again, gboolean has_previous, GPtrArray *faults)
{
  compare_rows (report->total, again->total, faults);
  if (report->rows->len != again->rows->len)
    add (faults, _ ("the part “%s” of the report comes out otherwise when it is counted again"), "rows");
  for (guint i = 0; i < MIN (report->rows->len, again->rows->len); i++)
    compare_rows (g_ptr_array_index (report->rows, i), g_ptr_array_index (again->rows, i), faults);
  compare_members (report, again, has_previous, faults);
}

/* The report before as far as this one names it: where it ended, and its cut. */
static PantauLapsit *
stand_in (const PantauLapsit *report)
{
  PantauLapsit *self = pantau_lapsit_new ();

  self->id = g_strdup (report->previous);
  self->hash = g_strdup (report->previous_hash);
  self->from = self->until = report->previous_until;
  self->cut.rows = report->previous_rows;

  return self;
}

static gboolean
note_missing (PantauHome *home, const PantauLapsitCut *cut, GPtrArray *notes, GError **error)
{
  gint64 missing;

  if (!pantau_lapsit_missing (pantau_home_get_db (home), cut->rows, &missing, error))
    return FALSE;
  if (missing != cut->missing)
    {
      g_autofree char *then = pantau_lapsit_say_number (cut->missing),
                      *now = pantau_lapsit_say_number (missing);

      add (notes,
           _ ("since the report was made, the bodies of some of its lines were erased by law, or have "
              "come: %s were missing then, %s are now, so figures may differ"),
           then, now);
    }

  return TRUE;
}

gboolean
pantau_lapsit_verify (PantauHome *home,
                      const PantauLapsit *report,
                      GPtrArray *faults,
                      GPtrArray *notes,
                      PantauProgress progress,
                      gpointer data,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (PantauLapsit) previous = pantau_lapsit_load_previous (home, report);
  g_autoptr (PantauLapsit) before = NULL;
  g_autoptr (PantauLapsit) again = NULL;
  g_autoptr (GArray) lines = NULL;
  g_auto (Copy) copy = { 0 };
  const Watch watch = { progress, data, cancellable, &copy };
  gulong handler;
  gboolean ok, has_previous = report->previous == NULL || previous != NULL;
  PantauLapsitOrder order = { .period = report->period,
                              .until = report->until,
                              .now = report->made,
                              .region = report->region,
                              .election = report->election,
                              .role = report->role,
                              .office = report->office,
                              .practice = report->practice,
                              .as_of_old = report->state == PANTAU_LAPSIT_OF_OLD };

  if (!pantau_lapsit_is_intact (report))
    return pantau_throw (error, PANTAU_ERROR_CONFLICT,
                         _ ("the report “%s” is not what was written: its hash differs"), report->id);
  lines = find_lines (home, &report->cut, error);
  if (lines == NULL || !note_missing (home, &report->cut, notes, error) ||
      !open_copy (home, &copy, error))
    return FALSE;
  handler = cancellable != NULL
                ? g_cancellable_connect (cancellable, G_CALLBACK (was_cancelled), &copy, NULL)
                : 0;
  ok = take_lines (home, lines, &copy, &watch, error);
  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, handler);
  if (!ok || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  if (!has_previous)
    {
      add (notes, _ ("the report before it, “%s”, is not here any more: what it said otherwise was not "
                     "compared"),
           report->previous);
      before = stand_in (report);
    }
  order.previous = previous != NULL ? previous : before;
  again = pantau_lapsit_count (copy.store, copy.db, pantau_home_get_reference (home), &order, error);
  if (again == NULL)
    return FALSE;
  if (g_strcmp0 (again->cut.digest, report->cut.digest) != 0)
    return pantau_throw (
        error, PANTAU_ERROR_NOT_FOUND,
        _ ("the lines of this report are not all here, so it cannot be counted again: it was made "
           "in another home, or this one was made anew"));
  compare (report, again, has_previous, faults);
  if (report->totals_time != NULL)
    add (notes, _ ("the province’s signed totals are not lines of the ledger, and were not counted again"));

  return TRUE;
}
