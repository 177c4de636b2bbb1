/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of records and its search. */

#define G_LOG_DOMAIN "pantau-list-page"

#include "config.h"

#include "pantau-list-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-duty.h"
#include "pantau-fit-layout.h"
#include "pantau-filter-button.h"
#include "pantau-filters.h"
#include "pantau-format.h"
#include "pantau-list-help.h"
#include "pantau-list-model.h"
#include "pantau-list-save.h"
#include "pantau-list-view.h"
#include "pantau-locale.h"
#include "pantau-page-layout.h"
#include "pantau-ui.h"

/* Setting: the name of a PantauSort, and "-" for descending. */
#define SETTING_SORT "list-sort"

struct _PantauListPage
{
  GtkWidget parent_instance;

  PantauSession *session; /* (owned) (nullable) */
  PantauListModel *model; /* (owned) (nullable) */
  PantauSort sort;
  gboolean descending;

  GtkLabel *count;
  GtkMenuButton *empty_button;
  AdwStatusPage *empty_status;
  GtkWidget *empty_verbs;
  AdwStatusPage *failed_status;
  GtkMenuButton *help_button;
  PantauFilterButton *kind;
  AdwStatusPage *nothing_status;
  GtkLabel *problem;
  PantauFilterButton *region;
  GtkMenuButton *save_button;
  GtkSearchEntry *search;
  GtkMenuButton *sort_button;
  GMenuModel *sort_menu;
  GtkStack *stack;
  PantauFilterButton *state;
  PantauFilterButton *status;
  GtkLabel *title;
  PantauListView *view;
};

typedef enum
{
  PROP_SESSION = 1,
  PROP_SORT,
  PROP_DESCENDING,
} PantauListPageProperty;

enum
{
  FILTERS_CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (PantauListPage, pantau_list_page, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_DESCENDING + 1];
static guint signals[N_SIGNALS];

static PantauFilterButton *
button_of (PantauListPage *self, PantauFilterSubject subject)
{
  switch (subject)
    {
    case PANTAU_FILTER_KIND:
      return self->kind;
    case PANTAU_FILTER_REGION:
      return self->region;
    case PANTAU_FILTER_STATUS:
      return self->status;
    case PANTAU_FILTER_STATE:
      return self->state;
    }

  return NULL;
}

static void
show_filters (PantauListPage *self)
{
  PantauReference *reference = pantau_session_get_reference (self->session);

  for (PantauFilterSubject subject = PANTAU_FILTER_KIND; subject <= PANTAU_FILTER_STATE; subject++)
    {
      g_autofree char *current =
          pantau_filter_current (reference, subject, pantau_list_page_get_query (self));

      g_object_set (button_of (self, subject), "current", current, NULL);
    }
}

static void
show_problem (PantauListPage *self)
{
  const char *problem = pantau_list_model_get_problem (self->model);

  if (problem == NULL)
    problem = pantau_query_get_problem (pantau_list_model_get_query (self->model));
  pantau_ui_set_text (self->problem, problem);
}

static void
show_count (PantauListPage *self)
{
  guint n = pantau_list_model_get_n_found (self->model);
  g_autofree char *number = pantau_format_integer (n);
  g_autofree char *text = NULL;

  if (pantau_list_model_is_complete (self->model) || n < PANTAU_LIST_FIRST)
    text = g_strdup_printf (ngettext ("%s record", "%s records", n), number);
  else
    /* Translators: at least so many; the rest is being counted */
    text = g_strdup_printf (_ ("≥ %s records…"), number);
  gtk_label_set_label (self->count, text);
}

/* What stands in place of rows where there are none: what was asked, and a way on. */
static void
explain_nothing (PantauListPage *self)
{
  const char *query = pantau_list_page_get_query (self);
  gboolean is_differences = g_str_equal (query, "beda:ya");
  g_autofree char *asked = g_markup_printf_escaped (_ ("You asked for: %s"), query);

  adw_status_page_set_title (self->nothing_status,
                             is_differences ? _ ("No answers differ") : _ ("Nothing found"));
  adw_status_page_set_icon_name (self->nothing_status,
                                 is_differences ? "object-select-symbolic" : "edit-find-symbolic");
  adw_status_page_set_description (
      self->nothing_status,
      is_differences ? _ ("Where people write different things about one record, it stands here "
                          "until somebody says what is right.")
                     : asked);
}

static void
show_answer (PantauListPage *self)
{
  guint n = pantau_list_model_get_n_found (self->model);
  const char *problem = pantau_list_model_get_problem (self->model);

  show_count (self);
  show_problem (self);
  if (n > 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "list");
    }
  else if (problem != NULL)
    {
      g_autofree char *text = g_markup_escape_text (problem, -1);

      adw_status_page_set_description (self->failed_status, text);
      gtk_stack_set_visible_child_name (self->stack, "failed");
    }
  else if (!pantau_list_model_is_asking (self->model))
    {
      explain_nothing (self);
      gtk_stack_set_visible_child_name (
          self->stack,
          pantau_query_is_empty (pantau_list_model_get_query (self->model)) ? "empty" : "nothing");
    }
}

static void
answered (PantauListPage *self)
{
  pantau_list_view_rewind (self->view);
  show_answer (self);
}

static void
ask (PantauListPage *self)
{
  const char *query = pantau_list_page_get_query (self);

  if (self->model == NULL)
    return;

  pantau_list_model_ask (self->model, query, self->sort, self->descending);
  show_filters (self);
  show_problem (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), query[0] != '\0');
}

static void
set_text (PantauListPage *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  gtk_editable_set_position (GTK_EDITABLE (self->search), -1);
}

static void
filter_chosen (PantauListPage *self, PantauFilterChoice *choice, PantauFilterButton *button)
{
  for (PantauFilterSubject subject = PANTAU_FILTER_KIND; subject <= PANTAU_FILTER_STATE; subject++)
    if (button_of (self, subject) == button)
      {
        g_autofree char *text =
            pantau_filter_apply (pantau_list_page_get_query (self), subject, choice);

        set_text (self, text);
      }
}

static GListModel *
give_choices (PantauFilterButton *button, const char *text, gpointer data)
{
  PantauListPage *self = data;
  PantauFilterSubject subject = PANTAU_FILTER_KIND;

  while (button_of (self, subject) != button)
    subject++;

  return pantau_filter_choices (pantau_session_get_reference (self->session), subject, text,
                                pantau_list_page_get_query (self));
}

static void
keep_sort (PantauListPage *self)
{
  g_autofree char *text =
      g_strconcat (pantau_sort_get_name (self->sort), self->descending ? "-" : "", NULL);

  if (self->session != NULL)
    pantau_session_set_setting (self->session, SETTING_SORT, text);
}

static void
restore_sort (PantauListPage *self)
{
  g_autofree char *name = g_strdup (pantau_session_get_setting (self->session, SETTING_SORT));

  self->sort = PANTAU_SORT_TIME;
  self->descending = TRUE;
  if (name != NULL && name[0] != '\0')
    {
      gboolean descending = g_str_has_suffix (name, "-");

      if (descending)
        name[strlen (name) - 1] = '\0';
      if (pantau_sort_from_name (name, &self->sort))
        self->descending = descending;
    }
  pantau_list_view_set_sort (self->view, self->sort, self->descending);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SORT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESCENDING]);
}

static void
set_sort (PantauListPage *self, PantauSort sort, gboolean descending)
{
  gboolean is_other = self->sort != sort, is_turned = self->descending != descending;

  if (!is_other && !is_turned)
    return;
  self->sort = sort;
  self->descending = descending;
  pantau_list_view_set_sort (self->view, sort, descending);
  keep_sort (self);
  if (is_other)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SORT]);
  if (is_turned)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESCENDING]);
  ask (self);
}

static void
sort_changed (PantauListPage *self)
{
  set_sort (self, pantau_list_view_get_sort (self->view),
            pantau_list_view_is_descending (self->view));
}

static void
open_record (PantauListPage *self, PantauListRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "s",
                              pantau_record_get_id (pantau_list_row_get_record (row)));
}

static void
clear (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set_text (PANTAU_LIST_PAGE (widget), "");
  pantau_list_page_focus_search (PANTAU_LIST_PAGE (widget));
}

/* Escape takes away what was typed first, and then leads out. */
static void
search_stopped (PantauListPage *self)
{
  if (pantau_list_page_get_query (self)[0] != '\0')
    set_text (self, "");
  else
    pantau_list_page_focus_list (self);
}

static gboolean
search_key_pressed (PantauListPage *self, guint keyval)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  pantau_list_page_focus_list (self);

  return GDK_EVENT_STOP;
}

static gboolean
view_key_pressed (PantauListPage *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_slash || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  pantau_list_page_focus_search (self);

  return GDK_EVENT_STOP;
}

/* Letters typed in the list go on with the search. */
static void
search_started (PantauListPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_set_position (GTK_EDITABLE (self->search), -1);
}

static void
help_chosen (PantauListPage *self, const char *key)
{
  const char *query = pantau_list_page_get_query (self);
  g_autofree char *text = g_strconcat (
      query, query[0] == '\0' || g_str_has_suffix (query, " ") ? "" : " ", key, ":", NULL);

  gtk_menu_button_popdown (self->help_button);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  set_text (self, text);
}

static void
make_help (GtkMenuButton *button, gpointer data)
{
  GtkWidget *popover;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  popover = pantau_list_help_new ();
  g_signal_connect_object (popover, "chosen", G_CALLBACK (help_chosen), data, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, popover);
}

static void
save_search (PantauListPage *self, const char *name)
{
  g_autofree char *text = g_strdup_printf (_ ("The search “%s” is in the sidebar now"), name);

  gtk_menu_button_popdown (self->save_button);
  pantau_filters_save (self->session, name, pantau_list_page_get_query (self));
  g_signal_emit (self, signals[FILTERS_CHANGED], 0);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

static void
make_save (GtkMenuButton *button, gpointer data)
{
  PantauListPage *self = data;
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (button));
  g_autofree char *name = pantau_filters_find (self->session, pantau_list_page_get_query (self));

  if (popover == NULL)
    {
      popover = pantau_list_save_new ();
      g_signal_connect_object (popover, "save", G_CALLBACK (save_search), self, G_CONNECT_SWAPPED);
      gtk_menu_button_set_popover (button, popover);
    }
  pantau_list_save_begin (PANTAU_LIST_SAVE (popover), name != NULL ? name : "");
}

/* What may be recorded, for who has recorded nothing yet. */
static GMenuModel *
kinds_menu (PantauSession *session)
{
  GPtrArray *kinds =
      pantau_kinds_list (pantau_reference_get_kinds (pantau_session_get_reference (session)));
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < kinds->len; i++)
    {
      const PantauKind *kind = g_ptr_array_index (kinds, i);
      g_autofree char *action = g_strdup_printf ("win.new-record::%s", kind->code);

      if (pantau_duty_may_record (session, kind->code))
        g_menu_append (menu, pantau_label_get (&kind->name, pantau_locale_get ()), action);
    }

  return G_MENU_MODEL (menu);
}

/* What an empty list says to this role. */
static void
role_changed (PantauListPage *self)
{
  g_autoptr (GMenuModel) menu = kinds_menu (self->session);
  const char *sentence = pantau_duty_explain (self->session);

  pantau_ui_set_menu (self->empty_button, menu);
  gtk_widget_set_visible (self->empty_verbs, pantau_duty_may_record (self->session, NULL));
  adw_status_page_set_description (
      self->empty_status, sentence != NULL ? sentence
                                           : _ ("What you see in the field is kept on this laptop, "
                                                "even without a connection."));
}

static void
set_session (PantauListPage *self, PantauSession *session)
{
  if (!g_set_object (&self->session, session))
    return;

  g_object_set (self->view, "model", NULL, NULL);
  g_clear_object (&self->model);
  if (session == NULL)
    return;

  role_changed (self);
  g_signal_connect_object (session, "notify::role", G_CALLBACK (role_changed), self,
                           G_CONNECT_SWAPPED);
  for (PantauFilterSubject subject = PANTAU_FILTER_KIND; subject <= PANTAU_FILTER_STATE; subject++)
    pantau_filter_button_set_source (button_of (self, subject), give_choices, self);
  restore_sort (self);
  self->model = pantau_list_model_new (session);
  g_signal_connect_object (self->model, "answered", G_CALLBACK (answered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (show_answer), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->model, "notify", G_CALLBACK (show_answer), self,
                           G_CONNECT_SWAPPED);
  g_object_set (self->view, "model", self->model, NULL);
  ask (self);
}

static void
pantau_list_page_dispose (GObject *object)
{
  PantauListPage *self = PANTAU_LIST_PAGE (object);

  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_LIST_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_list_page_parent_class)->dispose (object);
}

static void
pantau_list_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauListPage *self = PANTAU_LIST_PAGE (object);

  switch ((PantauListPageProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_SORT:
      g_value_set_string (value, pantau_sort_get_name (self->sort));
      break;
    case PROP_DESCENDING:
      g_value_set_boolean (value, self->descending);
      break;
    }
}

static void
pantau_list_page_set_property (GObject *object,
                               guint property,
                               const GValue *value,
                               GParamSpec *pspec)
{
  PantauListPage *self = PANTAU_LIST_PAGE (object);
  PantauSort sort;

  switch ((PantauListPageProperty) property)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_SORT:
      if (pantau_sort_from_name (g_value_get_string (value), &sort))
        set_sort (self, sort, self->descending);
      break;
    case PROP_DESCENDING:
      set_sort (self, self->sort, g_value_get_boolean (value));
      break;
    }
}

static void
pantau_list_page_constructed (GObject *object)
{
  PantauListPage *self = PANTAU_LIST_PAGE (object);

  G_OBJECT_CLASS (pantau_list_page_parent_class)->constructed (object);

  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self->view));
  pantau_ui_set_menu (self->sort_button, self->sort_menu);
  gtk_menu_button_set_create_popup_func (self->help_button, make_help, self, NULL);
  gtk_menu_button_set_create_popup_func (self->save_button, make_save, self, NULL);
}

static void
pantau_list_page_class_init (PantauListPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = pantau_list_page_constructed;
  object_class->dispose = pantau_list_page_dispose;
  object_class->get_property = pantau_list_page_get_property;
  object_class->set_property = pantau_list_page_set_property;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SORT] =
      g_param_spec_string ("sort", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_DESCENDING] =
      g_param_spec_boolean ("descending", NULL, NULL, TRUE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[FILTERS_CHANGED] = g_signal_new ("filters-changed", G_TYPE_FROM_CLASS (klass),
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_property_action (widget_class, "page.sort", "sort");
  gtk_widget_class_install_property_action (widget_class, "page.descending", "descending");
  gtk_widget_class_install_action (widget_class, "page.clear", NULL, clear);

  g_type_ensure (PANTAU_TYPE_FILTER_BUTTON);
  g_type_ensure (PANTAU_TYPE_LIST_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_PAGE_LAYOUT);
  g_type_ensure (PANTAU_TYPE_FIT_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-list-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauListPage, count);
  gtk_widget_class_bind_template_child (widget_class, PantauListPage, empty_button);
  gtk_widget_class_bind_template_child (widget_class, PantauListPage, empty_status);
  gtk_widget_class_bind_template_child (widget_class, PantauListPage, empty_verbs);
  gtk_widget_class_bind_template_child (widget_class, PantauListPage, failed_status);
  gtk_widget_class_bind_template_child (widget_class, PantauListPage, help_button);
  gtk_widget_class_bind_template_child (widget_class, PantauListPage, kind);
  gtk_widget_class_bind_template_child (widget_class, PantauListPage, nothing_status);
  gtk_widget_class_bind_template_child (widget_class, PantauListPage, problem);
  gtk_widget_class_bind_template_child (widget_class, PantauListPage, region);
  gtk_widget_class_bind_template_child (widget_class, PantauListPage, save_button);
  gtk_widget_class_bind_template_child (widget_class, PantauListPage, search);
  gtk_widget_class_bind_template_child (widget_class, PantauListPage, sort_button);
  gtk_widget_class_bind_template_child (widget_class, PantauListPage, sort_menu);
  gtk_widget_class_bind_template_child (widget_class, PantauListPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PantauListPage, state);
  gtk_widget_class_bind_template_child (widget_class, PantauListPage, status);
  gtk_widget_class_bind_template_child (widget_class, PantauListPage, title);
  gtk_widget_class_bind_template_child (widget_class, PantauListPage, view);
  gtk_widget_class_bind_template_callback (widget_class, ask);
  gtk_widget_class_bind_template_callback (widget_class, filter_chosen);
  gtk_widget_class_bind_template_callback (widget_class, open_record);
  gtk_widget_class_bind_template_callback (widget_class, pantau_list_page_focus_list);
  gtk_widget_class_bind_template_callback (widget_class, search_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, search_started);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, sort_changed);
  gtk_widget_class_bind_template_callback (widget_class, view_key_pressed);
}

static void
pantau_list_page_init (PantauListPage *self)
{
  self->descending = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pantau_list_page_set_query (PantauListPage *self, const char *query)
{
  g_return_if_fail (PANTAU_IS_LIST_PAGE (self));

  set_text (self, query);
}

const char *
pantau_list_page_get_query (PantauListPage *self)
{
  g_return_val_if_fail (PANTAU_IS_LIST_PAGE (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->search));
}

void
pantau_list_page_set_title (PantauListPage *self, const char *title)
{
  g_return_if_fail (PANTAU_IS_LIST_PAGE (self));

  gtk_label_set_label (self->title, title);
}

void
pantau_list_page_focus_search (PantauListPage *self)
{
  g_return_if_fail (PANTAU_IS_LIST_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

void
pantau_list_page_focus_list (PantauListPage *self)
{
  g_return_if_fail (PANTAU_IS_LIST_PAGE (self));

  if (!gtk_widget_get_mapped (GTK_WIDGET (self->view)) || !pantau_list_view_focus (self->view))
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
}
