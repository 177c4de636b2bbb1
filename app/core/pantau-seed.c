/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sample records: one scene (village, hour, depth of the water …) that sentences and fields tell
 * alike. The fields are in pantau-seed-fields.c.
 */

#include "config.h"

#include "pantau-seed.h"

#include <string.h>

#include "pantau-check.h"
#include "pantau-seed-private.h"
#include "pantau-seed-words.h"

#define DAYS          60
#define MIN_NARRATIVE 150 /* characters */
#define MAX_NARRATIVE 500

guint
pantau_seed_below (PantauSeed *self, guint end)
{
  return pantau_seed_random_below (&self->random, end);
}

guint
pantau_seed_between (PantauSeed *self, guint first, guint last)
{
  return first + pantau_seed_below (self, last - first + 1);
}

gboolean
pantau_seed_chance (PantauSeed *self, guint percent)
{
  return pantau_seed_below (self, 100) < percent;
}

const char *
pantau_seed_pick (PantauSeed *self, const char *const *list)
{
  return list[pantau_seed_below (self, g_strv_length ((char **) list))];
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

static char *
scene_word (const PantauSeedScene *self, const char *name, gsize length)
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
scene_fill (const PantauSeedScene *self, const char *sentence)
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
  gint64 time = midnight - (gint64) pantau_seed_below (self, DAYS) * 86400 +
                (gint64) pantau_seed_between (self, 6 * 60, 21 * 60) * 60;

  return time > self->newest ? time - 86400 : time;
}

static void
scene_init (PantauSeedScene *self, PantauSeed *seed)
{
  PantauRegions *regions = pantau_reference_get_regions (seed->reference);
  const char *group = pantau_seed_pick (seed, pantau_seed_groups);
  g_autofree char *kecamatan = NULL;
  char *cut;

  self->seed = seed;
  self->village = g_ptr_array_index (seed->villages, pantau_seed_below (seed, seed->villages->len));
  kecamatan = pantau_region_kecamatan (self->village->code);
  self->kecamatan = pantau_regions_lookup (regions, kecamatan);
  self->occurred = choose_time (seed);
  self->tps = pantau_seed_between (seed, 1, 12);
  self->depth = pantau_seed_between (seed, 2, 30) * 5;
  self->minutes = pantau_seed_between (seed, 3, 48) * 5;
  self->voters = pantau_seed_between (seed, 120, 600);
  self->few = pantau_seed_between (seed, 2, 9);
  self->many = pantau_seed_between (seed, 10, 90);
  self->river = pantau_seed_pick (seed, pantau_seed_rivers (self->village->code));
  self->site = pantau_seed_pick (seed, pantau_seed_sites);
  self->transport = pantau_seed_pick (seed, pantau_seed_transport);
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
scene_narrate (const PantauSeedScene *self,
               const PantauSeedKind *kind,
               const PantauSeedTheme *theme,
               guint number)
{
  guint n_details = g_strv_length ((char **) theme->details),
        next = pantau_seed_below (self->seed, n_details);
  guint wanted = pantau_seed_between (self->seed, MIN_NARRATIVE, 340);
  g_autofree char *opening = scene_fill (self, theme->openings[number]);
  g_autofree char *ending = scene_fill (self, pantau_seed_pick (self->seed, kind->endings));
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

static const PantauSeedKind *
choose_kind (PantauSeed *self)
{
  guint point = pantau_seed_below (self, 100), sum = 0;

  for (guint i = 0; i + 1 < pantau_seed_n_kinds; i++)
    {
      sum += pantau_seed_kinds[i].weight;
      if (point < sum)
        return &pantau_seed_kinds[i];
    }

  return &pantau_seed_kinds[pantau_seed_n_kinds - 1];
}

static void
add_place (const PantauSeedScene *scene, JsonObject *record)
{
  JsonObject *place = json_object_new ();
  JsonArray *places = json_array_new (), *tps = json_array_new ();

  json_object_set_string_member (place, "village", scene->village->code);
  json_array_add_int_element (tps, scene->tps);
  if (pantau_seed_chance (scene->seed, 20))
    json_array_add_int_element (tps, scene->tps + 1);
  json_object_set_array_member (place, "tps", tps);
  json_array_add_object_element (places, place);
  json_object_set_array_member (record, "places", places);
}

JsonObject *
pantau_seed_next (PantauSeed *self, const char **kind)
{
  const PantauSeedKind *chosen = choose_kind (self);
  const PantauSeedTheme *theme = &chosen->themes[pantau_seed_below (self, chosen->n_themes)];
  guint n_titles = g_strv_length ((char **) theme->titles);
  guint number, n_openings = g_strv_length ((char **) theme->openings);
  JsonObject *record = json_object_new (), *fields = json_object_new ();
  PantauSeedScene scene = { 0 };
  g_autofree char *title = NULL;
  g_autofree char *narrative = NULL;
  g_autofree char *occurred = NULL;
  g_autofree char *known = NULL;

  scene_init (&scene, self);
  number = pantau_seed_below (self, n_openings);
  title = scene_fill (&scene, n_titles == n_openings ? theme->titles[number]
                                                     : pantau_seed_pick (self, theme->titles));
  narrative = scene_narrate (&scene, chosen, theme, number);
  occurred = pantau_check_write_time (scene.occurred);
  known = pantau_check_write_time (
      MIN (scene.occurred + (gint64) pantau_seed_between (self, 0, 180) * 60, self->newest));

  json_object_set_string_member (record, "region", scene.kecamatan->code);
  add_place (&scene, record);
  json_object_set_string_member (record, "occurred", occurred);
  json_object_set_string_member (record, "known", known);
  json_object_set_string_member (record, "title", title);
  json_object_set_string_member (record, "narrative", narrative);
  json_object_set_int_member (record, "severity",
                              1 + pantau_seed_below (self, 3) + pantau_seed_below (self, 3));
  pantau_seed_fill_fields (&scene, chosen->kind, theme->code, fields);
  json_object_set_object_member (record, "fields", fields);
  if (pantau_seed_chance (self, 35))
    {
      g_autofree char *person = g_strdup_printf ("PTPS-%s-%03u", scene.village->code, scene.tps);

      json_object_set_string_member (record, "heard_from", person);
    }

  g_free (scene.platform);
  g_free (scene.group);
  *kind = chosen->kind;

  return record;
}
