/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold between homes that have met. Written from protocol.md, “Values”, and not from the program. */

#include "config.h"

#include "converge-oracle.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* key → text, where each row of @sql has a key and a text. (transfer full) */
static GHashTable *
read_map (PantauDb *db, const char *sql)
{
  GHashTable *map = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  PantauStmt *stmt = pantau_db_query (db, sql, "");
  g_autoptr (GError) error = NULL;

  while (pantau_stmt_next (stmt))
    {
      const char *key = pantau_stmt_text (stmt, 0), *text = pantau_stmt_text (stmt, 1),
                 *before = g_hash_table_lookup (map, key);

      g_hash_table_replace (map, g_strdup (key),
                            g_strconcat (before != NULL ? before : "", before != NULL ? "\n" : "",
                                         text != NULL ? text : "", NULL));
    }
  g_assert_true (pantau_stmt_finish (stmt, &error));
  g_assert_no_error (error);

  return map;
}

void
oracle_assert_holds (PantauDb *all, PantauDb *db, const char *device)
{
  static const char *const sql =
      "SELECT lower(hex(entry.id)), device || ' ' || seq || ' ' || ifnull(max(idx), 'unnumbered') "
      "FROM entry LEFT JOIN number ON number.entry = entry.n "
      "WHERE kind <> 'device' AND type NOT IN ('entry.quarantine', 'entry.admit') GROUP BY entry.n";
  g_autoptr (GHashTable) there = read_map (all, sql), here = read_map (db, sql);
  GHashTableIter iter;
  gpointer id, text;

  g_hash_table_iter_init (&iter, here);
  while (g_hash_table_iter_next (&iter, &id, &text))
    if (g_str_has_prefix (text, device))
      g_assert_cmpstr (g_hash_table_lookup (there, id), ==, text);
}

/* Each in an order of its own contents, since rows have numbers of this home alone. */
static const char *const shown[] = {
  "SELECT id, kind || '|' || open || '|' || region || '|' || ifnull(election, '') || '|' || title "
  "|| "
  "'|' || status || '|' || ifnull(severity, '') || '|' || ifnull(occurred, '') || '|' || creator "
  "|| '|' || differences || "
  "'|' || ifnull(quarantine, '') FROM record",
  "SELECT value.record, field || '=' || value || ' by ' || lower(hex(entry.id)) FROM value JOIN "
  "entry ON "
  "entry.n = value.entry ORDER BY value.record, field, entry.id",
  "SELECT lapsed.record, lower(hex(entry.id)) FROM lapsed JOIN entry ON entry.n = lapsed.entry "
  "ORDER BY lapsed.record, entry.id",
  "SELECT link.record, rel || ' ' || target || ' ' || lower(hex(entry.id)) FROM link JOIN entry ON "
  "entry.n = "
  "link.entry ORDER BY link.record, entry.id",
};

void
oracle_assert_same (PantauDb *one, PantauDb *other)
{
  static const char *const lines =
      "SELECT record, lower(hex(id)) FROM entry WHERE kind <> 'device' "
      "ORDER BY record, id";
  g_autoptr (GHashTable) mine = read_map (one, lines), theirs = read_map (other, lines);
  GHashTableIter iter;
  gpointer record, text;
  guint same = 0;

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autoptr (GHashTable) here = read_map (one, shown[i]), there = read_map (other, shown[i]);

      g_hash_table_iter_init (&iter, mine);
      while (g_hash_table_iter_next (&iter, &record, &text))
        if (g_strcmp0 (text, g_hash_table_lookup (theirs, record)) == 0)
          {
            g_assert_cmpstr (g_hash_table_lookup (here, record), ==,
                             g_hash_table_lookup (there, record));
            same++;
          }
    }
  g_assert_cmpuint (same, >, 0);
}

/* --- Values, once more --- */

typedef struct
{
  char *id;
  char *value;     /* (nullable): of the field that is asked for */
  GPtrArray *base; /* of char * */
} Setting;

static void
setting_free (gpointer data)
{
  Setting *setting = data;

  g_free (setting->id);
  g_free (setting->value);
  g_ptr_array_unref (setting->base);
  g_free (setting);
}

/* What a line sets @field to, as JSON; NULL where it sets nothing. (transfer full) */
static char *
value_of (const char *type, JsonObject *body, const char *field)
{
  JsonObject *from = body;

  if (g_str_equal (type, "record.set"))
    from = json_object_has_member (body, "fields") ? json_object_get_object_member (body, "fields")
                                                   : NULL;
  else if (!g_str_equal (type, "record.create") && !g_str_equal (type, "record.move"))
    return NULL;
  if (from == NULL || !json_object_has_member (from, field))
    return NULL;

  return json_to_string (json_object_get_member (from, field), FALSE);
}

/* record → GPtrArray of Setting, of lines that are not in quarantine. (transfer full) */
static GHashTable *
read_settings (PantauDb *db, const char *field)
{
  GHashTable *all =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  PantauStmt *stmt = pantau_db_query (
      db,
      "SELECT entry.record, lower(hex(entry.id)), entry.type, entry.header, body.json FROM entry "
      "JOIN "
      "body ON body.entry = entry.n WHERE entry.id NOT IN (SELECT id FROM verdict) AND "
      "entry.type LIKE 'record.%' AND body.json IS NOT NULL",
      "");
  g_autoptr (GError) error = NULL;

  while (pantau_stmt_next (stmt))
    {
      g_autoptr (JsonNode) header = json_from_string (pantau_stmt_text (stmt, 3), NULL),
                           body = json_from_string (pantau_stmt_text (stmt, 4), NULL);
      JsonArray *base = json_object_get_array_member (json_node_get_object (header), "base");
      const char *record = pantau_stmt_text (stmt, 0);
      GPtrArray *settings = g_hash_table_lookup (all, record);
      Setting *setting;
      char *value = value_of (pantau_stmt_text (stmt, 2), json_node_get_object (body), field);

      if (value == NULL)
        continue;
      if (settings == NULL)
        {
          settings = g_ptr_array_new_with_free_func (setting_free);
          g_hash_table_insert (all, g_strdup (record), settings);
        }
      setting = g_new0 (Setting, 1);
      setting->id = g_strdup (pantau_stmt_text (stmt, 1));
      setting->value = value;
      setting->base = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; i < json_array_get_length (base); i++)
        g_ptr_array_add (setting->base, g_strdup (json_array_get_string_element (base, i)));
      g_ptr_array_add (settings, setting);
    }
  g_assert_true (pantau_stmt_finish (stmt, &error));

  return all;
}

static gboolean
is_replaced (GPtrArray *settings, const char *id)
{
  for (guint i = 0; i < settings->len; i++)
    {
      const Setting *setting = g_ptr_array_index (settings, i);

      if (g_ptr_array_find_with_equal_func (setting->base, id, g_str_equal, NULL))
        return TRUE;
    }

  return FALSE;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* “ID=value” of those that nobody replaced, sorted; @n takes how many values are distinct. (transfer full) */
static char *
current_of (GPtrArray *settings, guint *n)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) distinct = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < settings->len; i++)
    {
      const Setting *setting = g_ptr_array_index (settings, i);

      if (is_replaced (settings, setting->id))
        continue;
      g_hash_table_add (distinct, setting->value);
      g_ptr_array_add (texts, g_strconcat (setting->id, "=", setting->value, NULL));
    }
  *n = g_hash_table_size (distinct);
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);

  return g_strjoinv ("\n", (char **) texts->pdata);
}

guint
oracle_assert_differences (PantauDb *db)
{
  static const char *const fields[] = { "title", "severity" };
  g_autoptr (GHashTable) told =
      read_map (db, "SELECT id, differences FROM record WHERE differences > 0");
  /* A record that is in quarantine itself is shown all the same, with what it says. */
  g_autoptr (GHashTable) held =
      read_map (db, "SELECT id, quarantine FROM record WHERE quarantine IS NOT NULL");

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *sql =
          g_strdup_printf ("SELECT value.record, lower(hex(entry.id)) || '=' || value FROM value "
                           "JOIN entry ON entry.n = "
                           "value.entry WHERE field = '%s' ORDER BY value.record, entry.id",
                           fields[i]);
      g_autoptr (GHashTable) settings = read_settings (db, fields[i]), values = read_map (db, sql);
      GHashTableIter iter;
      gpointer record, list;

      g_hash_table_iter_init (&iter, settings);
      while (g_hash_table_iter_next (&iter, &record, &list))
        {
          g_autofree char *expected = NULL;
          guint n;

          if (g_hash_table_contains (held, record))
            continue;
          expected = current_of (list, &n);
          g_assert_cmpstr (g_hash_table_lookup (values, record), ==, expected);
          if (n > 1)
            g_assert_true (g_hash_table_contains (told, record));
        }
    }

  return g_hash_table_size (told);
}
