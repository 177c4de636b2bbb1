/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "pantau-query.h"

G_BEGIN_DECLS

/* From left to right. */
typedef enum
{
  PANTAU_LIST_STATE,
  PANTAU_LIST_TITLE,
  PANTAU_LIST_KIND,
  PANTAU_LIST_PLACE,
  PANTAU_LIST_TIME,
  PANTAU_LIST_SEVERITY,
  PANTAU_LIST_STATUS,
} PantauListColumn;

#define PANTAU_LIST_N_COLUMNS (PANTAU_LIST_STATUS + 1)

/* Pixels; a column without room has a width of 0. */
typedef struct
{
  int x;
  int width;
} PantauListSpan;

/*
 * Where the columns are in a row of @width pixels whose letters are @em pixels wide on the average: those that matter less go where there is no
 * room, and the larger the letters the earlier. One function for heads and rows, so that they cannot disagree.
 */
void pantau_list_columns_fit (int width, int em, PantauListSpan spans[PANTAU_LIST_N_COLUMNS]);

/* Whether there is no room for the column of places: a second line under the title then says what is missing. */
gboolean pantau_list_columns_is_narrow (int width, int em);

/* What a column is sorted by; FALSE for the icons, which are not. */
gboolean pantau_list_columns_get_sort (PantauListColumn column, PantauSort *sort);

G_END_DECLS
