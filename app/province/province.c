/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A province's directory and what all of its threads share: key, epoch, register of devices, head. */

#include "config.h"

#include "province.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-home.h"
#include "pantau-homefile.h"
#include "pantau-lock.h"
#include "pantau-sweep.h"
#include "pins.h"
#include "restore.h"
#include "succession.h"

#define KEY_NAME "province.key"
#define DATABASE "province.db"

/* Nobody goes on with an upload after that; the register of uploads forgets it sooner. */
#define PART_DAYS 30

static const char *const parts[] = { "facts", "province", NULL };

struct _PantauProvince
{
  char *path;
  PantauLock *lock;
  PantauKeypair *key;
  PantauDb *db;
  PantauLedger *ledger;
  PantauReference *reference;
  PantauBlobs *blobs;
  PantauPins *pins;
  PantauLineage *lineage;
  char *epoch;
  gboolean practice;

  GMutex mutex;        /* of what follows */
  GHashTable *devices; /* key → PantauDevice */
  gint64 index;
  guint8 head[PANTAU_SHA256_SIZE];
  guint64 openings, alerts;
  PantauAllowance allowance;
};

/* An earlier attempt may have ended just before the key: nobody has heard of its epoch, so it may stay. */
static gboolean
first_settings (PantauDb *db, gboolean practice, GError **error)
{
  g_autofree char *epoch = pantau_random_text (12);

  if (!pantau_db_begin (db, PANTAU_DB_DURABLE, error))
    return FALSE;
  if (!pantau_db_run (
          db, error,
          "INSERT INTO setting (name, value) VALUES ('epoch', ?1) ON CONFLICT DO NOTHING", "s",
          epoch) ||
      !pantau_db_run (db, error,
                      "INSERT INTO setting (name, value) VALUES ('practice', ?1) "
                      "ON CONFLICT (name) DO UPDATE SET value = ?1",
                      "s", practice ? "1" : "0") ||
      !pantau_db_run (db, error,
                      "INSERT INTO epoch (name) SELECT value FROM setting WHERE name = 'epoch' ON "
                      "CONFLICT DO NOTHING",
                      ""))
    {
      pantau_db_rollback (db);
      return FALSE;
    }

  return pantau_db_commit (db, error);
}

/* A new key over an old ledger would be another province in the old one's place: whoever lost a key goes another way. */
static gboolean
throw_lost (const char *path, GError **error)
{
  return pantau_throw (
      error, PANTAU_ERROR_NOT_FOUND,
      _ ("the province in “%s” has no key any more; put province.key back from where it is locked "
         "away, or where nobody has it let the recovery key name another one: "
         "pantau-province keys next --dir %s REQUEST"),
      path, path);
}

static gboolean
check_new (PantauDb *db, const char *path, GError **error)
{
  gint64 lines;

  return pantau_db_integer (db, 0, &lines, error, "SELECT count(*) FROM number", "") &&
         (lines == 0 || throw_lost (path, error));
}

gboolean
pantau_province_create (const char *path, gboolean practice, GError **error)
{
  g_autofree char *key_path = g_build_filename (path, KEY_NAME, NULL);
  g_autofree char *db_path = g_build_filename (path, DATABASE, NULL);
  g_autofree char *mark = g_build_filename (path, PANTAU_RESTORE_MARK, NULL);
  g_autoptr (PantauKeypair) key = pantau_keypair_new ();
  g_autoptr (PantauLock) lock = NULL;
  g_autoptr (PantauDb) db = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_DIR))
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” is not a directory"), path);
  if (g_file_test (key_path, G_FILE_TEST_EXISTS))
    return pantau_throw (error, PANTAU_ERROR_CONFLICT, _ ("“%s” is a province already"), path);
  if (g_file_test (mark, G_FILE_TEST_EXISTS))
    return pantau_throw (error, PANTAU_ERROR_CONFLICT,
                         _ ("a province is being restored in “%s”; finish that first"), path);
  if (g_mkdir_with_parents (path, 0700) != 0)
    return pantau_throw (error, PANTAU_ERROR_IO, _ ("“%s” cannot be made"), path);

  lock = pantau_lock_take (path, 0, error);
  if (lock == NULL)
    return FALSE;

  db = pantau_db_open (db_path, PANTAU_DB_READ_WRITE, error);

  /* The key last: with it the province exists. */
  return db != NULL && pantau_db_migrate (db, parts, error) && check_new (db, path, error) &&
         first_settings (db, practice, error) && pantau_keyfile_create (key_path, key, error);
}

static gboolean
load_settings (PantauProvince *self, GError **error)
{
  g_autofree char *practice = NULL;

  if (!pantau_db_text (self->db, &self->epoch, error,
                       "SELECT value FROM setting WHERE name = 'epoch'", "") ||
      !pantau_db_text (self->db, &practice, error,
                       "SELECT value FROM setting WHERE name = 'practice'", ""))
    return FALSE;
  self->practice = g_strcmp0 (practice, "1") == 0;
  self->lineage = pantau_lineage_load (self->db, pantau_keypair_get_name (self->key), error);
  self->pins = self->lineage != NULL ? pantau_pins_load (self->db, error) : NULL;
  if (self->pins == NULL || !pantau_allowance_load (self->db, &self->allowance, error))
    return FALSE;

  return self->epoch != NULL ||
         pantau_throw (error, PANTAU_ERROR_DAMAGED, _ ("the province's settings are missing"));
}

static gboolean
load_devices (PantauProvince *self, GError **error)
{
  PantauStmt *stmt = pantau_db_query (
      self->db, "SELECT key, person, role, region, last_day, granted, revoked FROM device", "");

  while (pantau_stmt_next (stmt))
    {
      PantauDevice *device = g_atomic_rc_box_new0 (PantauDevice);

      device->key = g_strdup (pantau_stmt_text (stmt, 0));
      device->person = g_strdup (pantau_stmt_text (stmt, 1));
      pantau_role_from_name (pantau_stmt_text (stmt, 2), &device->role);
      device->region = g_strdup (pantau_stmt_text (stmt, 3));
      device->last_day = g_strdup (pantau_stmt_text (stmt, 4));
      device->granted = pantau_stmt_integer (stmt, 5);
      device->revoked = pantau_stmt_integer (stmt, 6);
      g_hash_table_replace (self->devices, device->key, device);
    }

  return pantau_stmt_finish (stmt, error);
}

static gboolean
load_head (PantauProvince *self, GError **error)
{
  PantauStmt *stmt =
      pantau_db_query (self->db, "SELECT idx, head FROM number ORDER BY idx DESC LIMIT 1", "");

  if (pantau_stmt_next (stmt))
    {
      g_autofree char *head = pantau_stmt_hex (stmt, 1);

      self->index = pantau_stmt_integer (stmt, 0);
      if (!pantau_unhex (head, self->head, sizeof self->head))
        {
          pantau_stmt_finish (stmt, NULL);
          return pantau_throw (error, PANTAU_ERROR_DAMAGED,
                               _ ("the province's last head is damaged"));
        }
    }

  return pantau_stmt_finish (stmt, error);
}

/* Its key's name, for the day when that is lost. */
static gboolean
note_name (PantauProvince *self, GError **error)
{
  return pantau_db_run (self->db, error,
                        "INSERT INTO setting (name, value) VALUES ('" PANTAU_PROVINCE_NAME "', ?1) "
                        "ON CONFLICT (name) DO UPDATE SET value = ?1 WHERE value <> ?1",
                        "s", pantau_province_get_name (self));
}

PantauProvince *
pantau_province_open_by (const char *path, const char *key_path, GError **error)
{
  g_autofree char *db_path = g_build_filename (path, DATABASE, NULL);
  g_autofree char *reference = g_build_filename (path, "reference", NULL);
  g_autofree char *blobs = g_build_filename (path, "blobs", NULL);
  g_autoptr (PantauProvince) self = g_new0 (PantauProvince, 1);

  g_mutex_init (&self->mutex);
  self->path = g_strdup (path);
  self->devices =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) pantau_device_unref);

  self->lock = pantau_lock_take (path, 0, error);
  if (self->lock == NULL)
    return NULL;
  self->key = pantau_keyfile_load (key_path, error);
  if (self->key == NULL)
    return NULL;
  self->db = pantau_db_open (db_path, PANTAU_DB_READ_WRITE, error);
  if (self->db == NULL || !pantau_db_migrate (self->db, parts, error))
    return NULL;

  self->ledger = pantau_ledger_new (self->db);
  self->blobs = pantau_blobs_new (blobs);
  pantau_blobs_sweep (self->blobs, PART_DAYS);
  self->reference =
      pantau_reference_new (g_file_test (reference, G_FILE_TEST_IS_DIR) ? reference : NULL, error);
  if (self->reference == NULL || !load_settings (self, error) || !load_devices (self, error) ||
      !load_head (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

PantauProvince *
pantau_province_open (const char *path, GError **error)
{
  g_autofree char *key_path = g_build_filename (path, KEY_NAME, NULL);
  g_autofree char *db_path = g_build_filename (path, DATABASE, NULL);
  g_autofree char *mark = g_build_filename (path, PANTAU_RESTORE_MARK, NULL);
  g_autoptr (PantauProvince) self = NULL;

  if (!g_file_test (key_path, G_FILE_TEST_EXISTS) && g_file_test (db_path, G_FILE_TEST_EXISTS) &&
      !g_file_test (mark, G_FILE_TEST_EXISTS))
    {
      throw_lost (path, error);
      return NULL;
    }
  if (!g_file_test (key_path, G_FILE_TEST_EXISTS))
    return pantau_throw_null (
        error, PANTAU_ERROR_NOT_FOUND,
        _ ("“%s” is no province; make one with: pantau-province init --dir %s"), path, path);

  self = pantau_province_open_by (path, key_path, error);

  return self != NULL && note_name (self, error) ? g_steal_pointer (&self) : NULL;
}

PantauDb *
pantau_province_open_reader (const char *path, GError **error)
{
  g_autofree char *db_path = g_build_filename (path, DATABASE, NULL);

  return pantau_db_open (db_path, PANTAU_DB_READ_ONLY, error);
}

GAsyncQueue *
pantau_province_open_readers (PantauProvince *self, guint n, GError **error)
{
  g_autoptr (GAsyncQueue) readers = g_async_queue_new_full ((GDestroyNotify) pantau_db_close);

  for (guint i = 0; i < n; i++)
    {
      PantauDb *db = pantau_province_open_reader (self->path, error);

      if (db == NULL)
        return NULL;
      g_async_queue_push (readers, db);
    }

  return g_steal_pointer (&readers);
}

void
pantau_province_close (PantauProvince *self)
{
  g_clear_pointer (&self->blobs, pantau_blobs_free);
  g_clear_pointer (&self->reference, pantau_reference_unref);
  g_clear_pointer (&self->ledger, pantau_ledger_free);
  g_clear_pointer (&self->db, pantau_db_close);
  g_clear_pointer (&self->key, pantau_keypair_free);
  g_clear_pointer (&self->pins, pantau_pins_unref);
  g_clear_pointer (&self->lineage, pantau_lineage_free);
  g_clear_pointer (&self->lock, pantau_lock_release);
  g_hash_table_unref (self->devices);
  g_mutex_clear (&self->mutex);
  g_free (self->epoch);
  g_free (self->path);
  g_free (self);
}

const char *
pantau_province_get_path (PantauProvince *self)
{
  return self->path;
}

PantauKeypair *
pantau_province_get_key (PantauProvince *self)
{
  return self->key;
}

const char *
pantau_province_get_name (PantauProvince *self)
{
  return pantau_keypair_get_name (self->key);
}

const char *
pantau_province_get_epoch (PantauProvince *self)
{
  return self->epoch;
}

gboolean
pantau_province_is_practice (PantauProvince *self)
{
  return self->practice;
}

PantauDb *
pantau_province_get_db (PantauProvince *self)
{
  return self->db;
}

PantauLedger *
pantau_province_get_ledger (PantauProvince *self)
{
  return self->ledger;
}

PantauReference *
pantau_province_get_reference (PantauProvince *self)
{
  return self->reference;
}

PantauBlobs *
pantau_province_get_blobs (PantauProvince *self)
{
  return self->blobs;
}

PantauPins *
pantau_province_get_pins (PantauProvince *self)
{
  return self->pins;
}

const PantauLineage *
pantau_province_get_lineage (PantauProvince *self)
{
  return self->lineage;
}

gboolean
pantau_province_is_own (PantauProvince *self, const char *key)
{
  return g_strv_contains ((const char *const *) self->lineage->keys, key);
}

char *
pantau_province_list_keys (PantauProvince *self, const char *before)
{
  GString *text = g_string_new ("[");

  for (guint i = 0; self->lineage->keys[i] != NULL; i++)
    {
      if (g_strcmp0 (self->lineage->keys[i], before) == 0)
        break;
      g_string_append_printf (text, "%s\"%s\"", i > 0 ? "," : "", self->lineage->keys[i]);
    }
  g_string_append_c (text, ']');

  return g_string_free (text, FALSE);
}

void
pantau_province_get_allowance (PantauProvince *self, PantauAllowance *allowance)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  *allowance = self->allowance;
}

void
pantau_province_set_allowance (PantauProvince *self, const PantauAllowance *allowance)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->allowance = *allowance;
}

static gboolean
remove_file (const char *hash, gpointer data, GError **error)
{
  PantauProvince *self = data;

  return pantau_blobs_remove (self->blobs, hash, error) &&
         pantau_db_run (self->db, error, "DELETE FROM blob WHERE hash = ?1", "s", hash) &&
         pantau_db_run (self->db, error, "DELETE FROM lost WHERE hash = ?1", "s", hash);
}

gboolean
pantau_province_sweep (PantauProvince *self, GError **error)
{
  gboolean is_due;

  if (!pantau_sweep_is_due (self->db, NULL, &is_due, error))
    return FALSE;

  /* A province has neither a search index nor a journal. */
  return !is_due || (pantau_sweep_mark_done (self->db, PANTAU_SWEEP_SEARCH, error) &&
                     pantau_sweep_mark_done (self->db, PANTAU_SWEEP_JOURNAL, error) &&
                     pantau_sweep_files (self->db, remove_file, self, error) &&
                     pantau_sweep_bytes (self->db, error));
}

PantauDevice *
pantau_province_get_device (PantauProvince *self, const char *key)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  PantauDevice *device = key != NULL ? g_hash_table_lookup (self->devices, key) : NULL;

  return device != NULL ? pantau_device_ref (device) : NULL;
}

void
pantau_province_put_device (PantauProvince *self, PantauDevice *device)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_hash_table_replace (self->devices, device->key, pantau_device_ref (device));
}

gint64
pantau_province_get_head (PantauProvince *self, char **head)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (head != NULL)
    *head = pantau_hex (self->head, sizeof self->head);

  return self->index;
}

void
pantau_province_set_head (PantauProvince *self, gint64 index, const guint8 head[PANTAU_SHA256_SIZE])
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->index = index;
  memcpy (self->head, head, sizeof self->head);
}

void
pantau_province_count_openings (PantauProvince *self, guint openings, guint alerts)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->openings += openings;
  self->alerts += alerts;
}

void
pantau_province_get_openings (PantauProvince *self, guint64 *openings, guint64 *alerts)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  *openings = self->openings;
  *alerts = self->alerts;
}
