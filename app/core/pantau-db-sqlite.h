/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "pantau-db.h"

G_BEGIN_DECLS

/* Between pantau-db.c and pantau-db-stmt.c: the only two files that know SQLite, by this only header that includes its own. */

struct _PantauDb
{
  sqlite3 *handle;
  PantauDbMode mode;

  GRecMutex lock;
  gboolean in_transaction;
  gboolean is_lazy;       /* the running transaction's promise */
  GCancellable *reading;  /* (unowned) (nullable): of the running reading */
  gboolean is_damaged;    /* SQLite met a page that is none */
  GHashTable *statements; /* SQL literal → idle sqlite3_stmt; (owned) */
};

/*
 * Sets @error from @code, which SQLite has just returned on this connection; the caller still holds the lock. What says that the file is damaged is remembered
 * (pantau_db_is_damaged()). Returns FALSE.
 */
gboolean pantau_db_throw (PantauDb *self, int code, GError **error);

G_END_DECLS
