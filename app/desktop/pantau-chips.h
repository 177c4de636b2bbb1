/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_CHIPS (pantau_chips_get_type ())
/*
 * A few choices beside each other, of which one or none is chosen. Tab comes to the chosen one and leaves the group; arrows walk and
 * choose; a digit chooses by place, a letter by the beginning of the label (the same letter again: the next one); Space and a click choose,
 * or take the choice away; Delete and Backspace take it away.
 *
 * Signals: "picked" (const char *id): the person chose, or took the choice away (""). "next": Enter.
 */
G_DECLARE_FINAL_TYPE (PantauChips, pantau_chips, PANTAU, CHIPS, GtkWidget)

/* One more at the end. @id is not empty. */
void pantau_chips_add (PantauChips *self, const char *id, const char *label);

/* The choice that stands for no answer: shown chosen, but not as an answer is. */
void pantau_chips_set_quiet (PantauChips *self, const char *id);

/* Shows a choice without emitting anything; NULL or what is not there: none. */
void pantau_chips_set_selected (PantauChips *self, const char *id);

/* (transfer none) (nullable) */
const char *pantau_chips_get_selected (PantauChips *self);

G_END_DECLS
