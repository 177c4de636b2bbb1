/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pantau-reference.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_FILTER_CHOICE (pantau_filter_choice_get_type ())
/*
 * One thing to filter by: the part of a query that it writes, and how it is called. Immutable.
 *
 * Properties (read-only): "label"; "detail" (what it lies in; "" for most).
 */
G_DECLARE_FINAL_TYPE (PantauFilterChoice, pantau_filter_choice, PANTAU, FILTER_CHOICE, GObject)

/* What it is called, and "" or what tells it from others of that name. (transfer none) */
const char *pantau_filter_choice_get_label (PantauFilterChoice *self);
const char *pantau_filter_choice_get_detail (PantauFilterChoice *self);

/* What a list can be filtered by. Names are those of the buttons. */
typedef enum
{
  PANTAU_FILTER_KIND,
  PANTAU_FILTER_REGION,
  PANTAU_FILTER_STATUS,
  PANTAU_FILTER_STATE,
} PantauFilterSubject;

/*
 * The choices of @subject, the first of which takes the filter out. @text is what was typed to find one (regions; "" for the kabupaten
 * and kota); @query is the present query, whose kind decides on the statuses. (transfer full): of PantauFilterChoice
 */
GListModel *pantau_filter_choices (PantauReference *reference,
                                   PantauFilterSubject subject,
                                   const char *text,
                                   const char *query) G_GNUC_WARN_UNUSED_RESULT;

/* What @query says of @subject, as people call it. (transfer full) (nullable): NULL for nothing */
char *pantau_filter_current (PantauReference *reference,
                             PantauFilterSubject subject,
                             const char *query) G_GNUC_WARN_UNUSED_RESULT;

/* @query with @choice in place of what it said of @subject. (transfer full) */
char *pantau_filter_apply (const char *query,
                           PantauFilterSubject subject,
                           PantauFilterChoice *choice) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
