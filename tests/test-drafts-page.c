/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PantauDraftsPage: what was begun is shown, opened, deleted and asked back. */

#include "config.h"

#include "display-fixture.h"
#include "pantau-drafts-page.h"
#include "pantau-drafts.h"
#include "pantau-home.h"

#define DRAFT "0b7a5c0e-1111-4222-8333-444455556666"

static void
take_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gpointer
save_in_thread (PantauHome *home, gpointer data, GError **error)
{
  pantau_drafts_save (home, DRAFT, "hoax", NULL, data, "{}", error);

  return NULL;
}

static void
save_draft (PantauSession *session, const char *title)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pantau_session_keep (session, save_in_thread, g_strdup (title), g_free, NULL, take_result,
                       &result);
  display_wait (result != NULL);
  pantau_session_write_finish (session, result, &error);
  g_assert_no_error (error);
}

static gpointer
count_in_thread (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) drafts = pantau_drafts_list (db, error);

  return GUINT_TO_POINTER (drafts->len);
}

static guint
count_drafts (PantauSession *session)
{
  g_autoptr (GAsyncResult) result = NULL;

  pantau_session_read (session, count_in_thread, NULL, NULL, NULL, G_PRIORITY_DEFAULT, NULL,
                       take_result, &result);
  display_wait (result != NULL);

  return GPOINTER_TO_UINT (pantau_session_read_finish (session, result, NULL));
}

/* Without a turn of the main loop, in which what is shown could end. */
static guint
count_drafts_now (PantauSession *session)
{
  g_autoptr (GError) error = NULL;
  PantauHome *home = pantau_home_open (pantau_session_get_path (session), PANTAU_HOME_READ, &error);
  g_autoptr (GPtrArray) drafts = NULL;

  g_assert_no_error (error);
  drafts = pantau_drafts_list (pantau_home_get_db (home), &error);
  g_assert_no_error (error);
  pantau_home_close (home);

  return drafts->len;
}

static GtkWindow *
show_page (PantauSession *session)
{
  return display_show (g_object_new (PANTAU_TYPE_DRAFTS_PAGE, NULL), session);
}

static void
test_empty (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWindow *window = show_page (place.session);

  display_wait (display_shows (GTK_WIDGET (window), "No drafts"));
  gtk_window_destroy (window);
}

static void
test_open (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWindow *window;

  save_draft (place.session, "Kabar <b> & lain");
  window = show_page (place.session);
  display_wait (display_shows (GTK_WIDGET (window), "Kabar <b> & lain"));
  display_key (window, GDK_KEY_Tab, 0);
  display_key (window, GDK_KEY_Return, 0);
  display_wait (g_str_equal (display_told (window), "open-draft " DRAFT));
  gtk_window_destroy (window);
}

static void
test_untitled (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWindow *window;

  save_draft (place.session, "");
  window = show_page (place.session);
  display_wait (display_shows (GTK_WIDGET (window), "Untitled"));
  gtk_window_destroy (window);
}

/* Out of sight at once, but there until nobody can ask it back any more. */
static void
test_undo (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWindow *window;
  GtkWidget *undo;

  save_draft (place.session, "Kabar");
  window = show_page (place.session);
  display_wait (display_shows (GTK_WIDGET (window), "Kabar"));
  gtk_widget_activate (display_find_name (GTK_WIDGET (window), "Delete this draft"));
  display_wait (display_shows (GTK_WIDGET (window), "was deleted") &&
                (undo = display_find_text (GTK_WIDGET (window), "Undo")) != NULL);
  g_assert_cmpuint (count_drafts_now (place.session), ==, 1);
  g_signal_emit_by_name (gtk_widget_get_ancestor (undo, GTK_TYPE_BUTTON), "clicked");
  display_wait (display_find_name (GTK_WIDGET (window), "Delete this draft") != NULL);
  display_rest (place.session);
  g_assert_cmpuint (count_drafts (place.session), ==, 1);
  gtk_window_destroy (window);
}

static void
test_delete (void)
{
  g_auto (Place) place = display_place_new (TRUE);
  GtkWindow *window;
  GtkWidget *close;

  save_draft (place.session, "Kabar");
  window = show_page (place.session);
  display_wait (display_shows (GTK_WIDGET (window), "Kabar"));
  gtk_widget_activate (display_find_name (GTK_WIDGET (window), "Delete this draft"));
  display_wait (display_shows (GTK_WIDGET (window), "No drafts"));
  display_wait ((close = display_find_action (GTK_WIDGET (window), "toast.dismiss")) != NULL ||
                (close = display_find_text (GTK_WIDGET (window), "was deleted")) != NULL);
  /* The toast's own cross. */
  for (GtkWidget *toast = close; toast != NULL; toast = gtk_widget_get_parent (toast))
    if (g_str_equal (G_OBJECT_TYPE_NAME (toast), "AdwToastWidget"))
      {
        g_signal_emit_by_name (gtk_widget_get_last_child (toast), "clicked");
        break;
      }
  display_wait (count_drafts (place.session) == 0);
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);

  g_test_add_func ("/drafts-page/empty", test_empty);
  g_test_add_func ("/drafts-page/open", test_open);
  g_test_add_func ("/drafts-page/untitled", test_untitled);
  g_test_add_func ("/drafts-page/undo", test_undo);
  g_test_add_func ("/drafts-page/delete", test_delete);

  return g_test_run ();
}
