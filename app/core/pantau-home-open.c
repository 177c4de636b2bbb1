/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A home is opened, and mended where a crash or a power cut left it damaged: what is damaged is set aside, never deleted. And closed again, so that whoever comes next knows
 * whether to look.
 */

#include "config.h"

#include "pantau-home.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "pantau-error.h"
#include "pantau-home-private.h"
#include "pantau-upkeep.h"

/* How long a file that is being fetched may wait for its rest. */
#define PART_DAYS 7

static const char *const parts[] = { "facts", "local", NULL };

static char *
inside (PantauHome *self, const char *name)
{
  return g_build_filename (self->path, name, NULL);
}

/* Never deleted: somebody may be able to read more out of it than we are. */
static gboolean
set_aside (PantauHome *self, const char *why, GError **error)
{
  /* The database last: without it SQLite would throw the others away, should we die in between. */
  static const char *const suffixes[] = { "-wal", "-shm", "" };
  g_autofree char *stamp = g_strdup_printf (".rusak-%" G_GINT64_FORMAT, g_get_real_time ());
  g_autofree char *name = g_strconcat (PANTAU_HOME_DATABASE, stamp, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (self->path, "/" PANTAU_HOME_DATABASE, suffixes[i], NULL);
      g_autofree char *to =
          g_strconcat (self->path, "/" PANTAU_HOME_DATABASE, stamp, suffixes[i], NULL);

      if (g_file_test (from, G_FILE_TEST_EXISTS) && g_rename (from, to) != 0)
        return pantau_throw (error, PANTAU_ERROR_IO,
                             _ ("the damaged database could not be renamed"));
    }

  self->repair = g_strdup_printf (
      _ ("the database was damaged (%s); it was kept as “%s” and begun anew"), why, name);

  return TRUE;
}

static void
tell (PantauHome *self, PantauHomeStep step, gint64 done, gint64 total)
{
  if (self->progress != NULL)
    self->progress (step, done, total, self->progress_data);
}

static void
taken_in_cb (gint64 done, gint64 total, gpointer data)
{
  tell (data, PANTAU_HOME_TAKES_IN, done, total);
}

/* In the checkup's thread. */
static void
checked_cb (const GError *error, gpointer data)
{
  PantauHome *self = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->checking);

  if (error == NULL)
    {
      pantau_lock_mark_checked (self->lock);
      return;
    }

  self->fault = g_error_copy (error);
  if (self->damage_func != NULL && g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_DAMAGED))
    self->damage_func (error, self->damage_data);
}

/* A power cut may have left a page torn; a program that ended, however it did, has not. */
static gboolean
check_database (PantauHome *self, const char *path, GError **error)
{
  gboolean was_abandoned = self->lock != NULL && pantau_lock_was_abandoned (self->lock);

  if (self->lock == NULL || !pantau_lock_was_cut (self->lock) || self->repair != NULL)
    return TRUE;

  tell (self, PANTAU_HOME_CHECKS, 0, 0);
  self->checkup = pantau_checkup_new (path, !was_abandoned, checked_cb, self);
  if (!pantau_checkup_wait (self->checkup, was_abandoned ? -1 : self->patience))
    return TRUE;

  g_clear_pointer (&self->checkup, pantau_checkup_free);
  if (self->fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->fault));

  return FALSE;
}

static gboolean
open_database (PantauHome *self, GError **error)
{
  g_autofree char *path = inside (self, PANTAU_HOME_DATABASE);

  self->db = pantau_db_open (
      path, self->mode == PANTAU_HOME_WRITE ? PANTAU_DB_READ_WRITE : PANTAU_DB_READ_ONLY, error);

  return self->db != NULL && pantau_db_migrate (self->db, parts, error) &&
         check_database (self, path, error);
}

/* The first step may be long itself. */
static gboolean
take_in (PantauHome *self, GError **error)
{
  gint64 behind;

  if (!pantau_store_behind (self->store, &behind, error))
    return FALSE;
  if (behind != 0)
    tell (self, PANTAU_HOME_TAKES_IN, 0, 0);

  return pantau_store_catch_up_telling (self->store, taken_in_cb, self, error);
}

static gboolean
open_parts (PantauHome *self, GError **error)
{
  g_autofree char *keys = NULL;

  if (!open_database (self, error))
    return FALSE;

  self->ledger = pantau_ledger_new (self->db);
  keys = pantau_home_dup_province_keys (self);
  self->store = pantau_store_new (self->db, self->ledger, self->reference, keys);
  pantau_store_set_device (self->store, pantau_home_get_device (self));
  pantau_store_set_blobs (self->store, self->blobs);

  return self->mode == PANTAU_HOME_READ ||
         (pantau_home_settle_chain (self, error) && take_in (self, error));
}

static void
close_parts (PantauHome *self)
{
  g_clear_pointer (&self->checkup, pantau_checkup_free);
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
  g_clear_error (&self->fault);

  if (!set_aside (self, local_error->message, error) || !open_parts (self, error))
    return FALSE;
  pantau_lock_mark_checked (self->lock); /* begun anew */

  return TRUE;
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

static gboolean
save_pins_cb (gint64 serial, const char *const *spki, gpointer data, GError **error)
{
  PantauHome *self = data;

  return pantau_homefile_save_pins (self->file, serial, spki, error);
}

/*
 * What lies in the home itself was put there by hand and must be right; what came from the province is passed over where it is not: then what is built in
 * counts.
 */
static PantauReference *
open_reference (PantauHome *self, GError **error)
{
  g_autofree char *own = inside (self, "reference");
  g_autofree char *fetched = pantau_upkeep_reference_path (self->path);
  g_autoptr (GError) fault = NULL;
  PantauReference *reference = NULL;

  if (g_file_test (own, G_FILE_TEST_IS_DIR))
    return pantau_reference_new (own, error);

  if (g_file_test (fetched, G_FILE_TEST_IS_DIR))
    {
      reference = pantau_reference_new (fetched, &fault);
      if (reference == NULL)
        g_debug ("the province's reference data: %s", fault->message);
    }

  return reference != NULL ? reference : pantau_reference_new (NULL, error);
}

PantauHome *
pantau_home_open_telling (const char *path,
                          PantauHomeMode mode,
                          int patience,
                          PantauHomeProgress progress,
                          gpointer data,
                          GError **error)
{
  g_autoptr (PantauHome) self = g_new0 (PantauHome, 1);
  g_autofree char *blobs = NULL;

  self->path = g_strdup (path);
  self->mode = mode;
  self->patience = patience;
  self->progress = progress;
  self->progress_data = data;
  g_mutex_init (&self->writing);
  g_mutex_init (&self->checking);

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

  self->pins = pantau_pins_new (self->file->pins_serial, (const char *const *) self->file->pins,
                                mode == PANTAU_HOME_WRITE ? save_pins_cb : NULL, self);
  blobs = inside (self, "blobs");
  self->blobs = pantau_blobs_new (blobs);
  if (mode == PANTAU_HOME_WRITE)
    pantau_blobs_sweep (self->blobs, PART_DAYS);

  self->reference = open_reference (self, error);
  if (self->reference == NULL || !open_or_repair (self, error))
    return NULL;

  if (mode == PANTAU_HOME_WRITE)
    {
      self->reserve = pantau_reserve_new (path);
      pantau_reserve_settle (self->reserve);
    }
  self->is_opened = TRUE;
  self->progress = NULL;

  if (mode == PANTAU_HOME_READ && !catch_up_for_reader (path, &self, error))
    return NULL;

  return g_steal_pointer (&self);
}

PantauHome *
pantau_home_open (const char *path, PantauHomeMode mode, GError **error)
{
  return pantau_home_open_telling (path, mode, -1, NULL, NULL, error);
}

void
pantau_home_set_damage_func (PantauHome *self, PantauHomeDamage func, gpointer data)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->checking);

  self->damage_func = func;
  self->damage_data = data;
  if (func != NULL && g_error_matches (self->fault, PANTAU_ERROR, PANTAU_ERROR_DAMAGED))
    func (self->fault, data);
}

gboolean
pantau_home_is_checking (PantauHome *self)
{
  return self->checkup != NULL && !pantau_checkup_wait (self->checkup, 0);
}

void
pantau_home_close (PantauHome *self)
{
  /* For those who read next; should it fail, they do it themselves. */
  if (self->mode == PANTAU_HOME_WRITE && self->journal != NULL && self->store != NULL)
    pantau_store_catch_up (self->store, NULL);

  gboolean is_damaged =
      (self->db != NULL && pantau_db_is_damaged (self->db)) ||
      (self->lock != NULL && !self->is_opened && pantau_lock_was_cut (self->lock));

  close_parts (self);
  is_damaged = is_damaged || g_error_matches (self->fault, PANTAU_ERROR, PANTAU_ERROR_DAMAGED);
  g_clear_pointer (&self->blobs, pantau_blobs_free);
  g_clear_pointer (&self->reference, pantau_reference_unref);
  g_clear_pointer (&self->key, pantau_keypair_free);
  g_clear_pointer (&self->reserve, pantau_reserve_free);
  if (self->pins != NULL)
    pantau_pins_forget_save (self->pins);
  g_clear_pointer (&self->pins, pantau_pins_unref);
  g_clear_pointer (&self->file, pantau_homefile_free);

  /* Whoever writes next checks the database, also where only a reader saw the damage. */
  if (is_damaged && self->lock == NULL)
    self->lock = pantau_lock_take (self->path, 0, NULL);
  g_clear_pointer (&self->lock, is_damaged ? pantau_lock_abandon : pantau_lock_release);

  g_mutex_clear (&self->writing);
  g_mutex_clear (&self->checking);
  g_clear_error (&self->fault);
  g_free (self->repair);
  g_free (self->path);
  g_free (self);
}
