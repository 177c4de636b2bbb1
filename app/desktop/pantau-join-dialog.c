/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two offices recorded one claim: here they come together. */

#define G_LOG_DOMAIN "pantau-join-dialog"

#include "config.h"

#include "pantau-join-dialog.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-join-row.h"
#include "pantau-join-work.h"
#include "pantau-line-layout.h"
#include "pantau-list-fill.h"
#include "pantau-ui.h"
#include "pantau-words.h"

struct _PantauJoinDialog
{
  AdwWindow parent_instance;

  PantauSession *session; /* (owned) */
  PantauRecord *record;   /* (owned) */
  GCancellable *asking;   /* (owned) (nullable): of the question under way */
  char *joining;          /* (owned) (nullable): the claim, while the link is written */

  GtkLabel *effect_label;
  GtkWidget *fault_box;
  GtkLabel *fault_label;
  GtkListBox *results;
  GtkLabel *results_title;
  GtkEditable *search;
  GtkWidget *spinner;
  GtkStack *stack;
  AdwWindowTitle *title;
};

enum
{
  JOINED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (PantauJoinDialog, pantau_join_dialog, ADW_TYPE_WINDOW)

static guint signals[N_SIGNALS];

/* (nullable) */
static PantauJoinRow *
get_chosen (PantauJoinDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->results);

  return row != NULL ? PANTAU_JOIN_ROW (row) : NULL;
}

/* @text: (nullable) */
static void
show_fault (PantauJoinDialog *self, const char *text)
{
  gtk_label_set_label (self->fault_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->fault_box, text != NULL);
}

/* What will be, before it is. */
static void
chosen_cb (PantauJoinDialog *self)
{
  PantauJoinRow *row = self->results != NULL ? get_chosen (self) : NULL;
  g_autofree char *effect =
      row != NULL
          ? g_strdup_printf (_ ("This record becomes a sighting of “%s”. Nothing of either is "
                                "lost, and it can be detached again."),
                             pantau_join_row_get_title (row))
          : NULL;

  /* Rows leave when the dialog goes. */
  if (self->results == NULL)
    return;
  gtk_label_set_label (self->effect_label,
                       effect != NULL ? effect : _ ("Choose the claim that says the same."));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "join.save",
                                 row != NULL && self->joining == NULL);
}

static void
fill_candidate (GtkWidget *row, gpointer item, gpointer data)
{
  pantau_join_row_set (PANTAU_JOIN_ROW (row), item);
}

static void
show_found (PantauJoinDialog *self, GPtrArray *found)
{
  gboolean is_typed = *gtk_editable_get_text (self->search) != '\0';

  /* What was chosen among other answers is not meant of these. */
  gtk_list_box_unselect_all (self->results);
  pantau_list_fill (self->results, found, PANTAU_TYPE_JOIN_ROW, fill_candidate, NULL);
  gtk_label_set_label (self->results_title,
                       is_typed ? _ ("Claims that were found") : _ ("Similar claims"));
  gtk_stack_set_visible_child_name (self->stack, found->len > 0 ? "results"
                                                 : is_typed     ? "nothing"
                                                                : "none-similar");
  chosen_cb (self);
}

static void
was_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauJoinDialog) self = pantau_ui_weak_take (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found =
      pantau_join_work_find_finish (PANTAU_SESSION (source), result, &error);
  g_autofree char *sentence = NULL;

  /* An answer to what was typed before is none any more. */
  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      self->asking == NULL || g_cancellable_is_cancelled (self->asking))
    return;
  if (found != NULL)
    {
      show_found (self, found);
      return;
    }
  sentence = pantau_advice_sentence (error->message);
  show_fault (self, sentence);
}

static void
ask_cb (PantauJoinDialog *self)
{
  if (self->session == NULL)
    return;
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  pantau_join_work_find (self->session, self->record, gtk_editable_get_text (self->search),
                         self->asking, was_found, pantau_ui_weak_new (self));
}

static void
set_saving (PantauJoinDialog *self, gboolean is_saving)
{
  gtk_widget_set_visible (self->spinner, is_saving);
  gtk_widget_set_sensitive (GTK_WIDGET (self->results), !is_saving);
  gtk_widget_set_sensitive (GTK_WIDGET (self->search), !is_saving);
  chosen_cb (self);
}

static void
was_joined (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauJoinDialog) self = pantau_ui_weak_take (data);
  g_autoptr (GError) error = NULL;
  gboolean is_joined = pantau_join_work_link_finish (PANTAU_SESSION (source), result, &error);
  g_autofree char *claim = NULL, *sentence = NULL;

  if (self == NULL)
    return;
  claim = g_steal_pointer (&self->joining);
  if (is_joined)
    {
      g_signal_emit (self, signals[JOINED], 0, claim);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  sentence = pantau_advice_sentence (error->message);
  show_fault (self, sentence);
  set_saving (self, FALSE);
}

static void
save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauJoinDialog *self = PANTAU_JOIN_DIALOG (widget);
  PantauJoinRow *row = get_chosen (self);

  if (row == NULL || self->joining != NULL)
    return;
  show_fault (self, NULL);
  self->joining = g_strdup (pantau_join_row_get_claim (row));
  set_saving (self, TRUE);
  pantau_join_work_link (self->session, pantau_record_get_id (self->record), self->joining,
                         was_joined, pantau_ui_weak_new (self));
}

static void
cancel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

/* Down from the search to what it found, with the first one chosen. */
static void
enter_results (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauJoinDialog *self = PANTAU_JOIN_DIALOG (widget);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->results, 0);

  if (row == NULL)
    return;
  gtk_list_box_select_row (self->results, row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
enter_results_cb (PantauJoinDialog *self)
{
  enter_results (GTK_WIDGET (self), NULL, NULL);
}

/* The entry takes Escape for itself. */
static void
stop_cb (PantauJoinDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
pantau_join_dialog_close_request (GtkWindow *window)
{
  /* It will close by itself, or tell what is wrong. */
  if (PANTAU_JOIN_DIALOG (window)->joining != NULL)
    return GDK_EVENT_STOP;

  return GTK_WINDOW_CLASS (pantau_join_dialog_parent_class)->close_request (window);
}

static void
pantau_join_dialog_dispose (GObject *object)
{
  PantauJoinDialog *self = PANTAU_JOIN_DIALOG (object);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_JOIN_DIALOG);
  g_clear_object (&self->record);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_join_dialog_parent_class)->dispose (object);
}

static void
pantau_join_dialog_finalize (GObject *object)
{
  g_free (PANTAU_JOIN_DIALOG (object)->joining);

  G_OBJECT_CLASS (pantau_join_dialog_parent_class)->finalize (object);
}

static void
pantau_join_dialog_class_init (PantauJoinDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_join_dialog_dispose;
  object_class->finalize = pantau_join_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = pantau_join_dialog_close_request;

  signals[JOINED] = g_signal_new ("joined", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-join-dialog.ui");
  gtk_widget_class_bind_template_callback (widget_class, ask_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, enter_results_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_child (widget_class, PantauJoinDialog, effect_label);
  gtk_widget_class_bind_template_child (widget_class, PantauJoinDialog, fault_box);
  gtk_widget_class_bind_template_child (widget_class, PantauJoinDialog, fault_label);
  gtk_widget_class_bind_template_child (widget_class, PantauJoinDialog, results);
  gtk_widget_class_bind_template_child (widget_class, PantauJoinDialog, results_title);
  gtk_widget_class_bind_template_child (widget_class, PantauJoinDialog, search);
  gtk_widget_class_bind_template_child (widget_class, PantauJoinDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, PantauJoinDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, PantauJoinDialog, title);

  gtk_widget_class_install_action (widget_class, "join.cancel", NULL, cancel);
  gtk_widget_class_install_action (widget_class, "join.results", NULL, enter_results);
  gtk_widget_class_install_action (widget_class, "join.save", NULL, save);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "join.cancel", NULL);
}

static void
pantau_join_dialog_init (PantauJoinDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

PantauJoinDialog *
pantau_join_dialog_new (GtkWindow *parent, PantauSession *session, PantauRecord *record)
{
  PantauJoinDialog *self = g_object_new (PANTAU_TYPE_JOIN_DIALOG, "transient-for", parent, NULL);
  g_autofree char *subtitle = pantau_words_clean (pantau_record_get_title (record));

  self->session = g_object_ref (session);
  self->record = g_object_ref (record);
  adw_window_title_set_subtitle (self->title, subtitle);
  chosen_cb (self);
  ask_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));

  return self;
}
