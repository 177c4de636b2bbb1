/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done about a record: how far it is follows from what people said knowing of each other. */

#include "config.h"

#include <string.h>

#include "pantau-edit-treatment.h"
#include "pantau-edit.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-record-text.h"
#include "pantau-story.h"
#include "pantau-treatment.h"
#include "test-util.h"
#include "world-fixture.h"

#define RAWAS "16.13.04"
#define FLOOD "{\"title\":\"Banjir\",\"fields\":{\"hazard\":\"banjir\"}}"

/* A field monitor with the own flood. */
static World
field_new (char **id)
{
  World self = world_new ();

  *id = world_record (&self, "risk", RAWAS, FLOOD);

  return self;
}

static char *
treat (World *self, const char *id, const char *json)
{
  g_autoptr (JsonObject) given = test_object (json);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (GError) error = NULL;
  char *entry = NULL;

  pantau_edit_treatment (self->home, id, given, &entry, faults, &error);
  g_assert_no_error (error);
  test_assert_faults (faults, "");

  return entry;
}

/* Takes a step, or is refused with @expected faults ("" for none). Returns: (transfer full) (nullable): its id. */
static char *
step (World *self, const char *id, const char *entry, const char *json, const char *expected)
{
  g_autoptr (JsonObject) given = test_object (json);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (GError) error = NULL;
  char *written = NULL;

  pantau_edit_treatment_step (self->home, id, entry, given, &written, faults, &error);
  g_assert_no_error (error);
  test_assert_faults (faults, expected);
  g_assert_true ((written != NULL) == (*expected == '\0'));

  return written;
}

static PantauTreatment *
only (World *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list =
      pantau_store_treatments (pantau_home_get_store (self->home), id, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);

  return g_ptr_array_steal_index (list, 0);
}

static void
assert_state (World *self, const char *id, const char *state, gboolean differs)
{
  g_autoptr (PantauTreatment) treatment = only (self, id);

  g_assert_cmpstr (treatment->state, ==, state);
  g_assert_true (treatment->differs == differs);
}

static gint64
count_due (World *self)
{
  const PantauDueFilter filter = { .until = G_MAXINT64 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list =
      pantau_store_treatments_due (pantau_home_get_store (self->home), &filter, &error);
  gint64 forwards, treatments;

  g_assert_no_error (error);
  pantau_store_count_due (pantau_home_get_store (self->home), &filter, &forwards, &treatments,
                          &error);
  g_assert_no_error (error);
  g_assert_cmpint (list->len, ==, treatments);

  return treatments;
}

static void
test_add (void)
{
  g_autofree char *id = NULL;
  g_auto (World) world = field_new (&id);
  g_autofree char *due = test_time_from_now (3600), *json = NULL, *entry = NULL;
  g_autoptr (PantauTreatment) treatment = NULL;
  g_autoptr (PantauEntry) line = NULL;

  json = g_strdup_printf ("{\"what\":\"Perahu karet\",\"text\":\"Dua buah\",\"person\":\"Posko "
                          "BPBD\",\"due\":\"%s\",\"aid\":{\"perahu\":2,\"personel\":6}}",
                          due);
  entry = treat (&world, id, json);
  line = world_last_entry (&world);
  treatment = only (&world, id);

  g_assert_cmpstr (line->type, ==, "treatment.add");
  g_assert_cmpstr (line->region, ==, RAWAS);
  g_assert_cmpstr (treatment->entry, ==, entry);
  g_assert_cmpstr (treatment->what, ==, "perahu-karet");
  g_assert_cmpstr (treatment->text, ==, "Dua buah");
  g_assert_cmpstr (treatment->person, ==, "Posko BPBD");
  g_assert_cmpint (treatment->due, >, pantau_home_clock (world.home));
  g_assert_cmpint (pantau_json_integer (treatment->aid, "perahu", 0), ==, 2);
  g_assert_cmpstr (treatment->state, ==, "rencana");
  g_assert_true (pantau_treatment_is_open (treatment));
}

static void
test_faults (void)
{
  static const struct
  {
    const char *json, *expected;
  } cases[] = {
    { "{}", "missing what" },
    { "{\"what\":\"lain\"}", "missing text" },
    { "{\"what\":\"sulap\",\"due\":\"2024-02-14\",\"person\":[],\"colour\":1}",
      "in-past due, unknown-choice what, unknown-field colour, wrong-type person" },
    { "{\"what\":\"genset\",\"due\":\"besok\",\"aid\":{\"perahu\":-1,\"emas\":1,\"tenda\":1.5}}",
      "bad-date due, out-of-range aid.perahu, unknown-choice aid.emas, wrong-type aid.tenda" },
    { "{\"what\":\"genset\",\"aid\":[]}", "wrong-type aid" },
  };
  g_autofree char *id = NULL;
  g_auto (World) world = field_new (&id);
  gint64 before = world_count (&world);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonObject) given = test_object (cases[i].json);
      g_autoptr (GPtrArray) faults = pantau_faults_new ();
      g_autoptr (GError) error = NULL;

      g_assert_false (pantau_edit_treatment (world.home, id, given, NULL, faults, &error));
      g_assert_no_error (error);
      test_assert_faults (faults, cases[i].expected);
    }
  g_assert_cmpint (world_count (&world), ==, before);
}

/* Due today is not due in the past, whatever the hour. */
static void
test_due_today (void)
{
  g_autofree char *id = NULL;
  g_auto (World) world = field_new (&id);
  g_autofree char *now = test_time_from_now (0), *json = NULL;

  now[strlen ("YYYY-MM-DD")] = '\0';
  json = g_strdup_printf ("{\"what\":\"genset\",\"due\":\"%s\"}", now);
  g_free (treat (&world, id, json));
  g_assert_cmpint (count_due (&world), ==, 1);
}

static void
test_steps (void)
{
  g_autofree char *id = NULL;
  g_auto (World) world = field_new (&id);
  g_autofree char *entry = treat (&world, id, "{\"what\":\"genset\"}"), *first = NULL,
                  *second = NULL;
  g_autoptr (PantauEntry) line = NULL;

  first = step (&world, id, entry, "{\"state\":\"Berjalan\"}", "");
  assert_state (&world, id, "berjalan", FALSE);
  g_free (step (&world, id, entry, "{\"state\":\"berjalan\"}", "missing text"));
  g_free (step (&world, id, entry, "{\"state\":\"batal\",\"when\":\"kapan\"}",
                "bad-date when, missing text"));
  g_free (step (&world, id, entry, "{\"state\":\"musnah\"}", "unknown-choice state"));
  g_free (step (&world, id, entry, "{}", "missing state"));

  second = step (&world, id, entry, "{\"state\":\"berjalan\",\"text\":\"separuh\"}", "");
  line = world_last_entry (&world);
  g_assert_cmpstr (line->base[0], ==, first);
  g_assert_null (line->base[1]);
  g_free (step (&world, id, entry, "{\"state\":\"selesai\"}", ""));
  assert_state (&world, id, "selesai", FALSE);
}

static void
test_unknown (void)
{
  g_autofree char *id = NULL;
  g_auto (World) world = field_new (&id);
  g_autoptr (JsonObject) given = test_object ("{\"state\":\"selesai\"}");
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (
      pantau_edit_treatment_step (world.home, id, TEST_SHA256_EMPTY, given, NULL, faults, &error));
  test_assert_error (error, PANTAU_ERROR_NOT_FOUND);
}

/* Somebody says done, and somebody who did not know of it says under way: it is not done until one who knows of both says so. */
static void
test_differs (void)
{
  g_autofree char *id = NULL;
  g_auto (World) world = field_new (&id);
  g_autofree char *due = test_time_from_now (3600), *add = NULL, *entry = NULL, *json = NULL;
  g_autoptr (PantauEntry) line = NULL;

  add = g_strdup_printf ("{\"what\":\"genset\",\"due\":\"%s\"}", due);
  entry = treat (&world, id, add);
  g_free (step (&world, id, entry, "{\"state\":\"selesai\"}", ""));
  g_assert_cmpint (count_due (&world), ==, 0);

  json = g_strdup_printf ("{\"treatment\":\"%s\",\"state\":\"berjalan\"}", entry);
  g_free (world_other_writes (&world, id, "risk", "treatment.set", RAWAS, NULL, json));
  assert_state (&world, id, "berjalan", TRUE);
  g_assert_cmpint (count_due (&world), ==, 1);

  /* The same word again is a decision here, and needs no other. */
  g_free (step (&world, id, entry, "{\"state\":\"berjalan\"}", ""));
  line = world_last_entry (&world);
  g_assert_nonnull (line->base[1]);
  assert_state (&world, id, "berjalan", FALSE);
}

/* Whatever comes first: the same. Two that say the same do not differ. */
static void
test_agree (void)
{
  g_autofree char *id = NULL;
  g_auto (World) world = field_new (&id);
  g_autofree char *entry = treat (&world, id, "{\"what\":\"genset\"}"), *json = NULL;

  json = g_strdup_printf ("{\"treatment\":\"%s\",\"state\":\"selesai\"}", entry);
  g_free (world_other_writes (&world, id, "risk", "treatment.set", RAWAS, NULL, json));
  g_free (world_other_writes (&world, id, "risk", "treatment.set", RAWAS, NULL, json));
  assert_state (&world, id, "selesai", FALSE);
}

/* A step of one treatment does not replace those of another, whatever its base claims. */
static void
test_foreign_base (void)
{
  g_autofree char *id = NULL;
  g_auto (World) world = field_new (&id);
  g_autofree char *entry = treat (&world, id, "{\"what\":\"genset\"}"), *done = NULL;

  done = step (&world, id, entry, "{\"state\":\"selesai\"}", "");
  g_free (world_other_writes (&world, id, "risk", "treatment.set", RAWAS, done,
                              "{\"treatment\":\"" TEST_SHA256_EMPTY "\",\"state\":\"rencana\"}"));
  g_free (world_other_writes (&world, id, "risk", "note.add", RAWAS, done, "{\"text\":\"x\"}"));
  assert_state (&world, id, "selesai", FALSE);
}

/* A state of a newer program is not done. */
static void
test_newer (void)
{
  g_autofree char *id = NULL;
  g_auto (World) world = field_new (&id);
  g_autofree char *entry = treat (&world, id, "{\"what\":\"genset\"}"), *json = NULL;
  g_autoptr (PantauTreatment) treatment = NULL;

  json = g_strdup_printf ("{\"treatment\":\"%s\",\"state\":\"ditunda\"}", entry);
  g_free (world_other_writes (&world, id, "risk", "treatment.set", RAWAS, NULL, json));
  treatment = only (&world, id);
  g_assert_cmpstr (treatment->state, ==, "ditunda");
  g_assert_true (pantau_treatment_is_open (treatment));
}

/* A monitor treats the own records; Pemprov adds aid to anybody's open risk, but not to a closed record. */
static void
test_roles (void)
{
  static const struct
  {
    const char *role, *region;
    gboolean own, theirs, closed;
  } roles[] = { { "field", RAWAS, TRUE, FALSE, TRUE },
                { "desk", "16.13", TRUE, TRUE, TRUE },
                { "desk", "16.71", TRUE, FALSE, TRUE },
                { "pemprov", "16", TRUE, TRUE, FALSE },
                { "admin", "16", FALSE, FALSE, FALSE } };
  g_autofree char *id = NULL, *closed = NULL;
  g_auto (World) world = field_new (&id);

  closed = world_record (&world, "neutrality", RAWAS, "{\"title\":\"a\"}");
  g_free (world_other_writes (&world, NULL, "risk", "record.create", RAWAS, NULL, FLOOD));
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      const char *records[] = { id, TEST_RECORD, closed };
      gboolean may[] = { roles[i].own, roles[i].theirs, roles[i].closed };

      world_grant_me (&world, roles[i].role, roles[i].region);
      for (guint j = 0; j < G_N_ELEMENTS (records); j++)
        {
          g_autoptr (GError) error = NULL;

          g_test_message ("%s of %s, record %u", roles[i].role, roles[i].region, j);
          g_assert_true (pantau_edit_may_treat (world.home, records[j], &error) == may[j]);
        }
    }
}

static void
test_due (void)
{
  g_autofree char *id = NULL;
  g_auto (World) world = field_new (&id);
  g_autofree char *soon = test_time_from_now (3600), *later = test_time_from_now (7200),
                  *first = NULL, *second = NULL, *a = NULL, *b = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  const PantauDueFilter one = { .until = G_MAXINT64, .limit = 1 };
  const PantauTreatment *treatment;

  a = g_strdup_printf ("{\"what\":\"genset\",\"due\":\"%s\"}", later);
  b = g_strdup_printf ("{\"what\":\"perahu-karet\",\"due\":\"%s\"}", soon);
  first = treat (&world, id, a);
  second = treat (&world, id, b);
  g_free (treat (&world, id, "{\"what\":\"pss\"}"));
  g_assert_cmpint (count_due (&world), ==, 2);

  g_free (step (&world, id, second, "{\"state\":\"berjalan\"}", ""));
  list = pantau_store_treatments_due (pantau_home_get_store (world.home), &one, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  treatment = g_ptr_array_index (list, 0);
  g_assert_cmpstr (treatment->entry, ==, second);
  g_assert_cmpstr (treatment->state, ==, "berjalan");
  g_assert_cmpstr (treatment->title, ==, "Banjir");

  g_free (step (&world, id, first, "{\"state\":\"batal\",\"text\":\"ada listrik\"}", ""));
  g_assert_cmpint (count_due (&world), ==, 1);
  pantau_edit_status (world.home, id, "dicabut", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_due (&world), ==, 0);
}

static void
test_told (void)
{
  g_autofree char *id = NULL, *entry = NULL, *text = NULL;
  g_auto (World) world = field_new (&id);
  PantauReference *reference = pantau_home_get_reference (world.home);
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (GPtrArray) story = NULL;
  const PantauStoryItem *item;

  entry = treat (&world, id,
                 "{\"what\":\"terpal-palet\",\"person\":\"Posko\",\"aid\":{"
                 "\"terpal\":1200}}");
  g_free (step (&world, id, entry, "{\"state\":\"selesai\",\"text\":\"Diterima KPPS\"}", ""));
  record = world_get (&world, id);
  story = pantau_story_new (reference, record, pantau_home_get_device (world.home));
  item = g_ptr_array_index (story, 1);
  g_assert_cmpstr (item->sentence, ==, "You planned: Tarpaulins and pallets");
  g_assert_cmpstr (item->text, ==, "By: Posko\nAid: Tarpaulins: 1,200");
  g_assert_cmpint (item->topic, ==, PANTAU_STORY_TREATED);
  item = g_ptr_array_index (story, 2);
  g_assert_cmpstr (item->sentence, ==, "You updated “Tarpaulins and pallets”: Planned → Done");
  g_assert_cmpstr (item->text, ==, "Diterima KPPS");

  text = pantau_record_text (reference, record, FALSE);
  g_assert_nonnull (strstr (text, "\nTreatment:\n  Tarpaulins and pallets: Done\n    By: Posko\n"
                                  "    Aid: Tarpaulins: 1,200\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  pantau_locale_init ("en");

  g_test_add_func ("/treatment/add", test_add);
  g_test_add_func ("/treatment/faults", test_faults);
  g_test_add_func ("/treatment/due-today", test_due_today);
  g_test_add_func ("/treatment/steps", test_steps);
  g_test_add_func ("/treatment/unknown", test_unknown);
  g_test_add_func ("/treatment/differs", test_differs);
  g_test_add_func ("/treatment/agree", test_agree);
  g_test_add_func ("/treatment/foreign-base", test_foreign_base);
  g_test_add_func ("/treatment/newer", test_newer);
  g_test_add_func ("/treatment/roles", test_roles);
  g_test_add_func ("/treatment/due", test_due);
  g_test_add_func ("/treatment/told", test_told);

  return g_test_run ();
}
