/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-field-view.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_TIME_FIELD (pantau_time_field_get_type ())
/* A question that is answered by a day, or a day and a time of day (WIB). */
G_DECLARE_FINAL_TYPE (PantauTimeField, pantau_time_field, PANTAU, TIME_FIELD, PantauFieldView)

G_END_DECLS
