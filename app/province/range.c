/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header field by which a file is fetched from where it was cut. */

#include "config.h"

#include "range.h"

#include <string.h>

#define UNIT "bytes="

/* A number of digits alone; beyond every file it is the largest that there is. FALSE where it is none. */
static gboolean
read_number (const char *text, goffset *value)
{
  if (*text == '\0' || strspn (text, "0123456789") != strlen (text))
    return FALSE;
  *value = strlen (text) > 18 ? G_MAXINT64 : g_ascii_strtoll (text, NULL, 10);

  return TRUE;
}

PantauRange
pantau_range_parse (const char *text, goffset size, goffset *from, goffset *length)
{
  g_auto (GStrv) ends = NULL;
  goffset first = 0, last = G_MAXINT64;

  if (text == NULL || g_ascii_strncasecmp (text, UNIT, strlen (UNIT)) != 0)
    return PANTAU_RANGE_WHOLE;

  ends = g_strsplit (text + strlen (UNIT), "-", -1);
  if (g_strv_length (ends) != 2)
    return PANTAU_RANGE_WHOLE;

  if (*ends[0] == '\0')
    {
      if (!read_number (ends[1], &last))
        return PANTAU_RANGE_WHOLE;
      if (last == 0 || size == 0)
        return PANTAU_RANGE_OUTSIDE;
      first = MAX (size - last, 0);
      last = size - 1;
    }
  else if (!read_number (ends[0], &first) || (*ends[1] != '\0' && !read_number (ends[1], &last)) ||
           last < first)
    return PANTAU_RANGE_WHOLE;

  if (first >= size)
    return PANTAU_RANGE_OUTSIDE;
  *from = first;
  *length = MIN (last, size - 1) - first + 1;

  return PANTAU_RANGE_PART;
}
