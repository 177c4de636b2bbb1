/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Enrolment. The code is looked at while it is typed; the province is asked in a thread, and asking can be given up at any time: the same
 * code brings the same answer again.
 */

#define G_LOG_DOMAIN "pantau-enroll-dialog"

#include "config.h"

#include "pantau-enroll-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-advice.h"
#include "pantau-courier-dialog.h"
#include "pantau-enroll-done.h"
#include "pantau-enroll-file.h"
#include "pantau-enroll-words.h"
#include "pantau-invitation.h"
#include "pantau-ui.h"
#include "pantau-words.h"

/* Setting of the home: the address typed last, so that a second try does not begin anew. */
#define SETTING_SERVER "enroll-server"

struct _PantauEnrollDialog
{
  AdwWindow parent_instance;

  PantauSession *session;        /* (owned) */
  GCancellable *cancellable;     /* (owned): of what is under way */
  GtkFileChooserNative *chooser; /* (owned) (nullable): while it is open */
  gboolean is_practice;          /* the invitation says so */
  char *invited_code;            /* (owned) (nullable): of the invitation that was opened */
  char *recovery;                /* (owned) (nullable): and the recovery key that it names */
  GStrv pins;                    /* (owned) (nullable): and the TLS keys */
  gboolean may_practice;         /* the person has been asked, and wants it */
  gboolean is_by_file;           /* the province is asked by a file */

  AdwEntryRow *code_row;
  GtkLabel *code_note;
  PantauEnrollDone *done;
  GtkWidget *done_page;
  GtkLabel *fault;
  GtkWidget *fault_box;
  GtkWidget *form_page;
  GtkLabel *intro;
  GtkWidget *running_page;
  GtkStack *pages;
  AdwEntryRow *server_row;
};

G_DEFINE_FINAL_TYPE (PantauEnrollDialog, pantau_enroll_dialog, ADW_TYPE_WINDOW)

static void
show_fault (PantauEnrollDialog *self, const GError *error)
{
  g_autofree char *sentence = pantau_advice_sentence (error->message);
  g_autofree char *text = g_strjoin (" ", sentence, pantau_advice_for_error (error), NULL);

  gtk_label_set_label (self->fault, text);
  gtk_widget_set_visible (self->fault_box, TRUE);
  gtk_stack_set_visible_child (self->pages, self->form_page);
}

/* While it is typed. */
static gboolean
check_code (PantauEnrollDialog *self)
{
  PantauCodeState state;
  g_autofree char *note =
      pantau_enroll_words_code (gtk_editable_get_text (GTK_EDITABLE (self->code_row)), &state);
  gboolean is_wrong = state == PANTAU_CODE_WRONG;

  gtk_label_set_label (self->code_note, note);
  if (is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->code_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->code_row), "error");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->code_row), GTK_ACCESSIBLE_STATE_INVALID,
      is_wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);

  return state == PANTAU_CODE_WHOLE;
}

static void
typed (PantauEnrollDialog *self)
{
  gboolean is_whole = check_code (self);

  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "enroll.go",
      is_whole && *gtk_editable_get_text (GTK_EDITABLE (self->server_row)) != '\0');
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "enroll.by-file",
      is_whole && *gtk_editable_get_text (GTK_EDITABLE (self->server_row)) != '\0');
  gtk_widget_set_visible (self->fault_box, FALSE);
}

static void
enter (PantauEnrollDialog *self)
{
  if (check_code (self) && *gtk_editable_get_text (GTK_EDITABLE (self->server_row)) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->server_row));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "enroll.go", NULL);
}

/* People leave out what browsers add. (transfer full) */
static char *
dup_server (PantauEnrollDialog *self)
{
  char *server = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->server_row))));

  if (strstr (server, "://") == NULL)
    {
      char *whole = g_strconcat ("https://", server, NULL);

      g_free (server);
      return whole;
    }

  return server;
}

static gpointer
read_person (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return pantau_store_get_person (store, data, error);
}

static void
show_person (PantauEnrollDialog *self, const PantauPerson *person)
{
  pantau_enroll_done_show (self->done, self->session, person);
  gtk_stack_set_visible_child (self->pages, self->done_page);
  gtk_widget_child_focus (self->done_page, GTK_DIR_TAB_FORWARD);
}

static void
person_was_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauEnrollDialog) self = pantau_ui_weak_take (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauPerson) person =
      pantau_session_read_finish (PANTAU_SESSION (source), result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  show_person (self, person);
}

static void practise (PantauEnrollDialog *self);

static void
ask_about_practice (PantauEnrollDialog *self)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self),
                                              _ ("Turn this logbook into a practice one?"), NULL);

  adw_message_dialog_set_body (
      ADW_MESSAGE_DIALOG (dialog),
      _ ("The invitation is for practice (LATIHAN). What was recorded here would go to the "
         "practice "
         "province, never to the real one, and this logbook would stay a practice one for good.\n\n"
         "To practise beside your real work, choose “Switch person…” in the main menu and enrol "
         "there."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Keep it real"),
                                    "practice", _ ("Make it _practice"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "practice",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response::practice", G_CALLBACK (practise), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
enrolled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauEnrollDialog) self = pantau_ui_weak_take (data);
  PantauSession *session = PANTAU_SESSION (source);
  g_autoptr (GError) error = NULL;
  gboolean is_enrolled = pantau_session_enroll_finish (session, result, &error);

  if (self == NULL)
    return;
  if (is_enrolled)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->code_row), ""); /* used up; nobody shall see it */
      pantau_session_read (session, read_person, g_strdup (pantau_session_get_device (session)),
                           g_free, (GDestroyNotify) pantau_person_free, G_PRIORITY_DEFAULT,
                           self->cancellable, person_was_read, pantau_ui_weak_new (self));
      return;
    }

  if (g_cancellable_is_cancelled (self->cancellable))
    gtk_stack_set_visible_child (self->pages, self->form_page);
  else if (pantau_session_enroll_was_practice (session, result))
    {
      gtk_stack_set_visible_child (self->pages, self->form_page);
      ask_about_practice (self);
    }
  else
    show_fault (self, error);
}

static void
begin (PantauEnrollDialog *self)
{
  const char *code = gtk_editable_get_text (GTK_EDITABLE (self->code_row));
  g_autofree char *server = dup_server (self);
  /* Where the code was typed over, it is another invitation's. */
  gboolean is_invited = g_strcmp0 (code, self->invited_code) == 0;

  gtk_widget_set_visible (self->fault_box, FALSE);
  gtk_stack_set_visible_child (self->pages, self->running_page);
  pantau_session_set_setting (self->session, SETTING_SERVER,
                              gtk_editable_get_text (GTK_EDITABLE (self->server_row)));

  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  pantau_session_enroll (self->session, server, code, is_invited ? self->recovery : NULL,
                         is_invited ? (const char *const *) self->pins : NULL, self->may_practice,
                         self->cancellable, enrolled, pantau_ui_weak_new (self));
}

/* Where there is no signal at all: somebody takes the question to the province, and its answer back. */
static void
begin_by_file (PantauEnrollDialog *self)
{
  g_autofree char *server = dup_server (self);
  const char *code = gtk_editable_get_text (GTK_EDITABLE (self->code_row));
  const PantauCourierJoin join = {
    .server = server,
    .code = code,
    .recovery = g_strcmp0 (code, self->invited_code) == 0 ? self->recovery : NULL,
    .may_practice = self->may_practice,
  };
  PantauCourierDialog *dialog = pantau_courier_dialog_new_for_enrolment (
      gtk_window_get_transient_for (GTK_WINDOW (self)), self->session, &join);

  gtk_window_close (GTK_WINDOW (self));
  pantau_courier_dialog_present (dialog);
}

static void
begin_either (PantauEnrollDialog *self)
{
  if (self->is_by_file)
    begin_by_file (self);
  else
    begin (self);
}

static void
practise (PantauEnrollDialog *self)
{
  self->may_practice = TRUE;
  begin_either (self);
}

static void
go (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauEnrollDialog *self = PANTAU_ENROLL_DIALOG (widget);

  self->is_by_file = g_str_equal (name, "enroll.by-file");
  /* The file said so already: ask before the code is shown to anybody. */
  if (self->is_practice && !self->may_practice && !pantau_session_is_practice (self->session) &&
      pantau_session_get_waiting (self->session) > 0)
    ask_about_practice (self);
  else
    begin_either (self);
}

static void
cancel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauEnrollDialog *self = PANTAU_ENROLL_DIALOG (widget);

  if (gtk_stack_get_visible_child (self->pages) == self->running_page)
    g_cancellable_cancel (self->cancellable);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
file_chosen (GtkNativeDialog *chooser, int response, PantauEnrollDialog *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser))
                               : NULL;

  if (file != NULL)
    pantau_enroll_dialog_read (self, file);
  g_clear_object (&self->chooser);
}

static void
choose_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauEnrollDialog *self = PANTAU_ENROLL_DIALOG (widget);

  if (self->chooser != NULL)
    return;
  self->chooser = pantau_enroll_file_chooser_new (GTK_WINDOW (self));
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
invitation_was_read (GObject *source, GAsyncResult *result, gpointer data)
{
  PantauEnrollDialog *self = PANTAU_ENROLL_DIALOG (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauInvitation) invitation =
      pantau_enroll_file_read_finish (GTK_WIDGET (self), result, &error);

  if (invitation == NULL)
    {
      show_fault (self, error);
      return;
    }

  self->is_practice = invitation->practice;
  gtk_editable_set_text (GTK_EDITABLE (self->server_row), invitation->server);
  gtk_editable_set_text (GTK_EDITABLE (self->code_row), invitation->code);
  g_free (self->invited_code);
  self->invited_code = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->code_row)));
  g_free (self->recovery);
  self->recovery = g_strdup (invitation->recovery);
  g_strfreev (self->pins);
  self->pins = g_strdupv (invitation->pins);
  if (invitation->name != NULL)
    {
      g_autofree char *name = pantau_words_clean (invitation->name);
      g_autofree char *text = g_strdup_printf (_ ("An invitation for %s."), name);

      gtk_label_set_label (self->intro, text);
    }
}

static gboolean
pantau_enroll_dialog_close_request (GtkWindow *window)
{
  g_cancellable_cancel (PANTAU_ENROLL_DIALOG (window)->cancellable);

  return GTK_WINDOW_CLASS (pantau_enroll_dialog_parent_class)->close_request (window);
}

static void
pantau_enroll_dialog_dispose (GObject *object)
{
  PantauEnrollDialog *self = PANTAU_ENROLL_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_ENROLL_DIALOG);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_enroll_dialog_parent_class)->dispose (object);
}

static void
pantau_enroll_dialog_finalize (GObject *object)
{
  PantauEnrollDialog *self = PANTAU_ENROLL_DIALOG (object);

  g_clear_object (&self->cancellable);
  if (self->invited_code != NULL)
    explicit_bzero (self->invited_code, strlen (self->invited_code));
  g_free (self->invited_code);
  g_strfreev (self->pins);
  g_free (self->recovery);

  G_OBJECT_CLASS (pantau_enroll_dialog_parent_class)->finalize (object);
}

static void
pantau_enroll_dialog_class_init (PantauEnrollDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);

  object_class->dispose = pantau_enroll_dialog_dispose;
  object_class->finalize = pantau_enroll_dialog_finalize;
  window_class->close_request = pantau_enroll_dialog_close_request;

  gtk_widget_class_install_action (widget_class, "enroll.go", NULL, go);
  gtk_widget_class_install_action (widget_class, "enroll.cancel", NULL, cancel);
  gtk_widget_class_install_action (widget_class, "enroll.by-file", NULL, go);
  gtk_widget_class_install_action (widget_class, "enroll.choose-file", NULL, choose_file);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "enroll.cancel", NULL);

  g_type_ensure (PANTAU_TYPE_ENROLL_DONE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-enroll-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauEnrollDialog, code_note);
  gtk_widget_class_bind_template_child (widget_class, PantauEnrollDialog, code_row);
  gtk_widget_class_bind_template_child (widget_class, PantauEnrollDialog, done);
  gtk_widget_class_bind_template_child (widget_class, PantauEnrollDialog, done_page);
  gtk_widget_class_bind_template_child (widget_class, PantauEnrollDialog, fault);
  gtk_widget_class_bind_template_child (widget_class, PantauEnrollDialog, fault_box);
  gtk_widget_class_bind_template_child (widget_class, PantauEnrollDialog, form_page);
  gtk_widget_class_bind_template_child (widget_class, PantauEnrollDialog, intro);
  gtk_widget_class_bind_template_child (widget_class, PantauEnrollDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, PantauEnrollDialog, running_page);
  gtk_widget_class_bind_template_child (widget_class, PantauEnrollDialog, server_row);
  gtk_widget_class_bind_template_callback (widget_class, enter);
  gtk_widget_class_bind_template_callback (widget_class, typed);
}

static void
pantau_enroll_dialog_init (PantauEnrollDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pantau_enroll_dialog_new (GtkWindow *parent, PantauSession *session)
{
  PantauEnrollDialog *self =
      g_object_new (PANTAU_TYPE_ENROLL_DIALOG, "transient-for", parent, NULL);
  const char *server = pantau_session_get_setting (session, SETTING_SERVER);
  g_autofree char *intro = NULL;

  /* A new code is of the same province. */
  if (server == NULL)
    server = pantau_session_get_server (session);
  self->session = g_object_ref (session);
  gtk_editable_set_text (GTK_EDITABLE (self->server_row), server != NULL ? server : "");
  intro = pantau_enroll_words_intro (session);
  if (intro != NULL)
    gtk_label_set_label (self->intro, intro);
  typed (self);

  return GTK_WIDGET (self);
}

void
pantau_enroll_dialog_read (PantauEnrollDialog *self, GFile *file)
{
  g_return_if_fail (PANTAU_IS_ENROLL_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  pantau_enroll_file_read (GTK_WIDGET (self), file, invitation_was_read, NULL);
}
