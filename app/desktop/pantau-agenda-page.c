/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of what is due. Of long parts the most pressing are listed, and more when somebody asks. */

#define G_LOG_DOMAIN "pantau-agenda-page"

#include "config.h"

#include "pantau-agenda-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "pantau-agenda-row.h"
#include "pantau-format.h"
#include "pantau-inquiry.h"
#include "pantau-list-pour.h"
#include "pantau-page-layout.h"
#include "pantau-ui.h"

/* Items that are listed of each part at first, and so many more each time. */
#define STEP 25

/* The widgets of one part. */
typedef struct
{
  GtkLabel *title;
  GtkListBox *list;
  GtkButton *more;
} Part;

struct _PantauAgendaPage
{
  GtkWidget parent_instance;

  PantauInquiry *inquiry; /* (owned) (nullable) once it is disposed */
  guint limit;            /* of each part */

  GtkListBox *overdue_list;
  GtkButton *overdue_more;
  GtkLabel *overdue_title;
  GtkListBox *soon_list;
  GtkButton *soon_more;
  GtkLabel *soon_title;
  GtkStack *stack;
  AdwStatusPage *status;
  GtkListBox *today_list;
  GtkButton *today_more;
  GtkLabel *today_title;
};

typedef enum
{
  PROP_SESSION = 1,
} PantauAgendaPageProperty;

G_DEFINE_FINAL_TYPE (PantauAgendaPage, pantau_agenda_page, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SESSION + 1];

typedef struct
{
  PantauReference *reference; /* (owned) */
  gint64 now;
  guint limit;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  pantau_reference_unref (question->reference);
  g_free (question);
}

static gpointer
make_question (GtkWidget *page, PantauSession *session)
{
  Question *question = g_new0 (Question, 1);

  question->reference = pantau_reference_ref (pantau_session_get_reference (session));
  question->now = pantau_session_get_now (session);
  question->limit = PANTAU_AGENDA_PAGE (page)->limit;

  return question;
}

static gpointer
read_agenda (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;

  return pantau_agenda_read (store, question->reference, question->now, question->limit,
                             cancellable, error);
}

static void
fill_overdue (GtkWidget *row, gpointer item, gpointer data)
{
  pantau_agenda_row_set (PANTAU_AGENDA_ROW (row), item, PANTAU_AGENDA_OVERDUE);
}

static void
fill_today (GtkWidget *row, gpointer item, gpointer data)
{
  pantau_agenda_row_set (PANTAU_AGENDA_ROW (row), item, PANTAU_AGENDA_TODAY);
}

static void
fill_soon (GtkWidget *row, gpointer item, gpointer data)
{
  pantau_agenda_row_set (PANTAU_AGENDA_ROW (row), item, PANTAU_AGENDA_SOON);
}

static char *
title_of (PantauAgendaPart part, gint64 total)
{
  g_autofree char *number = pantau_format_integer (total);

  switch (part)
    {
    case PANTAU_AGENDA_OVERDUE:
      /* Translators: a heading; %s is how many */
      return g_strdup_printf (_ ("Overdue: %s"), number);
    case PANTAU_AGENDA_TODAY:
      /* Translators: a heading; %s is how many */
      return g_strdup_printf (_ ("Due today: %s"), number);
    case PANTAU_AGENDA_SOON:
    default:
      /* Translators: a heading; %s is how many */
      return g_strdup_printf (_ ("Due within 7 days: %s"), number);
    }
}

static void
show_part (PantauAgendaPage *self, PantauAgenda *agenda, PantauAgendaPart part)
{
  static const PantauListFill fills[PANTAU_AGENDA_N_PARTS] = { fill_overdue, fill_today,
                                                               fill_soon };
  const Part parts[PANTAU_AGENDA_N_PARTS] = {
    [PANTAU_AGENDA_OVERDUE] = { self->overdue_title, self->overdue_list, self->overdue_more },
    [PANTAU_AGENDA_TODAY] = { self->today_title, self->today_list, self->today_more },
    [PANTAU_AGENDA_SOON] = { self->soon_title, self->soon_list, self->soon_more },
  };
  GPtrArray *items = agenda->items[part];
  gint64 left = agenda->totals[part] - items->len;
  g_autofree char *title = title_of (part, agenda->totals[part]);
  g_autofree char *number = pantau_format_integer (left);
  g_autofree char *more = g_strdup_printf (
      ngettext ("Show more (%s is not listed)", "Show more (%s are not listed)", (gulong) left),
      number);

  gtk_label_set_label (parts[part].title, title);
  gtk_widget_set_visible (GTK_WIDGET (parts[part].title), items->len > 0);
  pantau_list_pour (parts[part].list, items, PANTAU_TYPE_AGENDA_ROW, fills[part], NULL);
  gtk_button_set_label (parts[part].more, more);
  gtk_widget_set_visible (GTK_WIDGET (parts[part].more), left > 0);
}

static void
show (GtkWidget *widget, gpointer answer, const GError *error)
{
  PantauAgendaPage *self = PANTAU_AGENDA_PAGE (widget);
  g_autoptr (PantauAgenda) agenda = answer;
  gboolean is_empty = TRUE;

  if (agenda == NULL)
    {
      g_autofree char *text = g_markup_escape_text (error->message, -1);

      adw_status_page_set_title (self->status, _ ("The deadlines cannot be read"));
      adw_status_page_set_description (self->status, text);
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }

  for (PantauAgendaPart part = 0; part < PANTAU_AGENDA_N_PARTS; part++)
    {
      is_empty &= agenda->items[part]->len == 0;
      show_part (self, agenda, part);
    }
  adw_status_page_set_title (self->status, _ ("Nothing is due"));
  adw_status_page_set_description (
      self->status, _ ("Clocks that the law sets, replies that agencies owe and treatments stand "
                       "here from 7 days before they are due."));
  gtk_stack_set_visible_child_name (self->stack, is_empty ? "empty" : "list");
}

static const PantauInquirySubject subject = {
  .make_question = make_question,
  .read = read_agenda,
  .show = show,
  .free_question = question_free,
  .free_answer = (GDestroyNotify) pantau_agenda_free,
  .is_of_the_hour = TRUE,
};

static void
show_more (PantauAgendaPage *self)
{
  self->limit += STEP;
  pantau_inquiry_ask (self->inquiry);
}

static void
pantau_agenda_page_dispose (GObject *object)
{
  PantauAgendaPage *self = PANTAU_AGENDA_PAGE (object);

  if (self->inquiry != NULL)
    pantau_inquiry_end (self->inquiry);
  g_clear_object (&self->inquiry);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_AGENDA_PAGE);

  G_OBJECT_CLASS (pantau_agenda_page_parent_class)->dispose (object);
}

static void
pantau_agenda_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauAgendaPage *self = PANTAU_AGENDA_PAGE (object);

  switch ((PantauAgendaPageProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, pantau_inquiry_get_session (self->inquiry));
      break;
    }
}

static void
pantau_agenda_page_set_property (GObject *object,
                                 guint property,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  PantauAgendaPage *self = PANTAU_AGENDA_PAGE (object);

  switch ((PantauAgendaPageProperty) property)
    {
    case PROP_SESSION:
      if (pantau_inquiry_set_session (self->inquiry, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    }
}

static void
pantau_agenda_page_class_init (PantauAgendaPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_agenda_page_dispose;
  object_class->get_property = pantau_agenda_page_get_property;
  object_class->set_property = pantau_agenda_page_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_PAGE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-agenda-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, show_more);
  gtk_widget_class_bind_template_child (widget_class, PantauAgendaPage, overdue_list);
  gtk_widget_class_bind_template_child (widget_class, PantauAgendaPage, overdue_more);
  gtk_widget_class_bind_template_child (widget_class, PantauAgendaPage, overdue_title);
  gtk_widget_class_bind_template_child (widget_class, PantauAgendaPage, soon_list);
  gtk_widget_class_bind_template_child (widget_class, PantauAgendaPage, soon_more);
  gtk_widget_class_bind_template_child (widget_class, PantauAgendaPage, soon_title);
  gtk_widget_class_bind_template_child (widget_class, PantauAgendaPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PantauAgendaPage, status);
  gtk_widget_class_bind_template_child (widget_class, PantauAgendaPage, today_list);
  gtk_widget_class_bind_template_child (widget_class, PantauAgendaPage, today_more);
  gtk_widget_class_bind_template_child (widget_class, PantauAgendaPage, today_title);
}

static void
pantau_agenda_page_init (PantauAgendaPage *self)
{
  self->limit = STEP;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->inquiry = pantau_inquiry_new (GTK_WIDGET (self), &subject);
}
