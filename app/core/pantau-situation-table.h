/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-situation.h"

G_BEGIN_DECLS

/*
 * The figures of a situation as a table: a row for each region right below the one that was asked for, zero or not, and at the end all of it. For a screen, a
 * page, and to be copied. Pure.
 */

/* What a column counts. */
typedef struct
{
  char *title; /* "Open risks" */
  PantauSituationMeasure measure;
  const char *level; /* (nullable): of risks; belongs to the reference data of the situation */
} PantauSituationColumn;

typedef struct
{
  char *code;
  char *name;   /* "Kab. Musi Rawas Utara"; of the last row "All" */
  char **cells; /* as many as columns, ended by NULL: what stands there */
  char **
      plain; /* likewise, as a spreadsheet takes them: without thousands, and nothing that looks like a date */
  gint64 *values; /* as many: 0 where there is nothing to follow */
} PantauSituationTableRow;

typedef struct
{
  char *title;        /* "Situation of Prov. Sumatera Selatan, 27 November 2024 13.46 WIB" */
  GPtrArray *columns; /* of PantauSituationColumn */
  GPtrArray *
      rows; /* of PantauSituationTableRow; the last is the sum, in which what is in several regions counts once */
} PantauSituationTable;

/* @with_cases: columns of cases and their time limits; Pemprov has none. (transfer full) */
PantauSituationTable *pantau_situation_table_new (const PantauSituation *situation,
                                                  PantauReference *reference,
                                                  gboolean with_cases) G_GNUC_WARN_UNUSED_RESULT;
void pantau_situation_table_free (PantauSituationTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauSituationTable, pantau_situation_table_free)

/* Names of the regions of a situation in the table: 2 kabupaten and kota, 3 kecamatan, 4 villages. */
guint pantau_situation_table_level (const PantauSituation *situation);

/* What a list is asked for to show the records behind a cell. (transfer full) (nullable): NULL where there are none */
char *pantau_situation_table_query (const PantauSituationTable *self,
                                    const PantauSituation *situation,
                                    guint row,
                                    guint column) G_GNUC_WARN_UNUSED_RESULT;

/*
 * For a spreadsheet: a line for each row, cells parted by tabs. Above it the title, and LATIHAN where @is_practice.
 * (transfer full)
 */
char *pantau_situation_table_to_tsv (const PantauSituationTable *self,
                                     gboolean is_practice) G_GNUC_WARN_UNUSED_RESULT;

/* For a message: each region with what is not zero, in a line; then what the burden is. (transfer full) */
char *pantau_situation_table_to_text (const PantauSituationTable *self,
                                      gboolean is_practice) G_GNUC_WARN_UNUSED_RESULT;

/* "27 November 2024 13.46 WIB", or "the end of 20 November 2024": of what moment it is. (transfer full) */
char *pantau_situation_moment_text (const PantauSituation *situation) G_GNUC_WARN_UNUSED_RESULT;

/* "Kab. Musi Rawas Utara", without what it lies in. (transfer full) */
char *pantau_situation_region_text (PantauReference *reference,
                                    const char *code) G_GNUC_WARN_UNUSED_RESULT;

/* The first day on which anything was recorded: its midnight in WIB; 0 where nothing is. How far back one can ask. */
gint64 pantau_situation_begin (PantauSituationSheet *sheet);

G_END_DECLS
