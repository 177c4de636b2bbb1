/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The province's figures as a home keeps them, and as a table for people. */

#include "config.h"

#include "pantau-totals.h"

#include <glib/gi18n-lib.h>

#include "pantau-region.h"

gboolean
pantau_totals_keep (PantauHome *home, const char *text, const char *signature, GError **error)
{
  return pantau_db_run (
      pantau_home_get_db (home), error,
      "INSERT INTO totals (province, signature, text, fetched) VALUES (?1, ?2, ?3, ?4) "
      "ON CONFLICT (province) DO UPDATE SET signature = ?2, text = ?3, fetched = ?4",
      "sssi", pantau_home_get_province (home), signature, text,
      g_get_real_time () / G_USEC_PER_SEC);
}

PantauTotals *
pantau_totals_load (PantauHome *home, GError **error)
{
  g_autofree char *text = NULL, *signature = NULL;
  const char *province = pantau_home_get_province (home);
  PantauStmt *stmt;

  if (province == NULL)
    return NULL;
  stmt = pantau_db_query (pantau_home_get_db (home),
                          "SELECT text, signature FROM totals WHERE province = ?1", "s", province);
  if (pantau_stmt_next (stmt))
    {
      text = g_strdup (pantau_stmt_text (stmt, 0));
      signature = g_strdup (pantau_stmt_text (stmt, 1));
    }
  if (!pantau_stmt_finish (stmt, error) || text == NULL)
    return NULL;

  return pantau_totals_believe (province, text, signature, error);
}

static void
row_free (gpointer data)
{
  PantauTotalsRow *self = data;

  g_free (self->area);
  g_free (self->name);
  g_free (self);
}

static PantauTotalsRow *
row_new (const char *area, const char *name)
{
  PantauTotalsRow *row = g_new0 (PantauTotalsRow, 1);

  row->area = g_strdup (area);
  row->name = g_strdup (name);

  return row;
}

static void
add_count (PantauTotalsRow *row, const PantauCount *count)
{
  row->n += count->n;
  if (g_strcmp0 (count->stage, PANTAU_STAGE_NEW) == 0)
    row->fresh += count->n;
  else if (g_strcmp0 (count->stage, PANTAU_STAGE_HANDLED) == 0)
    row->handled += count->n;
  else if (g_strcmp0 (count->stage, PANTAU_STAGE_ENDED) == 0)
    row->ended += count->n;
}

/* The row of @area; one that our edition does not know gets its own. */
static PantauTotalsRow *
row_of (GPtrArray *rows, PantauRegions *regions, const char *area)
{
  g_autofree char *name = NULL;
  PantauTotalsRow *row;

  for (guint i = 0; i < rows->len; i++)
    {
      row = g_ptr_array_index (rows, i);
      if (g_strcmp0 (row->area, area) == 0)
        return row;
    }

  name = area != NULL ? pantau_regions_qualified (regions, area)
                      /* Translators: a row of a table, after those of the kabupaten and kota */
                      : g_strdup (_ ("Elsewhere (groups under five, together)"));
  row = row_new (area, name);
  g_ptr_array_add (rows, row);

  return row;
}

GPtrArray *
pantau_totals_table (PantauReference *reference, const PantauTotals *counts, const char *kind)
{
  PantauRegions *regions = pantau_reference_get_regions (reference);
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);
  const PantauRegion *region;

  for (guint i = 0; (region = pantau_regions_get_nth (regions, i)) != NULL; i++)
    if (region->level == 2)
      {
        g_autofree char *name = pantau_regions_qualified (regions, region->code);

        g_ptr_array_add (rows, row_new (region->code, name));
      }
  /* Figures come by area, the rest last. */
  for (guint i = 0; i < counts->cells->len; i++)
    {
      const PantauCount *count = g_ptr_array_index (counts->cells, i);

      if (g_str_equal (count->kind, kind))
        add_count (row_of (rows, regions, count->area), count);
    }

  return rows;
}

static gboolean
has_kind (const PantauTotals *counts, const char *kind)
{
  for (guint i = 0; i < counts->cells->len; i++)
    if (g_str_equal (((const PantauCount *) g_ptr_array_index (counts->cells, i))->kind, kind))
      return TRUE;

  return FALSE;
}

GStrv
pantau_totals_kinds (PantauReference *reference, const PantauTotals *counts)
{
  GPtrArray *kinds = pantau_kinds_list (pantau_reference_get_kinds (reference));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < kinds->len; i++)
    {
      const PantauKind *kind = g_ptr_array_index (kinds, i);

      if (kind->closed || has_kind (counts, kind->code))
        g_strv_builder_add (builder, kind->code);
    }

  return g_strv_builder_end (builder);
}

const char *
pantau_totals_explain (void)
{
  return _ ("These are figures alone: no case can be recognised by them. Each is rounded down to a "
            "multiple of five; where fewer than five would be told, they are counted together with "
            "others or not told at all. “–” means: fewer than five, or none.");
}
