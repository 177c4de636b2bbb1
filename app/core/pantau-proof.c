/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receipt behind a record: what its author can name when somebody says that it never came. */

#include "config.h"

#include "pantau-proof.h"

#include "pantau-json.h"

void
pantau_proof_free (PantauProof *self)
{
  g_free (self->time);
  g_free (self);
}

/* A receipt that was verified when it came; its text is kept as it was signed. */
static char *
read_time (const char *text)
{
  g_autoptr (JsonObject) object = text != NULL ? pantau_json_parse_known (text, NULL) : NULL;

  return g_strdup (object != NULL ? pantau_json_string (object, "time") : NULL);
}

PantauProof *
pantau_proof_read (PantauDb *db, const char *record, GError **error)
{
  g_autoptr (PantauProof) proof = NULL;
  PantauStmt *stmt;

  /* The newest line that has one; of an old epoch none counts, since that numbering is void. */
  stmt = pantau_db_query (
      db,
      "SELECT number.idx, receipt.text FROM entry AS e JOIN covered ON covered.entry = e.n "
      "JOIN receipt ON receipt.n = covered.receipt "
      "JOIN number ON number.entry = e.n AND number.epoch = receipt.epoch "
      "WHERE e.record = ?1 AND receipt.epoch = (SELECT max (n) FROM epoch) "
      "ORDER BY number.idx DESC, receipt.n LIMIT 1",
      "s", record);
  if (pantau_stmt_next (stmt))
    {
      proof = g_new0 (PantauProof, 1);
      proof->index = pantau_stmt_integer (stmt, 0);
      proof->time = read_time (pantau_stmt_text (stmt, 1));
      if (proof->time == NULL)
        g_clear_pointer (&proof, pantau_proof_free);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&proof) : NULL;
}
