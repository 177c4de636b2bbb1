/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions about forwards, treatments and links: of one record, and what waits in all of them. */

#include "config.h"

#include "pantau-store-private.h"

#include "pantau-act.h"
#include "pantau-json.h"
#include "pantau-link.h"

/* Both tables name it `a`. Those in quarantine are for the desk to judge first. ?1 from, ?2 until, ?3 region, ?4 kind */
#define DUE_SQL(table)                                                                             \
  "FROM " table " AS a JOIN record AS r ON r.id = a.record "                                       \
  "WHERE a.waits = 1 AND a.due_at >= ?1 AND a.due_at < ?2 AND r.quarantine IS NULL "               \
  "AND (?3 IS NULL OR r.region = ?3 OR substr(r.region, 1, length(?3) + 1) = ?3 || '.') "          \
  "AND (?4 IS NULL OR r.kind = ?4) "

#define DETAIL_SQL(table)                                                                          \
  "WITH due AS (SELECT a.entry AS n, a.record AS record, a.due_at AS due_at, r.title AS title, "   \
  "r.kind AS kind, r.region AS region " DUE_SQL (                                                  \
      table) "ORDER BY a.due_at, a.entry LIMIT ?5) "                                               \
             "SELECT e.id, due.record, e.header ->> 'time', e.device, body.json, due.title, "      \
             "due.kind, "                                                                          \
             "due.region, person.name FROM due JOIN entry AS e ON e.n = due.n JOIN body ON "       \
             "body.entry = e.n "                                                                   \
             "LEFT JOIN person ON person.device = e.device ORDER BY due.due_at, due.n"

GPtrArray *
pantau_store_forwards (PantauStore *self, const char *id, GError **error)
{
  g_autoptr (PantauRecord) record = pantau_store_get (self, id, error);

  return record != NULL ? pantau_forwards_new (record) : NULL;
}

GPtrArray *
pantau_store_treatments (PantauStore *self, const char *id, GError **error)
{
  g_autoptr (PantauRecord) record = pantau_store_get (self, id, error);

  return record != NULL ? pantau_treatments_new (record) : NULL;
}

/* The line of a row of DETAIL_SQL. FALSE where its body is not here. */
static gboolean
read_line (PantauStmt *stmt, char **id, PantauActLine *line)
{
  const char *body = pantau_stmt_text (stmt, 4);

  *line = (PantauActLine){ .time = pantau_stmt_text (stmt, 2),
                           .device = pantau_stmt_text (stmt, 3),
                           .author = pantau_stmt_text (stmt, 8),
                           .body = body != NULL ? pantau_json_parse_known (body, NULL) : NULL };
  line->id = *id = pantau_stmt_hex (stmt, 0);

  return line->body != NULL;
}

static gint64
limit_of (const PantauDueFilter *filter)
{
  return filter->limit > 0 ? (gint64) filter->limit : -1;
}

GPtrArray *
pantau_store_forwards_due (PantauStore *self, const PantauDueFilter *filter, GError **error)
{
  g_autoptr (GPtrArray) forwards =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_forward_free);
  PantauStmt *stmt;

  if (!pantau_store_freshen (self, error))
    return NULL;

  stmt = pantau_db_query (self->db, DETAIL_SQL ("forward"), "iissi", filter->from, filter->until,
                          filter->region, filter->kind, limit_of (filter));
  while (pantau_stmt_next (stmt))
    {
      g_autofree char *id = NULL;
      PantauActLine line;
      PantauForward *forward = read_line (stmt, &id, &line)
                                   ? pantau_act_read_forward (&line, pantau_stmt_text (stmt, 1))
                                   : NULL;

      g_clear_pointer (&line.body, json_object_unref);
      if (forward == NULL)
        continue;
      forward->title = g_strdup (pantau_stmt_text (stmt, 5));
      forward->kind = g_strdup (pantau_stmt_text (stmt, 6));
      forward->region = g_strdup (pantau_stmt_text (stmt, 7));
      g_ptr_array_add (forwards, forward);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&forwards) : NULL;
}

/* How far it is was told by its steps, which this does not read: the row of the projection knows. */
static gboolean
read_states (PantauStore *self, GPtrArray *treatments, GError **error)
{
  for (guint i = 0; i < treatments->len; i++)
    {
      PantauTreatment *treatment = g_ptr_array_index (treatments, i);
      PantauStmt *stmt = pantau_db_query (self->db,
                                          "SELECT state, differs FROM treatment JOIN entry AS e ON "
                                          "e.n = treatment.entry WHERE e.id = ?1",
                                          "x", treatment->entry);

      if (pantau_stmt_next (stmt))
        {
          g_free (treatment->state);
          treatment->state = g_strdup (pantau_stmt_text (stmt, 0));
          treatment->differs = pantau_stmt_integer (stmt, 1) != 0;
        }
      if (!pantau_stmt_finish (stmt, error))
        return FALSE;
    }

  return TRUE;
}

GPtrArray *
pantau_store_treatments_due (PantauStore *self, const PantauDueFilter *filter, GError **error)
{
  g_autoptr (GPtrArray) treatments =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_treatment_free);
  PantauStmt *stmt;

  if (!pantau_store_freshen (self, error))
    return NULL;

  stmt = pantau_db_query (self->db, DETAIL_SQL ("treatment"), "iissi", filter->from, filter->until,
                          filter->region, filter->kind, limit_of (filter));
  while (pantau_stmt_next (stmt))
    {
      g_autofree char *id = NULL;
      PantauActLine line;
      PantauTreatment *treatment =
          read_line (stmt, &id, &line)
              ? pantau_act_read_treatment (&line, pantau_stmt_text (stmt, 1))
              : NULL;

      g_clear_pointer (&line.body, json_object_unref);
      if (treatment == NULL)
        continue;
      treatment->title = g_strdup (pantau_stmt_text (stmt, 5));
      treatment->kind = g_strdup (pantau_stmt_text (stmt, 6));
      treatment->region = g_strdup (pantau_stmt_text (stmt, 7));
      g_ptr_array_add (treatments, treatment);
    }
  if (!pantau_stmt_finish (stmt, error) || !read_states (self, treatments, error))
    return NULL;

  return g_steal_pointer (&treatments);
}

gboolean
pantau_store_count_due (PantauStore *self,
                        const PantauDueFilter *filter,
                        gint64 *forwards,
                        gint64 *treatments,
                        GError **error)
{
  return pantau_store_freshen (self, error) &&
         pantau_db_integer (self->db, 0, forwards, error, "SELECT count(*) " DUE_SQL ("forward"),
                            "iiss", filter->from, filter->until, filter->region, filter->kind) &&
         pantau_db_integer (self->db, 0, treatments, error,
                            "SELECT count(*) " DUE_SQL ("treatment"), "iiss", filter->from,
                            filter->until, filter->region, filter->kind);
}

const char *const pantau_rels[] = { PANTAU_REL_SIGHTING, PANTAU_REL_SAME, PANTAU_REL_DUPLICATE,
                                    PANTAU_REL_BECAME, NULL };

void
pantau_link_free (PantauLink *self)
{
  g_free (self->entry);
  g_free (self->rel);
  g_free (self->record);
  g_free (self->title);
  g_free (self->kind);
  g_free (self);
}

GPtrArray *
pantau_store_links (PantauStore *self, const char *record, GError **error)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_link_free);
  PantauStmt *stmt;

  if (!pantau_store_freshen (self, error))
    return NULL;

  stmt = pantau_db_query (
      self->db,
      "SELECT e.id, link.rel, 0 AS incoming, link.target AS other, r.title, r.kind FROM link "
      "JOIN entry AS e ON e.n = link.entry LEFT JOIN record AS r ON r.id = link.target "
      "WHERE link.record = ?1 "
      "UNION ALL "
      "SELECT e.id, link.rel, 1, link.record, r.title, r.kind FROM link "
      "JOIN entry AS e ON e.n = link.entry LEFT JOIN record AS r ON r.id = link.record "
      "WHERE link.target = ?1 AND link.record <> ?1 ORDER BY incoming, other, 1",
      "s", record);
  while (pantau_stmt_next (stmt))
    {
      PantauLink *link = g_new0 (PantauLink, 1);

      link->entry = pantau_stmt_hex (stmt, 0);
      link->rel = g_strdup (pantau_stmt_text (stmt, 1));
      link->is_incoming = pantau_stmt_integer (stmt, 2) != 0;
      link->record = g_strdup (pantau_stmt_text (stmt, 3));
      link->title = g_strdup (pantau_stmt_text (stmt, 4));
      link->kind = g_strdup (pantau_stmt_text (stmt, 5));
      g_ptr_array_add (links, link);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&links) : NULL;
}
