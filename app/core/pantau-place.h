/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-reference.h"

G_BEGIN_DECLS

/*
 * Places as a person types them: "muba keluang tps 3", "rawas ilir pauh 2,3,4", "pauh tps 1-5 dan 7". Words are the region in
 * either order, as pantau_regions_find() reads them; numbers at the end (with or without "tps", ranges, commas, "dan") are
 * polling stations, unless they belong to the name ("35 Ilir", "Ilir Barat 1").
 */
typedef struct
{
  const PantauRegion
      *region; /* village, or a wider one where no village is meant; NULL: kept as text */
  char *text;  /* (nullable): where @region is NULL, the place as it was typed */
  GArray *tps; /* of guint, sorted, without repetition; perhaps empty */
} PantauPlaceGuess;

void pantau_place_guess_free (PantauPlaceGuess *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauPlaceGuess, pantau_place_guess_free)

/*
 * What @text may mean, best first, at most @limit: what it names to the last letter before what only begins or contains it; of equals, those of @recent (nullable; codes of villages, newest first) before others, and
 * those within @within (nullable: the jurisdiction of who types) before those outside. After a wide region comes what lies in it. An empty @text
 * gives the recent ones, "tps 3" alone the recent ones with that station. The last guess is always @text itself as a place that we do not
 * know (unless it is empty), its stations taken out where it says "tps". (transfer full) (element-type PantauPlaceGuess)
 */
GPtrArray *pantau_places_guess (PantauReference *reference,
                                const char *text,
                                const char *within,
                                const char *const *recent,
                                guint limit) G_GNUC_WARN_UNUSED_RESULT;

/* The guess as a member of `places` ({"village": …, "tps": […]}). (transfer full) */
JsonNode *pantau_place_guess_to_json (const PantauPlaceGuess *self) G_GNUC_WARN_UNUSED_RESULT;

/* "Desa Pauh, Kec. Rawas Ilir, Kab. Musi Rawas Utara" and "TPS 2–4, 7" ("" without). (transfer full) */
char *pantau_place_guess_name (PantauReference *reference, const PantauPlaceGuess *self);
char *pantau_place_guess_stations (const PantauPlaceGuess *self);

/* Behind the stations, where they are special ones: "TPS 901: Rutan Kelas IIB Baturaja". (transfer full): as the one above where they are not */
char *pantau_place_guess_site (PantauReference *reference, const PantauPlaceGuess *self);

/* The same for a member of `places` as records have them. (transfer full) */
char *pantau_place_name (PantauReference *reference, JsonNode *place);
char *pantau_place_stations (JsonNode *place);

/*
 * Members of `places` in as few words as a title has room for: "Pauh, Rawas Ilir, TPS 2–4 and 3 other places". (transfer full): "" where there are none
 */
char *pantau_places_short (PantauReference *reference, JsonArray *places) G_GNUC_WARN_UNUSED_RESULT;

/* Stations alone, as people type them: "1-5, 7 dan 9", with or without "tps". NULL where @text is anything else. (transfer full) (nullable): of guint, as in a guess */
GArray *pantau_stations_read (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* Villages of the records of this person, the newest first, for @recent: kept as a setting. */
#define PANTAU_PLACES_RECENT 12

/* @recent with the villages of @places in front, without repetition, at most PANTAU_PLACES_RECENT. (transfer full) */
GStrv pantau_places_remember (const char *const *recent, JsonArray *places);

G_END_DECLS
