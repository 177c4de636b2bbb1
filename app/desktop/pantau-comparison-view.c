/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Home and province, compared. */

#define G_LOG_DOMAIN "pantau-comparison-view"

#include "config.h"

#include "pantau-comparison-view.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-contradiction.h"
#include "pantau-field-row.h"
#include "pantau-format.h"
#include "pantau-inquiry.h"
#include "pantau-list-fill.h"
#include "pantau-outbox.h"
#include "pantau-ui.h"
#include "pantau-words-reconcile.h"

#define DAYS          7  /* that are listed */
#define DIFFERENCES   20 /* of one day that are told one by one */
#define CONTRADICTION 3  /* that are told, the newest ones */

struct _PantauComparisonView
{
  GtkWidget parent_instance;

  PantauInquiry *inquiry; /* (owned) */

  GtkLabel *caution_label;
  GtkListBox *list;
  GtkWidget *title_label;
};

typedef enum
{
  PROP_SESSION = 1,
} PantauComparisonViewProperty;

G_DEFINE_FINAL_TYPE (PantauComparisonView, pantau_comparison_view, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SESSION + 1];

typedef struct
{
  GPtrArray *days; /* of PantauReconciled, the newest first */
  GPtrArray *
      contradictions; /* of PantauContradiction, the oldest first; those that head the page are left out */
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->days, g_ptr_array_unref);
  g_clear_pointer (&answer->contradictions, g_ptr_array_unref);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static gpointer
make_question (GtkWidget *page, PantauSession *session)
{
  return g_strdup (pantau_session_get_device (session));
}

static gpointer
read_answer (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const char *device = data;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  answer->days = pantau_reconciled_list (db, DAYS, error);
  if (answer->days == NULL)
    return NULL;
  answer->contradictions = pantau_contradiction_list (db, error);
  if (answer->contradictions == NULL)
    return NULL;
  for (guint i = answer->contradictions->len; i > 0; i--)
    if (pantau_outbox_is_news (g_ptr_array_index (answer->contradictions, i - 1), device, now))
      g_ptr_array_remove_index (answer->contradictions, i - 1);

  return g_steal_pointer (&answer);
}

/* --- In words --- */

/* Takes @sentence (nullable). */
static void
add_line (GString *text, char *sentence)
{
  if (sentence != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", sentence);
  g_free (sentence);
}

static void
fill_day (GtkWidget *row, gpointer item, gpointer data)
{
  const PantauReconciled *day = item;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *label = pantau_format_date (day->day);

  add_line (text, pantau_words_reconciled_lines (day));
  add_line (text, pantau_words_reconciled_files (day));
  for (guint i = 0; i < MIN (day->differences->len, DIFFERENCES); i++)
    add_line (text,
              pantau_words_difference (&g_array_index (day->differences, PantauDifference, i)));
  if (day->differences->len <= DIFFERENCES)
    add_line (text, pantau_words_reconciled_more (day));
  else
    {
      g_autofree char *more =
          pantau_format_integer ((gint64) day->differences->len - DIFFERENCES + day->more);

      /* Translators: %s is a number: differences that are not listed one by one */
      add_line (text, g_strdup_printf (_ ("And %s more."), more));
    }
  pantau_field_row_set (PANTAU_FIELD_ROW (row), label, text->str, !pantau_reconciled_is_well (day));
}

/* (transfer full): "" where there is nothing */
static char *
describe_contradictions (GPtrArray *list)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = list->len > CONTRADICTION ? list->len - CONTRADICTION : 0; i < list->len; i++)
    add_line (text, pantau_contradiction_describe (g_ptr_array_index (list, i)));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show (GtkWidget *widget, gpointer data, const GError *error)
{
  PantauComparisonView *self = PANTAU_COMPARISON_VIEW (widget);
  g_autoptr (Answer) answer = data;
  g_autofree char *caution = answer != NULL ? describe_contradictions (answer->contradictions)
                                            : pantau_advice_sentence (error->message);
  gboolean has_days = answer != NULL && answer->days->len > 0;

  pantau_ui_set_text (self->caution_label, caution);
  pantau_list_fill (self->list, answer != NULL ? answer->days : NULL, PANTAU_TYPE_FIELD_ROW,
                    fill_day, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->list), has_days);
  gtk_widget_set_visible (self->title_label, has_days || *caution != '\0');
}

static const PantauInquirySubject subject = {
  .make_question = make_question,
  .read = read_answer,
  .show = show,
  .free_question = g_free,
  .free_answer = answer_free,
};

/* --- The widget --- */

static void
pantau_comparison_view_dispose (GObject *object)
{
  PantauComparisonView *self = PANTAU_COMPARISON_VIEW (object);

  if (self->inquiry != NULL)
    pantau_inquiry_end (self->inquiry);
  g_clear_object (&self->inquiry);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_COMPARISON_VIEW);

  G_OBJECT_CLASS (pantau_comparison_view_parent_class)->dispose (object);
}

static void
pantau_comparison_view_get_property (GObject *object,
                                     guint property,
                                     GValue *value,
                                     GParamSpec *pspec)
{
  PantauComparisonView *self = PANTAU_COMPARISON_VIEW (object);

  switch ((PantauComparisonViewProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, pantau_inquiry_get_session (self->inquiry));
      break;
    }
}

static void
pantau_comparison_view_set_property (GObject *object,
                                     guint property,
                                     const GValue *value,
                                     GParamSpec *pspec)
{
  PantauComparisonView *self = PANTAU_COMPARISON_VIEW (object);

  switch ((PantauComparisonViewProperty) property)
    {
    case PROP_SESSION:
      if (pantau_inquiry_set_session (self->inquiry, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    }
}

static void
pantau_comparison_view_class_init (PantauComparisonViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_comparison_view_dispose;
  object_class->get_property = pantau_comparison_view_get_property;
  object_class->set_property = pantau_comparison_view_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-comparison-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauComparisonView, caution_label);
  gtk_widget_class_bind_template_child (widget_class, PantauComparisonView, list);
  gtk_widget_class_bind_template_child (widget_class, PantauComparisonView, title_label);
}

static void
pantau_comparison_view_init (PantauComparisonView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->inquiry = pantau_inquiry_new (GTK_WIDGET (self), &subject);
}
