/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-record.h"
#include "pantau-reference.h"

G_BEGIN_DECLS

/* Where a line of a sheet stands. */
typedef enum
{
  PANTAU_SHEET_COMMON,    /* what every record has: places, times, region … */
  PANTAU_SHEET_NARRATIVE, /* the account of what happened */
  PANTAU_SHEET_FIELD,     /* the kind's questions to the field */
  PANTAU_SHEET_DESK,      /* and to the desk */
  PANTAU_SHEET_NEWER,     /* fields that our edition does not know */
} PantauSheetPart;

#define PANTAU_N_SHEET_PARTS (PANTAU_SHEET_NEWER + 1)

/* One answered question, in words. */
typedef struct
{
  PantauSheetPart part;
  char *field;
  char *label;
  char *text;       /* lines end with LF; never empty */
  gboolean differs; /* people gave it different values, which @text names all */
} PantauSheetLine;

/*
 * What is known of a record (with its values, as pantau_store_get() gives it) as people read it: the answered questions, in the
 * order of the kind's description. Title, status and severity are left out: they head a record.
 * (transfer full): of PantauSheetLine, by part
 */
GPtrArray *pantau_sheet_new (PantauReference *reference,
                             PantauRecord *record) G_GNUC_WARN_UNUSED_RESULT;

/* "1: very low" … "5: very high"; NULL for 0. (transfer full) (nullable) */
char *pantau_sheet_severity (PantauReference *reference,
                             PantauRecord *record) G_GNUC_WARN_UNUSED_RESULT;

/* One value of a record in words, with its lines: as pantau_words_value(), but several places, and the rows of a list, are lines. (transfer full) */
char *pantau_sheet_value (PantauReference *reference,
                          const char *kind,
                          const char *field,
                          const char *json) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The values of @field, each distinct one once. (transfer container): of const PantauValue, in the record's order
 */
GPtrArray *pantau_sheet_distinct (PantauRecord *record,
                                  const char *field) G_GNUC_WARN_UNUSED_RESULT;

/* The fields that have more than one distinct value, in the record's order. (transfer full) */
GStrv pantau_sheet_differences (PantauRecord *record) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
