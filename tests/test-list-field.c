/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists on the screen: rows come and go by keys, each cell tells its own fault, and nothing is opened slower by them. */

#include "config.h"

#include <string.h>

#include "display-fixture.h"
#include "pantau-editor.h"
#include "pantau-field-factory.h"
#include "pantau-item-row.h"
#include "pantau-list-field.h"
#include "rows-fixture.h"

#define NOW 1708000000 /* 15 February 2024, 19:26 WIB */

typedef struct
{
  PantauReference *reference;
  PantauForm *form;
  PantauFieldView *field;
  GtkWindow *window;
} Asked;

/* @rows (nullable): what is answered before the field is made. */
static Asked
ask (const char *rows)
{
  g_autoptr (GError) error = NULL;
  Asked self = { .reference = rows_reference_new (ROWS_THINGS, &error) };
  g_autoptr (JsonNode) value = rows != NULL ? json_from_string (rows, NULL) : NULL;
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  g_assert_no_error (error);
  self.form = pantau_form_new (self.reference, "other", "desk", "16", NOW);
  if (value != NULL)
    pantau_form_set (self.form, "things", value);
  self.field = PANTAU_FIELD_VIEW (
      pantau_field_factory_make (self.form, pantau_form_get_question (self.form, "things")));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self.field));
  self.window = display_show (scrolled, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self.field));

  return self;
}

static void
asked_clear (Asked *self)
{
  gtk_window_destroy (self->window);
  g_assert_finalize_object (self->form);
  pantau_reference_unref (self->reference);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, asked_clear)

static void
assert_answer (Asked *self, const char *expected)
{
  JsonNode *value = pantau_form_get (self->form, "things");
  g_autofree char *found = value != NULL ? json_to_string (value, FALSE) : g_strdup ("");

  g_assert_cmpstr (found, ==, expected);
}

static void
press (Asked *self, guint key, GdkModifierType modifiers)
{
  display_key (self->window, key, modifiers);
}

/* The cell that has the focus, or the accessible name of what else has it. (transfer full) */
static char *
focused (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window), *field;

  if (focus == NULL)
    return g_strdup ("");
  if (GTK_IS_BUTTON (focus) && !GTK_IS_TOGGLE_BUTTON (focus))
    return display_name (focus);
  field = gtk_widget_get_ancestor (focus, PANTAU_TYPE_FIELD_VIEW);

  return g_strdup (field != NULL ? pantau_field_view_get_name (PANTAU_FIELD_VIEW (field)) : "");
}

static void
assert_focus (GtkWindow *window, const char *expected)
{
  g_autofree char *found = focused (window);

  g_assert_cmpstr (found, ==, expected);
}

static guint
count_shown (Asked *self)
{
  GtkWidget *rows = display_find_id (GTK_WIDGET (self->field), "rows");
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (rows); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n++;

  return n;
}

static PantauFieldView *
cell (Asked *self, const char *name)
{
  PantauFieldView *found = pantau_list_field_find_cell (PANTAU_LIST_FIELD (self->field), name);

  g_assert_nonnull (found);

  return found;
}

static void
test_empty (void)
{
  g_auto (Asked) self = ask (NULL);

  g_assert_true (display_shows (GTK_WIDGET (self.field), "No thing yet"));
  g_assert_cmpuint (count_shown (&self), ==, 0);
  assert_focus (self.window, "Add thing");
}

/* From nothing to two rows without the mouse, then out of the list. */
static void
test_keys (void)
{
  g_auto (Asked) self = ask (NULL);

  press (&self, GDK_KEY_Return, 0);
  display_wait (count_shown (&self) == 1);
  assert_focus (self.window, "things[0].what");
  display_type (self.window, "Amplop\n");
  assert_focus (self.window, "things[0].how");
  display_type (self.window, "tunai\t");
  assert_focus (self.window, "things[0].stage");
  display_type (self.window, "h\n");
  assert_focus (self.window, "things[0].count");
  display_type (self.window, "1200\n");
  assert_focus (self.window, "things[0].day");
  display_type (self.window, "14-2-2024\n");
  assert_focus (self.window, "things[0].when");
  display_type (self.window, "14-2-2024 16.30\n");
  assert_focus (self.window, "things[0].kept");
  display_type (self.window, "y\n");
  assert_focus (self.window, "things[0].area");
  display_type (self.window, "rawas ilir\n");
  assert_focus (self.window, "things[1].what");
  assert_answer (&self,
                 "[{\"what\":\"Amplop\",\"how\":\"tunai\",\"stage\":\"sedang\",\"count\":1200,"
                 "\"day\":\"2024-02-14\",\"when\":\"2024-02-14T16:30:00+07:00\",\"kept\":"
                 "true,\"area\":\"16.13.04\"},{}]");
  g_assert_false (display_shows (GTK_WIDGET (self.field), "No thing yet"));
}

/* Enter in the last cell of a row in which nothing stands is the end of the list. */
static void
test_leave (void)
{
  g_auto (Asked) self = ask ("[{\"what\":\"A\"},{}]");

  gtk_widget_grab_focus (GTK_WIDGET (cell (&self, "things[1].area")));
  press (&self, GDK_KEY_Return, 0);
  display_wait (count_shown (&self) == 1);
  assert_answer (&self, "[{\"what\":\"A\"}]");
}

/* What is wrong stands beneath its own cell, and goes when it is mended. */
static void
test_fault (void)
{
  g_auto (Asked) self = ask ("[{\"what\":\"A\"},{\"what\":\"B\"}]");
  PantauFieldView *count = cell (&self, "things[1].count");

  gtk_widget_grab_focus (GTK_WIDGET (count));
  display_type (self.window, "many\n");
  display_wait (pantau_field_view_is_faulty (count));
  g_assert_true (display_shows (GTK_WIDGET (count), "whole number"));
  g_assert_false (pantau_field_view_is_faulty (cell (&self, "things[0].count")));
  g_assert_false (pantau_field_view_is_faulty (self.field));
  g_assert_cmpstr (pantau_form_get_first_fault (self.form), ==, "things[1].count");

  gtk_widget_grab_focus (GTK_WIDGET (count));
  press (&self, GDK_KEY_a, GDK_CONTROL_MASK);
  display_type (self.window, "12");
  display_wait (!pantau_field_view_is_faulty (count));
  assert_answer (&self, "[{\"what\":\"A\"},{\"what\":\"B\",\"count\":12}]");
}

/* The row in the middle goes; those behind it move up, with all that is typed. */
static void
test_remove (void)
{
  g_auto (Asked) self =
      ask ("[{\"what\":\"A\"},{\"what\":\"B\"},{\"what\":\"C\",\"count\":\"x\"}]");
  GtkWidget *remove;

  cell (&self, "things[2].what");
  remove = display_find_name (GTK_WIDGET (self.field), "Remove thing 2");
  g_assert_nonnull (remove);
  gtk_widget_grab_focus (remove);
  press (&self, GDK_KEY_space, 0);
  display_wait (count_shown (&self) == 2);
  assert_focus (self.window, "things[1].what");
  g_assert_true (display_shows (GTK_WIDGET (cell (&self, "things[1].what")), "C"));
  display_wait (pantau_field_view_is_faulty (cell (&self, "things[1].count")));

  pantau_form_undo (self.form);
  display_wait (count_shown (&self) == 3);
  g_assert_true (display_shows (GTK_WIDGET (cell (&self, "things[1].what")), "B"));
  g_assert_false (pantau_field_view_is_faulty (cell (&self, "things[1].count")));
  g_assert_true (display_shows (GTK_WIDGET (cell (&self, "things[2].count")), "x"));
}

static void
test_remove_last (void)
{
  g_auto (Asked) self = ask ("[{\"what\":\"A\"}]");

  gtk_widget_grab_focus (display_find_name (GTK_WIDGET (self.field), "Remove thing 1"));
  press (&self, GDK_KEY_space, 0);
  display_wait (count_shown (&self) == 0);
  assert_focus (self.window, "Add thing");
  g_assert_true (display_shows (GTK_WIDGET (self.field), "No thing yet"));
  assert_answer (&self, "");
}

static void
test_full (void)
{
  g_auto (Asked) self = ask ("[{\"what\":\"A\"},{\"what\":\"B\"},{\"what\":\"C\"}]");
  GtkWidget *add = display_find_id (GTK_WIDGET (self.field), "add");

  g_assert_false (gtk_widget_get_sensitive (add));
  g_assert_true (display_shows (GTK_WIDGET (self.field), "3 rows"));
  /* Enter has no fourth row to go to. */
  gtk_widget_grab_focus (GTK_WIDGET (cell (&self, "things[2].area")));
  press (&self, GDK_KEY_Return, 0);
  display_settle ();
  g_assert_cmpuint (count_shown (&self), ==, 3);
  pantau_form_remove_row (self.form, "things", 0);
  g_assert_true (gtk_widget_get_sensitive (add));
}

/* Tab goes through the cells, then to the button that takes the row away, then to the next row. */
static void
test_tab_order (void)
{
  g_auto (Asked) self = ask ("[{\"what\":\"A\"},{\"what\":\"B\"}]");
  g_autoptr (GString) order = g_string_new (NULL);

  gtk_widget_grab_focus (GTK_WIDGET (cell (&self, "things[0].what")));
  for (guint i = 0; i < 40 && !g_str_has_suffix (order->str, "Add thing "); i++)
    {
      g_autofree char *now = focused (self.window);

      if (!g_str_has_suffix (order->str, now) || *order->str == '\0')
        g_string_append_printf (order, "%s ", now);
      press (&self, GDK_KEY_Tab, 0);
    }
  g_assert_true (g_str_has_prefix (order->str, "things[0].what "));
  g_assert_nonnull (strstr (order->str, "things[0].area "));
  g_assert_true (strstr (order->str, "things[0].area ") < strstr (order->str, "Remove thing 1"));
  g_assert_true (strstr (order->str, "Remove thing 1") < strstr (order->str, "things[1].what "));
  g_assert_true (strstr (order->str, "Remove thing 2") < strstr (order->str, "Add thing"));

  gtk_widget_grab_focus (GTK_WIDGET (cell (&self, "things[1].what")));
  press (&self, GDK_KEY_Tab, GDK_SHIFT_MASK);
  assert_focus (self.window, "Remove thing 1");
  press (&self, GDK_KEY_Tab, GDK_SHIFT_MASK);
  assert_focus (self.window, "things[0].area");
}

static void
test_names (void)
{
  g_auto (Asked) self = ask ("[{\"what\":\"A\"},{\"what\":\"B\"}]");
  g_autofree char *nameless = display_nameless (GTK_WIDGET (self.field));
  GtkWidget *row = display_find_type (GTK_WIDGET (self.field), PANTAU_TYPE_ITEM_ROW);

  g_assert_cmpstr (nameless, ==, "");
  gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "thing 1");
}

/* Whatever the width, cells stand beside or below each other and upon nothing. */
static void
test_fits (void)
{
  static const int widths[] = { 360, 480, 640, 900 };
  g_auto (Asked) self = ask ("[{\"what\":\"A\",\"count\":\"x\"},{\"what\":\"B\"}]");

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autofree char *misfits = NULL;

      gtk_window_set_default_size (self.window, widths[i], 560);
      display_wait (gtk_widget_get_width (GTK_WIDGET (self.field)) <= widths[i] &&
                    gtk_widget_get_width (GTK_WIDGET (self.field)) > widths[i] - 60);
      display_draw (GTK_WIDGET (self.window));
      g_test_message ("%d: %d", widths[i], gtk_widget_get_width (GTK_WIDGET (self.field)));
      misfits = display_misfits (GTK_WIDGET (self.field));
      g_assert_cmpstr (misfits, ==, "");
    }
}

/* In the editor */

typedef struct
{
  Place place;
  PantauEditor *editor;
  GtkWindow *window;
  char *finished; /* (nullable) */
} Desk;

static void
editor_finished (PantauEditor *editor, const char *record, Desk *self)
{
  g_free (self->finished);
  self->finished = g_strdup (record);
}

static Desk *
desk_new (void)
{
  Desk *self = g_new0 (Desk, 1);

  self->place = display_place_new (TRUE);
  self->editor = g_object_new (PANTAU_TYPE_EDITOR, NULL);
  g_signal_connect (self->editor, "finished", G_CALLBACK (editor_finished), self);
  self->window = display_show (GTK_WIDGET (self->editor), self->place.session);

  return self;
}

static void
desk_free (Desk *self)
{
  gtk_window_destroy (self->window);
  display_place_clear (&self->place);
  g_free (self->finished);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

static void
go_to (Desk *self, const char *question)
{
  gtk_widget_activate_action (GTK_WIDGET (self->editor), "editor.go-to", "s", question);
}

typedef struct
{
  PantauRecord *record;
  gboolean is_there;
} Reading;

static gpointer
read_record (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return pantau_store_get (store, data, error);
}

static void
was_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Reading *reading = data;
  g_autoptr (GError) error = NULL;

  reading->record = pantau_session_read_finish (PANTAU_SESSION (source), result, &error);
  g_assert_no_error (error);
  reading->is_there = TRUE;
}

/* Two exhibits, one of them without what it is; that is told, mended, and the other taken away: by keys alone. */
static void
test_editor (void)
{
  g_autoptr (Desk) self = desk_new ();
  PantauForm *form;
  Reading reading = { 0 };
  g_autoptr (PantauRecord) record = NULL;
  GPtrArray *values;
  const char *found = NULL;

  pantau_editor_begin (self->editor, "other");
  form = pantau_editor_get_form (self->editor);
  display_type (self->window, "rawas ilir pauh\n");
  pantau_form_set_text (form, "title", "Amplop");
  go_to (self, "barang_bukti");
  assert_focus (self->window, "Add exhibit");
  display_type (self->window, "\n");
  assert_focus (self->window, "barang_bukti[0].what");
  display_type (self->window, "Amplop\n12\nKantor\n");
  assert_focus (self->window, "barang_bukti[1].what");
  display_type (self->window, "\nBB-02\n");
  assert_focus (self->window, "barang_bukti[1].where");

  display_key (self->window, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_settle ();
  g_assert_null (self->finished);
  assert_focus (self->window, "barang_bukti[1].what");
  g_assert_true (pantau_field_view_is_faulty (PANTAU_FIELD_VIEW (
      gtk_widget_get_ancestor (gtk_window_get_focus (self->window), PANTAU_TYPE_FIELD_VIEW))));
  display_type (self->window, "Spanduk");

  /* Back over the row before, whose last stop is its button. Where is what is known when it has been drawn. */
  display_draw (GTK_WIDGET (self->window));
  display_key (self->window, GDK_KEY_Tab, GDK_SHIFT_MASK);
  assert_focus (self->window, "Remove exhibit 1");
  display_key (self->window, GDK_KEY_space, 0);
  display_wait (pantau_form_get_n_rows (form, "barang_bukti") == 1);
  assert_focus (self->window, "barang_bukti[0].what");
  display_key (self->window, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (self->finished != NULL);

  pantau_session_read (self->place.session, read_record, self->finished, NULL, NULL,
                       G_PRIORITY_DEFAULT, NULL, was_read, &reading);
  display_wait (reading.is_there);
  record = reading.record;
  values = pantau_record_get_values (record);
  for (guint i = 0; i < values->len; i++)
    if (g_str_equal (((PantauValue *) g_ptr_array_index (values, i))->field, "barang_bukti"))
      found = ((PantauValue *) g_ptr_array_index (values, i))->value;
  g_assert_cmpstr (found, ==, "[{\"number\":\"BB-02\",\"what\":\"Spanduk\"}]");
}

/* Enter in an empty last row goes on to the question behind the list; undo comes back to the cell. */
static void
test_editor_next (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autofree char *after = NULL;

  pantau_editor_begin (self->editor, "other");
  go_to (self, "barang_bukti");
  display_type (self->window, "\nAmplop\n\n\n");
  assert_focus (self->window, "barang_bukti[1].what");
  display_type (self->window, "\n\n\n");
  after = focused (self->window);
  g_assert_false (g_str_has_prefix (after, "barang_bukti"));
  g_assert_cmpstr (after, !=, "");
  g_assert_cmpuint (pantau_form_get_n_rows (pantau_editor_get_form (self->editor), "barang_bukti"),
                    ==, 1);

  display_key (self->window, GDK_KEY_z, GDK_CONTROL_MASK);
  display_key (self->window, GDK_KEY_z, GDK_CONTROL_MASK);
  display_key (self->window, GDK_KEY_z, GDK_CONTROL_MASK);
  assert_focus (self->window, "barang_bukti[0].what");
}

/* Fifty rows are not made in one turn of the main loop; the watchdog looks on. */
static void
test_many (void)
{
  g_autoptr (Desk) self = desk_new ();
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autofree char *json = NULL, *id = NULL;

  for (guint i = 0; i < 30; i++)
    g_string_append_printf (rows, "%s{\"what\":\"Amplop %u\",\"number\":\"%u\"}", i > 0 ? "," : "",
                            i, i);
  json = g_strdup_printf ("{\"title\": \"Amplop\", \"places\": [{\"village\": \"16.13.04.2001\"}],"
                          " \"fields\": {\"barang_bukti\": [%s]}}",
                          rows->str);
  id = display_record (self->place.session, "other", json);
  pantau_editor_change (self->editor, id);
  display_wait (pantau_editor_get_form (self->editor) != NULL);
  go_to (self, "barang_bukti[29].where");
  assert_focus (self->window, "barang_bukti[29].where");
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);

  g_test_add_func ("/list-field/empty", test_empty);
  g_test_add_func ("/list-field/keys", test_keys);
  g_test_add_func ("/list-field/leave", test_leave);
  g_test_add_func ("/list-field/fault", test_fault);
  g_test_add_func ("/list-field/remove", test_remove);
  g_test_add_func ("/list-field/remove-last", test_remove_last);
  g_test_add_func ("/list-field/full", test_full);
  g_test_add_func ("/list-field/tab-order", test_tab_order);
  g_test_add_func ("/list-field/names", test_names);
  g_test_add_func ("/list-field/fits", test_fits);
  g_test_add_func ("/list-field/editor", test_editor);
  g_test_add_func ("/list-field/editor-next", test_editor_next);
  g_test_add_func ("/list-field/many", test_many);

  return g_test_run ();
}
