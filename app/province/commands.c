/* SPDX-License-Identifier: GPL-3.0-or-later */
/* devices, revoke, stats, verify: what they do, wherever they run; and who does the others. */

#include "config.h"

#include "commands.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "commands-copy.h"
#include "commands-files.h"
#include "commands-invite.h"
#include "commands-private.h"
#include "officers.h"
#include "pantau-json.h"
#include "pantau-redaction.h"
#include "pins.h"
#include "scrub.h"

JsonObject *
pantau_command_failure (const char *code, const char *field, const char *message)
{
  JsonObject *answer = json_object_new (), *error = json_object_new ();

  json_object_set_string_member (error, "code", code);
  if (field != NULL)
    json_object_set_string_member (error, "field", field);
  else
    json_object_set_null_member (error, "field");
  json_object_set_string_member (error, "message", message);
  json_object_set_object_member (answer, "error", error);

  return answer;
}

JsonObject *
pantau_command_success (const char *output)
{
  JsonObject *answer = json_object_new ();

  json_object_set_string_member (answer, "output", output);

  return answer;
}

static gboolean
devices (PantauProvince *province, JsonObject *request, JsonObject **answer, GError **error)
{
  gboolean as_json = pantau_json_boolean (request, "json");
  g_autoptr (GString) text = g_string_new (NULL);
  PantauStmt *stmt;

  stmt = pantau_db_query (
      pantau_province_get_db (province),
      "SELECT d.key, d.person, d.role, d.region, d.last_day, d.revoked IS NOT NULL, "
      "(SELECT count(*) FROM entry WHERE device = d.key), "
      "(SELECT json_extract (i.person, '$.name') FROM invitation AS i WHERE i.device = d.key "
      "ORDER BY i.granted DESC LIMIT 1) FROM device AS d ORDER BY d.region, d.person",
      "");
  while (pantau_stmt_next (stmt))
    {
      const char *name = pantau_stmt_text (stmt, 7), *last_day = pantau_stmt_text (stmt, 4);
      gboolean revoked = pantau_stmt_integer (stmt, 5) != 0;

      if (as_json)
        {
          g_autoptr (JsonObject) object = json_object_new ();
          g_autofree char *line = NULL;

          json_object_set_string_member (object, "device", pantau_stmt_text (stmt, 0));
          json_object_set_string_member (object, "person", pantau_stmt_text (stmt, 1));
          json_object_set_string_member (object, "name", name != NULL ? name : "");
          json_object_set_string_member (object, "role", pantau_stmt_text (stmt, 2));
          json_object_set_string_member (object, "region", pantau_stmt_text (stmt, 3));
          if (last_day != NULL)
            json_object_set_string_member (object, "last_day", last_day);
          else
            json_object_set_null_member (object, "last_day");
          json_object_set_boolean_member (object, "revoked", revoked);
          json_object_set_int_member (object, "entries", pantau_stmt_integer (stmt, 6));
          line = pantau_json_object_text (object);
          g_string_append_printf (text, "%s\n", line);
        }
      else
        g_string_append_printf (text, "%s  %-8s  %-13s  %-12s  %6" G_GINT64_FORMAT "  %s%s\n",
                                pantau_stmt_text (stmt, 0), pantau_stmt_text (stmt, 2),
                                pantau_stmt_text (stmt, 3), pantau_stmt_text (stmt, 1),
                                pantau_stmt_integer (stmt, 6), name != NULL ? name : "",
                                revoked ? _ (" (revoked)") : "");
    }
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;
  *answer = pantau_command_success (text->str);

  return TRUE;
}

/* A device by its key, or all devices of a person code. */
static gboolean
revoke_devices (PantauProvince *province,
                PantauBook *book,
                JsonObject *request,
                JsonObject **answer,
                GError **error)
{
  const char *who = pantau_json_string (request, "device"),
             *reason = pantau_json_string (request, "reason");
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  PantauStmt *stmt;

  if (who == NULL)
    {
      *answer = pantau_command_failure ("missing", "device",
                                        _ ("say which device, by its key or by the person code"));
      return TRUE;
    }

  stmt = pantau_db_query (
      pantau_province_get_db (province),
      "SELECT key FROM device WHERE (key = ?1 OR person = ?1) AND revoked IS NULL ORDER BY key",
      "s", who);
  while (pantau_stmt_next (stmt))
    g_ptr_array_add (keys, g_strdup (pantau_stmt_text (stmt, 0)));
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;

  if (keys->len == 0)
    {
      *answer = pantau_command_failure (
          "not-found", "device", _ ("no device with that key or person code is granted now"));
      return TRUE;
    }
  for (guint i = 0; i < keys->len; i++)
    if (!pantau_book_revoke (book, g_ptr_array_index (keys, i), reason, error))
      return FALSE;
  g_ptr_array_add (keys, NULL);
  {
    g_autofree char *text = g_strjoinv ("\n", (char **) keys->pdata);

    *answer = pantau_command_success (text);
  }

  return TRUE;
}

static gboolean
stats (PantauProvince *province, JsonObject *request, JsonObject **answer, GError **error)
{
  static const struct
  {
    const char *name, *sql;
  } counts[] = {
    { "entries", "SELECT count(*) FROM entry" },
    { "records", "SELECT count(*) FROM record WHERE kind <> 'device'" },
    { "quarantined", "SELECT count(*) FROM quarantined" },
    { "devices", "SELECT count(*) FROM device WHERE revoked IS NULL" },
    { "revoked", "SELECT count(*) FROM device WHERE revoked IS NOT NULL" },
    { "invitations",
      "SELECT count(*) FROM invitation WHERE device IS NULL AND expires > unixepoch()" },
    { "files", "SELECT count(*) FROM blob" },
    { "file_bytes", "SELECT coalesce (sum (size), 0) FROM blob" },
    { "uploads", "SELECT count(*) FROM uploading WHERE ended IS NULL" },
    { "identity_openings", "SELECT count(*) FROM opening WHERE at > unixepoch() - 3600" },
    { "identity_alerts", "SELECT count(*) FROM alerted WHERE at > unixepoch() - 7 * 24 * 3600" },
  };
  gboolean as_json = pantau_json_boolean (request, "json");
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *head = NULL;
  gint64 index = pantau_province_get_head (province, &head);

  json_object_set_string_member (object, "province", pantau_province_get_name (province));
  json_object_set_string_member (object, "epoch", pantau_province_get_epoch (province));
  json_object_set_boolean_member (object, "practice", pantau_province_is_practice (province));
  json_object_set_int_member (object, "index", index);
  json_object_set_string_member (object, "head", head);
  g_string_append_printf (text, "province %s%s\nepoch %s\nindex %" G_GINT64_FORMAT "\nhead %s\n",
                          pantau_province_get_name (province),
                          pantau_province_is_practice (province) ? " LATIHAN" : "",
                          pantau_province_get_epoch (province), index, head);

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      gint64 count;

      if (!pantau_db_integer (pantau_province_get_db (province), 0, &count, error, counts[i].sql,
                              ""))
        return FALSE;
      json_object_set_int_member (object, counts[i].name, count);
      g_string_append_printf (text, "%s %" G_GINT64_FORMAT "\n", counts[i].name, count);
    }

  if (as_json)
    {
      g_autofree char *line = pantau_json_object_text (object);

      g_string_printf (text, "%s\n", line);
    }
  *answer = pantau_command_success (text->str);

  return TRUE;
}

gboolean
pantau_command_run (PantauProvince *province,
                    PantauBook *book,
                    JsonObject *request,
                    JsonObject **answer,
                    GError **error)
{
  const char *command = pantau_json_string (request, "command");

  if (g_strcmp0 (command, "invite") == 0)
    return pantau_command_invite (province, request, answer, error);
  if (g_strcmp0 (command, "invite-list") == 0)
    return pantau_command_invite_list (province, request, answer, error);
  if (g_strcmp0 (command, "devices") == 0)
    return devices (province, request, answer, error);
  if (g_strcmp0 (command, "revoke") == 0)
    return revoke_devices (province, book, request, answer, error);
  if (g_strcmp0 (command, "stats") == 0)
    return stats (province, request, answer, error);
  if (g_strcmp0 (command, "limits") == 0)
    return pantau_command_limits (province, request, answer, error);
  if (g_strcmp0 (command, "sweep") == 0)
    return pantau_command_sweep (province, request, answer, error);
  if (g_strcmp0 (command, "mend") == 0)
    return pantau_command_mend (province, request, answer, error);
  if (command != NULL && g_str_has_prefix (command, "pin-"))
    return pantau_pins_run (province, request, answer, error);
  if (g_strcmp0 (command, "copy-note") == 0)
    return pantau_command_note_copy (province, request, answer, error);
  if (command != NULL && g_str_has_prefix (command, "keys-"))
    return pantau_officers_run (province, book, request, answer, error);

  *answer = pantau_command_failure ("unknown-command", NULL,
                                    _ ("the serving program does not know this command"));

  return TRUE;
}

/* Every file again, and those that came and are here no more. */
static gboolean
verify_files (PantauProvince *province, GPtrArray *faults, GError **error)
{
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_scrub_fault_free);
  PantauScrubCounts counts;

  if (!pantau_scrub_run (pantau_province_get_db (province), pantau_province_get_blobs (province), 0,
                         found, &counts, NULL, NULL, NULL, error))
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (faults,
                     g_strdup (((PantauScrubFault *) g_ptr_array_index (found, i))->message));

  return TRUE;
}

gboolean
pantau_command_verify_ledger (PantauDb *db,
                              PantauLedger *ledger,
                              GPtrArray *faults,
                              GPtrArray *copied,
                              PantauProgress progress,
                              gpointer data,
                              GError **error)
{
  guint8 head[PANTAU_SHA256_SIZE] = { 0 };
  gint64 expected = 1, entries, numbers;
  PantauStmt *stmt;

  if (!pantau_ledger_verify_apart (ledger, faults, copied, progress, data, error) ||
      !pantau_redaction_verify (db, faults, error))
    return FALSE;

  stmt = pantau_db_query (
      db, "SELECT idx, id, head FROM number JOIN entry ON n = number.entry ORDER BY idx", "");
  while (pantau_stmt_next (stmt))
    {
      g_autofree char *id = pantau_stmt_hex (stmt, 1), *kept = pantau_stmt_hex (stmt, 2),
                      *computed = NULL;

      if (pantau_stmt_integer (stmt, 0) != expected)
        g_ptr_array_add (faults,
                         g_strdup_printf (_ ("the number %" PRId64 " is missing"), expected));
      expected = pantau_stmt_integer (stmt, 0) + 1;

      pantau_head_extend (head, id);
      computed = pantau_hex (head, sizeof head);
      if (g_strcmp0 (kept, computed) != 0)
        g_ptr_array_add (faults,
                         g_strdup_printf (_ ("the head at number %" PRId64 " does not match"),
                                          pantau_stmt_integer (stmt, 0)));
    }
  if (!pantau_stmt_finish (stmt, error) ||
      !pantau_db_integer (db, 0, &entries, error, "SELECT count(*) FROM entry", "") ||
      !pantau_db_integer (db, 0, &numbers, error, "SELECT count(*) FROM number", ""))
    return FALSE;
  if (entries != numbers)
    g_ptr_array_add (faults, g_strdup (_ ("some entries were stored but not numbered")));

  return TRUE;
}

gboolean
pantau_command_verify (PantauProvince *province,
                       GPtrArray *faults,
                       GPtrArray *copied,
                       PantauProgress progress,
                       gpointer data,
                       GError **error)
{
  return pantau_command_verify_ledger (pantau_province_get_db (province),
                                       pantau_province_get_ledger (province), faults, copied,
                                       progress, data, error) &&
         verify_files (province, faults, error);
}
