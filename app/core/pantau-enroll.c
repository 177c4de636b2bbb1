/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Enrolment on the device's side; declared in pantau-sync.h. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-access.h"
#include "pantau-client.h"
#include "pantau-enroll.h"
#include "pantau-error.h"
#include "pantau-invite.h"
#include "pantau-json.h"
#include "pantau-sync.h"
#include "pantau-trust.h"

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

/* Before the province is: a home that belongs to one knows at once whose officers it may believe. */
static gboolean
remember_recovery (PantauHome *home, const char *invited, const char *granted, GError **error)
{
  g_autofree char *fingerprint = granted != NULL ? pantau_fingerprint_read (granted, NULL) : NULL;

  return (invited == NULL || pantau_home_pin_recovery (home, invited, "invitation", error)) &&
         (fingerprint == NULL || pantau_home_pin_recovery (home, fingerprint, "grant", NULL) ||
          TRUE);
}

/* What the grant names; without any what the invitation did, which is how the grant came. */
static void
remember_pins (PantauHome *home, const char *const *invited, JsonObject *grant)
{
  gint64 serial = 0;
  g_auto (GStrv) granted = pantau_pins_read (pantau_json_object (grant, "pin"), &serial);
  const char *const *spki = granted != NULL ? (const char *const *) granted : invited;

  if (spki != NULL && (granted != NULL || pantau_home_get_province (home) == NULL))
    pantau_pins_replace (pantau_home_get_pins (home), MAX (serial, 0), spki);
}

/* Records of this home that are meant for the real province. */
static gboolean
holds_real_records (PantauHome *home, gboolean *holds, GError **error)
{
  gint64 found = 0;

  if (!pantau_home_is_practice (home) &&
      !pantau_db_integer (pantau_home_get_db (home), 0, &found, error,
                          "SELECT EXISTS (SELECT 1 FROM entry WHERE device = ?1 AND type NOT LIKE "
                          "'device.%')",
                          "s", pantau_home_get_device (home)))
    return FALSE;
  *holds = found != 0;

  return TRUE;
}

PantauEntry *
pantau_enroll_join (PantauHome *home, const PantauInvite *invite, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  PantauEntry *join = find_join (home, pantau_invite_get_id (invite), &local_error);

  if (join == NULL && local_error == NULL)
    join = write_join (home, invite, &local_error);
  if (join == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return join;
}

gboolean
pantau_enroll_settle (PantauHome *home,
                      const PantauInvite *invite,
                      const char *line,
                      gint64 index,
                      const char *server,
                      const char *recovery,
                      const char *const *pins,
                      gboolean keep_real,
                      gboolean *practice,
                      GError **error)
{
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (PantauEntry) grant = check_grant (home, invite, line, &body, error);
  const char *epoch;
  gboolean holds_real;

  if (practice != NULL)
    *practice = FALSE;
  if (grant == NULL)
    return FALSE;

  epoch = pantau_json_string (body, "epoch");
  if (epoch == NULL || index < 1)
    return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                         _ ("the province's grant is not well-formed"));

  if (pantau_home_get_province (home) != NULL && !pantau_home_is_province (home, grant->device))
    return pantau_throw (
        error, PANTAU_ERROR_CONFLICT,
        _ ("this home belongs to another province; please make a new home for this one"));

  if (keep_real && pantau_json_boolean (body, "practice"))
    {
      if (!holds_real_records (home, &holds_real, error))
        return FALSE;
      if (holds_real)
        {
          if (practice != NULL)
            *practice = TRUE;
          return pantau_throw (
              error, PANTAU_ERROR_REFUSED,
              _ ("this invitation is for practice (LATIHAN), but this home holds real records"));
        }
    }

  /* The ledger first: if the power goes in between, the same code brings the same grant again. */
  if (!store_grant (home, grant, epoch, index, error))
    return FALSE;
  remember_pins (home, pins, body);

  return remember_recovery (home, recovery, pantau_json_string (body, "recovery"), error) &&
         pantau_home_set_province (
             home, server,
             pantau_home_get_province (home) != NULL ? pantau_home_get_province (home)
                                                     : grant->device,
             pantau_home_is_practice (home) || pantau_json_boolean (body, "practice"), error) &&
         pantau_store_rebuild (pantau_home_get_store (home), NULL, NULL, error);
}

gboolean
pantau_sync_enroll (PantauHome *home,
                    const char *server,
                    const char *code,
                    const char *recovery,
                    const char *const *pins,
                    gboolean keep_real,
                    gboolean *practice,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (PantauInvite) invite = NULL;
  g_autoptr (PantauPins) invited = pins != NULL ? pantau_pins_new (0, pins, NULL, NULL) : NULL;
  g_autoptr (PantauClient) client = NULL;
  g_autoptr (PantauEntry) join = NULL;
  g_autofree char *line = NULL;
  guint8 bytes[PANTAU_INVITE_CODE_SIZE];
  gint64 index;

  if (practice != NULL)
    *practice = FALSE;
  if (recovery != NULL && !pantau_home_may_pin (home, recovery, error))
    return FALSE;
  if (!pantau_invite_parse (code, bytes, error))
    return FALSE;
  invite = pantau_invite_new (bytes);
  explicit_bzero (bytes, sizeof bytes);

  /* The address is looked at before anything is written. */
  client = pantau_client_new (server, pantau_home_get_key (home), NULL, error);
  if (client == NULL)
    return FALSE;
  pantau_client_set_pins (
      client, pantau_home_get_province (home) == NULL ? invited : pantau_home_get_pins (home));

  join = pantau_enroll_join (home, invite, error);

  return join != NULL && pantau_client_join (client, join, &line, &index, cancellable, error) &&
         pantau_enroll_settle (home, invite, line, index, server, recovery, pins, keep_real,
                               practice, error);
}
