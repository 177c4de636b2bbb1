/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-field-view.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_TEXT_FIELD (pantau_text_field_get_type ())
/* A question that is answered by one line of text. */
G_DECLARE_FINAL_TYPE (PantauTextField, pantau_text_field, PANTAU, TEXT_FIELD, PantauFieldView)

/* What stands in the empty line: what the title will be where nobody types one. (nullable) */
void pantau_text_field_set_placeholder (PantauTextField *self, const char *text);

G_END_DECLS
