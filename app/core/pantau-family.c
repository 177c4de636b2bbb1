/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only file that includes <libstemmer.h>. A stemmer keeps its last word inside, so each thread has its own. */

#include "config.h"

#include "pantau-family.h"

#include <libstemmer.h>
#include <string.h>

#include "pantau-csv.h"

/* The longest Indonesian words have some 25 letters; what is longer is a link or nonsense. */
#define MAX_WORD 40

struct _PantauFamilies
{
  gatomicrefcount ref_count;
  GHashTable *roots; /* word → root, both (owned) */
};

static GPrivate stemmer = G_PRIVATE_INIT ((GDestroyNotify) (void *) sb_stemmer_delete);

/* Endings that hang on any form of a word and change nothing of it. */
static const char *const endings[] = { "nya", "lah", "kah", "pun" };

static void
add_words (PantauFamilies *self, PantauCsv *csv)
{
  g_auto (GStrv) words = g_strsplit (pantau_csv_get (csv, 1), " ", -1);
  const char *root = pantau_csv_get (csv, 0);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' &&
        !g_hash_table_insert (self->roots, g_strdup (words[i]), g_strdup (root)))
      pantau_csv_fail (csv, "“%s” stands in the list twice", words[i]);
}

PantauFamilies *
pantau_families_new (GBytes *kata, GError **error)
{
  static const char *const columns[] = { "root", "words", NULL };
  g_autoptr (PantauCsv) csv = pantau_csv_new ("kata.csv", kata, columns);
  g_autoptr (PantauFamilies) self = g_new0 (PantauFamilies, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->roots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  while (pantau_csv_next (csv))
    add_words (self, csv);

  return pantau_csv_finish (csv, error) ? g_steal_pointer (&self) : NULL;
}

PantauFamilies *
pantau_families_ref (PantauFamilies *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pantau_families_unref (PantauFamilies *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->roots);
  g_free (self);
}

/* The root that the list gives for @word, with or without an ending. (nullable) */
static const char *
find_root (PantauFamilies *self, const char *word, gsize length)
{
  const char *root = g_hash_table_lookup (self->roots, word);

  for (guint i = 0; i < G_N_ELEMENTS (endings) && root == NULL; i++)
    {
      gsize without = length - strlen (endings[i]);
      char bare[MAX_WORD + 1];

      if (length <= strlen (endings[i]) || strcmp (word + without, endings[i]) != 0)
        continue;
      memcpy (bare, word, without);
      bare[without] = '\0';
      root = g_hash_table_lookup (self->roots, bare);
    }

  return root;
}

static gboolean
is_number (const char *word)
{
  return strspn (word, "0123456789") == strlen (word);
}

void
pantau_families_stem (PantauFamilies *self, const char *word, GString *out)
{
  gsize length = strlen (word);
  struct sb_stemmer *own = g_private_get (&stemmer);
  const sb_symbol *stem;
  const char *root;

  g_string_truncate (out, 0);
  if (is_number (word))
    {
      gsize zeros = strspn (word, "0");

      g_string_append (out, word + (zeros == length && length > 0 ? length - 1 : zeros));
      return;
    }
  if (length > MAX_WORD)
    {
      g_string_append (out, word);
      return;
    }

  root = find_root (self, word, length);
  if (root != NULL)
    {
      g_string_append (out, root);
      return;
    }

  if (own == NULL)
    {
      own = sb_stemmer_new ("indonesian", NULL);
      g_assert (own != NULL);
      g_private_set (&stemmer, own);
    }
  stem = sb_stemmer_stem (own, (const sb_symbol *) word, (int) length);
  g_string_append_len (out, (const char *) stem, sb_stemmer_length (own));
}
