/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening an envelope: not before the province has vouched that it holds the line which says by whom and why, and not for longer than that
 * line is good for. It cannot keep an officer from reading what was once shown, or from using the key outside of this program; it sees to it that
 * whoever uses the program leaves a trace that nobody can take back.
 */

#include "config.h"

#include "pantau-edit-identity.h"

#include <glib/gi18n-lib.h>

#include "pantau-act-identity.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-officer.h"
#include "pantau-revocation.h"
#include "pantau-seal.h"
#include "pantau-sync.h"
#include "pantau-words.h"

/* What an opening says, and the seal that it is about. */
typedef struct
{
  PantauEntry *entry; /* (owned) */
  gint64 row;
  PantauRecord *record; /* (owned) */
  PantauSealed *sealed; /* (owned) */
} Opening;

static void
opening_clear (Opening *self)
{
  g_clear_pointer (&self->entry, pantau_entry_unref);
  g_clear_object (&self->record);
  g_clear_pointer (&self->sealed, pantau_sealed_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Opening, opening_clear)

static gboolean
find_seal (Opening *self, const char *seal, GError **error)
{
  g_autoptr (GArray) lines = pantau_act_lines_of (self->record);
  g_autoptr (GPtrArray) seals = pantau_act_sealed (lines, self->entry->record);

  for (guint i = 0; i < seals->len; i++)
    if (g_strcmp0 (((const PantauSealed *) g_ptr_array_index (seals, i))->entry, seal) == 0)
      {
        self->sealed = g_ptr_array_steal_index (seals, i);
        return TRUE;
      }

  return pantau_throw (error, PANTAU_ERROR_NOT_FOUND,
                       _ ("the sealed identity that was to be opened is not here"));
}

static gboolean
read_opening (PantauHome *home, const char *id, Opening *self, GError **error)
{
  PantauLedger *ledger = pantau_home_get_ledger (home);
  g_autoptr (JsonObject) body = NULL;
  gint64 given_up;

  if (!pantau_is_hash (id) || !pantau_ledger_find (ledger, id, &self->row, NULL) || self->row == 0)
    return pantau_throw (error, PANTAU_ERROR_NOT_FOUND, _ ("there is no opening of that entry"));
  self->entry = pantau_ledger_get (ledger, self->row, error);
  if (self->entry == NULL)
    return FALSE;
  body = self->entry->body != NULL ? pantau_entry_parse_body (self->entry, NULL) : NULL;
  if (self->entry->body == NULL &&
      pantau_revocation_count (pantau_home_get_db (home), &given_up, NULL) && given_up > 0)
    return pantau_throw (error, PANTAU_ERROR_REFUSED,
                         _ ("the province has withdrawn this laptop's access: nothing is opened "
                            "here any more"));
  if (!g_str_equal (self->entry->type, PANTAU_TYPE_OPEN) || body == NULL)
    return pantau_throw (error, PANTAU_ERROR_NOT_FOUND, _ ("there is no opening of that entry"));
  if (!g_str_equal (self->entry->device, pantau_home_get_device (home)))
    return pantau_throw (error, PANTAU_ERROR_REFUSED,
                         _ ("somebody else wrote down that opening; write down your own reason"));

  self->record = pantau_store_get (pantau_home_get_store (home), self->entry->record, error);

  return self->record != NULL && find_seal (self, pantau_json_string (body, "seal"), error);
}

/*
 * Why the receipt with @text put the line with the number @index into quarantine; NULL where it did not. The verdict itself may never come: who is
 * revoked pulls no more. (transfer full) (nullable)
 */
static char *
quarantine_of (const char *text, gint64 index)
{
  g_autoptr (JsonObject) receipt = pantau_json_parse_known (text, NULL);
  JsonArray *runs = pantau_json_array (receipt, "numbers"),
            *quarantined = pantau_json_array (receipt, "quarantined");
  gint64 at = -1;

  for (guint i = 0; runs != NULL && i < json_array_get_length (runs); i++)
    {
      JsonArray *run = json_array_get_array_element (runs, i);
      gint64 first = json_array_get_int_element (run, 1);

      if (index >= first && index < first + json_array_get_int_element (run, 2))
        at = json_array_get_int_element (run, 0) + index - first;
    }
  for (guint i = 0; at >= 0 && quarantined != NULL && i < json_array_get_length (quarantined); i++)
    {
      JsonObject *one = json_array_get_object_element (quarantined, i);

      if (pantau_json_integer (one, "at", -1) == at)
        return g_strdup (pantau_json_string (one, "reason"));
    }

  return NULL;
}

/* The reason of a verdict or of a receipt. (transfer full) (nullable) */
static char *
find_quarantine (PantauHome *home, const Opening *opening, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  char *reason = NULL;
  PantauStmt *stmt;

  if (!pantau_db_text (db, &reason, error, "SELECT reason FROM verdict WHERE id = ?1", "x",
                       opening->entry->id) ||
      reason != NULL)
    return reason;

  stmt = pantau_db_query (db,
                          "SELECT receipt.text, number.idx FROM covered "
                          "JOIN receipt ON receipt.n = covered.receipt "
                          "JOIN number ON number.entry = covered.entry "
                          "AND number.epoch = receipt.epoch WHERE covered.entry = ?1",
                          "i", opening->row);
  while (pantau_stmt_next (stmt))
    if (reason == NULL)
      reason = quarantine_of (pantau_stmt_text (stmt, 0), pantau_stmt_integer (stmt, 1));
  if (!pantau_stmt_finish (stmt, error))
    g_clear_pointer (&reason, g_free);

  return reason;
}

/* The whole point: the trace is where nobody here can take it back. */
static gboolean
check_received (PantauHome *home, const Opening *opening, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *reason = NULL;
  gint64 covered, unsent;

  if (!pantau_db_integer (db, 0, &covered, error, "SELECT count(*) FROM covered WHERE entry = ?1",
                          "i", opening->row) ||
      !pantau_db_integer (db, 0, &unsent, error, "SELECT count(*) FROM unsent WHERE entry = ?1",
                          "i", opening->row))
    return FALSE;
  if (covered == 0 || unsent > 0)
    return pantau_throw (error, PANTAU_ERROR_REFUSED,
                         _ ("the province has not confirmed yet that it holds the reason for this "
                            "opening; please synchronise first"));

  reason = find_quarantine (home, opening, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return reason == NULL || pantau_throw (error, PANTAU_ERROR_REFUSED,
                                         _ ("the province does not let you open this identity: %s"),
                                         pantau_words_quarantine (reason));
}

/* Unix seconds when it was first shown, 0: never. */
static gint64
first_shown (PantauHome *home, const char *entry)
{
  gint64 first = 0;

  pantau_db_integer (pantau_home_get_db (home), 0, &first, NULL,
                     "SELECT first FROM shown WHERE entry = ?1", "s", entry);

  return first;
}

guint
pantau_identity_time_left (PantauHome *home, const char *entry)
{
  gint64 first = first_shown (home, entry), now = g_get_real_time () / G_USEC_PER_SEC;

  if (first == 0)
    return PANTAU_IDENTITY_SHOWN;

  /* A clock that was put back gains nothing. */
  return now >= first && now < first + PANTAU_IDENTITY_SHOWN
             ? (guint) (first + PANTAU_IDENTITY_SHOWN - now)
             : 0;
}

static gboolean
note_shown (PantauHome *home, const char *entry, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);

  if (!pantau_db_begin (db, PANTAU_DB_DURABLE, error))
    return FALSE;
  if (!pantau_db_run (db, error,
                      "INSERT INTO shown (entry, first) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                      "si", entry, g_get_real_time () / G_USEC_PER_SEC))
    {
      pantau_db_rollback (db);
      return FALSE;
    }

  return pantau_db_commit (db, error);
}

static void
add_wrap_cb (const char *key, const char *box, gpointer wraps)
{
  PantauWrap *wrap = pantau_wrap_new (key, box);

  if (wrap != NULL)
    g_ptr_array_add (wraps, wrap);
}

GPtrArray *
pantau_identity_wraps (PantauRecord *record, const char *blob)
{
  g_autoptr (GArray) lines = pantau_act_lines_of (record);
  GPtrArray *wraps = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_wrap_free);

  pantau_act_foreach_wrap (lines, blob, add_wrap_cb, wraps);

  return wraps;
}

GBytes *
pantau_identity_envelope (PantauHome *home,
                          const char *blob,
                          GCancellable *cancellable,
                          GError **error)
{
  PantauBlobs *blobs = pantau_home_get_blobs (home);

  if (!pantau_blobs_has (blobs, blob) && !pantau_sync_fetch_blob (home, blob, cancellable, error))
    return NULL;

  return pantau_blobs_get_bytes (blobs, blob, PANTAU_SEAL_LIMIT, error);
}

PantauIdentity *
pantau_identity_reveal (PantauHome *home,
                        const char *entry,
                        GCancellable *cancellable,
                        GError **error)
{
  g_auto (Opening) opening = { 0 };
  g_autoptr (PantauIdentity) identity = NULL;
  g_autoptr (PantauBoxKey) key = NULL;
  g_autoptr (GPtrArray) wraps = NULL;
  g_autoptr (GBytes) envelope = NULL;

  if (!read_opening (home, entry, &opening, error) || !check_received (home, &opening, error))
    return NULL;
  if (pantau_identity_time_left (home, entry) == 0)
    return pantau_throw_null (error, PANTAU_ERROR_REFUSED,
                              _ ("this opening was shown for long enough; write down a new reason "
                                 "to see the identity again"));
  key = pantau_home_get_identity_key (home, error);
  envelope = key != NULL ? pantau_identity_envelope (home, opening.sealed->blob, cancellable, error)
                         : NULL;
  if (envelope == NULL)
    return NULL;

  wraps = pantau_identity_wraps (opening.record, opening.sealed->blob);
  identity = pantau_seal_open (envelope, wraps, key, opening.entry->record, opening.sealed->person,
                               opening.sealed->ordinal, error);

  /* Whoever takes the laptop away cannot look again: what is shown is noted before it is seen. */
  return identity != NULL && note_shown (home, entry, error) ? g_steal_pointer (&identity) : NULL;
}
