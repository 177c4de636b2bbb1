/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * That a new hoax is one more sighting of a claim which is known already. It is kept as an answer without a question, so that undo, drafts and
 * "changed" know it as they know all others; but it is no field of the record: it becomes a link beside it.
 */

#include "config.h"

#include "pantau-crypto.h"
#include "pantau-form-private.h"
#include "pantau-json.h"

#define KIND  "hoax"
#define CLAIM "claim"

static JsonObject *
get_object (PantauForm *self)
{
  const PantauAnswer *answer = pantau_form_answer (self, PANTAU_FORM_CLAIM_NAME);

  return answer != NULL && answer->value != NULL ? json_node_get_object (answer->value) : NULL;
}

void
pantau_form_claim_begin (PantauForm *self)
{
  PantauAnswer *answer;

  if (self->kind == NULL || !g_str_equal (self->kind->code, KIND) || self->record != NULL)
    return;
  answer = g_new0 (PantauAnswer, 1);
  answer->name = PANTAU_FORM_CLAIM_NAME;
  g_hash_table_insert (self->answers, (gpointer) answer->name, answer);
}

gboolean
pantau_form_has_claim (PantauForm *self)
{
  g_return_val_if_fail (PANTAU_IS_FORM (self), FALSE);

  return g_hash_table_contains (self->answers, PANTAU_FORM_CLAIM_NAME);
}

/* (transfer full) */
static JsonNode *
claim_node (const char *record, const char *title)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_alloc ();

  json_object_set_string_member (object, "record", record);
  json_object_set_string_member (object, "title", title != NULL ? title : "");
  json_node_init_object (node, object);
  json_object_unref (object);

  return node;
}

void
pantau_form_set_claim (PantauForm *self, const char *record, const char *title)
{
  PantauAnswer *answer;

  g_return_if_fail (PANTAU_IS_FORM (self));
  g_return_if_fail (record == NULL || pantau_is_uuid (record));

  answer = pantau_form_answer (self, PANTAU_FORM_CLAIM_NAME);
  if (answer == NULL)
    return;

  /* Two decisions, however soon one follows the other, are two steps. */
  pantau_form_end_step (self);
  pantau_form_take (self, answer->name, answer, record != NULL ? claim_node (record, title) : NULL,
                    NULL);
  pantau_form_end_step (self);
}

const char *
pantau_form_get_claim (PantauForm *self)
{
  JsonObject *claim;

  g_return_val_if_fail (PANTAU_IS_FORM (self), NULL);

  claim = get_object (self);

  return claim != NULL ? pantau_json_string (claim, "record") : NULL;
}

const char *
pantau_form_get_claim_title (PantauForm *self)
{
  JsonObject *claim;

  g_return_val_if_fail (PANTAU_IS_FORM (self), NULL);

  claim = get_object (self);

  return claim != NULL ? pantau_json_string (claim, "title") : NULL;
}

void
pantau_form_claim_save (PantauForm *self, JsonObject *draft)
{
  JsonObject *claim = get_object (self);

  if (claim != NULL)
    json_object_set_object_member (draft, CLAIM, json_object_ref (claim));
}

void
pantau_form_claim_load (PantauForm *self, JsonObject *draft)
{
  PantauAnswer *answer = pantau_form_answer (self, PANTAU_FORM_CLAIM_NAME);
  JsonObject *claim = pantau_json_object (draft, CLAIM);
  const char *record = claim != NULL ? pantau_json_string (claim, "record") : NULL;

  if (answer == NULL)
    return;
  g_clear_pointer (&answer->value, json_node_unref);
  if (record != NULL && pantau_is_uuid (record))
    answer->value = claim_node (record, pantau_json_string (claim, "title"));
}
