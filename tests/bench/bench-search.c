/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Searching and listing: how long until the first thousand are known, by some two hundred questions as people ask them, as
 * they type and as they click; beside what SQLite alone takes for the newest thousand.
 *
 * bench-search HOME N: HOME is filled with N records where it has none yet, which takes a while; keep it.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pantau-check.h"
#include "pantau-json.h"
#include "pantau-reader.h"
#include "pantau-seed.h"
#include "pantau-triage.h"

#define NEWEST  1732690000 /* 27 November 2024 */
#define DEVICES 40
#define STEP    1000
#define FIRST   1000
#define PAGE    64
#define QUEUE   30 /* as the window asks first */

typedef struct
{
  PantauKeypair *key;
  gint64 seq;
  char *prev;
} Device;

static void
check (gboolean ok, const GError *error)
{
  if (!ok)
    g_error ("%s", error->message);
}

static void
store_entry (PantauHome *home, Device *device, PantauDraft *draft, char **id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauEntry) entry =
      pantau_entry_sign (device->key, draft, ++device->seq, device->prev, &error);
  gint64 n;

  check (entry != NULL &&
             pantau_ledger_add (pantau_home_get_ledger (home), entry, &n, NULL, &error),
         error);
  g_free (device->prev);
  device->prev = g_strdup (entry->id);
  if (id != NULL)
    *id = g_strdup (entry->id);
}

/* A record, and for each fourth the desk's first step. */
static void
store_sample (PantauHome *home, PantauSeed *seed, Device *device, guint64 number)
{
  PantauReference *reference = pantau_home_get_reference (home);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  const char *kind;
  g_autoptr (JsonObject) input = pantau_seed_next (seed, &kind);
  g_autofree char *text = pantau_json_object_text (input), *uuid = pantau_uuid_new ();
  g_autofree char *region = NULL, *class = NULL, *id = NULL;
  g_autoptr (JsonObject) body = pantau_check_record (reference, kind, text, strlen (text), NEWEST,
                                                     NULL, &region, &class, faults);
  g_autoptr (JsonObject) step = json_object_new ();
  const char *base[] = { NULL, NULL };
  PantauDraft draft = { .record = uuid,
                        .kind = kind,
                        .is_open = g_strcmp0 (class, "open") == 0,
                        .region = region,
                        .type = PANTAU_TYPE_CREATE,
                        .time = "2024-11-27T14:00:00+07:00",
                        .body = body };

  store_entry (home, device, &draft, &id);
  if (number % 4 != 0)
    return;

  base[0] = id;
  json_object_set_string_member (step, "status",
                                 number % 8 == 0 ? "perlu-dilengkapi"
                                 : draft.is_open ? "diverifikasi"
                                                 : "kajian-awal");
  draft.type = PANTAU_TYPE_STATUS;
  draft.base = base;
  draft.body = step;
  store_entry (home, device, &draft, NULL);
}

static void
fill (const char *path, guint64 n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauSeed) seed = NULL;
  Device devices[DEVICES] = { 0 };
  gint64 start = g_get_monotonic_time ();

  check (pantau_home_create (path, TRUE, &error), error);
  home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  check (home != NULL, error);
  seed = pantau_seed_new (pantau_home_get_reference (home), 1, NULL, NEWEST);
  for (guint i = 0; i < DEVICES; i++)
    {
      devices[i].key =
          pantau_keypair_new_from_seed ((const guint8[PANTAU_SEED_SIZE]){ (guint8) i, 1 });
      devices[i].prev = g_strdup ("");
    }

  for (guint64 i = 0; i < n;)
    {
      check (pantau_db_begin (pantau_home_get_db (home), PANTAU_DB_LAZY, &error), error);
      for (guint64 end = MIN (i + STEP, n); i < end; i++)
        store_sample (home, seed, &devices[i * 7 % DEVICES], i);
      check (pantau_db_commit (pantau_home_get_db (home), &error), error);
    }
  printf ("filled with %" G_GUINT64_FORMAT " records in %.0f s\n", n,
          (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);

  start = g_get_monotonic_time ();
  check (pantau_store_catch_up (pantau_home_get_store (home), &error), error);
  printf ("projected in %.0f s\n", (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);

  for (guint i = 0; i < DEVICES; i++)
    {
      pantau_keypair_free (devices[i].key);
      g_free (devices[i].prev);
    }
}

/* Times in milliseconds. */
typedef struct
{
  const char *name;
  GArray *times;
} Series;

static int
compare (const void *a, const void *b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
print_series (Series *self)
{
  qsort (self->times->data, self->times->len, sizeof (double), compare);
  printf ("  %-34s %4u  p50 %7.2f ms  p95 %7.2f ms  most %7.2f ms\n", self->name, self->times->len,
          g_array_index (self->times, double, self->times->len / 2),
          g_array_index (self->times, double, self->times->len * 95 / 100),
          g_array_index (self->times, double, self->times->len - 1));
}

static Series *
series_new (const char *name)
{
  Series *self = g_new0 (Series, 1);

  self->name = name;
  self->times = g_array_new (FALSE, FALSE, sizeof (double));

  return self;
}

static void
series_free (Series *self)
{
  g_array_unref (self->times);
  g_free (self);
}

static void
add (Series *self, gint64 since)
{
  double took = (double) (g_get_monotonic_time () - since) / 1000;

  g_array_append_val (self->times, took);
}

static const char *const words[] = {
  "banjir ",
  "longsor ",
  "tergenang ",
  "mengirim ",
  "pengiriman ",
  "logistik ",
  "tps ",
  "surat suara ",
  "dipindahkan ",
  "listrik ",
  "sinyal ",
  "jembatan ",
  "muba ",
  "palembang ",
  "empat lawang ",
  "perahu ",
  "terpal ",
  "hoaks ",
  "grup ",
  "kampanye ",
  "kades ",
  "netral ",
  "spanduk ",
  "baliho ",
  "tidak ",
  "dan ",
  "pukul ",
  "hujan lebat ",
  "tps 3 ",
  "kotak rusak ",
  "\"kotak suara\" ",
  "\"salah satu pasangan\" ",
  "banjir -tps ",
  "-banjir ",
  "tidakada ",
  "sungai musi ",
  "rawas ilir ",
  "tanjung ",
  "pasangan calon ",
  "genset rusak ",
};

static const char *const typed[] = {
  "ba",           "ban",   "banj",   "banji",    "banjir",   "lo",     "lon",  "long",
  "longs",        "pe",    "pen",    "peng",     "penga",    "pengaw", "me",   "men",
  "meng",         "mengi", "di",     "dip",      "dipi",     "te",     "ter",  "tert",
  "su",           "sur",   "sura",   "surat s",  "surat su", "ka",     "kam",  "kamp",
  "ke",           "kec",   "keca",   "je",       "jem",      "jemb",   "mu",   "mua",
  "muar",         "pa",    "pal",    "pale",     "ta",       "tan",    "tanj", "banjir pal",
  "longsor laha", "tps 1", "tps 12", "hujan le", "ko",       "kot",    "kota", "kotak r",
};

static const char *const filters[] = {
  "jenis:risiko",
  "jenis:hoaks",
  "jenis:netralitas",
  "jenis:banjir",
  "jenis:longsor",
  "wilayah:muba",
  "wilayah:palembang",
  "wilayah:16.13.04",
  "wilayah:tanjung",
  "wilayah:lahat",
  "status:baru",
  "status:verifikasi",
  "status:kajian",
  "tingkat:4",
  "tingkat:5",
  "dari:20-11-2024",
  "dari:01-10-2024 sampai:10-10-2024",
  "sampai:30-09-2024",
  "keadaan:diterima",
  "keadaan:tersimpan",
  "milik:saya",
  "beda:tidak",
  "karantina:tidak",
  "jenis:risiko tingkat:5",
  "jenis:hoaks wilayah:palembang",
  "status:verifikasi jenis:risiko",
  "jenis:banjir wilayah:muba tingkat:4",
  "-jenis:risiko",
  "-wilayah:palembang",
  "jenis:risiko jenis:hoaks",
};

static const char *const mixed[] = {
  "jenis:risiko banjir",
  "wilayah:muba banjir",
  "wilayah:palembang hoak",
  "jenis:hoaks grup wa",
  "tingkat:5 banjir ",
  "tingkat:4 longsor jalan",
  "status:verifikasi banjir",
  "dari:20-11-2024 banjir",
  "dari:01-10-2024 sampai:02-10-2024 tps ",
  "wilayah:lahat jenis:longsor jalan",
  "jenis:netralitas span",
  "wilayah:tanjung air ",
  "keadaan:diterima banjir",
  "beda:tidak perahu",
  "jenis:risiko -banjir",
  "wilayah:muba jenis:banjir tingkat:4 perahu",
  "jenis:lain politik",
  "status:baru pem",
};

static PantauReader *reader;
static PantauHome *home;

static guint
ask (Series *series, const char *text, PantauSort sort, gboolean descending, guint limit)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (PantauQuery) query = pantau_query_new (pantau_home_get_reference (home), text);
  g_autoptr (GArray) rows = pantau_store_find (pantau_reader_get_store (reader), query, sort,
                                               descending, limit, NULL, &error);

  check (rows != NULL, error);
  add (series, start);
  if (g_getenv ("BENCH_VERBOSE") != NULL)
    printf ("    %8.2f ms %7u  %-9s %s\n",
            g_array_index (series->times, double, series->times->len - 1), rows->len,
            pantau_sort_get_name (sort), text);

  return rows->len;
}

static void
ask_all (Series *all, const char *name, const char *const *texts, gsize n, PantauSort sort)
{
  Series *series = series_new (name);

  for (gsize i = 0; i < n; i++)
    {
      ask (series, texts[i], sort, TRUE, FIRST);
      g_array_append_val (all->times,
                          g_array_index (series->times, double, series->times->len - 1));
    }
  print_series (series);
  series_free (series);
}

static void
bench_first (void)
{
  static const char *const some[] = {
    "",     "banjir ",      "longsor jalan ",  "perahu", "wilayah:muba ",
    "banj", "jenis:risiko", "jenis:hoaks grup"
  };
  Series *all = series_new ("all of these");

  printf ("search to the first %d:\n", FIRST);
  ask_all (all, "words", words, G_N_ELEMENTS (words), PANTAU_SORT_TIME);
  ask_all (all, "as typed", typed, G_N_ELEMENTS (typed), PANTAU_SORT_TIME);
  ask_all (all, "filters", filters, G_N_ELEMENTS (filters), PANTAU_SORT_TIME);
  ask_all (all, "words and filters", mixed, G_N_ELEMENTS (mixed), PANTAU_SORT_TIME);
  for (guint sort = 0; sort < PANTAU_N_SORTS; sort++)
    {
      g_autofree char *name = g_strdup_printf ("sorted by %s", pantau_sort_get_name (sort));

      ask_all (all, name, some, G_N_ELEMENTS (some), sort);
    }
  print_series (all);
  series_free (all);
}

/* What the newest thousand cost without any of our work. */
static void
bench_bare (void)
{
  g_autoptr (GError) error = NULL;
  Series *series = series_new ("bare SELECT of the newest");

  for (guint i = 0; i < 50; i++)
    {
      gint64 start = g_get_monotonic_time (), sum = 0;
      PantauStmt *stmt =
          pantau_db_query (pantau_reader_get_db (reader),
                           "SELECT n FROM record ORDER BY occurred_at DESC, n DESC LIMIT 1000", "");

      while (pantau_stmt_next (stmt))
        sum += pantau_stmt_integer (stmt, 0);
      check (pantau_stmt_finish (stmt, &error) && sum > 0, error);
      add (series, start);
    }
  print_series (series);
  series_free (series);
}

static void
bench_list (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauQuery) query = pantau_query_new (pantau_home_get_reference (home), "");
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  Series *first = series_new ("newest without a search"), *all = series_new ("all ids"),
         *found = series_new ("all ids of “banjir”"), *page = series_new ("page of 64"),
         *count = series_new ("count");
  PantauStore *store = pantau_reader_get_store (reader);

  printf ("lists:\n");
  for (guint i = 0; i < 50; i++)
    ask (first, "", PANTAU_SORT_TIME, TRUE, FIRST);
  for (guint i = 0; i < 3; i++)
    ask (all, "", PANTAU_SORT_TIME, TRUE, 0);
  for (guint i = 0; i < 3; i++)
    ask (found, "banjir ", PANTAU_SORT_TIME, TRUE, 0);

  rows = pantau_store_find (store, query, PANTAU_SORT_TIME, TRUE, 0, NULL, &error);
  check (rows != NULL, error);
  for (guint i = 0; i < 200; i++)
    {
      guint at = (guint) g_rand_int_range (rand, 0, (gint32) MAX (rows->len, PAGE + 1) - PAGE);
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GPtrArray) records = pantau_store_rows (store, &g_array_index (rows, guint32, at),
                                                         MIN (PAGE, rows->len), &error);

      check (records != NULL, error);
      add (page, start);
    }
  for (guint i = 0; i < 20; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (PantauCounts) counts = pantau_store_count (store, &error);

      check (counts != NULL, error);
      g_assert (counts->total == rows->len);
      add (count, start);
    }

  bench_bare ();
  for (guint i = 0; i < 5; i++)
    print_series (((Series *[]){ first, all, found, page, count })[i]);
  for (guint i = 0; i < 5; i++)
    series_free (((Series *[]){ first, all, found, page, count })[i]);
}

/* What a desk waits for: the first screens of the queue, in each of its views, and what the sidebar counts of it. */
static void
bench_queue (void)
{
  static const char *const names[PANTAU_N_TRIAGE_VIEWS] = {
    [PANTAU_TRIAGE_OPEN] = "to decide",
    [PANTAU_TRIAGE_UNREAD] = "unread",
    [PANTAU_TRIAGE_MINE] = "with me",
    [PANTAU_TRIAGE_RETURNED] = "to be completed",
  };
  PantauStore *store = pantau_reader_get_store (reader);
  Series *count = series_new ("count");

  printf ("queue to the first %d:\n", QUEUE);
  for (guint view = 0; view < PANTAU_N_TRIAGE_VIEWS; view++)
    {
      Series *series = series_new (names[view]);
      const PantauTriageFilter filter = { .view = (PantauTriageView) view,
                                          .person = "P-1",
                                          .region = "16",
                                          .now = g_get_real_time () / G_USEC_PER_SEC,
                                          .limit = QUEUE };

      for (guint i = 0; i < 50; i++)
        {
          g_autoptr (GError) error = NULL;
          gint64 start = g_get_monotonic_time ();
          g_autoptr (PantauTriage) triage = pantau_triage_read (store, &filter, NULL, &error);

          check (triage != NULL, error);
          add (series, start);
        }
      print_series (series);
      series_free (series);
    }
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 start = g_get_monotonic_time (), waiting, unread;

      check (pantau_triage_count (store, FALSE, &waiting, &unread, &error), error);
      add (count, start);
    }
  print_series (count);
  series_free (count);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *database = NULL, *query = NULL;
  GStatBuf info;

  if (argc != 3)
    return 1;
  database = g_build_filename (argv[1], PANTAU_HOME_DATABASE, NULL);
  if (!g_file_test (database, G_FILE_TEST_EXISTS))
    fill (argv[1], g_ascii_strtoull (argv[2], NULL, 10));

  home = pantau_home_open (argv[1], PANTAU_HOME_WRITE, &error);
  check (home != NULL, error);
  reader = pantau_reader_new (home, &error);
  check (reader != NULL, error);

  printf ("%s records, database %.0f MB\n", argv[2],
          g_stat (database, &info) == 0 ? (double) info.st_size / 1e6 : 0);
  bench_queue ();
  bench_list ();
  bench_first ();

  pantau_reader_free (reader);
  pantau_home_close (home);

  return 0;
}
