/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pasted text: exports of both systems in both languages, messages copied at once, links, and everything that is none of these. Every name and number
 * is invented, and none of them may be found in what a record gets.
 */

#include "config.h"

#include <string.h>

#include "pantau-crypto-box.h"
#include "pantau-error.h"
#include "pantau-paste.h"
#include "test-util.h"

#define LRM   "\342\200\216"
#define NNBSP "\342\200\257"

static PantauReference *reference;

static const char android_id[] =
    "25/10/24 19.03 - Pesan dan panggilan dienkripsi secara end-to-end. Hanya orang di obrolan ini "
    "yang bisa membacanya.\n"
    "25/10/24 19.03 - Budi Santoso membuat grup \"Informasi PALI Terkini\"\n"
    "25/10/24 19.05 - Budi Santoso: Diteruskan berkali-kali\n"
    "Pengumuman! TPS 5 Desa Pauh dipindah ke balai desa mulai pukul 10 pagi.\n"
    "Hubungi 0812-3456-7890 untuk info.\n"
    "25/10/24 19.06 - +62 813-5555-6666: <Media tidak disertakan>\n"
    "25/10/24 19.07 - Siti Aminah: Betul kata Budi Santoso, cek https://bit.ly/3AbCdEf\n"
    "25/10/24 19.08 - Siti Aminah: Pesan ini telah dihapus\n";

static const char android_en[] =
    "10/25/24, 7:05 PM - Messages and calls are end-to-end encrypted. No one outside of this chat "
    "can read them.\n"
    "10/25/24, 7:05 PM - Budi Santoso: TPS 5 Desa Pauh dipindah ke balai desa.\n"
    "10/26/24, 12:01 AM - Budi Santoso: IMG-20241025-WA0001.jpg (file attached)\n";

static const char ios_id[] =
    "[25/10/24 19.05.12] Info PALI: " LRM "Pesan dan panggilan terenkripsi secara end-to-end. "
    "Hanya orang di chat ini yang dapat membacanya.\r\n"
    "[25/10/24 19.06.12] ~" NNBSP
    "Warga Pauh: TPS 7 dan TPS 8 tutup lebih awal, kata petugas.\r\n" LRM
    "[25/10/24 19.07.00] \342\200\252+62 812-3456-7890\342\200\254: " LRM
    "gambar tidak disertakan\r\n"
    "[25/10/24 19.08.00] Ketua RT: Sudah dicek?\r\n";

static const char ios_en[] =
    "[25/10/2024, 7:05:12" NNBSP
    "PM] Budi: Polling stations close at noon tomorrow, tell everyone.\n" LRM
    "[25/10/2024, 7:06:12" NNBSP "PM] Budi: " LRM
    "<attached: 00000012-PHOTO-2024-10-25-19-06-12.jpg>\n";

static const char copied[] = "[25/10 19.05] Budi Santoso: Jadwal pemilihan diundur ke hari Jumat.\n"
                             "[25/10 19.06] Budi Santoso: Sebarkan ke semua grup!\n";

static const char copied_web[] =
    "[19.05, 25/10/2024] Budi Santoso: Jadwal pemilihan diundur ke hari Jumat.\n"
    "[19.06, 25/10/2024] +62 813-5555-6666: Benarkah?\n";

static PantauPaste *
read_text (const char *text, const char *file_name)
{
  g_autoptr (GError) error = NULL;
  PantauPaste *paste = pantau_paste_read (reference, text, strlen (text), file_name, &error);

  if (paste == NULL)
    g_error ("“%.60s”: %s", text, error->message);

  return paste;
}

/* No member says any of @secrets. */
static void
assert_hides (PantauPaste *paste, const char *const *secrets)
{
  g_autoptr (JsonObject) answers = pantau_paste_answers (paste);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), answers);
  g_autofree char *text = json_to_string (node, FALSE);
  g_autofree char *urls = g_strjoinv (" ", paste->urls);
  g_autofree char *notice = g_strjoinv (" ", paste->notice);
  g_autofree char *all =
      g_strjoin (" ", text, urls, notice, paste->script != NULL ? paste->script : "", NULL);

  for (guint i = 0; secrets[i] != NULL; i++)
    if (strstr (all, secrets[i]) != NULL)
      g_error ("“%s” is in “%s”", secrets[i], all);
}

#define HIDES(paste, ...) assert_hides (paste, (const char *const[]){ __VA_ARGS__, NULL })

static void
assert_source (PantauPaste *paste, const char *part, const char *expected)
{
  g_autoptr (PantauIdentity) source = pantau_paste_dup_source (paste);
  const char *text = pantau_identity_get (source, part);

  if (expected == NULL)
    g_assert_null (text);
  else if (text == NULL || strstr (text, expected) == NULL)
    g_error ("“%s” of the source is not there", expected);
}

static void
test_android_id (void)
{
  g_autoptr (PantauPaste) paste =
      read_text (android_id, "/tmp/x/Chat WhatsApp dengan Informasi PALI Terkini.txt");

  g_assert_cmpstr (paste->title, ==,
                   "Pengumuman! TPS 5 Desa Pauh dipindah ke balai desa mulai pukul 10 pagi");
  g_assert_cmpstr (
      paste->quote, ==,
      "[pengirim 1]: Pengumuman! TPS 5 Desa Pauh dipindah ke balai desa mulai pukul 10 pagi.\n"
      "Hubungi [nomor disegel] untuk info.\n"
      "[pengirim 3]: Betul kata [pengirim 1], cek https://bit.ly/3AbCdEf");
  g_assert_cmpstr (paste->platform, ==, "whatsapp");
  g_assert_cmpstr (paste->group, ==, "Informasi PALI Terkini");
  g_assert_cmpstr (paste->occurred, ==, "2024-10-25T19:03:00+07:00");
  g_assert_cmpstr (paste->forwarded, ==, "berkali-kali");
  g_assert_cmpstr (paste->form, ==, "teks");
  g_assert_cmpstr (paste->urls[0], ==, "https://bit.ly/3AbCdEf");
  g_assert_null (paste->urls[1]);
  g_assert_cmpuint (paste->n_messages, ==, 3);
  g_assert_cmpuint (paste->n_senders, ==, 3);
  g_assert_cmpuint (paste->n_masked, ==, 2);
  g_assert_null (paste->script);
  g_assert_false (paste->was_cut);
  HIDES (paste, "Budi", "Siti", "0812", "813-5555");

  /* Which is which only who opens the envelope reads. */
  assert_source (paste, "received",
                 "[pengirim 1] = Budi Santoso; [pengirim 2] = +62 813-5555-6666");
  assert_source (paste, "received", "0812-3456-7890");
  assert_source (paste, "name", NULL);
}

static void
test_android_en (void)
{
  g_autoptr (PantauPaste) paste = read_text (android_en, "WhatsApp Chat with Budi Santoso.txt");

  g_assert_cmpstr (paste->quote, ==, "TPS 5 Desa Pauh dipindah ke balai desa.");
  g_assert_cmpstr (paste->occurred, ==, "2024-10-25T19:05:00+07:00");
  /* A chat of two is named after a person. */
  g_assert_null (paste->group);
  g_assert_cmpuint (paste->n_messages, ==, 2);
  HIDES (paste, "Budi");
  assert_source (paste, "name", "Budi Santoso");
}

static void
test_ios_id (void)
{
  g_autoptr (PantauPaste) paste = read_text (ios_id, NULL);

  g_assert_cmpstr (
      paste->quote, ==,
      "[pengirim 1]: TPS 7 dan TPS 8 tutup lebih awal, kata petugas.\n[pengirim 3]: Sudah dicek?");
  g_assert_cmpstr (paste->group, ==, "Info PALI");
  g_assert_cmpstr (paste->occurred, ==, "2024-10-25T19:05:12+07:00");
  g_assert_cmpuint (paste->n_senders, ==, 3);
  g_assert_cmpuint (paste->n_masked, ==, 1);
  HIDES (paste, "Warga Pauh", "Ketua", "812-3456", LRM);
  assert_source (paste, "received", "[pengirim 2] = +62 812-3456-7890");
}

static void
test_ios_en (void)
{
  g_autoptr (PantauPaste) paste = read_text (ios_en, "_chat.txt");

  g_assert_cmpstr (paste->quote, ==, "Polling stations close at noon tomorrow, tell everyone.");
  g_assert_cmpstr (paste->occurred, ==, "2024-10-25T19:05:12+07:00");
  g_assert_cmpuint (paste->n_messages, ==, 2);
  HIDES (paste, "Budi");
  assert_source (paste, "name", "Budi");
}

static void
test_copied (void)
{
  g_autoptr (PantauPaste) paste = read_text (copied, NULL);
  g_autoptr (PantauPaste) web = read_text (copied_web, NULL);

  g_assert_cmpstr (paste->quote, ==,
                   "Jadwal pemilihan diundur ke hari Jumat.\n\nSebarkan ke semua grup!");
  g_assert_cmpstr (paste->title, ==, "Jadwal pemilihan diundur ke hari Jumat");
  /* Without a year nobody knows the day. */
  g_assert_null (paste->occurred);
  g_assert_cmpstr (paste->platform, ==, "whatsapp");
  HIDES (paste, "Budi");

  g_assert_cmpstr (
      web->quote, ==,
      "[pengirim 1]: Jadwal pemilihan diundur ke hari Jumat.\n[pengirim 2]: Benarkah?");
  HIDES (web, "Budi", "5555");
}

/* The other ways in which people write days. */
static void
test_dates (void)
{
  static const struct
  {
    const char *heading, *occurred;
  } expected[] = {
    { "25/10/2024 19:05 - ", "2024-10-25T19:05:00+07:00" },
    { "25-10-24 19.05 - ", "2024-10-25T19:05:00+07:00" },
    { "25.10.24, 19:05 - ", "2024-10-25T19:05:00+07:00" },
    { "2024-10-25, 19:05 - ", "2024-10-25T19:05:00+07:00" },
    { "05/04/24, 12:30 am - ", "2024-04-05T00:30:00+07:00" },
    { "05/04/24, 12:30 p.m. - ", "2024-04-05T12:30:00+07:00" },
    { "[05/04/24, 12:30:05 PM] ", "2024-04-05T12:30:05+07:00" },
    /* No such day, and one that has not come. */
    { "31/02/24 19.05 - ", NULL },
    { "25/10/98 19.05 - ", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *text =
          g_strconcat (expected[i].heading, "Budi: TPS dipindah ke balai desa", NULL);
      g_autoptr (PantauPaste) paste = read_text (text, NULL);

      g_assert_cmpstr (paste->quote, ==, "TPS dipindah ke balai desa");
      g_assert_cmpstr (paste->occurred, ==, expected[i].occurred);
    }
}

static void
test_forwarded (void)
{
  static const struct
  {
    const char *text, *mark, *quote;
  } expected[] = {
    { "Diteruskan berkali-kali\nTPS dipindah", "berkali-kali", "TPS dipindah" },
    { "\342\206\252 Diteruskan\nTPS dipindah", "diteruskan", "TPS dipindah" },
    { "*Forwarded many times*\nTPS dipindah", "berkali-kali", "TPS dipindah" },
    { "[Forwarded]\nTPS dipindah", "diteruskan", "TPS dipindah" },
    { "Diteruskan dari grup sebelah: TPS dipindah", NULL,
      "Diteruskan dari grup sebelah: TPS dipindah" },
    { "TPS dipindah\nDiteruskan", NULL, "TPS dipindah\nDiteruskan" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (PantauPaste) paste = read_text (expected[i].text, NULL);

      g_assert_cmpstr (paste->forwarded, ==, expected[i].mark);
      g_assert_cmpstr (paste->quote, ==, expected[i].quote);
    }
}

static void
test_link (void)
{
  g_autoptr (PantauPaste) alone = read_text (" https://youtu.be/dQw4w9WgXcQ?si=x \n", NULL);
  g_autoptr (PantauPaste) site = read_text ("https://kpu.go.id/a", NULL);
  g_autoptr (PantauPaste) shared =
      read_text ("Lihat video ini di TikTok https://vt.tiktok.com/ZS1/", NULL);
  g_autoptr (PantauPaste) script = read_text ("javascript:alert(document.cookie)", NULL);
  g_autoptr (PantauPaste) trap = read_text ("https://kpu.go.id@evil.example/tps", NULL);
  g_autoptr (PantauPaste) number =
      read_text ("Daftar di https://wa.me/6281234567890?text=Halo sekarang juga", NULL);

  g_assert_null (alone->title);
  g_assert_null (alone->quote);
  g_assert_cmpstr (alone->urls[0], ==, "https://youtu.be/dQw4w9WgXcQ?si=x");
  g_assert_cmpstr (alone->platform, ==, "youtube");
  g_assert_cmpstr (alone->form, ==, "video");
  g_assert_cmpuint (alone->n_messages, ==, 0);
  g_assert_cmpstr (site->platform, ==, "situs");
  g_assert_null (site->form);

  g_assert_cmpstr (shared->platform, ==, "tiktok");
  g_assert_nonnull (shared->quote);

  /* What is no link is text, and nothing more. */
  g_assert_null (script->urls[0]);
  g_assert_cmpstr (script->quote, ==, "javascript:alert(document.cookie)");
  g_assert_null (script->platform);
  g_assert_null (trap->urls[0]);
  g_assert_cmpstr (trap->quote, ==, "https://kpu.go.id@evil.example/tps");

  /* A link that is somebody's telephone. */
  g_assert_null (number->urls[0]);
  g_assert_cmpuint (number->n_masked, ==, 1);
  HIDES (number, "81234567890");
  assert_source (number, "received", "6281234567890");
}

/* A number is one in any dress. */
static void
test_numbers (void)
{
  static const char *const texts[] = {
    "Hubungi 0812-3456-7890 segera ya",
    "Hubungi \342\200\252+62 812-3456-7890\342\200\254 segera ya",
    "Hubungi "
    "\357\274\220\357\274\230\357\274\221\357\274\222\357\274\223\357\274\224\357\274\225\357\274"
    "\226\357\274\227\357\274\230\357\274\231\357\274\220 segera ya",
    "Hubungi 0812\342\200\2133456\302\2557890 segera ya",
    "Hubungi 0812\302\2403456\302\2407890 segera ya",
    "Hubungi "
    "0\357\270\217\342\203\2438\357\270\217\342\203\2431\357\270\217\342\203\2432\357\270\217\342"
    "\203\2433\357\270\217\342\203\2434\357\270\217\342\203\2435\357\270\217\342\203\2436\357\270"
    "\217\342\203\2437\357\270\217\342\203\2438\357\270\217\342\203\2439\357\270\217\342\203\2430"
    "\357\270\217\342\203\243 segera ya",
    "Hubungi 1613045204870003 segera ya",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (PantauPaste) paste = read_text (texts[i], NULL);

      g_assert_cmpstr (paste->quote, ==, "Hubungi [nomor disegel] segera ya");
      g_assert_cmpuint (paste->n_masked, ==, 1);
    }

  {
    g_autoptr (PantauPaste) paste =
        read_text ("0812 3456 7890, +62 812-3456-7890 dan warga@contoh.id", NULL);

    g_assert_cmpstr (paste->quote, ==, "[nomor disegel], [nomor disegel] dan [surel disegel]");
    g_assert_cmpuint (paste->n_masked, ==, 2);
  }
}

static void
assert_refused (const char *bytes, gsize length, PantauError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauPaste) paste = pantau_paste_read (reference, bytes, length, NULL, &error);

  g_assert_null (paste);
  g_assert_error (error, PANTAU_ERROR, (gint) code);
  g_assert_cmpuint (strlen (error->message), >, 20);
}

static gboolean
is_noticed (PantauPaste *paste, const char *words)
{
  for (guint i = 0; paste->notice[i] != NULL; i++)
    if (strstr (paste->notice[i], words) != NULL)
      return TRUE;

  return FALSE;
}

/* Nothing to read, too much of it, or no text at all. */
static void
test_refused (void)
{
  g_autofree char *huge = g_strnfill (5 * 1024 * 1024, 'a');

  assert_refused ("", 0, PANTAU_ERROR_INVALID);
  assert_refused (" \n\t\r\n\302\240", 7, PANTAU_ERROR_INVALID);
  assert_refused ("\0\0\0", 3, PANTAU_ERROR_INVALID);
  assert_refused ("\342\200\213\342\200\256", 6, PANTAU_ERROR_INVALID);
  assert_refused (huge, strlen (huge), PANTAU_ERROR_TOO_LARGE);
  assert_refused ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16, PANTAU_ERROR_MALFORMED);
  assert_refused ("PK\x03\x04\x14\0\0\0", 8, PANTAU_ERROR_MALFORMED);
}

/* What is damaged is mended, and said. */
static void
test_mended (void)
{
  static const char nul[] = "TPS 5\0 dipindah ke balai desa";
  static const char utf16[] = "\xff\xfeT\0P\0S\0 \0d\0i\0p\0i\0n\0d\0a\0h\0\x3d\xd8\x25\xdd";
  static const char bare[] = "T\0P\0S\0 \0d\0i\0p\0i\0n\0d\0a\0h\0";
  g_autoptr (PantauPaste) zero = pantau_paste_read (reference, nul, sizeof nul - 1, NULL, NULL);
  g_autoptr (PantauPaste) broken = read_text ("TPS 5 \xff\xe2\x82 dipindah", NULL);
  g_autoptr (PantauPaste) turned =
      read_text ("TPS 5 \342\200\256hadnipid\342\200\254 ke balai", NULL);
  g_autoptr (PantauPaste) wide = pantau_paste_read (reference, utf16, sizeof utf16 - 1, NULL, NULL);
  g_autoptr (PantauPaste) narrow = pantau_paste_read (reference, bare, sizeof bare - 1, NULL, NULL);

  g_assert_cmpstr (zero->quote, ==, "TPS 5 dipindah ke balai desa");
  g_assert_cmpuint (g_strv_length (zero->notice), ==, 1);
  g_assert_cmpstr (broken->quote, ==, "TPS 5 \357\277\275\357\277\275\357\277\275 dipindah");
  g_assert_true (is_noticed (broken, "\357\277\275"));
  g_assert_cmpstr (turned->quote, ==, "TPS 5 hadnipid ke balai");
  g_assert_cmpuint (g_strv_length (turned->notice), ==, 1);
  g_assert_cmpstr (wide->quote, ==, "TPS dipindah\360\237\224\245");
  g_assert_true (is_noticed (wide, "UTF-16"));
  g_assert_cmpstr (narrow->quote, ==, "TPS dipindah");

  /* The signs that WhatsApp itself puts around a number are no news. */
  {
    g_autoptr (PantauPaste) plain = read_text ("\342\200\252TPS dipindah\342\200\254", NULL);

    g_assert_cmpuint (g_strv_length (plain->notice), ==, 0);
  }
}

static void
test_script (void)
{
  g_autoptr (PantauPaste) arabic = read_text ("نقل مركز الاقتراع إلى قاعة القرية", NULL);
  g_autoptr (PantauPaste) mixed =
      read_text ("TPS dipindah ke balai desa, insya Allah إن شاء الله", NULL);

  g_assert_nonnull (arabic->script);
  g_assert_cmpstr (arabic->quote, ==, "نقل مركز الاقتراع إلى قاعة القرية");
  g_assert_nonnull (arabic->title);
  g_assert_null (mixed->script);
}

/* Never cut without a word, and never in the middle of a character. */
static void
test_cut (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PantauPaste) exact = NULL, over = NULL;

  while (g_utf8_strlen (text->str, -1) < PANTAU_PASTE_MAX_QUOTE)
    g_string_append (text, "\360\237\224\245\303\251");
  exact = read_text (text->str, NULL);
  g_string_append (text, "a");
  over = read_text (text->str, NULL);

  g_assert_false (exact->was_cut);
  g_assert_cmpint (g_utf8_strlen (exact->quote, -1), ==, PANTAU_PASTE_MAX_QUOTE);
  g_assert_true (over->was_cut);
  g_assert_cmpint (g_utf8_strlen (over->quote, -1), <=, PANTAU_PASTE_MAX_QUOTE);
  g_assert_true (g_str_has_suffix (over->quote, "…"));
  g_assert_true (g_utf8_validate (over->quote, -1, NULL));
  g_assert_cmpuint (g_strv_length (over->notice), ==, 1);
  g_assert_cmpint (g_utf8_strlen (over->title, -1), <=, PANTAU_PASTE_MAX_TITLE);
}

static void
test_title (void)
{
  static const struct
  {
    const char *text, *title;
  } expected[] = {
    { "\360\237\224\245\360\237\224\245 *VIRAL!!!* TPS 5 dipindah ke balai desa. Sebarkan!",
      "VIRAL!!! TPS 5 dipindah ke balai desa" },
    { "Assalamualaikum\nMohon dibaca sampai selesai karena jadwal pemilihan diundur ke "
      "Jumat.\nTerima kasih",
      "Mohon dibaca sampai selesai karena jadwal pemilihan diundur ke Jumat" },
    { "TPS pindah", "TPS pindah" },
    { "Benarkah surat suara sudah dicoblos? Cek dulu", "Benarkah surat suara sudah dicoblos?" },
    { "\360\237\224\245\360\237\224\245", NULL },
    { "12/11/24 06.41 - Ani: TPS pindah\n12/11/24 06.42 - Budi: benarkah itu?\n", "TPS pindah" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (PantauPaste) paste = read_text (expected[i].text, NULL);

      g_assert_cmpstr (paste->title, ==, expected[i].title);
    }
}

/* Numbers that nobody is warned of are taken out all the same: digit by digit, and of houses and offices. */
static void
test_other_numbers (void)
{
  static const char *const texts[] = {
    "TPS di Pauh dipindah, hubungi 0 8 1 2 3 4 5 6 7 8 9 0 segera",
    "TPS di Pauh dipindah, hubungi 0711-356789 segera",
    "TPS di Pauh dipindah, hubungi (0711) 356789 segera",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (PantauPaste) paste = read_text (texts[i], NULL);
      g_autoptr (PantauIdentity) source = pantau_paste_dup_source (paste);

      g_assert_cmpstr (paste->quote, ==, "TPS di Pauh dipindah, hubungi [nomor disegel] segera");
      g_assert_cmpuint (paste->n_masked, ==, 1);
      g_assert_nonnull (strstr (pantau_identity_get (source, "received"), "3"));
    }
}

/* Names that a sentence holds by chance stay: a sender is called by more than one word, or by "@". */
static void
test_names (void)
{
  g_autoptr (PantauPaste) paste =
      read_text ("25/10/24 19.05 - Pauh: TPS di Pauh dipindah, tanya @Pauh saja\n"
                 "25/10/24 19.06 - Siti Aminah: Siapa Siti Aminah itu?\n",
                 NULL);

  g_assert_cmpstr (paste->quote, ==,
                   "[pengirim 1]: TPS di Pauh dipindah, tanya @[pengirim 1] saja\n"
                   "[pengirim 2]: Siapa [pengirim 2] itu?");
}

/* One of two names betrays who it is as well; a place is none, and neither is what stands beside a name in a list of contacts. */
static void
test_short_names (void)
{
  g_autoptr (PantauPaste) paste = read_text (
      "25/10/24 19.05 - Budi Santoso: Kata Siti, TPS di Desa Sekayu dipindah\n"
      "25/10/24 19.06 - Ibu Siti Aminah Sekayu: Bukan saya, *Budi* yang bilang ke Ibu RT\n"
      "25/10/24 19.07 - Ketua Agung Pratama: SANTOSO jangan sebarkan! Siti, budi baik itu "
      "https://contoh.id/Budi\n"
      "25/10/24 19.08 - Agung Wijaya: Betul kata Agung, Budianto juga tahu\n",
      NULL);

  g_assert_cmpstr (paste->quote, ==,
                   "[pengirim 1]: Kata [pengirim 2], TPS di Desa Sekayu dipindah\n"
                   "[pengirim 2]: Bukan saya, *[pengirim 1]* yang bilang ke Ibu RT\n"
                   "[pengirim 3]: [pengirim 1] jangan sebarkan! [pengirim 2], budi baik itu "
                   "https://contoh.id/Budi\n"
                   "[pengirim 4]: Betul kata [nama disegel], Budianto juga tahu");
}

/* A place that bears somebody's name is a place: of one word or of several. */
static void
test_names_of_places (void)
{
  PantauRegions *regions = pantau_reference_get_regions (reference);
  g_autofree char *text = NULL, *part = NULL;
  g_autoptr (PantauPaste) paste = NULL;
  const PantauRegion *found = NULL;

  /* A village of two words, whatever the edition has. */
  for (guint i = 0; i < pantau_regions_get_size (regions) && found == NULL; i++)
    {
      const PantauRegion *region = pantau_regions_get_nth (regions, i);
      const char *space = strchr (region->name, ' ');

      if (pantau_region_level (region->code) == 4 && space != NULL && space - region->name > 3 &&
          strchr (space + 1, ' ') == NULL && strlen (space + 1) > 3 && g_ascii_isalpha (space[1]) &&
          strspn (region->name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") ==
              (gsize) (space - region->name))
        found = region;
    }
  g_assert_nonnull (found);
  part = g_strndup (found->name, strcspn (found->name, " "));
  text = g_strdup_printf ("25/10/24 19.05 - %s Nugraha: TPS di Desa %s dipindah\n"
                          "25/10/24 19.06 - Rini Wulandari: Benar kata %s Nugraha itu\n",
                          part, found->name, part);
  paste = read_text (text, NULL);
  g_assert_nonnull (strstr (paste->quote, found->name));
  HIDES (paste, "Nugraha");
}

/* A nickname in quotation marks is of a sender; a colon within them is of what WhatsApp tells of the group. */
static void
test_nickname (void)
{
  g_autoptr (PantauPaste) paste =
      read_text ("25/10/24 19.04 - Siti Aminah membuat grup \"Info: PALI\"\n"
                 "25/10/24 19.05 - Budi \"Ucok\" Santoso: TPS di Pauh dipindah\n"
                 "25/10/24 19.06 - Siti Aminah: Kata siapa?\n",
                 NULL);

  g_assert_cmpuint (paste->n_senders, ==, 2);
  g_assert_cmpstr (paste->group, ==, "Info: PALI");
  g_assert_cmpstr (paste->quote, ==,
                   "[pengirim 1]: TPS di Pauh dipindah\n[pengirim 2]: Kata siapa?");
  HIDES (paste, "Ucok");
}

/* A colon where the longest name would end makes no sender of what stands before it, and takes nothing of the character behind it. */
static void
test_long_before_colon (void)
{
  g_autofree char *filler = g_strnfill (121, 'x');
  g_autofree char *text =
      g_strdup_printf ("[25/10/24 19.05.12] Siti Aminah: TPS 5 Desa Pauh dipindah ke balai desa.\n"
                       "[25/10/24 19.06.12] %s:\303\251 kata warga\n",
                       filler);
  g_autoptr (PantauPaste) paste = read_text (text, NULL);

  g_assert_true (g_utf8_validate (paste->quote, -1, NULL));
  g_assert_cmpuint (paste->n_senders, ==, 1);
}

/* More senders than an envelope holds: what fits is whole, and the rest is told of. */
static void
test_many_senders (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PantauPaste) paste = NULL;
  g_autoptr (PantauIdentity) source = NULL;

  for (guint i = 0; i < 300; i++)
    g_string_append_printf (text, "25/10/24 19.05 - +62 812-3456-%04u: TPS dipindah\n", i);
  paste = read_text (text->str, NULL);
  source = pantau_paste_dup_source (paste);

  g_assert_cmpuint (paste->n_senders, ==, 300);
  g_assert_cmpuint (paste->n_masked, ==, 300);
  g_assert_cmpint (g_utf8_strlen (pantau_identity_get (source, "received"), -1), <=, 500);
  g_assert_true (g_str_has_suffix (pantau_identity_get (source, "received"), "-0013") ||
                 g_strrstr (pantau_identity_get (source, "received"), "= +62 812-3456-") != NULL);
  g_assert_cmpuint (g_strv_length (paste->notice), >=, 3);
  HIDES (paste, "3456");
}

/* Once it is freed, nothing of who sent it is in memory that was freed unwiped: the parts are secrets of their own. */
static void
test_source (void)
{
  PantauPaste *paste = read_text (android_en, NULL);
  g_autoptr (PantauIdentity) source = pantau_paste_dup_source (paste);
  g_autoptr (PantauPaste) plain = read_text ("TPS dipindah ke balai desa", NULL);
  g_autoptr (PantauIdentity) nobody = pantau_paste_dup_source (plain);

  pantau_paste_free (paste);
  g_assert_cmpstr (pantau_identity_get (source, "name"), ==, "Budi Santoso");
  g_assert_true (pantau_identity_is_empty (nobody));
  g_assert_cmpuint (plain->n_masked, ==, 0);
  g_assert_cmpuint (g_strv_length (plain->notice), ==, 0);
}

static void
assert_quick (const char *piece)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *shown = g_strescape (piece, NULL);
  gint64 start, spent;

  while (text->len + strlen (piece) <= PANTAU_PASTE_LIMIT)
    g_string_append (text, piece);
  start = test_time_computed ();
  pantau_paste_free (pantau_paste_read (reference, text->str, text->len, NULL, NULL));
  spent = test_time_computed () - start;

  g_test_message ("1 MiB of “%s”: %.1f ms", shown, (double) spent / 1000);
  g_assert_cmpint (spent, <, 5 * G_USEC_PER_SEC);
}

#define TELEGRAM_HEAD                                                                              \
  "{\"name\":\"Info PALI\",\"type\":\"private_supergroup\",\"id\":7,\"messages\":["
#define TELEGRAM_TAIL "]}"

/* A group as Telegram Desktop exports it: who wrote what is taken out as of any chat, the program's own lines are no messages, and paths of files are told. */
static const char telegram[] = TELEGRAM_HEAD
    "{\"id\":1,\"type\":\"service\",\"date\":\"2024-10-25T19:00:00\",\"date_unixtime\":"
    "\"1729857600\","
    "\"actor\":\"Budi Santoso\",\"action\":\"create_group\",\"title\":\"Info PALI\",\"text\":\"\"},"
    "{\"id\":2,\"type\":\"message\",\"date\":\"2024-10-25T19:05:00\",\"date_unixtime\":"
    "\"1729857900\","
    "\"from\":\"Budi Santoso\",\"from_id\":\"user1\",\"forwarded_from\":\"Kanal Warga\","
    "\"photo\":\"photos/photo_1@25-10-2024_19-05-00.jpg\",\"width\":800,\"height\":600,"
    "\"text\":[\"TPS 5 Desa Pauh \",{\"type\":\"bold\",\"text\":\"dipindah\"},\" ke balai "
    "desa.\\nHubungi \","
    "{\"type\":\"phone\",\"text\":\"0812-3456-7890\"}],\"text_entities\":[]},"
    "{\"id\":3,\"type\":\"message\",\"date_unixtime\":\"1729858000\",\"from\":\"Siti Aminah\","
    "\"from_id\":\"user2\",\"file\":\"../../etc/passwd\",\"mime_type\":\"text/plain\","
    "\"text\":[{\"type\":\"text_link\",\"text\":\"Baca ini\",\"href\":\"https://bit.ly/3AbCdEf\"},"
    "\" kata Budi Santoso \\ud83d\\ude00\"],\"text_entities\":[]}" TELEGRAM_TAIL;

static void
test_telegram (void)
{
  g_autoptr (PantauPaste) paste = read_text (telegram, "/tmp/x/result.json");
  guint strays = 0;

  g_assert_cmpstr (
      paste->quote, ==,
      "[pengirim 1]: TPS 5 Desa Pauh dipindah ke balai desa.\nHubungi [nomor disegel]\n"
      "[pengirim 2]: Baca ini https://bit.ly/3AbCdEf  kata [pengirim 1] "
      "\360\237\230\200");
  g_assert_cmpstr (paste->title, ==, "TPS 5 Desa Pauh dipindah ke balai desa");
  g_assert_cmpstr (paste->platform, ==, "telegram");
  g_assert_cmpstr (paste->group, ==, "Info PALI");
  g_assert_cmpstr (paste->occurred, ==, "2024-10-25T19:05:00+07:00");
  g_assert_cmpstr (paste->forwarded, ==, "diteruskan");
  g_assert_cmpstr (paste->urls[0], ==, "https://bit.ly/3AbCdEf");
  g_assert_cmpuint (paste->n_messages, ==, 2);
  g_assert_cmpuint (paste->n_senders, ==, 2);
  HIDES (paste, "Budi", "Siti", "0812", "passwd", "Kanal Warga");
  g_assert_cmpstr (paste->files[0], ==, "photos/photo_1@25-10-2024_19-05-00.jpg");
  g_assert_null (paste->files[1]);
  for (guint i = 0; paste->notice[i] != NULL; i++)
    strays += strstr (paste->notice[i], "outside of its own folder") != NULL;
  g_assert_cmpuint (strays, ==, 1);
  assert_source (paste, "received", "Budi Santoso");
}

/* A chat of two bears a person's name; a channel has no sender. */
static void
test_telegram_chats (void)
{
  g_autoptr (PantauPaste) two =
      read_text ("{\"name\":\"Budi Santoso\",\"type\":\"personal_chat\",\"id\":1,\"messages\":["
                 "{\"type\":\"message\",\"date\":\"2024-10-25T19:05:00\",\"from\":\"Budi Santoso\","
                 "\"from_id\":\"user1\",\"text\":\"Jadwal diundur ke hari Jumat.\"}]}",
                 "result.json");
  g_autoptr (PantauPaste) channel =
      read_text ("{\"name\":\"Kabar PALI\",\"type\":\"public_channel\",\"id\":1,\"messages\":["
                 "{\"type\":\"message\",\"date_unixtime\":\"1729857900\",\"from\":\"Kabar PALI\","
                 "\"from_id\":\"channel1\",\"text\":\"Jadwal diundur ke hari Jumat.\"}]}",
                 "result.json");

  g_assert_null (two->group);
  g_assert_cmpstr (two->occurred, ==, "2024-10-25T19:05:00+07:00");
  HIDES (two, "Budi");
  assert_source (two, "name", "Budi Santoso");
  g_assert_cmpstr (channel->group, ==, "Kabar PALI");
  g_assert_cmpuint (channel->n_senders, ==, 0);
  g_assert_cmpstr (channel->quote, ==, "Jadwal diundur ke hari Jumat.");
}

static void
refuse (const char *text, PantauError code)
{
  assert_refused (text, strlen (text), code);
}

/* What nobody exported so: too deep, torn, one key twice, a whole account, nothing at all. */
static void
test_telegram_hostile (void)
{
  g_autoptr (GString) deep = g_string_new ("{\"messages\":[],\"from_id\":");
  g_autofree char *text = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  assert_refused (deep->str, deep->len, PANTAU_ERROR_MALFORMED);
  text = g_strndup (telegram, strlen (telegram) - 20);
  assert_refused (text, strlen (text), PANTAU_ERROR_MALFORMED);
  refuse ("{\"messages\":[],\"messages\":[],\"from_id\":1}", PANTAU_ERROR_MALFORMED);
  refuse ("{\"about\":\"x\",\"chats\":{\"list\":[{\"messages\":[]}]}}", PANTAU_ERROR_INVALID);
  refuse (TELEGRAM_HEAD "{\"from_id\":[[]],\"type\":\"message\",\"text\":{\"a\":[]}},"
                        "7,null,\"x\",[\"message\"]" TELEGRAM_TAIL,
          PANTAU_ERROR_INVALID);
}

/* Paths are names and nothing else. */
static void
test_telegram_paths (void)
{
  static const char *const bad[] = { "/etc/passwd", "a/../../b", "..",
                                     "a//b",        "C:\\\\x",   "a\\\\..\\\\b",
                                     "./a",         "a/b/c/d/e", "a\\u0000b" };

  for (guint i = 0; i < G_N_ELEMENTS (bad) - 1; i++)
    {
      g_autofree char *json = g_strdup_printf (
          TELEGRAM_HEAD "{\"type\":\"message\",\"from_id\":\"user1\",\"file\":\"%s\",\"text\":"
                        "\"TPS 5 dipindah ke balai desa.\"}" TELEGRAM_TAIL,
          bad[i]);
      g_autoptr (PantauPaste) paste = read_text (json, NULL);

      g_assert_null (paste->files[0]);
    }
}

/* Cut and changed anywhere: an answer or a sentence, and nothing else. */
static void
test_telegram_damaged (void)
{
  gsize length = strlen (telegram);

  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *changed = g_strdup (telegram);
      g_autoptr (GError) error = NULL, cut_error = NULL;
      g_autoptr (PantauPaste) paste = NULL, cut = NULL;

      changed[i] = "\"{}[],:\\x"[i % 9];
      paste = pantau_paste_read (reference, changed, length, NULL, &error);
      g_assert_true ((paste == NULL) == (error != NULL));
      cut = pantau_paste_read (reference, telegram, i, NULL, &cut_error);
      g_assert_true ((cut == NULL) == (cut_error != NULL));
    }
}

/* The same as pages, which is what the program exports unless asked otherwise. */
static const char telegram_page[] =
    "<!DOCTYPE html>\n<html>\n <head>\n  <title>Exported Data</title>\n"
    "  <script src=\"js/script.js\"></script></head>\n <body onload=\"CheckLocation();\">\n"
    "  <div class=\"page_wrap\">\n   <div class=\"page_header\">\n    <div class=\"content\">\n"
    "     <div class=\"text bold\">\nInfo PALI\n     </div>\n    </div>\n   </div>\n"
    "   <div class=\"page_body chat_page\">\n    <div class=\"history\">\n"
    "     <div class=\"message service\" id=\"message-1\">\n"
    "      <div class=\"body details\">\n25 October 2024\n      </div>\n     </div>\n"
    "     <div class=\"message default clearfix\" id=\"message2\">\n"
    "      <div class=\"pull_left userpic_wrap\"><div class=\"userpic userpic1\">"
    "<div class=\"initials\">BS</div></div></div>\n"
    "      <div class=\"body\">\n"
    "       <div class=\"pull_right date details\" title=\"25.10.2024 12:05:00 "
    "UTC+00:00\">\n12:05\n"
    "       </div>\n"
    "       <div class=\"from_name\">\nBudi Santoso \n       </div>\n"
    "       <div class=\"forwarded body\">\n"
    "        <div class=\"from_name\">\nKanal Warga <span class=\"date details\" "
    "title=\"24.10.2024 12:00:00 UTC+00:00\"> 24.10.2024</span>\n        </div>\n"
    "        <div class=\"media_wrap clearfix\"><a class=\"photo_wrap clearfix pull_left\" "
    "href=\"photos/photo_1@25-10-2024_19-05-00.jpg\"><img class=\"photo\" "
    "src=\"photos/photo_1_thumb.jpg\"></a></div>\n"
    "        <div class=\"text\">\nTPS 5 Desa Pauh <strong>dipindah</strong> ke balai desa.<br>"
    "Hubungi <a href=\"tel:081234567890\">0812-3456-7890</a>\n        </div>\n"
    "       </div>\n      </div>\n     </div>\n"
    "     <div class=\"message default clearfix joined\" id=\"message3\">\n"
    "      <div class=\"body\">\n       <div class=\"text\">\nKata &quot;Pak RT&quot; &amp; warga "
    "&lt;benar&gt; &#128512;\n       </div>\n      </div>\n     </div>\n"
    "     <div class=\"message default clearfix\" id=\"message4\">\n      <div class=\"body\">\n"
    "       <div class=\"from_name\">\nSiti Aminah\n       </div>\n"
    "       <div class=\"reply_to details\">\nIn reply to <a href=\"#go_to_message2\">this "
    "message</a>\n"
    "       </div>\n"
    "       <div class=\"media_wrap clearfix\"><a class=\"media clearfix pull_left block_link "
    "media_file\" "
    "href=\"../../.ssh/id_rsa\"></a></div>\n"
    "       <div class=\"text\">\n<a href=\"https://bit.ly/3AbCdEf\">Baca ini</a> kata Budi "
    "Santoso\n"
    "       </div>\n      </div>\n     </div>\n"
    "     <div class=\"message default clearfix\" id=\"message5\">\n      <div class=\"body\">\n"
    "       <div class=\"from_name\">\nRina Wati\n       </div>\n"
    "       <div class=\"text\">\nhttps://s.id/abc <a "
    "href=\"https://s.id/abc\">https://s.id/abc</a>\n"
    "       </div>\n      </div>\n     </div>\n"
    "    </div>\n   </div>\n  </div>\n </body>\n</html>\n";

static void
test_telegram_page (void)
{
  g_autoptr (PantauPaste) paste = read_text (telegram_page, "messages.html");

  g_assert_cmpstr (
      paste->quote, ==,
      "[pengirim 1]: TPS 5 Desa Pauh dipindah ke balai desa.\nHubungi [nomor disegel]\n"
      "[pengirim 1]: Kata \"Pak RT\" & warga <benar> \360\237\230\200\n"
      "[pengirim 2]: https://bit.ly/3AbCdEf Baca ini kata [pengirim 1]\n"
      "[pengirim 3]: https://s.id/abc https://s.id/abc");
  g_assert_cmpstr (paste->platform, ==, "telegram");
  g_assert_cmpstr (paste->group, ==, "Info PALI");
  g_assert_cmpstr (paste->occurred, ==, "2024-10-25T19:05:00+07:00");
  g_assert_cmpstr (paste->forwarded, ==, "diteruskan");
  g_assert_cmpuint (paste->n_messages, ==, 4);
  g_assert_cmpuint (paste->n_senders, ==, 3);
  g_assert_cmpstr (paste->files[0], ==, "photos/photo_1@25-10-2024_19-05-00.jpg");
  g_assert_null (paste->files[1]);
  HIDES (paste, "Budi", "Siti", "Rina", "0812", "081234567890", "id_rsa", "Kanal Warga", "script");
}

/* Any bytes of a page: an answer or a sentence, and nothing else. */
static void
test_telegram_page_damaged (void)
{
  gsize length = strlen (telegram_page);

  for (gsize i = 0; i < length; i += 3)
    {
      g_autofree char *changed = g_strdup (telegram_page), *torn = g_strndup (telegram_page, i);
      g_autoptr (GError) error = NULL, cut_error = NULL;
      g_autoptr (PantauPaste) paste = NULL, cut = NULL;

      changed[i] = "\"<>&;/= \377"[i / 3 % 9];
      paste = pantau_paste_read (reference, changed, length, NULL, &error);
      g_assert_true ((paste == NULL) == (error != NULL));
      cut = pantau_paste_read (reference, torn, i, NULL, &cut_error);
      g_assert_true ((cut == NULL) == (cut_error != NULL));
    }
}

/* The longest text that is taken, of what costs the most: each in linear time. The figures are printed. */
static void
test_speed (void)
{
  assert_quick ("TPS 5 dipindah ke balai desa mulai pukul 10 pagi. ");
  assert_quick (
      "25/10/24 19.05 - Budi Santoso: TPS 5 dipindah, hubungi 0812-3456-7890 https://bit.ly/a\n");
  assert_quick ("25/10/24 19.05 - \"\"\"\n");
  assert_quick ("0812 3456 7890 ");
  assert_quick ("0 8 1 2 3 ");
  assert_quick ("\n");
  assert_quick ("[");
  assert_quick ("http://");
  assert_quick ("\342\200\216");
  assert_quick ("\377");
  assert_quick ("a@b.id ");
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  reference = pantau_reference_new (NULL, &error);
  g_assert_no_error (error);

  g_test_add_func ("/paste/android/id", test_android_id);
  g_test_add_func ("/paste/android/en", test_android_en);
  g_test_add_func ("/paste/ios/id", test_ios_id);
  g_test_add_func ("/paste/ios/en", test_ios_en);
  g_test_add_func ("/paste/copied", test_copied);
  g_test_add_func ("/paste/dates", test_dates);
  g_test_add_func ("/paste/forwarded", test_forwarded);
  g_test_add_func ("/paste/link", test_link);
  g_test_add_func ("/paste/numbers", test_numbers);
  g_test_add_func ("/paste/refused", test_refused);
  g_test_add_func ("/paste/mended", test_mended);
  g_test_add_func ("/paste/script", test_script);
  g_test_add_func ("/paste/cut", test_cut);
  g_test_add_func ("/paste/title", test_title);
  g_test_add_func ("/paste/other-numbers", test_other_numbers);
  g_test_add_func ("/paste/names", test_names);
  g_test_add_func ("/paste/names/short", test_short_names);
  g_test_add_func ("/paste/names/places", test_names_of_places);
  g_test_add_func ("/paste/nickname", test_nickname);
  g_test_add_func ("/paste/long-before-colon", test_long_before_colon);
  g_test_add_func ("/paste/many-senders", test_many_senders);
  g_test_add_func ("/paste/source", test_source);
  g_test_add_func ("/paste/telegram", test_telegram);
  g_test_add_func ("/paste/telegram/chats", test_telegram_chats);
  g_test_add_func ("/paste/telegram/hostile", test_telegram_hostile);
  g_test_add_func ("/paste/telegram/paths", test_telegram_paths);
  g_test_add_func ("/paste/telegram/damaged", test_telegram_damaged);
  g_test_add_func ("/paste/telegram/page", test_telegram_page);
  g_test_add_func ("/paste/telegram/page-damaged", test_telegram_page_damaged);
  g_test_add_func ("/paste/speed", test_speed);
  status = g_test_run ();

  pantau_reference_unref (reference);

  return status;
}
