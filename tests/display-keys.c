/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys as a keyboard gives them: by the X server's XTEST extension, so that focus, input methods, shortcuts and the window manager have
 * their say. A letter that the keyboard has not is put on a key that is free.
 */

#include "config.h"

#include "display-fixture.h"

#include <X11/XKBlib.h>
#include <X11/Xatom.h>
#include <X11/extensions/XTest.h>
#include <gdk/x11/gdkx.h>

static Display *keyboard;
static guint n_keystrokes;

static Display *
get_keyboard (void)
{
  int unused;

  if (keyboard == NULL)
    {
      keyboard = XOpenDisplay (NULL);
      g_assert_nonnull (keyboard);
      g_assert_true (XTestQueryExtension (keyboard, &unused, &unused, &unused, &unused));
    }

  return keyboard;
}

/* What the server has made of our keys lies in GDK's connection once it answered this; then it is handled. */
static void
handle_keys (void)
{
  XSync (get_keyboard (), False);
  XSync (gdk_x11_display_get_xdisplay (gdk_display_get_default ()), False);
  display_settle ();
}

/* The key on which nothing is: the last one without a symbol. */
static KeyCode
find_free_key (void)
{
  static KeyCode free_key;
  int first, last, n;
  KeySym *symbols;

  if (free_key != 0)
    return free_key;

  XDisplayKeycodes (get_keyboard (), &first, &last);
  symbols = XGetKeyboardMapping (keyboard, (KeyCode) first, last - first + 1, &n);
  for (int code = last; code >= first && free_key == 0; code--)
    {
      gboolean is_free = TRUE;

      for (int i = 0; i < n; i++)
        is_free = is_free && symbols[(code - first) * n + i] == NoSymbol;
      if (is_free)
        free_key = (KeyCode) code;
    }
  XFree (symbols);
  g_assert_cmpint (free_key, !=, 0);

  return free_key;
}

/* The key that gives @keyval, and whether Shift must be held for it. */
static KeyCode
find_key (guint keyval, gboolean *shifted)
{
  KeyCode code = XKeysymToKeycode (get_keyboard (), keyval);

  *shifted = FALSE;
  if (code != 0 && XkbKeycodeToKeysym (keyboard, code, 0, 0) == keyval)
    return code;
  if (code != 0 && XkbKeycodeToKeysym (keyboard, code, 0, 1) == keyval)
    {
      *shifted = TRUE;
      return code;
    }

  code = find_free_key ();
  XChangeKeyboardMapping (keyboard, code, 2, (KeySym[]){ keyval, keyval }, 1);
  handle_keys ();

  return code;
}

static void
press (guint keyval, gboolean down)
{
  XTestFakeKeyEvent (keyboard, XKeysymToKeycode (keyboard, keyval), down, CurrentTime);
}

/* How often somebody's finger went down; Shift of a capital letter too. */
guint
display_keystrokes (void)
{
  return n_keystrokes;
}

/* The first number of a property of a window; 0 where it has none. */
static gulong
get_number (Window window, const char *property, Atom type)
{
  Atom actual;
  int format;
  gulong n, more, number = 0;
  guchar *value = NULL;

  if (XGetWindowProperty (keyboard, window, XInternAtom (keyboard, property, False), 0, 1, False,
                          type, &actual, &format, &n, &more, &value) == Success &&
      n == 1)
    number = *(gulong *) (gpointer) value;
  if (value != NULL)
    XFree (value);

  return number;
}

char *
display_active_process (void)
{
  Window root = DefaultRootWindow (get_keyboard ());
  Window active = get_number (root, "_NET_ACTIVE_WINDOW", XA_WINDOW);
  gulong process = active != None ? get_number (active, "_NET_WM_PID", XA_CARDINAL) : 0;

  return g_strdup_printf ("%lu", process);
}

void
display_key_anywhere (guint keyval, GdkModifierType modifiers)
{
  static const struct
  {
    GdkModifierType modifier;
    guint keyval;
  } held[] = { { GDK_CONTROL_MASK, GDK_KEY_Control_L },
               { GDK_ALT_MASK, GDK_KEY_Alt_L },
               { GDK_SHIFT_MASK, GDK_KEY_Shift_L } };
  gboolean shifted;
  KeyCode code;

  code = find_key (keyval, &shifted);
  if (shifted)
    modifiers |= GDK_SHIFT_MASK;
  for (gsize i = 0; i < G_N_ELEMENTS (held); i++)
    if ((modifiers & held[i].modifier) != 0)
      {
        press (held[i].keyval, TRUE);
        n_keystrokes++;
      }
  n_keystrokes++;
  XTestFakeKeyEvent (keyboard, code, TRUE, CurrentTime);
  XTestFakeKeyEvent (keyboard, code, FALSE, CurrentTime);
  for (gsize i = G_N_ELEMENTS (held); i > 0; i--)
    if ((modifiers & held[i - 1].modifier) != 0)
      press (held[i - 1].keyval, FALSE);
  handle_keys ();
}

void
display_key (GtkWindow *window, guint keyval, GdkModifierType modifiers)
{
  display_wait (gtk_window_is_active (window));
  display_key_anywhere (keyval, modifiers);
}

void
display_type (GtkWindow *window, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      display_key (window,
                   letter == '\n'   ? GDK_KEY_Return
                   : letter == '\t' ? GDK_KEY_Tab
                                    : gdk_unicode_to_keyval (letter),
                   0);
    }
}
