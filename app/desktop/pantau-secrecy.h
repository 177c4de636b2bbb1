/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * What the program does besides secure memory so that a name that is typed or shown stays where it is. It cannot keep a name from whoever looks over
 * a shoulder, from a program that reads this one's memory, or from a camera, and does not claim to.
 */

/*
 * A line for a part of an identity: its letters lie in memory that is not swapped out and is wiped; there is no undo, no menu, nothing can be
 * selected, copied, cut or dragged out of it; input methods are told not to learn it. Letters are shown until
 * pantau_secrecy_set_hidden().
 */
GtkWidget *pantau_secrecy_row_new (const char *title, const char *hint) G_GNUC_WARN_UNUSED_RESULT;

/* What was typed. (transfer none): lies in secure memory until the next key */
const char *pantau_secrecy_row_get_text (GtkWidget *row);
void pantau_secrecy_row_set_hidden (GtkWidget *row, gboolean hidden);
/* Takes the letters away and wipes them. */
void pantau_secrecy_row_wipe (GtkWidget *row);

/* Between these (they may be nested) a crash leaves no core file, in which the letters would be. */
void pantau_secrecy_begin (void);
void pantau_secrecy_end (void);

/* A file that was chosen does not appear among the recently used ones. */
void pantau_secrecy_forget_file (GFile *file);

G_END_DECLS
