/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The official form on its way to a printer, or, empty, to a file. */

#define G_LOG_DOMAIN "pantau-paper-print"

#include "config.h"

#include "pantau-paper-print.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-record-text.h"

/* What was asked for, and for whom. */
typedef struct
{
  GtkWindow *window; /* (owned) */
  PantauSession *session;
  PantauPaperForm *form;    /* (owned) (nullable) */
  char *path;               /* (nullable): where to save */
  PantauRecord *record;     /* (owned) (nullable): what fills it in */
  char *person;             /* (nullable) */
  PantauIdentity *identity; /* (owned) (nullable) */
} Errand;

static Errand *
errand_new (GtkWindow *window, PantauSession *session)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->window = g_object_ref (window);
  errand->session = g_object_ref (session);

  return errand;
}

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  g_object_unref (errand->window);
  g_object_unref (errand->session);
  g_clear_pointer (&errand->form, pantau_paper_form_free);
  g_free (errand->path);
  g_clear_object (&errand->record);
  g_free (errand->person);
  pantau_identity_free (errand->identity);
  g_free (errand);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

static void
tell (GtkWindow *window, const char *message)
{
  g_autofree char *sentence = pantau_advice_sentence (message);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.toast", "s", sentence);
}

static void
begin_print (GtkPrintOperation *operation, GtkPrintContext *context, PantauPaperForm *form)
{
  gtk_print_operation_set_n_pages (operation, (int) pantau_paper_form_count_pages (form));
}

static void
draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int page, PantauPaperForm *form)
{
  cairo_t *cairo = gtk_print_context_get_cairo_context (context);

  double width = gtk_print_context_get_width (context),
         height = gtk_print_context_get_height (context),
         scale = MIN (width / PANTAU_PAPER_FORM_WIDTH, height / PANTAU_PAPER_FORM_HEIGHT);

  /* Other paper than A4 gets the same sheet, smaller or larger, in its proportions: offices print on F4, which is much higher. */
  cairo_translate (cairo, (width - PANTAU_PAPER_FORM_WIDTH * scale) / 2, 0);
  cairo_scale (cairo, scale, scale);
  pantau_paper_form_draw (form, cairo, (guint) page);
}

static void
was_printed (GtkPrintOperation *operation, GtkPrintOperationResult result, GtkWindow *window)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  if (error != NULL)
    tell (window, error->message);
}

static void
form_free (gpointer data, GClosure *closure)
{
  pantau_paper_form_free (data);
}

void
pantau_paper_print_form (GtkWindow *window, PantauPaperForm *form)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  GtkPaperSize *size = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size (setup, size);
  gtk_paper_size_free (size);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  /* The queue of the printer shows it to everybody: no name, no number. */
  gtk_print_operation_set_job_name (operation, _ ("Report form"));
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print), form);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page), form, form_free, 0);
  g_signal_connect_object (operation, "done", G_CALLBACK (was_printed), window, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, window, NULL);
}

static gpointer
read_paper (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return pantau_paper_new (data, error);
}

static void
ask_for_paper (Errand *errand, GAsyncReadyCallback callback)
{
  PantauReference *reference =
      pantau_reference_ref (pantau_session_get_reference (errand->session));

  pantau_session_read (errand->session, read_paper, reference,
                       (GDestroyNotify) pantau_reference_unref, (GDestroyNotify) pantau_paper_free,
                       G_PRIORITY_DEFAULT, NULL, callback, errand);
}

/* The empty form of what was read; NULL where that was told to fail. */
static PantauPaperForm *
take_paper (Errand *errand, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  PantauPaper *paper = pantau_session_read_finish (PANTAU_SESSION (source), result, &error);

  if (paper == NULL)
    {
      tell (errand->window, error->message);
      return NULL;
    }

  return pantau_paper_form_new (paper, pantau_session_is_practice (errand->session));
}

static void
print_paper (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  PantauPaperForm *form = take_paper (errand, source, result);

  if (form != NULL)
    pantau_paper_print_form (errand->window, form);
}

void
pantau_paper_print_blank (GtkWindow *window, PantauSession *session)
{
  ask_for_paper (errand_new (window, session), print_paper);
}

/* "record.narrative" and the like: every value of the record goes by its name; what the form has no place for is left out. */
static void
fill_in (Errand *errand, PantauPaperForm *form)
{
  PantauReference *reference = pantau_session_get_reference (errand->session);
  GPtrArray *values = pantau_record_get_values (errand->record);

  for (guint i = 0; i < values->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (values, i);
      g_autofree char *source = g_strconcat ("record.", value->field, NULL);
      g_autofree char *text = pantau_record_paper_value (reference, errand->record, value);

      pantau_paper_form_set (form, source, text);
    }
  pantau_paper_form_take_identity (form, errand->person, g_steal_pointer (&errand->identity));
}

static void
print_filled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  PantauPaperForm *form = take_paper (errand, source, result);

  if (form == NULL)
    return;
  fill_in (errand, form);
  pantau_paper_print_form (errand->window, form);
}

void
pantau_paper_print_record (GtkWindow *window,
                           PantauSession *session,
                           PantauRecord *record,
                           const char *person,
                           PantauIdentity *identity)
{
  Errand *errand = errand_new (window, session);

  errand->record = g_object_ref (record);
  errand->person = g_strdup (person);
  errand->identity = identity;
  ask_for_paper (errand, print_filled);
}

static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Errand *errand = data;
  GError *error = NULL;

  if (pantau_paper_form_save (errand->form, errand->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
was_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  Errand *errand = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    tell (errand->window, error->message);
  else
    gtk_widget_activate_action (GTK_WIDGET (errand->window), "win.toast", "s",
                                _ ("The empty form was saved"));
}

static void
save_paper (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Errand) errand = data;
  g_autoptr (GTask) task = NULL;

  errand->form = take_paper (errand, source, result);
  if (errand->form == NULL)
    return;
  task = g_task_new (errand->session, NULL, was_saved, NULL);
  g_task_set_source_tag (task, save_paper);
  g_task_set_task_data (task, g_steal_pointer (&errand), errand_free);
  g_task_run_in_thread (task, save_in_thread);
}

static void
file_chosen (GtkNativeDialog *chooser, int response, Errand *errand)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser))
                               : NULL;

  errand->path = file != NULL ? g_file_get_path (file) : NULL;
  if (errand->path != NULL)
    ask_for_paper (errand, save_paper);
  else
    errand_free (errand);
  gtk_native_dialog_destroy (chooser);
  g_object_unref (chooser);
}

void
pantau_paper_save_blank (GtkWindow *window, PantauSession *session)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Save the empty form"), window, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("PDF"));
  gtk_file_filter_add_mime_type (filter, "application/pdf");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _ ("report-form.pdf"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (file_chosen), errand_new (window, session));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
