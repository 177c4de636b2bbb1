/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-place.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_PLACE_ROW (pantau_place_row_get_type ())
/*
 * One place that a record names: where it is, its polling stations, which may be edited, and a button that takes it away.
 *
 * Signals: "changed": the stations are others now. "removed". "next": Enter in the stations.
 */
G_DECLARE_FINAL_TYPE (PantauPlaceRow, pantau_place_row, PANTAU, PLACE_ROW, GtkWidget)

/* @place: a member of `places`; copied. */
GtkWidget *pantau_place_row_new (PantauReference *reference,
                                 JsonNode *place) G_GNUC_WARN_UNUSED_RESULT;

/* The place with its stations as they are now; what is no list of numbers is there as it was typed, for the form to refuse. (transfer full) */
JsonNode *pantau_place_row_dup_place (PantauPlaceRow *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
