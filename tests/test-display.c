/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fixture of the tests with a window: keys arrive, texts are seen, controls without a name are found, and none where there is none. */

#include "config.h"

#include "display-fixture.h"

static void
count (GtkWidget *widget, guint *n)
{
  (*n)++;
}

static void
test_type (void)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkWindow *window = display_show (entry, NULL);

  gtk_widget_grab_focus (entry);
  display_type (window, "Banjir di “Ulak Teberau”, 50 % — ≥ 3 TPS; é ß 中");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==,
                   "Banjir di “Ulak Teberau”, 50 % — ≥ 3 TPS; é ß 中");
  gtk_window_destroy (window);
}

static void
test_keys (void)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkWindow *window = display_show (entry, NULL);
  guint n = 0;

  g_signal_connect (entry, "activate", G_CALLBACK (count), &n);
  gtk_widget_grab_focus (entry);
  display_type (window, "satu dua");
  display_key (window, GDK_KEY_BackSpace, GDK_CONTROL_MASK);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "satu ");
  display_key (window, GDK_KEY_Return, 0);
  g_assert_cmpuint (n, ==, 1);
  gtk_window_destroy (window);
}

static void
test_focus (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *first = gtk_entry_new (), *second = gtk_entry_new ();
  GtkWindow *window;

  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), second);
  window = display_show (box, NULL);
  gtk_widget_grab_focus (first);
  display_type (window, "a\tb");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (first)), ==, "a");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (second)), ==, "b");
  gtk_window_destroy (window);
}

static void
test_told (void)
{
  GtkWidget *button = gtk_button_new_with_label ("Open");
  GtkWindow *window;

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-record");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "abc");
  window = display_show (button, NULL);
  g_assert_cmpstr (display_told (window), ==, "");
  g_assert_true (display_find_action (GTK_WIDGET (window), "win.open-record") == button);
  gtk_widget_grab_focus (button);
  display_key (window, GDK_KEY_space, 0);
  display_wait (g_str_equal (display_told (window), "open-record abc"));
  gtk_window_destroy (window);
}

static void
test_shows (void)
{
  GtkWidget *stack = gtk_stack_new ();
  GtkWindow *window;

  gtk_stack_add_named (GTK_STACK (stack), gtk_label_new ("in front"), "front");
  gtk_stack_add_named (GTK_STACK (stack), gtk_inscription_new ("behind"), "behind");
  window = display_show (stack, NULL);
  g_assert_true (display_shows (stack, "front"));
  g_assert_false (display_shows (stack, "behind"));
  gtk_stack_set_visible_child_name (GTK_STACK (stack), "behind");
  display_wait (display_shows (stack, "behind"));
  gtk_window_destroy (window);
}

static void
test_place (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autofree char *record = display_record (
      place.session, "risk",
      "{\"title\":\"Banjir\",\"region\":\"16.06.04\",\"fields\":{\"hazard\":\"banjir\"}}");

  g_assert_cmpint (pantau_session_get_waiting (place.session), ==, 1);
  display_seed (place.session, 20);
  g_assert_cmpint (pantau_session_get_waiting (place.session), ==, 21);
  g_assert_true (pantau_session_is_practice (place.session));
  g_assert_nonnull (record);
}

/* What must be found, so that an empty list means something. */
static void
test_nameless (void)
{
  static const char *const ui = "<interface><object class='GtkBox' id='box'>"
                                "<child><object class='GtkButton' id='icon'><property "
                                "name='icon-name'>list-add-symbolic</property>"
                                "<property name='tooltip-text'>Add</property></object></child>"
                                "<child><object class='GtkEntry' id='entry'><property "
                                "name='placeholder-text'>Search</property></object></child>"
                                "<child><object class='GtkSearchEntry' id='search'/></child>"
                                "<child><object class='GtkMenuButton' id='menu'><property "
                                "name='icon-name'>open-menu-symbolic</property></object></child>"
                                "<child><object class='GtkDropDown' id='drop'/></child>"
                                "<child><object class='GtkSwitch' id='switch'/></child>"
                                "<child><object class='GtkCheckButton' id='check'/></child>"
                                "<child><object class='GtkSpinButton' id='spin'/></child>"
                                "<child><object class='GtkTextView' id='text'/></child>"
                                "<child><object class='GtkLevelBar' id='level'/></child>"
                                "</object></interface>";
  static const char *const ids[] = { "icon",   "entry", "search", "menu", "drop",
                                     "switch", "check", "spin",   "text", "level" };
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_string (ui, -1);
  GtkWindow *window = display_show (GTK_WIDGET (gtk_builder_get_object (builder, "box")), NULL);
  GtkWidget *box = GTK_WIDGET (gtk_builder_get_object (builder, "box"));
  g_autofree char *found = display_nameless (box);
  g_auto (GStrv) lines = g_strsplit (found, "\n", -1);

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *end = g_strconcat ("#", ids[i], NULL);

      g_assert_cmpuint (i, <, g_strv_length (lines));
      if (!g_str_has_suffix (lines[i], end))
        g_error ("%s is not told, but %s", ids[i], lines[i]);
    }
  g_assert_cmpuint (g_strv_length (lines), ==, G_N_ELEMENTS (ids));
  gtk_window_destroy (window);
}

static void
test_named (void)
{
  static const char *const ui =
      "<interface><object class='GtkBox' id='box'>"
      "<child><object class='GtkButton'><property name='icon-name'>list-add-symbolic</property>"
      "<accessibility><property name='label'>Add</property></accessibility></object></child>"
      "<child><object class='GtkButton'><property name='label'>_Add</property><property "
      "name='use-underline'>True</property></object></child>"
      "<child><object class='GtkLabel' id='name'><property "
      "name='label'>Name</property></object></child>"
      "<child><object class='GtkEntry'><accessibility><relation "
      "name='labelled-by'>name</relation></accessibility></object></child>"
      "<child><object class='GtkMenuButton'><property "
      "name='icon-name'>open-menu-symbolic</property>"
      "<accessibility><property name='label'>Menu</property></accessibility></object></child>"
      "<child><object class='GtkMenuButton'><property name='label'>New</property></object></child>"
      "<child><object class='GtkCheckButton'><property "
      "name='label'>Closed</property></object></child>"
      "<child><object class='GtkDropDown'><accessibility><property "
      "name='label'>Kind</property></accessibility></object></child>"
      "<child><object class='AdwEntryRow'><property name='title'>Code</property></object></child>"
      "<child><object class='GtkButton'><property name='child'><object class='AdwButtonContent'>"
      "<property name='icon-name'>list-add-symbolic</property><property "
      "name='label'>Record</property></object></property></object></child>"
      "</object></interface>";
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_string (ui, -1);
  GtkWidget *box = GTK_WIDGET (gtk_builder_get_object (builder, "box"));
  GtkWindow *window = display_show (box, NULL);
  g_autofree char *found = display_nameless (box);

  g_assert_cmpstr (found, ==, "");
  g_assert_nonnull (display_find_name (box, "Menu"));
  g_assert_null (display_find_name (box, "Nothing"));
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);
  g_test_add_func ("/display/type", test_type);
  g_test_add_func ("/display/keys", test_keys);
  g_test_add_func ("/display/focus", test_focus);
  g_test_add_func ("/display/told", test_told);
  g_test_add_func ("/display/shows", test_shows);
  g_test_add_func ("/display/place", test_place);
  g_test_add_func ("/display/nameless", test_nameless);
  g_test_add_func ("/display/named", test_named);

  return g_test_run ();
}
