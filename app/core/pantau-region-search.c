/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding a region by what people type. The text is cut into words; a region is found where one run
 * of words is its name and every other word belongs to the name of something above it. "rawas ilir
 * pauh", "Pauh, Kec. Rawas Ilir" and "rawasilir pauh" thus mean the same village. Names are
 * compared folded, so that Bukitkecil is Bukit Kecil.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-region-private.h"

#define MAX_WORDS 16     /* the longest qualified name of Sumatera Selatan has 14 */
#define FIT_STEP  100000 /* of a score; what comes second makes less */
#define MAX_TEXT  200    /* bytes; no name with all its qualification is longer */

/* How well a run of words fits a name. */
enum
{
  FIT_NONE,
  FIT_INSIDE, /* somewhere in it */
  FIT_PREFIX,
  FIT_EXACT,
};

typedef struct
{
  guint n;
  guint at[MAX_WORDS + 1]; /* where each word begins in joined */
  guint binds
      [MAX_WORDS]; /* the level that this word (kec., desa …) binds for the name after it, or 0 */
  char *joined;    /* (owned): all words, folded, without anything between */
  guint64 letters[MAX_WORDS][MAX_WORDS + 1]; /* those of the words from one up to another */
} Query;

typedef struct
{
  guint entry;
  int score;
  gboolean exact; /* the whole text, word for word */
} Hit;

typedef struct
{
  PantauRegions *regions;
  Query query;
  guint8 *above; /* (owned): fit of each higher region with each run of words */
} Search;

static void
search_clear (Search *self)
{
  g_clear_pointer (&self->query.joined, g_free);
  g_clear_pointer (&self->above, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static guint
bound_level (const char *word, gsize length)
{
  static const struct
  {
    const char *word;
    guint level;
  } words[] = {
    { "prov", 1 },      { "provinsi", 1 },  { "kab", 2 }, { "kabupaten", 2 }, { "kec", 3 },
    { "kecamatan", 3 }, { "kelurahan", 4 }, { "kel", 4 }, { "desa", 4 },      { "ds", 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i].word) == length && memcmp (words[i].word, word, length) == 0)
      return words[i].level;

  return 0;
}

/* FALSE where nothing can be found by this text. */
static gboolean
query_parse (Query *self, const char *text)
{
  g_autofree char *decomposed = NULL;
  GString *joined = g_string_new (NULL);
  gboolean in_word = FALSE;

  if (strnlen (text, MAX_TEXT + 1) <= MAX_TEXT)
    decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  for (const char *p = decomposed; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gsize before = joined->len;

      pantau_region_append_folded (joined, c);
      /* Accents and apostrophes stand inside words (Jenti'an). */
      if (joined->len == before)
        {
          in_word = in_word && (c == '\'' || c == 0x2019 || g_unichar_ismark (c));
          continue;
        }
      if (!in_word && self->n == MAX_WORDS)
        {
          self->n = 0;
          break;
        }
      if (!in_word)
        self->at[self->n++] = (guint) before;
      in_word = TRUE;
    }

  self->at[self->n] = (guint) joined->len;
  self->joined = g_string_free (joined, FALSE);
  for (guint i = 0; i < self->n; i++)
    {
      self->binds[i] = bound_level (self->joined + self->at[i], self->at[i + 1] - self->at[i]);
      for (guint to = i + 1; to <= self->n; to++)
        self->letters[i][to] =
            pantau_region_letters (self->joined + self->at[i], self->at[to] - self->at[i]);
    }

  return self->n > 0;
}

/* How the words from @from up to @to, without anything between, fit @key. */
static guint8
fit (const Query *query, const PantauRegionKey *key, guint from, guint to)
{
  const char *text = query->joined + query->at[from];
  gsize length = query->at[to] - query->at[from];

  /* Most keys lack a letter, which is found out faster than where the text stands. */
  if (length > key->length || length == 0 || (query->letters[from][to] & ~key->letters) != 0)
    return FIT_NONE;
  if (memcmp (key->text, text, length) == 0)
    return length == key->length ? FIT_EXACT : FIT_PREFIX;

  return length > 2 && memmem (key->text, key->length, text, length) != NULL ? FIT_INSIDE
                                                                             : FIT_NONE;
}

/* The same where the first word may be one that binds a region of @level ("desa"). */
static guint8
fit_run (const Query *query, const PantauRegionKey *key, guint level, guint from, guint to)
{
  guint8 plain = fit (query, key, from, to);

  if (plain == FIT_EXACT || query->binds[from] != level || to - from < 2)
    return plain;

  return MAX (plain, fit (query, key, from + 1, to));
}

static guint8 *
above_at (Search *self, guint high, guint from, guint to)
{
  return &self->above[(high * MAX_WORDS + from) * (MAX_WORDS + 1) + to];
}

static const PantauRegionEntry *
entry_at (PantauRegions *regions, guint entry)
{
  return &g_array_index (regions->entries, PantauRegionEntry, entry);
}

static const PantauRegionEntry *
entry_of (Search *self, guint entry)
{
  return entry_at (self->regions, entry);
}

static void
fit_above (Search *self)
{
  guint n = self->query.n;

  self->above = g_malloc0 ((gsize) self->regions->n_high * MAX_WORDS * (MAX_WORDS + 1));

  for (guint k = 0; n > 1 && k < self->regions->keys->len; k++)
    {
      const PantauRegionKey *key = &g_array_index (self->regions->keys, PantauRegionKey, k);
      guint high = g_array_index (self->regions->high, guint, key->entry);

      if (high == PANTAU_REGION_NONE)
        continue;

      for (guint from = 0; from < n; from++)
        for (guint to = from + 1; to <= n; to++)
          {
            guint8 *best = above_at (self, high, from, to);
            guint8 found =
                fit_run (&self->query, key, entry_of (self, key->entry)->region.level, from, to);

            *best = MAX (*best, found);
          }
    }
}

/*
 * Whether the words from @from up to @to are names of things above @entry, each used once. Returns
 * the worst fit among them (FIT_EXACT for no words), FIT_NONE where some word belongs to nothing.
 * At most three levels deep.
 */
static guint8
cover (Search *self, const PantauRegionEntry *entry, guint from, guint to, guint *used)
{
  guint8 best = FIT_NONE;
  guint best_used = *used;

  if (from == to)
    return FIT_EXACT;

  for (guint i = 0; i < entry->n_ancestors; i++)
    for (guint end = from + 1; end <= to && !(*used & (1u << i)); end++)
      {
        guint high = g_array_index (self->regions->high, guint, entry->ancestors[i]);
        guint8 here = *above_at (self, high, from, end);
        guint now_used = *used | (1u << i);
        guint8 rest;

        if (here < FIT_PREFIX || here <= best)
          continue;
        rest = cover (self, entry, end, to, &now_used);
        if (MIN (here, rest) > best)
          {
            best = MIN (here, rest);
            best_used = now_used;
          }
      }

  *used = best_used;

  return best;
}

/* Tries @key as the name itself; keeps the best hit of its entry in @hit. */
static void
try_key (Search *self, const PantauRegionKey *key, Hit *hit)
{
  const PantauRegionEntry *entry = entry_of (self, key->entry);
  const Query *query = &self->query;

  for (guint from = 0; from < query->n; from++)
    for (guint to = from + 1; to <= query->n; to++)
      {
        guint used = 0;
        guint8 own = fit_run (query, key, entry->region.level, from, to);
        guint8 before, after;
        int score;

        if (own == FIT_NONE && query->binds[from] == 0)
          break;
        if (own == FIT_NONE)
          continue;

        before = cover (self, entry, 0, from, &used);
        after = before != FIT_NONE ? cover (self, entry, to, query->n, &used) : FIT_NONE;
        if (after == FIT_NONE)
          continue;

        /*
         * The weakest part counts most; then a name typed whole; then what is larger, then what is
         * shorter.
         */
        score = MIN (own, MIN (before, after)) * FIT_STEP + (to - from == query->n ? 20000 : 0) +
                own * 5000 - (int) entry->region.level * 1000 - (int) MIN (key->length, 99) * 8;
        if (score > hit->score)
          *hit = (Hit){ .entry = key->entry,
                        .score = score,
                        .exact = own == FIT_EXACT && before == FIT_EXACT && after == FIT_EXACT };
        else if (own == FIT_EXACT && before == FIT_EXACT && after == FIT_EXACT)
          hit->exact = TRUE;
      }
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const Hit *left = a, *right = b;

  if (left->score != right->score)
    return right->score > left->score ? 1 : -1;

  return left->entry < right->entry ? -1 : 1;
}

/* All hits, best first. (transfer full): of Hit */
static GArray *
search (PantauRegions *regions, const char *text, const char *within)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  g_autofree guint *place = NULL; /* of each entry in hits, plus 1 */
  g_auto (Search) self = { .regions = regions };

  if (text == NULL || !query_parse (&self.query, text))
    return hits;

  fit_above (&self);
  place = g_new0 (guint, regions->entries->len);

  for (guint k = 0; k < regions->keys->len; k++)
    {
      const PantauRegionKey *key = &g_array_index (regions->keys, PantauRegionKey, k);
      Hit fresh = { .score = G_MININT }, *hit = &fresh;

      if (within != NULL &&
          !pantau_region_covers (within, entry_of (&self, key->entry)->region.code))
        continue;

      if (place[key->entry] > 0)
        hit = &g_array_index (hits, Hit, place[key->entry] - 1);
      try_key (&self, key, hit);
      if (hit == &fresh && fresh.score > G_MININT)
        {
          g_array_append_val (hits, fresh);
          place[key->entry] = hits->len;
        }
    }

  g_array_sort (hits, compare_hits);

  return hits;
}

GArray *
pantau_regions_search (PantauRegions *self, const char *text)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (PantauRegionHit));
  const PantauRegion *known = pantau_regions_lookup (self, text);
  g_autoptr (GArray) hits = search (self, text, NULL);

  if (known != NULL)
    {
      PantauRegionHit hit = { known, PANTAU_REGION_EXACT };

      g_array_append_val (found, hit);
    }

  for (guint i = 0; i < hits->len; i++)
    {
      const Hit *from = &g_array_index (hits, Hit, i);
      PantauRegionHit hit = { &entry_at (self, from->entry)->region,
                              from->exact                            ? PANTAU_REGION_EXACT
                              : from->score >= FIT_PREFIX * FIT_STEP ? PANTAU_REGION_BEGINS
                                                                     : PANTAU_REGION_CONTAINS };

      g_array_append_val (found, hit);
    }

  return found;
}

GPtrArray *
pantau_regions_find (PantauRegions *self, const char *text, const char *within, guint limit)
{
  GPtrArray *found = g_ptr_array_new ();
  const PantauRegion *known = pantau_regions_lookup (self, text);
  g_autoptr (GArray) hits = search (self, text, within);

  if (known != NULL && limit > 0 && (within == NULL || pantau_region_covers (within, known->code)))
    g_ptr_array_add (found, (gpointer) known);

  for (guint i = 0; i < hits->len && found->len < limit; i++)
    {
      guint entry = g_array_index (hits, Hit, i).entry;

      g_ptr_array_add (found,
                       (gpointer) &g_array_index (self->entries, PantauRegionEntry, entry).region);
    }

  return found;
}

/* The qualified names of the first regions of @found, for a message. (transfer full) */
static char *
list_names (PantauRegions *self, GPtrArray *found, guint limit)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < found->len && i < limit; i++)
    {
      const PantauRegion *region = g_ptr_array_index (found, i);
      g_autofree char *name = pantau_regions_qualified (self, region->code);

      g_string_append_printf (names, "%s%s", i > 0 ? "; " : "", name);
    }
  if (found->len > limit)
    g_string_append (names, "; …");

  return g_string_free (names, FALSE);
}

static const PantauRegion *
match (PantauRegions *self, const char *text, const char *within, guint lowest, GError **error)
{
  g_autoptr (GArray) hits = search (self, text, within);
  g_autoptr (GPtrArray) exact = g_ptr_array_new ();
  g_autoptr (GPtrArray) near_by = g_ptr_array_new ();
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *shown = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), 80));
  g_autofree char *names = NULL;
  gboolean has_higher = FALSE;

  for (guint i = 0; i < hits->len; i++)
    {
      const Hit *hit = &g_array_index (hits, Hit, i);
      const PantauRegion *region =
          &g_array_index (self->entries, PantauRegionEntry, hit->entry).region;

      if (region->level < lowest)
        continue;
      /*
       * A kecamatan is often called after its chief village; who names no kind means the kecamatan.
       */
      has_higher |= hit->exact && region->level < 4;
      if (hit->exact && !(has_higher && region->level == 4))
        g_ptr_array_add (exact, (gpointer) region);
      else
        g_ptr_array_add (near_by, (gpointer) region);
    }

  for (guint i = exact->len; has_higher && i > 0; i--)
    if (((const PantauRegion *) g_ptr_array_index (exact, i - 1))->level == 4)
      g_ptr_array_remove_index (exact, i - 1);

  if (exact->len == 1)
    return g_ptr_array_index (exact, 0);

  if (exact->len > 1)
    {
      names = list_names (self, exact, 20);
      return pantau_throw_null (error, PANTAU_ERROR_INVALID,
                                _ ("“%s” may mean several regions: %s"), shown, names);
    }

  if (near_by->len > 0)
    {
      names = list_names (self, near_by, 5);
      return pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND,
                                _ ("no region is called “%s”; there is %s"), shown, names);
    }

  return pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND, _ ("no region is called “%s”"), shown);
}

const PantauRegion *
pantau_regions_match (PantauRegions *self, const char *text, const char *within, GError **error)
{
  const PantauRegion *known = pantau_regions_lookup (self, text);

  return known != NULL ? known : match (self, text, within, 1, error);
}

const PantauRegion *
pantau_regions_match_village (PantauRegions *self,
                              const char *text,
                              const char *within,
                              GError **error)
{
  const PantauRegion *known = pantau_regions_lookup (self, text);

  return known != NULL && known->level == 4 ? known : match (self, text, within, 4, error);
}
