/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PantauSituationPage: the figures are those that are counted, each leads to its records and no others, by keys; another day, another region; roles. */

#include "config.h"

#include <string.h>

#include "pantau-figure-table.h"
#include "pantau-figure.h"
#include "pantau-hex-map.h"
#include "pantau-risk-matrix.h"
#include "pantau-situation-layout.h"
#include "pantau-situation-page.h"
#include "pantau-situation-print.h"
#include "pantau-situation-table.h"
#include "pantau-trend-view.h"
#include "pantau-window.h"
#include "scene-fixture.h"

#define DAY 86400

/* Two floods in Pauh (one over a TPS of Sekayu as well), a fire in Sekayu that nobody assessed, a claim in Pauh. */
static void
record_some (PantauSession *session)
{
  static const char *const risks[] = {
    "{\"title\":\"Banjir di Pauh\",\"places\":[{\"village\":\"16.13.04.2001\",\"tps\":[1,2]}],"
    "\"fields\":{\"hazard\":\"banjir\",\"voters_affected\":500,"
    "\"risk_matrix\":{\"likelihood\":4,\"impact\":5}}}",
    "{\"title\":\"Air naik lagi\",\"places\":[{\"village\":\"16.13.04.2001\",\"tps\":[2]},"
    "{\"village\":\"16.06.01.2001\",\"tps\":[3]}],"
    "\"fields\":{\"hazard\":\"banjir\",\"risk_matrix\":{\"likelihood\":2,\"impact\":2}}}",
    "{\"title\":\"Kebakaran gudang\",\"places\":[{\"village\":\"16.06.01.2001\",\"tps\":[7]}],"
    "\"fields\":{\"hazard\":\"kebakaran\",\"voters_affected\":40}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (risks); i++)
    g_free (display_record (session, "risk", risks[i]));
  g_free (display_record (session, "hoax",
                          "{\"title\":\"TPS ditutup\",\"places\":[{\"village\":\"16.13.04.2001\"}],"
                          "\"fields\":{}}"));
}

/* --- What is counted, beside the page --- */

typedef struct
{
  PantauSituationQuery query;
  PantauSituationFigure figure;
} Asked;

static gpointer
count (PantauHome *home, gpointer data, GError **error)
{
  const Asked *asked = data;
  g_autoptr (PantauSituationSheet) sheet =
      pantau_store_situation (pantau_home_get_store (home), NULL, error);

  return sheet != NULL ? pantau_situation_count (sheet, &asked->query, error) : NULL;
}

static void
take_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(gpointer *) data = pantau_session_write_finish (PANTAU_SESSION (source), result, &error);
  g_assert_no_error (error);
}

static PantauSituation *
count_now (PantauSession *session, const char *region, gint64 at)
{
  Asked asked = { .query = {
                      .region = region, .now = g_get_real_time () / G_USEC_PER_SEC, .at = at } };
  gpointer answer = NULL;

  pantau_session_ask (session, count, &asked, NULL, NULL, take_answer, &answer);
  display_wait (answer != NULL);

  return answer;
}

/* --- What is shown --- */

static PantauFigureTable *
find_table (GtkWidget *page)
{
  return PANTAU_FIGURE_TABLE (display_find_id (page, "table"));
}

static PantauHexMap *
find_map (GtkWidget *page)
{
  return PANTAU_HEX_MAP (display_find_id (page, "map"));
}

static GtkWidget *
find_figure (GtkWidget *page, const char *name)
{
  return display_find_name (display_find_id (page, "figure_list"), name);
}

/* The table as it would be copied. (transfer full) */
static char *
read_table (GtkWidget *page)
{
  const PantauSituationTable *table = pantau_figure_table_get_table (find_table (page));

  return table != NULL ? pantau_situation_table_to_tsv (table, FALSE) : g_strdup ("");
}

/* The rows below the title, which tells the minute. */
static gboolean
shows_rows (GtkWidget *page, const PantauSituation *situation, gboolean with_cases)
{
  PantauSession *session;
  g_autoptr (PantauSituationTable) table = NULL;
  g_autofree char *expected = NULL, *shown = read_table (page);

  g_object_get (page, "session", &session, NULL);
  table =
      pantau_situation_table_new (situation, pantau_session_get_reference (session), with_cases);
  g_object_unref (session);
  expected = pantau_situation_table_to_tsv (table, FALSE);

  return strchr (shown, '\n') != NULL &&
         g_str_equal (strchr (shown, '\n'), strchr (expected, '\n'));
}

static GtkWidget *
show_page (PantauSession *session, GtkWindow **window)
{
  GtkWidget *page = g_object_new (PANTAU_TYPE_SITUATION_PAGE, NULL);

  *window = display_show (page, session);
  display_wait (display_find_id (page, "special_list") != NULL &&
                pantau_figure_table_get_table (find_table (page)) != NULL);
  display_rest (session);

  return page;
}

/* By keys: Enter on @widget. */
static void
follow (GtkWindow *window, GtkWidget *widget, const char *place)
{
  g_autofree char *told = g_strconcat ("show ", place, NULL);

  g_assert_nonnull (widget);
  gtk_widget_grab_focus (widget);
  display_key (window, GDK_KEY_Return, 0);
  display_wait (g_str_equal (display_told (window), told));
}

/* Table and counters are what pantau_situation_count() says; 17 rows, zero or not; nothing is without a name. */
static void
test_figures (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autoptr (PantauSituation) situation = NULL;
  g_autofree char *nameless = NULL;
  GtkWindow *window;
  GtkWidget *page;

  record_some (scene.place.session);
  page = show_page (scene.place.session, &window);
  situation = count_now (scene.place.session, "16", 0);
  g_assert_cmpuint (situation->total->risks, ==, 3);
  display_wait (shows_rows (page, situation, TRUE));
  g_assert_cmpuint (pantau_figure_table_get_table (find_table (page))->rows->len, ==, 18);
  display_wait (find_figure (page, "Open risks: 3") != NULL);
  display_wait (find_figure (page, "TPS named, each once: 4") != NULL);
  display_wait (find_figure (page, "Voters affected: 540") != NULL);
  display_wait (find_figure (page, "Undecided claims: 1") != NULL);
  display_wait (find_figure (page, "Open cases: 0") != NULL);
  nameless = display_nameless (page);
  g_assert_cmpstr (nameless, ==, "");
  gtk_window_destroy (window);
}

/* --- What is followed --- */

static gpointer
read_records (PantauHome *home, gpointer data, GError **error)
{
  g_autofree char *text = g_strdup (strstr (data, "hitung:") + strlen ("hitung:"));
  PantauFigure *figure = pantau_figure_from_text (text);
  GArray *records;

  g_assert_nonnull (figure);
  records = pantau_store_figure_records (pantau_home_get_store (home), figure, NULL, error);
  pantau_figure_free (figure);

  return records;
}

/* How many records the list shows to which @window was led. */
static guint
count_records (Scene *scene, GtkWindow *window)
{
  g_autofree char *told = g_strdup (display_told (window));
  g_autoptr (GArray) records = NULL;
  gpointer answer = NULL;

  g_assert_true (g_str_has_prefix (told, "show query:hitung:situasi-"));
  pantau_session_ask (scene->place.session, read_records, told, NULL, NULL, take_answer, &answer);
  display_wait (answer != NULL);
  records = answer;

  return records->len;
}

/* Each counter leads to just as many records as it says, where it counts records. */
static void
test_counters (void)
{
  static const struct
  {
    const char *name;
    const char *place;
    guint n;
  } counters[] = {
    { "Open risks: 3", "query:hitung:situasi-risiko/wilayah=16", 3 },
    { "Of these: high: 0", NULL, 0 },
    { "Of these: not assessed: 1", "query:hitung:situasi-risiko/wilayah=16/tingkat=-", 1 },
    { "TPS named, each once: 4", "query:hitung:situasi-tps/wilayah=16", 3 },
    { "Undecided claims: 1", "query:hitung:situasi-klaim/wilayah=16", 1 },
  };
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  GtkWindow *window;
  GtkWidget *page;

  record_some (scene.place.session);
  page = show_page (scene.place.session, &window);
  display_wait (find_figure (page, counters[0].name) != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (counters); i++)
    {
      if (counters[i].place == NULL)
        {
          g_assert_null (find_figure (page, counters[i].name));
          continue;
        }
      display_wait (find_figure (page, counters[i].name) != NULL);
      follow (window, find_figure (page, counters[i].name), counters[i].place);
      g_assert_cmpuint (count_records (&scene, window), ==, counters[i].n);
    }
  gtk_window_destroy (window);
}

/* From hexagon to hexagon by keys; Enter opens the records of that kecamatan, and nothing where there are none. */
static void
test_map (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  GtkWindow *window;
  GtkWidget *page, *map;

  record_some (scene.place.session);
  page = show_page (scene.place.session, &window);
  map = GTK_WIDGET (find_map (page));
  display_wait (find_figure (page, "Open risks: 3") != NULL);
  gtk_widget_grab_focus (map);
  /* At first one is where there is most: Pauh and Sekayu have two each. */
  g_assert_cmpstr (pantau_hex_map_get_current (find_map (page)), ==, "16.06.01");
  display_key (window, GDK_KEY_Page_Down, 0);
  g_assert_cmpstr (pantau_hex_map_get_current (find_map (page)), ==, "16.13.04");
  g_assert_cmpstr (pantau_figure_view_get_spoken (PANTAU_FIGURE_VIEW (map)), ==,
                   "Kec. Rawas Ilir, Kab. Musi Rawas Utara: 2 open risks: 1 very high, 1 low");
  display_key (window, GDK_KEY_Return, 0);
  display_wait (
      g_str_equal (display_told (window), "show query:hitung:situasi-risiko/wilayah=16.13.04"));
  g_assert_cmpuint (count_records (&scene, window), ==, 2);

  display_key (window, GDK_KEY_Right, 0);
  g_assert_cmpstr (pantau_hex_map_get_current (find_map (page)), !=, "16.13.04");
  display_key (window, GDK_KEY_Return, 0);
  display_rest (scene.place.session);
  g_assert_cmpstr (display_told (window), ==, "show query:hitung:situasi-risiko/wilayah=16.13.04");
  gtk_window_destroy (window);
}

static void
choose (GtkWidget *page, const char *id, const char *label)
{
  GtkDropDown *choice = GTK_DROP_DOWN (display_find_id (page, id));
  GListModel *model = gtk_drop_down_get_model (choice);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (model, i);

      if (g_str_equal (gtk_string_object_get_string (item), label))
        {
          gtk_drop_down_set_selected (choice, i);
          return;
        }
    }
  g_error ("there is no choice “%s”", label);
}

/* What the map shows is chosen, told, followed, and there again in the next window. */
static void
test_layer (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  GtkWindow *window;
  GtkWidget *page;

  record_some (scene.place.session);
  page = show_page (scene.place.session, &window);
  display_wait (find_figure (page, "Open risks: 3") != NULL);
  choose (page, "layer_choice", "Undecided claims");
  gtk_widget_grab_focus (GTK_WIDGET (find_map (page)));
  g_assert_cmpstr (pantau_hex_map_get_current (find_map (page)), ==, "16.13.04");
  display_key (window, GDK_KEY_Return, 0);
  display_wait (
      g_str_equal (display_told (window), "show query:hitung:situasi-klaim/wilayah=16.13.04"));
  display_rest (scene.place.session);
  gtk_window_destroy (window);

  page = show_page (scene.place.session, &window);
  g_assert_cmpstr (pantau_figure_view_get_spoken (PANTAU_FIGURE_VIEW (find_map (page))), ==,
                   "Prov. Sumatera Selatan: 1 undecided claim");
  gtk_window_destroy (window);
}

/* The slider to a day before anything was recorded, and back; by keys. */
static void
test_day (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autoptr (PantauSituation) before = NULL;
  GtkWindow *window;
  GtkWidget *page, *scale;

  record_some (scene.place.session);
  page = show_page (scene.place.session, &window);
  scale = display_find_id (page, "day_scale");
  display_wait (find_figure (page, "Open risks: 3") != NULL);
  g_assert_true (display_shows (page, "As of now"));
  gtk_widget_grab_focus (scale);
  display_key (window, GDK_KEY_Left, 0);
  display_wait (find_figure (page, "Open risks: 0") != NULL);
  g_assert_true (display_shows (page, "As of the end of"));
  before = count_now (scene.place.session, "16", g_get_real_time () / G_USEC_PER_SEC - DAY);
  display_wait (shows_rows (page, before, TRUE));
  /* What only the present has is not told of the past. */
  display_wait (!gtk_widget_get_visible (display_find_id (page, "decisions_box")));

  gtk_widget_activate (display_find_id (page, "now_button"));
  display_wait (find_figure (page, "Open risks: 3") != NULL);
  display_wait (gtk_widget_get_visible (display_find_id (page, "decisions_box")));
  gtk_window_destroy (window);
}

/* The end of a row of slides is shown, however fast one slid. */
static void
test_slide (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autoptr (PantauSituation) then = NULL;
  g_autofree char *moment = NULL;
  gint64 start;
  GtkWindow *window;
  GtkWidget *page, *scale;

  record_some (scene.place.session);
  page = show_page (scene.place.session, &window);
  scale = display_find_id (page, "day_scale");
  display_wait (find_figure (page, "Open risks: 3") != NULL);
  start = g_get_monotonic_time ();
  for (int day = -1; day >= -25; day--)
    gtk_range_set_value (GTK_RANGE (scale), day);
  for (int day = -24; day <= 0; day++)
    gtk_range_set_value (GTK_RANGE (scale), day);
  gtk_range_set_value (GTK_RANGE (scale), -3);
  then = count_now (scene.place.session, "16", g_get_real_time () / G_USEC_PER_SEC - 3 * DAY);
  moment = pantau_situation_moment_text (then);
  display_wait (
      g_str_has_suffix (pantau_figure_table_get_table (find_table (page))->title, moment));
  /* And not because it is asked again each minute. */
  g_assert_cmpint (g_get_monotonic_time () - start, <, 50 * G_USEC_PER_SEC);
  gtk_window_destroy (window);
}

/* A cell of the table by keys; the name of a row leads into the region. */
static void
test_table (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  GtkWindow *window;
  GtkWidget *page, *table;
  graphene_point_t point;

  record_some (scene.place.session);
  page = show_page (scene.place.session, &window);
  display_wait (find_figure (page, "Open risks: 3") != NULL);
  /* Where there is no room for both, one of them is chosen. */
  gtk_window_set_default_size (window, 760, 560);
  display_wait (gtk_widget_get_width (page) < 800 &&
                gtk_widget_get_mapped (display_find_id (page, "view_chips")));
  gtk_widget_activate (gtk_widget_get_ancestor (
      display_find_text (display_find_id (page, "view_chips"), "Table"), GTK_TYPE_BUTTON));
  table = GTK_WIDGET (find_table (page));
  display_wait (gtk_widget_get_mapped (table) &&
                !gtk_widget_get_mapped (GTK_WIDGET (find_map (page))));
  g_assert_true (pantau_figure_table_locate (find_table (page), 0, 0, &point));
  gtk_widget_grab_focus (table);
  g_assert_cmpstr (pantau_figure_view_get_spoken (PANTAU_FIGURE_VIEW (table)), ==,
                   "Kab. Ogan Komering Ulu");
  display_key (window, GDK_KEY_Return, 0);
  display_wait (g_str_equal (display_told (window), "show situation:16.01"));

  for (guint i = 0; i < 12; i++)
    display_key (window, GDK_KEY_Down, 0);
  display_key (window, GDK_KEY_Right, 0);
  g_assert_cmpstr (pantau_figure_view_get_spoken (PANTAU_FIGURE_VIEW (table)), ==,
                   "Kab. Musi Rawas Utara, Open risks: 2");
  display_key (window, GDK_KEY_Return, 0);
  display_wait (
      g_str_equal (display_told (window), "show query:hitung:situasi-risiko/wilayah=16.13"));
  g_assert_cmpuint (count_records (&scene, window), ==, 2);
  display_key (window, GDK_KEY_Right, 0);
  display_key (window, GDK_KEY_Return, 0);
  display_wait (
      g_str_equal (display_told (window),
                   "show query:hitung:situasi-risiko/wilayah=16.13/tingkat=sangat-tinggi"));
  g_assert_cmpuint (count_records (&scene, window), ==, 1);
  gtk_window_destroy (window);
}

/* A region of its own; who is assigned to one begins there, and is not shown others as if nothing happened in them. */
static void
test_region (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16.13", FALSE);
  g_autoptr (PantauSituation) situation = NULL;
  GtkWindow *window;
  GtkWidget *page;

  record_some (scene.place.session);
  page = show_page (scene.place.session, &window);
  situation = count_now (scene.place.session, "16.13", 0);
  display_wait (shows_rows (page, situation, TRUE));
  g_assert_cmpuint (pantau_figure_table_get_table (find_table (page))->rows->len, ==, 7 + 1);
  display_wait (find_figure (page, "Open risks: 2") != NULL);
  g_object_set (page, "region", "16.13.04", NULL);
  display_wait (strstr (pantau_figure_table_get_table (find_table (page))->title, "Rawas Ilir") !=
                NULL);
  choose (page, "region_choice", "Kab. Musi Rawas Utara");
  display_wait (g_str_equal (display_told (window), "show situation"));
  choose (page, "region_choice", "Kec. Rupit");
  display_wait (g_str_equal (display_told (window), "show situation:16.13.01"));
  gtk_window_destroy (window);
}

/* One election alone: these records name none. */
static void
test_election (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  GtkWindow *window;
  GtkWidget *page;

  record_some (scene.place.session);
  page = show_page (scene.place.session, &window);
  display_wait (find_figure (page, "Open risks: 3") != NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (display_find_id (page, "election_choice")), 1);
  display_wait (find_figure (page, "Open risks: 0") != NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (display_find_id (page, "election_choice")), 0);
  display_wait (find_figure (page, "Open risks: 3") != NULL);
  gtk_window_destroy (window);
}

/* Pemprov has no figure of cases, neither counted nor to choose, but the way to how many there are. */
static void
test_pemprov (void)
{
  g_auto (Scene) scene = scene_new ("pemprov", "16", FALSE);
  g_autofree char *table = NULL;
  GtkWindow *window;
  GtkWidget *page;
  GListModel *layers;

  g_free (display_record (scene.place.session, "risk",
                          "{\"title\":\"Banjir\",\"places\":[{\"village\":\"16.13.04.2001\"}],"
                          "\"fields\":{\"hazard\":\"banjir\"}}"));
  page = show_page (scene.place.session, &window);
  display_wait (find_figure (page, "Open risks: 1") != NULL);
  display_settle ();
  table = read_table (page);
  g_assert_null (strstr (table, "Cases"));
  g_assert_null (strstr (table, "Overdue"));
  g_assert_false (display_shows (display_find_id (page, "figure_list"), "cases"));
  g_assert_false (display_shows (display_find_id (page, "figure_list"), "Time limits"));
  layers = gtk_drop_down_get_model (GTK_DROP_DOWN (display_find_id (page, "layer_choice")));
  g_assert_cmpuint (g_list_model_get_n_items (layers), ==, 6);
  follow (window, display_find_id (page, "totals_button"), "totals");
  gtk_window_destroy (window);
}

/* Nothing is recorded: it says so, and all rows are there. */
static void
test_empty (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  GtkWindow *window;
  GtkWidget *page = show_page (scene.place.session, &window);

  display_wait (display_shows (page, "Nothing is recorded yet: all figures are zero."));
  g_assert_cmpuint (pantau_figure_table_get_table (find_table (page))->rows->len, ==, 18);
  /* What comes while one looks is shown. */
  record_some (scene.place.session);
  display_wait (find_figure (page, "Open risks: 3") != NULL);
  g_assert_false (display_shows (page, "Nothing is recorded yet"));
  gtk_window_destroy (window);
}

/* The table of risk and the bars by day lead to their records. */
static void
test_below (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  GtkWindow *window;
  GtkWidget *page, *trend;

  record_some (scene.place.session);
  page = show_page (scene.place.session, &window);
  display_wait (find_figure (page, "Open risks: 3") != NULL);
  display_settle ();
  follow (window,
          display_find_name (display_find_id (page, "matrix"),
                             "4 – Often × 5 – Very significant (score 24, Very high): 1 risk"),
          "query:hitung:situasi-risiko/wilayah=16/matriks=4x5");
  g_assert_cmpuint (count_records (&scene, window), ==, 1);

  trend = display_find_id (page, "trend");
  gtk_widget_grab_focus (trend);
  g_assert_true (g_str_has_suffix (pantau_figure_view_get_spoken (PANTAU_FIGURE_VIEW (trend)),
                                   ": 4 new, 0 ended"));
  display_key (window, GDK_KEY_Return, 0);
  display_wait (
      g_str_has_prefix (display_told (window), "show query:hitung:situasi-baru/wilayah=16/pada="));
  g_assert_cmpuint (count_records (&scene, window), ==, 4);
  gtk_window_destroy (window);
}

static void
read_text (GObject *source, GAsyncResult *result, gpointer data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static char *
read_clipboard (GtkWidget *page)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (page), NULL, read_text, &text);
  display_wait (text != NULL);

  return text;
}

/* Copies by keys: as text and for a spreadsheet; of a practice province they say so. */
static void
test_copies (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_autofree char *text = NULL, *table = NULL;
  GtkWindow *window;
  GtkWidget *page;

  record_some (place.session);
  page = show_page (place.session, &window);
  display_wait (find_figure (page, "Open risks: 3") != NULL);
  gtk_widget_grab_focus (GTK_WIDGET (find_map (page)));
  display_key (window, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  text = read_clipboard (page);
  g_assert_true (g_str_has_prefix (text, "LATIHAN"));
  g_assert_nonnull (strstr (text, "\nKab. Musi Rawas Utara: open risks 2, very high 1, "));
  g_assert_nonnull (strstr (text, "\nKota Palembang: nil\n"));
  display_key (window, GDK_KEY_s, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  table = read_clipboard (page);
  g_assert_true (g_str_has_prefix (table, "LATIHAN"));
  g_assert_nonnull (strstr (table, "\nKab. Musi Rawas Utara\t2\t1\t0\t0\t2\t500\t"));
  gtk_window_destroy (window);
}

/* What a narrow, a usual and a wall's window show beside each other. */
static void
test_widths (void)
{
  static const struct
  {
    int width;
    gboolean both;
  } widths[] = { { 700, FALSE }, { 1000, FALSE }, { 1800, TRUE } };
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);

  record_some (scene.place.session);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      GtkWindow *window;
      GtkWidget *page = show_page (scene.place.session, &window), *board;
      g_autofree char *misfits = NULL;

      display_wait (find_figure (page, "Open risks: 3") != NULL);
      display_settle ();
      board = display_find_id (page, "board");
      gtk_widget_measure (board, GTK_ORIENTATION_VERTICAL, widths[i].width, NULL, NULL, NULL, NULL);
      gtk_widget_allocate (page, widths[i].width, 900, -1, NULL);
      g_assert_cmpint (gtk_widget_get_width (board), <=, widths[i].width);
      g_assert_true (pantau_situation_layout_shows_both (PANTAU_SITUATION_LAYOUT (
                         gtk_widget_get_layout_manager (board))) == widths[i].both);
      g_assert_true (gtk_widget_get_child_visible (gtk_widget_get_first_child (board)) ==
                     !widths[i].both);
      misfits = display_misfits (page);
      g_assert_cmpstr (misfits, ==, "");
      gtk_window_destroy (window);
    }
}

/* Letters twice as large: all fits into a small screen's window. */
static void
test_large_text (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *misfits = NULL;
  GtkWindow *window;
  GtkWidget *page;
  int dpi, minimum;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * (dpi > 0 ? dpi : 96 * 1024), NULL);
  record_some (scene.place.session);
  page = show_page (scene.place.session, &window);
  display_wait (find_figure (page, "Open risks: 3") != NULL);
  display_settle ();
  display_draw (page);
  misfits = display_misfits (page);
  g_assert_cmpstr (misfits, ==, "");
  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 1024);
  gtk_window_destroy (window);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
}

/* In the window: from a hexagon to the list of its records, and back to where one was, on the day to which one had slid. */
static void
test_way_back (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  GtkWindow *window;
  GtkWidget *page;

  record_some (scene.place.session);
  window = GTK_WINDOW (pantau_window_new (NULL, scene.place.session));
  display_present (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show", "s", "situation");
  display_wait ((page = display_find_type (GTK_WIDGET (window), PANTAU_TYPE_SITUATION_PAGE)) !=
                NULL);
  display_wait (find_figure (page, "Open risks: 3") != NULL);
  gtk_widget_grab_focus (GTK_WIDGET (find_map (page)));
  display_key (window, GDK_KEY_Page_Down, 0);
  display_key (window, GDK_KEY_Return, 0);
  display_wait (g_str_has_prefix (pantau_window_get_place (PANTAU_WINDOW (window)), "query:"));
  display_wait (display_shows (GTK_WIDGET (window), "Air naik lagi"));
  display_wait (display_shows (GTK_WIDGET (window), "Banjir di Pauh"));
  g_assert_false (display_shows (GTK_WIDGET (window), "Kebakaran gudang"));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  display_wait (g_str_equal (pantau_window_get_place (PANTAU_WINDOW (window)), "situation"));
  g_assert_cmpstr (pantau_hex_map_get_current (find_map (page)), ==, "16.13.04");
  gtk_range_set_value (GTK_RANGE (display_find_id (page, "day_scale")), -2);
  display_wait (find_figure (page, "Open risks: 0") != NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show", "s", "situation:16.13");
  display_wait (pantau_figure_table_get_table (find_table (page))->rows->len == 8);
  g_assert_true (display_shows (page, "As of the end of"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  display_wait (pantau_figure_table_get_table (find_table (page))->rows->len == 18);
  display_rest (scene.place.session);
  gtk_window_destroy (window);
}

static gpointer
draw_sheets (PantauHome *home, gpointer data, GError **error)
{
  const PantauSituationPrint what = { .query = { .now = g_get_real_time () / G_USEC_PER_SEC },
                                      .layer = PANTAU_LAYER_RISKS,
                                      .with_cases = TRUE };
  g_autoptr (PantauSituationSheet) sheet =
      pantau_store_situation (pantau_home_get_store (home), NULL, error);

  return sheet != NULL
             ? pantau_situation_sheets_new (sheet, pantau_home_get_reference (home), &what, error)
             : NULL;
}

/* On paper there are the map and all rows of the table. */
static void
test_paper (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autoptr (PantauSituationSheets) sheets = NULL;
  PantauPaperFlow *flow;
  gpointer answer = NULL;

  record_some (scene.place.session);
  pantau_session_ask (scene.place.session, draw_sheets, NULL, NULL, NULL, take_answer, &answer);
  display_wait (answer != NULL);
  sheets = answer;
  g_assert_true (g_str_has_prefix (sheets->title, "Situation of Prov. Sumatera Selatan, "));
  g_assert_cmpint (cairo_image_surface_get_width (sheets->map), >, 1000);
  g_assert_cmpint (cairo_image_surface_get_height (sheets->table), >, 18 * 3 * 10);
  flow = pantau_situation_paper_new (sheets, PANTAU_LAYER_RISKS, TRUE);
  g_assert_cmpuint (pantau_paper_flow_count_pages (flow), ==, 2);
  pantau_paper_flow_free (flow);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);

  g_test_add_func ("/situation-page/figures", test_figures);
  g_test_add_func ("/situation-page/counters", test_counters);
  g_test_add_func ("/situation-page/map", test_map);
  g_test_add_func ("/situation-page/layer", test_layer);
  g_test_add_func ("/situation-page/day", test_day);
  g_test_add_func ("/situation-page/slide", test_slide);
  g_test_add_func ("/situation-page/table", test_table);
  g_test_add_func ("/situation-page/region", test_region);
  g_test_add_func ("/situation-page/election", test_election);
  g_test_add_func ("/situation-page/pemprov", test_pemprov);
  g_test_add_func ("/situation-page/empty", test_empty);
  g_test_add_func ("/situation-page/below", test_below);
  g_test_add_func ("/situation-page/copies", test_copies);
  g_test_add_func ("/situation-page/widths", test_widths);
  g_test_add_func ("/situation-page/large-text", test_large_text);
  g_test_add_func ("/situation-page/way-back", test_way_back);
  g_test_add_func ("/situation-page/paper", test_paper);

  return g_test_run ();
}
