/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists as a type of field: what is taken and refused, how rows are told, and what a form makes of them. */

#include "config.h"

#include <string.h>

#include "pantau-check.h"
#include "pantau-edit.h"
#include "pantau-error.h"
#include "pantau-form.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-sheet.h"
#include "pantau-words.h"
#include "rows-fixture.h"
#include "test-util.h"

/* Saturday 21 November 2026, 10:30 WIB. */
#define NOW G_GINT64_CONSTANT (1795231800)

static PantauReference *reference;

/* Reading */

static const PantauField *
field_of (const char *kind, const char *name)
{
  return pantau_kind_field (pantau_kinds_lookup (pantau_reference_get_kinds (reference), kind),
                            name);
}

static void
test_read (void)
{
  const PantauField *things = field_of ("other", "things"),
                    *exhibits = field_of ("neutrality", "barang_bukti");

  g_assert_cmpint (things->type, ==, PANTAU_FIELD_LIST);
  g_assert_cmpuint (things->items->len, ==, 8);
  g_assert_cmpuint (things->max_items, ==, 3);
  g_assert_cmpstr (things->item_name.en, ==, "thing");
  g_assert_true (pantau_field_item (things, "what")->required);
  g_assert_cmpstr (pantau_field_item (things, "stage")->choices, ==, "risk_phase");
  g_assert_null (pantau_field_item (things, "number"));
  g_assert_null (pantau_field_item (pantau_field_item (things, "what"), "what"));
  g_assert_nonnull (pantau_field_item (exhibits, "number"));
  g_assert_nonnull (field_of ("other", "barang_bukti"));
}

static void
assert_spoiled (const char *from, const char *to, const char *part)
{
  g_auto (GStrv) parts = g_strsplit (ROWS_THINGS, from, 2);
  g_autofree char *text = g_strjoinv (to, parts);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  g_assert_null (rows_reference_new (text, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED);
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” does not name “%s”", error->message, part);
}

static void
test_spoiled (void)
{
  assert_spoiled ("\"type\": \"longtext\"", "\"type\": \"money\"", "how");
  assert_spoiled ("\"type\": \"longtext\"", "\"type\": \"list\", \"items\": []", "how");
  assert_spoiled ("\"type\": \"longtext\"", "\"type\": \"poem\"", "poem");
  assert_spoiled ("\"name\": \"how\"", "\"name\": \"what\"", "what");
  assert_spoiled ("\"risk_phase\"", "\"missing\"", "missing");
  assert_spoiled ("\"item_name\"", "\"item_title\"", "item_name");
  assert_spoiled ("\"items\"", "\"cells\"", "items");
}

/* The check */

static JsonObject *
check (const char *rows, GPtrArray *faults)
{
  g_autofree char *region = NULL, *record_class = NULL;
  g_autofree char *text = g_strdup_printf (
      "{\"region\":\"16.13.04\",\"title\":\"Amplop\",\"fields\":{\"things\":%s}}", rows);

  return pantau_check_record (reference, "other", text, strlen (text), NOW, NULL, &region,
                              &record_class, faults);
}

static void
assert_rows (const char *rows, const char *expected)
{
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (JsonObject) body = check (rows, faults);
  g_autofree char *text = NULL;

  if (body == NULL)
    g_error ("%s", ((const PantauFault *) g_ptr_array_index (faults, 0))->message);
  text = pantau_json_node_text (
      json_object_get_member (json_object_get_object_member (body, "fields"), "things"));
  g_assert_cmpstr (text, ==, expected);
}

/* @expected: "code at; code at" in the order in which they are told. */
static void
assert_faults (const char *rows, const char *expected)
{
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (JsonObject) body = check (rows, faults);
  g_autoptr (GString) told = g_string_new (NULL);

  for (guint i = 0; i < faults->len; i++)
    {
      const PantauFault *fault = g_ptr_array_index (faults, i);

      g_string_append_printf (told, "%s%s %s", i > 0 ? "; " : "", fault->code, fault->field);
      g_assert_cmpuint (strlen (fault->message), >, 10);
    }
  g_assert_null (body);
  g_assert_cmpstr (told->str, ==, expected);
}

/* One writing: the order of the kind, NFC, codes for names, nothing for what says nothing. */
static void
test_normalised (void)
{
  assert_rows ("[]", "[]");
  assert_rows ("[{}, {\"what\": \"  \"}, {\"what\": null}]", "[]");
  assert_rows ("[{\"count\": 12.0, \"what\": \" Spanduk \", \"how\": null}, {}, {\"what\": \"B\"}]",
               "[{\"what\":\"Spanduk\",\"count\":12},{\"what\":\"B\"}]");
  assert_rows ("[{\"what\": \"caf\\u0065\\u0301\"}]", "[{\"what\":\"caf\xc3\xa9\"}]");
  assert_rows ("[{\"what\": \"A\", \"stage\": \"Happening\", \"day\": \"2026-11-20\", \"when\": "
               "\"2026-11-20T08:30\", \"kept\": true, \"area\": \"Rawas Ilir\", \"how\": "
               "\"a\\r\\nb\"}]",
               "[{\"what\":\"A\",\"how\":\"a\\nb\",\"stage\":\"sedang\",\"day\":\"2026-11-20\","
               "\"when\":\"2026-11-20T08:30:00+07:00\",\"kept\":true,\"area\":\"16.13.04\"}]");
}

static void
test_faults (void)
{
  assert_faults ("{}", "wrong-type fields.things");
  assert_faults ("[\"A\"]", "wrong-type fields.things[0]");
  assert_faults ("[{\"what\": \"A\", \"size\": 1}]", "unknown-field fields.things[0].size");
  assert_faults ("[{\"what\": \"A\"}, {\"count\": 3}]", "missing fields.things[1].what");
  assert_faults ("[{\"what\": \" \", \"count\": 3}]", "missing fields.things[0].what");
  assert_faults ("[{\"what\": \"A\"}, {}, {\"what\": \"C\", \"count\": 0}]",
                 "out-of-range fields.things[2].count");
  assert_faults ("[{\"what\": \"123456789012345678901\"}]", "too-long fields.things[0].what");
  assert_faults ("[{\"what\":\"a\"},{\"what\":\"b\"},{\"what\":\"c\"},{\"what\":\"d\"}]",
                 "too-many fields.things");
}

/* Whoever mends a list is told of all its cells at once. */
static void
test_all_faults (void)
{
  assert_faults ("[{\"what\": 1, \"stage\": \"x\"}, {\"what\": \"A\", \"count\": \"b\", \"day\": "
                 "\"31-02\", \"when\": \"later\", \"kept\": \"ya\", \"area\": \"Nowhere\"}, 5]",
                 "wrong-type fields.things[0].what; unknown-choice fields.things[0].stage; "
                 "wrong-type fields.things[1].count; bad-date fields.things[1].day; bad-date "
                 "fields.things[1].when; wrong-type fields.things[1].kept; unknown-region "
                 "fields.things[1].area; wrong-type fields.things[2]");
}

/* A change names the field alone, and a command line gives JSON. */
static void
test_change (void)
{
  const PantauKind *kind = pantau_kinds_lookup (pantau_reference_get_kinds (reference), "other");
  g_autoptr (JsonNode) rows =
      pantau_check_parse_value (kind, "things", "[{\"what\":\"A\"},{\"count\":1}]");
  g_autoptr (JsonNode) one = pantau_check_parse_value (kind, "things", "{\"what\": \"A\"}");
  g_autoptr (JsonNode) text = pantau_check_parse_value (kind, "things", "A, B");
  g_autoptr (JsonNode) none = pantau_check_parse_value (kind, "things", "");
  g_autoptr (JsonNode) normalised = NULL;
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autofree char *written = NULL;

  g_assert_false (pantau_check_field (reference, kind, "things", rows, NOW, &normalised, faults));
  g_assert_cmpuint (faults->len, ==, 1);
  g_assert_cmpstr (((PantauFault *) g_ptr_array_index (faults, 0))->field, ==, "things[1].what");

  g_assert_true (pantau_check_field (reference, kind, "things", one, NOW, &normalised, faults));
  written = pantau_json_node_text (normalised);
  g_assert_cmpstr (written, ==, "[{\"what\":\"A\"}]");
  g_assert_true (JSON_NODE_HOLDS_VALUE (text) && JSON_NODE_HOLDS_NULL (none));
}

/* Words */

static void
test_words (void)
{
  static const char json[] =
      "[{\"what\":\"Spanduk\",\"count\":1200,\"kept\":true,\"stage\":\"sedang\"},"
      "{\"count\":1,\"day\":\"2026-11-20\",\"newer\":\"x\"},{}]";
  g_autofree char *line = pantau_words_value (reference, "other", "things", json);
  g_autofree char *lines = pantau_sheet_value (reference, "other", "things", json);
  g_autofree char *one =
      pantau_sheet_value (reference, "other", "things", "[{\"what\":\"Amplop\"}]");

  g_assert_cmpstr (line, ==,
                   "Spanduk · Phase: Happening · Count: 1,200 lembar · Kept: yes; 1 lembar · Day: "
                   "Friday, 20 November 2026 · newer: \"x\"; –");
  g_assert_true (g_str_has_prefix (lines, "1. Spanduk · "));
  g_assert_nonnull (strstr (lines, "\n2. 1 lembar"));
  g_assert_cmpstr (one, ==, "Amplop");
}

/* Forms */

static PantauForm *
form_new (void)
{
  return pantau_form_new (reference, "other", "desk", "16.13.04", NOW);
}

static void
assert_answer (PantauForm *form, const char *expected)
{
  JsonNode *node = pantau_form_get (form, "things");
  g_autofree char *text = node != NULL ? pantau_json_canonical (node) : NULL;

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_text (PantauForm *form, const char *name, const char *expected)
{
  g_autofree char *text = pantau_form_get_text (form, name);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_form_rows (void)
{
  g_autoptr (PantauForm) form = form_new ();

  g_assert_cmpuint (pantau_form_get_n_rows (form, "things"), ==, 0);
  g_assert_null (pantau_form_get_question (form, "things[0].what"));
  g_assert_false (pantau_form_add_row (form, "subject"));
  pantau_form_set_text (form, "things[0].what", "A");
  g_assert_null (pantau_form_get (form, "things"));

  g_assert_true (pantau_form_add_row (form, "things"));
  g_assert_true (pantau_form_is_row_empty (form, "things", 0));
  g_assert_false (pantau_form_is_worth_keeping (form));
  g_assert_cmpstr (pantau_form_get_question (form, "things[0].what")->label, ==, "What");
  g_assert_true (pantau_form_is_asked (form, "things[0].what"));
  g_assert_null (pantau_form_get_question (form, "things[0].size"));
  g_assert_null (pantau_form_get_question (form, "things[1].what"));
  pantau_form_set_text (form, "things[0].what", "Amplop ");
  pantau_form_set_text (form, "things[0].count", "1,200");
  pantau_form_set_text (form, "things[0].day", "20-11-2026");
  assert_answer (form, "[{\"count\":1200,\"day\":\"2026-11-20\",\"what\":\"Amplop \"}]");
  assert_text (form, "things[0].what", "Amplop ");
  assert_text (form, "things[0].day", "20-11-2026");
  g_assert_false (pantau_form_is_row_empty (form, "things", 0));
  g_assert_true (pantau_form_is_worth_keeping (form));

  g_assert_true (pantau_form_add_row (form, "things"));
  g_assert_true (pantau_form_add_row (form, "things"));
  g_assert_false (pantau_form_add_row (form, "things"));
  pantau_form_set_text (form, "things[2].what", "C");
  pantau_form_move_row (form, "things", 2, 0);
  assert_text (form, "things[0].what", "C");
  assert_text (form, "things[1].what", "Amplop ");
  pantau_form_remove_row (form, "things", 1);
  assert_answer (form, "[{\"what\":\"C\"},{}]");
  pantau_form_remove_row (form, "things", 1);
  pantau_form_remove_row (form, "things", 0);
  g_assert_null (pantau_form_get (form, "things"));
  g_assert_null (pantau_form_get_question (form, "things[0].what"));
}

static void
test_form_choices (void)
{
  g_autoptr (PantauForm) form = form_new ();

  pantau_form_add_row (form, "things");
  g_assert_cmpuint (pantau_form_get_choices (form, "things[0].stage")->len, ==, 3);
  pantau_form_set_text (form, "things[0].stage", "Happening");
  assert_answer (form, "[{\"stage\":\"sedang\"}]");
  assert_text (form, "things[0].stage", "Happening");
}

/* What cannot be read stays as it was typed, with its own fault at its own cell. */
static void
test_form_faults (void)
{
  g_autoptr (PantauForm) form = form_new ();

  pantau_form_add_row (form, "things");
  pantau_form_add_row (form, "things");
  pantau_form_set_text (form, "things[0].what", "A");
  pantau_form_set_text (form, "things[1].what", "B");
  g_assert_null (pantau_form_get_first_fault (form));
  pantau_form_set_text (form, "things[1].count", "many");
  assert_text (form, "things[1].count", "many");
  g_assert_nonnull (pantau_form_get_fault (form, "things[1].count"));
  g_assert_null (pantau_form_get_fault (form, "things[0].count"));
  g_assert_null (pantau_form_get_fault (form, "things"));
  g_assert_cmpstr (pantau_form_get_first_fault (form), ==, "things[1].count");

  /* The row before it goes, and the fault goes with its row. */
  pantau_form_remove_row (form, "things", 0);
  g_assert_cmpstr (pantau_form_get_first_fault (form), ==, "things[0].count");
  pantau_form_set_text (form, "things[0].count", "12");
  g_assert_null (pantau_form_get_first_fault (form));
  assert_answer (form, "[{\"count\":12,\"what\":\"B\"}]");

  pantau_form_set_text (form, "things[0].when", "kemarin");
  g_assert_nonnull (strstr (pantau_form_get_fault (form, "things[0].when"), "16.30"));
}

/* A long list that came by a draft is told as one fault of the list. */
static void
test_form_too_many (void)
{
  g_autoptr (PantauForm) form = form_new ();
  g_autoptr (JsonNode) rows = json_from_string (
      "[{\"what\":\"a\"},{\"what\":\"b\"},{\"what\":\"c\"},{\"what\":\"d\"}]", NULL);

  pantau_form_set (form, "things", rows);
  g_assert_nonnull (strstr (pantau_form_get_fault (form, "things"), "4"));
  g_assert_cmpstr (pantau_form_get_first_fault (form), ==, "things");
  pantau_form_remove_row (form, "things", 3);
  g_assert_null (pantau_form_get_fault (form, "things"));
}

static JsonObject *
finish (PantauForm *form, GPtrArray *faults)
{
  g_autofree char *region = NULL, *record_class = NULL;

  return pantau_form_finish (form, NOW, &region, &record_class, faults);
}

static PantauForm *
form_with_title (void)
{
  PantauForm *form = form_new ();
  g_autoptr (JsonNode) places = json_from_string ("[{\"village\":\"16.13.04.2001\"}]", NULL);

  pantau_form_set (form, "places", places);
  pantau_form_set_text (form, "title", "Amplop");

  return form;
}

/* A row that lacks something is no fault while one writes; it hinders saving, and is never left out silently. */
static void
test_form_missing (void)
{
  g_autoptr (PantauForm) form = form_with_title ();
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (JsonObject) body = NULL;
  const PantauFault *fault;

  pantau_form_add_row (form, "things");
  pantau_form_add_row (form, "things");
  pantau_form_set_text (form, "things[1].count", "3");
  g_assert_null (pantau_form_get_first_fault (form));
  g_assert_true (pantau_form_is_worth_keeping (form));
  g_assert_null (finish (form, faults));
  g_assert_cmpuint (faults->len, ==, 1);
  fault = g_ptr_array_index (faults, 0);
  g_assert_cmpstr (fault->field, ==, "things[1].what");
  g_assert_cmpstr (fault->code, ==, "missing");

  pantau_form_set_text (form, "things[1].what", "Amplop");
  g_ptr_array_set_size (faults, 0);
  body = finish (form, faults);
  g_assert_cmpuint (faults->len, ==, 0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (
                        json_object_get_object_member (body, "fields"), "things")),
                    ==, 1);
}

static void
test_form_undo (void)
{
  g_autoptr (PantauForm) form = form_new ();

  pantau_form_add_row (form, "things");
  pantau_form_set_text (form, "things[0].what", "A");
  pantau_form_set_text (form, "things[0].what", "AB");
  pantau_form_set_text (form, "things[0].count", "1");
  pantau_form_set_text (form, "things[0].count", "1x");
  pantau_form_remove_row (form, "things", 0);
  g_assert_null (pantau_form_get (form, "things"));

  pantau_form_undo (form);
  assert_text (form, "things[0].count", "1x");
  g_assert_nonnull (pantau_form_get_fault (form, "things[0].count"));
  pantau_form_undo (form); /* the burst in one cell is one step */
  assert_answer (form, "[{\"what\":\"AB\"}]");
  assert_text (form, "things[0].count", "");
  g_assert_null (pantau_form_get_fault (form, "things[0].count"));
  pantau_form_undo (form);
  assert_answer (form, "[{}]");
  pantau_form_undo (form);
  g_assert_null (pantau_form_get (form, "things"));
  for (guint i = 0; i < 3; i++)
    pantau_form_redo (form);
  assert_text (form, "things[0].count", "1x");
}

static void
note_change (PantauForm *form, const char *name, gpointer data)
{
  g_string_append_printf (data, "%s ", name);
}

static void
test_form_told (void)
{
  g_autoptr (PantauForm) form = form_new ();
  g_autoptr (GString) told = g_string_new (NULL);

  pantau_form_add_row (form, "things");
  pantau_form_add_row (form, "things");
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *name = pantau_form_cell_name ("things", i, "what");

      g_assert_nonnull (pantau_form_get_question (form, name));
    }
  g_signal_connect (form, "changed", G_CALLBACK (note_change), told);
  pantau_form_set_text (form, "things[1].what", "B");
  g_assert_cmpstr (told->str, ==, "things things[1].what ");
  g_string_truncate (told, 0);
  pantau_form_remove_row (form, "things", 0);
  g_assert_cmpstr (told->str, ==, "things things[0].what ");
}

/* Rows, faulty cells and what is half-typed come back from a draft. */
static void
test_form_draft (void)
{
  g_autoptr (PantauForm) form = form_new (), again = form_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *draft = NULL, *later = NULL;

  for (guint i = 0; i < 3; i++)
    pantau_form_add_row (form, "things");
  pantau_form_set_text (form, "things[0].what", "A");
  pantau_form_set_text (form, "things[1].count", "1x");
  pantau_form_set_pending (form, "things[2].stage", "hap");
  g_assert_false (pantau_form_is_row_empty (form, "things", 2));
  pantau_form_remove_row (form, "things", 0);
  g_assert_cmpstr (pantau_form_get_pending (form, "things[1].stage"), ==, "hap");
  g_assert_null (pantau_form_get_pending (form, "things[2].stage"));

  draft = pantau_form_save (form);
  pantau_form_add_row (again, "things");
  pantau_form_set_text (again, "things[0].what", "old");
  pantau_form_set_pending (again, "things[0].stage", "old");
  g_assert_true (pantau_form_load (again, draft, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (pantau_form_get_n_rows (again, "things"), ==, 2);
  assert_text (again, "things[0].what", "");
  assert_text (again, "things[0].count", "1x");
  g_assert_cmpstr (pantau_form_get_first_fault (again), ==, "things[0].count");
  g_assert_cmpstr (pantau_form_get_pending (again, "things[1].stage"), ==, "hap");
  g_assert_null (pantau_form_get_pending (again, "things[0].stage"));
  later = pantau_form_save (again);
  g_assert_cmpstr (later, ==, draft);
}

static void
test_form_pending_alone (void)
{
  g_autoptr (PantauForm) form = form_new ();

  pantau_form_add_row (form, "things");
  g_assert_false (pantau_form_is_worth_keeping (form));
  pantau_form_set_pending (form, "things[0].stage", "hap");
  g_assert_true (pantau_form_is_worth_keeping (form));
}

/* One row is an answer: what completeness and questions that depend on it go by. */
static void
test_form_answered (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauReference) with = rows_reference_new (
      ROWS_THINGS
      "{\"name\": \"after\", \"type\": \"text\", \"label\": {\"id\": \"x\", \"en\": \"x\"}, "
      "\"asked\": \"field\", \"when\": {\"field\": \"things\"}},",
      &error);
  g_autoptr (PantauForm) form = NULL;

  g_assert_no_error (error);
  form = pantau_form_new (with, "other", "desk", "16.13.04", NOW);
  g_assert_false (pantau_form_is_asked (form, "after"));
  pantau_form_add_row (form, "things");
  g_assert_false (pantau_form_is_asked (form, "after"));
  pantau_form_set_text (form, "things[0].what", "A");
  g_assert_true (pantau_form_is_asked (form, "after"));
}

/* Damaged names reach no cell. */
static void
test_form_names (void)
{
  static const char *const names[] = { "things[",          "things[].what",
                                       "things[-1].what",  "things[0]what",
                                       "things[0].",       "[0].what",
                                       "things[0].x",      "subject[0].what",
                                       "things[00].what.", "things[99999999999999999999].what",
                                       "things[0x0].what" };
  g_autoptr (PantauForm) form = form_new ();

  pantau_form_add_row (form, "things");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (pantau_form_get_question (form, names[i]) != NULL)
      g_error ("“%s” is a cell", names[i]);
}

/* Changes of a record that is there: the whole new list, in place of the one it had. */

typedef struct
{
  char *dir;
  PantauHome *home;
  char *record;
} Place;

/* A home with one case of two exhibits. */
static Place
place_new (void)
{
  Place self = { .dir = test_dir_new () };
  g_autofree char *path = g_build_filename (self.dir, "home", NULL);
  g_autofree char *region = NULL, *record_class = NULL;
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (GError) error = NULL;
  static const char text[] =
      "{\"region\":\"16.13.04\",\"title\":\"Amplop\",\"fields\":{\"barang_bukti\":"
      "[{\"what\":\"Seratus amplop\"},{\"what\":\"Spanduk\",\"number\":\"BB-02\"}]}}";

  pantau_home_create (path, FALSE, &error);
  self.home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  g_assert_no_error (error);
  body = pantau_check_record (pantau_home_get_reference (self.home), "other", text, strlen (text),
                              NOW, NULL, &region, &record_class, faults);
  self.record = pantau_edit_create (self.home, "other", region, FALSE, body, NULL, &error);
  g_assert_no_error (error);

  return self;
}

static void
place_clear (Place *self)
{
  g_clear_pointer (&self->home, pantau_home_close);
  g_free (self->record);
  test_dir_remove (self->dir);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static PantauRecord *
get_record (Place *self)
{
  g_autoptr (GError) error = NULL;
  PantauRecord *record =
      pantau_store_get (pantau_home_get_store (self->home), self->record, &error);

  g_assert_no_error (error);

  return record;
}

static PantauForm *
form_of (Place *self)
{
  g_autoptr (PantauRecord) record = get_record (self);

  return pantau_form_new_for_record (pantau_home_get_reference (self->home), record, "field",
                                     "16.13.04", NOW);
}

/* (transfer full) */
static char *
change_text (PantauForm *form)
{
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (JsonObject) change = pantau_form_finish_change (form, NOW, faults);

  g_assert_cmpuint (faults->len, ==, 0);

  return pantau_json_object_text (change);
}

/* The change of one cell is the whole new list, which replaces the one that the form began with. */
static void
test_change_of_record (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauForm) form = form_of (&place);
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (GPtrArray) faults = pantau_faults_new (), distinct = NULL;
  g_autoptr (JsonObject) change = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *none = change_text (form), *text = NULL, *draft = NULL, *empty = NULL;

  g_assert_cmpstr (none, ==, "{}");
  g_assert_cmpuint (pantau_form_get_n_rows (form, "barang_bukti"), ==, 2);
  assert_text (form, "barang_bukti[1].number", "BB-02");

  /* An empty row is no change. */
  pantau_form_add_row (form, "barang_bukti");
  g_assert_false (pantau_form_is_worth_keeping (form));
  empty = change_text (form);
  g_assert_cmpstr (empty, ==, "{}");

  pantau_form_set_text (form, "barang_bukti[0].where", "Kantor Panwascam ");
  draft = pantau_form_save (form);
  g_assert_nonnull (strstr (draft, "Spanduk"));
  change = pantau_form_finish_change (form, NOW, faults);
  text = pantau_json_object_text (change);
  g_assert_cmpstr (text, ==,
                   "{\"barang_bukti\":[{\"what\":\"Seratus amplop\",\"where\":\"Kantor "
                   "Panwascam\"},{\"what\":\"Spanduk\",\"number\":\"BB-02\"}]}");
  g_assert_true (pantau_edit_set (place.home, place.record, change, &error));
  g_assert_no_error (error);

  record = get_record (&place);
  distinct = pantau_sheet_distinct (record, "barang_bukti");
  g_assert_cmpuint (distinct->len, ==, 1);
  g_assert_nonnull (
      strstr (((const PantauValue *) g_ptr_array_index (distinct, 0))->value, "Panwascam"));
}

/* All rows gone: the field is taken away. */
static void
test_change_to_nothing (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauForm) form = form_of (&place);
  g_autofree char *text = NULL;

  pantau_form_remove_row (form, "barang_bukti", 0);
  pantau_form_set_text (form, "barang_bukti[0].what", "");
  pantau_form_set_text (form, "barang_bukti[0].number", " ");
  text = change_text (form);
  g_assert_cmpstr (text, ==, "{\"barang_bukti\":null}");
}

/* A change that leaves a row without what it needs is refused at its cell. */
static void
test_change_missing (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauForm) form = form_of (&place);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();

  pantau_form_set_text (form, "barang_bukti[1].what", "");
  g_assert_true (pantau_form_is_worth_keeping (form));
  g_assert_null (pantau_form_finish_change (form, NOW, faults));
  g_assert_cmpuint (faults->len, ==, 1);
  g_assert_cmpstr (((PantauFault *) g_ptr_array_index (faults, 0))->field, ==,
                   "barang_bukti[1].what");
}

static guint
count_found (Place *self, const char *text)
{
  g_autoptr (PantauQuery) query = pantau_query_new (pantau_home_get_reference (self->home), text);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = pantau_store_find (pantau_home_get_store (self->home), query,
                                               PANTAU_SORT_TIME, TRUE, 10, NULL, &error);

  g_assert_no_error (error);

  return rows->len;
}

static void
test_search (void)
{
  g_auto (Place) place = place_new ();

  g_assert_cmpuint (count_found (&place, "spanduk "), ==, 1);
  g_assert_cmpuint (count_found (&place, "seratus amplop "), ==, 1);
  g_assert_cmpuint (count_found (&place, "kulkas "), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  pantau_locale_init ("en");
  reference = rows_reference_new (ROWS_THINGS, &error);
  g_assert_no_error (error);
  g_test_add_func ("/rows/read", test_read);
  g_test_add_func ("/rows/spoiled", test_spoiled);
  g_test_add_func ("/rows/normalised", test_normalised);
  g_test_add_func ("/rows/faults", test_faults);
  g_test_add_func ("/rows/all-faults", test_all_faults);
  g_test_add_func ("/rows/change", test_change);
  g_test_add_func ("/rows/words", test_words);
  g_test_add_func ("/rows/form/rows", test_form_rows);
  g_test_add_func ("/rows/form/choices", test_form_choices);
  g_test_add_func ("/rows/form/faults", test_form_faults);
  g_test_add_func ("/rows/form/too-many", test_form_too_many);
  g_test_add_func ("/rows/form/missing", test_form_missing);
  g_test_add_func ("/rows/form/undo", test_form_undo);
  g_test_add_func ("/rows/form/told", test_form_told);
  g_test_add_func ("/rows/form/draft", test_form_draft);
  g_test_add_func ("/rows/form/pending-alone", test_form_pending_alone);
  g_test_add_func ("/rows/form/answered", test_form_answered);
  g_test_add_func ("/rows/form/names", test_form_names);
  g_test_add_func ("/rows/change-of-record", test_change_of_record);
  g_test_add_func ("/rows/change-to-nothing", test_change_to_nothing);
  g_test_add_func ("/rows/change-missing", test_change_missing);
  g_test_add_func ("/rows/search", test_search);

  status = g_test_run ();
  pantau_reference_unref (reference);

  return status;
}
