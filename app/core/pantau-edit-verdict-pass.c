/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A claim's verdict reaches those who recorded one of its sightings, in homes where the claim itself is not. */

#include "config.h"

#include "pantau-edit-verdict-pass.h"

#include "pantau-check.h"
#include "pantau-claim-label.h"
#include "pantau-edit-private.h"
#include "pantau-edit-verdict.h"
#include "pantau-edit.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-region.h"
#include "pantau-store-claim.h"

/* What goes along with a verdict, so that who reads it knows why. */
static const char *const reasons[] = { "facts", "references" };

/* The entry that holds the one value of @field; NULL where there is none, or where people differ. */
static const PantauValue *
find_value (PantauRecord *record, const char *field)
{
  GPtrArray *values = pantau_record_get_values (record);
  const PantauValue *found = NULL;

  for (guint i = 0; i < values->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (values, i);

      if (!g_str_equal (value->field, field))
        continue;
      if (found != NULL)
        return NULL;
      found = value;
    }

  return found;
}

/* The claim from which the value was passed on, by the line that set it. (transfer full) (nullable): NULL for a value of its own */
static char *
dup_origin (PantauRecord *record, const PantauValue *value)
{
  GPtrArray *timeline = pantau_record_get_timeline (record);

  for (guint i = 0; value != NULL && i < timeline->len; i++)
    {
      const PantauEvent *event = g_ptr_array_index (timeline, i);
      g_autoptr (JsonObject) body = NULL;

      if (!g_str_equal (event->entry, value->entry) || event->body == NULL)
        continue;
      body = pantau_json_parse_known (event->body, NULL);

      return body != NULL ? g_strdup (pantau_json_string (body, "claim")) : NULL;
    }

  return NULL;
}

static gboolean
is_passed_on (PantauRecord *record, const PantauValue *value)
{
  g_autofree char *origin = dup_origin (record, value);

  return origin != NULL;
}

static gboolean
is_decided (const char *verdict)
{
  return verdict != NULL && !g_str_equal (verdict, PANTAU_VERDICT_NONE) &&
         !g_str_equal (verdict, PANTAU_VERDICT_PENDING);
}

/* Whoever sees the sighting by its kecamatan sees the claim too. */
static gboolean
is_seen_with (const char *sighting, const char *claim)
{
  g_autofree char *kecamatan = pantau_region_kecamatan (sighting);

  return kecamatan != NULL && pantau_region_covers (kecamatan, claim);
}

static gboolean
write_values (
    PantauHome *home, PantauRecord *record, JsonObject *values, const char *claim, GError **error)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (GList) fields = json_object_get_members (values);

  json_object_set_object_member (body, "fields", json_object_ref (values));
  if (claim != NULL)
    json_object_set_string_member (body, "claim", claim);

  return pantau_edit_write (home, record, PANTAU_TYPE_SET, fields, body, NULL, error);
}

/* The reasons stay as they are where somebody gave others for this sighting. */
static JsonObject *
values_for (PantauRecord *root, PantauRecord *sighting, const char *verdict)
{
  JsonObject *values = json_object_new ();

  json_object_set_string_member (values, PANTAU_FIELD_VERDICT, verdict);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      const PantauValue *given = find_value (root, reasons[i]),
                        *there = find_value (sighting, reasons[i]);

      if (given != NULL && (there == NULL || is_passed_on (sighting, there)))
        json_object_set_member (values, reasons[i], json_from_string (given->value, NULL));
    }

  return values;
}

/* What this person may not change is passed over: who may will see to it. */
static PantauRecord *
open_sighting (PantauHome *home, const char *id, GError **error)
{
  g_autoptr (GError) why = NULL;
  PantauRecord *record = pantau_edit_open (home, id, PANTAU_TYPE_SET, &why);

  if (record == NULL && !g_error_matches (why, PANTAU_ERROR, PANTAU_ERROR_REFUSED))
    g_propagate_error (error, g_steal_pointer (&why));

  return record;
}

static gboolean
pass_on (PantauHome *home,
         PantauRecord *root,
         const char *verdict,
         const PantauSighting *sighting,
         GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (PantauRecord) record = open_sighting (home, sighting->record, &fault);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (JsonObject) values = NULL;

  if (record == NULL)
    {
      if (fault == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  if (is_decided (sighting->verdict) &&
      !is_passed_on (record, find_value (record, PANTAU_FIELD_VERDICT)))
    return TRUE; /* a desk's own word on this one */

  values = values_for (root, record, verdict);

  return !pantau_edit_check (home, record, values, faults) ||
         write_values (home, record, values, pantau_record_get_id (root), error);
}

/* @claim takes the one to which @id belongs; NULL where there is none, or where this person judges no claims. */
static gboolean
find_claim (PantauHome *home, const char *id, PantauClaim **claim, GError **error)
{
  g_autoptr (GError) why = NULL;

  if (!pantau_edit_may_judge_claims (home, NULL))
    return TRUE;
  *claim = pantau_store_claim (pantau_home_get_store (home), id, pantau_home_clock (home), &why);
  if (*claim != NULL || g_error_matches (why, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&why));

  return FALSE;
}

gboolean
pantau_edit_pass_verdict (PantauHome *home, const char *id, gboolean anew, GError **error)
{
  PantauStore *store = pantau_home_get_store (home);
  g_autoptr (GPtrArray) sightings = NULL;
  g_autoptr (PantauClaim) claim = NULL;
  g_autoptr (PantauRecord) root = NULL;

  if (!find_claim (home, id, &claim, error))
    return FALSE;
  if (claim == NULL || !is_decided (claim->verdict))
    return TRUE;
  root = pantau_store_get (store, claim->id, error);
  sightings = root != NULL ? pantau_store_sightings (store, id, PANTAU_PASS_LIMIT, error) : NULL;
  if (sightings == NULL)
    return FALSE;

  for (guint i = 0; i < sightings->len; i++)
    {
      const PantauSighting *sighting = g_ptr_array_index (sightings, i);

      if (sighting->is_root || sighting->is_void ||
          is_seen_with (sighting->region, pantau_record_get_region (root)) ||
          (!anew && g_strcmp0 (sighting->verdict, claim->verdict) == 0))
        continue;
      if (!pass_on (home, root, claim->verdict, sighting, error))
        return FALSE;
    }

  return TRUE;
}

/* @claim: to which it belongs now; what was passed on from that stays. */
static gboolean
take_back (PantauHome *home, const char *id, const char *claim, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (PantauRecord) record = open_sighting (home, id, &fault);
  g_autoptr (JsonObject) values = json_object_new ();
  g_autofree char *origin = NULL;

  if (record == NULL)
    {
      if (fault == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  origin = dup_origin (record, find_value (record, PANTAU_FIELD_VERDICT));
  if (origin == NULL || g_str_equal (origin, claim))
    return TRUE;

  json_object_set_string_member (values, PANTAU_FIELD_VERDICT, PANTAU_VERDICT_NONE);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      const PantauValue *reason = find_value (record, reasons[i]);

      if (reason != NULL && is_passed_on (record, reason))
        json_object_set_null_member (values, reasons[i]);
    }

  return write_values (home, record, values, NULL, error);
}

gboolean
pantau_edit_take_back_verdict (PantauHome *home, const char *id, GError **error)
{
  g_autoptr (GPtrArray) here = NULL;
  g_autoptr (PantauClaim) claim = NULL;

  if (!find_claim (home, id, &claim, error))
    return FALSE;
  if (claim == NULL)
    return TRUE;
  here = pantau_store_sightings (pantau_home_get_store (home), id, PANTAU_PASS_LIMIT, error);
  if (here == NULL)
    return FALSE;
  for (guint i = 0; i < here->len; i++)
    if (!take_back (home, ((PantauSighting *) g_ptr_array_index (here, i))->record, claim->id,
                    error))
      return FALSE;

  return pantau_edit_pass_verdict (home, id, FALSE, error);
}
