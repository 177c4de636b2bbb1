/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of early warnings, and how they come. */

#define G_LOG_DOMAIN "pantau-warnings-page"

#include "config.h"

#include "pantau-warnings-page.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-format.h"
#include "pantau-inquiry.h"
#include "pantau-line-layout.h"
#include "pantau-locale.h"
#include "pantau-matter-view.h"
#include "pantau-page-layout.h"
#include "pantau-ui.h"
#include "pantau-warning-dialog.h"
#include "pantau-warning-fetch.h"
#include "pantau-warning-watch.h"
#include "pantau-warning-work.h"
#include "pantau-words-warning.h"
#include "pantau-words.h"

/* Lines that are listed at first, and so many more each time. */
#define STEP 50

struct _PantauWarningsPage
{
  GtkWidget parent_instance;

  PantauInquiry *inquiry;        /* (owned) (nullable) once it is disposed */
  GCancellable *cancellable;     /* (owned) (nullable): of what is being fetched or read */
  GtkFileChooserNative *chooser; /* (owned) (nullable) */
  GQueue files;                  /* of GFile: to be read after it */
  guint limit;

  GtkWidget *fetch_button;
  GtkWidget *file_button;
  GtkLabel *source_label;
  GtkSpinner *spinner;
  GtkLabel *standing_label;
  PantauMatterView *view;
};

typedef enum
{
  PROP_SESSION = 1,
} PantauWarningsPageProperty;

G_DEFINE_FINAL_TYPE (PantauWarningsPage, pantau_warnings_page, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SESSION + 1];

typedef struct
{
  PantauReference *reference; /* (owned) */
  char *region;               /* the person's own; "" before enrolment */
  gint64 now;
  guint limit;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  pantau_reference_unref (question->reference);
  g_free (question->region);
  g_free (question);
}

static gpointer
make_question (GtkWidget *page, PantauSession *session)
{
  PantauWarningsPage *self = PANTAU_WARNINGS_PAGE (page);
  Question *question = g_new0 (Question, 1);

  question->reference = pantau_reference_ref (pantau_session_get_reference (session));
  question->region = g_strdup (pantau_session_get_region (session));
  question->now = g_get_real_time () / G_USEC_PER_SEC + pantau_session_get_clock_error (session);
  question->limit = self->limit;

  return question;
}

/* What is shown, in words. */
typedef struct
{
  GPtrArray *matters; /* (owned): of PantauMatter */
  char *heading;
  char *standing; /* when the agency was asked last */
  gboolean has_more;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->matters, g_ptr_array_unref);
  g_free (answer->heading);
  g_free (answer->standing);
  g_free (answer);
}

static guint
count_in (GPtrArray *hits, const char *region)
{
  guint n = 0;

  for (guint i = 0; i < hits->len; i++)
    if (*region == '\0' ||
        pantau_region_covers (region, ((PantauWarningHit *) g_ptr_array_index (hits, i))->code))
      n++;

  return n;
}

static PantauMatter *
make_matter (const Question *question, const PantauWarningItem *item)
{
  PantauMatter *matter = g_new0 (PantauMatter, 1);
  gboolean stands = pantau_warning_state_stands (item->state);
  guint own = count_in (item->hits, question->region);
  g_autofree char *time = pantau_words_warning_time (item, question->now),
                  *hits = pantau_words_warning_hits (own),
                  *grade = pantau_words_warning_grade (question->reference, item->warning);

  matter->icon = stands && own > 0 ? "dialog-warning-symbolic" : "weather-storm-symbolic";
  matter->title = g_strdup (pantau_warning_get_title (item->warning, pantau_locale_get ()));
  matter->state = g_strdup (pantau_words_warning_state (item->state));
  matter->is_urgent = stands && own > 0;
  matter->details = g_strdup_printf ("%s%s%s%s%s", time, *grade != '\0' ? " · " : "", grade,
                                     item->state == PANTAU_WARNING_IS_NOTICE ? "" : "\n",
                                     item->state == PANTAU_WARNING_IS_NOTICE ? "" : hits);
  matter->action = "win.show";
  matter->target = g_strconcat ("warnings:", item->id, NULL);

  return matter;
}

static char *
say_standing (PantauDb *db, gint64 now, GError **error)
{
  gint64 when = 0;
  g_autofree char *ago = NULL;

  if (!pantau_warnings_last_read (db, &when, error))
    return NULL;
  if (when == 0)
    return g_strdup (_ ("Nothing was fetched on this laptop yet."));
  ago = pantau_format_ago (when, now);

  /* Translators: %s is how long ago: "5 minutes ago" */
  return g_strdup_printf (_ ("The agency was last asked %s."), ago);
}

static gpointer
read_answer (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  g_autoptr (PantauWarningMatcher) matcher =
      pantau_warning_matcher_new (question->reference, error);
  /* One more than is shown tells whether there is more. */
  g_autoptr (GPtrArray) items = matcher != NULL ? pantau_warnings_list (db, matcher, question->now,
                                                                        question->limit + 1, error)
                                                : NULL;
  g_autofree char *standing = items != NULL ? say_standing (db, question->now, error) : NULL;
  g_autofree char *number = NULL;
  guint n_standing = 0;
  Answer *answer;

  if (standing == NULL)
    return NULL;

  answer = g_new0 (Answer, 1);
  answer->matters = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_matter_free);
  for (guint i = 0; i < MIN (items->len, question->limit); i++)
    {
      const PantauWarningItem *item = g_ptr_array_index (items, i);

      n_standing += pantau_warning_state_stands (item->state);
      g_ptr_array_add (answer->matters, make_matter (question, item));
    }
  number = pantau_format_integer (n_standing);
  answer->heading = g_strdup_printf (
      ngettext ("%s early warning in force", "%s early warnings in force", n_standing), number);
  answer->standing = g_steal_pointer (&standing);
  answer->has_more = items->len > question->limit;

  return answer;
}

static void
show (GtkWidget *widget, gpointer given, const GError *error)
{
  PantauWarningsPage *self = PANTAU_WARNINGS_PAGE (widget);
  Answer *answer = given;

  if (answer == NULL)
    {
      pantau_matter_view_set_empty (self->view, "dialog-warning-symbolic",
                                    _ ("The early warnings cannot be read"), error->message);
      return;
    }

  gtk_label_set_label (self->standing_label, answer->standing);
  if (answer->matters->len == 0)
    pantau_matter_view_set_empty (
        self->view, "weather-storm-symbolic", _ ("No early warning is here"),
        _ ("Fetch them from the agency, or drop a file with a warning here: one from a stick or "
           "from somebody who has a network does as well. What is here is honoured offline, also "
           "when it is replaced, cancelled or over."));
  else
    pantau_matter_view_set (self->view, answer->heading, NULL, answer->matters, answer->has_more);
  answer_free (answer);
}

static const PantauInquirySubject subject = {
  .make_question = make_question,
  .read = read_answer,
  .show = show,
  .free_question = question_free,
  .free_answer = answer_free,
  .is_of_the_hour = TRUE,
};

static void
show_more (PantauWarningsPage *self)
{
  self->limit += STEP;
  pantau_inquiry_ask (self->inquiry);
}

static void
show_working (PantauWarningsPage *self, gboolean is_working)
{
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_working);
  gtk_spinner_set_spinning (self->spinner, is_working);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.fetch-warnings", !is_working);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.open-warning", !is_working);
}

/* What is brought may be the first of several. */
static void bring (PantauWarningsPage *self, GFile *file);

static void
bring_next (PantauWarningsPage *self)
{
  g_autoptr (GFile) file = g_queue_pop_head (&self->files);

  if (file != NULL)
    bring (self, file);
}

static void
was_brought (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauWarningsPage) self = pantau_ui_weak_take (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *told = pantau_warning_work_finish (PANTAU_SESSION (source), result, &error);

  if (self == NULL || self->inquiry == NULL)
    return;
  g_clear_object (&self->cancellable);
  show_working (self, FALSE);
  if (told != NULL)
    pantau_ui_toast (GTK_WIDGET (self), told);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    pantau_ui_toast_error (GTK_WIDGET (self), error);
  pantau_inquiry_ask (self->inquiry);
  bring_next (self);
}

static void
bring (PantauWarningsPage *self, GFile *file)
{
  PantauSession *session = pantau_inquiry_get_session (self->inquiry);

  if (session == NULL || self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  show_working (self, TRUE);
  pantau_warning_work_read (session, file, self->cancellable, was_brought,
                            pantau_ui_weak_new (self));
}

void
pantau_warnings_page_read (PantauWarningsPage *self, GFile *file)
{
  g_queue_push_tail (&self->files, g_object_ref (file));
  if (self->cancellable == NULL)
    bring_next (self);
}

static void
fetch_warnings (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bring (PANTAU_WARNINGS_PAGE (widget), NULL);
}

/* From where, and how often by itself. */
static void
schedule_warnings (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauSession *session = pantau_inquiry_get_session (PANTAU_WARNINGS_PAGE (widget)->inquiry);

  if (session != NULL)
    gtk_window_present (GTK_WINDOW (
        pantau_warning_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), session)));
}

static void
was_chosen (GtkNativeDialog *chooser, int response, PantauWarningsPage *self)
{
  g_autoptr (GListModel) files = response == GTK_RESPONSE_ACCEPT
                                     ? gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser))
                                     : NULL;

  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    g_queue_push_tail (&self->files, g_list_model_get_item (files, i));
  g_clear_object (&self->chooser);
  bring_next (self);
}

static void
open_warning (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauWarningsPage *self = PANTAU_WARNINGS_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_ ("Open an early warning"), GTK_WINDOW (root),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  gtk_file_filter_set_name (filter, _ ("Early warnings (CAP)"));
  gtk_file_filter_add_suffix (filter, "xml");
  gtk_file_filter_add_suffix (filter, "cap");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (was_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
was_dropped (
    GtkDropTarget *target, const GValue *value, double x, double y, PantauWarningsPage *self)
{
  GSList *files = g_value_get_boxed (value);

  if (files == NULL || self->cancellable != NULL)
    return FALSE;
  for (GSList *at = files; at != NULL; at = at->next)
    g_queue_push_tail (&self->files, g_object_ref (at->data));
  bring_next (self);

  return TRUE;
}

/* Whose they are; and what was chosen, where something was. */
static void
show_source (PantauWarningsPage *self, PantauSession *session)
{
  const char *url = pantau_session_get_setting (session, PANTAU_SETTING_WARNINGS_URL);
  guint minutes = pantau_warning_watch_get_minutes (session);
  g_autofree char *source = pantau_words_warning_source (pantau_session_get_reference (session));
  g_autofree char *every = minutes > 0 ? pantau_words_warning_every (minutes) : NULL;
  g_autoptr (GString) text = g_string_new (source);

  if (url != NULL)
    {
      g_autofree char *clean = pantau_words_clean (url);

      g_string_append_c (text, '\n');
      /* Translators: %s is an address on the network */
      g_string_append_printf (text, _ ("Fetched from %s"), clean);
    }
  if (every != NULL)
    {
      g_string_append_c (text, '\n');
      /* Translators: "Every 15 minutes by itself, while this window is open" */
      g_string_append_printf (text, _ ("%s by itself, while this window is open"), every);
    }
  gtk_label_set_label (self->source_label, text->str);
}

static void
setting_changed (PantauWarningsPage *self, const char *name, PantauSession *session)
{
  if (g_str_equal (name, PANTAU_SETTING_WARNINGS_URL) ||
      g_str_equal (name, PANTAU_SETTING_WARNINGS_EVERY))
    show_source (self, session);
}

static void
set_session (PantauWarningsPage *self, PantauSession *session)
{
  if (session != NULL)
    {
      show_source (self, session);
      g_signal_connect_object (session, "setting-changed", G_CALLBACK (setting_changed), self,
                               G_CONNECT_SWAPPED);
    }
  if (pantau_inquiry_set_session (self->inquiry, session))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
pantau_warnings_page_dispose (GObject *object)
{
  PantauWarningsPage *self = PANTAU_WARNINGS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chooser);
  g_queue_clear_full (&self->files, g_object_unref);
  if (self->inquiry != NULL)
    pantau_inquiry_end (self->inquiry);
  g_clear_object (&self->inquiry);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_WARNINGS_PAGE);

  G_OBJECT_CLASS (pantau_warnings_page_parent_class)->dispose (object);
}

static void
pantau_warnings_page_get_property (GObject *object,
                                   guint property,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  PantauWarningsPage *self = PANTAU_WARNINGS_PAGE (object);

  switch ((PantauWarningsPageProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, pantau_inquiry_get_session (self->inquiry));
      break;
    }
}

static void
pantau_warnings_page_set_property (GObject *object,
                                   guint property,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  switch ((PantauWarningsPageProperty) property)
    {
    case PROP_SESSION:
      set_session (PANTAU_WARNINGS_PAGE (object), g_value_get_object (value));
      break;
    }
}

static void
pantau_warnings_page_class_init (PantauWarningsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_warnings_page_dispose;
  object_class->get_property = pantau_warnings_page_get_property;
  object_class->set_property = pantau_warnings_page_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_action (widget_class, "page.fetch-warnings", NULL, fetch_warnings);
  gtk_widget_class_install_action (widget_class, "page.open-warning", NULL, open_warning);
  gtk_widget_class_install_action (widget_class, "page.schedule-warnings", NULL, schedule_warnings);

  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  g_type_ensure (PANTAU_TYPE_MATTER_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_PAGE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-warnings-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, show_more);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningsPage, fetch_button);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningsPage, file_button);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningsPage, source_label);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningsPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningsPage, standing_label);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningsPage, view);
}

static void
pantau_warnings_page_init (PantauWarningsPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->limit = STEP;
  self->inquiry = pantau_inquiry_new (GTK_WIDGET (self), &subject);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (target, "drop", G_CALLBACK (was_dropped), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
