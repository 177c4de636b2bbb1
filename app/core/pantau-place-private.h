/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between pantau-place.c, which knows regions, and pantau-place-text.c, which knows what people type. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PANTAU_PLACE_LAST_TPS 999 /* those of prisons are 901 and up */

/* One way to read a text: the words of a name, and the numbers that are polling stations. */
typedef struct
{
  char *name;
  GArray *tps; /* of guint, sorted, without repetition */
} PantauPlaceReading;

void pantau_place_reading_free (PantauPlaceReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauPlaceReading, pantau_place_reading_free)

/* All ways to read @text (UTF-8), never none. (transfer full): of PantauPlaceReading; more of the numbers belong to the name first */
GPtrArray *pantau_place_read (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* The way to read it where no region is meant: numbers are stations only where the text says "tps". (transfer full) */
PantauPlaceReading *pantau_place_read_unknown (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
