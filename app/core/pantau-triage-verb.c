/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verbs of the queue. To which status each leads is data: the words of law differ from table to table, and change. */

#include "config.h"

#include "pantau-triage-verb.h"

static const char *const names[] = {
  [PANTAU_VERB_VERIFY] = "verify",       [PANTAU_VERB_COMPLETE] = "complete",
  [PANTAU_VERB_REGISTER] = "register",   [PANTAU_VERB_LINK] = "link",
  [PANTAU_VERB_FORWARD] = "forward",     [PANTAU_VERB_DELEGATE] = "delegate",
  [PANTAU_VERB_TAKE_OVER] = "take-over", [PANTAU_VERB_CLOSE] = "close",
  [PANTAU_VERB_DUPLICATE] = "duplicate", [PANTAU_VERB_GIVE_BACK] = "give-back",
};

const char *
pantau_verb_get_name (PantauVerb verb)
{
  return names[verb];
}

gboolean
pantau_verb_from_name (const char *name, PantauVerb *verb)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *verb = (PantauVerb) i;
        return TRUE;
      }

  return FALSE;
}

gboolean
pantau_verb_is_for (PantauVerb verb, PantauRole role)
{
  if (role == PANTAU_ROLE_DESK || role == PANTAU_ROLE_IDENTITY)
    return TRUE;

  return role == PANTAU_ROLE_PEMPROV && verb == PANTAU_VERB_FORWARD;
}

gboolean
pantau_triage_is_for (PantauRole role)
{
  return role == PANTAU_ROLE_DESK || role == PANTAU_ROLE_IDENTITY || role == PANTAU_ROLE_PEMPROV;
}

const char *
pantau_triage_verb_status (PantauReference *reference,
                           const char *kind,
                           const char *const *steps,
                           PantauVerb verb)
{
  const PantauKind *description =
      pantau_kinds_lookup (pantau_reference_get_kinds (reference), kind);
  GPtrArray *statuses = description != NULL
                            ? pantau_statuses_list (pantau_reference_get_statuses (reference),
                                                    description->status_table)
                            : NULL;

  for (guint i = 0; statuses != NULL && i < statuses->len; i++)
    {
      const PantauStatus *status = g_ptr_array_index (statuses, i);

      if (g_strcmp0 (status->verb, names[verb]) == 0 && g_strv_contains (steps, status->code))
        return status->code;
    }

  return NULL;
}
