/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-filter-choice.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_FILTER_POPOVER (pantau_filter_popover_get_type ())
/*
 * Choices to take one of, found by typing where there are many. Signals: "ask" (the choices for what was typed are wanted: set them),
 * "chosen" (PantauFilterChoice).
 */
G_DECLARE_FINAL_TYPE (
    PantauFilterPopover, pantau_filter_popover, PANTAU, FILTER_POPOVER, GtkPopover)

/* @title: what is chosen here, for screen readers. */
GtkWidget *pantau_filter_popover_new (const char *title,
                                      gboolean searchable) G_GNUC_WARN_UNUSED_RESULT;

/* Empties the entry and asks for the choices. Call it before it pops up. */
void pantau_filter_popover_begin (PantauFilterPopover *self);
const char *pantau_filter_popover_get_text (PantauFilterPopover *self);
void pantau_filter_popover_set_choices (PantauFilterPopover *self, GListModel *choices);

G_END_DECLS
