/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counters of what is exposed: examples counted by hand, and thousands of records counted a second time in another way. */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pantau-check.h"
#include "pantau-json.h"
#include "pantau-seed.h"
#include "pantau-store-exposure.h"
#include "store-fixture.h"
#include "test-util.h"

#define NEWEST 1732690000 /* 27 November 2024 */

/* A desk with one device that writes. */
typedef struct
{
  GPtrArray *all;
  Writer writer, other;
  Desk desk;
} Scene;

static Scene *
scene_new (void)
{
  Scene *self = g_new0 (Scene, 1);

  self->all = store_entries ();
  self->writer = writer_new (1, self->all);
  self->other = writer_new (2, self->all);
  self->desk = desk_new ();

  return self;
}

static void
scene_free (Scene *self)
{
  desk_clear (&self->desk);
  writer_clear (&self->writer);
  writer_clear (&self->other);
  g_ptr_array_unref (self->all);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Scene, scene_free)

/* A risk with the places and fields of @json, as members without their braces. Returns: the create's id. */
static const char *
scene_risk (
    Scene *self, const char *record, const char *region, const char *places, const char *fields)
{
  const About about = { record, "risk", FALSE, region };
  g_autofree char *json =
      g_strdup_printf ("{\"election\":\"pilkada-2024\",\"occurred\":\"2024-11-27T06:00:00+07:00\","
                       "\"title\":\"x\",\"places\":[%s],\"fields\":{%s}}",
                       places, fields);

  return writer_add (&self->writer, &about, "record.create", json, NULL, NULL)->id;
}

static void
scene_status (
    Scene *self, const char *record, const char *region, const char *create, const char *status)
{
  const About about = { record, "risk", FALSE, region };
  g_autofree char *json = g_strdup_printf ("{\"status\":\"%s\"}", status);

  writer_add (&self->writer, &about, "status.set", json, create, NULL);
}

static void
scene_take (Scene *self)
{
  for (guint i = 0; i < self->all->len; i++)
    desk_store (&self->desk, g_ptr_array_index (self->all, i));
  desk_catch_up (&self->desk);
}

static PantauExposure *
count (Scene *self, const PantauExposureFilter *filter)
{
  g_autoptr (GError) error = NULL;
  PantauExposure *exposure = pantau_store_exposure (self->desk.store, filter, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (exposure);

  return exposure;
}

static PantauExposureRow *
row (GPtrArray *rows, const char *code)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (((PantauExposureRow *) g_ptr_array_index (rows, i))->code, code))
      return g_ptr_array_index (rows, i);
  g_error ("no row %s", code);
}

static const PantauRange *
figure (const PantauExposure *exposure, const PantauExposureRow *of, const char *name)
{
  for (guint i = 0; i < exposure->n_figures; i++)
    if (g_str_equal (exposure->figures[i], name))
      return &of->figures[i];
  g_error ("no figure %s", name);
}

static void
assert_range (const PantauRange *range, gint64 least, gint64 most)
{
  g_assert_cmpint (range->least, ==, least);
  g_assert_cmpint (range->most, ==, most);
}

/* The last digits of the records behind a figure, newest first. */
static char *
followed (Scene *self, const PantauExposureFilter *filter, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows =
      pantau_store_exposure_records (self->desk.store, filter, name, NULL, &error);
  g_autoptr (GPtrArray) records = NULL;
  GString *digits = g_string_new (NULL);

  g_assert_no_error (error);
  records = pantau_store_rows (self->desk.store, (const guint32 *) (void *) rows->data, rows->len,
                               &error);
  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    g_string_append (digits, pantau_record_get_id (g_ptr_array_index (records, i)) + 35);

  return g_string_free (digits, FALSE);
}

/* Two floods over the same TPS: TPS 1 2 3 and 2 3 4 are four. */
static void
test_tps_once (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (PantauExposure) exposure = NULL;

  scene_risk (scene, STORE_RECORD (1), "16.06.01",
              "{\"village\":\"16.06.01.2001\",\"tps\":[1,2,3]}", "\"hazard\":\"banjir\"");
  scene_risk (scene, STORE_RECORD (2), "16.06.01",
              "{\"village\":\"16.06.01.2001\",\"tps\":[2,3,4]},"
              "{\"village\":\"16.06.01.2002\",\"tps\":[4]}",
              "\"hazard\":\"banjir\"");
  scene_take (scene);
  exposure = count (scene, NULL);

  g_assert_cmpint (exposure->total->tps, ==, 5); /* TPS 4 of another village is another TPS */
  g_assert_cmpuint (exposure->total->records, ==, 2);
  g_assert_cmpint (row (exposure->hazards, "banjir")->tps, ==, 5);
  g_assert_cmpint (row (exposure->regions, "16.06")->tps, ==, 5);
  g_assert_cmpuint (exposure->regions->len, ==, 17);
}

/* 24 TPS are meant and three of them named: 21 beyond. */
static void
test_unnamed (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (PantauExposure) exposure = NULL;

  scene_risk (scene, STORE_RECORD (1), "16.06.01",
              "{\"village\":\"16.06.01.2001\",\"tps\":[1,2,3]}", "\"tps_affected\":24");
  scene_risk (scene, STORE_RECORD (2), "16.06.02", "{\"village\":\"16.06.02.2001\",\"tps\":[1]}",
              "\"tps_affected\":1");
  scene_take (scene);
  exposure = count (scene, NULL);

  g_assert_cmpint (exposure->total->tps, ==, 4);
  assert_range (&exposure->total->unnamed, 21, 21);
}

/* Records of the same TPS: between the larger and the sum. Of other places: the sum. */
static void
test_overlap (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (PantauExposure) exposure = NULL;

  scene_risk (scene, STORE_RECORD (1), "16.06.01", "{\"village\":\"16.06.01.2001\",\"tps\":[1,2]}",
              "\"voters_affected\":500");
  scene_risk (scene, STORE_RECORD (2), "16.06.01", "{\"village\":\"16.06.01.2001\",\"tps\":[2,3]}",
              "\"voters_affected\":300");
  scene_risk (scene, STORE_RECORD (3), "16.06.01", "{\"village\":\"16.06.01.2002\",\"tps\":[2]}",
              "\"voters_affected\":70");
  scene_take (scene);
  exposure = count (scene, NULL);

  assert_range (figure (exposure, exposure->total, "voters_affected"), 570, 870);
  assert_range (figure (exposure, row (exposure->regions, "16.06"), "voters_affected"), 570, 870);
  assert_range (figure (exposure, row (exposure->regions, "16.07"), "voters_affected"), 0, 0);
}

/* 1–2, 2–3, 3–4: the first and the last share nothing, so both surely count. */
static void
test_chain (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (PantauExposure) exposure = NULL;

  scene_risk (scene, STORE_RECORD (1), "16.06.01", "{\"village\":\"16.06.01.2001\",\"tps\":[1,2]}",
              "\"displaced\":40");
  scene_risk (scene, STORE_RECORD (2), "16.06.01", "{\"village\":\"16.06.01.2001\",\"tps\":[2,3]}",
              "\"displaced\":30");
  scene_risk (scene, STORE_RECORD (3), "16.06.01", "{\"village\":\"16.06.01.2001\",\"tps\":[3,4]}",
              "\"displaced\":20");
  scene_take (scene);
  exposure = count (scene, NULL);

  assert_range (figure (exposure, exposure->total, "displaced"), 60, 90);
}

/* A record that names the village alone may mean each TPS of it; one that says nothing of a number makes no other smaller. */
static void
test_village (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (PantauExposure) exposure = NULL;

  scene_risk (scene, STORE_RECORD (1), "16.06.01", "{\"village\":\"16.06.01.2001\"}",
              "\"voters_affected\":100,\"ballots_wet\":7");
  scene_risk (scene, STORE_RECORD (2), "16.06.01", "{\"village\":\"16.06.01.2001\",\"tps\":[5]}",
              "\"voters_affected\":60");
  scene_risk (scene, STORE_RECORD (3), "16.06.01", "{\"village\":\"16.06.01.2001\",\"tps\":[6]}",
              "\"voters_affected\":50");
  scene_take (scene);
  exposure = count (scene, NULL);

  assert_range (figure (exposure, exposure->total, "voters_affected"), 100, 210);
  assert_range (figure (exposure, exposure->total, "ballots_wet"), 7, 7);
  g_assert_cmpint (exposure->total->tps, ==, 2);
}

/* Mistaken, duplicate, withdrawn and quarantined ones never count; what is done counts when it is asked for. */
static void
test_valid (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (PantauExposure) open = NULL, all = NULL;
  PantauExposureFilter ended = { .ended = TRUE };
  static const char *const statuses[] = { "salah-catat", "duplikat", "dicabut", "selesai",
                                          "diverifikasi" };
  g_auto (Writer) province = writer_new_province (scene->all);
  const About about = { STORE_RECORD (6), "risk", FALSE, "16.06.01" };
  PantauEntry *bad;

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *record = g_strdup (STORE_RECORD (0)), *place = NULL;
      const char *create;

      record[35] = (char) ('1' + i);
      place = g_strdup_printf ("{\"village\":\"16.06.01.2001\",\"tps\":[%u]}", i + 1);
      create = scene_risk (scene, record, "16.06.01", place, "\"boxes_damaged\":10");
      scene_status (scene, record, "16.06.01", create, statuses[i]);
    }
  bad = writer_add (&scene->writer, &about, "record.create",
                    "{\"title\":\"x\",\"places\":[{\"village\":\"16.06.01.2001\",\"tps\":[9]}],"
                    "\"fields\":{\"boxes_damaged\":1000}}",
                    NULL, NULL);
  writer_add_verdict (&province, &about, bad, "region");
  scene_take (scene);
  open = count (scene, NULL);
  all = count (scene, &ended);

  g_assert_cmpint (open->total->tps, ==, 1);
  assert_range (figure (open, open->total, "boxes_damaged"), 10, 10);
  g_assert_cmpint (all->total->tps, ==, 2);
  assert_range (figure (all, all->total, "boxes_damaged"), 20, 20);
}

/* Two people gave a number: it counts with both of them, and the record is counted as one that differs. */
static void
test_difference (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (PantauExposure) exposure = NULL;
  const About about = { STORE_RECORD (1), "risk", FALSE, "16.06.01" };
  g_autofree char *behind = NULL;

  scene_risk (scene, STORE_RECORD (1), "16.06.01", "{\"village\":\"16.06.01.2001\",\"tps\":[1]}",
              "\"voters_affected\":200");
  writer_add (&scene->other, &about, "record.set", "{\"fields\":{\"voters_affected\":250}}", NULL,
              NULL);
  scene_risk (scene, STORE_RECORD (2), "16.06.01", "{\"village\":\"16.06.01.2001\",\"tps\":[2]}",
              "\"voters_affected\":10");
  scene_take (scene);
  exposure = count (scene, NULL);
  behind = followed (scene, NULL, PANTAU_EXPOSURE_DIFFERING);

  assert_range (figure (exposure, exposure->total, "voters_affected"), 210, 260);
  g_assert_cmpuint (exposure->total->differing, ==, 1);
  g_assert_cmpstr (behind, ==, "1");
}

/* What happens in two kabupaten has its TPS in either, and its voters in the province alone. */
static void
test_two_regions (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (PantauExposure) exposure = NULL, one = NULL, whole = NULL;
  PantauExposureFilter in_one = { .region = "16.07" };
  PantauExposureFilter in_whole = { .region = "16", .only_region = TRUE };

  scene_risk (scene, STORE_RECORD (1), "16.06.01",
              "{\"village\":\"16.06.01.2001\",\"tps\":[1]},"
              "{\"village\":\"16.07.01.2001\",\"tps\":[1,2]}",
              "\"voters_affected\":900");
  scene_risk (scene, STORE_RECORD (2), "16.07.01", "{\"village\":\"16.07.01.2001\",\"tps\":[2]}",
              "\"voters_affected\":40");
  scene_take (scene);
  exposure = count (scene, NULL);
  one = count (scene, &in_one);
  whole = count (scene, &in_whole);

  g_assert_cmpuint (exposure->regions->len, ==, 18);
  g_assert_cmpint (exposure->total->tps, ==, 3);
  g_assert_cmpint (row (exposure->regions, "16.06")->tps, ==, 1);
  g_assert_cmpint (row (exposure->regions, "16.07")->tps, ==, 2);
  g_assert_cmpuint (row (exposure->regions, "16.07")->records, ==, 2);
  assert_range (figure (exposure, row (exposure->regions, "16.07"), "voters_affected"), 40, 40);
  assert_range (figure (exposure, row (exposure->regions, "16"), "voters_affected"), 900, 900);
  g_assert_cmpint (row (exposure->regions, "16")->tps, ==, 0);

  /* The line and the filter that leads to it say the same. */
  g_assert_cmpint (one->total->tps, ==, 2);
  g_assert_cmpuint (one->total->records, ==, 2);
  assert_range (figure (one, one->total, "voters_affected"), 40, 40);
  g_assert_cmpuint (whole->total->records, ==, 1);
  assert_range (figure (whole, whole->total, "voters_affected"), 900, 900);
}

/* The matrix is looked up: likelihood 1 × impact 5 is 20 and high. */
static void
test_matrix (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (PantauExposure) exposure = NULL;
  PantauExposureFilter high = { .level = "tinggi" }, cell = { .likelihood = 1, .impact = 5 },
                       none = { .level = "" };
  g_autofree char *of_level = NULL, *of_cell = NULL, *of_none = NULL;

  scene_risk (scene, STORE_RECORD (1), "16.06.01", "{\"village\":\"16.06.01.2001\",\"tps\":[1]}",
              "\"risk_matrix\":{\"likelihood\":1,\"impact\":5}");
  scene_risk (scene, STORE_RECORD (2), "16.06.01", "{\"village\":\"16.06.01.2001\",\"tps\":[2]}",
              "\"likelihood\":\"5\",\"impact\":\"1\"");
  scene_risk (scene, STORE_RECORD (3), "16.06.01", "{\"village\":\"16.06.01.2001\",\"tps\":[3]}",
              "\"likelihood\":\"5\"");
  scene_take (scene);
  exposure = count (scene, NULL);
  of_level = followed (scene, &high, NULL);
  of_cell = followed (scene, &cell, PANTAU_EXPOSURE_TPS);
  of_none = followed (scene, &none, NULL);

  g_assert_cmpuint (exposure->cells[1][5], ==, 1);
  g_assert_cmpuint (exposure->cells[5][1], ==, 1);
  g_assert_cmpuint (exposure->cells[0][0], ==, 1);
  g_assert_cmpuint (row (exposure->levels, "tinggi")->records, ==, 1);
  g_assert_cmpuint (row (exposure->levels, "rendah")->records, ==, 1);
  g_assert_cmpuint (row (exposure->levels, "")->records, ==, 1);
  g_assert_cmpstr (((PantauExposureRow *) g_ptr_array_index (exposure->levels, 0))->code, ==,
                   "sangat-tinggi");
  g_assert_cmpstr (of_level, ==, "1");
  g_assert_cmpstr (of_cell, ==, "1");
  g_assert_cmpstr (of_none, ==, "3");
}

/* Places and fields that a newer program wrote are left out and stop nothing. */
static void
test_strange (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (PantauExposure) exposure = NULL;

  scene_risk (scene, STORE_RECORD (1), "16.06.01",
              "7,null,[],{\"village\":3},{\"village\":\"banjir\",\"tps\":[1]},"
              "{\"village\":\"16.06.01.2001\",\"tps\":[0,-1,\"2\",{},null,3,3,2.5]},"
              "{\"village\":\"16.06.01.2001\",\"tps\":\"4\"},{\"text\":\"hilir\"}",
              "\"voters_affected\":\"many\",\"displaced\":-5,\"officers_affected\":2.5,"
              "\"ballots_wet\":null,\"hazard\":9,\"risk_matrix\":{\"likelihood\":6,\"impact\":1},"
              "\"tps_moved\":4");
  scene_take (scene);
  exposure = count (scene, NULL);

  g_assert_cmpint (exposure->total->tps, ==, 1);
  assert_range (figure (exposure, exposure->total, "voters_affected"), 0, 0);
  assert_range (figure (exposure, exposure->total, "displaced"), 0, 0);
  assert_range (figure (exposure, exposure->total, "tps_moved"), 4, 4);
  g_assert_cmpuint (exposure->cells[0][0], ==, 1);
}

static void
test_bad_region (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GError) error = NULL;
  PantauExposureFilter filter = { .region = "muba" };

  g_assert_null (pantau_store_exposure (scene->desk.store, &filter, NULL, &error));
  test_assert_error (error, PANTAU_ERROR_INVALID);
}

/*
 * The second counting: from the records as pantau_store_get() shows them, by plain sets of text and every pair compared. It
 * shares no code with the first but the check of what people type.
 */
typedef struct
{
  char *id;
  GHashTable *places; /* set of "VILLAGE TPS", and "VILLAGE *" for a village as a whole */
  char *region;       /* where it lies */
  char *hazard;
  int likelihood, impact;
  gboolean differs;
  GHashTable *least, *most; /* field → number */
} Naive;

static void
naive_free (gpointer data)
{
  Naive *self = data;

  g_free (self->id);
  g_free (self->region);
  g_free (self->hazard);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->least);
  g_hash_table_unref (self->most);
  g_free (self);
}

static gint64
number (GHashTable *table, const char *name)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (table, name));
}

static gboolean
lies_in (const char *region, const char *code)
{
  g_autofree char *prefix = g_strconcat (region, ".", NULL);

  return g_str_equal (code, region) || g_str_has_prefix (code, prefix);
}

/* All but the last part that two codes have in common. */
static char *
common (const char *one, const char *other)
{
  g_auto (GStrv) left = g_strsplit (one, ".", -1), right = g_strsplit (other, ".", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; left[i] != NULL && right[i] != NULL && g_str_equal (left[i], right[i]); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "." : "", left[i]);

  return g_string_free (text, FALSE);
}

static void
naive_places (Naive *self, const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  JsonArray *places = json_node_get_array (node);
  g_autofree char *lies = NULL;

  for (guint i = 0; i < json_array_get_length (places); i++)
    {
      JsonObject *place = json_array_get_object_element (places, i);
      const char *village = pantau_json_string (place, "village");
      JsonArray *tps = pantau_json_array (place, "tps");
      char *joined;

      if (village == NULL)
        continue;
      if (tps == NULL || json_array_get_length (tps) == 0)
        g_hash_table_add (self->places, g_strconcat (village, " *", NULL));
      for (guint j = 0; tps != NULL && j < json_array_get_length (tps); j++)
        g_hash_table_add (
            self->places,
            g_strdup_printf ("%s %d", village, (int) json_array_get_int_element (tps, j)));
      joined = lies == NULL ? g_strdup (village) : common (lies, village);
      g_free (lies);
      lies = joined;
    }
  if (lies != NULL)
    {
      g_free (self->region);
      self->region = g_steal_pointer (&lies);
    }
}

static guint
named (Naive *self)
{
  GHashTableIter iter;
  gpointer key;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    n += !g_str_has_suffix (key, "*");

  return n;
}

/* NULL: it counts nowhere. */
static Naive *
naive_new (PantauRecord *record)
{
  static const char *const voids[] = { "salah-catat", "duplikat", "dicabut", "selesai", NULL };
  static const char *const told[] = { "places",        "hazard",         "risk_matrix",
                                      "status",        "tps_affected",   "voters_affected",
                                      "tps_moved",     "displaced",      "officers_affected",
                                      "ballots_wet",   "ballots_total",  "ballots_damaged",
                                      "boxes_damaged", "ballots_usable", NULL };
  GPtrArray *values = pantau_record_get_values (record);
  g_autoptr (GHashTable) first = g_hash_table_new (g_str_hash, g_str_equal);
  Naive *self;

  if (g_strv_contains (voids, pantau_record_get_status (record)) ||
      !g_str_equal (pantau_record_get_kind (record), "risk"))
    return NULL;

  self = g_new0 (Naive, 1);
  self->id = g_strdup (pantau_record_get_id (record));
  self->region = g_strdup (pantau_record_get_region (record));
  self->hazard = g_strdup ("");
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->least = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->most = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < values->len; i++)
    {
      PantauValue *value = g_ptr_array_index (values, i);
      int n = atoi (value->value);
      const char *before = g_hash_table_lookup (first, value->field);
      gboolean is_first = before == NULL;

      if (!is_first && !g_str_equal (before, value->value))
        self->differs |= g_strv_contains (told, value->field);
      if (is_first)
        g_hash_table_insert (first, value->field, value->value);
      if (is_first && g_str_equal (value->field, "places"))
        naive_places (self, value->value);
      else if (is_first && g_str_equal (value->field, "hazard"))
        {
          g_free (self->hazard);
          self->hazard = g_strndup (value->value + 1, strlen (value->value) - 2);
        }
      else if (is_first && g_str_equal (value->field, "risk_matrix"))
        sscanf (value->value, "{\"impact\":%d,\"likelihood\":%d}", &self->impact,
                &self->likelihood);
      if (is_first || n < number (self->least, value->field))
        g_hash_table_insert (self->least, g_strdup (value->field), GINT_TO_POINTER (n));
      if (is_first || n > number (self->most, value->field))
        g_hash_table_insert (self->most, g_strdup (value->field), GINT_TO_POINTER (n));
    }

  return self;
}

static gboolean
naive_overlap (Naive *self, Naive *other)
{
  GHashTableIter iter, inner;
  gpointer mine, theirs;

  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, &mine, NULL))
    {
      g_hash_table_iter_init (&inner, other->places);
      while (g_hash_table_iter_next (&inner, &theirs, NULL))
        if (g_str_equal (mine, theirs) ||
            (strncmp (mine, theirs, strlen ("16.06.01.2001 ")) == 0 &&
             (g_str_has_suffix (mine, "*") || g_str_has_suffix (theirs, "*"))))
          return TRUE;
    }

  return FALSE;
}

/* What is asked of one line: which of the records it takes. */
typedef struct
{
  const char *region, *hazard;
  int from, to; /* scores */
} Line;

static const int scores[6][6] = {
  { 0 },
  { 0, 1, 3, 5, 8, 20 },
  { 0, 2, 7, 11, 13, 21 },
  { 0, 4, 10, 14, 17, 22 },
  { 0, 6, 12, 16, 19, 24 },
  { 0, 9, 15, 18, 23, 25 },
};

static gboolean
is_of (const Line *line, Naive *self)
{
  int score = scores[self->likelihood][self->impact];

  return (line->hazard == NULL || g_str_equal (line->hazard, self->hazard)) &&
         (line->to < 0 || (score >= line->from && score <= line->to));
}

static const char *sorted_by;

static int
compare_naive (gconstpointer a, gconstpointer b)
{
  Naive *left = *(Naive *const *) a, *right = *(Naive *const *) b;
  gint64 one = number (left->least, sorted_by), other = number (right->least, sorted_by);

  if (one != other)
    return one < other ? 1 : -1;

  return strcmp (left->id + 24, right->id + 24);
}

static gint64
beyond (gint64 affected, Naive *self)
{
  return MAX (affected - named (self), 0);
}

/* As `tps_affected` beyond the named ones, so that both are sorted and added alike. */
static void
settle_unnamed (GPtrArray *all)
{
  for (guint i = 0; i < all->len; i++)
    {
      Naive *self = g_ptr_array_index (all, i);

      g_hash_table_insert (
          self->most, g_strdup ("beyond"),
          GINT_TO_POINTER ((int) beyond (number (self->most, "tps_affected"), self)));
      g_hash_table_insert (
          self->least, g_strdup ("beyond"),
          GINT_TO_POINTER ((int) beyond (number (self->least, "tps_affected"), self)));
    }
}

static PantauRange
naive_range (GPtrArray *all, const Line *line, const char *name)
{
  g_autoptr (GPtrArray) taken = g_ptr_array_new ();
  PantauRange range = { 0, 0 };

  sorted_by = name;
  g_ptr_array_sort (all, compare_naive);
  for (guint i = 0; i < all->len; i++)
    {
      Naive *self = g_ptr_array_index (all, i);
      gboolean overlaps = FALSE;

      if (!is_of (line, self) || !lies_in (line->region, self->region) ||
          number (self->most, name) == 0)
        continue;
      range.most += number (self->most, name);
      for (guint j = 0; j < taken->len; j++)
        overlaps |= naive_overlap (self, g_ptr_array_index (taken, j));
      if (overlaps)
        continue;
      range.least += number (self->least, name);
      g_ptr_array_add (taken, self);
    }

  return range;
}

static void
assert_line (GPtrArray *all,
             const PantauExposure *exposure,
             PantauExposureRow *found,
             const Line *line)
{
  g_autoptr (GHashTable) tps = g_hash_table_new (g_str_hash, g_str_equal);
  guint records = 0, differing = 0;
  PantauRange unnamed;

  for (guint i = 0; i < all->len; i++)
    {
      Naive *self = g_ptr_array_index (all, i);
      gboolean counts = lies_in (line->region, self->region);
      GHashTableIter iter;
      gpointer key;

      if (!is_of (line, self))
        continue;
      g_hash_table_iter_init (&iter, self->places);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        {
          g_autofree char *village = g_strndup (key, strlen ("16.06.01.2001"));

          counts |= lies_in (line->region, village);
          if (lies_in (line->region, village) && !g_str_has_suffix (key, "*"))
            g_hash_table_add (tps, key);
        }
      records += counts;
      differing += counts && self->differs;
    }

  g_assert_cmpuint (found->records, ==, records);
  g_assert_cmpuint (found->differing, ==, differing);
  g_assert_cmpint (found->tps, ==, g_hash_table_size (tps));
  unnamed = naive_range (all, line, "beyond");
  assert_range (&found->unnamed, unnamed.least, unnamed.most);
  for (guint i = 0; i < exposure->n_figures; i++)
    {
      PantauRange range = naive_range (all, line, exposure->figures[i]);

      assert_range (&found->figures[i], range.least, range.most);
    }
}

static void
assert_counted (GPtrArray *all, PantauExposure *exposure, const char *region)
{
  static const struct
  {
    const char *code;
    int from, to;
  } levels[] = { { "sangat-tinggi", 21, 25 }, { "tinggi", 16, 20 },      { "sedang", 11, 15 },
                 { "rendah", 6, 10 },         { "sangat-rendah", 1, 5 }, { "", 0, 0 } };
  Line line = { region, NULL, 0, -1 };

  assert_line (all, exposure, exposure->total, &line);
  for (guint i = 0; i < exposure->regions->len; i++)
    {
      PantauExposureRow *found = g_ptr_array_index (exposure->regions, i);

      line.region = found->code;
      if (!g_str_equal (found->code, region))
        assert_line (all, exposure, found, &line);
    }
  line.region = region;
  for (guint i = 0; i < exposure->hazards->len; i++)
    {
      PantauExposureRow *found = g_ptr_array_index (exposure->hazards, i);

      line.hazard = found->code;
      assert_line (all, exposure, found, &line);
    }
  line.hazard = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      line.from = levels[i].from;
      line.to = levels[i].to;
      assert_line (all, exposure, row (exposure->levels, levels[i].code), &line);
    }
}

/* More to count in a sample than a sample has, whether or not a form would let it pass. */
static void
enrich (GRand *rand, JsonObject *body, const char *village)
{
  static const char *const names[] = { "voters_affected", "tps_affected", "displaced",
                                       "ballots_wet",     "tps_moved",    "ballots_damaged" };
  JsonObject *fields = pantau_json_object (body, "fields"), *cell = json_object_new ();
  JsonArray *places = pantau_json_array (body, "places");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_rand_int_range (rand, 0, 100) < 60)
      json_object_set_int_member (fields, names[i], g_rand_int_range (rand, 0, 20));
  json_object_set_int_member (cell, "likelihood", g_rand_int_range (rand, 1, 6));
  json_object_set_int_member (cell, "impact", g_rand_int_range (rand, 1, 6));
  json_object_set_object_member (fields, "risk_matrix", cell);
  if (g_rand_int_range (rand, 0, 5) == 0)
    {
      JsonObject *place = json_object_new ();

      json_object_set_string_member (place, "village", village);
      json_array_add_object_element (places, place);
    }
}

static void
add_random (Scene *scene, PantauSeed *seed, GRand *rand, guint number_of_record)
{
  static const char *const statuses[] = { "diverifikasi", "selesai", "dicabut", "duplikat",
                                          "salah-catat" };
  g_autofree char *record = g_strdup_printf ("aaaaaaaa-0000-4000-8000-%06x%06x",
                                             g_rand_int (rand) & 0xffffff, number_of_record);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  const char *kind, *id;
  g_autoptr (JsonObject) input = pantau_seed_next (seed, &kind);
  g_autoptr (JsonObject) body = NULL;
  g_autofree char *text = NULL, *region = NULL, *class = NULL, *json = NULL;
  About about = { record, kind, FALSE, NULL };

  text = pantau_json_object_text (input);
  body = pantau_check_record (store_reference (), kind, text, strlen (text), NEWEST, NULL, &region,
                              &class, faults);
  if (body == NULL)
    g_error ("%s", ((PantauFault *) g_ptr_array_index (faults, 0))->message);
  if (g_str_equal (kind, "risk"))
    enrich (rand, body, "16.72.01.1001");
  json = pantau_json_object_text (body);
  about.region = region;
  about.is_closed = g_str_equal (class, "closed");
  id = writer_add (&scene->writer, &about, "record.create", json, NULL, NULL)->id;

  if (g_rand_int_range (rand, 0, 4) == 0)
    {
      g_autofree char *set =
          g_strdup_printf ("{\"fields\":{\"voters_affected\":%d}}", g_rand_int_range (rand, 0, 20));

      writer_add (&scene->other, &about, "record.set", set,
                  g_rand_int_range (rand, 0, 2) == 0 ? id : NULL, NULL);
    }
  if (g_rand_int_range (rand, 0, 4) == 0)
    {
      g_autofree char *set = g_strdup_printf (
          "{\"status\":\"%s\"}", statuses[g_rand_int_range (rand, 0, G_N_ELEMENTS (statuses))]);

      writer_add (&scene->writer, &about, "status.set", set, id, NULL);
    }
}

static void
test_random (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GRand) rand = test_rand_new (20261122);
  PantauSeed *seeds[] = { pantau_seed_new (store_reference (), g_rand_int (rand), NULL, NEWEST),
                          pantau_seed_new (store_reference (), g_rand_int (rand), "16.72.01",
                                           NEWEST) };
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (naive_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (PantauExposure) province = NULL, town = NULL, kecamatan = NULL;
  PantauExposureFilter in_town = { .region = "16.72" }, in_kecamatan = { .region = "16.72.01" };

  for (guint i = 0; i < 600 / TEST_SHARE; i++)
    add_random (scene, seeds[i % 2], rand, i);
  scene_take (scene);
  for (guint i = 0; i < scene->all->len; i++)
    {
      PantauEntry *entry = g_ptr_array_index (scene->all, i);
      g_autoptr (PantauRecord) record = NULL;
      Naive *naive;

      if (!g_hash_table_add (seen, (gpointer) entry->record))
        continue;
      record = desk_get (&scene->desk, entry->record);
      naive = naive_new (record);
      if (naive != NULL)
        g_ptr_array_add (all, naive);
    }
  g_assert_cmpuint (all->len, >, 60 / TEST_SHARE);
  settle_unnamed (all);

  province = count (scene, NULL);
  town = count (scene, &in_town);
  kecamatan = count (scene, &in_kecamatan);
  assert_counted (all, province, "16");
  assert_counted (all, town, "16.72");
  assert_counted (all, kecamatan, "16.72.01");

  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    pantau_seed_free (seeds[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/exposure/tps-once", test_tps_once);
  g_test_add_func ("/exposure/unnamed", test_unnamed);
  g_test_add_func ("/exposure/overlap", test_overlap);
  g_test_add_func ("/exposure/chain", test_chain);
  g_test_add_func ("/exposure/village", test_village);
  g_test_add_func ("/exposure/valid", test_valid);
  g_test_add_func ("/exposure/difference", test_difference);
  g_test_add_func ("/exposure/two-regions", test_two_regions);
  g_test_add_func ("/exposure/matrix", test_matrix);
  g_test_add_func ("/exposure/strange", test_strange);
  g_test_add_func ("/exposure/bad-region", test_bad_region);
  g_test_add_func ("/exposure/random", test_random);

  return store_test_run ();
}
