/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is damaged here, fetched anew; see pantau-mend.h. */

#include "config.h"

#include "pantau-mend.h"

#include "pantau-connect.h"
#include "pantau-error.h"
#include "pantau-files-rule.h"
#include "pantau-transfer.h"

/* A laptop whose disk dies asks for some of its files at each exchange, and for all of them in time. */
#define MAX_FILES 20

#define AGAIN (6 * 3600) /* s */

/* Setting: when it was tried, Unix seconds. */
#define SETTING_TRIED "mend-tried"

static gint64
last_try (PantauHome *home)
{
  g_autofree char *text = pantau_home_get_setting (home, SETTING_TRIED);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

/* Whether anything was found since the last try, or that is long ago; a try in the future was one by a wrong clock. */
static gboolean
is_due (PantauHome *home, gint64 now, gboolean *due, GError **error)
{
  gint64 tried = last_try (home), found;

  if (!pantau_db_integer (pantau_home_get_db (home), 0, &found, error,
                          "SELECT max (at) FROM file_check WHERE state IN ('changed', 'missing')",
                          ""))
    return FALSE;
  *due = found > 0 && (found >= tried || tried > now || now - tried >= AGAIN);

  return TRUE;
}

/* Envelopes are not among them: who sealed one cannot have it back. (transfer full) (element-type utf8) */
static GPtrArray *
list_broken (PantauHome *home, const PantauFilesRule *rule, GError **error)
{
  g_autoptr (GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free);
  PantauStmt *stmt = pantau_db_query (
      pantau_home_get_db (home),
      "SELECT c.hash, max (f.size) FROM file_check AS c JOIN evidence AS f ON f.hash = c.hash "
      "WHERE c.state IN ('changed', 'missing') AND f.medium IS NULL GROUP BY c.hash "
      "ORDER BY max (f.size), c.hash",
      "");

  while (pantau_stmt_next (stmt))
    if (hashes->len < MAX_FILES && pantau_files_rule_allows (rule, pantau_stmt_integer (stmt, 1)))
      g_ptr_array_add (hashes, g_strdup (pantau_stmt_text (stmt, 0)));

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&hashes) : NULL;
}

/* TRUE where the answer is about this file and says nothing of the others. */
static gboolean
is_of_file (const GError *error)
{
  return g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND) ||
         g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_REFUSED) ||
         g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_DAMAGED) ||
         g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_TOO_LARGE) ||
         g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED);
}

static gboolean
fetch_all (PantauHome *home,
           PantauClient *client,
           GPtrArray *hashes,
           guint *mended,
           GCancellable *cancellable,
           GError **error)
{
  for (guint i = 0; i < hashes->len; i++)
    {
      const char *hash = g_ptr_array_index (hashes, i);
      g_autoptr (GError) local_error = NULL;

      if (pantau_transfer_fetch (home, client, hash, NULL, NULL, cancellable, &local_error))
        {
          ++*mended;
          if (!pantau_db_run (pantau_home_get_db (home), error,
                              "UPDATE file_check SET state = 'intact', at = ?2 WHERE hash = ?1",
                              "si", hash, pantau_home_clock (home)))
            return FALSE;
        }
      else if (!is_of_file (local_error))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }

  return TRUE;
}

gboolean
pantau_mend_run (PantauHome *home,
                 PantauClient *client,
                 guint *mended,
                 GCancellable *cancellable,
                 GError **error)
{
  gint64 now = pantau_home_clock (home);
  g_autofree char *tried = g_strdup_printf ("%" G_GINT64_FORMAT, now);
  g_autoptr (GPtrArray) hashes = NULL;
  g_autoptr (PantauClient) own = NULL;
  PantauFilesRule rule;
  gboolean due;

  *mended = 0;
  if (!is_due (home, now, &due, error))
    return FALSE;
  if (!due)
    return TRUE;
  pantau_files_rule_read (&rule, pantau_home_get_db (home));
  hashes = list_broken (home, &rule, error);
  if (hashes == NULL || hashes->len == 0)
    return hashes != NULL;

  if (client == NULL)
    {
      own = pantau_home_connect (home, error);
      if (own == NULL || !pantau_client_open_session (own, cancellable, error))
        return FALSE;
      client = own;
    }

  return fetch_all (home, client, hashes, mended, cancellable, error) &&
         pantau_home_set_setting (home, SETTING_TRIED, tried, error);
}
