/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-record.h"
#include "pantau-store.h"

G_BEGIN_DECLS

/*
 * Checklists: questions of an activity that are asked in their stages (data/reference/daftar-periksa.json). They are fields like all others; this
 * is what follows from a "no".
 */

/* A question that was answered with no, and the record that it opened. */
typedef struct
{
  char *item;  /* the name of the field */
  char *label; /* the question, in the program's language */
  char *opens; /* the title of what it opens, without a place: "No power" */
  char *risk;  /* (nullable): the UUID of what was opened */
} PantauShortfall;

void pantau_shortfall_free (PantauShortfall *self);

/*
 * What is short in the activity @id, in the order of the form: each question that somebody answered with no (where people differ, one is enough) and that
 * opens something. (transfer full) (element-type PantauShortfall): perhaps empty, as it is for other kinds; NULL with PANTAU_ERROR_NOT_FOUND where there is no such record.
 */
GPtrArray *pantau_checklist_shortfalls (PantauStore *store,
                                        PantauReference *reference,
                                        const char *id,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The record that a no to @item of @activity (with its values) opens, as pantau_check_record() reads it: places, times, election, region and class of the
 * activity; title, severity and fields of the checklist. (transfer full): NULL where @item opens nothing
 */
JsonObject *pantau_checklist_record (PantauReference *reference,
                                     PantauRecord *activity,
                                     const char *item) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
