/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Kinds, fields, choices and statuses of the built-in edition, and a directory that replaces part
 * of it.
 */

#include "config.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-reference.h"
#include "test-util.h"

static PantauReference *reference;

static void
assert_label (const PantauLabel *label)
{
  g_assert_nonnull (label->id);
  g_assert_nonnull (label->en);
  g_assert_cmpstr (label->id, !=, "");
  g_assert_cmpstr (label->en, !=, "");
  g_assert_true (g_utf8_validate (label->id, -1, NULL));
}

static void
test_five (void)
{
  static const struct
  {
    const char *code;
    const char *record_class;
    gboolean is_fixed;
    const char *table;
  } expected[] = {
    { "risk", "open", FALSE, "umum" },
    { "hoax", "open", FALSE, "umum" },
    { "neutrality", "closed", TRUE, "penanganan" },
    { "other", "closed", FALSE, "penanganan" },
    { "activity", "open", FALSE, "umum" },
  };
  GPtrArray *kinds = pantau_kinds_list (pantau_reference_get_kinds (reference));

  g_assert_cmpuint (kinds->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < kinds->len; i++)
    {
      const PantauKind *kind = g_ptr_array_index (kinds, i);

      g_assert_cmpstr (kind->code, ==, expected[i].code);
      g_assert_cmpstr (pantau_kind_class (kind), ==, expected[i].record_class);
      g_assert_true (kind->class_fixed == expected[i].is_fixed);
      g_assert_cmpstr (kind->status_table, ==, expected[i].table);
    }
}

static void
test_fields (void)
{
  PantauKinds *kinds = pantau_reference_get_kinds (reference);
  GPtrArray *list = pantau_kinds_list (kinds);

  for (guint i = 0; i < list->len; i++)
    {
      const PantauKind *kind = g_ptr_array_index (list, i);

      assert_label (&kind->name);
      g_assert_cmpuint (kind->fields->len, >, 0);
      for (guint j = 0; j < kind->fields->len; j++)
        {
          const PantauField *field = g_ptr_array_index (kind->fields, j);

          assert_label (&field->label);
          g_assert_true ((field->hint.id == NULL) == (field->hint.en == NULL));
          g_assert_true (!field->first || !field->of_desk);
          if (field->type == PANTAU_FIELD_CHOICE || field->type == PANTAU_FIELD_CHOICES)
            {
              g_assert_nonnull (pantau_kinds_choices (kinds, field->choices));
              g_assert_cmpuint (pantau_kinds_choices (kinds, field->choices)->len, >, 1);
            }
          for (guint k = 0; field->when_values != NULL && field->when_values[k] != NULL; k++)
            {
              const PantauField *asked = pantau_kind_field (kind, field->when_field);

              g_assert_nonnull (pantau_kinds_choice (kinds, asked->choices, field->when_values[k]));
            }
        }
    }
}

/* What is once in the ledger stays; identities come sealed or not at all. */
static void
test_no_identity (void)
{
  static const char *const forbidden[] = { "nama",    "alamat",   "telepon", "phone",
                                           "address", "reporter", "witness", "pelapor",
                                           "saksi",   "nik",      "nip",     NULL };
  GPtrArray *list = pantau_kinds_list (pantau_reference_get_kinds (reference));

  for (guint i = 0; i < list->len; i++)
    {
      const PantauKind *kind = g_ptr_array_index (list, i);

      for (guint j = 0; j < kind->fields->len; j++)
        {
          const PantauField *field = g_ptr_array_index (kind->fields, j);
          g_auto (GStrv) words = g_strsplit (field->name, "_", -1);

          for (guint k = 0; words[k] != NULL; k++)
            g_assert_false (g_strv_contains (forbidden, words[k]));
        }
    }
}

static void
test_first (void)
{
  GPtrArray *list = pantau_kinds_list (pantau_reference_get_kinds (reference));

  for (guint i = 0; i < list->len; i++)
    {
      const PantauKind *kind = g_ptr_array_index (list, i);

      g_assert_cmpuint (g_strv_length (kind->first), <=, 6);
      g_assert_cmpuint (g_strv_length (kind->first), >, 2);
      g_assert_true (g_strv_contains ((const char *const *) kind->first, "title"));
      g_assert_true (g_strv_contains ((const char *const *) kind->first, "places"));
      g_assert_true (g_strv_contains ((const char *const *) kind->first, "occurred"));
    }
}

static void
test_choices (void)
{
  PantauKinds *kinds = pantau_reference_get_kinds (reference);
  const PantauChoice *choice = pantau_kinds_choice (kinds, "hazard", "Banjir Bandang");

  g_assert_nonnull (choice);
  g_assert_cmpstr (choice->code, ==, "banjir-bandang");
  g_assert_true (pantau_kinds_choice (kinds, "hazard", "flash flood") == choice);
  g_assert_null (pantau_kinds_choice (kinds, "hazard", "naga"));
  g_assert_null (pantau_kinds_choice (kinds, "no such list", "banjir"));
  g_assert_cmpuint (pantau_kinds_choices (kinds, "content_type")->len, ==, 7);
  g_assert_cmpuint (pantau_kinds_choices (kinds, "neutrality_act")->len, ==, 13);
  g_assert_cmpstr (pantau_kinds_choice_label (kinds, "hazard", "longsor", "en"), ==, "Landslide");
  g_assert_cmpstr (pantau_kinds_choice_label (kinds, "hazard", "naga", "en"), ==, "naga");
}

static void
test_labels (void)
{
  g_assert_cmpstr (pantau_reference_kind_label (reference, "risk", "en"), ==,
                   "Disaster and logistics risk");
  g_assert_cmpstr (pantau_reference_field_label (reference, "risk", "hazard", "id"), ==, "Bahaya");
  g_assert_cmpstr (pantau_reference_value_label (reference, "risk", "hazard", "longsor", "en"), ==,
                   "Landslide");
  g_assert_cmpstr (pantau_reference_status_label (reference, "neutrality", "rapat-pleno", "en"), ==,
                   "Plenary");
  g_assert_cmpstr (pantau_reference_field_label (reference, "risk", "title", "id"), ==, "title");
}

static void
test_reach (void)
{
  static const char *const tables[] = { "umum", "penanganan" };
  PantauStatuses *statuses = pantau_reference_get_statuses (reference);

  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    {
      GPtrArray *list = pantau_statuses_list (statuses, tables[t]);
      g_autoptr (GHashTable) reached = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr (GQueue) waiting = g_queue_new ();

      g_assert_cmpstr (pantau_statuses_initial (statuses, tables[t]), ==, "baru");
      g_queue_push_tail (waiting, (gpointer) pantau_statuses_initial (statuses, tables[t]));
      while (!g_queue_is_empty (waiting))
        {
          const char *from = g_queue_pop_head (waiting);
          g_autoptr (GPtrArray) next = pantau_statuses_next (statuses, tables[t], from, "desk");

          if (!g_hash_table_add (reached, (gpointer) from))
            continue;
          for (guint i = 0; i < next->len; i++)
            g_queue_push_tail (waiting, ((const PantauStatus *) g_ptr_array_index (next, i))->code);
        }

      for (guint i = 0; i < list->len; i++)
        {
          const PantauStatus *status = g_ptr_array_index (list, i);
          g_autoptr (GPtrArray) next =
              pantau_statuses_next (statuses, tables[t], status->code, NULL);

          assert_label (&status->name);
          g_assert_true (g_hash_table_contains (reached, status->code));
          g_assert_cmpuint (next->len, >, 0);
        }
    }
}

static void
test_steps (void)
{
  PantauStatuses *statuses = pantau_reference_get_statuses (reference);

  g_assert_true (pantau_statuses_allows (statuses, "umum", "baru", "diverifikasi", "desk"));
  g_assert_true (pantau_statuses_allows (statuses, "umum", "baru", "diverifikasi", NULL));
  g_assert_false (pantau_statuses_allows (statuses, "umum", "baru", "diverifikasi", "field"));
  g_assert_true (pantau_statuses_allows (statuses, "umum", "baru", "dicabut", "field"));
  g_assert_true (pantau_statuses_allows (statuses, "umum", "baru", "salah-catat", "field"));
  g_assert_false (pantau_statuses_allows (statuses, "umum", "selesai", "dicabut", "field"));
  g_assert_true (pantau_statuses_allows (statuses, "umum", "selesai", "ditindaklanjuti", "desk"));
  g_assert_false (pantau_statuses_allows (statuses, "umum", "selesai", "ditindaklanjuti", "field"));
  g_assert_true (
      pantau_statuses_allows (statuses, "penanganan", "kajian", "rapat-pleno", "identity"));
  g_assert_false (pantau_statuses_allows (statuses, "penanganan", "baru", "putusan", "desk"));
  g_assert_false (pantau_statuses_allows (statuses, "none", "baru", "selesai", NULL));
  g_assert_false (pantau_statuses_allows (statuses, "umum", "baru", "baru", NULL));
}

/* A directory with one replaced file; everything else stays built in. */
static PantauReference *
load_with (const char *name, const char *text, GError **error)
{
  g_autofree char *directory = g_dir_make_tmp ("pantau-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, name, NULL);
  PantauReference *loaded;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  loaded = pantau_reference_new (directory, error);
  g_unlink (path);
  g_rmdir (directory);

  return loaded;
}

static void
test_replaced (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauReference) loaded = load_with (
      "alias.csv", "\xef\xbb\xbf# ours\r\ncode,alias,note\r\n16.06,\"Bumi \"\"Serasan\"\"\",x\r\n",
      &error);
  PantauRegions *regions;

  g_assert_no_error (error);
  regions = pantau_reference_get_regions (loaded);
  g_assert_cmpstr (pantau_regions_match (regions, "bumi serasan", NULL, NULL)->code, ==, "16.06");
  g_assert_null (pantau_regions_match (regions, "muba", NULL, NULL));
  g_assert_nonnull (pantau_kinds_lookup (pantau_reference_get_kinds (loaded), "risk"));
}

static void
assert_damaged (const char *name, const char *text, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (load_with (name, text, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED);
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” does not name “%s”", error->message, part);
}

static void
test_damaged (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');

  assert_damaged ("kinds.json", "{\n\"kinds\": [\n{]}", "kinds.json, line 3");
  assert_damaged ("kinds.json", deep, "kinds.json");
  assert_damaged ("kinds.json", "", "kinds.json");
  assert_damaged ("kinds.json",
                  "{\"kinds\": [\n{\"code\": \"risk\", \"name\": {\"id\": \"a\", \"en\": \"b\"}, "
                  "\"class\": \"open\",\n"
                  "\"statuses\": \"umum\", \"first\": [], \"fields\": [\n"
                  "{\"name\": \"x\", \"type\": \"choice\", \"label\": {\"id\": \"a\", \"en\": "
                  "\"b\"}, \"asked\": \"field\",\n"
                  "\"choices\": \"missing\"}]}]}",
                  "kinds.json, line 4");
  assert_damaged ("kinds.json",
                  "{\"kinds\": [{\"code\": \"risk\", \"name\": {\"id\": \"a\", \"en\": \"b\"}, "
                  "\"class\": \"open\", "
                  "\"statuses\": \"umum\", \"first\": [\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\"], "
                  "\"fields\": []}]}",
                  "kinds.json");
  assert_damaged ("kinds.json",
                  "{\"kinds\": [{\"code\": \"risk\", \"name\": {\"id\": \"a\", \"en\": \"b\"}, "
                  "\"class\": \"open\", "
                  "\"statuses\": \"none\", \"first\": [], \"fields\": []}]}",
                  "none");
  assert_damaged ("choices.json",
                  "{\"lists\": [{\"list\": \"hazard\", \"choices\": [\n{\"code\": \"A B\"}]}]}",
                  "choices.json, line 2");
  assert_damaged (
      "status.json",
      "{\"tables\": [{\"table\": \"umum\", \"initial\": \"baru\", \"statuses\": [\n"
      "{\"code\": \"baru\", \"name\": {\"id\": \"a\", \"en\": \"b\"}},\n"
      "{\"code\": \"alone\", \"name\": {\"id\": \"a\", \"en\": \"b\"}}], \"steps\": []}]}",
      "status.json, line 3");
}

static void
test_no_directory (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_reference_new ("/nonexistent/pantau", &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND);
}

/*
 * Every start of every program reads all of it. The bound is wide, for sanitizers and busy
 * machines.
 */
static void
test_fast (void)
{
  gint64 start = test_time_computed ();
  double each;

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (PantauReference) again = pantau_reference_new (NULL, NULL);

      g_assert_nonnull (again);
    }

  each = (double) (test_time_computed () - start) / 1000 / 5;
  g_test_message ("%.1f ms to read everything", each);
  /* 7 ms as built for use; what sanitizers add to each allocation is not the claim. */
#ifdef __SANITIZE_ADDRESS__
  g_assert_cmpfloat (each, <, 1000);
#else
  g_assert_cmpfloat (each, <, 40);
#endif
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);

  reference = pantau_reference_new (NULL, &error);
  g_assert_no_error (error);

  g_test_add_func ("/kind/five", test_five);
  g_test_add_func ("/kind/fields", test_fields);
  g_test_add_func ("/kind/no-identity", test_no_identity);
  g_test_add_func ("/kind/first", test_first);
  g_test_add_func ("/kind/choices", test_choices);
  g_test_add_func ("/kind/labels", test_labels);
  g_test_add_func ("/status/reach", test_reach);
  g_test_add_func ("/status/steps", test_steps);
  g_test_add_func ("/reference/replaced", test_replaced);
  g_test_add_func ("/reference/damaged", test_damaged);
  g_test_add_func ("/reference/no-directory", test_no_directory);
  g_test_add_func ("/reference/fast", test_fast);

  status = g_test_run ();
  pantau_reference_unref (reference);

  return status;
}
