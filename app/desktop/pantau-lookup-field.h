/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-pick-field.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_LOOKUP_FIELD (pantau_lookup_field_get_type ())
/* A question with many choices: a line in which some letters of a choice are enough, with the choices that have them below. */
G_DECLARE_FINAL_TYPE (PantauLookupField, pantau_lookup_field, PANTAU, LOOKUP_FIELD, PantauPickField)

G_END_DECLS
