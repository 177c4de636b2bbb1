/* SPDX-License-Identifier: GPL-3.0-or-later */
/* To another region: a record.move carries all that is known, for readers there who never saw a line of it. */

#include "config.h"

#include "pantau-edit-private.h"
#include "pantau-edit-verdict.h"

#include <glib/gi18n-lib.h>

#include "pantau-access.h"
#include "pantau-error.h"
#include "pantau-values.h"

static gboolean
base_add (GPtrArray *base, const char *entry)
{
  if (!g_ptr_array_find_with_equal_func (base, entry, g_str_equal, NULL))
    g_ptr_array_add (base, g_strdup (entry));

  return base->len <= PANTAU_BASE_LIMIT;
}

/* A verdict on a hoax that somebody else than a desk wrote must not become the word of the desk that moves the record. */
static gboolean
is_desks (PantauHome *home, const char *entry)
{
  gint64 counts;

  return pantau_db_integer (
             pantau_home_get_db (home), 0, &counts, NULL,
             "SELECT counts FROM claim_verdict AS v JOIN entry AS e ON e.n = v.entry "
             "WHERE e.id = ?1",
             "x", entry) &&
         counts != 0;
}

/*
 * The body, and what it replaces: of each field the value that is shown. Where there are others they are not in the base, and so stand beside it as
 * before. The region is what is decided: all that was said of it is replaced.
 */
static gboolean
take_values (PantauHome *home, PantauRecord *record, JsonObject *body, GPtrArray *base)
{
  GPtrArray *values = pantau_record_get_values (record);
  JsonObject *fields = json_object_new ();
  gboolean fits = TRUE;

  json_object_set_object_member (body, "fields", fields);
  for (guint i = 0; i < values->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (values, i);
      JsonObject *into = pantau_values_is_snapshot_member (value->field) ? body : fields;

      if (g_str_equal (value->field, "region"))
        {
          fits = base_add (base, value->entry) && fits;
          continue;
        }
      if (g_str_equal (value->field, "status") || json_object_has_member (into, value->field) ||
          (g_str_equal (value->field, PANTAU_FIELD_VERDICT) && !is_desks (home, value->entry)))
        continue;
      json_object_set_member (into, value->field, json_from_string (value->value, NULL));
      fits = base_add (base, value->entry) && fits;
    }
  g_ptr_array_add (base, NULL);

  return fits;
}

gboolean
pantau_edit_may_move (PantauHome *home, const char *id, GError **error)
{
  g_autoptr (PantauRecord) record = pantau_store_get (pantau_home_get_store (home), id, error);
  const char *reason;

  if (record == NULL)
    return FALSE;
  reason = pantau_edit_judge (home, record, PANTAU_TYPE_MOVE, NULL, NULL);

  return reason == NULL || pantau_edit_throw_judgement (reason, error);
}

/* It may be where people put it, but not elsewhere too. */
static gboolean
is_there_alone (PantauRecord *record, const char *region)
{
  GPtrArray *values = pantau_record_get_values (record);
  guint n = 0;

  for (guint i = 0; i < values->len; i++)
    n += g_str_equal (((PantauValue *) g_ptr_array_index (values, i))->field, "region") ? 1 : 0;

  return n <= 1 && g_str_equal (pantau_record_get_region (record), region);
}

gboolean
pantau_edit_move (PantauHome *home, const char *id, const char *region, GError **error)
{
  g_autoptr (PantauRecord) record = pantau_store_get (pantau_home_get_store (home), id, error);
  g_autoptr (GPtrArray) base = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *now = pantau_home_now ();
  PantauDraft draft = {
    .record = id, .region = region, .type = PANTAU_TYPE_MOVE, .time = now, .body = body
  };
  const char *reason;

  if (record == NULL)
    return FALSE;
  if (pantau_regions_lookup (pantau_reference_get_regions (pantau_home_get_reference (home)),
                             region) == NULL)
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("there is no region “%s”"), region);
  if (is_there_alone (record, region))
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("the record is in that region already"));
  reason = pantau_edit_judge (home, record, PANTAU_TYPE_MOVE, NULL, region);
  if (reason != NULL)
    return pantau_edit_throw_judgement (reason, error);
  if (!take_values (home, record, body, base))
    return pantau_throw (
        error, PANTAU_ERROR_TOO_LARGE,
        _ ("too many differing values at once; please settle them a few fields at a time"));

  draft.kind = pantau_record_get_kind (record);
  draft.is_open = pantau_record_get_is_open (record);
  draft.base = (const char *const *) base->pdata;

  return pantau_home_write (home, &draft, NULL, error);
}
