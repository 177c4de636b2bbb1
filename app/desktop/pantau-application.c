/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program: its command line and its windows. A laptop with one profile opens it without a question; with several it asks who is there.
 */

#define G_LOG_DOMAIN "pantau-application"

#include "config.h"

#include "pantau-application-private.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-evidence-work.h"
#include "pantau-keys.h"
#include "pantau-profile.h"

/* An opening that takes longer is shown: a repair, a slow disk. */
#define SHOW_OPENING_AFTER 600 /* ms */

G_DEFINE_FINAL_TYPE (PantauApplication, pantau_application, ADW_TYPE_APPLICATION)

/* A home on its way to a window. */
typedef struct
{
  PantauApplication *application; /* (owned) */
  char *path;
  char *sentence; /* (nullable): what takes so long */
  guint show_source;
  gboolean is_shown;
} Opening;

static void
try_again (PantauProfileWindow *window, const char *path, PantauApplication *self)
{
  pantau_application_open_home (self, path);
}

static PantauProfileWindow *
ensure_choice (PantauApplication *self)
{
  if (self->choice == NULL)
    {
      g_set_weak_pointer (&self->choice, pantau_profile_window_new (GTK_APPLICATION (self)));
      g_signal_connect_object (self->choice, "try-again", G_CALLBACK (try_again), self, 0);
    }

  return self->choice;
}

static void
opening_free (Opening *opening)
{
  g_clear_handle_id (&opening->show_source, g_source_remove);
  g_hash_table_remove (opening->application->opening, opening->path);
  g_application_release (G_APPLICATION (opening->application));
  g_object_unref (opening->application);
  g_free (opening->sentence);
  g_free (opening->path);
  g_free (opening);
}

static gboolean
show_opening (gpointer data)
{
  Opening *opening = data;

  opening->show_source = 0;
  opening->is_shown = TRUE;
  pantau_profile_window_show_opening (ensure_choice (opening->application), opening->sentence);
  gtk_window_present (GTK_WINDOW (opening->application->choice));

  return G_SOURCE_REMOVE;
}

static void
show_opening_soon (Opening *opening)
{
  if (opening->show_source == 0)
    opening->show_source = g_timeout_add (SHOW_OPENING_AFTER, show_opening, opening);
}

static void
opening_told (const char *sentence, gpointer data)
{
  Opening *opening = data;

  g_free (opening->sentence);
  opening->sentence = g_strdup (sentence);
  if (opening->is_shown && opening->application->choice != NULL)
    pantau_profile_window_show_opening (opening->application->choice, sentence);
}

PantauWindow *
pantau_application_find_window (PantauApplication *self, const char *path)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (PANTAU_IS_WINDOW (l->data) &&
        g_str_equal (pantau_session_get_path (pantau_window_get_session (l->data)), path))
      return l->data;

  return NULL;
}

static gboolean
has_suffix (GFile *file, const char *suffix)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *small = name != NULL ? g_ascii_strdown (name, -1) : NULL;

  return small != NULL && g_str_has_suffix (small, suffix);
}

/* Files that were given to the program: one invitation at a time, any number of courier files and of early warnings. */
static void
offer_files (PantauApplication *self, PantauWindow *window)
{
  g_autoptr (GPtrArray) files = g_steal_pointer (&self->files);
  g_autoptr (GPtrArray) couriers = g_ptr_array_new (), warnings = g_ptr_array_new ();
  GFile *invitation = NULL;

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      GFile *file = g_ptr_array_index (files, i);

      if (has_suffix (file, ".pantau"))
        g_ptr_array_add (couriers, file);
      else if (has_suffix (file, ".xml") || has_suffix (file, ".cap"))
        g_ptr_array_add (warnings, file);
      else if (invitation == NULL)
        invitation = file;
    }

  if (invitation != NULL)
    pantau_window_enroll_from (window, invitation);
  if (couriers->len > 0)
    pantau_window_take_courier (window, couriers);
  if (warnings->len > 0)
    pantau_window_take_warnings (window, warnings);
}

/* A window that opens after its home's key was changed, or not. */
typedef struct
{
  PantauWindow *window; /* (owned) */
  char *trouble;        /* (nullable) */
  gboolean is_there;    /* the page is */
} Rekeyed;

static void
rekeyed_free (gpointer data)
{
  Rekeyed *rekeyed = data;

  g_object_unref (rekeyed->window);
  g_free (rekeyed->trouble);
  g_free (rekeyed);
}

/* The page and the dialog each in a turn of their own: together with the window they would hold the main loop. */
static gboolean
tell_of_key (gpointer data)
{
  Rekeyed *rekeyed = data;
  GtkWidget *dialog;

  if (!gtk_widget_get_visible (GTK_WIDGET (rekeyed->window)))
    return G_SOURCE_REMOVE;
  if (!rekeyed->is_there)
    {
      pantau_window_begin_at (rekeyed->window, "sync");
      rekeyed->is_there = TRUE;
      return G_SOURCE_CONTINUE;
    }
  /* One enrols: that is why the key was changed. */
  if (rekeyed->trouble == NULL)
    {
      pantau_window_enroll_from (rekeyed->window, NULL);
      return G_SOURCE_REMOVE;
    }

  dialog = adw_message_dialog_new (GTK_WINDOW (rekeyed->window),
                                   _ ("This laptop has its old key still"), rekeyed->trouble);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));

  return G_SOURCE_REMOVE;
}

static void
tell_of_key_soon (PantauApplication *self, PantauWindow *window)
{
  Rekeyed *rekeyed;

  if (!self->was_rekeyed)
    return;
  self->was_rekeyed = FALSE;
  rekeyed = g_new0 (Rekeyed, 1);
  rekeyed->window = g_object_ref (window);
  rekeyed->trouble = g_steal_pointer (&self->trouble);
  g_idle_add_full (G_PRIORITY_LOW, tell_of_key, rekeyed, rekeyed_free);
}

static void
session_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  Opening *opening = data;
  PantauApplication *self = opening->application;
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauSession) session = pantau_session_open_finish (result, &error);
  PantauWindow *window;

  g_clear_handle_id (&opening->show_source, g_source_remove);
  if (session == NULL)
    {
      pantau_profile_window_show_trouble (ensure_choice (self), opening->path, error);
      gtk_window_present (GTK_WINDOW (self->choice));
    }
  else
    {
      window = pantau_window_new (GTK_APPLICATION (self), session);
      if (self->place != NULL)
        pantau_window_begin_at (window, self->place);
      g_clear_pointer (&self->place, g_free);
      gtk_window_present (GTK_WINDOW (window));
      pantau_application_watch (self, window);
      if (self->choice != NULL)
        gtk_window_destroy (GTK_WINDOW (self->choice));
      tell_of_key_soon (self, window);
      offer_files (self, window);
    }
  opening_free (opening);
}

void
pantau_application_open_home (PantauApplication *self, const char *path)
{
  PantauWindow *window = pantau_application_find_window (self, path);
  Opening *opening;

  if (window != NULL)
    {
      gtk_window_present (GTK_WINDOW (window));
      if (self->choice != NULL)
        gtk_window_destroy (GTK_WINDOW (self->choice));
      offer_files (self, window);
      return;
    }

  opening = g_hash_table_lookup (self->opening, path);
  if (opening != NULL)
    {
      show_opening_soon (opening);
      return;
    }

  opening = g_new0 (Opening, 1);
  opening->application = g_object_ref (self);
  opening->path = g_strdup (path);
  g_hash_table_insert (self->opening, g_strdup (path), opening);
  if (!self->is_starting)
    show_opening_soon (opening);
  g_application_hold (G_APPLICATION (self));
  pantau_session_open_telling (path, TRUE, opening_told, opening, NULL, session_opened, opening);
}

void
pantau_application_open_rekeyed (PantauApplication *self, const char *path, const GError *error)
{
  g_autofree char *sentence = error != NULL ? pantau_advice_sentence (error->message) : NULL;

  g_free (self->trouble);
  self->trouble =
      sentence != NULL ? g_strjoin (" ", sentence, pantau_advice_for_error (error), NULL) : NULL;
  self->was_rekeyed = TRUE;
  pantau_application_open_home (self, path);
}

void
pantau_application_show_choice (PantauApplication *self)
{
  pantau_profile_window_show_profiles (ensure_choice (self));
  gtk_window_present (GTK_WINDOW (self->choice));
}

static void
list_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, pantau_profile_list (data), (GDestroyNotify) g_ptr_array_unref);
}

static void
profiles_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  PantauApplication *self = PANTAU_APPLICATION (source);
  g_autoptr (GPtrArray) list = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autofree char *directory = pantau_application_profiles_directory ();
  g_autofree char *first = g_build_filename (directory, PANTAU_PROFILE_FIRST, NULL);

  self->is_listing = FALSE;
  if (list->len > 1)
    pantau_application_show_choice (self);
  else if (list->len == 1)
    pantau_application_open_home (self, ((PantauProfile *) g_ptr_array_index (list, 0))->path);
  else
    pantau_application_open_home (self, first);
  g_application_release (G_APPLICATION (self));
}

static void
open_profiles (PantauApplication *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->is_listing)
    return;

  self->is_listing = TRUE;
  task = g_task_new (self, NULL, profiles_listed, NULL);
  g_application_hold (G_APPLICATION (self));
  g_task_set_task_data (task, pantau_application_profiles_directory (), g_free);
  g_task_run_in_thread (task, list_in_thread);
}

static void
open_named (PantauApplication *self, const char *name)
{
  g_autofree char *directory = pantau_application_profiles_directory ();
  g_autofree char *path = g_build_filename (directory, name, NULL);

  pantau_application_open_home (self, path);
}

static void
pantau_application_activate (GApplication *application)
{
  PantauApplication *self = PANTAU_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (self->home != NULL)
    pantau_application_open_home (self, self->home);
  else if (self->profiles != NULL)
    {
      for (char **name = self->profiles; *name != NULL; name++)
        open_named (self, *name);
      g_clear_pointer (&self->profiles, g_strfreev);
    }
  else if (window != NULL)
    gtk_window_present (window);
  else
    open_profiles (self);
}

/* An invitation, or what a stick brings: into the window that is there, else into the one that comes. */
static void
pantau_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  PantauApplication *self = PANTAU_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (self->files == NULL)
    self->files = g_ptr_array_new_with_free_func (g_object_unref);
  for (int i = 0; i < n_files; i++)
    g_ptr_array_add (self->files, g_object_ref (files[i]));
  if (PANTAU_IS_WINDOW (window))
    {
      gtk_window_present (window);
      offer_files (self, PANTAU_WINDOW (window));
    }
  else
    pantau_application_activate (application);
}

static void
pantau_application_startup (GApplication *application)
{
  PantauApplication *self = PANTAU_APPLICATION (application);

  /* What is going to be activated is opened by a thread while GTK starts: a good part of the time until the first frame. */
  if ((g_application_get_flags (application) & G_APPLICATION_IS_SERVICE) == 0)
    {
      self->is_starting = TRUE;
      if (self->home != NULL)
        pantau_application_open_home (self, self->home);
      else if (self->profiles == NULL)
        open_profiles (self);
      self->is_starting = FALSE;
    }

  G_APPLICATION_CLASS (pantau_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name ("id.pantau.Pantau");
  pantau_application_add_actions (self);
  pantau_keys_install (GTK_APPLICATION (application));
}

static int
pantau_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  PantauApplication *self = PANTAU_APPLICATION (application);
  gboolean wants_version = FALSE;

  if (g_variant_dict_lookup (options, "version", "b", &wants_version) && wants_version)
    {
      g_print ("pantau %s (GTK %u.%u.%u, libadwaita %u.%u.%u)\n", PANTAU_VERSION,
               gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
               adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version ());
      return 0;
    }

  g_variant_dict_lookup (options, "place", "s", &self->place);
  if (g_variant_dict_lookup (options, "home", "^ay", &self->home))
    {
      g_autofree char *given = g_steal_pointer (&self->home);

      self->home = g_canonicalize_filename (given, NULL);
      g_application_set_flags (application,
                               g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
    }
  if (g_variant_dict_lookup (options, "profile", "^as", &self->profiles))
    for (char **name = self->profiles; *name != NULL; name++)
      if (!pantau_profile_name_is_valid (*name))
        {
          g_printerr (_ ("“%s” cannot be the name of a profile\n"), *name);
          return 1;
        }

  /* Another process has the windows: it opens the profile. */
  if (self->profiles != NULL && self->home == NULL &&
      g_application_register (application, NULL, NULL) && g_application_get_is_remote (application))
    {
      for (char **name = self->profiles; *name != NULL; name++)
        g_action_group_activate_action (G_ACTION_GROUP (application), "open-profile",
                                        g_variant_new_string (*name));
      return 0;
    }

  return -1;
}

/* What other programs were given to look at goes with us. */
static void
pantau_application_shutdown (GApplication *application)
{
  pantau_evidence_work_sweep ();

  G_APPLICATION_CLASS (pantau_application_parent_class)->shutdown (application);
}

static void
pantau_application_finalize (GObject *object)
{
  PantauApplication *self = PANTAU_APPLICATION (object);

  g_clear_weak_pointer (&self->choice);
  g_hash_table_unref (self->opening);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->profiles, g_strfreev);
  g_clear_pointer (&self->restart, g_ptr_array_unref);
  g_free (self->home);
  g_free (self->place);
  g_free (self->trouble);

  G_OBJECT_CLASS (pantau_application_parent_class)->finalize (object);
}

static void
pantau_application_class_init (PantauApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->finalize = pantau_application_finalize;
  application_class->activate = pantau_application_activate;
  application_class->handle_local_options = pantau_application_handle_local_options;
  application_class->open = pantau_application_open;
  application_class->shutdown = pantau_application_shutdown;
  application_class->startup = pantau_application_startup;
}

static void
pantau_application_init (PantauApplication *self)
{
  const GOptionEntry entries[] = {
    { "home", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("The home in this directory, by itself"),
      "DIR" },
    { "profile", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("The profile of this name"), "NAME" },
    { "place", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, NULL, NULL, NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL,
      N_ ("The versions of the program and of what it is built on"), NULL },
    { NULL },
  };

  self->opening = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  /* Taken out before GLib sees it, but part of the help. */
  g_application_set_option_context_summary (
      G_APPLICATION (self), _ ("The logbook of the election monitors of Sumatera Selatan.\n--lang "
                               "id|en: the language, for this time"));
  g_application_add_main_option_entries (G_APPLICATION (self), entries);
}

PantauApplication *
pantau_application_new (PantauSettings *settings)
{
  PantauApplication *self =
      g_object_new (PANTAU_TYPE_APPLICATION, "application-id", "id.pantau.Pantau", "flags",
                    G_APPLICATION_HANDLES_OPEN, "resource-base-path", "/id/pantau/Pantau", NULL);

  self->settings = settings;

  return self;
}

GStrv
pantau_application_dup_restart (PantauApplication *self)
{
  return self->restart != NULL ? g_strdupv ((char **) self->restart->pdata) : NULL;
}

char *
pantau_application_profiles_directory (void)
{
  return g_build_filename (g_get_user_data_dir (), "pantau", NULL);
}
