/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an act on a record asks: that its questions can be answered, what is missing, what is suggested, and what is kept. */

#include "config.h"

#include "pantau-agency.h"
#include "pantau-form.h"
#include "pantau-json.h"
#include "test-util.h"

/* Saturday 21 November 2026, 10:30 WIB. */
#define NOW    G_GINT64_CONSTANT (1795231800)
#define RECORD "0b7a5c0e-51f4-4c8a-9d1e-3f2a6b7c8d9e"

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
form_new (PantauAct act)
{
  return pantau_form_new_for_act (reference (), act, RECORD, NOW);
}

static void
assert_text (PantauForm *form, const char *name, const char *expected)
{
  g_autofree char *text = pantau_form_get_text (form, name);

  g_assert_cmpstr (text, ==, expected);
}

/* The names of what is wrong, with their codes: "agency missing, channel missing". */
static char *
finish_faults (PantauForm *form)
{
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (JsonObject) answers = pantau_form_finish_act (form, faults);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < faults->len; i++)
    {
      const PantauFault *fault = g_ptr_array_index (faults, i);

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", fault->field, fault->code);
    }
  g_assert_true ((answers == NULL) == (faults->len > 0));

  return g_string_free (text, FALSE);
}

static char *
finish (PantauForm *form)
{
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (JsonObject) answers = pantau_form_finish_act (form, faults);

  g_assert_cmpuint (faults->len, ==, 0);

  return pantau_json_object_text (answers);
}

/* Every question has a label, and every choice a list that is there. */
static void
test_questions (void)
{
  for (PantauAct act = PANTAU_ACT_FORWARD; act <= PANTAU_ACT_BECOME; act++)
    {
      g_autoptr (PantauForm) form = form_new (act);
      GPtrArray *questions = pantau_form_get_questions (form);

      g_assert_cmpuint (questions->len, ==, pantau_act_get_questions (act)->fields->len);
      for (guint i = 0; i < questions->len; i++)
        {
          const PantauQuestion *question = g_ptr_array_index (questions, i);
          GPtrArray *choices = pantau_form_get_choices (form, question->name);

          g_assert_cmpstr (question->label, !=, "");
          g_assert_true (pantau_form_is_asked (form, question->name));
          g_assert_true (question->field->choices == NULL || choices->len > 1);
        }
    }
}

/* Nobody is asked for a narrative before a phone call is written down. */
static void
test_nothing_else (void)
{
  g_autoptr (PantauForm) form = form_new (PANTAU_ACT_FORWARD);

  g_assert_null (pantau_form_get_question (form, "narrative"));
  g_assert_null (pantau_form_get_question (form, "places"));
  g_assert_false (pantau_form_is_worth_keeping (form));
}

static void
test_now (void)
{
  g_autoptr (PantauForm) form = form_new (PANTAU_ACT_REPLY);

  assert_text (form, "when", "21-11-2026 10.30");
}

static void
test_missing (void)
{
  g_autoptr (PantauForm) form = form_new (PANTAU_ACT_FORWARD);
  g_autofree char *faults = NULL;

  pantau_form_set_text (form, "when", "31 februari");
  faults = finish_faults (form);
  g_assert_cmpstr (faults, ==, "agency missing, channel missing, when malformed");
  assert_text (form, "when", "31 februari");
}

static void
test_finish (void)
{
  g_autoptr (PantauForm) form = form_new (PANTAU_ACT_FORWARD);
  g_autofree char *text = NULL;

  pantau_form_set_text (form, "agency", "bpbd-kabkota");
  pantau_form_set_text (form, "channel", "radio");
  pantau_form_set_text (form, "person", "Posko");
  text = finish (form);
  g_assert_cmpstr (text, ==,
                   "{\"agency\":\"bpbd-kabkota\",\"channel\":\"radio\",\"person\":\"Posko\","
                   "\"when\":\"2026-11-21T10:30:00+07:00\"}");
}

/* A suggestion gives way to another, and to nothing; what a person wrote stays. */
static void
test_suggestion (void)
{
  g_autoptr (PantauForm) form = form_new (PANTAU_ACT_FORWARD);

  pantau_form_suggest_time (form, "reply_due", NOW + 2 * 3600);
  assert_text (form, "reply_due", "21-11-2026 12.30");
  g_assert_false (pantau_form_is_worth_keeping (form));
  pantau_form_suggest_time (form, "reply_due", NOW + 24 * 3600);
  assert_text (form, "reply_due", "22-11-2026 10.30");
  pantau_form_suggest_time (form, "reply_due", 0);
  assert_text (form, "reply_due", "");
  pantau_form_suggest_time (form, "reply_due", NOW + 2 * 3600);
  pantau_form_set_text (form, "reply_due", "23-11-2026 08.00");
  pantau_form_suggest_time (form, "reply_due", NOW + 24 * 3600);
  assert_text (form, "reply_due", "23-11-2026 08.00");
  pantau_form_set_text (form, "reply_due", "");
  pantau_form_suggest_time (form, "reply_due", NOW + 24 * 3600);
  assert_text (form, "reply_due", "");
}

/* What was typed comes back an hour later, and the time of then does not. */
static void
test_kept (void)
{
  g_autoptr (PantauForm) form = form_new (PANTAU_ACT_FORWARD), later = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  pantau_form_set_text (form, "note", "Minta dua perahu");
  pantau_form_set_text (form, "reply_due", "besok");
  pantau_form_set_pending (form, "agency", "bpb");
  text = pantau_form_save (form);
  later = pantau_form_new_for_act (reference (), PANTAU_ACT_FORWARD, RECORD, NOW + 3600);
  g_assert_true (pantau_form_load (later, text, &error));
  g_assert_no_error (error);
  assert_text (later, "note", "Minta dua perahu");
  assert_text (later, "reply_due", "besok");
  g_assert_cmpstr (pantau_form_get_pending (later, "agency"), ==, "bpb");
  assert_text (later, "when", "21-11-2026 11.30");
}

/* Another act, and another record, do not take it for theirs. */
static void
test_not_theirs (void)
{
  g_autoptr (PantauForm) form = form_new (PANTAU_ACT_REPLY), act = form_new (PANTAU_ACT_TREATMENT);
  g_autoptr (PantauForm) record = pantau_form_new_for_act (
      reference (), PANTAU_ACT_REPLY, "9f7a5c0e-51f4-4c8a-9d1e-3f2a6b7c8d9e", NOW);
  g_autofree char *text = NULL;

  pantau_form_set_text (form, "text", "Perahu berangkat");
  text = pantau_form_save (form);
  g_assert_false (pantau_form_load (act, text, NULL));
  g_assert_false (pantau_form_load (record, text, NULL));
  assert_text (act, "text", "");
  assert_text (record, "text", "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/form-act/questions", test_questions);
  g_test_add_func ("/form-act/nothing-else", test_nothing_else);
  g_test_add_func ("/form-act/now", test_now);
  g_test_add_func ("/form-act/missing", test_missing);
  g_test_add_func ("/form-act/finish", test_finish);
  g_test_add_func ("/form-act/suggestion", test_suggestion);
  g_test_add_func ("/form-act/kept", test_kept);
  g_test_add_func ("/form-act/not-theirs", test_not_theirs);

  return g_test_run ();
}
