/* SPDX-License-Identifier: GPL-3.0-or-later */
/* invite and invite-list: who is invited, and with what. */

#include "config.h"

#include "commands-invite.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "commands-private.h"
#include "officers.h"
#include "pantau-error.h"
#include "pantau-invite.h"
#include "pantau-json.h"
#include "pins.h"

#define DEFAULT_DAYS 30
#define MAX_TEXT     200

static gboolean
is_date (const char *text)
{
  GDate date;
  int year, month, day;

  if (strlen (text) != 10 || text[4] != '-' || text[7] != '-')
    return FALSE;
  year = atoi (text);
  month = atoi (text + 5);
  day = atoi (text + 8);
  g_date_clear (&date, 1);

  return year >= 2000 && g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

/* NULL where the person's data may stand in a grant. */
static JsonObject *
check_person (JsonObject *person)
{
  static const char *const known[] = { "code", "name", "position", "letter", "last_day", NULL };
  g_autoptr (GList) members = json_object_get_members (person);

  for (GList *l = members; l != NULL; l = l->next)
    {
      const char *text = pantau_json_string (person, l->data);

      if (!g_strv_contains (known, l->data))
        return pantau_command_failure (
            "unknown-field", l->data,
            _ ("a person has code, name, position, letter and last_day, nothing else"));
      if (text == NULL || g_utf8_strlen (text, -1) > MAX_TEXT)
        return pantau_command_failure ("wrong-type", l->data,
                                       _ ("a person's data are texts of at most 200 characters"));
      if (g_str_equal (l->data, "last_day") && !is_date (text))
        return pantau_command_failure ("bad-date", "last_day",
                                       _ ("the last day is a date such as 2029-02-28"));
    }

  return NULL;
}

static JsonObject *
check_invitation (PantauProvince *province,
                  const char *role,
                  const char *region,
                  JsonObject *person)
{
  PantauRole value;

  if (!pantau_role_from_name (role, &value) || value == PANTAU_ROLE_PROVINCE)
    return pantau_command_failure ("unknown-role", "role",
                                   _ ("the role is one of field, desk, pemprov, identity, admin"));
  if (region == NULL ||
      pantau_regions_lookup (
          pantau_reference_get_regions (pantau_province_get_reference (province)), region) == NULL)
    return pantau_command_failure (
        "unknown-region", "region",
        _ ("the region is a code of the reference data, such as 16.13.03"));

  return person != NULL ? check_person (person) : NULL;
}

/* Random, unless the desk has person codes of its own: two devices with one code count as one person. */
static char *
person_text (JsonObject *given)
{
  g_autoptr (JsonObject) person = json_object_new ();

  if (given != NULL)
    {
      g_autoptr (GList) members = json_object_get_members (given);

      for (GList *l = members; l != NULL; l = l->next)
        json_object_set_string_member (person, l->data, pantau_json_string (given, l->data));
    }
  if (pantau_json_string (person, "code") == NULL)
    {
      g_autofree char *code = pantau_random_text (6);

      json_object_set_string_member (person, "code", code);
    }

  return pantau_json_object_text (person);
}

/* NULL where such an invitation can be made. */
static JsonObject *
check_request (PantauProvince *province, JsonObject *request, gint64 days)
{
  JsonObject *failure = check_invitation (province, pantau_json_string (request, "role"),
                                          pantau_json_string (request, "region"),
                                          pantau_json_object (request, "person"));

  if (failure == NULL && (days < 1 || days > 3650))
    failure = pantau_command_failure ("out-of-range", "days",
                                      _ ("an invitation is valid for 1 to 3650 days"));

  return failure;
}

/* Notes an invitation for what check_request() found well. @code (transfer full): as people write it. */
static gboolean
make_invitation (
    PantauProvince *province, JsonObject *request, gint64 days, char **code_text, GError **error)
{
  g_autofree char *key = NULL, *text = NULL;
  g_autoptr (PantauInvite) invitation = NULL;
  guint8 code[PANTAU_INVITE_CODE_SIZE];

  pantau_invite_new_code (code);
  *code_text = pantau_invite_format (code);
  invitation = pantau_invite_new (code);
  explicit_bzero (code, sizeof code);
  key = pantau_hex (pantau_invite_get_key (invitation), PANTAU_INVITE_KEY_SIZE);
  text = person_text (pantau_json_object (request, "person"));

  return pantau_db_run (pantau_province_get_db (province), error,
                        "INSERT INTO invitation (id, key, role, region, person, expires) VALUES "
                        "(?1, ?2, ?3, ?4, ?5, ?6)",
                        "sssssi", pantau_invite_get_id (invitation), key,
                        pantau_json_string (request, "role"),
                        pantau_json_string (request, "region"), text,
                        g_get_real_time () / G_USEC_PER_SEC + days * 86400);
}

gboolean
pantau_command_invite (PantauProvince *province,
                       JsonObject *request,
                       JsonObject **answer,
                       GError **error)
{
  gint64 days = pantau_json_integer (request, "days", DEFAULT_DAYS);
  g_autofree char *code = NULL, *recovery = NULL;
  JsonObject *pins = NULL;

  *answer = check_request (province, request, days);
  if (*answer != NULL)
    return TRUE;
  if (!make_invitation (province, request, days, &code, error))
    return FALSE;

  *answer = pantau_command_success (code);
  json_object_set_boolean_member (*answer, "practice", pantau_province_is_practice (province));
  pins = pantau_pins_of_province (province);
  if (pins != NULL)
    json_object_set_object_member (*answer, "pin", pins);
  recovery = pantau_officers_get_fingerprint (province);
  if (recovery != NULL)
    json_object_set_string_member (*answer, "recovery", recovery);

  return TRUE;
}

/* Whose row is wrong must find it in a table of thousands. */
static JsonObject *
name_row (JsonObject *failure, JsonObject *row)
{
  JsonObject *error = pantau_json_object (failure, "error");
  g_autofree char *line =
      g_strdup_printf ("%" G_GINT64_FORMAT, pantau_json_integer (row, "line", 0));
  /* Translators: the number of a line in a table, then what is wrong with it. */
  g_autofree char *message =
      g_strdup_printf (_ ("line %s: %s"), line, pantau_json_string (error, "message"));

  json_object_set_string_member (error, "message", message);

  return failure;
}

gboolean
pantau_command_invite_list (PantauProvince *province,
                            JsonObject *request,
                            JsonObject **answer,
                            GError **error)
{
  gint64 days = pantau_json_integer (request, "days", DEFAULT_DAYS);
  JsonArray *rows = pantau_json_array (request, "rows"), *codes = json_array_new ();
  gboolean is_trial = pantau_json_boolean (request, "trial");

  *answer = pantau_command_success ("");
  json_object_set_array_member (*answer, "codes", codes);
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonNode *node = json_array_get_element (rows, i);
      JsonObject *row = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      JsonObject *failure = check_request (province, row, days);
      g_autofree char *code = NULL;

      if (failure != NULL)
        {
          json_object_unref (*answer);
          *answer = name_row (failure, row);
          return TRUE;
        }
      if (is_trial)
        continue;
      if (!make_invitation (province, row, days, &code, error))
        return FALSE;
      json_array_add_string_element (codes, code);
    }

  return TRUE;
}
