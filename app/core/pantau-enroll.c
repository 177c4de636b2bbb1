/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Enrolment on the device's side; declared in pantau-sync.h. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-access.h"
#include "pantau-client.h"
#include "pantau-error.h"
#include "pantau-invite.h"
#include "pantau-json.h"
#include "pantau-sync.h"

/* The province of a home that has none yet: joins are for it alone, and tell nothing (data/doc/protocol.md, "Enrolment"). */
#define ROOT_REGION "16"

/* The join that was written for this code before, when the answer got lost; NULL where there is none. */
static PantauEntry *
find_join (PantauHome *home, const char *invite_id, GError **error)
{
  g_autoptr (PantauEntry) found = NULL;
  gint64 n;

  if (!pantau_db_integer (
          pantau_home_get_db (home), 0, &n, error,
          "SELECT n FROM entry JOIN body ON entry = n WHERE device = ?1 AND type = 'device.join' "
          "AND json ->> 'invite' = ?2 ORDER BY n DESC LIMIT 1",
          "ss", pantau_home_get_device (home), invite_id))
    return NULL;

  return n != 0 ? pantau_ledger_get (pantau_home_get_ledger (home), n, error) : NULL;
}

static PantauEntry *
write_join (PantauHome *home, const PantauInvite *invite, GError **error)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *mac = pantau_invite_join_mac (invite, pantau_home_get_device (home));
  g_autofree char *now = pantau_home_now ();
  PantauEntry *entry = NULL;
  PantauDraft draft = { .record = pantau_home_get_device_record (home),
                        .kind = "device",
                        .is_open = FALSE,
                        .region = ROOT_REGION,
                        .type = PANTAU_TYPE_JOIN,
                        .time = now,
                        .body = body };

  json_object_set_string_member (body, "invite", pantau_invite_get_id (invite));
  json_object_set_string_member (body, "mac", mac);
  json_object_set_boolean_member (body, "practice", pantau_home_is_practice (home));

  return pantau_home_write (home, &draft, &entry, error) ? entry : NULL;
}

/* Only who knows the code can have made this grant for this key. */
static PantauEntry *
check_grant (PantauHome *home,
             const PantauInvite *invite,
             const char *line,
             JsonObject **body,
             GError **error)
{
  g_autoptr (PantauEntry) grant = pantau_entry_decode (line, strlen (line), error);
  g_autofree char *mac = NULL;

  if (grant == NULL)
    return NULL;
  *body = grant->body != NULL ? pantau_entry_parse_body (grant, NULL) : NULL;
  mac = pantau_invite_grant_mac (invite, grant->device, pantau_home_get_device (home));

  if (!g_str_equal (grant->type, PANTAU_TYPE_GRANT) ||
      !pantau_secret_equal (mac, pantau_json_string (*body, "mac")) ||
      g_strcmp0 (pantau_json_string (*body, "device"), pantau_home_get_device (home)) != 0)
    return pantau_throw_null (
        error, PANTAU_ERROR_SIGNATURE,
        _ ("whoever answered does not know the invitation's code; this is not the province "
           "that invited you"));

  return g_steal_pointer (&grant);
}

static gboolean
store_grant (PantauHome *home, PantauEntry *grant, const char *epoch, gint64 index, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  PantauLedger *ledger = pantau_home_get_ledger (home);
  g_autofree char *known = pantau_home_get_setting (home, "epoch");
  gsize length = strlen (epoch);
  gint64 n;

  /* Our own name of it, where the province once forgot and kept the name (EPOCH~2): two numberings must not be mixed. */
  if (known != NULL && g_str_has_prefix (known, epoch) &&
      (known[length] == '\0' || known[length] == '~'))
    epoch = known;

  if (!pantau_db_begin (db, PANTAU_DB_DURABLE, error))
    return FALSE;
  if (!pantau_ledger_add (ledger, grant, &n, NULL, error) ||
      !pantau_ledger_number (ledger, epoch, index, n, error) ||
      !pantau_home_set_setting (home, "epoch", epoch, error))
    {
      pantau_db_rollback (db);
      return FALSE;
    }

  return pantau_db_commit (db, error);
}

gboolean
pantau_sync_enroll (PantauHome *home,
                    const char *server,
                    const char *code,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (PantauInvite) invite = NULL;
  g_autoptr (PantauClient) client = NULL;
  g_autoptr (PantauEntry) join = NULL;
  g_autoptr (PantauEntry) grant = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *line = NULL;
  const char *epoch;
  guint8 bytes[PANTAU_INVITE_CODE_SIZE];
  gint64 index;

  if (!pantau_invite_parse (code, bytes, error))
    return FALSE;
  invite = pantau_invite_new (bytes);
  explicit_bzero (bytes, sizeof bytes);

  /* The address is looked at before anything is written. */
  client = pantau_client_new (server, pantau_home_get_key (home), NULL, error);
  if (client == NULL)
    return FALSE;

  join = find_join (home, pantau_invite_get_id (invite), &local_error);
  if (join == NULL && local_error == NULL)
    join = write_join (home, invite, &local_error);
  if (join == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (!pantau_client_join (client, join, &line, &index, cancellable, error))
    return FALSE;
  grant = check_grant (home, invite, line, &body, error);
  if (grant == NULL)
    return FALSE;

  epoch = pantau_json_string (body, "epoch");
  if (epoch == NULL || index < 1)
    return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                         _ ("the province's grant is not well-formed"));

  if (pantau_home_get_province (home) != NULL &&
      !g_str_equal (pantau_home_get_province (home), grant->device))
    return pantau_throw (
        error, PANTAU_ERROR_CONFLICT,
        _ ("this home belongs to another province; please make a new home for this one"));

  /* The ledger first: if the power goes in between, the same code brings the same grant again. */
  return store_grant (home, grant, epoch, index, error) &&
         pantau_home_set_province (
             home, server, grant->device,
             pantau_home_is_practice (home) || pantau_json_boolean (body, "practice"), error) &&
         pantau_store_rebuild (pantau_home_get_store (home), NULL, NULL, error);
}
