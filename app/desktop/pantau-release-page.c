/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Pemprov is told of cases, each by the summary that a desk wrote. */

#define G_LOG_DOMAIN "pantau-release-page"

#include "config.h"

#include "pantau-release-page.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"
#include "pantau-inquiry.h"
#include "pantau-matter-view.h"
#include "pantau-page-layout.h"
#include "pantau-ui.h"

/* Lines that are listed at first, and so many more each time. */
#define STEP 50

struct _PantauReleasePage
{
  GtkWidget parent_instance;

  PantauInquiry *inquiry; /* (owned) (nullable) once it is disposed */
  guint limit;

  PantauMatterView *view;
};

typedef enum
{
  PROP_SESSION = 1,
} PantauReleasePageProperty;

G_DEFINE_FINAL_TYPE (PantauReleasePage, pantau_release_page, GTK_TYPE_WIDGET)

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
  PantauReleasePage *self = PANTAU_RELEASE_PAGE (page);
  Question *question = g_new0 (Question, 1);

  question->reference = pantau_reference_ref (pantau_session_get_reference (session));
  question->now = pantau_session_get_now (session);
  question->limit = self->limit;

  return question;
}

static gpointer
read_answer (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  /* One more than is shown tells whether there is more. */
  const PantauReleaseFilter filter = { .limit = question->limit + 1 }, all = { 0 };
  g_autoptr (GPtrArray) list = pantau_store_releases (store, &filter, error);
  g_autofree char *number = NULL;
  gint64 count, overdue;
  PantauMatters *answer;

  if (list == NULL ||
      !pantau_store_count_releases (store, &all, question->now, &count, &overdue, error))
    return NULL;

  answer = pantau_matters_new ();
  for (guint i = 0; i < MIN (list->len, question->limit); i++)
    g_ptr_array_add (
        answer->matters,
        pantau_matter_of_release (question->reference, g_ptr_array_index (list, i), question->now));
  number = pantau_format_integer (count);
  /* Translators: a heading; %s is how many */
  answer->heading = g_strdup_printf (
      ngettext ("%s forwarded case", "%s forwarded cases", (gulong) count), number);
  answer->has_more = list->len > question->limit;

  return answer;
}

static void
show (GtkWidget *widget, gpointer given, const GError *error)
{
  PantauReleasePage *self = PANTAU_RELEASE_PAGE (widget);
  PantauMatters *answer = given;

  if (answer == NULL)
    pantau_matter_view_set_empty (self->view, "dialog-warning-symbolic",
                                  _ ("The forwarded cases cannot be read"), error->message);
  else if (answer->matters->len == 0)
    pantau_matter_view_set_empty (
        self->view, "mail-read-symbolic", _ ("No case was forwarded"),
        _ ("Where Bawaslu formally forwards a case to the provincial government, the summary that "
           "it wrote for you stands here, with the answer that is awaited."));
  else
    pantau_matter_view_set (self->view, answer->heading,
                            _ ("These are the summaries that Bawaslu released. The records "
                               "themselves are closed: nothing else of them comes here."),
                            answer->matters, answer->has_more);
  g_clear_pointer (&answer, pantau_matters_free);
}

static const PantauInquirySubject subject = {
  .make_question = make_question,
  .read = read_answer,
  .show = show,
  .free_question = question_free,
  .free_answer = (GDestroyNotify) pantau_matters_free,
  .is_of_the_hour = TRUE,
};

static void
show_more (PantauReleasePage *self)
{
  self->limit += STEP;
  pantau_inquiry_ask (self->inquiry);
}

static void
pantau_release_page_dispose (GObject *object)
{
  PantauReleasePage *self = PANTAU_RELEASE_PAGE (object);

  if (self->inquiry != NULL)
    pantau_inquiry_end (self->inquiry);
  g_clear_object (&self->inquiry);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_RELEASE_PAGE);

  G_OBJECT_CLASS (pantau_release_page_parent_class)->dispose (object);
}

static void
pantau_release_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauReleasePage *self = PANTAU_RELEASE_PAGE (object);

  switch ((PantauReleasePageProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, pantau_inquiry_get_session (self->inquiry));
      break;
    }
}

static void
pantau_release_page_set_property (GObject *object,
                                  guint property,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  PantauReleasePage *self = PANTAU_RELEASE_PAGE (object);

  switch ((PantauReleasePageProperty) property)
    {
    case PROP_SESSION:
      if (pantau_inquiry_set_session (self->inquiry, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    }
}

static void
pantau_release_page_class_init (PantauReleasePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_release_page_dispose;
  object_class->get_property = pantau_release_page_get_property;
  object_class->set_property = pantau_release_page_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_PAGE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-release-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, show_more);
  gtk_widget_class_bind_template_child (widget_class, PantauReleasePage, view);

  g_type_ensure (PANTAU_TYPE_MATTER_VIEW);
}

static void
pantau_release_page_init (PantauReleasePage *self)
{
  self->limit = STEP;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->inquiry = pantau_inquiry_new (GTK_WIDGET (self), &subject);
}
