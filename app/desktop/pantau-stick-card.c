/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Courier files, on the sync page. */

#define G_LOG_DOMAIN "pantau-stick-card"

#include "config.h"

#include "pantau-stick-card.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-courier.h"
#include "pantau-field-row.h"
#include "pantau-format.h"
#include "pantau-inquiry.h"
#include "pantau-list-fill.h"
#include "pantau-ui.h"
#include "pantau-words.h"
#include "pantau-wrap-layout.h"

#define EVENTS_LIMIT 5 /* files that are listed */

struct _PantauStickCard
{
  GtkWidget parent_instance;

  PantauInquiry *inquiry; /* (owned) */

  GtkWidget *card_button;
  GtkLabel *fault_label;
  GtkListBox *list;
  GtkLabel *state_label;
  GtkWidget *write_button;
};

typedef enum
{
  PROP_SESSION = 1,
} PantauStickCardProperty;

G_DEFINE_FINAL_TYPE (PantauStickCard, pantau_stick_card, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SESSION + 1];

/* --- In words --- */

/* Takes @sentence. */
static void
add_sentence (GString *text, char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

static void
describe_own (GString *text, const PantauCourierList *list)
{
  g_autofree char *number = pantau_format_integer (list->lines),
                  *when = list->last != NULL ? pantau_format_rfc3339 (list->last) : NULL;

  if (list->lines == 0 || when == NULL)
    return;
  add_sentence (
      text,
      g_strdup_printf (
          /* Translators: %s is a number, then a time. The stick is on its way, and nobody knows yet whether it arrived. */
          ngettext ("%s line of this laptop left on a stick, last on %s; the "
                    "province’s receipt has not come back yet.",
                    "%s lines of this laptop left on a stick, last on %s; the "
                    "province’s receipt has not come back yet.",
                    (gulong) list->lines),
          number, when));
}

static void
describe_carried (GString *text, const PantauCourierList *list)
{
  g_autofree char *carried = pantau_format_integer (list->carried),
                  *answers = pantau_format_integer (list->answers),
                  *waiting = pantau_format_integer (list->waiting);

  if (list->carried > 0)
    add_sentence (text,
                  g_strdup_printf (
                      /* Translators: sealed contents of others’ files: titipan */
                      ngettext ("%s parcel of others is carried for the province: it goes on when "
                                "there is a signal, and with the next file.",
                                "%s parcels of others are carried for the province: they go on "
                                "when there is a signal, and with the next file.",
                                list->carried),
                      carried));
  if (list->answers > 0)
    add_sentence (
        text, g_strdup_printf (ngettext ("%s answer of the province is carried back to others.",
                                         "%s answers of the province are carried back to others.",
                                         list->answers),
                               answers));
  if (list->waiting > 0)
    add_sentence (
        text,
        g_strdup_printf (
            ngettext ("%s parcel for this laptop waits for another one that comes first.",
                      "%s parcels for this laptop wait for others that come first.", list->waiting),
            waiting));
}

static void
show_state (PantauStickCard *self, const PantauCourierList *list)
{
  PantauSession *session = pantau_inquiry_get_session (self->inquiry);
  g_autoptr (GString) text = g_string_new (NULL);

  describe_own (text, list);
  describe_carried (text, list);
  if (text->len == 0 && !pantau_session_is_enrolled (session))
    g_string_append (
        text, _ ("A laptop without any signal is enrolled by a file too: choose so when you enrol "
                 "it, and take in here what the province answers."));
  else if (text->len == 0)
    g_string_append (text,
                     _ ("Where there is no signal, a stick takes to the province what waits here, "
                        "and brings back what is new. Whoever finds it can read nothing."));
  pantau_ui_set_text (self->state_label, text->str);
}

/* (transfer full) */
static char *
describe_event (const PantauCourierEvent *event)
{
  g_autoptr (GPtrArray) words = pantau_courier_words (&event->summary, event->is_made);
  g_autofree char *name = pantau_words_clean (event->name);
  g_autoptr (GString) text = g_string_new (name);

  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (text, "\n%s", (const char *) g_ptr_array_index (words, i));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
fill_event (GtkWidget *row, gpointer item, gpointer data)
{
  const PantauCourierEvent *event = item;
  g_autofree char *when = pantau_format_rfc3339 (event->at), *text = describe_event (event);
  g_autofree char *label = event->is_made
                               /* Translators: %s is a time: when a file was written to a stick */
                               ? g_strdup_printf (_ ("Written on %s"), when)
                               /* Translators: %s is a time: when a file of a stick was taken in */
                               : g_strdup_printf (_ ("Taken in on %s"), when);

  pantau_field_row_set (PANTAU_FIELD_ROW (row), label, text, FALSE);
}

/* --- Asking --- */

static gpointer
make_question (GtkWidget *page, PantauSession *session)
{
  return NULL;
}

static gpointer
read_list (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return pantau_courier_list (db, EVENTS_LIMIT, error);
}

static void
show (GtkWidget *widget, gpointer data, const GError *error)
{
  PantauStickCard *self = PANTAU_STICK_CARD (widget);
  PantauSession *session = pantau_inquiry_get_session (self->inquiry);
  g_autoptr (PantauCourierList) list = data;
  g_autofree char *sentence = list == NULL ? pantau_advice_sentence (error->message) : NULL;

  pantau_ui_set_text (self->fault_label, sentence);
  if (list == NULL || session == NULL)
    return;
  show_state (self, list);
  pantau_list_fill (self->list, list->events, PANTAU_TYPE_FIELD_ROW, fill_event, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->list), list->events->len > 0);
  gtk_widget_set_visible (self->write_button, pantau_session_is_enrolled (session));
  gtk_widget_set_visible (self->card_button, pantau_session_is_enrolled (session));
}

static const PantauInquirySubject subject = {
  .make_question = make_question,
  .read = read_list,
  .show = show,
  .free_answer = (GDestroyNotify) pantau_courier_list_free,
};

/* --- The widget --- */

static void
pantau_stick_card_dispose (GObject *object)
{
  PantauStickCard *self = PANTAU_STICK_CARD (object);

  if (self->inquiry != NULL)
    pantau_inquiry_end (self->inquiry);
  g_clear_object (&self->inquiry);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_STICK_CARD);

  G_OBJECT_CLASS (pantau_stick_card_parent_class)->dispose (object);
}

static void
pantau_stick_card_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauStickCard *self = PANTAU_STICK_CARD (object);

  switch ((PantauStickCardProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, pantau_inquiry_get_session (self->inquiry));
      break;
    }
}

static void
pantau_stick_card_set_property (GObject *object,
                                guint property,
                                const GValue *value,
                                GParamSpec *pspec)
{
  PantauStickCard *self = PANTAU_STICK_CARD (object);

  switch ((PantauStickCardProperty) property)
    {
    case PROP_SESSION:
      if (pantau_inquiry_set_session (self->inquiry, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    }
}

static void
pantau_stick_card_class_init (PantauStickCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_stick_card_dispose;
  object_class->get_property = pantau_stick_card_get_property;
  object_class->set_property = pantau_stick_card_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (PANTAU_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-stick-card.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauStickCard, card_button);
  gtk_widget_class_bind_template_child (widget_class, PantauStickCard, fault_label);
  gtk_widget_class_bind_template_child (widget_class, PantauStickCard, list);
  gtk_widget_class_bind_template_child (widget_class, PantauStickCard, state_label);
  gtk_widget_class_bind_template_child (widget_class, PantauStickCard, write_button);
}

static void
pantau_stick_card_init (PantauStickCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->inquiry = pantau_inquiry_new (GTK_WIDGET (self), &subject);
}
