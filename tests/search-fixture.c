/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking a desk, and answers that can be compared. */

#include "config.h"

#include "search-fixture.h"

#include <string.h>

GArray *
search_rows (Desk *desk, const char *text, PantauSort sort, gboolean descending, guint limit)
{
  g_autoptr (PantauQuery) query = pantau_query_new (store_reference (), text);
  g_autoptr (GError) error = NULL;
  GArray *rows = pantau_store_find (desk->store, query, sort, descending, limit, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (rows);

  return rows;
}

static GPtrArray *
records_of (Desk *desk, GArray *rows)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *records =
      pantau_store_rows (desk->store, (const guint32 *) (void *) rows->data, rows->len, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, rows->len);

  return records;
}

char *
search_digits (Desk *desk, const char *text)
{
  g_autoptr (GArray) rows = search_rows (desk, text, PANTAU_SORT_TIME, TRUE, 0);
  g_autoptr (GPtrArray) records = records_of (desk, rows);
  GString *digits = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    {
      const char *id = pantau_record_get_id (g_ptr_array_index (records, i));

      g_string_append_c (digits, id[strlen (id) - 1]);
    }

  return g_string_free (digits, FALSE);
}

char *
search_answers (Desk *desk, const char *const *questions)
{
  GString *answers = g_string_new (NULL);

  for (guint i = 0; questions[i] != NULL; i++)
    for (guint sort = 0; sort < PANTAU_N_SORTS; sort++)
      {
        g_autoptr (GArray) rows = search_rows (desk, questions[i], sort, i % 2 == 0, 0);
        g_autoptr (GPtrArray) records = records_of (desk, rows);

        g_string_append_printf (answers, "%s by %s:", questions[i], pantau_sort_get_name (sort));
        for (guint j = 0; j < records->len; j++)
          g_string_append_printf (answers, " %s",
                                  pantau_record_get_id (g_ptr_array_index (records, j)));
        g_string_append_c (answers, '\n');
      }

  return g_string_free (answers, FALSE);
}
