/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Likelihood and impact at once, in the government's table, with what the cell means told in words. */

#define G_LOG_DOMAIN "pantau-matrix-field"

#include "config.h"

#include "pantau-matrix-field.h"

#include "pantau-json.h"
#include "pantau-matrix-grid.h"
#include "pantau-words.h"

struct _PantauMatrixField
{
  PantauFieldView parent_instance;

  GtkGrid *grid;
  GtkWidget *chosen; /* (nullable): a cell */
};

G_DEFINE_FINAL_TYPE (PantauMatrixField, pantau_matrix_field, PANTAU_TYPE_FIELD_VIEW)

static JsonNode *
make_value (int likelihood, int impact)
{
  g_autoptr (JsonObject) value = json_object_new ();

  json_object_set_int_member (value, "impact", impact);
  json_object_set_int_member (value, "likelihood", likelihood);

  return json_node_init_object (json_node_alloc (), value);
}

/* "Jarang × moderat: 11, sedang" (transfer full) */
static char *
describe (PantauMatrixField *self, JsonNode *value)
{
  PantauFieldView *view = PANTAU_FIELD_VIEW (self);
  g_autofree char *json = pantau_json_canonical (value);

  return pantau_words_value (pantau_field_view_get_reference (view),
                             pantau_form_get_kind (pantau_field_view_get_form (view)),
                             pantau_field_view_get_name (view), json);
}

static void
tell (PantauMatrixField *self)
{
  PantauFieldView *view = PANTAU_FIELD_VIEW (self);
  JsonNode *value =
      pantau_form_get (pantau_field_view_get_form (view), pantau_field_view_get_name (view));
  g_autofree char *text = value != NULL ? describe (self, value) : NULL;

  pantau_field_view_tell (view, text);
}

static void
choose (PantauMatrixField *self, GtkWidget *cell)
{
  int likelihood, impact;

  if (self->chosen != NULL && self->chosen != cell)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chosen), FALSE);
  self->chosen = cell;
  if (cell != NULL)
    {
      pantau_matrix_grid_get_grades (self->grid, cell, &likelihood, &impact);
      pantau_field_view_answer (PANTAU_FIELD_VIEW (self), make_value (likelihood, impact));
    }
  else
    pantau_field_view_answer (PANTAU_FIELD_VIEW (self), NULL);
  tell (self);
}

static void
cell_toggled (PantauMatrixField *self, GtkToggleButton *cell)
{
  if (pantau_field_view_is_showing (PANTAU_FIELD_VIEW (self)))
    return;
  if (gtk_toggle_button_get_active (cell))
    choose (self, GTK_WIDGET (cell));
  else if (self->chosen == GTK_WIDGET (cell))
    choose (self, NULL);
}

static gboolean
key_pressed (PantauMatrixField *self, guint key, guint code, GdkModifierType modifiers)
{
  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_Delete:
    case GDK_KEY_BackSpace:
      if (self->chosen != NULL)
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chosen), FALSE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      pantau_field_view_go_on (PANTAU_FIELD_VIEW (self));
      return GDK_EVENT_STOP;
    default:
      return pantau_matrix_grid_key (self->grid, key, modifiers);
    }
}

static void
add_cell (PantauMatrixField *self, int likelihood, int impact)
{
  PantauMatrix *matrix =
      pantau_reference_get_matrix (pantau_field_view_get_reference (PANTAU_FIELD_VIEW (self)));
  int score = pantau_matrix_score (matrix, likelihood, impact);
  g_autofree char *label = g_strdup_printf ("%d", score);
  g_autoptr (JsonNode) value = make_value (likelihood, impact);
  g_autofree char *name = describe (self, value);
  GtkWidget *cell = gtk_toggle_button_new_with_label (label);

  gtk_widget_set_tooltip_text (cell, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (cell, "toggled", G_CALLBACK (cell_toggled), self, G_CONNECT_SWAPPED);
  pantau_matrix_grid_add_cell (self->grid,
                               pantau_field_view_get_reference (PANTAU_FIELD_VIEW (self)), cell,
                               likelihood, impact);
}

static void
pantau_matrix_field_set_up (PantauFieldView *view)
{
  PantauMatrixField *self = PANTAU_MATRIX_FIELD (view);

  for (int grade = PANTAU_MATRIX_GRADES; grade >= 1; grade--)
    for (int impact = 1; impact <= PANTAU_MATRIX_GRADES; impact++)
      add_cell (self, grade, impact);
  pantau_matrix_grid_add_names (self->grid, pantau_field_view_get_reference (view));
}

static void
pantau_matrix_field_show_answer (PantauFieldView *view)
{
  PantauMatrixField *self = PANTAU_MATRIX_FIELD (view);
  JsonNode *value =
      pantau_form_get (pantau_field_view_get_form (view), pantau_field_view_get_name (view));
  JsonObject *grades =
      value != NULL && JSON_NODE_HOLDS_OBJECT (value) ? json_node_get_object (value) : NULL;
  gint64 likelihood = grades != NULL ? pantau_json_integer (grades, "likelihood", 0) : 0;
  gint64 impact = grades != NULL ? pantau_json_integer (grades, "impact", 0) : 0;
  gboolean is_known = likelihood >= 1 && likelihood <= PANTAU_MATRIX_GRADES && impact >= 1 &&
                      impact <= PANTAU_MATRIX_GRADES;

  if (self->chosen != NULL)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chosen), FALSE);
  self->chosen =
      is_known ? pantau_matrix_grid_get_cell (self->grid, (int) likelihood, (int) impact) : NULL;
  if (self->chosen != NULL)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chosen), TRUE);
  tell (self);
}

static GtkWidget *
pantau_matrix_field_get_control (PantauFieldView *view)
{
  return GTK_WIDGET (PANTAU_MATRIX_FIELD (view)->grid);
}

static void
pantau_matrix_field_class_init (PantauMatrixFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PantauFieldViewClass *field_class = PANTAU_FIELD_VIEW_CLASS (klass);

  field_class->get_control = pantau_matrix_field_get_control;
  field_class->set_up = pantau_matrix_field_set_up;
  field_class->show_answer = pantau_matrix_field_show_answer;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-matrix-field.ui");
  gtk_widget_class_bind_template_callback (widget_class, key_pressed);
  gtk_widget_class_bind_template_child (widget_class, PantauMatrixField, grid);
}

static void
pantau_matrix_field_init (PantauMatrixField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
