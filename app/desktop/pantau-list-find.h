/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-session.h"

G_BEGIN_DECLS

/* What the list asks of the reading thread (PantauReadFunc), and its answers. */

/* Which records, in which order. */
typedef struct
{
  PantauQuery *query; /* (owned) */
  PantauSort sort;
  gboolean descending;
  guint limit;  /* 0: all */
  guint n_rows; /* so many snapshots from the first on come with the answer */
  GArray *
      old; /* (owned) (nullable): of guint32, what the list shows; then the answer says what became other */
} PantauFind;

void pantau_find_free (PantauFind *self);

typedef struct
{
  GArray *rows;       /* (owned): of guint32 */
  GPtrArray *records; /* (owned): of PantauRecord, some NULL */
  GArray *hunks;      /* (owned) (nullable): of PantauHunk */
} PantauFound;

void pantau_found_free (PantauFound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauFound, pantau_found_free)

/* @data: PantauFind. (transfer full): PantauFound */
gpointer pantau_find_run (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error);

/* @data: GArray of guint32. (transfer full): GPtrArray of PantauRecord, some NULL */
gpointer pantau_find_rows (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
