/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that have a form (kinds.json, "form"): a NIP, a NIK, a NRP, a link. In one writing, or a fault that says what is wrong. */

#include "config.h"

#include "pantau-check-private.h"

#include <string.h>

#include "pantau-number.h"
#include "pantau-url.h"

/*
 * A link is kept as somebody copied it, since that is what was seen; what is compared is pantau_url_canonical() of it. It is judged before it is cleaned: what
 * cleaning would take away without a word is what makes a link look like another one.
 */
static JsonNode *
check_link (PantauCheck *self, const PantauField *definition, const char *field, JsonNode *node)
{
  const char *text =
      JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
          ? json_node_get_string (node)
          : "";
  g_autofree char *canonical = NULL;
  g_autoptr (GError) error = NULL;

  if (text[strspn (text, " \t\r\n")] != '\0')
    {
      canonical = pantau_url_canonical (self->reference, text, &error);
      if (canonical == NULL)
        return pantau_check_fault (self, "wrong-link", field, "%s", error->message);
    }

  return pantau_check_text (self, field, node, definition->max_length, FALSE);
}

JsonNode *
pantau_check_form (PantauCheck *self,
                   const PantauField *definition,
                   const char *field,
                   JsonNode *node)
{
  g_autoptr (JsonNode) text =
      definition->is_link ? check_link (self, definition, field, node)
                          : pantau_check_text (self, field, node, definition->max_length, FALSE);
  g_autofree char *number = NULL, *message = NULL;
  const char *code = NULL;

  /* An empty text takes an answer away, whatever its form. */
  if (text == NULL || *json_node_get_string (text) == '\0' || definition->form == PANTAU_NUMBER_ANY)
    return g_steal_pointer (&text);

  number = pantau_number_read (definition->form, json_node_get_string (text), &code, &message);
  if (number == NULL)
    return pantau_check_fault (self, code, field, "%s", message);

  return json_node_init_string (json_node_alloc (), number);
}
