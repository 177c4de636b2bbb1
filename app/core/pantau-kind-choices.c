/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads choices.json: lists of codes, their names, and how long law or agency stands by them. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "pantau-json.h"
#include "pantau-kind-private.h"

/* YYYY-MM-DD; @day is left alone where there is no such member. */
static void
read_day (PantauDocument *document, JsonObject *object, const char *name, GDate *day)
{
  const char *text = pantau_json_string (object, name);
  guint y, m, d;
  int end = 0;

  if (!json_object_has_member (object, name))
    return;

  if (text != NULL && strlen (text) == 10 &&
      sscanf (text, "%4u-%2u-%2u%n", &y, &m, &d, &end) == 3 && end == 10 &&
      g_date_valid_dmy ((GDateDay) d, (GDateMonth) m, (GDateYear) y))
    g_date_set_dmy (day, (GDateDay) d, (GDateMonth) m, (GDateYear) y);
  else
    pantau_document_fail (document, _ ("“%s” is not a date (YYYY-MM-DD)"),
                          text != NULL ? text : name);
}

/* Of a list, and then of a choice alone where it says so itself. */
static void
read_validity (PantauDocument *document, JsonObject *object, PantauChoice *choice)
{
  read_day (document, object, "valid_from", &choice->valid_from);
  read_day (document, object, "valid_to", &choice->valid_to);
}

static GPtrArray *
read_list (PantauDocument *document, JsonObject *object)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (pantau_choice_free);
  const char *name = pantau_json_string (object, "list");
  JsonArray *choices = pantau_document_objects (document, object, "choices");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (choices); i++)
    {
      JsonObject *member = json_array_get_object_element (choices, i);
      PantauChoice *choice = g_new0 (PantauChoice, 1);

      pantau_document_at (document, name, pantau_json_string (member, "code"));
      choice->code = g_strdup (pantau_document_code (document, member, "code"));
      pantau_document_label (document, member, "name", TRUE, &choice->name);
      pantau_document_label (document, member, "hint", FALSE, &choice->hint);
      choice->basis = g_strdup (pantau_json_string (member, "basis"));
      read_validity (document, object, choice);
      read_validity (document, member, choice);
      choice->above = pantau_json_boolean (member, "above");
      choice->logistics = pantau_json_boolean (member, "logistics");
      choice->aid = g_strdup (pantau_json_string (member, "aid"));
      g_ptr_array_add (list, choice);
      if (!g_hash_table_add (seen, choice->code))
        pantau_document_fail (document, _ ("the code %s is given twice"), choice->code);
    }

  return list;
}

gboolean
pantau_kinds_read_choices (PantauKinds *self, GBytes *bytes, GError **error)
{
  g_autoptr (PantauDocument) document = pantau_document_new ("choices.json", bytes);
  JsonArray *lists = pantau_document_objects (document, pantau_document_root (document), "lists");

  for (guint i = 0; i < json_array_get_length (lists); i++)
    {
      JsonObject *object = json_array_get_object_element (lists, i);
      const char *name;

      pantau_document_at (document, pantau_json_string (object, "list"), NULL);
      name = pantau_document_code (document, object, "list");
      if (g_hash_table_contains (self->choices, name))
        pantau_document_fail (document, _ ("the list “%s” is given twice"), name);
      g_hash_table_insert (self->choices, g_strdup (name), read_list (document, object));
    }

  return pantau_document_finish (document, error);
}
