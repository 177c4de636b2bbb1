/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Other programs are begun in a thread: GLib (2.74) waits until the other one runs, also where it is asked not to
 * (g_app_info_launch_uris_async()), and on a busy machine that holds the main loop.
 */

#include "config.h"

#include "pantau-launch.h"

#include <glib/gi18n-lib.h>

#include "pantau-error.h"

typedef struct
{
  GAppInfo *program;
  GAppLaunchContext *display; /* of the window: for the main thread alone */
  GAppLaunchContext *context; /* for the other */
  char *token; /* (nullable): tells the desktop that a person asked for the window that comes */
  char *uri;
} Launch;

static void
launch_free (gpointer data)
{
  Launch *self = data;

  g_object_unref (self->program);
  g_object_unref (self->display);
  g_object_unref (self->context);
  g_free (self->token);
  g_free (self->uri);
  g_free (self);
}

static void
launch_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Launch *self = data;
  GList uris = { self->uri, NULL, NULL };
  GError *error = NULL;

  if (g_app_info_launch_uris (self->program, &uris, self->context, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Takes @program and @uri. */
static Launch *
launch_new (GtkWidget *widget, GAppInfo *program, char *uri)
{
  Launch *self = g_new0 (Launch, 1);

  self->program = program;
  self->uri = uri;
  self->display =
      G_APP_LAUNCH_CONTEXT (gdk_display_get_app_launch_context (gtk_widget_get_display (widget)));
  self->context = g_app_launch_context_new ();
  self->token = g_app_launch_context_get_startup_notify_id (self->display, program, NULL);
  if (self->token != NULL)
    {
      g_app_launch_context_setenv (self->context, "DESKTOP_STARTUP_ID", self->token);
      g_app_launch_context_setenv (self->context, "XDG_ACTIVATION_TOKEN", self->token);
    }

  return self;
}

/* Takes @program (nullable) and @uri (nullable). */
static void
launch (GtkWidget *widget, GTask *task, GAppInfo *program, char *uri, const char *without)
{
  if (program == NULL || uri == NULL)
    {
      g_clear_object (&program);
      g_free (uri);
      g_task_return_new_error (task, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND, "%s", without);
      return;
    }

  g_task_set_task_data (task, launch_new (widget, program, uri), launch_free);
  g_task_run_in_thread (task, launch_in_thread);
}

void
pantau_launch (GtkWidget *widget,
               const char *path,
               const char *type,
               GAsyncReadyCallback callback,
               gpointer data)
{
  g_autofree char *content = g_content_type_from_mime_type (type);
  g_autoptr (GTask) task = g_task_new (widget, NULL, callback, data);

  g_task_set_source_tag (task, pantau_launch);
  launch (widget, task, content != NULL ? g_app_info_get_default_for_type (content, FALSE) : NULL,
          g_filename_to_uri (path, NULL, NULL),
          _ ("No program of this laptop opens such files. Save a copy instead."));
}

void
pantau_launch_page (GtkWidget *widget, const char *uri, GAsyncReadyCallback callback, gpointer data)
{
  g_autofree char *scheme = g_uri_parse_scheme (uri);
  g_autoptr (GTask) task = g_task_new (widget, NULL, callback, data);

  g_task_set_source_tag (task, pantau_launch_page);
  launch (widget, task, scheme != NULL ? g_app_info_get_default_for_uri_scheme (scheme) : NULL,
          g_strdup (uri), _ ("this laptop has no web browser; please use another network"));
}

gboolean
pantau_launch_finish (GtkWidget *widget, GAsyncResult *result, GError **error)
{
  Launch *launch = g_task_get_task_data (G_TASK (result));

  if (g_task_propagate_boolean (G_TASK (result), error))
    return TRUE;
  if (launch != NULL && launch->token != NULL)
    g_app_launch_context_launch_failed (launch->display, launch->token);

  return FALSE;
}
