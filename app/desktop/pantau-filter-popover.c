/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The choices of a filter. */

#define G_LOG_DOMAIN "pantau-filter-popover"

#include "config.h"

#include "pantau-filter-popover.h"

#include "pantau-filter-row.h"

struct _PantauFilterPopover
{
  GtkPopover parent_instance;

  GListModel *choices; /* (owned) (nullable) */

  GtkSearchEntry *entry;
  GtkListBox *list;
};

enum
{
  ASK,
  CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (PantauFilterPopover, pantau_filter_popover, GTK_TYPE_POPOVER)

static guint signals[N_SIGNALS];

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  return pantau_filter_row_new (item);
}

static void
text_changed (PantauFilterPopover *self)
{
  g_signal_emit (self, signals[ASK], 0);
}

static void
choose (PantauFilterPopover *self, int index)
{
  g_autoptr (PantauFilterChoice) choice = g_list_model_get_item (self->choices, (guint) index);

  if (choice != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, choice);
}

static void
row_activated (PantauFilterPopover *self, GtkListBoxRow *row)
{
  choose (self, gtk_list_box_row_get_index (row));
}

/* Enter takes the first: who typed "muba" need not go down. */
static void
entry_activated (PantauFilterPopover *self)
{
  choose (self, 0);
}

static void
search_stopped (PantauFilterPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static gboolean
entry_key_pressed (PantauFilterPopover *self, guint keyval)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->list, 0);

  if ((keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down) || first == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (first));

  return GDK_EVENT_STOP;
}

static void
pantau_filter_popover_dispose (GObject *object)
{
  PantauFilterPopover *self = PANTAU_FILTER_POPOVER (object);

  g_clear_object (&self->choices);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_FILTER_POPOVER);

  G_OBJECT_CLASS (pantau_filter_popover_parent_class)->dispose (object);
}

static void
pantau_filter_popover_class_init (PantauFilterPopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_filter_popover_dispose;

  signals[ASK] = g_signal_new ("ask", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, PANTAU_TYPE_FILTER_CHOICE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-filter-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauFilterPopover, entry);
  gtk_widget_class_bind_template_child (widget_class, PantauFilterPopover, list);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, text_changed);
}

static void
pantau_filter_popover_init (PantauFilterPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pantau_filter_popover_new (const char *title, gboolean searchable)
{
  PantauFilterPopover *self = g_object_new (PANTAU_TYPE_FILTER_POPOVER, NULL);

  gtk_widget_set_visible (GTK_WIDGET (self->entry), searchable);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);

  return GTK_WIDGET (self);
}

void
pantau_filter_popover_begin (PantauFilterPopover *self)
{
  g_return_if_fail (PANTAU_IS_FILTER_POPOVER (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_signal_emit (self, signals[ASK], 0);
}

const char *
pantau_filter_popover_get_text (PantauFilterPopover *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

void
pantau_filter_popover_set_choices (PantauFilterPopover *self, GListModel *choices)
{
  g_return_if_fail (PANTAU_IS_FILTER_POPOVER (self) && G_IS_LIST_MODEL (choices));

  g_set_object (&self->choices, choices);
  gtk_list_box_bind_model (self->list, choices, make_row, NULL, NULL);
}
