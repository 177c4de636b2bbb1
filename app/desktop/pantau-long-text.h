/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Characters that are shown at once. */
#define PANTAU_LONG_TEXT_LIMIT 500

#define PANTAU_TYPE_LONG_TEXT (pantau_long_text_get_type ())
/*
 * A text in lines, of any length: a label with its beginning, and the rest for the asking. A label lays out all of its text at each
 * measuring: 40,000 characters of polling stations would hold the window up for seconds. The rest is shown by a text view, which lays out what is
 * seen.
 *
 * Property "text" (nullable); nothing is shown of NULL and "".
 */
G_DECLARE_FINAL_TYPE (PantauLongText, pantau_long_text, PANTAU, LONG_TEXT, GtkWidget)

void pantau_long_text_set_text (PantauLongText *self, const char *text);
/* Whether its beginning can be marked and copied in part; FALSE at first. The rest always can. */
void pantau_long_text_set_selectable (PantauLongText *self, gboolean selectable);

G_END_DECLS
