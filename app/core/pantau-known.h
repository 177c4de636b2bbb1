/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-db.h"

G_BEGIN_DECLS

/*
 * Lines of one device that both sides hold already: what the next ones repeat of them need not travel again (pantau-pack-after.h). Named by the
 * device's own numbers, and by a sum over what is taken from them, so that nothing is ever unpacked by other bytes: where one side has erased a
 * body, or a copied home wrote a number twice, they are simply not known.
 */
typedef struct
{
  gint64 last; /* the highest of the numbers */
  guint n;     /* lines, without a gap between their numbers */
  char *sum;   /* PANTAU_KNOWN_SUM hex digits */
  GBytes *text;
} PantauKnown;

/* The most that is taken: beyond this little is saved, and looking for repetitions costs time on both sides. */
#define PANTAU_KNOWN_LINES 128
#define PANTAU_KNOWN_BYTES (128 * 1024) /* of text */
#define PANTAU_KNOWN_SUM   16

/*
 * The @n lines of @device up to number @last. NULL with PANTAU_ERROR_NOT_FOUND where they are not here, are more than these, or longer than PANTAU_KNOWN_BYTES.
 */
PantauKnown *pantau_known_read (PantauDb *db,
                                const char *device,
                                gint64 last,
                                guint n,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Of a home: the newest lines of @device that the province has acknowledged, as many as may be. NULL without an error where there are none; with
 * one only for trouble with the database.
 */
PantauKnown *
pantau_known_choose (PantauDb *db, const char *device, GError **error) G_GNUC_WARN_UNUSED_RESULT;

void pantau_known_free (PantauKnown *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauKnown, pantau_known_free)

G_END_DECLS
