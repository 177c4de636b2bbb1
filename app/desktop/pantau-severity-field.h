/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-field-view.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_SEVERITY_FIELD (pantau_severity_field_get_type ())
/* The severity of a record: 1 to 5. */
G_DECLARE_FINAL_TYPE (
    PantauSeverityField, pantau_severity_field, PANTAU, SEVERITY_FIELD, PantauFieldView)

G_END_DECLS
