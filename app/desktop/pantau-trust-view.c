/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A key that nobody compared may be anybody's: so the view says of each where it came from. */

#define G_LOG_DOMAIN "pantau-trust-view"

#include "config.h"

#include "pantau-trust-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-field-row.h"
#include "pantau-format.h"
#include "pantau-inquiry.h"
#include "pantau-list-fill.h"
#include "pantau-store-identity.h"
#include "pantau-trust.h"
#include "pantau-ui.h"
#include "pantau-words.h"

#define ALERTS 5

struct _PantauTrustView
{
  GtkWidget parent_instance;

  PantauInquiry *inquiry; /* (owned) (nullable) once it is disposed */
  char *fingerprint;      /* (nullable): what is shown */

  GtkLabel *alerts_label;
  GtkLabel *compare_label;
  GtkWidget *compare_list;
  AdwEntryRow *compare_row;
  GtkListBox *facts_list;
  GtkLabel *refused_label;
  GtkWidget *title_label;
};

typedef enum
{
  PROP_SESSION = 1,
} PantauTrustViewProperty;

G_DEFINE_FINAL_TYPE (PantauTrustView, pantau_trust_view, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SESSION + 1];

typedef struct
{
  PantauReference *reference; /* (owned) */
  char *path;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  pantau_reference_unref (question->reference);
  g_free (question->path);
  g_free (question);
}

typedef struct
{
  char *label;
  char *value;
} Fact;

static void
fact_free (gpointer data)
{
  Fact *fact = data;

  g_free (fact->label);
  g_free (fact->value);
  g_free (fact);
}

/* What is shown, in words. */
typedef struct
{
  char *fingerprint; /* (nullable) */
  gboolean is_compared;
  GPtrArray *facts; /* of Fact */
  char *refused;    /* (nullable) */
  char *alerts;     /* (nullable) */
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->fingerprint);
  g_ptr_array_unref (answer->facts);
  g_free (answer->refused);
  g_free (answer->alerts);
  g_free (answer);
}

static gpointer
make_question (GtkWidget *page, PantauSession *session)
{
  Question *question = g_new0 (Question, 1);

  question->reference = pantau_reference_ref (pantau_session_get_reference (session));
  question->path = g_strdup (pantau_session_get_path (session));

  return question;
}

/* Takes @value. */
static void
add_fact (Answer *answer, const char *label, char *value)
{
  Fact *fact = g_new0 (Fact, 1);

  fact->label = g_strdup (label);
  fact->value = value;
  g_ptr_array_add (answer->facts, fact);
}

static const char *
describe_origin (const char *from)
{
  if (g_strcmp0 (from, "invitation") == 0)
    return _ ("It came with the invitation, or somebody compared it.");
  if (g_strcmp0 (from, "grant") == 0)
    return _ ("The province’s server told it, and nobody has compared it yet.");

  return _ ("It is the first that was seen here, and nobody has compared it yet.");
}

static void
describe_roster (const Question *question, Answer *answer, PantauRoster *roster)
{
  PantauRegions *regions = pantau_reference_get_regions (question->reference);
  GPtrArray *officers = pantau_roster_get_officers (roster);
  g_autofree char *serial = pantau_format_integer (pantau_roster_get_serial (roster)),
                  *made = pantau_format_rfc3339 (pantau_roster_get_made (roster));

  for (guint i = 0; i < officers->len; i++)
    {
      const PantauOfficer *officer = g_ptr_array_index (officers, i);
      g_autofree char *name = pantau_words_clean (officer->name),
                      *region = pantau_regions_qualified (regions, officer->region),
                      *until = officer->until != NULL ? pantau_format_date (officer->until) : NULL;

      add_fact (answer, name,
                /* Translators: a region, and the last day on which an officer serves it */
                until != NULL ? g_strdup_printf (_ ("%s, until %s"), region, until)
                              : g_strdup (region));
    }
  /* Translators: of a numbered list of officers: its number, and when it was signed */
  add_fact (answer, _ ("Signed list"), g_strdup_printf (_ ("No. %s, %s"), serial, made));
}

/* NULL for what only a newer program knows. (transfer full) (nullable) */
static char *
describe_alert (const PantauAlert *alert)
{
  g_autofree char *name = pantau_words_clean (alert->name != NULL ? alert->name : alert->person);
  g_autofree char *count = pantau_format_integer (alert->count),
                  *since =
                      pantau_format_rfc3339 (alert->since != NULL ? alert->since : alert->time);

  if (g_str_equal (alert->what, "identity-open"))
    return g_strdup_printf (
        /* Translators: a person, how often, and a time: the province warns that somebody opens unusually many identities */
        _ ("The province warns: %s opened identities %s times within an hour, since %s."), name,
        count, since);
  if (g_str_equal (alert->what, "copied"))
    return g_strdup_printf (
        /* Translators: %1$s is a person, %2$s a time. */
        _ ("The province warns: the data of the laptop of %1$s exists twice, as it noticed on "
           "%2$s. "
           "One of the two needs a new key."),
        name, since);

  return NULL;
}

static char *
describe_alerts (GPtrArray *alerts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < alerts->len; i++)
    {
      g_autofree char *sentence = describe_alert (g_ptr_array_index (alerts, i));

      if (sentence != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", sentence);
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static gpointer
read_trust (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  g_autoptr (PantauTrust) trust = pantau_trust_read (store, question->path, error);
  g_autoptr (GPtrArray) alerts = trust != NULL ? pantau_store_alerts (store, ALERTS, error) : NULL;
  Answer *answer;

  if (alerts == NULL)
    return NULL;

  answer = g_new0 (Answer, 1);
  answer->facts = g_ptr_array_new_with_free_func (fact_free);
  answer->fingerprint = g_strdup (trust->fingerprint);
  answer->is_compared = g_strcmp0 (trust->from, "invitation") == 0;
  if (trust->fingerprint != NULL)
    add_fact (answer, _ ("Fingerprint of the recovery key"),
              g_strdup_printf ("%s\n%s", trust->fingerprint, describe_origin (trust->from)));
  if (trust->roster != NULL)
    describe_roster (question, answer, trust->roster);
  else if (trust->fingerprint != NULL)
    add_fact (answer, _ ("Officers"), g_strdup (_ ("The province has named none yet.")));
  if (trust->refused->len > 0)
    {
      g_ptr_array_add (trust->refused, NULL);
      answer->refused = g_strjoinv ("\n", (char **) trust->refused->pdata);
    }
  answer->alerts = describe_alerts (alerts);

  return answer;
}

static void
fill_fact (GtkWidget *row, gpointer item, gpointer data)
{
  const Fact *fact = item;

  pantau_field_row_set (PANTAU_FIELD_ROW (row), fact->label, fact->value, FALSE);
}

static void
show (GtkWidget *widget, gpointer data, const GError *error)
{
  PantauTrustView *self = PANTAU_TRUST_VIEW (widget);
  Answer *answer = data;

  if (answer == NULL)
    {
      g_autofree char *sentence = pantau_advice_sentence (error->message);

      pantau_ui_set_text (self->refused_label, sentence);
      return;
    }
  g_free (self->fingerprint);
  self->fingerprint = g_steal_pointer (&answer->fingerprint);
  pantau_ui_set_text (self->alerts_label, answer->alerts);
  pantau_ui_set_text (self->refused_label, answer->refused);
  pantau_list_fill (self->facts_list, answer->facts, PANTAU_TYPE_FIELD_ROW, fill_fact, NULL);
  gtk_widget_set_visible (self->compare_list, self->fingerprint != NULL && !answer->is_compared);
  gtk_widget_set_visible (self->title_label, answer->facts->len > 0 || answer->refused != NULL ||
                                                 answer->alerts != NULL);
  answer_free (answer);
}

static const PantauInquirySubject subject = {
  .make_question = make_question,
  .read = read_trust,
  .show = show,
  .free_question = question_free,
  .free_answer = answer_free,
};

static void
tell (PantauTrustView *self, const char *text, gboolean is_wrong)
{
  pantau_ui_set_text (self->compare_label, text);
  if (is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->compare_label), "caution");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->compare_label), "caution");
}

static gpointer
pin_in_thread (PantauHome *home, gpointer data, GError **error)
{
  return GINT_TO_POINTER (pantau_home_pin_recovery (home, data, "invitation", error));
}

static void
was_pinned (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauTrustView) self = data;
  g_autoptr (GError) error = NULL;

  pantau_session_write_finish (PANTAU_SESSION (source), result, &error);
  if (error != NULL)
    {
      g_autofree char *sentence = pantau_advice_sentence (error->message);

      tell (self, sentence, TRUE);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->compare_row), "");
  tell (self, _ ("They are the same. Lists signed by another key will never be used here."), FALSE);
  if (self->inquiry != NULL)
    pantau_inquiry_ask (self->inquiry);
}

static void
compare (PantauTrustView *self)
{
  PantauSession *session = pantau_inquiry_get_session (self->inquiry);
  g_autoptr (GError) error = NULL;
  g_autofree char *typed =
      pantau_fingerprint_read (gtk_editable_get_text (GTK_EDITABLE (self->compare_row)), &error);

  if (session == NULL || self->fingerprint == NULL)
    return;
  if (typed == NULL)
    {
      g_autofree char *sentence = pantau_advice_sentence (error->message);

      tell (self, sentence, TRUE);
      return;
    }
  /* What was typed is what the person believes: it must not quietly replace what the server said. */
  if (!g_str_equal (typed, self->fingerprint))
    {
      tell (self,
            _ ("They differ: this laptop was given another key than the one on your paper. Seal "
               "nobody here, and call the office that invited you."),
            TRUE);
      return;
    }
  pantau_session_write (session, pin_in_thread, g_steal_pointer (&typed), g_free, NULL, was_pinned,
                        g_object_ref (self));
}

static void
pantau_trust_view_dispose (GObject *object)
{
  PantauTrustView *self = PANTAU_TRUST_VIEW (object);

  if (self->inquiry != NULL)
    pantau_inquiry_end (self->inquiry);
  g_clear_object (&self->inquiry);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_TRUST_VIEW);

  G_OBJECT_CLASS (pantau_trust_view_parent_class)->dispose (object);
}

static void
pantau_trust_view_finalize (GObject *object)
{
  g_free (PANTAU_TRUST_VIEW (object)->fingerprint);

  G_OBJECT_CLASS (pantau_trust_view_parent_class)->finalize (object);
}

static void
pantau_trust_view_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauTrustView *self = PANTAU_TRUST_VIEW (object);

  switch ((PantauTrustViewProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, pantau_inquiry_get_session (self->inquiry));
      break;
    }
}

static void
pantau_trust_view_set_property (GObject *object,
                                guint property,
                                const GValue *value,
                                GParamSpec *pspec)
{
  PantauTrustView *self = PANTAU_TRUST_VIEW (object);

  switch ((PantauTrustViewProperty) property)
    {
    case PROP_SESSION:
      if (pantau_inquiry_set_session (self->inquiry, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    }
}

static void
pantau_trust_view_class_init (PantauTrustViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_trust_view_dispose;
  object_class->finalize = pantau_trust_view_finalize;
  object_class->get_property = pantau_trust_view_get_property;
  object_class->set_property = pantau_trust_view_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-trust-view.ui");
  gtk_widget_class_bind_template_callback (widget_class, compare);
  gtk_widget_class_bind_template_child (widget_class, PantauTrustView, alerts_label);
  gtk_widget_class_bind_template_child (widget_class, PantauTrustView, compare_label);
  gtk_widget_class_bind_template_child (widget_class, PantauTrustView, compare_list);
  gtk_widget_class_bind_template_child (widget_class, PantauTrustView, compare_row);
  gtk_widget_class_bind_template_child (widget_class, PantauTrustView, facts_list);
  gtk_widget_class_bind_template_child (widget_class, PantauTrustView, refused_label);
  gtk_widget_class_bind_template_child (widget_class, PantauTrustView, title_label);
}

static void
pantau_trust_view_init (PantauTrustView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (self->title_label, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->facts_list), FALSE);
  self->inquiry = pantau_inquiry_new (GTK_WIDGET (self), &subject);
}
