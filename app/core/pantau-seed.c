/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sample records: one scene (village, hour, depth of the water …) that sentences and fields tell
 * alike.
 */

#include "config.h"

#include "pantau-seed.h"

#include <string.h>

#include "pantau-seed-random.h"
#include "pantau-seed-words.h"

#define DAYS          60
#define MIN_NARRATIVE 150 /* characters */
#define MAX_NARRATIVE 500

struct _PantauSeed
{
  PantauReference *reference;
  GPtrArray *villages; /* of const PantauRegion * */
  gint64 newest;
  PantauSeedRandom random;
};

/* What the sentences and the fields of one record have in common. */
typedef struct
{
  PantauSeed *seed;
  const PantauRegion *village;
  const PantauRegion *kecamatan;
  gint64 occurred;
  guint tps;
  guint depth;
  guint minutes;
  guint voters;
  guint few;
  guint many;
  const char *river;
  const char *site;
  const char *transport; /* code of the list */
  char *platform;        /* (owned): its code */
  char *group;           /* (owned): what people call it */
} Scene;

static guint
below (PantauSeed *self, guint end)
{
  return pantau_seed_random_below (&self->random, end);
}

static guint
between (PantauSeed *self, guint first, guint last)
{
  return first + below (self, last - first + 1);
}

static gboolean
chance (PantauSeed *self, guint percent)
{
  return below (self, 100) < percent;
}

static const char *
pick (PantauSeed *self, const char *const *list)
{
  return list[below (self, g_strv_length ((char **) list))];
}

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

  return ((const PantauChoice *) g_ptr_array_index (choices, below (self, choices->len)))->code;
}

/* The villages within @region; where an edition has none, whatever is lowest there. */
static void
collect_villages (PantauSeed *self, const char *region)
{
  PantauRegions *regions = pantau_reference_get_regions (self->reference);

  for (guint level = 4; level > 0 && self->villages->len == 0; level--)
    for (guint i = 0; i < pantau_regions_get_size (regions); i++)
      {
        const PantauRegion *village = pantau_regions_get_nth (regions, i);

        if (village->level == level &&
            (region == NULL || pantau_region_covers (region, village->code)))
          g_ptr_array_add (self->villages, (gpointer) village);
      }

  if (self->villages->len == 0 && region != NULL)
    collect_villages (self, NULL);
}

PantauSeed *
pantau_seed_new (PantauReference *reference, guint64 seed, const char *region, gint64 newest)
{
  PantauSeed *self = g_new0 (PantauSeed, 1);

  self->reference = pantau_reference_ref (reference);
  self->villages = g_ptr_array_new ();
  self->newest = newest;

  pantau_seed_random_init (&self->random, seed);
  collect_villages (self, region);

  return self;
}

void
pantau_seed_free (PantauSeed *self)
{
  pantau_reference_unref (self->reference);
  g_ptr_array_unref (self->villages);
  g_free (self);
}

void
pantau_seed_bytes (PantauSeed *self, guint8 *buffer, gsize length)
{
  pantau_seed_random_bytes (&self->random, buffer, length);
}

/* Unix seconds as RFC 3339 in WIB. (transfer full) */
static char *
wib_text (gint64 when)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (when);
  g_autoptr (GDateTime) wib = g_date_time_add_hours (utc, 7);

  return g_date_time_format (wib, "%Y-%m-%dT%H:%M:%S+07:00");
}

static char *
scene_word (const Scene *self, const char *name, gsize length)
{
  PantauKinds *kinds = pantau_reference_get_kinds (self->seed->reference);
  const struct
  {
    const char *name;
    const char *text;
    guint number;
  } words[] = {
    { "desa", self->village->name, 0 }, { "kec", self->kecamatan->name, 0 },
    { "sungai", self->river, 0 },       { "lokasi", self->site, 0 },
    { "grup", self->group, 0 },         { "tps", NULL, self->tps },
    { "cm", NULL, self->depth },        { "menit", NULL, self->minutes },
    { "pemilih", NULL, self->voters },  { "n", NULL, self->few },
    { "m", NULL, self->many },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i].name) == length && strncmp (words[i].name, name, length) == 0)
      return words[i].text != NULL ? g_strdup (words[i].text)
                                   : g_strdup_printf ("%u", words[i].number);

  if (length == 3 && strncmp ("jam", name, 3) == 0)
    {
      gint64 minutes = (self->occurred / 60 + 7 * 60) % (24 * 60);

      return g_strdup_printf ("%02d.%02d", (int) (minutes / 60), (int) (minutes % 60));
    }

  /* The only one left is {moda}. */
  return g_utf8_strdown (pantau_kinds_choice_label (kinds, "transport", self->transport, "id"), -1);
}

/* Fills in the words in braces. (transfer full) */
static char *
scene_fill (const Scene *self, const char *sentence)
{
  GString *out = g_string_new (NULL);

  while (*sentence != '\0')
    {
      gsize plain = strcspn (sentence, "{");
      gsize length = sentence[plain] != '\0' ? strcspn (sentence + plain, "}") : 0;

      g_string_append_len (out, sentence, (gssize) plain);
      sentence += plain;
      if (length > 0)
        {
          g_autofree char *word = scene_word (self, sentence + 1, length - 1);

          g_string_append (out, word);
          sentence += length + 1;
        }
    }

  return g_string_free (out, FALSE);
}

/* Within the last DAYS days, at an hour when monitors are about. */
static gint64
choose_time (PantauSeed *self)
{
  gint64 midnight = self->newest - (self->newest + 7 * 3600) % 86400;
  gint64 time = midnight - (gint64) below (self, DAYS) * 86400 +
                (gint64) between (self, 6 * 60, 21 * 60) * 60;

  return time > self->newest ? time - 86400 : time;
}

static void
scene_init (Scene *self, PantauSeed *seed)
{
  PantauRegions *regions = pantau_reference_get_regions (seed->reference);
  const char *group = pick (seed, pantau_seed_groups);
  g_autofree char *kecamatan = NULL;
  char *cut;

  self->seed = seed;
  self->village = g_ptr_array_index (seed->villages, below (seed, seed->villages->len));
  kecamatan = pantau_region_kecamatan (self->village->code);
  self->kecamatan = pantau_regions_lookup (regions, kecamatan);
  self->occurred = choose_time (seed);
  self->tps = between (seed, 1, 12);
  self->depth = between (seed, 2, 30) * 5;
  self->minutes = between (seed, 3, 48) * 5;
  self->voters = between (seed, 120, 600);
  self->few = between (seed, 2, 9);
  self->many = between (seed, 10, 90);
  self->river = pick (seed, pantau_seed_rivers (self->village->code));
  self->site = pick (seed, pantau_seed_sites);
  self->transport = pick (seed, pantau_seed_transport);
  self->platform = g_strdup (group);
  cut = strchr (self->platform, '|');
  *cut = '\0';
  self->group = scene_fill (self, cut + 1);
}

/*
 * One opening, several details, one ending: between MIN_NARRATIVE and MAX_NARRATIVE characters.
 * (transfer full)
 */
static char *
scene_narrate (const Scene *self,
               const PantauSeedKind *kind,
               const PantauSeedTheme *theme,
               guint number)
{
  guint n_details = g_strv_length ((char **) theme->details), next = below (self->seed, n_details);
  guint wanted = between (self->seed, MIN_NARRATIVE, 340);
  g_autofree char *opening = scene_fill (self, theme->openings[number]);
  g_autofree char *ending = scene_fill (self, pick (self->seed, kind->endings));
  GString *text = g_string_new (opening);

  for (guint i = 0;
       i < n_details && g_utf8_strlen (text->str, -1) + g_utf8_strlen (ending, -1) < wanted; i++)
    {
      g_autofree char *detail = scene_fill (self, theme->details[(next + i) % n_details]);

      if (g_utf8_strlen (text->str, -1) + g_utf8_strlen (detail, -1) + g_utf8_strlen (ending, -1) >
          MAX_NARRATIVE - 2)
        break;
      g_string_append_printf (text, " %s", detail);
    }
  g_string_append_printf (text, " %s", ending);

  /* Short themes with short village names: time and place say a little more. */
  if (g_utf8_strlen (text->str, -1) < MIN_NARRATIVE)
    g_string_append_printf (
        text, " Dicatat oleh pengawas di %s, Kecamatan %s, untuk diteruskan secara berjenjang.",
        self->village->name, self->kecamatan->name);
  if (g_utf8_strlen (text->str, -1) < MIN_NARRATIVE)
    g_string_append (text, " Keadaan lain di sekitar lokasi aman dan terkendali.");

  return g_string_free (text, FALSE);
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
set_cell (const Scene *scene, JsonObject *fields)
{
  JsonObject *cell = json_object_new ();

  json_object_set_int_member (cell, "likelihood", 1 + scene->few % PANTAU_MATRIX_GRADES);
  json_object_set_int_member (cell, "impact", 1 + scene->many % PANTAU_MATRIX_GRADES);
  json_object_set_object_member (fields, "risk_matrix", cell);
}

static void
fill_risk (const Scene *scene, const char *hazard, JsonObject *fields)
{
  PantauSeed *seed = scene->seed;

  json_object_set_string_member (fields, "hazard", hazard);
  set_choice (seed, fields, "phase", "risk_phase");
  if (g_str_has_prefix (hazard, "banjir"))
    {
      json_object_set_int_member (fields, "water_level_cm", scene->depth);
      set_choice (seed, fields, "water_trend", "water_trend");
    }
  if (chance (seed, 30))
    set_choice (seed, fields, "bmkg_level", "bmkg_level");
  if (chance (seed, 60))
    set_choice (seed, fields, "access", "access");
  if (chance (seed, 50))
    {
      set_codes (fields, "transport", scene->transport, NULL);
      json_object_set_int_member (fields, "travel_minutes", scene->minutes);
    }
  if (chance (seed, 50))
    json_object_set_int_member (fields, "voters_affected", scene->voters);
  if (chance (seed, 40))
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
  if (chance (seed, 40))
    set_codes (fields, "needs", pick_choice (seed, "risk_needs"), pick_choice (seed, "risk_needs"));
  if (chance (seed, 25))
    json_object_set_boolean_member (fields, "signal", chance (seed, 50));
}

static void
fill_hoax (const Scene *scene, JsonObject *fields)
{
  PantauSeed *seed = scene->seed;

  json_object_set_string_member (fields, "platform", scene->platform);
  json_object_set_string_member (fields, "group", scene->group);
  json_object_set_boolean_member (fields, "changes_voting", chance (seed, 55));
  if (chance (seed, 60))
    set_choice (seed, fields, "form", "content_form");
  if (chance (seed, 60))
    set_codes (fields, "target", pick_choice (seed, "hoax_target"),
               pick_choice (seed, "hoax_target"));
  if (chance (seed, 50))
    json_object_set_int_member (fields, "reach", scene->many * scene->few);
  if (chance (seed, 40))
    json_object_set_int_member (fields, "group_members", scene->voters);
  if (chance (seed, 50))
    json_object_set_boolean_member (fields, "physical_unrest", chance (seed, 5));
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
set_known (
    const Scene *scene, JsonObject *fields, const char *name, const char *list, const char *code)
{
  if (pantau_kinds_choice (pantau_reference_get_kinds (scene->seed->reference), list, code) != NULL)
    json_object_set_string_member (fields, name, code);
}

/*
 * Who the party is, as far as a sample may say it: an office and a unit, and a name that is nobody's. Of the scene alone, without asking chance
 * again, so that the same number gives the same records as before but for these.
 */
static void
set_party (const Scene *scene, JsonObject *fields)
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
set_evidence (const Scene *scene, JsonObject *fields)
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
set_origin (const Scene *scene, JsonObject *fields)
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
set_exhibits (const Scene *scene, const char *kind, JsonObject *fields)
{
  PantauSeed *seed = scene->seed;
  const PantauKind *known =
      pantau_kinds_lookup (pantau_reference_get_kinds (seed->reference), kind);
  const PantauField *field = known != NULL ? pantau_kind_field (known, "barang_bukti") : NULL;
  guint n = between (seed, 1, 3);
  JsonArray *rows;

  if (field == NULL || field->type != PANTAU_FIELD_LIST)
    return;
  rows = json_array_new ();
  for (guint i = 0; i < n; i++)
    {
      JsonObject *row = json_object_new ();
      g_autofree char *number = g_strdup_printf ("BB-%02u", i + 1);

      json_object_set_string_member (row, "what", pick (seed, pantau_seed_exhibits));
      json_object_set_string_member (row, "number", number);
      if (chance (seed, 70))
        json_object_set_string_member (row, "where", pick (seed, pantau_seed_stores));
      json_array_add_object_element (rows, row);
    }
  json_object_set_array_member (fields, "barang_bukti", rows);
}

static void
fill_neutrality (const Scene *scene, const char *act, JsonObject *fields)
{
  PantauSeed *seed = scene->seed;

  set_choice (seed, fields, "party_category", "party_category");
  json_object_set_string_member (fields, "act", act);
  if (chance (seed, 60))
    set_choice (seed, fields, "office", "office");
  if (chance (seed, 60))
    set_choice (seed, fields, "institution", "institution");
  if (chance (seed, 60))
    set_choice (seed, fields, "medium", "medium");
  if (chance (seed, 50))
    json_object_set_int_member (fields, "candidate_number", between (seed, 1, 4));
  if (chance (seed, 40))
    json_object_set_boolean_member (fields, "office_hours", chance (seed, 50));
  set_party (scene, fields);
  set_evidence (scene, fields);
  set_origin (scene, fields);
  if (chance (seed, 30))
    set_exhibits (scene, "neutrality", fields);
}

static void
fill_other (const Scene *scene, const char *subject, JsonObject *fields)
{
  PantauSeed *seed = scene->seed;

  json_object_set_string_member (fields, "subject", subject);
  if (g_str_equal (subject, "politik-uang"))
    {
      json_object_set_int_member (fields, "amount", (gint64) between (seed, 1, 6) * 50000);
      json_object_set_int_member (fields, "recipients", scene->many);
    }
  if (chance (seed, 40))
    set_choice (seed, fields, "contest", "contest");
  if (chance (seed, 40))
    json_object_set_boolean_member (fields, "evidence_secured", chance (seed, 60));
  set_evidence (scene, fields);
  set_origin (scene, fields);
  if (chance (seed, 30))
    set_exhibits (scene, "other", fields);
}

static void
fill_activity (const Scene *scene, const char *outcome, JsonObject *fields)
{
  PantauSeed *seed = scene->seed;

  set_choice (seed, fields, "form", "supervision_form");
  json_object_set_string_member (fields, "outcome", outcome);
  if (chance (seed, 50))
    json_object_set_int_member (fields, "supervisors", scene->few);
  if (chance (seed, 60))
    json_object_set_int_member (fields, "tps_checked", scene->few);
  if (chance (seed, 40))
    json_object_set_boolean_member (fields, "seals_intact", chance (seed, 95));
  if (chance (seed, 40))
    json_object_set_boolean_member (fields, "logistics_dry", chance (seed, 90));
}

static void
fill_fields (const Scene *scene, const char *kind, const char *code, JsonObject *fields)
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

  if (chance (scene->seed, 50))
    json_object_set_string_member (fields, "stage", pick (scene->seed, pantau_seed_stages));
}

static const PantauSeedKind *
choose_kind (PantauSeed *self)
{
  guint point = below (self, 100), sum = 0;

  for (guint i = 0; i + 1 < pantau_seed_n_kinds; i++)
    {
      sum += pantau_seed_kinds[i].weight;
      if (point < sum)
        return &pantau_seed_kinds[i];
    }

  return &pantau_seed_kinds[pantau_seed_n_kinds - 1];
}

static void
add_place (const Scene *scene, JsonObject *record)
{
  JsonObject *place = json_object_new ();
  JsonArray *places = json_array_new (), *tps = json_array_new ();

  json_object_set_string_member (place, "village", scene->village->code);
  json_array_add_int_element (tps, scene->tps);
  if (chance (scene->seed, 20))
    json_array_add_int_element (tps, scene->tps + 1);
  json_object_set_array_member (place, "tps", tps);
  json_array_add_object_element (places, place);
  json_object_set_array_member (record, "places", places);
}

JsonObject *
pantau_seed_next (PantauSeed *self, const char **kind)
{
  const PantauSeedKind *chosen = choose_kind (self);
  const PantauSeedTheme *theme = &chosen->themes[below (self, chosen->n_themes)];
  guint n_titles = g_strv_length ((char **) theme->titles);
  guint number, n_openings = g_strv_length ((char **) theme->openings);
  JsonObject *record = json_object_new (), *fields = json_object_new ();
  Scene scene = { 0 };
  g_autofree char *title = NULL;
  g_autofree char *narrative = NULL;
  g_autofree char *occurred = NULL;
  g_autofree char *known = NULL;

  scene_init (&scene, self);
  number = below (self, n_openings);
  title = scene_fill (&scene,
                      n_titles == n_openings ? theme->titles[number] : pick (self, theme->titles));
  narrative = scene_narrate (&scene, chosen, theme, number);
  occurred = wib_text (scene.occurred);
  known = wib_text (MIN (scene.occurred + (gint64) between (self, 0, 180) * 60, self->newest));

  json_object_set_string_member (record, "region", scene.kecamatan->code);
  add_place (&scene, record);
  json_object_set_string_member (record, "occurred", occurred);
  json_object_set_string_member (record, "known", known);
  json_object_set_string_member (record, "title", title);
  json_object_set_string_member (record, "narrative", narrative);
  json_object_set_int_member (record, "severity", 1 + below (self, 3) + below (self, 3));
  fill_fields (&scene, chosen->kind, theme->code, fields);
  json_object_set_object_member (record, "fields", fields);
  if (chance (self, 35))
    {
      g_autofree char *person = g_strdup_printf ("PTPS-%s-%03u", scene.village->code, scene.tps);

      json_object_set_string_member (record, "heard_from", person);
    }

  g_free (scene.platform);
  g_free (scene.group);
  *kind = chosen->kind;

  return record;
}
