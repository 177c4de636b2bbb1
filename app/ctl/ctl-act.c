/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: what is done about records. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "ctl.h"
#include "pantau-check.h"
#include "pantau-console.h"
#include "pantau-edit-forward.h"
#include "pantau-edit-link.h"
#include "pantau-edit-treatment.h"
#include "pantau-error.h"
#include "pantau-review.h"

int
ctl_tell_written (gboolean written, const char *entry, GPtrArray *faults)
{
  if (!written)
    return faults->len > 0 ? ctl_tell_faults (faults) : -1;
  printf ("%s\n", entry);

  return PANTAU_EXIT_OK;
}

/* Without a word about it, the reply is due when the agency usually answers; "-" says that none is awaited. */
static gboolean
take_reply_due (PantauHome *home,
                const CtlOptions *options,
                const char *code,
                JsonObject *given,
                GError **error)
{
  const PantauAgency *agency = pantau_agencies_lookup (
      pantau_reference_get_agencies (pantau_home_get_reference (home)), code);
  gint64 when = pantau_home_clock (home), due;
  g_autofree char *written = NULL, *text = NULL;

  if (options->reply_due != NULL)
    return g_str_equal (options->reply_due, "-") ||
           ctl_take (given, "reply_due", options->reply_due, error);
  if (options->when != NULL && !pantau_check_time (options->when, &written, &when))
    return TRUE; /* which is a fault of its own */
  due = agency != NULL ? pantau_agency_reply_due (agency, when) : 0;
  text = due > 0 ? pantau_check_write_time (due) : NULL;

  return ctl_take (given, "reply_due", text, error);
}

/* What is to be known before a record goes to an agency, and does not hinder it. @warning: (nullable) */
static gboolean
warn_of (PantauHome *home, const char *id, const char *agency, char **warning, GError **error)
{
  g_autoptr (PantauRecord) record = pantau_store_get (pantau_home_get_store (home), id, error);
  g_autoptr (GPtrArray) reviews = record != NULL ? pantau_reviews_new (record) : NULL;

  if (record == NULL)
    return FALSE;
  *warning = pantau_forward_warning (pantau_home_get_reference (home),
                                     pantau_record_get_kind (record), reviews, agency);

  return TRUE;
}

/* Those that --copy names; without it those that the data propose, and none where it says "-". (transfer full) */
static JsonArray *
copies_of (PantauHome *home, const CtlOptions *options, const char *code)
{
  PantauAgencies *agencies = pantau_reference_get_agencies (pantau_home_get_reference (home));
  const PantauAgency *agency = pantau_agencies_lookup (agencies, code);
  JsonArray *copies = json_array_new ();
  g_autoptr (GPtrArray) proposed = NULL;

  for (gsize i = 0; options->copies != NULL && options->copies[i] != NULL; i++)
    if (!g_str_equal (options->copies[i], "-"))
      json_array_add_string_element (copies, options->copies[i]);
  if (options->copies != NULL || agency == NULL)
    return copies;

  proposed = pantau_agency_copies (agency, agencies, pantau_home_clock (home));
  for (guint i = 0; i < proposed->len; i++)
    json_array_add_string_element (copies,
                                   ((const PantauAgency *) g_ptr_array_index (proposed, i))->code);

  return copies;
}

int
ctl_forward (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (JsonObject) given = json_object_new ();
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autofree char *entry = NULL, *warning = NULL;
  gboolean written;

  if (!ctl_check_arguments (
          argc, argv, 2, 2,
          "forward UUID AGENCY --channel CHANNEL [--person WHO] [--copy AGENCY …] "
          "[--when TIME] [--reply-due TIME|-] [--letter NUMBER] [--note TEXT]",
          error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL || !ctl_take (given, "agency", argv[2], error) ||
      !ctl_take (given, "channel", options->channel, error) ||
      !ctl_take (given, "person", options->person, error) ||
      !ctl_take (given, "letter", options->letter, error) ||
      !ctl_take (given, "when", options->when, error) ||
      !ctl_take (given, "note", options->note, error) ||
      !take_reply_due (home, options, argv[2], given, error))
    return -1;
  json_object_set_array_member (given, "copies", copies_of (home, options, argv[2]));

  written = warn_of (home, argv[1], argv[2], &warning, error) &&
            pantau_edit_forward (home, argv[1], given, &entry, faults, error);
  if (written && warning != NULL)
    pantau_console_fault ("without-review", NULL, warning);

  return ctl_tell_written (written, entry, faults);
}

int
ctl_reply (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (JsonObject) given = json_object_new ();
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autofree char *entry = NULL;
  gboolean written;

  if (!ctl_check_arguments (argc, argv, 2, 2,
                            "reply UUID FORWARD --text TEXT [--person WHO] [--when TIME]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL || !ctl_take (given, "text", options->text, error) ||
      !ctl_take (given, "person", options->person, error) ||
      !ctl_take (given, "when", options->when, error))
    return -1;

  written = pantau_edit_forward_reply (home, argv[1], argv[2], given, &entry, faults, error);

  return ctl_tell_written (written, entry, faults);
}

/* CODE=NUMBER …; what is no number stays text, for the check to refuse. */
static gboolean
take_aid (char **aid, JsonObject *given, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  for (gsize i = 0; aid != NULL && aid[i] != NULL; i++)
    {
      const char *equals = strchr (aid[i], '=');
      g_autofree char *code = NULL;
      gint64 number;

      if (equals == NULL || equals == aid[i] || !g_utf8_validate (aid[i], -1, NULL))
        return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” is not of the form KEY=VALUE"),
                             aid[i]);
      code = g_strndup (aid[i], (gsize) (equals - aid[i]));
      if (g_ascii_string_to_signed (equals + 1, 10, G_MININT32, G_MAXINT32, &number, NULL))
        json_object_set_int_member (object, code, number);
      else
        json_object_set_string_member (object, code, equals + 1);
    }
  if (json_object_get_size (object) > 0)
    json_object_set_object_member (given, "aid", g_steal_pointer (&object));

  return TRUE;
}

int
ctl_treat (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (JsonObject) given = json_object_new ();
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autofree char *entry = NULL;
  gboolean written;

  if (!ctl_check_arguments (
          argc, argv, 2, 2,
          "treat UUID WHAT [--text TEXT] [--person WHO] [--due TIME] [--aid THING=N …]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL || !ctl_take (given, "what", argv[2], error) ||
      !ctl_take (given, "text", options->text, error) ||
      !ctl_take (given, "person", options->person, error) ||
      !ctl_take (given, "due", options->due, error) || !take_aid (options->aid, given, error))
    return -1;

  written = pantau_edit_treatment (home, argv[1], given, &entry, faults, error);

  return ctl_tell_written (written, entry, faults);
}

int
ctl_treatment (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (JsonObject) given = json_object_new ();
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autofree char *entry = NULL;
  gboolean written;

  if (!ctl_check_arguments (argc, argv, 3, 3,
                            "treatment UUID ENTRY STATE [--text TEXT] [--when TIME]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL || !ctl_take (given, "state", argv[3], error) ||
      !ctl_take (given, "text", options->text, error) ||
      !ctl_take (given, "when", options->when, error))
    return -1;

  written = pantau_edit_treatment_step (home, argv[1], argv[2], given, &entry, faults, error);

  return ctl_tell_written (written, entry, faults);
}

int
ctl_become (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (JsonObject) given = json_object_new ();
  g_autoptr (GPtrArray) faults = pantau_faults_new ();

  if (!ctl_check_arguments (argc, argv, 1, 1, "become UUID [--when TIME]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL)
    return -1;
  if (!ctl_take (given, "when", options->when, error))
    return -1;

  if (pantau_edit_become (home, argv[1], options->when, faults, error))
    return PANTAU_EXIT_OK;

  return faults->len > 0 ? ctl_tell_faults (faults) : -1;
}

int
ctl_link (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autofree char *warning = NULL;

  if (!ctl_check_arguments (argc, argv, 3, 3,
                            "link UUID sighting-of|same-event|duplicate-of|became UUID", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL || !pantau_edit_link (home, argv[1], argv[2], argv[3], &warning, error))
    return -1;
  if (warning != NULL)
    pantau_console_fault ("not-here", NULL, warning);

  return PANTAU_EXIT_OK;
}
