/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-field-view.h"

G_BEGIN_DECLS

/*
 * The widget for a question: by the type of its field, and by its name only where every record has the question (places, severity, …). A
 * type of a newer program's reference data is shown as text.
 */
GtkWidget *pantau_field_factory_make (PantauForm *form,
                                      const PantauQuestion *question) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
