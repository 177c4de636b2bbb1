/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register of forwards: how much went to which agency, and what came back. */

#include "config.h"

#include "pantau-store-agency.h"

#include "pantau-act.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-store-private.h"

#define IN_REGION(parameter)                                                                       \
  "AND (" parameter " IS NULL OR r.region = " parameter                                            \
  " OR substr(r.region, 1, length(" parameter ") + 1) = " parameter " || '.') "

/* ?1 region, ?2 now */
#define TALLY_SQL                                                                                  \
  "SELECT agency, sum (NOT copy) AS forwards, sum (copy) AS copies, "                              \
  "sum (waits AND NOT copy) AS waiting, sum (waits AND NOT copy AND due_at < ?2) AS overdue, "     \
  "sum (replied AND NOT copy) AS replied, max (at) AS last FROM ("                                 \
  "SELECT agency, 0 AS copy, waits, due_at, replies > 0 AS replied, at, record FROM forward "      \
  "UNION ALL SELECT agency, 1, 0, 0, 0, at, record FROM forward_copy) AS a "                       \
  "JOIN record AS r ON r.id = a.record WHERE r.quarantine IS NULL " IN_REGION (                    \
      "?1") "GROUP BY agency ORDER BY overdue DESC, waiting DESC, last DESC, agency"

/* ?1 agency, ?2 region. What waits first, the earliest due before; then the latest. */
#define REGISTER_SQL                                                                               \
  "WITH lines AS ("                                                                                \
  "SELECT entry, 0 AS copy FROM forward WHERE agency = ?1 "                                        \
  "UNION ALL SELECT c.entry, 1 FROM forward_copy AS c JOIN forward AS f USING (entry) "            \
  "WHERE c.agency = ?1 AND f.agency <> ?1), "                                                      \
  "shown AS (SELECT a.entry, copy, a.record, a.at, a.due_at, a.waits, r.title, r.kind, r.region, " \
  "r.status FROM lines JOIN forward AS a USING (entry) JOIN record AS r ON r.id = a.record "       \
  "WHERE r.quarantine IS NULL " IN_REGION (                                                        \
      "?2") "ORDER BY copy, waits DESC, CASE WHEN waits THEN a.due_at END, a.at DESC, a.entry "    \
            "LIMIT ?3) "                                                                           \
            "SELECT e.id, shown.record, e.header ->> 'time', e.device, body.json, shown.title, "   \
            "shown.kind, "                                                                         \
            "shown.region, person.name, copy, waits, status FROM shown "                           \
            "JOIN entry AS e ON e.n = shown.entry JOIN body ON body.entry = shown.entry "          \
            "LEFT JOIN person ON person.device = e.device "                                        \
            "ORDER BY copy, waits DESC, CASE WHEN waits THEN due_at END, at DESC, e.id"

void
pantau_agency_tally_free (PantauAgencyTally *self)
{
  g_free (self->agency);
  g_free (self);
}

void
pantau_registered_free (PantauRegistered *self)
{
  g_clear_pointer (&self->forward, pantau_forward_free);
  g_free (self->numbers);
  g_free (self->status);
  g_free (self);
}

GPtrArray *
pantau_store_agencies (PantauStore *self, const char *region, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_agency_tally_free);
  PantauStmt *stmt;

  if (!pantau_store_freshen (self, error))
    return NULL;

  stmt = pantau_db_query (self->db, TALLY_SQL, "si", region, now);
  while (pantau_stmt_next (stmt))
    {
      PantauAgencyTally *tally = g_new0 (PantauAgencyTally, 1);

      tally->agency = g_strdup (pantau_stmt_text (stmt, 0));
      tally->forwards = pantau_stmt_integer (stmt, 1);
      tally->copies = pantau_stmt_integer (stmt, 2);
      tally->waiting = pantau_stmt_integer (stmt, 3);
      tally->overdue = pantau_stmt_integer (stmt, 4);
      tally->replied = pantau_stmt_integer (stmt, 5);
      tally->last = pantau_stmt_integer (stmt, 6);
      g_ptr_array_add (list, tally);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&list) : NULL;
}

static PantauRegistered *
read_line (PantauStmt *stmt)
{
  const char *text = pantau_stmt_text (stmt, 4);
  g_autoptr (JsonObject) body = text != NULL ? pantau_json_parse_known (text, NULL) : NULL;
  g_autofree char *id = pantau_stmt_hex (stmt, 0);
  const PantauActLine line = { .id = id,
                               .time = pantau_stmt_text (stmt, 2),
                               .device = pantau_stmt_text (stmt, 3),
                               .author = pantau_stmt_text (stmt, 8),
                               .body = body };
  PantauForward *forward =
      body != NULL ? pantau_act_read_forward (&line, pantau_stmt_text (stmt, 1)) : NULL;
  PantauRegistered *self;

  if (forward == NULL)
    return NULL;

  forward->title = g_strdup (pantau_stmt_text (stmt, 5));
  forward->kind = g_strdup (pantau_stmt_text (stmt, 6));
  forward->region = g_strdup (pantau_stmt_text (stmt, 7));
  self = g_new0 (PantauRegistered, 1);
  self->forward = forward;
  self->is_copy = pantau_stmt_integer (stmt, 9) != 0;
  self->waits = pantau_stmt_integer (stmt, 10) != 0;
  self->status = g_strdup (pantau_stmt_text (stmt, 11));

  return self;
}

/* What came back to a forward. Few records have more than a handful of such lines. */
static gboolean
read_replies (PantauStore *self, PantauForward *forward, GError **error)
{
  PantauStmt *stmt = pantau_db_query (
      self->db,
      "SELECT e.id, e.header ->> 'time', e.device, person.name, body.json FROM entry AS e "
      "JOIN body ON body.entry = e.n LEFT JOIN person ON person.device = e.device "
      "WHERE e.record = ?1 AND e.type = 'forward.reply' AND body.json ->> 'forward' = ?2 "
      "AND NOT EXISTS (SELECT 1 FROM verdict WHERE verdict.id = e.id) ORDER BY e.device, e.seq",
      "ss", forward->record, forward->entry);

  while (pantau_stmt_next (stmt))
    {
      const char *text = pantau_stmt_text (stmt, 4);
      g_autoptr (JsonObject) body = text != NULL ? pantau_json_parse_known (text, NULL) : NULL;
      g_autofree char *id = pantau_stmt_hex (stmt, 0);
      const PantauActLine line = { .id = id,
                                   .type = PANTAU_TYPE_REPLY,
                                   .time = pantau_stmt_text (stmt, 1),
                                   .device = pantau_stmt_text (stmt, 2),
                                   .author = pantau_stmt_text (stmt, 3),
                                   .body = body };

      if (body != NULL)
        pantau_act_add_reply (forward, &line);
    }

  return pantau_stmt_finish (stmt, error);
}

static void
add_number (GString *numbers, const char *system, const char *number)
{
  if (number == NULL || *number == '\0')
    return;
  if (numbers->len > 0)
    g_string_append (numbers, "; ");
  if (system != NULL)
    g_string_append_printf (numbers, "%s ", system);
  g_string_append (numbers, number);
}

/* A text, or the rows of a list: {`system`: code of the list `national_system`, `number`}. */
static void
add_numbers (PantauStore *self, GString *numbers, JsonNode *node)
{
  PantauKinds *kinds = pantau_reference_get_kinds (self->reference);
  JsonArray *rows = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (json_node_get_value_type (node) == G_TYPE_STRING)
    add_number (numbers, NULL, json_node_get_string (node));
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonNode *row = json_array_get_element (rows, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (row) ? json_node_get_object (row) : NULL;
      const char *system = pantau_json_string (object, "system");

      add_number (numbers,
                  system != NULL ? pantau_kinds_choice_label (kinds, "national_system", system,
                                                              pantau_locale_get ())
                                 : NULL,
                  pantau_json_string (object, "number"));
    }
}

/* By which a record is known in other books: the register of Bawaslu and the national systems. */
static gboolean
read_numbers (PantauStore *self, PantauRegistered *line, GError **error)
{
  g_autoptr (GString) numbers = g_string_new (NULL);
  PantauStmt *stmt =
      pantau_db_query (self->db,
                       "SELECT value FROM value WHERE record = ?1 AND field IN ('register_number', "
                       "'report_number', 'system_numbers') ORDER BY field, value",
                       "s", line->forward->record);

  while (pantau_stmt_next (stmt))
    {
      g_autoptr (JsonNode) node = json_from_string (pantau_stmt_text (stmt, 0), NULL);

      if (node != NULL)
        add_numbers (self, numbers, node);
    }
  if (numbers->len > 0)
    line->numbers = g_strdup (numbers->str);

  return pantau_stmt_finish (stmt, error);
}

GPtrArray *
pantau_store_register (PantauStore *self, const PantauRegisterFilter *filter, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_registered_free);
  PantauStmt *stmt;

  if (!pantau_store_freshen (self, error))
    return NULL;

  stmt = pantau_db_query (self->db, REGISTER_SQL, "ssi", filter->agency, filter->region,
                          filter->limit > 0 ? (gint64) filter->limit : (gint64) -1);
  while (pantau_stmt_next (stmt))
    {
      PantauRegistered *line = read_line (stmt);

      if (line != NULL)
        g_ptr_array_add (list, line);
    }
  if (!pantau_stmt_finish (stmt, error))
    return NULL;

  for (guint i = 0; i < list->len; i++)
    {
      PantauRegistered *line = g_ptr_array_index (list, i);

      if (!read_replies (self, line->forward, error) || !read_numbers (self, line, error))
        return NULL;
    }

  return g_steal_pointer (&list);
}
