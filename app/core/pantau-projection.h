/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-db.h"
#include "pantau-ledger.h"
#include "pantau-reference.h"

G_BEGIN_DECLS

/* How the tables of data/sql/projections.sql are made from the facts; the store asks them its questions. */
typedef struct _PantauProjection PantauProjection;

PantauProjection *pantau_projection_new (PantauDb *db,
                                         PantauLedger *ledger,
                                         PantauReference *reference,
                                         const char *province) G_GNUC_WARN_UNUSED_RESULT;
void pantau_projection_free (PantauProjection *self);

void pantau_projection_set_province (PantauProjection *self, const char *province);

/* As pantau_store_behind(). */
gboolean pantau_projection_behind (PantauProjection *self, gint64 *entries, GError **error);

/* Drops the tables and makes them anew, empty. */
gboolean pantau_projection_reset (PantauProjection *self, GError **error);

/* Takes in what came since, in transactions of a few thousand entries; resets first where another edition made the tables. */
gboolean pantau_projection_catch_up (PantauProjection *self,
                                     PantauProgress progress,
                                     gpointer data,
                                     GError **error);

/* Makes all rows of one record anew, in a transaction of its own. */
gboolean pantau_projection_refresh (PantauProjection *self, const char *record, GError **error);

G_END_DECLS
