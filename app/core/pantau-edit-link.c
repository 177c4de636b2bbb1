/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record's ties to others, and a risk that has become an incident without being typed again. */

#include "config.h"

#include "pantau-edit-link.h"

#include <glib/gi18n-lib.h>

#include "pantau-check-act.h"
#include "pantau-crypto.h"
#include "pantau-edit-private.h"
#include "pantau-edit-verdict-pass.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-link.h"

/* What two kinds that are both here must be for @rel. */
static gboolean
check_kinds (const char *rel, PantauRecord *record, PantauRecord *other, GError **error)
{
  const char *kind = pantau_record_get_kind (record), *theirs = pantau_record_get_kind (other);

  if (g_str_equal (rel, PANTAU_REL_SIGHTING) &&
      (!g_str_equal (kind, "hoax") || !g_str_equal (theirs, "hoax")))
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("only a hoax is a sighting of a hoax"));
  if (g_str_equal (rel, PANTAU_REL_DUPLICATE) && !g_str_equal (kind, theirs))
    return pantau_throw (error, PANTAU_ERROR_INVALID,
                         _ ("records of different kinds are no duplicates"));

  return TRUE;
}

static gboolean
check_new (PantauHome *home, const char *id, const char *rel, const char *to, GError **error)
{
  g_autoptr (GPtrArray) links = pantau_store_links (pantau_home_get_store (home), id, error);

  if (links == NULL)
    return FALSE;
  for (guint i = 0; i < links->len; i++)
    {
      const PantauLink *link = g_ptr_array_index (links, i);

      if (!link->is_incoming && g_str_equal (link->rel, rel) && g_str_equal (link->record, to))
        return pantau_throw (error, PANTAU_ERROR_CONFLICT, _ ("the records are linked so already"));
    }

  return TRUE;
}

/* @record takes the record (transfer full), @other the other end, where it is here. */
static gboolean
check_link (PantauHome *home,
            const char *id,
            const char *rel,
            const char *to,
            PantauRecord **record,
            PantauRecord **other,
            GError **error)
{
  *record = pantau_edit_open (home, id, PANTAU_TYPE_LINK, error);
  if (*record == NULL)
    return FALSE;
  if (rel == NULL || !g_strv_contains (pantau_rels, rel))
    {
      g_autofree char *rels = g_strjoinv (", ", (GStrv) pantau_rels);

      return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("records are linked by one of: %s"),
                           rels);
    }
  if (!pantau_is_uuid (to))
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” is no record’s UUID"),
                         to != NULL ? to : "");
  if (g_str_equal (to, pantau_record_get_id (*record)))
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("a record is not linked to itself"));

  *other = pantau_store_get (pantau_home_get_store (home), to, NULL);

  return (*other == NULL || check_kinds (rel, *record, *other, error)) &&
         check_new (home, pantau_record_get_id (*record), rel, to, error);
}

gboolean
pantau_edit_check_link (
    PantauHome *home, const char *id, const char *rel, const char *to, GError **error)
{
  g_autoptr (PantauRecord) record = NULL, other = NULL;

  return check_link (home, id, rel, to, &record, &other, error);
}

gboolean
pantau_edit_link (PantauHome *home,
                  const char *id,
                  const char *rel,
                  const char *to,
                  char **warning,
                  GError **error)
{
  g_autoptr (PantauRecord) record = NULL, other = NULL;
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *now = pantau_home_now ();
  PantauDraft draft = { .type = PANTAU_TYPE_LINK, .time = now, .body = body };

  if (!check_link (home, id, rel, to, &record, &other, error))
    return FALSE;

  json_object_set_string_member (body, "rel", rel);
  json_object_set_string_member (body, "to", to);
  draft.record = pantau_record_get_id (record);
  draft.kind = pantau_record_get_kind (record);
  draft.region = pantau_record_get_region (record);
  draft.is_open =
      pantau_record_get_is_open (record) && other != NULL && pantau_record_get_is_open (other);
  if (!pantau_home_write (home, &draft, NULL, error))
    return FALSE;
  if (other == NULL && warning != NULL)
    *warning = g_strdup (_ ("the link is kept, but the other record is not here"));

  /* The link is there; what cannot be told now is told with the next verdict. */
  if (other != NULL && g_str_equal (pantau_record_get_kind (record), "hoax"))
    pantau_edit_pass_verdict (home, pantau_record_get_id (record), FALSE, NULL);

  return TRUE;
}

/* Whether the line by which it was linked is open; FALSE where it has no such link. */
static gboolean
find_link (PantauHome *home, const char *id, const char *link, gboolean *is_open, GError **error)
{
  gint64 open;

  if (!pantau_db_integer (
          pantau_home_get_db (home), -1, &open, error,
          "SELECT e.header ->> 'class' = 'open' FROM link "
          "JOIN entry AS e ON e.n = link.entry WHERE link.record = ?1 AND e.id = ?2",
          "sx", id, link))
    return FALSE;
  *is_open = open == 1;

  return open >= 0 || pantau_throw (error, PANTAU_ERROR_NOT_FOUND,
                                    _ ("the record has no such link, or it is taken back already"));
}

gboolean
pantau_edit_unlink (
    PantauHome *home, const char *id, const char *link, const char *reason, GError **error)
{
  g_autoptr (PantauRecord) record = pantau_edit_open (home, id, PANTAU_TYPE_UNLINK, error);
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *now = pantau_home_now (), *why = NULL;
  const char *base[] = { link, NULL };
  PantauDraft draft = { .type = PANTAU_TYPE_UNLINK, .time = now, .base = base, .body = body };

  if (record == NULL)
    return FALSE;
  if (!pantau_is_hash (link))
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” is no id of a line"), link);
  if (!find_link (home, pantau_record_get_id (record), link, &draft.is_open, error))
    return FALSE;
  why = reason != NULL && *reason != '\0' ? pantau_check_note (reason, error) : g_strdup ("");
  if (why == NULL)
    return FALSE;
  if (g_utf8_strlen (why, -1) < PANTAU_UNLINK_MIN_REASON)
    return pantau_throw (error, PANTAU_ERROR_INVALID,
                         _ ("say why the link is taken back, in 5 characters or more"));

  json_object_set_string_member (body, "link", link);
  json_object_set_string_member (body, "reason", why);
  draft.record = pantau_record_get_id (record);
  draft.kind = pantau_record_get_kind (record);
  draft.region = pantau_record_get_region (record);

  return pantau_home_write (home, &draft, NULL, error) &&
         (!g_str_equal (pantau_record_get_kind (record), "hoax") ||
          pantau_edit_take_back_verdict (home, pantau_record_get_id (record), error));
}

/* TRUE where @field has no value, or none but @text. */
static gboolean
says_only (PantauRecord *record, const char *field, const char *text)
{
  GPtrArray *values = pantau_record_get_values (record);
  g_autofree char *json = g_strdup_printf ("\"%s\"", text);

  for (guint i = 0; i < values->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (values, i);

      if (g_str_equal (value->field, field) && !g_str_equal (value->value, json) &&
          !g_str_equal (value->value, "null"))
        return FALSE;
    }

  return TRUE;
}

/* The record, where it is a risk that has not happened yet and this person may say that it has. (transfer full) (nullable) */
static PantauRecord *
open_risk (PantauHome *home, const char *id, GError **error)
{
  g_autoptr (PantauRecord) record = pantau_edit_open (home, id, PANTAU_TYPE_SET, error);

  if (record == NULL)
    return NULL;
  if (!g_str_equal (pantau_record_get_kind (record), "risk"))
    return pantau_throw_null (error, PANTAU_ERROR_INVALID,
                              _ ("only a risk can become an incident"));
  if (!says_only (record, "phase", PANTAU_PHASE_POSSIBLE))
    return pantau_throw_null (error, PANTAU_ERROR_CONFLICT,
                              _ ("the record is that of an incident already"));

  return g_steal_pointer (&record);
}

gboolean
pantau_edit_become (
    PantauHome *home, const char *id, const char *when, GPtrArray *faults, GError **error)
{
  g_autoptr (PantauRecord) record = open_risk (home, id, error);
  g_autoptr (JsonObject) given = json_object_new (), values = json_object_new ();
  gint64 now = pantau_home_clock (home), happened;
  g_autofree char *known = NULL;
  PantauCheck check;

  if (record == NULL)
    return FALSE;

  check = pantau_check_act (pantau_home_get_reference (home), now, faults);
  if (when != NULL)
    json_object_set_string_member (given, "when", when);
  if (!pantau_check_take_past (&check, given, "when", values, &happened))
    return FALSE;

  known = pantau_check_write_time (MAX (now, happened));
  json_object_set_string_member (values, "phase", PANTAU_PHASE_HAPPENING);
  json_object_set_string_member (values, "occurred", pantau_json_string (values, "when"));
  json_object_set_string_member (values, "known", known);
  json_object_remove_member (values, "when");

  return pantau_edit_set (home, pantau_record_get_id (record), values, error);
}

gboolean
pantau_edit_may_become (PantauHome *home, const char *id, GError **error)
{
  g_autoptr (PantauRecord) record = open_risk (home, id, error);

  return record != NULL;
}
