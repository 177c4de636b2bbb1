/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of what a person wants to be told: kept as JSON, so that a newer program may add to it and an older one reads the rest. */

#include "config.h"

#include "pantau-notice-rules.h"

#include <string.h>

#include "pantau-json.h"
#include "pantau-region.h"

#define WIB (7 * 60 * 60)

/* Before anybody chose: what cannot wait until somebody looks. Nights are a person's own to keep quiet. */
static const PantauNoticeRules usual = {
  .severe = TRUE,
  .severity = 5,
  .spread = TRUE,
  .areas = 3,
  .due = TRUE,
  .hour = 8,
  .quiet = FALSE,
  .from = 21,
  .until = 6,
};

static gboolean
read_boolean (JsonObject *object, const char *name, gboolean fallback)
{
  return json_object_has_member (object, name) ? pantau_json_boolean (object, name) : fallback;
}

/* What is out of bounds is as if it were not said. */
static gint64
read_integer (JsonObject *object, const char *name, gint64 least, gint64 most, gint64 fallback)
{
  gint64 value = pantau_json_integer (object, name, fallback);

  return value >= least && value <= most ? value : fallback;
}

PantauNoticeRules *
pantau_notice_rules_new (const char *text)
{
  PantauNoticeRules *self = g_memdup2 (&usual, sizeof usual);
  g_autoptr (JsonObject) object =
      text != NULL ? pantau_json_parse (text, strlen (text), 4096, NULL) : NULL;
  const char *region;

  if (object == NULL)
    {
      self->region = g_strdup ("");
      return self;
    }
  region = pantau_json_string (object, "region");
  self->severe = read_boolean (object, "severe", usual.severe);
  self->severity = (int) read_integer (object, "severity", 1, 5, usual.severity);
  self->region = g_strdup (region != NULL && pantau_region_is_code (region) ? region : "");
  self->spread = read_boolean (object, "spread", usual.spread);
  self->areas = (guint) read_integer (object, "areas", PANTAU_NOTICE_MIN_AREAS,
                                      PANTAU_NOTICE_MAX_AREAS, usual.areas);
  self->due = read_boolean (object, "due", usual.due);
  self->hour = (guint) read_integer (object, "hour", 0, 23, usual.hour);
  self->quiet = read_boolean (object, "quiet", usual.quiet);
  self->from = (guint) read_integer (object, "from", 0, 23, usual.from);
  self->until = (guint) read_integer (object, "until", 0, 23, usual.until);

  return self;
}

void
pantau_notice_rules_free (PantauNoticeRules *self)
{
  g_free (self->region);
  g_free (self);
}

char *
pantau_notice_rules_text (const PantauNoticeRules *self)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_boolean_member (object, "severe", self->severe);
  json_object_set_int_member (object, "severity", self->severity);
  json_object_set_string_member (object, "region", self->region);
  json_object_set_boolean_member (object, "spread", self->spread);
  json_object_set_int_member (object, "areas", self->areas);
  json_object_set_boolean_member (object, "due", self->due);
  json_object_set_int_member (object, "hour", self->hour);
  json_object_set_boolean_member (object, "quiet", self->quiet);
  json_object_set_int_member (object, "from", self->from);
  json_object_set_int_member (object, "until", self->until);

  return pantau_json_object_text (object);
}

guint
pantau_notice_hour (gint64 now)
{
  gint64 second = (now + WIB) % (24 * 60 * 60);

  return (guint) ((second < 0 ? second + 24 * 60 * 60 : second) / 3600);
}

gboolean
pantau_notice_rules_is_quiet (const PantauNoticeRules *self, gint64 now)
{
  guint hour = pantau_notice_hour (now);

  if (!self->quiet)
    return FALSE;

  return self->from < self->until ? hour >= self->from && hour < self->until
                                  : hour >= self->from || hour < self->until;
}
