/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "proxy.h"
#include "pantau-home.h"
#include "pantau-sync.h"
#include "trip-fixture.h"

G_BEGIN_DECLS

#define TRANSFER_REGION "16.13.04"

/* A province, a line to it that can be cut, and a field home that goes by it. */
typedef struct
{
  Trip *trip;
  Proxy *line;
  PantauHome *field;
} TransferFixture;

void transfer_set_up (TransferFixture *f, gconstpointer data);
void transfer_tear_down (TransferFixture *f, gconstpointer data);

/* Another home by the same line, enrolled. */
PantauHome *
transfer_home (TransferFixture *f, const char *name, const char *role, const char *region);

/* A file of the home, of which no line says anything yet. (transfer full): its hash */
char *transfer_put (PantauHome *home, gsize length, guint8 seed);

/* Makes a record of @kind, and a line of @type that names the file. */
void transfer_name (PantauHome *home, const char *hash, const char *kind, const char *type);

/* Puts and names a file, each in a record of its own. (transfer full) */
char *transfer_add (PantauHome *home, gsize length, guint8 seed);

/* Syncs, which must go well. */
PantauSyncResult transfer_sync (PantauHome *home);

G_END_DECLS
