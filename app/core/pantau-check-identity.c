/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people say around an identity (why it is opened, what is asked of its owner, what came of that), checked before it is written. */

#include "config.h"

#include "pantau-edit-identity.h"

#include <glib/gi18n-lib.h>

#include "pantau-check-act.h"
#include "pantau-error.h"
#include "pantau-json.h"

gboolean
pantau_check_person (const char *person, gint64 ordinal, GError **error)
{
  g_autofree char *shown = NULL;

  if (!pantau_identity_is_person (person))
    {
      shown = pantau_check_shown (person != NULL ? person : "");
      return pantau_throw (error, PANTAU_ERROR_INVALID,
                           _ ("“%s” is neither “reporter” nor “witness”"), shown);
    }
  if (ordinal < 1 || ordinal > PANTAU_IDENTITY_MAX_ORDINAL)
    return pantau_throw (error, PANTAU_ERROR_INVALID,
                         _ ("a record has at most %d reporters and %d witnesses, counted from 1"),
                         PANTAU_IDENTITY_MAX_ORDINAL, PANTAU_IDENTITY_MAX_ORDINAL);

  return TRUE;
}

char *
pantau_check_open_reason (const char *reason, GError **error)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), reason);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  PantauCheck check = pantau_check_act (NULL, 0, faults);
  g_autoptr (JsonNode) text =
      pantau_check_text (&check, "reason", node, PANTAU_OPEN_MAX_REASON, TRUE);

  if (text == NULL)
    {
      pantau_throw (error, PANTAU_ERROR_INVALID, "%s",
                    ((const PantauFault *) g_ptr_array_index (faults, 0))->message);
      return NULL;
    }
  if (g_utf8_strlen (json_node_get_string (text), -1) < PANTAU_OPEN_MIN_REASON)
    {
      pantau_throw (error, PANTAU_ERROR_INVALID,
                    _ ("say why the identity is to be opened, in at least %d characters; the "
                       "reason stays in the record's history"),
                    PANTAU_OPEN_MIN_REASON);
      return NULL;
    }

  return json_node_dup_string (text);
}

/* `person` and `ordinal`, which is 1 unless said. */
static void
take_person (PantauCheck *self, JsonObject *given, JsonObject *body)
{
  const char *person = pantau_json_string (given, "person");
  JsonNode *ordinal = pantau_check_given (given, "ordinal"), *checked;

  if (!pantau_identity_is_person (person))
    pantau_check_fault (self, person != NULL ? "unknown-choice" : "missing", "person", "%s",
                        _ ("say who it is about: “reporter” or “witness”"));
  else
    json_object_set_string_member (body, "person", person);

  if (ordinal == NULL)
    json_object_set_int_member (body, "ordinal", 1);
  else if ((checked = pantau_check_integer (self, "ordinal", ordinal, 1,
                                            PANTAU_IDENTITY_MAX_ORDINAL)) != NULL)
    json_object_set_member (body, "ordinal", checked);
}

JsonObject *
pantau_check_ask (PantauReference *reference, JsonObject *given, gint64 now, GPtrArray *faults)
{
  static const char *const names[] = { "person", "ordinal", "text", NULL };
  PantauCheck check = pantau_check_act (reference, now, faults);
  g_autoptr (JsonObject) body = json_object_new ();
  guint before = faults->len;

  pantau_check_names (&check, given, names);
  take_person (&check, given, body);
  pantau_check_take_text (&check, given, "text", PANTAU_ASK_MAX_TEXT, TRUE,
                          _ ("say what the officer is to ask or to tell"), body);

  return faults->len == before ? g_steal_pointer (&body) : NULL;
}

JsonObject *
pantau_check_answer (PantauReference *reference, JsonObject *given, gint64 now, GPtrArray *faults)
{
  static const char *const names[] = { "outcome", "text", NULL };
  PantauCheck check = pantau_check_act (reference, now, faults);
  g_autoptr (JsonObject) body = json_object_new ();
  guint before = faults->len;
  gboolean is_unreached;

  pantau_check_names (&check, given, names);
  pantau_check_take_choice (&check, given, "outcome", "ask_outcome",
                            _ ("say what came of it: reached, not reached or refused"), body);
  is_unreached = g_strcmp0 (pantau_json_string (body, "outcome"), PANTAU_ASK_NOT_REACHED) == 0;
  pantau_check_take_text (
      &check, given, "text", PANTAU_ASK_MAX_TEXT, TRUE,
      is_unreached ? _ ("say what was tried, so that the next one need not try it again") : NULL,
      body);

  return faults->len == before ? g_steal_pointer (&body) : NULL;
}
