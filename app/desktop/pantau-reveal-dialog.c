/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * First the reason, then the receipt, then the envelope. What the labels keep of it meanwhile is ordinary memory; a crash leaves no core file
 * while it is shown (pantau-secrecy.h).
 */

#define G_LOG_DOMAIN "pantau-reveal-dialog"

#include "config.h"

#include "pantau-reveal-dialog.h"

#include <glib/gi18n-lib.h>
#include <time.h>

#include "pantau-advice.h"
#include "pantau-check.h"
#include "pantau-edit-identity.h"
#include "pantau-field-factory.h"
#include "pantau-field-view.h"
#include "pantau-identity-parts.h"
#include "pantau-identity.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-paper-print.h"
#include "pantau-reveal-picture.h"
#include "pantau-reveal-work.h"
#include "pantau-screen-lock.h"
#include "pantau-secrecy.h"
#include "pantau-ui.h"
#include "pantau-words-identity.h"
#include "pantau-words.h"

#define TICK    500                   /* ms */
#define ABSENCE (60 * G_USEC_PER_SEC) /* µs in another window */

struct _PantauRevealDialog
{
  AdwWindow parent_instance;

  PantauSession *session;    /* (owned) */
  PantauRecord *record;      /* (owned) */
  PantauForm *form;          /* (owned) */
  PantauScreenLock *lock;    /* (owned) */
  GCancellable *cancellable; /* (owned): of fetching */
  PantauRevealClock clock;
  char *seal;
  char *person;
  char *entry;              /* (nullable): the opening, once it is written */
  PantauIdentity *identity; /* (owned) (nullable): while it is shown */
  gint64 shown;             /* by @clock, since when */
  guint seconds;            /* for how long */
  gint64 away;              /* by @clock, since when another window has the keyboard; 0: none */
  guint tick;
  gboolean is_writing;
  gboolean is_trying;
  gboolean is_stale; /* something changed while it tried */

  GtkWidget *again_button;
  GtkProgressBar *countdown;
  GtkLabel *fault_label;
  GtkBox *fields;
  AdwStatusPage *over_page;
  GtkStack *pages;
  GtkListBox *parts_list;
  AdwWindowTitle *title;
  GtkLabel *waiting_label;
};

G_DEFINE_FINAL_TYPE (PantauRevealDialog, pantau_reveal_dialog, ADW_TYPE_WINDOW)

/* Goes on while the laptop sleeps, and nobody can set it. */
static gint64
system_clock (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gboolean
is_on (PantauRevealDialog *self, const char *page)
{
  return g_str_equal (gtk_stack_get_visible_child_name (self->pages), page);
}

static void
show_fault (PantauRevealDialog *self, const char *message)
{
  g_autofree char *sentence = message != NULL ? pantau_advice_sentence (message) : NULL;

  pantau_ui_set_text (self->fault_label, sentence);
}

static void
wipe (PantauRevealDialog *self)
{
  GtkWidget *row;

  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->identity != NULL)
    pantau_secrecy_end ();
  g_clear_pointer (&self->identity, pantau_identity_free);
  while (self->parts_list != NULL &&
         (row = gtk_widget_get_first_child (GTK_WIDGET (self->parts_list))) != NULL)
    gtk_list_box_remove (self->parts_list, row);
}

static void
show_over (PantauRevealDialog *self, const char *title, const char *text, gboolean may_retry)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  wipe (self);
  adw_status_page_set_title (self->over_page, title);
  adw_status_page_set_description (self->over_page, escaped);
  gtk_widget_set_visible (self->again_button, may_retry);
  gtk_stack_set_visible_child_name (self->pages, "over");
}

static void
show_countdown (PantauRevealDialog *self, gint64 left)
{
  gint64 seconds = (left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
  g_autofree char *time =
      g_strdup_printf ("%" G_GINT64_FORMAT ":%02d", seconds / 60, (int) (seconds % 60));
  /* Translators: %s are minutes and seconds, such as "4:57" */
  g_autofree char *text = g_strdup_printf (_ ("Wiped in %s"), time);

  gtk_progress_bar_set_fraction (
      self->countdown,
      CLAMP ((double) left / ((double) MAX (self->seconds, 1) * G_USEC_PER_SEC), 0, 1));
  gtk_progress_bar_set_text (self->countdown, text);
}

static gboolean
time_passes (gpointer data)
{
  PantauRevealDialog *self = data;
  gint64 now = self->clock (), left = self->shown + self->seconds * G_USEC_PER_SEC - now;
  gboolean is_away = self->away != 0 && now - self->away >= ABSENCE;

  if (left > 0 && !is_away)
    {
      show_countdown (self, left);
      return G_SOURCE_CONTINUE;
    }
  self->tick = 0;
  show_over (self, left > 0 ? _ ("Wiped while you were away") : _ ("The time is over"),
             _ ("What was shown is wiped. To see it again, give a reason again."), FALSE);

  return G_SOURCE_REMOVE;
}

static void
screen_locked (gpointer data)
{
  PantauRevealDialog *self = data;

  if (self->identity != NULL)
    show_over (self, _ ("Wiped while the screen was locked"),
               _ ("What was shown is wiped. To see it again, give a reason again."), FALSE);
}

static void
activity_changed (PantauRevealDialog *self)
{
  self->away = gtk_window_is_active (GTK_WINDOW (self)) ? 0 : self->clock ();
}

static void
add_part (PantauRevealDialog *self, const char *label, const char *text)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = pantau_words_clean (label), *clean = pantau_words_clean_lines (text);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), clean);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (self->parts_list, row);
  memset (clean, 0, strlen (clean));
}

/* A code of a choice by its name. (transfer none) */
static const char *
name_choice (const PantauIdentityPart *part, const char *code)
{
  for (guint i = 0; part != NULL && i < part->choices->len; i++)
    {
      const PantauIdentityChoice *choice = g_ptr_array_index (part->choices, i);

      if (g_str_equal (choice->code, code))
        return pantau_label_get (&choice->label, pantau_locale_get ());
    }

  return code;
}

static void
show_identity (PantauRevealDialog *self)
{
  PantauIdentityParts *parts =
      pantau_reference_get_identity_parts (pantau_session_get_reference (self->session));
  g_auto (GStrv) has = pantau_identity_dup_has (self->identity);

  for (gsize i = 0; has[i] != NULL; i++)
    {
      const char *label = pantau_identity_parts_label (parts, has[i], pantau_locale_get ());

      if (g_str_equal (has[i], PANTAU_IDENTITY_COPY))
        {
          g_autofree char *title = pantau_words_clean (label);

          gtk_list_box_append (
              self->parts_list,
              pantau_reveal_picture_new (title, pantau_identity_get_copy (self->identity)));
        }
      else
        {
          add_part (self, label,
                    name_choice (pantau_identity_parts_lookup (parts, has[i]),
                                 pantau_identity_get (self->identity, has[i])));
        }
    }
  self->shown = self->clock ();
  show_countdown (self, (gint64) self->seconds * G_USEC_PER_SEC);
  gtk_stack_set_visible_child_name (self->pages, "shown");
  g_clear_handle_id (&self->tick, g_source_remove);
  self->tick = g_timeout_add (TICK, time_passes, self);
}

static void try_to_open (PantauRevealDialog *self);

static void
show_waiting (PantauRevealDialog *self, const GError *error)
{
  g_autofree char *sentence = error != NULL ? pantau_advice_sentence (error->message) : NULL;
  PantauPhase phase = pantau_session_get_phase (self->session);

  if (phase == PANTAU_PHASE_OFFLINE || phase == PANTAU_PHASE_FAULT)
    gtk_label_set_label (
        self->waiting_label,
        _ ("The province cannot be reached now. Nothing is shown before it has confirmed the "
           "opening; this goes on by itself as soon as it answers."));
  else
    gtk_label_set_label (self->waiting_label, sentence != NULL ? sentence : "");
}

static void
was_revealed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauRevealDialog) self = pantau_ui_weak_take (data);
  g_autoptr (GError) error = NULL;
  PantauRevealed *revealed = pantau_reveal_finish (PANTAU_SESSION (source), result, &error);

  if (self != NULL)
    self->is_trying = FALSE;
  if (self == NULL || g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_pointer (&revealed, pantau_revealed_free);
      return;
    }
  if (revealed != NULL)
    {
      self->identity = g_steal_pointer (&revealed->identity);
      self->seconds = revealed->seconds;
      pantau_revealed_free (revealed);
      pantau_secrecy_begin ();
      show_identity (self);
      return;
    }
  if (!pantau_reveal_may_pass (error))
    {
      g_autofree char *sentence = pantau_advice_sentence (error->message);

      show_over (self, _ ("The envelope cannot be opened"), sentence, TRUE);
      return;
    }
  show_waiting (self, error);
  if (self->is_stale)
    try_to_open (self);
}

static void
try_to_open (PantauRevealDialog *self)
{
  self->is_stale = self->is_trying;
  if (self->is_trying || self->entry == NULL)
    return;

  self->is_trying = TRUE;
  pantau_reveal_read (self->session, self->entry, self->cancellable, was_revealed,
                      pantau_ui_weak_new (self));
}

static void
session_moves (PantauRevealDialog *self)
{
  if (is_on (self, "waiting"))
    try_to_open (self);
}

static void
retry (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRevealDialog *self = PANTAU_REVEAL_DIALOG (widget);

  gtk_stack_set_visible_child_name (self->pages, "waiting");
  pantau_session_sync (self->session);
  try_to_open (self);
}

static void
was_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauRevealDialog) self = pantau_ui_weak_take (data);
  g_autoptr (GError) error = NULL;
  char *entry = pantau_reveal_open_finish (PANTAU_SESSION (source), result, &error);

  if (self != NULL)
    self->is_writing = FALSE;
  if (self == NULL || self->session == NULL)
    {
      g_free (entry);
      return;
    }
  if (entry == NULL)
    {
      show_fault (self, error->message);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "reveal.open", TRUE);
      return;
    }
  self->entry = entry;
  gtk_stack_set_visible_child_name (self->pages, "waiting");
  show_waiting (self, NULL);
  pantau_session_sync (self->session);
  try_to_open (self);
}

static PantauFieldView *
first_field (PantauRevealDialog *self)
{
  return PANTAU_FIELD_VIEW (gtk_widget_get_first_child (GTK_WIDGET (self->fields)));
}

static void
open_envelope (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRevealDialog *self = PANTAU_REVEAL_DIALOG (widget);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (JsonObject) answers = NULL;
  g_autofree char *reason = NULL;
  g_autoptr (GError) error = NULL;

  if (!is_on (self, "reason") || self->is_writing || self->form == NULL)
    return;
  pantau_field_view_settle (first_field (self));
  answers = pantau_form_finish_act (self->form, faults);
  if (answers != NULL)
    reason = pantau_check_open_reason (pantau_json_string (answers, "reason"), &error);
  if (reason == NULL)
    {
      const PantauFault *fault = faults->len > 0 ? g_ptr_array_index (faults, 0) : NULL;
      g_autofree char *sentence =
          pantau_advice_sentence (fault != NULL ? fault->message : error->message);

      pantau_field_view_complain (first_field (self), sentence);
      gtk_widget_grab_focus (GTK_WIDGET (first_field (self)));
      return;
    }

  self->is_writing = TRUE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reveal.open", FALSE);
  pantau_reveal_open (self->session, pantau_record_get_id (self->record), self->seal, reason,
                      was_written, pantau_ui_weak_new (self));
}

static void
print (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRevealDialog *self = PANTAU_REVEAL_DIALOG (widget);
  PantauIdentity *copy;
  g_auto (GStrv) has = NULL;

  if (self->identity == NULL)
    return;
  /* The printing system may take longer than the five minutes. */
  copy = pantau_identity_new ();
  has = pantau_identity_dup_has (self->identity);
  for (gsize i = 0; has[i] != NULL; i++)
    if (!g_str_equal (has[i], PANTAU_IDENTITY_COPY))
      pantau_identity_set (copy, has[i], pantau_identity_get (self->identity, has[i]));
  pantau_paper_print_record (GTK_WINDOW (self), self->session, self->record, self->person, copy);
}

static void
close_dialog (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

/* Enter in the field goes to the button. */
static void
go_next (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}

static gboolean
pantau_reveal_dialog_close_request (GtkWindow *window)
{
  PantauRevealDialog *self = PANTAU_REVEAL_DIALOG (window);

  g_cancellable_cancel (self->cancellable);
  wipe (self);

  return GTK_WINDOW_CLASS (pantau_reveal_dialog_parent_class)->close_request (window);
}

static void
pantau_reveal_dialog_dispose (GObject *object)
{
  PantauRevealDialog *self = PANTAU_REVEAL_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  wipe (self);
  g_clear_pointer (&self->lock, pantau_screen_lock_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_REVEAL_DIALOG);
  g_clear_object (&self->form);
  g_clear_object (&self->record);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_reveal_dialog_parent_class)->dispose (object);
}

static void
pantau_reveal_dialog_finalize (GObject *object)
{
  PantauRevealDialog *self = PANTAU_REVEAL_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_free (self->seal);
  g_free (self->person);
  g_free (self->entry);

  G_OBJECT_CLASS (pantau_reveal_dialog_parent_class)->finalize (object);
}

static void
pantau_reveal_dialog_class_init (PantauRevealDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_reveal_dialog_dispose;
  object_class->finalize = pantau_reveal_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = pantau_reveal_dialog_close_request;

  gtk_widget_class_install_action (widget_class, "reveal.close", NULL, close_dialog);
  gtk_widget_class_install_action (widget_class, "reveal.open", NULL, open_envelope);
  gtk_widget_class_install_action (widget_class, "reveal.print", NULL, print);
  gtk_widget_class_install_action (widget_class, "reveal.retry", NULL, retry);
  gtk_widget_class_install_action (widget_class, "editor.next", NULL, go_next);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "reveal.close", NULL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-reveal-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauRevealDialog, again_button);
  gtk_widget_class_bind_template_child (widget_class, PantauRevealDialog, countdown);
  gtk_widget_class_bind_template_child (widget_class, PantauRevealDialog, fault_label);
  gtk_widget_class_bind_template_child (widget_class, PantauRevealDialog, fields);
  gtk_widget_class_bind_template_child (widget_class, PantauRevealDialog, over_page);
  gtk_widget_class_bind_template_child (widget_class, PantauRevealDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, PantauRevealDialog, parts_list);
  gtk_widget_class_bind_template_child (widget_class, PantauRevealDialog, title);
  gtk_widget_class_bind_template_child (widget_class, PantauRevealDialog, waiting_label);
}

static void
pantau_reveal_dialog_init (PantauRevealDialog *self)
{
  self->clock = system_clock;
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->lock = pantau_screen_lock_new (screen_locked, self);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (activity_changed), NULL);
}

void
pantau_reveal_dialog_set_clock (PantauRevealDialog *self, PantauRevealClock clock)
{
  g_return_if_fail (PANTAU_IS_REVEAL_DIALOG (self));

  self->clock = clock != NULL ? clock : system_clock;
}

PantauRevealDialog *
pantau_reveal_dialog_new (GtkWindow *parent,
                          PantauSession *session,
                          PantauRecord *record,
                          const PantauSealed *sealed)
{
  g_autofree char *name =
      pantau_words_person_of (pantau_session_get_reference (session),
                              pantau_record_get_kind (record), sealed->person, sealed->ordinal);
  /* Translators: %s is "Reporter" or "Witness 2" */
  g_autofree char *title = g_strdup_printf (_ ("Identity: %s"), name);
  g_autofree char *about = pantau_words_clean (pantau_record_get_title (record));
  PantauRevealDialog *self =
      g_object_new (PANTAU_TYPE_REVEAL_DIALOG, "transient-for", parent, "title", title, NULL);
  GPtrArray *questions;

  self->session = g_object_ref (session);
  self->record = g_object_ref (record);
  self->seal = g_strdup (sealed->entry);
  self->person = g_strdup (sealed->person);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, about);
  self->form =
      pantau_form_new_for_act (pantau_session_get_reference (session), PANTAU_ACT_OPEN,
                               pantau_record_get_id (record), g_get_real_time () / G_USEC_PER_SEC);
  questions = pantau_form_get_questions (self->form);
  for (guint i = 0; i < questions->len; i++)
    gtk_box_append (self->fields,
                    pantau_field_factory_make (self->form, g_ptr_array_index (questions, i)));
  gtk_widget_grab_focus (GTK_WIDGET (first_field (self)));
  g_signal_connect_object (session, "changed", G_CALLBACK (session_moves), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::phase", G_CALLBACK (session_moves), self,
                           G_CONNECT_SWAPPED);

  return self;
}
