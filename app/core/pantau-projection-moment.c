/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a record alone says to the situation, written when it is taken: table `moment`. The pieces of pantau-projection-situation.c are made of these. */

#include "config.h"

#include "pantau-projection-situation.h"

#include <stdlib.h>
#include <string.h>

#include "pantau-act.h"
#include "pantau-entry.h"
#include "pantau-json.h"
#include "pantau-projection-exposure.h"
#include "pantau-situation-item.h"

#define VOTERS     "voters_affected"
#define OWNER      "risk_owner"
#define NEEDS      "needs"
#define AID_NEEDED "aid_needed"
#define NEEDS_LIST "risk_needs"
#define MAX_OF_ONE 10000000 /* more of one thing nobody sends */

static gboolean
number_of (PantauProjection *self, const char *word, guint *number, GError **error)
{
  gint64 found = 0;

  *number = 0;
  if (*word == '\0')
    return TRUE;
  if (!pantau_db_integer (self->db, 0, &found, error,
                          "SELECT number FROM situation_word WHERE word = ?1", "s", word))
    return FALSE;
  if (found == 0 && (!pantau_db_run (self->db, error,
                                     "INSERT INTO situation_word (word) VALUES (?1)", "s", word) ||
                     (found = pantau_db_last_row (self->db)) == 0))
    return FALSE;
  *number = (guint) found;

  return TRUE;
}

/* The smallest region that holds both. */
static gint64
common_area (gint64 area, gint64 village)
{
  for (guint level = 4; level > 0; level--)
    if (pantau_situation_cut (area, level) == pantau_situation_cut (village, level))
      return pantau_situation_cut (area, level);

  return pantau_situation_cut (area, 1);
}

/*
 * Where it lies and what it names, as the counters have it. @area 0: it counts nowhere, or in no region that anybody could name.
 */
static gboolean
read_places (PantauProjection *self,
             PantauSituationItem *item,
             gint64 *area,
             char **election,
             GError **error)
{
  PantauStmt *stmt = pantau_db_query (self->db,
                                      "SELECT region, tps, occurred_at, nihil, election FROM place "
                                      "WHERE record = ?1 ORDER BY region, tps",
                                      "i", (gint64) item->n);

  *area = 0;
  while (pantau_stmt_next (stmt))
    {
      const char *region = pantau_stmt_text (stmt, 0);
      PantauSituationPlace place = { .village = pantau_situation_digits (region),
                                     .tps = (guint) pantau_stmt_integer (stmt, 1) };

      if (*election == NULL)
        *election = g_strdup (pantau_stmt_text (stmt, 4));
      *area = *area == 0 ? place.village : common_area (*area, place.village);
      item->day = pantau_situation_day (pantau_stmt_integer (stmt, 2));
      if (pantau_stmt_integer (stmt, 3) != 0)
        item->flags |= PANTAU_SITUATION_NIHIL;
      if (pantau_region_level (region) == 4)
        g_array_append_val (item->places, place);
    }

  return pantau_stmt_finish (stmt, error);
}

/* "FIELD LEAST MOST;…": the range of @field, or 0 and 0. */
static void
find_range (const char *figures, const char *field, gint64 range[2])
{
  g_auto (GStrv) parts = g_strsplit (figures, ";", -1);
  gsize length = strlen (field);

  for (char **part = parts; *part != NULL; part++)
    if (g_str_has_prefix (*part, field) && (*part)[length] == ' ')
      {
        char *end;

        range[0] = MIN (g_ascii_strtoll (*part + length, &end, 10), G_MAXINT32);
        range[1] = MIN (g_ascii_strtoll (end, NULL, 10), G_MAXINT32);
      }
}

static gboolean
read_exposure (PantauProjection *self, PantauSituationItem *item, GError **error)
{
  PantauStmt *stmt = pantau_db_query (
      self->db, "SELECT likelihood, impact, mark, figures FROM exposure WHERE record = ?1", "i",
      (gint64) item->n);

  if (pantau_stmt_next (stmt))
    {
      item->likelihood = (guint) pantau_stmt_integer (stmt, 0);
      item->impact = (guint) pantau_stmt_integer (stmt, 1);
      item->mark = pantau_stmt_integer (stmt, 2);
      find_range (pantau_stmt_text (stmt, 3), VOTERS, item->voters);
      find_range (pantau_stmt_text (stmt, 3), PANTAU_UNNAMED, item->unnamed);
    }

  return pantau_stmt_finish (stmt, error);
}

static const PantauChoice *
choice_of (PantauProjection *self, const char *list, const char *code)
{
  GPtrArray *choices =
      list != NULL ? pantau_kinds_choices (pantau_reference_get_kinds (self->reference), list)
                   : NULL;

  for (guint i = 0; choices != NULL && i < choices->len; i++)
    if (g_str_equal (((const PantauChoice *) g_ptr_array_index (choices, i))->code, code))
      return g_ptr_array_index (choices, i);

  return NULL;
}

static const char *
code_at (JsonArray *codes, guint i)
{
  JsonNode *node = json_array_get_element (codes, i);

  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : "";
}

static gboolean
is_logistics (PantauProjection *self, const char *list, JsonNode *node)
{
  const PantauChoice *choice;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      choice = choice_of (self, list, json_node_get_string (node));
      return choice != NULL && choice->logistics;
    }
  for (guint i = 0;
       JSON_NODE_HOLDS_ARRAY (node) && i < json_array_get_length (json_node_get_array (node)); i++)
    {
      choice = choice_of (self, list, code_at (json_node_get_array (node), i));
      if (choice != NULL && choice->logistics)
        return TRUE;
    }

  return FALSE;
}

/* Any of its present values says so. */
static void
judge_risk (PantauProjection *self,
            PantauSituationItem *item,
            GPtrArray *entries,
            PantauValues *values)
{
  const PantauKind *risk = pantau_kinds_lookup (pantau_reference_get_kinds (self->reference),
                                                pantau_situation_kind_code (PANTAU_SITUATION_RISK));

  for (guint i = 0; risk != NULL && i < values->settings->len; i++)
    {
      const PantauSetting *setting = g_ptr_array_index (values->settings, i);
      const PantauField *field = pantau_kind_field (risk, setting->field);
      g_autoptr (JsonNode) node = NULL;

      if (field == NULL ||
          (field->type != PANTAU_FIELD_CHOICE && field->type != PANTAU_FIELD_CHOICES))
        continue;
      if (g_str_equal (setting->field, OWNER) && !g_str_equal (setting->value, "null"))
        item->flags |= PANTAU_SITUATION_TENDED;
      if ((item->flags & PANTAU_SITUATION_LOGISTICS) != 0)
        continue;
      node = json_from_string (setting->value, NULL);
      if (node != NULL && is_logistics (self, field->choices, node))
        item->flags |= PANTAU_SITUATION_LOGISTICS;
    }

  for (guint i = 0; i < entries->len; i++)
    if (g_str_equal (((const PantauEntry *) g_ptr_array_index (entries, i))->type,
                     PANTAU_TYPE_FORWARD))
      item->flags |= PANTAU_SITUATION_TENDED;
}

/* Of one record the same thing once: what is added to it has no days. */
static gboolean
add_needed (PantauProjection *self,
            PantauSituationItem *item,
            const char *code,
            gint64 amount,
            GError **error)
{
  PantauSituationAid aid = { .amount = (guint) CLAMP (amount, 0, MAX_OF_ONE) };

  if (!number_of (self, code, &aid.word, error))
    return FALSE;
  for (guint i = 0; i < item->aid->len; i++)
    if (g_array_index (item->aid, PantauSituationAid, i).word == aid.word)
      return TRUE;
  g_array_append_val (item->aid, aid);

  return TRUE;
}

static JsonNode *
picked (PantauValues *values, const char *field)
{
  const char *value = pantau_values_pick (values, field);

  return value != NULL ? json_from_string (value, NULL) : NULL;
}

static gint64
amount_of (JsonObject *object, const char *code)
{
  JsonNode *node = json_object_get_member (object, code);

  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64
             ? json_node_get_int (node)
             : 0;
}

/* How many of what are needed, and then what is needed without a number. */
static gboolean
read_needs (PantauProjection *self, PantauSituationItem *item, PantauValues *values, GError **error)
{
  g_autoptr (JsonNode) amounts = picked (values, AID_NEEDED), needs = picked (values, NEEDS);

  if (amounts != NULL && JSON_NODE_HOLDS_OBJECT (amounts))
    {
      JsonObject *object = json_node_get_object (amounts);
      g_autoptr (GList) codes =
          g_list_sort (json_object_get_members (object), (GCompareFunc) strcmp);

      for (GList *code = codes; code != NULL; code = code->next)
        if (amount_of (object, code->data) > 0 &&
            !add_needed (self, item, code->data, amount_of (object, code->data), error))
          return FALSE;
    }
  for (guint i = 0; needs != NULL && JSON_NODE_HOLDS_ARRAY (needs) &&
                    i < json_array_get_length (json_node_get_array (needs));
       i++)
    {
      const PantauChoice *choice =
          choice_of (self, NEEDS_LIST, code_at (json_node_get_array (needs), i));

      if (choice != NULL && choice->aid != NULL && !add_needed (self, item, choice->aid, 0, error))
        return FALSE;
    }

  return TRUE;
}

/* When people began with it, by the earliest step that says so. */
static guint
sent_second (const PantauTreatment *treatment, guint planned)
{
  gint64 sent = G_MAXINT64;

  for (guint i = 0; i < treatment->steps->len; i++)
    {
      const PantauTreatmentStep *step = g_ptr_array_index (treatment->steps, i);

      if (g_str_equal (step->state, PANTAU_TREATMENT_RUNNING) ||
          g_str_equal (step->state, PANTAU_TREATMENT_DONE))
        sent = MIN (sent, step->when);
    }

  return sent < G_MAXINT64 ? MAX (pantau_situation_second (sent), planned) : planned;
}

static gboolean
add_treatment (PantauProjection *self,
               PantauSituationItem *item,
               const PantauTreatment *treatment,
               gint64 added,
               GError **error)
{
  guint planned = pantau_situation_second (added);
  g_autoptr (GList) codes = NULL;

  if (g_str_equal (treatment->state, PANTAU_TREATMENT_CANCELLED))
    return TRUE;
  item->flags |= PANTAU_SITUATION_TENDED;
  codes = treatment->aid != NULL
              ? g_list_sort (json_object_get_members (treatment->aid), (GCompareFunc) strcmp)
              : NULL;
  for (GList *code = codes; code != NULL; code = code->next)
    {
      PantauSituationAid aid = {
        .planned = planned,
        .sent = g_str_equal (treatment->state, PANTAU_TREATMENT_PLANNED)
                    ? 0
                    : sent_second (treatment, planned),
        .amount = (guint) CLAMP (amount_of (treatment->aid, code->data), 0, MAX_OF_ONE),
      };

      if (!number_of (self, code->data, &aid.word, error))
        return FALSE;
      g_array_append_val (item->aid, aid);
    }

  return TRUE;
}

static int
compare_aid (gconstpointer a, gconstpointer b)
{
  const PantauSituationAid *left = a, *right = b;

  if (left->planned != right->planned)
    return left->planned < right->planned ? -1 : 1;

  return left->word != right->word
             ? (left->word < right->word ? -1 : 1)
             : (left->amount > right->amount) - (left->amount < right->amount);
}

static gboolean
read_treatments (PantauProjection *self,
                 PantauSituationItem *item,
                 const char *record,
                 GPtrArray *entries,
                 GError **error)
{
  static const char *const types[] = { PANTAU_TYPE_TREATMENT, PANTAU_TYPE_TREATMENT_SET, NULL };
  g_autoptr (GArray) lines = pantau_projection_lines (entries, types);
  g_autoptr (GPtrArray) treatments = NULL;

  if (lines->len == 0)
    return TRUE;
  treatments = pantau_act_treatments (lines, record);
  for (guint i = 0; i < treatments->len; i++)
    {
      const PantauTreatment *treatment = g_ptr_array_index (treatments, i);
      gint64 added = 0;

      for (guint j = 0; j < lines->len; j++)
        if (g_str_equal (g_array_index (lines, PantauActLine, j).id, treatment->entry))
          added = pantau_entry_unix_time (g_array_index (lines, PantauActLine, j).time);
      if (!add_treatment (self, item, treatment, added, error))
        return FALSE;
    }
  g_array_sort (item->aid, compare_aid);

  return TRUE;
}

/* A step that counts: when it was taken, and where it leads. */
typedef struct
{
  gint64 when;
  const PantauEntry *entry;
  gboolean ends;
} Step;

/* By their own clocks; what one device wrote in one second in the order in which it did. */
static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const Step *left = a, *right = b;
  int order = (left->when > right->when) - (left->when < right->when);

  if (order == 0)
    order = strcmp (left->entry->device, right->entry->device);

  return order != 0
             ? order
             : (left->entry->seq > right->entry->seq) - (left->entry->seq < right->entry->seq);
}

static gboolean
ends (PantauProjection *self, const char *kind, const char *status)
{
  const PantauKind *known =
      pantau_kinds_lookup (pantau_reference_get_kinds (self->reference), kind);
  const PantauStatus *found =
      known != NULL && status != NULL
          ? pantau_statuses_lookup (pantau_reference_get_statuses (self->reference),
                                    known->status_table, status)
          : NULL;

  return found != NULL && found->ended;
}

/* From @when on it is open, or ended. */
static void
turn (PantauSituationItem *item, guint second, gboolean ended)
{
  PantauSituationSpan *last =
      &g_array_index (item->spans, PantauSituationSpan, item->spans->len - 1);
  PantauSituationSpan again = { .from = second };

  if (ended && last->until == 0)
    last->until = MAX (second, last->from);
  else if (!ended && last->until != 0)
    {
      again.from = MAX (second, last->until);
      g_array_append_val (item->spans, again);
    }
}

/* By the times of the lines; but what it is in the end is what lists show, whatever the clocks of those who wrote say. */
static void
read_spans (PantauProjection *self,
            PantauSituationItem *item,
            const PantauEntry *create,
            GPtrArray *entries,
            PantauValues *values)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_autoptr (JsonNode) status = picked (values, "status");
  PantauSituationSpan first = { .from = pantau_situation_second (
                                    pantau_entry_unix_time (create->time)) };
  guint second = first.from;

  for (guint i = 0; i < entries->len; i++)
    {
      const PantauEntry *entry = g_ptr_array_index (entries, i);
      Step step = { .when = pantau_entry_unix_time (entry->time), .entry = entry };
      g_autoptr (JsonObject) body = NULL;
      const char *to;

      if (!g_str_equal (entry->type, PANTAU_TYPE_STATUS) || entry->body == NULL ||
          pantau_values_is_lapsed (values, i))
        continue;
      body = pantau_entry_parse_body (entry, NULL);
      to = pantau_json_string (body, "status");
      if (to == NULL)
        continue;
      step.ends = ends (self, entry->kind, to);
      g_array_append_val (steps, step);
    }
  g_array_sort (steps, compare_steps);

  g_array_append_val (item->spans, first);
  for (guint i = 0; i < steps->len; i++)
    {
      const Step *step = &g_array_index (steps, Step, i);

      second = MAX (second, pantau_situation_second (step->when));
      turn (item, second, step->ends);
    }
  turn (item, second,
        status != NULL && json_node_get_value_type (status) == G_TYPE_STRING &&
            ends (self, create->kind, json_node_get_string (status)));
}

static gboolean
is_unverified (PantauProjection *self, const char *kind, PantauValues *values)
{
  const PantauKind *known =
      pantau_kinds_lookup (pantau_reference_get_kinds (self->reference), kind);
  const char *initial =
      known != NULL ? pantau_statuses_initial (pantau_reference_get_statuses (self->reference),
                                               known->status_table)
                    : NULL;
  g_autoptr (JsonNode) status = picked (values, "status");

  return initial != NULL && status != NULL && json_node_get_value_type (status) == G_TYPE_STRING &&
         g_str_equal (json_node_get_string (status), initial);
}

static gboolean
write_moment (PantauProjection *self,
              const PantauSituationItem *item,
              gint64 area,
              const PantauEntry *create,
              GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GBytes) data = NULL;
  g_autofree char *code = pantau_situation_code (area);

  pantau_situation_item_write (item, area, bytes);
  data = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));

  return pantau_db_run (self->db, error,
                        "INSERT INTO moment (area, record, id, kind, data) "
                        "VALUES (?1, ?2, ?3, ?4, ?5)",
                        "sissb", code, (gint64) item->n, create->record, create->kind, data) &&
         pantau_db_run (self->db, error,
                        "INSERT INTO situation_stale (area) VALUES (?1) ON CONFLICT DO NOTHING",
                        "s", code);
}

gboolean
pantau_projection_take_situation (PantauProjection *self,
                                  const PantauEntry *create,
                                  GPtrArray *entries,
                                  PantauValues *values,
                                  GError **error)
{
  g_auto (PantauSituationItem) item = { 0 };
  g_autofree char *election = NULL;
  gint64 n, area;

  pantau_situation_item_init (&item);
  if (!pantau_db_integer (self->db, 0, &n, error, "SELECT n FROM record WHERE id = ?1", "s",
                          create->record))
    return FALSE;
  item.n = (guint) n;
  item.kind = pantau_situation_kind (create->kind);
  if (!read_places (self, &item, &area, &election, error))
    return FALSE;
  if (area == 0)
    return TRUE;

  if (values->differences > 0)
    item.flags |= PANTAU_SITUATION_DIFFERS;
  if (is_unverified (self, create->kind, values))
    item.flags |= PANTAU_SITUATION_UNVERIFIED;
  read_spans (self, &item, create, entries, values);
  if (item.kind == PANTAU_SITUATION_RISK)
    {
      judge_risk (self, &item, entries, values);
      if (!read_exposure (self, &item, error) || !read_needs (self, &item, values, error) ||
          !read_treatments (self, &item, create->record, entries, error))
        return FALSE;
    }

  return number_of (self, election, &item.election, error) &&
         write_moment (self, &item, area, create, error);
}
