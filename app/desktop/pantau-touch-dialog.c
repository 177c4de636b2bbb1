/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files leave the program: to whom, what for, and where to. */

#define G_LOG_DOMAIN "pantau-touch-dialog"

#include "config.h"

#include "pantau-touch-dialog.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-custody.h"
#include "pantau-field-factory.h"
#include "pantau-json.h"
#include "pantau-touch-work.h"
#include "pantau-ui.h"
#include "pantau-words.h"

#define HASH_KEY "pantau-hash"

struct _PantauTouchDialog
{
  PantauFormDialog parent_instance;

  PantauTouchOrder order;
  gboolean is_untold; /* this person may read the record and not write about it */
  char *name;         /* of the copy or the bundle, as it may be called */
  char *to;           /* (nullable): what is being written */
  char *note;         /* (nullable) */
  GPtrArray *targets; /* (owned): of hash, NULL at its end */
  GPtrArray *checks;  /* of GtkCheckButton (unowned), with its hash */
  guint made;         /* questions that have their fields */
  GFile *place;       /* (owned) (nullable): of the copy or the bundle, once it was said */
  GtkFileChooserNative *chooser; /* (owned) (nullable): while it is open */

  GtkCheckButton *copy_check;
  GtkLabel *explain_label;
  GtkWidget *files;
  GtkWidget *files_box;
  GtkLabel *files_fault;
  GtkCheckButton *medium_check;
  GtkCheckButton *paper_check;
};

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PantauTouchDialog, pantau_touch_dialog, PANTAU_TYPE_FORM_DIALOG)

static const struct
{
  const char *title, *verb, *explanation;
  PantauAct act;
} orders[] = {
  [PANTAU_TOUCH_ORDER_COPY] = { N_ ("Save a copy"), N_ ("Choose a place…"), NULL, PANTAU_ACT_COPY },
  [PANTAU_TOUCH_ORDER_PRINT] = { N_ ("Print the file"), N_ ("Print…"), NULL, PANTAU_ACT_COPY },
  [PANTAU_TOUCH_ORDER_HAND_OVER] = { N_ ("Hand over evidence"), N_ ("Record the handover"), NULL,
                                     PANTAU_ACT_HAND_OVER },
  [PANTAU_TOUCH_ORDER_BUNDLE] = { N_ ("Export an evidence bundle"), N_ ("Choose a place…"),
                                  N_ ("A bundle has the record’s lines, the original files that "
                                      "are on this laptop, and what proves that nothing was "
                                      "changed. Sealed identities are never in it."),
                                  PANTAU_ACT_HAND_OVER },
};

/* --- Questions --- */

static gboolean
pantau_touch_dialog_make_fields (PantauFormDialog *dialog, guint some)
{
  PantauTouchDialog *self = PANTAU_TOUCH_DIALOG (dialog);
  PantauForm *form = pantau_form_dialog_get_form (dialog);
  GPtrArray *questions = pantau_form_get_questions (form);

  /* What is asked is what a line would say. */
  if (self->is_untold)
    return FALSE;
  for (; some > 0 && self->made < questions->len; some--)
    pantau_form_dialog_add_field (
        dialog, pantau_field_factory_make (form, g_ptr_array_index (questions, self->made++)));

  return self->made < questions->len;
}

static void
add_file (PantauTouchDialog *self, const PantauFileItem *file, gboolean is_chosen)
{
  GtkWidget *check = gtk_check_button_new_with_label (file->title);
  GtkWidget *label = gtk_widget_get_last_child (check);

  if (GTK_IS_LABEL (label))
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
    }
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_chosen);
  g_object_set_data_full (G_OBJECT (check), HASH_KEY, g_strdup (file->hash), g_free);
  gtk_box_append (GTK_BOX (self->files), check);
  g_ptr_array_add (self->checks, check);
}

/* FALSE where a choice is wanted and none was made, or more than one line may name. */
static gboolean
take_targets (PantauTouchDialog *self)
{
  const char *fault = NULL;

  g_ptr_array_set_size (self->targets, 0);
  for (guint i = 0; i < self->checks->len; i++)
    {
      GtkCheckButton *check = g_ptr_array_index (self->checks, i);

      if (gtk_check_button_get_active (check))
        g_ptr_array_add (self->targets, g_strdup (g_object_get_data (G_OBJECT (check), HASH_KEY)));
    }
  if (self->order != PANTAU_TOUCH_ORDER_BUNDLE && self->targets->len == 0)
    fault = _ ("Choose at least one file.");
  else if (self->order != PANTAU_TOUCH_ORDER_BUNDLE &&
           self->targets->len > PANTAU_TOUCH_MAX_TARGETS)
    fault = _ ("Choose fewer files at once.");
  g_ptr_array_add (self->targets, NULL);
  pantau_ui_set_text (self->files_fault, fault);
  if (fault != NULL && self->checks->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->checks, 0));

  return fault == NULL;
}

static PantauTouchWhat
get_what (PantauTouchDialog *self)
{
  switch (self->order)
    {
    case PANTAU_TOUCH_ORDER_PRINT:
      return PANTAU_TOUCH_PRINT;
    case PANTAU_TOUCH_ORDER_HAND_OVER:
      return pantau_touch_dialog_is_hand_over (self) ? PANTAU_TOUCH_HAND_OVER
                                                     : PANTAU_TOUCH_FORWARD;
    case PANTAU_TOUCH_ORDER_COPY:
    case PANTAU_TOUCH_ORDER_BUNDLE:
    default:
      return PANTAU_TOUCH_EXPORT;
    }
}

/* What the core would refuse, beside the question that it is about. */
static void
judge (PantauTouchDialog *self, JsonObject *answers, GPtrArray *faults)
{
  const char *names[] = { "to", "note" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *text = pantau_json_string (answers, names[i]);
      g_autoptr (GError) error = NULL;
      PantauFault *fault;

      if (text == NULL || pantau_custody_check (PANTAU_TOUCH_EXPORT, i == 0 ? text : NULL,
                                                i == 1 ? text : NULL, NULL, NULL, &error))
        continue;
      fault = g_new0 (PantauFault, 1);
      fault->code = g_strdup ("names-person");
      fault->field = g_strdup (names[i]);
      fault->message = pantau_advice_sentence (error->message);
      g_ptr_array_add (faults, fault);
    }
}

/* --- Doing it --- */

static void
was_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauTouchDialog) self = pantau_ui_weak_take (data);
  g_autoptr (GPtrArray) none = pantau_faults_new ();
  g_autoptr (GError) error = NULL;
  gboolean is_done = pantau_touch_work_finish (PANTAU_SESSION (source), result, &error);

  if (self == NULL)
    return;
  /* The next attempt may want another place. */
  g_clear_object (&self->place);
  if (!pantau_form_dialog_end_saving (PANTAU_FORM_DIALOG (self), is_done ? none : NULL, error))
    return;
  g_signal_emit (self, signals[DONE], 0);
  pantau_form_dialog_finish (PANTAU_FORM_DIALOG (self));
}

static void
do_it (PantauTouchDialog *self, const char *path)
{
  PantauFormDialog *dialog = PANTAU_FORM_DIALOG (self);
  const PantauTouchOrders what = {
    .record = pantau_record_get_id (pantau_form_dialog_get_record (dialog)),
    .what = get_what (self),
    .targets = pantau_touch_dialog_get_targets (self),
    .to = self->to,
    .note = self->note,
    .path = path,
    .is_bundle = self->order == PANTAU_TOUCH_ORDER_BUNDLE,
    .is_untold = self->is_untold,
  };

  pantau_form_dialog_begin_saving (dialog);
  pantau_touch_work (pantau_form_dialog_get_session (dialog), &what, was_done,
                     pantau_ui_weak_new (self));
}

static void
go_to_place (PantauTouchDialog *self)
{
  g_autofree char *path = g_file_get_path (self->place);
  g_autoptr (GError) error = NULL;

  if (path != NULL)
    {
      do_it (self, path);
      return;
    }
  g_clear_object (&self->place);
  g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                       _ ("A copy can only be saved on this laptop."));
  pantau_form_dialog_end_saving (PANTAU_FORM_DIALOG (self), NULL, error);
}

static void
place_was_chosen (GtkFileChooserNative *chooser, int response, PantauTouchDialog *self)
{
  g_autoptr (GFile) place = response == GTK_RESPONSE_ACCEPT
                                ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser))
                                : NULL;

  g_clear_object (&self->chooser);
  if (place == NULL)
    return;
  pantau_touch_dialog_set_place (self, place);
  go_to_place (self);
}

static void
ask_place (PantauTouchDialog *self)
{
  if (self->chooser != NULL)
    return;

  self->chooser = gtk_file_chooser_native_new (_ (orders[self->order].title), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), self->name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (place_was_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
pantau_touch_dialog_save (PantauFormDialog *dialog)
{
  PantauTouchDialog *self = PANTAU_TOUCH_DIALOG (dialog);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (JsonObject) answers =
      pantau_form_finish_act (pantau_form_dialog_get_form (dialog), faults);
  gboolean has_targets = take_targets (self);

  if (answers != NULL)
    judge (self, answers, faults);
  pantau_form_dialog_show_faults (dialog, faults);
  if (answers == NULL || !has_targets || faults->len > 0)
    return;

  g_free (self->to);
  self->to = g_strdup (pantau_json_string (answers, "to"));
  g_free (self->note);
  self->note = g_strdup (pantau_json_string (answers, "note"));
  if (self->order == PANTAU_TOUCH_ORDER_PRINT || self->order == PANTAU_TOUCH_ORDER_HAND_OVER)
    do_it (self, NULL);
  else if (self->place != NULL)
    go_to_place (self);
  else
    ask_place (self);
}

/* --- The class --- */

static void
pantau_touch_dialog_dispose (GObject *object)
{
  PantauTouchDialog *self = PANTAU_TOUCH_DIALOG (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  g_clear_object (&self->place);

  G_OBJECT_CLASS (pantau_touch_dialog_parent_class)->dispose (object);
}

static void
pantau_touch_dialog_finalize (GObject *object)
{
  PantauTouchDialog *self = PANTAU_TOUCH_DIALOG (object);

  g_free (self->name);
  g_free (self->to);
  g_free (self->note);
  g_ptr_array_unref (self->targets);
  g_ptr_array_unref (self->checks);

  G_OBJECT_CLASS (pantau_touch_dialog_parent_class)->finalize (object);
}

static void
pantau_touch_dialog_class_init (PantauTouchDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PantauFormDialogClass *dialog_class = PANTAU_FORM_DIALOG_CLASS (klass);

  object_class->dispose = pantau_touch_dialog_dispose;
  object_class->finalize = pantau_touch_dialog_finalize;
  dialog_class->make_fields = pantau_touch_dialog_make_fields;
  dialog_class->save = pantau_touch_dialog_save;

  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-touch-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauTouchDialog, copy_check);
  gtk_widget_class_bind_template_child (widget_class, PantauTouchDialog, explain_label);
  gtk_widget_class_bind_template_child (widget_class, PantauTouchDialog, files);
  gtk_widget_class_bind_template_child (widget_class, PantauTouchDialog, files_box);
  gtk_widget_class_bind_template_child (widget_class, PantauTouchDialog, files_fault);
  gtk_widget_class_bind_template_child (widget_class, PantauTouchDialog, medium_check);
  gtk_widget_class_bind_template_child (widget_class, PantauTouchDialog, paper_check);
}

static void
pantau_touch_dialog_init (PantauTouchDialog *self)
{
  self->targets = g_ptr_array_new_with_free_func (g_free);
  self->checks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* "pantau-bukti-0b7a5c0e.zip" (transfer full) */
static char *
bundle_name (PantauRecord *record)
{
  return g_strdup_printf ("pantau-bukti-%.8s.zip", pantau_record_get_id (record));
}

/* The file that is meant, where it is about one alone. (nullable) */
static const PantauFileItem *
find_only (PantauTouchOrder order, GPtrArray *files, const char *hash)
{
  if (order != PANTAU_TOUCH_ORDER_COPY && order != PANTAU_TOUCH_ORDER_PRINT)
    return NULL;
  for (guint i = 0; i < files->len; i++)
    if (g_strcmp0 (((const PantauFileItem *) g_ptr_array_index (files, i))->hash, hash) == 0)
      return g_ptr_array_index (files, i);

  return NULL;
}

static void
set_up (PantauTouchDialog *self, GPtrArray *files, const char *hash)
{
  gboolean is_hand_over = self->order == PANTAU_TOUCH_ORDER_HAND_OVER;
  const char *explanation = orders[self->order].explanation;

  if (self->is_untold)
    explanation = N_ ("You may read this record and not write about it: no line tells of what you "
                      "take from it.");
  pantau_ui_set_text (self->explain_label, explanation != NULL ? _ (explanation) : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->medium_check), is_hand_over);
  gtk_widget_set_visible (GTK_WIDGET (self->copy_check), is_hand_over);
  gtk_widget_set_visible (GTK_WIDGET (self->paper_check), is_hand_over);
  gtk_widget_set_visible (self->files_box, is_hand_over);
  if (self->order == PANTAU_TOUCH_ORDER_BUNDLE)
    return;
  for (guint i = 0; i < files->len; i++)
    {
      const PantauFileItem *file = g_ptr_array_index (files, i);

      if (is_hand_over || g_strcmp0 (file->hash, hash) == 0)
        add_file (self, file, hash == NULL || g_str_equal (file->hash, hash));
      if (g_strcmp0 (file->hash, hash) == 0)
        self->name = g_strdup (file->name);
    }
}

PantauTouchDialog *
pantau_touch_dialog_new (GtkWindow *parent,
                         PantauSession *session,
                         PantauRecord *record,
                         PantauTouchOrder order,
                         GPtrArray *files,
                         const char *hash,
                         gboolean may_tell)
{
  PantauTouchDialog *self = g_object_new (PANTAU_TYPE_TOUCH_DIALOG, "transient-for", parent, NULL);
  PantauFormDialog *dialog = PANTAU_FORM_DIALOG (self);
  g_autoptr (PantauForm) form =
      pantau_form_new_for_act (pantau_session_get_reference (session), orders[order].act,
                               pantau_record_get_id (record), g_get_real_time () / G_USEC_PER_SEC);
  g_autofree char *title = pantau_words_clean (pantau_record_get_title (record));
  const PantauFileItem *only = find_only (order, files, hash);
  g_autofree char *key = g_strdup_printf ("touch-%u", (guint) order);

  self->order = order;
  self->is_untold = !may_tell;
  pantau_form_dialog_set_up (dialog, session, record, form);
  pantau_form_dialog_keep_as (dialog, key, FALSE);
  set_up (self, files, hash);
  if (self->name == NULL)
    self->name = bundle_name (record);
  g_object_set (self, "title", _ (orders[order].title), "verb", _ (orders[order].verb), "subtitle",
                only != NULL ? only->title : title, NULL);
  if (self->is_untold)
    g_object_set (self, "readers", "", NULL);
  pantau_form_dialog_begin (dialog);
  pantau_form_dialog_focus_first (dialog);

  return self;
}

PantauTouchOrder
pantau_touch_dialog_get_order (PantauTouchDialog *self)
{
  g_return_val_if_fail (PANTAU_IS_TOUCH_DIALOG (self), PANTAU_TOUCH_ORDER_COPY);

  return self->order;
}

const char *
pantau_touch_dialog_get_to (PantauTouchDialog *self)
{
  g_return_val_if_fail (PANTAU_IS_TOUCH_DIALOG (self), NULL);

  return self->to;
}

const char *
pantau_touch_dialog_get_note (PantauTouchDialog *self)
{
  g_return_val_if_fail (PANTAU_IS_TOUCH_DIALOG (self), NULL);

  return self->note;
}

const char *const *
pantau_touch_dialog_get_targets (PantauTouchDialog *self)
{
  g_return_val_if_fail (PANTAU_IS_TOUCH_DIALOG (self), NULL);

  return (const char *const *) self->targets->pdata;
}

gboolean
pantau_touch_dialog_is_hand_over (PantauTouchDialog *self)
{
  g_return_val_if_fail (PANTAU_IS_TOUCH_DIALOG (self), FALSE);

  return gtk_check_button_get_active (self->medium_check);
}

gboolean
pantau_touch_dialog_wants_paper (PantauTouchDialog *self)
{
  g_return_val_if_fail (PANTAU_IS_TOUCH_DIALOG (self), FALSE);

  return gtk_check_button_get_active (self->paper_check);
}

void
pantau_touch_dialog_set_place (PantauTouchDialog *self, GFile *place)
{
  g_return_if_fail (PANTAU_IS_TOUCH_DIALOG (self));

  g_set_object (&self->place, place);
}
