/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comparisons found: the table `reconciled`. */

#include "config.h"

#include <string.h>

#include "pantau-calendar.h"
#include "pantau-json.h"
#include "pantau-reconcile-private.h"

/* Setting: when a comparison failed, Unix seconds by the province's clock. */
#define TRIED "reconcile-tried"

/* Seconds until it is tried again. */
#define REST 3600

static const char *const kind_names[] = {
  [PANTAU_DIFFERENCE_LOST] = "lost",
  [PANTAU_DIFFERENCE_MISSING] = "missing",
  [PANTAU_DIFFERENCE_COPIED] = "copied",
  [PANTAU_DIFFERENCE_FILE_LOST] = "file-lost",
};

const char *
pantau_difference_get_name (PantauDifferenceKind kind)
{
  return kind_names[kind];
}

PantauReconciled *
pantau_reconciled_new (void)
{
  PantauReconciled *self = g_new0 (PantauReconciled, 1);

  self->differences = g_array_new (FALSE, FALSE, sizeof (PantauDifference));

  return self;
}

void
pantau_reconciled_free (PantauReconciled *self)
{
  g_array_unref (self->differences);
  g_free (self->day);
  g_free (self->at);
  g_free (self);
}

gboolean
pantau_reconciled_is_well (const PantauReconciled *self)
{
  for (guint i = 0; i < self->differences->len; i++)
    if (!g_array_index (self->differences, PantauDifference, i).is_settled)
      return FALSE;

  return self->more == 0;
}

void
pantau_reconciled_add (PantauReconciled *self,
                       PantauDifferenceKind kind,
                       gint64 seq,
                       const char *id)
{
  PantauDifference difference = { .kind = kind, .seq = seq };

  if (self->differences->len == PANTAU_RECONCILE_MOST)
    {
      self->more++;
      return;
    }
  g_strlcpy (difference.id, id, sizeof difference.id);
  g_array_append_val (self->differences, difference);
}

/* [{"what", "seq", "id", "settled"}, …], and at the end {"more"} where there were too many. (transfer full) */
static char *
differences_text (const PantauReconciled *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->differences->len; i++)
    {
      const PantauDifference *difference = &g_array_index (self->differences, PantauDifference, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "what", kind_names[difference->kind]);
      if (difference->seq > 0)
        json_object_set_int_member (object, "seq", difference->seq);
      json_object_set_string_member (object, "id", difference->id);
      json_object_set_boolean_member (object, "settled", difference->is_settled);
      json_array_add_object_element (array, object);
    }
  if (self->more > 0)
    {
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "more", self->more);
      json_array_add_object_element (array, object);
    }
  json_node_take_array (node, array);

  return pantau_json_node_text (node);
}

/* What a newer program wrote and this one does not know is passed over. */
static void
read_difference (PantauReconciled *self, JsonObject *object)
{
  const char *what = pantau_json_string (object, "what"), *id = pantau_json_string (object, "id");

  self->more += pantau_json_integer (object, "more", 0);
  for (guint i = 0; what != NULL && id != NULL && i < G_N_ELEMENTS (kind_names); i++)
    if (g_str_equal (what, kind_names[i]))
      {
        pantau_reconciled_add (self, (PantauDifferenceKind) i,
                               pantau_json_integer (object, "seq", 0), id);
        g_array_index (self->differences, PantauDifference, self->differences->len - 1).is_settled =
            pantau_json_boolean (object, "settled");
      }
}

static void
read_differences (PantauReconciled *self, const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonArray *array =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      read_difference (self, json_array_get_object_element (array, i));
}

gboolean
pantau_reconciled_store (PantauDb *db, const PantauReconciled *self, GError **error)
{
  g_autofree char *faults = differences_text (self);

  return pantau_db_run (
      db, error,
      "INSERT INTO reconciled (day, at, sent, held, files_sent, files_held, faults) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (day) DO UPDATE SET at = ?2, sent = ?3, "
      "held = ?4, files_sent = ?5, files_held = ?6, faults = ?7",
      "ssiiiis", self->day, self->at, self->sent, self->held, self->files_sent, self->files_held,
      faults);
}

GPtrArray *
pantau_reconciled_list (PantauDb *db, guint limit, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_reconciled_free);
  PantauStmt *stmt =
      pantau_db_query (db,
                       "SELECT day, at, sent, held, files_sent, files_held, faults FROM reconciled "
                       "ORDER BY day DESC LIMIT ?1",
                       "i", (gint64) limit);

  while (pantau_stmt_next (stmt))
    {
      PantauReconciled *row = pantau_reconciled_new ();

      row->day = g_strdup (pantau_stmt_text (stmt, 0));
      row->at = g_strdup (pantau_stmt_text (stmt, 1));
      row->sent = pantau_stmt_integer (stmt, 2);
      row->held = pantau_stmt_integer (stmt, 3);
      row->files_sent = pantau_stmt_integer (stmt, 4);
      row->files_held = pantau_stmt_integer (stmt, 5);
      read_differences (row, pantau_stmt_text (stmt, 6));
      g_ptr_array_add (list, row);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&list) : NULL;
}

PantauReconciled *
pantau_reconciled_get_last (PantauDb *db, GError **error)
{
  g_autoptr (GPtrArray) list = pantau_reconciled_list (db, 1, error);

  return list != NULL && list->len > 0 ? g_ptr_array_steal_index (list, 0) : NULL;
}

char *
pantau_reconcile_day_of (gint64 when)
{
  GDate day = pantau_calendar_day_of (when);

  return g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&day), (guint) g_date_get_month (&day),
                          g_date_get_day (&day));
}

/* Another day than the last one's, not a later one: a province whose clock was wrong and put right must not stop it for years. */
gboolean
pantau_reconcile_is_due (PantauHome *home, gint64 now)
{
  g_autofree char *today = pantau_reconcile_day_of (now);
  g_autofree char *tried = pantau_home_get_setting (home, TRIED);
  gint64 since = tried != NULL ? now - g_ascii_strtoll (tried, NULL, 10) : REST, done = 0;

  return (since < 0 || since >= REST) &&
         pantau_db_integer (pantau_home_get_db (home), 0, &done, NULL,
                            "SELECT count(*) FROM reconciled WHERE day = ?1", "s", today) &&
         done == 0;
}

void
pantau_reconcile_note_failure (PantauHome *home, gint64 now)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, now);

  pantau_home_set_setting (home, TRIED, text, NULL);
}
