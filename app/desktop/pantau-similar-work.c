/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which known claims say the same as what is being typed: asked in the reading thread, told in words. */

#define G_LOG_DOMAIN "pantau-similar"

#include "config.h"

#include "pantau-similar-work.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-format.h"
#include "pantau-similar.h"
#include "pantau-store-claim.h"
#include "pantau-words.h"

/* Bytes: in a longer text one word weighs little. */
#define LONG_TEXT 300

/* What goes to the reading thread. */
typedef struct
{
  PantauReference *reference; /* (owned) */
  char *title;
  char *quote;
  char *url;
  GArray *pictures;   /* of guint64 */
  char *joined;       /* (nullable) */
  char *joined_title; /* (nullable) */
  gint64 now;         /* Unix seconds */
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  pantau_reference_unref (self->reference);
  g_free (self->title);
  g_free (self->quote);
  g_free (self->url);
  g_array_unref (self->pictures);
  g_free (self->joined);
  g_free (self->joined_title);
  g_free (self);
}

static void
claim_free (gpointer data)
{
  PantauSimilarClaim *self = data;

  g_free (self->claim);
  g_free (self->title);
  g_free (self->detail);
  g_free (self);
}

void
pantau_similar_answer_free (PantauSimilarAnswer *self)
{
  g_clear_pointer (&self->joined, claim_free);
  g_ptr_array_unref (self->claims);
  g_free (self);
}

static gboolean
claim_equal (gconstpointer a, gconstpointer b)
{
  const PantauSimilarClaim *one = a, *other = b;

  return g_str_equal (one->claim, other->claim) && g_str_equal (one->title, other->title) &&
         g_str_equal (one->detail, other->detail) && one->label == other->label;
}

gboolean
pantau_similar_answer_equal (const PantauSimilarAnswer *self, const PantauSimilarAnswer *other)
{
  if (self == NULL || other == NULL)
    return self == other;
  if ((self->joined == NULL) != (other->joined == NULL) ||
      (self->joined != NULL && !claim_equal (self->joined, other->joined)) ||
      self->claims->len != other->claims->len)
    return FALSE;
  for (guint i = 0; i < self->claims->len; i++)
    if (!claim_equal (g_ptr_array_index (self->claims, i), g_ptr_array_index (other->claims, i)))
      return FALSE;

  return TRUE;
}

/* "Ilir Timur I, Kota Palembang", or in how many kabupaten and kota. (transfer full) (nullable) */
static char *
tell_where (PantauReference *reference, const char *region, const PantauClaim *claim)
{
  g_autofree char *number = NULL;

  if (claim == NULL || claim->n_areas < 2)
    return region != NULL && *region != '\0'
               ? pantau_regions_qualified (pantau_reference_get_regions (reference), region)
               : NULL;
  number = pantau_format_integer (claim->n_areas);

  /* Translators: %s is a number; kabupaten and kota are the two sorts of districts */
  return g_strdup_printf (
      ngettext ("%s kabupaten or kota", "%s kabupaten and kota", claim->n_areas), number);
}

/* (transfer full) (nullable): NULL for a claim that nobody else has seen */
static char *
tell_sightings (const PantauClaim *claim)
{
  g_autofree char *number = NULL;

  if (claim == NULL || claim->n_sightings == 0)
    return NULL;
  number = pantau_format_integer (claim->n_sightings);

  /* Translators: how often a hoax was seen, besides where it was recorded first */
  return g_strdup_printf (ngettext ("%s sighting", "%s sightings", claim->n_sightings), number);
}

/* (transfer full) (nullable) */
static char *
tell_why (guint why)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  if (why & PANTAU_SIMILAR_URL)
    /* Translators: why a claim is offered; after it may come "similar words" */
    g_strv_builder_add (builder, _ ("same link"));
  if (why & PANTAU_SIMILAR_TEXT)
    g_strv_builder_add (builder, _ ("similar words"));
  if (why & PANTAU_SIMILAR_PICTURE)
    g_strv_builder_add (builder, _ ("similar picture"));
  parts = g_strv_builder_end (builder);

  return *parts != NULL ? g_strjoinv (", ", parts) : NULL;
}

/* Facts beside each other, as lists of records have them; what is not known is left out. (transfer full) */
static char *
join_facts (char *const *facts, gsize n)
{
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    if (facts[i] != NULL && *facts[i] != '\0')
      g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", facts[i]);

  return g_string_free (out, FALSE);
}

/* @why 0: it was joined, whatever the reason. (transfer full) */
static PantauSimilarClaim *
describe (PantauStore *store,
          const Question *question,
          const char *record,
          const char *title,
          const char *region,
          guint why)
{
  PantauSimilarClaim *self = g_new0 (PantauSimilarClaim, 1);
  g_autoptr (PantauClaim) claim = pantau_store_claim (store, record, question->now, NULL);
  g_autofree char *where = NULL, *sightings = NULL, *reasons = NULL;

  if (claim != NULL)
    {
      title = claim->title;
      region = claim->region;
    }
  where = tell_where (question->reference, region, claim);
  sightings = tell_sightings (claim);
  reasons = tell_why (why);
  self->claim = g_strdup (record);
  self->title = pantau_words_clean (title != NULL ? title : "");
  if (*self->title == '\0')
    {
      g_free (self->title);
      self->title = g_strdup (_ ("(without a title)"));
    }
  self->detail = join_facts ((char *[]){ reasons, sightings, where }, 3);
  /* Where nothing is known of a verdict nobody has given one. */
  self->label = claim != NULL ? claim->label : PANTAU_CLAIM_LABEL_UNVERIFIED;

  return self;
}

/* (transfer full) (nullable) */
static GPtrArray *
find (PantauStore *store,
      const Question *question,
      const char *title,
      const char *quote,
      GError **error)
{
  g_autofree char *text = pantau_similar_text (title, quote);
  PantauSimilarQuery query = {
    .text = text,
    .url = question->url,
    .pictures = (const guint64 *) question->pictures->data,
    .n_pictures = question->pictures->len,
    .limit = PANTAU_SIMILAR_SHOWN + 1, /* one of them may be joined already */
  };

  return pantau_store_similar (store, &query, error);
}

/* @text without its last word where that may still be typed. (transfer full) (nullable): NULL where it ends in none */
static char *
cut_unfinished (const char *text)
{
  const char *end = text + strlen (text), *start = end;

  while (start > text)
    {
      const char *before = g_utf8_prev_char (start);

      if (!g_unichar_isalnum (g_utf8_get_char (before)))
        break;
      start = before;
    }

  return start < end ? g_strndup (text, (gsize) (start - text)) : NULL;
}

/* Half a word says something else than the whole one, or nothing: what the words before it found stays meanwhile. (transfer full) (nullable) */
static GPtrArray *
find_steadily (PantauStore *store, const Question *question, GError **error)
{
  gboolean is_quoting = *question->quote != '\0';
  const char *typed = is_quoting ? question->quote : question->title;
  g_autoptr (GPtrArray) found = find (store, question, question->title, question->quote, error);
  g_autofree char *cut = NULL;

  if (found == NULL || found->len > 0 || strlen (typed) > LONG_TEXT)
    return g_steal_pointer (&found);
  cut = cut_unfinished (typed);
  if (cut == NULL)
    return g_steal_pointer (&found);

  return is_quoting ? find (store, question, question->title, cut, error)
                    : find (store, question, cut, question->quote, error);
}

static gpointer
find_in_thread (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  g_autoptr (GPtrArray) found = find_steadily (store, question, error);
  PantauSimilarAnswer *answer;

  if (found == NULL)
    return NULL;
  answer = g_new0 (PantauSimilarAnswer, 1);
  answer->claims = g_ptr_array_new_with_free_func (claim_free);
  if (question->joined != NULL)
    answer->joined = describe (store, question, question->joined, question->joined_title, NULL, 0);
  for (guint i = 0; i < found->len && answer->claims->len < PANTAU_SIMILAR_SHOWN; i++)
    {
      const PantauSimilar *similar = g_ptr_array_index (found, i);

      if (g_strcmp0 (similar->record, question->joined) != 0)
        g_ptr_array_add (answer->claims, describe (store, question, similar->record, similar->title,
                                                   similar->region, similar->why));
    }

  return answer;
}

static gboolean
has_text (PantauForm *form, const char *name)
{
  g_autofree char *text = pantau_form_get_text (form, name);

  return *g_strstrip (text) != '\0';
}

gboolean
pantau_similar_can_ask (PantauForm *form, guint n_pictures)
{
  return n_pictures > 0 || pantau_form_get_claim (form) != NULL || has_text (form, "title") ||
         has_text (form, "quote") || has_text (form, "url");
}

void
pantau_similar_ask (PantauSession *session,
                    PantauForm *form,
                    const guint64 *pictures,
                    guint n_pictures,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer data)
{
  Question *question = g_new0 (Question, 1);

  question->reference = pantau_reference_ref (pantau_form_get_reference (form));
  question->title = pantau_form_get_text (form, "title");
  question->quote = pantau_form_get_text (form, "quote");
  question->url = pantau_form_get_text (form, "url");
  question->pictures = g_array_new (FALSE, FALSE, sizeof (guint64));
  if (n_pictures > 0)
    g_array_append_vals (question->pictures, pictures, n_pictures);
  question->joined = g_strdup (pantau_form_get_claim (form));
  question->joined_title = g_strdup (pantau_form_get_claim_title (form));
  question->now = pantau_session_get_now (session);
  pantau_session_read (session, find_in_thread, question, question_free,
                       (GDestroyNotify) pantau_similar_answer_free, G_PRIORITY_DEFAULT, cancellable,
                       callback, data);
}

PantauSimilarAnswer *
pantau_similar_ask_finish (PantauSession *session, GAsyncResult *result, GError **error)
{
  return pantau_session_read_finish (session, result, error);
}
