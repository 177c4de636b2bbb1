/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Windows for tests: an open home, a widget of it in a window, what it shows. Keys are in display-keys.c, names in display-names.c. */

#include "config.h"

#include "display-fixture.h"

#include <glib/gstdio.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>

#include "pantau-check.h"
#include "pantau-edit.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-seed.h"
#include "pantau-ui.h"
#include "pantau-watchdog.h"

#ifdef __SANITIZE_ADDRESS__
/*
 * With its 2,049th quark GLib lets go of the table of the first 2,048 on purpose: another thread may be reading it without a
 * lock. That table was made before the sanitizer could follow a stack, so no suppression names it. What GLib's variables point to
 * at the start is kept here, and thus no leak.
 */
static gpointer of_glib[4096];

static int
keep_of_glib (struct dl_phdr_info *library, size_t size, void *data)
{
  guint n = 0;

  if (strstr (library->dlpi_name, "/libglib-2.0.so") == NULL)
    return 0;
  for (int i = 0; i < library->dlpi_phnum; i++)
    {
      const ElfW (Phdr) *segment = &library->dlpi_phdr[i];
      const gpointer *variables = (const gpointer *) (library->dlpi_addr + segment->p_vaddr);

      if (segment->p_type != PT_LOAD || (segment->p_flags & PF_W) == 0)
        continue;
      variables = (const gpointer *) (((guintptr) variables + 7) & ~(guintptr) 7);
      for (gsize at = 0; at + 8 < segment->p_memsz / 8 && n < G_N_ELEMENTS (of_glib); at++)
        of_glib[n++] = variables[at];
    }

  return 1;
}

__attribute__ ((constructor)) static void
keep_quarks (void)
{
  dl_iterate_phdr (keep_of_glib, NULL);
}
#endif

/* The day on which samples end, as in `pantauctl seed`. */
#define SEED_NEWEST G_GINT64_CONSTANT (1732752000) /* 2024-11-28T07:00:00+07:00 */

/* Seconds: whoever looks on may be stopped for a while, and again. */
#define PATIENCE 100

/* Turns of display_settle(): a spinner alone never lets the loop rest under a sanitizer. */
#define SETTLE_TURNS 2000

/*
 * A directory of this program's own for all that would be kept in the person's: G_TEST_OPTION_ISOLATE_DIRS would take away the system's icons
 * and schemas as well.
 */
static char *isolated;

static void
remove_isolated (void)
{
  g_clear_pointer (&isolated, test_dir_remove);
}

static void
isolate (void)
{
  static const char *const variables[] = { "HOME",           "XDG_CACHE_HOME",  "XDG_CONFIG_HOME",
                                           "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME" };

  isolated = test_dir_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      g_autofree char *dir = g_build_filename (isolated, variables[i], NULL);

      g_assert_cmpint (g_mkdir (dir, 0700), ==, 0);
      g_setenv (variables[i], dir, TRUE);
    }
  /* The persons of a picture are made before. */
  if (g_getenv ("PANTAU_TEST_DATA") != NULL)
    g_setenv ("XDG_DATA_HOME", g_getenv ("PANTAU_TEST_DATA"), TRUE);
  atexit (remove_isolated);
}

void
display_init (int *argc, char ***argv)
{
  display_init_in (argc, argv, "en");
}

void
display_init_in (int *argc, char ***argv, const char *language)
{
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();
  GdkDisplay *display;

  isolate ();
  g_test_init (argc, argv, NULL);
  pantau_locale_init (language);
  adw_init ();
  pantau_ui_register ();
  g_assert_cmpstr (g_getenv ("GTK_A11Y"), ==, "test");

  /* What AdwApplication does with its resources; and the same letters, without movement, on every machine. */
  display = gdk_display_get_default ();
  display_excuse_x_server ();
  gtk_css_provider_load_from_resource (style, "/id/pantau/Pantau/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display),
                                    "/id/pantau/Pantau/icons");
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11",
                "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, NULL);
  pantau_watchdog_start_as_told (0);
}

gint64
display_deadline (void)
{
  return g_get_monotonic_time () + PATIENCE * G_TIME_SPAN_SECOND;
}

static void
collect_texts (GtkWidget *root, GString *texts)
{
  g_autofree char *text = display_text (root);

  if (text != NULL && *text != '\0')
    g_string_append_printf (texts, "%s“%s”", texts->len > 0 ? ", " : "", text);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_texts (child, texts);
}

/* Who reads of a failure wants to know what was on the screen. */
static char *
describe_screen (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  GString *texts = g_string_new (NULL);

  for (GList *l = windows; l != NULL; l = l->next)
    collect_texts (l->data, texts);

  return g_string_free (texts, FALSE);
}

void
display_step (gint64 end, const char *func, int line, const char *condition)
{
  if (g_get_monotonic_time () > end)
    {
      g_autofree char *screen = describe_screen ();

      g_printerr ("%s:%d: waited in vain for (%s); on the screen: %s\n", func, line, condition,
                  screen);
      g_assertion_message (G_LOG_DOMAIN, __FILE__, line, func, condition);
    }
  if (!g_main_context_iteration (NULL, FALSE))
    {
      pantau_watchdog_end_turn ();
      g_usleep (1000);
    }
  pantau_watchdog_end_turn ();
}

void
display_settle (void)
{
  for (guint turn = 0; turn < SETTLE_TURNS && g_main_context_pending (NULL); turn++)
    g_main_context_iteration (NULL, FALSE);
  pantau_watchdog_end_turn ();
}

/* How often an answer may lead to the next question before a page rests. */
#define REST_ROUNDS 4

typedef struct
{
  GAsyncResult *result; /* (owned) */
} Awaited;

static void
has_come (GObject *source, GAsyncResult *result, gpointer data)
{
  Awaited *awaited = data;

  awaited->result = g_object_ref (result);
}

static gpointer
read_nothing (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return NULL;
}

static gpointer
write_nothing (PantauHome *home, gpointer data, GError **error)
{
  return NULL;
}

/* What was asked for before stands before it in the line. */
void
display_rest (PantauSession *session)
{
  for (guint i = 0; i < REST_ROUNDS; i++)
    {
      Awaited read = { 0 }, written = { 0 };

      display_settle ();
      pantau_session_read (session, read_nothing, NULL, NULL, NULL, G_PRIORITY_LOW + 1000, NULL,
                           has_come, &read);
      pantau_session_keep (session, write_nothing, NULL, NULL, NULL, has_come, &written);
      display_wait (read.result != NULL && written.result != NULL);
      g_object_unref (read.result);
      g_object_unref (written.result);
    }
  display_settle ();
}

Place
display_place_new (gboolean practice)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *home = NULL;
  Place self = { .dir = test_dir_new () };
  Awaited awaited = { 0 };

  home = g_build_filename (self.dir, "home", NULL);
  pantau_home_create (home, practice, &error);
  g_assert_no_error (error);
  pantau_session_open (home, FALSE, NULL, has_come, &awaited);
  display_wait (awaited.result != NULL);
  self.session = pantau_session_open_finish (awaited.result, &error);
  g_assert_no_error (error);
  g_object_unref (awaited.result);

  return self;
}

void
display_place_clear (Place *self)
{
  gpointer session = self->session;

  if (session == NULL)
    return;

  pantau_session_close (self->session);
  g_object_add_weak_pointer (session, &session);
  g_clear_object (&self->session);
  /* Who still holds it is a page that was not destroyed, or a leak. */
  display_wait (session == NULL);
  g_clear_pointer (&self->dir, test_dir_remove);
}

typedef struct
{
  PantauReference *reference;
  const char *kind;
  const char *json;
  guint n;
} Recording;

static PantauDraft *
draft_new (const char *kind, char *region, const char *record_class, JsonObject *body)
{
  PantauDraft *draft = g_new0 (PantauDraft, 1);

  draft->record = pantau_uuid_new ();
  draft->kind = kind;
  draft->is_open = g_str_equal (record_class, "open");
  draft->region = region;
  draft->type = PANTAU_TYPE_CREATE;
  draft->time = pantau_json_string (body, "occurred");
  draft->body = body;

  return draft;
}

static void
draft_free (gpointer data)
{
  PantauDraft *draft = data;

  g_free ((char *) draft->record);
  g_free ((char *) draft->region);
  json_object_unref (draft->body);
  g_free (draft);
}

static JsonObject *
check (Recording *recording, const char *kind, const char *json, char **region, char **record_class)
{
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  JsonObject *body =
      pantau_check_record (recording->reference, kind, json, strlen (json),
                           g_get_real_time () / G_USEC_PER_SEC, NULL, region, record_class, faults);

  if (body == NULL)
    g_error ("the test's record has a fault: %s",
             ((PantauFault *) g_ptr_array_index (faults, 0))->message);

  return body;
}

static gpointer
record_in_thread (PantauHome *home, gpointer data, GError **error)
{
  Recording *recording = data;
  g_autofree char *region = NULL, *record_class = NULL;
  g_autoptr (JsonObject) body =
      check (recording, recording->kind, recording->json, &region, &record_class);

  return pantau_edit_create (home, recording->kind, region, g_str_equal (record_class, "open"),
                             body, NULL, error);
}

static gpointer
seed_in_thread (PantauHome *home, gpointer data, GError **error)
{
  Recording *recording = data;
  g_autoptr (PantauSeed) seed = pantau_seed_new (recording->reference, 1, NULL, SEED_NEWEST);
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func (draft_free);

  for (guint i = 0; i < recording->n; i++)
    {
      const char *kind;
      g_autoptr (JsonObject) input = pantau_seed_next (seed, &kind);
      g_autofree char *json = pantau_json_object_text (input);
      g_autofree char *record_class = NULL;
      char *region = NULL;
      JsonObject *body = check (recording, kind, json, &region, &record_class);

      g_ptr_array_add (drafts, draft_new (kind, region, record_class, body));
    }
  pantau_home_write_many (home, drafts, error);

  return NULL;
}

static void
count_change (PantauSession *session, guint *n)
{
  (*n)++;
}

/* Acts, and waits until it is durable and those who show records were told. (transfer full) */
static gpointer
act (PantauSession *session, PantauWriteFunc func, Recording *recording)
{
  g_autoptr (GError) error = NULL;
  Awaited awaited = { 0 };
  guint changes = 0;
  gulong handler = g_signal_connect (session, "changed", G_CALLBACK (count_change), &changes);
  gpointer answer;

  recording->reference = pantau_session_get_reference (session);
  pantau_session_write (session, func, recording, NULL, g_free, has_come, &awaited);
  display_wait (awaited.result != NULL);
  answer = pantau_session_write_finish (session, awaited.result, &error);
  g_assert_no_error (error);
  g_object_unref (awaited.result);
  display_wait (changes > 0);
  g_signal_handler_disconnect (session, handler);

  return answer;
}

char *
display_record (PantauSession *session, const char *kind, const char *json)
{
  return act (session, record_in_thread, &(Recording){ .kind = kind, .json = json });
}

void
display_seed (PantauSession *session, guint n)
{
  act (session, seed_in_thread, &(Recording){ .n = n });
}

/* What pages ask of their window, kept instead of done. */
static void
activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = data;
  const char *name = g_action_get_name (G_ACTION (action));
  char *told;

  told = parameter != NULL ? g_strdup_printf ("%s %s", name, g_variant_get_string (parameter, NULL))
                           : g_strdup (name);
  g_object_set_data_full (G_OBJECT (window), "display-told", told, g_free);
}

static void
add_window_actions (GtkWindow *window)
{
  static const char *const plain[] = { "search", "back", "sync", "enroll", "rekey" };
  static const char *const of_text[] = { "new-record", "open-record", "edit-record",
                                         "open-draft", "show",        "toast" };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (plain) + G_N_ELEMENTS (of_text); i++)
    {
      gboolean is_plain = i < G_N_ELEMENTS (plain);
      g_autoptr (GSimpleAction) action =
          g_simple_action_new (is_plain ? plain[i] : of_text[i - G_N_ELEMENTS (plain)],
                               is_plain ? NULL : G_VARIANT_TYPE_STRING);

      g_signal_connect_object (action, "activate", G_CALLBACK (activated), window, 0);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  gtk_widget_insert_action_group (GTK_WIDGET (window), "win", G_ACTION_GROUP (group));
}

const char *
display_told (GtkWindow *window)
{
  const char *told = g_object_get_data (G_OBJECT (window), "display-told");

  return told != NULL ? told : "";
}

static void
count_frame (GdkFrameClock *clock, guint *n)
{
  (*n)++;
}

void
display_draw (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  guint n = 0;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (count_frame), &n);

  g_object_ref (clock);
  gtk_widget_queue_draw (widget);
  display_wait (n > 0);
  g_signal_handler_disconnect (clock, handler);
  g_object_unref (clock);
}

void
display_present (GtkWindow *window)
{
  gtk_window_present (window);
  display_wait (gtk_widget_get_mapped (GTK_WIDGET (window)));
  display_wait (gtk_window_is_active (window));
  display_draw (GTK_WIDGET (window));
}

GtkWindow *
display_show (GtkWidget *widget, PantauSession *session)
{
  GtkWindow *window;

  if (session != NULL &&
      g_object_class_find_property (G_OBJECT_GET_CLASS (widget), "session") != NULL &&
      !GTK_IS_WINDOW (widget))
    g_object_set (widget, "session", session, NULL);

  if (GTK_IS_WINDOW (widget))
    window = GTK_WINDOW (widget);
  else
    {
      window = GTK_WINDOW (g_object_new (ADW_TYPE_WINDOW, "title", "Test", "default-width", 1024,
                                         "default-height", 560, "content", widget, NULL));
      add_window_actions (window);
    }
  display_present (window);

  return window;
}

static GtkWidget *
find (GtkWidget *root,
      gboolean (*fits) (GtkWidget *widget, gconstpointer about),
      gconstpointer about)
{
  if (fits (root, about))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, fits, about);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
fits_type (GtkWidget *widget, gconstpointer about)
{
  return g_type_is_a (G_OBJECT_TYPE (widget), *(const GType *) about);
}

GtkWidget *
display_find_type (GtkWidget *root, GType type)
{
  return find (root, fits_type, &type);
}

GtkWidget *
display_find_dialog (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (G_TYPE_CHECK_INSTANCE_TYPE (l->data, type) && gtk_widget_get_visible (l->data))
      return l->data;

  return NULL;
}

static gboolean
fits_id (GtkWidget *widget, gconstpointer about)
{
  return g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), about) == 0;
}

GtkWidget *
display_find_id (GtkWidget *root, const char *buildable_id)
{
  return find (root, fits_id, buildable_id);
}

static gboolean
fits_action (GtkWidget *widget, gconstpointer about)
{
  return GTK_IS_ACTIONABLE (widget) &&
         g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), about) == 0;
}

GtkWidget *
display_find_action (GtkWidget *root, const char *action)
{
  return find (root, fits_action, action);
}

static gboolean
fits_name (GtkWidget *widget, gconstpointer about)
{
  gboolean is_named = display_is_control (widget) || GTK_IS_LIST_BOX_ROW (widget);
  g_autofree char *name = is_named ? display_name (widget) : NULL;

  return g_strcmp0 (name, about) == 0;
}

GtkWidget *
display_find_name (GtkWidget *root, const char *name)
{
  return find (root, fits_name, name);
}

char *
display_text (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (GTK_IS_LABEL (widget))
    return g_strdup (gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_INSCRIPTION (widget))
    return g_strdup (gtk_inscription_get_text (GTK_INSCRIPTION (widget)));
  if (GTK_IS_TEXT (widget))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (widget)));
  if (GTK_IS_TEXT_VIEW (widget))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget));
      GtkTextIter start, end;

      gtk_text_buffer_get_bounds (buffer, &start, &end);
      return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
    }

  return NULL;
}

static gboolean
fits_text (GtkWidget *widget, gconstpointer about)
{
  g_autofree char *text = display_text (widget);

  return text != NULL && strstr (text, about) != NULL;
}

GtkWidget *
display_find_text (GtkWidget *root, const char *text)
{
  return find (root, fits_text, text);
}

gboolean
display_shows (GtkWidget *root, const char *text)
{
  return display_find_text (root, text) != NULL;
}
