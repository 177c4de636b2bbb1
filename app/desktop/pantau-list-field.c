/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of rows in a form. */

#define G_LOG_DOMAIN "pantau-list-field"

#include "config.h"

#include "pantau-list-field.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"
#include "pantau-item-row.h"
#include "pantau-line-layout.h"
#include "pantau-locale.h"

/* Rows that are made with the field; the others follow one at a time, between frames. */
#define AT_ONCE 2

struct _PantauListField
{
  PantauFieldView parent_instance;

  guint idle;

  GtkWidget *add;
  GtkWidget *area;
  GtkLabel *empty;
  GtkBox *rows;
};

G_DEFINE_FINAL_TYPE (PantauListField, pantau_list_field, PANTAU_TYPE_FIELD_VIEW)

static PantauForm *
get_form (PantauListField *self)
{
  return pantau_field_view_get_form (PANTAU_FIELD_VIEW (self));
}

static const char *
get_name (PantauListField *self)
{
  return pantau_field_view_get_name (PANTAU_FIELD_VIEW (self));
}

static const PantauField *
get_field (PantauListField *self)
{
  return pantau_field_view_get_question (PANTAU_FIELD_VIEW (self))->field;
}

static guint
count_rows (PantauListField *self)
{
  return pantau_form_get_n_rows (get_form (self), get_name (self));
}

static guint
count_made (PantauListField *self)
{
  GtkWidget *last = gtk_widget_get_last_child (GTK_WIDGET (self->rows));

  return last != NULL ? pantau_item_row_get_row (PANTAU_ITEM_ROW (last)) + 1 : 0;
}

/* (nullable): NULL where it is not made yet */
static GtkWidget *
find_row (PantauListField *self, guint row)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->rows));

  while (child != NULL && pantau_item_row_get_row (PANTAU_ITEM_ROW (child)) != row)
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static void make_up_to (PantauListField *self, guint n);

static void
focus_row (PantauListField *self, guint row)
{
  make_up_to (self, row + 1);
  pantau_item_row_focus (PANTAU_ITEM_ROW (find_row (self, row)));
}

static void
add_clicked (PantauListField *self)
{
  if (pantau_form_add_row (get_form (self), get_name (self)))
    focus_row (self, count_rows (self) - 1);
}

/* Enter in the last cell of a row. */
static void
row_next (PantauListField *self, PantauItemRow *widget)
{
  PantauForm *form = get_form (self);
  guint row = pantau_item_row_get_row (widget);

  if (row + 1 < count_rows (self))
    focus_row (self, row + 1);
  else if (!pantau_form_is_row_empty (form, get_name (self), row) &&
           gtk_widget_get_sensitive (self->add))
    add_clicked (self);
  else
    {
      pantau_field_view_go_on (PANTAU_FIELD_VIEW (self));
      if (pantau_form_is_row_empty (form, get_name (self), row))
        pantau_form_remove_row (form, get_name (self), row);
    }
}

static void
row_removed (PantauListField *self, PantauItemRow *widget)
{
  guint row = pantau_item_row_get_row (widget), n;

  /* The widget may be the one that goes. */
  gtk_widget_grab_focus (self->add);
  pantau_form_remove_row (get_form (self), get_name (self), row);
  n = count_rows (self);
  if (n > 0)
    focus_row (self, MIN (row, n - 1));
}

static void
make_row (PantauListField *self)
{
  GtkWidget *row = pantau_item_row_new (get_form (self), get_name (self), count_made (self));

  g_signal_connect_object (row, "next", G_CALLBACK (row_next), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (row_removed), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->rows, row);
}

static void
make_up_to (PantauListField *self, guint n)
{
  while (count_made (self) < MIN (n, count_rows (self)))
    make_row (self);
}

static gboolean
make_next (gpointer data)
{
  PantauListField *self = data;

  make_up_to (self, count_made (self) + 1);
  if (count_made (self) < count_rows (self))
    return G_SOURCE_CONTINUE;
  self->idle = 0;

  return G_SOURCE_REMOVE;
}

static void
show_room (PantauListField *self)
{
  guint n = count_rows (self), most = get_field (self)->max_items;
  g_autofree char *number = pantau_format_integer (most);
  g_autofree char *full = g_strdup_printf (
      ngettext ("%s row at most is taken", "%s rows at most are taken", most), number);

  gtk_widget_set_visible (GTK_WIDGET (self->rows), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->empty), n == 0);
  gtk_widget_set_sensitive (self->add, n < most);
  pantau_field_view_tell (PANTAU_FIELD_VIEW (self), n < most ? NULL : full);
}

static void
pantau_list_field_show_answer (PantauFieldView *view)
{
  PantauListField *self = PANTAU_LIST_FIELD (view);
  guint n = count_rows (self);

  while (count_made (self) > n)
    gtk_box_remove (self->rows, gtk_widget_get_last_child (GTK_WIDGET (self->rows)));
  make_up_to (self, AT_ONCE);
  if (count_made (self) < n && self->idle == 0)
    self->idle = g_idle_add (make_next, self);
  show_room (self);
}

static void
pantau_list_field_set_up (PantauFieldView *view)
{
  PantauListField *self = PANTAU_LIST_FIELD (view);
  const char *item = pantau_label_get (&get_field (self)->item_name, pantau_locale_get ());
  /* Translators: a button; %s is what a row of a list is: “Add exhibit” */
  g_autofree char *add = g_strdup_printf (_ ("Add %s"), item);
  /* Translators: in place of a list without rows; %s is what a row is: “No exhibit yet” */
  g_autofree char *empty = g_strdup_printf (_ ("No %s yet"), item);

  gtk_button_set_label (GTK_BUTTON (self->add), add);
  gtk_label_set_text (self->empty, empty);
}

static void
pantau_list_field_settle (PantauFieldView *view)
{
  PantauListField *self = PANTAU_LIST_FIELD (view);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    pantau_item_row_settle (PANTAU_ITEM_ROW (row));
}

static GtkWidget *
pantau_list_field_get_control (PantauFieldView *view)
{
  return PANTAU_LIST_FIELD (view)->area;
}

/* By name: a group looks for a child that is on the screen, and where questions that may wait have just been opened none is yet. */
static gboolean
pantau_list_field_grab_focus (GtkWidget *widget)
{
  PantauListField *self = PANTAU_LIST_FIELD (widget);
  GtkWidget *row = find_row (self, 0);

  return row != NULL ? pantau_item_row_focus (PANTAU_ITEM_ROW (row))
                     : gtk_widget_grab_focus (self->add);
}

static void
pantau_list_field_dispose (GObject *object)
{
  g_clear_handle_id (&PANTAU_LIST_FIELD (object)->idle, g_source_remove);

  G_OBJECT_CLASS (pantau_list_field_parent_class)->dispose (object);
}

static void
pantau_list_field_class_init (PantauListFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PantauFieldViewClass *field_class = PANTAU_FIELD_VIEW_CLASS (klass);

  object_class->dispose = pantau_list_field_dispose;
  widget_class->grab_focus = pantau_list_field_grab_focus;
  field_class->get_control = pantau_list_field_get_control;
  field_class->set_up = pantau_list_field_set_up;
  field_class->settle = pantau_list_field_settle;
  field_class->show_answer = pantau_list_field_show_answer;

  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-list-field.ui");
  gtk_widget_class_bind_template_callback (widget_class, add_clicked);
  gtk_widget_class_bind_template_child (widget_class, PantauListField, add);
  gtk_widget_class_bind_template_child (widget_class, PantauListField, area);
  gtk_widget_class_bind_template_child (widget_class, PantauListField, empty);
  gtk_widget_class_bind_template_child (widget_class, PantauListField, rows);
}

static void
pantau_list_field_init (PantauListField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

PantauFieldView *
pantau_list_field_find_cell (PantauListField *self, const char *name)
{
  PantauFieldView *cell = NULL;

  make_up_to (self, G_MAXUINT);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows));
       row != NULL && cell == NULL; row = gtk_widget_get_next_sibling (row))
    cell = pantau_item_row_find_cell (PANTAU_ITEM_ROW (row), name);

  return cell;
}
