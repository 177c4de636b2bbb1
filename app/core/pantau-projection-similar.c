/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What hoax records claim, for pantau-similar.c: tables `claim_sign`, `claim_index`, `claim_word`, `claim_picture`. A record whose claim did not
 * change, as by a step of its status, costs one look.
 */

#include "config.h"

#include "pantau-projection-similar.h"

#include <string.h>

#include "pantau-act.h"
#include "pantau-claim-text.h"
#include "pantau-json.h"
#include "pantau-similar-private.h"

/* Of more pictures a record is not found by. */
#define MAX_PICTURES 32

/* What a record claims. */
typedef struct
{
  char *words;
  char *url;
  char *pictures;
} Sign;

static void
sign_clear (Sign *self)
{
  g_free (self->words);
  g_free (self->url);
  g_free (self->pictures);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sign, sign_clear)

void
pantau_pending_sign_clear (gpointer data)
{
  g_free (((PantauPendingSign *) data)->words);
}

static char *
words_of (PantauProjection *self, PantauValues *values)
{
  g_autofree char *title = pantau_values_dup_text (values, "title");
  g_autofree char *quote = pantau_values_dup_text (values, "quote");
  g_autofree char *narrative = *quote == '\0' ? pantau_values_dup_text (values, "narrative") : NULL;
  g_autofree char *text = pantau_similar_text (title, narrative != NULL ? narrative : quote);

  return pantau_claim_text_make (pantau_reference_get_claim_words (self->reference), text);
}

static char *
url_of (PantauProjection *self, PantauValues *values)
{
  g_autofree char *url = pantau_values_dup_text (values, "url");
  char *canonical = *url != '\0' ? pantau_similar_url (self->reference, url) : NULL;

  return canonical != NULL ? canonical : g_strdup ("");
}

static gboolean
is_picture (const char *text)
{
  return text != NULL && strlen (text) == 16 && strspn (text, "0123456789abcdef") == 16;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The hashes that its lines about files tell, each once. */
static char *
pictures_of (GPtrArray *entries)
{
  static const char *const types[] = { PANTAU_TYPE_EVIDENCE, NULL };
  g_autoptr (GArray) lines = pantau_projection_lines (entries, types);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < lines->len; i++)
    {
      const PantauActLine *line = &g_array_index (lines, PantauActLine, i);
      JsonArray *files = pantau_json_array (line->body, "files");

      for (guint j = 0; files != NULL && j < json_array_get_length (files); j++)
        {
          JsonNode *file = json_array_get_element (files, j);
          const char *picture = JSON_NODE_HOLDS_OBJECT (file)
                                    ? pantau_json_string (json_node_get_object (file), "picture")
                                    : NULL;

          if (is_picture (picture) && found->len < MAX_PICTURES &&
              !g_ptr_array_find_with_equal_func (found, picture, g_str_equal, NULL))
            g_ptr_array_add (found, g_strdup (picture));
        }
    }
  /* In one order, whichever line came first. */
  g_ptr_array_sort (found, compare_texts);
  g_ptr_array_add (found, NULL);

  return g_strjoinv (" ", (char **) found->pdata);
}

static gboolean
read_sign (PantauProjection *self, const char *record, gint64 *sign, Sign *old, GError **error)
{
  PantauStmt *stmt = pantau_db_query (
      self->db, "SELECT sign, words, url, pictures FROM claim_sign WHERE record = ?1", "s", record);

  *sign = 0;
  if (pantau_stmt_next (stmt))
    {
      *sign = pantau_stmt_integer (stmt, 0);
      old->words = g_strdup (pantau_stmt_text (stmt, 1));
      old->url = g_strdup (pantau_stmt_text (stmt, 2));
      old->pictures = g_strdup (pantau_stmt_text (stmt, 3));
    }

  return pantau_stmt_finish (stmt, error);
}

static gboolean
write_pictures (PantauProjection *self, gint64 sign, const char *pictures, GError **error)
{
  g_auto (GStrv) texts = g_strsplit (pictures, " ", -1);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      guint64 hash = g_ascii_strtoull (texts[i], NULL, 16);

      if (!pantau_similar_picture_tells (hash))
        continue;
      for (guint band = 0; band < PANTAU_SIMILAR_BANDS; band++)
        if (!pantau_db_run (self->db, error,
                            "INSERT INTO claim_picture (band, sign, hash) VALUES (?1, ?2, ?3)",
                            "iii", pantau_similar_band (hash, band), sign, (gint64) hash))
          return FALSE;
    }

  return TRUE;
}

static gboolean
clear_pictures (PantauProjection *self, gint64 sign, const char *pictures, GError **error)
{
  g_auto (GStrv) texts = g_strsplit (pictures, " ", -1);

  for (guint i = 0; texts[i] != NULL; i++)
    for (guint band = 0; band < PANTAU_SIMILAR_BANDS; band++)
      {
        guint64 hash = g_ascii_strtoull (texts[i], NULL, 16);

        if (!pantau_db_run (self->db, error,
                            "DELETE FROM claim_picture WHERE band = ?1 AND sign = ?2 AND hash = ?3",
                            "iii", pantau_similar_band (hash, band), sign, (gint64) hash))
          return FALSE;
      }

  return TRUE;
}

static void
note_words (PantauProjection *self, gint64 sign, const char *words, gboolean is_gone)
{
  PantauPendingSign pending = { sign, g_strdup (words), is_gone };

  if (words != NULL && *words != '\0')
    g_array_append_val (self->signs, pending);
  else
    g_free (pending.words);
}

static gboolean
replace_sign (PantauProjection *self,
              const char *record,
              gint64 sign,
              const Sign *old,
              const Sign *new,
              GError **error)
{
  if (sign > 0 &&
      (!clear_pictures (self, sign, old->pictures, error) ||
       !pantau_db_run (self->db, error, "DELETE FROM claim_sign WHERE sign = ?1", "i", sign)))
    return FALSE;
  note_words (self, sign, old->words, TRUE);
  if (new->words == NULL || (*new->words == '\0' && *new->url == '\0' && *new->pictures == '\0'))
    return TRUE;

  if (sign == 0 && !pantau_db_integer (self->db, 0, &sign, error,
                                       "SELECT coalesce (max (sign), 0) + 1 FROM claim_sign", ""))
    return FALSE;
  note_words (self, sign, new->words, FALSE);

  return pantau_db_run (self->db, error,
                        "INSERT INTO claim_sign (sign, record, words, url, pictures) "
                        "VALUES (?1, ?2, ?3, ?4, ?5)",
                        "issss", sign, record, new->words, new->url, new->pictures) &&
         write_pictures (self, sign, new->pictures, error);
}

gboolean
pantau_projection_take_sign (PantauProjection *self,
                             const char *record,
                             const char *kind,
                             GPtrArray *entries,
                             PantauValues *values,
                             GError **error)
{
  g_auto (Sign) old = { 0 }, new = { 0 };
  gint64 sign;

  if (!read_sign (self, record, &sign, &old, error))
    return FALSE;
  if (values != NULL && g_str_equal (kind, PANTAU_CLAIM_KIND))
    {
      new.words = words_of (self, values);
      new.url = url_of (self, values);
      new.pictures = pictures_of (entries);
    }
  if (sign == 0 ? new.words == NULL
                : g_strcmp0 (old.words, new.words) == 0 && g_strcmp0 (old.url, new.url) == 0 &&
                      g_strcmp0 (old.pictures, new.pictures) == 0)
    return TRUE;

  return replace_sign (self, record, sign, &old, &new, error);
}

/* By number; of one number what goes comes before what comes. */
static int
compare_signs (gconstpointer a, gconstpointer b)
{
  const PantauPendingSign *left = a, *right = b;

  if (left->sign != right->sign)
    return left->sign < right->sign ? -1 : 1;

  return right->is_gone - left->is_gone;
}

static void
count_words (GHashTable *counts, const PantauPendingSign *pending)
{
  g_auto (GStrv) words = g_strsplit (pending->words, " ", -1);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; words[i] != NULL; i++)
    {
      int count;

      if (!g_hash_table_add (seen, words[i]))
        continue;
      count = GPOINTER_TO_INT (g_hash_table_lookup (counts, words[i]));
      g_hash_table_insert (counts, g_strdup (words[i]),
                           GINT_TO_POINTER (count + (pending->is_gone ? -1 : 1)));
    }
}

static gboolean
write_counts (PantauProjection *self, GHashTable *counts, GError **error)
{
  GHashTableIter iter;
  gpointer word, count;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &word, &count))
    if (GPOINTER_TO_INT (count) != 0 &&
        !pantau_db_run (self->db, error,
                        "INSERT INTO claim_word (word, texts) VALUES (?1, ?2) "
                        "ON CONFLICT (word) DO UPDATE SET texts = texts + ?2",
                        "si", word, (gint64) GPOINTER_TO_INT (count)))
      return FALSE;

  return TRUE;
}

gboolean
pantau_projection_write_signs (PantauProjection *self, GError **error)
{
  g_autoptr (GHashTable) counts = NULL;

  if (self->signs->len == 0)
    return TRUE;

  counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_array_sort (self->signs, compare_signs);
  for (guint i = 0; i < self->signs->len; i++)
    {
      const PantauPendingSign *pending = &g_array_index (self->signs, PantauPendingSign, i);
      gboolean is_written =
          pending->is_gone
              ? pantau_db_run (self->db, error,
                               "INSERT INTO claim_index (claim_index, rowid, words) "
                               "VALUES ('delete', ?1, ?2)",
                               "is", pending->sign, pending->words)
              : pantau_db_run (self->db, error,
                               "INSERT INTO claim_index (rowid, words) VALUES (?1, ?2)", "is",
                               pending->sign, pending->words);

      if (!is_written)
        return FALSE;
      count_words (counts, pending);
    }
  g_array_set_size (self->signs, 0);

  return write_counts (self, counts, error);
}
