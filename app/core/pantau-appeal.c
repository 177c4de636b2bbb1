/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Showing a restored province what it said before; see pantau-appeal.h. */

#include "config.h"

#include "pantau-appeal.h"

#include <string.h>

#include "pantau-client-private.h"
#include "pantau-json.h"
#include "pantau-receipt-proof.h"

/* In one exchange; the others go with the next. */
#define MAX_RECEIPTS 20

/* Receipts of former epochs for lines that are in quarantine now. (transfer full): of gint64; NULL with an error */
static GArray *
list_receipts (PantauDb *db, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  PantauStmt *stmt = pantau_db_query (
      db,
      "SELECT DISTINCT covered.receipt FROM verdict JOIN entry ON entry.id = verdict.id "
      "JOIN covered ON covered.entry = entry.n JOIN receipt ON receipt.n = covered.receipt "
      "WHERE receipt.epoch < (SELECT max (n) FROM epoch) AND NOT EXISTS (SELECT 1 FROM appeal "
      "WHERE appeal.receipt = receipt.n AND appeal.epoch = (SELECT max (n) FROM epoch)) "
      "ORDER BY random () LIMIT ?1", /* those that wait keep no others back */
      "i", (gint64) MAX_RECEIPTS);

  while (pantau_stmt_next (stmt))
    {
      gint64 row = pantau_stmt_integer (stmt, 0);

      g_array_append_val (rows, row);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&rows) : NULL;
}

static gboolean
note (PantauDb *db, gint64 receipt, GError **error)
{
  return pantau_db_run (
      db, error,
      "INSERT INTO appeal (receipt, epoch) SELECT ?1, max (n) FROM epoch WHERE TRUE "
      "ON CONFLICT (receipt) DO UPDATE SET epoch = excluded.epoch",
      "i", receipt);
}

/* FALSE in @known where the province does not know such a question; TRUE in @waits where it wants to be asked again. */
static gboolean
send_one (PantauClient *client,
          const char *proof,
          gboolean *known,
          gboolean *waits,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GBytes) body = g_bytes_new (proof, strlen (proof));
  PantauCall call = { .method = "POST",
                      .path = "/v1/receipts",
                      .content_type = "application/json",
                      .body = body,
                      .limit = PANTAU_RECEIPT_PROOF_LIMIT };
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PantauAnswer) answer =
      pantau_client_ask (client, &call, FALSE, cancellable, &local_error);
  const char *problem = pantau_client_get_problem (client);

  *known = TRUE;
  *waits = FALSE;
  if (answer != NULL)
    {
      g_autoptr (JsonObject) object = pantau_client_read_object (answer, NULL);

      *waits = object != NULL && pantau_json_integer (object, "waiting", 0) > 0;
      return TRUE;
    }
  if (g_strcmp0 (problem, "not-found") == 0 || g_strcmp0 (problem, "method") == 0)
    {
      *known = FALSE;
      return TRUE;
    }
  /* It looked at it and does not believe it: once more would be no better. */
  if (g_strcmp0 (problem, "malformed") == 0 || g_strcmp0 (problem, "signature") == 0)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

gboolean
pantau_appeal_run (PantauHome *home,
                   PantauClient *client,
                   GCancellable *cancellable,
                   GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  g_autoptr (GArray) rows = list_receipts (db, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      gint64 receipt = g_array_index (rows, gint64, i);
      g_autoptr (GError) local_error = NULL;
      g_autofree char *proof = pantau_receipt_proof_make (db, receipt, &local_error);
      gboolean known = TRUE, waits = FALSE;

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (proof != NULL && !send_one (client, proof, &known, &waits, cancellable, error))
        return FALSE;
      if (!known)
        return TRUE;
      if (!waits && !note (db, receipt, error))
        return FALSE;
    }

  return rows != NULL;
}
