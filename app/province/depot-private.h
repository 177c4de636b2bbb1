/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "depot.h"

G_BEGIN_DECLS

/* The depot's inside, for its files: depot.c (the register), depot-begin.c (what may come) and depot-find.c. */
struct _PantauDepot
{
  PantauProvince *province; /* (unowned) */
  PantauWorkers *workers;   /* (unowned) */
  PantauWriter *writer;     /* (unowned) */
  PantauBlobs *blobs;       /* (unowned) */
  PantauQuota *quota;       /* (owned) */
  PantauMender *mender;     /* (owned) */
  GHashTable *uploads;      /* (owned): id → PantauUploading (owned), those under way */
  guint n_inflows;
  guint sweep_id;
  gboolean has_stopped;
  PantauDepotStatistics statistics;
};

/* Nothing could be noted: 500. In depot.c. */
extern const PantauTrouble pantau_depot_internal;

/*
 * pantau_depot_begin() by a line that @device may read, of an upload that is @owner's; NULL: the device's own, whatever it may bring today. In
 * depot-begin.c.
 */
void pantau_depot_begin_for (PantauDepot *self,
                             PantauDevice *device,
                             const char *owner,
                             const char *hash,
                             goffset size,
                             PantauDepotFound found,
                             gpointer data);

G_END_DECLS
