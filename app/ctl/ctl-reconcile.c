/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: what this home has sent, beside what the province holds. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "ctl.h"
#include "pantau-console.h"
#include "pantau-error.h"
#include "pantau-reconcile.h"
#include "pantau-sync.h"
#include "pantau-words-reconcile.h"

static void
print_json (const PantauReconciled *found)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *differences = json_array_new ();

  for (guint i = 0; i < found->differences->len; i++)
    {
      const PantauDifference *difference = &g_array_index (found->differences, PantauDifference, i);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "what", pantau_difference_get_name (difference->kind));
      if (difference->seq > 0)
        json_object_set_int_member (item, "seq", difference->seq);
      json_object_set_string_member (item, "id", difference->id);
      json_object_set_boolean_member (item, "settled", difference->is_settled);
      json_array_add_object_element (differences, item);
    }
  json_object_set_string_member (object, "day", found->day);
  json_object_set_string_member (object, "at", found->at);
  json_object_set_int_member (object, "sent", found->sent);
  json_object_set_int_member (object, "held", found->held);
  json_object_set_int_member (object, "files_sent", found->files_sent);
  json_object_set_int_member (object, "files_held", found->files_held);
  json_object_set_array_member (object, "differences", differences);
  json_object_set_int_member (object, "more", found->more);
  ctl_print_object (object);
}

static void
print (const PantauReconciled *found)
{
  g_autofree char *lines = pantau_words_reconciled_lines (found),
                  *files = pantau_words_reconciled_files (found),
                  *more = pantau_words_reconciled_more (found);

  printf ("%s\n", lines);
  if (files != NULL)
    printf ("%s\n", files);
  for (guint i = 0; i < found->differences->len; i++)
    {
      g_autofree char *sentence =
          pantau_words_difference (&g_array_index (found->differences, PantauDifference, i));

      printf ("%s\n", sentence);
    }
  if (more != NULL)
    printf ("%s\n", more);
}

int
ctl_reconcile (const CtlOptions *options, int argc, char **argv, GError **error)
{
  PantauSyncOptions sync = { .no_files = TRUE, .reconcile = TRUE };
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauReconciled) found = NULL;
  PantauSyncResult result;

  if (!ctl_check_arguments (argc, argv, 0, 0, "reconcile [--json]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL || !pantau_sync_run (home, &sync, &result, NULL, error))
    return -1;
  found = pantau_reconciled_get_last (pantau_home_get_db (home), error);
  if (found == NULL)
    return -1;

  if (options->json)
    print_json (found);
  else
    print (found);

  return pantau_reconciled_is_well (found) ? PANTAU_EXIT_OK : PANTAU_EXIT_FAILED;
}
