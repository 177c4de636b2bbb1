/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searches with a name, kept as one setting of the home. */

#define G_LOG_DOMAIN "pantau-filters"

#include "config.h"

#include "pantau-filters.h"

#include <string.h>

#include "pantau-json.h"

#define MAX_TEXT (256 * 1024)

void
pantau_saved_filter_free (PantauSavedFilter *self)
{
  g_free (self->name);
  g_free (self->query);
  g_free (self);
}

static GPtrArray *
filters_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_saved_filter_free);
}

static PantauSavedFilter *
lookup (GPtrArray *filters, const char *name)
{
  for (guint i = 0; i < filters->len; i++)
    {
      PantauSavedFilter *filter = g_ptr_array_index (filters, i);

      if (g_str_equal (filter->name, name))
        return filter;
    }

  return NULL;
}

static void
add (GPtrArray *filters, const char *name, const char *query)
{
  PantauSavedFilter *filter = g_new0 (PantauSavedFilter, 1);

  filter->name = g_strdup (name);
  filter->query = g_strdup (query);
  g_ptr_array_add (filters, filter);
}

GPtrArray *
pantau_filters_parse (const char *text)
{
  g_autoptr (GPtrArray) filters = filters_new ();
  g_autoptr (JsonObject) root = NULL;
  JsonArray *array;

  if (text != NULL)
    root = pantau_json_parse (text, strlen (text), MAX_TEXT, NULL);
  array = root != NULL ? pantau_json_array (root, "filters") : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
      const char *name = object != NULL ? pantau_json_string (object, "name") : NULL;
      const char *query = object != NULL ? pantau_json_string (object, "query") : NULL;

      if (name != NULL && query != NULL && name[0] != '\0' && lookup (filters, name) == NULL)
        add (filters, name, query);
    }

  return g_steal_pointer (&filters);
}

char *
pantau_filters_text (GPtrArray *filters)
{
  g_autoptr (JsonObject) root = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < filters->len; i++)
    {
      PantauSavedFilter *filter = g_ptr_array_index (filters, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "name", filter->name);
      json_object_set_string_member (object, "query", filter->query);
      json_array_add_object_element (array, object);
    }
  json_object_set_array_member (root, "filters", array);

  return pantau_json_object_text (root);
}

GPtrArray *
pantau_filters_read (PantauSession *session)
{
  return pantau_filters_parse (pantau_session_get_setting (session, PANTAU_SETTING_FILTERS));
}

void
pantau_filters_write (PantauSession *session, GPtrArray *filters)
{
  g_autofree char *text = pantau_filters_text (filters);

  pantau_session_set_setting (session, PANTAU_SETTING_FILTERS, text);
}

void
pantau_filters_save (PantauSession *session, const char *name, const char *query)
{
  g_autoptr (GPtrArray) filters = pantau_filters_read (session);
  PantauSavedFilter *filter = lookup (filters, name);

  if (filter == NULL)
    {
      add (filters, name, query);
    }
  else
    {
      g_free (filter->query);
      filter->query = g_strdup (query);
    }
  pantau_filters_write (session, filters);
}

void
pantau_filters_remove (PantauSession *session, const char *name)
{
  g_autoptr (GPtrArray) filters = pantau_filters_read (session);
  PantauSavedFilter *filter = lookup (filters, name);

  if (filter == NULL)
    return;
  g_ptr_array_remove (filters, filter);
  pantau_filters_write (session, filters);
}

char *
pantau_filters_find (PantauSession *session, const char *query)
{
  g_autoptr (GPtrArray) filters = pantau_filters_read (session);

  for (guint i = 0; i < filters->len; i++)
    {
      PantauSavedFilter *filter = g_ptr_array_index (filters, i);

      if (g_str_equal (filter->query, query))
        return g_strdup (filter->name);
    }

  return NULL;
}
