/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The search for similar claims by those who want to deceive or to break it: texts in disguise, bytes that are no text, other scripts, sizes that nobody
 * types, thousands of equal claims. Nothing of it may fail, wait long or be found where it is not.
 */

#include "config.h"

#include <string.h>

#include "home-fixture.h"
#include "pantau-crypto.h"
#include "pantau-similar.h"
#include "similar-set.h"
#include "test-util.h"

#define CROWD  300
#define LOOKED 60
#define EQUAL  (10000 / TEST_SHARE)
#define MOST                                                                                       \
  (3 *                                                                                             \
   G_USEC_PER_SEC) /* of the processor, for one question of any size; usual ones take some milliseconds */
#define LARGE    (5 * 1024 * 1024)
#define CROWDED  60   /* texts */
#define CONFUSED 0.05 /* of disguised texts may be missed */

/* A home with the crowd in it, and what it was made of. */
typedef struct
{
  Place place;
  PantauHome *home;
  GPtrArray *claims; /* (element-type char*) */
  GPtrArray *records;
} Scene;

static Scene
scene_new (guint n)
{
  Scene self = { .place = place_new (), .claims = set_crowd (n) };

  self.home = place_open (&self.place);
  self.records = set_record (self.home, NULL, self.claims);

  return self;
}

static void
scene_clear (Scene *self)
{
  pantau_home_close (self->home);
  g_ptr_array_unref (self->claims);
  g_ptr_array_unref (self->records);
  place_clear (&self->place);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, scene_clear)

/* Asks, and asserts that it is answered in time and in order. */
static GPtrArray *
ask (PantauHome *home, const PantauSimilarQuery *query)
{
  gint64 start = test_time_computed ();
  g_autoptr (GError) error = NULL;
  GPtrArray *found = pantau_store_similar (pantau_home_get_store (home), query, &error);
  gint64 took = test_time_computed () - start;

  g_assert_no_error (error);
  g_assert_nonnull (found);
  g_assert_cmpuint (found->len, <=, query->limit > 0 ? query->limit : 3);
  if (took > MOST * TEST_SHARE)
    g_error ("%.1f s for %zu bytes", (double) took / G_USEC_PER_SEC,
             query->text != NULL ? strlen (query->text) : 0);
  for (guint i = 0; i < found->len; i++)
    {
      const PantauSimilar *similar = g_ptr_array_index (found, i);

      g_assert_true (similar->score >= PANTAU_SIMILAR_THRESHOLD && similar->score <= 1);
      g_assert_cmpuint (similar->why, !=, 0);
      g_assert_true (similar->title != NULL && g_utf8_validate (similar->title, -1, NULL));
    }

  return found;
}

static GPtrArray *
ask_text (PantauHome *home, const char *text)
{
  const PantauSimilarQuery query = { .text = text };

  return ask (home, &query);
}

/* Whether the first claim that is offered for @text is @record. */
static gboolean
is_found (PantauHome *home, const char *text, const char *record)
{
  g_autoptr (GPtrArray) found = ask_text (home, text);

  return found->len > 0 &&
         strcmp (((PantauSimilar *) g_ptr_array_index (found, 0))->record, record) == 0;
}

/* Each character of @text with what @dress makes of it. */
typedef void (*Dress) (GString *text, gunichar c);

static void
in_capitals (GString *text, gunichar c)
{
  g_string_append_unichar (text, g_unichar_toupper (c));
}

static void
with_emoji (GString *text, gunichar c)
{
  if (c == ' ')
    g_string_append (text, "🔥❗️👉🏽 ");
  else
    g_string_append_unichar (text, c);
}

/* An emoji that touches the words on both sides, as thumbs type it. */
static void
glued_by_emoji (GString *text, gunichar c)
{
  if (c == ' ')
    g_string_append (text, "😡");
  else
    g_string_append_unichar (text, c);
}

static void
with_zero_width (GString *text, gunichar c)
{
  g_string_append_unichar (text, c);
  g_string_append (text, "\u200b");
}

static void
with_soft_hyphens (GString *text, gunichar c)
{
  g_string_append_unichar (text, c);
  if (g_unichar_isalpha (c))
    g_string_append (text, "\u00ad\u2060");
}

static void
full_width (GString *text, gunichar c)
{
  g_string_append_unichar (text, c > 0x20 && c < 0x7f ? c + 0xfee0 : c);
}

/* 𝗕𝗼𝗹𝗱 and 𝑖𝑡𝑎𝑙𝑖𝑐 letters of mathematics, which people make with “fancy text” programs. */
static void
mathematical (GString *text, gunichar c)
{
  g_string_append_unichar (text, c >= 'a' && c <= 'z'   ? 0x1d5ee + c - 'a'
                                 : c >= 'A' && c <= 'Z' ? 0x1d5d4 + c - 'A'
                                 : c >= '0' && c <= '9' ? 0x1d7ec + c - '0'
                                                        : c);
}

static void
struck_through (GString *text, gunichar c)
{
  g_string_append_unichar (text, c);
  g_string_append (text, "\u0336");
}

static void
with_wide_blanks (GString *text, gunichar c)
{
  g_string_append (text, c == ' ' ? "\u00a0\u2003\t" : "");
  if (c != ' ')
    g_string_append_unichar (text, c);
}

/* Hard lines, as from a printed letter or an old telephone: they end no sentence. */
static void
in_short_lines (GString *text, gunichar c)
{
  const char *line = strrchr (text->str, '\n');

  if (c == ' ' && strlen (line != NULL ? line : text->str) > 30)
    c = '\n';
  g_string_append_unichar (text, c);
}

/* *bold* and _italic_ as messengers write them. */
static void
marked_up (GString *text, gunichar c)
{
  if (c == ' ')
    g_string_append (text, "* _");
  else
    g_string_append_unichar (text, c);
}

static void
with_direction_marks (GString *text, gunichar c)
{
  g_string_append (text, c == ' ' ? " \u202e\u2067" : "");
  if (c != ' ')
    g_string_append_unichar (text, c);
}

static void
test_disguised (gconstpointer data)
{
  Dress dress = *(const Dress *) data;
  g_auto (Scene) scene = scene_new (CROWD);
  guint missed = 0;

  for (guint i = 0; i < LOOKED; i++)
    {
      const char *claim = g_ptr_array_index (scene.claims, i * CROWD / LOOKED);
      g_autoptr (GString) text = g_string_new (NULL);

      for (const char *at = claim; *at != '\0'; at = g_utf8_next_char (at))
        dress (text, g_utf8_get_char (at));
      if (!is_found (scene.home, text->str, g_ptr_array_index (scene.records, i * CROWD / LOOKED)))
        {
          g_test_message ("not found: %s", text->str);
          missed++;
        }
    }

  g_assert_cmpuint (missed, <=, (guint) (LOOKED * CONFUSED));
}

/* Whatever is put before and after a text, it is found; and what is put there alone is found nowhere. */
static void
test_wrapped (void)
{
  static const char *const wraps[][2] = {
    { "*SEBARKAN!!!*\n", "" },
    { "Diteruskan berkali-kali\nDiteruskan\nForwarded\n", "\n\nCopas dari grup sebelah" },
    { "[12/11/24 06.41.07] Bunda: ", "" },
    { "12/11/24 06.41 - +62 812-3456-7890: ", "" },
    { "🔥🔥🔥 VIRAL 🔥🔥🔥 ", " 🙏🙏🙏 #pilkada #viral #sumsel" },
    { "SEBARKAAAAAN SEMUAAAA!!!!!! ", " https://vt.tiktok.com/ZS8abcd/ https://s.id/abc" },
    { "> ", "" },
    { "\u202a\u200e", "\u202c" },
  };
  g_auto (Scene) scene = scene_new (CROWD);

  for (guint wrap = 0; wrap < G_N_ELEMENTS (wraps); wrap++)
    {
      g_autofree char *bare = g_strconcat (wraps[wrap][0], wraps[wrap][1], NULL);
      g_autoptr (GPtrArray) nothing = ask_text (scene.home, bare);

      g_assert_cmpuint (nothing->len, ==, 0);
      for (guint i = 0; i < LOOKED; i++)
        {
          g_autofree char *text = g_strconcat (wraps[wrap][0], g_ptr_array_index (scene.claims, i),
                                               wraps[wrap][1], NULL);

          if (!is_found (scene.home, text, g_ptr_array_index (scene.records, i)))
            g_error ("not found: %s", text);
        }
    }
}

/* What claims nothing is like nothing, though a record may say just the same. */
static void
test_empty (void)
{
  static const char *const texts[] = {
    "",
    " ",
    "\n\t ",
    "🔥🔥🔥",
    "👍🏽👨‍👩‍👧‍👦🇮🇩",
    "a",
    "…",
    "!!!",
    "SEBARKAN!!!",
    "yang di",
    "Diteruskan",
    "\u200b\u200e\u202e",
    "\u0336\u0301",
    "[nomor disegel]",
    "081234567890",
    "#",
    "@~!",
    "12345678901234567890",
  };
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (set_record_one (home, "Tanpa isi", g_str_is_ascii (texts[i]) ? "." : texts[i], NULL));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) found = ask_text (home, texts[i]);

      if (found->len > 0)
        g_error ("“%s” finds “%s”", texts[i],
                 ((PantauSimilar *) g_ptr_array_index (found, 0))->title);
    }

  {
    g_autoptr (GPtrArray) found = ask_text (home, NULL);

    g_assert_cmpuint (found->len, ==, 0);
  }
}

/* Texts that mean something to whatever stands behind: FTS5, SQL, GLib's formats, our own writing of claims. */
static void
test_meaning (void)
{
  static const char *const texts[] = {
    "\" OR \"\" NEAR(a b, 2) * ^kata",
    "tps'); DROP TABLE claim_sign; --",
    "%s%n%d%100000d",
    "@palembang #tps5 !pindah ~bantah",
    "kata:kata kata* -kata +kata {kata}",
    "NULL",
    "\\u0000 \\x00 %00",
    "<b>TPS</b> <script>alert(1)</script>",
    "=HYPERLINK(\"http://a\")",
    "((((((((((((((((((((((((((((((((",
  };
  g_auto (Scene) scene = scene_new (10);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) found = ask_text (scene.home, texts[i]);

      g_assert_cmpuint (found->len, ==, 0);
    }
  g_assert_true (is_found (scene.home, g_ptr_array_index (scene.claims, 3),
                           g_ptr_array_index (scene.records, 3)));
}

/* @unit again and again, up to @length bytes. (transfer full) */
static char *
repeated (const char *unit, gsize length)
{
  GString *text = g_string_sized_new (length + 64);

  while (text->len < length)
    g_string_append (text, unit);

  return g_string_free (text, FALSE);
}

static void
test_large (void)
{
  static const char *const units[] = {
    "a",
    " ",
    "aaaaaaaa ",
    "TPS 5 pindah ",
    "a\n",
    "1",
    "1 ",
    "tidak ",
    "tidak tidak bukan ",
    "\u0336",
    "a\u0336\u0301",
    "🔥",
    "👨‍👩‍👧‍👦",
    "\u200b",
    "http://a.b/",
    "http",
    "www.",
    "1.",
    "1,5 ",
    "jam 10.",
    "tanggal 27 ",
    "+62",
    "\xff",
    "\xe2\x80",
    "اا ",
    "中",
    "ꦲꦤꦕꦫꦏ",
    "dari grup sebelah ",
    "*_~",
    "..",
  };
  g_auto (Scene) scene = scene_new (20);

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autofree char *text = repeated (units[i], LARGE / TEST_SHARE);
      g_autoptr (GPtrArray) found = ask_text (scene.home, text);

      if (found->len > 0)
        g_error ("“%s” again and again finds “%s”", units[i],
                 ((PantauSimilar *) g_ptr_array_index (found, 0))->title);
    }
}

/* The longest quote that a record may have, of words that differ; it is found again, and so is the beginning that is left of a longer one. */
static void
test_long_quote (void)
{
  g_auto (Scene) scene = scene_new (50);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *record = NULL, *cut = NULL;
  g_autoptr (GString) more = NULL;

  for (guint i = 0; g_utf8_strlen (text->str, -1) < 4900; i++)
    g_string_append_printf (text, "%s ",
                            (const char *) g_ptr_array_index (scene.claims, i % scene.claims->len));
  g_string_truncate (text, 4900);
  cut = g_utf8_make_valid (text->str, -1);
  record = set_record_one (scene.home, "Pesan panjang", cut, NULL);

  g_assert_true (is_found (scene.home, cut, record));
  more = g_string_new (cut);
  while (more->len < 64 * 1024)
    g_string_append (more, " dan seterusnya");
  g_assert_true (is_found (scene.home, more->str, record));
}

static void
test_scripts (void)
{
  static const struct
  {
    const char *claim, *same, *other;
  } cases[] = {
    { "مركز الاقتراع رقم خمسة في باليمبانغ انتقل إلى المدرسة بسبب الفيضان",
      "🔥 مركز الاقتراع رقم خمسة في باليمبانغ انتقل إلى المدرسة بسبب الفيضان",
      "تم تأجيل يوم الانتخابات في المقاطعة بسبب نقص أوراق الاقتراع" },
    { "巨港第五投票站因为洪水搬到小学操场请大家转发",
      "巨港第五投票站因为洪水搬到小学操场请大家转发！！！",
      "选举日期推迟到十二月四日因为选票还没有准备好" },
    { "ꦠꦺꦥꦺꦌꦱ꧀ ꦭꦶꦩ ꦥꦶꦤ꧀ꦝꦃ ꦩꦫꦁ ꦱꦼꦏꦺꦴꦭꦃꦲꦤ꧀ ꦱꦧꦧ꧀ ꦧꦚ꧀ꦗꦶꦂ", "ꦠꦺꦥꦺꦌꦱ꧀ ꦭꦶꦩ ꦥꦶꦤ꧀ꦝꦃ ꦩꦫꦁ ꦱꦼꦏꦺꦴꦭꦃꦲꦤ꧀ ꦱꦧꦧ꧀ ꦧꦚ꧀ꦗꦶꦂ 🙏",
      "ꦱꦸꦫꦠ꧀ ꦱꦸꦮꦫ ꦲꦶꦭꦁ ꦲꦶꦁ ꦒꦸꦢꦁ ꦏꦺꦴꦠ" },
    { "Избирательный участок номер пять переехал в школу из за наводнения в Палембанге",
      "ИЗБИРАТЕЛЬНЫЙ УЧАСТОК НОМЕР ПЯТЬ ПЕРЕЕХАЛ В ШКОЛУ ИЗ ЗА НАВОДНЕНИЯ В ПАЛЕМБАНГЕ",
      "Бюллетени исчезли со склада в порту ночью и полиция молчит" },
  };
  g_auto (Scene) scene = scene_new (20);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *record = set_record_one (scene.home, "Aksara lain", cases[i].claim, NULL);
      g_autoptr (GPtrArray) other = ask_text (scene.home, cases[i].other);

      g_assert_cmpuint (other->len, ==, 0);
      if (!is_found (scene.home, cases[i].same, record))
        g_error ("not found: %s", cases[i].same);
    }
}

/* Bytes at chance, in records and in questions: nothing fails, and the tables are those of a rebuild. */
static void
test_random (void)
{
  g_autoptr (GRand) rand = test_rand_new (20241127);
  g_auto (Scene) scene = scene_new (20);
  PantauStore *store = pantau_home_get_store (scene.home);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;

  for (guint round = 0; round < test_rounds (300); round++)
    {
      guint length = (guint) g_rand_int_range (rand, 0, 400);
      g_autoptr (GString) bytes = g_string_new (NULL);
      g_autofree char *clean = NULL;

      for (guint i = 0; i < length; i++)
        switch (g_rand_int_range (rand, 0, 4))
          {
          case 0:
            g_string_append_c (bytes, (char) g_rand_int_range (rand, 1, 256));
            break;
          case 1:
            {
              gunichar c = (gunichar) g_rand_int_range (rand, 1, 0x1ffff);

              g_string_append_unichar (bytes, g_unichar_validate (c) ? c : ' ');
              break;
            }
          case 2:
            g_string_append_c (bytes, " .,:#@!~\n0123456789"[g_rand_int_range (rand, 0, 19)]);
            break;
          default:
            g_string_append (
                bytes, ((const char *[]){ "tps ", "tidak ", "jam 10", "Palembang ", "tanggal ",
                                          "nomor 2 " })[g_rand_int_range (rand, 0, 6)]);
          }

      {
        g_autoptr (GPtrArray) found = ask_text (scene.home, bytes->str);

        (void) found;
      }
      clean = g_utf8_make_valid (bytes->str, (gssize) bytes->len);
      g_strdelimit (clean, "\n", ' ');
      for (char *at = clean; *at != '\0'; at++)
        if ((guchar) *at < 0x20 || *at == 0x7f)
          *at = ' ';
      g_strstrip (clean);
      if (round % 5 == 0 && *clean != '\0')
        g_free (set_record_one (scene.home, "Acak", clean, NULL));
    }

  before = pantau_store_dump (store, &error);
  g_assert_no_error (error);
  pantau_store_rebuild (store, NULL, NULL, &error);
  g_assert_no_error (error);
  after = pantau_store_dump (store, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (before, ==, after);
}

/* Ten thousand offices that paste the same message: the next is as quick as the first, and the answer is short. */
static void
test_equal (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  g_autoptr (GPtrArray) crowd = g_ptr_array_new (), records = NULL;
  char same[] = "TPS 05 Kelurahan 8 Ilir dipindah ke halaman SD Negeri 24 karena banjir";
  gint64 start;

  for (guint i = 0; i < EQUAL; i++)
    g_ptr_array_add (crowd, same);
  records = set_record (home, NULL, crowd);
  start = test_time_computed ();
  {
    g_autoptr (GError) error = NULL;

    pantau_store_catch_up (pantau_home_get_store (home), &error);
    g_assert_no_error (error);
  }
  g_test_message ("%u equal claims taken in by %.1f s of the processor", (guint) EQUAL,
                  (double) (test_time_computed () - start) / G_USEC_PER_SEC);

  start = test_time_computed ();
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (GPtrArray) found = ask_text (home, same);

      g_assert_cmpuint (found->len, ==, 3);
    }
  g_test_message ("asked in %.1f ms of the processor",
                  (double) (test_time_computed () - start) / 20 / 1000);
  g_assert_cmpint ((test_time_computed () - start) / 20, <, G_USEC_PER_SEC / 2 * TEST_SHARE);
}

/* One thing of many: a village, a number of something, a word that is denied, a word that is nearly another. */
typedef void (*Thing) (GString *text, PantauRegions *regions, guint n);

static void
a_village (GString *text, PantauRegions *regions, guint n)
{
  guint size = pantau_regions_get_size (regions);
  const PantauRegion *region = pantau_regions_get_nth (regions, size - 1 - n * 2 % size);

  g_string_append_printf (text, "desa %s, ", region->name);
}

static void
a_number (GString *text, PantauRegions *regions, guint n)
{
  g_string_append_printf (text, "TPS %u, ", n + 1);
}

static void
a_denial (GString *text, PantauRegions *regions, guint n)
{
  g_string_append_printf (text, "tidak k%c%c%ca. k%c%c%ca ", 'a' + n % 26, 'b' + n / 26 % 24,
                          'c' + n / 624 % 20, 'a' + n % 26, 'b' + n / 26 % 24, 'c' + n / 624 % 20);
}

static void
a_near_word (GString *text, PantauRegions *regions, guint n)
{
  g_string_append_printf (text, "pemungut%c%c%c ", 'a' + n % 26, 'b' + n / 26 % 24,
                          'c' + n / 624 % 20);
}

/* As a program writes it that checks nothing: the quote is as long as a line has room for. */
static void
record_unchecked (PantauHome *home, const char *quote)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *record = pantau_uuid_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *fields = json_object_new ();
  PantauDraft draft = { .record = record,
                        .kind = "hoax",
                        .is_open = TRUE,
                        .region = "16.71",
                        .type = PANTAU_TYPE_CREATE,
                        .time = "2024-11-20T19:05:00+07:00",
                        .body = body };

  json_object_set_string_member (body, "title", "Pemungutan suara pindah");
  json_object_set_string_member (fields, "quote", quote);
  json_object_set_object_member (body, "fields", fields);
  pantau_home_write (home, &draft, NULL, &error);
  g_assert_no_error (error);
}

/* As many things as a claim's text may have words, told in another order in each of many records: the time for an answer stays bounded. */
static void
test_crowded (gconstpointer data)
{
  Thing thing = *(const Thing *) data;
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  PantauRegions *regions = pantau_reference_get_regions (pantau_home_get_reference (home));
  g_autofree char *last = NULL;

  for (guint i = 0; i < CROWDED; i++)
    {
      g_autoptr (GString) text = g_string_new ("Pemungutan suara TPS 5 pindah. ");

      for (guint n = 0; n < 1000; n++)
        thing (text, regions, (n * 7 + i * 13) % 2400);
      record_unchecked (home, text->str);
      g_free (last);
      last = g_string_free (g_steal_pointer (&text), FALSE);
    }
  for (guint i = 0; i < 2; i++)
    {
      gint64 start = test_time_computed ();
      g_autoptr (GPtrArray) found = ask_text (
          home,
          i == 0 ? "Pemungutan suara TPS 5 tidak pindah dari Lubuk Linggau ke Pagar Alam" : last);

      g_test_message ("answered in %.0f ms of the processor",
                      (double) (test_time_computed () - start) / 1000);
      g_assert_true (found->len > 0 || i == 0);
    }
}

static void
test_urls (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  g_autofree char *record = set_record_one (home, "Unggahan", "Lihat", "https://x.com/a/status/1"),
                  *large = repeated ("https://x.com/", 100 * 1024);
  const char *const bad[] = { "javascript:alert(1)",
                              "data:text/html,a",
                              "file:///etc/passwd",
                              "https://x.com@evil.example/a/status/1",
                              "https://x.com/a/status/1\u202e",
                              "https://x.com/a/status/1\n",
                              "x",
                              "",
                              "https://",
                              "://",
                              "https://x.com/a/status/1 a",
                              large };
  const PantauSimilarQuery good = { .url = "https://m.twitter.com/a/status/1?s=20&t=abc#x" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const PantauSimilarQuery query = { .url = bad[i] };
      g_autoptr (GPtrArray) found = ask (home, &query);

      /* White space around a link is forgiven. */
      g_assert_cmpuint (found->len, ==, g_str_has_suffix (bad[i], "\n") ? 1 : 0);
    }
  {
    g_autoptr (GPtrArray) found = ask (home, &good);

    g_assert_cmpuint (found->len, ==, 1);
    g_assert_cmpstr (((PantauSimilar *) g_ptr_array_index (found, 0))->record, ==, record);
    g_assert_cmpuint (((PantauSimilar *) g_ptr_array_index (found, 0))->why, ==,
                      PANTAU_SIMILAR_URL);
  }
}

static void
test_pictures (void)
{
  g_auto (Scene) scene = scene_new (20);
  g_autofree guint64 *many = g_new (guint64, 10000);
  PantauSimilarQuery query = { .pictures = many, .n_pictures = 10000 };

  for (guint i = 0; i < 10000; i++)
    many[i] = i * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  {
    g_autoptr (GPtrArray) found = ask (scene.home, &query);

    g_assert_cmpuint (found->len, ==, 0);
  }
  many[0] = 0;
  query.n_pictures = 1;
  {
    g_autoptr (GPtrArray) found = ask (scene.home, &query);

    g_assert_cmpuint (found->len, ==, 0);
  }
}

static void
test_limits (void)
{
  g_auto (Scene) scene = scene_new (20);
  const char *text = g_ptr_array_index (scene.claims, 0),
             *record = g_ptr_array_index (scene.records, 0);
  const PantauSimilarQuery own = { .text = text, .except = record },
                           none = { .text = text, .except = "no uuid' OR 1" },
                           many = { .text = text, .limit = G_MAXUINT }, nothing = { 0 };
  g_autoptr (GPtrArray) without = ask (scene.home, &own), with = ask (scene.home, &none),
                        all = ask (scene.home, &many), empty = ask (scene.home, &nothing);

  for (guint i = 0; i < without->len; i++)
    g_assert_cmpstr (((PantauSimilar *) g_ptr_array_index (without, i))->record, !=, record);
  g_assert_cmpuint (with->len, >=, 1);
  g_assert_cmpuint (all->len, >=, 1);
  g_assert_cmpuint (empty->len, ==, 0);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    Dress dress;
  } dresses[] = {
    { "/similar-hostile/disguised/capitals", in_capitals },
    { "/similar-hostile/disguised/emoji", with_emoji },
    { "/similar-hostile/disguised/glued", glued_by_emoji },
    { "/similar-hostile/disguised/zero-width", with_zero_width },
    { "/similar-hostile/disguised/soft-hyphens", with_soft_hyphens },
    { "/similar-hostile/disguised/full-width", full_width },
    { "/similar-hostile/disguised/mathematical", mathematical },
    { "/similar-hostile/disguised/struck-through", struck_through },
    { "/similar-hostile/disguised/blanks", with_wide_blanks },
    { "/similar-hostile/disguised/lines", in_short_lines },
    { "/similar-hostile/disguised/marked-up", marked_up },
    { "/similar-hostile/disguised/direction", with_direction_marks },
  };

  static const struct
  {
    const char *name;
    Thing thing;
  } things[] = {
    { "/similar-hostile/crowded/villages", a_village },
    { "/similar-hostile/crowded/numbers", a_number },
    { "/similar-hostile/crowded/denials", a_denial },
    { "/similar-hostile/crowded/near-words", a_near_word },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (dresses); i++)
    g_test_add_data_func (dresses[i].name, &dresses[i].dress, test_disguised);
  g_test_add_func ("/similar-hostile/wrapped", test_wrapped);
  g_test_add_func ("/similar-hostile/empty", test_empty);
  g_test_add_func ("/similar-hostile/meaning", test_meaning);
  g_test_add_func ("/similar-hostile/large", test_large);
  g_test_add_func ("/similar-hostile/long-quote", test_long_quote);
  g_test_add_func ("/similar-hostile/scripts", test_scripts);
  g_test_add_func ("/similar-hostile/random", test_random);
  g_test_add_func ("/similar-hostile/urls", test_urls);
  g_test_add_func ("/similar-hostile/pictures", test_pictures);
  g_test_add_func ("/similar-hostile/limits", test_limits);
  g_test_add_func ("/similar-hostile/equal", test_equal);
  for (gsize i = 0; i < G_N_ELEMENTS (things); i++)
    g_test_add_data_func (things[i].name, &things[i].thing, test_crowded);

  return g_test_run ();
}
