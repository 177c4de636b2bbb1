/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erasure by law on the page of a record: the mark where somebody has asked for it, and the asking, for a desk of the whole province. */

#define G_LOG_DOMAIN "pantau-record-page"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-edit-redact.h"
#include "pantau-erasure-dialog.h"
#include "pantau-record-page-private.h"
#include "pantau-store-redaction.h"
#include "pantau-words.h"

/* What is asked for, on its way to the writing thread. */
typedef struct
{
  char *record;
  GPtrArray *targets; /* of char *, ended by NULL: what somebody else named; NULL: all of it */
  char *reason;
  char *basis;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_free (self->record);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_free (self->reason);
  g_free (self->basis);
  g_free (self);
}

static gpointer
ask_in_thread (PantauHome *home, gpointer data, GError **error)
{
  Asking *asking = data;
  PantauRedactOutcome outcome = { 0 };

  if (!pantau_edit_redact (home, asking->record,
                           asking->targets != NULL ? (const char *const *) asking->targets->pdata
                                                   : NULL,
                           asking->reason, asking->basis, &outcome, error))
    return NULL;

  return GUINT_TO_POINTER (outcome.seconded < outcome.targets ? 1 : 2);
}

static void
asked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauRecordPage) self = data;
  g_autoptr (GError) error = NULL;
  guint persons =
      GPOINTER_TO_UINT (pantau_session_write_finish (PANTAU_SESSION (source), result, &error));
  g_autofree char *sentence = error != NULL ? pantau_advice_sentence (error->message) : NULL;

  if (sentence == NULL)
    sentence =
        g_strdup (persons == 1 ? _ ("Asked for. It needs a second person of the province’s desk.")
                               : _ ("It is erased everywhere with the next syncs."));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", sentence);
}

/* What others named, so that both ask for the same. (transfer full) (nullable): NULL where nobody has asked */
static GPtrArray *
targets_of_others (GPtrArray *pending)
{
  g_autoptr (GPtrArray) targets = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; pending != NULL && i < pending->len; i++)
    {
      const PantauRedaction *line = g_ptr_array_index (pending, i);

      if (!line->is_mine)
        g_ptr_array_add (targets, g_strdup (line->entry));
    }
  if (targets->len == 0)
    return NULL;
  g_ptr_array_add (targets, NULL);

  return g_steal_pointer (&targets);
}

static void
answered (PantauErasureDialog *dialog, const char *response, PantauRecordPage *self)
{
  Asking *asking;

  if (!g_str_equal (response, "erase") || self->session == NULL)
    return;

  asking = g_new0 (Asking, 1);
  asking->record = g_strdup (g_object_get_data (G_OBJECT (dialog), "record"));
  asking->targets = g_object_steal_data (G_OBJECT (dialog), "targets");
  asking->reason = pantau_erasure_dialog_dup_reason (dialog);
  asking->basis = pantau_erasure_dialog_dup_basis (dialog);
  pantau_session_write (self->session, ask_in_thread, asking, asking_free, NULL, asked,
                        g_object_ref (self));
}

static void
redact (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  PantauErasureDialog *dialog;
  GPtrArray *targets;

  if (!pantau_record_page_is_ready (self) || self->rights == NULL || !GTK_IS_WINDOW (root))
    return;

  dialog = pantau_erasure_dialog_new (GTK_WINDOW (root), self->rights->redactions);
  targets = targets_of_others (self->rights->redactions);
  g_object_set_data_full (G_OBJECT (dialog), "record", g_strdup (self->record), g_free);
  if (targets != NULL)
    g_object_set_data_full (G_OBJECT (dialog), "targets", targets,
                            (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* One sentence about what waits. (transfer full) (nullable) */
static char *
tell_pending (GPtrArray *pending)
{
  const PantauRedaction *line =
      pending != NULL && pending->len > 0 ? g_ptr_array_index (pending, 0) : NULL;
  g_autofree char *name = NULL;

  if (line == NULL)
    return NULL;
  for (guint i = 0; i < pending->len; i++)
    {
      const PantauRedaction *other = g_ptr_array_index (pending, i);

      if (other->seconded == g_strv_length (other->redact->targets))
        return g_strdup (_ ("Its content is about to be erased by law: two persons have asked for "
                            "it. It goes with the next syncs."));
    }
  name =
      pantau_words_clean (*line->redact->name != '\0' ? line->redact->name : line->redact->person);

  return g_strdup_printf (_ ("%s has asked for its content to be erased by law. Nothing is erased "
                             "until a second person of the province’s desk asks for the same."),
                          name);
}

void
pantau_record_page_update_redact (PantauRecordPage *self)
{
  const PantauRecordRights *rights = pantau_record_page_is_ready (self) ? self->rights : NULL;
  gboolean may = rights != NULL && rights->may_redact;
  g_autofree char *text = rights != NULL ? tell_pending (rights->redactions) : NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.redact", may);
  gtk_widget_set_visible (self->erase_button, may);
  gtk_widget_set_visible (self->erasure_box, text != NULL);
  gtk_label_set_label (self->erasure_label, text != NULL ? text : "");
}

void
pantau_record_page_install_redact (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "page.redact", NULL, redact);
}
