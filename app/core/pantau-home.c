/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A home directory: what lies in it, and which province it trusts. How it is opened is in pantau-home-open.c, how it is written to in
 * pantau-home-chain.c.
 */

#include "config.h"

#include "pantau-home.h"

#include <glib/gi18n-lib.h>

#include "pantau-error.h"
#include "pantau-home-private.h"

gboolean
pantau_home_create (const char *path, gboolean practice, GError **error)
{
  return pantau_homefile_create (path, practice, error);
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
