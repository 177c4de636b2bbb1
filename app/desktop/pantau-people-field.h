/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-field-view.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_PEOPLE_FIELD (pantau_people_field_get_type ())
/* A question that is answered by counts of people by group: a line for each group. */
G_DECLARE_FINAL_TYPE (PantauPeopleField, pantau_people_field, PANTAU, PEOPLE_FIELD, PantauFieldView)

G_END_DECLS
