/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records as people and programs give them. All faults are named at once, because whoever mends a
 * record in a boat does not want to be told one thing at a time; what can be understood is taken
 * rather than refused.
 */

#include "config.h"

#include "pantau-check.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-check-private.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-rule.h"

#define DERIVED_TITLE 120 /* characters of a title made from a narrative */

/*
 * The members of the input that pantau_check_record() knows, in the order in which they come out.
 */
typedef enum
{
  MEMBER_ELECTION,
  MEMBER_PLACES,
  MEMBER_OCCURRED,
  MEMBER_KNOWN,
  MEMBER_TITLE,
  MEMBER_NARRATIVE,
  MEMBER_SEVERITY,
  MEMBER_FIELDS,
  MEMBER_HEARD_FROM,
  MEMBER_BLOBS,
  N_MEMBERS,
} Member;

static const char *const member_names[] = { "election",   "places",    "occurred", "known",
                                            "title",      "narrative", "severity", "fields",
                                            "heard_from", "blobs" };

G_STATIC_ASSERT (G_N_ELEMENTS (member_names) == N_MEMBERS);

typedef struct
{
  PantauCheck check;
  const PantauKind *kind; /* (nullable): an unknown one is a fault of its own */
  JsonObject *input;
  JsonNode *values[N_MEMBERS]; /* (owned) (nullable) */
  gint64 times[N_MEMBERS];     /* of occurred and known, where they are given and well */
  char *region;                /* (owned) (nullable) */
  gboolean goes_up;            /* the party belongs to the chain that would read the record */
  gboolean names_person;       /* so it is closed */
} Record;

static void
record_clear (Record *self)
{
  for (guint i = 0; i < N_MEMBERS; i++)
    g_clear_pointer (&self->values[i], json_node_unref);
  g_clear_pointer (&self->region, g_free);
  g_clear_pointer (&self->input, json_object_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Record, record_clear)

JsonNode *
pantau_check_given (JsonObject *given, const char *name)
{
  JsonNode *node = json_object_get_member (given, name);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static JsonNode *
text_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

/* A top-level value that stands by itself. @when is set for times, @region for places. */
static JsonNode *
check_top_level (PantauCheck *check, Member member, JsonNode *node, gint64 *when, char **region)
{
  const char *name = member_names[member];

  switch (member)
    {
    case MEMBER_ELECTION:
      return pantau_check_election (check, name, node);
    case MEMBER_PLACES:
      return pantau_check_places (check, name, node, region);
    case MEMBER_OCCURRED:
    case MEMBER_KNOWN:
      return pantau_check_event_time (check, name, node, when);
    case MEMBER_TITLE:
      return pantau_check_text (check, name, node, PANTAU_CHECK_MAX_TITLE, FALSE);
    case MEMBER_NARRATIVE:
      return pantau_check_text (check, name, node, PANTAU_CHECK_MAX_NARRATIVE, TRUE);
    case MEMBER_SEVERITY:
      return pantau_check_integer (check, name, node, 1, 5);
    case MEMBER_HEARD_FROM:
      return pantau_check_person_code (check, name, node);
    case MEMBER_BLOBS:
      return pantau_check_blobs (check, name, node);
    case MEMBER_FIELDS:
    case N_MEMBERS:
    default:
      return NULL;
    }
}

static void
record_take_fields (Record *self, JsonNode *node)
{
  g_autoptr (JsonObject) values = json_object_new ();
  g_autoptr (GList) names = NULL;
  JsonObject *fields;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      pantau_check_fault (&self->check, "wrong-type", "fields", _ ("“%s” must be an object"),
                          "fields");
      return;
    }
  if (self->kind == NULL)
    return;

  fields = json_node_get_object (node);
  names = json_object_get_members (fields);
  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *shown = pantau_check_shown (l->data);
      g_autofree char *at = g_strconcat ("fields.", shown, NULL);

      if (pantau_kind_field (self->kind, l->data) == NULL)
        pantau_check_fault (&self->check, "unknown-field", at,
                            _ ("the kind “%s” has no field “%s”"), self->kind->code, shown);
    }

  /* In the form's order, so that equal records are equal bytes. */
  for (guint i = 0; i < self->kind->fields->len; i++)
    {
      const PantauField *field = g_ptr_array_index (self->kind->fields, i);
      g_autofree char *at = g_strconcat ("fields.", field->name, NULL);
      JsonNode *value = pantau_check_given (fields, field->name);
      JsonNode *normalised =
          value != NULL ? pantau_check_kind_value (&self->check, field, at, value) : NULL;

      if (normalised == NULL)
        continue;
      json_object_set_member (values, field->name, normalised);
    }

  self->goes_up = pantau_check_goes_up (self->check.reference, self->kind, values);
  self->names_person = pantau_check_names_person (self->kind, values);
  self->values[MEMBER_FIELDS] = json_node_init_object (json_node_alloc (), values);
}

static void
record_check_names (Record *self)
{
  g_autoptr (GList) names = json_object_get_members (self->input);

  for (GList *l = names; l != NULL; l = l->next)
    {
      gboolean is_known = g_str_equal (l->data, "region") || g_str_equal (l->data, "class");

      for (guint i = 0; i < N_MEMBERS; i++)
        is_known |= g_str_equal (l->data, member_names[i]);

      if (!is_known)
        {
          g_autofree char *shown = pantau_check_shown (l->data);

          pantau_check_fault (&self->check, "unknown-field", shown, _ ("a record has no “%s”"),
                              shown);
        }
    }
}

/* The region that is given outright. Places are looked for in it, so it comes first. */
static gboolean
record_take_region (Record *self)
{
  PantauRegions *regions = pantau_reference_get_regions (self->check.reference);
  JsonNode *node = pantau_check_given (self->input, "region");
  g_autoptr (JsonNode) text = NULL;
  g_autoptr (GError) error = NULL;
  const PantauRegion *region = NULL;

  if (node == NULL)
    return TRUE;

  text = pantau_check_text (&self->check, "region", node, PANTAU_CHECK_MAX_TITLE, FALSE);
  if (text == NULL)
    return FALSE;

  if (self->check.within != NULL)
    region = pantau_regions_match (regions, json_node_get_string (text), self->check.within, NULL);
  if (region == NULL)
    region = pantau_regions_match (regions, json_node_get_string (text), NULL, &error);
  if (region == NULL)
    return pantau_check_fault (&self->check,
                               error->code == PANTAU_ERROR_INVALID ? "ambiguous" : "unknown-region",
                               "region", "%s", error->message) != NULL;

  self->region = pantau_region_kecamatan (region->code);
  self->check.within = self->region;
  self->check.region_is_given = TRUE;

  return TRUE;
}

static gboolean
has_text (JsonNode *node)
{
  return node != NULL && *json_node_get_string (node) != '\0';
}

static void
record_complete_title (Record *self)
{
  JsonNode *narrative = self->values[MEMBER_NARRATIVE];
  g_autofree char *title = NULL;

  /* A title that was given and refused has its own fault. */
  if (has_text (self->values[MEMBER_TITLE]) ||
      (self->values[MEMBER_TITLE] == NULL && pantau_check_given (self->input, "title") != NULL))
    return;

  /* So has a narrative. */
  if (narrative == NULL && pantau_check_given (self->input, "narrative") != NULL)
    return;

  title = has_text (narrative) ? pantau_check_title_of (json_node_get_string (narrative)) : NULL;
  if (title == NULL)
    {
      pantau_check_fault (&self->check, "missing", "title", "%s",
                          _ ("the record has neither a title nor a narrative"));
      return;
    }

  g_clear_pointer (&self->values[MEMBER_TITLE], json_node_unref);
  self->values[MEMBER_TITLE] = text_node (title);
}

static void
record_complete_times (Record *self)
{
  gboolean has_known = self->values[MEMBER_KNOWN] != NULL;

  if (self->values[MEMBER_OCCURRED] != NULL || pantau_check_given (self->input, "occurred") != NULL)
    return;

  if (has_known)
    {
      self->times[MEMBER_OCCURRED] = self->times[MEMBER_KNOWN];
      self->values[MEMBER_OCCURRED] = json_node_copy (self->values[MEMBER_KNOWN]);
    }
  else
    {
      g_autofree char *text = pantau_check_write_time (self->check.now);

      self->times[MEMBER_OCCURRED] = self->check.now;
      self->values[MEMBER_OCCURRED] = text_node (text);
    }
}

/* A value for the rules: unclear where it was given, and refused. */
static JsonNode *
record_get_value (const char *name, gboolean *unclear, gpointer data)
{
  Record *self = data;
  JsonNode *node, *input;
  Member member = g_str_equal (name, "known")      ? MEMBER_KNOWN
                  : g_str_equal (name, "occurred") ? MEMBER_OCCURRED
                                                   : MEMBER_FIELDS;

  if (member != MEMBER_FIELDS)
    {
      *unclear |= self->values[member] == NULL && pantau_check_given (self->input, name) != NULL;
      return self->values[member];
    }

  node = self->values[MEMBER_FIELDS];
  node = node != NULL ? json_object_get_member (json_node_get_object (node), name) : NULL;
  input = pantau_check_given (self->input, "fields");
  *unclear |= node == NULL && input != NULL && JSON_NODE_HOLDS_OBJECT (input) &&
              pantau_check_given (json_node_get_object (input), name) != NULL;

  return node;
}

/* What only several values together can tell. */
static void
record_check_rules (Record *self)
{
  for (guint i = 0; self->kind != NULL && i < self->kind->rules->len; i++)
    {
      PantauFault *fault =
          pantau_rule_judge (g_ptr_array_index (self->kind->rules, i), self->check.reference,
                             self->kind, self->check.now, record_get_value, self);
      g_autofree char *bare = fault != NULL ? g_steal_pointer (&fault->field) : NULL;

      if (fault == NULL)
        continue;
      fault->field = pantau_kind_field (self->kind, bare) != NULL
                         ? g_strconcat ("fields.", bare, NULL)
                         : g_steal_pointer (&bare);
      pantau_check_take_fault (&self->check, fault);
    }
}

static void
record_complete_election (Record *self)
{
  PantauElections *elections = pantau_reference_get_elections (self->check.reference);
  GDate day;

  if (self->values[MEMBER_ELECTION] != NULL || self->values[MEMBER_OCCURRED] == NULL ||
      pantau_check_given (self->input, "election") != NULL)
    return;

  day = pantau_election_day_of (self->times[MEMBER_OCCURRED]);
  self->values[MEMBER_ELECTION] = text_node (pantau_elections_default (elections, &day)->code);
}

/* A stage that the election does not have. */
static void
record_check_stages (Record *self)
{
  JsonNode *election = self->values[MEMBER_ELECTION], *fields = self->values[MEMBER_FIELDS];

  if (self->kind != NULL && election != NULL && fields != NULL)
    pantau_check_stages (&self->check, self->kind, json_node_get_object (fields),
                         json_node_get_string (election), "fields.");
}

/* Where nothing else gives the jurisdiction, it is the author's. */
static void
record_complete_region (Record *self, char *of_place, const char *author_region)
{
  char *above;

  if (self->region == NULL)
    self->region = of_place != NULL ? g_strdup (of_place) : pantau_region_kecamatan (author_region);

  if (self->region == NULL)
    {
      /* A village that was given and refused has its own fault. */
      if (self->values[MEMBER_PLACES] != NULL || pantau_check_given (self->input, "places") == NULL)
        pantau_check_fault (&self->check, "missing", "region", "%s",
                            _ ("the record names neither a region nor a village"));
      return;
    }

  /* Those next to the reported person do not read the report. */
  above = self->goes_up ? pantau_region_parent (self->region) : NULL;
  if (above != NULL)
    {
      g_free (self->region);
      self->region = above;
    }
}

/* (transfer full) (nullable) */
static char *
record_choose_class (Record *self)
{
  JsonNode *node = pantau_check_given (self->input, "class");
  g_autoptr (JsonNode) text = NULL;
  const char *chosen;

  if (node == NULL)
    return g_strdup (self->goes_up || self->names_person || self->kind == NULL
                         ? "closed"
                         : pantau_kind_class (self->kind));

  text = pantau_check_text (&self->check, "class", node, PANTAU_CHECK_MAX_TITLE, FALSE);
  if (text == NULL)
    return NULL;

  chosen = json_node_get_string (text);
  if (!g_str_equal (chosen, "open") && !g_str_equal (chosen, "closed"))
    return pantau_check_fault (&self->check, "unknown-choice", "class", "%s",
                               _ ("the class of a record is “open” or “closed”"));

  if (self->kind != NULL && self->kind->class_fixed &&
      !g_str_equal (chosen, pantau_kind_class (self->kind)))
    return pantau_check_fault (&self->check, "class-fixed", "class",
                               _ ("records of the kind “%s” are always “%s”"), self->kind->code,
                               pantau_kind_class (self->kind));

  if (self->names_person && g_str_equal (chosen, "open"))
    return pantau_check_fault (&self->check, "names-person", "class", "%s",
                               _ ("a record that names a person is closed: leave the name out, or "
                                  "let the record be closed"));

  /* What is kept from those next to the party is kept from the public of the region too. */
  return g_strdup (self->goes_up ? "closed" : chosen);
}

static const PantauKind *
find_kind (PantauCheck *check, const char *code)
{
  PantauKinds *kinds = pantau_reference_get_kinds (check->reference);
  const PantauKind *kind = pantau_kinds_lookup (kinds, code);
  GPtrArray *list = pantau_kinds_list (kinds);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *shown = NULL;

  if (kind != NULL)
    return kind;

  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            ((const PantauKind *) g_ptr_array_index (list, i))->code);
  shown = pantau_check_shown (code != NULL ? code : "");

  return pantau_check_fault (check, "unknown-kind", "kind",
                             _ ("“%s” is not a kind of record; there are %s"), shown, names->str);
}

char *
pantau_check_title_of (const char *narrative)
{
  g_autofree char *line = g_strndup (narrative, strcspn (narrative, "\n"));
  char *cut, *space;

  g_strstrip (line);
  if (*line == '\0')
    return NULL;
  if (g_utf8_strlen (line, -1) <= DERIVED_TITLE)
    return g_steal_pointer (&line);

  cut = g_utf8_substring (line, 0, DERIVED_TITLE);
  space = strrchr (cut, ' ');
  if (space != NULL)
    *space = '\0';

  return cut;
}

JsonObject *
pantau_check_record (PantauReference *reference,
                     const char *kind,
                     const char *text,
                     gsize length,
                     gint64 now,
                     const char *author_region,
                     char **region,
                     char **record_class,
                     GPtrArray *faults)
{
  g_auto (Record) self = { .check = { reference, now, author_region, FALSE, faults } };
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *of_place = NULL;
  g_autofree char *chosen = NULL;

  text = text != NULL ? text : "";
  self.kind = find_kind (&self.check, kind);
  self.input = pantau_json_parse (text, length, PANTAU_CHECK_MAX_BYTES, &error);
  if (self.input == NULL)
    return pantau_check_fault (&self.check, pantau_check_scan_code (text, length, error), "", "%s",
                               error->message);

  record_check_names (&self);
  record_take_region (&self);

  for (guint i = 0; i < N_MEMBERS; i++)
    {
      JsonNode *node = pantau_check_given (self.input, member_names[i]);

      if (node != NULL && i == MEMBER_FIELDS)
        record_take_fields (&self, node);
      else if (node != NULL)
        self.values[i] = check_top_level (&self.check, (Member) i, node, &self.times[i], &of_place);
    }

  record_complete_title (&self);
  record_complete_times (&self);
  record_check_rules (&self);
  record_complete_election (&self);
  record_check_stages (&self);
  /* Whoever gave a wrong region need not hear that it is missing. */
  if (pantau_check_given (self.input, "region") == NULL || self.region != NULL)
    record_complete_region (&self, of_place, author_region);
  chosen = record_choose_class (&self);

  if (faults->len > 0)
    return NULL;

  for (guint i = 0; i < N_MEMBERS; i++)
    if (self.values[i] != NULL)
      json_object_set_member (body, member_names[i], g_steal_pointer (&self.values[i]));

  /* One writing of letters (NFC) may be three times as long as another. */
  if (length > PANTAU_CHECK_MAX_BYTES / 3)
    {
      g_autofree char *written = pantau_json_object_text (body);

      if (strlen (written) > PANTAU_CHECK_MAX_BYTES + 1024)
        return pantau_check_fault (&self.check, "too-large", "",
                                   _ ("the record is %zu bytes long; at most %d are taken"),
                                   strlen (written), PANTAU_CHECK_MAX_BYTES);
    }

  *region = g_steal_pointer (&self.region);
  *record_class = g_steal_pointer (&chosen);

  return g_steal_pointer (&body);
}

gboolean
pantau_check_field (PantauReference *reference,
                    const PantauKind *kind,
                    const char *name,
                    JsonNode *value,
                    gint64 now,
                    JsonNode **normalised,
                    GPtrArray *faults)
{
  PantauCheck check = { reference, now, NULL, FALSE, faults };
  const PantauField *field = pantau_kind_field (kind, name);
  g_autofree char *shown = pantau_check_shown (name);
  Member member = MEMBER_ELECTION;
  gint64 when;

  *normalised = NULL;
  while (member < N_MEMBERS && !g_str_equal (member_names[member], name))
    member++;

  /* Files come with evidence.add, and fields are set one by one. */
  if (field == NULL && (member == N_MEMBERS || member == MEMBER_FIELDS || member == MEMBER_BLOBS))
    return pantau_check_fault (&check, "unknown-field", shown,
                               _ ("the kind “%s” has no field “%s”"), kind->code, shown) != NULL;

  if (JSON_NODE_HOLDS_NULL (value))
    {
      if (field == NULL &&
          (member == MEMBER_TITLE || member == MEMBER_OCCURRED || member == MEMBER_ELECTION))
        return pantau_check_fault (&check, "missing", shown, _ ("“%s” cannot be empty"), shown) !=
               NULL;
      *normalised = json_node_copy (value);
      return TRUE;
    }

  *normalised = field != NULL ? pantau_check_kind_value (&check, field, name, value)
                              : check_top_level (&check, member, value, &when, NULL);

  if (*normalised != NULL && field == NULL && member == MEMBER_TITLE && !has_text (*normalised))
    {
      g_clear_pointer (normalised, json_node_unref);
      return pantau_check_fault (&check, "missing", shown, _ ("“%s” cannot be empty"), shown) !=
             NULL;
    }

  return *normalised != NULL;
}

gboolean
pantau_check_value (PantauReference *reference,
                    const PantauField *field,
                    const char *name,
                    JsonNode *value,
                    gint64 now,
                    JsonNode **normalised,
                    GPtrArray *faults)
{
  PantauCheck check = { reference, now, NULL, FALSE, faults };

  *normalised = pantau_check_kind_value (&check, field, name, value);

  return *normalised != NULL;
}
