/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes, dates, places and types of entries as words for people. */

#include "config.h"

#include "pantau-words.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "pantau-format.h"
#include "pantau-format.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-words-list.h"

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
  { "evidence.release", N_ ("files released to the provincial government") },
  { "review.add", N_ ("review") },
  { "forward.add", N_ ("forwarded") },
  { "forward.reply", N_ ("reply") },
  { "treatment.add", N_ ("treatment") },
  { "treatment.set", N_ ("treatment went on") },
  { "release.add", N_ ("summary released") },
  { "assignment.set", N_ ("assigned") },
  { "link.add", N_ ("linked") },
  { "link.drop", N_ ("link taken back") },
  { "identity.seal", N_ ("identity sealed") },
  { "identity.open", N_ ("identity opened") },
  { "identity.ask", N_ ("officer asked to reach somebody") },
  { "identity.answer", N_ ("officer answered") },
  { "identity.wrap", N_ ("sealed to one officer more") },
  { "device.officers", N_ ("identity officers named") },
  { "device.alert", N_ ("warning of the province") },
  { "redact", N_ ("erased by law") },
  { "entry.quarantine", N_ ("put into quarantine") },
  { "entry.admit", N_ ("let out of quarantine") },
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

/* Direction marks, zero widths and the like change how other letters are read, so they go too. */
static gboolean
is_harmful (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT ||
         type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR;
}

static char *
clean (const char *text, gboolean lines)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      g_string_append_unichar (out, is_harmful (c) && !(lines && c == '\n') ? ' ' : c);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
pantau_words_clean (const char *text)
{
  return clean (text, FALSE);
}

char *
pantau_words_clean_lines (const char *text)
{
  return clean (text, TRUE);
}

/* A number of a polling station; -1 for anything else, as a record that another laptop wrote may have. */
static gint64
tps_number (JsonArray *numbers, guint index)
{
  JsonNode *node = json_array_get_element (numbers, index);

  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64
             ? json_node_get_int (node)
             : -1;
}

/* "1–3, 7": three and more in a row are a range. */
static char *
join_numbers (JsonArray *numbers)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = json_array_get_length (numbers), end;

  for (guint i = 0; i < n; i = end)
    {
      g_autofree char *first = pantau_json_node_text (json_array_get_element (numbers, i));

      for (end = i + 1; end < n && tps_number (numbers, i) >= 0 &&
                        tps_number (numbers, end) == tps_number (numbers, end - 1) + 1;)
        end++;
      if (end - i < 3)
        end = i + 1;

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", first);
      if (end > i + 1)
        g_string_append_printf (text, "–%" G_GINT64_FORMAT, tps_number (numbers, end - 1));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Where these stations are, if they are special ones: "Rutan Kelas IIB Baturaja". (transfer full) (nullable) */
static char *
site_of (PantauReference *reference, const char *village, JsonArray *tps)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < json_array_get_length (tps); i++)
    {
      guint number = (guint) CLAMP (tps_number (tps, i), 0, G_MAXINT);

      g_array_append_val (numbers, number);
    }

  return pantau_special_places_describe (pantau_reference_get_special_places (reference), village,
                                         numbers);
}

/* "Pauh (Rawas Ilir) TPS 1, 2": one place of a record. */
static char *
place_text (PantauReference *reference, JsonObject *place)
{
  const char *village = pantau_json_string (place, "village"),
             *text = pantau_json_string (place, "text");
  JsonArray *tps = pantau_json_array (place, "tps");
  g_autofree char *name = NULL, *numbers = NULL, *site = NULL;

  name = village != NULL
             ? pantau_regions_qualified (pantau_reference_get_regions (reference), village)
             : g_strdup (text != NULL ? text : "?");
  if (tps == NULL || json_array_get_length (tps) == 0)
    return g_steal_pointer (&name);
  numbers = join_numbers (tps);
  site = site_of (reference, village, tps);
  if (site != NULL)
    /* Translators: a village, numbers of polling stations, and where these are: a prison */
    return g_strdup_printf (_ ("%s: TPS %s (%s)"), name, numbers, site);

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

/* What type a value of @field should have. @description takes its field of the kind, where it is one. */
static gboolean
find_type (PantauReference *reference,
           const char *kind,
           const char *field,
           PantauFieldType *type,
           const PantauField **description)
{
  const PantauKind *known = pantau_kinds_lookup (pantau_reference_get_kinds (reference), kind);

  *description = NULL;
  *type = PANTAU_FIELD_DATETIME;
  if (g_str_equal (field, "occurred") || g_str_equal (field, "known"))
    return TRUE;
  *description = known != NULL ? pantau_kind_field (known, field) : NULL;
  if (*description != NULL)
    *type = (*description)->type;

  return *description != NULL;
}

/* Numbers and days as people write them. (nullable): NULL where the value is not what its field says. */
static char *
formatted_text (PantauReference *reference, const char *kind, const char *field, JsonNode *node)
{
  GType holds = json_node_get_value_type (node);
  const PantauField *description;
  g_autofree char *number = NULL;
  PantauFieldType type;

  if (!find_type (reference, kind, field, &type, &description))
    return NULL;
  if (holds == G_TYPE_STRING && type == PANTAU_FIELD_DATETIME)
    return pantau_format_rfc3339 (json_node_get_string (node));
  if (holds == G_TYPE_STRING && type == PANTAU_FIELD_DATE)
    return pantau_format_date (json_node_get_string (node));
  if (holds == G_TYPE_STRING && type == PANTAU_FIELD_REGION)
    return pantau_regions_qualified (pantau_reference_get_regions (reference),
                                     json_node_get_string (node));
  if (holds == G_TYPE_INT64 && type == PANTAU_FIELD_MONEY)
    return pantau_format_money (json_node_get_int (node));

  if (holds == G_TYPE_INT64 && (type == PANTAU_FIELD_INTEGER || type == PANTAU_FIELD_NUMBER))
    number = pantau_format_integer (json_node_get_int (node));
  else if (holds == G_TYPE_DOUBLE && type == PANTAU_FIELD_NUMBER)
    number = pantau_format_number (json_node_get_double (node));
  if (number == NULL || description->unit == NULL)
    return g_steal_pointer (&number);

  return g_strdup_printf ("%s %s", number, description->unit);
}

/* A grade by its name, without the number that sorts it in a list ("3 – "). */
static const char *
grade_name (PantauReference *reference, const char *list, gint64 grade)
{
  g_autofree char *code = g_strdup_printf ("%" G_GINT64_FORMAT, grade);
  PantauKinds *kinds = pantau_reference_get_kinds (reference);
  const PantauChoice *choice = pantau_kinds_choice (kinds, list, code);
  const char *name = choice != NULL ? pantau_label_get (&choice->name, pantau_locale_get ()) : NULL;
  const char *dash = name != NULL ? strstr (name, " – ") : NULL;

  return dash != NULL ? dash + strlen (" – ") : name;
}

/* "Jarang × Sangat signifikan: 21, Sangat tinggi"; NULL where it is no cell of the matrix. */
static char *
matrix_text (PantauReference *reference, JsonObject *cell)
{
  PantauMatrix *matrix = pantau_reference_get_matrix (reference);
  gint64 likelihood = pantau_json_integer (cell, "likelihood", 0);
  gint64 impact = pantau_json_integer (cell, "impact", 0);
  int score = pantau_matrix_score (matrix, likelihood, impact);

  if (score == 0)
    return NULL;

  return g_strdup_printf (
      "%s × %s: %d, %s",
      grade_name (reference, pantau_matrix_get_likelihood_list (matrix), likelihood),
      grade_name (reference, pantau_matrix_get_impact_list (matrix), impact), score,
      pantau_label_get (&pantau_matrix_level (matrix, score)->name, pantau_locale_get ()));
}

static void
append_count (GString *text, const char *group, JsonNode *node)
{
  gboolean is_number =
      JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64;
  g_autofree char *count =
      is_number ? pantau_format_integer (json_node_get_int (node)) : pantau_json_node_text (node);

  g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "; " : "", group, count);
}

/* "Pemilih: 1.200; Lansia: 4": in the order of the list, then what a newer one counts. */
static char *
people_text (PantauReference *reference, const char *list, JsonObject *counts)
{
  PantauKinds *kinds = pantau_reference_get_kinds (reference);
  GPtrArray *groups = pantau_kinds_choices (kinds, list);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GList) codes = json_object_get_members (counts);

  for (guint i = 0; i < groups->len; i++)
    {
      const PantauChoice *group = g_ptr_array_index (groups, i);
      JsonNode *node = json_object_get_member (counts, group->code);

      if (node != NULL)
        append_count (text, pantau_label_get (&group->name, pantau_locale_get ()), node);
    }
  for (GList *l = codes; l != NULL; l = l->next)
    if (pantau_kinds_choice (kinds, list, l->data) == NULL)
      append_count (text, l->data, json_object_get_member (counts, l->data));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What a field that is an object says; NULL where it is none that we know. */
static char *
object_text (PantauReference *reference, const char *kind, const char *name, JsonObject *object)
{
  const PantauKind *known = pantau_kinds_lookup (pantau_reference_get_kinds (reference), kind);
  const PantauField *field = known != NULL ? pantau_kind_field (known, name) : NULL;

  if (g_str_equal (name, "places"))
    return place_text (reference, object);
  if (field != NULL && field->type == PANTAU_FIELD_MATRIX)
    return matrix_text (reference, object);
  if (field != NULL && field->type == PANTAU_FIELD_PEOPLE)
    return people_text (reference, field->choices, object);

  return NULL;
}

static char *
severity_text (PantauReference *reference, gint64 severity)
{
  const char *name = grade_name (reference, "severity", severity);

  return name != NULL ? g_strdup_printf ("%d – %s", (int) severity, name) : NULL;
}

static char *
node_text (PantauReference *reference, const char *kind, const char *field, JsonNode *node)
{
  char *text = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    text = object_text (reference, kind, field, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_VALUE (node) && g_str_equal (field, "severity") &&
           json_node_get_value_type (node) == G_TYPE_INT64)
    text = severity_text (reference, json_node_get_int (node));
  if (text != NULL)
    return text;
  if (!JSON_NODE_HOLDS_VALUE (node))
    return pantau_json_node_text (node);

  text = formatted_text (reference, kind, field, node);
  if (text != NULL)
    return text;
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
  const PantauField *description;
  g_autofree char *text = NULL;
  PantauFieldType type;
  JsonArray *array;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return g_strdup (node == NULL ? json : "–");

  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      text = node_text (reference, kind, field, node);
      return pantau_words_clean (text);
    }

  array = json_node_get_array (node);
  if (find_type (reference, kind, field, &type, &description) && type == PANTAU_FIELD_LIST)
    {
      text = pantau_words_list (reference, description, array, "; ");
      return pantau_words_clean (text);
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *element =
          node_text (reference, kind, field, json_array_get_element (array, i));

      g_string_append_printf (joined, "%s%s", i > 0 ? "; " : "", element);
    }

  return pantau_words_clean (joined->str);
}
