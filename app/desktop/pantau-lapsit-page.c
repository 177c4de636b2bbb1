/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of situation reports. All that takes time is in pantau-lapsit-work.c. */

#define G_LOG_DOMAIN "pantau-lapsit-page"

#include "config.h"

#include "pantau-lapsit-page.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-chips.h"
#include "pantau-format.h"
#include "pantau-lapsit-recount.h"
#include "pantau-lapsit-sheets.h"
#include "pantau-lapsit-work.h"
#include "pantau-page-layout.h"
#include "pantau-ui.h"

#define DAY 86400

#define SHOW_TEXT   "text"
#define SHOW_SHEETS "sheets"

struct _PantauLapsitPage
{
  GtkWidget parent_instance;

  PantauSession *session; /* (owned) (nullable) */
  GPtrArray *regions;     /* (owned): of char *: codes of what can be chosen */
  GPtrArray *kept;        /* (owned): of char *: ids of what can be chosen */
  char *id;               /* (nullable): of the report that is shown */
  char *message;          /* (nullable): of it */
  guint rest;             /* a source: what was typed waits to be kept */
  gboolean is_filling;    /* texts change because another report is shown */
  gboolean is_making;
  GtkNativeDialog *chooser; /* (owned) (nullable): while it is open */
  gboolean is_odt;          /* what it asks for */

  GtkDropDown *period_choice;
  GtkDropDown *region_choice;
  GtkDropDown *election_choice; /* the first is all of them */
  GtkEditable *hour_entry;
  GtkWidget *make_button;
  GtkWidget *spinner;
  GtkLabel *fault_label;
  GtkStack *stack;
  GtkDropDown *kept_choice;
  PantauChips *view_chips;
  GtkStack *view_stack;
  GtkLabel *preview_label;
  PantauLapsitSheets *sheets;
  PantauLapsitRecount *recount;
  GtkLabel *saved_label;
  GtkLabel *warning_label;
  GtkTextBuffer *analysis;
  GtkTextBuffer *efforts;
  GtkTextBuffer *recommendations;
  GtkEditable *signatory_entry;
};

typedef enum
{
  PROP_SESSION = 1,
} PantauLapsitPageProperty;

G_DEFINE_FINAL_TYPE (PantauLapsitPage, pantau_lapsit_page, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SESSION + 1];

/* --- The texts --- */

static char *
text_of (GtkTextBuffer *buffer)
{
  char *text;

  g_object_get (buffer, "text", &text, NULL);

  return text;
}

/* Sheets are drawn while somebody looks at them. */
static void
show_sheets (PantauLapsitPage *self)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->view_stack), SHOW_SHEETS) == 0 &&
      self->id != NULL)
    pantau_lapsit_sheets_show (self->sheets, self->session, self->id);
}

/* There always is one of the two: what was chosen stays. */
static void
view_picked (PantauLapsitPage *self, const char *id)
{
  if (*id == '\0')
    {
      pantau_chips_set_selected (self->view_chips,
                                 gtk_stack_get_visible_child_name (self->view_stack));
      return;
    }
  gtk_stack_set_visible_child_name (self->view_stack, id);
  show_sheets (self);
}

static void
show_message (PantauLapsitPage *self, const PantauLapsitShown *shown)
{
  g_autofree char *sentence =
      shown->warning != NULL ? pantau_advice_sentence (shown->warning) : NULL;

  g_free (self->message);
  self->message = g_strdup (shown->message);
  gtk_label_set_label (self->preview_label, shown->message);
  gtk_label_set_label (self->warning_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->warning_label), sentence != NULL);
  show_sheets (self);
}

static void
was_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauLapsitPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauLapsitShown) shown =
      pantau_lapsit_work_show_finish (PANTAU_SESSION (source), result, &error);

  if (self->session != PANTAU_SESSION (source))
    return;
  if (shown == NULL)
    {
      gtk_label_set_label (self->saved_label, _ ("Not saved"));
      pantau_ui_toast_error (GTK_WIDGET (self), error);
      return;
    }
  /* Another may be shown by now, and more may have been typed. */
  if (g_strcmp0 (shown->report->id, self->id) != 0)
    return;
  show_message (self, shown);
  if (self->rest == 0)
    gtk_label_set_label (self->saved_label, _ ("Saved"));
}

static void
write_texts (PantauLapsitPage *self)
{
  g_autofree char *analysis = text_of (self->analysis), *efforts = text_of (self->efforts),
                  *recommendations = text_of (self->recommendations);
  const PantauLapsitTexts texts = { analysis, efforts, recommendations,
                                    (char *) gtk_editable_get_text (self->signatory_entry) };

  if (self->session != NULL && self->id != NULL)
    pantau_lapsit_work_write (self->session, self->id, &texts, was_written, g_object_ref (self));
}

static gboolean
rest_passed (gpointer data)
{
  PantauLapsitPage *self = data;

  self->rest = 0;
  write_texts (self);

  return G_SOURCE_REMOVE;
}

/* What waits to be kept is kept now: the page is left, or another report is chosen. */
static void
flush (PantauLapsitPage *self)
{
  if (self->rest == 0)
    return;
  g_clear_handle_id (&self->rest, g_source_remove);
  write_texts (self);
}

static void
text_changed (PantauLapsitPage *self)
{
  if (self->is_filling || self->id == NULL)
    return;
  g_clear_handle_id (&self->rest, g_source_remove);
  self->rest = g_timeout_add (PANTAU_LAPSIT_PAGE_REST, rest_passed, self);
  gtk_label_set_label (self->saved_label, _ ("Saving…"));
}

/* --- What is kept --- */

static void
was_shown (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauLapsitPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauLapsitShown) shown =
      pantau_lapsit_work_show_finish (PANTAU_SESSION (source), result, &error);

  if (self->session != PANTAU_SESSION (source))
    return;
  if (shown == NULL)
    {
      pantau_ui_toast_error (GTK_WIDGET (self), error);
      return;
    }
  if (g_strcmp0 (shown->report->id, self->id) != 0)
    return;
  self->is_filling = TRUE;
  gtk_text_buffer_set_text (self->analysis, shown->report->texts.analysis, -1);
  gtk_text_buffer_set_text (self->efforts, shown->report->texts.efforts, -1);
  gtk_text_buffer_set_text (self->recommendations, shown->report->texts.recommendations, -1);
  gtk_editable_set_text (self->signatory_entry, shown->report->texts.signatory);
  self->is_filling = FALSE;
  gtk_label_set_label (self->saved_label, "");
  show_message (self, shown);
  gtk_stack_set_visible_child_name (self->stack, "report");
}

static void
show_report (PantauLapsitPage *self, const char *id)
{
  if (g_strcmp0 (self->id, id) == 0)
    return;
  flush (self);
  pantau_lapsit_recount_clear (self->recount);
  g_free (self->id);
  self->id = g_strdup (id);
  pantau_lapsit_work_show (self->session, id, was_shown, g_object_ref (self));
}

static void
kept_chosen (PantauLapsitPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->kept_choice);

  if (!self->is_filling && selected < self->kept->len)
    show_report (self, g_ptr_array_index (self->kept, selected));
}

/* "Daily, until 20 November 2024, 16:00 WIB: Kab. Lahat" */
static char *
describe (PantauLapsitPage *self, const PantauLapsit *report)
{
  PantauReference *reference = pantau_session_get_reference (self->session);
  g_autofree char *when = pantau_format_time (report->until),
                  *region = pantau_ui_region_name (pantau_reference_get_regions (reference), report->region);

  return report->period == PANTAU_LAPSIT_WEEKLY
             /* Translators: a situation report: until when, and the region */
             ? g_strdup_printf (_ ("Weekly, until %s: %s"), when, region)
             : g_strdup_printf (_ ("Daily, until %s: %s"), when, region);
}

static void
was_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauLapsitPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) kept = pantau_lapsit_work_list_finish (PANTAU_SESSION (source), result, &error);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  if (self->session != PANTAU_SESSION (source))
    return;
  if (kept == NULL)
    {
      pantau_ui_toast_error (GTK_WIDGET (self), error);
      return;
    }
  g_ptr_array_set_size (self->kept, 0);
  for (guint i = 0; i < kept->len; i++)
    {
      const PantauLapsit *report = g_ptr_array_index (kept, i);
      g_autofree char *name = describe (self, report);

      if (g_strcmp0 (report->id, self->id) == 0)
        selected = i;
      g_ptr_array_add (self->kept, g_strdup (report->id));
      gtk_string_list_append (names, name);
    }
  if (kept->len == 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  self->is_filling = TRUE;
  gtk_drop_down_set_model (self->kept_choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->kept_choice, selected);
  self->is_filling = FALSE;
  show_report (self, g_ptr_array_index (self->kept, selected));
}

static void
list_kept (PantauLapsitPage *self)
{
  if (self->session != NULL)
    pantau_lapsit_work_list (self->session, was_listed, g_object_ref (self));
}

/* --- Making one --- */

static void
set_making (PantauLapsitPage *self, gboolean is_making)
{
  self->is_making = is_making;
  gtk_widget_set_sensitive (self->make_button, !is_making);
  gtk_widget_set_visible (self->spinner, is_making);
  g_object_set (self->spinner, "spinning", is_making, NULL);
}

static void
tell_fault (PantauLapsitPage *self, const char *message)
{
  g_autofree char *sentence = message != NULL ? pantau_advice_sentence (message) : NULL;

  gtk_label_set_label (self->fault_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault_label), sentence != NULL);
}

static void
was_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauLapsitPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = pantau_lapsit_work_make_finish (result, &error);

  if (self->session != PANTAU_SESSION (source))
    return;
  set_making (self, FALSE);
  tell_fault (self, error != NULL ? error->message : NULL);
  if (id == NULL)
    return;
  show_report (self, id);
  list_kept (self);
}

/* What was typed as an hour: nothing is now, a day alone is all of it as far as it has passed. */
static gboolean
read_hour (PantauLapsitPage *self, gint64 *until)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC + pantau_session_get_clock_error (self->session);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->hour_entry)));
  gboolean has_time;

  *until = 0;
  if (*text == '\0')
    return TRUE;
  if (!pantau_format_read_time (text, now, until, &has_time))
    return FALSE;
  if (!has_time && *until <= now)
    *until = MIN (*until + DAY, now);

  return TRUE;
}

static void
make_report (PantauLapsitPage *self)
{
  guint region = gtk_drop_down_get_selected (self->region_choice);
  PantauLapsitAsk ask = { .period = gtk_drop_down_get_selected (self->period_choice) == 1
                                        ? PANTAU_LAPSIT_WEEKLY
                                        : PANTAU_LAPSIT_DAILY };

  GPtrArray *elections;
  guint election = gtk_drop_down_get_selected (self->election_choice);

  if (self->session == NULL || self->is_making)
    return;
  elections = pantau_elections_list (
      pantau_reference_get_elections (pantau_session_get_reference (self->session)));
  if (!read_hour (self, &ask.until))
    {
      tell_fault (self, _ ("this is no hour: write it as 26-11-2024 16.00, or leave it empty for now"));
      gtk_widget_grab_focus (GTK_WIDGET (self->hour_entry));
      return;
    }
  if (region < self->regions->len)
    ask.region = g_ptr_array_index (self->regions, region);
  if (election > 0 && election <= elections->len)
    ask.election = ((const PantauElection *) g_ptr_array_index (elections, election - 1))->code;
  set_making (self, TRUE);
  tell_fault (self, NULL);
  pantau_lapsit_work_make (self->session, &ask, was_made, g_object_ref (self));
}

/* The own region, and those right below it. */
static void
fill_regions (PantauLapsitPage *self)
{
  PantauRegions *regions =
      pantau_reference_get_regions (pantau_session_get_reference (self->session));
  const char *own = pantau_session_get_region (self->session);
  g_autoptr (GPtrArray) below = NULL;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->regions, 0);
  if (pantau_regions_lookup (regions, own) == NULL)
    return;
  below = pantau_region_level (own) < 3 ? pantau_regions_children (regions, own) : g_ptr_array_new ();
  for (guint i = 0; i <= below->len; i++)
    {
      const char *code = i == 0 ? own : ((const PantauRegion *) g_ptr_array_index (below, i - 1))->code;
      g_autofree char *name = pantau_ui_region_name (regions, code);

      g_ptr_array_add (self->regions, g_strdup (code));
      gtk_string_list_append (names, name);
    }
  gtk_drop_down_set_model (self->region_choice, G_LIST_MODEL (names));
}

static void
fill_elections (PantauLapsitPage *self)
{
  GPtrArray *elections = pantau_elections_list (
      pantau_reference_get_elections (pantau_session_get_reference (self->session)));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("All elections"));
  for (guint i = 0; i < elections->len; i++)
    gtk_string_list_append (names,
                            ((const PantauElection *) g_ptr_array_index (elections, i))->name);
  gtk_drop_down_set_model (self->election_choice, G_LIST_MODEL (names));
}

/* --- Giving it away --- */

static void
copy_message (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PantauLapsitPage *self = PANTAU_LAPSIT_PAGE (widget);

  if (self->message == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->message);
  pantau_ui_toast (widget, _ ("Copied: paste it into WhatsApp"));
}

static void
was_exported (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauLapsitPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!pantau_lapsit_work_export_finish (PANTAU_SESSION (source), result, &error))
    pantau_ui_toast_error (GTK_WIDGET (self), error);
  else
    pantau_ui_toast (GTK_WIDGET (self), _ ("The report was saved"));
}

static void
file_chosen (GtkNativeDialog *chooser, int response, PantauLapsitPage *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser))
                               : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && self->session != NULL && self->id != NULL)
    pantau_lapsit_work_export (self->session, self->id, path, self->is_odt, was_exported,
                               g_object_ref (self));
  gtk_native_dialog_destroy (chooser);
  g_clear_object (&self->chooser);
}

/* @parameter: "pdf" or "odt". */
static void
save_as (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PantauLapsitPage *self = PANTAU_LAPSIT_PAGE (widget);
  const char *format = g_variant_get_string (parameter, NULL);
  g_autofree char *name = NULL;

  if (self->id == NULL || self->chooser != NULL)
    return;
  flush (self);
  self->is_odt = g_str_equal (format, "odt");
  name = g_strdup_printf ("lapsit-%s.%s", self->id, format);
  self->chooser = GTK_NATIVE_DIALOG (gtk_file_chooser_native_new (
      _ ("Save the situation report"), GTK_WINDOW (gtk_widget_get_root (widget)),
      GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  gtk_native_dialog_set_modal (self->chooser, TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen), self, 0);
  gtk_native_dialog_show (self->chooser);
}

static void
print_report (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PantauLapsitPage *self = PANTAU_LAPSIT_PAGE (widget);

  if (self->id == NULL)
    return;
  flush (self);
  pantau_lapsit_work_print (self->session, self->id, GTK_WINDOW (gtk_widget_get_root (widget)));
}

/* --- Counting again, and removing --- */

static void
count_again (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PantauLapsitPage *self = PANTAU_LAPSIT_PAGE (widget);

  if (self->id != NULL && !pantau_lapsit_recount_is_busy (self->recount))
    pantau_lapsit_recount_start (self->recount, self->session, self->id);
}

static void
was_removed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauLapsitPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!pantau_lapsit_work_remove_finish (PANTAU_SESSION (source), result, &error))
    pantau_ui_toast_error (GTK_WIDGET (self), error);
  else
    pantau_ui_toast (GTK_WIDGET (self), _ ("The report was removed"));
  list_kept (self);
}

static void
removal_chosen (PantauLapsitPage *self)
{
  if (self->session == NULL || self->id == NULL)
    return;
  /* What was typed a moment ago goes with it. */
  g_clear_handle_id (&self->rest, g_source_remove);
  pantau_lapsit_recount_clear (self->recount);
  pantau_lapsit_work_remove (self->session, self->id, was_removed, g_object_ref (self));
  g_clear_pointer (&self->id, g_free);
}

static void
remove_report (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PantauLapsitPage *self = PANTAU_LAPSIT_PAGE (widget);
  GtkWidget *dialog;

  if (self->id == NULL)
    return;
  dialog = adw_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Remove this report?"),
      _ ("It is on this laptop alone, and goes with its texts. Nobody can make the same one again: a "
         "new one is cut where the records stand now."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _ ("_Keep it"), "remove",
                                    _ ("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response::remove", G_CALLBACK (removal_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- The widget --- */

static void
set_session (PantauLapsitPage *self, PantauSession *session)
{
  if (!g_set_object (&self->session, session))
    return;
  if (session != NULL)
    {
      fill_regions (self);
      fill_elections (self);
    }
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    list_kept (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
pantau_lapsit_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pantau_lapsit_page_parent_class)->map (widget);
  list_kept (PANTAU_LAPSIT_PAGE (widget));
}

static void
pantau_lapsit_page_unmap (GtkWidget *widget)
{
  flush (PANTAU_LAPSIT_PAGE (widget));

  GTK_WIDGET_CLASS (pantau_lapsit_page_parent_class)->unmap (widget);
}

static void
pantau_lapsit_page_dispose (GObject *object)
{
  PantauLapsitPage *self = PANTAU_LAPSIT_PAGE (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_object (&self->chooser);
  g_clear_object (&self->session);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_LAPSIT_PAGE);

  G_OBJECT_CLASS (pantau_lapsit_page_parent_class)->dispose (object);
}

static void
pantau_lapsit_page_finalize (GObject *object)
{
  PantauLapsitPage *self = PANTAU_LAPSIT_PAGE (object);

  g_ptr_array_unref (self->regions);
  g_ptr_array_unref (self->kept);
  g_free (self->id);
  g_free (self->message);

  G_OBJECT_CLASS (pantau_lapsit_page_parent_class)->finalize (object);
}

static void
pantau_lapsit_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauLapsitPage *self = PANTAU_LAPSIT_PAGE (object);

  switch ((PantauLapsitPageProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    }
}

static void
pantau_lapsit_page_set_property (GObject *object,
                                 guint property,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  PantauLapsitPage *self = PANTAU_LAPSIT_PAGE (object);

  switch ((PantauLapsitPageProperty) property)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    }
}

static void
pantau_lapsit_page_class_init (PantauLapsitPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GdkModifierType both = GDK_CONTROL_MASK | GDK_SHIFT_MASK;

  object_class->dispose = pantau_lapsit_page_dispose;
  object_class->finalize = pantau_lapsit_page_finalize;
  object_class->get_property = pantau_lapsit_page_get_property;
  object_class->set_property = pantau_lapsit_page_set_property;
  widget_class->map = pantau_lapsit_page_map;
  widget_class->unmap = pantau_lapsit_page_unmap;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_action (widget_class, "lapsit.copy", NULL, copy_message);
  gtk_widget_class_install_action (widget_class, "lapsit.save", "s", save_as);
  gtk_widget_class_install_action (widget_class, "lapsit.print", NULL, print_report);
  gtk_widget_class_install_action (widget_class, "lapsit.recount", NULL, count_again);
  gtk_widget_class_install_action (widget_class, "lapsit.remove", NULL, remove_report);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, both, "lapsit.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "lapsit.print",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, both, "lapsit.recount", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, both, "lapsit.remove", NULL);

  g_type_ensure (PANTAU_TYPE_CHIPS);
  g_type_ensure (PANTAU_TYPE_LAPSIT_RECOUNT);
  g_type_ensure (PANTAU_TYPE_LAPSIT_SHEETS);
  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_PAGE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-lapsit-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitPage, period_choice);
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitPage, region_choice);
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitPage, election_choice);
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitPage, hour_entry);
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitPage, make_button);
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitPage, fault_label);
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitPage, kept_choice);
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitPage, view_chips);
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitPage, view_stack);
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitPage, preview_label);
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitPage, sheets);
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitPage, recount);
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitPage, saved_label);
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitPage, warning_label);
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitPage, analysis);
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitPage, efforts);
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitPage, recommendations);
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitPage, signatory_entry);
  gtk_widget_class_bind_template_callback (widget_class, text_changed);
  gtk_widget_class_bind_template_callback (widget_class, kept_chosen);
  gtk_widget_class_bind_template_callback (widget_class, make_report);
  gtk_widget_class_bind_template_callback (widget_class, view_picked);
}

static void
pantau_lapsit_page_init (PantauLapsitPage *self)
{
  self->regions = g_ptr_array_new_with_free_func (g_free);
  self->kept = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  pantau_chips_add (self->view_chips, SHOW_TEXT, _ ("Text for WhatsApp"));
  pantau_chips_add (self->view_chips, SHOW_SHEETS, _ ("Sheets"));
  pantau_chips_set_selected (self->view_chips, SHOW_TEXT);
}
