/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many people, group by group; no names. */

#define G_LOG_DOMAIN "pantau-people-field"

#include "config.h"

#include "pantau-people-field.h"

#include "pantau-format.h"

struct _PantauPeopleField
{
  PantauFieldView parent_instance;

  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (PantauPeopleField, pantau_people_field, PANTAU_TYPE_FIELD_VIEW)

static GtkEditable *
entry_at (PantauPeopleField *self, int row)
{
  GtkWidget *entry = gtk_grid_get_child_at (self->grid, 1, row);

  return entry != NULL ? GTK_EDITABLE (entry) : NULL;
}

/* What is no number goes to the form as it was typed, with the fault that the form tells of it. */
static JsonNode *
read_count (const char *text)
{
  gint64 number;

  return pantau_format_read_integer (text, &number)
             ? json_node_init_int (json_node_alloc (), number)
             : json_node_init_string (json_node_alloc (), text);
}

static void
count_changed (PantauPeopleField *self)
{
  GPtrArray *groups = pantau_field_view_get_choices (PANTAU_FIELD_VIEW (self));
  g_autoptr (JsonObject) counts = json_object_new ();

  for (guint i = 0; i < groups->len; i++)
    {
      const PantauChoice *group = g_ptr_array_index (groups, i);
      const char *text = gtk_editable_get_text (entry_at (self, (int) i));

      if (*text != '\0')
        json_object_set_member (counts, group->code, read_count (text));
    }

  pantau_field_view_answer (PANTAU_FIELD_VIEW (self),
                            json_object_get_size (counts) > 0
                                ? json_node_init_object (json_node_alloc (), counts)
                                : NULL);
}

/* To the next group, and behind the last one to the next question. */
static void
count_activated (PantauPeopleField *self, GtkWidget *entry)
{
  int column, row, width, height;
  GtkEditable *next;

  gtk_grid_query_child (self->grid, entry, &column, &row, &width, &height);
  next = entry_at (self, row + 1);
  if (next != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (next));
  else
    pantau_field_view_go_on (PANTAU_FIELD_VIEW (self));
}

static void
pantau_people_field_set_up (PantauFieldView *view)
{
  PantauPeopleField *self = PANTAU_PEOPLE_FIELD (view);
  GPtrArray *groups = pantau_field_view_get_choices (view);

  for (guint i = 0; i < groups->len; i++)
    {
      GtkWidget *label =
          gtk_label_new (pantau_field_view_choice_name (g_ptr_array_index (groups, i)));
      GtkWidget *entry = gtk_entry_new ();

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_editable_set_enable_undo (GTK_EDITABLE (entry), FALSE);
      gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 8);
      gtk_entry_set_alignment (GTK_ENTRY (entry), 1);
      gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_NUMBER);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                      label, NULL, -1);
      g_signal_connect_object (entry, "activate", G_CALLBACK (count_activated), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (entry, "changed", G_CALLBACK (count_changed), self,
                               G_CONNECT_SWAPPED);
      gtk_grid_attach (self->grid, label, 0, (int) i, 1, 1);
      gtk_grid_attach (self->grid, entry, 1, (int) i, 1, 1);
    }
}

/* A count as a person writes it. (transfer full) */
static char *
count_text (JsonObject *counts, const char *code)
{
  JsonNode *count = counts != NULL ? json_object_get_member (counts, code) : NULL;

  if (count == NULL || !JSON_NODE_HOLDS_VALUE (count))
    return g_strdup ("");
  if (json_node_get_value_type (count) == G_TYPE_STRING)
    return json_node_dup_string (count);

  return pantau_format_integer (json_node_get_int (count));
}

static void
pantau_people_field_show_answer (PantauFieldView *view)
{
  PantauPeopleField *self = PANTAU_PEOPLE_FIELD (view);
  GPtrArray *groups = pantau_field_view_get_choices (view);
  JsonNode *value =
      pantau_form_get (pantau_field_view_get_form (view), pantau_field_view_get_name (view));
  JsonObject *counts =
      value != NULL && JSON_NODE_HOLDS_OBJECT (value) ? json_node_get_object (value) : NULL;

  for (guint i = 0; i < groups->len; i++)
    {
      const PantauChoice *group = g_ptr_array_index (groups, i);
      g_autofree char *text = count_text (counts, group->code);

      if (!g_str_equal (text, gtk_editable_get_text (entry_at (self, (int) i))))
        gtk_editable_set_text (entry_at (self, (int) i), text);
    }
}

static GtkWidget *
pantau_people_field_get_control (PantauFieldView *view)
{
  return GTK_WIDGET (PANTAU_PEOPLE_FIELD (view)->grid);
}

static void
pantau_people_field_class_init (PantauPeopleFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PantauFieldViewClass *field_class = PANTAU_FIELD_VIEW_CLASS (klass);

  field_class->get_control = pantau_people_field_get_control;
  field_class->set_up = pantau_people_field_set_up;
  field_class->show_answer = pantau_people_field_show_answer;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-people-field.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauPeopleField, grid);
}

static void
pantau_people_field_init (PantauPeopleField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
