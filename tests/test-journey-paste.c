/* SPDX-License-Identifier: GPL-3.0-or-later */
/* By keys alone: a forwarded message is pasted, joined with the claim that is known, saved; and the claim has one sighting more. */

#include "config.h"

#include <string.h>

#include "journey-fixture.h"
#include "pantau-editor.h"
#include "pantau-field-view.h"
#include "pantau-similar-card.h"
#include "ran.h"

#define TITLE "TPS 5 di 5 Ulu dipindah ke balai desa karena banjir, pemilih diminta datang pukul 13"
#define CLAIM                                                                                      \
  "{\"region\":\"16.71.06\",\"places\":[{\"text\":\"5 Ulu\"}],\"occurred\":\"2024-11-20\","        \
  "\"title\":\"" TITLE "\",\"fields\":{\"platform\":\"whatsapp\"}}"
#define FORWARDED                                                                                  \
  "Diteruskan berkali-kali\n🔥🔥 VIRAL!! TPS 5 di 5 Ulu dipindah ke balai desa krn banjir, "   \
  "pemilih diminta datang pukul 13. Sebarkan!"

typedef struct
{
  const char *home;
  char *claim;
} Walk;

/* Runs pantauctl on the home; it must succeed. (transfer full): what it printed */
static char *
run_ctl (Walk *self, const char *const *arguments)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();

  g_ptr_array_add (argv, (gpointer) ran_program ("PANTAUCTL"));
  g_ptr_array_add (argv, (gpointer) "--home");
  g_ptr_array_add (argv, (gpointer) self->home);
  for (gsize i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) arguments[i]);

  return ran_take_output (ran_finish (ran_spawn_piped (argv, FALSE)));
}

static GtkWidget *
editor_of (Journey *journey)
{
  GtkWidget *editor = display_find_type (GTK_WIDGET (journey->window), PANTAU_TYPE_EDITOR);

  return editor != NULL && gtk_widget_get_mapped (editor) ? editor : NULL;
}

static GtkWidget *
card_of (Journey *journey)
{
  return display_find_type (editor_of (journey), PANTAU_TYPE_SIMILAR_CARD);
}

static void
paste_and_join (Journey *journey)
{
  Walk *self = journey->data;
  GtkWidget *window = GTK_WIDGET (journey->window);
  guint before;

  self->claim = display_record (journey_session (journey), "hoax", CLAIM);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (window), FORWARDED);
  before = display_keystrokes ();

  journey_key (journey, GDK_KEY_v, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  display_wait (editor_of (journey) != NULL &&
                pantau_editor_get_form (PANTAU_EDITOR (editor_of (journey))) != NULL);
  display_wait (gtk_widget_get_mapped (card_of (journey)) &&
                display_shows (card_of (journey), TITLE));
  journey_key (journey, GDK_KEY_j, GDK_CONTROL_MASK);
  display_wait (display_shows (card_of (journey), "Will be saved as a sighting of this claim"));

  /* Where one is: the first question that nobody has answered yet. */
  for (guint i = 0; i < 8; i++)
    {
      GtkWidget *focus = gtk_window_get_focus (journey_window (journey));
      GtkWidget *field = gtk_widget_get_ancestor (focus, PANTAU_TYPE_FIELD_VIEW);

      if (field != NULL &&
          g_str_equal (pantau_field_view_get_name (PANTAU_FIELD_VIEW (field)), "places"))
        break;
      journey_key (journey, GDK_KEY_Tab, 0);
    }
  journey_type (journey, "rawas ilir pauh\n");
  journey_key (journey, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (editor_of (journey) == NULL);
  display_wait (pantau_session_get_waiting (journey_session (journey)) == 3);
  g_test_message ("pasted, joined and saved with %u keystrokes", display_keystrokes () - before);
}

static void
test_paste (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *home = g_build_filename (dir, "home", NULL), *claim = NULL;
  Walk walk = { .home = home };

  journey_run_home (home, paste_and_join, &walk);
  claim = run_ctl (&walk, (const char *const[]){ "--lang", "en", "claim", walk.claim, NULL });
  g_test_message ("%s", claim);
  g_assert_nonnull (strstr (claim, TITLE));
  g_assert_nonnull (strstr (claim, "Pauh"));
  g_free (walk.claim);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);
  g_test_add_func ("/journey/paste", test_paste);

  return g_test_run ();
}
