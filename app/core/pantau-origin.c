/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a case may become. Initial information that nobody traced is no finding, and a report cannot be made to vanish by calling it
 * something else; what is missing is told all at once, since the desk has to go and get it.
 */

#include "config.h"

#include "pantau-origin.h"

#include <glib/gi18n-lib.h>

#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-words.h"

struct _PantauOrigins
{
  char *field;
  GPtrArray *changes; /* of PantauOriginChange */
};

static void
change_free (gpointer data)
{
  PantauOriginChange *self = data;

  g_free (self->from);
  g_free (self->to);
  g_strfreev (self->needs);
  g_strfreev (self->reporter);
  pantau_label_clear (&self->why);
  g_free (self->basis);
  g_free (self);
}

void
pantau_origins_free (PantauOrigins *self)
{
  g_free (self->field);
  g_ptr_array_unref (self->changes);
  g_free (self);
}

const char *
pantau_origins_get_field (PantauOrigins *self)
{
  return self->field;
}

const PantauOriginChange *
pantau_origins_lookup (PantauOrigins *self, const char *from, const char *to)
{
  for (guint i = 0; i < self->changes->len; i++)
    {
      const PantauOriginChange *change = g_ptr_array_index (self->changes, i);

      if (g_str_equal (change->from, from) && g_str_equal (change->to, to))
        return change;
    }

  return NULL;
}

gboolean
pantau_origins_concern (PantauOrigins *self, const char *name)
{
  if (g_str_equal (self->field, name))
    return TRUE;

  for (guint i = 0; i < self->changes->len; i++)
    if (g_strv_contains (
            (const char *const *) ((PantauOriginChange *) self->changes->pdata[i])->needs, name))
      return TRUE;

  return FALSE;
}

static char **
read_strings (PantauDocument *document, JsonObject *object, const char *name)
{
  return json_object_has_member (object, name) ? pantau_document_strings (document, object, name)
                                               : g_new0 (char *, 1);
}

/* Each kind that has the field has the codes, and all that a change needs. */
static void
check_change (PantauOrigins *self,
              PantauDocument *document,
              PantauKinds *kinds,
              const PantauOriginChange *change)
{
  GPtrArray *list = pantau_kinds_list (kinds);
  const char *const codes[] = { change->from, change->to };
  guint n = 0;

  for (guint i = 0; i < list->len; i++)
    {
      const PantauKind *kind = g_ptr_array_index (list, i);
      const PantauField *field = pantau_kind_field (kind, self->field);

      if (field == NULL)
        continue;
      n++;
      for (guint j = 0; j < G_N_ELEMENTS (codes); j++)
        if (field->choices == NULL || pantau_kinds_choice (kinds, field->choices, codes[j]) == NULL)
          pantau_document_fail (document, _ ("the list “%s” has no “%s”"),
                                field->choices != NULL ? field->choices : "", codes[j]);
      for (guint j = 0; change->needs[j] != NULL; j++)
        if (pantau_kind_field (kind, change->needs[j]) == NULL)
          pantau_document_fail (document, _ ("there is no field “%s”"), change->needs[j]);
    }
  if (n == 0)
    pantau_document_fail (document, _ ("there is no field “%s”"), self->field);
}

static void
read_changes (PantauOrigins *self,
              PantauDocument *document,
              PantauKinds *kinds,
              const char *name,
              gboolean allowed)
{
  JsonArray *array = pantau_document_objects (document, pantau_document_root (document), name);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      PantauOriginChange *change = g_new0 (PantauOriginChange, 1);

      pantau_document_at (document, name, pantau_json_string (object, "from"));
      change->from = g_strdup (pantau_document_code (document, object, "from"));
      change->to = g_strdup (pantau_document_code (document, object, "to"));
      change->allowed = allowed;
      change->needs = read_strings (document, object, "needs");
      change->reporter = read_strings (document, object, "reporter");
      pantau_document_label (document, object, "why", TRUE, &change->why);
      change->basis = g_strdup (pantau_document_string (document, object, "basis"));
      change->unsure = pantau_json_boolean (object, "gk");
      if (pantau_origins_lookup (self, change->from, change->to) != NULL)
        pantau_document_fail (document, _ ("the change from “%s” to “%s” is given twice"),
                              change->from, change->to);
      g_ptr_array_add (self->changes, change);
      check_change (self, document, kinds, change);
    }
}

PantauOrigins *
pantau_origins_new (GBytes *bytes, PantauKinds *kinds, GError **error)
{
  g_autoptr (PantauOrigins) self = g_new0 (PantauOrigins, 1);
  g_autoptr (PantauDocument) document = pantau_document_new ("asal.json", bytes);

  self->changes = g_ptr_array_new_with_free_func (change_free);
  self->field =
      g_strdup (pantau_document_string (document, pantau_document_root (document), "field"));
  read_changes (self, document, kinds, "changes", TRUE);
  read_changes (self, document, kinds, "refused", FALSE);

  return pantau_document_finish (document, error) ? g_steal_pointer (&self) : NULL;
}

/* A change while it is judged. */
typedef struct
{
  PantauOrigins *origins;
  PantauReference *reference;
  const PantauKind *kind;
  const char *const *has;
  PantauRuleValue value;
  gpointer data;
} Judge;

static gboolean
is_answered (const Judge *self, const char *name)
{
  gboolean unclear = FALSE;
  JsonNode *node = self->value (name, &unclear, self->data);

  /* What people differ in, or what has a fault of its own, is there. */
  return unclear || (node != NULL && !JSON_NODE_HOLDS_NULL (node));
}

static gboolean
has_parts (const Judge *self, char **parts)
{
  for (guint i = 0; parts[i] != NULL; i++)
    if (self->has == NULL || !g_strv_contains (self->has, parts[i]))
      return FALSE;

  return TRUE;
}

/* "Ditelusuri sejak, Nomor Formulir A": all that is missing; "" where nothing is. (transfer full) */
static char *
list_missing (const Judge *self, const PantauOriginChange *change)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; change->needs[i] != NULL; i++)
    if (!is_answered (self, change->needs[i]))
      g_string_append_printf (
          names, "%s%s", names->len > 0 ? ", " : "",
          pantau_words_field (self->reference, self->kind->code, change->needs[i]));
  if (!has_parts (self, change->reporter))
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                            _ ("the reporter’s name and address (sealed)"));

  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* @message (transfer full) */
static PantauFault *
fault_new (PantauOrigins *self, const char *code, char *message)
{
  PantauFault *fault = g_new0 (PantauFault, 1);

  fault->code = g_strdup (code);
  fault->field = g_strdup (self->field);
  fault->message = message;

  return fault;
}

static PantauFault *
judge_change (const Judge *self, const PantauOriginChange *change)
{
  const char *why = pantau_label_get (&change->why, pantau_locale_get ());
  g_autofree char *missing = NULL;

  if (!change->allowed)
    return fault_new (self->origins, "not-allowed", g_strdup (why));

  missing = list_missing (self, change);

  return *missing == '\0'
             ? NULL
             /* Translators: a sentence that says what a change needs, then the names of what is missing. */
             : fault_new (self->origins, "lacking",
                          g_strdup_printf (_ ("%s. Still missing: %s"), why, missing));
}

PantauFault *
pantau_origins_judge (PantauOrigins *self,
                      PantauReference *reference,
                      const PantauKind *kind,
                      const char *const *before,
                      const char *to,
                      const char *const *has,
                      PantauRuleValue value,
                      gpointer data)
{
  Judge judge = { self, reference, kind, has, value, data };
  const PantauOriginChange *of_table = NULL;

  if (before[0] == NULL || (to != NULL && g_strv_contains (before, to)))
    return NULL;
  if (to == NULL)
    return fault_new (self, "not-allowed",
                      g_strdup (_ ("the origin of a case can be changed, but not taken away")));

  /* Where people differ, one of their answers from which it is allowed is enough. */
  for (guint i = 0; before[i] != NULL; i++)
    {
      const PantauOriginChange *change = pantau_origins_lookup (self, before[i], to);

      if (change != NULL && (of_table == NULL || change->allowed))
        of_table = change;
    }
  if (of_table == NULL)
    return fault_new (
        self, "not-allowed",
        g_strdup_printf (_ ("a case cannot change from “%s” to “%s”"), before[0], to));

  return judge_change (&judge, of_table);
}
