/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where one is in the editor: from question to question by keys, and whatever has the focus in sight. */

#define G_LOG_DOMAIN "pantau-editor"

#include "config.h"

#include "pantau-editor-private.h"

/* Above a field that comes into sight, in pixels. */
#define MARGIN 12

void
pantau_editor_focus_question (PantauEditor *self, const char *name)
{
  const PantauQuestion *question = pantau_form_get_question (self->form, name);
  PantauFieldView *field;

  if (question == NULL)
    return;
  if (!question->first)
    pantau_editor_open_more (self);
  field = pantau_editor_find_field (self, name);
  if (field != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (field));
}

void
pantau_editor_focus_first_empty (PantauEditor *self)
{
  PantauFieldView *field =
      pantau_editor_next_field (gtk_widget_get_first_child (GTK_WIDGET (self->first)));

  for (; field != NULL;
       field = pantau_editor_next_field (gtk_widget_get_next_sibling (GTK_WIDGET (field))))
    if (pantau_form_get (self->form, pantau_field_view_get_name (field)) == NULL &&
        pantau_form_is_asked (self->form, pantau_field_view_get_name (field)))
      break;
  if (field == NULL)
    field = pantau_editor_next_field (gtk_widget_get_first_child (GTK_WIDGET (self->first)));
  if (field != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (field));
}

PantauFieldView *
pantau_editor_get_focused_field (PantauEditor *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *field = focus != NULL ? gtk_widget_get_ancestor (focus, PANTAU_TYPE_FIELD_VIEW) : NULL;

  return field != NULL && gtk_widget_is_ancestor (field, GTK_WIDGET (self))
             ? PANTAU_FIELD_VIEW (field)
             : NULL;
}

/* The same, but of a cell the field of its list. */
static PantauFieldView *
get_focused_question (PantauEditor *self)
{
  PantauFieldView *field = pantau_editor_get_focused_field (self);
  GtkWidget *list = field != NULL
                        ? gtk_widget_get_ancestor (gtk_widget_get_parent (GTK_WIDGET (field)),
                                                   PANTAU_TYPE_FIELD_VIEW)
                        : NULL;

  return list != NULL ? PANTAU_FIELD_VIEW (list) : field;
}

static PantauFieldView *
next_asked (PantauEditor *self, PantauFieldView *field)
{
  while (field != NULL && !pantau_form_is_asked (self->form, pantau_field_view_get_name (field)))
    field = pantau_editor_next_field (gtk_widget_get_next_sibling (GTK_WIDGET (field)));

  return field;
}

/* The whole field comes into sight, with its label and what is told below, not the control alone. */
static gboolean
show_field (gpointer data)
{
  PantauEditor *self = data;
  PantauFieldView *field = pantau_editor_get_focused_field (self);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  GtkWidget *viewport = gtk_scrolled_window_get_child (self->scrolled);
  graphene_rect_t bounds;

  self->show_idle = 0;
  if (field != NULL && gtk_widget_compute_bounds (GTK_WIDGET (field), viewport, &bounds))
    {
      double top = gtk_adjustment_get_value (adjustment) + bounds.origin.y;

      gtk_adjustment_clamp_page (adjustment, MAX (top - MARGIN, 0), top + bounds.size.height);
    }

  return G_SOURCE_REMOVE;
}

/* Who opens "more" sees what is in it. */
static gboolean
show_more (gpointer data)
{
  PantauEditor *self = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  GtkWidget *viewport = gtk_scrolled_window_get_child (self->scrolled);
  graphene_rect_t bounds;

  self->show_idle = 0;
  if (gtk_widget_compute_bounds (GTK_WIDGET (self->more_expander), viewport, &bounds))
    gtk_adjustment_set_value (adjustment,
                              gtk_adjustment_get_value (adjustment) + bounds.origin.y - MARGIN);

  return G_SOURCE_REMOVE;
}

/* The focused field grew: what is told of a new answer comes into sight too. */
void
pantau_editor_size_changed (PantauEditor *self)
{
  if (self->opens && self->made > 0)
    {
      self->opens = FALSE;
      g_clear_handle_id (&self->show_idle, g_source_remove);
      self->show_idle = g_idle_add (show_more, self);
    }
  else if (self->follows && self->show_idle == 0)
    self->show_idle = g_idle_add (show_field, self);
  self->follows = FALSE;
}

void
pantau_editor_focus_moved (PantauEditor *self)
{
  if (self->show_idle == 0)
    self->show_idle = g_idle_add (show_field, self);
}

void
pantau_editor_go_next (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PantauEditor *self = PANTAU_EDITOR (widget);
  PantauFieldView *field = get_focused_question (self);
  gboolean is_first =
      field != NULL && gtk_widget_get_parent (GTK_WIDGET (field)) == GTK_WIDGET (self->first);

  if (field != NULL)
    field = next_asked (
        self, pantau_editor_next_field (gtk_widget_get_next_sibling (GTK_WIDGET (field))));
  if (field == NULL && is_first && gtk_expander_get_expanded (self->more_expander))
    field = next_asked (
        self, pantau_editor_next_field (gtk_widget_get_first_child (GTK_WIDGET (self->more))));

  gtk_widget_grab_focus (field != NULL ? GTK_WIDGET (field) : self->save);
}
