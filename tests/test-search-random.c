/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random records, changes and questions, compared with a plain scan of all that was written: what is found, in which order, up
 * to which limit; again after a rebuild.
 */

#include "config.h"

#include <string.h>

#include "pantau-query-private.h"
#include "pantau-token.h"
#include "search-fixture.h"
#include "test-util.h"

#define RECORDS   (1000 / TEST_SHARE)
#define CHANGES   (200 / TEST_SHARE)
#define QUESTIONS (3000 / TEST_SHARE)
#define MIDNIGHT  1707843600 /* 14 February 2024, 00.00 WIB */

static const char *const words[] = {
  "banjir", "membanjiri", "longsor", "kirim",  "mengirim",  "pengiriman", "surat",
  "suara",  "kotak",      "basah",   "perahu", "terpal",    "tps",        "3",
  "12",     "003",        "Jum'at",  "rusak",  "kerusakan", "gudang",
};
static const char *const beginnings[] = {
  "ba", "ban",  "banj", "su",    "sur", "surat", "ki", "kir", "men",
  "ju", "juma", "ru",   "kerus", "te",  "be",    "x",  "3",   "zz",
};
static const char *const regions[] = {
  "16.06",    "16.06.01", "16.06.02", "16.06.02.2001", "16.07.08", "16.71",
  "16.71.01", "16.13.04", "16",
};
static const char *const kinds[] = {
  "risk", "hoax", "neutrality", "other", "activity", "fromnewer"
};
static const char *const statuses[] = { "baru", "perlu-dilengkapi", "diverifikasi" };

/* What we know of a record without asking. */
typedef struct
{
  guint32 n;
  char id[37];
  const char *create; /* (unowned): id of the entry */
  guint kind;
  guint region;
  guint status;
  int severity;
  gint64 when;
  char *title;
  char *narrative;
} Model;

static void
clear_model (gpointer data)
{
  Model *model = data;

  g_free (model->title);
  g_free (model->narrative);
}

static char *
random_text (GRand *rand, guint least, guint most)
{
  GString *text = g_string_new (NULL);
  guint n = (guint) g_rand_int_range (rand, (gint32) least, (gint32) most + 1);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? g_rand_boolean (rand) ? " " : ", " : "",
                            words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);

  return g_string_free (text, FALSE);
}

/* Many at one moment, many within one hour, and some far away. */
static gint64
random_time (GRand *rand)
{
  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      return MIDNIGHT;
    case 1:
      return MIDNIGHT + 3600 + g_rand_int_range (rand, 0, 3600);
    case 2:
      return MIDNIGHT + g_rand_int_range (rand, 0, 12) * 3600;
    default:
      return MIDNIGHT + (gint64) g_rand_int_range (rand, -400, 400) * 86400;
    }
}

static char *
rfc3339 (gint64 when)
{
  g_autoptr (GTimeZone) wib = g_time_zone_new_offset (7 * 3600);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (when);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, wib);

  return g_date_time_format (local, "%Y-%m-%dT%H:%M:%S+07:00");
}

static void
write_records (Desk *desk, Writer *field, GArray *models, GRand *rand)
{
  for (guint i = 0; i < RECORDS; i++)
    {
      Model model = { .kind = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (kinds)),
                      .region = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (regions)),
                      .severity = g_rand_int_range (rand, 1, 6),
                      .when = random_time (rand),
                      .title = random_text (rand, 0, 3),
                      .narrative = random_text (rand, 0, 8) };
      g_autofree char *time = rfc3339 (model.when);
      g_autofree char *json = g_strdup_printf (
          "{\"title\":\"%s\",\"narrative\":\"%s\",\"severity\":%d,\"occurred\":\"%s\"}",
          model.title, model.narrative, model.severity, time);
      const About about = { model.id, kinds[model.kind], FALSE, regions[model.region] };
      PantauEntry *entry;

      g_snprintf (model.id, sizeof model.id, "bbbbbbbb-0000-4000-8000-0000%08u", i);
      entry = writer_add (field, &about, "record.create", json, NULL, NULL);
      model.create = entry->id;
      model.n = (guint32) desk_store (desk, entry);
      g_array_append_val (models, model);
      if (g_rand_int_range (rand, 0, 50) == 0)
        desk_catch_up (desk);
    }
}

static void
write_change (Desk *desk, Writer *field, Model *model, GRand *rand)
{
  const About about = { model->id, kinds[model->kind], FALSE, regions[model->region] };
  g_autofree char *time = NULL, *json = NULL;

  /* Only of these two kinds the tables have all three. */
  if (model->kind < 2 && model->status == 0 && g_rand_boolean (rand))
    {
      model->status = (guint) g_rand_int_range (rand, 1, G_N_ELEMENTS (statuses));
      json = g_strdup_printf ("{\"status\":\"%s\"}", statuses[model->status]);
      desk_store (desk, writer_add (field, &about, "status.set", json, model->create, NULL));
      return;
    }

  g_free (model->title);
  model->title = random_text (rand, 0, 3);
  model->when = random_time (rand);
  time = rfc3339 (model->when);
  json =
      g_strdup_printf ("{\"fields\":{\"title\":\"%s\",\"occurred\":\"%s\"}}", model->title, time);
  desk_store (desk, writer_add (field, &about, "record.set", json, model->create, NULL));
}

/* Each record changes once at most: a second change would have to name the first. */
static void
write_changes (Desk *desk, Writer *field, GArray *models, GRand *rand)
{
  for (guint i = 0; i < CHANGES; i++)
    {
      write_change (desk, field, &g_array_index (models, Model, i * (RECORDS / CHANGES)), rand);
      if (i % 20 == 0)
        desk_catch_up (desk);
    }
  desk_catch_up (desk);
}

static char *
random_question (GRand *rand)
{
  GString *text = g_string_new (NULL);
  guint n = (guint) g_rand_int_range (rand, 0, 3);

  if (g_rand_int_range (rand, 0, 4) == 0)
    g_string_append_printf (text, "%sjenis:%s ", g_rand_int_range (rand, 0, 3) == 0 ? "-" : "",
                            kinds[g_rand_int_range (rand, 0, 5)]);
  if (g_rand_int_range (rand, 0, 4) == 0)
    g_string_append_printf (text, "%swilayah:%s ", g_rand_int_range (rand, 0, 3) == 0 ? "-" : "",
                            regions[g_rand_int_range (rand, 0, G_N_ELEMENTS (regions))]);
  if (g_rand_int_range (rand, 0, 6) == 0)
    g_string_append_printf (text, "status:%s ", statuses[g_rand_int_range (rand, 0, 3)]);
  if (g_rand_int_range (rand, 0, 6) == 0)
    g_string_append_printf (text, "tingkat:%d ", g_rand_int_range (rand, 1, 6));
  if (g_rand_int_range (rand, 0, 6) == 0)
    g_string_append_printf (text, "%s:%02d-02-2024 ", g_rand_boolean (rand) ? "dari" : "sampai",
                            g_rand_int_range (rand, 10, 18));
  if (g_rand_int_range (rand, 0, 8) == 0)
    g_string_append (text, "dari:\"14-02-2024 01.30\" ");

  for (guint i = 0; i < n; i++)
    {
      const char *word = words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))];
      const char *other = words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))];

      switch (g_rand_int_range (rand, 0, 6))
        {
        case 0:
          g_string_append_printf (text, "-%s ", word);
          break;
        case 1:
          g_string_append_printf (text, "\"%s %s\" ", word, other);
          break;
        default:
          g_string_append_printf (text, "%s ", word);
        }
    }
  if (g_rand_boolean (rand))
    g_string_append (text, beginnings[g_rand_int_range (rand, 0, G_N_ELEMENTS (beginnings))]);

  return g_string_free (text, FALSE);
}

typedef struct
{
  const PantauTerm *term;
  guint matched; /* words of a phrase that stand so far */
  gboolean found;
} Scan;

/* A phrase by going over the words once for each beginning would do too; these phrases have no repetition at their start. */
static gboolean
scan_word (const char *surface, const char *stem, guint start, guint end, gpointer data)
{
  Scan *scan = data;
  guint n = g_strv_length (scan->term->surfaces);

  if (n == 1)
    scan->found |= pantau_term_fits (scan->term, surface, stem);
  else
    {
      if (!g_str_equal (surface, scan->term->surfaces[scan->matched]))
        scan->matched = g_str_equal (surface, scan->term->surfaces[0]) ? 0 : G_MAXUINT;
      if (++scan->matched == n)
        {
          scan->found = TRUE;
          scan->matched = g_str_equal (surface, scan->term->surfaces[0]) ? 1 : 0;
        }
    }

  return TRUE;
}

static gboolean
text_has (const char *text, const PantauTerm *term)
{
  Scan scan = { .term = term };

  pantau_token_foreach (pantau_reference_get_families (store_reference ()), text, scan_word, &scan);

  return scan.found;
}

static gboolean
place_has (const char *code, const PantauTerm *term)
{
  const PantauRegion *region =
      pantau_regions_lookup (pantau_reference_get_regions (store_reference ()), code);
  g_autofree char *parent = pantau_region_parent (code);

  return (region != NULL && region->level > 1 && text_has (region->name, term)) ||
         (parent != NULL && place_has (parent, term));
}

static gboolean
has (GPtrArray *list, const char *code)
{
  return g_ptr_array_find_with_equal_func (list, code, g_str_equal, NULL);
}

static gboolean
covered (GPtrArray *list, const char *code)
{
  for (guint i = 0; i < list->len; i++)
    if (pantau_region_covers (g_ptr_array_index (list, i), code))
      return TRUE;

  return FALSE;
}

static gboolean
is_asked_for (const Model *model, PantauQuery *query)
{
  const char *kind = kinds[model->kind], *region = regions[model->region],
             *status = statuses[model->status];

  for (guint i = 0; i < query->terms->len; i++)
    {
      const PantauTerm *term = g_ptr_array_index (query->terms, i);

      if ((text_has (model->title, term) || text_has (model->narrative, term) ||
           place_has (region, term)) == term->negative)
        return FALSE;
    }

  return (query->kinds->len == 0 || has (query->kinds, kind)) && !has (query->not_kinds, kind) &&
         (query->regions->len == 0 || covered (query->regions, region)) &&
         !covered (query->not_regions, region) &&
         (query->statuses->len == 0 || has (query->statuses, status)) &&
         model->severity >= query->severity && model->when >= query->from &&
         model->when < query->to;
}

typedef struct
{
  PantauSort sort;
  gboolean descending;
} Order;

static gint64
sign (gint64 left, gint64 right)
{
  return (left > right) - (left < right);
}

static int
compare_models (gconstpointer a, gconstpointer b, gpointer data)
{
  const Model *left = *(const Model *const *) a, *right = *(const Model *const *) b;
  const Order *order = data;
  gint64 result = 0;

  switch (order->sort)
    {
    case PANTAU_SORT_RECORDED:
      result = sign (left->n, right->n);
      break;
    case PANTAU_SORT_TITLE:
      result = g_ascii_strcasecmp (left->title, right->title);
      break;
    case PANTAU_SORT_KIND:
      result = sign (left->kind, right->kind);
      break;
    case PANTAU_SORT_REGION:
      result = strcmp (regions[left->region], regions[right->region]);
      break;
    case PANTAU_SORT_STATUS:
      result = sign (left->status, right->status);
      break;
    case PANTAU_SORT_SEVERITY:
      result = sign (left->severity, right->severity);
      break;
    case PANTAU_SORT_TIME:
    default:
      result = sign (left->when, right->when);
    }
  if (result != 0)
    return (order->descending ? -1 : 1) * (result > 0 ? 1 : -1);

  result = sign (right->when, left->when);

  return (int) (result != 0 ? result : sign (right->n, left->n));
}

/* Most of what is asked should find something, or nothing is tested. */
static guint
ask (Desk *desk, GArray *models, GRand *rand)
{
  static const guint limits[] = { 0, 1, 10, 100 };
  g_autofree char *text = random_question (rand);
  g_autoptr (PantauQuery) query = pantau_query_new (store_reference (), text);
  g_autoptr (GPtrArray) expected = g_ptr_array_new ();
  g_autoptr (GArray) rows = NULL;
  Order order = { (PantauSort) g_rand_int_range (rand, 0, PANTAU_N_SORTS), g_rand_boolean (rand) };
  guint limit = limits[g_rand_int_range (rand, 0, G_N_ELEMENTS (limits))], n;

  for (guint i = 0; i < models->len; i++)
    if (is_asked_for (&g_array_index (models, Model, i), query))
      g_ptr_array_add (expected, &g_array_index (models, Model, i));
  g_ptr_array_sort_with_data (expected, compare_models, &order);
  n = limit > 0 ? MIN (limit, expected->len) : expected->len;

  rows = search_rows (desk, text, order.sort, order.descending, limit);
  g_test_message ("“%s” by %s: %u", text, pantau_sort_get_name (order.sort), n);
  g_assert_cmpuint (rows->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (g_array_index (rows, guint32, i), ==,
                      ((Model *) g_ptr_array_index (expected, i))->n);

  return n;
}

static void
ask_many (Desk *desk, GArray *models, GRand *rand, guint n)
{
  guint found = 0;

  for (guint i = 0; i < n; i++)
    found += ask (desk, models, rand) > 0;
  g_assert_cmpuint (found, >, n / 3);
}

static void
test_against_scan (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) field = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GArray) models = g_array_new (FALSE, FALSE, sizeof (Model));
  g_autoptr (GRand) rand = test_rand_new (20261121);
  g_autoptr (GError) error = NULL;

  g_array_set_clear_func (models, clear_model);
  write_records (&desk, &field, models, rand);
  write_changes (&desk, &field, models, rand);
  ask_many (&desk, models, rand, QUESTIONS);

  pantau_store_rebuild (desk.store, NULL, NULL, &error);
  g_assert_no_error (error);
  ask_many (&desk, models, rand, QUESTIONS / 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/search/random", test_against_scan);

  return store_test_run ();
}
