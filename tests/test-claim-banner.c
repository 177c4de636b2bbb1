/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a hoax: its label, its claim, joining and letting go, and what answers it. Everything that is claimed here is invented. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-claim-banner.h"
#include "pantau-claim-label.h"
#include "pantau-edit-link.h"
#include "pantau-edit.h"
#include "pantau-join-dialog.h"
#include "pantau-link.h"
#include "pantau-list-page.h"
#include "pantau-reason-dialog.h"
#include "pantau-record-page.h"
#include "pantau-verdict-dialog.h"
#include "scene-fixture.h"

#define BOTH       (GDK_CONTROL_MASK | GDK_SHIFT_MASK)
#define UNVERIFIED pantau_claim_label_text (PANTAU_CLAIM_LABEL_UNVERIFIED)
#define HOAX       pantau_claim_label_text (PANTAU_CLAIM_LABEL_HOAX)

static char *
record_hoax (Scene *scene, const char *title, const char *fields)
{
  g_autofree char *json = g_strdup_printf (
      "{\"region\":\"16.13.04\",\"occurred\":\"2024-02-13T16:00:00+07:00\",\"title\":\"%s\","
      "\"fields\":{\"platform\":\"whatsapp\"%s}}",
      title, fields);

  return display_record (scene->place.session, "hoax", json);
}

static gboolean
is_shown (GtkWidget *page, const char *id)
{
  return gtk_widget_get_mapped (display_find_id (page, id));
}

static GtkWidget *
get_banner (GtkWidget *page)
{
  return display_find_type (page, PANTAU_TYPE_CLAIM_BANNER);
}

typedef struct
{
  const char *record;
  const char *to;     /* of a link */
  const char *values; /* JSON of a change */
} Deed;

static gpointer
link_records (PantauHome *home, gpointer data, GError **error)
{
  Deed *deed = data;

  pantau_edit_link (home, deed->record, PANTAU_REL_SIGHTING, deed->to, NULL, error);

  return NULL;
}

static gpointer
set_values (PantauHome *home, gpointer data, GError **error)
{
  Deed *deed = data;
  g_autoptr (JsonNode) node = json_from_string (deed->values, error);

  if (node != NULL)
    pantau_edit_set (home, deed->record, json_node_get_object (node), error);

  return NULL;
}

static void
join (Scene *scene, const char *record, const char *to)
{
  scene_act (scene, link_records, &(Deed){ .record = record, .to = to });
}

static void
set (Scene *scene, const char *record, const char *values)
{
  scene_act (scene, set_values, &(Deed){ .record = record, .values = values });
}

/* Until a desk decided, what is on the page says that it must not be spread; other kinds say nothing. */
static void
test_unverified (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *hoax = record_hoax (&scene, "TPS 5 dipindah", ""), *risk = scene_flood (&scene),
                  *nameless = NULL, *misfits = NULL;
  GtkWindow *window;
  GtkWidget *page = scene_show_record (&scene, hoax, &window);

  g_assert_true (display_shows (get_banner (page), UNVERIFIED));
  nameless = display_nameless (page);
  g_assert_cmpstr (nameless, ==, "");
  misfits = display_misfits (page);
  g_assert_cmpstr (misfits, ==, "");

  pantau_record_page_set_record (PANTAU_RECORD_PAGE (page), risk);
  display_wait (display_shows (page, "Banjir di Pauh"));
  g_assert_false (gtk_widget_get_mapped (get_banner (page)));
  gtk_window_destroy (window);
}

/* A monitor's word is no verdict; a desk's is, and what is true bears nothing. */
static void
test_verdict (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *hoax = record_hoax (&scene, "TPS 5 dipindah", ""), *create = NULL, *line = NULL;
  GtkWindow *window;
  GtkWidget *page;

  create = scene_first_line (&scene, hoax);
  line = scene_write (&scene, SCENE_OTHER, hoax, "hoax", PANTAU_TYPE_SET, create,
                      "{\"fields\":{\"verdict\":\"hoaks\"}}");
  page = scene_show_record (&scene, hoax, &window);
  g_assert_true (display_shows (get_banner (page), UNVERIFIED));

  set (&scene, hoax, "{\"verdict\":\"hoaks\",\"facts\":\"TPS tetap di balai desa.\"}");
  display_wait (display_shows (get_banner (page), HOAX));
  g_assert_false (display_shows (get_banner (page), UNVERIFIED));
  set (&scene, hoax, "{\"verdict\":\"benar\"}");
  display_wait (!display_shows (get_banner (page), HOAX));
  g_assert_false (display_shows (get_banner (page), UNVERIFIED));
  g_assert_true (gtk_widget_get_mapped (get_banner (page)));
  gtk_window_destroy (window);
}

/* From a sighting to its claim, and from there to all of it. */
static void
test_ways (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *claim = record_hoax (&scene, "TPS 5 dipindah", ""),
                  *sighting = record_hoax (&scene, "Katanya TPS 5 pindah", ""),
                  *opened = g_strdup_printf ("open-record %s", claim),
                  *board = g_strdup_printf ("show claims:%s", claim);
  GtkWindow *window;
  GtkWidget *page;

  join (&scene, sighting, claim);
  page = scene_show_record (&scene, sighting, &window);
  g_assert_true (display_shows (get_banner (page), "TPS 5 dipindah"));
  gtk_widget_activate (display_find_id (page, "open_button"));
  display_wait (g_str_equal (display_told (window), opened));

  pantau_record_page_set_record (PANTAU_RECORD_PAGE (page), claim);
  display_wait (!is_shown (page, "open_button") && is_shown (page, "board_button"));
  g_assert_true (display_shows (get_banner (page), "1 sighting in 1 kabupaten/kota"));
  gtk_widget_activate (display_find_id (page, "board_button"));
  display_wait (g_str_equal (display_told (window), board));
  gtk_window_destroy (window);
}

/* The verdict on the claim is that on its sightings. */
static void
test_inherited (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *claim = record_hoax (&scene, "TPS 5 dipindah", ""),
                  *sighting = record_hoax (&scene, "Katanya TPS 5 pindah", "");
  GtkWindow *window;
  GtkWidget *page;

  join (&scene, sighting, claim);
  page = scene_show_record (&scene, sighting, &window);
  g_assert_true (display_shows (get_banner (page), UNVERIFIED));
  set (&scene, claim, "{\"verdict\":\"hoaks\",\"facts\":\"TPS tetap di balai desa.\"}");
  display_wait (display_shows (get_banner (page), HOAX));
  gtk_window_destroy (window);
}

/* By keys alone: the search finds the claim by its words, and the link can be taken back with a reason. */
static void
test_join (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *claim = record_hoax (&scene, "Surat suara tercoblos di gudang", ""),
                  *record = record_hoax (&scene, "Katanya ada yang dicoblos", ""), *nameless = NULL;
  GtkWindow *window;
  GtkWidget *page = scene_show_record (&scene, record, &window), *dialog;

  gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
  display_key (window, GDK_KEY_g, BOTH);
  display_wait ((dialog = display_find_dialog (PANTAU_TYPE_JOIN_DIALOG)) != NULL);
  display_present (GTK_WINDOW (dialog));
  display_rest (scene.place.session);
  nameless = display_nameless (dialog);
  g_assert_cmpstr (nameless, ==, "");
  g_assert_false (gtk_widget_is_sensitive (display_find_action (dialog, "join.save")));

  display_type (GTK_WINDOW (dialog), "gudang");
  display_wait (display_shows (dialog, "Surat suara tercoblos"));
  g_assert_false (display_shows (display_find_id (dialog, "results"), "dicoblos"));
  display_key (GTK_WINDOW (dialog), GDK_KEY_Down, 0);
  display_wait (gtk_widget_is_sensitive (display_find_action (dialog, "join.save")));
  display_key (GTK_WINDOW (dialog), GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (display_find_dialog (PANTAU_TYPE_JOIN_DIALOG) == NULL);
  display_wait (is_shown (page, "open_button"));
  g_assert_true (display_shows (get_banner (page), "Surat suara tercoblos"));
  gtk_window_destroy (window);
}

static void
test_detach (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *claim = record_hoax (&scene, "TPS 5 dipindah", ""),
                  *sighting = record_hoax (&scene, "Katanya TPS 7 pindah", "");
  GtkWindow *window;
  GtkWidget *page, *dialog;

  join (&scene, sighting, claim);
  page = scene_show_record (&scene, sighting, &window);
  g_assert_true (is_shown (page, "unlink_button"));
  gtk_widget_activate (display_find_id (page, "unlink_button"));
  display_wait ((dialog = display_find_dialog (PANTAU_TYPE_REASON_DIALOG)) != NULL);
  display_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (display_find_id (dialog, "reason_entry"));
  display_type (GTK_WINDOW (dialog), "TPS lain\n");
  display_wait (!is_shown (page, "membership_box"));
  g_assert_false (is_shown (page, "unlink_button"));
  gtk_window_destroy (window);
}

/* Before a verdict there is nothing to copy, and the button says so; after it the message is in the clipboard, without the hoax's words. */
static void
test_counter (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *hoax = record_hoax (
      &scene, "TPS 5 dipindah",
      ",\"quote\":\"TPS 5 pindah ke pasar\",\"counter_media\":\"TPS 5 tetap di balai desa.\"");
  g_auto (GValue) value = G_VALUE_INIT;
  GdkContentProvider *content;
  GtkWindow *window;
  GtkWidget *page = scene_show_record (&scene, hoax, &window), *button;

  button = display_find_id (page, "counter_button");
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_nonnull (gtk_widget_get_tooltip_text (button));
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       gtk_widget_get_tooltip_text (button));

  set (&scene, hoax, "{\"verdict\":\"hoaks\",\"facts\":\"Dicek ke PPS.\"}");
  display_wait (gtk_widget_is_sensitive (button));
  gtk_widget_activate_action (page, "page.counter", NULL);
  display_wait (
      gtk_widget_get_mapped (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)))));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  gtk_widget_activate_action (page, "page.copy-counter-media", NULL);
  display_wait (g_str_has_prefix (display_told (window), "toast The counter-message"));
  content = gdk_clipboard_get_content (gtk_widget_get_clipboard (page));
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  g_assert_nonnull (g_strstr_len (g_value_get_string (&value), -1, "tetap di balai desa"));
  g_assert_null (g_strstr_len (g_value_get_string (&value), -1, "pindah ke pasar"));
  gtk_window_destroy (window);
}

/* The link of a hoax is plain text that can be copied: nothing on the page opens it. */
static void
test_link (void)
{
  g_auto (Scene) scene = scene_new ("field", "16.13.04", FALSE);
  g_autofree char *hoax =
      record_hoax (&scene, "TPS 5 dipindah", ",\"url\":\"https://www.facebook.com/posts/12\"");
  g_auto (GValue) value = G_VALUE_INIT;
  GtkWindow *window;
  GtkWidget *page = scene_show_record (&scene, hoax, &window), *label, *button;

  label = display_find_text (page, "facebook.com/posts/12");
  g_assert_nonnull (label);
  g_assert_null (gtk_label_get_current_uri (GTK_LABEL (label)));
  g_assert_false (gtk_label_get_use_markup (GTK_LABEL (label)));
  g_assert_true (gtk_label_get_selectable (GTK_LABEL (label)));
  button =
      display_find_name (gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW), "Copy the link");
  g_assert_true (gtk_widget_get_mapped (button));
  gtk_widget_activate (button);
  display_wait (g_str_equal (display_told (window), "toast The link was copied"));
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (
      gdk_clipboard_get_content (gtk_widget_get_clipboard (page)), &value, NULL));
  g_assert_cmpstr (g_value_get_string (&value), ==, "https://www.facebook.com/posts/12");
  gtk_window_destroy (window);
}

/* A claim that was seen everywhere: its page names some sightings, and says where the others are. */
static void
test_many (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *claim = record_hoax (&scene, "TPS 5 dipindah", "");
  GtkWindow *window;
  GtkWidget *page;

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *sighting = record_hoax (&scene, "Katanya TPS 5 pindah", "");

      join (&scene, sighting, claim);
    }
  page = scene_show_record (&scene, claim, &window);
  g_assert_true (display_shows (get_banner (page), "12 sightings in 1 kabupaten/kota"));
  g_assert_true (display_shows (page, "2 more sightings are on the board"));
  g_assert_null (
      gtk_list_box_get_row_at_index (GTK_LIST_BOX (display_find_id (page, "links_list")), 11));
  gtk_window_destroy (window);
}

/* A row of the list bears the words too. */
static void
test_list (void)
{
  g_auto (Scene) scene = scene_new ("desk", "16", FALSE);
  g_autofree char *hoax = record_hoax (&scene, "TPS 5 dipindah", "");
  GtkWidget *view = g_object_new (PANTAU_TYPE_LIST_PAGE, NULL);
  GtkWindow *window = display_show (view, scene.place.session);

  display_wait (display_shows (view, "TPS 5 dipindah"));
  g_assert_true (display_shows (view, UNVERIFIED));
  set (&scene, hoax, "{\"verdict\":\"hoaks\",\"facts\":\"TPS tetap di balai desa.\"}");
  display_wait (display_shows (view, HOAX));
  set (&scene, hoax, "{\"verdict\":\"benar\"}");
  display_wait (!display_shows (view, HOAX));
  g_assert_false (display_shows (view, UNVERIFIED));
  gtk_window_destroy (window);
}

/* Who is no desk has the label, and none of its verbs, by no key either. */
static void
test_no_desk (gconstpointer role)
{
  g_auto (Scene) scene = scene_new (role, "16.13.04", FALSE);
  g_autofree char *hoax = pantau_uuid_new (), *line = NULL;
  GtkWindow *window;
  GtkWidget *page;

  line = scene_write (&scene, SCENE_OTHER, hoax, "hoax", PANTAU_TYPE_CREATE, NULL,
                      "{\"title\":\"TPS 5 dipindah\"}");
  page = scene_show_record (&scene, hoax, &window);
  g_assert_true (display_shows (get_banner (page), UNVERIFIED));
  g_assert_false (is_shown (page, "verdict_button"));
  gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
  display_key (window, GDK_KEY_p, BOTH);
  display_settle ();
  g_assert_null (display_find_dialog (PANTAU_TYPE_VERDICT_DIALOG));
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);

  g_test_add_func ("/claim-banner/unverified", test_unverified);
  g_test_add_func ("/claim-banner/verdict", test_verdict);
  g_test_add_func ("/claim-banner/ways", test_ways);
  g_test_add_func ("/claim-banner/inherited", test_inherited);
  g_test_add_func ("/claim-banner/join", test_join);
  g_test_add_func ("/claim-banner/detach", test_detach);
  g_test_add_func ("/claim-banner/counter", test_counter);
  g_test_add_func ("/claim-banner/link", test_link);
  g_test_add_func ("/claim-banner/many", test_many);
  g_test_add_func ("/claim-banner/list", test_list);
  g_test_add_data_func ("/claim-banner/no-desk/field", "field", test_no_desk);
  g_test_add_data_func ("/claim-banner/no-desk/pemprov", "pemprov", test_no_desk);

  return g_test_run ();
}
