/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where it happened: places by typing, as many as there are. */

#define G_LOG_DOMAIN "pantau-places-field"

#include "config.h"

#include "pantau-places-field.h"

#include <glib/gi18n-lib.h>

#include "pantau-picker.h"
#include "pantau-place-row.h"

#define CANDIDATES 8

struct _PantauPlacesField
{
  PantauFieldView parent_instance;

  GPtrArray *guesses; /* (owned): of PantauPlaceGuess, as they were offered */
  GStrv recent;       /* (owned) (nullable) */

  PantauPicker *picker;
  GtkBox *rows;
};

G_DEFINE_FINAL_TYPE (PantauPlacesField, pantau_places_field, PANTAU_TYPE_FIELD_VIEW)

static void
search (PantauPlacesField *self, const char *text)
{
  PantauForm *form = pantau_field_view_get_form (PANTAU_FIELD_VIEW (self));
  PantauReference *reference = pantau_form_get_reference (form);

  g_clear_pointer (&self->guesses, g_ptr_array_unref);
  self->guesses = pantau_places_guess (reference, text, pantau_form_get_region (form),
                                       (const char *const *) self->recent, CANDIDATES);
}

static void
offer (PantauPlacesField *self, const char *text)
{
  PantauReference *reference = pantau_field_view_get_reference (PANTAU_FIELD_VIEW (self));

  search (self, text);
  for (guint i = 0; i < self->guesses->len; i++)
    {
      const PantauPlaceGuess *guess = g_ptr_array_index (self->guesses, i);
      g_autofree char *name = pantau_place_guess_name (reference, guess);
      g_autofree char *stations = pantau_place_guess_site (reference, guess);
      g_auto (GStrv) parts = g_strsplit (name, ", ", 2);
      gboolean is_text = guess->region == NULL;
      g_autofree char *title = *stations != '\0'
                                   ? g_strjoin (" · ", is_text ? name : parts[0], stations, NULL)
                                   : g_strdup (is_text ? name : parts[0]);

      pantau_picker_offer (self->picker, title, is_text ? _ ("Keep as it is written") : parts[1]);
    }
}

/* The rows as the form has them. (transfer full) (nullable) */
static JsonNode *
collect (PantauPlacesField *self)
{
  g_autoptr (JsonArray) places = json_array_new ();

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    json_array_add_element (places, pantau_place_row_dup_place (PANTAU_PLACE_ROW (row)));

  return json_array_get_length (places) > 0 ? json_node_init_array (json_node_alloc (), places)
                                            : NULL;
}

static void
answer (PantauPlacesField *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->rows),
                          gtk_widget_get_first_child (GTK_WIDGET (self->rows)) != NULL);
  pantau_field_view_answer (PANTAU_FIELD_VIEW (self), collect (self));
}

/* Each place that comes or goes is a step of undo of its own, however fast one types. */
static void
begin_step (PantauPlacesField *self)
{
  pantau_form_end_step (pantau_field_view_get_form (PANTAU_FIELD_VIEW (self)));
}

static void
row_removed (PantauPlacesField *self, GtkWidget *row)
{
  begin_step (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->picker));
  gtk_box_remove (self->rows, row);
  answer (self);
}

static void
add_row (PantauPlacesField *self, JsonNode *place)
{
  GtkWidget *row =
      pantau_place_row_new (pantau_field_view_get_reference (PANTAU_FIELD_VIEW (self)), place);

  g_signal_connect_object (row, "changed", G_CALLBACK (answer), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "next", G_CALLBACK (pantau_field_view_go_on), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (row_removed), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->rows, row);
  gtk_widget_set_visible (GTK_WIDGET (self->rows), TRUE);
}

static void
take (PantauPlacesField *self, guint index)
{
  g_autoptr (JsonNode) place =
      pantau_place_guess_to_json (g_ptr_array_index (self->guesses, index));

  begin_step (self);
  pantau_picker_set_text (self->picker, "");
  pantau_field_view_set_pending (PANTAU_FIELD_VIEW (self), NULL);
  add_row (self, place);
  answer (self);
}

static void
edited (PantauPlacesField *self, const char *text)
{
  pantau_field_view_set_pending (PANTAU_FIELD_VIEW (self), text);
}

/* What is typed and not taken is taken as Enter would do it: the row below shows what became of it. */
static void
pantau_places_field_settle (PantauFieldView *view)
{
  PantauPlacesField *self = PANTAU_PLACES_FIELD (view);
  g_autofree char *text = g_strstrip (g_strdup (pantau_picker_get_text (self->picker)));

  if (*text == '\0')
    return;

  search (self, text);
  if (self->guesses->len > 0)
    take (self, 0);
}

static void
pantau_places_field_show_answer (PantauFieldView *view)
{
  PantauPlacesField *self = PANTAU_PLACES_FIELD (view);
  JsonNode *value =
      pantau_form_get (pantau_field_view_get_form (view), pantau_field_view_get_name (view));
  JsonArray *places =
      value != NULL && JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
  const char *pending = pantau_field_view_get_pending (view);
  GtkWidget *row;

  if (pending != NULL)
    pantau_picker_set_text (self->picker, pending);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, row);
  gtk_widget_set_visible (GTK_WIDGET (self->rows), FALSE);
  for (guint i = 0; places != NULL && i < json_array_get_length (places); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (places, i)))
      add_row (self, json_array_get_element (places, i));
}

static GtkWidget *
pantau_places_field_get_control (PantauFieldView *view)
{
  return pantau_picker_get_entry (PANTAU_PLACES_FIELD (view)->picker);
}

static void
pantau_places_field_finalize (GObject *object)
{
  PantauPlacesField *self = PANTAU_PLACES_FIELD (object);

  g_clear_pointer (&self->guesses, g_ptr_array_unref);
  g_strfreev (self->recent);

  G_OBJECT_CLASS (pantau_places_field_parent_class)->finalize (object);
}

static void
pantau_places_field_class_init (PantauPlacesFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  PantauFieldViewClass *field_class = PANTAU_FIELD_VIEW_CLASS (klass);

  object_class->finalize = pantau_places_field_finalize;
  field_class->get_control = pantau_places_field_get_control;
  field_class->settle = pantau_places_field_settle;
  field_class->show_answer = pantau_places_field_show_answer;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-places-field.ui");
  gtk_widget_class_bind_template_callback (widget_class, edited);
  gtk_widget_class_bind_template_callback (widget_class, offer);
  gtk_widget_class_bind_template_callback (widget_class, pantau_field_view_go_on);
  gtk_widget_class_bind_template_callback (widget_class, take);
  gtk_widget_class_bind_template_child (widget_class, PantauPlacesField, picker);
  gtk_widget_class_bind_template_child (widget_class, PantauPlacesField, rows);

  g_type_ensure (PANTAU_TYPE_PICKER);
}

static void
pantau_places_field_init (PantauPlacesField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pantau_places_field_set_recent (PantauPlacesField *self, const char *const *recent)
{
  g_strfreev (self->recent);
  self->recent = g_strdupv ((char **) recent);
}
