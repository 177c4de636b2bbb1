/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a question to claims: what is similar is gathered, and sightings lead to what they are sightings of. */

#include "config.h"

#include "pantau-similar-private.h"

#include <string.h>

#include "pantau-claim-text.h"
#include "pantau-projection-similar.h"
#include "pantau-store-private.h"
#include "pantau-url.h"

/* As many as a person looks at. */
#define LIMIT 3

/* Hits that are followed to their claims: of one claim there may be thousands. */
#define FOLLOWED 500

void
pantau_similar_free (PantauSimilar *self)
{
  g_free (self->record);
  g_free (self->title);
  g_free (self->region);
  g_free (self);
}

/* Of a chat of several people the one message that the title is from: what others answered ("Benarkah?") claims nothing. (transfer full) (nullable) */
static char *
find_message (const char *title, const char *quote)
{
  static const char sender[] = "[pengirim ", other[] = "[pengirim 2]";
  const char *start = title != NULL && *title != '\0' ? strstr (quote, title) : NULL, *end;

  if (start == NULL || strstr (quote, other) == NULL)
    return NULL;
  while (start > quote && !(start[-1] == '\n' && g_str_has_prefix (start, sender)))
    start--;
  for (end = strchr (start, '\n'); end != NULL && !g_str_has_prefix (end + 1, sender);)
    end = strchr (end + 1, '\n');

  return end != NULL ? g_strndup (start, (gsize) (end - start)) : g_strdup (start);
}

char *
pantau_similar_text (const char *title, const char *quote)
{
  g_autofree char *message = quote != NULL ? find_message (title, quote) : NULL;

  return g_strconcat (title != NULL ? title : "", ".\n", message != NULL ? message : quote, NULL);
}

char *
pantau_similar_url (PantauReference *reference, const char *url)
{
  return pantau_url_canonical (reference, url, NULL);
}

gboolean
pantau_similar_find_url (PantauStore *self, const char *url, GArray *hits, GError **error)
{
  g_autofree char *canonical = pantau_similar_url (self->reference, url);
  PantauStmt *stmt;

  if (canonical == NULL || *canonical == '\0')
    return TRUE;
  stmt = pantau_db_query (self->db,
                          "SELECT sign FROM claim_sign WHERE url = ?1 AND url <> '' "
                          "ORDER BY sign DESC LIMIT ?2",
                          "si", canonical, (gint64) FOLLOWED);
  while (pantau_stmt_next (stmt))
    {
      PantauSimilarHit hit = { pantau_stmt_integer (stmt, 0), 1, PANTAU_SIMILAR_URL };

      g_array_append_val (hits, hit);
    }

  return pantau_stmt_finish (stmt, error);
}

/* The claim that @record is a sighting of; itself where it is none. (transfer full) (nullable): NULL on errors */
static char *
read_claim (PantauStore *self, const char *record, GError **error)
{
  g_autofree char *claim = NULL;

  if (!pantau_db_text (self->db, &claim, error, "SELECT claim FROM claim_member WHERE record = ?1",
                       "s", record))
    return NULL;

  return claim != NULL ? g_steal_pointer (&claim) : g_strdup (record);
}

/* A record that may be proposed. NULL without an error where it may not. */
static PantauSimilar *
read_record (PantauStore *self, const char *record, GError **error)
{
  const PantauKind *kind =
      pantau_kinds_lookup (pantau_reference_get_kinds (self->reference), PANTAU_CLAIM_KIND);
  g_autoptr (PantauSimilar) similar = NULL;
  PantauStmt *stmt = pantau_db_query (
      self->db, "SELECT id, title, region, status FROM record WHERE id = ?1 AND quarantine IS NULL",
      "s", record);

  if (pantau_stmt_next (stmt))
    {
      const PantauStatus *status =
          kind != NULL ? pantau_statuses_lookup (pantau_reference_get_statuses (self->reference),
                                                 kind->status_table, pantau_stmt_text (stmt, 3))
                       : NULL;

      if (status == NULL || !status->is_void)
        {
          similar = g_new0 (PantauSimilar, 1);
          similar->record = g_strdup (pantau_stmt_text (stmt, 0));
          similar->title = g_strdup (pantau_stmt_text (stmt, 1));
          similar->region = g_strdup (pantau_stmt_text (stmt, 2));
        }
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&similar) : NULL;
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const PantauSimilarHit *left = a, *right = b;

  if (left->score != right->score)
    return left->score > right->score ? -1 : 1;

  return (left->sign > right->sign) - (left->sign < right->sign);
}

static PantauSimilar *
find_claim (GPtrArray *found, const char *claim)
{
  for (guint i = 0; i < found->len; i++)
    if (g_str_equal (((PantauSimilar *) found->pdata[i])->record, claim))
      return found->pdata[i];

  return NULL;
}

/* Adds the claim of one hit to @found, or why it is similar to one that is there. */
static gboolean
follow (PantauStore *self,
        const PantauSimilarHit *hit,
        const char *except,
        guint limit,
        GPtrArray *found,
        GError **error)
{
  g_autofree char *record = NULL, *claim = NULL;
  g_autoptr (PantauSimilar) similar = NULL;
  g_autoptr (GError) local_error = NULL;
  PantauSimilar *known;

  if (!pantau_db_text (self->db, &record, error, "SELECT record FROM claim_sign WHERE sign = ?1",
                       "i", hit->sign))
    return FALSE;
  claim = record != NULL ? read_claim (self, record, error) : NULL;
  if (claim == NULL)
    return record == NULL;
  known = find_claim (found, claim);
  if (known != NULL)
    {
      known->why |= hit->why;
      return TRUE;
    }
  if (found->len == limit || g_strcmp0 (claim, except) == 0)
    return TRUE;

  /* The member that is similar must count too: in quarantine it speaks for nothing. */
  similar = read_record (self, record, &local_error);
  if (similar != NULL && !g_str_equal (claim, record))
    {
      g_clear_pointer (&similar, pantau_similar_free);
      similar = read_record (self, claim, &local_error);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (similar != NULL)
    {
      similar->score = hit->score;
      similar->why = hit->why;
      g_ptr_array_add (found, g_steal_pointer (&similar));
    }

  return TRUE;
}

static gboolean
find_hits (PantauStore *self, const PantauSimilarQuery *query, GArray *hits, GError **error)
{
  g_autofree char *words =
      query->text != NULL
          ? pantau_claim_text_make (pantau_reference_get_claim_words (self->reference), query->text)
          : NULL;

  return (words == NULL || *words == '\0' ||
          pantau_similar_find_texts (self, words, hits, error)) &&
         (query->url == NULL || pantau_similar_find_url (self, query->url, hits, error)) &&
         pantau_similar_find_pictures (self, query->pictures, query->n_pictures, hits, error);
}

GPtrArray *
pantau_store_similar (PantauStore *self, const PantauSimilarQuery *query, GError **error)
{
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_similar_free);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (PantauSimilarHit));
  g_autofree char *except = NULL;

  if (!pantau_store_freshen (self, error) || !find_hits (self, query, hits, error))
    return NULL;
  if (query->except != NULL)
    {
      except = read_claim (self, query->except, error);
      if (except == NULL)
        return NULL;
    }

  g_array_sort (hits, compare_hits);
  for (guint i = 0; i < MIN (hits->len, FOLLOWED); i++)
    if (!follow (self, &g_array_index (hits, PantauSimilarHit, i), except,
                 query->limit > 0 ? query->limit : LIMIT, found, error))
      return NULL;

  return g_steal_pointer (&found);
}
