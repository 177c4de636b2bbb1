/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of this laptop: what the last check of them found, and the next one. */

#define G_LOG_DOMAIN "pantau-filecheck-page"

#include "config.h"

#include "pantau-filecheck-page.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-chips.h"
#include "pantau-filecheck-list.h"
#include "pantau-filecheck-work.h"
#include "pantau-format.h"
#include "pantau-inquiry.h"
#include "pantau-line-layout.h"
#include "pantau-matter-view.h"
#include "pantau-page-layout.h"
#include "pantau-ui.h"

/* Files that are listed at first, and so many more each time. */
#define STEP 50

struct _PantauFilecheckPage
{
  GtkWidget parent_instance;

  PantauInquiry *inquiry;    /* (owned) (nullable) once it is disposed */
  PantauFilecheckWork *work; /* (owned) (nullable): the check under way */
  PantauFilecheckChoice choice;
  guint limit;

  GtkWidget *check_button;
  PantauChips *choices;
  GtkLabel *fault_label;
  GtkWidget *head;
  GtkProgressBar *progress_bar;
  GtkLabel *standing_label;
  GtkWidget *stop_button;
  PantauMatterView *view;
  GtkLabel *when_label;
};

typedef enum
{
  PROP_SESSION = 1,
} PantauFilecheckPageProperty;

G_DEFINE_FINAL_TYPE (PantauFilecheckPage, pantau_filecheck_page, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SESSION + 1];

typedef struct
{
  PantauFilecheckChoice choice;
  guint limit;
  gint64 now;
} Question;

static gpointer
make_question (GtkWidget *page, PantauSession *session)
{
  PantauFilecheckPage *self = PANTAU_FILECHECK_PAGE (page);
  Question *question = g_new0 (Question, 1);

  question->choice = self->choice;
  question->limit = self->limit;
  question->now = g_get_real_time () / G_USEC_PER_SEC;

  return question;
}

static gpointer
read_list (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;

  return pantau_filecheck_list_read (store, question->choice, question->limit, question->now,
                                     error);
}

/* What is said where the list has nothing. */
static void
show_none (PantauFilecheckPage *self, const PantauFilecheckList *list)
{
  static const struct
  {
    const char *title, *description;
  } words[] = {
    [PANTAU_FILECHECK_LIST_ALL] = { N_ ("No record has a file"),
                                    N_ ("Photos, recordings and documents of records stand here, "
                                        "with what a check of their bytes found.") },
    [PANTAU_FILECHECK_LIST_FAULTY] = { N_ ("Nothing is wrong"),
                                       N_ ("No file was found changed or missing.") },
    [PANTAU_FILECHECK_LIST_STALE] = { N_ ("All files were checked lately"),
                                      N_ ("No file has waited for a check for 30 days.") },
    [PANTAU_FILECHECK_LIST_AWAY] = { N_ ("All files are on this laptop"),
                                     N_ ("Files of others are fetched at their record.") },
  };

  pantau_matter_view_set_empty (
      self->view, list->is_empty ? "mail-attachment-symbolic" : "object-select-symbolic",
      _ (words[self->choice].title), _ (words[self->choice].description));
}

static void
show (GtkWidget *widget, gpointer answer, const GError *error)
{
  PantauFilecheckPage *self = PANTAU_FILECHECK_PAGE (widget);
  g_autoptr (PantauFilecheckList) list = answer;

  if (list == NULL)
    {
      pantau_matter_view_set_empty (self->view, "dialog-warning-symbolic",
                                    _ ("The files cannot be listed"), error->message);
      return;
    }

  gtk_widget_set_visible (self->head, !list->is_empty);
  gtk_label_set_label (self->standing_label, list->standing);
  if (list->is_faulty)
    gtk_widget_add_css_class (GTK_WIDGET (self->standing_label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->standing_label), "error");
  gtk_label_set_label (self->when_label, list->when);
  if (list->matters->len == 0)
    show_none (self, list);
  else
    pantau_matter_view_set (self->view, list->heading, NULL, list->matters, list->has_more);
}

static const PantauInquirySubject subject = {
  .make_question = make_question,
  .read = read_list,
  .show = show,
  .free_question = g_free,
  .free_answer = (GDestroyNotify) pantau_filecheck_list_free,
};

static void
show_more (PantauFilecheckPage *self)
{
  self->limit += STEP;
  pantau_inquiry_ask (self->inquiry);
}

static void
choice_picked (PantauFilecheckPage *self, const char *name)
{
  if (!pantau_filecheck_choice_parse (name, &self->choice))
    self->choice = PANTAU_FILECHECK_LIST_ALL;
  pantau_chips_set_selected (self->choices, pantau_filecheck_choice_get_name (self->choice));
  self->limit = STEP;
  pantau_inquiry_ask (self->inquiry);
}

static void
show_checking (PantauFilecheckPage *self, gboolean is_checking)
{
  gboolean had_focus = gtk_widget_has_focus (is_checking ? self->check_button : self->stop_button);

  gtk_widget_set_visible (self->check_button, !is_checking);
  gtk_widget_set_visible (self->stop_button, is_checking);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), is_checking);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.check-files", !is_checking);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.stop-check", is_checking);
  if (had_focus)
    gtk_widget_grab_focus (is_checking ? self->stop_button : self->check_button);
}

static void
check_goes_on (const PantauFilecheckStanding *standing, gpointer data)
{
  PantauFilecheckPage *self = data;
  g_autofree char *files = pantau_format_integer (standing->files),
                  *all = pantau_format_integer (standing->all_files), *text = NULL;

  /* Translators: how many of all files were checked */
  text = g_strdup_printf (_ ("%s of %s files checked"), files, all);
  gtk_progress_bar_set_text (self->progress_bar, text);
  gtk_progress_bar_set_fraction (
      self->progress_bar,
      standing->all_bytes > 0 ? (double) standing->bytes / (double) standing->all_bytes : 0);
}

static void
check_ended (const GError *error, gpointer data)
{
  PantauFilecheckPage *self = data;
  gboolean is_fault = error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_autofree char *sentence = is_fault ? pantau_advice_sentence (error->message) : NULL;

  g_clear_pointer (&self->work, pantau_filecheck_work_free);
  show_checking (self, FALSE);
  pantau_ui_set_text (self->fault_label, sentence);
  pantau_inquiry_ask (self->inquiry);
}

static void
check_files (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauFilecheckPage *self = PANTAU_FILECHECK_PAGE (widget);
  PantauSession *session = pantau_inquiry_get_session (self->inquiry);

  if (session == NULL || self->work != NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->fault_label), FALSE);
  gtk_progress_bar_set_text (self->progress_bar, "");
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  show_checking (self, TRUE);
  self->work = pantau_filecheck_work_new (session, check_goes_on, check_ended, self);
}

static void
stop_check (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauFilecheckPage *self = PANTAU_FILECHECK_PAGE (widget);

  if (self->work != NULL)
    pantau_filecheck_work_stop (self->work);
}

static void
give_up_check (PantauFilecheckPage *self)
{
  g_clear_pointer (&self->work, pantau_filecheck_work_free);
  if (self->check_button != NULL)
    show_checking (self, FALSE);
}

static void
pantau_filecheck_page_dispose (GObject *object)
{
  PantauFilecheckPage *self = PANTAU_FILECHECK_PAGE (object);

  g_clear_pointer (&self->work, pantau_filecheck_work_free);
  if (self->inquiry != NULL)
    pantau_inquiry_end (self->inquiry);
  g_clear_object (&self->inquiry);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_FILECHECK_PAGE);

  G_OBJECT_CLASS (pantau_filecheck_page_parent_class)->dispose (object);
}

static void
pantau_filecheck_page_get_property (GObject *object,
                                    guint property,
                                    GValue *value,
                                    GParamSpec *pspec)
{
  PantauFilecheckPage *self = PANTAU_FILECHECK_PAGE (object);

  switch ((PantauFilecheckPageProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, pantau_inquiry_get_session (self->inquiry));
      break;
    }
}

static void
pantau_filecheck_page_set_property (GObject *object,
                                    guint property,
                                    const GValue *value,
                                    GParamSpec *pspec)
{
  PantauFilecheckPage *self = PANTAU_FILECHECK_PAGE (object);

  switch ((PantauFilecheckPageProperty) property)
    {
    case PROP_SESSION:
      if (pantau_inquiry_set_session (self->inquiry, g_value_get_object (value)))
        {
          give_up_check (self);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    }
}

static void
pantau_filecheck_page_class_init (PantauFilecheckPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_filecheck_page_dispose;
  object_class->get_property = pantau_filecheck_page_get_property;
  object_class->set_property = pantau_filecheck_page_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_action (widget_class, "page.check-files", NULL, check_files);
  gtk_widget_class_install_action (widget_class, "page.stop-check", NULL, stop_check);

  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_PAGE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-filecheck-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, choice_picked);
  gtk_widget_class_bind_template_callback (widget_class, show_more);
  gtk_widget_class_bind_template_child (widget_class, PantauFilecheckPage, check_button);
  gtk_widget_class_bind_template_child (widget_class, PantauFilecheckPage, choices);
  gtk_widget_class_bind_template_child (widget_class, PantauFilecheckPage, fault_label);
  gtk_widget_class_bind_template_child (widget_class, PantauFilecheckPage, head);
  gtk_widget_class_bind_template_child (widget_class, PantauFilecheckPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, PantauFilecheckPage, standing_label);
  gtk_widget_class_bind_template_child (widget_class, PantauFilecheckPage, stop_button);
  gtk_widget_class_bind_template_child (widget_class, PantauFilecheckPage, view);
  gtk_widget_class_bind_template_child (widget_class, PantauFilecheckPage, when_label);

  g_type_ensure (PANTAU_TYPE_CHIPS);
  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  g_type_ensure (PANTAU_TYPE_MATTER_VIEW);
}

static void
pantau_filecheck_page_init (PantauFilecheckPage *self)
{
  self->limit = STEP;
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Translators: a choice of which files are listed */
  pantau_chips_add (self->choices, "all", C_ ("files", "All"));
  /* Translators: a choice of which files are listed */
  pantau_chips_add (self->choices, "faulty", _ ("Changed or missing"));
  /* Translators: a choice of which files are listed */
  pantau_chips_add (self->choices, "stale", _ ("Not checked for 30 days"));
  /* Translators: a choice of which files are listed */
  pantau_chips_add (self->choices, "away", _ ("Not on this laptop"));
  pantau_chips_set_selected (self->choices, "all");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.stop-check", FALSE);
  self->inquiry = pantau_inquiry_new (GTK_WIDGET (self), &subject);
}
