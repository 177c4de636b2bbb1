/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PantauRegisterPage: the matrix, what is exposed, and where; each figure leads to what it counts. */

#include "config.h"

#include "display-fixture.h"
#include "pantau-register-page.h"
#include "pantau-risk-matrix.h"

/* Two floods over TPS 2 of Pauh, one of them in Sekayu too, and a fire that nobody assessed. */
static void
record_risks (PantauSession *session)
{
  static const char *const risks[] = {
    "{\"title\":\"Banjir di Pauh\",\"places\":[{\"village\":\"16.13.04.2001\",\"tps\":[1,2]}],"
    "\"fields\":{\"hazard\":\"banjir\",\"voters_affected\":500,"
    "\"risk_matrix\":{\"likelihood\":4,\"impact\":5}}}",
    "{\"title\":\"Air naik lagi\",\"places\":[{\"village\":\"16.13.04.2001\",\"tps\":[2]}],"
    "\"fields\":{\"hazard\":\"banjir\",\"voters_affected\":300,"
    "\"risk_matrix\":{\"likelihood\":4,\"impact\":5}}}",
    "{\"title\":\"Kebakaran gudang\",\"places\":[{\"village\":\"16.06.01.2001\",\"tps\":[7]}],"
    "\"fields\":{\"hazard\":\"kebakaran\",\"voters_affected\":40}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (risks); i++)
    g_free (display_record (session, "risk", risks[i]));
}

static GtkWidget *
find_figure (GtkWidget *page, const char *name)
{
  GtkWidget *list = display_find_id (page, "figure_list");

  return display_find_name (list, name);
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

static void
test_figures (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_REGISTER_PAGE, NULL);
  g_autofree char *nameless = NULL;
  GtkWindow *window;

  record_risks (place.session);
  window = display_show (page, place.session);
  display_wait (find_figure (page, "Open risks: 3") != NULL);
  display_wait (find_figure (page, "TPS named, each once: 3") != NULL);
  display_wait (find_figure (page, "Voters affected: between 540 and 840") != NULL);
  nameless = display_nameless (page);
  g_assert_cmpstr (nameless, ==, "");

  follow (window, find_figure (page, "TPS named, each once: 3"), "query:hitung:tps");
  gtk_window_destroy (window);
}

static void
test_matrix (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_REGISTER_PAGE, NULL), *matrix, *cell;
  GtkWindow *window;

  record_risks (place.session);
  window = display_show (page, place.session);
  display_wait (find_figure (page, "Open risks: 3") != NULL);
  matrix = display_find_id (page, "matrix");
  cell = display_find_text (matrix, "2");
  g_assert_nonnull (cell);
  follow (window, gtk_widget_get_ancestor (cell, GTK_TYPE_BUTTON),
          "query:hitung:records/matriks=4x5");
  g_assert_true (display_shows (page, "1 risk is not assessed yet"));
  follow (window, display_find_id (page, "rest_button"), "query:hitung:records/tingkat=-");

  /* One arrow leads to the cell beside; nothing is followed where nothing is. */
  gtk_widget_grab_focus (gtk_widget_get_ancestor (cell, GTK_TYPE_BUTTON));
  display_key (window, GDK_KEY_Left, 0);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (window), matrix));
  display_key (window, GDK_KEY_Return, 0);
  display_rest (place.session);
  g_assert_cmpstr (display_told (window), ==, "show query:hitung:records/tingkat=-");
  gtk_window_destroy (window);
}

/* All 17 are there, zero or not; each leads into itself. */
static void
test_regions (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_REGISTER_PAGE, NULL), *row;
  GtkListBox *list;
  GtkWindow *window;

  record_risks (place.session);
  window = display_show (page, place.session);
  list = GTK_LIST_BOX (display_find_id (page, "region_list"));
  display_wait (gtk_list_box_get_row_at_index (list, 16) != NULL);
  g_assert_null (gtk_list_box_get_row_at_index (list, 17));
  row = display_find_text (GTK_WIDGET (list), "Kab. Musi Rawas Utara");
  g_assert_nonnull (row);
  row = gtk_widget_get_ancestor (row, GTK_TYPE_LIST_BOX_ROW);
  g_assert_true (display_shows (row, "2 risks"));
  g_assert_true (display_shows (row, "2 TPS"));
  follow (window, row, "register:16.13");
  follow (window, display_find_name (row, "Kab. Musi Rawas Utara, 2 risks"),
          "query:hitung:records/wilayah=16.13");

  g_object_set (page, "region", "16.13", NULL);
  display_wait (find_figure (page, "Open risks: 2") != NULL);
  display_wait ((row = display_find_text (GTK_WIDGET (list), "Kec. Rawas Ilir")) != NULL);
  gtk_window_destroy (window);
}

/* One hazard alone is counted. */
static void
test_hazard (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_REGISTER_PAGE, NULL), *list;
  GtkDropDown *choice;
  GtkWindow *window;

  record_risks (place.session);
  window = display_show (page, place.session);
  list = display_find_id (page, "hazard_list");
  display_wait (gtk_widget_get_mapped (list));
  choice = GTK_DROP_DOWN (display_find_id (page, "hazard_choice"));
  gtk_drop_down_set_selected (choice, 1);
  display_wait (!gtk_widget_get_mapped (list));
  display_wait (find_figure (page, "Open risks: 2") != NULL);
  follow (window, find_figure (page, "Open risks: 2"), "query:hitung:records/bahaya=banjir");
  gtk_window_destroy (window);
}

/* What changes while the page is seen is seen. */
static void
test_follows (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_REGISTER_PAGE, NULL);
  GtkWindow *window = display_show (page, place.session);

  display_wait (find_figure (page, "Open risks: 0") != NULL);
  record_risks (place.session);
  display_wait (find_figure (page, "Open risks: 3") != NULL);
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);

  g_test_add_func ("/register-page/figures", test_figures);
  g_test_add_func ("/register-page/matrix", test_matrix);
  g_test_add_func ("/register-page/regions", test_regions);
  g_test_add_func ("/register-page/hazard", test_hazard);
  g_test_add_func ("/register-page/follows", test_follows);

  return g_test_run ();
}
