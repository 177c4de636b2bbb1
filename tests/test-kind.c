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
#include "pantau-json.h"
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
      assert_label (&kind->short_name);
      g_assert_cmpint (g_utf8_strlen (kind->short_name.id, -1), <=, 20);
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
          for (guint k = 0; field->when != NULL && k < field->when->len; k++)
            {
              const PantauCondition *condition = g_ptr_array_index (field->when, k);
              const PantauField *asked = pantau_kind_field (kind, condition->field);

              for (guint l = 0; condition->values != NULL && condition->values[l] != NULL; l++)
                g_assert_nonnull (
                    pantau_kinds_choice (kinds, asked->choices, condition->values[l]));
            }
        }
    }
}

/*
 * What is once in the ledger stays; identities of reporters and witnesses come sealed or not at all. The reported party's numbers are
 * asked for in closed records only: their fields say that they are personal, which closes a record.
 */
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

          if (g_str_equal (words[0], "party"))
            g_assert_true (kind->closed);
          for (guint k = 0; words[k] != NULL; k++)
            if (g_strv_contains (forbidden, words[k]))
              g_assert_true (field->personal && g_str_equal (words[0], "party"));
          for (guint k = 0; field->items != NULL && k < field->items->len; k++)
            {
              const PantauField *item = g_ptr_array_index (field->items, k);

              assert_label (&item->label);
              if (g_strv_contains (forbidden, item->name) || g_str_equal (item->name, "name"))
                g_assert_true (field->personal);
            }
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

/* Every list says where it comes from, and each of its codes is named in both languages, once. */
static void
test_lists (void)
{
  PantauKinds *kinds = pantau_reference_get_kinds (reference);
  g_autoptr (GBytes) bytes = pantau_reference_read (reference, "choices.json", NULL);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (JsonObject) root = pantau_json_parse (data, length, length, NULL);
  JsonArray *lists = pantau_json_array (root, "lists");

  for (guint i = 0; i < json_array_get_length (lists); i++)
    {
      JsonObject *object = json_array_get_object_element (lists, i);
      GPtrArray *list = pantau_kinds_choices (kinds, pantau_json_string (object, "list"));
      g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

      g_assert_nonnull (pantau_json_string (object, "source"));
      g_assert_cmpstr (pantau_json_string (object, "source"), !=, "");
      g_assert_cmpuint (list->len, ==,
                        json_array_get_length (pantau_json_array (object, "choices")));
      for (guint j = 0; j < list->len; j++)
        {
          const PantauChoice *choice = g_ptr_array_index (list, j);

          assert_label (&choice->name);
          g_assert_true (g_hash_table_add (names, choice->name.id));
          g_assert_true (pantau_kinds_choice (kinds, pantau_json_string (object, "list"),
                                              choice->code) == choice);
        }
    }
}

/* What issue and field set name is asked; a code that was recorded once stays. */
static void
test_register (void)
{
  static const char *const hazards[] = {
    "banjir",
    "banjir-bandang",
    "longsor",
    "angin-kencang",
    "karhutla",
    "rob",
    "gempa",
    "kebakaran",
    "akses-putus",
    "listrik",
    "jaringan-ti",
    "logistik-kurang",
    "logistik-terlambat",
    "logistik-tertukar",
    "logistik-rusak",
    "keamanan",
    "sinyal",
    "logistik",
    "hujan-lebat",
    "petugas",
    "lain",
  };
  static const char *const exposed[] = {
    "tps",      "tps-khusus",      "gudang-kpu", "gudang-kecamatan", "sekretariat-pps", "jalur",
    "angkutan", "ti-penghitungan", "lain"
  };
  static const char *const fields[] = {
    "bmkg_level",           "flood_gauge",           "landslide_level",
    "water_trend",          "emergency_status",      "emergency_decree",
    "emergency_until",      "ballots_total",         "ballots_wet",
    "ballots_usable",       "ballots_damaged",       "replacement_requested",
    "replacement_received", "boxes_total",           "boxes_wet",
    "boxes_usable",         "boxes_damaged",         "ba_number",
    "risk_matrix",          "residual_matrix",       "risk_owner",
    "fallback_site",        "fallback_same_village", "fallback_capacity",
    "fallback_access",      "voting_decision",       "decision_by",
    "decision_date",        "special_site",
  };
  PantauKinds *kinds = pantau_reference_get_kinds (reference);
  const PantauKind *risk = pantau_kinds_lookup (kinds, "risk");

  for (guint i = 0; i < G_N_ELEMENTS (hazards); i++)
    g_assert_nonnull (pantau_kinds_choice (kinds, "hazard", hazards[i]));
  for (guint i = 0; i < G_N_ELEMENTS (exposed); i++)
    g_assert_nonnull (pantau_kinds_choice (kinds, "site_type", exposed[i]));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const PantauField *field = pantau_kind_field (risk, fields[i]);

      if (field == NULL || field->retired)
        g_error ("“%s” is not asked", fields[i]);
    }
}

/* Three scales say Siaga, and none of them is another. */
static void
test_scales_apart (void)
{
  const PantauKind *risk = pantau_kinds_lookup (pantau_reference_get_kinds (reference), "risk");

  g_assert_cmpstr (pantau_kind_field (risk, "bmkg_level")->choices, ==, "bmkg_level");
  g_assert_cmpstr (pantau_kind_field (risk, "flood_gauge")->choices, ==, "flood_gauge");
  g_assert_cmpstr (pantau_kind_field (risk, "emergency_status")->choices, ==, "emergency_status");
}

static GDate
day (guint y, guint m, guint d)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) d, (GDateMonth) m, (GDateYear) y);

  return date;
}

/* A choice is offered between its days, the list's where it says none itself, and accepted for ever. */
static void
test_validity (void)
{
  static const char choices[] =
      "{\"lists\": [{\"list\": \"scale\", \"source\": \"x\", \"valid_from\": \"2022-01-01\", "
      "\"choices\": [{\"code\": \"a\", \"name\": {\"id\": \"A\", \"en\": \"A\"}, \"valid_to\": "
      "\"2024-06-30\"}, {\"code\": \"b\", \"name\": {\"id\": \"B\", \"en\": \"B\"}, "
      "\"valid_from\": \"2024-07-01\"}]}]}";
  static const char kinds[] =
      "{\"kinds\": [{\"code\": \"risk\", \"name\": {\"id\": \"a\", \"en\": \"b\"}, \"class\": "
      "\"open\", \"statuses\": \"umum\", \"first\": [], \"fields\": [{\"name\": \"x\", \"type\": "
      "\"choice\", \"label\": {\"id\": \"a\", \"en\": \"b\"}, \"asked\": \"field\", \"choices\": "
      "\"scale\"}]}]}";
  g_autoptr (GBytes) one = g_bytes_new_static (kinds, strlen (kinds));
  g_autoptr (GBytes) two = g_bytes_new_static (choices, strlen (choices));
  g_autoptr (GBytes) three = pantau_reference_read (reference, "daftar-periksa.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauKinds) loaded = pantau_kinds_new (one, two, three, &error);
  GDate before = day (2021, 12, 31), last = day (2024, 6, 30), next = day (2024, 7, 1);
  const PantauChoice *a, *b;

  g_assert_no_error (error);
  a = pantau_kinds_choice (loaded, "scale", "a");
  b = pantau_kinds_choice (loaded, "scale", "b");
  g_assert_false (pantau_choice_is_offered (a, &before));
  g_assert_true (pantau_choice_is_offered (a, &last));
  g_assert_false (pantau_choice_is_offered (a, &next));
  g_assert_false (pantau_choice_is_offered (b, &last));
  g_assert_true (pantau_choice_is_offered (b, &next));
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

/* Whoever ends a record against its author, or sends it back, says why. */
static void
test_reasons (void)
{
  static const char *const tables[] = { "umum", "penanganan" };
  static const char *const asked[] = { "perlu-dilengkapi", "salah-catat", "duplikat", "dicabut" };
  PantauStatuses *statuses = pantau_reference_get_statuses (reference);

  for (gsize t = 0; t < G_N_ELEMENTS (tables); t++)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (asked); i++)
        g_assert_true (pantau_statuses_lookup (statuses, tables[t], asked[i])->reason);
      g_assert_false (pantau_statuses_lookup (statuses, tables[t], "baru")->reason);
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

/* The government's table, and not a product: what is rare and a catastrophe is high. */
static void
test_matrix (void)
{
  static const int table[5][5] = { { 1, 3, 5, 8, 20 },
                                   { 2, 7, 11, 13, 21 },
                                   { 4, 10, 14, 17, 22 },
                                   { 6, 12, 16, 19, 24 },
                                   { 9, 15, 18, 23, 25 } };
  static const char *const levels[] = { "sangat-rendah", "rendah", "sedang", "tinggi",
                                        "sangat-tinggi" };
  PantauMatrix *matrix = pantau_reference_get_matrix (reference);

  for (int l = 0; l < 5; l++)
    for (int i = 0; i < 5; i++)
      g_assert_cmpint (pantau_matrix_score (matrix, l + 1, i + 1), ==, table[l][i]);
  for (int score = 1; score <= 25; score++)
    g_assert_cmpstr (pantau_matrix_level (matrix, score)->code, ==, levels[(score - 1) / 5]);

  g_assert_cmpint (pantau_matrix_score (matrix, 0, 1), ==, 0);
  g_assert_cmpint (pantau_matrix_score (matrix, 1, 6), ==, 0);
  g_assert_cmpint (pantau_matrix_score (matrix, G_MININT64, G_MAXINT64), ==, 0);
  g_assert_null (pantau_matrix_level (matrix, 0));
  g_assert_null (pantau_matrix_level (matrix, 26));
}

/* The built-in file @name with @from (which must be there) written as @to. (transfer full) */
static char *
spoil (const char *name, const char *from, const char *to)
{
  g_autoptr (GBytes) bytes = pantau_reference_read (reference, name, NULL);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = g_strndup (data, length);
  const char *at = strstr (text, from);
  g_autofree char *head = NULL;

  g_assert_nonnull (at);
  head = g_strndup (text, (gsize) (at - text));

  return g_strconcat (head, to, at + strlen (from), NULL);
}

static void
test_spoiled (void)
{
  static const struct
  {
    const char *name, *from, *to;
  } cases[] = {
    { "matriks.json", "[2, 7,", "[3, 7," }, /* passes: still in order */
    { "matriks.json", "[2, 7,", "[0, 7," },
    { "matriks.json", "[2, 7,", "[8, 7," },
    { "matriks.json", "[1, 3, 5, 8, 20]", "[1, 3, 5, 8]" },
    { "matriks.json", "23, 25]", "23, 26]" },
    { "matriks.json", "\"likelihood\": 3,", "\"likelihood\": 2," },
    { "matriks.json", "\"to\": 10", "\"to\": 5" },
    { "matriks.json", "\"to\": 25", "\"to\": 24" },
    { "matriks.json", "\"impact\": \"impact\"", "\"impact\": \"hazard\"" },
    { "kinds.json", "\"group\": \"formal\"", "\"group\": \"formil\"" },
    { "kinds.json", "{\"field\": \"hazard\", \"group\"", "{\"field\": \"hazzard\", \"group\"" },
    { "kinds.json", "{\"field\": \"hazard\", \"group\"", "{\"field\": \"salt\", \"group\"" },
    { "kinds.json", "\"choices\": \"people_group\"", "\"choices\": \"crowd\"" },
    { "kinds.json", "\"rule\": \"at-most\"", "\"rule\": \"at-mots\"" },
    { "kinds.json", "\"fields\": [\"ballots_wet\"", "\"fields\": [\"ballots_dry\"" },
    { "kinds.json", "\"other\": \"ballots_total\"", "\"other\": \"hazard\"" },
    { "kinds.json", "\"rule\": \"not-past\", \"fields\": [\"needed_by\"]",
      "\"rule\": \"not-past\", \"fields\": [\"ba_number\"]" },
    { "kinds.json", "\"in\": [\"tps-khusus\"]", "\"in\": [\"tps-kusus\"]" },
    { "choices.json", "\"valid_from\": \"2022-01-01\"", "\"valid_from\": \"2022-02-30\"" },
    { "daftar-periksa.json", "\"code\": \"power\"", "\"code\": \"signal\"" },
    { "daftar-periksa.json", "\"hazard\": \"listrik\"", "\"hazard\": \"listirk\"" },
    { "daftar-periksa.json", "\"kind\": \"risk\"", "\"kind\": \"resiko\"" },
    { "daftar-periksa.json", "\"logistics_state\": \"kurang\"", "\"logistic_state\": 1" },
    { "kinds.json", "\"choices\": \"hazard\", \"required\": true}",
      "\"choices\": \"hazard\", \"when\": {\"field\": \"water_trend\", \"in\": [\"naik\"]}}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = spoil (cases[i].name, cases[i].from, cases[i].to);
      g_autoptr (PantauReference) loaded = NULL;
      g_autoptr (GError) error = NULL;

      if (i > 0)
        {
          assert_damaged (cases[i].name, text, cases[i].name);
          continue;
        }
      loaded = load_with (cases[i].name, text, &error);
      g_assert_no_error (error);
    }
}

static void
test_no_directory (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_reference_new ("/nonexistent/pantau", &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND);
}

/*
 * Each start of the window reads all of it. The bound is wide, for sanitizers and busy machines.
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
      g_assert_true (pantau_reference_load (again, NULL));
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

#define ASKING 8

static gpointer
ask_for_parts (gpointer data)
{
  PantauReference *fresh = data;
  gpointer *parts = g_new (gpointer, 3);

  parts[0] =
      pantau_reference_get_deadlines (fresh); /* asks for kinds, statuses and agencies itself */
  parts[1] = pantau_reference_get_kinds (fresh);
  parts[2] = pantau_reference_get_claim_words (fresh);

  return parts;
}

/* Each part is read once, whoever asks first. */
static void
test_asked_at_once (void)
{
  g_autoptr (PantauReference) fresh = pantau_reference_new (NULL, NULL);
  g_autofree gpointer *first = NULL;
  GThread *threads[ASKING];

  for (guint i = 0; i < ASKING; i++)
    threads[i] = g_thread_new ("ask", ask_for_parts, fresh);
  for (guint i = 0; i < ASKING; i++)
    {
      g_autofree gpointer *parts = g_thread_join (threads[i]);

      if (first == NULL)
        first = g_steal_pointer (&parts);
      else
        g_assert_cmpmem (first, 3 * sizeof *first, parts, 3 * sizeof *parts);
    }
  g_assert_true (first[1] == pantau_reference_get_kinds (fresh));
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
  g_test_add_func ("/kind/lists", test_lists);
  g_test_add_func ("/kind/register", test_register);
  g_test_add_func ("/kind/scales-apart", test_scales_apart);
  g_test_add_func ("/kind/validity", test_validity);
  g_test_add_func ("/kind/labels", test_labels);
  g_test_add_func ("/status/reach", test_reach);
  g_test_add_func ("/status/reasons", test_reasons);
  g_test_add_func ("/status/steps", test_steps);
  g_test_add_func ("/reference/replaced", test_replaced);
  g_test_add_func ("/reference/asked-at-once", test_asked_at_once);
  g_test_add_func ("/reference/damaged", test_damaged);
  g_test_add_func ("/reference/spoiled", test_spoiled);
  g_test_add_func ("/reference/matrix", test_matrix);
  g_test_add_func ("/reference/no-directory", test_no_directory);
  g_test_add_func ("/reference/fast", test_fast);

  status = g_test_run ();
  pantau_reference_unref (reference);

  return status;
}
