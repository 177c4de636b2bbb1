/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window before there is a home. */

#define G_LOG_DOMAIN "pantau-profile-window"

#include "config.h"

#include "pantau-profile-window.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-application.h"
#include "pantau-profile-row.h"

struct _PantauProfileWindow
{
  AdwApplicationWindow parent_instance;

  char *path; /* (nullable): which home could not be opened */

  GtkListBox *list;
  GtkWidget *list_page;
  AdwStatusPage *opening_page;
  GtkStack *pages;
  AdwStatusPage *trouble_page;
};

G_DEFINE_FINAL_TYPE (PantauProfileWindow, pantau_profile_window, ADW_TYPE_APPLICATION_WINDOW)

/* What the thread read. */
typedef struct
{
  GPtrArray *profiles;        /* (owned): of PantauProfile */
  PantauReference *reference; /* (owned) */
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_clear_pointer (&found->profiles, g_ptr_array_unref);
  g_clear_pointer (&found->reference, pantau_reference_unref);
  g_free (found);
}

static void
find_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *directory = pantau_application_profiles_directory ();
  Found *found = g_new0 (Found, 1);
  GError *error = NULL;

  found->profiles = pantau_profile_list (directory);
  found->reference = pantau_reference_new (NULL, &error);
  if (found->reference == NULL || !pantau_reference_load (found->reference, &error))
    {
      found_free (found);
      g_task_return_error (task, error);
    }
  else
    g_task_return_pointer (task, found, found_free);
}

static void
profiles_found (GObject *source, GAsyncResult *result, gpointer data)
{
  PantauProfileWindow *self = PANTAU_PROFILE_WINDOW (source);
  g_autoptr (GError) error = NULL;
  Found *found = g_task_propagate_pointer (G_TASK (result), &error);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (found == NULL)
    {
      pantau_profile_window_show_trouble (self, NULL, error);
      return;
    }

  for (GtkListBoxRow *row; (row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL;)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < found->profiles->len; i++)
    gtk_list_box_append (self->list,
                         pantau_profile_row_new (found->profiles->pdata[i], found->reference, now));
  /* Without rows its frame would be a lone line. */
  gtk_widget_set_visible (GTK_WIDGET (self->list),
                          gtk_list_box_get_row_at_index (self->list, 0) != NULL);
  gtk_stack_set_visible_child (self->pages, self->list_page);
  if (found->profiles->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
  found_free (found);
}

static void
row_activated (GtkListBox *list, GtkListBoxRow *row, PantauProfileWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "app.open-profile", "s",
                              pantau_profile_row_get_name (PANTAU_PROFILE_ROW (row)));
}

static void
show_profiles (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pantau_profile_window_show_profiles (PANTAU_PROFILE_WINDOW (widget));
}

static void
try_again (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauProfileWindow *self = PANTAU_PROFILE_WINDOW (widget);

  pantau_profile_window_show_opening (self, NULL);
  g_signal_emit_by_name (self, "try-again", self->path);
}

static void
pantau_profile_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_PROFILE_WINDOW);

  G_OBJECT_CLASS (pantau_profile_window_parent_class)->dispose (object);
}

static void
pantau_profile_window_finalize (GObject *object)
{
  g_free (PANTAU_PROFILE_WINDOW (object)->path);

  G_OBJECT_CLASS (pantau_profile_window_parent_class)->finalize (object);
}

static void
pantau_profile_window_class_init (PantauProfileWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_profile_window_dispose;
  object_class->finalize = pantau_profile_window_finalize;

  g_signal_new ("try-again", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "profiles.list", NULL, show_profiles);
  gtk_widget_class_install_action (widget_class, "profiles.try-again", NULL, try_again);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-profile-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauProfileWindow, list);
  gtk_widget_class_bind_template_child (widget_class, PantauProfileWindow, list_page);
  gtk_widget_class_bind_template_child (widget_class, PantauProfileWindow, opening_page);
  gtk_widget_class_bind_template_child (widget_class, PantauProfileWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, PantauProfileWindow, trouble_page);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
}

static void
pantau_profile_window_init (PantauProfileWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

PantauProfileWindow *
pantau_profile_window_new (GtkApplication *application)
{
  return g_object_new (PANTAU_TYPE_PROFILE_WINDOW, "application", application, NULL);
}

void
pantau_profile_window_show_profiles (PantauProfileWindow *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PANTAU_IS_PROFILE_WINDOW (self));

  task = g_task_new (self, NULL, profiles_found, NULL);
  g_task_run_in_thread (task, find_in_thread);
}

void
pantau_profile_window_show_opening (PantauProfileWindow *self, const char *sentence)
{
  g_autofree char *markup = sentence != NULL ? g_markup_escape_text (sentence, -1) : NULL;

  g_return_if_fail (PANTAU_IS_PROFILE_WINDOW (self));

  if (markup != NULL)
    adw_status_page_set_description (self->opening_page, markup);
  gtk_stack_set_visible_child (self->pages, GTK_WIDGET (self->opening_page));
}

void
pantau_profile_window_show_trouble (PantauProfileWindow *self,
                                    const char *path,
                                    const GError *error)
{
  g_autofree char *sentence = pantau_advice_sentence (error->message);
  g_autofree char *text = g_strjoin ("\n\n", sentence, pantau_advice_for_error (error), NULL);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  g_return_if_fail (PANTAU_IS_PROFILE_WINDOW (self));

  g_free (self->path);
  self->path = g_strdup (path);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "profiles.try-again", path != NULL);
  adw_status_page_set_description (self->trouble_page, markup);
  gtk_stack_set_visible_child (self->pages, GTK_WIDGET (self->trouble_page));
}
