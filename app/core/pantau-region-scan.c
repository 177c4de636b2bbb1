/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names of regions in a running text, such as a warning's "khususnya di Kikim Timur, Kota Agung, Tanjung Sakti Pumi". At each word the longest run that is
 * a name wins, so that Kota Agung is not Agung and Ilir Barat I is no Ilir.
 */

#include "config.h"

#include <string.h>

#include "pantau-region-private.h"

#define MAX_RUN  6 /* words of a name */
#define MAX_TEXT (256 * 1024)
#define VILLAGE  4 /* levels: the lowest, */
#define LOWEST   3 /* and the lowest that is looked for */

typedef struct
{
  guint at;         /* where it begins in the folded text */
  guint level;      /* that this word binds ("kec"), or 0 */
  gboolean is_last; /* a comma or the like comes behind it: no name goes on over it */
} Word;

typedef struct
{
  GString *folded; /* all words, without anything between */
  GArray *words;   /* of Word */
} Text;

static void
text_clear (Text *self)
{
  g_string_free (self->folded, TRUE);
  g_array_unref (self->words);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Text, text_clear)

static guint
level_of (const char *word)
{
  static const struct
  {
    const char *word;
    guint level;
  } known[] = {
    { "prov", 1 },           { "provinsi", 1 },  { "kab", 2 },
    { "kabupaten", 2 },      { "kota", 2 },      { "kec", LOWEST },
    { "kecamatan", LOWEST }, { "kel", VILLAGE }, { "kelurahan", VILLAGE },
    { "desa", VILLAGE },     { "ds", VILLAGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].word, word))
      return known[i].level;

  return 0;
}

static gboolean
parts_names (gunichar c)
{
  return c < 0x80 && c != '\0' && strchr (",;:.()/\n|", (int) c) != NULL;
}

static void
end_word (Text *self)
{
  if (self->words->len > 0)
    {
      Word *word = &g_array_index (self->words, Word, self->words->len - 1);

      if (word->level == 0)
        word->level = level_of (self->folded->str + word->at);
    }
}

static void
cut (Text *self, const char *text)
{
  gboolean in_word = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gsize before = self->folded->len;
      Word word = { .at = (guint) before };

      pantau_region_append_folded (self->folded, c);
      if (self->folded->len > before)
        {
          if (!in_word)
            g_array_append_val (self->words, word);
          in_word = TRUE;
          continue;
        }
      /* Accents, apostrophes and hyphens stand inside words. */
      if (in_word && (c == '\'' || c == 0x2019 || c == '-' || g_unichar_ismark (c)))
        continue;
      if (in_word)
        end_word (self);
      in_word = FALSE;
      if (parts_names (c) && self->words->len > 0)
        {
          Word *last = &g_array_index (self->words, Word, self->words->len - 1);

          last->is_last = last->level == 0; /* "Kec. Lahat" goes on */
        }
    }
  end_word (self);
}

/* Folded name → GArray of entry numbers, of all regions above the villages. */
static GHashTable *
make_names (PantauRegions *regions)
{
  GHashTable *names =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < regions->keys->len; i++)
    {
      const PantauRegionKey *key = &g_array_index (regions->keys, PantauRegionKey, i);
      GArray *entries;
      gboolean is_there = FALSE;

      if (g_array_index (regions->entries, PantauRegionEntry, key->entry).region.level > LOWEST)
        continue;
      entries = g_hash_table_lookup (names, key->text);
      if (entries == NULL)
        {
          entries = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (names, (gpointer) key->text, entries);
        }
      for (guint j = 0; j < entries->len; j++)
        is_there |= g_array_index (entries, guint, j) == key->entry;
      if (!is_there)
        g_array_append_val (entries, key->entry);
    }

  return names;
}

static guint
end_of (const Text *text, guint word)
{
  return word < text->words->len ? g_array_index (text->words, Word, word).at
                                 : (guint) text->folded->len;
}

/* The longest run from word @from that is a name; its length in words, 0 where there is none. */
static guint
find_run (const Text *text, GHashTable *names, guint from, GArray **entries)
{
  guint most = 0;

  while (most < MAX_RUN && from + most < text->words->len)
    if (g_array_index (text->words, Word, from + most++).is_last)
      break;
  for (guint n = most; n > 0; n--)
    {
      guint begin = end_of (text, from);
      g_autofree char *run = g_strndup (text->folded->str + begin, end_of (text, from + n) - begin);

      *entries = g_hash_table_lookup (names, run);
      if (*entries != NULL)
        return n;
    }

  return 0;
}

/* What of @entries @level leaves, as one group; FALSE where that is nothing. */
static gboolean
add_mentions (PantauRegions *regions, GArray *entries, guint level, guint group, GArray *mentions)
{
  guint before = mentions->len;

  for (guint i = 0; i < entries->len; i++)
    {
      guint entry = g_array_index (entries, guint, i);
      const PantauRegion *region =
          &g_array_index (regions->entries, PantauRegionEntry, entry).region;
      PantauRegionMention mention = { region, group, level != 0 };

      if (level == 0 || region->level == level)
        g_array_append_val (mentions, mention);
    }

  return mentions->len > before;
}

GArray *
pantau_regions_scan (PantauRegions *self, const char *text)
{
  GArray *mentions = g_array_new (FALSE, FALSE, sizeof (PantauRegionMention));
  g_autofree char *start =
      strlen (text) > MAX_TEXT ? g_utf8_make_valid (text, MAX_TEXT) : g_strdup (text);
  g_autofree char *decomposed = g_utf8_normalize (start, -1, G_NORMALIZE_ALL);
  g_auto (Text) words = { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (Word)) };
  g_autoptr (GHashTable) names = make_names (self);
  guint group = 0;

  if (decomposed != NULL)
    cut (&words, decomposed);
  for (guint from = 0; from < words.words->len;)
    {
      guint level = from > 0 ? g_array_index (words.words, Word, from - 1).level : 0;
      GArray *entries = NULL;
      guint n = find_run (&words, names, from, &entries);

      if (n > 0 && level != VILLAGE && add_mentions (self, entries, level, group, mentions))
        group++;
      from += MAX (n, 1);
    }

  return mentions;
}
