/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The clocks of a record, from the same entries and values as the rest of it. They hang on the reference data as well: a new rule or
 * a decree about holidays moves dates of records that nobody touched, so they are counted anew once the data is another.
 */

#include "config.h"

#include "pantau-projection-private.h"

#include <string.h>

#include "pantau-json.h"
#include "pantau-projection-situation.h"

/* Records a transaction, while they are counted anew. */
#define STEP 1000

static gboolean
read_time (const char *time, gint64 *when)
{
  g_autoptr (GDateTime) moment = time != NULL ? g_date_time_new_from_iso8601 (time, NULL) : NULL;

  if (moment != NULL)
    *when = g_date_time_to_unix (moment);

  return moment != NULL;
}

static void
add_time (PantauFacts *facts, const char *prefix, const char *name, const char *time)
{
  g_autofree char *event = g_strconcat (prefix, name, NULL);
  gint64 when;

  if (read_time (time, &when))
    pantau_facts_add_event (facts, event, when);
}

/* Of what no rule can ask, such as a narrative, nothing is kept. */
static void
add_field (PantauFacts *facts,
           const PantauField *field,
           const PantauSetting *setting,
           const PantauEntry *entry)
{
  g_autoptr (JsonNode) node = json_from_string (setting->value, NULL);
  const char *text = node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
                         ? json_node_get_string (node)
                         : NULL;

  if (field->type == PANTAU_FIELD_DATETIME)
    add_time (facts, "field:", field->name, text);
  else if (field->type == PANTAU_FIELD_CHOICE && text != NULL)
    {
      pantau_facts_add_value (facts, field->name, text);
      add_time (facts, "set:", field->name, entry->time);
    }
  else if (field->type == PANTAU_FIELD_BOOLEAN && node != NULL &&
           json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    pantau_facts_add_value (facts, field->name, setting->value);
}

static void
add_settings (PantauProjection *self,
              PantauFacts *facts,
              const char *kind,
              GPtrArray *entries,
              PantauValues *values)
{
  const PantauKind *description =
      pantau_kinds_lookup (pantau_reference_get_kinds (self->reference), kind);

  for (guint i = 0; i < values->settings->len; i++)
    {
      const PantauSetting *setting = g_ptr_array_index (values->settings, i);
      const PantauField *field =
          description != NULL ? pantau_kind_field (description, setting->field) : NULL;

      if (g_str_equal (setting->field, "known") || g_str_equal (setting->field, "occurred"))
        {
          g_autoptr (JsonNode) node = json_from_string (setting->value, NULL);

          if (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING)
            add_time (facts, "", setting->field, json_node_get_string (node));
        }
      else if (field != NULL)
        add_field (facts, field, setting, g_ptr_array_index (entries, setting->entry));
    }
}

/* What an agency is one of for a clock; one that our edition does not know is a group of its own. */
static const char *
group_of (PantauProjection *self, const char *agency)
{
  const PantauAgency *known =
      pantau_agencies_lookup (pantau_reference_get_agencies (self->reference), agency);

  return known != NULL && known->group != NULL ? known->group : agency;
}

static void
add_forward (PantauProjection *self,
             PantauFacts *facts,
             GHashTable *forwards,
             const PantauEntry *entry,
             JsonObject *body)
{
  const char *agency = pantau_json_string (body, "agency");
  const char *when = pantau_json_string (body, "when");

  if (agency == NULL)
    return;
  add_time (facts, "forward:", group_of (self, agency), when != NULL ? when : entry->time);
  g_hash_table_insert (forwards, (gpointer) entry->id, g_strdup (agency));
}

static void
add_reply (PantauProjection *self,
           PantauFacts *facts,
           GHashTable *forwards,
           const PantauEntry *entry,
           JsonObject *body)
{
  const char *forward = pantau_json_string (body, "forward");
  const char *agency = forward != NULL ? g_hash_table_lookup (forwards, forward) : NULL;
  const char *when = pantau_json_string (body, "when");

  if (agency != NULL)
    add_time (facts, "reply:", group_of (self, agency), when != NULL ? when : entry->time);
}

/* Replies after what they answer, wherever they stand among the entries. */
static void
add_entries (PantauProjection *self, PantauFacts *facts, GPtrArray *entries, PantauValues *values)
{
  g_autoptr (GHashTable) forwards =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free); /* id → agency */

  for (gboolean replies = FALSE; replies <= TRUE; replies++)
    for (guint i = 0; i < entries->len; i++)
      {
        const PantauEntry *entry = g_ptr_array_index (entries, i);
        gboolean is_reply = g_str_equal (entry->type, PANTAU_TYPE_REPLY);
        gboolean is_forward = g_str_equal (entry->type, PANTAU_TYPE_FORWARD);
        gboolean is_status = g_str_equal (entry->type, PANTAU_TYPE_STATUS);
        g_autoptr (JsonObject) body = NULL;

        if ((!is_reply && !is_forward && !is_status) || is_reply != replies || entry->body == NULL)
          continue;
        body = pantau_entry_parse_body (entry, NULL);
        if (is_reply)
          add_reply (self, facts, forwards, entry, body);
        else if (is_forward)
          add_forward (self, facts, forwards, entry, body);
        else if (!pantau_values_is_lapsed (values, i) &&
                 pantau_json_string (body, "status") != NULL)
          add_time (facts, "status:", pantau_json_string (body, "status"), entry->time);
      }
}

/* Closed where each status that it has now is an end: while people differ, it is not. */
static void
add_closing (PantauProjection *self,
             PantauFacts *facts,
             const char *kind,
             GPtrArray *entries,
             PantauValues *values)
{
  const PantauKind *description =
      pantau_kinds_lookup (pantau_reference_get_kinds (self->reference), kind);
  gint64 closed = G_MININT64;

  for (guint i = 0; i < values->settings->len && description != NULL; i++)
    {
      const PantauSetting *setting = g_ptr_array_index (values->settings, i);
      const PantauEntry *entry = g_ptr_array_index (entries, setting->entry);
      g_autoptr (JsonNode) node = NULL;
      const PantauStatus *status;
      gint64 when;

      if (!g_str_equal (setting->field, "status"))
        continue;
      node = json_from_string (setting->value, NULL);
      status = pantau_statuses_lookup (pantau_reference_get_statuses (self->reference),
                                       description->status_table, json_node_get_string (node));
      if (status == NULL || !status->ended || !read_time (entry->time, &when))
        return;
      closed = MAX (closed, when);
    }

  if (closed > G_MININT64)
    pantau_facts_close (facts, closed);
}

/* A canonical JSON string without its quotes; NULL for anything else. */
static char *
pick_text (PantauValues *values, const char *field)
{
  const char *value = pantau_values_pick (values, field);
  g_autoptr (JsonNode) node = value != NULL ? json_from_string (value, NULL) : NULL;

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_dup_string (node)
             : NULL;
}

/* A record that names no election belongs to the one that its event most likely does. */
static const PantauElection *
election_of (PantauProjection *self, const PantauEntry *create, PantauValues *values)
{
  PantauElections *elections = pantau_reference_get_elections (self->reference);
  g_autofree char *code = pick_text (values, "election");
  g_autofree char *occurred = pick_text (values, "occurred");
  const PantauElection *named = pantau_elections_lookup (elections, code);
  gint64 when = 0;
  GDate day;

  if (named != NULL)
    return named;
  if (!read_time (occurred, &when))
    read_time (create->time, &when);
  day = pantau_calendar_day_of (when);

  return pantau_elections_default (elections, &day);
}

/* The kabupaten/kota that a region lies in; itself where it is higher. (transfer full) */
static char *
area_of (const char *region)
{
  const char *dot = strchr (region, '.');

  dot = dot != NULL ? strchr (dot + 1, '.') : NULL;

  return dot != NULL ? g_strndup (region, (gsize) (dot - region)) : g_strdup (region);
}

static gboolean
write_clock (PantauProjection *self,
             const PantauEntry *create,
             const char *region,
             const PantauClock *clock,
             GError **error)
{
  g_autofree char *area = area_of (region);
  gint64 flags = (clock->is_estimate ? PANTAU_CLOCK_FLAG_ESTIMATE : 0) |
                 (clock->is_extended ? PANTAU_CLOCK_FLAG_EXTENDED : 0) |
                 (clock->is_stopped ? PANTAU_CLOCK_FLAG_STOPPED : 0);
  gboolean has_ended = clock->is_stopped || clock->ended_by != NULL;

  return pantau_db_run (
      self->db, error,
      "INSERT INTO clock (record, rule, kind, area, region, event, event_at, start_at, due_at, "
      "other_at, flags, ended_at, ended_by) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, iif (?12, ?13, NULL), ?14)",
      "ssssssiiiiiiis", create->record, clock->rule->code, create->kind, area, region, clock->event,
      clock->event_at, clock->start, clock->due, clock->other_due, flags, (gint64) has_ended,
      clock->ended, clock->ended_by);
}

gboolean
pantau_projection_write_clocks (PantauProjection *self,
                                const PantauEntry *create,
                                GPtrArray *entries,
                                PantauValues *values,
                                GError **error)
{
  PantauDeadlines *deadlines = pantau_reference_get_deadlines (self->reference);
  g_autoptr (PantauFacts) facts = NULL;
  g_autoptr (GPtrArray) clocks = NULL;
  g_autofree char *region = NULL;
  const PantauElection *election;

  if (!pantau_deadlines_concern (deadlines, create->kind))
    return TRUE;

  election = election_of (self, create, values);
  facts = pantau_facts_new (create->kind, election->regime, &election->voting_day);
  add_time (facts, "", "recorded", create->time);
  add_settings (self, facts, create->kind, entries, values);
  add_entries (self, facts, entries, values);
  add_closing (self, facts, create->kind, entries, values);

  region = pick_text (values, "region");
  clocks = pantau_deadlines_count (deadlines, facts);
  for (guint i = 0; i < clocks->len; i++)
    if (!write_clock (self, create, region != NULL ? region : create->region,
                      g_ptr_array_index (clocks, i), error))
      return FALSE;

  return clocks->len == 0 || pantau_projection_time_triage (self, create->record, error);
}

gboolean
pantau_projection_clocks_hold (PantauProjection *self, gboolean *hold, GError **error)
{
  g_autofree char *digest = NULL;

  if (!pantau_db_text (self->db, &digest, error, "SELECT digest FROM clock_basis", ""))
    return FALSE;
  *hold = g_strcmp0 (digest, pantau_reference_get_clock_digest (self->reference)) == 0;

  return TRUE;
}

/* The next records, in their order of coming; @last moves on. @count takes how many these were. */
static gboolean
count_anew (PantauProjection *self, gint64 *last, guint *count, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_free);
  PantauStmt *stmt =
      pantau_db_query (self->db, "SELECT n, id FROM record WHERE n > ?1 ORDER BY n LIMIT ?2", "ii",
                       *last, (gint64) STEP);

  while (pantau_stmt_next (stmt))
    {
      *last = pantau_stmt_integer (stmt, 0);
      g_ptr_array_add (records, g_strdup (pantau_stmt_text (stmt, 1)));
    }
  *count = records->len;
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;

  for (guint i = 0; i < records->len; i++)
    if (!pantau_projection_take_clocks (self, g_ptr_array_index (records, i), error))
      return FALSE;

  return TRUE;
}

/* Nothing at first and the digest at last: whatever stops it in between, it begins again. */
gboolean
pantau_projection_settle_clocks (PantauProjection *self, GError **error)
{
  gint64 last = 0;
  guint count = 0;
  gboolean hold;

  if (!pantau_projection_clocks_hold (self, &hold, error))
    return FALSE;
  if (hold)
    return TRUE;

  do
    {
      gboolean is_first = last == 0;

      if (!pantau_db_begin (self->db, PANTAU_DB_LAZY, error))
        return FALSE;
      if ((is_first && (!pantau_db_run (self->db, error, "DELETE FROM clock_basis", "") ||
                        !pantau_db_run (self->db, error, "DELETE FROM clock", ""))) ||
          !count_anew (self, &last, &count, error) ||
          (count < STEP &&
           (!pantau_projection_mark_all_situations (self, error) ||
            !pantau_db_run (self->db, error, "INSERT INTO clock_basis (digest) VALUES (?1)", "s",
                            pantau_reference_get_clock_digest (self->reference)))))
        {
          pantau_db_rollback (self->db);
          return FALSE;
        }
      if (!pantau_db_commit (self->db, error))
        return FALSE;
    }
  while (count == STEP);

  return TRUE;
}
