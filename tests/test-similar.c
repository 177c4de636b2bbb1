/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which claims are proposed, from the lines of a ledger: by words, links and pictures, one for each claim, and none that does not count. */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "pantau-similar-private.h"
#include "store-fixture.h"
#include "test-util.h"

/* A desk with one device that writes, and the province. */
typedef struct
{
  GPtrArray *all;
  Writer writer, province;
  Desk desk;
  guint taken;
} Scene;

static Scene *
scene_new (void)
{
  Scene *self = g_new0 (Scene, 1);

  self->all = store_entries ();
  self->writer = writer_new (1, self->all);
  self->province = writer_new_province (self->all);
  self->desk = desk_new ();

  return self;
}

static void
scene_free (Scene *self)
{
  desk_clear (&self->desk);
  writer_clear (&self->writer);
  writer_clear (&self->province);
  g_ptr_array_unref (self->all);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Scene, scene_free)

static About
about (const char *record)
{
  return (About){ record, "hoax", FALSE, "16.06.01" };
}

/* A hoax; @quote and @url nullable. Returns: its create's line. */
static PantauEntry *
add_hoax (Scene *self, const char *record, const char *title, const char *quote, const char *url)
{
  const About of = about (record);
  g_autofree char *json = g_strdup_printf (
      "{\"election\":\"pilkada-2024\",\"occurred\":\"2024-11-27T06:00:00+07:00\",\"title\":\"%s\","
      "\"fields\":{\"platform\":\"whatsapp\"%s%s%s%s%s%s}}",
      title, quote != NULL ? ",\"quote\":\"" : "", quote != NULL ? quote : "",
      quote != NULL ? "\"" : "", url != NULL ? ",\"url\":\"" : "", url != NULL ? url : "",
      url != NULL ? "\"" : "");

  return writer_add (&self->writer, &of, "record.create", json, NULL, NULL);
}

static void
add_line (Scene *self, const char *record, const char *type, const char *json, const char *base)
{
  const About of = about (record);

  writer_add (&self->writer, &of, type, json, base, NULL);
}

static void
add_picture (Scene *self, const char *record, guint64 hash)
{
  g_autofree char *json = g_strdup_printf (
      "{\"files\":[{\"hash\":\"" TEST_SHA256_EMPTY "\",\"name\":\"a.jpg\",\"size\":1,"
      "\"type\":\"image/"
      "jpeg\",\"received\":\"2024-11-27T06:00:00+07:00\",\"picture\":\"%016" G_GINT64_MODIFIER
      "x\"}],\"blobs\":[\"" TEST_SHA256_EMPTY "\"]}",
      hash);

  add_line (self, record, "evidence.add", json, NULL);
}

static GPtrArray *
ask (Scene *self, const PantauSimilarQuery *query)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *found;

  for (; self->taken < self->all->len; self->taken++)
    desk_store (&self->desk, g_ptr_array_index (self->all, self->taken));
  desk_catch_up (&self->desk);
  found = pantau_store_similar (self->desk.store, query, &error);
  g_assert_no_error (error);

  return found;
}

/* The last digits of the records that are proposed, best first. */
static char *
digits (GPtrArray *found)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      const PantauSimilar *similar = g_ptr_array_index (found, i);

      g_string_append_c (text, similar->record[strlen (similar->record) - 1]);
      g_assert_cmpfloat (similar->score, >=, PANTAU_SIMILAR_THRESHOLD);
      g_assert_cmpfloat (similar->score, <=, 1);
      g_assert_cmpuint (similar->why, !=, 0);
      g_assert_true (i == 0 || similar->score <= ((PantauSimilar *) found->pdata[i - 1])->score);
    }

  return g_string_free (text, FALSE);
}

#define assert_found(scene, expected, ...)                                                         \
  G_STMT_START                                                                                     \
  {                                                                                                \
    const PantauSimilarQuery asked = { __VA_ARGS__ };                                              \
    g_autoptr (GPtrArray) answer = ask (scene, &asked);                                            \
    g_autofree char *got = digits (answer);                                                        \
    g_assert_cmpstr (got, ==, expected);                                                           \
  }                                                                                                \
  G_STMT_END

static void
test_words (void)
{
  g_autoptr (Scene) scene = scene_new ();

  add_hoax (scene, STORE_RECORD (1), "TPS 5 di Sekayu pindah", NULL, NULL);
  add_hoax (scene, STORE_RECORD (2), "TPS 7 di Sekayu pindah", NULL, NULL);
  add_hoax (scene, STORE_RECORD (3), "Kabar gudang", "Surat suara sudah tercoblos di Lahat", NULL);

  assert_found (scene, "1", .text = "TPS 05 Sekayu dipindah");
  assert_found (scene, "2", .text = "🔥 sebarkan! tps 7 sekayu digeser");
  assert_found (scene, "3", .text = "di lahat surat suara sdh tercoblos");
  assert_found (scene, "", .text = "TPS 9 di Sekayu pindah");
}

/* It tells title and region of the claim and why. */
static void
test_told (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GPtrArray) found = NULL;
  const PantauSimilarQuery query = { .text = "TPS 5 Sekayu dipindah",
                                     .url = "https://x.com/a/1?s=20" };
  const PantauSimilar *similar;

  add_hoax (scene, STORE_RECORD (1), "TPS 5 di Sekayu pindah", NULL, "https://twitter.com/a/1");
  found = ask (scene, &query);

  g_assert_cmpuint (found->len, ==, 1);
  similar = found->pdata[0];
  g_assert_cmpstr (similar->record, ==, STORE_RECORD (1));
  g_assert_cmpstr (similar->title, ==, "TPS 5 di Sekayu pindah");
  g_assert_cmpstr (similar->region, ==, "16.06.01");
  g_assert_cmpuint (similar->why, ==, PANTAU_SIMILAR_TEXT | PANTAU_SIMILAR_URL);
  g_assert_cmpfloat (similar->score, ==, 1);
}

static void
test_links (void)
{
  g_autoptr (Scene) scene = scene_new ();

  add_hoax (scene, STORE_RECORD (1), "Video aneh", NULL,
            "https://m.facebook.com/warga/posts/12?fbclid=abc");
  add_hoax (scene, STORE_RECORD (2), "Video lain", NULL, "https://facebook.com/warga/posts/13");

  assert_found (scene, "1", .url = "https://www.facebook.com/warga/posts/12/?utm_source=wa");
  assert_found (scene, "", .url = "https://facebook.com/warga/posts/14");
  assert_found (scene, "", .url = "javascript:alert(1)");
  assert_found (scene, "", .url = "");
}

static void
test_pictures (void)
{
  static const guint64 picture = 0x5a3c96f00fe1d287;
  const guint64 near = picture ^ 0x8101024004800811, far = picture ^ 0x8901024004800811;
  const guint64 band = picture ^ 0x3ff, blank = 0, white = G_MAXUINT64;
  g_autoptr (Scene) scene = scene_new ();

  g_assert_cmpint (__builtin_popcountll (picture ^ near), ==, PANTAU_SIMILAR_PICTURE_BITS);
  g_assert_cmpint (__builtin_popcountll (picture ^ far), ==, PANTAU_SIMILAR_PICTURE_BITS + 1);
  add_hoax (scene, STORE_RECORD (1), "Gambar", NULL, NULL);
  add_picture (scene, STORE_RECORD (1), picture);
  add_hoax (scene, STORE_RECORD (2), "Kosong", NULL, NULL);
  add_picture (scene, STORE_RECORD (2), blank);
  add_hoax (scene, STORE_RECORD (3), "Putih", NULL, NULL);
  add_picture (scene, STORE_RECORD (3), white);

  assert_found (scene, "1", .pictures = &picture, .n_pictures = 1);
  assert_found (scene, "1", .pictures = &near, .n_pictures = 1);
  assert_found (scene, "1", .pictures = &band, .n_pictures = 1);
  assert_found (scene, "", .pictures = &far, .n_pictures = 1);
  assert_found (scene, "", .pictures = &blank, .n_pictures = 1);
  assert_found (scene, "", .pictures = &white, .n_pictures = 1);
}

/* Every hash that is near enough is found, wherever its bits differ. */
static void
test_all_near (void)
{
  static const guint64 picture = 0x5a3c96f00fe1d287;
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GRand) rand = test_rand_new (1);

  add_hoax (scene, STORE_RECORD (1), "Gambar", NULL, NULL);
  add_picture (scene, STORE_RECORD (1), picture);
  for (guint i = 0; i < 300; i++)
    {
      guint64 other = picture;
      guint bits = (guint) g_rand_int_range (rand, 0, 15);

      while ((guint) __builtin_popcountll (other ^ picture) < bits)
        other ^= G_GUINT64_CONSTANT (1) << g_rand_int_range (rand, 0, 64);
      assert_found (scene, bits <= PANTAU_SIMILAR_PICTURE_BITS ? "1" : "", .pictures = &other,
                    .n_pictures = 1);
    }
}

/* Of one claim its sightings are proposed once, as the claim. */
static void
test_sightings (void)
{
  g_autoptr (Scene) scene = scene_new ();

  add_hoax (scene, STORE_RECORD (1), "Pencoblosan batal", "Pencoblosan batal karena banjir besar",
            NULL);
  add_hoax (scene, STORE_RECORD (2), "TPS 5 di Sekayu pindah", NULL, NULL);
  add_hoax (scene, STORE_RECORD (3), "TPS 05 Sekayu dipindahkan", NULL, NULL);
  add_line (scene, STORE_RECORD (2), "link.add",
            "{\"rel\":\"sighting-of\",\"to\":\"" STORE_RECORD (1) "\"}", NULL);
  add_line (scene, STORE_RECORD (3), "link.add",
            "{\"rel\":\"sighting-of\",\"to\":\"" STORE_RECORD (1) "\"}", NULL);

  assert_found (scene, "1", .text = "TPS 5 Sekayu pindah");
  /* Neither itself nor what it belongs to. */
  assert_found (scene, "", .text = "TPS 5 Sekayu pindah", .except = STORE_RECORD (2));
  assert_found (scene, "", .text = "TPS 5 Sekayu pindah", .except = STORE_RECORD (1));
}

static void
test_except (void)
{
  g_autoptr (Scene) scene = scene_new ();

  add_hoax (scene, STORE_RECORD (1), "TPS 5 di Sekayu pindah", NULL, NULL);
  assert_found (scene, "", .text = "TPS 5 di Sekayu pindah", .except = STORE_RECORD (1));
  assert_found (scene, "1", .text = "TPS 5 di Sekayu pindah", .except = STORE_RECORD (9));
}

/* What does not count is not proposed: a mistake, a line in quarantine, another kind. */
static void
test_counts (void)
{
  const About other = { STORE_RECORD (3), "other", FALSE, "16.06.01" };
  const About second = about (STORE_RECORD (2));
  g_autoptr (Scene) scene = scene_new ();
  const PantauEntry *create =
      add_hoax (scene, STORE_RECORD (1), "TPS 5 di Sekayu pindah", NULL, NULL);

  add_line (scene, STORE_RECORD (1), "status.set", "{\"status\":\"salah-catat\",\"reason\":\"x\"}",
            create->id);
  create = add_hoax (scene, STORE_RECORD (2), "TPS 5 di Sekayu pindah", NULL, NULL);
  writer_add_verdict (&scene->province, &second, create, "role");
  writer_add (&scene->writer, &other, "record.create",
              "{\"occurred\":\"2024-11-27T06:00:00+07:00\",\"title\":\"TPS 5 di Sekayu pindah\"}",
              NULL, NULL);

  assert_found (scene, "", .text = "TPS 5 di Sekayu pindah");
}

/* A text that was put right is found by what it says now. */
static void
test_changed (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autofree char *create =
      g_strdup (add_hoax (scene, STORE_RECORD (1), "TPS 5 di Sekayu pindah", NULL, NULL)->id);

  assert_found (scene, "1", .text = "TPS 5 di Sekayu pindah");
  add_line (scene, STORE_RECORD (1), "record.set",
            "{\"fields\":{\"title\":\"Kotak suara hilang di Lahat\"}}", create);
  assert_found (scene, "", .text = "TPS 5 di Sekayu pindah");
  assert_found (scene, "1", .text = "kotak suara lahat raib");
}

/* The tables come out alike whether lines are taken in one by one or all at once, changed texts and pictures too. */
static void
test_rebuild (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL, *create = NULL;

  create = g_strdup (add_hoax (scene, STORE_RECORD (1), "TPS 5 di Sekayu pindah", "Sebar ya",
                               "https://facebook.com/a/1")
                         ->id);
  add_picture (scene, STORE_RECORD (1), 0x5a3c96f00fe1d287);
  add_hoax (scene, STORE_RECORD (2), "Kotak suara hilang di Lahat", NULL, NULL);
  add_line (scene, STORE_RECORD (1), "record.set",
            "{\"fields\":{\"title\":\"TPS 5 di Babat Toman pindah\"}}", create);
  add_picture (scene, STORE_RECORD (1), 0x87d2e10ff0963c5a);
  for (guint i = 0; i < scene->all->len; i++)
    desk_take (&scene->desk, g_ptr_array_index (scene->all, i));

  before = desk_dump (&scene->desk);
  g_assert_nonnull (strstr (before, "claim_word\t@babattoman\t1"));
  g_assert_null (strstr (before, "@sekayu"));
  g_assert_true (pantau_store_rebuild (scene->desk.store, NULL, NULL, &error));
  g_assert_no_error (error);
  after = desk_dump (&scene->desk);
  g_assert_cmpstr (before, ==, after);
}

/* A message that went round a thousand times hides no other claim, and each is still found. */
static void
test_flood (void)
{
  g_autoptr (Scene) scene = scene_new ();

  add_hoax (scene, STORE_RECORD (1), "TPS 5 di Sekayu pindah ke balai desa", NULL, NULL);
  for (guint i = 0; i < 1500 / TEST_SHARE; i++)
    {
      g_autofree char *record = g_strdup_printf ("aaaaaaaa-0000-4000-9000-%012u", i * 10 + 2);

      add_hoax (scene, record, "TPS 5 di Sekayu pindah", NULL, NULL);
    }
  assert_found (scene, "222", .text = "TPS 5 di Sekayu pindah");
  assert_found (scene, "1", .text = "TPS 5 di Sekayu pindah ke balai desa", .limit = 1);
}

/* An old claim is found by its one rare word among thousands of newer ones that share all others. */
static void
test_crowd (void)
{
  g_autoptr (Scene) scene = scene_new ();
  guint n = 2600 / TEST_SHARE;

  add_hoax (scene, STORE_RECORD (1),
            "kantor panitia Babat Toman dibakar massa pendukung paslon 2 malam tadi", NULL, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *record = g_strdup_printf ("aaaaaaaa-0000-4000-9000-%012u", i * 10 + 2);
      g_autofree char *title = g_strdup_printf (
          "kantor panitia Lahat dibakar massa pendukung paslon 2 malam tadi kata saksi nomor x%u",
          i);

      add_hoax (scene, record, title, NULL, NULL);
    }
  assert_found (scene, "1", .limit = 1,
                .text = "kantor panitia Babat Toman dibakar massa pendukung paslon 2 malam tadi");
}

static void
test_nothing (void)
{
  static const char *const texts[] = { "",
                                       " ",
                                       "🙏",
                                       "yang di ke",
                                       "\xff\xfe",
                                       "\"",
                                       "* OR NEAR (a b)",
                                       "claim_index MATCH",
                                       "字字字",
                                       "مرحبا بالعالم" };
  g_autoptr (Scene) scene = scene_new ();

  add_hoax (scene, STORE_RECORD (1), "TPS 5 di Sekayu pindah", NULL, NULL);
  assert_found (scene, "", .limit = 3);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_found (scene, "", .text = texts[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/similar/words", test_words);
  g_test_add_func ("/similar/told", test_told);
  g_test_add_func ("/similar/links", test_links);
  g_test_add_func ("/similar/pictures", test_pictures);
  g_test_add_func ("/similar/all-near", test_all_near);
  g_test_add_func ("/similar/sightings", test_sightings);
  g_test_add_func ("/similar/except", test_except);
  g_test_add_func ("/similar/counts", test_counts);
  g_test_add_func ("/similar/changed", test_changed);
  g_test_add_func ("/similar/rebuild", test_rebuild);
  g_test_add_func ("/similar/flood", test_flood);
  g_test_add_func ("/similar/crowd", test_crowd);
  g_test_add_func ("/similar/nothing", test_nothing);

  return store_test_run ();
}
