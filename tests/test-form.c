/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form without widgets: who is asked what, what is told when it changes, and that nothing that was typed is lost or slips through. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "pantau-edit.h"
#include "pantau-form.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "test-util.h"

/* Saturday 21 November 2026, 10:30 WIB. */
#define NOW G_GINT64_CONSTANT (1795231800)

static const char *const kinds[] = { "risk", "hoax", "neutrality", "other", "activity" };

static PantauReference *
reference (void)
{
  static PantauReference *self;
  g_autoptr (GError) error = NULL;

  if (self == NULL)
    self = pantau_reference_new (NULL, &error);
  g_assert_no_error (error);

  return self;
}

static PantauForm *
form_new (const char *kind, const char *role)
{
  return pantau_form_new (reference (), kind, role, "16.13.04", NOW);
}

static void
set (PantauForm *form, const char *name, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, &error);

  g_assert_no_error (error);
  pantau_form_set (form, name, node);
}

static void
assert_json (JsonNode *node, const char *expected)
{
  g_autofree char *text = node != NULL ? pantau_json_canonical (node) : NULL;

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_text (PantauForm *form, const char *name, const char *expected)
{
  g_autofree char *text = pantau_form_get_text (form, name);

  g_assert_cmpstr (text, ==, expected);
}

static gboolean
has_question (PantauForm *form, const char *name)
{
  return pantau_form_get_question (form, name) != NULL;
}

/* Questions */

static void
test_questions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (PantauForm) form = form_new (kinds[i], "desk");
      GPtrArray *questions = pantau_form_get_questions (form);
      const PantauKind *kind =
          pantau_kinds_lookup (pantau_reference_get_kinds (reference ()), kinds[i]);
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
      guint n_first = g_strv_length (kind->first);

      for (guint j = 0; j < questions->len; j++)
        {
          const PantauQuestion *question = g_ptr_array_index (questions, j);

          g_assert_true (g_hash_table_add (seen, (gpointer) question->name));
          g_assert_true (question->first == (j < n_first));
          g_assert_cmpstr (question->label, !=, "");
          g_assert_cmpstr (question->label, !=, question->name);
          if (j < n_first)
            g_assert_cmpstr (question->name, ==, kind->first[j]);
        }
      g_assert_cmpuint (n_first, <=, 6);
      for (guint j = 0; j < kind->fields->len; j++)
        {
          const PantauField *field = g_ptr_array_index (kind->fields, j);

          g_assert_true (g_hash_table_contains (seen, field->name) == !field->retired);
        }
      g_assert_true (has_question (form, "heard_from") && has_question (form, "known"));
      g_assert_false (has_question (form, "class") || has_question (form, "election"));
    }
}

/* What is asked of the desk is not asked of the field, nor of the government, nor before enrolment. */
static void
test_roles (void)
{
  static const char *const field_roles[] = { "field", "pemprov", NULL };
  g_autoptr (PantauForm) desk = form_new ("risk", "desk"), identity = form_new ("risk", "identity");

  g_assert_true (has_question (desk, "voting_decision") && has_question (desk, "residual_matrix"));
  g_assert_true (has_question (identity, "voting_decision"));
  for (guint i = 0; i < G_N_ELEMENTS (field_roles); i++)
    {
      g_autoptr (PantauForm) form = form_new ("risk", field_roles[i]);

      g_assert_false (has_question (form, "voting_decision"));
      g_assert_true (has_question (form, "risk_matrix"));
      set (form, "voting_decision", "\"geser\"");
      g_assert_null (pantau_form_get (form, "voting_decision"));
      g_assert_false (pantau_form_is_worth_keeping (form));
    }
}

static void
note_change (PantauForm *form, const char *name, gpointer data)
{
  g_string_append_printf (data, "%s ", *name != '\0' ? name : "*");
}

static void
test_when (void)
{
  g_autoptr (PantauForm) form = form_new ("risk", "field");
  g_autoptr (GString) told = g_string_new (NULL);

  g_signal_connect (form, "changed", G_CALLBACK (note_change), told);
  g_assert_false (pantau_form_is_asked (form, "water_level_cm"));
  set (form, "hazard", "\"banjir\"");
  g_assert_cmpstr (
      told->str, ==,
      "hazard water_level_cm water_trend bmkg_level flood_gauge gauge_post emergency_status ");
  g_assert_true (pantau_form_is_asked (form, "water_level_cm"));

  pantau_form_set_text (form, "water_level_cm", "-4");
  g_assert_cmpstr (pantau_form_get_first_fault (form), ==, "water_level_cm");
  g_string_truncate (told, 0);
  set (form, "hazard", "\"longsor\"");
  g_assert_nonnull (strstr (told->str, "landslide_level "));
  g_assert_false (pantau_form_is_asked (form, "water_level_cm"));
  g_assert_null (pantau_form_get_first_fault (form));

  /* It was not forgotten. */
  set (form, "hazard", "\"banjir\"");
  assert_text (form, "water_level_cm", "-4");
  g_assert_false (pantau_form_is_asked (form, "no such question"));
}

/* Answers */

static void
test_text (void)
{
  static const struct
  {
    const char *kind, *name, *text, *json, *shown;
  } cases[] = {
    { "risk", "water_level_cm", "80", "80", "80" },
    { "risk", "water_level_cm", "1.200 cm", "1200", "1.200" },
    { "risk", "voters_affected", "2 ribu", "2000", "2.000" },
    { "other", "amount", "Rp 1.500.000,-", "1500000", "1.500.000" },
    { "other", "amount", "25 juta", "25000000", "25.000.000" },
    { "risk", "occurred", "14-2-2024 16.30", "\"2024-02-14T16:30:00+07:00\"", "14-02-2024 16.30" },
    { "risk", "occurred", "kemarin jam 2 siang", "\"2026-11-20T14:00:00+07:00\"",
      "20-11-2026 14.00" },
    { "hoax", "takedown_requested", "14 feb 2024", "\"2024-02-14\"", "14-02-2024" },
    { "activity", "ended", "11.15 hari ini", "\"2026-11-21T11:15:00+07:00\"", "21-11-2026 11.15" },
    { "risk", "title", " Banjir ", "\" Banjir \"", " Banjir " },
    { "risk", "narrative", "satu\ndua\n", "\"satu\\ndua\\n\"", "satu\ndua\n" },
    { "risk", "severity", "tinggi", "4", "4 – Tinggi" },
    { "risk", "power", "ya", "true", NULL },
    { "risk", "hazard", "banjir bandang", "\"banjir-bandang\"", "Banjir bandang" },
    { "risk", "risk_matrix", "1x5", "{\"impact\":5,\"likelihood\":1}",
      "Hampir tidak terjadi × Sangat signifikan: 20, Tinggi" },
    { "risk", "people", "lansia=4, pemilih=1.200", "{\"lansia\":4,\"pemilih\":1200}",
      "Pemilih: 1.200; Lansia: 4" },
    { "neutrality", "institution_region", "muba", "\"16.06\"", "Kab. Musi Banyuasin" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PantauForm) form = form_new (cases[i].kind, "desk");

      pantau_form_set_text (form, cases[i].name, cases[i].text);
      assert_json (pantau_form_get (form, cases[i].name), cases[i].json);
      g_assert_cmpstr (pantau_form_get_fault (form, cases[i].name), ==, NULL);
      if (cases[i].shown != NULL)
        assert_text (form, cases[i].name, cases[i].shown);
      pantau_form_set_text (form, cases[i].name, "");
      g_assert_null (pantau_form_get (form, cases[i].name));
      assert_text (form, cases[i].name, "");
    }
}

/* What cannot be taken stays as it was typed, with a sentence; and taking it away heals it. */
static void
test_faults (void)
{
  static const struct
  {
    const char *kind, *name, *text;
  } cases[] = {
    { "risk", "water_level_cm", "selutut" },
    { "risk", "water_level_cm", "9999" },
    { "risk", "water_level_cm", "1,5" },
    { "risk", "occurred", "jam 2" },
    { "risk", "occurred", "1-1-1999 10.00" },
    { "risk", "occurred", "14-2-2024" },
    { "risk", "known", "kemarin" },
    { "activity", "ended", "14 feb 2024" },
    { "risk", "known", "1-1-2027 10.00" },
    { "hoax", "takedown_done", "16.30" },
    { "risk", "severity", "6" },
    { "risk", "hazard", "naga" },
    { "risk", "power", "mungkin" },
    { "risk", "risk_matrix", "1x6" },
    { "risk", "risk_matrix", "{\"likelihood\":1}" },
    { "risk", "people", "naga=1" },
    { "risk", "people", "lansia=-1" },
    { "risk", "heard_from", "Budi Santoso" },
    { "neutrality", "institution_region", "negeri antah berantah" },
  };
  g_autofree char *endless = g_strnfill (30000, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PantauForm) form = form_new (cases[i].kind, "desk");

      if (g_str_equal (cases[i].name, "water_level_cm"))
        set (form, "hazard", "\"banjir\"");
      pantau_form_set_text (form, cases[i].name, cases[i].text);
      if (pantau_form_get_fault (form, cases[i].name) == NULL)
        g_error ("%s: “%s” has no fault", cases[i].name, cases[i].text);
      g_assert_cmpstr (pantau_form_get_first_fault (form), ==, cases[i].name);
      pantau_form_set_text (form, cases[i].name, "");
      g_assert_null (pantau_form_get_first_fault (form));
    }

  for (guint i = 0; i < 2; i++)
    {
      const char *name = i == 0 ? "title" : "narrative";
      g_autoptr (PantauForm) form = form_new ("risk", NULL);

      pantau_form_set_text (form, name, endless);
      g_assert_nonnull (strstr (pantau_form_get_fault (form, name), "30.000"));
      assert_text (form, name, endless);
    }
}

/* A widget may hand over a value of any shape. */
static void
test_hostile_values (void)
{
  static const char *const values[] = { "null",
                                        "true",
                                        "-1",
                                        "1e300",
                                        "\"\"",
                                        "\"x\"",
                                        "[]",
                                        "{}",
                                        "[[1],{}]",
                                        "[null]",
                                        "{\"a\":[]}",
                                        "[{\"village\":3}]",
                                        "\"\\u0001\\u202e\"" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint j = 0; j < G_N_ELEMENTS (values); j++)
      {
        g_autoptr (PantauForm) form = form_new (kinds[i], "desk");
        GPtrArray *questions = pantau_form_get_questions (form);
        g_autoptr (GPtrArray) faults = pantau_faults_new ();
        g_autofree char *region = NULL, *record_class = NULL, *draft = NULL, *title = NULL;
        g_autoptr (JsonObject) body = NULL;

        for (guint k = 0; k < questions->len; k++)
          {
            const char *name = ((const PantauQuestion *) questions->pdata[k])->name;

            set (form, name, values[j]);
            g_free (pantau_form_get_text (form, name));
          }
        draft = pantau_form_save (form);
        g_assert_true (pantau_form_load (form, draft, NULL));
        title = pantau_form_suggest_title (form);
        body = pantau_form_finish (form, NOW, &region, &record_class, faults);
        g_assert_true ((body == NULL) == (faults->len > 0));
      }
}

/* A day alone is not midnight: no value could say that the time was left out, so it is asked for, and nothing is recorded meanwhile. */
static void
test_day_alone (void)
{
  g_autoptr (PantauForm) form = form_new ("risk", NULL);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autofree char *region = NULL, *class = NULL;

  pantau_form_set_text (form, "title", "Banjir");
  pantau_form_set_text (form, "places", "16.13.04.2004");
  pantau_form_set_text (form, "hazard", "Banjir");
  pantau_form_set_text (form, "occurred", "14-2-2024");
  g_assert_cmpstr (pantau_form_get_fault (form, "occurred"), ==,
                   "Add the time of day, such as 16.30; a rough one will do");
  assert_text (form, "occurred", "14-2-2024");
  g_assert_null (pantau_form_finish (form, NOW, &region, &class, faults));

  pantau_form_set_text (form, "occurred", "14-2-2024 00.00");
  assert_json (pantau_form_get (form, "occurred"), "\"2024-02-14T00:00:00+07:00\"");
  g_assert_null (pantau_form_get_fault (form, "occurred"));
}

/* Neither answer alone is wrong. */
static void
test_order (void)
{
  g_autoptr (PantauForm) form = form_new ("activity", "field");
  g_autoptr (GString) told = g_string_new (NULL);

  pantau_form_set_text (form, "occurred", "20-11-2026 09.00");
  pantau_form_set_text (form, "known", "20-11-2026 08.00");
  g_assert_nonnull (pantau_form_get_fault (form, "known"));
  pantau_form_set_text (form, "ended", "20-11-2026 08.30");
  g_assert_nonnull (pantau_form_get_fault (form, "ended"));
  g_assert_null (pantau_form_get_fault (form, "occurred"));

  g_signal_connect (form, "changed", G_CALLBACK (note_change), told);
  pantau_form_set_text (form, "occurred", "20-11-2026 07.00");
  g_assert_cmpstr (told->str, ==, "occurred known ended ");
  g_assert_null (pantau_form_get_first_fault (form));
}

/* Places come from guesses, which have no one writing yet. */
static void
test_places (void)
{
  g_autoptr (PantauForm) form = form_new ("risk", "field");

  set (form, "places", "[{\"village\":\"16.13.04.2001\",\"tps\":[3,2,3]},{\"village\":\"16.13\"}]");
  assert_json (pantau_form_get (form, "places"),
               "[{\"tps\":[2,3],\"village\":\"16.13.04.2001\"},"
               "{\"region\":\"16.13\",\"text\":\"Kab. Musi Rawas Utara\"}]");
  set (form, "places", "[{\"village\":\"16.99.99.2001\"}]");
  g_assert_nonnull (pantau_form_get_fault (form, "places"));
  set (form, "places", "[]");
  g_assert_null (pantau_form_get (form, "places"));
}

static void
test_choices (void)
{
  g_autoptr (PantauForm) form = form_new ("risk", "field");
  GPtrArray *severity = pantau_form_get_choices (form, "severity");

  g_assert_cmpuint (severity->len, ==, 5);
  for (guint i = 0; i < severity->len; i++)
    {
      const PantauChoice *choice = g_ptr_array_index (severity, i);

      g_assert_cmpint (g_ascii_strtoll (choice->code, NULL, 10), ==, i + 1);
      g_assert_nonnull (choice->hint.id);
    }
  g_assert_cmpuint (pantau_form_get_choices (form, "hazard")->len, >, 5);
  g_assert_cmpuint (pantau_form_get_choices (form, "people")->len, >, 3);
  g_assert_null (pantau_form_get_choices (form, "title"));
  g_assert_null (pantau_form_get_choices (form, "nothing"));
}

/* The class */

/* A status of emergency that the law does not know any more is offered only where the record has it. */
static void
test_choices_in_force (void)
{
  g_autoptr (TestDir) directory = test_dir_new ();
  g_autofree char *path = g_build_filename (directory, "choices.json", NULL), *text = NULL;
  g_autoptr (GBytes) bytes = pantau_reference_read (reference (), "choices.json", NULL);
  g_autoptr (GString) changed =
      g_string_new_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  g_autoptr (PantauReference) later = NULL;
  g_autoptr (PantauForm) form = NULL;
  guint n;

  g_assert_cmpuint (g_string_replace (changed, "{\"code\": \"transisi\",",
                                      "{\"code\": \"transisi\", \"valid_to\": \"2025-12-31\",", 0),
                    ==, 1);
  g_assert_true (g_file_set_contents (path, changed->str, -1, NULL));
  later = pantau_reference_new (directory, NULL);
  g_assert_nonnull (later);

  n = pantau_kinds_choices (pantau_reference_get_kinds (later), "emergency_status")->len;
  form = pantau_form_new (later, "risk", "field", "16", NOW);
  g_assert_cmpuint (pantau_form_get_choices (form, "emergency_status")->len, ==, n - 1);

  /* A code that is not offered is taken all the same. */
  set (form, "hazard", "\"banjir\"");
  set (form, "emergency_status", "\"transisi\"");
  g_assert_null (pantau_form_get_fault (form, "emergency_status"));
}

static void
test_class (void)
{
  g_autoptr (PantauForm) risk = form_new ("risk", "field"),
                         fixed = form_new ("neutrality", "field");

  g_assert_cmpstr (pantau_form_get_class (risk), ==, "open");
  pantau_form_set_class (risk, "closed");
  g_assert_cmpstr (pantau_form_get_class (risk), ==, "closed");
  g_assert_true (pantau_form_is_worth_keeping (risk));
  pantau_form_set_class (risk, "secret");
  g_assert_cmpstr (pantau_form_get_class (risk), ==, "closed");
  pantau_form_undo (risk);
  g_assert_cmpstr (pantau_form_get_class (risk), ==, "open");

  g_assert_cmpstr (pantau_form_get_class (fixed), ==, "");
  pantau_form_set_class (fixed, "open");
  g_assert_cmpstr (pantau_form_get_class (fixed), ==, "");
}

/* Undo */

static gboolean
can (PantauForm *form, const char *property)
{
  gboolean value;

  g_object_get (form, property, &value, NULL);

  return value;
}

static void
test_undo (void)
{
  g_autoptr (PantauForm) form = form_new ("risk", "field");

  g_assert_false (can (form, "can-undo") || can (form, "can-redo"));
  pantau_form_undo (form);
  pantau_form_redo (form);

  /* A burst of typing in one question is one step. */
  pantau_form_set_text (form, "title", "B");
  pantau_form_set_text (form, "title", "Ba");
  pantau_form_set_text (form, "title", "Ban");
  set (form, "hazard", "\"banjir\"");
  pantau_form_set_text (form, "water_level_cm", "dalam");
  pantau_form_end_step (form);
  pantau_form_set_text (form, "water_level_cm", "80");

  pantau_form_undo (form);
  assert_text (form, "water_level_cm", "dalam");
  g_assert_nonnull (pantau_form_get_fault (form, "water_level_cm"));
  pantau_form_undo (form);
  assert_text (form, "water_level_cm", "");
  pantau_form_undo (form);
  g_assert_null (pantau_form_get (form, "hazard"));
  assert_text (form, "title", "Ban");
  pantau_form_undo (form);
  assert_text (form, "title", "");
  g_assert_false (can (form, "can-undo"));
  g_assert_true (can (form, "can-redo"));

  pantau_form_redo (form);
  assert_text (form, "title", "Ban");
  /* A new answer ends what could be done again, and is no part of the burst before. */
  pantau_form_set_text (form, "title", "Banjir");
  g_assert_false (can (form, "can-redo"));
  pantau_form_undo (form);
  assert_text (form, "title", "Ban");
}

/* The same answer again is no change. */
static void
test_no_change (void)
{
  g_autoptr (PantauForm) form = form_new ("risk", "field");
  g_autoptr (GString) told = g_string_new (NULL);
  g_autofree char *occurred = pantau_form_get_text (form, "occurred");

  g_signal_connect (form, "changed", G_CALLBACK (note_change), told);
  pantau_form_set_text (form, "occurred", occurred);
  pantau_form_set_text (form, "title", "");
  set (form, "places", "[]");
  g_assert_cmpstr (told->str, ==, "");
  g_assert_false (can (form, "can-undo"));
  g_assert_true (can (form, "is-empty"));
  g_assert_false (pantau_form_is_worth_keeping (form));
}

/* A random answer of a random question, well or not. */
static void
answer_randomly (PantauForm *form, GRand *rand)
{
  static const char *const texts[] = { "",        "Banjir", "80",       "kemarin",        "ya",
                                       "selutut", "banjir", "tinggi",   "14-2-2024 8.05", "2x3",
                                       "longsor", "5",      "lansia=3", "pauh",           "x y z" };
  GPtrArray *questions = pantau_form_get_questions (form);
  const PantauQuestion *question =
      questions->pdata[g_rand_int_range (rand, 0, (int) questions->len)];

  pantau_form_set_text (form, question->name,
                        texts[g_rand_int_range (rand, 0, G_N_ELEMENTS (texts))]);
  if (g_rand_int_range (rand, 0, 3) == 0)
    pantau_form_end_step (form);
}

/* Undoing all is the beginning, doing all again the end, from wherever one turned around. */
static void
test_undo_random (void)
{
  g_autoptr (GRand) rand = test_rand_new (5);

  for (guint round = 0; round < 40 / TEST_SHARE + 1; round++)
    {
      g_autoptr (PantauForm) form =
          form_new (kinds[round % G_N_ELEMENTS (kinds)], round % 2 == 0 ? "desk" : "field");
      g_autofree char *start = pantau_form_save (form), *end = NULL;

      for (guint i = 0; i < 60; i++)
        {
          answer_randomly (form, rand);
          if (g_rand_int_range (rand, 0, 8) == 0)
            pantau_form_undo (form);
          if (g_rand_int_range (rand, 0, 8) == 0)
            pantau_form_redo (form);
        }
      while (can (form, "can-redo"))
        pantau_form_redo (form);
      end = pantau_form_save (form);

      for (guint turn = 0; turn < 2; turn++)
        {
          g_autofree char *again = NULL, *there = NULL;

          while (can (form, "can-undo"))
            pantau_form_undo (form);
          again = pantau_form_save (form);
          g_assert_cmpstr (again, ==, start);
          g_assert_true (can (form, "is-empty"));
          while (can (form, "can-redo"))
            pantau_form_redo (form);
          there = pantau_form_save (form);
          g_assert_cmpstr (there, ==, end);
        }
    }
}

/* Drafts */

static void
test_draft_random (void)
{
  g_autoptr (GRand) rand = test_rand_new (9);

  for (guint round = 0; round < 40 / TEST_SHARE + 1; round++)
    {
      const char *kind = kinds[round % G_N_ELEMENTS (kinds)];
      g_autoptr (PantauForm) form = form_new (kind, "desk");
      g_autoptr (PantauForm) other = pantau_form_new (reference (), kind, "desk", NULL, NOW + 5000);
      GPtrArray *questions = pantau_form_get_questions (form);
      g_autofree char *draft = NULL, *again = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < 60; i++)
        answer_randomly (form, rand);
      pantau_form_set_class (form, "closed");
      draft = pantau_form_save (form);
      g_assert_true (pantau_form_load (other, draft, &error));
      g_assert_no_error (error);
      again = pantau_form_save (other);
      g_assert_cmpstr (again, ==, draft);
      g_assert_false (can (other, "can-undo"));
      for (guint i = 0; i < questions->len; i++)
        {
          const char *name = ((const PantauQuestion *) questions->pdata[i])->name;
          g_autofree char *left = pantau_form_get_text (form, name);

          assert_text (other, name, left);
          g_assert_cmpstr (pantau_form_get_fault (other, name), ==,
                           pantau_form_get_fault (form, name));
          g_assert_true (pantau_form_is_asked (other, name) == pantau_form_is_asked (form, name));
        }
    }
}

/* What stands in a line and is not taken yet is no answer, and is not lost either. */
static void
test_pending (void)
{
  g_autoptr (PantauForm) form = form_new ("risk", "field"), later = form_new ("risk", "field");
  g_autoptr (GString) told = g_string_new (NULL);
  g_autofree char *draft = NULL, *again = NULL, *without = NULL;
  g_autoptr (GError) error = NULL;

  g_signal_connect (form, "changed", G_CALLBACK (note_change), told);
  g_signal_connect (form, "pending", G_CALLBACK (note_change), told);
  pantau_form_set_pending (form, "places", "  ");
  pantau_form_set_pending (form, "voting_decision", "geser");
  pantau_form_set_pending (form, "no such question", "x");
  g_assert_null (pantau_form_get_pending (form, "voting_decision"));
  g_assert_cmpstr (told->str, ==, "");
  g_assert_false (pantau_form_is_worth_keeping (form));

  pantau_form_set_pending (form, "places", "rawas \"il ");
  pantau_form_set_pending (form, "places", "rawas \"il ");
  g_assert_cmpstr (told->str, ==, "places ");
  g_assert_true (pantau_form_is_worth_keeping (form));
  g_assert_false (can (form, "is-empty") || can (form, "can-undo"));
  g_assert_null (pantau_form_get (form, "places"));
  g_assert_null (pantau_form_get_first_fault (form));

  draft = pantau_form_save (form);
  pantau_form_set_pending (later, "hazard", "ban");
  g_assert_true (pantau_form_load (later, draft, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (pantau_form_get_pending (later, "places"), ==, "rawas \"il ");
  g_assert_null (pantau_form_get_pending (later, "hazard"));
  again = pantau_form_save (later);
  g_assert_cmpstr (again, ==, draft);

  /* An answer beside it leaves it alone, and so does the way back. */
  set (form, "places", "[{\"village\": \"16.13.04.2001\"}]");
  pantau_form_undo (form);
  g_assert_cmpstr (pantau_form_get_pending (form, "places"), ==, "rawas \"il ");

  pantau_form_set_pending (form, "places", NULL);
  g_assert_false (pantau_form_is_worth_keeping (form));
  without = pantau_form_save (form);
  g_assert_null (strstr (without, "rawas"));
}

/* A draft of a newer program is taken as far as it is understood. */
static void
test_draft_newer (void)
{
  g_autoptr (PantauForm) form = form_new ("risk", "field");
  g_autoptr (GError) error = NULL;

  g_assert_true (pantau_form_load (
      form,
      "{\"v\":7,\"kind\":\"risk\",\"mood\":{\"a\":[1]},\"class\":\"purple\",\"answers\":{\"title\":"
      "\"Banjir\",\"hologram\":{\"x\":1},\"hazard\":{\"new\":\"shape\"},\"voting_decision\":"
      "\"geser\"},"
      "\"typed\":{\"access\":\"?\",\"smell\":\"bad\",\"known\":3},\"pending\":{\"places\":[1],"
      "\"hazard\":\"ban\",\"hologram\":\"x\"}}",
      &error));
  g_assert_no_error (error);
  assert_text (form, "title", "Banjir");
  g_assert_nonnull (pantau_form_get_fault (form, "hazard"));
  g_assert_nonnull (pantau_form_get_fault (form, "access"));
  g_assert_null (pantau_form_get (form, "voting_decision"));
  g_assert_null (pantau_form_get (form, "known"));
  g_assert_cmpstr (pantau_form_get_pending (form, "hazard"), ==, "ban");
  g_assert_null (pantau_form_get_pending (form, "places"));
  g_assert_cmpstr (pantau_form_get_class (form), ==, "open");
}

static void
test_draft_damaged (void)
{
  static const char *const texts[] = { "",
                                       "x",
                                       "[]",
                                       "{}",
                                       "{\"kind\":\"risk\"}",
                                       "{\"kind\":\"hoax\",\"answers\":{}}",
                                       "{\"kind\":3,\"answers\":{}}",
                                       "{\"kind\":\"risk\",\"record\":\"other\",\"answers\":{}}",
                                       "{\"kind\":\"risk\",\"answers\":[]}",
                                       "{\"kind\":\"risk\",\"answers\":{\"title\":\"a\"},"
                                       "\"answers\":{}}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (PantauForm) form = form_new ("risk", "field");
      g_autoptr (GError) error = NULL;

      pantau_form_set_text (form, "title", "Banjir");
      g_assert_false (pantau_form_load (form, texts[i], &error));
      test_assert_error (error, PANTAU_ERROR_MALFORMED);
      assert_text (form, "title", "Banjir");
    }
}

/* Completeness */

static guint
completeness (PantauForm *form)
{
  guint value;

  g_object_get (form, "completeness", &value, NULL);
  g_assert_cmpuint (value, ==, pantau_form_get_completeness (form));

  return value;
}

static gboolean
misses (PantauForm *form, const char *name)
{
  g_autoptr (GPtrArray) missing = pantau_form_get_missing (form);

  for (guint i = 0; i < missing->len; i++)
    if (g_str_equal (((const PantauMissing *) missing->pdata[i])->name, name))
      return TRUE;

  return FALSE;
}

static void
test_completeness (void)
{
  g_autoptr (PantauForm) form = form_new ("neutrality", "field");
  guint before = completeness (form), after;

  g_assert_cmpuint (before, >, 0); /* occurred is answered */
  g_assert_true (misses (form, "party_category"));
  set (form, "party_category", "\"asn-pns\"");
  g_assert_null (pantau_form_get_fault (form, "party_category"));
  g_assert_false (misses (form, "party_category"));
  after = completeness (form);
  g_assert_cmpuint (after, >, before);

  /* A faulty answer is none, and a link matters only where there can be one. */
  set (form, "party_category", "\"naga\"");
  g_assert_true (misses (form, "party_category"));
  g_assert_cmpuint (completeness (form), ==, before);
  g_assert_false (misses (form, "url"));
  set (form, "medium", "\"medsos\"");
  g_assert_true (misses (form, "url"));
}

static void
test_stations (void)
{
  g_autoptr (PantauForm) form = form_new ("risk", "field");

  set (form, "places", "[{\"village\":\"16.13.04.2001\"}]");
  g_assert_false (misses (form, "places"));
  set (form, "site_type", "\"tps\"");
  g_assert_true (misses (form, "places"));
  set (form, "places", "[{\"village\":\"16.13.04.2001\",\"tps\":[2]}]");
  g_assert_false (misses (form, "places"));
}

/* Each kind tells people in both languages why; all needs are asked of the desk; cases have formal ones. */
static void
test_needs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (PantauForm) form = form_new (kinds[i], "desk");
      const PantauKind *kind =
          pantau_kinds_lookup (pantau_reference_get_kinds (reference ()), kinds[i]);
      gboolean has_formal = FALSE;

      g_assert_cmpuint (kind->needs->len, >=, 8);
      for (guint j = 0; j < kind->needs->len; j++)
        {
          const PantauNeed *need = g_ptr_array_index (kind->needs, j);

          if (need->parts == NULL)
            {
              g_assert_true (has_question (form, need->field));
              g_assert_true (pantau_form_get_question (form, need->field)->required);
            }
          g_assert_cmpstr (need->why.id, !=, need->why.en);
          g_assert_true (g_str_has_suffix (need->why.id, "."));
          g_assert_true (g_str_has_suffix (need->why.en, "."));
          has_formal |= need->formal;
        }
      g_assert_true (has_formal == g_str_equal (kind->status_table, "penanganan"));
    }
}

/* The end */

/* A well answer for each question of first importance; the whole is what the kind's example would be. */
static void
fill (PantauForm *form)
{
  set (form, "places", "[{\"village\":\"16.13.04.2001\",\"tps\":[2,3,4]}]");
  pantau_form_set_text (form, "known", "hari ini 10.20");
  pantau_form_set_text (form, "occurred", "hari ini 09.15");
  set (form, "hazard", "\"banjir\"");
  set (form, "phase", "\"sedang\"");
  pantau_form_set_text (form, "water_level_cm", "80 cm");
  set (form, "risk_matrix", "{\"likelihood\":4,\"impact\":5}");
  set (form, "people", "{\"pemilih\":1200,\"lansia\":4}");
  set (form, "platform", "\"whatsapp\"");
  pantau_form_set_text (form, "group", "Info Warga");
  set (form, "party_category", "\"asn-pns\"");
  set (form, "act", "\"n03\"");
  set (form, "subject", "\"politik-uang\"");
  pantau_form_set_text (form, "amount", "25 juta");
  if (g_str_equal (pantau_form_get_kind (form), "activity"))
    set (form, "form", "\"langsung\"");
  set (form, "outcome", "\"nihil\"");
  set (form, "severity", "4");
}

static JsonObject *
finish (PantauForm *form, char **region, char **record_class)
{
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  JsonObject *body = pantau_form_finish (form, NOW, region, record_class, faults);

  if (body == NULL)
    g_error ("%s: %s", ((PantauFault *) faults->pdata[0])->field,
             ((PantauFault *) faults->pdata[0])->message);

  return body;
}

/* What comes out is recorded and read back, for each kind. */
static void
test_finish (void)
{
  g_autofree char *dir = test_dir_new (), *path = g_build_filename (dir, "home", NULL);
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GError) error = NULL;

  pantau_home_create (path, FALSE, &error);
  home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (PantauForm) form = form_new (kinds[i], "field");
      g_autofree char *region = NULL, *record_class = NULL, *id = NULL, *values = NULL;
      g_autoptr (JsonObject) body = NULL, change = NULL;
      g_autoptr (PantauRecord) record = NULL;
      g_autoptr (PantauForm) again = NULL;
      g_autoptr (GPtrArray) faults = pantau_faults_new ();

      fill (form);
      body = finish (form, &region, &record_class);
      g_assert_cmpstr (region, ==, "16.13.04");
      g_assert_cmpstr (record_class, ==,
                       i == 2 || i == 3 ? "closed" : "open"); /* neutrality, other */
      id = pantau_edit_create (home, kinds[i], region, g_str_equal (record_class, "open"), body,
                               NULL, &error);
      g_assert_no_error (error);

      record = pantau_store_get (pantau_home_get_store (home), id, &error);
      g_assert_no_error (error);
      again = pantau_form_new_for_record (reference (), record, "field", region, NOW);
      g_assert_cmpstr (pantau_form_get_record (again), ==, id);
      assert_json (pantau_form_get (again, "places"),
                   "[{\"tps\":[2,3,4],\"village\":\"16.13.04.2001\"}]");
      assert_text (again, "occurred", "21-11-2026 09.15");
      g_assert_null (pantau_form_get_first_fault (again));
      g_assert_false (pantau_form_is_worth_keeping (again));
      change = pantau_form_finish_change (again, NOW, faults);
      values = pantau_json_object_text (change);
      g_assert_cmpstr (values, ==, "{}");
    }
  g_clear_pointer (&home, pantau_home_close);
  test_dir_remove (g_steal_pointer (&dir));
}

/* What is not asked is not recorded. */
static void
test_finish_unasked (void)
{
  g_autoptr (PantauForm) form = form_new ("risk", "field");
  g_autofree char *region = NULL, *record_class = NULL;
  g_autoptr (JsonObject) body = NULL;
  JsonObject *fields;

  fill (form);
  set (form, "hazard", "\"longsor\"");
  pantau_form_set_text (form, "fallback_site", "  \n ");
  body = finish (form, &region, &record_class);
  fields = json_object_get_object_member (body, "fields");
  g_assert_false (json_object_has_member (fields, "water_level_cm"));
  g_assert_false (json_object_has_member (fields, "fallback_site"));
  g_assert_true (json_object_has_member (fields, "risk_matrix"));
}

static void
test_titles (void)
{
  static const struct
  {
    const char *kind, *title;
  } cases[] = {
    { "risk", "Banjir in Pauh, Rawas Ilir, TPS 2–4" },
    { "neutrality", "ASN – PNS: Menghadiri deklarasi atau kampanye dan mendukung in Pauh, Rawas "
                    "Ilir, TPS 2–4" },
    { "other", "Politik uang in Pauh, Rawas Ilir, TPS 2–4" },
    { "activity", "Pengawasan langsung: Nihil in Pauh, Rawas Ilir, TPS 2–4" },
    { "hoax", "WhatsApp: Info Warga in Pauh, Rawas Ilir, TPS 2–4" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PantauForm) form = form_new (cases[i].kind, "field");
      g_autofree char *suggested = NULL, *region = NULL, *record_class = NULL, *told = NULL;
      g_autoptr (JsonObject) body = NULL;

      suggested = pantau_form_suggest_title (form);
      g_assert_cmpstr (suggested, ==, "");
      g_free (suggested);
      fill (form);
      suggested = pantau_form_suggest_title (form);
      g_assert_cmpstr (suggested, ==, cases[i].title);
      body = finish (form, &region, &record_class);
      g_assert_cmpstr (pantau_json_string (body, "title"), ==, suggested);

      /* A narrative says it better, and a title best. */
      pantau_form_set_text (form, "narrative", "\n Air naik sejak subuh.\nPukul tujuh …");
      g_free (suggested);
      suggested = pantau_form_suggest_title (form);
      g_assert_cmpstr (suggested, ==, "Air naik sejak subuh.");
      pantau_form_set_text (form, "title", " Banjir di Pauh ");
      told = pantau_form_dup_title (form);
      g_assert_cmpstr (told, ==, "Banjir di Pauh");
      g_clear_pointer (&body, json_object_unref);
      g_free (region);
      g_free (record_class);
      body = finish (form, &region, &record_class);
      g_assert_cmpstr (pantau_json_string (body, "title"), ==, "Banjir di Pauh");
    }
}

static void
assert_unfinished (PantauForm *form, const char *field)
{
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autofree char *region = NULL, *record_class = NULL;

  g_assert_null (pantau_form_finish (form, NOW, &region, &record_class, faults));
  g_assert_cmpuint (faults->len, ==, 1);
  g_assert_cmpstr (((PantauFault *) faults->pdata[0])->field, ==, field);
  g_assert_cmpstr (((PantauFault *) faults->pdata[0])->message, !=, "");
  g_assert_null (region);
}

static void
test_unfinished (void)
{
  g_autoptr (PantauForm) empty = form_new ("risk", "field"), faulty = form_new ("risk", "field");
  g_autoptr (PantauForm) nowhere = pantau_form_new (reference (), "risk", NULL, NULL, NOW);

  assert_unfinished (empty, "title");
  pantau_form_set_text (nowhere, "title", "Banjir");
  assert_unfinished (nowhere, "places");
  fill (faulty);
  pantau_form_set_text (faulty, "water_level_cm", "selutut");
  assert_unfinished (faulty, "water_level_cm");
}

/* A snapshot of a record as the store gives it: @fields are pairs of name and JSON, sorted by name. */
static PantauRecord *
record_new (const char *const *fields)
{
  PantauRecordInit init = { .id = TEST_RECORD,
                            .kind = "risk",
                            .is_open = TRUE,
                            .region = "16.13.04",
                            .title = "Banjir",
                            .status = "baru" };
  PantauRecord *record = pantau_record_new (&init);
  GPtrArray *values = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_value_free);

  for (guint i = 0; fields[i] != NULL; i += 2)
    {
      PantauValue *value = g_new0 (PantauValue, 1);

      value->field = g_strdup (fields[i]);
      value->value = g_strdup (fields[i + 1]);
      g_ptr_array_add (values, value);
    }
  pantau_record_take_details (record, values, g_ptr_array_new ());

  return record;
}

static char *
change_text (PantauForm *form)
{
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (JsonObject) values = pantau_form_finish_change (form, NOW, faults);
  g_autoptr (JsonNode) node = json_node_alloc ();

  g_assert_cmpuint (faults->len, ==, 0);
  json_node_init_object (node, values);

  return pantau_json_canonical (node);
}

static void
assert_change (PantauForm *form, const char *expected)
{
  g_autofree char *text = change_text (form);

  g_assert_cmpstr (text, ==, expected);
}

static PantauForm *
change_new (const char *role)
{
  static const char *const fields[] = { "decision_number",
                                        "\"7/2026\"",
                                        "hazard",
                                        "\"banjir\"",
                                        "known",
                                        "null",
                                        "occurred",
                                        "\"2026-11-20T08:00:00+07:00\"",
                                        "region",
                                        "\"16.13.04\"",
                                        "severity",
                                        "3",
                                        "severity",
                                        "5",
                                        "status",
                                        "\"baru\"",
                                        "title",
                                        "\"Banjir\"",
                                        "water_level_cm",
                                        "80",
                                        "zebra",
                                        "{\"new\":1}",
                                        NULL };
  g_autoptr (PantauRecord) record = record_new (fields);

  return pantau_form_new_for_record (reference (), record, role, "16.13.04", NOW);
}

static void
test_change (void)
{
  g_autoptr (PantauForm) form = change_new ("field");
  g_autoptr (GPtrArray) faults = pantau_faults_new ();

  assert_text (form, "severity", "3 – Sedang"); /* people differ: as the list shows it */
  g_assert_cmpstr (pantau_form_get_class (form), ==, "");
  g_assert_false (can (form, "is-empty"));
  assert_change (form, "{}");

  pantau_form_set_text (form, "water_level_cm", "90");
  pantau_form_set_text (form, "title", " Banjir ");
  set (form, "severity", "null");
  g_assert_true (pantau_form_is_worth_keeping (form));
  assert_change (form, "{\"severity\":null,\"water_level_cm\":90}");
  pantau_form_undo (form);
  pantau_form_undo (form);
  pantau_form_undo (form);
  g_assert_false (pantau_form_is_worth_keeping (form));

  pantau_form_set_text (form, "title", "");
  g_assert_null (pantau_form_finish_change (form, NOW, faults));
  g_assert_cmpstr (((PantauFault *) faults->pdata[0])->field, ==, "title");
}

/* A flood that was a landslide has no water level; what the desk alone sees stays. */
static void
test_change_senseless (void)
{
  g_autoptr (PantauForm) form = change_new ("field");

  set (form, "hazard", "\"longsor\"");
  assert_change (form, "{\"hazard\":\"longsor\",\"water_level_cm\":null}");
}

/* The draft of a change is the change: what others set meanwhile is not taken back. */
static void
test_change_draft (void)
{
  g_autoptr (PantauForm) form = change_new ("field"), later = NULL;
  static const char *const moved[] = {
    "hazard",         "\"banjir\"", "occurred", "\"2026-11-20T08:00:00+07:00\"",
    "severity",       "5",          "title",    "\"Banjir besar\"",
    "water_level_cm", "80",         NULL
  };
  g_autoptr (PantauRecord) record = record_new (moved);
  g_autofree char *draft = NULL;
  g_autoptr (GError) error = NULL;

  pantau_form_set_text (form, "water_level_cm", "90");
  set (form, "severity", "null");
  draft = pantau_form_save (form);
  g_assert_null (strstr (draft, "Banjir"));

  later = pantau_form_new_for_record (reference (), record, "field", "16.13.04", NOW);
  g_assert_true (pantau_form_load (later, draft, &error));
  assert_text (later, "title", "Banjir besar");
  assert_change (later, "{\"severity\":null,\"water_level_cm\":90}");
}

/* The same of a change, of which the draft has nothing else. */
static void
test_pending_change (void)
{
  g_autoptr (PantauForm) form = change_new ("field"), later = change_new ("field");
  g_autofree char *draft = NULL;

  pantau_form_set_pending (form, "hazard", "long");
  g_assert_true (pantau_form_is_worth_keeping (form));
  draft = pantau_form_save (form);
  g_assert_true (pantau_form_load (later, draft, NULL));
  g_assert_cmpstr (pantau_form_get_pending (later, "hazard"), ==, "long");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/form/questions", test_questions);
  g_test_add_func ("/form/roles", test_roles);
  g_test_add_func ("/form/when", test_when);
  g_test_add_func ("/form/text", test_text);
  g_test_add_func ("/form/faults", test_faults);
  g_test_add_func ("/form/hostile-values", test_hostile_values);
  g_test_add_func ("/form/day-alone", test_day_alone);
  g_test_add_func ("/form/order", test_order);
  g_test_add_func ("/form/places", test_places);
  g_test_add_func ("/form/choices", test_choices);
  g_test_add_func ("/form/choices-in-force", test_choices_in_force);
  g_test_add_func ("/form/class", test_class);
  g_test_add_func ("/form/undo", test_undo);
  g_test_add_func ("/form/no-change", test_no_change);
  g_test_add_func ("/form/undo-random", test_undo_random);
  g_test_add_func ("/form/draft-random", test_draft_random);
  g_test_add_func ("/form/pending", test_pending);
  g_test_add_func ("/form/pending-change", test_pending_change);
  g_test_add_func ("/form/draft-newer", test_draft_newer);
  g_test_add_func ("/form/draft-damaged", test_draft_damaged);
  g_test_add_func ("/form/completeness", test_completeness);
  g_test_add_func ("/form/stations", test_stations);
  g_test_add_func ("/form/needs", test_needs);
  g_test_add_func ("/form/finish", test_finish);
  g_test_add_func ("/form/finish-unasked", test_finish_unasked);
  g_test_add_func ("/form/titles", test_titles);
  g_test_add_func ("/form/unfinished", test_unfinished);
  g_test_add_func ("/form/change", test_change);
  g_test_add_func ("/form/change-senseless", test_change_senseless);
  g_test_add_func ("/form/change-draft", test_change_draft);

  return g_test_run ();
}
