/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "Tadi Budi yang kirim": people call each other by one name. In a chat the first and the last names of who wrote in it are known, and are taken out
 * of what the messages say; but not what is the name of a place, which the record lives by. No name is copied: words are known by their hashes.
 */

#include "config.h"

#include "pantau-paste-private.h"

#include <string.h>

#define MIN_NAME    3 /* letters */
#define MOST_JOINED 4 /* words of a place's name that are looked at around one word */

#define HASH_START G_GUINT64_CONSTANT (1469598103934665603)
#define HASH_STEP  G_GUINT64_CONSTANT (1099511628211)

/* Several people bear the name. */
#define SEVERAL 0

/* How people are called in lists of contacts beside their names, and what groups and offices call themselves: nobody's name. */
static const char *const no_names[] = {
  "abang",    "adek",    "adik",      "admin",   "anggota",   "ayah",   "ayuk",       "bang",
  "bapak",    "bawaslu", "berita",    "bidan",   "bro",       "bunda",  "camat",      "cek",
  "danramil", "desa",    "dokter",    "grup",    "group",     "guru",   "haji",       "hajah",
  "humas",    "ibu",     "info",      "kab",     "kabupaten", "kades",  "kakak",      "kantor",
  "kapolsek", "kec",     "kecamatan", "kel",     "kelurahan", "ketua",  "kota",       "kpps",
  "kpu",      "linmas",  "lurah",     "mama",    "mang",      "mas",    "mbak",       "media",
  "nenek",    "oom",     "pak",       "pakde",   "paman",     "panwas", "panwascam",  "panwaslu",
  "papa",     "pemilu",  "pilkada",   "pkd",     "polda",     "polres", "polsek",     "posko",
  "ppk",      "pps",     "ptps",      "relawan", "saksi",     "sekdes", "sekretaris", "staf",
  "tante",    "tim",     "tps",       "uda",     "uni",       "ustad",  "ustadz",     "ustadzah",
  "wakil",    "warga",   "yuk",
};

/* Letters and digits that hang together. */
typedef struct
{
  guint64 hash; /* in small letters */
  gsize start, end;
  guint n_letters;
  gboolean is_name;    /* letters alone */
  gboolean is_capital; /* begins with a capital letter */
  gboolean is_next;    /* one blank stands between the word before and this one */
  gboolean is_in_link;
} Word;

static guint64
hash_char (guint64 hash, gunichar c)
{
  return (hash ^ c) * HASH_STEP;
}

static gboolean
begins_link (const char *text, const char *p)
{
  return g_ascii_strncasecmp (p, "http://", 7) == 0 ||
         g_ascii_strncasecmp (p, "https://", 8) == 0 || g_ascii_strncasecmp (p, "www.", 4) == 0;
}

/* The words of @text, at most @length bytes of it. (transfer full): of Word */
static GArray *
split (const char *text, gsize length)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));
  const char *p = text, *end = text + length;
  gboolean in_link = FALSE;

  while (p < end)
    {
      Word word = { .hash = HASH_START, .start = (gsize) (p - text), .is_name = TRUE };
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalnum (c))
        {
          in_link &= !g_unichar_isspace (c);
          p = g_utf8_next_char (p);
          continue;
        }
      in_link |= begins_link (text, p);
      word.is_in_link = in_link;
      word.is_capital = g_unichar_isupper (c);
      word.is_next = words->len > 0 && p > text && p[-1] == ' ' &&
                     g_array_index (words, Word, words->len - 1).end == word.start - 1;
      for (; p < end && g_unichar_isalnum (c = g_utf8_get_char (p)); p = g_utf8_next_char (p))
        {
          word.hash = hash_char (word.hash, g_unichar_tolower (c));
          word.is_name &= g_unichar_isalpha (c);
          word.n_letters++;
        }
      word.end = (gsize) (p - text);
      g_array_append_val (words, word);
    }

  return words;
}

static void
add_hash (GHashTable *set, guint64 hash, guint who)
{
  gpointer known;

  if (g_hash_table_lookup_extended (set, &hash, NULL, &known) && GPOINTER_TO_UINT (known) != who)
    who = SEVERAL;
  g_hash_table_insert (set, g_memdup2 (&hash, sizeof hash), GUINT_TO_POINTER (who));
}

static GHashTable *
new_hashes (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/* Of words[@first … @last], a blank between each two. */
static guint64
hash_joined (const Word *words, guint first, guint last)
{
  guint64 hash = HASH_START;

  for (guint i = first; i <= last; i++)
    hash = hash_char (hash, (gunichar) (words[i].hash ^ words[i].hash >> 32));

  return hash;
}

/* The names of all villages, kecamatan, kabupaten and kota, whole. */
static GHashTable *
hash_places (PantauRegions *regions)
{
  GHashTable *places = new_hashes ();

  for (guint i = 0; i < pantau_regions_get_size (regions); i++)
    {
      const char *name = pantau_regions_get_nth (regions, i)->name;
      g_autoptr (GArray) words = split (name, strlen (name));

      if (words->len > 0)
        add_hash (places, hash_joined ((const Word *) words->data, 0, words->len - 1), 1);
    }

  return places;
}

/* The first and the last name of each who is called by two words or more. */
static GHashTable *
hash_names (const char *text, GArray *senders)
{
  g_autoptr (GHashTable) others = new_hashes ();
  GHashTable *names = new_hashes ();

  for (guint i = 0; i < G_N_ELEMENTS (no_names); i++)
    {
      g_autoptr (GArray) words = split (no_names[i], strlen (no_names[i]));

      add_hash (others, g_array_index (words, Word, 0).hash, 1);
    }

  for (guint i = 0; i < senders->len; i++)
    {
      PantauSpan sender = g_array_index (senders, PantauSpan, i);
      g_autoptr (GArray) words = split (text + sender.start, sender.length);
      const Word *first = NULL, *last = NULL;

      for (guint j = 0; words->len > 1 && j < words->len; j++)
        {
          const Word *word = &g_array_index (words, Word, j);

          if (!word->is_name || word->n_letters < MIN_NAME ||
              g_hash_table_contains (others, &word->hash))
            continue;
          first = first != NULL ? first : word;
          last = word;
        }
      if (first == NULL)
        continue;
      add_hash (names, first->hash, i + 1);
      add_hash (names, last->hash, i + 1);
    }

  return names;
}

/* Whether word @n is the name of a place, or a part of one that stands there: "Budi" of "Desa Budi Mulya". */
static gboolean
is_of_place (GHashTable *places, GArray *words, guint n)
{
  const Word *all = (const Word *) words->data;
  guint first = n;

  for (guint before = 0; before < MOST_JOINED; before++)
    {
      guint last = n;

      for (guint length = before + 1; length <= MOST_JOINED; length++)
        {
          guint64 hash = hash_joined (all, first, last);

          if (g_hash_table_contains (places, &hash))
            return TRUE;
          if (last + 1 == words->len || !all[last + 1].is_next)
            break;
          last++;
        }
      if (first == 0 || !all[first].is_next)
        break;
      first--;
    }

  return FALSE;
}

void
pantau_paste_mask_short_names (
    GString *out, gsize length, const char *text, GArray *senders, PantauRegions *regions)
{
  g_autoptr (GHashTable) names = hash_names (text, senders), places = NULL;
  g_autoptr (GString) masked = NULL;
  g_autoptr (GArray) words = NULL;
  gsize at = 0;

  if (g_hash_table_size (names) == 0)
    return;

  words = split (out->str, MIN (length, out->len));
  masked = g_string_sized_new (out->len);
  for (guint i = 0; i < words->len; i++)
    {
      const Word *word = &g_array_index (words, Word, i);
      gpointer who;

      if (!word->is_capital || word->is_in_link ||
          !g_hash_table_lookup_extended (names, &word->hash, NULL, &who))
        continue;
      if (places == NULL)
        places = hash_places (regions);
      if (is_of_place (places, words, i))
        continue;
      g_string_append_len (masked, out->str + at, (gssize) (word->start - at));
      if (GPOINTER_TO_UINT (who) != SEVERAL)
        g_string_append_printf (masked, PANTAU_PASTE_SENDER, GPOINTER_TO_UINT (who));
      else
        g_string_append (masked, PANTAU_PASTE_NAME);
      at = word->end;
    }
  if (at == 0)
    return;
  g_string_append_len (masked, out->str + at, (gssize) (out->len - at));
  g_string_assign (out, masked->str);
}
