/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-pick-field.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_REGION_FIELD (pantau_region_field_get_type ())
/* A question that is answered by a region: province, kabupaten, kecamatan or village. */
G_DECLARE_FINAL_TYPE (PantauRegionField, pantau_region_field, PANTAU, REGION_FIELD, PantauPickField)

G_END_DECLS
