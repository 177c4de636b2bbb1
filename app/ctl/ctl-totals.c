/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: the province's signed figures of records that this home may not see. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "ctl.h"
#include "pantau-console.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-locale.h"
#include "pantau-totals.h"
#include "pantau-words.h"

static void
print_json (const PantauTotals *counts)
{
  for (guint i = 0; i < counts->cells->len; i++)
    {
      const PantauCount *count = g_ptr_array_index (counts->cells, i);
      g_autoptr (JsonObject) object = json_object_new ();

      ctl_set_text_or_null (object, "area", count->area);
      ctl_set_text_or_null (object, "kind", count->kind);
      ctl_set_text_or_null (object, "stage", count->stage);
      ctl_set_text_or_null (object, "day", count->day);
      json_object_set_int_member (object, "n", count->n);
      json_object_set_string_member (object, "time", counts->time);
      ctl_print_object (object);
    }
}

/* "–" where there is no figure; never 0, which nobody said. (transfer full) */
static char *
figure (gint64 n)
{
  return n > 0 ? pantau_format_integer (n) : g_strdup ("–");
}

static void
print_row (const PantauTotalsRow *row)
{
  g_autofree char *n = figure (row->n), *fresh = figure (row->fresh),
                  *handled = figure (row->handled), *ended = figure (row->ended);

  printf ("  %-13s  %6s  %6s  %6s  %6s  %s\n", row->area != NULL ? row->area : "", n, fresh,
          handled, ended, row->name);
}

static void
print_kind (PantauReference *reference, const PantauTotals *counts, const char *kind)
{
  g_autoptr (GPtrArray) rows = pantau_totals_table (reference, counts, kind);

  printf ("%s\n", pantau_reference_kind_label (reference, kind, pantau_locale_get ()));
  /* Translators: columns of a table of figures: all, new, being handled, ended */
  printf ("  %-13s  %6s  %6s  %6s  %6s\n", "", C_ ("figures", "all"), C_ ("figures", "new"),
          C_ ("figures", "active"), C_ ("figures", "ended"));
  for (guint i = 0; i < rows->len; i++)
    print_row (g_ptr_array_index (rows, i));
}

int
ctl_totals (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauTotals) counts = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *time = NULL;
  g_auto (GStrv) kinds = NULL;

  if (!ctl_check_arguments (argc, argv, 0, 0, "totals [--kind KIND] [--json]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  if (home == NULL)
    return -1;
  counts = pantau_totals_load (home, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return -1;
    }
  if (counts == NULL)
    {
      pantau_throw (error, PANTAU_ERROR_NOT_FOUND,
                    _ ("no figures have come yet: they are fetched by a sync of Pemprov’s"));
      return -1;
    }
  if (options->json)
    {
      print_json (counts);
      return PANTAU_EXIT_OK;
    }

  kinds = pantau_totals_kinds (pantau_home_get_reference (home), counts);
  for (gsize i = 0; kinds[i] != NULL; i++)
    if (options->kind == NULL || g_str_equal (options->kind, kinds[i]))
      print_kind (pantau_home_get_reference (home), counts, kinds[i]);
  time = pantau_format_rfc3339 (counts->time);
  printf (_ ("As of %s, signed by the province.\n"), time);
  printf ("%s\n", pantau_totals_explain ());

  return PANTAU_EXIT_OK;
}
