/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board of hoaxes and the view of one claim: labels, orders, filters, the map by keys, and where each figure leads. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-claim-label.h"
#include "pantau-claim-row.h"
#include "pantau-claim-view.h"
#include "pantau-claims-page.h"
#include "pantau-edit-link.h"
#include "pantau-heat-strip.h"
#include "pantau-hex-map.h"
#include "pantau-link.h"
#include "scene-fixture.h"

#define HOUR 3600

#define UNVERIFIED (pantau_claim_label_text (PANTAU_CLAIM_LABEL_UNVERIFIED))

static char *
record_hoax (PantauSession *session, const char *title, const char *region, gint64 ago)
{
  g_autoptr (GDateTime) moment =
      g_date_time_new_from_unix_utc (g_get_real_time () / G_USEC_PER_SEC - ago);
  g_autofree char *time = g_date_time_format (moment, "%Y-%m-%dT%H:%M:%S+00:00");
  g_autofree char *json = g_strdup_printf (
      "{\"title\":\"%s\",\"region\":\"%s\",\"election\":\"pilkada-2024\",\"occurred\":\"%s\","
      "\"known\":\"%s\"}",
      title, region, time, time);

  return display_record (session, "hoax", json);
}

typedef struct
{
  const char *record;
  const char *to;
  gboolean is_done;
} Link;

static gpointer
link_in_thread (PantauHome *home, gpointer data, GError **error)
{
  Link *link = data;

  pantau_edit_link (home, link->record, PANTAU_REL_SIGHTING, link->to, NULL, error);

  return NULL;
}

static void
was_linked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  pantau_session_write_finish (PANTAU_SESSION (source), result, &error);
  g_assert_no_error (error);
  ((Link *) data)->is_done = TRUE;
}

static void
join (PantauSession *session, const char *record, const char *to)
{
  Link link = { record, to, FALSE };

  pantau_session_write (session, link_in_thread, &link, NULL, NULL, was_linked, &link);
  display_wait (link.is_done);
}

/* A claim of 16.13.04 that was seen again in 16.71.01, and one that was seen once, long before. */
typedef struct
{
  char *claim;
  char *sighting;
  char *single;
} Claims;

static void
claims_clear (Claims *self)
{
  g_free (self->claim);
  g_free (self->sighting);
  g_free (self->single);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Claims, claims_clear)

static Claims
record_claims (PantauSession *session)
{
  Claims claims = { record_hoax (session, "TPS dipindah", "16.13.04", 5 * HOUR),
                    record_hoax (session, "TPS dipindah lagi", "16.71.01", 2 * HOUR),
                    record_hoax (session, "Kantor KPU dibakar", "16.02.05", 100 * HOUR) };

  join (session, claims.sighting, claims.claim);

  return claims;
}

static GtkListBoxRow *
nth_row (GtkWidget *root, const char *list, int n)
{
  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (display_find_id (root, list)), n);
}

static GtkWidget *
first_row (GtkWidget *page)
{
  return GTK_WIDGET (nth_row (page, "list", 0));
}

/* --- The board --- */

static void
test_empty (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_CLAIMS_PAGE, NULL);
  GtkWindow *window = display_show (page, place.session);

  display_wait (display_shows (page, _ ("No claims yet")));
  g_assert_true (gtk_widget_get_mapped (display_find_id (page, "record_button")));
  g_assert_false (gtk_widget_get_mapped (display_find_id (page, "reset_button")));
  gtk_window_destroy (window);
}

/* Sightings are no claims of their own, and nobody sees a hoax without its label. */
static void
test_rows (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_auto (Claims) claims = record_claims (place.session);
  GtkWidget *page = g_object_new (PANTAU_TYPE_CLAIMS_PAGE, NULL);
  GtkWindow *window = display_show (page, place.session);
  g_autofree char *told = g_strdup_printf ("show claims:%s", claims.claim), *nameless = NULL;

  display_wait (first_row (page) != NULL && display_shows (first_row (page), "TPS dipindah"));
  display_rest (place.session);
  g_assert_nonnull (nth_row (page, "list", 1));
  g_assert_null (nth_row (page, "list", 2));
  g_assert_false (display_shows (page, "TPS dipindah lagi"));
  for (int i = 0; i < 2; i++)
    g_assert_true (display_shows (GTK_WIDGET (nth_row (page, "list", i)), UNVERIFIED));
  nameless = display_nameless (page);
  g_assert_cmpstr (nameless, ==, "");

  gtk_widget_grab_focus (first_row (page));
  display_key (window, GDK_KEY_Return, 0);
  display_wait (g_str_equal (display_told (window), told));
  gtk_window_destroy (window);
}

/* A figure leads to what it counts, and to nothing else. */
static void
test_figures (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_auto (Claims) claims = record_claims (place.session);
  GtkWidget *page = g_object_new (PANTAU_TYPE_CLAIMS_PAGE, NULL);
  GtkWindow *window = display_show (page, place.session);
  g_autofree char *told = g_strdup_printf ("show query:hitung:kemunculan/klaim=%s", claims.claim);
  g_autofree char *late = g_strconcat (told, "/mulai=", NULL);
  GtkWidget *button;

  display_wait (first_row (page) != NULL && display_shows (first_row (page), "TPS dipindah"));
  button = display_find_id (first_row (page), "sightings_button");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "1 sighting");
  gtk_widget_activate (button);
  display_wait (g_str_equal (display_told (window), told));
  gtk_widget_activate (display_find_id (first_row (page), "day_button"));
  display_wait (g_str_has_prefix (display_told (window), late));
  /* Nothing is counted: nothing is offered. */
  g_assert_false (gtk_widget_get_mapped (
      display_find_id (GTK_WIDGET (nth_row (page, "list", 1)), "sightings_button")));
  gtk_window_destroy (window);
}

static GtkWidget *
find_chip (GtkWidget *page, const char *label)
{
  return gtk_widget_get_ancestor (display_find_text (display_find_id (page, "orders"), label),
                                  GTK_TYPE_BUTTON);
}

static void
test_orders (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_auto (Claims) claims = record_claims (place.session);
  g_autofree char *newest = record_hoax (place.session, "Baru saja", "16.71.01", 60);
  GtkWidget *page = g_object_new (PANTAU_TYPE_CLAIMS_PAGE, NULL);
  GtkWindow *window = display_show (page, place.session);

  display_wait (first_row (page) != NULL && display_shows (first_row (page), "TPS dipindah"));
  gtk_widget_activate (find_chip (page, _ ("Newest")));
  display_wait (display_shows (first_row (page), "Baru saja"));
  gtk_widget_activate (find_chip (page, _ ("Speed")));
  display_wait (display_shows (first_row (page), "TPS dipindah"));
  /* What kind of figure harm is stands beside it. */
  gtk_widget_activate (find_chip (page, _ ("Harm")));
  display_wait (gtk_widget_get_mapped (display_find_id (first_row (page), "harm_label")));
  gtk_window_destroy (window);
}

/* The way out of a filter that finds nothing is there. */
static void
test_filters (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_auto (Claims) claims = record_claims (place.session);
  GtkWidget *page = g_object_new (PANTAU_TYPE_CLAIMS_PAGE, NULL);
  GtkWindow *window = display_show (page, place.session);
  GtkDropDown *region = GTK_DROP_DOWN (display_find_id (page, "region_choice")),
              *verdict = GTK_DROP_DOWN (display_find_id (page, "verdict_choice"));

  display_wait (first_row (page) != NULL && display_shows (first_row (page), "TPS dipindah"));
  gtk_drop_down_set_selected (region, 2); /* 16.02 */
  display_wait (display_shows (first_row (page), "Kantor KPU dibakar"));
  display_rest (place.session);
  g_assert_null (nth_row (page, "list", 1));

  gtk_drop_down_set_selected (verdict, 3); /* a hoax */
  display_wait (display_shows (page, _ ("No claim of this kind")));
  gtk_widget_activate (display_find_id (page, "reset_button"));
  display_wait (first_row (page) != NULL && display_shows (first_row (page), "TPS dipindah"));
  g_assert_cmpuint (gtk_drop_down_get_selected (region), ==, 0);
  gtk_window_destroy (window);
}

/* What comes while the board is seen is seen. */
static void
test_follows (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWidget *page = g_object_new (PANTAU_TYPE_CLAIMS_PAGE, NULL);
  GtkWindow *window = display_show (page, place.session);
  g_autofree char *record = NULL;

  display_wait (display_shows (page, _ ("No claims yet")));
  record = record_hoax (place.session, "TPS dipindah", "16.13.04", HOUR);
  display_wait (first_row (page) != NULL && display_shows (first_row (page), "TPS dipindah"));
  gtk_window_destroy (window);
}

/* --- One claim --- */

static GtkWidget *
show_view (PantauSession *session, const char *record, GtkWindow **window)
{
  GtkWidget *view = g_object_new (PANTAU_TYPE_CLAIM_VIEW, "record", record, NULL);

  *window = display_show (view, session);
  display_wait (gtk_widget_get_mapped (display_find_id (view, "map")));
  display_rest (session);
  display_settle ();

  return view;
}

/* Of a sighting the claim is shown, with both places and the sighting. */
static void
test_view (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_auto (Claims) claims = record_claims (place.session);
  g_autofree char *told = g_strdup_printf ("open-record %s", claims.sighting), *nameless = NULL;
  GtkWindow *window;
  GtkWidget *view = show_view (place.session, claims.sighting, &window);

  g_assert_true (display_shows (display_find_id (view, "tag"), UNVERIFIED));
  g_assert_true (display_shows (display_find_id (view, "title_label"), "TPS dipindah"));
  g_assert_false (display_shows (display_find_id (view, "title_label"), "lagi"));
  display_wait (nth_row (view, "areas_list", 1) != NULL);
  g_assert_null (nth_row (view, "areas_list", 2));
  display_wait (nth_row (view, "sightings_list", 0) != NULL);
  g_assert_true (display_shows (GTK_WIDGET (nth_row (view, "sightings_list", 0)), "lagi"));
  nameless = display_nameless (view);
  g_assert_cmpstr (nameless, ==, "");

  gtk_widget_grab_focus (GTK_WIDGET (nth_row (view, "sightings_list", 0)));
  display_key (window, GDK_KEY_Return, 0);
  display_wait (g_str_equal (display_told (window), told));
  gtk_window_destroy (window);
}

/* From hexagon to hexagon by keys; what is told is told in words; Enter opens the records. */
static void
test_map (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_auto (Claims) claims = record_claims (place.session);
  GtkWindow *window;
  GtkWidget *view = show_view (place.session, claims.claim, &window);
  PantauHexMap *map = PANTAU_HEX_MAP (display_find_id (view, "map"));
  g_autofree char *told =
      g_strdup_printf ("show query:hitung:klaim/klaim=%s/wilayah=16.71.01", claims.claim);
  g_autofree char *seen = g_strdup_printf (ngettext ("seen %s time", "seen %s times", 1), "1");

  gtk_widget_grab_focus (GTK_WIDGET (map));
  display_wait (pantau_hex_map_get_current (map) != NULL);
  g_assert_cmpstr (pantau_hex_map_get_current (map), ==, "16.13.04");
  g_assert_nonnull (
      strstr (pantau_figure_view_get_spoken (PANTAU_FIGURE_VIEW (map)), "Musi Rawas Utara"));
  g_assert_true (g_str_has_suffix (pantau_figure_view_get_spoken (PANTAU_FIGURE_VIEW (map)), seen));

  display_key (window, GDK_KEY_Left, 0);
  g_assert_cmpstr (pantau_hex_map_get_current (map), !=, "16.13.04");
  g_assert_false (
      g_str_has_suffix (pantau_figure_view_get_spoken (PANTAU_FIGURE_VIEW (map)), seen));
  display_key (window, GDK_KEY_Right, 0);
  g_assert_cmpstr (pantau_hex_map_get_current (map), ==, "16.13.04");
  display_key (window, GDK_KEY_Page_Down, 0);
  g_assert_cmpstr (pantau_hex_map_get_current (map), ==, "16.71.01");
  display_key (window, GDK_KEY_Return, 0);
  display_wait (g_str_equal (display_told (window), told));
  gtk_window_destroy (window);
}

/* The words of the map are its name for a screen reader, and stand below it for everybody. */
static void
test_spoken (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_auto (Claims) claims = record_claims (place.session);
  GtkWindow *window;
  GtkWidget *view = show_view (place.session, claims.claim, &window);
  GtkWidget *map = display_find_id (view, "map");

  gtk_widget_grab_focus (map);
  display_wait (display_shows (view, pantau_figure_view_get_spoken (PANTAU_FIGURE_VIEW (map))));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (map), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       pantau_figure_view_get_spoken (PANTAU_FIGURE_VIEW (map)));
  gtk_window_destroy (window);
}

static void
test_strip (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_auto (Claims) claims = record_claims (place.session);
  GtkWindow *window;
  GtkWidget *view = show_view (place.session, claims.claim, &window);
  g_autofree char *begin =
      g_strdup_printf ("show query:hitung:klaim/klaim=%s/wilayah=", claims.claim);

  gtk_widget_grab_focus (display_find_id (view, "strip"));
  display_key (window, GDK_KEY_Return, 0);
  display_wait (g_str_has_prefix (display_told (window), begin));
  g_assert_nonnull (strstr (display_told (window), "/mulai="));
  g_assert_nonnull (strstr (display_told (window), "/hingga="));
  gtk_window_destroy (window);
}

/* Nothing is told to people before somebody found out, and the page says so. */
static void
test_no_counter (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_auto (Claims) claims = record_claims (place.session);
  GtkWindow *window;
  GtkWidget *view = show_view (place.session, claims.claim, &window);
  GtkWidget *button = display_find_id (view, "counter_media_button");

  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_nonnull (gtk_widget_get_tooltip_text (button));
  g_assert_true (display_shows (display_find_id (view, "counter_media_text"),
                                gtk_widget_get_tooltip_text (button)));
  gtk_window_destroy (window);
}

/* Nothing of one claim stands under the name of another. */
static void
test_other (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  g_auto (Claims) claims = record_claims (place.session);
  GtkWindow *window;
  GtkWidget *view = show_view (place.session, claims.claim, &window);

  g_object_set (view, "record", claims.single, NULL);
  g_assert_false (display_shows (view, "TPS dipindah"));
  display_wait (display_shows (view, "Kantor KPU dibakar"));
  display_rest (place.session);
  g_assert_false (gtk_widget_get_mapped (display_find_id (view, "sightings_section")));
  gtk_window_destroy (window);
}

static void
test_gone (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWidget *view =
      g_object_new (PANTAU_TYPE_CLAIM_VIEW, "record", "0b7a5c0e-0000-4000-8000-000000000001", NULL);
  GtkWindow *window = display_show (view, place.session);

  display_wait (display_shows (view, _ ("The claim cannot be shown")));
  gtk_window_destroy (window);
}

/* --- Who may do what --- */

typedef struct
{
  const char *test;
  const char *role; /* (nullable) */
  const char *region;
  gboolean may_judge;
  gboolean may_forward;
  gboolean may_join;
} Duty;

static const Duty duties[] = {
  { "/claims-page/duty/new", NULL, NULL, FALSE, FALSE, TRUE },
  { "/claims-page/duty/field", "field", "16.13.04", FALSE, FALSE, TRUE },
  { "/claims-page/duty/desk", "desk", "16", TRUE, TRUE, TRUE },
  { "/claims-page/duty/identity", "identity", "16", TRUE, TRUE, TRUE },
  { "/claims-page/duty/pemprov", "pemprov", "16", FALSE, TRUE, TRUE },
};

static gboolean
is_seen (GtkWidget *view, const char *id)
{
  return gtk_widget_get_mapped (display_find_id (view, id));
}

/* What one may not do is absent. */
static void
test_duty (gconstpointer data)
{
  const Duty *duty = data;
  g_auto (Scene) scene = scene_new (duty->role, duty->region, FALSE);
  g_autofree char *record = record_hoax (scene.place.session, "Milik sendiri", "16.13.04", HOUR);
  GtkWindow *window;
  GtkWidget *view = show_view (scene.place.session, record, &window);

  display_wait (is_seen (view, "join_button") == duty->may_join);
  g_assert_true (is_seen (view, "verdict_button") == duty->may_judge);
  g_assert_true (is_seen (view, "forward_button") == duty->may_forward);
  gtk_window_destroy (window);
}

/* Of a claim that was decided a verdict is no longer what comes next. */
static void
test_decided (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *open = record_hoax (scene.place.session, "Belum", "16.13.04", HOUR);
  g_autofree char *decided = display_record (
      scene.place.session, "hoax",
      "{\"title\":\"Sudah\",\"region\":\"16.13.04\",\"election\":\"pilkada-2024\","
      "\"occurred\":\"2024-11-27T06:00:00+07:00\",\"fields\":{\"verdict\":\"hoaks\","
      "\"facts\":\"Tidak benar\"}}");
  GtkWindow *window;
  GtkWidget *view = show_view (scene.place.session, open, &window);

  display_wait (display_shows (view, _ ("Give verdict…")));
  g_assert_true (
      gtk_widget_has_css_class (display_find_id (view, "verdict_button"), "suggested-action"));
  g_object_set (view, "record", decided, NULL);
  display_wait (display_shows (view, _ ("Change verdict…")));
  g_assert_false (
      gtk_widget_has_css_class (display_find_id (view, "verdict_button"), "suggested-action"));
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);

  g_test_add_func ("/claims-page/empty", test_empty);
  g_test_add_func ("/claims-page/rows", test_rows);
  g_test_add_func ("/claims-page/figures", test_figures);
  g_test_add_func ("/claims-page/orders", test_orders);
  g_test_add_func ("/claims-page/filters", test_filters);
  g_test_add_func ("/claims-page/follows", test_follows);
  g_test_add_func ("/claims-page/view", test_view);
  g_test_add_func ("/claims-page/map", test_map);
  g_test_add_func ("/claims-page/spoken", test_spoken);
  g_test_add_func ("/claims-page/strip", test_strip);
  g_test_add_func ("/claims-page/no-counter", test_no_counter);
  g_test_add_func ("/claims-page/other", test_other);
  g_test_add_func ("/claims-page/gone", test_gone);
  g_test_add_func ("/claims-page/decided", test_decided);
  for (gsize i = 0; i < G_N_ELEMENTS (duties); i++)
    g_test_add_data_func (duties[i].test, &duties[i], test_duty);

  return g_test_run ();
}
