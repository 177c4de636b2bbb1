/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-field-view.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_NUMBER_FIELD (pantau_number_field_get_type ())
/* A question that is answered by a number, with its unit beside it. */
G_DECLARE_FINAL_TYPE (PantauNumberField, pantau_number_field, PANTAU, NUMBER_FIELD, PantauFieldView)

G_END_DECLS
