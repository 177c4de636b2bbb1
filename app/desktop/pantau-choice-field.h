/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-field-view.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_CHOICE_FIELD (pantau_choice_field_get_type ())
/* A question with at most PANTAU_CHOICE_FIELD_MOST choices, of which one or none is the answer. */
G_DECLARE_FINAL_TYPE (PantauChoiceField, pantau_choice_field, PANTAU, CHOICE_FIELD, PantauFieldView)

/* More choices than these are looked up by typing: PantauLookupField. */
#define PANTAU_CHOICE_FIELD_MOST 6

G_END_DECLS
