/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-form.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_COMPLETENESS (pantau_completeness_get_type ())
/*
 * How complete a record is, as a bar and in words, and on a click what is missing and why it matters. A click on one of these goes to its
 * question (action "editor.go-to").
 *
 * Property "form" (PantauForm, nullable).
 */
G_DECLARE_FINAL_TYPE (PantauCompleteness, pantau_completeness, PANTAU, COMPLETENESS, GtkWidget)

G_END_DECLS
