/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Enrolment without any signal: the join goes out sealed by the invitation's code, the grant comes back sealed to the device. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-courier-out.h"
#include "pantau-enroll.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-trust.h"

/* What the answer is awaited with: a JSON object. The invitation's key in it is good for one enrolment, of this device. */
#define JOINING "joining"

gboolean
pantau_enroll_await (PantauHome *home,
                     const PantauInvite *invite,
                     const char *server,
                     const char *recovery,
                     gboolean keep_real,
                     GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *key = pantau_hex (pantau_invite_get_key (invite), PANTAU_INVITE_KEY_SIZE),
                  *text = NULL;
  gboolean ok;

  json_object_set_string_member (object, "id", pantau_invite_get_id (invite));
  json_object_set_string_member (object, "key", key);
  json_object_set_string_member (object, "server", server);
  if (recovery != NULL)
    json_object_set_string_member (object, "recovery", recovery);
  json_object_set_boolean_member (object, "keep_real", keep_real);
  text = pantau_json_object_text (object);
  ok = pantau_home_set_setting (home, JOINING, text, error);
  explicit_bzero (key, strlen (key));
  explicit_bzero (text, strlen (text));

  return ok;
}

gboolean
pantau_enroll_is_awaited (PantauHome *home)
{
  g_autofree char *text = pantau_home_get_setting (home, JOINING);

  return text != NULL;
}

static gboolean
settle_awaited (
    PantauHome *home, JsonObject *awaited, const char *line, gint64 index, GError **error)
{
  guint8 key[PANTAU_INVITE_KEY_SIZE];
  g_autoptr (PantauInvite) invite = NULL;
  const char *id = pantau_json_string (awaited, "id");

  if (id == NULL || !pantau_unhex (pantau_json_string (awaited, "key"), key, sizeof key))
    return pantau_throw (error, PANTAU_ERROR_DAMAGED,
                         _ ("what was noted of the enrolment is damaged; please begin it anew"));
  invite = pantau_invite_load (id, key);
  explicit_bzero (key, sizeof key);
  if (invite == NULL)
    return pantau_throw (error, PANTAU_ERROR_DAMAGED,
                         _ ("what was noted of the enrolment is damaged; please begin it anew"));

  return pantau_enroll_settle (home, invite, line, index, pantau_json_string (awaited, "server"),
                               pantau_json_string (awaited, "recovery"), NULL,
                               pantau_json_boolean (awaited, "keep_real"), NULL, error) &&
         pantau_home_set_setting (home, JOINING, NULL, error);
}

/* A grant that the home's own province signed for this device is a line like others. */
static gboolean
store_grant (PantauHome *home, PantauEntry *grant, gboolean *is_new, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  gboolean ok;

  if (!pantau_db_begin (db, PANTAU_DB_DURABLE, error))
    return FALSE;
  ok = pantau_ledger_add (pantau_home_get_ledger (home), grant, NULL, is_new, error);
  if (!ok)
    {
      pantau_db_rollback (db);
      return FALSE;
    }

  return pantau_db_commit (db, error) &&
         pantau_store_catch_up (pantau_home_get_store (home), error);
}

gboolean
pantau_enroll_take_grant (
    PantauHome *home, const char *line, gint64 index, gboolean *is_new, GError **error)
{
  g_autofree char *text = pantau_home_get_setting (home, JOINING);
  g_autoptr (JsonObject) awaited = text != NULL ? pantau_json_parse_known (text, NULL) : NULL;
  const char *province = pantau_home_get_province (home);
  g_autoptr (PantauEntry) grant = pantau_entry_decode (line, strlen (line), error);
  g_autoptr (PantauPerson) person = NULL;

  *is_new = FALSE;
  if (grant == NULL)
    return FALSE;
  /* Enrolled over the network meanwhile: then what its province signs is enough. */
  if (province != NULL)
    {
      person = pantau_card_read_grant (grant, province, NULL);
      if (person != NULL && g_str_equal (person->device, pantau_home_get_device (home)))
        return store_grant (home, grant, is_new, error) &&
               pantau_home_set_setting (home, JOINING, NULL, error);
    }
  if (province != NULL || awaited == NULL)
    return pantau_throw (error, PANTAU_ERROR_SIGNATURE,
                         _ ("a grant in the courier file is not for this laptop, or not of its "
                            "province"));
  if (!settle_awaited (home, awaited, line, index, error))
    return FALSE;
  *is_new = TRUE;

  return TRUE;
}

gboolean
pantau_courier_enroll (PantauHome *home,
                       const char *path,
                       const char *server,
                       const char *code,
                       const char *recovery,
                       gboolean keep_real,
                       gboolean replace,
                       PantauCourierSummary *summary,
                       GCancellable *cancellable,
                       GError **error)
{
  const PantauCourierOptions options = { .replace = replace, .no_files = TRUE };
  g_auto (PantauOut) self = { 0 };
  g_autoptr (PantauInvite) invite = NULL;
  g_autoptr (PantauEntry) join = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  guint8 bytes[PANTAU_INVITE_CODE_SIZE];

  pantau_courier_summary_begin (summary, path);
  if (pantau_home_get_province (home) != NULL)
    return pantau_throw (error, PANTAU_ERROR_CONFLICT, _ ("this laptop is enrolled already"));
  if (recovery != NULL && !pantau_home_may_pin (home, recovery, error))
    return FALSE;
  if (!pantau_invite_parse (code, bytes, error))
    return FALSE;
  invite = pantau_invite_new (bytes);
  explicit_bzero (bytes, sizeof bytes);

  /* Where it cannot be written nothing else is begun. */
  pantau_courier_summary_clear (summary);
  if (!pantau_out_begin (&self, home, path, &options, summary, cancellable, error))
    return FALSE;
  join = pantau_enroll_join (home, invite, error);
  if (join == NULL || !pantau_enroll_await (home, invite, server, recovery, keep_real, error))
    return FALSE;

  pantau_entry_append_line (join, line);
  g_string_truncate (line, line->len - 1);
  self.invite = invite;
  self.join = line->str;

  return pantau_out_write_lines (&self, error) && pantau_out_end (&self, error);
}
