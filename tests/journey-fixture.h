/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "display-fixture.h"
#include "pantau-window.h"

G_BEGIN_DECLS

/*
 * The whole program in this process: command line, application, window, threads, the end. A journey does with it what a person does, while the watchdog
 * looks on: a main loop that is held for longer than its bound fails the journey.
 */
typedef struct
{
  GApplication *application;
  GtkWindow *window; /* the first PantauWindow that was presented, drawn and with the keyboard */
  gpointer data;
} Journey;

/* A step takes the journey on from the first window; when it returns, the program is quit as by Ctrl+Q. */
typedef void (*JourneyFunc) (Journey *journey);

/*
 * Runs `pantau ARGUMENTS …` (NULL at the end) with @func in it, to its end; asserts that it ends with status 0. In the language of
 * display_init_in(). Tells how long the longest turn of the main loop was.
 */
void journey_run (const char *const *arguments, JourneyFunc func, gpointer data);
/* The same with --home @home. */
void journey_run_home (const char *home, JourneyFunc func, gpointer data);

/* The session behind the first window of the program. (transfer none) */
PantauSession *journey_session (Journey *journey);

/* The window that has the keyboard now, a dialog too. (transfer none) */
GtkWindow *journey_window (Journey *journey);

/* A key or a text to the window that has the keyboard, dialogs too. */
void journey_key (Journey *journey, guint keyval, GdkModifierType modifiers);
void journey_type (Journey *journey, const char *text);

/* Whether any window of the program shows @text. */
gboolean journey_shows (Journey *journey, const char *text);

/* The widget with the focus in the window that has the keyboard: NULL where none has. (transfer none) */
GtkWidget *journey_focus (Journey *journey);
/* TRUE where the focus is in @widget or below it. */
gboolean journey_focus_is_in (Journey *journey, GtkWidget *widget);

G_END_DECLS
