/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was heard of where: examples counted by hand, and random records counted a second time in another way. */

#include "config.h"

#include <string.h>

#include "pantau-check.h"
#include "pantau-json.h"
#include "pantau-seed.h"
#include "pantau-store-coverage.h"
#include "store-fixture.h"
#include "test-util.h"

#define NOW      1732690000 /* 27 November 2024, 13.46 WIB */
#define DAY      86400
#define TODAY    "2024-11-27T06:00:00+07:00"
#define LONG_AGO "2024-10-01T06:00:00+07:00"

/* Tests' lines are all written at one time by their devices' clocks (test_entry_new_full): 13 February 2024. */
#define WRITTEN_AFTER (NOW - 365 * DAY)

/* A desk of 16.06 whose store knows it, and two monitors. */
typedef struct
{
  GPtrArray *all;
  Writer province, desk, first, second;
  Desk store;
} Scene;

static Scene *
scene_new (void)
{
  Scene *self = g_new0 (Scene, 1);

  self->all = store_entries ();
  self->province = writer_new_province (self->all);
  self->desk = writer_new (1, self->all);
  self->first = writer_new (2, self->all);
  self->second = writer_new (3, self->all);
  self->store = desk_new ();
  pantau_store_set_device (self->store.store, pantau_keypair_get_name (self->desk.key));

  return self;
}

static void
scene_free (Scene *self)
{
  desk_clear (&self->store);
  writer_clear (&self->province);
  writer_clear (&self->desk);
  writer_clear (&self->first);
  writer_clear (&self->second);
  g_ptr_array_unref (self->all);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Scene, scene_free)

static void
scene_grant (Scene *self,
             Writer *to,
             const char *record,
             const char *role,
             const char *region,
             const char *position,
             const char *last_day)
{
  /* A body may say what no header may. */
  const About about = { record, "device", TRUE, pantau_region_is_code (region) ? region : "16.06" };
  g_autofree char *last =
      last_day != NULL ? g_strdup_printf ("\"%s\"", last_day) : g_strdup ("null");
  g_autofree char *json = g_strdup_printf (
      "{\"device\":\"%s\",\"role\":\"%s\",\"region\":\"%s\",\"practice\":false,\"last_day\":%s,"
      "\"person\":{\"code\":\"P\",\"name\":\"N\",\"position\":\"%s\",\"letter\":\"1\"}}",
      pantau_keypair_get_name (to->key), role, region, last, position);

  writer_add (&self->province, &about, "device.grant", json, NULL, NULL);
}

static const char *
scene_record (Scene *self,
              const char *record,
              const char *kind,
              const char *region,
              const char *occurred,
              const char *places,
              const char *fields)
{
  const About about = { record, kind, FALSE, region };
  g_autofree char *json = g_strdup_printf ("{\"election\":\"pilkada-2024\",\"occurred\":\"%s\","
                                           "\"title\":\"x\",\"places\":[%s],\"fields\":{%s}}",
                                           occurred, places, fields);

  return writer_add (&self->first, &about, "record.create", json, NULL, NULL)->id;
}

static void
scene_take (Scene *self)
{
  for (guint i = 0; i < self->all->len; i++)
    desk_store (&self->store, g_ptr_array_index (self->all, i));
  desk_catch_up (&self->store);
}

static PantauCoverage *
ask (Scene *self, const char *region, PantauCoverageLevel level, gint64 from)
{
  g_autoptr (GError) error = NULL;
  PantauCoverageQuery query = {
    .region = region, .level = level, .election = "pilkada-2024", .from = from, .now = NOW
  };
  PantauCoverage *coverage = pantau_store_coverage (self->store.store, &query, NULL, &error);

  g_assert_no_error (error);

  return coverage;
}

static PantauCoverageRow *
row (PantauCoverage *coverage, const char *code, guint tps)
{
  for (guint i = 0; i < coverage->rows->len; i++)
    {
      PantauCoverageRow *found = g_ptr_array_index (coverage->rows, i);

      if (g_str_equal (found->code, code) && found->tps == tps)
        return found;
    }
  g_error ("no row %s TPS %u", code, tps);
}

/* One flood, one nil report, one place of which nobody heard: by TPS, village, kecamatan and kabupaten. */
static void
test_states (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (PantauCoverage) tps = NULL, villages = NULL, kecamatan = NULL, kabkota = NULL;
  const PantauCoverageRow *found;

  scene_record (scene, STORE_RECORD (1), "risk", "16.06.01", TODAY,
                "{\"village\":\"16.06.01.2001\",\"tps\":[1,2]}", "\"hazard\":\"banjir\"");
  scene_record (scene, STORE_RECORD (2), "activity", "16.06.01", TODAY,
                "{\"village\":\"16.06.01.2001\",\"tps\":[2,3]},{\"village\":\"16.06.01.2002\"}",
                "\"outcome\":\"nihil\"");
  scene_record (scene, STORE_RECORD (3), "hoax", "16.06.01", LONG_AGO,
                "{\"village\":\"16.06.01.2001\",\"tps\":[4]}", "");
  scene_take (scene);
  tps = ask (scene, "16.06.01.2001", PANTAU_COVERAGE_TPS, NOW - DAY);
  villages = ask (scene, "16.06.01", PANTAU_COVERAGE_VILLAGE, NOW - DAY);
  kecamatan = ask (scene, "16.06", 0, NOW - DAY);
  kabkota = ask (scene, NULL, 0, NOW - DAY);

  g_assert_cmpuint (tps->rows->len, ==, 4);
  g_assert_cmpint (row (tps, "16.06.01.2001", 1)->state, ==, PANTAU_COVERAGE_REPORTED);
  g_assert_cmpint (row (tps, "16.06.01.2001", 2)->state, ==, PANTAU_COVERAGE_REPORTED);
  g_assert_cmpint (row (tps, "16.06.01.2001", 3)->state, ==, PANTAU_COVERAGE_NIHIL);
  g_assert_cmpint (row (tps, "16.06.01.2001", 4)->state, ==, PANTAU_COVERAGE_SILENT);

  found = row (villages, "16.06.01.2001", 0);
  g_assert_cmpint (found->state, ==, PANTAU_COVERAGE_REPORTED);
  g_assert_cmpuint (found->records, ==, 2);
  g_assert_cmpuint (found->tps_known.total, ==, 4);
  g_assert_cmpuint (found->tps_known.states[PANTAU_COVERAGE_REPORTED], ==, 2);
  g_assert_cmpuint (found->tps_known.states[PANTAU_COVERAGE_NIHIL], ==, 1);
  g_assert_cmpuint (found->tps_known.states[PANTAU_COVERAGE_SILENT], ==, 1);
  g_assert_cmpint (row (villages, "16.06.01.2002", 0)->state, ==, PANTAU_COVERAGE_NIHIL);
  g_assert_cmpint (row (villages, "16.06.01.2003", 0)->state, ==, PANTAU_COVERAGE_SILENT);

  found = row (kecamatan, "16.06.01", 0);
  g_assert_cmpuint (found->villages.states[PANTAU_COVERAGE_REPORTED], ==, 1);
  g_assert_cmpuint (found->villages.states[PANTAU_COVERAGE_NIHIL], ==, 1);
  g_assert_cmpuint (found->villages.states[PANTAU_COVERAGE_SILENT], ==, villages->rows->len - 2);
  g_assert_cmpuint (found->villages.total, ==, villages->rows->len);

  g_assert_cmpuint (kabkota->rows->len, ==, 17);
  found = row (kabkota, "16.06", 0);
  g_assert_cmpuint (found->kecamatan.total, ==, 15);
  g_assert_cmpuint (found->kecamatan.states[PANTAU_COVERAGE_REPORTED], ==, 1);
  g_assert_cmpuint (found->records, ==, 2);
  g_assert_cmpuint (kabkota->total->records, ==, 2);
  g_assert_cmpuint (kabkota->total->kecamatan.total, ==, 241);
  g_assert_cmpuint (kabkota->total->villages.total, ==, 3259);
  g_assert_cmpint (kabkota->total->tps_official, ==, 13206);
  g_assert_cmpint (found->tps_official, ==, -1);
}

/* A place that is only text says something of the record's own region. */
static void
test_text_place (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (PantauCoverage) kecamatan = NULL, villages = NULL;

  scene_record (scene, STORE_RECORD (1), "risk", "16.06.01", TODAY, "{\"text\":\"gudang\"}", "");
  scene_take (scene);
  kecamatan = ask (scene, "16.06", 0, 0);
  villages = ask (scene, "16.06.01", 0, 0);

  g_assert_cmpint (row (kecamatan, "16.06.01", 0)->state, ==, PANTAU_COVERAGE_REPORTED);
  g_assert_cmpuint (villages->total->villages.states[PANTAU_COVERAGE_REPORTED], ==, 0);
}

/* What was withdrawn, or put into quarantine, covers nothing. Of what is done it was heard. */
static void
test_valid (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (PantauCoverage) villages = NULL;
  const About withdrawn = { STORE_RECORD (1), "risk", FALSE, "16.06.01" };
  const About done = { STORE_RECORD (2), "risk", FALSE, "16.06.01" };
  const About bad = { STORE_RECORD (3), "risk", FALSE, "16.06.01" };
  const char *id;
  PantauEntry *create;

  id = scene_record (scene, STORE_RECORD (1), "risk", "16.06.01", TODAY,
                     "{\"village\":\"16.06.01.2001\"}", "");
  writer_add (&scene->first, &withdrawn, "status.set", "{\"status\":\"dicabut\"}", id, NULL);
  id = scene_record (scene, STORE_RECORD (2), "risk", "16.06.01", TODAY,
                     "{\"village\":\"16.06.01.2002\"}", "");
  writer_add (&scene->first, &done, "status.set", "{\"status\":\"selesai\"}", id, NULL);
  create =
      writer_add (&scene->first, &bad, "record.create",
                  "{\"title\":\"x\",\"places\":[{\"village\":\"16.06.01.2003\"}]}", NULL, NULL);
  writer_add_verdict (&scene->province, &bad, create, "region");
  scene_take (scene);
  villages = ask (scene, "16.06.01", 0, 0);

  g_assert_cmpint (row (villages, "16.06.01.2001", 0)->state, ==, PANTAU_COVERAGE_SILENT);
  g_assert_cmpint (row (villages, "16.06.01.2002", 0)->state, ==, PANTAU_COVERAGE_REPORTED);
  g_assert_cmpint (row (villages, "16.06.01.2003", 0)->state, ==, PANTAU_COVERAGE_SILENT);
}

/* Of the silent: quiet, not connected since, never connected, nobody assigned. */
static void
test_silence (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (PantauCoverage) since_ever = NULL, recently = NULL;
  const About note = { STORE_RECORD (1), "risk", FALSE, "16.06.02" };
  const PantauCoverageRow *found;

  scene_grant (scene, &scene->desk, STORE_RECORD (7), "desk", "16.06", "Staf", NULL);
  scene_grant (scene, &scene->first, STORE_RECORD (8), "field", "16.06.01", "Panwascam", NULL);
  scene_grant (scene, &scene->second, STORE_RECORD (9), "field", "16.06.03.2002", "PKD", NULL);
  writer_add (&scene->first, &note, "record.create", "{\"title\":\"x\"}", NULL, NULL);
  scene_take (scene);
  since_ever = ask (scene, "16.06", 0, WRITTEN_AFTER);
  recently = ask (scene, "16.06", 0, NOW - DAY);

  g_assert_true (since_ever->knows_grants);
  found = row (since_ever, "16.06.01", 0);
  g_assert_cmpint (found->silence, ==, PANTAU_SILENCE_QUIET);
  g_assert_cmpuint (found->assigned, ==, 1);
  found = row (recently, "16.06.01", 0);
  g_assert_cmpint (found->silence, ==, PANTAU_SILENCE_UNCONNECTED);
  g_assert_cmpint (found->last_contact, >, WRITTEN_AFTER);
  found = row (recently, "16.06.03", 0); /* a village's monitor is one of its kecamatan */
  g_assert_cmpint (found->silence, ==, PANTAU_SILENCE_UNCONNECTED);
  g_assert_cmpint (found->last_contact, ==, 0);
  g_assert_cmpint (row (recently, "16.06.04", 0)->silence, ==, PANTAU_SILENCE_UNASSIGNED);
  g_assert_cmpint (row (recently, "16.06.02", 0)->silence, ==, PANTAU_SILENCE_UNASSIGNED);
  g_assert_cmpuint (since_ever->total->kecamatan.silences[PANTAU_SILENCE_UNASSIGNED], ==, 13);
  g_assert_cmpuint (recently->total->kecamatan.silences[PANTAU_SILENCE_UNCONNECTED], ==, 2);
}

/* A kecamatan's monitor is assigned to each of its villages; a village's to this village alone. */
static void
test_assigned_villages (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (PantauCoverage) first = NULL, third = NULL;

  scene_grant (scene, &scene->desk, STORE_RECORD (7), "desk", "16.06", "Staf", NULL);
  scene_grant (scene, &scene->first, STORE_RECORD (8), "field", "16.06.01", "Panwascam", NULL);
  scene_grant (scene, &scene->second, STORE_RECORD (9), "field", "16.06.03.2002", "PKD", NULL);
  scene_take (scene);
  first = ask (scene, "16.06.01", 0, 0);
  third = ask (scene, "16.06.03", 0, 0);

  g_assert_cmpuint (first->total->villages.silences[PANTAU_SILENCE_UNASSIGNED], ==, 0);
  g_assert_cmpuint (first->total->villages.silences[PANTAU_SILENCE_UNCONNECTED], ==,
                    first->rows->len);
  g_assert_cmpuint (third->total->villages.silences[PANTAU_SILENCE_UNCONNECTED], ==, 1);
  g_assert_cmpint (row (third, "16.06.03.2002", 0)->silence, ==, PANTAU_SILENCE_UNCONNECTED);
}

/* "Pengawas TPS 07": the TPS is known, and this monitor is of no other. */
static void
test_assigned_tps (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (PantauCoverage) tps = NULL;

  scene_grant (scene, &scene->desk, STORE_RECORD (7), "desk", "16.06", "Staf", NULL);
  scene_grant (scene, &scene->second, STORE_RECORD (9), "field", "16.06.03.2002",
               "Pengawas TPS 07 Desa X", NULL);
  scene_record (scene, STORE_RECORD (1), "risk", "16.06.03", LONG_AGO,
                "{\"village\":\"16.06.03.2002\",\"tps\":[3]}", "");
  scene_take (scene);
  tps = ask (scene, "16.06.03.2002", 0, NOW - DAY);

  g_assert_cmpuint (tps->rows->len, ==, 2);
  g_assert_cmpint (row (tps, "16.06.03.2002", 3)->silence, ==, PANTAU_SILENCE_UNASSIGNED);
  g_assert_cmpint (row (tps, "16.06.03.2002", 7)->silence, ==, PANTAU_SILENCE_UNCONNECTED);
  g_assert_cmpint (tps->total->silence, ==, PANTAU_SILENCE_UNCONNECTED);
}

/* A grant that has ended, or was revoked, assigns nobody. */
static void
test_ended_grants (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (PantauCoverage) kecamatan = NULL;

  scene_grant (scene, &scene->desk, STORE_RECORD (7), "desk", "16.06", "Staf", NULL);
  scene_grant (scene, &scene->first, STORE_RECORD (8), "field", "16.06.01", "Panwascam",
               "2024-11-26");
  scene_grant (scene, &scene->second, STORE_RECORD (9), "field", "16.06.03", "Panwascam",
               "2024-11-27");
  writer_add_revocation (&scene->province, STORE_RECORD (9),
                         pantau_keypair_get_name (scene->second.key));
  scene_take (scene);
  kecamatan = ask (scene, "16.06", 0, 0);

  g_assert_cmpint (row (kecamatan, "16.06.01", 0)->silence, ==, PANTAU_SILENCE_UNASSIGNED);
  g_assert_cmpint (row (kecamatan, "16.06.03", 0)->silence, ==, PANTAU_SILENCE_UNASSIGNED);
}

/* A last day is a day on which one still works. */
static void
test_last_day (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (PantauCoverage) kecamatan = NULL;

  scene_grant (scene, &scene->desk, STORE_RECORD (7), "desk", "16.06", "Staf", NULL);
  scene_grant (scene, &scene->second, STORE_RECORD (9), "field", "16.06.03", "Panwascam",
               "2024-11-27");
  scene_take (scene);
  kecamatan = ask (scene, "16.06", 0, 0);

  g_assert_cmpint (row (kecamatan, "16.06.03", 0)->silence, ==, PANTAU_SILENCE_UNCONNECTED);
}

/* Elsewhere than at the desk of the region grants do not come: it says so, and when somebody last wrote there. */
static void
test_no_grants (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (PantauCoverage) province = NULL, kecamatan = NULL;

  scene_grant (scene, &scene->desk, STORE_RECORD (7), "pemprov", "16", "Staf", NULL);
  scene_record (scene, STORE_RECORD (1), "risk", "16.06.01", LONG_AGO,
                "{\"village\":\"16.06.01.2001\"}", "");
  scene_take (scene);
  province = ask (scene, NULL, 0, NOW - DAY);
  kecamatan = ask (scene, "16.06", 0, NOW - DAY);

  g_assert_false (province->knows_grants);
  g_assert_cmpint (row (province, "16.07", 0)->silence, ==, PANTAU_SILENCE_UNKNOWN);
  g_assert_cmpint (row (province, "16.07", 0)->last_contact, ==, 0);
  g_assert_cmpint (row (kecamatan, "16.06.01", 0)->silence, ==, PANTAU_SILENCE_UNKNOWN);
  g_assert_cmpint (row (kecamatan, "16.06.01", 0)->last_contact, >, WRITTEN_AFTER);
}

/* Of another election nothing is heard; those of 2024 are counted by kecamatan, and come to what KPU says. */
static void
test_election (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (PantauCoverage) pemilu = NULL;
  g_autoptr (GError) error = NULL;
  PantauCoverageQuery query = { .election = "pemilu-2024", .now = NOW };
  gint64 sum = 0;

  scene_record (scene, STORE_RECORD (1), "risk", "16.06.01", TODAY,
                "{\"village\":\"16.06.01.2001\",\"tps\":[1]}", "");
  scene_take (scene);
  pemilu = pantau_store_coverage (scene->store.store, &query, NULL, &error);
  g_assert_no_error (error);

  g_assert_cmpint (pemilu->total->state, ==, PANTAU_COVERAGE_SILENT);
  g_assert_cmpuint (pemilu->total->tps_known.total, ==, 0);
  for (guint i = 0; i < pemilu->rows->len; i++)
    sum += ((PantauCoverageRow *) g_ptr_array_index (pemilu->rows, i))->tps_official;
  g_assert_cmpint (sum, ==, 25985);
  g_assert_cmpint (pemilu->total->tps_official, ==, 25985);
}

static void
test_followed (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GArray) region = NULL, tps = NULL;
  g_autoptr (GError) error = NULL;
  PantauCoverageQuery query = { .from = NOW - DAY };

  scene_record (scene, STORE_RECORD (1), "risk", "16.06.01", TODAY,
                "{\"village\":\"16.06.01.2001\",\"tps\":[1,2]}", "");
  scene_record (scene, STORE_RECORD (2), "risk", "16.06.01", TODAY,
                "{\"village\":\"16.06.01.2002\",\"tps\":[1]}", "");
  scene_record (scene, STORE_RECORD (3), "risk", "16.06.01", LONG_AGO,
                "{\"village\":\"16.06.01.2001\",\"tps\":[1]}", "");
  scene_take (scene);
  region = pantau_store_coverage_records (scene->store.store, &query, "16.06", 0, NULL, &error);
  g_assert_no_error (error);
  tps =
      pantau_store_coverage_records (scene->store.store, &query, "16.06.01.2001", 1, NULL, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (region->len, ==, 2);
  g_assert_cmpuint (tps->len, ==, 1);
}

static void
test_bad_questions (void)
{
  g_autoptr (Scene) scene = scene_new ();
  const PantauCoverageQuery bad[] = {
    { .region = "muba" },
    { .region = "16.99" },
    { .region = "16.06.01", .level = PANTAU_COVERAGE_KECAMATAN },
    { .region = "16.06.01", .level = 6 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (pantau_store_coverage (scene->store.store, &bad[i], NULL, &error));
      test_assert_error (error, PANTAU_ERROR_INVALID);
    }
}

/* Grants and positions that make no sense stop nothing. */
static void
test_strange_grants (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (PantauCoverage) kecamatan = NULL;

  scene_grant (scene, &scene->desk, STORE_RECORD (7), "desk", "16", "Staf", NULL);
  scene_grant (scene, &scene->first, STORE_RECORD (8), "field", "16.06.xx", "TPS", NULL);
  scene_grant (scene, &scene->second, STORE_RECORD (9), "field", "16.06.99.2001",
               "Pengawas TPS tps TPS. 99999999999999999999", NULL);
  scene_take (scene);
  kecamatan = ask (scene, "16.06", 0, 0);

  g_assert_cmpuint (kecamatan->rows->len, ==, 16); /* one that our edition does not know */
  g_assert_cmpint (row (kecamatan, "16.06.99", 0)->silence, ==, PANTAU_SILENCE_UNCONNECTED);
}

/* The second counting: for each region and TPS, walks over all records as they are shown. */
typedef struct
{
  GHashTable *names; /* set: regions and "VILLAGE TPS", with all that hold them */
  gboolean nihil, heard;
} Naive;

static void
naive_free (gpointer data)
{
  g_hash_table_unref (((Naive *) data)->names);
  g_free (data);
}

static void
naive_add (Naive *self, const char *code)
{
  for (gsize i = 0; i <= strlen (code); i++)
    if (code[i] == '.' || code[i] == '\0')
      g_hash_table_add (self->names, g_strndup (code, i));
}

static Naive *
naive_new (PantauRecord *record, gint64 from)
{
  static const char *const voids[] = { "salah-catat", "duplikat", "dicabut", NULL };
  GPtrArray *values = pantau_record_get_values (record);
  g_autoptr (GDateTime) when =
      g_date_time_new_from_iso8601 (pantau_record_get_occurred (record), NULL);
  gboolean named = FALSE;
  Naive *self;

  if (g_strv_contains (voids, pantau_record_get_status (record)))
    return NULL;
  self = g_new0 (Naive, 1);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->heard = g_date_time_to_unix (when) >= from;
  for (guint i = 0; i < values->len; i++)
    {
      PantauValue *value = g_ptr_array_index (values, i);
      g_autoptr (JsonNode) node = json_from_string (value->value, NULL);

      self->nihil |= g_str_equal (value->field, "outcome") &&
                     g_str_equal (json_node_get_string (node), "nihil");
      if (!g_str_equal (value->field, "places"))
        continue;
      for (guint j = 0; j < json_array_get_length (json_node_get_array (node)); j++)
        {
          JsonObject *place = json_array_get_object_element (json_node_get_array (node), j);
          const char *village = pantau_json_string (place, "village");
          JsonArray *tps = pantau_json_array (place, "tps");

          if (village == NULL)
            continue;
          named = TRUE;
          naive_add (self, village);
          for (guint k = 0; tps != NULL && k < json_array_get_length (tps); k++)
            g_hash_table_add (
                self->names,
                g_strdup_printf ("%s %d", village, (int) json_array_get_int_element (tps, k)));
        }
    }
  if (!named)
    naive_add (self, pantau_record_get_region (record));

  return self;
}

static PantauCoverageState
naive_state (GPtrArray *all, const char *name, guint *records)
{
  gboolean reported = FALSE, nihil = FALSE;

  *records = 0;
  for (guint i = 0; i < all->len; i++)
    {
      Naive *self = g_ptr_array_index (all, i);

      if (!self->heard || !g_hash_table_contains (self->names, name))
        continue;
      ++*records;
      if (self->nihil)
        nihil = TRUE;
      else
        reported = TRUE;
    }

  return reported ? PANTAU_COVERAGE_REPORTED
         : nihil  ? PANTAU_COVERAGE_NIHIL
                  : PANTAU_COVERAGE_SILENT;
}

static void
assert_rows (
    Scene *scene, GPtrArray *all, const char *region, PantauCoverageLevel level, gint64 from)
{
  g_autoptr (PantauCoverage) coverage = ask (scene, region, level, from);
  guint counted[PANTAU_N_COVERAGE_STATES] = { 0 };

  for (guint i = 0; i < coverage->rows->len; i++)
    {
      PantauCoverageRow *found = g_ptr_array_index (coverage->rows, i);
      g_autofree char *name = found->tps > 0 ? g_strdup_printf ("%s %u", found->code, found->tps)
                                             : g_strdup (found->code);
      guint records;
      PantauCoverageState state = naive_state (all, name, &records);

      g_assert_cmpint (found->state, ==, state);
      g_assert_cmpuint (found->records, ==, records);
      counted[state]++;
    }
  for (guint i = 0; i < PANTAU_N_COVERAGE_STATES; i++)
    {
      const PantauCoverageRow *total = coverage->total;

      if (level != PANTAU_COVERAGE_KABKOTA)
        g_assert_cmpuint (level == PANTAU_COVERAGE_KECAMATAN ? total->kecamatan.states[i]
                          : level == PANTAU_COVERAGE_VILLAGE ? total->villages.states[i]
                                                             : total->tps_known.states[i],
                          ==, counted[i]);
    }
}

static void
test_random (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GRand) rand = test_rand_new (20261122);
  PantauSeed *seed = pantau_seed_new (store_reference (), g_rand_int (rand), "16.72", NOW);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (naive_free);
  g_autoptr (GHashTable) tps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (PantauCoverage) stations = NULL;
  gint64 from = NOW - 20 * DAY;
  guint n = 400 / TEST_SHARE;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *record = g_strdup_printf ("aaaaaaaa-0000-4000-8000-%012x", i);
      g_autoptr (GPtrArray) faults = pantau_faults_new ();
      const char *kind, *id;
      g_autoptr (JsonObject) input = pantau_seed_next (seed, &kind);
      g_autofree char *text = pantau_json_object_text (input), *region = NULL, *class = NULL;
      g_autoptr (JsonObject) body = pantau_check_record (
          store_reference (), kind, text, strlen (text), NOW, NULL, &region, &class, faults);
      g_autofree char *json = pantau_json_object_text (body);
      const About about = { record, kind, g_str_equal (class, "closed"), region };

      id = writer_add (&scene->first, &about, "record.create", json, NULL, NULL)->id;
      if (g_rand_int_range (rand, 0, 5) == 0)
        writer_add (&scene->first, &about, "status.set", "{\"status\":\"dicabut\"}", id, NULL);
    }
  scene_take (scene);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *record = g_strdup_printf ("aaaaaaaa-0000-4000-8000-%012x", i);
      g_autoptr (PantauRecord) shown = desk_get (&scene->store, record);
      Naive *naive = naive_new (shown, from);

      if (naive != NULL)
        g_ptr_array_add (all, naive);
    }
  g_assert_cmpuint (all->len, >, n / 2);

  assert_rows (scene, all, "16", PANTAU_COVERAGE_KABKOTA, from);
  assert_rows (scene, all, "16", PANTAU_COVERAGE_KECAMATAN, from);
  assert_rows (scene, all, "16.72", PANTAU_COVERAGE_VILLAGE, from);
  assert_rows (scene, all, "16.72", PANTAU_COVERAGE_TPS, from);

  /* The TPS that are known are all that were ever named. */
  stations = ask (scene, "16.72", PANTAU_COVERAGE_TPS, from);
  for (guint i = 0; i < all->len; i++)
    {
      GHashTableIter iter;
      gpointer name;

      g_hash_table_iter_init (&iter, ((Naive *) g_ptr_array_index (all, i))->names);
      while (g_hash_table_iter_next (&iter, &name, NULL))
        if (strchr (name, ' ') != NULL)
          g_hash_table_add (tps, g_strdup (name));
    }
  g_assert_cmpuint (stations->rows->len, ==, g_hash_table_size (tps));

  pantau_seed_free (seed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/coverage/states", test_states);
  g_test_add_func ("/coverage/text-place", test_text_place);
  g_test_add_func ("/coverage/valid", test_valid);
  g_test_add_func ("/coverage/silence", test_silence);
  g_test_add_func ("/coverage/assigned-villages", test_assigned_villages);
  g_test_add_func ("/coverage/assigned-tps", test_assigned_tps);
  g_test_add_func ("/coverage/ended-grants", test_ended_grants);
  g_test_add_func ("/coverage/last-day", test_last_day);
  g_test_add_func ("/coverage/no-grants", test_no_grants);
  g_test_add_func ("/coverage/election", test_election);
  g_test_add_func ("/coverage/followed", test_followed);
  g_test_add_func ("/coverage/bad-questions", test_bad_questions);
  g_test_add_func ("/coverage/strange-grants", test_strange_grants);
  g_test_add_func ("/coverage/random", test_random);

  return store_test_run ();
}
