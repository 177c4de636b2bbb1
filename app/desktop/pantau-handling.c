/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done about a record, gathered for its page. */

#define G_LOG_DOMAIN "pantau-handling"

#include "config.h"

#include "pantau-handling.h"

#include "pantau-edit-forward.h"
#include "pantau-edit-release.h"
#include "pantau-handling-words.h"
#include "pantau-json.h"
#include "pantau-words.h"

/* Sightings of a claim that its page names: a claim may have thousands, and the board shows them all. */
#define MAX_SIGHTINGS 10

void
pantau_handling_item_free (PantauHandlingItem *self)
{
  g_free (self->target);
  g_free (self->title);
  g_free (self->state);
  g_free (self->details);
  g_free (self->remarks);
  g_free (self->place);
  g_clear_pointer (&self->begin, json_object_unref);
  g_free (self);
}

static void
risk_free (gpointer data)
{
  PantauHandlingRisk *risk = data;

  g_free (risk->label);
  g_free (risk->words);
  g_free (risk);
}

void
pantau_handling_free (PantauHandling *self)
{
  g_clear_pointer (&self->clocks, g_ptr_array_unref);
  g_clear_pointer (&self->treatments, g_ptr_array_unref);
  g_clear_pointer (&self->forwards, g_ptr_array_unref);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_clear_pointer (&self->reviews, g_ptr_array_unref);
  g_clear_pointer (&self->releases, g_ptr_array_unref);
  g_clear_pointer (&self->risks, g_ptr_array_unref);
  g_free (self->forward_warning);
  g_free (self->release_readers);
  g_free (self);
}

static void
add_risk (GPtrArray *risks,
          PantauReference *reference,
          const char *kind,
          const char *field,
          const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  JsonObject *grades;
  PantauHandlingRisk *risk;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;

  grades = json_node_get_object (node);
  risk = g_new0 (PantauHandlingRisk, 1);
  risk->label = pantau_words_clean (pantau_words_field (reference, kind, field));
  risk->words = pantau_words_value (reference, kind, field, json);
  risk->likelihood = (int) CLAMP (pantau_json_integer (grades, "likelihood", 0), 0, 6);
  risk->impact = (int) CLAMP (pantau_json_integer (grades, "impact", 0), 0, 6);
  g_ptr_array_add (risks, risk);
}

/* One for each value: where people differ, all of theirs are shown. */
static void
gather_risks (PantauHandling *self, PantauReference *reference, PantauRecord *record)
{
  const char *code = pantau_record_get_kind (record);
  const PantauKind *kind = pantau_kinds_lookup (pantau_reference_get_kinds (reference), code);
  GPtrArray *values = pantau_record_get_values (record);

  for (guint i = 0; kind != NULL && i < values->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (values, i);
      const PantauField *field = pantau_kind_field (kind, value->field);

      if (field != NULL && field->type == PANTAU_FIELD_MATRIX)
        add_risk (self->risks, reference, code, value->field, value->value);
    }
}

static gboolean
gather_clocks (PantauHandling *self,
               PantauStore *store,
               PantauReference *reference,
               PantauRecord *record,
               gint64 now,
               GError **error)
{
  g_autoptr (GPtrArray) clocks =
      pantau_store_clocks_of (store, pantau_record_get_id (record), error);

  for (guint i = 0; clocks != NULL && i < clocks->len; i++)
    g_ptr_array_add (self->clocks,
                     pantau_handling_clock (reference, pantau_record_get_kind (record),
                                            g_ptr_array_index (clocks, i), now));

  return clocks != NULL;
}

static gboolean
gather_links (PantauHandling *self, PantauStore *store, PantauRecord *record, GError **error)
{
  g_autoptr (GPtrArray) links = pantau_store_links (store, pantau_record_get_id (record), error);

  guint sightings = 0;

  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      const PantauLink *link = g_ptr_array_index (links, i);

      sightings += link->is_incoming && g_str_equal (link->rel, PANTAU_REL_SIGHTING) ? 1 : 0;
      if (!link->is_incoming || sightings <= MAX_SIGHTINGS ||
          !g_str_equal (link->rel, PANTAU_REL_SIGHTING))
        g_ptr_array_add (self->links, pantau_handling_link (pantau_record_get_kind (record), link));
    }
  if (sightings > MAX_SIGHTINGS)
    g_ptr_array_add (self->links, pantau_handling_more_sightings (sightings - MAX_SIGHTINGS));

  return links != NULL;
}

/* Of a closed record: what Pemprov was told of each forward that it got, or that it was told nothing. */
static void
gather_releases (PantauHandling *self,
                 PantauReference *reference,
                 PantauRecord *record,
                 GPtrArray *forwards,
                 gint64 now)
{
  g_autoptr (GPtrArray) releases = pantau_releases_new (record);

  self->release_readers = pantau_release_readers (reference, pantau_record_get_region (record));
  if (pantau_record_get_is_open (record))
    return;
  for (guint i = 0; i < forwards->len; i++)
    {
      const PantauForward *forward = g_ptr_array_index (forwards, i);

      if (pantau_release_is_for (reference, forward->agency, (const char *const *) forward->copies))
        g_ptr_array_add (
            self->releases,
            pantau_handling_release (reference, forward,
                                     pantau_releases_of_forward (releases, forward->entry), now));
    }
}

static void
gather_reviews (PantauHandling *self, PantauReference *reference, PantauRecord *record)
{
  g_autoptr (GPtrArray) reviews = pantau_reviews_new (record);

  for (guint i = 0; i < reviews->len; i++)
    g_ptr_array_add (self->reviews,
                     pantau_handling_review (reference, reviews, g_ptr_array_index (reviews, i)));
  self->forward_warning =
      pantau_forward_warning (reference, pantau_record_get_kind (record), reviews, NULL);
}

static void
gather_acts (PantauHandling *self, PantauReference *reference, PantauRecord *record, gint64 now)
{
  g_autoptr (GPtrArray) forwards = pantau_forwards_new (record);
  g_autoptr (GPtrArray) treatments = pantau_treatments_new (record);

  for (guint i = 0; i < forwards->len; i++)
    g_ptr_array_add (self->forwards,
                     pantau_handling_forward (reference, g_ptr_array_index (forwards, i), now));
  gather_releases (self, reference, record, forwards, now);
  for (guint i = 0; i < treatments->len; i++)
    g_ptr_array_add (self->treatments,
                     pantau_handling_treatment (reference, g_ptr_array_index (treatments, i), now));
}

PantauHandling *
pantau_handling_read (PantauStore *store,
                      PantauReference *reference,
                      PantauRecord *record,
                      gint64 now,
                      GError **error)
{
  g_autoptr (PantauHandling) self = g_new0 (PantauHandling, 1);

  self->clocks = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_handling_item_free);
  self->treatments = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_handling_item_free);
  self->forwards = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_handling_item_free);
  self->links = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_handling_item_free);
  self->reviews = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_handling_item_free);
  self->releases = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_handling_item_free);
  self->risks = g_ptr_array_new_with_free_func (risk_free);

  gather_risks (self, reference, record);
  gather_reviews (self, reference, record);
  gather_acts (self, reference, record, now);
  if (!gather_clocks (self, store, reference, record, now, error) ||
      !gather_links (self, store, record, error))
    return NULL;

  return g_steal_pointer (&self);
}
