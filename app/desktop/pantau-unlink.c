/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking back the link that makes a hoax a sighting of a claim. */

#define G_LOG_DOMAIN "pantau-unlink"

#include "config.h"

#include "pantau-unlink.h"

#include <glib/gi18n-lib.h>

#include "pantau-edit-link.h"
#include "pantau-reason-dialog.h"
#include "pantau-ui.h"

/* From the question until the answer of the home; shared by the dialog and the act. */
typedef struct
{
  GtkWidget *page;        /* (unowned) (nullable): weak */
  PantauSession *session; /* (owned) */
  char *record;
  char *entry;
  char *reason; /* (nullable): until it is given */
  char *done;
} Unlinking;

static void
unlinking_clear (gpointer data)
{
  Unlinking *self = data;

  g_clear_weak_pointer (&self->page);
  g_object_unref (self->session);
  g_free (self->record);
  g_free (self->entry);
  g_free (self->reason);
  g_free (self->done);
}

static void
unlinking_unref (Unlinking *self)
{
  g_rc_box_release_full (self, unlinking_clear);
}

static void
dialog_is_gone (gpointer data, GClosure *closure)
{
  unlinking_unref (data);
}

static gpointer
unlink_in_thread (PantauHome *home, gpointer data, GError **error)
{
  const Unlinking *self = data;

  pantau_edit_unlink (home, self->record, self->entry, self->reason, error);

  return NULL;
}

static void
was_unlinked (GObject *source, GAsyncResult *result, gpointer data)
{
  Unlinking *self = data;
  g_autoptr (GError) error = NULL;

  pantau_session_write_finish (PANTAU_SESSION (source), result, &error);
  if (self->page != NULL && error != NULL)
    pantau_ui_toast_error (self->page, error);
  else if (self->page != NULL)
    pantau_ui_toast (self->page, self->done);
  unlinking_unref (self);
}

static void
reason_was_given (PantauReasonDialog *dialog, const char *response, Unlinking *self)
{
  g_autofree char *reason = pantau_reason_dialog_dup_reason (dialog);

  /* Enter in the entry asks for the default answer, also where it is not enabled. */
  if (*reason == '\0')
    return;
  self->reason = g_steal_pointer (&reason);
  /* The thread only reads of it: it is let go here. */
  pantau_session_write (self->session, unlink_in_thread, self, NULL, NULL, was_unlinked,
                        g_rc_box_acquire (self));
}

void
pantau_unlink_ask (GtkWidget *page,
                   PantauSession *session,
                   const char *record,
                   const char *entry,
                   const char *done)
{
  PantauReasonDialog *dialog = pantau_reason_dialog_new_for (
      GTK_WINDOW (gtk_widget_get_root (page)), _ ("Why is this record no sighting of that claim?"),
      /* Translators: a button: this hoax is no sighting of that claim after all */
      _ ("Detach"));
  Unlinking *self = g_rc_box_new0 (Unlinking);

  g_set_weak_pointer (&self->page, page);
  self->session = g_object_ref (session);
  self->record = g_strdup (record);
  self->entry = g_strdup (entry);
  self->done = g_strdup (done);
  g_signal_connect_data (dialog, "response::take", G_CALLBACK (reason_was_given), self,
                         dialog_is_gone, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
