/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-heat-drawing.h"
#include "pantau-reference.h"
#include "pantau-store-claim.h"

G_BEGIN_DECLS

/* How the board of hoaxes and the view of one claim say things. All (transfer full). */

/* "3 sightings" of the sightings of a claim; "3 records" of figures that count the claim's own record too. */
char *pantau_board_words_sightings (gint64 n) G_GNUC_WARN_UNUSED_RESULT;
char *pantau_board_words_seen (gint64 n) G_GNUC_WARN_UNUSED_RESULT;

/* "seen in 4 kabupaten/kota, 9 kecamatan" */
char *pantau_board_words_where (const PantauClaim *claim) G_GNUC_WARN_UNUSED_RESULT;

/* What should make somebody hurry, a line each; NULL where nothing does. (nullable) */
char *pantau_board_words_alarm (const PantauClaim *claim) G_GNUC_WARN_UNUSED_RESULT;

/* "Harm 7 of 12: …", with its parts. */
char *pantau_board_words_harm (PantauReference *reference,
                               const PantauClaim *claim) G_GNUC_WARN_UNUSED_RESULT;

/* "Takedown asked", "Taken down"; NULL where nobody asked. (nullable) */
char *pantau_board_words_takedown (const PantauClaim *claim) G_GNUC_WARN_UNUSED_RESULT;

/* "WhatsApp · group · reach 1,200" of a sighting; NULL where nothing is known. (nullable) */
char *pantau_board_words_sighting (PantauReference *reference,
                                   const PantauSighting *sighting) G_GNUC_WARN_UNUSED_RESULT;

/*
 * What win.show takes to list what a figure counts: the claim's records seen in @region (nullable: anywhere; "": in no kabupaten), since @from
 * and before @until (0: no limit).
 */
char *pantau_board_words_place (const char *record,
                                const char *region,
                                gint64 from,
                                gint64 until,
                                gboolean only_sightings) G_GNUC_WARN_UNUSED_RESULT;

/* "Palembang"; for "" words that say so. */
char *pantau_board_words_area (PantauReference *reference,
                               const char *region) G_GNUC_WARN_UNUSED_RESULT;

/* Kabupaten × time: the first @n_rows areas of @spread (0: all). */
PantauHeat *pantau_board_words_heat (PantauReference *reference,
                                     const PantauSpread *spread,
                                     guint n_rows) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
