/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The officer's side: an identity is opened with a reason, shown once the province has it, and wiped. */

#include "config.h"

#include "display-fixture.h"
#include "pantau-asks-page.h"
#include "pantau-edit-identity.h"
#include "pantau-json.h"
#include "pantau-officer.h"
#include "pantau-record-page.h"
#include "pantau-reveal-dialog.h"
#include "pantau-reveal-picture.h"
#include "scene-fixture.h"
#include "seal-fixture.h"

/* The picture of the card in the envelope; none in most tests. */
static GBytes *card;

/* The laptop's hours, as a test has them pass. */
static gint64 hours;

static gint64
test_clock (void)
{
  return hours;
}

typedef struct
{
  Scene scene;
  PantauRecordPage *page;
  GtkWindow *window;
  char *record;
} Desk;

static gpointer
request (PantauHome *home, gpointer data, GError **error)
{
  PantauOfficer **officer = data;
  g_autofree char *line = pantau_home_request_officer (home, error);

  *officer = line != NULL ? pantau_officer_request_parse (line, error) : NULL;

  return NULL;
}

static gpointer
seal (PantauHome *home, gpointer data, GError **error)
{
  g_autoptr (PantauIdentity) identity = seal_identity ();

  pantau_identity_set_copy (identity, card);
  pantau_edit_seal (home, data, "reporter", 1, identity, NULL, error);

  return NULL;
}

/* As if the province's receipt had come for the newest opening. */
static gpointer
receive (PantauHome *home, gpointer data, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  gint64 n = 0, epoch;

  (void) (pantau_db_begin (db, PANTAU_DB_DURABLE, error) &&
          pantau_db_integer (db, 0, &n, error,
                             "SELECT max (n) FROM entry WHERE type = 'identity.open'", "") &&
          pantau_ledger_epoch (pantau_home_get_ledger (home), "E", &epoch, error) &&
          pantau_db_run (db, error,
                         "INSERT INTO receipt (epoch, signature, text) VALUES (?1, '', "
                         "'{\"numbers\":[[3,900,1]],\"quarantined\":[]}')",
                         "i", epoch) &&
          pantau_db_run (db, error, "INSERT INTO covered (entry, receipt) VALUES (?1, ?2)", "ii", n,
                         pantau_db_last_row (db)) &&
          pantau_db_run (db, error,
                         "INSERT OR REPLACE INTO number (epoch, idx, entry) VALUES (?1, 900, ?2)",
                         "ii", epoch, n) &&
          pantau_db_run (db, error, "DELETE FROM unsent WHERE entry = ?1", "i", n) &&
          pantau_db_commit (db, error));

  return NULL; /* whoever waits sees the error, or nothing */
}

/* The home of an officer, or of another role, whose officer is somebody else; with one case, and its reporter sealed. */
static Desk *
desk_new (const char *role)
{
  Desk *self = g_new0 (Desk, 1);
  g_autoptr (PantauRecovery) recovery = seal_recovery (7);
  g_autoptr (PantauRoster) roster = NULL;
  g_autofree char *json = NULL, *record = g_uuid_string_random ();
  PantauOfficer *officer = NULL;

  hours = 1;
  self->scene = scene_new (role, "16", FALSE);
  if (g_str_equal (role, "identity"))
    scene_act (&self->scene, request, &officer);
  else
    officer = seal_officer (1, "16", NULL);
  roster = seal_roster (recovery, 1, officer, NULL);
  json = g_strdup_printf ("{\"roster\":%s}", pantau_roster_get_statement (roster));
  g_free (
      scene_write (&self->scene, SCENE_PROVINCE, record, "device", "device.officers", NULL, json));
  self->record =
      display_record (self->scene.place.session, "neutrality",
                      "{\"region\":\"16.13.04\",\"places\":[{\"village\":\"16.13.04.2004\"}],"
                      "\"occurred\":\"2024-11-13T09:00:00+07:00\",\"title\":\"Camat di kampanye\","
                      "\"narrative\":\"Membagikan "
                      "kaus.\",\"fields\":{\"party_category\":\"asn-pns\",\"act\":\"N01\"}}");
  scene_act (&self->scene, seal, self->record);

  self->page = g_object_new (PANTAU_TYPE_RECORD_PAGE, NULL);
  self->window = display_show (GTK_WIDGET (self->page), self->scene.place.session);
  pantau_record_page_set_record (self->page, self->record);
  display_wait (display_shows (GTK_WIDGET (self->page), "Sealed identities"));

  return self;
}

static void
desk_free (Desk *self)
{
  gtk_window_destroy (self->window);
  scene_clear (&self->scene);
  g_free (self->record);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

static GtkWindow *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (PANTAU_IS_REVEAL_DIALOG (l->data) && gtk_widget_get_mapped (l->data))
      return l->data;

  return NULL;
}

static GtkWindow *
open_dialog (Desk *self)
{
  GtkWindow *dialog;

  display_wait (display_shows (GTK_WIDGET (self->page), "Open identity…"));
  gtk_widget_activate (display_find_action (GTK_WIDGET (self->page), "page.open-identity"));
  display_wait (find_dialog () != NULL && gtk_window_is_active (find_dialog ()));
  dialog = find_dialog ();
  pantau_reveal_dialog_set_clock (PANTAU_REVEAL_DIALOG (dialog), test_clock);

  return dialog;
}

/* Gives a reason, and lets the province receive it. */
static GtkWindow *
reveal (Desk *self)
{
  GtkWindow *dialog = open_dialog (self);

  display_type (dialog, "Klarifikasi kasus");
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_wait (display_shows (GTK_WIDGET (dialog), "Your reason is written down"));
  g_assert_false (display_shows (GTK_WIDGET (dialog), "Siti"));
  scene_act (&self->scene, receive, NULL);
  display_wait (display_shows (GTK_WIDGET (dialog), "Siti"));

  return dialog;
}

/* Nothing is shown before the province has the reason; then all of it, under a countdown. */
static void
test_shown (void)
{
  g_autoptr (Desk) self = desk_new ("identity");
  GtkWindow *dialog = reveal (self);

  g_assert_true (display_shows (GTK_WIDGET (dialog), "0812 3456 7890"));
  g_assert_true (display_shows (GTK_WIDGET (dialog), "Talang Semut"));
  g_assert_cmpstr (gtk_progress_bar_get_text (
                       GTK_PROGRESS_BAR (display_find_id (GTK_WIDGET (dialog), "countdown"))),
                   !=, NULL);
  display_key (dialog, GDK_KEY_Escape, 0);
  display_wait (find_dialog () == NULL);
}

static void
test_time_is_over (void)
{
  g_autoptr (Desk) self = desk_new ("identity");
  GtkWindow *dialog = reveal (self);

  hours += PANTAU_IDENTITY_SHOWN * G_USEC_PER_SEC;
  display_wait (display_shows (GTK_WIDGET (dialog), "The time is over"));
  g_assert_null (gtk_widget_get_first_child (display_find_id (GTK_WIDGET (dialog), "parts_list")));
  gtk_window_close (dialog);
  display_wait (find_dialog () == NULL);
}

static GtkWidget *
find_picture (GtkWindow *dialog)
{
  return display_find_type (GTK_WIDGET (dialog), PANTAU_TYPE_REVEAL_PICTURE);
}

/* The card is seen and can be enlarged; when the time is over nothing holds its pixels. */
static void
test_card (void)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 856, 540);
  char *png;
  gsize length;
  GtkWindow *dialog;
  GtkWidget *picture;

  gdk_pixbuf_fill (pixbuf, 0x3070a0ff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &png, &length, "png", NULL, NULL));
  card = g_bytes_new_take (png, length);
  {
    g_autoptr (Desk) self = desk_new ("identity");

    dialog = reveal (self);
    picture = find_picture (dialog);
    g_object_add_weak_pointer (G_OBJECT (picture), (gpointer *) &picture);
    display_wait (pantau_reveal_picture_is_drawn (PANTAU_REVEAL_PICTURE (picture)));
    g_assert_true (display_shows (GTK_WIDGET (dialog), "Copy of the identity card"));
    hours += PANTAU_IDENTITY_SHOWN * G_USEC_PER_SEC;
    display_wait (display_shows (GTK_WIDGET (dialog), "The time is over"));
    display_wait (picture == NULL);
    gtk_window_close (dialog);
    display_wait (find_dialog () == NULL);
  }
  g_clear_pointer (&card, g_bytes_unref);
}

/* Bytes that no helper can read are told, and the rest is shown. */
static void
test_card_is_damaged (void)
{
  card = g_bytes_new_static ("\x89PNG\r\n\x1a\n nothing of that", 24);
  {
    g_autoptr (Desk) self = desk_new ("identity");
    GtkWindow *dialog = reveal (self);

    display_wait (display_shows (GTK_WIDGET (dialog), "The picture is damaged"));
    g_assert_false (pantau_reveal_picture_is_drawn (PANTAU_REVEAL_PICTURE (find_picture (dialog))));
    gtk_window_close (dialog);
    display_wait (find_dialog () == NULL);
  }
  g_clear_pointer (&card, g_bytes_unref);
}

/* A reason of two letters is none: it is said beside the field, and nothing is written. */
static void
test_reason_is_too_short (void)
{
  g_autoptr (Desk) self = desk_new ("identity");
  GtkWindow *dialog = open_dialog (self);

  display_type (dialog, "ya");
  display_key (dialog, GDK_KEY_Return, GDK_CONTROL_MASK);
  display_rest (self->scene.place.session);
  g_assert_false (display_shows (GTK_WIDGET (dialog), "Your reason is written down"));
  display_key (dialog, GDK_KEY_Escape, 0);
  display_wait (find_dialog () == NULL);
}

/* Again and again: the dialog listens as soon as it has the bus. */
static gboolean
lock_screen (gpointer data)
{
  g_dbus_connection_emit_signal (data, NULL, "/org/freedesktop/ScreenSaver",
                                 "org.freedesktop.ScreenSaver", "ActiveChanged",
                                 g_variant_new ("(b)", TRUE), NULL);

  return G_SOURCE_CONTINUE;
}

/* The screen is locked: whoever comes by sees nothing. */
static void
test_screen_lock (void)
{
  g_autoptr (Desk) self = desk_new ("identity");
  GtkWindow *dialog = reveal (self);
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  guint locking;

  if (bus == NULL)
    {
      gtk_window_close (dialog);
      g_test_skip ("no session bus");
      return;
    }
  locking = g_timeout_add (50, lock_screen, bus);
  display_wait (display_shows (GTK_WIDGET (dialog), "Wiped while the screen was locked"));
  g_source_remove (locking);
  g_assert_false (display_shows (GTK_WIDGET (dialog), "Siti"));
  gtk_window_close (dialog);
  display_wait (find_dialog () == NULL);
}

/* A desk may ask, and not open; that it may not is told. */
static void
test_roles (void)
{
  g_autoptr (Desk) self = desk_new ("desk");

  display_wait (display_shows (GTK_WIDGET (self->page), "Ask to reach…"));
  g_assert_false (display_shows (GTK_WIDGET (self->page), "Open identity…"));
  g_assert_true (display_shows (GTK_WIDGET (self->page), "Only Bawaslu’s identity officers"));
}

int
main (int argc, char *argv[])
{
  display_init (&argc, &argv);
  g_test_add_func ("/reveal/shown", test_shown);
  g_test_add_func ("/reveal/time-is-over", test_time_is_over);
  g_test_add_func ("/reveal/card", test_card);
  g_test_add_func ("/reveal/card-is-damaged", test_card_is_damaged);
  g_test_add_func ("/reveal/reason-is-too-short", test_reason_is_too_short);
  g_test_add_func ("/reveal/screen-lock", test_screen_lock);
  g_test_add_func ("/reveal/roles", test_roles);

  return g_test_run ();
}
