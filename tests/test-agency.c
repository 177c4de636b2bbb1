/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom records are forwarded to: the built-in edition, and what fits a record. */

#include "config.h"

#include <string.h>

#include "pantau-reference.h"
#include "test-util.h"
#include "world-fixture.h"

#define DAY_2024_02_14 G_GINT64_CONSTANT (1707879600) /* 10:00 WIB */
#define DAY_2026_11_22 G_GINT64_CONSTANT (1795320000)

static PantauReference *reference;

static PantauAgencies *
agencies (void)
{
  return pantau_reference_get_agencies (reference);
}

static const PantauAgency *
lookup (const char *code)
{
  const PantauAgency *agency = pantau_agencies_lookup (agencies (), code);

  g_assert_nonnull (agency);

  return agency;
}

/* Every text is there in both languages, and every kind, field and value that it names exists. */
static void
test_edition (void)
{
  PantauKinds *kinds = pantau_reference_get_kinds (reference);
  GPtrArray *list = pantau_agencies_list (agencies ());

  g_assert_cmpuint (list->len, >=, 30);
  for (guint i = 0; i < list->len; i++)
    {
      const PantauAgency *agency = g_ptr_array_index (list, i);

      g_test_message ("%s", agency->code);
      g_assert_cmpstr (agency->name.id, !=, "");
      g_assert_cmpstr (agency->name.en, !=, "");
      g_assert_cmpstr (agency->full_name.id, !=, "");
      g_assert_cmpstr (agency->full_name.en, !=, "");
      g_assert_cmpstr (agency->basis, !=, "");
      g_assert_cmpuint (agency->tasks->len, >, 0);
      for (guint j = 0; agency->copies[j] != NULL; j++)
        g_assert_nonnull (pantau_agencies_lookup (agencies (), agency->copies[j]));

      for (guint j = 0; j < agency->tasks->len; j++)
        {
          const PantauAgencyTask *task = g_ptr_array_index (agency->tasks, j);
          const PantauKind *kind = pantau_kinds_lookup (kinds, task->kind);

          g_assert_nonnull (kind);
          for (guint k = 0; task->when != NULL && k < task->when->len; k++)
            {
              const PantauCondition *condition = g_ptr_array_index (task->when, k);
              const PantauField *field = pantau_kind_field (kind, condition->field);

              g_assert_nonnull (field);
              g_assert_nonnull (condition->values);
              for (gsize l = 0; condition->values[l] != NULL; l++)
                g_assert_true (*condition->values[l] == '\0' ||
                               pantau_kinds_choice (kinds, field->choices, condition->values[l]) !=
                                   NULL);
            }
        }
    }
}

/* Whatever the hazard, somebody is there for it in particular. */
static void
test_hazards (void)
{
  GPtrArray *hazards = pantau_kinds_choices (pantau_reference_get_kinds (reference), "hazard");
  g_auto (World) world = world_new ();

  for (guint i = 0; i < hazards->len; i++)
    {
      const PantauChoice *hazard = g_ptr_array_index (hazards, i);
      g_autofree char *json =
          g_strdup_printf ("{\"title\":\"a\",\"fields\":{\"hazard\":\"%s\"}}", hazard->code);
      g_autofree char *id = world_record (&world, "risk", "16.13.04", json);
      g_autoptr (PantauRecord) record = world_get (&world, id);
      g_autoptr (GPtrArray) list = pantau_agencies_for (agencies (), record, DAY_2026_11_22);

      g_test_message ("%s", hazard->code);
      if (!g_str_equal (hazard->code, "lain"))
        g_assert_cmpuint (pantau_agency_fit (g_ptr_array_index (list, 0), record), ==, 2);
    }
}

/* What people confuse: who runs the election in a kecamatan, and who disciplines a civil servant. */
static void
test_ppk (void)
{
  GPtrArray *list = pantau_agencies_list (agencies ());

  g_assert_cmpstr (lookup ("ppk-kecamatan")->name.id, ==, "PPK (Kecamatan)");
  g_assert_cmpstr (lookup ("ppk-kepegawaian")->name.id, ==, "PPK (Kepegawaian)");
  for (guint i = 0; i < list->len; i++)
    {
      const PantauAgency *agency = g_ptr_array_index (list, i);
      const char *texts[] = { agency->name.id, agency->name.en, agency->full_name.id,
                              agency->full_name.en };

      for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
        for (const char *found = strstr (texts[j], "PPK"); found != NULL;
             found = strstr (found + 1, "PPK"))
          g_assert_true (g_str_has_prefix (found, "PPK ("));
    }
}

/* Those that a flood calls for come before those that any risk does, and these before the rest. */
static void
test_order (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "risk", "16.13.04",
                                      "{\"title\":\"a\",\"fields\":{\"hazard\":\"banjir\"}}");
  g_autoptr (PantauRecord) record = world_get (&world, id);
  g_autoptr (GPtrArray) list = pantau_agencies_for (agencies (), record, DAY_2026_11_22);
  guint before = 2;

  g_assert_cmpstr (((PantauAgency *) g_ptr_array_index (list, 0))->code, ==, "bpbd-kabkota");
  for (guint i = 0; i < list->len; i++)
    {
      guint fit = pantau_agency_fit (g_ptr_array_index (list, i), record);

      g_assert_cmpuint (fit, <=, before);
      before = fit;
    }
  g_assert_cmpuint (before, ==, 0);
  g_assert_cmpuint (pantau_agency_fit (lookup ("basarnas"), record), ==, 2);
  g_assert_cmpuint (pantau_agency_fit (lookup ("pln"), record), ==, 0);
  g_assert_cmpuint (pantau_agency_fit (lookup ("kesbangpol"), record), ==, 1);
}

/* Of a civil servant's case the provincial government is not asked, and nothing of it goes to whom it concerns not. */
static void
test_neutrality (void)
{
  g_assert_false (pantau_agency_serves (lookup ("kesbangpol"), "neutrality"));
  g_assert_true (pantau_agency_serves (lookup ("kesbangpol"), "risk"));
  g_assert_true (pantau_agency_serves (lookup ("bkn"), "neutrality"));
}

/* KASN until 24 August 2024, BKN since. */
static void
test_validity (void)
{
  g_assert_true (pantau_agency_is_valid (lookup ("kasn"), DAY_2024_02_14));
  g_assert_false (pantau_agency_is_valid (lookup ("bkn"), DAY_2024_02_14));
  g_assert_false (pantau_agency_is_valid (lookup ("kasn"), DAY_2026_11_22));
  g_assert_true (pantau_agency_is_valid (lookup ("bkn"), DAY_2026_11_22));
  /* The last second of the last day in WIB, and the next. */
  g_assert_true (pantau_agency_is_valid (lookup ("kasn"), G_GINT64_CONSTANT (1724518799)));
  g_assert_false (pantau_agency_is_valid (lookup ("kasn"), G_GINT64_CONSTANT (1724518800)));
}

static void
test_reply_due (void)
{
  g_assert_cmpint (pantau_agency_reply_due (lookup ("bpbd-kabkota"), 1000), ==, 1000 + 2 * 3600);
  g_assert_cmpint (pantau_agency_reply_due (lookup ("gakkumdu"), 1000), ==, 1000 + 24 * 3600);
  g_assert_cmpint (pantau_agency_reply_due (lookup ("pln"), 1000), ==, 0);
}

static void
assert_refused (const char *agency, const char *word)
{
  g_autofree char *json = g_strdup_printf ("{\n\"agencies\": [\n%s\n]}", agency);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_agencies_new (bytes, &error));
  test_assert_error (error, PANTAU_ERROR_MALFORMED);
  g_assert_nonnull (strstr (error->message, "instansi.json"));
  g_assert_nonnull (strstr (error->message, word));
}

#define GOOD                                                                                       \
  "{\"code\":\"a\",\"group\":\"a\",\"name\":{\"id\":\"A\",\"en\":\"A\"},\"full\":{\"id\":\"A\","   \
  "\"en\":\"A\"},\"basis\":\"-\",\"level\":\"pusat\",\"for\":[]"

/* A province that edits the file is told where it went wrong. */
static void
test_damaged (void)
{
  assert_refused (GOOD "},\n" GOOD "}", "twice");
  assert_refused (GOOD ",\"valid_to\":\"2024-02-30\"}", "2024-02-30");
  assert_refused (GOOD ",\"valid_from\":\"20240201\"}", "20240201");
  assert_refused (GOOD ",\"reply_hours\":-1}", "reply_hours");
  assert_refused ("{\"code\":\"a\"}", "missing");
  assert_refused ("{\"code\":\"a\",\"group\":\"a\",\"name\":{\"id\":\"A\",\"en\":\"A\"},\"full\":{"
                  "\"id\":\"A\",\"en\":\"A\"},\"basis\":\"-\",\"level\":\"dunia\",\"for\":[]}",
                  "dunia");
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  reference = pantau_reference_new (NULL, &error);
  g_assert_no_error (error);

  g_test_add_func ("/agency/edition", test_edition);
  g_test_add_func ("/agency/hazards", test_hazards);
  g_test_add_func ("/agency/ppk", test_ppk);
  g_test_add_func ("/agency/order", test_order);
  g_test_add_func ("/agency/neutrality", test_neutrality);
  g_test_add_func ("/agency/validity", test_validity);
  g_test_add_func ("/agency/reply-due", test_reply_due);
  g_test_add_func ("/agency/damaged", test_damaged);

  status = g_test_run ();
  pantau_reference_unref (reference);

  return status;
}
