/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of records: a GtkListView of lines under heads of our own. */

#define G_LOG_DOMAIN "pantau-list-view"

#include "config.h"

#include "pantau-list-view.h"

#include "pantau-list-head.h"
#include "pantau-list-line.h"
#include "pantau-ui.h"

struct _PantauListView
{
  GtkWidget parent_instance;

  PantauSort sort;
  gboolean descending;
  int em;                 /* pixels: the mean width of a letter … */
  guint em_serial;        /* … of the fonts that were this old */
  PantauListRow *waiting; /* (owned) (nullable): to be opened as soon as it was read */

  GtkBox *box;
  PantauListHead *head;
  GtkListView *list;
  GtkScrolledWindow *scrolled;
  GtkSingleSelection *selection;
};

typedef enum
{
  PROP_MODEL = 1,
} PantauListViewProperty;

enum
{
  OPEN,
  SORT_CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (PantauListView, pantau_list_view, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_MODEL + 1];
static guint signals[N_SIGNALS];

static void
line_made (PantauListView *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, pantau_list_line_new (&self->em));
}

static void
line_bound (PantauListView *self, GtkListItem *item)
{
  pantau_list_line_set_row (PANTAU_LIST_LINE (gtk_list_item_get_child (item)),
                            gtk_list_item_get_item (item));
}

static void
line_unbound (PantauListView *self, GtkListItem *item)
{
  pantau_list_line_set_row (PANTAU_LIST_LINE (gtk_list_item_get_child (item)), NULL);
}

static void
head_chosen (PantauListView *self, int sort)
{
  /* Of times and severities people want the newest and the worst first. */
  gboolean descending = self->sort == (PantauSort) sort
                            ? !self->descending
                            : sort == PANTAU_SORT_TIME || sort == PANTAU_SORT_SEVERITY;

  pantau_list_view_set_sort (self, (PantauSort) sort, descending);
  g_signal_emit (self, signals[SORT_CHANGED], 0);
}

/* GTK's widget of a row, which takes the focus. */
static GtkWidget *
find_row_widget (PantauListView *self, PantauListRow *row)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *line = gtk_widget_get_first_child (child);

      if (PANTAU_IS_LIST_LINE (line) && pantau_list_line_get_row (PANTAU_LIST_LINE (line)) == row)
        return child;
    }

  return NULL;
}

static void
stop_waiting (PantauListView *self)
{
  if (self->waiting != NULL)
    g_signal_handlers_disconnect_by_data (self->waiting, self);
  g_clear_object (&self->waiting);
}

static void
waiting_was_read (PantauListView *self)
{
  g_autoptr (PantauListRow) row = g_object_ref (self->waiting);

  if (pantau_list_row_get_record (row) == NULL)
    return;
  stop_waiting (self);
  g_signal_emit (self, signals[OPEN], 0, row);
}

static void
open_row (PantauListView *self, PantauListRow *row)
{
  stop_waiting (self);
  if (pantau_list_row_get_record (row) != NULL)
    {
      g_signal_emit (self, signals[OPEN], 0, row);
      return;
    }
  self->waiting = g_object_ref (row);
  g_signal_connect_swapped (row, "notify::record", G_CALLBACK (waiting_was_read), self);
}

static void
row_activated (PantauListView *self, guint position)
{
  g_autoptr (PantauListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (row != NULL)
    open_row (self, row);
}

/* A single click opens; GTK's own way of it would choose rows under a passing pointer. */
static void
clicked (PantauListView *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  GtkWidget *widget;
  PantauListRow *row = NULL;

  if (n_press != 1 ||
      (gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)) &
       (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0)
    return;
  widget = gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT);
  while (widget != NULL && gtk_widget_get_parent (widget) != GTK_WIDGET (self->list))
    widget = gtk_widget_get_parent (widget);
  if (widget != NULL && PANTAU_IS_LIST_LINE (gtk_widget_get_first_child (widget)))
    row = pantau_list_line_get_row (PANTAU_LIST_LINE (gtk_widget_get_first_child (widget)));
  if (row == NULL)
    return;
  gtk_single_selection_set_selected (self->selection, pantau_list_row_get_position (row));
  open_row (self, row);
}

/* Columns are as wide as their letters need: measured anew when the fonts change, before anything is laid out in them. */
static void
measure_letters (PantauListView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics;

  if (self->em_serial == pango_context_get_serial (context))
    return;
  self->em_serial = pango_context_get_serial (context);
  metrics = pango_context_get_metrics (context, NULL, NULL);
  self->em = MAX (1, PANGO_PIXELS (pango_font_metrics_get_approximate_char_width (metrics)));
  pango_font_metrics_unref (metrics);
}

static void
pantau_list_view_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  PantauListView *self = PANTAU_LIST_VIEW (widget);

  measure_letters (self);
  gtk_widget_measure (GTK_WIDGET (self->box), orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
pantau_list_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PantauListView *self = PANTAU_LIST_VIEW (widget);

  gtk_widget_size_allocate (GTK_WIDGET (self->box), &(GtkAllocation){ 0, 0, width, height },
                            baseline);
}

/* Rows are of one height, but for hoaxes with their warning: near enough for what is read ahead. */
static void
scrolled (PantauListView *self, GtkAdjustment *adjustment)
{
  GListModel *model = gtk_single_selection_get_model (self->selection);
  double upper = gtk_adjustment_get_upper (adjustment);

  if (model != NULL && upper > 0)
    pantau_list_model_set_sight (
        PANTAU_LIST_MODEL (model),
        (guint) (gtk_adjustment_get_value (adjustment) / upper * g_list_model_get_n_items (model)));
}

static void
pantau_list_view_dispose (GObject *object)
{
  PantauListView *self = PANTAU_LIST_VIEW (object);

  stop_waiting (self);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_LIST_VIEW);

  G_OBJECT_CLASS (pantau_list_view_parent_class)->dispose (object);
}

static void
pantau_list_view_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauListView *self = PANTAU_LIST_VIEW (object);

  switch ((PantauListViewProperty) property)
    {
    case PROP_MODEL:
      g_value_set_object (value, gtk_single_selection_get_model (self->selection));
      break;
    }
}

static void
pantau_list_view_set_property (GObject *object,
                               guint property,
                               const GValue *value,
                               GParamSpec *pspec)
{
  PantauListView *self = PANTAU_LIST_VIEW (object);

  switch ((PantauListViewProperty) property)
    {
    case PROP_MODEL:
      gtk_single_selection_set_model (self->selection, g_value_get_object (value));
      break;
    }
}

static void
pantau_list_view_constructed (GObject *object)
{
  PantauListView *self = PANTAU_LIST_VIEW (object);

  G_OBJECT_CLASS (pantau_list_view_parent_class)->constructed (object);

  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scrolled), "value-changed",
                           G_CALLBACK (scrolled), self, G_CONNECT_SWAPPED);
}

static void
pantau_list_view_class_init (PantauListViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = pantau_list_view_constructed;
  object_class->dispose = pantau_list_view_dispose;
  object_class->get_property = pantau_list_view_get_property;
  object_class->set_property = pantau_list_view_set_property;
  widget_class->measure = pantau_list_view_measure;
  widget_class->size_allocate = pantau_list_view_size_allocate;

  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, PANTAU_TYPE_LIST_MODEL,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, PANTAU_TYPE_LIST_ROW);
  signals[SORT_CHANGED] = g_signal_new ("sort-changed", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (PANTAU_TYPE_LIST_HEAD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-list-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauListView, box);
  gtk_widget_class_bind_template_child (widget_class, PantauListView, head);
  gtk_widget_class_bind_template_child (widget_class, PantauListView, list);
  gtk_widget_class_bind_template_child (widget_class, PantauListView, scrolled);
  gtk_widget_class_bind_template_child (widget_class, PantauListView, selection);
  gtk_widget_class_bind_template_callback (widget_class, clicked);
  gtk_widget_class_bind_template_callback (widget_class, head_chosen);
  gtk_widget_class_bind_template_callback (widget_class, line_bound);
  gtk_widget_class_bind_template_callback (widget_class, line_made);
  gtk_widget_class_bind_template_callback (widget_class, line_unbound);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
}

static void
pantau_list_view_init (PantauListView *self)
{
  self->em = 8;
  gtk_widget_init_template (GTK_WIDGET (self));
  pantau_list_head_set_em (self->head, &self->em);
}

void
pantau_list_view_set_sort (PantauListView *self, PantauSort sort, gboolean descending)
{
  g_return_if_fail (PANTAU_IS_LIST_VIEW (self));

  self->sort = sort;
  self->descending = descending;
  pantau_list_head_set_sort (self->head, sort, descending);
}

PantauSort
pantau_list_view_get_sort (PantauListView *self)
{
  return self->sort;
}

gboolean
pantau_list_view_is_descending (PantauListView *self)
{
  return self->descending;
}

static void
scroll_to (PantauListView *self, guint position)
{
  /* Setting the adjustment of an idle list would leave it blank. */
  if (position < g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

void
pantau_list_view_rewind (PantauListView *self)
{
  g_return_if_fail (PANTAU_IS_LIST_VIEW (self));

  stop_waiting (self);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  scroll_to (self, 0);
}

gboolean
pantau_list_view_focus (PantauListView *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);
  g_autoptr (PantauListRow) row = NULL;
  GtkWidget *widget;

  g_return_val_if_fail (PANTAU_IS_LIST_VIEW (self), FALSE);

  if (position == GTK_INVALID_LIST_POSITION)
    position = 0;
  row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  if (row == NULL)
    return FALSE;
  scroll_to (self, position);
  gtk_single_selection_set_selected (self->selection, position);
  widget = find_row_widget (self, row);

  return widget != NULL && gtk_widget_grab_focus (widget);
}
