/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One place that a record names, below the line in which places are typed. */

#define G_LOG_DOMAIN "pantau-place-row"

#include "config.h"

#include "pantau-place-row.h"

#include <glib/gi18n-lib.h>

#include "pantau-json.h"
#include "pantau-ui.h"

struct _PantauPlaceRow
{
  GtkWidget parent_instance;

  JsonNode *place; /* (owned) */

  GtkWidget *box;
  GtkLabel *name;
  GtkWidget *remove;
  GtkEditable *stations;
  GtkLabel *within;
};

enum
{
  CHANGED,
  NEXT,
  REMOVED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (PantauPlaceRow, pantau_place_row, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
set_stations (JsonObject *place, const char *text)
{
  g_autoptr (GArray) numbers = pantau_stations_read (text);

  if (*text == '\0')
    {
      json_object_remove_member (place, "tps");
      return;
    }
  if (numbers == NULL)
    {
      json_object_set_string_member (place, "tps", text);
      return;
    }

  JsonArray *tps = json_array_sized_new (numbers->len);

  for (guint i = 0; i < numbers->len; i++)
    json_array_add_int_element (tps, g_array_index (numbers, guint, i));
  json_object_set_array_member (place, "tps", tps);
}

static void
stations_changed (PantauPlaceRow *self)
{
  /* A member is not changed in place: the form's undo has the same object. */
  g_autofree char *text = pantau_json_node_text (self->place);
  JsonNode *copy = json_from_string (text, NULL);

  set_stations (json_node_get_object (copy), gtk_editable_get_text (self->stations));
  json_node_unref (self->place);
  self->place = copy;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
stations_activated (PantauPlaceRow *self)
{
  g_signal_emit (self, signals[NEXT], 0);
}

static void
remove_clicked (PantauPlaceRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

/* "2–4, 7" of "TPS 2–4, 7"; what was no list of numbers, as it was typed. (transfer full) */
static char *
dup_stations (JsonNode *place)
{
  const char *typed = pantau_json_string (json_node_get_object (place), "tps");
  g_autofree char *text = pantau_place_stations (place);

  if (typed != NULL)
    return g_strdup (typed);

  return g_strdup (g_str_has_prefix (text, "TPS ") ? text + 4 : text);
}

static void
show_place (PantauPlaceRow *self, PantauReference *reference)
{
  g_autofree char *name = pantau_place_name (reference, self->place);
  g_autofree char *stations = dup_stations (self->place);
  g_auto (GStrv) parts = g_strsplit (name, ", ", 2);
  gboolean is_text = pantau_json_string (json_node_get_object (self->place), "village") == NULL;
  const char *within = is_text ? _ ("Not in the list of villages; kept as you wrote it") : parts[1];
  /* Translators: a button; %s is a place */
  g_autofree char *remove = g_strdup_printf (_ ("Remove %s"), name);
  /* Translators: the label of a line with numbers; %s is a place */
  g_autofree char *label = g_strdup_printf (_ ("TPS in %s"), name);

  gtk_label_set_text (self->name, is_text ? name : parts[0]);
  pantau_ui_set_text (self->within, within);
  gtk_editable_set_text (self->stations, stations);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  remove, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->stations), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
pantau_place_row_dispose (GObject *object)
{
  pantau_ui_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_PLACE_ROW);

  G_OBJECT_CLASS (pantau_place_row_parent_class)->dispose (object);
}

static void
pantau_place_row_finalize (GObject *object)
{
  g_clear_pointer (&PANTAU_PLACE_ROW (object)->place, json_node_unref);

  G_OBJECT_CLASS (pantau_place_row_parent_class)->finalize (object);
}

static void
pantau_place_row_class_init (PantauPlaceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = pantau_place_row_dispose;
  object_class->finalize = pantau_place_row_finalize;

  signals[CHANGED] =
      g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NEXT] =
      g_signal_new ("next", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVED] =
      g_signal_new ("removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "placerow");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-place-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked);
  gtk_widget_class_bind_template_callback (widget_class, stations_activated);
  gtk_widget_class_bind_template_callback (widget_class, stations_changed);
  gtk_widget_class_bind_template_child (widget_class, PantauPlaceRow, box);
  gtk_widget_class_bind_template_child (widget_class, PantauPlaceRow, name);
  gtk_widget_class_bind_template_child (widget_class, PantauPlaceRow, remove);
  gtk_widget_class_bind_template_child (widget_class, PantauPlaceRow, stations);
  gtk_widget_class_bind_template_child (widget_class, PantauPlaceRow, within);
}

static void
pantau_place_row_init (PantauPlaceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pantau_place_row_new (PantauReference *reference, JsonNode *place)
{
  PantauPlaceRow *self = g_object_new (PANTAU_TYPE_PLACE_ROW, NULL);

  g_signal_handlers_block_by_func (self->stations, stations_changed, self);
  self->place = json_node_copy (place);
  show_place (self, reference);
  g_signal_handlers_unblock_by_func (self->stations, stations_changed, self);

  return GTK_WIDGET (self);
}

JsonNode *
pantau_place_row_dup_place (PantauPlaceRow *self)
{
  return json_node_copy (self->place);
}
