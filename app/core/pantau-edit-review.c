/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what a person says of a review to an entry. */

#include "config.h"

#include "pantau-edit-review.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-blob.h"
#include "pantau-check-act.h"
#include "pantau-edit-private.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-review.h"

/* The rows of a list; NULL where there are none, or after a fault. */
static JsonArray *
get_rows (PantauCheck *self, JsonObject *given, const char *name, int max)
{
  JsonNode *node = pantau_check_given (given, name);
  JsonArray *rows;

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return pantau_check_fault (self, "wrong-type", name, _ ("“%s” must be a list"), name);
  rows = json_node_get_array (node);
  if (json_array_get_length (rows) > (guint) max)
    return pantau_check_fault (self, "too-many", name,
                               _ ("“%s” has %u values; at most %d are taken"), name,
                               json_array_get_length (rows), max);

  return rows;
}

/* Each a text, or a row of a list with that text. */
static void
take_articles (PantauCheck *self, JsonObject *given, const char *missing, JsonObject *body)
{
  guint before = self->faults->len;
  JsonArray *rows = get_rows (self, given, "articles", PANTAU_REVIEW_MAX_ARTICLES);
  g_autoptr (JsonArray) articles = json_array_new ();

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonNode *node = json_array_get_element (rows, i);
      g_autofree char *field = g_strdup_printf (
          JSON_NODE_HOLDS_OBJECT (node) ? "articles[%u].article" : "articles[%u]", i);
      JsonNode *text = JSON_NODE_HOLDS_OBJECT (node)
                           ? pantau_check_given (json_node_get_object (node), "article")
                           : node;
      g_autoptr (JsonNode) checked =
          text != NULL ? pantau_check_text (self, field, text, PANTAU_REVIEW_MAX_ARTICLE, FALSE)
                       : NULL;

      if (checked != NULL && *json_node_get_string (checked) != '\0')
        json_array_add_string_element (articles, json_node_get_string (checked));
    }

  if (json_array_get_length (articles) > 0)
    json_object_set_array_member (body, "articles", g_steal_pointer (&articles));
  else if (missing != NULL && self->faults->len == before)
    pantau_check_fault (self, "missing", "articles", "%s", missing);
}

/* One of `elements`, or NULL after a fault. (transfer full) */
static JsonObject *
check_element (PantauCheck *self, JsonNode *node, guint at)
{
  g_autofree char *field = g_strdup_printf ("elements[%u]", at);
  g_autofree char *name = g_strconcat (field, ".element", NULL);
  g_autofree char *met = g_strconcat (field, ".met", NULL);
  g_autofree char *reason = g_strconcat (field, ".why", NULL);
  g_autoptr (JsonObject) checked = json_object_new ();
  JsonObject *given = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autoptr (JsonNode) text = NULL, why = NULL;
  JsonNode *is_met;
  guint before = self->faults->len;

  if (given == NULL)
    return pantau_check_fault (self, "wrong-type", field, _ ("“%s” must be an object"), field);

  if (pantau_check_given (given, "element") != NULL)
    text = pantau_check_text (self, name, pantau_check_given (given, "element"),
                              PANTAU_REVIEW_MAX_ELEMENT, FALSE);
  if (self->faults->len == before && (text == NULL || *json_node_get_string (text) == '\0'))
    pantau_check_fault (self, "missing", name, "%s", _ ("name the element of the article"));
  is_met = pantau_check_given (given, "met");
  if (is_met == NULL)
    pantau_check_fault (self, "missing", met, "%s", _ ("say whether the element is met"));
  else if (json_node_get_value_type (is_met) != G_TYPE_BOOLEAN)
    pantau_check_fault (self, "wrong-type", met, _ ("“%s” must be true or false"), met);
  if (pantau_check_given (given, "why") != NULL)
    why = pantau_check_text (self, reason, pantau_check_given (given, "why"), PANTAU_REVIEW_MAX_WHY,
                             TRUE);
  if (self->faults->len > before)
    return NULL;

  json_object_set_member (checked, "element", g_steal_pointer (&text));
  json_object_set_boolean_member (checked, "met", json_node_get_boolean (is_met));
  if (why != NULL && *json_node_get_string (why) != '\0')
    json_object_set_member (checked, "why", g_steal_pointer (&why));

  return g_steal_pointer (&checked);
}

static void
take_elements (PantauCheck *self, JsonObject *given, const char *missing, JsonObject *body)
{
  guint before = self->faults->len;
  JsonArray *rows = get_rows (self, given, "elements", PANTAU_REVIEW_MAX_ELEMENTS);
  g_autoptr (JsonArray) elements = json_array_new ();

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonObject *element = check_element (self, json_array_get_element (rows, i), i);

      if (element != NULL)
        json_array_add_object_element (elements, element);
    }

  if (json_array_get_length (elements) > 0)
    json_object_set_array_member (body, "elements", g_steal_pointer (&elements));
  else if (missing != NULL && self->faults->len == before)
    pantau_check_fault (self, "missing", "elements", "%s", missing);
}

/* TRUE where the paper itself is brought: then it is not typed again. */
static gboolean
has_paper (JsonObject *given)
{
  return pantau_check_given (given, "paper") != NULL;
}

static void
check_paper (PantauCheck *self, JsonObject *given)
{
  if (has_paper (given) && pantau_json_string (given, "paper") == NULL)
    pantau_check_fault (self, "wrong-type", "paper", _ ("“%s” must be a text"), "paper");
}

JsonObject *
pantau_check_review (PantauReference *reference, JsonObject *given, gint64 now, GPtrArray *faults)
{
  static const char *const names[] = { "stage",  "facts", "articles", "elements", "conclusion",
                                       "signer", "date",  "number",   "paper",    NULL };
  PantauCheck check = pantau_check_act (reference, now, faults);
  g_autoptr (JsonObject) body = json_object_new ();
  guint before = faults->len;
  gboolean is_typed = !has_paper (given), is_full;
  g_autofree char *text = NULL;

  pantau_check_names (&check, given, names);
  pantau_check_take_choice (&check, given, "stage", "review_stage",
                            _ ("say whether it is the initial review or the full one"), body);
  is_full = g_strcmp0 (pantau_json_string (body, "stage"), PANTAU_REVIEW_FULL) == 0;
  pantau_check_take_text (&check, given, "facts", PANTAU_REVIEW_MAX_FACTS, TRUE,
                          is_typed ? _ ("say what was found, or attach the paper") : NULL, body);
  take_articles (&check, given,
                 is_full && is_typed ? _ ("name the articles that come into question") : NULL,
                 body);
  take_elements (&check, given,
                 is_full && is_typed ? _ ("say of each element of the article whether it is met")
                                     : NULL,
                 body);
  pantau_check_take_choice (&check, given, "conclusion", "review_conclusion",
                            _ ("say what the review comes to"), body);
  pantau_check_take_text (&check, given, "signer", PANTAU_REVIEW_MAX_SIGNER, FALSE,
                          _ ("say who signed it: office and name"), body);
  pantau_check_take_day (&check, given, "date", body);
  pantau_check_take_text (&check, given, "number", PANTAU_REVIEW_MAX_NUMBER, FALSE, NULL, body);
  check_paper (&check, given);

  text = pantau_json_object_text (body);
  if (strlen (text) > PANTAU_CHECK_MAX_BYTES)
    pantau_check_fault (&check, "too-large", "", "%s",
                        _ ("the review is too long to be sent; attach the paper instead"));

  return faults->len == before ? g_steal_pointer (&body) : NULL;
}

/* What a PDF begins with (ISO 32000-1, 7.5.2). */
static gboolean
begins_as_pdf (GFile *file, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  char magic[5];
  gsize length;

  if (stream == NULL ||
      !g_input_stream_read_all (G_INPUT_STREAM (stream), magic, sizeof magic, &length, NULL, error))
    return FALSE;

  return (length == sizeof magic && memcmp (magic, "%PDF-", sizeof magic) == 0) ||
         pantau_throw (error, PANTAU_ERROR_INVALID, "%s", _ ("the file is no PDF"));
}

/* Copies the paper into the home. (transfer full): its hash; NULL with an error */
static char *
store_paper (PantauHome *home, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = NULL;
  char *hash = NULL;

  if (!begins_as_pdf (file, error))
    return NULL;
  stream = g_file_read (file, NULL, error);
  if (stream == NULL ||
      !pantau_blobs_put_stream (pantau_home_get_blobs (home), G_INPUT_STREAM (stream),
                                PANTAU_REVIEW_MAX_PAPER, &hash, NULL, error))
    return NULL;

  return hash;
}

/* The paper, where there is one, as `blobs` of @body; FALSE with a fault about it. */
static gboolean
take_paper (PantauHome *home, JsonObject *given, JsonObject *body, GPtrArray *faults)
{
  PantauCheck check = pantau_check_act (pantau_home_get_reference (home), 0, faults);
  const char *path = pantau_json_string (given, "paper");
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = NULL;
  JsonArray *blobs;

  if (path == NULL)
    return TRUE;
  hash = store_paper (home, path, &error);
  if (hash == NULL)
    return pantau_check_fault (&check, "malformed", "paper", "%s", error->message) != NULL;

  blobs = json_array_new ();
  json_array_add_string_element (blobs, hash);
  json_object_set_array_member (body, "blobs", blobs);

  return TRUE;
}

/* The record, where it is of a kind that is reviewed and this person may; else NULL with @error. */
static PantauRecord *
open_record (PantauHome *home, const char *id, GError **error)
{
  g_autoptr (PantauRecord) record = pantau_edit_open (home, id, PANTAU_TYPE_REVIEW, error);

  if (record != NULL &&
      !pantau_review_is_for (pantau_home_get_reference (home), pantau_record_get_kind (record)))
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, "%s",
                              _ ("only what is handled as a violation is reviewed (kajian)"));

  return g_steal_pointer (&record);
}

gboolean
pantau_edit_review (PantauHome *home,
                    const char *id,
                    JsonObject *given,
                    char **entry,
                    GPtrArray *faults,
                    GError **error)
{
  g_autoptr (PantauRecord) record = open_record (home, id, error);
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (GPtrArray) reviews = NULL;
  g_auto (GStrv) base = NULL;

  if (record == NULL)
    return FALSE;
  body = pantau_check_review (pantau_home_get_reference (home), given, pantau_home_clock (home),
                              faults);
  if (body == NULL || !take_paper (home, given, body, faults))
    return FALSE;

  reviews = pantau_reviews_new (record);
  base = pantau_reviews_current (reviews, pantau_json_string (body, "stage"));
  if (g_strv_length (base) > PANTAU_BASE_LIMIT)
    return pantau_throw (error, PANTAU_ERROR_TOO_LARGE, "%s",
                         _ ("too many people reviewed it at once; write a note instead"));

  return pantau_edit_write_on (home, record, PANTAU_TYPE_REVIEW, (const char *const *) base, body,
                               entry, error);
}

gboolean
pantau_edit_may_review (PantauHome *home, const char *id, GError **error)
{
  g_autoptr (PantauRecord) record = open_record (home, id, error);

  return record != NULL;
}
