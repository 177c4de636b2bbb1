/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a sample record, such as a monitor would have filled in, told by the scene of its sentences. */

#include "config.h"

#include "pantau-seed-private.h"

#include "pantau-seed-words.h"

/*
 * A code of a list of choices, so that an edition of a province gives its own codes. NULL where the
 * list is empty.
 */
static const char *
pick_choice (PantauSeed *self, const char *list)
{
  GPtrArray *choices = pantau_kinds_choices (pantau_reference_get_kinds (self->reference), list);

  if (choices == NULL || choices->len == 0)
    return NULL;

  return ((const PantauChoice *) g_ptr_array_index (choices,
                                                    pantau_seed_below (self, choices->len)))
      ->code;
}

static void
set_choice (PantauSeed *seed, JsonObject *fields, const char *name, const char *list)
{
  const char *code = pick_choice (seed, list);

  if (code != NULL)
    json_object_set_string_member (fields, name, code);
}

static void
set_codes (JsonObject *fields, const char *name, const char *first, const char *second)
{
  JsonArray *array;

  if (first == NULL)
    return;

  array = json_array_new ();
  json_array_add_string_element (array, first);
  if (second != NULL && !g_str_equal (first, second))
    json_array_add_string_element (array, second);
  json_object_set_array_member (fields, name, array);
}

/* A cell of the matrix that the scene gives, without asking chance again. */
static void
set_cell (const PantauSeedScene *scene, JsonObject *fields)
{
  JsonObject *cell = json_object_new ();

  json_object_set_int_member (cell, "likelihood", 1 + scene->few % PANTAU_MATRIX_GRADES);
  json_object_set_int_member (cell, "impact", 1 + scene->many % PANTAU_MATRIX_GRADES);
  json_object_set_object_member (fields, "risk_matrix", cell);
}

static void
fill_risk (const PantauSeedScene *scene, const char *hazard, JsonObject *fields)
{
  PantauSeed *seed = scene->seed;

  json_object_set_string_member (fields, "hazard", hazard);
  set_choice (seed, fields, "phase", "risk_phase");
  if (g_str_has_prefix (hazard, "banjir"))
    {
      json_object_set_int_member (fields, "water_level_cm", scene->depth);
      set_choice (seed, fields, "water_trend", "water_trend");
    }
  if (pantau_seed_chance (seed, 30))
    set_choice (seed, fields, "bmkg_level", "bmkg_level");
  if (pantau_seed_chance (seed, 60))
    set_choice (seed, fields, "access", "access");
  if (pantau_seed_chance (seed, 50))
    {
      set_codes (fields, "transport", scene->transport, NULL);
      json_object_set_int_member (fields, "travel_minutes", scene->minutes);
    }
  if (pantau_seed_chance (seed, 50))
    json_object_set_int_member (fields, "voters_affected", scene->voters);
  if (pantau_seed_chance (seed, 40))
    json_object_set_int_member (fields, "tps_affected", scene->few);
  if (g_str_equal (hazard, "logistik"))
    {
      json_object_set_string_member (fields, "logistics_state", "basah");
      json_object_set_int_member (fields, "ballots_total", scene->voters);
      json_object_set_int_member (fields, "ballots_wet", scene->many);
      json_object_set_int_member (fields, "ballots_usable", scene->voters - scene->many);
    }
  if (scene->tps % 3 != 0)
    set_cell (scene, fields);
  if (pantau_seed_chance (seed, 40))
    set_codes (fields, "needs", pick_choice (seed, "risk_needs"), pick_choice (seed, "risk_needs"));
  if (pantau_seed_chance (seed, 25))
    json_object_set_boolean_member (fields, "signal", pantau_seed_chance (seed, 50));
}

static void
fill_hoax (const PantauSeedScene *scene, JsonObject *fields)
{
  PantauSeed *seed = scene->seed;

  json_object_set_string_member (fields, "platform", scene->platform);
  json_object_set_string_member (fields, "group", scene->group);
  json_object_set_boolean_member (fields, "changes_voting", pantau_seed_chance (seed, 55));
  if (pantau_seed_chance (seed, 60))
    set_choice (seed, fields, "form", "content_form");
  if (pantau_seed_chance (seed, 60))
    set_codes (fields, "target", pick_choice (seed, "hoax_target"),
               pick_choice (seed, "hoax_target"));
  if (pantau_seed_chance (seed, 50))
    json_object_set_int_member (fields, "reach", scene->many * scene->few);
  if (pantau_seed_chance (seed, 40))
    json_object_set_int_member (fields, "group_members", scene->voters);
  if (pantau_seed_chance (seed, 50))
    json_object_set_boolean_member (fields, "physical_unrest", pantau_seed_chance (seed, 5));
}

/* What belongs to a category, so that no soldier is a teacher. */
static const struct
{
  const char *category;
  const char *offices[3];
  const char *institutions[3];
} parties[] = {
  { "asn-pns", { "camat", "guru", "staf" }, { "kecamatan", "sekolah", "pemkab-pemkot" } },
  { "asn-pppk",
    { "guru", "tenaga-kesehatan", "staf" },
    { "sekolah", "kesehatan", "pemkab-pemkot" } },
  { "tni", { "bintara-tamtama", "perwira", "bintara-tamtama" }, { "tni", "tni", "tni" } },
  { "polri", { "bintara-tamtama", "perwira", "bintara-tamtama" }, { "polri", "polri", "polri" } },
  { "kades", { "kepala-desa", "kepala-desa", "kepala-desa" }, { "desa", "desa", "desa" } },
  { "lurah", { "lurah", "lurah", "lurah" }, { "kelurahan", "kelurahan", "kelurahan" } },
  { "perangkat-desa",
    { "perangkat-desa", "perangkat-desa", "perangkat-desa" },
    { "desa", "desa", "desa" } },
  { "jajaran-kpu", { "penyelenggara", "penyelenggara", "penyelenggara" }, { "kpu", "kpu", "kpu" } },
  { "jajaran-bawaslu",
    { "penyelenggara", "penyelenggara", "penyelenggara" },
    { "bawaslu", "bawaslu", "bawaslu" } },
};

/* @code, where the edition has it in the list of @name. */
static void
set_known (const PantauSeedScene *scene,
           JsonObject *fields,
           const char *name,
           const char *list,
           const char *code)
{
  if (pantau_kinds_choice (pantau_reference_get_kinds (scene->seed->reference), list, code) != NULL)
    json_object_set_string_member (fields, name, code);
}

/*
 * Who the party is, as far as a sample may say it: an office and a unit, and a name that is nobody's. Of the scene alone, without asking chance
 * again, so that the same number gives the same records as before but for these.
 */
static void
set_party (const PantauSeedScene *scene, JsonObject *fields)
{
  const char *category = json_object_get_string_member_with_default (fields, "party_category", "");
  guint nth = scene->few % 3;

  for (guint i = 0; i < G_N_ELEMENTS (parties); i++)
    {
      if (!g_str_equal (parties[i].category, category))
        continue;
      if (json_object_has_member (fields, "office"))
        set_known (scene, fields, "office", "office", parties[i].offices[nth]);
      if (json_object_has_member (fields, "institution"))
        set_known (scene, fields, "institution", "institution", parties[i].institutions[nth]);
    }
  if (scene->many % 3 == 0)
    {
      g_autofree char *name = g_strdup_printf ("Terlapor Latihan %u", scene->voters);

      json_object_set_string_member (fields, "party_name", name);
    }
  if (g_str_equal (category, "polri") || g_str_equal (category, "tni"))
    {
      g_autofree char *unit = g_strdup_printf (
          "%s %s", g_str_equal (category, "polri") ? "Polsek" : "Koramil", scene->kecamatan->name);

      json_object_set_string_member (fields, "party_unit", unit);
    }
}

/* One line of proof: what a monitor would have, by how the thing was done. */
static void
set_evidence (const PantauSeedScene *scene, JsonObject *fields)
{
  const char *medium = json_object_get_string_member_with_default (fields, "medium", "");
  gboolean online = g_str_equal (medium, "medsos") || g_str_equal (medium, "grup-pesan");
  JsonObject *row;
  JsonArray *rows;

  if (scene->depth % 2 == 0)
    return;
  row = json_object_new ();
  rows = json_array_new ();
  json_object_set_string_member (row, "type", online ? "elektronik" : "keterangan-saksi");
  json_object_set_string_member (row, "text",
                                 online ? "Tangkapan layar unggahan" : "Saksi 1 melihat langsung");
  json_object_set_string_member (row, "holder", "Panwaslu Kecamatan");
  json_array_add_object_element (rows, row);
  json_object_set_array_member (fields, "alat_bukti", rows);
}

/* Where the case comes from, and the paper that goes with it. */
static void
set_origin (const PantauSeedScene *scene, JsonObject *fields)
{
  static const char *const origins[] = { "informasi-awal", "informasi-awal", "temuan", "laporan" };
  const char *origin = origins[(scene->many + scene->tps) % G_N_ELEMENTS (origins)];

  json_object_set_string_member (fields, "case_origin", origin);
  if (g_str_equal (origin, "temuan"))
    {
      g_autofree char *number = g_strdup_printf ("%03u/LHP/PM.01.02/11/2024", scene->voters);

      json_object_set_string_member (fields, "form_a_number", number);
    }
}

/* One to three rows; an edition of a province that has no such list gets none. */
static void
set_exhibits (const PantauSeedScene *scene, const char *kind, JsonObject *fields)
{
  PantauSeed *seed = scene->seed;
  const PantauKind *known =
      pantau_kinds_lookup (pantau_reference_get_kinds (seed->reference), kind);
  const PantauField *field = known != NULL ? pantau_kind_field (known, "barang_bukti") : NULL;
  guint n = pantau_seed_between (seed, 1, 3);
  JsonArray *rows;

  if (field == NULL || field->type != PANTAU_FIELD_LIST)
    return;
  rows = json_array_new ();
  for (guint i = 0; i < n; i++)
    {
      JsonObject *row = json_object_new ();
      g_autofree char *number = g_strdup_printf ("BB-%02u", i + 1);

      json_object_set_string_member (row, "what", pantau_seed_pick (seed, pantau_seed_exhibits));
      json_object_set_string_member (row, "number", number);
      if (pantau_seed_chance (seed, 70))
        json_object_set_string_member (row, "where", pantau_seed_pick (seed, pantau_seed_stores));
      json_array_add_object_element (rows, row);
    }
  json_object_set_array_member (fields, "barang_bukti", rows);
}

static void
fill_neutrality (const PantauSeedScene *scene, const char *act, JsonObject *fields)
{
  PantauSeed *seed = scene->seed;

  set_choice (seed, fields, "party_category", "party_category");
  json_object_set_string_member (fields, "act", act);
  if (pantau_seed_chance (seed, 60))
    set_choice (seed, fields, "office", "office");
  if (pantau_seed_chance (seed, 60))
    set_choice (seed, fields, "institution", "institution");
  if (pantau_seed_chance (seed, 60))
    set_choice (seed, fields, "medium", "medium");
  if (pantau_seed_chance (seed, 50))
    json_object_set_int_member (fields, "candidate_number", pantau_seed_between (seed, 1, 4));
  if (pantau_seed_chance (seed, 40))
    json_object_set_boolean_member (fields, "office_hours", pantau_seed_chance (seed, 50));
  set_party (scene, fields);
  set_evidence (scene, fields);
  set_origin (scene, fields);
  if (pantau_seed_chance (seed, 30))
    set_exhibits (scene, "neutrality", fields);
}

static void
fill_other (const PantauSeedScene *scene, const char *subject, JsonObject *fields)
{
  PantauSeed *seed = scene->seed;

  json_object_set_string_member (fields, "subject", subject);
  if (g_str_equal (subject, "politik-uang"))
    {
      json_object_set_int_member (fields, "amount",
                                  (gint64) pantau_seed_between (seed, 1, 6) * 50000);
      json_object_set_int_member (fields, "recipients", scene->many);
    }
  if (pantau_seed_chance (seed, 40))
    set_choice (seed, fields, "contest", "contest");
  if (pantau_seed_chance (seed, 40))
    json_object_set_boolean_member (fields, "evidence_secured", pantau_seed_chance (seed, 60));
  set_evidence (scene, fields);
  set_origin (scene, fields);
  if (pantau_seed_chance (seed, 30))
    set_exhibits (scene, "other", fields);
}

static void
fill_activity (const PantauSeedScene *scene, const char *outcome, JsonObject *fields)
{
  PantauSeed *seed = scene->seed;

  set_choice (seed, fields, "form", "supervision_form");
  json_object_set_string_member (fields, "outcome", outcome);
  if (pantau_seed_chance (seed, 50))
    json_object_set_int_member (fields, "supervisors", scene->few);
  if (pantau_seed_chance (seed, 60))
    json_object_set_int_member (fields, "tps_checked", scene->few);
  if (pantau_seed_chance (seed, 40))
    json_object_set_boolean_member (fields, "seals_intact", pantau_seed_chance (seed, 95));
  if (pantau_seed_chance (seed, 40))
    json_object_set_boolean_member (fields, "logistics_dry", pantau_seed_chance (seed, 90));
}

void
pantau_seed_fill_fields (const PantauSeedScene *scene,
                         const char *kind,
                         const char *code,
                         JsonObject *fields)
{
  if (g_str_equal (kind, "risk"))
    fill_risk (scene, code, fields);
  else if (g_str_equal (kind, "hoax"))
    fill_hoax (scene, fields);
  else if (g_str_equal (kind, "neutrality"))
    fill_neutrality (scene, code, fields);
  else if (g_str_equal (kind, "other"))
    fill_other (scene, code, fields);
  else
    fill_activity (scene, code, fields);

  if (pantau_seed_chance (scene->seed, 50))
    json_object_set_string_member (fields, "stage",
                                   pantau_seed_pick (scene->seed, pantau_seed_stages));
}
