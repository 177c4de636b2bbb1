/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-field-view.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_MATRIX_FIELD (pantau_matrix_field_get_type ())
/* A question that is answered by a cell of the table of risk. Arrows walk, Space and a click choose; Delete and the same click again take the choice away. */
G_DECLARE_FINAL_TYPE (PantauMatrixField, pantau_matrix_field, PANTAU, MATRIX_FIELD, PantauFieldView)

G_END_DECLS
