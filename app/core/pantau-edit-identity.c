/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why an identity is opened, and what officers are asked and answer: as entries. Sealing is in pantau-edit-seal.c. */

#include "config.h"

#include "pantau-edit-identity.h"

#include <glib/gi18n-lib.h>

#include "pantau-act-identity.h"
#include "pantau-edit-private.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-words-identity.h"

gboolean
pantau_edit_may_open_identity (PantauHome *home, const char *record, GError **error)
{
  return pantau_edit_may_write (home, record, PANTAU_TYPE_OPEN, error);
}

gboolean
pantau_edit_may_ask (PantauHome *home, const char *record, GError **error)
{
  return pantau_edit_may_write (home, record, PANTAU_TYPE_ASK, error);
}

gboolean
pantau_edit_may_answer (PantauHome *home, const char *record, GError **error)
{
  return pantau_edit_may_write (home, record, PANTAU_TYPE_ANSWER, error);
}

/* A seal of @record by its id, current or not. (transfer full): NULL with PANTAU_ERROR_NOT_FOUND */
static PantauSealed *
find_seal (PantauRecord *record, const char *seal, GError **error)
{
  g_autoptr (GArray) lines = pantau_act_lines_of (record);
  g_autoptr (GPtrArray) seals = pantau_act_sealed (lines, pantau_record_get_id (record));

  for (guint i = 0; i < seals->len; i++)
    if (g_str_equal (((const PantauSealed *) g_ptr_array_index (seals, i))->entry, seal))
      return g_ptr_array_steal_index (seals, i);

  return pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND,
                            _ ("the record has no sealed identity of an entry “%s”"), seal);
}

gboolean
pantau_edit_open_identity (PantauHome *home,
                           const char *id,
                           const char *seal,
                           const char *reason,
                           char **entry,
                           GError **error)
{
  g_autoptr (PantauRecord) record = pantau_edit_open (home, id, PANTAU_TYPE_OPEN, error);
  g_autoptr (PantauSealed) sealed = record != NULL ? find_seal (record, seal, error) : NULL;
  g_autofree char *text = sealed != NULL ? pantau_check_open_reason (reason, error) : NULL;
  g_autoptr (JsonObject) body = json_object_new ();

  if (text == NULL)
    return FALSE;

  json_object_set_string_member (body, "seal", sealed->entry);
  json_object_set_string_member (body, "person", sealed->person);
  json_object_set_int_member (body, "ordinal", sealed->ordinal);
  json_object_set_string_member (body, "reason", text);

  return pantau_edit_write_on (home, record, PANTAU_TYPE_OPEN, NULL, body, entry, error);
}

/* Nobody can be reached whose identity was never taken down. */
static gboolean
check_is_sealed (PantauReference *reference, PantauRecord *record, JsonObject *body, GError **error)
{
  g_autoptr (GPtrArray) seals = pantau_sealed_new (record);
  g_autofree char *name = NULL;
  const char *person;
  guint ordinal;

  pantau_act_read_person (body, &person, &ordinal);
  for (guint i = 0; i < seals->len; i++)
    {
      const PantauSealed *sealed = g_ptr_array_index (seals, i);

      if (sealed->ordinal == ordinal && g_str_equal (sealed->person, person))
        return TRUE;
    }
  name = pantau_words_person_of (reference, pantau_record_get_kind (record), person, ordinal);

  /* Translators: %s is “Reporter” or “Witness 2”. */
  return pantau_throw (error, PANTAU_ERROR_NOT_FOUND,
                       _ ("%s: the record has no sealed identity, so nobody can be reached"), name);
}

gboolean
pantau_edit_ask (PantauHome *home,
                 const char *id,
                 JsonObject *given,
                 char **entry,
                 GPtrArray *faults,
                 GError **error)
{
  g_autoptr (PantauRecord) record = pantau_edit_open (home, id, PANTAU_TYPE_ASK, error);
  g_autoptr (JsonObject) body = NULL;

  if (record == NULL)
    return FALSE;
  body =
      pantau_check_ask (pantau_home_get_reference (home), given, pantau_home_clock (home), faults);

  return body != NULL && check_is_sealed (pantau_home_get_reference (home), record, body, error) &&
         pantau_edit_write_on (home, record, PANTAU_TYPE_ASK, NULL, body, entry, error);
}

static gboolean
check_is_ask (PantauRecord *record, const char *ask, GError **error)
{
  g_autoptr (GPtrArray) asks = pantau_asks_new (record);

  for (guint i = 0; i < asks->len; i++)
    if (g_str_equal (((const PantauAsk *) g_ptr_array_index (asks, i))->entry, ask))
      return TRUE;

  return pantau_throw (error, PANTAU_ERROR_NOT_FOUND,
                       _ ("the record has no request to the officer of an entry “%s”"), ask);
}

gboolean
pantau_edit_answer (PantauHome *home,
                    const char *id,
                    const char *ask,
                    JsonObject *given,
                    char **entry,
                    GPtrArray *faults,
                    GError **error)
{
  g_autoptr (PantauRecord) record = pantau_edit_open (home, id, PANTAU_TYPE_ANSWER, error);
  g_autoptr (JsonObject) body = NULL;

  if (record == NULL || !check_is_ask (record, ask, error))
    return FALSE;
  body = pantau_check_answer (pantau_home_get_reference (home), given, pantau_home_clock (home),
                              faults);
  if (body == NULL)
    return FALSE;
  json_object_set_string_member (body, "ask", ask);

  return pantau_edit_write_on (home, record, PANTAU_TYPE_ANSWER, NULL, body, entry, error);
}
