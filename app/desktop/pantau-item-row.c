/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a list in a form. */

#define G_LOG_DOMAIN "pantau-item-row"

#include "config.h"

#include "pantau-item-row.h"

#include <glib/gi18n-lib.h>

#include "pantau-cells-layout.h"
#include "pantau-choice-field.h"
#include "pantau-boolean-field.h"
#include "pantau-field-factory.h"
#include "pantau-format.h"
#include "pantau-line-layout.h"
#include "pantau-locale.h"
#include "pantau-longtext-field.h"
#include "pantau-ui.h"

struct _PantauItemRow
{
  GtkWidget parent_instance;

  guint row;

  GtkWidget *cells;
  GtkLabel *number;
  GtkWidget *remove;
};

enum
{
  NEXT,
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PantauItemRow, pantau_item_row, GTK_TYPE_WIDGET)

static GtkWidget *
first_cell (PantauItemRow *self)
{
  return gtk_widget_get_first_child (self->cells);
}

/* The cell behind the one that has the focus, as far as it is asked. (nullable) */
static GtkWidget *
cell_after_focus (PantauItemRow *self)
{
  GtkWidget *cell = first_cell (self);

  while (cell != NULL && (gtk_widget_get_state_flags (cell) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0)
    cell = gtk_widget_get_next_sibling (cell);

  return cell != NULL ? gtk_widget_get_next_sibling (cell) : NULL;
}

/* Instead of the editor's own: what comes next is a cell, as long as there is one. */
static void
go_next (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PantauItemRow *self = PANTAU_ITEM_ROW (widget);
  GtkWidget *cell = cell_after_focus (self);

  if (cell != NULL)
    gtk_widget_grab_focus (cell);
  else
    g_signal_emit (self, signals[NEXT], 0);
}

static void
remove_clicked (PantauItemRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

/* Whether the answer stands in chips or in lines, which need the whole width. */
static gboolean
is_wide (GtkWidget *cell)
{
  return PANTAU_IS_CHOICE_FIELD (cell) || PANTAU_IS_BOOLEAN_FIELD (cell) ||
         PANTAU_IS_LONGTEXT_FIELD (cell);
}

static void
add_cell (PantauItemRow *self, PantauForm *form, const char *list, const PantauField *item)
{
  g_autofree char *name = pantau_form_cell_name (list, self->row, item->name);
  GtkWidget *cell = pantau_field_factory_make (form, pantau_form_get_question (form, name));

  gtk_widget_set_hexpand (cell, is_wide (cell));
  gtk_widget_set_parent (cell, self->cells);
}

/* What the row is, for who hears it: "exhibit 2". */
static void
name_row (PantauItemRow *self, const PantauField *field)
{
  const char *item = pantau_label_get (&field->item_name, pantau_locale_get ());
  g_autofree char *number = pantau_format_integer (self->row + 1);
  /* Translators: a row of a list: what it is, and its number: “exhibit 2” */
  g_autofree char *name = g_strdup_printf (_ ("%s %s"), item, number);
  /* Translators: a button; %s is what a row of a list is, and its number: “Remove exhibit 2” */
  g_autofree char *remove = g_strdup_printf (_ ("Remove %s"), name);

  gtk_label_set_text (self->number, number);
  gtk_widget_set_tooltip_text (self->remove, remove);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  remove, -1);
}

static void
pantau_item_row_dispose (GObject *object)
{
  PantauItemRow *self = PANTAU_ITEM_ROW (object);
  GtkWidget *cell;

  while (self->cells != NULL && (cell = first_cell (self)) != NULL)
    gtk_widget_unparent (cell);
  pantau_ui_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_ITEM_ROW);

  G_OBJECT_CLASS (pantau_item_row_parent_class)->dispose (object);
}

static void
pantau_item_row_class_init (PantauItemRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = pantau_item_row_dispose;

  signals[NEXT] =
      g_signal_new ("next", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVED] =
      g_signal_new ("removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (PANTAU_TYPE_CELLS_LAYOUT);
  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  gtk_widget_class_install_action (widget_class, "editor.next", NULL, go_next);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "itemrow");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-item-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked);
  gtk_widget_class_bind_template_child (widget_class, PantauItemRow, cells);
  gtk_widget_class_bind_template_child (widget_class, PantauItemRow, number);
  gtk_widget_class_bind_template_child (widget_class, PantauItemRow, remove);
}

static void
pantau_item_row_init (PantauItemRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pantau_item_row_new (PantauForm *form, const char *list, guint row)
{
  PantauItemRow *self = g_object_new (PANTAU_TYPE_ITEM_ROW, NULL);
  const PantauField *field = pantau_form_get_question (form, list)->field;

  self->row = row;
  name_row (self, field);
  for (guint i = 0; i < field->items->len; i++)
    add_cell (self, form, list, g_ptr_array_index (field->items, i));

  return GTK_WIDGET (self);
}

guint
pantau_item_row_get_row (PantauItemRow *self)
{
  return self->row;
}

gboolean
pantau_item_row_focus (PantauItemRow *self)
{
  return gtk_widget_grab_focus (first_cell (self));
}

PantauFieldView *
pantau_item_row_find_cell (PantauItemRow *self, const char *name)
{
  GtkWidget *cell = first_cell (self);

  while (cell != NULL && !g_str_equal (pantau_field_view_get_name (PANTAU_FIELD_VIEW (cell)), name))
    cell = gtk_widget_get_next_sibling (cell);

  return cell != NULL ? PANTAU_FIELD_VIEW (cell) : NULL;
}

void
pantau_item_row_settle (PantauItemRow *self)
{
  for (GtkWidget *cell = first_cell (self); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    pantau_field_view_settle (PANTAU_FIELD_VIEW (cell));
}
