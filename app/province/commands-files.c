/* SPDX-License-Identifier: GPL-3.0-or-later */
/* limits, sweep, mend: what the operator says of files, and what becomes of those that nobody names and of those that are damaged. */

#include "config.h"

#include "commands-files.h"

#include <glib/gi18n-lib.h>

#include "commands-private.h"
#include "mender.h"
#include "orphans.h"
#include "pantau-check.h"
#include "pantau-crypto.h"
#include "pantau-format.h"
#include "pantau-json.h"

/* FALSE where it is no size; then @answer says so. */
static gboolean
read_size (JsonObject *request, const char *name, gint64 *bytes, JsonObject **answer)
{
  const char *text = pantau_json_string (request, name);

  if (text == NULL || pantau_allowance_parse_size (text, bytes))
    return TRUE;
  *answer = pantau_command_failure (
      "malformed", name, _ ("a size is a number of bytes, or one with K, M or G behind it"));

  return FALSE;
}

static gboolean
read_uploads (JsonObject *request, guint *uploads, JsonObject **answer)
{
  const char *text = pantau_json_string (request, "uploads");
  guint64 number;

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 1, 100000, &number, NULL))
    {
      *answer =
          pantau_command_failure ("out-of-range", "uploads",
                                  _ ("a device may have between 1 and 100,000 uploads under way"));
      return FALSE;
    }
  *uploads = (guint) number;

  return TRUE;
}

static char *
describe (const PantauAllowance *allowance)
{
  g_autofree char *day = allowance->day_bytes > 0
                             ? pantau_format_bytes ((guint64) allowance->day_bytes)
                             : g_strdup (_ ("without limit"));
  g_autofree char *uploads = pantau_format_integer (allowance->uploads);
  g_autofree char *reserve = pantau_format_bytes ((guint64) allowance->reserve);

  return g_strdup_printf (_ ("files of one device on one day: %s\n"
                             "uploads of one device under way: %s\n"
                             "left free on the disk: %s\n"),
                          day, uploads, reserve);
}

static char *
describe_as_json (const PantauAllowance *allowance)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *line = NULL;

  json_object_set_int_member (object, "per_day", allowance->day_bytes);
  json_object_set_int_member (object, "uploads", allowance->uploads);
  json_object_set_int_member (object, "reserve", allowance->reserve);
  line = pantau_json_object_text (object);

  return g_strconcat (line, "\n", NULL);
}

gboolean
pantau_command_limits (PantauProvince *province,
                       JsonObject *request,
                       JsonObject **answer,
                       GError **error)
{
  PantauAllowance allowance;
  g_autofree char *text = NULL;

  pantau_province_get_allowance (province, &allowance);
  if (!read_size (request, "per_day", &allowance.day_bytes, answer) ||
      !read_size (request, "reserve", &allowance.reserve, answer) ||
      !read_uploads (request, &allowance.uploads, answer))
    return TRUE;
  if ((json_object_has_member (request, "per_day") || json_object_has_member (request, "reserve") ||
       json_object_has_member (request, "uploads")) &&
      !pantau_allowance_store (pantau_province_get_db (province), &allowance, error))
    return FALSE;

  pantau_province_set_allowance (province, &allowance);
  text =
      pantau_json_boolean (request, "json") ? describe_as_json (&allowance) : describe (&allowance);
  *answer = pantau_command_success (text);

  return TRUE;
}

/* What became of it: for programs; append only. */
static const char *
get_state (const PantauOrphan *orphan)
{
  if (orphan->is_removed)
    return "removed";

  return orphan->is_due ? "due" : "noted";
}

static const char *
get_state_words (const PantauOrphan *orphan)
{
  if (orphan->is_removed)
    return _ ("removed");

  /* Translators: of a file that no line names: what will become of it. */
  return orphan->is_due ? _ ("would be removed") : _ ("waits until it has been so for 30 days");
}

G_STATIC_ASSERT (PANTAU_ORPHANS_PATIENCE == 30);

static void
append_orphan (GString *text, const PantauOrphan *orphan, gboolean as_json)
{
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *line = NULL, *size = NULL, *when = NULL;

  if (!as_json)
    {
      when = pantau_format_time (orphan->since);
      size = pantau_format_bytes ((guint64) orphan->size);
      g_string_append_printf (text, "%s  %s  %s  %s\n", orphan->hash, size, when,
                              get_state_words (orphan));
      return;
    }

  object = json_object_new ();
  when = pantau_check_write_time (orphan->since);
  json_object_set_string_member (object, "sha256", orphan->hash);
  json_object_set_int_member (object, "size", orphan->size);
  json_object_set_string_member (object, "since", when);
  json_object_set_string_member (object, "state", get_state (orphan));
  line = pantau_json_object_text (object);
  g_string_append_printf (text, "%s\n", line);
}

gboolean
pantau_command_sweep (PantauProvince *province,
                      JsonObject *request,
                      JsonObject **answer,
                      GError **error)
{
  g_autoptr (GPtrArray) found = pantau_orphans_find (pantau_province_get_db (province),
                                                     pantau_province_get_blobs (province), error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (found == NULL ||
      !pantau_orphans_settle (province, found, pantau_json_boolean (request, "dry"), error))
    return FALSE;

  for (guint i = 0; i < found->len; i++)
    append_orphan (text, g_ptr_array_index (found, i), pantau_json_boolean (request, "json"));
  *answer = pantau_command_success (text->str);

  return TRUE;
}

gboolean
pantau_command_mend (PantauProvince *province,
                     JsonObject *request,
                     JsonObject **answer,
                     GError **error)
{
  const char *hash = pantau_json_string (request, "hash");
  gboolean lost;

  if (hash == NULL || !pantau_is_hash (hash))
    {
      *answer = pantau_command_failure (
          "malformed", "hash", _ ("a file is named by its SHA-256 of 64 small hex digits"));
      return TRUE;
    }
  if (!pantau_mend_one (province, hash, &lost, error))
    return FALSE;
  *answer = pantau_command_success ("");
  json_object_set_boolean_member (*answer, "lost", lost);

  return TRUE;
}
