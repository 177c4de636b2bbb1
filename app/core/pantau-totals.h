/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-counts.h"
#include "pantau-home.h"

G_BEGIN_DECLS

/* The province's signed figures in a home: fetched by a sync of Pemprov's, kept as they came, believed each time anew. */

/* Keeps a statement that was believed. */
gboolean
pantau_totals_keep (PantauHome *home, const char *text, const char *signature, GError **error);

/*
 * The newest that is here. (transfer full) (nullable): NULL without an error where none has come yet; PANTAU_ERROR_SIGNATURE where somebody
 * changed it.
 */
PantauTotals *pantau_totals_load (PantauHome *home, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Figures of one kind in one area. */
typedef struct
{
  char *area; /* (nullable): NULL: what could be told of no single area */
  char *name; /* of the area; a sentence for NULL */
  gint64 n;
  gint64 fresh, handled, ended; /* of @n: by stage; what is left could not be told apart */
} PantauTotalsRow;

/*
 * A table of @kind: all kabupaten and kota in the order of the reference data, also without a figure; the province itself and the rest where
 * they have one. (transfer full) (element-type PantauTotalsRow)
 */
GPtrArray *pantau_totals_table (PantauReference *reference,
                                const PantauTotals *counts,
                                const char *kind) G_GNUC_WARN_UNUSED_RESULT;

/* The kinds that have figures, and those that are closed always. (transfer full) */
GStrv pantau_totals_kinds (PantauReference *reference,
                           const PantauTotals *counts) G_GNUC_WARN_UNUSED_RESULT;

/* How the figures are to be read: rounded, merged. One sentence or two. (transfer none) */
const char *pantau_totals_explain (void);

G_END_DECLS
