/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions about sealed identities, about what officers are asked, and what the province noticed. */

#include "config.h"

#include "pantau-store-private.h"

#include "pantau-act-identity.h"
#include "pantau-json.h"

GPtrArray *
pantau_store_sealed (PantauStore *self, const char *id, GError **error)
{
  g_autoptr (PantauRecord) record = pantau_store_get (self, id, error);

  return record != NULL ? pantau_sealed_new (record) : NULL;
}

/* A record that has asks, in a list across records. */
typedef struct
{
  char *id, *title, *kind, *region;
} Home;

static void
home_clear (gpointer data)
{
  Home *self = data;

  g_free (self->id);
  g_free (self->title);
  g_free (self->kind);
  g_free (self->region);
}

/* (transfer full) (nullable): of Home */
static GArray *
read_homes (PantauStore *self, gboolean open_only, GError **error)
{
  g_autoptr (GArray) homes = g_array_new (FALSE, FALSE, sizeof (Home));
  PantauStmt *stmt;

  g_array_set_clear_func (homes, home_clear);
  stmt = pantau_db_query (
      self->db,
      "SELECT r.id, r.title, r.kind, r.region FROM identity_ask AS a JOIN record AS r "
      "ON r.id = a.record WHERE a.waits >= ?1 AND r.quarantine IS NULL "
      "GROUP BY r.id ORDER BY min (a.at), r.id",
      "i", (gint64) open_only);
  while (pantau_stmt_next (stmt))
    {
      Home home = { g_strdup (pantau_stmt_text (stmt, 0)), g_strdup (pantau_stmt_text (stmt, 1)),
                    g_strdup (pantau_stmt_text (stmt, 2)), g_strdup (pantau_stmt_text (stmt, 3)) };

      g_array_append_val (homes, home);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&homes) : NULL;
}

static int
compare_asks (gconstpointer a, gconstpointer b)
{
  const PantauAsk *left = *(PantauAsk *const *) a, *right = *(PantauAsk *const *) b;
  gint64 first = pantau_act_moment (NULL, "", left->time),
         second = pantau_act_moment (NULL, "", right->time);

  return first != second ? (first > second) - (first < second)
                         : g_strcmp0 (left->entry, right->entry);
}

GPtrArray *
pantau_store_asks (PantauStore *self, gboolean open_only, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_ask_free);
  g_autoptr (GArray) homes = NULL;

  if (!pantau_store_freshen (self, error))
    return NULL;
  homes = read_homes (self, open_only, error);
  if (homes == NULL)
    return NULL;

  for (guint i = 0; i < homes->len; i++)
    {
      const Home *home = &g_array_index (homes, Home, i);
      g_autoptr (PantauRecord) record = pantau_store_get (self, home->id, error);
      g_autoptr (GPtrArray) asks = NULL;

      if (record == NULL)
        return NULL;
      asks = pantau_asks_new (record);
      while (asks->len > 0)
        {
          PantauAsk *ask = g_ptr_array_steal_index (asks, 0);

          ask->title = g_strdup (home->title);
          ask->kind = g_strdup (home->kind);
          ask->region = g_strdup (home->region);
          if (!open_only || ask->is_open)
            g_ptr_array_add (list, ask);
          else
            pantau_ask_free (ask);
        }
    }
  g_ptr_array_sort (list, compare_asks);

  return g_steal_pointer (&list);
}

gboolean
pantau_store_count_asks (PantauStore *self, gint64 *open, GError **error)
{
  return pantau_store_freshen (self, error) &&
         pantau_db_integer (self->db, 0, open, error,
                            "SELECT count(*) FROM identity_ask AS a JOIN record AS r "
                            "ON r.id = a.record WHERE a.waits = 1 AND r.quarantine IS NULL",
                            "");
}

void
pantau_alert_free (PantauAlert *self)
{
  g_free (self->entry);
  g_free (self->what);
  g_free (self->person);
  g_free (self->name);
  g_free (self->since);
  g_free (self->time);
  g_free (self->region);
  g_free (self);
}

GPtrArray *
pantau_store_alerts (PantauStore *self, guint limit, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_alert_free);
  PantauStmt *stmt;

  if (!pantau_store_freshen (self, error))
    return NULL;

  /* The province writes them one after the other, so its own numbers are their order. */
  stmt = pantau_db_query (
      self->db,
      "SELECT e.id, a.what, a.person, a.count, a.since, a.time, a.region, "
      "(SELECT min (name) FROM person WHERE (code = a.person AND code <> '') OR device = a.person) "
      "FROM alert AS a JOIN entry AS e ON e.n = a.entry ORDER BY e.seq DESC LIMIT ?1",
      "i", limit > 0 ? (gint64) limit : -1);
  while (pantau_stmt_next (stmt))
    {
      PantauAlert *alert = g_new0 (PantauAlert, 1);

      alert->entry = pantau_stmt_hex (stmt, 0);
      alert->what = g_strdup (pantau_stmt_text (stmt, 1));
      alert->person = g_strdup (pantau_stmt_text (stmt, 2));
      alert->count = (guint) CLAMP (pantau_stmt_integer (stmt, 3), 0, G_MAXUINT32);
      alert->since = g_strdup (pantau_stmt_text (stmt, 4));
      alert->time = g_strdup (pantau_stmt_text (stmt, 5));
      alert->region = g_strdup (pantau_stmt_text (stmt, 6));
      alert->name = g_strdup (pantau_stmt_text (stmt, 7));
      g_ptr_array_add (list, alert);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&list) : NULL;
}
