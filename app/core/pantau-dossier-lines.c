/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a bundle's records, and what vouches for them: grants of their authors, revocations, the province's receipts. */

#include "config.h"

#include "pantau-dossier-private.h"

#include <string.h>

#include "pantau-custody.h"
#include "pantau-json.h"
#include "pantau-receipt-proof.h"

/* What is said about identities stays here: neither who is asked what nor why one was opened is evidence. The line itself proves the chain. */
static PantauEntry *
bare (PantauEntry *entry, GError **error)
{
  PantauEntry *copy;

  if (!g_str_has_prefix (entry->type, "identity."))
    return entry;
  copy = pantau_entry_load (entry->signature, entry->header, NULL, error);
  pantau_entry_unref (entry);

  return copy;
}

static gboolean
read_lines (PantauDossier *self, PantauDossierRecord *record, GHashTable *devices, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  PantauStmt *stmt;

  record->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  stmt = pantau_db_query (pantau_home_get_db (self->home),
                          "SELECT e.n FROM entry AS e LEFT JOIN number ON number.entry = e.n "
                          "AND number.epoch = (SELECT max (n) FROM epoch) WHERE e.record = ?1 "
                          "ORDER BY number.idx IS NULL, number.idx, e.device, e.seq, e.id",
                          "s", pantau_record_get_id (record->record));
  while (pantau_stmt_next (stmt))
    {
      gint64 row = pantau_stmt_integer (stmt, 0);

      g_array_append_val (rows, row);
    }
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      PantauEntry *entry = pantau_ledger_get (pantau_home_get_ledger (self->home),
                                              g_array_index (rows, gint64, i), error);

      entry = entry != NULL ? bare (entry, error) : NULL;
      if (entry == NULL)
        return FALSE;
      g_ptr_array_add (record->lines, entry);
      if (!pantau_home_is_province (self->home, entry->device))
        g_hash_table_add (devices, g_strdup (entry->device));
    }
  record->custody = pantau_store_custody (pantau_home_get_store (self->home),
                                          pantau_record_get_id (record->record), NULL, error);

  return record->custody != NULL;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

/* The newest grant of @device, and in @granter (transfer none) who wrote it; NULL where it is not here. */
static gboolean
add_grant (PantauDossier *self, const char *device, const char **granter, GError **error)
{
  g_autoptr (GError) trouble = NULL;
  PantauPerson *person =
      pantau_store_get_person (pantau_home_get_store (self->home), device, &trouble);
  PantauEntry *entry;
  gint64 row;

  *granter = NULL;
  if (trouble != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&trouble));
      return FALSE;
    }
  if (person == NULL)
    {
      g_ptr_array_add (self->unvouched, g_strdup (device));
      return TRUE;
    }
  g_ptr_array_add (self->people, person);
  if (!pantau_db_integer (pantau_home_get_db (self->home), 0, &row, error,
                          "SELECT n FROM person WHERE device = ?1", "s", device))
    return FALSE;
  entry = pantau_ledger_get (pantau_home_get_ledger (self->home), row, error);
  if (entry == NULL)
    return FALSE;
  g_ptr_array_add (self->grants, entry);
  *granter = entry->device;

  return TRUE;
}

/* Of all authors, and of who granted them, up to the province. */
static gboolean
read_grants (PantauDossier *self, GHashTable *devices, GError **error)
{
  g_autoptr (GList) sorted = g_list_sort (g_hash_table_get_keys (devices), compare_texts);
  g_autoptr (GPtrArray) queue = g_ptr_array_new ();

  for (GList *l = sorted; l != NULL; l = l->next)
    g_ptr_array_add (queue, l->data);
  for (guint i = 0; i < queue->len; i++)
    {
      const char *granter;

      if (!add_grant (self, g_ptr_array_index (queue, i), &granter, error))
        return FALSE;
      if (granter != NULL && !pantau_home_is_province (self->home, granter) &&
          !g_hash_table_contains (devices, granter))
        {
          char *name = g_strdup (granter);

          g_hash_table_add (devices, name);
          g_ptr_array_add (queue, name);
        }
    }

  return TRUE;
}

/* That a device was revoked belongs to what is said of it. */
static gboolean
read_revocations (PantauDossier *self, GHashTable *devices, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  PantauStmt *stmt =
      pantau_db_query (pantau_home_get_db (self->home),
                       "SELECT n FROM entry WHERE type = 'device.revoke' ORDER BY id", "");

  while (pantau_stmt_next (stmt))
    {
      gint64 row = pantau_stmt_integer (stmt, 0);

      g_array_append_val (rows, row);
    }
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (PantauEntry) entry = pantau_ledger_get (pantau_home_get_ledger (self->home),
                                                         g_array_index (rows, gint64, i), error);
      g_autoptr (JsonObject) body =
          entry != NULL && entry->body != NULL ? pantau_entry_parse_body (entry, NULL) : NULL;
      const char *device = pantau_json_string (body, "device");

      if (entry == NULL)
        return FALSE;
      if (device != NULL && g_hash_table_contains (devices, device) &&
          pantau_home_is_province (self->home, entry->device))
        g_ptr_array_add (self->grants, g_steal_pointer (&entry));
    }

  return TRUE;
}

/* Of a push whose lines are not all here any more (a repaired home) it would prove nothing. */
static gboolean
add_receipt (PantauDossier *self, gint64 number, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  char *proof = pantau_receipt_proof_make (pantau_home_get_db (self->home), number, &local_error);

  if (proof != NULL)
    g_ptr_array_add (self->receipts, proof);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/* The newest of each line, each once. */
static gboolean
read_receipts (PantauDossier *self, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->records->len; i++)
    {
      const PantauDossierRecord *record = g_ptr_array_index (self->records, i);
      PantauStmt *stmt =
          pantau_db_query (pantau_home_get_db (self->home),
                           "SELECT max (covered.receipt) AS newest FROM entry "
                           "JOIN covered ON covered.entry = entry.n WHERE entry.record = ?1 "
                           "GROUP BY entry.n ORDER BY newest",
                           "s", pantau_record_get_id (record->record));

      while (pantau_stmt_next (stmt))
        {
          gint64 row = pantau_stmt_integer (stmt, 0);

          if (g_hash_table_add (seen, g_memdup2 (&row, sizeof row)))
            g_array_append_val (rows, row);
        }
      if (!pantau_stmt_finish (stmt, error))
        return FALSE;
    }
  for (guint i = 0; i < rows->len; i++)
    if (!add_receipt (self, g_array_index (rows, gint64, i), error))
      return FALSE;

  return TRUE;
}

gboolean
pantau_dossier_gather (PantauDossier *self, GError **error)
{
  g_autoptr (GHashTable) devices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_hash_table_add (devices, g_strdup (pantau_home_get_device (self->home)));
  for (guint i = 0; i < self->records->len; i++)
    if (!read_lines (self, g_ptr_array_index (self->records, i), devices, error))
      return FALSE;

  return read_grants (self, devices, error) && read_revocations (self, devices, error) &&
         read_receipts (self, error);
}
