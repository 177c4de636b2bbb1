/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a search finds, and that it stays right through every change. test-search-random.c compares it with a plain scan. */

#include "config.h"

#include <string.h>

#include "pantau-json.h"
#include "pantau-reader.h"
#include "search-fixture.h"
#include "test-util.h"

/* A desk with one device that writes. */
typedef struct
{
  GPtrArray *all;
  Writer field;
  Desk desk;
} Scene;

static Scene
scene_new (void)
{
  Scene self = { .all = store_entries (), .desk = desk_new () };

  self.field = writer_new (1, self.all);

  return self;
}

static void
scene_clear (Scene *self)
{
  writer_clear (&self->field);
  desk_clear (&self->desk);
  g_ptr_array_unref (self->all);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, scene_clear)

/* Record @digit of @kind in @region, an hour later than the one before; @members go into its body. */
static PantauEntry *
record (Scene *self, guint digit, const char *kind, const char *region, const char *members)
{
  g_autofree char *id = g_strdup_printf ("aaaaaaaa-0000-4000-8000-00000000000%u", digit);
  g_autofree char *json =
      g_strdup_printf ("{\"occurred\":\"2024-02-14T%02u:00:00+07:00\",%s}", digit, members);
  const About about = { id, kind, FALSE, region };
  PantauEntry *entry = writer_add (&self->field, &about, "record.create", json, NULL, NULL);

  desk_take (&self->desk, entry);

  return entry;
}

static PantauEntry *
change (Scene *self, PantauEntry *of, const char *fields, const char *base1, const char *base2)
{
  g_autofree char *json = g_strdup_printf ("{\"fields\":{%s}}", fields);
  const About about = { of->record, of->kind, FALSE, of->region };
  PantauEntry *entry = writer_add (&self->field, &about, "record.set", json, base1, base2);

  desk_take (&self->desk, entry);

  return entry;
}

static void
test_families (void)
{
  g_auto (Scene) scene = scene_new ();

  record (&scene, 1, "risk", "16.06.01", "\"title\":\"Pengiriman logistik tertunda\"");
  record (&scene, 2, "risk", "16.06.01",
          "\"title\":\"Distribusi surat suara\",\"narrative\":\"Belum dikirim\"");
  record (&scene, 3, "risk", "16.06.01", "\"title\":\"Pengawas mengawasi pemilih\"");

  search_assert (&scene.desk, "mengirim ", "21");
  search_assert (&scene.desk, "kiriman ", "21");
  search_assert (&scene.desk, "pengiriman logistik ", "1");
  search_assert (&scene.desk, "penundaan ", "1");
  search_assert (&scene.desk, "mendistribusikan ", "2");
  search_assert (&scene.desk, "pemilihan pengawasan ", "3");
  search_assert (&scene.desk, "\"mengirim\" ", ""); /* as written */
}

static void
test_beginnings (void)
{
  g_auto (Scene) scene = scene_new ();

  record (&scene, 1, "risk", "16.06.01", "\"title\":\"Banjir di TPS 12\"");
  record (&scene, 2, "risk", "16.06.01", "\"title\":\"Membanjiri TPS 1, Jum'at\"");

  search_assert (&scene.desk, "ba", "21"); /* the family of membanjiri is banjir */
  search_assert (&scene.desk, "ban", "21");
  search_assert (&scene.desk, "banji", "21");
  search_assert (&scene.desk, "banji ", "");
  search_assert (&scene.desk, "memb", "2");
  search_assert (&scene.desk, "b", "21"); /* not asked yet */
  search_assert (&scene.desk, "tps 1", "2");
  search_assert (&scene.desk, "tps 012", "1");
  search_assert (&scene.desk, "jumat", "2");
  search_assert (&scene.desk, "JUM’", "2");
}

/* More words begin so than are asked one by one. */
static void
test_beginning_of_many (void)
{
  g_auto (Scene) scene = scene_new ();
  g_autoptr (GString) words = g_string_new ("\"title\":\"");

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (words, "kata%c%c ", 'a' + i / 20, 'a' + i % 20);
  g_string_append_c (words, '"');
  record (&scene, 1, "risk", "16.06.01", words->str);
  record (&scene, 2, "risk", "16.06.01", "\"title\":\"katazz\"");

  search_assert (&scene.desk, "kata", "21");
  search_assert (&scene.desk, "kataz", "2");
  search_assert (&scene.desk, "kataja", "1");
  search_assert (&scene.desk, "kataja ", "1");
}

static void
test_phrases (void)
{
  g_auto (Scene) scene = scene_new ();

  record (&scene, 1, "risk", "16.06.01",
          "\"title\":\"Surat suara basah\",\"narrative\":\"kering\"");
  record (&scene, 2, "risk", "16.06.01", "\"title\":\"Suara surat\",\"narrative\":\"suara\"");

  search_assert (&scene.desk, "\"surat suara\"", "1");
  search_assert (&scene.desk, "surat suara", "21");
  search_assert (&scene.desk, "\"basah kering\"", ""); /* title and narrative do not run on */
  search_assert (&scene.desk, "\"surat suara\" kering", "1");
  search_assert (&scene.desk, "-\"surat suara\"", "2");
  search_assert (&scene.desk, "suara -basah", "2");
  search_assert (&scene.desk, "-surat ", "");
  search_assert (&scene.desk, "-basah -kering", "2");
}

static void
test_places (void)
{
  g_auto (Scene) scene = scene_new ();

  record (&scene, 1, "risk", "16.13.04",
          "\"title\":\"a\",\"places\":[{\"village\":\"16.13.04.2004\",\"tps\":[2,3]}]");
  record (&scene, 2, "risk", "16.06.01",
          "\"title\":\"b\",\"places\":[{\"text\":\"Dusun Empat\",\"tps\":7}]");
  record (&scene, 3, "risk", "16.71", "\"title\":\"c\"");
  record (&scene, 4, "risk", "16.06",
          "\"title\":\"d\",\"places\":[{\"village\":\"16.13.04.2001\"},{\"village\":\"16.71.01."
          "1001\"}]");
  record (&scene, 5, "risk", "16.07", "\"title\":\"e\"");
  record (&scene, 6, "neutrality", "16",
          "\"title\":\"f\",\"fields\":{\"institution_region\":\"16.06\"}");

  search_assert (&scene.desk, "rawas ilir", "41"); /* the kecamatan of a village */
  search_assert (&scene.desk, "muba ", "642");
  search_assert (&scene.desk, "banyuasin dusun", "2");
  search_assert (&scene.desk, "\"tps 3\"", "1");
  search_assert (&scene.desk, "\"tps 7\"", "2");
  search_assert (&scene.desk, "wilayah:muba", "642");
  search_assert (&scene.desk, "wilayah:16.06.01", "2");
  search_assert (&scene.desk, "wilayah:16.13.04.2001", "4");
  search_assert (&scene.desk, "wilayah:muratara", "41");
  search_assert (&scene.desk, "wilayah:\"rawas ilir\"", "41");
  search_assert (&scene.desk, "wilayah:palembang", "43");
  search_assert (&scene.desk, "wilayah:16.07", "5");
  search_assert (&scene.desk, "wilayah:16", "654321");
  search_assert (&scene.desk, "wilayah:palembang wilayah:muratara", "431");
  search_assert (&scene.desk, "-wilayah:muba", "531");
  search_assert (&scene.desk, "wilayah:muba -wilayah:palembang", "62");
  search_assert (&scene.desk, "wilayah:lahat", "");
}

static void
test_filters (void)
{
  g_auto (Scene) scene = scene_new ();
  g_autoptr (PantauKeypair) other = test_key_new (9);
  PantauEntry *first;

  first = record (&scene, 1, "risk", "16.06.01",
                  "\"title\":\"a\",\"severity\":4,\"fields\":{\"hazard\":\"banjir\"}");
  record (&scene, 2, "risk", "16.06.01",
          "\"title\":\"b\",\"severity\":2,\"fields\":{\"hazard\":\"banjir-bandang\"}");
  record (&scene, 3, "hoax", "16.06.01",
          "\"title\":\"c\",\"severity\":5,\"fields\":{\"platform\":\"whatsapp\"}");
  record (&scene, 4, "fromnewer", "16.06.01", "\"title\":\"d\"");
  {
    const About about = { first->record, "risk", FALSE, "16.06.01" };

    desk_take (&scene.desk, writer_add (&scene.field, &about, "status.set",
                                        "{\"status\":\"diverifikasi\"}", first->id, NULL));
  }

  search_assert (&scene.desk, "jenis:risk", "21");
  search_assert (&scene.desk, "jenis:risiko jenis:hoaks", "321");
  search_assert (&scene.desk, "-jenis:risiko", "43");
  search_assert (&scene.desk, "jenis:banjir", "1");
  search_assert (&scene.desk, "jenis:bandang", "2");
  search_assert (&scene.desk, "jenis:banjir jenis:hoaks", "31");
  search_assert (&scene.desk, "-jenis:banjir", "432");
  search_assert (&scene.desk, "banjir", "21"); /* the label of a choice is a word */
  search_assert (&scene.desk, "flood", "21");
  search_assert (&scene.desk, "whatsapp", "3");
  search_assert (&scene.desk, "status:diverifikasi", "1");
  search_assert (&scene.desk, "status:baru", "432");
  search_assert (&scene.desk, "-status:baru", "1");
  search_assert (&scene.desk, "status:baru status:diverif", "4321");
  search_assert (&scene.desk, "tingkat:4", "31");
  search_assert (&scene.desk, "tingkat:5 jenis:risiko", "");
  search_assert (&scene.desk, "dari:14-02-2024", "4321");
  search_assert (&scene.desk, "dari:15-02-2024", "");
  search_assert (&scene.desk, "sampai:13-02-2024", "");
  search_assert (&scene.desk, "sampai:2024-02-14", "4321");
  search_assert (&scene.desk, "dari:\"14-02-2024 02.00\" sampai:\"14-02-2024 03.00\"", "32");
  search_assert (&scene.desk, "dari:\"14-02-2024 02.00\" title banjir", "");
  search_assert (&scene.desk, "dari:\"14-02-2024 02.00\" banjir", "2");
  search_assert (&scene.desk, "sampai:\"14-02-2024 01.59\" banjir", "1");
  search_assert (&scene.desk, "beda:ya", "");
  search_assert (&scene.desk, "beda:tidak", "4321");
  search_assert (&scene.desk, "karantina:tidak", "4321");
  search_assert (&scene.desk, "keadaan:diterima", "4321"); /* nothing of it waits */
  search_assert (&scene.desk, "milik:saya", "");
  pantau_store_set_device (scene.desk.store, pantau_keypair_get_name (other));
  search_assert (&scene.desk, "milik:saya", "");
  pantau_store_set_device (scene.desk.store, pantau_keypair_get_name (scene.field.key));
  search_assert (&scene.desk, "milik:saya", "4321");
  search_assert (&scene.desk, "milik:saya jenis:hoaks", "3");
  search_assert (&scene.desk, "wilayah:xyzzy", "");
  search_assert (&scene.desk, "jenis:xyzzy banjir", "");
}

static void
test_states (void)
{
  g_auto (Scene) scene = scene_new ();
  g_autoptr (GError) error = NULL;
  static const PantauSort orders[] = { PANTAU_SORT_TIME, PANTAU_SORT_TITLE };

  for (guint i = 1; i <= 4; i++)
    record (&scene, i, i % 2 == 0 ? "risk" : "hoax", "16.06.01", "\"title\":\"sama\"");
  pantau_db_script (
      scene.desk.db,
      "INSERT INTO unsent SELECT n FROM entry WHERE n <= 3; INSERT INTO sending VALUES (2);",
      &error);
  g_assert_no_error (error);

  search_assert (&scene.desk, "keadaan:tersimpan", "31");
  search_assert (&scene.desk, "keadaan:dikirim", "2");
  search_assert (&scene.desk, "state:received", "4");
  search_assert (&scene.desk, "keadaan:tersimpan jenis:risiko", "");
  search_assert (&scene.desk, "keadaan:tersimpan sama", "31");
  search_assert (&scene.desk, "keadaan:diterima sama", "4");
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (GArray) rows = search_rows (&scene.desk, "keadaan:tersimpan", orders[i], TRUE, 1);

      g_assert_cmpuint (rows->len, ==, 1);
      g_assert_cmpuint (g_array_index (rows, guint32, 0), ==, 3);
    }
}

/* All that people wrote where they differ, until somebody decides. */
static void
test_differences (void)
{
  g_auto (Scene) scene = scene_new ();
  PantauEntry *create = record (&scene, 1, "risk", "16.06.01", "\"title\":\"pertama\""), *left,
              *right;

  left = change (&scene, create, "\"title\":\"kiri\"", create->id, NULL);
  right = change (&scene, create, "\"title\":\"kanan\"", create->id, NULL);
  search_assert (&scene.desk, "pertama", "");
  search_assert (&scene.desk, "kiri", "1");
  search_assert (&scene.desk, "kanan", "1");
  search_assert (&scene.desk, "kiri kanan", "1");
  search_assert (&scene.desk, "beda:ya", "1");

  change (&scene, create, "\"title\":\"tengah\"", left->id, right->id);
  search_assert (&scene.desk, "kiri", "");
  search_assert (&scene.desk, "kanan", "");
  search_assert (&scene.desk, "tengah", "1");
  search_assert (&scene.desk, "beda:ya", "");
}

static void
test_changes (void)
{
  g_auto (Scene) scene = scene_new ();
  g_auto (Writer) province = writer_new_province (scene.all);
  g_autoptr (GError) error = NULL;
  PantauEntry *first = record (&scene, 1, "risk", "16.06.01", "\"title\":\"banjir\""), *set;
  const About about = { first->record, "risk", FALSE, "16.06.01" },
              moved = { first->record, "risk", TRUE, "16.71" };

  record (&scene, 2, "risk", "16.06.01", "\"title\":\"banjir\"");
  record (&scene, 3, "risk", "16.06.01", "\"title\":\"banjir\"");
  search_assert (&scene.desk, "banjir", "321");

  /* The time: to the front, and within the hour of another. */
  set = change (&scene, first, "\"occurred\":\"2024-02-14T05:00:00+07:00\"", first->id, NULL);
  search_assert (&scene.desk, "banjir", "132");
  search_assert (&scene.desk, "", "132");
  set = change (&scene, first, "\"occurred\":\"2024-02-14T02:30:00+07:00\"", set->id, NULL);
  search_assert (&scene.desk, "banjir", "312");
  set = change (&scene, first, "\"occurred\":\"2024-02-14T01:59:00+07:00\"", set->id, NULL);
  search_assert (&scene.desk, "banjir", "321");

  /* The words, there and back. */
  set = change (&scene, first, "\"title\":\"longsor\"", first->id, NULL);
  search_assert (&scene.desk, "banjir", "32");
  search_assert (&scene.desk, "longsor", "1");
  set = change (&scene, first, "\"title\":\"banjir\"", set->id, NULL);
  search_assert (&scene.desk, "banjir", "321");
  search_assert (&scene.desk, "longsor", "");

  /* What the province puts before the desk does not speak for the record. */
  set = change (&scene, first, "\"title\":\"palsu\"", set->id, NULL);
  search_assert (&scene.desk, "palsu", "1");
  writer_add_verdict (&province, &about, set, "not-own");
  desk_take (&scene.desk, g_ptr_array_index (scene.all, scene.all->len - 1));
  search_assert (&scene.desk, "palsu", "");
  search_assert (&scene.desk, "banjir", "321");

  desk_take (&scene.desk, writer_add (&scene.field, &moved, "record.move", "{\"title\":\"pindah\"}",
                                      first->id, NULL));
  search_assert (&scene.desk, "wilayah:palembang", "1");

  /* As a whole, too: shown, and asked for. */
  writer_add_verdict (&province, &about, first, "region");
  desk_take (&scene.desk, g_ptr_array_index (scene.all, scene.all->len - 1));
  search_assert (&scene.desk, "karantina:ya", "1");
  search_assert (&scene.desk, "-karantina:ya", "32");

  pantau_store_rebuild (scene.desk.store, NULL, NULL, &error);
  g_assert_no_error (error);
  search_assert (&scene.desk, "palsu", "");
  search_assert (&scene.desk, "karantina:ya", "1");
  search_assert (&scene.desk, "-karantina:ya banjir", "32");
}

/* What others wrote with the codes' own mark in it is words all the same. */
static void
test_forged_codes (void)
{
  g_auto (Scene) scene = scene_new ();

  record (&scene, 1, "risk", "16.06.01",
          "\"title\":\"\356\200\200r1671 \356\200\200khoax r1671\",\"narrative\":\"\356\200\200\"");
  search_assert (&scene.desk, "wilayah:palembang", "");
  search_assert (&scene.desk, "jenis:hoaks -tidakada", "");
  search_assert (&scene.desk, "r1671", "1");
  search_assert (&scene.desk, "\356\200\200r1606", "");
  search_assert (&scene.desk, "r1606", "");
}

static void
test_hostile (void)
{
  static const char *const texts[] = {
    "\"",
    "\"\"\"",
    "a\"b",
    "*",
    "banjir*",
    "^banjir",
    "NEAR(a b)",
    "a NEAR b",
    "a AND b",
    "a OR b",
    "NOT a",
    "a NOT b",
    "{title}: a",
    "words : a",
    "search:a",
    "-",
    "--",
    "-\"",
    "- -",
    "(",
    ")",
    "a (b",
    "'; DROP TABLE record; --",
    "%s%n",
    "jenis:\"",
    "jenis:'",
    "jenis:a\"b\"c",
    "wilayah:\xff",
    "\xff\xfe",
    "\xf0\x9f\x8c\x8a",
    "🌊 banjir",
    "banjir🌊",
    "a\tb\nc\r",
    "\xe2\x80\xae"
    "banjir",
    "ﷺ",
    "İstanbul",
    "ß",
    "ǅ",
    "𝐁𝐚𝐧𝐣𝐢𝐫",
    "١٢٣",
    "中文字",
    "a+b",
    "a-b",
    "+a",
    "rank:1",
    "rowid",
    "dari:9999999999999999999999",
    "sampai:-1",
    "tingkat:99999999999",
    "dari:00-00-0000",
    "dari:31-12-9999",
    "wilayah:16.",
  };
  g_auto (Scene) scene = scene_new ();
  g_autofree char *longest = g_strnfill (100000, 'x'), *quotes = g_strnfill (10000, '"');
  g_autoptr (GString) many = g_string_new (NULL);

  record (&scene, 1, "risk", "16.06.01", "\"title\":\"banjir\"");
  for (guint i = 0; i < 2000 / TEST_SHARE; i++)
    g_string_append_printf (many, "-\"a%u b\" wilayah:tanjung jenis:%u ", i, i);

  for (guint sort = 0; sort < PANTAU_N_SORTS; sort++)
    {
      const char *const lengthy[] = { longest, quotes, many->str };

      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          g_autoptr (GArray) rows = search_rows (&scene.desk, texts[i], sort, TRUE, 10);

          g_assert_cmpuint (rows->len, <=, 1);
        }
      for (guint i = 0; i < G_N_ELEMENTS (lengthy); i++)
        {
          g_autoptr (GArray) rows = search_rows (&scene.desk, lengthy[i], sort, FALSE, 10);

          g_assert_cmpuint (rows->len, <=, 1);
        }
    }

  for (guint a = 1; a < 256; a += TEST_SHARE)
    {
      const char alone[] = { (char) a, '\0' };
      const char between[] = { 'b', 'a', (char) a, 'n', (char) a, '\0' };
      g_autoptr (GArray) first = search_rows (&scene.desk, alone, PANTAU_SORT_TIME, TRUE, 0);
      g_autoptr (GArray) second = search_rows (&scene.desk, between, PANTAU_SORT_TIME, TRUE, 0);
    }

  /* All of it left the table as it was. */
  search_assert (&scene.desk, "banjir", "1");
  search_assert (&scene.desk, "", "1");
}

/* Records that say nothing, or what nobody expects. */
static void
test_odd_records (void)
{
  g_auto (Scene) scene = scene_new ();
  g_autofree char *word = g_strnfill (30000, 'a');
  g_autofree char *longest = g_strdup_printf ("\"title\":\"%s\",\"narrative\":\"%s\"", word, word);

  record (&scene, 1, "risk", "16.06.01", "\"title\":\"\"");
  record (&scene, 2, "risk", "16.06.01",
          "\"title\":5,\"narrative\":null,\"places\":{\"village\":1},\"fields\":{\"hazard\":[1]}");
  record (&scene, 3, "risk", "16.06.01",
          "\"title\":\"x\",\"places\":[1,null,[],{\"village\":\"16.99\",\"tps\":[\"a\",null,1.5]},{"
          "\"text\":{}}]");
  record (&scene, 4, "risk", "16.99",
          "\"title\":\"🌊🌊\",\"fields\":{\"hazard\":\"dari versi baru\"}");
  record (&scene, 5, "risk", "16.06.01", longest);

  search_assert (&scene.desk, "", "54321");
  search_assert (&scene.desk, "-banjir", "54321");
  search_assert (&scene.desk, "wilayah:16.99", "43");
  search_assert (&scene.desk, "aaaa", "5");
  search_assert (&scene.desk, word, "5");
}

/* Times before 1970 and far away, and an hour that is full. */
static void
test_hours (void)
{
  g_auto (Scene) scene = scene_new ();
  g_autoptr (GError) error = NULL;
  PantauEntry *old = record (&scene, 1, "risk", "16.06.01", "\"title\":\"banjir\""),
              *far = record (&scene, 2, "risk", "16.06.01", "\"title\":\"banjir\"");

  change (&scene, old, "\"occurred\":\"1945-08-17T10:00:00+07:00\"", old->id, NULL);
  change (&scene, far, "\"occurred\":\"9999-12-31T23:59:59+07:00\"", far->id, NULL);
  record (&scene, 3, "risk", "16.06.01", "\"title\":\"banjir\"");
  search_assert (&scene.desk, "banjir", "231");
  search_assert (&scene.desk, "sampai:01-01-1950 banjir", "1");

  pantau_db_script (scene.desk.db, "UPDATE hour SET last = 4194303;", &error);
  g_assert_no_error (error);
  for (guint i = 4; i < 8; i++)
    {
      PantauEntry *entry = record (&scene, i, "risk", "16.06.01", "\"title\":\"banjir\"");

      change (&scene, entry, "\"occurred\":\"2024-02-14T03:00:00+07:00\"", entry->id, NULL);
    }
  search_assert (&scene.desk, "banjir", "2765431"); /* of one moment: the newest record first */
}

static void
assert_counted (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauCounts) counts = pantau_store_count (desk->store, &error);
  gint64 total, differences, quarantined, sum = 0;
  GHashTableIter iter;
  gpointer kind, n;

  g_assert_no_error (error);
  g_assert_true (
      pantau_db_integer (desk->db, 0, &total, &error, "SELECT count(*) FROM record", ""));
  g_assert_true (pantau_db_integer (
      desk->db, 0, &differences, &error,
      "SELECT count(*) FROM record WHERE quarantine IS NULL AND differences > 0", ""));
  g_assert_true (pantau_db_integer (desk->db, 0, &quarantined, &error,
                                    "SELECT count(*) FROM record WHERE quarantine IS NOT NULL",
                                    ""));
  g_assert_cmpint (counts->total, ==, total);
  g_assert_cmpint (counts->differences, ==, differences);
  g_assert_cmpint (counts->quarantined, ==, quarantined);

  g_hash_table_iter_init (&iter, counts->kinds);
  while (g_hash_table_iter_next (&iter, &kind, &n))
    {
      gint64 of_kind;

      g_assert_true (pantau_db_integer (desk->db, 0, &of_kind, &error,
                                        "SELECT count(*) FROM record WHERE kind = ?1", "s",
                                        (const char *) kind));
      g_assert_cmpint (GPOINTER_TO_INT (n), ==, of_kind);
      sum += of_kind;
    }
  g_assert_cmpint (sum, ==, total);
}

/* After each line of the story, and of a rebuild. */
static void
test_counts (void)
{
  g_autoptr (GPtrArray) entries = store_story ();
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      desk_take (&desk, g_ptr_array_index (entries, i));
      assert_counted (&desk);
    }
  pantau_store_rebuild (desk.store, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_counted (&desk);
}

static void
test_count_entries (void)
{
  g_auto (Scene) scene = scene_new ();
  g_auto (Writer) other = writer_new (2, scene.all);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauCounts) nobody = NULL, few = NULL, most = NULL;

  for (guint i = 1; i <= 6; i++)
    record (&scene, i, "risk", "16.06.01", "\"title\":\"a\"");
  for (guint i = 7; i <= 9; i++)
    {
      g_autofree char *id = g_strdup_printf ("aaaaaaaa-0000-4000-8000-00000000000%u", i);
      const About about = { id, "risk", FALSE, "16.06.01" };

      desk_take (&scene.desk,
                 writer_add (&other, &about, "record.create", "{\"title\":\"b\"}", NULL, NULL));
    }

  nobody = pantau_store_count (scene.desk.store, &error);
  g_assert_no_error (error);
  g_assert_cmpint (nobody->waiting, ==, 0);

  pantau_store_set_device (scene.desk.store, pantau_keypair_get_name (scene.field.key));
  pantau_db_script (scene.desk.db,
                    "INSERT INTO unsent VALUES (4), (5), (6), (7); INSERT INTO sending VALUES (4);"
                    "INSERT INTO refused VALUES (6, 'x', 'e'), (8, 'x', 'e');",
                    &error);
  g_assert_no_error (error);
  few = pantau_store_count (scene.desk.store, &error);
  g_assert_no_error (error);
  g_assert_cmpint (few->waiting, ==, 3); /* what was refused waits too */
  g_assert_cmpint (few->sending, ==, 1);
  g_assert_cmpint (few->refused, ==, 1);
  g_assert_cmpint (few->received, ==, 3);

  /* A new epoch: everything is offered again, also what others wrote. */
  pantau_db_script (scene.desk.db,
                    "INSERT INTO unsent SELECT n FROM entry WHERE true ON CONFLICT DO NOTHING",
                    &error);
  g_assert_no_error (error);
  most = pantau_store_count (scene.desk.store, &error);
  g_assert_no_error (error);
  g_assert_cmpint (most->waiting, ==, 6);
  g_assert_cmpint (most->received, ==, 0);
}

static const char *const questions[] = {
  "",
  "banjir",
  "besar",
  "hoaks",
  "forged",
  "outside",
  "ba",
  "-banjir",
  "muba",
  "wilayah:muba",
  "jenis:risiko",
  "beda:ya",
  "karantina:ya",
  "tingkat:3",
  "status:baru",
  "asn",
  NULL,
};

/* Whatever the order and the portions in which lines came, and after a rebuild. */
static void
test_same_answers (void)
{
  g_autoptr (GPtrArray) entries = store_story ();
  g_auto (Desk) one_by_one = desk_new (), at_once = desk_new ();
  g_autofree char *first = NULL, *second = NULL, *third = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      desk_take (&one_by_one, g_ptr_array_index (entries, i));
      desk_store (&at_once, g_ptr_array_index (entries, i));
    }
  desk_catch_up (&at_once);
  first = search_answers (&one_by_one, questions);
  second = search_answers (&at_once, questions);
  g_assert_cmpstr (first, ==, second);
  g_assert_nonnull (strstr (first, STORE_RECORD (1)));

  pantau_store_rebuild (one_by_one.store, NULL, NULL, &error);
  g_assert_no_error (error);
  third = search_answers (&one_by_one, questions);
  g_assert_cmpstr (third, ==, first);
}

/* What the first release left is made anew by itself. */
static void
test_first_edition (void)
{
  g_autoptr (GPtrArray) entries = store_story ();
  g_auto (Desk) desk = desk_new (), expected = desk_new ();
  g_autofree char *found = NULL, *wanted = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      desk_store (&desk, g_ptr_array_index (entries, i));
      desk_store (&expected, g_ptr_array_index (entries, i));
    }
  pantau_db_script (
      desk.db,
      "CREATE TABLE projected (edition INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;"
      "INSERT INTO projected SELECT 1, max(n) FROM entry;"
      "CREATE TABLE record (id TEXT PRIMARY KEY, n INTEGER NOT NULL, kind TEXT NOT NULL, "
      "occurred_at INTEGER) STRICT, WITHOUT ROWID;"
      "CREATE INDEX record_by_time ON record (occurred_at, n);"
      "INSERT INTO record VALUES ('old', 1, 'risk', 0);",
      &error);
  g_assert_no_error (error);
  desk_catch_up (&desk);
  desk_catch_up (&expected);
  found = search_answers (&desk, questions);
  wanted = search_answers (&expected, questions);
  g_assert_cmpstr (found, ==, wanted);
}

static void
test_rows (void)
{
  g_auto (Scene) scene = scene_new ();
  g_autoptr (GPtrArray) records = NULL, none = NULL;
  g_autoptr (GError) error = NULL;
  const guint32 rows[] = { 2, 77, 1 };

  record (&scene, 1, "risk", "16.06.01", "\"title\":\"satu\"");
  record (&scene, 2, "risk", "16.06.01", "\"title\":\"dua\"");
  records = pantau_store_rows (scene.desk.store, rows, G_N_ELEMENTS (rows), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 3);
  g_assert_cmpstr (pantau_record_get_title (g_ptr_array_index (records, 0)), ==, "dua");
  g_assert_null (g_ptr_array_index (records, 1));
  g_assert_cmpstr (pantau_record_get_title (g_ptr_array_index (records, 2)), ==, "satu");

  none = pantau_store_rows (scene.desk.store, NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
write_title (PantauHome *home, const char *title)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *uuid = pantau_uuid_new (), *now = pantau_home_now ();
  const PantauDraft draft = { .record = uuid,
                              .kind = "risk",
                              .is_open = TRUE,
                              .region = "16.06.01",
                              .type = "record.create",
                              .time = now,
                              .body = body };

  json_object_set_string_member (body, "title", title);
  g_assert_true (pantau_home_write (home, &draft, NULL, &error));
  g_assert_no_error (error);
}

static guint
count_found (PantauStore *store, const char *text)
{
  g_autoptr (PantauQuery) query = pantau_query_new (store_reference (), text);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows =
      pantau_store_find (store, query, PANTAU_SORT_TIME, TRUE, 0, NULL, &error);

  g_assert_no_error (error);

  return rows->len;
}

/* A reader sees what the writer took in, and only then; and whose the records are. */
static void
test_reader (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "home", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauReader) reader = NULL;
  PantauStore *store;

  g_assert_true (pantau_home_create (path, TRUE, &error));
  home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  g_assert_no_error (error);
  reader = pantau_reader_new (home, &error);
  g_assert_no_error (error);
  store = pantau_reader_get_store (reader);

  write_title (home, "banjir");
  g_assert_cmpuint (count_found (store, "banjir"), ==, 0);
  g_assert_true (pantau_store_catch_up (pantau_home_get_store (home), &error));
  g_assert_cmpuint (count_found (store, "banjir"), ==, 1);
  g_assert_cmpuint (count_found (store, "milik:saya banjir"), ==, 1);
  g_assert_cmpuint (count_found (store, "keadaan:tersimpan"), ==, 1);

  /* The home's own store takes in by itself. */
  write_title (home, "banjir");
  g_assert_cmpuint (count_found (pantau_home_get_store (home), "banjir"), ==, 2);
  g_assert_cmpuint (count_found (store, "banjir"), ==, 2);

  /* Made anew under the reader's eyes. */
  g_assert_true (pantau_store_rebuild (pantau_home_get_store (home), NULL, NULL, &error));
  g_assert_cmpuint (count_found (store, "banjir"), ==, 2);
  g_clear_pointer (&reader, pantau_reader_free);
}

static void
test_cancelled (void)
{
  g_auto (Scene) scene = scene_new ();
  g_autoptr (PantauQuery) query = pantau_query_new (store_reference (), "banjir");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  record (&scene, 1, "risk", "16.06.01", "\"title\":\"banjir\"");
  g_cancellable_cancel (cancellable);
  g_assert_null (
      pantau_store_find (scene.desk.store, query, PANTAU_SORT_TIME, TRUE, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  search_assert (&scene.desk, "banjir", "1");
}

static gpointer
cancel_thread (gpointer data)
{
  g_usleep (20 * 1000);
  g_cancellable_cancel (data);

  return NULL;
}

/* In the middle of a statement that would never end; and the next one is not hit. */
static void
test_cancel_running (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 value;
  GThread *thread;

  g_assert_true (pantau_db_begin_reading (desk.db, cancellable, &error));
  thread = g_thread_new ("cancel", cancel_thread, cancellable);
  g_assert_false (
      pantau_db_integer (desk.db, 0, &value, &error,
                         "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) "
                         "SELECT max(n) FROM c",
                         ""));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  pantau_db_end_reading (desk.db);
  g_thread_join (thread);

  g_clear_error (&error);
  g_assert_true (pantau_db_integer (
      desk.db, 0, &value, &error,
      "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 100000) "
      "SELECT max(n) FROM c",
      ""));
  g_assert_cmpint (value, ==, 100000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/search/families", test_families);
  g_test_add_func ("/search/beginnings", test_beginnings);
  g_test_add_func ("/search/beginnings/many", test_beginning_of_many);
  g_test_add_func ("/search/phrases", test_phrases);
  g_test_add_func ("/search/places", test_places);
  g_test_add_func ("/search/filters", test_filters);
  g_test_add_func ("/search/states", test_states);
  g_test_add_func ("/search/differences", test_differences);
  g_test_add_func ("/search/changes", test_changes);
  g_test_add_func ("/search/forged-codes", test_forged_codes);
  g_test_add_func ("/search/hostile", test_hostile);
  g_test_add_func ("/search/odd-records", test_odd_records);
  g_test_add_func ("/search/hours", test_hours);
  g_test_add_func ("/search/counts", test_counts);
  g_test_add_func ("/search/counts/entries", test_count_entries);
  g_test_add_func ("/search/same-answers", test_same_answers);
  g_test_add_func ("/search/first-edition", test_first_edition);
  g_test_add_func ("/search/rows", test_rows);
  g_test_add_func ("/search/reader", test_reader);
  g_test_add_func ("/search/cancelled", test_cancelled);
  g_test_add_func ("/search/cancelled/running", test_cancel_running);

  return store_test_run ();
}
