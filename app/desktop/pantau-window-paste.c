/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Paste anything: a link, a forwarded message, an export of a chat, a screenshot, files; from the clipboard or dropped on the window. It becomes a hoax that
 * is filled in as far as it says. Nothing of it is opened or fetched, and nothing is saved as a record before a person has looked.
 */

#define G_LOG_DOMAIN "pantau-window"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-duty.h"
#include "pantau-files-section.h"
#include "pantau-files-view.h"
#include "pantau-format.h"
#include "pantau-incoming.h"
#include "pantau-paste-work.h"
#include "pantau-record-page.h"
#include "pantau-window-private.h"

#define KIND    "hoax"
#define ARRIVAL "pantau-arrival"

/* What came, on its way to an editor. */
typedef struct
{
  PantauWindow *window;     /* (owned) */
  PantauEditor *editor;     /* (owned) (nullable): that takes it; NULL: a new one */
  PantauIncoming *incoming; /* (owned) (nullable): until it is read */
} Arrival;

/* One at a time: a key that is held down is one paste. (nullable) */
static Arrival *
arrival_new (PantauWindow *window)
{
  Arrival *self;

  if (window->is_pasting)
    return NULL;
  self = g_new0 (Arrival, 1);
  self->window = g_object_ref (window);
  window->is_pasting = TRUE;

  return self;
}

static void
arrival_free (Arrival *self)
{
  self->window->is_pasting = FALSE;
  g_clear_object (&self->window);
  g_clear_object (&self->editor);
  g_clear_pointer (&self->incoming, pantau_incoming_free);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Arrival, arrival_free)

/* Who closed the window meanwhile has decided against it. */
static gboolean
is_gone (PantauWindow *self)
{
  return self->is_closing || self->session == NULL;
}

static void
toast (PantauWindow *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

/* A sentence that is too long to pass by, on something that did not come about. */
static void
complain (PantauWindow *self, const char *message)
{
  g_autofree char *sentence = pantau_advice_sentence (message);
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (self), _ ("Nothing was taken over"), sentence);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Understood"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* (transfer full) */
static char *
tell_files (guint n)
{
  g_autofree char *number = pantau_format_integer (n);

  return g_strdup_printf (ngettext ("%s file is being added", "%s files are being added", n),
                          number);
}

/* Text files besides the first are named, so that nobody believes that they were read. */
static void
tell_left (PantauWindow *self, GPtrArray *left)
{
  g_autofree char *names = NULL, *text = NULL;

  if (left->len == 0)
    return;
  g_ptr_array_add (left, NULL);
  names = g_strjoinv (", ", (char **) left->pdata);
  g_ptr_array_remove_index (left, left->len - 1);
  /* Translators: %s are names of files, or links */
  text = g_strdup_printf (_ ("Only one text is read at a time. Left where it is: %s"), names);
  complain (self, text);
}

static void
add_files (PantauEditor *editor, GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++)
    pantau_editor_add_file (editor, g_ptr_array_index (files, i));
}

/* Who pastes has something else to do than to go on with an older draft. */
static PantauEditor *
begin_editor (PantauWindow *self)
{
  gtk_revealer_set_reveal_child (self->resume_bar, FALSE);

  return pantau_window_begin_editor (self);
}

/* The files alone, where there is no text or it could not be read. */
static void
begin_with_files (Arrival *self)
{
  PantauEditor *editor = self->editor;
  g_autofree char *told = NULL;

  if (self->incoming->files->len == 0)
    return;
  if (editor == NULL)
    {
      editor = begin_editor (self->window);
      pantau_editor_begin (editor, KIND);
    }
  add_files (editor, self->incoming->files);
  told = tell_files (self->incoming->files->len);
  toast (self->window, told);
}

/* Into a record that somebody fills in just now. */
static void
fill_editor (Arrival *self, const PantauPasted *pasted)
{
  PantauForm *form = pantau_editor_get_form (self->editor);

  if (form == NULL || self->window->editor != self->editor)
    {
      toast (self->window, _ ("The record that it was for has been closed; paste it again"));
      return;
    }
  if (!pantau_paste_fill (form, pasted->paste))
    {
      complain (self->window,
                _ ("there is no room for more of the original wording in this record; "
                   "paste it as a record of its own"));
      return;
    }
  add_files (self->editor, self->incoming->files);
  pantau_editor_tell (self->editor, pasted->told);
  toast (self->window, pasted->summary);
}

static void
text_was_taken (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Arrival) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauPasted) pasted =
      pantau_paste_take_finish (PANTAU_SESSION (source), result, &error);
  PantauEditor *editor;

  if (is_gone (self->window))
    return;
  if (pasted == NULL)
    {
      complain (self->window, error->message);
      begin_with_files (self);
      return;
    }
  if (self->editor != NULL)
    fill_editor (self, pasted);
  else
    {
      editor = begin_editor (self->window);
      pantau_editor_tell (editor, pasted->told);
      add_files (editor, self->incoming->files);
      pantau_editor_resume (editor, pasted->draft);
      toast (self->window, pasted->summary);
    }
  tell_left (self->window, self->incoming->left);
}

/* Takes @self. */
static void
take (Arrival *self)
{
  PantauForm *form = self->editor != NULL ? pantau_editor_get_form (self->editor) : NULL;

  if (self->incoming->text != NULL)
    pantau_paste_take (self->window->session, self->incoming->text, self->incoming->text_name,
                       self->editor != NULL ? pantau_editor_get_draft (self->editor) : NULL,
                       form != NULL ? pantau_form_get_record (form) : NULL, text_was_taken, self);
  else
    {
      begin_with_files (self);
      arrival_free (self);
    }
}

static void
was_answered (AdwMessageDialog *dialog, const char *response)
{
  g_autoptr (Arrival) self = g_object_steal_data (G_OBJECT (dialog), ARRIVAL);

  if (self == NULL || g_str_equal (response, "cancel") || is_gone (self->window))
    return;
  if (g_str_equal (response, "new"))
    g_clear_object (&self->editor);
  take (g_steal_pointer (&self));
}

/* A record of its own, or the one that is being filled in: only a person knows. Takes @self. */
static void
ask (Arrival *self)
{
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (self->window), _ ("You are filling in a record"),
      _ ("Does this belong to it, or is it a hoax of its own? What is begun stays as a draft."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "new",
                                    /* Translators: a button: what was pasted begins a new record */
                                    _ ("_New record"), "add",
                                    /* Translators: a button: it goes into the one that is open */
                                    _ ("_Add to this one"), NULL);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "new",
                                           pantau_duty_may_record (self->window->session, KIND));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "add");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  /* With the dialog it goes, where the program ends without an answer. */
  g_object_set_data_full (G_OBJECT (dialog), ARRIVAL, self, (GDestroyNotify) arrival_free);
  g_signal_connect (dialog, "response", G_CALLBACK (was_answered), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The editor that is in sight and ready, where it can take what came; text is for hoaxes only. (nullable) */
static PantauEditor *
find_editor (PantauWindow *self, const PantauIncoming *incoming)
{
  PantauForm *form = self->editor != NULL ? pantau_editor_get_form (self->editor) : NULL;

  return form != NULL && (incoming->text == NULL || g_str_equal (pantau_form_get_kind (form), KIND))
             ? self->editor
             : NULL;
}

/* Nothing would be mixed up with anything: somebody has just begun a hoax, and pastes what it is. */
static gboolean
is_fresh (PantauEditor *editor)
{
  PantauForm *form = pantau_editor_get_form (editor);

  return g_str_equal (pantau_form_get_kind (form), KIND) && pantau_form_get_record (form) == NULL &&
         !pantau_form_is_worth_keeping (form) && !pantau_editor_has_files (editor);
}

static void
came (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Arrival) self = data;
  PantauWindow *window = self->window;
  g_autoptr (GError) error = NULL;
  PantauEditor *editor;

  self->incoming = pantau_incoming_read_finish (result, &error);
  if (is_gone (window))
    return;
  if (self->incoming == NULL)
    {
      complain (window, error->message);
      return;
    }
  if (pantau_incoming_is_empty (self->incoming))
    {
      toast (window,
             _ ("There is nothing to paste: copy a text, a link, a picture or files first"));
      return;
    }

  editor = find_editor (window, self->incoming);
  g_set_object (&self->editor, editor);
  if (editor != NULL && !is_fresh (editor))
    ask (g_steal_pointer (&self));
  else if (editor != NULL || pantau_duty_may_record (window->session, KIND))
    take (g_steal_pointer (&self));
  else
    toast (window, pantau_duty_explain (window->session));
}

void
pantau_window_paste (GtkWidget *widget, const char *name, GVariant *parameter)
{
  Arrival *arrival = arrival_new (PANTAU_WINDOW (widget));

  if (arrival != NULL)
    pantau_incoming_read_clipboard (gtk_widget_get_clipboard (widget), came, arrival);
}

/* What of @type something fell on. (nullable) */
static GtkWidget *
find_under (PantauWindow *self, double x, double y, GType type)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  return widget != NULL ? gtk_widget_get_ancestor (widget, type) : NULL;
}

/* On the files of a record, being filled in or shown, they are files of that record. */
static gboolean
take_files (PantauWindow *self, const GValue *value, double x, double y)
{
  GtkWidget *section = find_under (self, x, y, PANTAU_TYPE_FILES_SECTION),
            *view = find_under (self, x, y, PANTAU_TYPE_FILES_VIEW),
            *page = view != NULL ? gtk_widget_get_ancestor (view, PANTAU_TYPE_RECORD_PAGE) : NULL;

  if (section != NULL)
    return pantau_files_section_take_value (PANTAU_FILES_SECTION (section), value);

  return page != NULL && pantau_record_page_take_value (PANTAU_RECORD_PAGE (page), value);
}

static gboolean
was_dropped (GtkDropTarget *target, const GValue *value, double x, double y, PantauWindow *self)
{
  Arrival *arrival;

  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST) && take_files (self, value, x, y))
    return TRUE;
  arrival = arrival_new (self);
  if (arrival != NULL)
    pantau_incoming_read_value (value, came, arrival);

  return arrival != NULL;
}

static void
add_target (PantauWindow *self, GType *types, gsize n, GtkPropagationPhase phase)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, n);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), phase);
  g_signal_connect (target, "drop", G_CALLBACK (was_dropped), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

void
pantau_window_take_drops (PantauWindow *self)
{
  GType files[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE }, texts[] = { G_TYPE_STRING };

  /* A line of text would take the path of a file for a text; a text that is dropped on it is meant for it. */
  add_target (self, files, G_N_ELEMENTS (files), GTK_PHASE_CAPTURE);
  add_target (self, texts, G_N_ELEMENTS (texts), GTK_PHASE_BUBBLE);
}
