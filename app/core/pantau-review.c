/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reviews of a record, read from its lines: which of them count is said by what people knew of each other, never by the order of arrival. */

#include "config.h"

#include "pantau-review.h"

#include <string.h>

#include "pantau-act.h"
#include "pantau-entry.h"
#include "pantau-json.h"

#define STEP "kajian" /* of a table of statuses: who takes it is reviewed */

static void
element_free (gpointer data)
{
  PantauReviewElement *self = data;

  g_free (self->element);
  g_free (self->why);
  g_free (self);
}

void
pantau_review_free (PantauReview *self)
{
  g_free (self->entry);
  g_free (self->stage);
  g_free (self->facts);
  g_strfreev (self->articles);
  g_ptr_array_unref (self->elements);
  g_free (self->conclusion);
  g_free (self->signer);
  g_free (self->date);
  g_free (self->number);
  g_strfreev (self->blobs);
  g_free (self->device);
  g_free (self->author);
  g_free (self);
}

static GPtrArray *
read_elements (JsonObject *body)
{
  GPtrArray *elements = g_ptr_array_new_with_free_func (element_free);
  JsonArray *array = pantau_json_array (body, "elements");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *text = pantau_json_string (object, "element");
      PantauReviewElement *element;

      if (text == NULL)
        continue;
      element = g_new0 (PantauReviewElement, 1);
      element->element = g_strdup (text);
      element->is_met = pantau_json_boolean (object, "met");
      element->why = g_strdup (pantau_json_string (object, "why"));
      g_ptr_array_add (elements, element);
    }

  return elements;
}

PantauReview *
pantau_act_read_review (const PantauActLine *line)
{
  const char *stage = pantau_json_string (line->body, "stage");
  const char *conclusion = pantau_json_string (line->body, "conclusion");
  const char *signer = pantau_json_string (line->body, "signer");
  const char *date = pantau_json_string (line->body, "date");
  PantauReview *self;

  if (stage == NULL || conclusion == NULL)
    return NULL;

  self = g_new0 (PantauReview, 1);
  self->entry = g_strdup (line->id);
  self->stage = g_strdup (stage);
  self->facts = g_strdup (pantau_json_string (line->body, "facts"));
  self->articles = pantau_act_read_texts (line->body, "articles");
  self->elements = read_elements (line->body);
  self->conclusion = g_strdup (conclusion);
  self->signer = g_strdup (signer != NULL ? signer : "");
  self->date = g_strdup (date != NULL ? date : "");
  self->number = g_strdup (pantau_json_string (line->body, "number"));
  self->blobs = pantau_act_read_texts (line->body, "blobs");
  self->device = g_strdup (line->device);
  self->author = g_strdup (line->author);

  return self;
}

/* A review replaces only those of its own stage, whatever its base says: so both are in the name. (transfer full) */
static char *
make_name (const char *stage, const char *id)
{
  return g_strconcat (stage, " ", id, NULL);
}

/* The names of all that some review has in its base. */
static GHashTable *
collect_replaced (GArray *lines)
{
  GHashTable *replaced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const PantauActLine *line = &g_array_index (lines, PantauActLine, i);
      const char *stage = pantau_json_string (line->body, "stage");

      if (!g_str_equal (line->type, PANTAU_TYPE_REVIEW) || stage == NULL)
        continue;
      for (gsize j = 0; line->base != NULL && line->base[j] != NULL; j++)
        g_hash_table_add (replaced, make_name (stage, line->base[j]));
    }

  return replaced;
}

GPtrArray *
pantau_act_reviews (GArray *lines)
{
  GPtrArray *reviews = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_review_free);
  g_autoptr (GHashTable) replaced = collect_replaced (lines);

  for (guint i = 0; i < lines->len; i++)
    {
      const PantauActLine *line = &g_array_index (lines, PantauActLine, i);
      PantauReview *review =
          g_str_equal (line->type, PANTAU_TYPE_REVIEW) ? pantau_act_read_review (line) : NULL;
      g_autofree char *name = NULL;

      if (review == NULL)
        continue;
      name = make_name (review->stage, review->entry);
      review->is_current = !g_hash_table_contains (replaced, name);
      g_ptr_array_add (reviews, review);
    }

  return reviews;
}

GPtrArray *
pantau_reviews_new (PantauRecord *record)
{
  g_autoptr (GArray) lines = pantau_act_lines_of (record);

  return pantau_act_reviews (lines);
}

GPtrArray *
pantau_store_reviews (PantauStore *self, const char *id, GError **error)
{
  g_autoptr (PantauRecord) record = pantau_store_get (self, id, error);

  return record != NULL ? pantau_reviews_new (record) : NULL;
}

/* Days in one writing sort as texts. */
static gboolean
is_later (const PantauReview *self, const PantauReview *than)
{
  int order = strcmp (self->date, than->date);

  return order != 0 ? order > 0 : strcmp (self->entry, than->entry) > 0;
}

const PantauReview *
pantau_reviews_newest (GPtrArray *reviews, const char *stage)
{
  const PantauReview *newest = NULL;

  for (guint i = 0; i < reviews->len; i++)
    {
      const PantauReview *review = g_ptr_array_index (reviews, i);

      if (review->is_current && g_str_equal (review->stage, stage) &&
          (newest == NULL || is_later (review, newest)))
        newest = review;
    }

  return newest;
}

GStrv
pantau_reviews_current (GPtrArray *reviews, const char *stage)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < reviews->len; i++)
    {
      const PantauReview *review = g_ptr_array_index (reviews, i);

      if (review->is_current && g_str_equal (review->stage, stage))
        g_strv_builder_add (builder, review->entry);
    }

  return g_strv_builder_end (builder);
}

gboolean
pantau_review_is_for (PantauReference *reference, const char *kind)
{
  const PantauKind *description =
      pantau_kinds_lookup (pantau_reference_get_kinds (reference), kind);

  return description != NULL && pantau_statuses_lookup (pantau_reference_get_statuses (reference),
                                                        description->status_table, STEP) != NULL;
}
