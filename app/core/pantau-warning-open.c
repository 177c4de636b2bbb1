/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a warning to risks that people can follow up. */

#include "config.h"

#include "pantau-warning-open.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-check.h"
#include "pantau-crypto.h"
#include "pantau-edit-private.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-warning-impact.h"
#include "pantau-warning-rules.h"

#define KIND       "risk"
#define PHASE      "potensi"
#define MAX_AGENCY 200 /* characters of an agency's name */

/* A draft, and what it borrows. */
typedef struct
{
  PantauDraft draft;
  char *record;
  char *region;
  char *time;
  JsonObject *body;
} Line;

static void
line_free (gpointer data)
{
  Line *self = data;

  g_free (self->record);
  g_free (self->region);
  g_free (self->time);
  json_object_unref (self->body);
  g_free (self);
}

static char *
cut (const char *text, glong most)
{
  return g_utf8_strlen (text, -1) > most ? g_utf8_substring (text, 0, most) : g_strdup (text);
}

/* Who warned, and by which number: what a person would look up. (transfer full) */
static char *
source_of (const PantauWarning *warning, const PantauWarningInfo *info)
{
  g_autofree char *agency = cut (
      info != NULL && *info->sender_name != '\0' ? info->sender_name : warning->sender, MAX_AGENCY);

  return g_strdup_printf ("%s %s", agency, warning->identifier);
}

static void
add_paragraph (GString *text, const char *paragraph)
{
  if (*paragraph != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "", paragraph);
}

static char *
narrative_of (const PantauWarning *warning, const PantauWarningInfo *info)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *sent = pantau_format_time (warning->sent), *source = source_of (warning, info);
  g_autofree char *origin =
      /* Translators: the first %s is an agency with the number of its message, the second a time */
      g_strdup_printf (_ ("Source: early warning of %s, sent %s."), source, sent);
  gint64 end = pantau_warning_get_end (warning);

  if (info != NULL)
    {
      add_paragraph (text, info->headline);
      add_paragraph (text, info->description);
      add_paragraph (text, info->instruction);
    }
  if (end != 0)
    {
      g_autofree char *until = pantau_format_time (end);
      g_autofree char *sentence = g_strdup_printf (_ ("In force until %s."), until);

      add_paragraph (text, sentence);
    }
  add_paragraph (text, origin);

  return cut (text->str, PANTAU_CHECK_MAX_NARRATIVE);
}

JsonObject *
pantau_warning_draft (PantauReference *reference,
                      const PantauWarning *warning,
                      const char *kecamatan,
                      gint64 now)
{
  const PantauWarningInfo *info = pantau_warning_get_info (warning, pantau_locale_get ());
  const PantauRegion *region =
      pantau_regions_lookup (pantau_reference_get_regions (reference), kecamatan);
  g_autofree char *event = cut (
      info != NULL && *info->event != '\0' ? info->event : pantau_warning_get_title (warning, "id"),
      PANTAU_CHECK_MAX_TITLE / 2);
  g_autofree char *title =
      g_strdup_printf ("%s: %s", event, region != NULL ? region->name : kecamatan);
  g_autofree char *narrative = narrative_of (warning, info), *source = source_of (warning, info);
  g_autofree char *occurred =
      pantau_check_write_time (MIN (pantau_warning_get_begin (warning), now));
  JsonObject *record = json_object_new (), *fields = json_object_new ();

  json_object_set_string_member (record, "region", kecamatan);
  json_object_set_string_member (record, "occurred", occurred);
  json_object_set_string_member (record, "title", title);
  json_object_set_string_member (record, "narrative", narrative);
  json_object_set_string_member (
      fields, "hazard",
      info != NULL
          ? pantau_warning_rules_hazard (pantau_reference_get_warning_rules (reference), info)
          : "lain");
  json_object_set_string_member (fields, "phase", PHASE);
  json_object_set_string_member (fields, PANTAU_WARNING_FIELD, source);
  json_object_set_object_member (record, "fields", fields);

  return record;
}

/* The line that records it; NULL with an error. */
static Line *
make_line (PantauHome *home,
           const PantauWarning *warning,
           const char *kecamatan,
           gint64 now,
           char **quarantine,
           GError **error)
{
  PantauReference *reference = pantau_home_get_reference (home);
  g_autoptr (JsonObject) given = pantau_warning_draft (reference, warning, kecamatan, now);
  g_autofree char *text = pantau_json_object_text (given), *region = NULL, *record_class = NULL;
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (JsonObject) body = pantau_check_record (reference, KIND, text, strlen (text), now,
                                                     NULL, &region, &record_class, faults);
  Line *line;

  if (body == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, "%s",
                              ((const PantauFault *) g_ptr_array_index (faults, 0))->message);

  line = g_new0 (Line, 1);
  line->record = pantau_uuid_new ();
  line->region = g_steal_pointer (&region);
  line->time = pantau_home_now ();
  line->body = g_steal_pointer (&body);
  line->draft = (PantauDraft){ .record = line->record,
                               .kind = KIND,
                               .is_open = g_str_equal (record_class, "open"),
                               .region = line->region,
                               .type = PANTAU_TYPE_CREATE,
                               .time = line->time,
                               .body = line->body };
  if (quarantine != NULL && *quarantine == NULL)
    *quarantine = pantau_edit_warn (home, KIND, line->region, line->draft.is_open);

  return line;
}

static const PantauWarningPlace *
find_place (const PantauWarningImpact *impact, const char *code)
{
  for (guint i = 0; i < impact->places->len; i++)
    {
      const PantauWarningPlace *place = g_ptr_array_index (impact->places, i);

      if (g_str_equal (place->hit.code, code))
        return place;
    }

  return NULL;
}

static gboolean
has_line (GPtrArray *lines, const char *region)
{
  for (guint i = 0; i < lines->len; i++)
    if (g_str_equal (((const Line *) g_ptr_array_index (lines, i))->region, region))
      return TRUE;

  return FALSE;
}

GStrv
pantau_warning_open_risks (PantauHome *home,
                           PantauWarningMatcher *matcher,
                           const char *name,
                           const char *const *kecamatan,
                           gint64 now,
                           char **quarantine,
                           GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  g_autoptr (PantauWarningItem) item = pantau_warnings_get (db, matcher, name, now, error);
  g_autoptr (PantauWarningImpact) impact = NULL;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (line_free);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  if (item == NULL)
    return NULL;
  if (!pantau_warning_state_stands (item->state))
    return pantau_throw_null (
        error, PANTAU_ERROR_INVALID,
        _ ("this early warning is not in force, so no risk is opened for it"));
  impact = pantau_warning_impact (pantau_home_get_store (home), db, matcher, item, NULL, now, NULL,
                                  error);
  if (impact == NULL)
    return NULL;

  for (guint i = 0; kecamatan[i] != NULL; i++)
    {
      const PantauWarningPlace *place = find_place (impact, kecamatan[i]);
      Line *line;

      if (place == NULL)
        return pantau_throw_null (error, PANTAU_ERROR_INVALID,
                                  _ ("the early warning is not about the kecamatan “%s”"),
                                  kecamatan[i]);
      if (place->record != NULL || has_line (lines, kecamatan[i]))
        continue;
      line = make_line (home, item->warning, kecamatan[i], now, quarantine, error);
      if (line == NULL)
        return NULL;
      g_ptr_array_add (lines, line);
      g_strv_builder_add (ids, line->record);
    }
  if (lines->len > 0 && !pantau_home_write_many (home, lines, error))
    return NULL;

  return g_strv_builder_end (ids);
}
