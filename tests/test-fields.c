/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One widget for each type of answer: what a person types becomes the form's answer, and what is wrong is told beside it. */

#include "config.h"

#include "display-fixture.h"
#include "pantau-field-factory.h"
#include "pantau-place-row.h"
#include "pantau-places-field.h"

#define NOW 1708000000 /* 15 February 2024, 19:26 WIB */

typedef struct
{
  PantauReference *reference;
  PantauForm *form;
  PantauFieldView *field;
  GtkWindow *window;
} Asked;

static Asked
ask (const char *kind, const char *name)
{
  Asked self = { 0 };

  self.reference = pantau_reference_new (NULL, NULL);
  self.form = pantau_form_new (self.reference, kind, "desk", "16", NOW);
  self.field = PANTAU_FIELD_VIEW (
      pantau_field_factory_make (self.form, pantau_form_get_question (self.form, name)));
  self.window = display_show (GTK_WIDGET (self.field), NULL);
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

/* The answer as JSON; "" where there is none. (transfer full) */
static char *
answer (Asked *self)
{
  JsonNode *value = pantau_form_get (self->form, pantau_field_view_get_name (self->field));

  return value != NULL ? json_to_string (value, FALSE) : g_strdup ("");
}

static void
assert_answer (Asked *self, const char *expected)
{
  g_autofree char *found = answer (self);

  g_assert_cmpstr (found, ==, expected);
}

static const char *
entry_text (Asked *self)
{
  return gtk_editable_get_text (
      GTK_EDITABLE (display_find_type (GTK_WIDGET (self->field), GTK_TYPE_ENTRY)));
}

static void
press (Asked *self, guint key)
{
  display_key (self->window, key, 0);
}

static void
test_text (void)
{
  g_auto (Asked) self = ask ("risk", "title");

  display_type (self.window, "Banjir di Pauh");

  assert_answer (&self, "\"Banjir di Pauh\"");
}

static void
test_text_emptied (void)
{
  g_auto (Asked) self = ask ("risk", "title");

  display_type (self.window, "a");
  press (&self, GDK_KEY_BackSpace);

  assert_answer (&self, "");
}

static void
test_text_undone (void)
{
  g_auto (Asked) self = ask ("risk", "title");

  display_type (self.window, "abc");
  pantau_form_undo (self.form);

  g_assert_cmpstr (entry_text (&self), ==, "");
}

static void
test_longtext (void)
{
  g_auto (Asked) self = ask ("risk", "narrative");

  display_type (self.window, "air\nnaik");

  assert_answer (&self, "\"air\\nnaik\"");
}

/* A telephone is warned of as soon as it is one, and is no fault; without it nothing is said. */
static void
test_personal (void)
{
  g_auto (Asked) self = ask ("neutrality", "narrative");

  display_type (self.window, "hub 0812345678");
  g_assert_cmpstr (pantau_field_view_get_notice (self.field), !=, "");
  g_assert_false (pantau_field_view_is_faulty (self.field));
  for (guint i = 0; i < 6; i++)
    press (&self, GDK_KEY_BackSpace);
  g_assert_cmpstr (pantau_field_view_get_notice (self.field), ==, "");
}

/* Where a record about Bawaslu's own chain goes is said beside the category. */
static void
test_own_chain (void)
{
  g_auto (Asked) self = ask ("neutrality", "party_category");
  g_autoptr (JsonNode) chain = json_from_string ("\"jajaran-bawaslu\"", NULL);
  g_autoptr (JsonNode) kades = json_from_string ("\"kades\"", NULL);

  pantau_form_set (self.form, "party_category", chain);
  g_assert_cmpstr (pantau_field_view_get_notice (self.field), !=, "");
  pantau_form_set (self.form, "party_category", kades);
  g_assert_cmpstr (pantau_field_view_get_notice (self.field), ==, "");
}

static void
test_choice_letter (void)
{
  g_auto (Asked) self = ask ("risk", "phase");

  display_type (self.window, "h"); /* “Happening” */

  assert_answer (&self, "\"sedang\"");
}

static void
test_choice_digit (void)
{
  g_auto (Asked) self = ask ("risk", "phase");

  display_type (self.window, "1");

  assert_answer (&self, "\"potensi\"");
}

static void
test_choice_arrows (void)
{
  g_auto (Asked) self = ask ("risk", "phase");

  press (&self, GDK_KEY_Right);
  press (&self, GDK_KEY_Right);
  press (&self, GDK_KEY_Left);

  assert_answer (&self, "\"sedang\"");
}

static void
test_choice_taken_away (void)
{
  g_auto (Asked) self = ask ("risk", "phase");

  display_type (self.window, "1");
  press (&self, GDK_KEY_BackSpace);

  assert_answer (&self, "");
}

static void
test_choice_space_toggles (void)
{
  g_auto (Asked) self = ask ("risk", "phase");

  press (&self, GDK_KEY_space);
  display_settle ();
  assert_answer (&self, "\"potensi\"");
  press (&self, GDK_KEY_space);

  display_wait (pantau_form_get (self.form, "phase") == NULL);
}

static void
test_lookup (void)
{
  g_auto (Asked) self = ask ("risk", "hazard");

  display_type (self.window, "flo\n");

  assert_answer (&self, "\"banjir\"");
  g_assert_cmpstr (entry_text (&self), ==, "Flood");
}

static void
test_lookup_arrows (void)
{
  g_auto (Asked) self = ask ("risk", "hazard");

  press (&self, GDK_KEY_Down);
  press (&self, GDK_KEY_Down);
  press (&self, GDK_KEY_Return);

  assert_answer (&self, "\"banjir-bandang\"");
}

static void
test_lookup_unknown (void)
{
  g_auto (Asked) self = ask ("risk", "hazard");

  display_type (self.window, "qwx");
  pantau_field_view_settle (self.field);

  /* Nothing is lost, and it is told. */
  g_assert_cmpstr (entry_text (&self), ==, "qwx");
  display_wait (pantau_field_view_is_faulty (self.field));
}

static void
test_lookup_emptied (void)
{
  g_auto (Asked) self = ask ("risk", "hazard");

  display_type (self.window, "flo\n");
  for (int i = 0; i < 5; i++)
    press (&self, GDK_KEY_BackSpace);

  assert_answer (&self, "");
}

static void
test_lookup_escape (void)
{
  g_auto (Asked) self = ask ("risk", "hazard");

  display_type (self.window, "flo");
  press (&self, GDK_KEY_Escape);
  press (&self, GDK_KEY_Return);

  assert_answer (&self, "");
}

static void
test_choices (void)
{
  g_auto (Asked) self = ask ("risk", "transport");

  press (&self, GDK_KEY_space);
  press (&self, GDK_KEY_Tab);
  press (&self, GDK_KEY_space);
  display_settle ();

  assert_answer (&self, "[\"jalan-kaki\",\"motor\"]");
}

static void
test_number (void)
{
  g_auto (Asked) self = ask ("risk", "voters_affected");

  display_type (self.window, "27669");
  display_settle ();

  assert_answer (&self, "27669");
  g_assert_cmpstr (entry_text (&self), ==, "27,669");
}

/* A digit in the middle stays where it was typed, whatever the separators do. */
static void
test_number_caret (void)
{
  g_auto (Asked) self = ask ("risk", "voters_affected");

  display_type (self.window, "2769");
  press (&self, GDK_KEY_Left);
  press (&self, GDK_KEY_Left);
  display_type (self.window, "6");
  display_settle ();

  assert_answer (&self, "27669");
}

static void
test_number_faulty (void)
{
  g_auto (Asked) self = ask ("risk", "voters_affected");

  display_type (self.window, "many");

  g_assert_cmpstr (entry_text (&self), ==, "many");
  display_wait (pantau_field_view_is_faulty (self.field));
}

static void
test_number_range (void)
{
  g_auto (Asked) self = ask ("risk", "water_level_cm");

  pantau_form_set_text (self.form, "hazard", "banjir");
  display_settle ();
  gtk_widget_grab_focus (GTK_WIDGET (self.field));
  display_type (self.window, "15000");

  display_wait (pantau_field_view_is_faulty (self.field));
}

static void
test_number_unit (void)
{
  g_auto (Asked) self = ask ("risk", "voters_affected");

  g_assert_true (display_shows (GTK_WIDGET (self.field), "pemilih"));
}

static void
test_money (void)
{
  g_auto (Asked) self = ask ("other", "amount");

  pantau_form_set_text (self.form, "subject", "politik-uang");
  display_settle ();
  gtk_widget_grab_focus (GTK_WIDGET (self.field));
  display_type (self.window, "1500000");
  display_settle ();

  assert_answer (&self, "1500000");
  g_assert_cmpstr (entry_text (&self), ==, "1,500,000");
}

/* A pasted title is read from its beginning; undo while one types leaves the cursor at the end. */
static void
test_text_filled_in (void)
{
  g_auto (Asked) self = ask ("hoax", "title");
  GtkEditable *entry = GTK_EDITABLE (display_find_id (GTK_WIDGET (self.field), "entry"));

  gtk_window_set_focus (self.window, NULL);
  pantau_form_set_text (self.form, "title", "TPS 5 dipindah");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "TPS 5 dipindah");
  g_assert_cmpint (gtk_editable_get_position (entry), ==, 0);

  gtk_widget_grab_focus (GTK_WIDGET (self.field));
  pantau_form_set_text (self.form, "title", "TPS 6 dipindah");
  g_assert_cmpint (gtk_editable_get_position (entry), ==, 14);
}

static void
select_all (Asked *self)
{
  display_key (self->window, GDK_KEY_a, GDK_CONTROL_MASK);
}

static void
test_time (void)
{
  g_auto (Asked) self = ask ("risk", "occurred");

  select_all (&self);
  display_type (self.window, "14-2-2024 16.30");

  assert_answer (&self, "\"2024-02-14T16:30:00+07:00\"");
  g_assert_true (display_shows (GTK_WIDGET (self.field), "Wednesday, 14 February 2024, 16:30 WIB"));
}

/* A half-typed time is not called wrong under one's fingers, but after a pause. */
static void
test_time_half (void)
{
  g_auto (Asked) self = ask ("risk", "occurred");
  GtkEditable *entry = GTK_EDITABLE (display_find_type (GTK_WIDGET (self.field), GTK_TYPE_ENTRY));

  /* All at once: between two keys a machine may stop for longer than the pause. */
  gtk_editable_set_text (entry, "14-");
  g_assert_false (pantau_field_view_is_faulty (self.field));

  gtk_editable_set_position (entry, -1);
  display_wait (pantau_field_view_is_faulty (self.field));
  display_type (self.window, "2-2024 16.30");
  g_assert_false (pantau_field_view_is_faulty (self.field));
}

/* The time of day that was left out is asked for, and the day stays the one that was meant. */
static void
test_time_of_day_missing (void)
{
  g_auto (Asked) self = ask ("risk", "occurred");

  select_all (&self);
  display_type (self.window, "14 feb 2024");
  pantau_field_view_settle (self.field);

  g_assert_cmpstr (entry_text (&self), ==, "14-02-2024");
  display_wait (display_shows (GTK_WIDGET (self.field), "Add the time of day, such as 16.30"));
  display_type (self.window, " 16.30");
  assert_answer (&self, "\"2024-02-14T16:30:00+07:00\"");
  g_assert_false (pantau_field_view_is_faulty (self.field));
}

static void
test_time_now (void)
{
  g_auto (Asked) self = ask ("risk", "known");
  gint64 before = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *found = NULL;
  g_autofree char *code = NULL;
  gint64 when = 0;

  gtk_widget_activate (display_find_name (GTK_WIDGET (self.field), "Now"));
  display_wait (pantau_form_get (self.form, "known") != NULL);
  code = pantau_field_view_dup_code (self.field);
  g_assert_true (pantau_check_time (code, &found, &when));

  g_assert_cmpint (ABS (when - before), <=, 120);
}

static void
test_date (void)
{
  g_auto (Asked) self = ask ("hoax", "takedown_requested");

  display_type (self.window, "14 feb 2024");
  pantau_field_view_settle (self.field);

  assert_answer (&self, "\"2024-02-14\"");
  g_assert_cmpstr (entry_text (&self), ==, "14-02-2024");
}

/* Until when something is needed: nobody is shown yesterday as an example, nor a button for now. */
static void
test_time_ahead (void)
{
  g_auto (Asked) self = ask ("risk", "needed_by");
  GtkWidget *now = display_find_id (GTK_WIDGET (self.field), "now");

  g_assert_cmpstr (gtk_entry_get_placeholder_text (
                       GTK_ENTRY (display_find_id (GTK_WIDGET (self.field), "entry"))),
                   ==, "27-11-2029 16.30, or: tomorrow 16.30");
  g_assert_false (gtk_widget_get_visible (now));
}

/* The day of the calendar, and the time of day that was typed. */
static void
test_time_calendar (void)
{
  g_auto (Asked) self = ask ("risk", "occurred");
  GtkWidget *button = display_find_type (GTK_WIDGET (self.field), GTK_TYPE_MENU_BUTTON);
  GtkWidget *calendar;

  select_all (&self);
  display_type (self.window, "14-2-2024 16.30");
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  calendar = display_find_type (GTK_WIDGET (self.field), GTK_TYPE_CALENDAR);
  display_wait (gtk_widget_get_mapped (calendar));
  g_object_set (calendar, "day", 12, NULL);

  assert_answer (&self, "\"2024-02-12T16:30:00+07:00\"");
}

static void
test_boolean (void)
{
  g_auto (Asked) self = ask ("risk", "power");

  assert_answer (&self, "");
  display_type (self.window, "y");
  assert_answer (&self, "true");
  press (&self, GDK_KEY_Right);
  assert_answer (&self, "false");
  press (&self, GDK_KEY_Right);
  assert_answer (&self, "");
}

/* A question that depends on another one folds away and comes back with its answer. */
static void
test_when (void)
{
  g_auto (Asked) self = ask ("other", "goods");

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (self.field)));
  pantau_form_set_text (self.form, "subject", "politik-uang");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (self.field)));
  gtk_widget_grab_focus (GTK_WIDGET (self.field));
  display_type (self.window, "beras");
  pantau_form_set_text (self.form, "subject", "logistik");

  display_wait (!gtk_widget_get_visible (GTK_WIDGET (self.field)));
  pantau_form_set_text (self.form, "subject", "politik-uang");
  g_assert_cmpstr (entry_text (&self), ==, "beras");
}

static void
test_region (void)
{
  g_auto (Asked) self = ask ("neutrality", "institution_region");

  display_type (self.window, "rawas ilir\n");

  assert_answer (&self, "\"16.13.04\"");
}

/* What is no region stays in the line, and it is told. */
static void
test_region_unknown (void)
{
  g_auto (Asked) self = ask ("neutrality", "institution_region");

  display_type (self.window, "qwx");
  pantau_field_view_settle (self.field);

  g_assert_cmpstr (entry_text (&self), ==, "qwx");
  display_wait (pantau_field_view_is_faulty (self.field));
}

/* Both kinds of picking say in the empty line what it takes. */
static void
test_pick_placeholder (void)
{
  g_auto (Asked) lookup = ask ("risk", "hazard");
  g_auto (Asked) region = ask ("neutrality", "institution_region");

  g_assert_cmpstr (gtk_entry_get_placeholder_text (
                       GTK_ENTRY (display_find_type (GTK_WIDGET (lookup.field), GTK_TYPE_ENTRY))),
                   ==, "Type to choose");
  g_assert_cmpstr (gtk_entry_get_placeholder_text (
                       GTK_ENTRY (display_find_type (GTK_WIDGET (region.field), GTK_TYPE_ENTRY))),
                   ==, "Kabupaten, kecamatan or village");
}

static void
test_severity (void)
{
  g_auto (Asked) self = ask ("risk", "severity");

  display_type (self.window, "4");

  assert_answer (&self, "4");
}

static void
test_people (void)
{
  g_auto (Asked) self = ask ("risk", "people");

  display_type (self.window, "120\n\n3");
  assert_answer (&self, "{\"pemilih\":120,\"pengawas\":3}");

  pantau_form_undo (self.form);
  g_assert_cmpstr (entry_text (&self), ==, "");
}

static void
test_people_faulty (void)
{
  g_auto (Asked) self = ask ("risk", "people");

  display_type (self.window, "some");

  g_assert_cmpstr (entry_text (&self), ==, "some");
  display_wait (pantau_field_view_is_faulty (self.field));
}

/* Top left is what is almost certain and does not matter: one to the right, one down. */
static void
test_matrix (void)
{
  g_auto (Asked) self = ask ("risk", "risk_matrix");

  press (&self, GDK_KEY_Right);
  press (&self, GDK_KEY_Down);
  press (&self, GDK_KEY_space);
  display_wait (pantau_form_get (self.form, "risk_matrix") != NULL);

  assert_answer (&self, "{\"likelihood\":4,\"impact\":2}");
  g_assert_true (display_shows (GTK_WIDGET (self.field), "12"));
  g_assert_nonnull (display_find_text (GTK_WIDGET (self.field), "edium"));
}

/* Looked up, not multiplied: hardly ever and a catastrophe is 20, high. */
static void
test_matrix_told (void)
{
  g_auto (Asked) self = ask ("risk", "risk_matrix");

  pantau_form_set (self.form, "risk_matrix",
                   json_from_string ("{\"impact\":5,\"likelihood\":1}", NULL));
  display_settle ();

  g_assert_nonnull (display_find_text (GTK_WIDGET (self.field), "20, High"));
  press (&self, GDK_KEY_Delete);
  display_wait (pantau_form_get (self.form, "risk_matrix") == NULL);
}

static void
test_matrix_tab (void)
{
  g_auto (Asked) self = ask ("risk", "risk_matrix");

  press (&self, GDK_KEY_Down);
  press (&self, GDK_KEY_Tab);

  /* Out of the table, so back to the first of the window's only field. */
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (gtk_window_get_focus (self.window))), ==, "9");
}

/* What hinders saving is told beside the field until somebody answers. */
static void
test_complaint (void)
{
  g_auto (Asked) self = ask ("risk", "title");

  pantau_field_view_complain (self.field, "a title is needed");
  g_assert_true (display_shows (GTK_WIDGET (self.field), "a title is needed"));
  display_type (self.window, "x");

  g_assert_false (display_shows (GTK_WIDGET (self.field), "a title is needed"));
}

static void
test_places (void)
{
  g_auto (Asked) self = ask ("risk", "places");

  display_type (self.window, "rawas ilir pauh 2,3,4\n");

  assert_answer (&self, "[{\"village\":\"16.13.04.2001\",\"tps\":[2,3,4]}]");
  g_assert_cmpstr (entry_text (&self), ==, "");
  g_assert_true (display_shows (GTK_WIDGET (self.field), "Desa Pauh"));
}

static void
test_places_many (void)
{
  g_auto (Asked) self = ask ("risk", "places");

  display_type (self.window, "rawas ilir pauh 2\nrawas ilir belani 5\n");

  g_assert_cmpuint (
      json_array_get_length (json_node_get_array (pantau_form_get (self.form, "places"))), ==, 2);
}

/* Who goes on without Enter has named the place too. */
static void
test_places_settled (void)
{
  g_auto (Asked) self = ask ("risk", "places");

  display_type (self.window, "rawas ilir pauh 2");
  pantau_field_view_settle (self.field);

  assert_answer (&self, "[{\"village\":\"16.13.04.2001\",\"tps\":[2]}]");
}

static void
test_places_unknown (void)
{
  g_auto (Asked) self = ask ("risk", "places");

  display_type (self.window, "kampung qwxz tps 7\n");

  assert_answer (&self, "[{\"text\":\"kampung qwxz\",\"tps\":[7]}]");
}

static void
test_places_stations (void)
{
  g_auto (Asked) self = ask ("risk", "places");
  GtkWidget *stations;

  display_type (self.window, "rawas ilir pauh 2\n");
  stations = display_find_id (display_find_type (GTK_WIDGET (self.field), PANTAU_TYPE_PLACE_ROW),
                              "stations");
  gtk_editable_set_text (GTK_EDITABLE (stations), "5-7");
  assert_answer (&self, "[{\"village\":\"16.13.04.2001\",\"tps\":[5,6,7]}]");

  gtk_editable_set_text (GTK_EDITABLE (stations), "5, x");
  display_wait (pantau_field_view_is_faulty (self.field));
}

static void
test_places_removed (void)
{
  g_auto (Asked) self = ask ("risk", "places");

  display_type (self.window, "rawas ilir pauh 2\n");
  gtk_widget_activate (display_find_id (GTK_WIDGET (self.field), "remove"));

  display_wait (pantau_form_get (self.form, "places") == NULL);
  pantau_form_undo (self.form);
  display_wait (display_shows (GTK_WIDGET (self.field), "Desa Pauh"));
}

static void
test_places_recent (void)
{
  g_auto (Asked) self = ask ("risk", "places");
  const char *recent[] = { "16.13.04.2004", NULL };

  pantau_places_field_set_recent (PANTAU_PLACES_FIELD (self.field), recent);
  press (&self, GDK_KEY_Down);
  press (&self, GDK_KEY_Return);

  assert_answer (&self, "[{\"village\":\"16.13.04.2004\"}]");
}

/* Recent places stand there for whoever wants one; Enter alone takes none of them. */
static void
test_places_enter_takes_none (void)
{
  g_auto (Asked) self = ask ("risk", "places");
  const char *recent[] = { "16.13.04.2004", NULL };
  GtkWidget *popover = display_find_type (GTK_WIDGET (self.field), GTK_TYPE_POPOVER);

  pantau_places_field_set_recent (PANTAU_PLACES_FIELD (self.field), recent);
  gtk_window_set_focus (self.window, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self.field));
  display_wait (gtk_widget_get_mapped (popover));
  press (&self, GDK_KEY_Return);

  assert_answer (&self, "");
}

/* Whoever fills in a form by ear hears the label, that the answer is wrong, and why. */
static void
test_accessible (void)
{
  g_auto (Asked) self = ask ("risk", "voters_affected");
  GtkWidget *entry = display_find_type (GTK_WIDGET (self.field), GTK_TYPE_ENTRY);
  g_autofree char *nameless = display_nameless (GTK_WIDGET (self.window));

  g_assert_cmpstr (nameless, ==, "");
  display_type (self.window, "many");
  display_wait (pantau_field_view_is_faulty (self.field));
  gtk_test_accessible_assert_state (entry, GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (entry),
                                                   GTK_ACCESSIBLE_RELATION_DESCRIBED_BY));
}

static void
add (const char *name, GTestFunc test)
{
  g_autofree char *path = g_strconcat ("/fields/", name, NULL);

  g_test_add_func (path, test);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);

  add ("text", test_text);
  add ("text-emptied", test_text_emptied);
  add ("text-undone", test_text_undone);
  add ("longtext", test_longtext);
  add ("choice-letter", test_choice_letter);
  add ("choice-digit", test_choice_digit);
  add ("choice-arrows", test_choice_arrows);
  add ("choice-taken-away", test_choice_taken_away);
  add ("choice-space", test_choice_space_toggles);
  add ("lookup", test_lookup);
  add ("lookup-arrows", test_lookup_arrows);
  add ("lookup-unknown", test_lookup_unknown);
  add ("lookup-emptied", test_lookup_emptied);
  add ("lookup-escape", test_lookup_escape);
  add ("choices", test_choices);
  add ("number", test_number);
  add ("number-caret", test_number_caret);
  add ("number-faulty", test_number_faulty);
  add ("number-range", test_number_range);
  add ("number-unit", test_number_unit);
  add ("money", test_money);
  add ("personal", test_personal);
  add ("own-chain", test_own_chain);
  add ("time", test_time);
  add ("time-half", test_time_half);
  add ("time-of-day-missing", test_time_of_day_missing);
  add ("text-filled-in", test_text_filled_in);
  add ("time-now", test_time_now);
  add ("time-ahead", test_time_ahead);
  add ("time-calendar", test_time_calendar);
  add ("date", test_date);
  add ("boolean", test_boolean);
  add ("when", test_when);
  add ("region", test_region);
  add ("region-unknown", test_region_unknown);
  add ("pick-placeholder", test_pick_placeholder);
  add ("severity", test_severity);
  add ("people", test_people);
  add ("people-faulty", test_people_faulty);
  add ("matrix", test_matrix);
  add ("matrix-told", test_matrix_told);
  add ("matrix-tab", test_matrix_tab);
  add ("complaint", test_complaint);
  add ("places", test_places);
  add ("places-many", test_places_many);
  add ("places-settled", test_places_settled);
  add ("places-unknown", test_places_unknown);
  add ("places-stations", test_places_stations);
  add ("places-removed", test_places_removed);
  add ("places-recent", test_places_recent);
  add ("places-enter", test_places_enter_takes_none);
  add ("accessible", test_accessible);

  return g_test_run ();
}
