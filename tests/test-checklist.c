/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checklists: questions by stage, and the risk that each "no" opens, once and without typing anything again. */

#include "config.h"

#include <string.h>

#include "home-fixture.h"
#include "pantau-check.h"
#include "pantau-checklist.h"
#include "pantau-edit-checklist.h"
#include "pantau-edit.h"
#include "pantau-error.h"
#include "pantau-form.h"
#include "pantau-json.h"

#define NOW    G_GINT64_CONSTANT (1795000000) /* 2026-11-18 */
#define PLACES "[{\"village\":\"16.02.05.1010\",\"tps\":[901,902,903]}]"
#define CHECKED                                                                                    \
  "{\"region\":\"16.02.05\",\"election\":\"pilkada-2024\",\"occurred\":\"2024-11-26T09:00:00+07:"  \
  "00\",\"known\":\"2024-11-26T10:00:00+07:00\",\"title\":\"Pemeriksaan\",\"places\":" PLACES      \
  ",\"fields\":{\"form\":\"langsung\",\"outcome\":\"kerawanan\",\"stage\":\"masa-tenang\","        \
  "\"power\":false,\"signal\":true,\"seals_intact\":false,\"coordinates_taken\":false}}"

static PantauReference *reference;

static const PantauKind *
kind_of (const char *code)
{
  return pantau_kinds_lookup (pantau_reference_get_kinds (reference), code);
}

/* Records @json as @kind. (transfer full): its UUID */
static char *
record (PantauHome *home, const char *kind, const char *json)
{
  g_autofree char *region = NULL, *record_class = NULL;
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (JsonObject) body = pantau_check_record (reference, kind, json, strlen (json), NOW,
                                                     NULL, &region, &record_class, faults);
  g_autoptr (GError) error = NULL;
  char *id;

  g_assert_cmpuint (faults->len, ==, 0);
  id = pantau_edit_create (home, kind, region, g_str_equal (record_class, "open"), body, NULL,
                           &error);
  g_assert_no_error (error);

  return id;
}

static GStrv
open_risks (PantauHome *home, const char *id)
{
  g_autoptr (GError) error = NULL;
  GStrv opened = pantau_edit_open_risks (home, id, NULL, &error);

  g_assert_no_error (error);

  return opened;
}

/* The value of a field of a record as JSON, "" where there is none. (transfer full) */
static char *
value_of (PantauHome *home, const char *id, const char *name)
{
  g_autoptr (PantauRecord) shown = pantau_store_get (pantau_home_get_store (home), id, NULL);
  GPtrArray *values = pantau_record_get_values (shown);

  for (guint i = 0; i < values->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (values, i);

      if (g_str_equal (value->field, name))
        return g_strdup (value->value);
    }

  return g_strdup ("");
}

static void
assert_value (PantauHome *home, const char *id, const char *name, const char *expected)
{
  g_autofree char *found = value_of (home, id, name);

  g_assert_cmpstr (found, ==, expected);
}

static gint64
count_entries (PantauHome *home)
{
  gint64 n = 0;

  g_assert_true (
      pantau_db_integer (pantau_home_get_db (home), 0, &n, NULL, "SELECT count(*) FROM entry", ""));

  return n;
}

/* Each stage in which something is looked at asks its own questions, and none asks all of them. */
static void
test_stages (void)
{
  static const struct
  {
    const char *stage, *asked, *not_asked;
  } cases[] = {
    { "distribusi-logistik", "transport_ready", "power" },
    { "masa-tenang", "power", "transport_ready" },
    { "pemungutan-suara", "seals_intact", "store_fit" },
    { "penghitungan-suara", "it_ready", "logistics_dry" },
    { "rekapitulasi", "store_fit", "site_safe" },
    { "kampanye", "coordinates_taken", "power" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PantauForm) form = pantau_form_new (reference, "activity", "field", "16", NOW);

      g_assert_false (pantau_form_is_asked (form, "power"));
      pantau_form_set_text (form, "stage", cases[i].stage);
      g_assert_true (pantau_form_is_asked (form, cases[i].asked));
      g_assert_false (pantau_form_is_asked (form, cases[i].not_asked));
    }
}

/* What each no opens passes the check of records, has a hazard of the list, and a title in both languages. */
static void
test_data (void)
{
  const PantauKind *activity = kind_of ("activity");
  guint n = 0;

  for (guint i = 0; i < activity->fields->len; i++)
    {
      const PantauField *field = g_ptr_array_index (activity->fields, i);
      g_autofree char *text = NULL, *region = NULL, *record_class = NULL;
      g_autoptr (GPtrArray) faults = pantau_faults_new ();
      g_autoptr (JsonObject) body = NULL;
      JsonObject *fields;

      if (field->opens == NULL)
        continue;
      n++;
      g_assert_cmpint (field->type, ==, PANTAU_FIELD_BOOLEAN);
      g_assert_cmpint (field->opens->severity, >, 0);
      g_assert_cmpstr (field->opens->title.id, !=, "");
      g_assert_cmpstr (field->opens->title.en, !=, "");
      text = g_strdup_printf ("{\"region\":\"16.13.04\",\"title\":\"%s\",\"fields\":%s}",
                              field->opens->title.id, field->opens->fields);
      body = pantau_check_record (reference, field->opens->kind, text, strlen (text), NOW, NULL,
                                  &region, &record_class, faults);
      if (body == NULL)
        g_error ("%s: %s", field->name,
                 ((const PantauFault *) g_ptr_array_index (faults, 0))->message);
      fields = json_object_get_object_member (body, "fields");
      g_assert_true (json_object_has_member (fields, "hazard"));
      g_assert_true (json_object_has_member (fields, "phase"));
      g_assert_nonnull (
          pantau_kinds_choice (pantau_reference_get_kinds (reference), "checklist", field->name));
    }
  g_assert_cmpuint (n, >=, 10);
}

static void
test_opens (void)
{
  g_auto (Place) place = place_new ();
  PantauHome *home = place_open (&place);
  g_autofree char *id = record (home, "activity", CHECKED);
  g_auto (GStrv) opened = open_risks (home, id);

  /* In the order of the list: seals before power. What nobody answered opens nothing. */
  g_assert_cmpuint (g_strv_length (opened), ==, 2);
  assert_value (home, opened[0], "hazard", "\"logistik-rusak\"");
  assert_value (home, opened[0], "checklist_item", "\"seals_intact\"");
  assert_value (home, opened[1], "hazard", "\"listrik\"");
  assert_value (home, opened[1], "power", "false");
  assert_value (home, opened[1], "places",
                "[{\"tps\":[901,902,903],\"village\":\"16.02.05.1010\"}]");
  assert_value (home, opened[1], "election", "\"pilkada-2024\"");
  assert_value (home, opened[1], "occurred", "\"2024-11-26T09:00:00+07:00\"");
  assert_value (home, opened[1], "known", "\"2024-11-26T10:00:00+07:00\"");
  assert_value (home, opened[1], "stage", "\"masa-tenang\"");
  assert_value (home, opened[1], "severity", "3");
  {
    g_autofree char *title = value_of (home, opened[1], "title");

    g_assert_nonnull (strstr (title, "Kutaraja"));
    g_assert_nonnull (strstr (title, "901–903"));
  }
  pantau_home_close (home);
}

static void
test_once (void)
{
  g_auto (Place) place = place_new ();
  PantauHome *home = place_open (&place);
  g_autofree char *id = record (home, "activity", CHECKED);
  g_auto (GStrv) first = open_risks (home, id), second = NULL, third = NULL;
  g_autoptr (JsonObject) later = pantau_json_parse_known ("{\"signal\":false}", NULL);
  gint64 entries = count_entries (home);

  second = open_risks (home, id);
  g_assert_cmpuint (g_strv_length (second), ==, 0);
  g_assert_cmpint (count_entries (home), ==, entries);

  /* Another hazard chosen for what was opened does not open it again; another no opens only itself. */
  {
    g_autoptr (JsonObject) other = pantau_json_parse_known ("{\"hazard\":\"kebakaran\"}", NULL);

    g_assert_true (pantau_edit_set (home, first[1], other, NULL));
  }
  g_assert_true (pantau_edit_set (home, id, later, NULL));
  third = open_risks (home, id);
  g_assert_cmpuint (g_strv_length (third), ==, 1);
  assert_value (home, third[0], "hazard", "\"sinyal\"");
  pantau_home_close (home);
}

static void
test_linked (void)
{
  g_auto (Place) place = place_new ();
  PantauHome *home = place_open (&place);
  g_autofree char *id = record (home, "activity", CHECKED);
  g_auto (GStrv) opened = open_risks (home, id);
  gint64 n = 0;

  g_assert_true (pantau_store_catch_up (pantau_home_get_store (home), NULL));
  g_assert_true (pantau_db_integer (
      pantau_home_get_db (home), 0, &n, NULL,
      "SELECT count(*) FROM link WHERE target = ?1 AND rel = 'same-event'", "s", id));
  g_assert_cmpint (n, ==, 2);
  g_assert_true (pantau_store_rebuild (pantau_home_get_store (home), NULL, NULL, NULL));
  {
    g_auto (GStrv) again = open_risks (home, id);

    g_assert_cmpuint (g_strv_length (again), ==, 0);
  }
  pantau_home_close (home);
}

static void
test_shortfalls (void)
{
  g_auto (Place) place = place_new ();
  PantauHome *home = place_open (&place);
  g_autofree char *id = record (home, "activity", CHECKED);
  g_auto (GStrv) opened = NULL;

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (GPtrArray) list =
          pantau_checklist_shortfalls (pantau_home_get_store (home), reference, id, NULL);
      const PantauShortfall *power;

      g_assert_cmpuint (list->len, ==, 2);
      power = g_ptr_array_index (list, 1);
      g_assert_cmpstr (power->item, ==, "power");
      g_assert_cmpstr (power->risk, ==, round == 0 ? NULL : opened[1]);
      if (round == 0)
        opened = open_risks (home, id);
    }
  pantau_home_close (home);
}

/* What was not meant for the public does not become public by being recorded again. */
static void
test_closed (void)
{
  g_auto (Place) place = place_new ();
  PantauHome *home = place_open (&place);
  g_autofree char *id =
      record (home, "activity",
              "{\"region\":\"16.02.05\",\"class\":\"closed\",\"title\":\"x\",\"fields\":"
              "{\"power\":false}}");
  g_auto (GStrv) opened = open_risks (home, id);
  g_autoptr (PantauRecord) risk = pantau_store_get (pantau_home_get_store (home), opened[0], NULL);

  g_assert_false (pantau_record_get_is_open (risk));
  pantau_home_close (home);
}

static void
test_refused (void)
{
  g_auto (Place) place = place_new ();
  PantauHome *home = place_open (&place);
  g_autofree char *id = record (home, "risk",
                                "{\"region\":\"16.02.05\",\"title\":\"x\","
                                "\"fields\":{\"power\":false}}");
  g_autofree char *nil = record (home, "activity",
                                 "{\"region\":\"16.02.05\",\"title\":\"x\","
                                 "\"fields\":{\"outcome\":\"nihil\"}}");
  g_auto (GStrv) opened = open_risks (home, nil);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_strv_length (opened), ==, 0);
  g_assert_null (pantau_edit_open_risks (home, id, NULL, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (pantau_edit_open_risks (home, "none", NULL, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND);
  pantau_home_close (home);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  reference = pantau_reference_new (NULL, &error);
  g_assert_no_error (error);

  g_test_add_func ("/checklist/stages", test_stages);
  g_test_add_func ("/checklist/data", test_data);
  g_test_add_func ("/checklist/opens", test_opens);
  g_test_add_func ("/checklist/once", test_once);
  g_test_add_func ("/checklist/linked", test_linked);
  g_test_add_func ("/checklist/shortfalls", test_shortfalls);
  g_test_add_func ("/checklist/closed", test_closed);
  g_test_add_func ("/checklist/refused", test_refused);
  status = g_test_run ();
  pantau_reference_unref (reference);

  return status;
}
