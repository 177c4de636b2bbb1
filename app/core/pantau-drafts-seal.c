/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Identities that are being typed: each save is a fresh envelope in blobs/ and a row that says whose it is, so that a battery that ends loses
 * nothing and a thief of the laptop finds nothing to read.
 */

#include "config.h"

#include "pantau-drafts-private.h"

#include <json-glib/json-glib.h>

#include "pantau-edit-identity.h"
#include "pantau-json.h"
#include "pantau-seal.h"
#include "pantau-trust.h"

void
pantau_draft_envelope_free (PantauDraftEnvelope *self)
{
  g_free (self->person);
  g_strfreev (self->has);
  g_free (self->blob);
  g_free (self->region);
  g_free (self);
}

/* Written by us alone: ["name","address"]. (transfer full) */
static GStrv
read_has (const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonArray *array =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));

  return g_strv_builder_end (builder);
}

/* (transfer full) */
static char *
write_has (PantauIdentity *identity)
{
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_auto (GStrv) has = pantau_identity_dup_has (identity);

  for (gsize i = 0; has[i] != NULL; i++)
    json_array_add_string_element (array, has[i]);
  json_node_init_array (node, array);

  return json_to_string (node, FALSE);
}

GPtrArray *
pantau_drafts_envelopes (PantauDb *db, const char *draft, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_draft_envelope_free);
  PantauStmt *stmt = pantau_db_query (db,
                                      "SELECT person, ordinal, has, blob, region, saved "
                                      "FROM draft_envelope WHERE draft = ?1 "
                                      "ORDER BY person, ordinal",
                                      "s", draft);

  while (pantau_stmt_next (stmt))
    {
      PantauDraftEnvelope *envelope = g_new0 (PantauDraftEnvelope, 1);

      envelope->person = g_strdup (pantau_stmt_text (stmt, 0));
      envelope->ordinal = (guint) pantau_stmt_integer (stmt, 1);
      envelope->has = read_has (pantau_stmt_text (stmt, 2));
      envelope->blob = g_strdup (pantau_stmt_text (stmt, 3));
      envelope->region = g_strdup (pantau_stmt_text (stmt, 4));
      envelope->saved = pantau_stmt_integer (stmt, 5);
      g_ptr_array_add (list, envelope);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&list) : NULL;
}

/* Those of envelopes that were taken away or replaced. */
static void
forget_files (PantauHome *home, GPtrArray *envelopes)
{
  for (guint i = 0; i < envelopes->len; i++)
    pantau_drafts_forget_file (home,
                               ((PantauDraftEnvelope *) g_ptr_array_index (envelopes, i))->blob);
}

/* The envelope that is there for one person: an array of at most one. (transfer full) */
static GPtrArray *
find_one (PantauHome *home, const char *draft, const char *person, guint ordinal, GError **error)
{
  GPtrArray *list = pantau_drafts_envelopes (pantau_home_get_db (home), draft, error);

  for (guint i = list != NULL ? list->len : 0; i > 0; i--)
    {
      const PantauDraftEnvelope *one = g_ptr_array_index (list, i - 1);

      if (one->ordinal != ordinal || !g_str_equal (one->person, person))
        g_ptr_array_remove_index (list, i - 1);
    }

  return list;
}

/* One statement as a commit of its own. */
static gboolean
settle (PantauDb *db, gboolean ok, GError **error)
{
  if (ok)
    return pantau_db_commit (db, error);
  pantau_db_rollback (db);

  return FALSE;
}

gboolean
pantau_drafts_unseal (
    PantauHome *home, const char *draft, const char *person, guint ordinal, GError **error)
{
  g_autoptr (GPtrArray) before = find_one (home, draft, person, ordinal, error);
  PantauDb *db = pantau_home_get_db (home);

  if (before == NULL || !pantau_db_begin (db, PANTAU_DB_DURABLE, error) ||
      !settle (db,
               pantau_db_run (db, error,
                              "DELETE FROM draft_envelope "
                              "WHERE draft = ?1 AND person = ?2 AND ordinal = ?3",
                              "ssi", draft, person, (gint64) ordinal),
               error))
    return FALSE;
  forget_files (home, before);

  return TRUE;
}

/* Where a record will be of which nobody knows it yet. (transfer full): never NULL */
static char *
dup_region (PantauHome *home, const char *region)
{
  g_autoptr (PantauPerson) person = region == NULL ? pantau_home_get_person (home, NULL) : NULL;

  return g_strdup (region != NULL ? region : person != NULL ? person->region : "16");
}

gboolean
pantau_drafts_seal (PantauHome *home,
                    const char *draft,
                    const char *person,
                    guint ordinal,
                    PantauIdentity *identity,
                    const char *record,
                    const char *region,
                    GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  g_autofree char *where = dup_region (home, region), *has = NULL, *blob = NULL;
  g_autoptr (PantauRoster) roster = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GBytes) envelope = NULL;

  if (!pantau_check_person (person, ordinal, error))
    return FALSE;
  if (pantau_identity_is_empty (identity))
    return pantau_drafts_unseal (home, draft, person, ordinal, error);
  if (!pantau_edit_may_seal (home, record, error))
    return FALSE;

  roster = pantau_home_get_roster (home, error);
  envelope = roster != NULL ? pantau_seal (identity, record != NULL ? record : draft, person,
                                           ordinal, roster, where, error)
                            : NULL;
  before = envelope != NULL ? find_one (home, draft, person, ordinal, error) : NULL;
  if (before == NULL ||
      !pantau_blobs_put_bytes (pantau_home_get_blobs (home), envelope, &blob, error))
    return FALSE;

  has = write_has (identity);
  if (!pantau_db_begin (db, PANTAU_DB_DURABLE, error) ||
      !settle (db,
               pantau_db_run (
                   db, error,
                   "INSERT INTO draft_envelope (draft, person, ordinal, record, region, has, blob, "
                   "saved) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) "
                   "ON CONFLICT (draft, person, ordinal) DO UPDATE SET record = ?4, region = ?5, "
                   "has = ?6, blob = ?7, saved = ?8",
                   "ssissssi", draft, person, (gint64) ordinal, record != NULL ? record : draft,
                   where, has, blob, g_get_real_time () / G_USEC_PER_SEC),
               error))
    {
      pantau_blobs_remove (pantau_home_get_blobs (home), blob, NULL);
      return FALSE;
    }
  forget_files (home, before);

  return TRUE;
}
