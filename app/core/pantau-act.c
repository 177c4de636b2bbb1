/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a record, of which what is done about it is read: once for its snapshot, once for the projection. */

#include "config.h"

#include "pantau-act.h"

#include "pantau-json.h"

static void
line_clear (gpointer data)
{
  PantauActLine *self = data;

  json_object_unref (self->body);
}

GArray *
pantau_act_lines_new (void)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (PantauActLine));

  g_array_set_clear_func (lines, line_clear);

  return lines;
}

GArray *
pantau_act_lines_of (PantauRecord *record)
{
  GPtrArray *events = pantau_record_get_timeline (record);
  GArray *lines = pantau_act_lines_new ();

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const PantauEvent *event = g_ptr_array_index (events, i);
      JsonObject *body = event->verdict == NULL && event->body != NULL
                             ? pantau_json_parse_known (event->body, NULL)
                             : NULL;
      PantauActLine line = { .id = event->entry,
                             .type = event->type,
                             .time = event->time,
                             .device = event->device,
                             .author = event->author,
                             .base = (const char *const *) event->base,
                             .body = body };

      if (body != NULL)
        g_array_append_val (lines, line);
    }

  return lines;
}

GStrv
pantau_act_read_texts (JsonObject *body, const char *name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = pantau_json_array (body, name);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (node));
    }

  return g_strv_builder_end (builder);
}

gint64
pantau_act_moment (JsonObject *body, const char *name, const char *fallback)
{
  const char *text = pantau_json_string (body, name);
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  if (time == NULL && fallback != NULL)
    time = g_date_time_new_from_iso8601 (fallback, NULL);

  return time != NULL ? g_date_time_to_unix (time) : 0;
}
