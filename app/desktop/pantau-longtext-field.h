/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-field-view.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_LONGTEXT_FIELD (pantau_longtext_field_get_type ())
/* A question that is answered by several lines of text. Tab goes on, Enter begins a new line. */
G_DECLARE_FINAL_TYPE (
    PantauLongtextField, pantau_longtext_field, PANTAU, LONGTEXT_FIELD, PantauFieldView)

G_END_DECLS
