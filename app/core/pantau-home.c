/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A home directory: what lies in it and who may use it. How it is written to is in pantau-home-chain.c. */

#include "config.h"

#include "pantau-home.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-upkeep.h"
#include "pantau-home-private.h"

/* How long a file that is being fetched may wait for its rest. */
#define PART_DAYS 7

static const char *const parts[] = { "facts", "local", NULL };

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

PantauBlobs *
pantau_home_get_blobs (PantauHome *self)
{
  return self->blobs;
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

char *
pantau_home_dup_recovery (PantauHome *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->file->saving);

  return g_strdup (self->file->recovery);
}

gboolean
pantau_home_is_province (PantauHome *self, const char *key)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->file->saving);
  GStrv before = self->file->province_before;

  return g_strcmp0 (key, self->file->province) == 0 ||
         (key != NULL && before != NULL && g_strv_contains ((const char *const *) before, key));
}

char *
pantau_home_dup_province_keys (PantauHome *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->file->saving);
  g_autofree char *before = NULL;

  if (self->file->province_before == NULL)
    return g_strdup (self->file->province);
  before = g_strjoinv (" ", self->file->province_before);

  return g_strjoin (" ", self->file->province, before, NULL);
}

/* Whoever projects does so inside a transaction, and reads the keys there. */
static gboolean
tell_store (PantauHome *self, GError **error)
{
  g_autofree char *keys = pantau_home_dup_province_keys (self);

  if (!pantau_db_begin (self->db, PANTAU_DB_LAZY, error))
    return FALSE;
  pantau_store_set_province (self->store, keys);

  return pantau_db_commit (self->db, error);
}

gboolean
pantau_home_take_succession (PantauHome *self, const char *const *path, GError **error)
{
  gboolean is_new = FALSE;

  g_return_val_if_fail (self->mode == PANTAU_HOME_WRITE && self->file->province != NULL, FALSE);

  for (guint i = 0; path[i] != NULL; i++)
    {
      if (pantau_home_is_province (self, path[i]))
        continue;
      if (!pantau_homefile_save_succession (self->file, path[i], error))
        return FALSE;
      is_new = TRUE;
    }
  if (!is_new)
    return TRUE;
  pantau_pins_restart (self->pins);

  return tell_store (self, error);
}

PantauPins *
pantau_home_get_pins (PantauHome *self)
{
  return self->pins;
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

  return pantau_homefile_save (self->file, server, province, practice, error) &&
         tell_store (self, error);
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
  if (value == NULL)
    return pantau_db_run (self->db, error, "DELETE FROM setting WHERE name = ?1", "s", name);

  return pantau_db_run (self->db, error,
                        "INSERT INTO setting (name, value) VALUES (?1, ?2) "
                        "ON CONFLICT (name) DO UPDATE SET value = ?2",
                        "ss", name, value);
}

gint64
pantau_home_clock (PantauHome *self)
{
  g_autofree char *error = pantau_home_get_setting (self, PANTAU_SETTING_CLOCK_ERROR);

  return g_get_real_time () / G_USEC_PER_SEC +
         (error != NULL ? g_ascii_strtoll (error, NULL, 10) : 0);
}
