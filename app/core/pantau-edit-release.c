/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what a desk tells Pemprov of a case to an entry. What it was forwarded with is taken from the forward, not typed again. */

#include "config.h"

#include "pantau-edit-release.h"

#include <glib/gi18n-lib.h>

#include "pantau-check-act.h"
#include "pantau-edit-forward.h"
#include "pantau-edit-private.h"
#include "pantau-error.h"
#include "pantau-forward.h"
#include "pantau-json.h"
#include "pantau-release.h"

static gboolean
is_pemprov (PantauReference *reference, const char *code)
{
  const PantauAgency *agency =
      pantau_agencies_lookup (pantau_reference_get_agencies (reference), code);

  return agency != NULL && agency->is_pemprov;
}

gboolean
pantau_release_is_for (PantauReference *reference, const char *agency, const char *const *copies)
{
  gboolean is_for = is_pemprov (reference, agency);

  for (gsize i = 0; copies != NULL && copies[i] != NULL; i++)
    is_for = is_for || is_pemprov (reference, copies[i]);

  return is_for;
}

static gboolean
went_to_pemprov (PantauHome *home, const PantauForward *forward)
{
  return pantau_release_is_for (pantau_home_get_reference (home), forward->agency,
                                (const char *const *) forward->copies);
}

char *
pantau_release_readers (PantauReference *reference, const char *region)
{
  PantauRegions *regions = pantau_reference_get_regions (reference);
  g_autofree char *kecamatan = pantau_region_kecamatan (region);
  g_autofree char *place = pantau_regions_qualified (regions, kecamatan);

  /* A field monitor reads the open lines of the own kecamatan; of a larger region there is none. */
  if (pantau_region_level (kecamatan) < 3)
    return g_strdup (_ ("The provincial government’s team (Pemprov) and the desks of Bawaslu will "
                        "read this text. It cannot be taken back, only replaced by a newer one. Of "
                        "the record itself Pemprov sees nothing else."));

  /* Translators: %s is a kecamatan */
  return g_strdup_printf (
      _ ("The provincial government’s team (Pemprov), the desks of Bawaslu and "
         "the monitors of %s will read this text. It cannot be taken back, only "
         "replaced by a newer one. Of the record itself Pemprov sees nothing "
         "else."),
      place);
}

JsonObject *
pantau_check_release (
    PantauReference *reference, JsonObject *given, gint64 forwarded, gint64 now, GPtrArray *faults)
{
  static const char *const names[] = { "summary", "reply", "replied", NULL };
  PantauCheck check = pantau_check_act (reference, now, faults);
  g_autoptr (JsonObject) body = json_object_new (), said = json_object_new ();
  guint before = faults->len;
  gint64 when;

  pantau_check_names (&check, given, names);
  pantau_check_take_text (&check, given, "summary", PANTAU_RELEASE_MAX_SUMMARY, TRUE,
                          _ ("say what Pemprov may know of the case"), body);
  if (pantau_check_given (given, "reply") == NULL && pantau_check_given (given, "replied") != NULL)
    pantau_check_fault (&check, "incomplete", "reply", "%s", _ ("say what was answered"));
  pantau_check_take_text (&check, given, "reply", PANTAU_FORWARD_MAX_NOTE, TRUE, NULL, said);
  if (json_object_has_member (said, "reply") &&
      pantau_check_take_past (&check, given, "replied", said, &when))
    {
      JsonObject *replied;

      if (when < forwarded && pantau_check_given (given, "replied") != NULL)
        pantau_check_fault (&check, "wrong-order", "replied", "%s",
                            _ ("the reply came before it was forwarded"));
      replied = json_object_new ();
      json_object_set_string_member (replied, "when", pantau_json_string (said, "replied"));
      json_object_set_string_member (replied, "text", pantau_json_string (said, "reply"));
      json_object_set_object_member (body, "replied", replied);
    }

  return faults->len == before ? g_steal_pointer (&body) : NULL;
}

/* The record, where it has something to be released and this person may; else NULL with @error. */
static PantauRecord *
open_record (PantauHome *home, const char *id, GError **error)
{
  g_autoptr (PantauRecord) record = pantau_edit_open (home, id, PANTAU_TYPE_RELEASE, error);

  if (record != NULL && pantau_record_get_is_open (record))
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, "%s",
                              _ ("the record is open: Pemprov reads it already"));

  return g_steal_pointer (&record);
}

static gboolean
throw_not_forwarded (GError **error)
{
  return pantau_throw (error, PANTAU_ERROR_INVALID, "%s",
                       _ ("Pemprov is told only of what was forwarded to one of its agencies, or a "
                          "copy of it"));
}

static const PantauForward *
find_forward (PantauHome *home, GPtrArray *forwards, const char *entry, GError **error)
{
  for (guint i = 0; i < forwards->len; i++)
    {
      const PantauForward *forward = g_ptr_array_index (forwards, i);

      if (!g_str_equal (forward->entry, entry))
        continue;
      if (went_to_pemprov (home, forward))
        return forward;
      throw_not_forwarded (error);
      return NULL;
    }

  return pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND,
                            _ ("the record was not forwarded by an entry “%s”"), entry);
}

/* How it was forwarded, in the words of the forward. */
static void
add_forward (JsonObject *body, const PantauForward *forward)
{
  g_autofree char *when = pantau_check_write_time (forward->when);

  json_object_set_string_member (body, "forward", forward->entry);
  json_object_set_string_member (body, "agency", forward->agency);
  if (forward->letter != NULL)
    json_object_set_string_member (body, "letter", forward->letter);
  json_object_set_string_member (body, "when", when);
  if (forward->reply_due > 0)
    {
      g_autofree char *due = pantau_check_write_time (forward->reply_due);

      json_object_set_string_member (body, "reply_due", due);
    }
}

gboolean
pantau_edit_release (PantauHome *home,
                     const char *id,
                     const char *entry_of_forward,
                     JsonObject *given,
                     char **entry,
                     GPtrArray *faults,
                     GError **error)
{
  g_autoptr (PantauRecord) record = open_record (home, id, error);
  g_autoptr (GPtrArray) forwards = record != NULL ? pantau_forwards_new (record) : NULL;
  const PantauForward *forward =
      forwards != NULL ? find_forward (home, forwards, entry_of_forward, error) : NULL;
  g_autoptr (GPtrArray) releases = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_auto (GStrv) base = NULL;

  if (forward == NULL)
    return FALSE;
  body = pantau_check_release (pantau_home_get_reference (home), given, forward->when,
                               pantau_home_clock (home), faults);
  if (body == NULL)
    return FALSE;

  add_forward (body, forward);
  releases = pantau_releases_new (record);
  base = pantau_releases_current (releases, forward->entry);
  if (g_strv_length (base) > PANTAU_BASE_LIMIT)
    return pantau_throw (error, PANTAU_ERROR_TOO_LARGE, "%s",
                         _ ("too many people released something at once; write a note instead"));

  return pantau_edit_write_on (home, record, PANTAU_TYPE_RELEASE, (const char *const *) base, body,
                               entry, error);
}

gboolean
pantau_edit_may_release (PantauHome *home, const char *id, GError **error)
{
  g_autoptr (PantauRecord) record = open_record (home, id, error);
  g_autoptr (GPtrArray) forwards = record != NULL ? pantau_forwards_new (record) : NULL;

  if (forwards == NULL)
    return FALSE;
  for (guint i = 0; i < forwards->len; i++)
    if (went_to_pemprov (home, g_ptr_array_index (forwards, i)))
      return TRUE;

  return throw_not_forwarded (error);
}
