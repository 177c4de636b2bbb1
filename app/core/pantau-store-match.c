/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A query in the language of FTS5. */

#include "config.h"

#include <string.h>

#include "pantau-query-private.h"
#include "pantau-search-text.h"
#include "pantau-store-private.h"

/* Beginnings up to here have an index of their own (projections.sql, "prefix"). */
#define INDEXED_PREFIX 3

/* Words with one beginning that are asked one by one. FTS5 would read all places of all of them before it gave the first. */
#define MAX_WORDS 80

/* After every letter. */
#define LAST_CHARACTER "\364\217\277\277"

static void
append_or (GString *text, gsize start)
{
  if (text->len > start)
    g_string_append (text, " OR ");
}

static void
append_word (GString *text, gsize start, const char *word)
{
  append_or (text, start);
  g_string_append_printf (text, "\"%s\"", word);
}

/* The words that begin with @beginning, or the beginning itself where there are too many. */
static gboolean
append_beginning (
    PantauStore *self, GString *text, gsize start, const char *beginning, GError **error)
{
  g_autofree char *end = g_strconcat (beginning, LAST_CHARACTER, NULL);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  gboolean is_short = g_utf8_strlen (beginning, -1) <= INDEXED_PREFIX;
  PantauStmt *stmt;

  stmt = pantau_db_query (self->db, "SELECT word FROM word WHERE word >= ?1 AND word < ?2 LIMIT ?3",
                          "ssi", beginning, end, is_short ? (gint64) 0 : (gint64) MAX_WORDS + 1);
  while (pantau_stmt_next (stmt))
    g_ptr_array_add (words, g_strdup (pantau_stmt_text (stmt, 0)));
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;

  if (is_short || words->len > MAX_WORDS)
    {
      append_word (text, start, beginning);
      g_string_append (text, " *");
      return TRUE;
    }

  append_word (text, start, beginning);
  for (guint i = 0; i < words->len; i++)
    if (!g_str_equal (g_ptr_array_index (words, i), beginning))
      append_word (text, start, g_ptr_array_index (words, i));

  return TRUE;
}

static gboolean
append_term (PantauStore *self, GString *text, const PantauTerm *term, GError **error)
{
  const char *first = term->surfaces[0];
  gsize start;

  g_string_append_c (text, '(');
  start = text->len;
  if (term->surfaces[1] != NULL)
    {
      g_autofree char *joined = g_strjoinv (" ", term->surfaces);

      append_word (text, start, joined);
      if (term->is_prefix)
        g_string_append (text, " *");
    }
  else if (!term->is_prefix)
    append_word (text, start, first);
  else if (!append_beginning (self, text, start, first, error))
    return FALSE;

  if (term->stem != NULL && !g_str_equal (term->stem, first))
    append_word (text, start, term->stem);
  g_string_append_c (text, ')');

  return TRUE;
}

/* One of the codes of both lists; @make gives the code of a name (nullable: the names are codes). */
static void
append_codes (GString *text, GPtrArray *names, char *(*make) (const char *), GPtrArray *codes)
{
  gsize start;

  g_string_append_c (text, '(');
  start = text->len;
  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      g_autofree char *code = make (g_ptr_array_index (names, i));

      append_word (text, start, code);
    }
  for (guint i = 0; codes != NULL && i < codes->len; i++)
    append_word (text, start, g_ptr_array_index (codes, i));
  g_string_append_c (text, ')');
}

static void
next_part (GString *text, const char *between)
{
  if (text->len > 0)
    g_string_append (text, between);
}

/* Kinds are in the rows too; here they serve where `search` is asked anyway, or where they widen choices. */
static void
append_filters (GString *yes, GString *no, PantauQuery *query, gboolean with_kinds)
{
  if (query->regions->len > 0)
    {
      next_part (yes, " AND ");
      append_codes (yes, query->regions, pantau_search_region, NULL);
    }
  if (query->choices->len > 0 || (with_kinds && query->kinds->len > 0))
    {
      next_part (yes, " AND ");
      append_codes (yes, query->kinds, pantau_search_kind, query->choices);
    }
  if (query->not_regions->len > 0)
    {
      next_part (no, " OR ");
      append_codes (no, query->not_regions, pantau_search_region, NULL);
    }
  if (query->not_choices->len > 0)
    {
      next_part (no, " OR ");
      append_codes (no, NULL, NULL, query->not_choices);
    }
}

char *
pantau_store_match_text (PantauStore *self, PantauQuery *query, GError **error)
{
  g_autoptr (GString) yes = g_string_new (NULL);
  g_autoptr (GString) no = g_string_new (NULL);
  gboolean is_asked = query->terms->len > 0 || query->regions->len > 0 || query->mine ||
                      query->choices->len > 0 || query->not_choices->len > 0 ||
                      query->not_regions->len > 0;

  for (guint i = 0; i < query->terms->len; i++)
    {
      const PantauTerm *term = g_ptr_array_index (query->terms, i);
      GString *text = term->negative ? no : yes;

      next_part (text, term->negative ? " OR " : " AND ");
      if (!append_term (self, text, term, error))
        return NULL;
    }
  append_filters (yes, no, query, is_asked);
  if (query->mine && self->device != NULL)
    {
      g_autofree char *code = pantau_search_device (self->device);

      next_part (yes, " AND ");
      g_string_append_printf (yes, "\"%s\"", code);
    }

  if (no->len == 0)
    return g_strdup (yes->str);

  /* What is excluded is excluded from something: from all, where nothing is asked for. */
  return g_strdup_printf ("(%s) NOT (%s)", yes->len > 0 ? yes->str : "\"" PANTAU_SEARCH_MARK "\"",
                          no->str);
}
