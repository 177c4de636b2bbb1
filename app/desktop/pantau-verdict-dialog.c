/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A verdict with what it stands on. One line, since “hoax” without the facts would be told to everybody as it stands. */

#define G_LOG_DOMAIN "pantau-verdict-dialog"

#include "config.h"

#include "pantau-verdict-dialog.h"

#include <glib/gi18n-lib.h>

#include "pantau-claim-label.h"
#include "pantau-edit-verdict.h"
#include "pantau-field-factory.h"
#include "pantau-form.h"
#include "pantau-format.h"
#include "pantau-long-text.h"
#include "pantau-sheet.h"
#include "pantau-words.h"

struct _PantauVerdictDialog
{
  PantauFormDialog parent_instance;

  guint made; /* questions that have their field already */

  GtkWidget *claim_box;
  PantauLongText *claim_text;
  GtkLabel *reach_label;
};

G_DEFINE_FINAL_TYPE (PantauVerdictDialog, pantau_verdict_dialog, PANTAU_TYPE_FORM_DIALOG)

/* In the order in which a desk works: what it is, on what that stands, what is to be said to others. */
static const char *const names[] = { "verdict",         "facts",       "references",
                                     "content_type",    "legal_class", "counter_media",
                                     "counter_figures", NULL };

/* For the writing thread. */
typedef struct
{
  char *record;
  JsonObject *values;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->record);
  json_object_unref (work->values);
  g_free (work);
}

static gboolean
pantau_verdict_dialog_make_fields (PantauFormDialog *dialog, guint some)
{
  PantauVerdictDialog *self = PANTAU_VERDICT_DIALOG (dialog);
  PantauForm *form = pantau_form_dialog_get_form (dialog);

  for (; some > 0 && names[self->made] != NULL; some--)
    {
      const PantauQuestion *question = pantau_form_get_question (form, names[self->made++]);

      if (question != NULL)
        pantau_form_dialog_add_field (dialog, pantau_field_factory_make (form, question));
    }

  return names[self->made] != NULL;
}

static void
add_fault (GPtrArray *faults, const char *field, const char *message)
{
  PantauFault *fault = g_new0 (PantauFault, 1);

  fault->code = g_strdup ("lacking");
  fault->field = g_strdup (field);
  fault->message = g_strdup (message);
  g_ptr_array_add (faults, fault);
}

static gboolean
is_answered (PantauForm *form, const char *name)
{
  g_autofree char *text = pantau_form_get_text (form, name);

  return *g_strstrip (text) != '\0';
}

static gboolean
is_code (PantauForm *form, const char *name, const char *code)
{
  JsonNode *value = pantau_form_get (form, name);

  return value != NULL && json_node_get_value_type (value) == G_TYPE_STRING &&
         g_str_equal (json_node_get_string (value), code);
}

/* The label “hoax” goes to everybody who sees the claim: what it stands on goes with it. */
static void
tell_lacking (PantauForm *form, GPtrArray *faults)
{
  if (!is_answered (form, "verdict"))
    add_fault (faults, "verdict", _ ("choose what was found out"));
  if (is_code (form, "verdict", PANTAU_VERDICT_HOAX) && !is_answered (form, "facts"))
    add_fault (faults, "facts", _ ("a verdict “hoax” needs the facts that answer the claim"));
}

static gpointer
write_in_thread (PantauHome *home, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (GPtrArray) faults = pantau_faults_new ();

  /* Neither done nor faulty: it failed, and says so by @error. */
  if (!pantau_edit_verdict (home, work->record, work->values, faults, error) && faults->len == 0)
    return NULL;

  return g_steal_pointer (&faults);
}

static void
pantau_verdict_dialog_save (PantauFormDialog *dialog)
{
  PantauForm *form = pantau_form_dialog_get_form (dialog);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (JsonObject) values =
      pantau_form_finish_some (form, names, g_get_real_time () / G_USEC_PER_SEC, faults);
  Work *work;

  tell_lacking (form, faults);
  pantau_form_dialog_show_faults (dialog, faults);
  if (faults->len > 0)
    return;
  if (json_object_get_size (values) == 0)
    {
      pantau_form_dialog_finish (dialog);
      return;
    }

  work = g_new0 (Work, 1);
  work->record = g_strdup (pantau_record_get_id (pantau_form_dialog_get_record (dialog)));
  work->values = g_steal_pointer (&values);
  pantau_form_dialog_write (dialog, write_in_thread, work, work_free);
}

static void
pantau_verdict_dialog_class_init (PantauVerdictDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PantauFormDialogClass *dialog_class = PANTAU_FORM_DIALOG_CLASS (klass);

  dialog_class->make_fields = pantau_verdict_dialog_make_fields;
  dialog_class->save = pantau_verdict_dialog_save;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-verdict-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauVerdictDialog, claim_box);
  gtk_widget_class_bind_template_child (widget_class, PantauVerdictDialog, claim_text);
  gtk_widget_class_bind_template_child (widget_class, PantauVerdictDialog, reach_label);

  g_type_ensure (PANTAU_TYPE_LONG_TEXT);
}

static void
pantau_verdict_dialog_init (PantauVerdictDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The words that the verdict is about, so that nobody answers from memory. */
static void
show_claim (PantauVerdictDialog *self, PantauReference *reference)
{
  g_autoptr (GPtrArray) values =
      pantau_sheet_distinct (pantau_form_dialog_get_record (PANTAU_FORM_DIALOG (self)), "quote");
  const PantauValue *value = values->len > 0 ? g_ptr_array_index (values, 0) : NULL;
  g_autofree char *text =
      value != NULL ? pantau_sheet_value (reference, "hoax", "quote", value->value) : NULL;

  pantau_long_text_set_text (self->claim_text, text);
  gtk_widget_set_visible (self->claim_box, text != NULL && *text != '\0');
}

static void
show_reach (PantauVerdictDialog *self, guint n_sightings)
{
  g_autofree char *number = pantau_format_number (n_sightings);
  g_autofree char *text = g_strdup_printf (
      ngettext ("The verdict counts for the claim and its %s sighting.",
                "The verdict counts for the claim and its %s sightings.", n_sightings),
      number);

  gtk_label_set_label (self->reach_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->reach_label), n_sightings > 0);
}

static const char *
filled (const char *text)
{
  return *text != '\0' ? text : NULL;
}

PantauVerdictDialog *
pantau_verdict_dialog_new (GtkWindow *parent,
                           PantauSession *session,
                           PantauRecord *record,
                           guint n_sightings)
{
  PantauReference *reference = pantau_session_get_reference (session);
  g_autofree char *subtitle = pantau_words_clean (pantau_record_get_title (record));
  g_autoptr (PantauForm) form = pantau_form_new_for_record (
      reference, record, filled (pantau_session_get_role (session)),
      filled (pantau_session_get_region (session)), g_get_real_time () / G_USEC_PER_SEC);
  PantauVerdictDialog *self = g_object_new (PANTAU_TYPE_VERDICT_DIALOG, "transient-for", parent,
                                            "subtitle", subtitle, NULL);
  PantauFormDialog *dialog = PANTAU_FORM_DIALOG (self);

  pantau_form_dialog_set_up (dialog, session, record, form);
  pantau_form_dialog_keep_as (dialog, "verdict", TRUE);
  show_claim (self, reference);
  show_reach (self, n_sightings);
  pantau_form_dialog_begin (dialog);
  pantau_form_dialog_focus_first (dialog);

  return self;
}
