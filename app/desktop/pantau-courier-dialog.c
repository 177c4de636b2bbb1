/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A courier file, from the choice to the hand-over note. */

#define G_LOG_DOMAIN "pantau-courier-dialog"

#include "config.h"

#include "pantau-courier-dialog.h"

#include <glib/gi18n-lib.h>

#include "pantau-courier-paper.h"
#include "pantau-courier-result.h"
#include "pantau-format.h"
#include "pantau-home.h"
#include "pantau-ui.h"

#define SUFFIX ".pantau"

struct _PantauCourierDialog
{
  AdwWindow parent_instance;

  PantauSession *session; /* (owned) */
  PantauCourierJob job;
  PantauCourierWork *work;        /* (owned) (nullable): while it goes on */
  GtkFileChooserNative *chooser;  /* (owned) (nullable): while it is open */
  GPtrArray *cards;               /* (owned) of char *: paths of cards that were added */
  PantauPaperFlow *note;          /* (owned) (nullable): of the file that was written */
  char *server, *code, *recovery; /* (nullable): of an enrolment */
  gboolean may_practice;

  GtkSwitch *all_switch;
  GtkButton *cancel_button;
  AdwActionRow *cards_row;
  GtkButton *choose_button;
  GtkSwitch *files_switch;
  GtkProgressBar *progress;
  PantauCourierResult *result;
  GtkStack *stack;
  AdwWindowTitle *window_title;
  GtkLabel *work_label;
};

G_DEFINE_FINAL_TYPE (PantauCourierDialog, pantau_courier_dialog, ADW_TYPE_WINDOW)

static const char *const titles[] = {
  /* Translators: the title of a dialog */
  [PANTAU_COURIER_JOB_WRITE] = N_ ("Write to a stick"),
  /* Translators: the title of a dialog */
  [PANTAU_COURIER_JOB_READ] = N_ ("Take in from a stick"),
  /* Translators: the title of a dialog: a small file by which another laptop can address parcels to this one */
  [PANTAU_COURIER_JOB_CARD] = N_ ("Card of this laptop"),
  /* Translators: the title of a dialog */
  [PANTAU_COURIER_JOB_ENROLL] = N_ ("Enrol by a file"),
};

static void
go_to (PantauCourierDialog *self, const char *page)
{
  gboolean has_options = g_str_equal (page, "options"), is_done = g_str_equal (page, "done");

  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (GTK_WIDGET (self->choose_button), has_options);
  gtk_button_set_label (self->cancel_button, is_done ? _ ("Close") : _ ("Cancel"));
}

/* --- What was done --- */

static void
was_done (GPtrArray *summaries, const GError *error, gpointer data)
{
  PantauCourierDialog *self = data;

  g_clear_pointer (&self->work, pantau_courier_work_free);
  /* Cancelled while it went on: whoever did so has closed it, or waits for this. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }

  if (error == NULL && summaries->len > 0 &&
      (self->job == PANTAU_COURIER_JOB_WRITE || self->job == PANTAU_COURIER_JOB_ENROLL))
    {
      g_clear_pointer (&self->note, pantau_paper_flow_free);
      self->note = pantau_courier_paper_new (self->session, g_ptr_array_index (summaries, 0));
    }
  pantau_courier_result_show (self->result, self->job, summaries, error, self->note != NULL);
  go_to (self, "done");
  if (!pantau_courier_result_focus (self->result))
    gtk_widget_grab_focus (GTK_WIDGET (self->cancel_button));
}

static void
goes_on (goffset done, goffset total, gpointer data)
{
  PantauCourierDialog *self = data;

  if (total <= 0)
    {
      gtk_progress_bar_pulse (self->progress);
      return;
    }
  gtk_progress_bar_set_fraction (self->progress, MIN (1.0, (double) done / (double) total));
}

/* --- Beginning --- */

/* (transfer full) (nullable): NULL where one is on no disk of this laptop */
static GStrv
paths_of (GPtrArray *files)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *path = g_file_get_path (g_ptr_array_index (files, i));

      if (path == NULL)
        return NULL;
      g_strv_builder_add (builder, path);
    }

  return g_strv_builder_end (builder);
}

void
pantau_courier_dialog_begin (PantauCourierDialog *self, GPtrArray *files)
{
  g_auto (GStrv) paths = NULL;
  const PantauCourierJoin join = { self->server, self->code, self->recovery, self->may_practice };
  PantauCourierOrder order = { .job = self->job, .join = &join };

  g_return_if_fail (PANTAU_IS_COURIER_DIALOG (self));
  g_return_if_fail (self->work == NULL);

  paths = paths_of (files);
  if (paths == NULL)
    {
      g_autoptr (GPtrArray) none = g_ptr_array_new ();
      g_autoptr (GError) error = g_error_new_literal (
          G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _ ("choose a place on this laptop or on a stick"));

      was_done (none, error, self);
      return;
    }

  g_ptr_array_add (self->cards, NULL);
  order.paths = (const char *const *) paths;
  order.no_files = !gtk_switch_get_active (self->files_switch);
  order.all = gtk_switch_get_active (self->all_switch);
  order.cards = (const char *const *) self->cards->pdata;
  gtk_progress_bar_set_fraction (self->progress, 0);
  pantau_ui_set_text (self->work_label,
                      self->job == PANTAU_COURIER_JOB_READ
                          ? _ ("It is being taken in. Leave the stick where it is.")
                          : _ ("It is being written. Leave the stick where it is."));
  go_to (self, "work");
  self->work = pantau_courier_work_new (self->session, &order, goes_on, was_done, self);
  g_ptr_array_set_size (self->cards, (int) self->cards->len - 1);
}

static GPtrArray *
chosen (GtkFileChooserNative *chooser, int response)
{
  g_autoptr (GListModel) list = response == GTK_RESPONSE_ACCEPT
                                    ? gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser))
                                    : NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; list != NULL && i < g_list_model_get_n_items (list); i++)
    g_ptr_array_add (files, g_list_model_get_item (list, i));

  return g_steal_pointer (&files);
}

static void
file_was_chosen (GtkFileChooserNative *chooser, int response, PantauCourierDialog *self)
{
  g_autoptr (GPtrArray) files = chosen (chooser, response);

  g_clear_object (&self->chooser);
  if (files->len > 0)
    {
      pantau_courier_dialog_begin (self, files);
      gtk_window_present (GTK_WINDOW (self));
    }
  else if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_window_destroy (
        GTK_WINDOW (self)); /* nothing was chosen, and there is nothing else to do */
}

/* “pantau-2024-02-14.pantau”: a file of each day. (transfer full) */
static char *
propose_name (PantauCourierDialog *self)
{
  g_autofree char *now = pantau_home_now ();

  return g_strdup_printf (
      self->job == PANTAU_COURIER_JOB_CARD ? "kartu-%.10s" SUFFIX : "pantau-%.10s" SUFFIX, now);
}

static GtkFileFilter *
make_filter (void)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Files of Pantau for a stick"));
  gtk_file_filter_add_pattern (filter, "*" SUFFIX);

  return filter;
}

static void
ask (PantauCourierDialog *self, gboolean is_save, const char *title, GCallback callback)
{
  g_autoptr (GtkFileFilter) filter = make_filter ();
  GtkWindow *above = gtk_widget_get_visible (GTK_WIDGET (self))
                         ? GTK_WINDOW (self)
                         : gtk_window_get_transient_for (GTK_WINDOW (self));

  if (self->chooser != NULL || self->work != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (
      title, above, is_save ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_OPEN, NULL,
      NULL);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", callback, self, 0);
}

static void
choose (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauCourierDialog *self = PANTAU_COURIER_DIALOG (widget);
  gboolean is_save = self->job != PANTAU_COURIER_JOB_READ;

  ask (self, is_save, _ (titles[self->job]), G_CALLBACK (file_was_chosen));
  if (self->chooser == NULL)
    return;
  if (is_save)
    {
      g_autofree char *proposed = propose_name (self);

      gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), proposed);
    }
  else
    gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- Cards of other laptops --- */

static void
show_cards (PantauCourierDialog *self)
{
  g_autofree char *number = pantau_format_integer (self->cards->len);
  g_autofree char *text = g_strdup_printf (
      ngettext ("%s card was added.", "%s cards were added.", self->cards->len), number);

  if (self->cards->len > 0)
    adw_action_row_set_subtitle (self->cards_row, text);
}

static void
card_was_chosen (GtkFileChooserNative *chooser, int response, PantauCourierDialog *self)
{
  g_autoptr (GPtrArray) files = chosen (chooser, response);

  g_clear_object (&self->chooser);
  for (guint i = 0; i < files->len; i++)
    {
      char *path = g_file_get_path (g_ptr_array_index (files, i));

      if (path != NULL)
        g_ptr_array_add (self->cards, path);
    }
  show_cards (self);
}

static void
add_card (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauCourierDialog *self = PANTAU_COURIER_DIALOG (widget);

  ask (self, FALSE, _ ("Card of another laptop"), G_CALLBACK (card_was_chosen));
  if (self->chooser != NULL)
    gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- Ending --- */

static void
print_note (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauCourierDialog *self = PANTAU_COURIER_DIALOG (widget);
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (self->note == NULL || window == NULL)
    return;
  /* The printing dialog is one of the window, which tells of what fails. */
  pantau_paper_flow_print (window, g_steal_pointer (&self->note), _ ("Hand-over note"));
  gtk_window_close (GTK_WINDOW (self));
}

/* While it goes on it is stopped first: what was begun takes itself away. */
static gboolean
pantau_courier_dialog_close_request (GtkWindow *window)
{
  PantauCourierDialog *self = PANTAU_COURIER_DIALOG (window);

  if (self->work != NULL)
    {
      pantau_ui_set_text (self->work_label,
                          _ ("It is being stopped. Leave the stick where it is."));
      pantau_courier_work_stop (self->work);
      return TRUE;
    }

  return GTK_WINDOW_CLASS (pantau_courier_dialog_parent_class)->close_request (window);
}

static void
cancel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

/* --- The class --- */

static void
pantau_courier_dialog_dispose (GObject *object)
{
  PantauCourierDialog *self = PANTAU_COURIER_DIALOG (object);

  g_clear_pointer (&self->work, pantau_courier_work_free);
  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_courier_dialog_parent_class)->dispose (object);
}

static void
pantau_courier_dialog_finalize (GObject *object)
{
  PantauCourierDialog *self = PANTAU_COURIER_DIALOG (object);

  g_ptr_array_unref (self->cards);
  g_clear_pointer (&self->note, pantau_paper_flow_free);
  g_free (self->server);
  g_free (self->code);
  g_free (self->recovery);

  G_OBJECT_CLASS (pantau_courier_dialog_parent_class)->finalize (object);
}

static void
pantau_courier_dialog_class_init (PantauCourierDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_courier_dialog_dispose;
  object_class->finalize = pantau_courier_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = pantau_courier_dialog_close_request;

  g_type_ensure (PANTAU_TYPE_COURIER_RESULT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-courier-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauCourierDialog, all_switch);
  gtk_widget_class_bind_template_child (widget_class, PantauCourierDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, PantauCourierDialog, cards_row);
  gtk_widget_class_bind_template_child (widget_class, PantauCourierDialog, choose_button);
  gtk_widget_class_bind_template_child (widget_class, PantauCourierDialog, files_switch);
  gtk_widget_class_bind_template_child (widget_class, PantauCourierDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, PantauCourierDialog, result);
  gtk_widget_class_bind_template_child (widget_class, PantauCourierDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, PantauCourierDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, PantauCourierDialog, work_label);

  gtk_widget_class_install_action (widget_class, "courier.cancel", NULL, cancel);
  gtk_widget_class_install_action (widget_class, "courier.choose", NULL, choose);
  gtk_widget_class_install_action (widget_class, "courier.add-card", NULL, add_card);
  gtk_widget_class_install_action (widget_class, "courier.print", NULL, print_note);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "courier.cancel", NULL);
}

static void
pantau_courier_dialog_init (PantauCourierDialog *self)
{
  self->cards = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  go_to (self, "options");
}

PantauCourierDialog *
pantau_courier_dialog_new (GtkWindow *parent, PantauSession *session, PantauCourierJob job)
{
  PantauCourierDialog *self =
      g_object_new (PANTAU_TYPE_COURIER_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->job = job;
  adw_window_title_set_title (self->window_title, _ (titles[job]));
  gtk_window_set_title (GTK_WINDOW (self), _ (titles[job]));

  return self;
}

PantauCourierDialog *
pantau_courier_dialog_new_for_enrolment (GtkWindow *parent,
                                         PantauSession *session,
                                         const PantauCourierJoin *join)
{
  PantauCourierDialog *self =
      pantau_courier_dialog_new (parent, session, PANTAU_COURIER_JOB_ENROLL);

  self->server = g_strdup (join->server);
  self->code = g_strdup (join->code);
  self->recovery = g_strdup (join->recovery);
  self->may_practice = join->may_practice;

  return self;
}

void
pantau_courier_dialog_present (PantauCourierDialog *self)
{
  g_return_if_fail (PANTAU_IS_COURIER_DIALOG (self));

  if (self->job != PANTAU_COURIER_JOB_WRITE && self->work == NULL &&
      gtk_stack_get_visible_child_name (self->stack) != NULL &&
      g_str_equal (gtk_stack_get_visible_child_name (self->stack), "options"))
    choose (GTK_WIDGET (self), NULL, NULL);
  else
    gtk_window_present (GTK_WINDOW (self));
}
