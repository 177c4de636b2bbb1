/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading beside the one connection that writes. */

#include "config.h"

#include "pantau-reader.h"

struct _PantauReader
{
  PantauDb *db;         /* (owned) */
  PantauLedger *ledger; /* (owned) */
  PantauStore *store;   /* (owned) */
};

PantauReader *
pantau_reader_new (PantauHome *home, GError **error)
{
  g_autofree char *path =
      g_build_filename (pantau_home_get_path (home), PANTAU_HOME_DATABASE, NULL);
  PantauDb *db = pantau_db_open (path, PANTAU_DB_READ_ONLY, error);
  g_autofree char *keys = pantau_home_dup_province_keys (home);
  PantauReader *self;

  if (db == NULL)
    return NULL;

  self = g_new0 (PantauReader, 1);
  self->db = db;
  self->ledger = pantau_ledger_new (db);
  self->store = pantau_store_new (db, self->ledger, pantau_home_get_reference (home), keys);
  pantau_store_set_device (self->store, pantau_home_get_device (home));
  pantau_store_set_blobs (self->store, pantau_home_get_blobs (home));

  return self;
}

void
pantau_reader_free (PantauReader *self)
{
  pantau_store_free (self->store);
  pantau_ledger_free (self->ledger);
  pantau_db_close (self->db);
  g_free (self);
}

PantauStore *
pantau_reader_get_store (PantauReader *self)
{
  return self->store;
}

PantauDb *
pantau_reader_get_db (PantauReader *self)
{
  return self->db;
}

void
pantau_reader_set_province (PantauReader *self, const char *province)
{
  pantau_store_set_province (self->store, province);
}
