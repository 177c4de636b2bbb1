/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How well pictures are found again after what telephones and people do to them (tests/similar/README.md): 40 drawn ones in a home, each
 * asked after each change, and pictures of the same layout with other content. With --curve at each distance.
 */

#include "config.h"

#include <string.h>

#include "drawn-pictures.h"
#include "home-fixture.h"
#include "pantau-json.h"
#include "pantau-picture.h"
#include "pantau-similar.h"
#include "similar-set.h"
#include "test-util.h"

#define CONTENTS 3 /* of a layout: that of the picture, and others */
#define PRECISION 0.9
#define RECALL    0.9 /* of changes that leave the picture where it is */
#define FAR       65

static gboolean wants_curve;

/* The hashes of all pictures, made once: each is a process. */
static guint64 originals[DRAWN_N];
static guint64 changed[DRAWN_N][DRAWN_N_CHANGES];
static guint64 others[DRAWN_N][CONTENTS]; /* [0] is not used */

static guint64
hash_of (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  guint64 hash = pantau_picture_hash_bytes (bytes, NULL, &error);

  g_assert_no_error (error);

  return hash;
}

static void
hash_all (void)
{
  for (guint n = 0; n < DRAWN_N; n++)
    {
      g_autoptr (GBytes) bytes = drawn_picture (n, 0);

      originals[n] = hash_of (bytes);
      for (guint change = 0; change < DRAWN_N_CHANGES; change++)
        {
          g_autoptr (GBytes) after = drawn_changed (n, change);

          changed[n][change] = hash_of (after);
        }
      for (guint content = 1; content < CONTENTS && drawn_has_layout (n); content++)
        {
          g_autoptr (GBytes) other = drawn_picture (n, content);

          others[n][content] = hash_of (other);
        }
    }
}

/* The crop, the caption and the telephone move the picture within its frame; the rest leave it. */
static gboolean
stays (DrawnChange change)
{
  return change != DRAWN_CROPPED && change != DRAWN_CAPTION && change != DRAWN_PHONE;
}

typedef struct
{
  guint asked;
  guint hits;
  guint wrong;
} Row;

static void
print_row (const char *name, const Row *row)
{
  g_test_message ("  %-16s %3u asked  recall %.3f  (%u another picture)", name, row->asked,
                  (double) row->hits / row->asked, row->wrong);
}

/* A home in which each picture is the file of a hoax of its own. */
static void
record_all (PantauHome *home, char **records)
{
  for (guint n = 0; n < DRAWN_N; n++)
    {
      g_autofree char *title = g_strdup_printf ("Gambar %u", n + 1), *now = pantau_home_now (),
                      *hash = pantau_picture_hash_text (originals[n]), *text = NULL;
      g_autoptr (GBytes) bytes = drawn_picture (n, 0);
      g_autofree char *sha = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
      g_autoptr (JsonObject) body = NULL;
      g_autoptr (GError) error = NULL;
      PantauDraft draft = { .kind = "hoax",
                            .is_open = TRUE,
                            .region = "16.71",
                            .type = PANTAU_TYPE_EVIDENCE,
                            .time = now };

      records[n] = set_record_one (home, title, title, NULL);
      text = g_strdup_printf ("{\"files\":[{\"hash\":\"%s\",\"name\":\"%u.png\",\"size\":%zu,"
                              "\"type\":\"image/png\",\"received\":\"%s\",\"picture\":\"%s\"}]}",
                              sha, n, g_bytes_get_size (bytes), now, hash);
      body = pantau_json_parse_known (text, &error);
      g_assert_no_error (error);
      draft.record = records[n];
      draft.body = body;
      pantau_home_write (home, &draft, NULL, &error);
      g_assert_no_error (error);
    }
}

/* The record that is offered first for a picture: -1 none, -2 one that is not of these. */
static int
offered_for (PantauStore *store, char **records, guint64 hash)
{
  const PantauSimilarQuery query = { .pictures = &hash, .n_pictures = 1, .limit = 3 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = pantau_store_similar (store, &query, &error);
  const PantauSimilar *first;

  g_assert_no_error (error);
  if (found->len == 0)
    return -1;
  first = g_ptr_array_index (found, 0);
  g_assert_cmpuint (first->why, ==, PANTAU_SIMILAR_PICTURE);
  for (int n = 0; n < DRAWN_N; n++)
    if (strcmp (first->record, records[n]) == 0)
      return n;

  return -2;
}

static void
test_found (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  PantauStore *store = pantau_home_get_store (home);
  char *records[DRAWN_N];
  Row all = { 0 }, staying = { 0 };
  guint n_others = 0, taken = 0;

  record_all (home, records);
  for (guint n = 0; n < DRAWN_N; n++)
    g_ptr_array_add (owned, records[n]);

  g_test_message ("pictures, at the program's threshold");
  for (guint change = 0; change < DRAWN_N_CHANGES; change++)
    {
      Row row = { 0 };

      for (guint n = 0; n < DRAWN_N; n++)
        {
          int found = offered_for (store, records, changed[n][change]);

          row.asked++;
          row.hits += found == (int) n;
          row.wrong += found != -1 && found != (int) n;
        }
      print_row (drawn_change_name (change), &row);
      all.asked += row.asked;
      all.hits += row.hits;
      all.wrong += row.wrong;
      if (stays (change))
        {
          staying.asked += row.asked;
          staying.hits += row.hits;
          staying.wrong += row.wrong;
        }
    }
  for (guint n = 0; n < DRAWN_N; n++)
    for (guint content = 1; content < CONTENTS && drawn_has_layout (n); content++)
      {
        n_others++;
        taken += offered_for (store, records, others[n][content]) != -1;
      }
  print_row ("all", &all);
  print_row ("in their place", &staying);
  g_test_message ("  %-16s %3u asked  %u offered something", "other content", n_others, taken);
  g_test_message ("  precision %.3f", (double) all.hits / (all.hits + all.wrong + taken));

  g_assert_cmpfloat ((double) all.hits / (all.hits + all.wrong + taken), >=, PRECISION);
  g_assert_cmpfloat ((double) staying.hits / staying.asked, >=, RECALL);
}

/* Of the originals the nearest to @hash. */
static guint
nearest (guint64 hash, guint *distance)
{
  guint best = 0;

  *distance = FAR;
  for (guint n = 0; n < DRAWN_N && hash != 0; n++)
    {
      guint d = pantau_picture_distance (hash, originals[n]);

      if (d < *distance)
        {
          *distance = d;
          best = n;
        }
    }

  return best;
}

static void
print_curve (void)
{
  g_test_message ("  distance  precision  recall: all, in their place");
  for (guint most = 0; most <= 24; most += 2)
    {
      guint hits = 0, wrong = 0, here = 0, n_here = 0;

      for (guint n = 0; n < DRAWN_N; n++)
        {
          guint distance;

          for (guint change = 0; change < DRAWN_N_CHANGES; change++)
            {
              guint best = nearest (changed[n][change], &distance);

              n_here += stays (change);
              if (distance > most)
                continue;
              hits += best == n;
              wrong += best != n;
              here += best == n && stays (change);
            }
          for (guint content = 1; content < CONTENTS && drawn_has_layout (n); content++)
            {
              nearest (others[n][content], &distance);
              wrong += distance <= most;
            }
        }
      g_test_message ("  %2u        %.3f      %.3f  %.3f", most,
                      hits + wrong > 0 ? (double) hits / (hits + wrong) : 1,
                      (double) hits / (DRAWN_N * DRAWN_N_CHANGES), (double) here / n_here);
    }
}

/* What only compresses, shrinks or shades a picture moves few bits, and different pictures differ in many. */
static void
test_hashes (void)
{
  guint worst[DRAWN_N_CHANGES] = { 0 }, closest = FAR;

  for (guint n = 0; n < DRAWN_N; n++)
    {
      for (guint change = 0; change < DRAWN_N_CHANGES; change++)
        worst[change] =
            MAX (worst[change], pantau_picture_distance (originals[n], changed[n][change]));
      for (guint m = 0; m < n; m++)
        closest = MIN (closest, pantau_picture_distance (originals[n], originals[m]));
    }

  g_test_message ("bits between a picture and itself, at most:");
  for (guint change = 0; change < DRAWN_N_CHANGES; change++)
    g_test_message ("  %-16s %2u", drawn_change_name (change), worst[change]);
  g_test_message ("bits between two pictures, at least: %u", closest);
  if (wants_curve)
    print_curve ();

  for (guint n = 0; n < DRAWN_N; n++)
    g_assert_cmpuint (originals[n], !=, 0);
  g_assert_cmpuint (worst[DRAWN_JPEG_70], <=, 4);
  g_assert_cmpuint (worst[DRAWN_HALF], <=, 6);
}

int
main (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    wants_curve |= strcmp (argv[i], "--curve") == 0;
  g_test_init (&argc, &argv, NULL);
  hash_all ();
  g_test_add_func ("/similar-pictures/hashes", test_hashes);
  g_test_add_func ("/similar-pictures/found", test_found);

  return g_test_run ();
}
