/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left of a message when claims are compared: what two people write of one thing must become alike, and no more. */

#include "config.h"

#include <string.h>

#include "pantau-claim-score.h"
#include "pantau-reference.h"
#include "pantau-similar.h"
#include "test-util.h"

static PantauReference *reference;

static char *
make (const char *text)
{
  return pantau_claim_text_make (pantau_reference_get_claim_words (reference), text);
}

static double
score (const char *one, const char *other)
{
  g_autofree char *a = make (one), *b = make (other);
  g_autoptr (PantauClaimQuestion) question =
      pantau_claim_question_new (pantau_reference_get_claim_words (reference), a);

  return pantau_claim_question_score (question, b);
}

#define assert_text(text, expected)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *made = make (text);                                                           \
    g_assert_cmpstr (made, ==, expected);                                                          \
  }                                                                                                \
  G_STMT_END

static void
test_numbers (void)
{
  assert_text ("TPS 05", "#tps5");
  assert_text ("tps nomor 5", "#tps5");
  assert_text ("TPS2", "#tps2");
  assert_text ("TPS 5, 6 dan 7", "#tps5 #tps6 #tps7");
  assert_text ("TPS 5-7", "#tps5 #tps7");
  assert_text ("TPS lima", "#tps5");
  assert_text ("paslon nomor urut 02", "#paslon2");
  assert_text ("70 persen", "#persen70");
  assert_text ("70%", "#persen70");
  assert_text ("50,5 %", "#persen50k5");
  assert_text ("Rp 100.000", "#rp100000");
  assert_text ("Rp100rb", "#rp100000");
  assert_text ("3 juta", "#n3000000");
  assert_text ("empat belas orang", "#orang14");
}

static void
test_times (void)
{
  assert_text ("pukul 10.00 WIB", "#jam1000");
  assert_text ("jam 10 pagi", "#jam1000");
  assert_text ("pkl 1 siang", "#jam1300");
  assert_text ("jam 11 siang", "#jam1100");
  assert_text ("jam 2 malam", "#jam0200");
  assert_text ("jam 9 malam", "#jam2100");
  assert_text ("27 November 2024", "#tgl2711");
  assert_text ("tgl 27/11/2024", "#tgl2711");
  assert_text ("27-11-2024", "#tgl2711");
  assert_text ("hari Rabu", "#hari3");
}

static void
test_places (void)
{
  assert_text ("di Sekayu", "@sekayu");
  assert_text ("Muba", "@musibanyuasin");
  assert_text ("kab. Musi Banyuasin", "@musibanyuasin");
  assert_text ("Kel. 8 Ilir", "@delapanilir");
  assert_text ("Ilir Timur III", "@ilirtimurtiga");
  /* Ordinary words that villages bear, where nothing says so and where it does. */
  assert_text ("harapan", "harap");
  assert_text ("desa Harapan", "@harapan");
}

/* Letters that are dressed up, and what surrounds a message that goes round. */
static void
test_dress (void)
{
  g_autofree char *plain = make ("kotak suara hilang di gudang");
  static const char *const dressed[] = {
    "KOTAK SUARA HILANG DI GUDANG",
    "🔥🔥 VIRAL!! Kotak suara hilang di gudang 🙏🙏 Sebarkan!!!",
    "Diteruskan berkali-kali\nDari grup sebelah: kotak suara hilang di gudang",
    "kotakk suaraaaa hilaaang di gudang",
    "k o t a k suara hilang di gudang",
    "𝗞𝗼𝘁𝗮𝗸 𝘀𝘂𝗮𝗿𝗮 hilang di gudang",
    "kotak\342\200\213 su\342\200\213ara hilang di gudang",
    "k0tak suara hil4ng di gudang",
    "kotak suaro hilang di gudang https://contoh.example/a?b=c bit.ly/abc",
  };

  for (guint i = 0; i < G_N_ELEMENTS (dressed); i++)
    if (score ("kotak suara hilang di gudang", dressed[i]) < 0.8)
      {
        g_autofree char *made = make (dressed[i]);

        g_error ("“%s” became “%s” rather than “%s”", dressed[i], made, plain);
      }
}

/* Nothing of a person gets into a projection. */
static void
test_people (void)
{
  static const char *const texts[] = {
    "hubungi 0812-3456-7890 segera",    "hubungi 0812 3456 7890 segera",
    "hubungi +62 812 3456 7890 segera", "NIK 1606010101900001 segera",
    "rek 1234567890123 segera",         "surel warga.satu@contoh.example segera"
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *made = make (texts[i]);

      g_assert_nonnull (strstr (made, "segera"));
      g_assert_null (strstr (made, "3456"));
      g_assert_null (strstr (made, "812"));
      g_assert_null (strstr (made, "0101"));
      g_assert_null (strstr (made, "warga"));
    }
}

static void
test_nothing (void)
{
  assert_text ("", "");
  assert_text ("🙏🙏🔥", "");
  assert_text ("yang di ke dari", "");
  assert_text ("\xff\xfe\x80", "");
}

/* Whatever comes ends soon and holds what the header promises. */
static void
test_random (void)
{
  static const char *const parts[] = { "TPS ",     "5",    " ",      ".",     ",",     "-",
                                       "/",        ":",    "rp",     "%",     "juta ", "2",
                                       "a",        "\n",   "tidak ", "🔥",     "@",     "x.y/z ",
                                       "jam ",     "27",   "nov ",   "0812",  "م",     "字",
                                       "\xcc\x81", "\xff", "belas ", "desa ", "raja ", "s e b ",
                                       NULL };
  g_autoptr (GRand) rand = test_rand_new (1);

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *made = NULL, *again = NULL;
      guint n = (guint) g_rand_int_range (rand, 0, 60), words = 1;

      for (guint j = 0; j < n; j++)
        g_string_append (text, parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts) - 1)]);
      made = make (text->str);
      again = make (text->str);
      g_assert_cmpstr (made, ==, again);
      g_assert_true (g_utf8_validate (made, -1, NULL));
      g_assert_null (strstr (made, "  "));
      g_assert_null (strchr (made, '"'));
      for (const char *p = made; *p != '\0'; p++)
        words += *p == ' ';
      g_assert_cmpuint (words, <=, PANTAU_CLAIM_MAX_WORDS + 1);
    }
}

static void
test_long (void)
{
  static const char *const units[] = { "a",      "a ",     "1", "1 ", "1.",
                                       "TPS 5 ", "tidak ", "@", "-",  "字" };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *made = NULL;

      while (text->len < 1024 * 1024)
        g_string_append (text, units[i]);
      made = make (text->str);
      g_assert_cmpuint (strlen (made), <, 256 * 1024);
      g_assert_cmpfloat (score (text->str, text->str), <=, 1);
    }
}

#define assert_same(one, other)  g_assert_cmpfloat (score (one, other), >=, PANTAU_SIMILAR_THRESHOLD)
#define assert_other(one, other) g_assert_cmpfloat (score (one, other), <, PANTAU_SIMILAR_THRESHOLD)

static void
test_same (void)
{
  assert_same ("TPS 5 di Sekayu pindah", "TPS 05 Sekayu dipindah");
  assert_same ("TPS 5 di Sekayu pindah", "lokasi TPS lima Sekayu dialihkan");
  assert_same ("Pencoblosan diundur ke tgl 4 Desember",
               "Hari pencoblosan ditunda jadi 4 Desember 2024, sebarkan!");
  assert_same ("Surat suara tercoblos paslon 2 di gudang Lahat",
               "Breaking news!!! di gudang KPU Lahat surat suara sdh tercoblos utk paslon nomor 2");
}

static void
test_other (void)
{
  assert_other ("TPS 5 di Sekayu pindah", "TPS 7 di Sekayu pindah");
  assert_other ("TPS 5 di Sekayu pindah", "TPS 5 di Babat Toman pindah");
  assert_other ("TPS 5 di Sekayu pindah", "TPS 5 di Sekayu tidak pindah");
  assert_other ("Pencoblosan ditutup pukul 10", "Pencoblosan ditutup pukul 13");
  assert_other ("Pencoblosan diundur ke 4 Desember", "Pencoblosan diundur ke 5 Desember");
  assert_other ("Paslon 1 bagi uang di Lahat", "Paslon 2 bagi uang di Lahat");
  assert_other ("TPS 5 di Sekayu pindah", "TPS 5 di Sekayu kebanjiran");
  assert_other ("TPS", "TPS 5 di Sekayu pindah ke balai desa");
}

/* A chat that was pasted has marks where numbers and names were: none of them is a number, a word or a sender of the claim. */
static void
test_masks (void)
{
  assert_text ("[pengirim 1]: TPS 5 pindah! [nomor disegel], [surel disegel]", "#tps5 pindah");
  assert_text ("Kata [nama disegel] TPS 5 pindah", "#tps5 pindah");
  assert_text ("[pengirim 12]: [pengirim] [pengirim ", "kirim kirim");
}

/* Of a chat the message with the title is the claim; what was written before and after it is talk. */
static void
test_chat (void)
{
  g_autofree char *chat = pantau_similar_text (
      "TPS 5 pindah!", "[pengirim 1]: Selamat pagi\n[pengirim 2]: TPS 5 pindah! Ke balai\n"
                       "desa\n[pengirim 1]: Benarkah?");
  g_autofree char *alone =
      pantau_similar_text ("TPS 5 pindah!", "[pengirim 1]: TPS 5 pindah!\nBenar");
  g_autofree char *other = pantau_similar_text ("Lain", "[pengirim 1]: a\n[pengirim 2]: b");

  g_assert_cmpstr (chat, ==, "TPS 5 pindah!.\n[pengirim 2]: TPS 5 pindah! Ke balai\ndesa");
  g_assert_cmpstr (alone, ==, "TPS 5 pindah!.\n[pengirim 1]: TPS 5 pindah!\nBenar");
  g_assert_cmpstr (other, ==, "Lain.\n[pengirim 1]: a\n[pengirim 2]: b");
}

/* Which of two is asked about makes no difference where nothing is mistyped. */
static void
test_both_ways (void)
{
  const char *one = "TPS 5 di Sekayu pindah ke balai desa mulai jam 10 karena banjir";
  const char *other = "Warga Sekayu: tempat memilih TPS 05 sudah pindah, banjir";

  g_assert_cmpfloat_with_epsilon (score (one, other), score (other, one), 1e-9);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  reference = pantau_reference_new (NULL, &error);
  g_assert_no_error (error);

  g_test_add_func ("/claim-text/numbers", test_numbers);
  g_test_add_func ("/claim-text/times", test_times);
  g_test_add_func ("/claim-text/places", test_places);
  g_test_add_func ("/claim-text/dress", test_dress);
  g_test_add_func ("/claim-text/people", test_people);
  g_test_add_func ("/claim-text/nothing", test_nothing);
  g_test_add_func ("/claim-text/random", test_random);
  g_test_add_func ("/claim-text/long", test_long);
  g_test_add_func ("/claim-text/same", test_same);
  g_test_add_func ("/claim-text/other", test_other);
  g_test_add_func ("/claim-text/masks", test_masks);
  g_test_add_func ("/claim-text/chat", test_chat);
  g_test_add_func ("/claim-text/both-ways", test_both_ways);

  status = g_test_run ();
  pantau_reference_unref (reference);

  return status;
}
