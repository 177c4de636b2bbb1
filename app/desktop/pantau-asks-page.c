/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of requests to the officer. */

#define G_LOG_DOMAIN "pantau-asks-page"

#include "config.h"

#include "pantau-asks-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "pantau-act-dialog.h"
#include "pantau-advice.h"
#include "pantau-format.h"
#include "pantau-handling-row.h"
#include "pantau-inquiry.h"
#include "pantau-list-fill.h"
#include "pantau-page-layout.h"
#include "pantau-sealed-part.h"
#include "pantau-ui.h"
#include "pantau-words-identity.h"
#include "pantau-words.h"

/* Answered ones that are listed: what was done lately. */
#define ANSWERED 25

#define RECORD_KEY "pantau-record"

struct _PantauAsksPage
{
  GtkWidget parent_instance;

  PantauInquiry *inquiry; /* (owned) (nullable) once it is disposed */

  GtkListBox *answered_list;
  GtkWidget *answered_title;
  GtkListBox *open_list;
  GtkLabel *open_title;
  GtkStack *stack;
  AdwStatusPage *status;
};

typedef enum
{
  PROP_SESSION = 1,
} PantauAsksPageProperty;

G_DEFINE_FINAL_TYPE (PantauAsksPage, pantau_asks_page, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SESSION + 1];

/* A request in words, and of which record. */
typedef struct
{
  PantauHandlingItem *item;
  char *record;
} Row;

typedef struct
{
  GPtrArray *open;     /* of Row */
  GPtrArray *answered; /* of Row, newest first */
} Asks;

static void
row_free (gpointer data)
{
  Row *row = data;

  pantau_sealed_part_item_free (row->item);
  g_free (row->record);
  g_free (row);
}

static void
asks_free (gpointer data)
{
  Asks *asks = data;

  g_ptr_array_unref (asks->open);
  g_ptr_array_unref (asks->answered);
  g_free (asks);
}

static gpointer
make_question (GtkWidget *page, PantauSession *session)
{
  return pantau_reference_ref (pantau_session_get_reference (session));
}

static Row *
describe (PantauReference *reference, const PantauAsk *ask)
{
  Row *row = g_new0 (Row, 1);
  g_autofree char *person =
                      pantau_words_person_of (reference, ask->kind, ask->person, ask->ordinal),
                  *title = pantau_words_clean (ask->title != NULL && *ask->title != '\0'
                                                   ? ask->title
                                                   : _ ("Without a title"));

  row->record = g_strdup (ask->record);
  row->item = pantau_sealed_part_describe_ask (reference, ask->kind, ask);
  g_free (row->item->title);
  /* Translators: "Reporter", "Witness 2", and the title of the record */
  row->item->title = g_strdup_printf (_ ("%s: %s"), person, title);

  return row;
}

static gpointer
read_asks (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) all = pantau_store_asks (store, FALSE, error);
  Asks *asks;

  if (all == NULL)
    return NULL;

  asks = g_new0 (Asks, 1);
  asks->open = g_ptr_array_new_with_free_func (row_free);
  asks->answered = g_ptr_array_new_with_free_func (row_free);
  for (guint i = 0; i < all->len; i++)
    if (((const PantauAsk *) g_ptr_array_index (all, i))->is_open)
      g_ptr_array_add (asks->open, describe (data, g_ptr_array_index (all, i)));
  for (guint i = all->len; i > 0 && asks->answered->len < ANSWERED; i--)
    if (!((const PantauAsk *) g_ptr_array_index (all, i - 1))->is_open)
      g_ptr_array_add (asks->answered, describe (data, g_ptr_array_index (all, i - 1)));

  return asks;
}

static void
fill_row (GtkWidget *widget, gpointer item, gpointer data)
{
  const Row *row = item;

  pantau_handling_row_set (PANTAU_HANDLING_ROW (widget), row->item, TRUE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (widget), TRUE);
  g_object_set_data_full (G_OBJECT (widget), RECORD_KEY, g_strdup (row->record), g_free);
}

static void
show (GtkWidget *widget, gpointer answer, const GError *error)
{
  PantauAsksPage *self = PANTAU_ASKS_PAGE (widget);
  Asks *asks = answer;
  g_autofree char *number = NULL, *title = NULL;

  if (asks == NULL)
    {
      g_autofree char *text = g_markup_escape_text (error->message, -1);

      adw_status_page_set_title (self->status, _ ("The requests cannot be read"));
      adw_status_page_set_description (self->status, text);
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }

  number = pantau_format_integer (asks->open->len);
  /* Translators: a heading over requests; %s is how many */
  title = g_strdup_printf (_ ("Waiting for you: %s"), number);
  gtk_label_set_label (self->open_title, title);
  gtk_widget_set_visible (GTK_WIDGET (self->open_title), asks->open->len > 0);
  gtk_widget_set_visible (self->answered_title, asks->answered->len > 0);
  pantau_list_fill (self->open_list, asks->open, PANTAU_TYPE_HANDLING_ROW, fill_row, NULL);
  pantau_list_fill (self->answered_list, asks->answered, PANTAU_TYPE_HANDLING_ROW, fill_row, NULL);
  adw_status_page_set_title (self->status, _ ("Nobody is to be reached"));
  adw_status_page_set_description (
      self->status, _ ("Desks and field monitors who need a reporter or witness ask here, without "
                       "learning who it is."));
  gtk_stack_set_visible_child_name (self->stack,
                                    asks->open->len + asks->answered->len > 0 ? "list" : "empty");
  asks_free (asks);
}

static const PantauInquirySubject subject = {
  .make_question = make_question,
  .read = read_asks,
  .show = show,
  .free_question = (GDestroyNotify) pantau_reference_unref,
  .free_answer = asks_free,
};

static void
row_activated (PantauAsksPage *self, GtkListBoxRow *row)
{
  const char *record = g_object_get_data (G_OBJECT (row), RECORD_KEY);

  if (record != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "s", record);
}

/* What is to be answered, while its record is read. */
typedef struct
{
  PantauAsksPage *page; /* (owned) */
  char *entry;
  char *title;
} Answering;

static void
answering_free (Answering *answering)
{
  g_object_unref (answering->page);
  g_free (answering->entry);
  g_free (answering->title);
  g_free (answering);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answering, answering_free)

static gpointer
read_record (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return pantau_store_get (store, data, error);
}

static void
record_was_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Answering) answering = data;
  PantauSession *session = PANTAU_SESSION (source);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (answering->page));
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauRecord) record = pantau_session_read_finish (session, result, &error);
  PantauActDialog *dialog;

  if (record == NULL)
    {
      g_autofree char *sentence = pantau_advice_sentence (error->message);

      gtk_widget_activate_action (GTK_WIDGET (answering->page), "win.toast", "s", sentence);
      return;
    }
  if (!GTK_IS_WINDOW (root))
    return;
  dialog = pantau_act_dialog_new (GTK_WINDOW (root), session, PANTAU_ACT_ANSWER, record,
                                  answering->entry);
  g_object_set (dialog, "subtitle", answering->title, NULL);
  pantau_form_dialog_present (PANTAU_FORM_DIALOG (dialog));
}

/* Of the row whose button was pressed. (nullable) */
static GtkWidget *
find_row (PantauAsksPage *self, const char *entry)
{
  for (int i = 0;; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->open_list, i);

      if (row == NULL)
        return NULL;
      if (g_strcmp0 (pantau_handling_row_get_target (PANTAU_HANDLING_ROW (row)), entry) == 0)
        return GTK_WIDGET (row);
    }
}

static void
answer (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauAsksPage *self = PANTAU_ASKS_PAGE (widget);
  const char *entry = g_variant_get_string (parameter, NULL);
  PantauSession *session = pantau_inquiry_get_session (self->inquiry);
  GtkWidget *row = find_row (self, entry);
  Answering *answering;

  if (row == NULL || session == NULL)
    return;
  answering = g_new0 (Answering, 1);
  answering->page = g_object_ref (self);
  answering->entry = g_strdup (entry);
  answering->title = g_strdup (pantau_handling_row_get_title (PANTAU_HANDLING_ROW (row)));
  pantau_session_read (session, read_record,
                       g_strdup (g_object_get_data (G_OBJECT (row), RECORD_KEY)), g_free,
                       g_object_unref, G_PRIORITY_DEFAULT, NULL, record_was_read, answering);
}

static void
pantau_asks_page_dispose (GObject *object)
{
  PantauAsksPage *self = PANTAU_ASKS_PAGE (object);

  if (self->inquiry != NULL)
    pantau_inquiry_end (self->inquiry);
  g_clear_object (&self->inquiry);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_ASKS_PAGE);

  G_OBJECT_CLASS (pantau_asks_page_parent_class)->dispose (object);
}

static void
pantau_asks_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauAsksPage *self = PANTAU_ASKS_PAGE (object);

  switch ((PantauAsksPageProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, pantau_inquiry_get_session (self->inquiry));
      break;
    }
}

static void
pantau_asks_page_set_property (GObject *object,
                               guint property,
                               const GValue *value,
                               GParamSpec *pspec)
{
  PantauAsksPage *self = PANTAU_ASKS_PAGE (object);

  switch ((PantauAsksPageProperty) property)
    {
    case PROP_SESSION:
      if (pantau_inquiry_set_session (self->inquiry, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    }
}

static void
pantau_asks_page_class_init (PantauAsksPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_asks_page_dispose;
  object_class->get_property = pantau_asks_page_get_property;
  object_class->set_property = pantau_asks_page_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_action (widget_class, "page.answer-ask", "s", answer);

  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_PAGE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-asks-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  gtk_widget_class_bind_template_child (widget_class, PantauAsksPage, answered_list);
  gtk_widget_class_bind_template_child (widget_class, PantauAsksPage, answered_title);
  gtk_widget_class_bind_template_child (widget_class, PantauAsksPage, open_list);
  gtk_widget_class_bind_template_child (widget_class, PantauAsksPage, open_title);
  gtk_widget_class_bind_template_child (widget_class, PantauAsksPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PantauAsksPage, status);
}

static void
pantau_asks_page_init (PantauAsksPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->inquiry = pantau_inquiry_new (GTK_WIDGET (self), &subject);
}
