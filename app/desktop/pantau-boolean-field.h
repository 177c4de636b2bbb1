/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-field-view.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_BOOLEAN_FIELD (pantau_boolean_field_get_type ())
/* A question that is answered by yes or no; not known is no answer. */
G_DECLARE_FINAL_TYPE (
    PantauBooleanField, pantau_boolean_field, PANTAU, BOOLEAN_FIELD, PantauFieldView)

G_END_DECLS
