/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of identity officers, and envelopes' keys for officers who came later: what the province takes in and passes on. */

#include "config.h"

#include "officers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "commands-private.h"
#include "pantau-error.h"
#include "pantau-home.h"
#include "pantau-json.h"
#include "pantau-roster.h"
#include "pantau-seal.h"

/* In the region that joins are written in too: it tells nothing. */
#define ROOT_REGION "16"

/* Settings of the province: the list as a statement, and the record that its lines are about. */
#define ROSTER "roster"
#define RECORD "roster-record"

static char *
get_setting (PantauProvince *province, const char *name)
{
  char *value = NULL;

  pantau_db_text (pantau_province_get_db (province), &value, NULL,
                  "SELECT value FROM setting WHERE name = ?1", "s", name);

  return value;
}

static gboolean
set_setting (PantauProvince *province, const char *name, const char *value, GError **error)
{
  return pantau_db_run (pantau_province_get_db (province), error,
                        "INSERT INTO setting (name, value) VALUES (?1, ?2) "
                        "ON CONFLICT (name) DO UPDATE SET value = ?2",
                        "ss", name, value);
}

/* (nullable) */
static PantauRoster *
get_roster (PantauProvince *province)
{
  g_autofree char *text = get_setting (province, ROSTER);

  return text != NULL ? pantau_roster_parse (text, NULL) : NULL;
}

char *
pantau_officers_get_fingerprint (PantauProvince *province)
{
  g_autoptr (PantauRoster) roster = get_roster (province);

  return roster != NULL ? g_strdup (pantau_roster_get_fingerprint (roster)) : NULL;
}

/* NULL where @roster may follow @known. */
static JsonObject *
judge (PantauRoster *roster, PantauRoster *known, gboolean new_recovery)
{
  g_autofree char *text = NULL, *before = NULL, *number = NULL;

  if (known == NULL)
    return NULL;

  if (!g_str_equal (pantau_roster_get_fingerprint (roster), pantau_roster_get_fingerprint (known)))
    {
      if (new_recovery)
        return NULL;
      text = g_strdup_printf (
          _ ("this list is signed by the recovery key %s, the one before by %s: homes that know "
             "the "
             "old key will not use it. If the old key is lost, say --new-recovery"),
          pantau_roster_get_fingerprint (roster), pantau_roster_get_fingerprint (known));
      return pantau_command_failure ("signature", "roster", text);
    }
  if (pantau_roster_get_serial (roster) > pantau_roster_get_serial (known))
    return NULL;

  number = g_strdup_printf ("%" G_GINT64_FORMAT, pantau_roster_get_serial (roster));
  before = g_strdup_printf ("%" G_GINT64_FORMAT, pantau_roster_get_serial (known));
  text =
      g_strdup_printf (_ ("this list has number %s, and number %s is in use; homes do not take an "
                          "older one"),
                       number, before);

  return pantau_command_failure ("conflict", "roster", text);
}

static gboolean
write_roster (PantauProvince *province, PantauBook *book, PantauRoster *roster, GError **error)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *now = pantau_home_now (), *record = get_setting (province, RECORD);
  JsonObject *statement = pantau_json_parse_known (pantau_roster_get_statement (roster), error);
  PantauDraft draft;

  if (statement == NULL)
    return FALSE;
  json_object_set_object_member (body, "roster", statement);
  if (record == NULL)
    record = pantau_uuid_new ();
  draft = (PantauDraft){ .record = record,
                         .kind = "device",
                         .is_open = FALSE,
                         .region = ROOT_REGION,
                         .type = PANTAU_TYPE_OFFICERS,
                         .time = now,
                         .body = body };

  return pantau_book_write (book, &draft, NULL, error) &&
         set_setting (province, RECORD, record, error) &&
         set_setting (province, ROSTER, pantau_roster_get_statement (roster), error);
}

static gboolean
set_roster (PantauProvince *province,
            PantauBook *book,
            JsonObject *request,
            JsonObject **answer,
            GError **error)
{
  JsonObject *statement = pantau_json_object (request, "roster");
  g_autofree char *text = statement != NULL ? pantau_json_object_text (statement) : g_strdup ("");
  g_autoptr (GError) fault = NULL;
  g_autoptr (PantauRoster) roster = pantau_roster_parse (text, &fault), known = NULL;

  if (roster == NULL)
    {
      *answer = pantau_command_failure (pantau_error_name (fault), "roster", fault->message);
      return TRUE;
    }

  known = get_roster (province);
  /* Once more the same changes nothing. */
  if (known != NULL &&
      g_str_equal (pantau_roster_get_statement (roster), pantau_roster_get_statement (known)))
    {
      *answer = pantau_command_success ("");
      return TRUE;
    }
  *answer = judge (roster, known, pantau_json_boolean (request, "new_recovery"));
  if (*answer != NULL)
    return TRUE;

  if (!write_roster (province, book, roster, error))
    return FALSE;
  *answer = pantau_command_success ("");

  return TRUE;
}

static gboolean
show_roster (PantauProvince *province, JsonObject **answer, GError **error)
{
  g_autofree char *text = get_setting (province, ROSTER);

  *answer = pantau_command_success ("");
  if (text != NULL)
    {
      JsonObject *statement = pantau_json_parse_known (text, error);

      if (statement == NULL)
        return FALSE;
      json_object_set_object_member (*answer, "roster", statement);
    }

  return TRUE;
}

/* Ids of keys that have a wrap for @seal already: an import that is repeated writes nothing twice. */
static gboolean
read_wrapped (PantauProvince *province, const PantauEntry *seal, GHashTable *keys, GError **error)
{
  PantauStmt *stmt = pantau_db_query (
      pantau_province_get_db (province),
      "SELECT json_extract (w.value, '$.key') FROM entry JOIN body ON body.entry = entry.n, "
      "json_each (body.json, '$.to') AS w WHERE entry.record = ?1 AND entry.type = "
      "'" PANTAU_TYPE_WRAP
      "' AND body.json ->> 'blob' = (SELECT json ->> 'blob' FROM body JOIN entry AS s "
      "ON s.n = body.entry WHERE s.id = ?2)",
      "sx", seal->record, seal->id);

  while (pantau_stmt_next (stmt))
    if (pantau_stmt_text (stmt, 0) != NULL)
      g_hash_table_add (keys, g_strdup (pantau_stmt_text (stmt, 0)));

  return pantau_stmt_finish (stmt, error);
}

/* Where the record is now, so that the officers there see the line. */
static char *
region_of (PantauProvince *province, const PantauEntry *seal)
{
  g_autofree char *regions = NULL;
  char *blank;

  pantau_db_text (pantau_province_get_db (province), &regions, NULL,
                  "SELECT regions FROM record WHERE id = ?1", "s", seal->record);
  if (regions == NULL)
    return g_strdup (seal->region);
  blank = strchr (regions, ' ');

  return blank != NULL ? g_strndup (regions, (gsize) (blank - regions)) : g_strdup (regions);
}

/* The elements of `to` that are wraps, and not there yet. (transfer full) (nullable): NULL where there is none */
static JsonArray *
new_wraps (JsonArray *given, GHashTable *known)
{
  g_autoptr (JsonArray) to = json_array_new ();

  for (guint i = 0; given != NULL && i < json_array_get_length (given); i++)
    {
      JsonNode *node = json_array_get_element (given, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      g_autoptr (PantauWrap) wrap =
          pantau_wrap_new (pantau_json_string (object, "key"), pantau_json_string (object, "box"));
      JsonObject *copy;

      if (wrap == NULL || !g_hash_table_add (known, g_strdup (wrap->key)))
        continue;
      copy = json_object_new ();
      json_object_set_string_member (copy, "key", wrap->key);
      json_object_set_string_member (copy, "box", wrap->box);
      json_array_add_object_element (to, copy);
    }

  return json_array_get_length (to) > 0 ? g_steal_pointer (&to) : NULL;
}

/* @written counts up where there was something new; a seal that is not here writes nothing. */
static gboolean
write_wrap (
    PantauProvince *province, PantauBook *book, JsonObject *given, gint64 *written, GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  PantauLedger *ledger = pantau_province_get_ledger (province);
  const char *id = pantau_json_string (given, "seal");
  g_autoptr (PantauEntry) seal = NULL;
  g_autoptr (JsonObject) seal_body = NULL, body = json_object_new ();
  g_autofree char *now = pantau_home_now (), *region = NULL;
  const char *base[] = { id, NULL };
  JsonArray *to;
  PantauDraft draft;
  gint64 n;

  if (!pantau_is_hash (id))
    return TRUE;
  if (!pantau_ledger_find (ledger, id, &n, error))
    return FALSE;
  seal = n != 0 ? pantau_ledger_get (ledger, n, error) : NULL;
  if (seal == NULL)
    return n == 0;
  seal_body = seal->body != NULL ? pantau_entry_parse_body (seal, NULL) : NULL;
  if (!g_str_equal (seal->type, PANTAU_TYPE_SEAL) || pantau_json_string (seal_body, "blob") == NULL)
    return TRUE;

  if (!read_wrapped (province, seal, known, error))
    return FALSE;
  to = new_wraps (pantau_json_array (given, "to"), known);
  if (to == NULL)
    return TRUE;

  json_object_set_string_member (body, "blob", pantau_json_string (seal_body, "blob"));
  json_object_set_array_member (body, "to", to);
  region = region_of (province, seal);
  draft = (PantauDraft){ .record = seal->record,
                         .kind = seal->kind,
                         .is_open = FALSE,
                         .region = region,
                         .type = PANTAU_TYPE_WRAP,
                         .time = now,
                         .base = base,
                         .body = body };
  (*written)++;

  return pantau_book_write (book, &draft, NULL, error);
}

static gboolean
take_wraps (PantauProvince *province,
            PantauBook *book,
            JsonObject *request,
            JsonObject **answer,
            GError **error)
{
  JsonArray *wraps = pantau_json_array (request, "wraps");
  gint64 written = 0;

  for (guint i = 0; wraps != NULL && i < json_array_get_length (wraps); i++)
    {
      JsonNode *node = json_array_get_element (wraps, i);

      if (JSON_NODE_HOLDS_OBJECT (node) &&
          !write_wrap (province, book, json_node_get_object (node), &written, error))
        return FALSE;
    }
  *answer = pantau_command_success ("");
  json_object_set_int_member (*answer, "written", written);

  return TRUE;
}

gboolean
pantau_officers_run (PantauProvince *province,
                     PantauBook *book,
                     JsonObject *request,
                     JsonObject **answer,
                     GError **error)
{
  const char *command = pantau_json_string (request, "command");

  if (g_str_equal (command, "keys-set"))
    return set_roster (province, book, request, answer, error);
  if (g_str_equal (command, "keys-show"))
    return show_roster (province, answer, error);

  return take_wraps (province, book, request, answer, error);
}
