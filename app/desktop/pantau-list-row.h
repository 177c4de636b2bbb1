/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <pango/pango.h>

#include "pantau-list-columns.h"
#include "pantau-query.h"
#include "pantau-record.h"
#include "pantau-reference.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_LIST_ROW (pantau_list_row_get_type ())
/*
 * One row of the list: a place that a record fills as soon as it was read, and how the record reads there, in the program's
 * language. All texts are "" until then.
 *
 * Property: "record" (PantauRecord, nullable, read-only); it is also notified when what to highlight changes.
 */
G_DECLARE_FINAL_TYPE (PantauListRow, pantau_list_row, PANTAU, LIST_ROW, GObject)

PantauListRow *pantau_list_row_new (PantauReference *reference) G_GNUC_WARN_UNUSED_RESULT;

/* Entry.n of the record's first entry: its name within this home (pantau_store_find()); 0 before it is known. */
guint32 pantau_list_row_get_n (PantauListRow *self);

/* (nullable): NULL until it was read. */
PantauRecord *pantau_list_row_get_record (PantauListRow *self);
void pantau_list_row_set_record (PantauListRow *self, PantauRecord *record);

/* What to highlight in the title. (nullable) */
void pantau_list_row_set_query (PantauListRow *self, PantauQuery *query);

/* What stands in a column; "" for that of the icons. (transfer full) */
char *pantau_list_row_dup_text (PantauListRow *self,
                                PantauListColumn column) G_GNUC_WARN_UNUSED_RESULT;
/* Place and kind, for a second line. (transfer full) */
char *pantau_list_row_dup_summary (PantauListRow *self) G_GNUC_WARN_UNUSED_RESULT;
/* The whole row in one sentence, for screen readers. (transfer full) */
char *pantau_list_row_dup_label (PantauListRow *self) G_GNUC_WARN_UNUSED_RESULT;
/* What the record bears where it is a hoax: its words stand with the title wherever that stands. */
PantauClaimLabel pantau_list_row_get_label (PantauListRow *self);
/* Where the title matches the search. (transfer full) (nullable) */
PangoAttrList *pantau_list_row_find_matches (PantauListRow *self) G_GNUC_WARN_UNUSED_RESULT;
/* How far the record has come, in words, and as the name of an icon (nullable). */
const char *pantau_list_row_get_state (PantauListRow *self);
const char *pantau_list_row_get_state_icon (PantauListRow *self);

/*
 * For the model: its table of living rows (by GUINT_TO_POINTER (n), unowned), which the row leaves when it goes, and its place. A row
 * may stand for another record (its record is then to be set anew), or for none any more (leave).
 */
void pantau_list_row_enter (PantauListRow *self, GHashTable *rows, guint32 n, guint position);
void pantau_list_row_leave (PantauListRow *self);
guint pantau_list_row_get_position (PantauListRow *self);
void pantau_list_row_set_position (PantauListRow *self, guint position);

/* "Rawas Ilir, Musi Rawas Utara": a region by its kecamatan and kabupaten or kota. (transfer full) */
char *pantau_list_row_place (PantauReference *reference,
                             const char *code) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
