/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `record.row` means: see data/sql/projections.sql. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers within an hour: some, so that FTS5 keeps the steps between neighbours in few bytes; enough for any day of voting. */
#define PANTAU_ROW_BITS 22

/* The hour of a moment in Unix seconds. What was before 1970 or will be after 9999 was or will be in its first or last hour. */
static inline gint64
pantau_hour_of_time (gint64 when)
{
  return CLAMP (when, 0, G_GINT64_CONSTANT (253402300799)) / 3600;
}

/* The first row of @hour. */
static inline gint64
pantau_row_of_hour (gint64 hour)
{
  return hour << PANTAU_ROW_BITS;
}

/* The hour of a row. */
static inline gint64
pantau_row_hour (gint64 row)
{
  return row >> PANTAU_ROW_BITS;
}

G_END_DECLS
