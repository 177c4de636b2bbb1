/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What officers were asked about people whom nobody else knows, and what they answered. */

#include "config.h"

#include "pantau-act-identity.h"

#include "pantau-entry.h"
#include "pantau-json.h"

static void
answer_free (gpointer data)
{
  PantauAskAnswer *self = data;

  g_free (self->entry);
  g_free (self->outcome);
  g_free (self->text);
  g_free (self->time);
  g_free (self->device);
  g_free (self->author);
  g_free (self);
}

void
pantau_ask_free (PantauAsk *self)
{
  g_free (self->entry);
  g_free (self->record);
  g_free (self->person);
  g_free (self->text);
  g_free (self->time);
  g_free (self->device);
  g_free (self->author);
  g_ptr_array_unref (self->answers);
  g_free (self->title);
  g_free (self->kind);
  g_free (self->region);
  g_free (self);
}

/* NULL where it does not say what it must. (transfer full) (nullable) */
static PantauAsk *
read_ask (const PantauActLine *line, const char *record)
{
  const char *text = pantau_json_string (line->body, "text"), *person;
  PantauAsk *self;
  guint ordinal;

  if (!pantau_act_read_person (line->body, &person, &ordinal) || text == NULL)
    return NULL;

  self = g_new0 (PantauAsk, 1);
  self->entry = g_strdup (line->id);
  self->record = g_strdup (record);
  self->person = g_strdup (person);
  self->ordinal = ordinal;
  self->text = g_strdup (text);
  self->time = g_strdup (line->time);
  self->device = g_strdup (line->device);
  self->author = g_strdup (line->author);
  self->answers = g_ptr_array_new_with_free_func (answer_free);
  self->is_open = TRUE;

  return self;
}

/* What a newer program calls it has ended nothing that we know of. */
static gboolean
ends (const char *outcome)
{
  return g_str_equal (outcome, PANTAU_ASK_REACHED) || g_str_equal (outcome, PANTAU_ASK_REFUSED);
}

static void
take_answer (PantauAsk *ask, const PantauActLine *line)
{
  const char *outcome = pantau_json_string (line->body, "outcome");
  PantauAskAnswer *answer;

  if (outcome == NULL)
    return;

  answer = g_new0 (PantauAskAnswer, 1);
  answer->entry = g_strdup (line->id);
  answer->outcome = g_strdup (outcome);
  answer->text = g_strdup (pantau_json_string (line->body, "text"));
  answer->time = g_strdup (line->time);
  answer->device = g_strdup (line->device);
  answer->author = g_strdup (line->author);
  g_ptr_array_add (ask->answers, answer);
  if (ends (outcome))
    ask->is_open = FALSE;
}

GPtrArray *
pantau_act_asks (GArray *lines, const char *record)
{
  GPtrArray *asks = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_ask_free);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < lines->len; i++)
    {
      const PantauActLine *line = &g_array_index (lines, PantauActLine, i);
      PantauAsk *ask = g_str_equal (line->type, PANTAU_TYPE_ASK) ? read_ask (line, record) : NULL;

      if (ask == NULL)
        continue;
      g_ptr_array_add (asks, ask);
      g_hash_table_insert (by_id, ask->entry, ask);
    }

  /* An answer may stand before its ask: the clocks of two devices order nothing. */
  for (guint i = 0; i < lines->len; i++)
    {
      const PantauActLine *line = &g_array_index (lines, PantauActLine, i);
      const char *id = pantau_json_string (line->body, "ask");
      PantauAsk *ask = g_str_equal (line->type, PANTAU_TYPE_ANSWER) && id != NULL
                           ? g_hash_table_lookup (by_id, id)
                           : NULL;

      if (ask != NULL)
        take_answer (ask, line);
    }

  return asks;
}

GPtrArray *
pantau_asks_new (PantauRecord *record)
{
  g_autoptr (GArray) lines = pantau_act_lines_of (record);

  return pantau_act_asks (lines, pantau_record_get_id (record));
}

void
pantau_act_foreach_wrap (GArray *lines, const char *blob, PantauActWrap func, gpointer data)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const PantauActLine *line = &g_array_index (lines, PantauActLine, i);
      JsonArray *to = pantau_json_array (line->body, "to");

      if (!g_str_equal (line->type, PANTAU_TYPE_WRAP) || to == NULL ||
          g_strcmp0 (pantau_json_string (line->body, "blob"), blob) != 0)
        continue;
      for (guint j = 0; j < json_array_get_length (to); j++)
        {
          JsonNode *node = json_array_get_element (to, j);
          JsonObject *one = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
          const char *key = pantau_json_string (one, "key"), *box = pantau_json_string (one, "box");

          if (key != NULL && box != NULL)
            func (key, box, data);
        }
    }
}
