/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parcels that this home keeps: for others, and own ones that must wait. */

#pragma once

#include "pantau-home.h"
#include "pantau-parcel.h"

G_BEGIN_DECLS

/*
 * Table `parcel`, and the frames as files in HOME/parcels/, by their SHA-256. Whoever carries a parcel cannot open it; he gives it on with each courier file
 * that he makes, and, where it is for the province, posts it when there is a network.
 *
 * A question is `waiting` until its answer comes by here, and then `passed`: its bytes go, its name stays, so that it is not taken along a second time. An answer
 * is given on for PANTAU_PARCELS_ANSWER_DAYS.
 */
#define PANTAU_PARCELS_LIMIT       (G_GINT64_CONSTANT (2) * 1024 * 1024 * 1024) /* bytes in all */
#define PANTAU_PARCELS_DAYS        90 /* that one is kept at most */
#define PANTAU_PARCELS_ANSWER_DAYS 60

typedef struct
{
  char *hash;
  char *id;
  char *addressee; /* id of a key (pantau_parcel_key_id()) or of an invitation */
  char *re;        /* (nullable): of an answer */
  goffset size;
  gint64 received; /* Unix seconds */
} PantauKept;

void pantau_kept_free (PantauKept *self);

/* The ids of the key of the home's province and of those that it had before, by which headers name them. (transfer full) */
GStrv pantau_parcels_province_ids (PantauHome *home) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Keeps @parcel durably. @is_new (nullable): FALSE where it is or was here, or an answer to it is. @addressee (nullable): whose it is, of several; the first where NULL. Errors:
 * PANTAU_ERROR_FULL with a sentence where it would be more than PANTAU_PARCELS_LIMIT, or the disk is full.
 */
gboolean pantau_parcels_keep (PantauHome *home,
                              PantauParcel *parcel,
                              const char *addressee,
                              gboolean *is_new,
                              GError **error);

/*
 * What waits to be given on: to @addressee alone (nullable: to all but this home itself), the oldest first; answers no longer than
 * PANTAU_PARCELS_ANSWER_DAYS. (transfer full) (element-type PantauKept)
 */
GPtrArray *pantau_parcels_list (PantauHome *home,
                                const char *addressee,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The frame of one, compared with its name. PANTAU_ERROR_NOT_FOUND, _DAMAGED. */
PantauParcel *
pantau_parcels_load (PantauHome *home, const char *hash, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The question @id was answered: it need not be carried any further. */
gboolean pantau_parcels_set_passed (PantauHome *home, const char *id, GError **error);

/* Takes one away, and forgets it. */
gboolean pantau_parcels_drop (PantauHome *home, const char *hash, GError **error);

/* Takes away what is older than PANTAU_PARCELS_DAYS; @gone takes how many of them nobody had answered. */
gboolean pantau_parcels_sweep (PantauHome *home, guint *gone, GError **error);

G_END_DECLS
