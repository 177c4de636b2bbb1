/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Polling stations at a place of their own (lokasi khusus): in a prison, say. Everything in it belongs to the PantauSpecialPlaces that gave it. */
typedef struct
{
  char *village;   /* the code of the village in which it stands */
  char *election;  /* for which it was set up */
  char *site;      /* "Rutan Kelas IIB Baturaja"; several are parted by "; " */
  char *kind;      /* a code of the list `special_site` */
  guint prisons;   /* how many Lapas, Rutan and LPKA share these stations; 0: it is none */
  GArray *tps;     /* of guint, sorted: their numbers */
  char confidence; /* 'A' confirmed, 'B' inferred, 'C' not a prison */
} PantauSpecialPlace;

/* The special places of the reference data. Immutable, so any thread may read it. */
typedef struct _PantauSpecialPlaces PantauSpecialPlaces;

/* Reads tps_khusus.csv. NULL with PANTAU_ERROR_MALFORMED that names file and line. */
PantauSpecialPlaces *pantau_special_places_new (GBytes *bytes,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
PantauSpecialPlaces *pantau_special_places_ref (PantauSpecialPlaces *self);
void pantau_special_places_unref (PantauSpecialPlaces *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauSpecialPlaces, pantau_special_places_unref)

/* In the order of the file. (transfer none): of PantauSpecialPlace */
GPtrArray *pantau_special_places_list (PantauSpecialPlaces *self);

/*
 * The place in @village to which station number @tps belongs; with 0 the first place there. (transfer none) (nullable)
 */
const PantauSpecialPlace *
pantau_special_places_find (PantauSpecialPlaces *self, const char *village, guint tps);

/*
 * What stands behind stations of @village: "Rutan Kelas IIB Baturaja" where all numbers of @tps (of guint) are in special places (parted by "; "), NULL where one is an ordinary
 * station, or there are none. (transfer full) (nullable)
 */
char *pantau_special_places_describe (PantauSpecialPlaces *self, const char *village, GArray *tps);

G_END_DECLS
