/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where one can go, and how much there is. */

#define G_LOG_DOMAIN "pantau-sidebar"

#include "config.h"

#include "pantau-sidebar.h"

#include <glib/gi18n-lib.h>

#include "pantau-access.h"
#include "pantau-agenda.h"
#include "pantau-due.h"
#include "pantau-duty.h"
#include "pantau-filters.h"
#include "pantau-locale.h"
#include "pantau-page-layout.h"
#include "pantau-sidebar-row.h"
#include "pantau-store-release.h"
#include "pantau-store-identity.h"
#include "pantau-triage.h"
#include "pantau-ui.h"

#define MINUTE 60 /* seconds */

struct _PantauSidebar
{
  GtkWidget parent_instance;

  PantauSession *session; /* (owned) (nullable) */
  GSignalGroup *signals;  /* (owned): of the session */
  char *place;
  GHashTable *rows;   /* place → PantauSidebarRow (borrowed from the list) */
  GPtrArray *filters; /* places of the rows of saved filters */
  gboolean is_counting;
  gboolean is_stale; /* something changed while it counted */
  guint minutes;     /* a source, while it is seen */
  guint first;       /* a source: counting for the first time */

  GtkListBox *list;
  GtkMenuButton *main_button;
  GMenuModel *main_menu;
  GtkMenuButton *new_button;
};

typedef enum
{
  PROP_SESSION = 1,
  PROP_PLACE,
} PantauSidebarProperty;

G_DEFINE_FINAL_TYPE (PantauSidebar, pantau_sidebar, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_PLACE + 1];

static PantauSidebarRow *
add_row (PantauSidebar *self,
         const char *place,
         const char *section,
         const char *icon_name,
         const char *title)
{
  GtkWidget *row = pantau_sidebar_row_new (place, section, icon_name, title);

  gtk_list_box_append (self->list, row);
  g_hash_table_replace (self->rows, g_strdup (place), row);

  return PANTAU_SIDEBAR_ROW (row);
}

static void
add_kinds (PantauSidebar *self)
{
  PantauReference *reference = pantau_session_get_reference (self->session);
  GPtrArray *kinds = pantau_kinds_list (pantau_reference_get_kinds (reference));
  g_autoptr (GMenu) menu = g_menu_new ();
  const char *sentence = pantau_duty_explain (self->session);

  for (guint i = 0; i < kinds->len; i++)
    {
      const PantauKind *kind = g_ptr_array_index (kinds, i);
      const char *name =
          pantau_reference_kind_short_label (reference, kind->code, pantau_locale_get ());
      g_autofree char *icon = g_strdup_printf ("pantau-%s-symbolic", kind->code);
      g_autoptr (GMenuItem) item = g_menu_item_new (name, NULL);

      if (pantau_duty_has_place (self->session, kind->code))
        add_row (self, kind->code, _ ("Kinds"), icon, name);
      if (!pantau_duty_may_record (self->session, kind->code))
        continue;
      g_menu_item_set_action_and_target (item, "win.new-record", "s", kind->code);
      g_menu_append_item (menu, item);
    }
  if (pantau_duty_may_record (self->session, "hoax"))
    {
      g_autoptr (GMenu) pasting = g_menu_new ();

      /* Translators: in a menu: a text, link, picture or file of the clipboard becomes a hoax record */
      g_menu_append (pasting, _ ("_Paste as a hoax"), "win.paste");
      g_menu_append_section (menu, NULL, G_MENU_MODEL (pasting));
    }
  pantau_ui_set_menu (self->new_button, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->new_button),
                          pantau_duty_may_record (self->session, NULL));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->new_button),
                               sentence != NULL ? sentence : _ ("Choose what to record"));
}

static const char *
sync_icon (PantauPhase phase)
{
  switch (phase)
    {
    case PANTAU_PHASE_ALONE:
      return "computer-symbolic";
    case PANTAU_PHASE_RESTING:
      return "emblem-ok-symbolic";
    case PANTAU_PHASE_RUNNING:
      return "emblem-synchronizing-symbolic";
    case PANTAU_PHASE_OFFLINE:
      return "network-offline-symbolic";
    case PANTAU_PHASE_FAULT:
      return "dialog-warning-symbolic";
    }

  return NULL;
}

/* How much there is of everything, as the thread found it. */
typedef struct
{
  PantauCounts *records; /* (owned) */
  gint64 drafts;
  gint64 overdue;
  gint64 replies;  /* overdue, of agencies */
  gint64 releases; /* whose reply is awaited of Pemprov, which works here */
  gint64 asks;     /* open ones */
  gint64 waiting;  /* for a decision */
  gint64 unread;   /* of these */
} Counts;

typedef struct
{
  gint64 clock_error;  /* seconds */
  gboolean is_pemprov; /* whose queue has risks and hoaxes alone */
} CountQuestion;

static void
counts_free (gpointer data)
{
  Counts *counts = data;

  g_clear_pointer (&counts->records, pantau_counts_free);
  g_free (counts);
}

static gboolean
count_forwards (PantauStore *store, gint64 now, Counts *counts, GError **error)
{
  const PantauDueFilter late = { .until = now };
  const PantauDueFilter all = { .until = G_MAXINT64 };
  gint64 treatments;

  return pantau_store_count_due (store, &late, &counts->replies, &treatments, error) &&
         pantau_store_count_releases_due (store, &all, &counts->releases, error);
}

static gpointer
count_in_thread (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Counts *counts = g_new0 (Counts, 1);
  const CountQuestion *question = data;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC + question->clock_error;

  counts->records = pantau_store_count (store, error);
  if (counts->records == NULL ||
      !pantau_agenda_count_overdue (store, now, &counts->overdue, error) ||
      !count_forwards (store, now, counts, error) ||
      !pantau_store_count_asks (store, &counts->asks, error) ||
      !pantau_triage_count (store, question->is_pemprov, &counts->waiting, &counts->unread,
                            error) ||
      !pantau_db_integer (db, 0, &counts->drafts, error, "SELECT count(*) FROM draft", ""))
    {
      counts_free (counts);
      return NULL;
    }

  return counts;
}

static void
set_count (PantauSidebar *self, const char *place, gint64 count)
{
  PantauSidebarRow *row = g_hash_table_lookup (self->rows, place);

  if (row != NULL)
    pantau_sidebar_row_set_count (row, count);
}

static void
show_counts (PantauSidebar *self, const Counts *counts)
{
  GPtrArray *kinds =
      pantau_kinds_list (pantau_reference_get_kinds (pantau_session_get_reference (self->session)));

  set_count (self, "all", counts->records->total);
  for (guint i = 0; i < kinds->len; i++)
    {
      const PantauKind *kind = g_ptr_array_index (kinds, i);

      set_count (self, kind->code,
                 GPOINTER_TO_INT (g_hash_table_lookup (counts->records->kinds, kind->code)));
    }
  set_count (self, "triage", counts->unread);
  set_count (self, "deadlines", counts->overdue);
  set_count (self, "agencies", counts->replies);
  set_count (self, "releases", counts->releases);
  set_count (self, "asks", counts->asks);
  set_count (self, "drafts", counts->drafts);
  set_count (self, "differences", counts->records->differences);
}

static void count_again (PantauSidebar *self);

static void
counted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauSidebar) self = data;
  g_autoptr (GError) error = NULL;
  Counts *counts = pantau_session_read_finish (PANTAU_SESSION (source), result, &error);

  self->is_counting = FALSE;
  if (counts == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
        g_message ("%s", error->message);
      return;
    }
  if (self->session == PANTAU_SESSION (source))
    show_counts (self, counts);
  counts_free (counts);
  if (self->is_stale)
    count_again (self);
}

static void
count_again (PantauSidebar *self)
{
  CountQuestion question;

  self->is_stale = self->is_counting;
  if (self->is_counting || self->session == NULL)
    return;

  self->is_counting = TRUE;
  question = (CountQuestion){
    pantau_session_get_clock_error (self->session),
    g_str_equal (pantau_session_get_role (self->session),
                 pantau_role_get_name (PANTAU_ROLE_PEMPROV)),
  };
  pantau_session_read (self->session, count_in_thread, g_memdup2 (&question, sizeof question),
                       g_free, counts_free, G_PRIORITY_LOW, NULL, counted, g_object_ref (self));
}

/* The first count would keep the reading thread from the list, which people wait for: it comes once the window stands. */
static gboolean
count_first (gpointer data)
{
  PantauSidebar *self = data;

  self->first = 0;
  count_again (self);

  return G_SOURCE_REMOVE;
}

/* Also where one went along the list by keys and left it: what is selected is what is shown. */
static void
select_place (PantauSidebar *self)
{
  gtk_list_box_select_row (
      self->list, g_hash_table_lookup (self->rows, self->place != NULL ? self->place : ""));
}

/* Who came by a key sees where in the list that is. */
static void
reveal_place (PantauSidebar *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    pantau_ui_reveal (GTK_WIDGET (row));
}

static void
sync_changed (PantauSidebar *self)
{
  PantauSidebarRow *row = g_hash_table_lookup (self->rows, "sync");
  PantauPhase phase = pantau_session_get_phase (self->session);

  g_object_set (row, "icon-name", sync_icon (phase), "count",
                pantau_session_get_waiting (self->session), "needs-care",
                phase == PANTAU_PHASE_FAULT, NULL);
}

/* Rows of saved filters stand between the kinds and the rest. */
static void
show_filters (PantauSidebar *self)
{
  g_autoptr (GPtrArray) filters = pantau_filters_read (self->session);
  GtkListBoxRow *after = g_hash_table_lookup (
      self->rows, g_hash_table_contains (self->rows, "asks") ? "asks" : "drafts");

  for (guint i = 0; i < self->filters->len; i++)
    {
      GtkWidget *row = g_hash_table_lookup (self->rows, self->filters->pdata[i]);

      if (row != NULL)
        gtk_list_box_remove (self->list, row);
      g_hash_table_remove (self->rows, self->filters->pdata[i]);
    }
  g_ptr_array_set_size (self->filters, 0);

  for (guint i = 0; i < filters->len; i++)
    {
      const PantauSavedFilter *filter = g_ptr_array_index (filters, i);
      g_autofree char *place = g_strconcat ("query:", filter->query, NULL);
      GtkWidget *row;

      if (g_hash_table_contains (self->rows, place))
        continue;
      row = pantau_sidebar_row_new (place, _ ("Saved searches"), "pantau-filter-symbolic",
                                    filter->name);
      gtk_list_box_insert (self->list, row, gtk_list_box_row_get_index (after));
      g_ptr_array_add (self->filters, g_strdup (place));
      g_hash_table_insert (self->rows, g_steal_pointer (&place), row);
    }
  select_place (self);
}

static void
setting_changed (PantauSidebar *self, const char *name)
{
  if (g_str_equal (name, PANTAU_SETTING_FILTERS))
    show_filters (self);
}

/* A row where the person's role has the place. @needs_care: its count is something to be done */
static void
add_place (PantauSidebar *self,
           const char *place,
           const char *section,
           const char *icon_name,
           const char *title,
           gboolean needs_care)
{
  if (pantau_duty_has_place (self->session, place))
    g_object_set (add_row (self, place, section, icon_name, title), "needs-care", needs_care, NULL);
}

static void
fill (PantauSidebar *self)
{
  add_row (self, "all", NULL, "pantau-records-symbolic", _ ("All records"));
  /* Translators: what desks have to decide on */
  add_place (self, "triage", NULL, "mail-unread-symbolic", _ ("Queue"), TRUE);
  add_place (self, "deadlines", NULL, "alarm-symbolic", _ ("Deadlines"), TRUE);
  /* Pemprov's own duty: the Gubernur answers as PPK (Kepegawaian). It stands where a small screen shows it. */
  add_place (self, "releases", NULL, "mail-read-symbolic", _ ("Forwarded cases"), TRUE);
  add_kinds (self);
  add_place (self, "asks", "", "avatar-default-symbolic", _ ("Requests to the officer"), TRUE);
  add_row (self, "drafts", "", "pantau-draft-symbolic", _ ("Drafts"));
  add_place (self, "differences", "", "pantau-differences-symbolic", _ ("Differences"), TRUE);
  add_row (self, "sync", "", "emblem-synchronizing-symbolic", _ ("Sync"));
  add_place (self, "situation", _ ("Overviews"), "find-location-symbolic", _ ("Situation"), FALSE);
  add_place (self, "register", _ ("Overviews"), "view-grid-symbolic", _ ("Risk register"), FALSE);
  add_place (self, "coverage", _ ("Overviews"), "mark-location-symbolic", _ ("Coverage"), FALSE);
  add_place (self, "lapsit", _ ("Overviews"), "text-x-generic-symbolic", _ ("Situation report"),
             FALSE);
  add_place (self, "claims", _ ("Overviews"), "pantau-hoax-symbolic", _ ("Hoax board"), FALSE);
  add_place (self, "warnings", _ ("Overviews"), "weather-storm-symbolic", _ ("Early warnings"),
             FALSE);
  add_place (self, "files", _ ("Overviews"), "mail-attachment-symbolic", _ ("Evidence files"),
             FALSE);
  add_place (self, "agencies", _ ("Overviews"), "mail-send-symbolic", _ ("Agencies"), TRUE);
  add_place (self, "totals", _ ("Overviews"), "security-high-symbolic", _ ("Number of cases"),
             FALSE);
  show_filters (self);
  sync_changed (self);
  if (self->first == 0)
    self->first = g_idle_add_full (G_PRIORITY_LOW, count_first, self, NULL);
}

static void
empty (PantauSidebar *self)
{
  g_hash_table_remove_all (self->rows);
  g_ptr_array_set_size (self->filters, 0);
  for (GtkListBoxRow *row; (row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL;)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

/* Enrolment came, or another grant. */
static void
role_changed (PantauSidebar *self)
{
  empty (self);
  fill (self);
}

static void
set_session (PantauSidebar *self, PantauSession *session)
{
  if (!g_set_object (&self->session, session))
    return;

  g_signal_group_set_target (self->signals, session);
  empty (self);
  if (session != NULL)
    fill (self);
}

static void
row_activated (GtkListBox *list, GtkListBoxRow *row, PantauSidebar *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show", "s",
                              pantau_sidebar_row_get_place (PANTAU_SIDEBAR_ROW (row)));
}

/* Tab leaves the list as one thing, where GTK (4.8) would go through all of its rows; arrows go along it. */
static gboolean
leave_list (GtkWidget *widget, GVariant *direction, gpointer data)
{
  PantauSidebar *self = PANTAU_SIDEBAR (widget);
  gboolean has_moved;

  if (gtk_widget_get_focus_child (GTK_WIDGET (self->list)) == NULL)
    return FALSE;
  gtk_widget_set_can_focus (GTK_WIDGET (self->list), FALSE);
  has_moved = gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (widget)),
                                      (GtkDirectionType) g_variant_get_int32 (direction));
  gtk_widget_set_can_focus (GTK_WIDGET (self->list), TRUE);

  return has_moved;
}

/* What was not overdue becomes so by itself. */
static gboolean
minute_passed (gpointer data)
{
  count_again (data);

  return G_SOURCE_CONTINUE;
}

static void
pantau_sidebar_map (GtkWidget *widget)
{
  PantauSidebar *self = PANTAU_SIDEBAR (widget);

  GTK_WIDGET_CLASS (pantau_sidebar_parent_class)->map (widget);
  self->minutes = g_timeout_add_seconds (MINUTE, minute_passed, self);
}

static void
pantau_sidebar_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&PANTAU_SIDEBAR (widget)->minutes, g_source_remove);

  GTK_WIDGET_CLASS (pantau_sidebar_parent_class)->unmap (widget);
}

/* A heading with words, a line where the section has none. */
static void
head_row (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const char *section = pantau_sidebar_row_get_section (PANTAU_SIDEBAR_ROW (row));
  GtkWidget *header = NULL;

  if (before != NULL &&
      g_strcmp0 (section, pantau_sidebar_row_get_section (PANTAU_SIDEBAR_ROW (before))) != 0)
    {
      if (section != NULL && *section != '\0')
        {
          header = gtk_label_new (section);
          gtk_label_set_xalign (GTK_LABEL (header), 0);
          gtk_widget_add_css_class (header, "section");
        }
      else
        header = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);
    }
  gtk_list_box_row_set_header (row, header);
}

static void
pantau_sidebar_dispose (GObject *object)
{
  PantauSidebar *self = PANTAU_SIDEBAR (object);

  g_clear_object (&self->signals);
  g_clear_handle_id (&self->first, g_source_remove);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_SIDEBAR);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_sidebar_parent_class)->dispose (object);
}

static void
pantau_sidebar_finalize (GObject *object)
{
  PantauSidebar *self = PANTAU_SIDEBAR (object);

  g_hash_table_unref (self->rows);
  g_ptr_array_unref (self->filters);
  g_free (self->place);

  G_OBJECT_CLASS (pantau_sidebar_parent_class)->finalize (object);
}

static void
pantau_sidebar_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauSidebar *self = PANTAU_SIDEBAR (object);

  switch ((PantauSidebarProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_PLACE:
      g_value_set_string (value, self->place);
      break;
    }
}

static void
pantau_sidebar_set_property (GObject *object,
                             guint property,
                             const GValue *value,
                             GParamSpec *pspec)
{
  PantauSidebar *self = PANTAU_SIDEBAR (object);

  switch ((PantauSidebarProperty) property)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_PLACE:
      pantau_sidebar_set_place (self, g_value_get_string (value));
      break;
    }
}

static void
pantau_sidebar_class_init (PantauSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_sidebar_dispose;
  object_class->finalize = pantau_sidebar_finalize;
  object_class->get_property = pantau_sidebar_get_property;
  object_class->set_property = pantau_sidebar_set_property;
  widget_class->map = pantau_sidebar_map;
  widget_class->unmap = pantau_sidebar_unmap;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PLACE] =
      g_param_spec_string ("place", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-sidebar.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_PAGE_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, PantauSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, PantauSidebar, main_button);
  gtk_widget_class_bind_template_child (widget_class, PantauSidebar, main_menu);
  gtk_widget_class_bind_template_child (widget_class, PantauSidebar, new_button);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Tab, 0, leave_list, "i", GTK_DIR_TAB_FORWARD);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Tab, 0, leave_list, "i",
                                GTK_DIR_TAB_FORWARD);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Tab, GDK_SHIFT_MASK, leave_list, "i",
                                GTK_DIR_TAB_BACKWARD);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Tab, GDK_SHIFT_MASK, leave_list, "i",
                                GTK_DIR_TAB_BACKWARD);

  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  gtk_widget_class_bind_template_callback (widget_class, select_place);
}

static void
pantau_sidebar_init (PantauSidebar *self)
{
  self->place = g_strdup ("");
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->filters = g_ptr_array_new_with_free_func (g_free);
  self->signals = g_signal_group_new (PANTAU_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (count_again), self);
  g_signal_group_connect_swapped (self->signals, "kept", G_CALLBACK (count_again), self);
  g_signal_group_connect_swapped (self->signals, "setting-changed", G_CALLBACK (setting_changed),
                                  self);
  g_signal_group_connect_swapped (self->signals, "notify::role", G_CALLBACK (role_changed), self);
  g_signal_group_connect_swapped (self->signals, "notify::phase", G_CALLBACK (sync_changed), self);
  g_signal_group_connect_swapped (self->signals, "notify::waiting", G_CALLBACK (sync_changed),
                                  self);
  gtk_widget_init_template (GTK_WIDGET (self));
  pantau_ui_set_menu (self->main_button, self->main_menu);
  gtk_list_box_set_header_func (self->list, head_row, NULL, NULL);
}

void
pantau_sidebar_set_place (PantauSidebar *self, const char *place)
{
  g_return_if_fail (PANTAU_IS_SIDEBAR (self));

  if (g_strcmp0 (self->place, place) == 0)
    return;
  g_free (self->place);
  self->place = g_strdup (place != NULL ? place : "");
  select_place (self);
  reveal_place (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACE]);
}

const char *
pantau_sidebar_get_title (PantauSidebar *self, const char *place)
{
  PantauSidebarRow *row = g_hash_table_lookup (self->rows, place);

  return row != NULL ? pantau_sidebar_row_get_title (row) : NULL;
}

void
pantau_sidebar_pop_up_kinds (PantauSidebar *self)
{
  gtk_menu_button_popup (self->new_button);
}

void
pantau_sidebar_focus (PantauSidebar *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->list));
}
