/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures as texts, and what a search finds for them: exactly what was counted. */

#include "config.h"

#include <string.h>

#include "pantau-figure.h"
#include "pantau-query.h"
#include "pantau-store-exposure.h"
#include "store-fixture.h"

static void
test_texts (void)
{
  static const char *const texts[] = {
    "records",
    "tps/wilayah=16.06",
    "voters_affected/wilayah=16.06/langsung/pemilihan=pilkada-2024/bahaya=banjir/matriks=4x5",
    "records/bahaya=-/tingkat=-",
    "records/tingkat=sangat-tinggi",
    "cakupan/wilayah=16.06.01.2001/tps=3/dari=2024-11-25",
    "situasi-risiko/wilayah=16.06/tingkat=tinggi/pada=2024-11-20",
    "situasi-kasus/wilayah=16/pada=2024-11-20T18:00:05",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (PantauFigure) figure = pantau_figure_from_text (texts[i]);
      g_autofree char *text = NULL;

      g_assert_nonnull (figure);
      text = pantau_figure_to_text (figure);
      g_assert_cmpstr (text, ==, texts[i]);
    }
}

/* Whatever somebody types after "hitung:" is one of these or a figure. */
static void
test_nonsense (void)
{
  static const char *const texts[] = {
    "",
    "/",
    "tps/",
    "a b",
    "tps/x",
    "tps/x=1",
    "tps/wilayah=x",
    "tps/wilayah=16.06/wilayah=16.07",
    "tps/tps=0",
    "tps/tps=abc",
    "tps/tps=99999",
    "tps/matriks=6x1",
    "tps/matriks=0x0",
    "tps/matriks=4",
    "tps/dari=kemarin",
    "tps/dari=2024-13-01",
    "tps/bahaya=",
    "tps/pada=2024-11-20",
    "situasi-risiko/pada=2024-11-20T25:00:00",
    "situasi-risiko/pada=2024-11-20T18:00",
    "situasi-risiko/pada=2024-11-20/pada=2024-11-20T18:00:00",
    "\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (pantau_figure_from_text (texts[i]));
}

/* Midnight in WIB, whatever the laptop's zone. */
static void
test_day (void)
{
  g_autoptr (PantauFigure) figure = pantau_figure_from_text ("cakupan/dari=2024-11-25");

  g_assert_cmpint (figure->from, ==, G_GINT64_CONSTANT (1732467600));
}

static const About about[] = {
  { STORE_RECORD (1), "risk", FALSE, "16.06.01" },
  { STORE_RECORD (2), "risk", FALSE, "16.06.02" },
  { STORE_RECORD (3), "risk", FALSE, "16.13.04" },
  { STORE_RECORD (4), "hoax", FALSE, "16.06.01" },
};

static void
take_some (Desk *desk)
{
  static const char *const bodies[] = {
    "{\"title\":\"a\",\"occurred\":\"2024-11-25T08:00:00+07:00\",\"places\":[{\"village\":"
    "\"16.06.01.2001\",\"tps\":[1,2]}],\"fields\":{\"hazard\":\"banjir\",\"risk_matrix\":"
    "{\"impact\":5,\"likelihood\":4}}}",
    "{\"title\":\"b\",\"occurred\":\"2024-11-26T08:00:00+07:00\",\"places\":[],\"fields\":"
    "{\"hazard\":\"longsor\"}}",
    "{\"title\":\"c\",\"occurred\":\"2024-11-27T08:00:00+07:00\",\"places\":[{\"village\":"
    "\"16.13.04.2001\",\"tps\":[1]}],\"fields\":{\"hazard\":\"banjir\"}}",
    "{\"title\":\"d\",\"occurred\":\"2024-11-27T09:00:00+07:00\",\"places\":[{\"village\":"
    "\"16.06.01.2001\",\"tps\":[1]}],\"fields\":{}}",
  };
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) writer = writer_new (1, all);

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    desk_take (desk, writer_add (&writer, &about[i], "record.create", bodies[i], NULL, NULL));
}

/* The titles that a search finds, in its order. (transfer full) */
static char *
find (Desk *desk, const char *text, PantauSort sort, gboolean descending)
{
  g_autoptr (PantauQuery) query = pantau_query_new (store_reference (), text);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows =
      pantau_store_find (desk->store, query, sort, descending, 0, NULL, &error);
  g_autoptr (GPtrArray) records = NULL;
  GString *titles = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (pantau_query_get_problem (query), ==, NULL);
  records =
      pantau_store_rows (desk->store, (const guint32 *) (gpointer) rows->data, rows->len, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    g_string_append (titles, pantau_record_get_title (g_ptr_array_index (records, i)));

  return g_string_free (titles, FALSE);
}

static void
test_found (void)
{
  static const struct
  {
    const char *query, *titles;
  } cases[] = {
    { "hitung:records", "cba" },
    { "count:records", "cba" },
    { "hitung:tps", "ca" },
    { "hitung:records/wilayah=16.06", "ba" },
    { "hitung:records/wilayah=16.06/bahaya=banjir", "a" },
    { "hitung:records/matriks=4x5", "a" },
    { "hitung:records/tingkat=-", "cb" },
    { "hitung:cakupan/wilayah=16.06.01", "da" },
    { "hitung:cakupan/wilayah=16.06.01.2001/tps=2", "a" },
    { "hitung:cakupan/wilayah=16/dari=2024-11-27", "dc" },
    /* What else is asked for narrows it. */
    { "hitung:cakupan/wilayah=16 jenis:hoaks", "d" },
    { "hitung:records wilayah:16.13", "c" },
    { "hitung:voters_affected", "" },
  };
  g_auto (Desk) desk = desk_new ();

  take_some (&desk);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *titles = find (&desk, cases[i].query, PANTAU_SORT_TIME, TRUE);

      g_test_message ("%s", cases[i].query);
      g_assert_cmpstr (titles, ==, cases[i].titles);
    }
}

/* However a list is sorted, a figure is the same records. */
static void
test_sorted (void)
{
  g_auto (Desk) desk = desk_new ();

  take_some (&desk);
  for (PantauSort sort = 0; sort < PANTAU_N_SORTS; sort++)
    for (guint descending = 0; descending < 2; descending++)
      {
        g_autofree char *titles = find (&desk, "hitung:records", sort, descending == 1);
        g_autofree char *narrow =
            find (&desk, "hitung:records wilayah:16.06", sort, descending == 1);

        g_assert_cmpuint (strlen (titles), ==, 3);
        g_assert_null (strchr (titles, 'd'));
        g_assert_cmpuint (strlen (narrow), ==, 2);
      }
}

static void
test_problem (void)
{
  g_autoptr (PantauQuery) query = pantau_query_new (store_reference (), "hitung:x=y");

  g_assert_nonnull (strstr (pantau_query_get_problem (query), "x=y"));
  g_assert_false (pantau_query_is_empty (query));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/figure/texts", test_texts);
  g_test_add_func ("/figure/nonsense", test_nonsense);
  g_test_add_func ("/figure/day", test_day);
  g_test_add_func ("/figure/found", test_found);
  g_test_add_func ("/figure/sorted", test_sorted);
  g_test_add_func ("/figure/problem", test_problem);

  return store_test_run ();
}
