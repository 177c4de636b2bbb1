/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-field-view.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_FILE_FIELD (pantau_file_field_get_type ())
/* A question that is answered by a PDF: its path, until the deed copies it. */
G_DECLARE_FINAL_TYPE (PantauFileField, pantau_file_field, PANTAU, FILE_FIELD, PantauFieldView)

G_END_DECLS
