/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A home directory: what lies in it, who may use it, and how an entry of it is written. */

#include "config.h"

#include "pantau-home.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-homefile.h"
#include "pantau-journal.h"
#include "pantau-lock.h"

#define DATABASE "pantau.db"
#define JOURNAL  "journal.pantau"

/* Setting: database and journal were lost together, and own lines with them. */
#define OWN_LOST "own-lost"

static const char *const parts[] = { "facts", "local", NULL };

struct _PantauHome
{
  char *path;
  PantauHomeMode mode;
  PantauLock *lock;           /* (owned) (nullable): only for writing */
  PantauHomefile *file;       /* (owned) */
  PantauKeypair *key;         /* (owned) */
  PantauReference *reference; /* (owned) */

  PantauDb *db;           /* (owned) */
  PantauLedger *ledger;   /* (owned) */
  PantauStore *store;     /* (owned) */
  PantauJournal *journal; /* (owned) (nullable): only for writing */
  char *repair;           /* (owned) (nullable) */
  gboolean is_checked;    /* opening got past the check that a crash asks for */

  /* One entry at a time gets the next number of this device's chain. */
  GMutex writing;
  gint64 seq;
  char *prev;
};

static char *
inside (PantauHome *self, const char *name)
{
  return g_build_filename (self->path, name, NULL);
}

gboolean
pantau_home_create (const char *path, gboolean practice, GError **error)
{
  return pantau_homefile_create (path, practice, error);
}

/* Never deleted: somebody may be able to read more out of it than we are. */
static gboolean
set_aside (PantauHome *self, const char *why, GError **error)
{
  /* The database last: without it SQLite would throw the others away, should we die in between. */
  static const char *const suffixes[] = { "-wal", "-shm", "" };
  g_autofree char *stamp = g_strdup_printf (".rusak-%" G_GINT64_FORMAT, g_get_real_time ());
  g_autofree char *name = g_strconcat (DATABASE, stamp, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (self->path, "/" DATABASE, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (self->path, "/" DATABASE, stamp, suffixes[i], NULL);

      if (g_file_test (from, G_FILE_TEST_EXISTS) && g_rename (from, to) != 0)
        return pantau_throw (error, PANTAU_ERROR_IO,
                             _ ("the damaged database could not be renamed"));
    }

  self->repair = g_strdup_printf (
      _ ("the database was damaged (%s); it was kept as “%s” and begun anew"), why, name);

  return TRUE;
}

static gboolean
open_database (PantauHome *self, GError **error)
{
  g_autofree char *path = inside (self, DATABASE);

  self->db = pantau_db_open (
      path, self->mode == PANTAU_HOME_WRITE ? PANTAU_DB_READ_WRITE : PANTAU_DB_READ_ONLY, error);
  if (self->db == NULL || !pantau_db_migrate (self->db, parts, error))
    return FALSE;

  /* A crash or a power cut may have left a page torn; a program that ended well has not. */
  return self->lock == NULL || pantau_lock_was_released (self->lock) ||
         pantau_db_check (self->db, !pantau_lock_was_abandoned (self->lock), error);
}

/* Adds own entries that the journal holds and the database lost. @restored takes how many. */
static gboolean
restore_from_journal (PantauHome *self, guint *restored, GError **error)
{
  g_autoptr (GPtrArray) entries = pantau_journal_read (self->journal, error);

  if (entries == NULL || !pantau_db_begin (self->db, PANTAU_DB_DURABLE, error))
    return FALSE;

  for (guint i = 0; i < entries->len; i++)
    {
      gboolean is_new;
      gint64 n;

      if (!pantau_ledger_add (self->ledger, g_ptr_array_index (entries, i), &n, &is_new, error) ||
          (is_new && !pantau_db_run (
                         self->db, error,
                         "INSERT INTO unsent (entry) VALUES (?1) ON CONFLICT DO NOTHING", "i", n)))
        {
          pantau_db_rollback (self->db);
          return FALSE;
        }
      *restored += is_new;
    }

  return pantau_db_commit (self->db, error);
}

/*
 * The end of the sentence about a repair says what is true of it. Without a journal we do not know how far our chain went; own
 * lines are asked for too until a sync has brought them all.
 */
static gboolean
tell_repair (PantauHome *self, guint restored, GError **error)
{
  g_autofree char *begun = g_steal_pointer (&self->repair);

  if (pantau_journal_is_new (self->journal))
    {
      self->repair = g_strdup_printf (
          _ ("%s; the safety journal was not there either, so that what had not been sent "
             "is not here; the rest comes back from the province at the next sync"),
          begun);
      return pantau_home_set_setting (self, OWN_LOST, "1", error);
    }
  self->repair = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "%s; %u unsent entry was restored from the safety journal, the rest "
                   "comes back from the province at the next sync",
                   "%s; %u unsent entries were restored from the safety journal, the rest "
                   "comes back from the province at the next sync",
                   restored),
      begun, restored);

  return TRUE;
}

/* Adds own entries to the journal that were committed just before the program died. */
static gboolean
complete_journal (PantauHome *self, gint64 after, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  PantauStmt *stmt = pantau_db_query (
      self->db, "SELECT n FROM entry WHERE device = ?1 AND seq > ?2 ORDER BY seq, n", "si",
      pantau_home_get_device (self), after);

  while (pantau_stmt_next (stmt))
    {
      gint64 n = pantau_stmt_integer (stmt, 0);

      g_array_append_val (rows, n);
    }
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (PantauEntry) entry =
          pantau_ledger_get (self->ledger, g_array_index (rows, gint64, i), error);

      if (entry == NULL || !pantau_journal_append (self->journal, entry, error))
        return FALSE;
    }

  return TRUE;
}

/* Database and journal must agree on where the chain ends; whichever knows more teaches the other. */
static gboolean
settle_chain (PantauHome *self, GError **error)
{
  g_autofree char *path = inside (self, JOURNAL), *id = NULL;
  const char *journal_id;
  gint64 seq, journal_seq;
  guint restored = 0;

  self->journal = pantau_journal_open (path, pantau_home_get_device (self), error);
  if (self->journal == NULL ||
      !pantau_ledger_chain_end (self->ledger, pantau_home_get_device (self), &seq, &id, error) ||
      !pantau_db_run (self->db, error, "DELETE FROM sending", ""))
    return FALSE;

  journal_seq = pantau_journal_get_end (self->journal, &journal_id);
  if (journal_seq > seq || self->repair != NULL)
    {
      g_clear_pointer (&id, g_free);
      if (!restore_from_journal (self, &restored, error) ||
          !pantau_ledger_chain_end (self->ledger, pantau_home_get_device (self), &seq, &id, error))
        return FALSE;
    }
  if (journal_seq < seq && !complete_journal (self, journal_seq, error))
    return FALSE;

  self->seq = MAX (seq, journal_seq);
  self->prev = g_strdup (seq >= journal_seq ? id : journal_id);

  return self->repair == NULL || tell_repair (self, restored, error);
}

static gboolean
open_parts (PantauHome *self, GError **error)
{
  if (!open_database (self, error))
    return FALSE;

  self->ledger = pantau_ledger_new (self->db);
  self->store =
      pantau_store_new (self->db, self->ledger, self->reference, pantau_home_get_province (self));

  return self->mode == PANTAU_HOME_READ ||
         (settle_chain (self, error) && pantau_store_catch_up (self->store, error));
}

static void
close_parts (PantauHome *self)
{
  g_clear_pointer (&self->journal, pantau_journal_close);
  g_clear_pointer (&self->store, pantau_store_free);
  g_clear_pointer (&self->ledger, pantau_ledger_free);
  g_clear_pointer (&self->db, pantau_db_close);
  g_clear_pointer (&self->prev, g_free);
}

/* Damage may also show only when the end of the chain is looked for, or the projections. */
static gboolean
open_or_repair (PantauHome *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (open_parts (self, &local_error))
    return TRUE;

  if (self->mode == PANTAU_HOME_READ ||
      !g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  close_parts (self);

  return set_aside (self, local_error->message, error) && open_parts (self, error);
}

/* A reader shows nothing stale: what a crash left between commit and projection is taken in first. */
static gboolean
catch_up_for_reader (const char *path, PantauHome **self, GError **error)
{
  g_autoptr (PantauHome) writer = NULL;
  gint64 behind;

  if (!pantau_store_behind ((*self)->store, &behind, error))
    return FALSE;
  if (behind == 0)
    return TRUE;

  writer = pantau_home_open (path, PANTAU_HOME_WRITE, NULL);
  if (writer == NULL)
    return TRUE; /* whoever has it is about to do it */

  g_clear_pointer (&writer, pantau_home_close);
  g_clear_pointer (self, pantau_home_close);
  *self = pantau_home_open (path, PANTAU_HOME_READ, error);

  return *self != NULL;
}

PantauHome *
pantau_home_open (const char *path, PantauHomeMode mode, GError **error)
{
  g_autoptr (PantauHome) self = g_new0 (PantauHome, 1);
  g_autofree char *reference = NULL;

  self->path = g_strdup (path);
  self->mode = mode;
  g_mutex_init (&self->writing);

  self->file = pantau_homefile_load (path, error);
  if (self->file == NULL)
    return NULL;

  if (mode == PANTAU_HOME_WRITE)
    {
      self->lock = pantau_lock_take (path, 1000, error);
      if (self->lock == NULL)
        return NULL;
    }

  self->key = pantau_homefile_load_key (self->file, error);
  if (self->key == NULL)
    return NULL;

  reference = inside (self, "reference");
  self->reference =
      pantau_reference_new (g_file_test (reference, G_FILE_TEST_IS_DIR) ? reference : NULL, error);
  if (self->reference == NULL || !open_or_repair (self, error))
    return NULL;

  self->is_checked = TRUE;

  if (mode == PANTAU_HOME_READ && !catch_up_for_reader (path, &self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
pantau_home_close (PantauHome *self)
{
  /* For those who read next; should it fail, they do it themselves. */
  if (self->mode == PANTAU_HOME_WRITE && self->journal != NULL && self->store != NULL)
    pantau_store_catch_up (self->store, NULL);

  gboolean is_damaged =
      (self->db != NULL && pantau_db_is_damaged (self->db)) ||
      (self->lock != NULL && !self->is_checked && !pantau_lock_was_released (self->lock));

  close_parts (self);
  g_clear_pointer (&self->reference, pantau_reference_unref);
  g_clear_pointer (&self->key, pantau_keypair_free);
  g_clear_pointer (&self->file, pantau_homefile_free);

  /* Whoever writes next checks the database, also where only a reader saw the damage. */
  if (is_damaged && self->lock == NULL)
    self->lock = pantau_lock_take (self->path, 0, NULL);
  g_clear_pointer (&self->lock, is_damaged ? pantau_lock_abandon : pantau_lock_release);

  g_mutex_clear (&self->writing);
  g_free (self->repair);
  g_free (self->path);
  g_free (self);
}

PantauDb *
pantau_home_get_db (PantauHome *self)
{
  return self->db;
}

PantauLedger *
pantau_home_get_ledger (PantauHome *self)
{
  return self->ledger;
}

PantauStore *
pantau_home_get_store (PantauHome *self)
{
  return self->store;
}

PantauReference *
pantau_home_get_reference (PantauHome *self)
{
  return self->reference;
}

PantauKeypair *
pantau_home_get_key (PantauHome *self)
{
  return self->key;
}

const char *
pantau_home_get_device (PantauHome *self)
{
  return pantau_keypair_get_name (self->key);
}

const char *
pantau_home_get_device_record (PantauHome *self)
{
  return self->file->record;
}

const char *
pantau_home_get_path (PantauHome *self)
{
  return self->path;
}

gboolean
pantau_home_is_practice (PantauHome *self)
{
  return self->file->practice;
}

const char *
pantau_home_get_repair (PantauHome *self)
{
  return self->repair;
}

const char *
pantau_home_get_server (PantauHome *self)
{
  return self->file->server;
}

const char *
pantau_home_get_province (PantauHome *self)
{
  return self->file->province;
}

PantauPerson *
pantau_home_get_person (PantauHome *self, GError **error)
{
  return pantau_store_get_person (self->store, pantau_home_get_device (self), error);
}

gboolean
pantau_home_set_province (
    PantauHome *self, const char *server, const char *province, gboolean practice, GError **error)
{
  if (self->file->province != NULL && g_strcmp0 (self->file->province, province) != 0)
    return pantau_throw (
        error, PANTAU_ERROR_CONFLICT,
        _ ("this home belongs to another province; please make a new home for this one"));

  if (!pantau_homefile_save (self->file, server, province, practice, error))
    return FALSE;
  pantau_store_set_province (self->store, province);

  return TRUE;
}

gboolean
pantau_home_make_practice (PantauHome *self, GError **error)
{
  if (self->file->practice)
    return TRUE;
  if (self->file->province != NULL || self->seq > 0)
    return pantau_throw (error, PANTAU_ERROR_REFUSED,
                         _ ("this home holds real records; samples go into a practice home only "
                            "(pantauctl --home NEW init --practice)"));

  return pantau_homefile_save (self->file, NULL, NULL, TRUE, error);
}

/* Signs and stores; the caller holds the transaction. */
static PantauEntry *
store_draft (
    PantauHome *self, const PantauDraft *draft, gint64 seq, const char *prev, GError **error)
{
  g_autoptr (PantauEntry) entry = pantau_entry_sign (self->key, draft, seq, prev, error);
  gint64 n;

  if (entry == NULL || !pantau_ledger_add (self->ledger, entry, &n, NULL, error) ||
      !pantau_db_run (self->db, error, "INSERT INTO unsent (entry) VALUES (?1)", "i", n))
    return NULL;

  return g_steal_pointer (&entry);
}

/* What follows a commit must not undo it: the entry is safe, so a failure here is reported and mended at the next opening. */
static void
after_commit (PantauHome *self, GPtrArray *entries)
{
  g_autoptr (GError) error = NULL;
  const PantauEntry *first = entries->len > 0 ? g_ptr_array_index (entries, 0) : NULL;
  gint64 end = pantau_journal_get_end (self->journal, NULL);
  gboolean ok = TRUE;

  /* What an earlier failure (a full disk) kept out of the journal goes in first. */
  if (first != NULL && first->seq != end + 1)
    ok = complete_journal (self, end, &error);
  else
    for (guint i = 0; ok && i < entries->len; i++)
      ok = pantau_journal_append (self->journal, g_ptr_array_index (entries, i), &error);
  if (!ok)
    {
      g_message ("%s", error->message);
      g_clear_error (&error);
    }

  pantau_store_mark_stale (self->store);
}

/* @written (nullable) takes the entries (transfer full). */
static gboolean
write_drafts (PantauHome *self, GPtrArray *drafts, GPtrArray **written, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->writing);
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  const char *prev = self->prev;
  gint64 seq = self->seq;

  if (!pantau_db_begin (self->db, PANTAU_DB_DURABLE, error))
    return FALSE;

  for (guint i = 0; i < drafts->len; i++)
    {
      PantauEntry *entry = store_draft (self, g_ptr_array_index (drafts, i), ++seq, prev, error);

      if (entry == NULL)
        {
          pantau_db_rollback (self->db);
          return FALSE;
        }
      prev = entry->id;
      g_ptr_array_add (entries, entry);
    }
  if (!pantau_db_commit (self->db, error))
    return FALSE;

  /* The chain goes on from here, now that the commit holds. */
  if (entries->len > 0)
    {
      g_free (self->prev);
      self->prev = g_strdup (prev);
      self->seq = seq;
    }
  after_commit (self, entries);
  if (written != NULL)
    *written = g_steal_pointer (&entries);

  return TRUE;
}

gboolean
pantau_home_write_many (PantauHome *self, GPtrArray *drafts, GError **error)
{
  g_return_val_if_fail (self->mode == PANTAU_HOME_WRITE, FALSE);

  return write_drafts (self, drafts, NULL, error);
}

gboolean
pantau_home_write (PantauHome *self, const PantauDraft *draft, PantauEntry **entry, GError **error)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new ();
  g_autoptr (GPtrArray) written = NULL;

  g_return_val_if_fail (self->mode == PANTAU_HOME_WRITE, FALSE);

  g_ptr_array_add (drafts, (gpointer) draft);
  if (!write_drafts (self, drafts, &written, error))
    return FALSE;
  if (entry != NULL)
    *entry = pantau_entry_ref (g_ptr_array_index (written, 0));

  return TRUE;
}

char *
pantau_home_now (void)
{
  g_autoptr (GTimeZone) wib = g_time_zone_new_offset (7 * 3600);
  g_autoptr (GDateTime) now = g_date_time_new_now (wib);

  return g_date_time_format (now, "%Y-%m-%dT%H:%M:%S+07:00");
}

char *
pantau_home_get_setting (PantauHome *self, const char *name)
{
  char *value = NULL;

  pantau_db_text (self->db, &value, NULL, "SELECT value FROM setting WHERE name = ?1", "s", name);

  return value;
}

gboolean
pantau_home_set_setting (PantauHome *self, const char *name, const char *value, GError **error)
{
  return pantau_db_run (self->db, error,
                        "INSERT INTO setting (name, value) VALUES (?1, ?2) "
                        "ON CONFLICT (name) DO UPDATE SET value = ?2",
                        "ss", name, value);
}

/* Own lines that a sync brought back: the chain goes on from the last of them. */
static gboolean
resume_chain (PantauHome *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->writing);
  g_autofree char *id = NULL;
  gint64 seq;

  if (!pantau_ledger_chain_end (self->ledger, pantau_home_get_device (self), &seq, &id, error) ||
      !pantau_db_run (self->db, error, "DELETE FROM setting WHERE name = ?1", "s", OWN_LOST))
    return FALSE;

  if (seq > self->seq)
    {
      g_free (self->prev);
      self->prev = g_steal_pointer (&id);
      self->seq = seq;
    }

  return TRUE;
}

gboolean
pantau_home_trim_journal (PantauHome *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  gint64 waiting;
  gboolean ok = TRUE;

  if (!resume_chain (self, error))
    return FALSE;
  /* The journal and the end of the chain belong to whoever writes; this lock comes before the connection's. */
  locker = g_mutex_locker_new (&self->writing);
  if (pantau_journal_is_empty (self->journal))
    return TRUE;

  /* Under the connection's lock, so that no entry is written between the question and the answer. */
  if (!pantau_db_begin (self->db, PANTAU_DB_LAZY, error))
    return FALSE;
  ok = pantau_db_integer (
      self->db, 0, &waiting, error,
      "SELECT count(*) FROM unsent JOIN entry ON n = unsent.entry WHERE device = ?1", "s",
      pantau_home_get_device (self));
  if (ok && waiting == 0 && !pantau_home_misses_own (self))
    ok = pantau_journal_reset (self->journal, self->seq, self->prev, error);
  pantau_db_rollback (self->db);

  return ok;
}

gboolean
pantau_home_misses_own (PantauHome *self)
{
  g_autofree char *lost = pantau_home_get_setting (self, OWN_LOST);
  gint64 held = 0;

  if (lost != NULL)
    return TRUE;

  return pantau_db_integer (self->db, 0, &held, NULL,
                            "SELECT count(DISTINCT seq) FROM entry WHERE device = ?1", "s",
                            pantau_home_get_device (self)) &&
         held < self->seq;
}
