/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Similar claims: how long a question takes while somebody types or after a paste, and how much of that is work, beside a bare FTS5 question of the same words;
 * whether the right claim comes first; and what taking in a hoax costs more than another record with the same text.
 *
 * bench-similar HOME N: HOME is filled with N hoaxes where it has none yet, which takes a while; keep it.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "pantau-claim-text.h"
#include "pantau-json.h"
#include "pantau-reader.h"
#include "pantau-similar.h"

#define DEVICES   40
#define STEP      1000
#define QUESTIONS 300
#define TAKEN     5000

static const char *const whats[] = {
  "TPS {n} di {desa} dipindah ke {tempat}",
  "pencoblosan di {kec} diundur ke tanggal {hari} Desember",
  "surat suara paslon {calon} sudah tercoblos di gudang {kec}",
  "warga {desa} tanpa undangan ditolak di TPS {n}",
  "paslon {calon} membagikan uang Rp {uang}.000 di {desa}",
  "kotak suara TPS {n} {desa} hilang sejak pukul {jam}",
  "petugas TPS {n} di {desa} mencoblos {banyak} lembar surat suara",
  "saksi paslon {calon} diusir dari TPS {n} {desa}",
  "bansos {desa} dihentikan kalau paslon {calon} kalah",
  "hasil survei {kec}: paslon {calon} menang {persen} persen",
  "TPS {n} {desa} ditutup pukul {jam}",
  "kantor panitia {kec} dibakar massa paslon {calon}",
  "daftar pemilih {desa} memuat {banyak} nama orang meninggal",
  "listrik {kec} sengaja dipadamkan pukul {jam}",
  "kepala dusun di {desa} mengumpulkan KTP {banyak} warga",
  "truk berisi {banyak} kotak suara tertahan di {kec}",
  "ijazah calon nomor {calon} asal {kec} palsu",
  "petugas di {desa} keracunan nasi kotak paslon {calon}",
};
static const char *const mores[] = {
  "Kata {orang} kejadiannya pukul {jam}.",
  "Sudah ada {banyak} orang yang melapor ke {tempat}.",
  "Videonya direkam {orang} dari {tempat}.",
  "Kalau ini benar pemilihan harus diulang.",
  "Polisi belum datang sampai pukul {jam}.",
  "Yang punya keluarga di {desa} tolong diberi tahu.",
  "Petugas diam saja waktu ditanya {orang}.",
  "Nomor surat tugasnya {banyak} dan ditandatangani di {kec}.",
  "Besok massa dari {kec} akan datang ke {tempat}.",
  "Di {desa} juga begitu, {orang} melihat sendiri.",
};
static const char *const befores[] = { "", "SEBARKAN!!! ", "Dari grup sebelah: ", "🔥🔥 VIRAL ",
                                       "Info valid, " };
static const char *const wheres[] = { "balai desa",    "SD Negeri 3",  "rumah kepala desa",
                                      "lapangan bola", "kantor camat", "puskesmas",
                                      "pasar lama",    "masjid raya",  "gudang dolog",
                                      "kantor polsek" };
static const char *const whos[] = { "ketua RT",       "tukang ojek",   "guru honorer",
                                    "penjaga gudang", "ibu pengajian", "pedagang sayur",
                                    "anggota linmas", "sopir truk" };

static const PantauRegion *
pick_region (PantauReference *reference, GRand *rand, guint level)
{
  PantauRegions *regions = pantau_reference_get_regions (reference);

  for (;;)
    {
      const PantauRegion *region = pantau_regions_get_nth (
          regions, (guint) g_rand_int_range (rand, 0, (gint32) pantau_regions_get_size (regions)));

      if (region->level == level)
        return region;
    }
}

/* @template with its braces filled in; the same numbers of @rand give the same text. */
static void
append (GString *text, PantauReference *reference, GRand *rand, const char *template)
{
  static const struct
  {
    const char *name;
    int least, most;
  } numbers[] = { { "n}", 1, 30 },      { "hari}", 1, 20 },   { "calon}", 1, 4 },
                  { "jam}", 6, 22 },    { "uang}", 20, 500 }, { "banyak}", 3, 900 },
                  { "persen}", 30, 90 } };

  for (const char *p = template; *p != '\0'; p++)
    {
      if (*p != '{')
        {
          g_string_append_c (text, *p);
          continue;
        }
      p++;
      if (g_str_has_prefix (p, "desa}") || g_str_has_prefix (p, "kec}"))
        g_string_append (text, pick_region (reference, rand, *p == 'd' ? 4 : 3)->name);
      else if (g_str_has_prefix (p, "tempat}"))
        g_string_append (text, wheres[g_rand_int_range (rand, 0, G_N_ELEMENTS (wheres))]);
      else if (g_str_has_prefix (p, "orang}"))
        g_string_append (text, whos[g_rand_int_range (rand, 0, G_N_ELEMENTS (whos))]);
      for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
        if (g_str_has_prefix (p, numbers[i].name))
          g_string_append_printf (text, "%d",
                                  g_rand_int_range (rand, numbers[i].least, numbers[i].most + 1));
      p = strchr (p, '}');
    }
}

/* Claim number @number: a fifth of them is told again by others, in the same words with other emoji. */
static void
make_claim (PantauReference *reference, guint64 number, char **title, char **quote)
{
  g_autoptr (GRand) rand =
      g_rand_new_with_seed ((guint32) (number % 5 == 4 ? number / 50 * 50 : number));
  GString *first = g_string_new (NULL), *all = g_string_new (NULL);
  int n = g_rand_int_range (rand, 1, 6);

  append (first, reference, rand, whats[g_rand_int_range (rand, 0, G_N_ELEMENTS (whats))]);
  g_string_append_printf (all, "%s%s. ", befores[number % G_N_ELEMENTS (befores)], first->str);
  for (int i = 0; i < n; i++)
    append (all, reference, rand, mores[g_rand_int_range (rand, 0, G_N_ELEMENTS (mores))]);
  *title = g_string_free (first, FALSE);
  *quote = g_string_free (all, FALSE);
}

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

/* Its text is the narrative, so that a record of another kind can have the same. */
static void
store (PantauHome *home, Device *device, const char *kind, const char *title, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *uuid = pantau_uuid_new ();
  g_autoptr (JsonObject) body = json_object_new ();
  PantauDraft draft = { .record = uuid,
                        .kind = kind,
                        .is_open = TRUE,
                        .region = "16.06.01",
                        .type = PANTAU_TYPE_CREATE,
                        .time = "2024-11-27T14:00:00+07:00",
                        .body = body };
  g_autoptr (PantauEntry) entry = NULL;
  gint64 n;

  json_object_set_string_member (body, "election", "pilkada-2024");
  json_object_set_string_member (body, "occurred", "2024-11-27T06:00:00+07:00");
  json_object_set_string_member (body, "title", title);
  json_object_set_string_member (body, "narrative", text);
  json_object_set_object_member (body, "fields", json_object_new ());
  entry = pantau_entry_sign (device->key, &draft, ++device->seq, device->prev, &error);
  check (entry != NULL &&
             pantau_ledger_add (pantau_home_get_ledger (home), entry, &n, NULL, &error),
         error);
  g_free (device->prev);
  device->prev = g_strdup (entry->id);
}

static void
store_many (PantauHome *home, const char *kind, guint64 first, guint64 n, guint8 salt)
{
  g_autoptr (GError) error = NULL;
  Device devices[DEVICES] = { 0 };

  for (guint i = 0; i < DEVICES; i++)
    {
      devices[i].key =
          pantau_keypair_new_from_seed ((const guint8[PANTAU_SEED_SIZE]){ (guint8) i, salt });
      devices[i].prev = g_strdup ("");
    }
  for (guint64 i = 0; i < n;)
    {
      check (pantau_db_begin (pantau_home_get_db (home), PANTAU_DB_LAZY, &error), error);
      for (guint64 end = MIN (i + STEP, n); i < end; i++)
        {
          g_autofree char *title = NULL, *quote = NULL;

          make_claim (pantau_home_get_reference (home), first + i, &title, &quote);
          store (home, &devices[i % DEVICES], kind, title, quote);
        }
      check (pantau_db_commit (pantau_home_get_db (home), &error), error);
    }
  for (guint i = 0; i < DEVICES; i++)
    {
      pantau_keypair_free (devices[i].key);
      g_free (devices[i].prev);
    }
}

/* What this thread worked, in microseconds: on a busy machine others are no part of it. */
static gint64
work_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* Microseconds a record. */
static double
catch_up (PantauHome *home, guint64 n)
{
  g_autoptr (GError) error = NULL;
  gint64 start = work_time ();

  check (pantau_store_catch_up (pantau_home_get_store (home), &error), error);

  return (double) (work_time () - start) / (double) n;
}

static void
fill (const char *path, guint64 n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauHome) home = NULL;

  check (pantau_home_create (path, TRUE, &error), error);
  home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  check (home != NULL, error);
  store_many (home, "hoax", 0, n, 1);
  printf ("%" G_GUINT64_FORMAT " hoaxes taken in: %.0f µs each\n", n, catch_up (home, n));
}

/* What the claims cost of it: the same texts as records that claim nothing. */
static void
bench_taking (PantauHome *home, guint64 n)
{
  double plain, hoax;
  guint8 salt = (guint8) g_random_int_range (2, 256);

  store_many (home, "other", n, TAKEN, salt);
  plain = catch_up (home, TAKEN);
  store_many (home, "hoax", n, TAKEN, (guint8) (salt ^ 0x55) | 1);
  hoax = catch_up (home, TAKEN);
  printf (
      "taking in %d more: %.0f µs each, %.0f µs where they claim nothing: %.0f µs for the claim\n",
      TAKEN, hoax, plain, hoax - plain);
}

static int
compare (const void *a, const void *b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* One time of a series, in milliseconds. */
typedef struct
{
  double wall, work;
} Time;

typedef struct
{
  gint64 wall, work;
} Start;

static Start
start_now (void)
{
  return (Start){ g_get_monotonic_time (), work_time () };
}

static void
add_time (GArray *times, Start since)
{
  Time took = { (double) (g_get_monotonic_time () - since.wall) / 1000,
                (double) (work_time () - since.work) / 1000 };

  g_array_append_val (times, took);
}

static void
print_sorted (const char *name, GArray *sorted)
{
  qsort (sorted->data, sorted->len, sizeof (double), compare);
  printf ("  %s p50 %7.2f p95 %7.2f most %7.2f", name,
          g_array_index (sorted, double, sorted->len / 2),
          g_array_index (sorted, double, sorted->len * 95 / 100),
          g_array_index (sorted, double, sorted->len - 1));
}

static void
print_series (const char *name, GArray *times)
{
  g_autoptr (GArray) wall = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) work = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < times->len; i++)
    {
      g_array_append_val (wall, g_array_index (times, Time, i).wall);
      g_array_append_val (work, g_array_index (times, Time, i).work);
    }
  printf ("  %-38s %4u", name, times->len);
  print_sorted ("ms:", wall);
  print_sorted ("of these work:", work);
  printf ("\n");
}

/* Any of the same words, the best three: what FTS5 does by itself. */
static void
ask_bare (PantauReader *reader, const char *words, GArray *times)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) parts = g_strsplit (words, " ", -1);
  g_autofree char *joined = g_strjoinv ("\" OR \"", parts);
  g_autofree char *match = g_strdup_printf ("\"%s\"", joined);
  Start start = start_now ();
  gint64 sum = 0;
  PantauStmt *stmt = pantau_db_query (
      pantau_reader_get_db (reader),
      "SELECT rowid FROM claim_index WHERE claim_index MATCH ?1 ORDER BY rank LIMIT 3", "s", match);

  while (pantau_stmt_next (stmt))
    sum += pantau_stmt_integer (stmt, 0);
  check (pantau_stmt_finish (stmt, &error), error);
  add_time (times, start);
}

static void
bench_questions (PantauHome *home, PantauReader *reader, guint64 n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GArray) typed = g_array_new (FALSE, FALSE, sizeof (Time));
  g_autoptr (GArray) pasted = g_array_new (FALSE, FALSE, sizeof (Time));
  g_autoptr (GArray) unknown = g_array_new (FALSE, FALSE, sizeof (Time));
  g_autoptr (GArray) pictures = g_array_new (FALSE, FALSE, sizeof (Time));
  g_autoptr (GArray) bare = g_array_new (FALSE, FALSE, sizeof (Time));
  PantauReference *reference = pantau_home_get_reference (home);
  PantauStore *store_of = pantau_reader_get_store (reader);
  guint hits = 0;

  for (guint i = 0; i < QUESTIONS; i++)
    {
      GArray *const times[] = { typed, pasted, unknown };
      guint64 number = (guint64) (g_rand_double (rand) * (double) n) + (i % 3 == 2 ? 2 * n : 0);
      g_autofree char *title = NULL, *quote = NULL, *text = NULL, *words = NULL;
      guint64 picture = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand);
      PantauSimilarQuery query = { 0 };
      g_autoptr (GPtrArray) found = NULL, seen = NULL;
      Start start;

      make_claim (reference, number, &title, &quote);
      text = g_strdup_printf ("🙏🙏 dari grup sebelah: %s", i % 3 == 0 ? title : quote);
      query.text = text;
      start = start_now ();
      found = pantau_store_similar (store_of, &query, &error);
      check (found != NULL, error);
      add_time (times[i % 3], start);
      hits += i % 3 == 1 && found->len > 0 &&
              g_str_equal (((const PantauSimilar *) found->pdata[0])->title, title);
      if (g_getenv ("BENCH_VERBOSE") != NULL)
        printf ("%8.2f ms  %s\n    %s\n",
                g_array_index (times[i % 3], Time, times[i % 3]->len - 1).wall, text,
                found->len > 0 ? ((const PantauSimilar *) found->pdata[0])->title : "-");

      words = pantau_claim_text_make (pantau_reference_get_claim_words (reference), text);
      ask_bare (reader, words, bare);
      query = (PantauSimilarQuery){ .pictures = &picture, .n_pictures = 1 };
      start = start_now ();
      seen = pantau_store_similar (store_of, &query, &error);
      check (seen != NULL, error);
      add_time (pictures, start);
    }

  printf ("similar claims (the right one first for %u of %u pasted):\n", hits, QUESTIONS / 3);
  print_series ("a title, typed", typed);
  print_series ("a whole message, pasted", pasted);
  print_series ("a message that is not here", unknown);
  print_series ("a picture", pictures);
  print_series ("bare FTS5: any of the words, by rank", bare);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *database = NULL;
  PantauHome *home;
  PantauReader *reader;
  guint64 n;
  GStatBuf info;

  if (argc != 3)
    return 1;
  n = g_ascii_strtoull (argv[2], NULL, 10);
  database = g_build_filename (argv[1], PANTAU_HOME_DATABASE, NULL);
  if (!g_file_test (database, G_FILE_TEST_EXISTS))
    fill (argv[1], n);

  home = pantau_home_open (argv[1], PANTAU_HOME_WRITE, &error);
  check (home != NULL, error);
  reader = pantau_reader_new (home, &error);
  check (reader != NULL, error);
  printf ("%s claims, database %.0f MB\n", argv[2],
          g_stat (database, &info) == 0 ? (double) info.st_size / 1e6 : 0);
  bench_questions (home, reader, n);
  bench_taking (home, n);

  pantau_reader_free (reader);
  pantau_home_close (home);

  return 0;
}
