/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-field-view.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_PLACES_FIELD (pantau_places_field_get_type ())
/* The places of a record. One types "rawas ilir pauh 2,3,4" and takes a candidate by Enter; places that were named lately come first. */
G_DECLARE_FINAL_TYPE (PantauPlacesField, pantau_places_field, PANTAU, PLACES_FIELD, PantauFieldView)

/* Villages that were named lately, the newest first: what comes first among candidates. (nullable); copied */
void pantau_places_field_set_recent (PantauPlacesField *self, const char *const *recent);

G_END_DECLS
