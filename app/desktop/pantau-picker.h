/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PANTAU_TYPE_PICKER (pantau_picker_get_type ())
/*
 * An entry with candidates below it: whoever uses it knows what they are. While a person types, "search" asks for them; the arrows
 * choose, Enter takes the chosen one (the first, once something is typed), Escape puts them away.
 *
 * Signals:
 *   "search" (const char *text)  offer what @text may mean, by pantau_picker_offer()
 *   "picked" (guint index)       the candidate offered as number @index was taken
 *   "next"                       Enter where there is nothing to take
 *   "edited" (const char *text)  the person changed the text
 *
 * Properties: "placeholder-text"; "opens-at-once": candidates for an empty text as soon as the entry has the focus.
 */
G_DECLARE_FINAL_TYPE (PantauPicker, pantau_picker, PANTAU, PICKER, GtkWidget)

/* The entry: what bears the label. (transfer none) */
GtkWidget *pantau_picker_get_entry (PantauPicker *self);

const char *pantau_picker_get_text (PantauPicker *self);
/* Without asking for candidates. */
void pantau_picker_set_text (PantauPicker *self, const char *text);

/* In answer to "search": one candidate after the other, best first. @subtitle is nullable. */
void pantau_picker_offer (PantauPicker *self, const char *title, const char *subtitle);

/* Asks for candidates now, and shows them, for @text in place of what is typed (nullable: what is typed). */
void pantau_picker_open (PantauPicker *self, const char *text);
void pantau_picker_close (PantauPicker *self);
gboolean pantau_picker_is_open (PantauPicker *self);

G_END_DECLS
