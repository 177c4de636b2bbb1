/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-session.h"
#include "test-util.h"

G_BEGIN_DECLS

/*
 * For tests with a window. They run under tests/xvfb, act as a person does (actions, keys, texts), and wait for conditions, never for a
 * time: display_wait() iterates the main loop until @condition holds, and fails the test after a hundred seconds.
 */
#define display_wait(condition)                                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 display_end = display_deadline ();                                                      \
    while (!(condition))                                                                           \
      display_step (display_end, G_STRFUNC, __LINE__, #condition);                                 \
  }                                                                                                \
  G_STMT_END

/* By display_init(): the watchdog does not count what the program waits for the X server (display-poll.c). */
void display_excuse_x_server (void);

gint64 display_deadline (void);
/* One turn of the main loop; the test fails where @end is past. */
void display_step (gint64 end, const char *func, int line, const char *condition);

/* Turns until nothing is left to do at once: for what must not happen. */
void display_settle (void);

/*
 * In place of g_test_init(): the program's language (English, so that tests read), GTK, Adwaita, templates, style and icons; no animations; an
 * isolated directory for all that is kept in a person's own. From then on the watchdog (PANTAU_WATCHDOG) fails a test whose main loop is held too
 * long; what the test itself does between turns does not count.
 */
void display_init (int *argc, char ***argv);
/* The same in "id" or "en". */
void display_init_in (int *argc, char ***argv, const char *language);

/* An open home in a directory of its own, practice or not, with nobody enrolled. */
typedef struct
{
  char *dir;
  PantauSession *session;
} Place;

Place display_place_new (gboolean practice);
/* Asserts that nobody holds the session any more: destroy the windows before. `g_auto (Place) place = display_place_new (TRUE);` */
void display_place_clear (Place *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, display_place_clear)

/* Records @json (the input of pantau_check_record()) as @kind and waits until it is shown. (transfer full): its UUID */
char *display_record (PantauSession *session,
                      const char *kind,
                      const char *json) G_GNUC_WARN_UNUSED_RESULT;
/* @n samples of the seed. */
void display_seed (PantauSession *session, guint n);
/* Until nothing is left to do, neither here nor in the session's threads: answers that were asked for have come. */
void display_rest (PantauSession *session);

/*
 * A window (1024×560) with @widget (its session is set where it has that property), presented, active and drawn; @widget itself where it is a
 * window. Destroy it with gtk_window_destroy(). Where it is no window of ours, the verbs of PantauWindow are there and do nothing but be told by
 * display_told(). @session: (nullable). (transfer none)
 */
GtkWindow *display_show (GtkWidget *widget, PantauSession *session);
/* Presents @window and waits until it has the keyboard and was drawn: for dialogs that are made by the test. */
void display_present (GtkWindow *window);
/* Waits for the next frame of the window with @widget: allocations are right after it. */
void display_draw (GtkWidget *widget);

/* The last verb that was activated below a window of display_show(): "open-record 0b7a5c0e-…", "back"; "" before. (transfer none) */
const char *display_told (GtkWindow *window);

/* The first widget below @root (itself too) of the type, with the id of its .ui, with the action, the accessible name, or a visible text that holds @text; NULL where none is. */
GtkWidget *display_find_type (GtkWidget *root, GType type);
/* A window of the type that is in sight; NULL where there is none. */
GtkWidget *display_find_dialog (GType type);
GtkWidget *display_find_id (GtkWidget *root, const char *buildable_id);
GtkWidget *display_find_action (GtkWidget *root, const char *action);
GtkWidget *display_find_name (GtkWidget *root, const char *name);
GtkWidget *display_find_text (GtkWidget *root, const char *text);
/* TRUE where a visible label, inscription, entry or title below @root shows @text (as a part). */
gboolean display_shows (GtkWidget *root, const char *text);
/* What @widget itself shows: NULL where it is no text or is not on the screen (mapped). (transfer full) */
char *display_text (GtkWidget *widget) G_GNUC_WARN_UNUSED_RESULT;

/* A key as a person presses it, with the focus where it is: by the X server, through the window's controllers and shortcuts. When it returns, it was handled. */
void display_key (GtkWindow *window, guint keyval, GdkModifierType modifiers);
/* Types @text (UTF-8; a tab and a line end are keys too) into the focused widget, letter by letter. */
void display_type (GtkWindow *window, const char *text);

/* How often a key went down since the start of the program, Shift and Ctrl too. */
guint display_keystrokes (void);
/* The process that has the window with the keyboard, as a number in decimals; "0" where none has. (transfer full) */
char *display_active_process (void) G_GNUC_WARN_UNUSED_RESULT;
/* A key to whoever has the keyboard, another process too. */
void display_key_anywhere (guint keyval, GdkModifierType modifiers);

/* What does not fit below @root: outside of what surrounds it, or upon something else; one a line, "" where all fits. (transfer full) */
char *display_misfits (GtkWidget *root) G_GNUC_WARN_UNUSED_RESULT;

/* Whether people act on it: buttons, entries, … by its accessible role. */
gboolean display_is_control (GtkWidget *widget);
/* What a screen reader calls a control; "" where it has only its type to tell. (transfer full) */
char *display_name (GtkWidget *widget) G_GNUC_WARN_UNUSED_RESULT;
/* The controls below @root that a screen reader could not name, one a line: "" where all have one. (transfer full) */
char *display_nameless (GtkWidget *root) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
