/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another key for a home. What is where at each cut: the key's file beside the old one, then home.json, with which it counts, then the names. */

#include "config.h"

#include "pantau-rekey.h"

#include "pantau-contradiction.h"
#include "pantau-homefile.h"
#include "pantau-json.h"
#include "pantau-lock.h"

/* Everything written is in the database, and nothing of it in the journal alone. */
static gboolean
settle (const char *path, char **device, GError **error)
{
  g_autoptr (PantauHome) home = pantau_home_open (path, PANTAU_HOME_WRITE, error);
  g_autofree char *now = NULL;

  if (home == NULL)
    return FALSE;
  *device = g_strdup (pantau_home_get_device (home));
  now = pantau_home_now ();

  return pantau_db_run (pantau_home_get_db (home), error,
                        "INSERT INTO former (device, until) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                        "ss", *device, now);
}

gboolean
pantau_home_rekey (const char *path, GError **error)
{
  g_autofree char *device = NULL;
  g_autoptr (PantauHomefile) file = NULL;
  g_autoptr (PantauLock) lock = NULL;

  if (!settle (path, &device, error))
    return FALSE;
  lock = pantau_lock_take (path, 1000, error);
  file = lock != NULL ? pantau_homefile_load (path, error) : NULL;

  return file != NULL && pantau_homefile_renew_key (file, error);
}

static gboolean
note (PantauHome *home, gint64 seq, JsonArray *ids, GError **error)
{
  g_autoptr (JsonObject) proof = json_object_new ();

  json_object_set_string_member (proof, "device", pantau_home_get_device (home));
  json_object_set_int_member (proof, "seq", seq);
  json_object_set_array_member (proof, "entries", json_array_ref (ids));

  return pantau_contradiction_note (pantau_home_get_db (home), PANTAU_CONTRADICTION_COPIED, proof,
                                    error);
}

/* The province's warning: it has both lines. */
static gboolean
take_alert (PantauHome *home, const PantauEntry *alert, GError **error)
{
  g_autoptr (JsonObject) body = alert->body != NULL ? pantau_entry_parse_body (alert, NULL) : NULL;
  JsonArray *ids = pantau_json_array (body, "entries");
  gint64 seq = pantau_json_integer (body, "seq", 0);

  if (g_strcmp0 (alert->device, pantau_home_get_province (home)) != 0 ||
      g_strcmp0 (pantau_json_string (body, "what"), "copied") != 0 ||
      g_strcmp0 (pantau_json_string (body, "device"), pantau_home_get_device (home)) != 0 ||
      ids == NULL || seq < 1)
    return TRUE;

  return note (home, seq, ids, error);
}

/* A line of our own key that another wrote. */
static gboolean
take_own (PantauHome *home, const PantauEntry *entry, GError **error)
{
  g_autoptr (JsonArray) ids = json_array_new ();
  PantauStmt *stmt = pantau_db_query (
      pantau_home_get_db (home), "SELECT id FROM entry WHERE device = ?1 AND seq = ?2 ORDER BY id",
      "si", entry->device, entry->seq);

  while (pantau_stmt_next (stmt))
    {
      g_autofree char *id = pantau_stmt_hex (stmt, 0);

      json_array_add_string_element (ids, id);
    }
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;

  return json_array_get_length (ids) < 2 || note (home, entry->seq, ids, error);
}

gboolean
pantau_home_meet_copy (PantauHome *home, const PantauEntry *entry, GError **error)
{
  if (g_str_equal (entry->type, PANTAU_TYPE_ALERT))
    return take_alert (home, entry, error);

  return !g_str_equal (entry->device, pantau_home_get_device (home)) ||
         take_own (home, entry, error);
}

gboolean
pantau_home_is_copied (PantauHome *home)
{
  gint64 n;

  return pantau_db_integer (pantau_home_get_db (home), 0, &n, NULL,
                            "SELECT EXISTS (SELECT 1 FROM contradiction WHERE what = 'copied' "
                            "AND proof ->> 'device' = ?1)",
                            "s", pantau_home_get_device (home)) &&
         n != 0;
}
