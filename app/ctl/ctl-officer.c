/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl identity: an officer's key, and whom this home seals to. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "ctl.h"
#include "pantau-console.h"
#include "pantau-error.h"
#include "pantau-officer.h"
#include "pantau-trust.h"
#include "pantau-words.h"

int
ctl_identity_key (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauBoxKey) key = NULL;
  g_autofree char *request = NULL, *fingerprint = NULL;

  if (!ctl_check_arguments (argc, argv, 0, 0, "identity key", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  request = home != NULL ? pantau_home_request_officer (home, error) : NULL;
  key = request != NULL ? pantau_home_get_identity_key (home, error) : NULL;
  if (key == NULL)
    return -1;

  /* The request alone, for a file; what a person reads out is beside it. */
  printf ("%s\n", request);
  fingerprint = pantau_officer_fingerprint (pantau_box_key_get_name (key));
  if (!options->json)
    fprintf (stderr,
             _ ("this key is %s: read that out to whoever keeps the recovery key, who compares it "
                "before signing\n"),
             fingerprint);

  return PANTAU_EXIT_OK;
}

/* The words of this home's own key; NULL where it has none. @is_listed: it is on the list in use. */
static char *
own_key (PantauHome *home, const PantauTrust *trust, gboolean *is_listed)
{
  g_autoptr (PantauBoxKey) key =
      pantau_home_has_identity_key (home) ? pantau_home_get_identity_key (home, NULL) : NULL;
  GPtrArray *officers;

  *is_listed = FALSE;
  if (key == NULL)
    return NULL;
  officers = trust->roster != NULL ? pantau_roster_get_officers (trust->roster) : NULL;
  for (guint i = 0; officers != NULL && i < officers->len; i++)
    if (g_str_equal (((PantauOfficer *) g_ptr_array_index (officers, i))->seal,
                     pantau_box_key_get_name (key)))
      *is_listed = TRUE;

  return pantau_officer_fingerprint (pantau_box_key_get_name (key));
}

static JsonArray *
officers_json (PantauRoster *roster)
{
  JsonArray *array = json_array_new ();
  GPtrArray *officers = roster != NULL ? pantau_roster_get_officers (roster) : NULL;

  for (guint i = 0; officers != NULL && i < officers->len; i++)
    {
      const PantauOfficer *officer = g_ptr_array_index (officers, i);
      g_autofree char *fingerprint = pantau_officer_fingerprint (officer->seal);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "person", officer->person);
      json_object_set_string_member (object, "name", officer->name);
      json_object_set_string_member (object, "region", officer->region);
      json_object_set_string_member (object, "fingerprint", fingerprint);
      ctl_set_text_or_null (object, "until", officer->until);
      json_array_add_object_element (array, object);
    }

  return array;
}

static void
print_json (const PantauTrust *trust, const char *key, gboolean is_listed)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *refused = json_array_new ();

  ctl_set_text_or_null (object, "recovery", trust->fingerprint);
  ctl_set_text_or_null (object, "recovery_from", trust->from);
  json_object_set_int_member (object, "serial",
                              trust->roster != NULL ? pantau_roster_get_serial (trust->roster) : 0);
  json_object_set_array_member (object, "officers", officers_json (trust->roster));
  for (guint i = 0; i < trust->refused->len; i++)
    json_array_add_string_element (refused, g_ptr_array_index (trust->refused, i));
  json_object_set_array_member (object, "refused", refused);
  ctl_set_text_or_null (object, "key", key);
  json_object_set_boolean_member (object, "key_listed", is_listed);
  ctl_print_object (object);
}

static void
print_roster (PantauRoster *roster)
{
  GPtrArray *officers = pantau_roster_get_officers (roster);
  g_autofree char *serial =
      g_strdup_printf ("%" G_GINT64_FORMAT, pantau_roster_get_serial (roster));
  g_autofree char *made = pantau_words_clean (pantau_roster_get_made (roster));

  printf (_ ("identities are sealed by list number %s of %s:\n"), serial, made);
  for (guint i = 0; i < officers->len; i++)
    {
      const PantauOfficer *officer = g_ptr_array_index (officers, i);
      g_autofree char *name = pantau_words_clean (officer->name);

      printf ("  %-8s  %s", officer->region, name);
      if (officer->until != NULL)
        printf (_ (", until %s"), officer->until);
      printf ("\n");
    }
}

static void
print_status (const PantauTrust *trust, const char *key, gboolean is_listed)
{
  if (trust->fingerprint == NULL)
    printf ("%s\n", _ ("no recovery key is known yet, and no identity officers"));
  else
    printf (_ ("recovery key %s\n"), trust->fingerprint);
  if (trust->fingerprint != NULL && g_strcmp0 (trust->from, "invitation") != 0)
    printf ("%s\n",
            _ ("nobody has compared this key: it came from the province itself, not with an "
               "invitation. Ask Bawaslu for its letters by another way, and say: enroll "
               "--recovery LETTERS"));
  if (trust->roster != NULL)
    print_roster (trust->roster);
  if (key != NULL && is_listed)
    printf (_ ("this home's own key %s is on the list\n"), key);
  else if (key != NULL)
    printf (_ ("this home's own key %s is not on the list\n"), key);
}

int
ctl_identity_status (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauTrust) trust = NULL;
  g_autofree char *key = NULL;
  gboolean is_listed;

  if (!ctl_check_arguments (argc, argv, 0, 0, "identity status [--json]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  trust =
      home != NULL ? pantau_trust_read (pantau_home_get_store (home), options->home, error) : NULL;
  if (trust == NULL)
    return -1;

  key = own_key (home, trust, &is_listed);
  if (options->json)
    print_json (trust, key, is_listed);
  else
    {
      print_status (trust, key, is_listed);
      for (guint i = 0; i < trust->refused->len; i++)
        fprintf (stderr, "%s\n", (char *) g_ptr_array_index (trust->refused, i));
    }

  return PANTAU_EXIT_OK;
}
