/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verbs of the program as a whole: who is there, in which language and colours, help, the end. */

#define G_LOG_DOMAIN "pantau-application"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-application-private.h"
#include "pantau-duty.h"
#include "pantau-locale.h"
#include "pantau-profile.h"
#include "pantau-rekey.h"
#include "pantau-triage-verb.h"
#include "pantau-window.h"

static void
open_profile (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *name = g_variant_get_string (parameter, NULL);
  g_autofree char *directory = pantau_application_profiles_directory ();
  g_autofree char *path = g_build_filename (directory, name, NULL);

  if (pantau_profile_name_is_valid (name))
    pantau_application_open_home (data, path);
}

static void
name_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, pantau_profile_new_name (data), g_free);
}

static void
name_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree char *name = g_task_propagate_pointer (G_TASK (result), NULL);

  g_action_group_activate_action (G_ACTION_GROUP (source), "open-profile",
                                  g_variant_new_string (name));
  g_application_release (G_APPLICATION (source));
}

static void
new_profile (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (data, NULL, name_found, NULL);

  g_application_hold (data);
  g_task_set_task_data (task, pantau_application_profiles_directory (), g_free);
  g_task_run_in_thread (task, name_in_thread);
}

static void
rekey_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (pantau_home_rekey (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
was_rekeyed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  pantau_application_open_rekeyed (PANTAU_APPLICATION (source),
                                   g_task_get_task_data (G_TASK (result)), error);
  g_application_release (G_APPLICATION (source));
}

/* Of the home at a path whose window has just been closed, which nobody else can open meanwhile by this program. */
static void
new_key (GSimpleAction *action, GVariant *path, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (data, NULL, was_rekeyed, NULL);

  g_application_hold (data);
  g_task_set_task_data (task, g_variant_dup_string (path, NULL), g_free);
  g_task_run_in_thread (task, rekey_in_thread);
}

static void
profiles (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  pantau_application_show_choice (data);
}

/* Closes all windows; each keeps its draft first, and the program ends with the last. */
static void
close_windows (PantauApplication *self)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
}

static void
quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  close_windows (data);
}

/* How the program is called so that it goes on where it is: the same homes, and in the first one the same place. */
static GPtrArray *
describe_restart (PantauApplication *self)
{
  GPtrArray *arguments = g_ptr_array_new_with_free_func (g_free);
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (self->home != NULL)
    {
      g_ptr_array_add (arguments, g_strdup ("--home"));
      g_ptr_array_add (arguments, g_strdup (self->home));
    }
  else
    for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
      if (PANTAU_IS_WINDOW (l->data))
        {
          g_ptr_array_add (arguments, g_strdup ("--profile"));
          g_ptr_array_add (arguments, g_path_get_basename (pantau_session_get_path (
                                          pantau_window_get_session (l->data))));
        }
  if (PANTAU_IS_WINDOW (active))
    {
      g_ptr_array_add (arguments, g_strdup ("--place"));
      g_ptr_array_add (arguments, g_strdup (pantau_window_get_place (PANTAU_WINDOW (active))));
    }
  g_ptr_array_add (arguments, NULL);

  return arguments;
}

/*
 * Texts are looked up when a widget is made, so another language wants other windows. A new process has no old word left in it, anywhere.
 */
static void
change_language (GSimpleAction *action, GVariant *value, gpointer data)
{
  PantauApplication *self = data;
  const char *language = g_variant_get_string (value, NULL);

  if (!g_str_equal (language, "id") && !g_str_equal (language, "en"))
    return;
  pantau_settings_set (self->settings, PANTAU_SETTINGS_LANGUAGE, language);
  g_simple_action_set_state (action, value);
  if (g_str_equal (language, pantau_locale_get ()))
    return;

  g_clear_pointer (&self->restart, g_ptr_array_unref);
  self->restart = describe_restart (self);
  close_windows (self);
}

/* A window stays after all: what was to follow its end does not. */
static void
stay (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PantauApplication *self = data;

  g_clear_pointer (&self->restart, g_ptr_array_unref);
}

static void
apply_colors (const char *colors)
{
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_strcmp0 (colors, "light") == 0)
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_strcmp0 (colors, "dark") == 0)
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

static void
change_colors (GSimpleAction *action, GVariant *value, gpointer data)
{
  PantauApplication *self = data;
  const char *colors = g_variant_get_string (value, NULL);

  apply_colors (colors);
  pantau_settings_set (self->settings, PANTAU_SETTINGS_COLORS, colors);
  g_simple_action_set_state (action, value);
}

/* "<Control>1 <Control>2": the keys of the kinds that may be recorded, which are numbered in their order. (transfer full) */
static char *
kind_keys (PantauSession *session, gboolean *is_all)
{
  GPtrArray *kinds =
      pantau_kinds_list (pantau_reference_get_kinds (pantau_session_get_reference (session)));
  GString *keys = g_string_new (NULL);

  *is_all = TRUE;
  for (guint i = 0; i < kinds->len; i++)
    if (pantau_duty_may_record (session, ((const PantauKind *) kinds->pdata[i])->code))
      g_string_append_printf (keys, "%s<Control>%u", keys->len > 0 ? " " : "", i + 1);
    else
      *is_all = FALSE;

  return g_string_free (keys, FALSE);
}

/* The keys of the queue. What is decided can be taken back; a forward is a letter. */
static void
adapt_verbs (GtkBuilder *builder, PantauSession *session)
{
  static const PantauVerb verbs[] = { PANTAU_VERB_VERIFY,    PANTAU_VERB_COMPLETE,
                                      PANTAU_VERB_REGISTER,  PANTAU_VERB_LINK,
                                      PANTAU_VERB_FORWARD,   PANTAU_VERB_DELEGATE,
                                      PANTAU_VERB_TAKE_OVER, PANTAU_VERB_GIVE_BACK,
                                      PANTAU_VERB_CLOSE };
  PantauRole role = PANTAU_ROLE_FIELD;

  pantau_role_from_name (pantau_session_get_role (session), &role);
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_autofree char *id = g_strconcat ("verb_", pantau_verb_get_name (verbs[i]), NULL);

      gtk_widget_set_visible (GTK_WIDGET (gtk_builder_get_object (builder, id)),
                              pantau_verb_is_for (verbs[i], role));
    }
  gtk_widget_set_visible (GTK_WIDGET (gtk_builder_get_object (builder, "undo")),
                          pantau_verb_is_for (PANTAU_VERB_VERIFY, role));
  gtk_widget_set_visible (GTK_WIDGET (gtk_builder_get_object (builder, "queue_keys")),
                          pantau_duty_has_place (session, "triage"));
}

/* Keys for what this person's role does not have are not told. */
static void
adapt_shortcuts (GtkBuilder *builder, PantauSession *session)
{
  static const char *const places[] = { "deadlines", "differences", "register", "coverage",
                                        "lapsit",    "claims",      "agencies", "releases",
                                        "files",     "triage",      "warnings", "situation" };
  gboolean is_all;
  g_autofree char *keys = kind_keys (session, &is_all);

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *id = g_strconcat ("place_", places[i], NULL);

      gtk_widget_set_visible (GTK_WIDGET (gtk_builder_get_object (builder, id)),
                              pantau_duty_has_place (session, places[i]));
    }
  adapt_verbs (builder, session);
  gtk_widget_set_visible (GTK_WIDGET (gtk_builder_get_object (builder, "situation")),
                          pantau_duty_has_place (session, "situation"));
  gtk_widget_set_visible (GTK_WIDGET (gtk_builder_get_object (builder, "lapsit_keys")),
                          pantau_duty_has_place (session, "lapsit"));
  gtk_widget_set_visible (GTK_WIDGET (gtk_builder_get_object (builder, "recording")),
                          *keys != '\0');
  if (!is_all)
    g_object_set (gtk_builder_get_object (builder, "kinds"), "accelerator", keys, "title",
                  _ ("Record something"), NULL);
}

static void
shortcuts (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/id/pantau/Pantau/ui/pantau-shortcuts.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));
  GtkWindow *active = gtk_application_get_active_window (data);

  if (PANTAU_IS_WINDOW (active))
    adapt_shortcuts (builder, pantau_window_get_session (PANTAU_WINDOW (active)));
  gtk_window_set_transient_for (window, active);
  gtk_window_present (window);
}

static void
about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *active = gtk_application_get_active_window (data);
  GtkWidget *window = adw_about_window_new ();

  g_object_set (window, "application-name", "Pantau", "application-icon", "id.pantau.Pantau",
                "version", PANTAU_VERSION, "license-type", GTK_LICENSE_GPL_3_0, "comments",
                _ ("The logbook of the election monitors of Sumatera Selatan"), NULL);
  adw_about_window_add_legal_section (
      ADW_ABOUT_WINDOW (window), _ ("Names and codes of regions"), "idn-area-data",
      GTK_LICENSE_CUSTOM,
      "<a href=\"https://opendatacommons.org/licenses/odbl/1-0/\">Open Database License 1.0</a>");
  gtk_window_set_transient_for (GTK_WINDOW (window), active);
  gtk_window_present (GTK_WINDOW (window));
}

/* Somebody chose a notification. */
static void
notice (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *home, *place, *id;

  g_variant_get (parameter, "(&s&s&s)", &home, &place, &id);
  pantau_application_follow_notice (data, home, place, id);
}

/* A window shows a place. */
static void
seen (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *home, *place;

  g_variant_get (parameter, "(&s&s)", &home, &place);
  pantau_application_seen (data, home, place);
}

static void
sample_notice (GSimpleAction *action, GVariant *home, gpointer data)
{
  pantau_application_sample_notice (data, g_variant_get_string (home, NULL));
}

static const GActionEntry entries[] = {
  { "notice", notice, "(sss)" },
  { "sample-notice", sample_notice, "s" },
  { "seen", seen, "(ss)" },
  { "open-profile", open_profile, "s" },
  { "new-profile", new_profile },
  { "new-key", new_key, "s" },
  { "profiles", profiles },
  { "stay", stay },
  { "shortcuts", shortcuts },
  { "about", about },
  { "quit", quit },
};

static void
add_choice (PantauApplication *self, const char *name, const char *state, GCallback change)
{
  g_autoptr (GSimpleAction) action =
      g_simple_action_new_stateful (name, G_VARIANT_TYPE_STRING, g_variant_new_string (state));

  g_signal_connect (action, "change-state", change, self);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
}

void
pantau_application_add_actions (PantauApplication *self)
{
  const char *colors = pantau_settings_get (self->settings, PANTAU_SETTINGS_COLORS);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  add_choice (self, "language", pantau_locale_get (), G_CALLBACK (change_language));
  add_choice (self, "colors", colors != NULL ? colors : "system", G_CALLBACK (change_colors));
  apply_colors (colors);
}
