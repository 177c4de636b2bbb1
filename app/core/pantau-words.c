/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes, dates, places and types of entries as words for people. */

#include "config.h"

#include "pantau-words.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "pantau-json.h"
#include "pantau-locale.h"

typedef struct
{
  const char *code;
  const char *word;
} Word;

/* What every record has, whatever its kind; kinds.json names the rest. */
static const Word fields[] = {
  { "title", N_ ("Title") },
  { "narrative", N_ ("Narrative") },
  { "occurred", N_ ("Time of the event") },
  { "known", N_ ("Time it became known") },
  { "severity", N_ ("Severity") },
  { "places", N_ ("Places") },
  { "election", N_ ("Election") },
  { "heard_from", N_ ("Heard from") },
  { "region", N_ ("Region") },
  { "status", N_ ("Status") },
  { NULL, NULL },
};

static const Word events[] = {
  { "record.create", N_ ("recorded") },
  { "record.set", N_ ("changed") },
  { "record.move", N_ ("moved to another region") },
  { "status.set", N_ ("status") },
  { "note.add", N_ ("note") },
  { "evidence.add", N_ ("evidence added") },
  { "evidence.touch", N_ ("evidence handed on") },
  { "review.add", N_ ("review") },
  { "forward.add", N_ ("forwarded") },
  { "forward.reply", N_ ("reply") },
  { "release.add", N_ ("summary released") },
  { "link.add", N_ ("linked") },
  { "identity.seal", N_ ("identity sealed") },
  { "identity.open", N_ ("identity opened") },
  { "redact", N_ ("erased by law") },
  { "entry.quarantine", N_ ("put into quarantine") },
  { NULL, NULL },
};

static const char *
find (const Word *words, const char *code)
{
  for (const Word *word = words; word->code != NULL; word++)
    if (g_str_equal (word->code, code))
      return _ (word->word);

  return NULL;
}

const char *
pantau_words_field (PantauReference *reference, const char *kind, const char *field)
{
  const char *word = find (fields, field);

  return word != NULL ? word
                      : pantau_reference_field_label (reference, kind, field, pantau_locale_get ());
}

const char *
pantau_words_event (const char *type)
{
  const char *word = find (events, type);

  return word != NULL ? word : type;
}

char *
pantau_words_clean (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      g_string_append_unichar (
          out, g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT ? ' ' : c);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* A record that another laptop wrote may have anything in the place of a number. */
static char *
join_numbers (JsonArray *numbers)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (numbers); i++)
    {
      g_autofree char *number = pantau_json_node_text (json_array_get_element (numbers, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", number);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "Pauh (Rawas Ilir) TPS 1, 2": one place of a record. */
static char *
place_text (PantauReference *reference, JsonObject *place)
{
  const char *village = pantau_json_string (place, "village"),
             *text = pantau_json_string (place, "text");
  JsonArray *tps = pantau_json_array (place, "tps");
  g_autofree char *name = NULL, *numbers = NULL;

  name = village != NULL
             ? pantau_regions_qualified (pantau_reference_get_regions (reference), village)
             : g_strdup (text != NULL ? text : "?");
  if (tps == NULL || json_array_get_length (tps) == 0)
    return g_steal_pointer (&name);
  numbers = join_numbers (tps);

  return g_strdup_printf (_ ("%s: TPS %s"), name, numbers);
}

static char *
text_of (PantauReference *reference, const char *kind, const char *field, const char *text)
{
  const char *language = pantau_locale_get ();
  const PantauElection *election;

  if (g_str_equal (field, "status"))
    return g_strdup (pantau_reference_status_label (reference, kind, text, language));
  if (g_str_equal (field, "region"))
    return pantau_regions_qualified (pantau_reference_get_regions (reference), text);
  if (g_str_equal (field, "election"))
    {
      election = pantau_elections_lookup (pantau_reference_get_elections (reference), text);
      return g_strdup (election != NULL ? election->name : text);
    }

  return g_strdup (pantau_reference_value_label (reference, kind, field, text, language));
}

static char *
node_text (PantauReference *reference, const char *kind, const char *field, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node) && g_str_equal (field, "places"))
    return place_text (reference, json_node_get_object (node));
  if (!JSON_NODE_HOLDS_VALUE (node))
    return pantau_json_node_text (node);

  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return text_of (reference, kind, field, json_node_get_string (node));
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? _ ("yes") : _ ("no"));

  return pantau_json_node_text (node);
}

char *
pantau_words_value (PantauReference *reference,
                    const char *kind,
                    const char *field,
                    const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  g_autoptr (GString) joined = g_string_new (NULL);
  g_autofree char *text = NULL;
  JsonArray *array;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return g_strdup (node == NULL ? json : "–");

  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      text = node_text (reference, kind, field, node);
      return pantau_words_clean (text);
    }

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *element =
          node_text (reference, kind, field, json_array_get_element (array, i));

      g_string_append_printf (joined, "%s%s", i > 0 ? "; " : "", element);
    }

  return pantau_words_clean (joined->str);
}
