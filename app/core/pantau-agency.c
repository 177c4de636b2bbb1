/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whom a record is forwarded to. Ministries are renamed and commissions dissolved, so who takes what, and since when, is
 * data.
 */

#include "config.h"

#include "pantau-agency.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-json.h"

#define WIB_HOURS 7
#define MAX_HOURS (365 * 24)

struct _PantauAgencies
{
  gatomicrefcount ref_count;
  GPtrArray *list;
};

static const char *const level_names[] = {
  [PANTAU_AGENCY_NATIONAL] = "pusat",
  [PANTAU_AGENCY_PROVINCE] = "provinsi",
  [PANTAU_AGENCY_KABKOTA] = "kabkota",
  [PANTAU_AGENCY_KECAMATAN] = "kecamatan",
};

static void
task_free (gpointer data)
{
  PantauAgencyTask *self = data;

  g_free (self->kind);
  g_clear_pointer (&self->when, g_ptr_array_unref);
  g_free (self);
}

static void
agency_free (gpointer data)
{
  PantauAgency *self = data;

  g_free (self->code);
  g_free (self->group);
  pantau_label_clear (&self->name);
  pantau_label_clear (&self->full_name);
  pantau_label_clear (&self->hint);
  g_free (self->basis);
  g_free (self->valid_from);
  g_free (self->valid_to);
  g_strfreev (self->copies);
  g_ptr_array_unref (self->tasks);
  g_free (self);
}

static PantauAgencyLevel
read_level (PantauDocument *document, JsonObject *object)
{
  const char *name = pantau_document_string (document, object, "level");

  for (guint i = 0; i < G_N_ELEMENTS (level_names); i++)
    if (g_str_equal (name, level_names[i]))
      return (PantauAgencyLevel) i;
  pantau_document_fail (document, _ ("“%s” is not a level of agencies"), name);

  return PANTAU_AGENCY_NATIONAL;
}

/* YYYY-MM-DD, or nothing. Days in this writing sort as texts. (nullable) */
static char *
read_day (PantauDocument *document, JsonObject *object, const char *name)
{
  const char *text = pantau_json_string (object, name);
  g_autofree char *time = NULL;
  g_autoptr (GDateTime) day = NULL;

  if (text == NULL)
    return NULL;
  time = g_strconcat (text, "T00:00:00Z", NULL);
  day = g_date_time_new_from_iso8601 (time, NULL);
  if (day == NULL || strlen (text) != strlen ("YYYY-MM-DD") || text[4] != '-')
    pantau_document_fail (document, _ ("“%s” is not a date (YYYY-MM-DD)"), text);

  return g_strdup (text);
}

static void
read_task (PantauAgency *self, PantauDocument *document, JsonObject *object)
{
  PantauAgencyTask *task = g_new0 (PantauAgencyTask, 1);

  task->kind = g_strdup (pantau_document_code (document, object, "kind"));
  task->when = pantau_conditions_read (document, object);
  g_ptr_array_add (self->tasks, task);
}

static PantauAgency *
read_agency (PantauDocument *document, JsonObject *object)
{
  PantauAgency *self = g_new0 (PantauAgency, 1);
  JsonArray *tasks;
  gint64 hours = pantau_json_integer (object, "reply_hours", 0);

  pantau_document_at (document, pantau_json_string (object, "code"), NULL);
  self->tasks = g_ptr_array_new_with_free_func (task_free);
  self->code = g_strdup (pantau_document_code (document, object, "code"));
  self->group = g_strdup (pantau_document_code (document, object, "group"));
  pantau_document_label (document, object, "name", TRUE, &self->name);
  pantau_document_label (document, object, "full", TRUE, &self->full_name);
  pantau_document_label (document, object, "hint", FALSE, &self->hint);
  self->level = read_level (document, object);
  self->basis = g_strdup (pantau_document_string (document, object, "basis"));
  self->is_pemprov = pantau_json_boolean (object, "pemprov");
  self->takes_unreviewed = pantau_json_boolean (object, "unreviewed");
  self->valid_from = read_day (document, object, "valid_from");
  self->valid_to = read_day (document, object, "valid_to");

  if (hours < 0 || hours > MAX_HOURS)
    pantau_document_fail (document, _ ("“%s” must lie between %d and %d"), "reply_hours", 0,
                          MAX_HOURS);
  self->reply_hours = (int) CLAMP (hours, 0, MAX_HOURS);

  self->copies = json_object_has_member (object, "copies")
                     ? pantau_document_strings (document, object, "copies")
                     : g_new0 (char *, 1);

  tasks = pantau_document_objects (document, object, "for");
  for (guint i = 0; i < json_array_get_length (tasks); i++)
    read_task (self, document, json_array_get_object_element (tasks, i));

  return self;
}

/* A copy goes to an agency of the file, and not to who gets the letter itself. */
static void
check_copies (PantauAgencies *self, PantauDocument *document)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      const PantauAgency *agency = g_ptr_array_index (self->list, i);

      pantau_document_at (document, agency->code, NULL);
      for (guint j = 0; agency->copies[j] != NULL; j++)
        if (pantau_agencies_lookup (self, agency->copies[j]) == NULL ||
            g_str_equal (agency->copies[j], agency->code))
          pantau_document_fail (document, _ ("there is no agency “%s” for a copy"),
                                agency->copies[j]);
    }
}

PantauAgencies *
pantau_agencies_new (GBytes *bytes, GError **error)
{
  g_autoptr (PantauAgencies) self = g_new0 (PantauAgencies, 1);
  g_autoptr (PantauDocument) document = pantau_document_new ("instansi.json", bytes);
  JsonArray *agencies =
      pantau_document_objects (document, pantau_document_root (document), "agencies");

  g_atomic_ref_count_init (&self->ref_count);
  self->list = g_ptr_array_new_with_free_func (agency_free);
  for (guint i = 0; i < json_array_get_length (agencies); i++)
    {
      PantauAgency *agency = read_agency (document, json_array_get_object_element (agencies, i));

      if (pantau_agencies_lookup (self, agency->code) != NULL)
        pantau_document_fail (document, _ ("the code %s is given twice"), agency->code);
      g_ptr_array_add (self->list, agency);
    }

  check_copies (self, document);

  return pantau_document_finish (document, error) ? g_steal_pointer (&self) : NULL;
}

PantauAgencies *
pantau_agencies_ref (PantauAgencies *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pantau_agencies_unref (PantauAgencies *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->list);
  g_free (self);
}

const char *
pantau_agency_level_get_name (PantauAgencyLevel level)
{
  return level_names[level];
}

GPtrArray *
pantau_agencies_list (PantauAgencies *self)
{
  return self->list;
}

const PantauAgency *
pantau_agencies_lookup (PantauAgencies *self, const char *code)
{
  for (guint i = 0; code != NULL && i < self->list->len; i++)
    {
      const PantauAgency *agency = g_ptr_array_index (self->list, i);

      if (g_str_equal (agency->code, code))
        return agency;
    }

  return NULL;
}

gboolean
pantau_agency_is_valid (const PantauAgency *self, gint64 when)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (when);
  g_autoptr (GDateTime) wib = utc != NULL ? g_date_time_add_hours (utc, WIB_HOURS) : NULL;
  g_autofree char *day = wib != NULL ? g_date_time_format (wib, "%Y-%m-%d") : NULL;

  return day != NULL && (self->valid_from == NULL || strcmp (day, self->valid_from) >= 0) &&
         (self->valid_to == NULL || strcmp (day, self->valid_to) <= 0);
}

guint
pantau_agency_fit_fields (const PantauAgency *self, const char *kind, JsonObject *fields)
{
  guint fit = 0;

  for (guint i = 0; i < self->tasks->len; i++)
    {
      const PantauAgencyTask *task = g_ptr_array_index (self->tasks, i);

      if (!g_str_equal (task->kind, kind))
        continue;
      if (task->when == NULL)
        fit = MAX (fit, 1);
      else if (pantau_conditions_hold (task->when, fields))
        return 2;
    }

  return fit;
}

guint
pantau_agency_fit (const PantauAgency *self, PantauRecord *record)
{
  g_autoptr (JsonObject) fields = pantau_condition_values (record);

  return pantau_agency_fit_fields (self, pantau_record_get_kind (record), fields);
}

GPtrArray *
pantau_agency_copies (const PantauAgency *self, PantauAgencies *agencies, gint64 when)
{
  GPtrArray *copies = g_ptr_array_new ();

  for (guint i = 0; self->copies[i] != NULL; i++)
    {
      const PantauAgency *copy = pantau_agencies_lookup (agencies, self->copies[i]);

      if (copy != NULL && pantau_agency_is_valid (copy, when))
        g_ptr_array_add (copies, (gpointer) copy);
    }

  return copies;
}

gboolean
pantau_agency_serves (const PantauAgency *self, const char *kind)
{
  for (guint i = 0; i < self->tasks->len; i++)
    if (g_str_equal (((const PantauAgencyTask *) g_ptr_array_index (self->tasks, i))->kind, kind))
      return TRUE;

  return FALSE;
}

GPtrArray *
pantau_agencies_for (PantauAgencies *self, PantauRecord *record, gint64 when)
{
  GPtrArray *sorted = g_ptr_array_new ();
  g_autoptr (JsonObject) fields = pantau_condition_values (record);
  const char *kind = pantau_record_get_kind (record);

  for (int fit = 2; fit >= 0; fit--)
    for (guint i = 0; i < self->list->len; i++)
      {
        PantauAgency *agency = g_ptr_array_index (self->list, i);

        if (pantau_agency_is_valid (agency, when) &&
            pantau_agency_fit_fields (agency, kind, fields) == (guint) fit)
          g_ptr_array_add (sorted, agency);
      }

  return sorted;
}

gint64
pantau_agency_reply_due (const PantauAgency *self, gint64 when)
{
  return self->reply_hours > 0 ? when + self->reply_hours * 3600 : 0;
}
