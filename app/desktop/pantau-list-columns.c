/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns the list has room for. */

#include "config.h"

#include "pantau-list-columns.h"

#define ICON_WIDTH 28 /* pixels */
#define GAP        12 /* pixels, between columns */

/* In letters: how wide a column is, and from which width of the row on it is there. The title takes what is left. */
static const struct
{
  int width;
  int from;
} columns[PANTAU_LIST_N_COLUMNS] = {
  [PANTAU_LIST_KIND] = { 26, 140 },     [PANTAU_LIST_PLACE] = { 27, 62 },
  [PANTAU_LIST_TIME] = { 15, 0 },       [PANTAU_LIST_SEVERITY] = { 13, 114 },
  [PANTAU_LIST_STATUS] = { 16, 82 },
};

void
pantau_list_columns_fit (int width, int em, PantauListSpan spans[PANTAU_LIST_N_COLUMNS])
{
  int right = width;

  g_return_if_fail (em > 0);

  for (int i = PANTAU_LIST_STATUS; i > PANTAU_LIST_TITLE; i--)
    {
      gboolean has_room = width >= columns[i].from * em;

      spans[i].width = has_room ? MIN (columns[i].width * em, MAX (0, right)) : 0;
      right -= spans[i].width;
      spans[i].x = right;
      right -= has_room ? GAP : 0;
    }
  spans[PANTAU_LIST_STATE] = (PantauListSpan){ 0, ICON_WIDTH };
  spans[PANTAU_LIST_TITLE] =
      (PantauListSpan){ ICON_WIDTH + GAP, MAX (0, right - ICON_WIDTH - GAP) };
}

gboolean
pantau_list_columns_is_narrow (int width, int em)
{
  return width < columns[PANTAU_LIST_PLACE].from * em;
}

gboolean
pantau_list_columns_get_sort (PantauListColumn column, PantauSort *sort)
{
  static const PantauSort sorts[] = {
    [PANTAU_LIST_TITLE] = PANTAU_SORT_TITLE,       [PANTAU_LIST_KIND] = PANTAU_SORT_KIND,
    [PANTAU_LIST_PLACE] = PANTAU_SORT_REGION,      [PANTAU_LIST_TIME] = PANTAU_SORT_TIME,
    [PANTAU_LIST_SEVERITY] = PANTAU_SORT_SEVERITY, [PANTAU_LIST_STATUS] = PANTAU_SORT_STATUS,
  };

  if (column == PANTAU_LIST_STATE)
    return FALSE;
  *sort = sorts[column];

  return TRUE;
}
