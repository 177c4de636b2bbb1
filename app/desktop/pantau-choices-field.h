/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-field-view.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_CHOICES_FIELD (pantau_choices_field_get_type ())
/* A question of which any number of choices is the answer. */
G_DECLARE_FINAL_TYPE (
    PantauChoicesField, pantau_choices_field, PANTAU, CHOICES_FIELD, PantauFieldView)

G_END_DECLS
