/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The roster of identity officers: what is read of it, who is meant by a region, how it is made; and an officer's request to be on it. */

#include "config.h"

#include "pantau-roster.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-region.h"
#include "pantau-signed.h"

/* Of names and codes. */
#define LONGEST_TEXT 200

/* A body of the ledger has 64 KiB, and quotes are escaped once more in it. */
#define STATEMENT_LIMIT (48 * 1024)

struct _PantauRoster
{
  gatomicrefcount ref_count;
  PantauRecoveryPublic recovery;
  char *fingerprint;
  gint64 serial;
  char *made;
  char *statement;
  GPtrArray *officers;
};

PantauOfficer *
pantau_officer_copy (const PantauOfficer *self)
{
  PantauOfficer *copy = g_new0 (PantauOfficer, 1);

  copy->person = g_strdup (self->person);
  copy->name = g_strdup (self->name);
  copy->region = g_strdup (self->region);
  copy->device = g_strdup (self->device);
  copy->seal = g_strdup (self->seal);
  copy->until = g_strdup (self->until);

  return copy;
}

void
pantau_officer_free (PantauOfficer *self)
{
  g_free (self->person);
  g_free (self->name);
  g_free (self->region);
  g_free (self->device);
  g_free (self->seal);
  g_free (self->until);
  g_free (self);
}

static gboolean
is_text (const char *text)
{
  return text != NULL && g_utf8_strlen (text, -1) <= LONGEST_TEXT;
}

static gboolean
is_day (const char *text)
{
  g_autofree char *time = g_strconcat (text, "T00:00:00Z", NULL);
  g_autoptr (GDateTime) day = g_date_time_new_from_iso8601 (time, NULL);

  return day != NULL && strlen (text) == strlen ("YYYY-MM-DD") && text[4] == '-';
}

/* A sentence where something in it cannot be; NULL where it may stand. (transfer full) */
static char *
officer_fault (const PantauOfficer *self)
{
  const char *name = is_text (self->name) && *self->name != '\0' ? self->name : self->person;

  if (!is_text (self->person) || *self->person == '\0' || !is_text (self->name))
    return g_strdup (_ ("an identity officer has no name or no person code"));
  if (!pantau_region_is_code (self->region))
    return g_strdup_printf (_ ("the identity officer %s has no region"), name);
  if (!pantau_key_is_valid (self->device) || !pantau_key_is_valid (self->seal))
    return g_strdup_printf (_ ("a key of the identity officer %s is none"), name);
  if (self->until != NULL && !is_day (self->until))
    return g_strdup_printf (_ ("the last day of the identity officer %s is no date"), name);

  return NULL;
}

static PantauOfficer *
read_officer (JsonObject *object)
{
  PantauOfficer *self = g_new0 (PantauOfficer, 1);

  self->person = g_strdup (pantau_json_string (object, "person"));
  self->name = g_strdup (pantau_json_string (object, "name"));
  self->region = g_strdup (pantau_json_string (object, "region"));
  self->device = g_strdup (pantau_json_string (object, "device"));
  self->seal = g_strdup (pantau_json_string (object, "seal"));
  self->until = g_strdup (pantau_json_string (object, "until"));

  return self;
}

static void
write_officer (JsonObject *object, const PantauOfficer *officer)
{
  json_object_set_string_member (object, "person", officer->person);
  json_object_set_string_member (object, "name", officer->name);
  json_object_set_string_member (object, "region", officer->region);
  json_object_set_string_member (object, "device", officer->device);
  json_object_set_string_member (object, "seal", officer->seal);
}

/* A statement's inside, before anybody knows whose it is: the text lives in @outer. */
static JsonObject *
read_statement (const char *statement, JsonObject **outer, GError **error)
{
  gsize length = strlen (statement);
  const char *text;

  *outer = pantau_json_parse (statement, length, STATEMENT_LIMIT, error);
  if (*outer == NULL)
    return NULL;
  text = pantau_json_string (*outer, "text");
  if (text == NULL || pantau_json_string (*outer, "signature") == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED, _ ("this is no signed statement"));

  return pantau_json_parse (text, strlen (text), STATEMENT_LIMIT, error);
}

static gboolean
is_signed (JsonObject *outer, const char *key, PantauPurpose purpose)
{
  const char *text = pantau_json_string (outer, "text");

  return pantau_key_verify (key, purpose, text, strlen (text),
                            pantau_json_string (outer, "signature"));
}

char *
pantau_officer_request (PantauKeypair *device, const PantauOfficer *officer)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "v", 1);
  write_officer (object, officer);

  return pantau_signed_seal (device, PANTAU_PURPOSE_OFFICER, object);
}

PantauOfficer *
pantau_officer_request_parse (const char *statement, GError **error)
{
  g_autoptr (JsonObject) outer = NULL;
  g_autoptr (JsonObject) object = read_statement (statement, &outer, error);
  g_autoptr (PantauOfficer) officer = NULL;
  g_autofree char *fault = NULL;

  if (object == NULL)
    return NULL;
  if (pantau_json_integer (object, "v", 0) > 1)
    return pantau_throw_null (error, PANTAU_ERROR_NEWER,
                              _ ("this request was written by a newer Pantau"));

  officer = read_officer (object);
  g_clear_pointer (&officer->until, g_free); /* only the keeper of the recovery key says that */
  fault = officer_fault (officer);
  if (fault != NULL)
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED, _ ("this is no officer's request: %s"),
                              fault);
  if (!is_signed (outer, officer->device, PANTAU_PURPOSE_OFFICER))
    return pantau_throw_null (
        error, PANTAU_ERROR_SIGNATURE,
        _ ("the request of %s is not signed by the device that it names; do not use it"),
        officer->name);

  return g_steal_pointer (&officer);
}

static gboolean
read_officers (PantauRoster *self, JsonArray *array, GError **error)
{
  g_autoptr (GHashTable) devices = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = array != NULL ? json_array_get_length (array) : 0;

  if (array == NULL)
    return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                         _ ("the list of identity officers has no officers"));
  if (n > PANTAU_ROSTER_MAX_OFFICERS)
    return pantau_throw (error, PANTAU_ERROR_TOO_LARGE,
                         _ ("a list of identity officers has at most %d"),
                         PANTAU_ROSTER_MAX_OFFICERS);

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      PantauOfficer *officer =
          read_officer (JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL);
      g_autofree char *fault = officer_fault (officer);

      g_ptr_array_add (self->officers, officer);
      if (fault != NULL)
        return pantau_throw (error, PANTAU_ERROR_MALFORMED, "%s", fault);
      if (!g_hash_table_add (devices, officer->device))
        return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                             _ ("a device of the identity officer %s is given twice"),
                             officer->name);
    }

  return TRUE;
}

PantauRoster *
pantau_roster_parse (const char *statement, GError **error)
{
  g_autoptr (JsonObject) outer = NULL;
  g_autoptr (JsonObject) object = read_statement (statement, &outer, error);
  g_autoptr (PantauRoster) self = NULL;
  JsonObject *recovery;

  if (object == NULL)
    return NULL;
  if (pantau_json_integer (object, "v", 0) > 1)
    return pantau_throw_null (error, PANTAU_ERROR_NEWER,
                              _ ("the list of identity officers was made by a newer Pantau"));

  self = g_new0 (PantauRoster, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->officers = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_officer_free);
  recovery = pantau_json_object (object, "recovery");
  if (!pantau_recovery_public_set (&self->recovery, pantau_json_string (recovery, "sign"),
                                   pantau_json_string (recovery, "seal")))
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED,
                              _ ("the list of identity officers names no recovery key"));
  if (!is_signed (outer, self->recovery.sign, PANTAU_PURPOSE_OFFICERS))
    return pantau_throw_null (
        error, PANTAU_ERROR_SIGNATURE,
        _ ("the list of identity officers is not signed by the recovery key that it names"));

  self->fingerprint = pantau_recovery_fingerprint (&self->recovery);
  self->serial = pantau_json_integer (object, "serial", 0);
  self->made = g_strdup (pantau_json_string (object, "made"));
  self->statement = pantau_json_object_text (outer);
  if (self->serial < 1 || !is_text (self->made))
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED,
                              _ ("the list of identity officers has no number or no date"));

  return read_officers (self, pantau_json_array (object, "officers"), error)
             ? g_steal_pointer (&self)
             : NULL;
}

PantauRoster *
pantau_roster_sign (
    PantauRecovery *recovery, gint64 serial, const char *made, GPtrArray *officers, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonObject *public = json_object_new ();
  JsonArray *array = json_array_new ();
  g_autofree char *statement = NULL;
  g_autoptr (GError) local_error = NULL;
  PantauRoster *self;

  json_object_set_int_member (object, "v", 1);
  json_object_set_int_member (object, "serial", serial);
  json_object_set_string_member (object, "made", made);
  json_object_set_string_member (public, "sign", pantau_recovery_get_public (recovery)->sign);
  json_object_set_string_member (public, "seal", pantau_recovery_get_public (recovery)->seal);
  json_object_set_object_member (object, "recovery", public);
  for (guint i = 0; i < officers->len; i++)
    {
      const PantauOfficer *officer = g_ptr_array_index (officers, i);
      JsonObject *member = json_object_new ();

      write_officer (member, officer);
      if (officer->until != NULL)
        json_object_set_string_member (member, "until", officer->until);
      else
        json_object_set_null_member (member, "until");
      json_array_add_object_element (array, member);
    }
  json_object_set_array_member (object, "officers", array);
  statement =
      pantau_signed_seal (pantau_recovery_get_sign_key (recovery), PANTAU_PURPOSE_OFFICERS, object);

  /* What others will not read is not made. */
  self = pantau_roster_parse (statement, &local_error);
  if (self == NULL)
    pantau_throw (error, PANTAU_ERROR_INVALID, "%s", local_error->message);

  return self;
}

PantauRoster *
pantau_roster_ref (PantauRoster *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pantau_roster_unref (PantauRoster *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->fingerprint);
  g_free (self->made);
  g_free (self->statement);
  g_ptr_array_unref (self->officers);
  g_free (self);
}

const PantauRecoveryPublic *
pantau_roster_get_recovery (PantauRoster *self)
{
  return &self->recovery;
}

const char *
pantau_roster_get_fingerprint (PantauRoster *self)
{
  return self->fingerprint;
}

gint64
pantau_roster_get_serial (PantauRoster *self)
{
  return self->serial;
}

const char *
pantau_roster_get_made (PantauRoster *self)
{
  return self->made;
}

const char *
pantau_roster_get_statement (PantauRoster *self)
{
  return self->statement;
}

GPtrArray *
pantau_roster_get_officers (PantauRoster *self)
{
  return self->officers;
}

GPtrArray *
pantau_roster_for_region (PantauRoster *self, const char *region, const char *today)
{
  GPtrArray *nearest = g_ptr_array_new ();
  gsize length = 0;

  for (guint i = 0; i < self->officers->len; i++)
    {
      PantauOfficer *officer = g_ptr_array_index (self->officers, i);

      if (!pantau_region_covers (officer->region, region) ||
          (officer->until != NULL && strcmp (today, officer->until) > 0) ||
          strlen (officer->region) < length)
        continue;

      /* Of the regions that cover one, the longest code lies nearest. */
      if (strlen (officer->region) > length)
        g_ptr_array_set_size (nearest, 0);
      length = strlen (officer->region);
      g_ptr_array_add (nearest, officer);
    }

  return nearest;
}
