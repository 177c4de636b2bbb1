/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register of forwards. Of a long one what presses most is listed, and more when somebody asks. */

#define G_LOG_DOMAIN "pantau-agency-page"

#include "config.h"

#include "pantau-agency-page.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"
#include "pantau-inquiry.h"
#include "pantau-matter-view.h"
#include "pantau-page-layout.h"
#include "pantau-ui.h"
#include "pantau-words-act.h"

/* Lines that are listed at first, and so many more each time. */
#define STEP 50

struct _PantauAgencyPage
{
  GtkWidget parent_instance;

  PantauInquiry *inquiry; /* (owned) (nullable) once it is disposed */
  char *agency;           /* "" for all */
  guint limit;

  PantauMatterView *view;
};

typedef enum
{
  PROP_SESSION = 1,
  PROP_AGENCY,
} PantauAgencyPageProperty;

G_DEFINE_FINAL_TYPE (PantauAgencyPage, pantau_agency_page, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_AGENCY + 1];

typedef struct
{
  PantauReference *reference; /* (owned) */
  char *agency;
  gint64 now;
  guint limit;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  pantau_reference_unref (question->reference);
  g_free (question->agency);
  g_free (question);
}

static gpointer
make_question (GtkWidget *page, PantauSession *session)
{
  PantauAgencyPage *self = PANTAU_AGENCY_PAGE (page);
  Question *question = g_new0 (Question, 1);

  question->reference = pantau_reference_ref (pantau_session_get_reference (session));
  question->agency = g_strdup (self->agency);
  question->now = pantau_session_get_now (session);
  question->limit = self->limit;

  return question;
}

static gboolean
read_agencies (PantauStore *store, const Question *question, PantauMatters *answer, GError **error)
{
  g_autoptr (GPtrArray) list = pantau_store_agencies (store, NULL, question->now, error);
  g_autofree char *number = list != NULL ? pantau_format_integer (list->len) : NULL;

  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    g_ptr_array_add (answer->matters,
                     pantau_matter_of_tally (question->reference, g_ptr_array_index (list, i)));
  /* Translators: a heading; %s is how many agencies there are to which something was forwarded */
  answer->heading = g_strdup_printf (
      ngettext ("Forwarded to %s agency", "Forwarded to %s agencies", list->len), number);

  return TRUE;
}

static gboolean
read_register (PantauStore *store, const Question *question, PantauMatters *answer, GError **error)
{
  /* One more than is shown tells whether there is more. */
  const PantauRegisterFilter filter = { .agency = question->agency, .limit = question->limit + 1 };
  g_autoptr (GPtrArray) list = pantau_store_register (store, &filter, error);

  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < MIN (list->len, question->limit); i++)
    g_ptr_array_add (answer->matters,
                     pantau_matter_of_registered (question->reference, g_ptr_array_index (list, i),
                                                  question->now));
  answer->heading = pantau_words_agency (question->reference, question->agency, NULL);
  answer->has_more = list->len > question->limit;

  return TRUE;
}

static gpointer
read_answer (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  PantauMatters *answer = pantau_matters_new ();
  gboolean is_read;

  is_read = *question->agency != '\0' ? read_register (store, question, answer, error)
                                      : read_agencies (store, question, answer, error);
  if (!is_read)
    g_clear_pointer (&answer, pantau_matters_free);

  return answer;
}

static void
show (GtkWidget *widget, gpointer given, const GError *error)
{
  PantauAgencyPage *self = PANTAU_AGENCY_PAGE (widget);
  PantauMatters *answer = given;

  if (answer == NULL)
    pantau_matter_view_set_empty (self->view, "dialog-warning-symbolic",
                                  _ ("The register cannot be read"), error->message);
  else if (answer->matters->len == 0)
    pantau_matter_view_set_empty (
        self->view, "mail-send-symbolic", _ ("Nothing was forwarded yet"),
        _ ("Whatever is handed to an agency stands here, with its letter, its copies and the "
           "answer that is awaited."));
  else
    pantau_matter_view_set (self->view, answer->heading, NULL, answer->matters, answer->has_more);
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
show_more (PantauAgencyPage *self)
{
  self->limit += STEP;
  pantau_inquiry_ask (self->inquiry);
}

static void
set_agency (PantauAgencyPage *self, const char *agency)
{
  if (g_strcmp0 (self->agency, agency) == 0)
    return;
  g_free (self->agency);
  self->agency = g_strdup (agency != NULL ? agency : "");
  self->limit = STEP;
  pantau_inquiry_ask (self->inquiry);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AGENCY]);
}

static void
pantau_agency_page_dispose (GObject *object)
{
  PantauAgencyPage *self = PANTAU_AGENCY_PAGE (object);

  if (self->inquiry != NULL)
    pantau_inquiry_end (self->inquiry);
  g_clear_object (&self->inquiry);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_AGENCY_PAGE);

  G_OBJECT_CLASS (pantau_agency_page_parent_class)->dispose (object);
}

static void
pantau_agency_page_finalize (GObject *object)
{
  g_free (PANTAU_AGENCY_PAGE (object)->agency);

  G_OBJECT_CLASS (pantau_agency_page_parent_class)->finalize (object);
}

static void
pantau_agency_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauAgencyPage *self = PANTAU_AGENCY_PAGE (object);

  switch ((PantauAgencyPageProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, pantau_inquiry_get_session (self->inquiry));
      break;
    case PROP_AGENCY:
      g_value_set_string (value, self->agency);
      break;
    }
}

static void
pantau_agency_page_set_property (GObject *object,
                                 guint property,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  PantauAgencyPage *self = PANTAU_AGENCY_PAGE (object);

  switch ((PantauAgencyPageProperty) property)
    {
    case PROP_SESSION:
      if (pantau_inquiry_set_session (self->inquiry, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_AGENCY:
      set_agency (self, g_value_get_string (value));
      break;
    }
}

static void
pantau_agency_page_class_init (PantauAgencyPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_agency_page_dispose;
  object_class->finalize = pantau_agency_page_finalize;
  object_class->get_property = pantau_agency_page_get_property;
  object_class->set_property = pantau_agency_page_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_AGENCY] =
      g_param_spec_string ("agency", NULL, NULL, "",
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_PAGE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-agency-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, show_more);
  gtk_widget_class_bind_template_child (widget_class, PantauAgencyPage, view);

  g_type_ensure (PANTAU_TYPE_MATTER_VIEW);
}

static void
pantau_agency_page_init (PantauAgencyPage *self)
{
  self->agency = g_strdup ("");
  self->limit = STEP;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->inquiry = pantau_inquiry_new (GTK_WIDGET (self), &subject);
}
