/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of the queue: what it shows. A line that stays keeps its place in selection and focus whatever changes about it; of one that goes, the next one takes
 * the place.
 */

#define G_LOG_DOMAIN "pantau-triage-page"

#include "config.h"

#include "pantau-triage-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "pantau-duty.h"
#include "pantau-filters.h"
#include "pantau-format.h"
#include "pantau-page-layout.h"
#include "pantau-split-layout.h"
#include "pantau-triage-page-private.h"
#include "pantau-triage-row.h"
#include "pantau-triage-work.h"
#include "pantau-ui.h"
#include "pantau-wrap-layout.h"

/* Lines that are read at first, and so many more when somebody comes to their end: GTK (4.8) makes a row for each at once, up to two hundred. */
#define STEP 30

/* Lines of which all can be taken by one key. */
#define MOST 1000

typedef enum
{
  PROP_SESSION = 1,
} PantauTriagePageProperty;

G_DEFINE_FINAL_TYPE (PantauTriagePage, pantau_triage_page, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SESSION + 1];

/* --- The question --- */

typedef struct
{
  PantauTriageFilter filter;
  PantauQuery *query; /* (owned) */
  char *device;       /* (owned) */
  char *shown;        /* (owned) (nullable) */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  pantau_query_unref (question->query);
  g_free (question->device);
  g_free (question->shown);
  g_free (question);
}

static gboolean
is_pemprov (PantauSession *session)
{
  return g_str_equal (pantau_session_get_role (session),
                      pantau_role_get_name (PANTAU_ROLE_PEMPROV));
}

static gpointer
make_question (GtkWidget *page, PantauSession *session)
{
  PantauTriagePage *self = PANTAU_TRIAGE_PAGE (page);
  Question *question = g_new0 (Question, 1);

  question->query = pantau_query_new (pantau_session_get_reference (session),
                                      gtk_editable_get_text (GTK_EDITABLE (self->search)));
  question->device = g_strdup (pantau_session_get_device (session));
  if (!self->is_moving)
    question->shown = g_strdup (pantau_record_page_get_record (self->record_page));
  question->filter = (PantauTriageFilter){
    .view = self->view,
    .is_pemprov = is_pemprov (session),
    .query = question->query,
    .shown = question->shown,
    .limit = self->limit,
    .now = g_get_real_time () / G_USEC_PER_SEC + pantau_session_get_clock_error (session),
  };

  return question;
}

static gpointer
read_queue (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;
  g_autoptr (PantauPerson) me = pantau_store_get_person (store, question->device, NULL);
  PantauTriageFilter filter = question->filter;

  filter.person = me != NULL ? me->code : NULL;
  filter.region = me != NULL ? me->region : NULL;

  return pantau_triage_read (store, &filter, cancellable, error);
}

/* --- What is shown --- */

GPtrArray *
pantau_triage_page_get_selected (PantauTriagePage *self)
{
  g_autoptr (GtkBitset) set =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selected));
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint64 i = 0; i < gtk_bitset_get_size (set); i++)
    g_ptr_array_add (lines, g_object_ref (pantau_triage_page_get_line (
                                self, gtk_bitset_get_nth (set, (guint) i))));

  return lines;
}

static void
show_count (PantauTriagePage *self)
{
  g_autoptr (GtkBitset) set =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selected));
  guint n = (guint) gtk_bitset_get_size (set);
  g_autofree char *number = pantau_format_number (n);
  g_autofree char *text = g_strdup_printf (ngettext ("%s selected", "%s selected", n), number);

  gtk_label_set_label (self->count_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->count_label), n > 1);
}

static void
fault_was_forgotten (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauTriagePage) self = data;

  if (self->inquiry != NULL)
    pantau_inquiry_ask (self->inquiry);
}

/* What told of a fault, or stood there only for its note, has been read and may go. */
static void
leave_record (PantauTriagePage *self, const char *record)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->lines));

  for (guint i = 0; record != NULL && i < n; i++)
    {
      PantauTriageLine *line = pantau_triage_page_get_line (self, i);
      const PantauTriageItem *item = pantau_triage_line_get_item (line);

      if (!g_str_equal (pantau_triage_line_get_record (line), record))
        continue;
      if (item->fault != NULL || item->is_gone)
        pantau_triage_work_forget_fault (pantau_inquiry_get_session (self->inquiry), record,
                                         fault_was_forgotten, g_object_ref (self));
      break;
    }
}

/* Of several the one that is shown stays, else the first. */
static void
show_record (PantauTriagePage *self)
{
  g_autoptr (GPtrArray) lines = pantau_triage_page_get_selected (self);
  const char *shown = pantau_record_page_get_record (self->record_page);
  PantauTriageLine *line = lines->len > 0 ? g_ptr_array_index (lines, 0) : NULL;
  const char *record;

  for (guint i = 0; i < lines->len; i++)
    if (g_strcmp0 (pantau_triage_line_get_record (g_ptr_array_index (lines, i)), shown) == 0)
      line = g_ptr_array_index (lines, i);

  record = line != NULL ? pantau_triage_line_get_record (line) : NULL;
  if (g_strcmp0 (record, shown) != 0)
    {
      leave_record (self, shown);
      pantau_record_page_set_record (self->record_page, record);
    }
  if (line != NULL && pantau_triage_line_get_item (line)->is_unread &&
      gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      pantau_triage_work_mark_seen (pantau_inquiry_get_session (self->inquiry), record);
      pantau_triage_line_set_read (line);
    }
}

static void
selection_changed (PantauTriagePage *self)
{
  g_autoptr (GtkBitset) set = NULL;

  if (self->is_filling)
    return;
  set = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selected));
  if (!gtk_bitset_is_empty (set))
    self->place = gtk_bitset_get_minimum (set);
  show_count (self);
  show_record (self);
  pantau_triage_page_update_acts (self);
}

static void
show_nothing (PantauTriagePage *self, const GError *error)
{
  g_autofree char *text = error != NULL ? g_markup_escape_text (error->message, -1) : NULL;
  gboolean is_narrowed = *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';
  const char *title, *told;

  if (error != NULL)
    {
      title = _ ("The queue cannot be read");
      told = text;
    }
  else if (is_narrowed)
    {
      title = _ ("Nothing found");
      told = _ ("Nothing of this kind waits here. Take the search away to see the whole queue.");
    }
  else if (self->view == PANTAU_TRIAGE_MINE)
    {
      title = _ ("Nothing is with you");
      told = _ ("What you take over (A), and what colleagues delegate to you, stands here.");
    }
  else if (self->view == PANTAU_TRIAGE_RETURNED)
    {
      title = _ ("Nothing is to be completed");
      told =
          _ ("Records that were sent back to be completed stand here until they are decided on.");
    }
  else
    {
      title = _ ("Everything is decided");
      told = _ ("What comes from the field and waits for a decision stands here, the most urgent "
                "first.");
    }
  adw_status_page_set_icon_name (self->status, error != NULL ? "dialog-warning-symbolic"
                                               : is_narrowed ? "edit-find-symbolic"
                                                             : "object-select-symbolic");
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, told);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

/* After lines came or went: something is selected, and shown. */
void
pantau_triage_page_settle (PantauTriagePage *self, gboolean had_keys)
{
  g_autoptr (GtkBitset) set = NULL;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->lines)), place = self->place;
  gboolean is_back = FALSE;

  if (n == 0)
    show_nothing (self, NULL);
  else
    gtk_stack_set_visible_child_name (self->stack, "list");

  for (guint i = 0; self->returned != NULL && i < n && !is_back; i++)
    if (g_str_equal (pantau_triage_line_get_record (pantau_triage_page_get_line (self, i)),
                     self->returned))
      {
        place = i;
        is_back = TRUE;
      }
  if (is_back)
    g_clear_pointer (&self->returned, g_free);

  set = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selected));
  if (n > 0 && (is_back || gtk_bitset_is_empty (set)))
    pantau_triage_page_go_to (self, MIN (place, n - 1), had_keys);
  else if (n == 0 && had_keys)
    pantau_triage_page_bring_keys (self);
  self->is_new = FALSE;
  selection_changed (self);
}

static void
show (GtkWidget *widget, gpointer answer, const GError *error)
{
  PantauTriagePage *self = PANTAU_TRIAGE_PAGE (widget);
  g_autoptr (PantauTriage) triage = answer;

  if (triage == NULL)
    {
      show_nothing (self, error);
      return;
    }

  pantau_triage_page_keep_written (self, triage->items);
  self->has_more = triage->has_more;
  self->is_moving = FALSE;
  pantau_triage_page_fill (self, g_steal_pointer (&triage->items));
}

static const PantauInquirySubject subject = {
  .make_question = make_question,
  .read = read_queue,
  .show = show,
  .free_question = question_free,
  .free_answer = (GDestroyNotify) pantau_triage_free,
  .is_of_the_hour = TRUE,
};

static void
ask_from_the_top (PantauTriagePage *self)
{
  self->limit = STEP;
  self->place = 0;
  self->is_moving = TRUE;
  self->selects_all = FALSE;
  pantau_inquiry_ask (self->inquiry);
}

static void
set_view (PantauTriagePage *self, PantauTriageView view)
{
  self->view = view;
  pantau_chips_set_selected (self->views, pantau_triage_view_get_name (view));
}

/* There is always a view: what was chosen stays where the choice is taken away. */
static void
view_picked (PantauTriagePage *self, const char *id)
{
  PantauTriageView view = self->view;

  pantau_triage_view_from_name (id, &view);
  set_view (self, view);
  ask_from_the_top (self);
}

static void
edge_reached (PantauTriagePage *self, GtkPositionType edge)
{
  if (edge != GTK_POS_BOTTOM || g_list_model_get_n_items (G_LIST_MODEL (self->lines)) < self->limit)
    return;
  self->limit += STEP;
  pantau_inquiry_ask (self->inquiry);
}

/* Those that are not read yet too, as many as one decides on at once. */
static void
take_all (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauTriagePage *self = PANTAU_TRIAGE_PAGE (widget);

  if (!self->has_more || self->limit >= MOST)
    {
      pantau_triage_page_select_all (self);
      return;
    }
  self->limit = MOST;
  self->selects_all = TRUE;
  pantau_inquiry_ask (self->inquiry);
}

/* --- Rows --- */

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, pantau_triage_row_new ());
}

static void
bind_row (PantauTriagePage *self, GtkListItem *item)
{
  PantauSession *session = pantau_inquiry_get_session (self->inquiry);

  pantau_triage_row_set (PANTAU_TRIAGE_ROW (gtk_list_item_get_child (item)),
                         pantau_session_get_reference (session), gtk_list_item_get_item (item),
                         pantau_session_get_clock_error (session));
}

static void
unbind_row (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  pantau_triage_row_set (PANTAU_TRIAGE_ROW (gtk_list_item_get_child (item)), NULL, NULL, 0);
}

static GtkListItemFactory *
make_factory (PantauTriagePage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_row), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row), self, G_CONNECT_SWAPPED);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row), NULL);

  return factory;
}

/* --- Going about --- */

/* Where the person is: the last one that was selected alone, else the first of several. */
static void
walk (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauTriagePage *self = PANTAU_TRIAGE_PAGE (widget);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->lines));
  int step = g_variant_get_int32 (parameter);

  if (n == 0 || (step < 0 && self->place == 0))
    return;
  pantau_triage_page_go_to (self, MIN (self->place + (guint) step, n - 1), TRUE);
}

static void
activated (PantauTriagePage *self, guint position)
{
  gtk_widget_child_focus (GTK_WIDGET (self->record_page), GTK_DIR_TAB_FORWARD);
}

static void
focus_search (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (PANTAU_TRIAGE_PAGE (widget)->search));
}

static void
search_stopped (PantauTriagePage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

/* From the search to what it found. */
static void
leave_search (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pantau_triage_page_bring_keys (PANTAU_TRIAGE_PAGE (widget));
}

static void
search_entered (PantauTriagePage *self)
{
  pantau_triage_page_bring_keys (self);
}

static void
write_note (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (PANTAU_TRIAGE_PAGE (widget)->record_page), "page.note",
                              NULL);
}

static void
setting_changed (PantauTriagePage *self, const char *name)
{
  if (g_str_equal (name, PANTAU_SETTING_FILTERS))
    pantau_triage_page_update_filters (self);
}

static void
search_changed (PantauTriagePage *self)
{
  pantau_triage_page_update_filters (self);
  ask_from_the_top (self);
}

/* Where letters are large the room is for the records first. */
static gboolean
fold_head (gpointer data)
{
  PantauTriagePage *self = data;
  GtkWidget *label = GTK_WIDGET (self->explain_label);
  double room = gtk_adjustment_get_page_size (gtk_scrolled_window_get_vadjustment (self->scroller));
  int least;

  self->fold_source = 0;
  gtk_widget_measure (self->content, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (self->content),
                      &least, NULL, NULL, NULL);
  if (gtk_widget_get_visible (label) && least > room)
    {
      self->explain_height = gtk_widget_get_height (label);
      gtk_widget_set_visible (label, FALSE);
    }
  else if (!gtk_widget_get_visible (label) && least + self->explain_height <= room)
    {
      gtk_widget_set_visible (label, TRUE);
    }

  return G_SOURCE_REMOVE;
}

static void
room_changed (PantauTriagePage *self)
{
  if (self->fold_source == 0)
    self->fold_source = g_idle_add (fold_head, self);
}

/* To Pemprov nothing can be given, so it has nothing of its own. */
static void
add_views (PantauTriagePage *self, PantauSession *session)
{
  const char *const names[PANTAU_N_TRIAGE_VIEWS] = {
    /* Translators: what waits for a decision */
    [PANTAU_TRIAGE_OPEN] = _ ("To decide"),
    [PANTAU_TRIAGE_UNREAD] = _ ("Unread"),
    /* Translators: what this person looks after */
    [PANTAU_TRIAGE_MINE] = _ ("With me"),
    /* Translators: what was sent back to whoever recorded it */
    [PANTAU_TRIAGE_RETURNED] = _ ("To be completed"),
  };

  for (guint i = 0; i < PANTAU_N_TRIAGE_VIEWS; i++)
    if (i != PANTAU_TRIAGE_MINE || !is_pemprov (session))
      pantau_chips_add (self->views, pantau_triage_view_get_name ((PantauTriageView) i), names[i]);
}

static void
set_session (PantauTriagePage *self, PantauSession *session)
{
  if (!pantau_inquiry_set_session (self->inquiry, session))
    return;
  g_object_set (self->record_page, "session", session, NULL);
  if (session != NULL && pantau_chips_get_selected (self->views) == NULL)
    {
      add_views (self, session);
      set_view (self, self->view);
    }
  pantau_triage_page_update_filters (self);
  if (session != NULL)
    {
      g_signal_connect_object (session, "setting-changed", G_CALLBACK (setting_changed), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::role", G_CALLBACK (pantau_triage_page_update_acts),
                               self, G_CONNECT_SWAPPED);
    }
  pantau_triage_page_update_acts (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
pantau_triage_page_map (GtkWidget *widget)
{
  PANTAU_TRIAGE_PAGE (widget)->is_new = TRUE;
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::focus-widget",
                           G_CALLBACK (pantau_triage_page_focus_changed), widget,
                           G_CONNECT_SWAPPED);

  GTK_WIDGET_CLASS (pantau_triage_page_parent_class)->map (widget);
}

static void
pantau_triage_page_unmap (GtkWidget *widget)
{
  PantauTriagePage *self = PANTAU_TRIAGE_PAGE (widget);

  /* Who goes elsewhere has read what stood here. */
  if (self->inquiry != NULL && pantau_inquiry_get_session (self->inquiry) != NULL)
    leave_record (self, pantau_record_page_get_record (self->record_page));
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget),
                                        pantau_triage_page_focus_changed, widget);
  g_clear_handle_id (&self->focus_source, g_source_remove);

  GTK_WIDGET_CLASS (pantau_triage_page_parent_class)->unmap (widget);
}

static void
pantau_triage_page_dispose (GObject *object)
{
  PantauTriagePage *self = PANTAU_TRIAGE_PAGE (object);

  pantau_triage_page_stop (self);
  if (self->selected != NULL)
    g_signal_handlers_disconnect_by_data (self->selected, self);
  if (self->inquiry != NULL)
    pantau_inquiry_end (self->inquiry);
  g_clear_object (&self->inquiry);
  g_clear_handle_id (&self->focus_source, g_source_remove);
  g_clear_handle_id (&self->pour_source, g_source_remove);
  g_clear_handle_id (&self->fold_source, g_source_remove);
  g_clear_pointer (&self->target, g_ptr_array_unref);
  g_clear_pointer (&self->filter_popover, gtk_widget_unparent);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_TRIAGE_PAGE);
  g_clear_object (&self->selected);
  g_clear_object (&self->lines);

  G_OBJECT_CLASS (pantau_triage_page_parent_class)->dispose (object);
}

static void
pantau_triage_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauTriagePage *self = PANTAU_TRIAGE_PAGE (object);

  switch ((PantauTriagePageProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, pantau_inquiry_get_session (self->inquiry));
      break;
    }
}

static void
pantau_triage_page_set_property (GObject *object,
                                 guint property,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  switch ((PantauTriagePageProperty) property)
    {
    case PROP_SESSION:
      set_session (PANTAU_TRIAGE_PAGE (object), g_value_get_object (value));
      break;
    }
}

static void
pantau_triage_page_class_init (PantauTriagePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_triage_page_dispose;
  object_class->get_property = pantau_triage_page_get_property;
  object_class->set_property = pantau_triage_page_set_property;
  widget_class->map = pantau_triage_page_map;
  widget_class->unmap = pantau_triage_page_unmap;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (PANTAU_TYPE_CHIPS);
  g_type_ensure (PANTAU_TYPE_RECORD_PAGE);
  g_type_ensure (PANTAU_TYPE_SPLIT_LAYOUT);
  g_type_ensure (PANTAU_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_PAGE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-triage-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, activated);
  gtk_widget_class_bind_template_callback (widget_class, edge_reached);
  gtk_widget_class_bind_template_callback (widget_class, search_changed);
  gtk_widget_class_bind_template_callback (widget_class, search_entered);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, view_picked);
  gtk_widget_class_bind_template_child (widget_class, PantauTriagePage, content);
  gtk_widget_class_bind_template_child (widget_class, PantauTriagePage, count_label);
  gtk_widget_class_bind_template_child (widget_class, PantauTriagePage, explain_label);
  gtk_widget_class_bind_template_child (widget_class, PantauTriagePage, filter_button);
  gtk_widget_class_bind_template_child (widget_class, PantauTriagePage, list);
  gtk_widget_class_bind_template_child (widget_class, PantauTriagePage, notice);
  gtk_widget_class_bind_template_child (widget_class, PantauTriagePage, notice_label);
  gtk_widget_class_bind_template_child (widget_class, PantauTriagePage, record_page);
  gtk_widget_class_bind_template_child (widget_class, PantauTriagePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, PantauTriagePage, search);
  gtk_widget_class_bind_template_child (widget_class, PantauTriagePage, stack);
  gtk_widget_class_bind_template_child (widget_class, PantauTriagePage, status);
  gtk_widget_class_bind_template_child (widget_class, PantauTriagePage, undo_button);
  gtk_widget_class_bind_template_child (widget_class, PantauTriagePage, verbs);
  gtk_widget_class_bind_template_child (widget_class, PantauTriagePage, views);

  gtk_widget_class_install_action (widget_class, "triage.walk", "i", walk);
  gtk_widget_class_install_action (widget_class, "triage.search", NULL, focus_search);
  gtk_widget_class_install_action (widget_class, "triage.leave-search", NULL, leave_search);
  gtk_widget_class_install_action (widget_class, "triage.take-all", NULL, take_all);
  gtk_widget_class_install_action (widget_class, "triage.note", NULL, write_note);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_j, 0, "triage.walk", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, 0, "triage.walk", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_slash, 0, "triage.search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, 0, "triage.note", NULL);
  pantau_triage_page_install_acts (widget_class);
  pantau_triage_page_install_filters (widget_class);
  pantau_triage_page_install_pending (widget_class);
}

static void
pantau_triage_page_init (PantauTriagePage *self)
{
  g_autoptr (GtkListItemFactory) factory = make_factory (self);

  self->limit = STEP;
  self->lines = g_list_store_new (PANTAU_TYPE_TRIAGE_LINE);
  self->selected = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->lines)));
  gtk_widget_init_template (GTK_WIDGET (self));
  self->inquiry = pantau_inquiry_new (GTK_WIDGET (self), &subject);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selected));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "changed",
                           G_CALLBACK (room_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selected, "selection-changed", G_CALLBACK (selection_changed),
                           self, G_CONNECT_SWAPPED);
}
