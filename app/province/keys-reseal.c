/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Old envelopes for new officers. The province gives the heads of its envelopes; whoever keeps the recovery key opens their keys offline and seals them to the
 * officers as well; the province writes that as lines. No envelope changes, and what is in it never comes near either machine's disk.
 */

#include "config.h"

#include "keys.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "ask.h"
#include "pantau-blob.h"
#include "pantau-console.h"
#include "pantau-entry.h"
#include "pantau-error.h"
#include "pantau-home.h"
#include "pantau-json.h"
#include "pantau-seal.h"
#include "province.h"

#define HEADS_KIND "pantau-heads-1"
#define WRAPS_KIND "pantau-wraps-1"

/* Half a million envelopes. */
#define FILE_LIMIT (256 * 1024 * 1024)
#define LINE_LIMIT (64 * 1024)

/* Of one request to a serving program, whose lines are short. */
#define REQUEST_BYTES (24 * 1024)

static void
append_object (GString *text, JsonObject *object)
{
  g_autofree char *line = pantau_json_object_text (object);

  g_string_append_printf (text, "%s\n", line);
}

static void
append_kind (GString *text, const char *kind)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "kind", kind);
  append_object (text, object);
}

/* NULL where the file is not here (yet), or is no envelope: the others are worth having all the same. */
static GBytes *
read_head (PantauBlobs *blobs, const char *hash, GError **error)
{
  g_autoptr (GInputStream) stream = pantau_blobs_open (blobs, hash, error);
  g_autofree guint8 *buffer = g_malloc (PANTAU_SEAL_HEAD_LIMIT);
  g_autoptr (GBytes) beginning = NULL;
  gsize length;

  if (stream == NULL ||
      !g_input_stream_read_all (stream, buffer, PANTAU_SEAL_HEAD_LIMIT, &length, NULL, error))
    return NULL;
  beginning = g_bytes_new (buffer, length);

  return pantau_seal_head (beginning, error);
}

/* Ids of keys that an envelope was sealed to later on. */
static JsonArray *
read_wraps (PantauDb *db, const char *record, const char *blob, GError **error)
{
  g_autoptr (JsonArray) keys = json_array_new ();
  PantauStmt *stmt = pantau_db_query (
      db,
      "SELECT DISTINCT json_extract (w.value, '$.key') FROM entry JOIN body ON body.entry = "
      "entry.n, "
      "json_each (body.json, '$.to') AS w WHERE entry.record = ?1 AND entry.type = "
      "'" PANTAU_TYPE_WRAP "' AND body.json ->> 'blob' = ?2",
      "ss", record, blob);

  while (pantau_stmt_next (stmt))
    if (pantau_stmt_text (stmt, 0) != NULL)
      json_array_add_string_element (keys, pantau_stmt_text (stmt, 0));

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&keys) : NULL;
}

/* A row of `identity.seal` lines. */
typedef struct
{
  char *id;
  char *record;
  char *region;
  char *blob;
} Seal;

static void
seal_free (gpointer data)
{
  Seal *self = data;

  g_free (self->id);
  g_free (self->record);
  g_free (self->region);
  g_free (self->blob);
  g_free (self);
}

static GPtrArray *
read_seals (PantauDb *db, GError **error)
{
  g_autoptr (GPtrArray) seals = g_ptr_array_new_with_free_func (seal_free);
  PantauStmt *stmt = pantau_db_query (
      db,
      "SELECT e.id, e.record, coalesce (r.regions, e.region), json ->> 'blob' FROM entry AS e "
      "JOIN body ON body.entry = e.n LEFT JOIN record AS r ON r.id = e.record "
      "WHERE e.type = '" PANTAU_TYPE_SEAL "' AND NOT EXISTS (SELECT 1 FROM quarantined "
      "WHERE quarantined.entry = e.n) ORDER BY e.n",
      "");

  while (pantau_stmt_next (stmt))
    {
      Seal *seal;
      const char *regions = pantau_stmt_text (stmt, 2);

      if (!pantau_is_hash (pantau_stmt_text (stmt, 3)))
        continue;
      seal = g_new0 (Seal, 1);
      seal->id = pantau_stmt_hex (stmt, 0);
      seal->record = g_strdup (pantau_stmt_text (stmt, 1));
      seal->region = g_strndup (regions, strcspn (regions, " "));
      seal->blob = g_strdup (pantau_stmt_text (stmt, 3));
      g_ptr_array_add (seals, seal);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&seals) : NULL;
}

int
pantau_keys_heads (const PantauKeysOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauDb) db = NULL;
  g_autoptr (PantauBlobs) blobs = NULL;
  g_autoptr (GPtrArray) seals = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *directory = NULL;
  guint missing = 0;

  if (!pantau_keys_check_arguments (argc, 3, "heads --dir DIR OUTPUT", error) ||
      !pantau_keys_check_dir (options, error))
    return -1;
  db = pantau_province_open_reader (options->dir, error);
  seals = db != NULL ? read_seals (db, error) : NULL;
  if (seals == NULL)
    return -1;

  directory = g_build_filename (options->dir, "blobs", NULL);
  blobs = pantau_blobs_new (directory);
  append_kind (text, HEADS_KIND);
  for (guint i = 0; i < seals->len; i++)
    {
      const Seal *seal = g_ptr_array_index (seals, i);
      g_autoptr (GBytes) head = read_head (blobs, seal->blob, NULL);
      g_autoptr (JsonObject) object = json_object_new ();
      g_autofree char *base64 = NULL;
      JsonArray *wraps;

      if (head == NULL)
        {
          missing++;
          continue;
        }
      wraps = read_wraps (db, seal->record, seal->blob, error);
      if (wraps == NULL)
        return -1;
      base64 = g_base64_encode (g_bytes_get_data (head, NULL), g_bytes_get_size (head));
      json_object_set_string_member (object, "seal", seal->id);
      json_object_set_string_member (object, "region", seal->region);
      json_object_set_string_member (object, "head", base64);
      json_object_set_array_member (object, "wraps", wraps);
      append_object (text, object);
    }
  if (!pantau_keys_write (argv[2], text->str, error))
    return -1;

  if (missing > 0)
    fprintf (stderr,
             ngettext ("%u envelope has not come yet and is left out\n",
                       "%u envelopes have not come yet and are left out\n", missing),
             missing);
  printf ("%u\n", seals->len - missing);

  return PANTAU_EXIT_OK;
}

/* The objects of a file of lines, whose first says what it is. (transfer full): of JsonObject */
static GPtrArray *
read_lines (const char *path, const char *kind, GError **error)
{
  g_autoptr (GPtrArray) objects =
      g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  gsize length;
  g_autofree char *text = pantau_console_read (path, FILE_LIMIT, &length, error);
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  if (text == NULL)
    return NULL;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      JsonObject *object;

      if (*lines[i] == '\0')
        continue;
      object = pantau_json_parse (lines[i], strlen (lines[i]), LINE_LIMIT, error);
      if (object == NULL)
        {
          g_prefix_error (error, "“%s”: ", path);
          return NULL;
        }
      g_ptr_array_add (objects, object);
    }
  if (objects->len == 0 ||
      g_strcmp0 (pantau_json_string (g_ptr_array_index (objects, 0), "kind"), kind) != 0)
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED, _ ("“%s” is no file of that sort"),
                              path);
  g_ptr_array_remove_index (objects, 0);

  return g_steal_pointer (&objects);
}

static gboolean
has_wrap (JsonArray *wraps, const char *key)
{
  for (guint i = 0; wraps != NULL && i < json_array_get_length (wraps); i++)
    if (g_strcmp0 (json_array_get_string_element (wraps, i), key) == 0)
      return TRUE;

  return FALSE;
}

/*
 * Wraps of one envelope for those of its officers who have none. (transfer full) (nullable): NULL with an error where its key cannot be opened; an
 * empty array where nobody is new
 */
static JsonArray *
wrap_one (PantauRecovery *recovery,
          PantauRoster *roster,
          JsonObject *given,
          const char *today,
          GError **error)
{
  g_autoptr (JsonArray) to = json_array_new ();
  const char *text = pantau_json_string (given, "head"),
             *region = pantau_json_string (given, "region");
  g_autoptr (GPtrArray) officers = NULL;
  g_autoptr (GBytes) head = NULL;
  g_auto (GStrv) recipients = NULL;
  guint8 *data;
  gsize length;

  if (text == NULL || region == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED, _ ("this is no sealed envelope"));
  data = g_base64_decode (text, &length);
  head = g_bytes_new_take (data, length);
  recipients = pantau_seal_recipients (head, error);
  if (recipients == NULL)
    return NULL;

  officers = pantau_roster_for_region (roster, region, today);
  for (guint i = 0; i < officers->len; i++)
    {
      const PantauOfficer *officer = g_ptr_array_index (officers, i);
      g_autoptr (PantauWrap) wrap = NULL;
      JsonObject *object;

      if (pantau_seal_is_for ((const char *const *) recipients, NULL, officer->seal))
        continue;
      wrap = pantau_seal_wrap (head, NULL, pantau_recovery_get_seal_key (recovery), officer->seal,
                               error);
      if (wrap == NULL)
        return NULL;
      if (has_wrap (pantau_json_array (given, "wraps"), wrap->key))
        continue;
      object = json_object_new ();
      json_object_set_string_member (object, "key", wrap->key);
      json_object_set_string_member (object, "box", wrap->box);
      json_array_add_object_element (to, object);
    }

  return g_steal_pointer (&to);
}

int
pantau_keys_reseal (const PantauKeysOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauRecovery) recovery = NULL;
  g_autoptr (PantauRoster) roster = NULL;
  g_autoptr (GPtrArray) heads = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *now = pantau_home_now (), *ours = NULL;
  guint wrapped = 0, failed = 0;

  if (!pantau_keys_check_arguments (argc, 4, "reseal HEADS OUTPUT --key FILE --roster ROSTER",
                                    error))
    return -1;
  if (options->roster == NULL)
    {
      pantau_throw (error, PANTAU_ERROR_INVALID,
                    _ ("say which officers to seal to: --roster FILE"));
      return -1;
    }
  roster = pantau_keys_load_roster (options->roster, error);
  heads = roster != NULL ? read_lines (argv[2], HEADS_KIND, error) : NULL;
  recovery = heads != NULL ? pantau_keys_load (options, error) : NULL;
  if (recovery == NULL)
    return -1;

  /* Else somebody would hand over a list of their own. */
  ours = pantau_recovery_fingerprint (pantau_recovery_get_public (recovery));
  if (!g_str_equal (ours, pantau_roster_get_fingerprint (roster)))
    {
      pantau_throw (error, PANTAU_ERROR_SIGNATURE,
                    _ ("“%s” is signed by the recovery key %s, not by this one, %s; nothing is "
                       "sealed to its officers"),
                    options->roster, pantau_roster_get_fingerprint (roster), ours);
      return -1;
    }

  now[strlen ("YYYY-MM-DD")] = '\0';
  append_kind (text, WRAPS_KIND);
  for (guint i = 0; i < heads->len; i++)
    {
      JsonObject *given = g_ptr_array_index (heads, i);
      g_autoptr (GError) fault = NULL;
      g_autoptr (JsonArray) to = wrap_one (recovery, roster, given, now, &fault);
      g_autoptr (JsonObject) object = NULL;
      const char *id = pantau_json_string (given, "seal");

      if (to == NULL)
        {
          failed++;
          pantau_console_fault (pantau_error_name (fault), NULL, fault->message);
          continue;
        }
      if (json_array_get_length (to) == 0 || id == NULL)
        continue;
      object = json_object_new ();
      json_object_set_string_member (object, "seal", id);
      json_object_set_array_member (object, "to", g_steal_pointer (&to));
      append_object (text, object);
      wrapped++;
    }
  if (!pantau_keys_write (argv[3], text->str, error))
    return -1;
  printf ("%u\n", wrapped);

  return failed == 0 ? PANTAU_EXIT_OK : PANTAU_EXIT_FAILED;
}

/* Sends @wraps (taken), unless there are none. */
static gboolean
send_wraps (const char *dir, JsonArray *wraps, gint64 *written, int *status, GError **error)
{
  g_autoptr (JsonObject) request = json_object_new (), answer = NULL;

  if (json_array_get_length (wraps) == 0)
    {
      json_array_unref (wraps);
      return TRUE;
    }
  json_object_set_string_member (request, "command", "keys-wrap");
  json_object_set_array_member (request, "wraps", wraps);
  answer = pantau_ask_and_tell (dir, request, status, error);
  *written += pantau_json_integer (answer, "written", 0);

  return answer != NULL && *status == PANTAU_EXIT_OK;
}

int
pantau_keys_wrap (const PantauKeysOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (GPtrArray) wraps = NULL;
  JsonArray *portion;
  gint64 written = 0;
  gsize bytes = 0;
  int status = PANTAU_EXIT_OK;

  if (!pantau_keys_check_arguments (argc, 3, "wrap --dir DIR FILE", error) ||
      !pantau_keys_check_dir (options, error))
    return -1;
  wraps = read_lines (argv[2], WRAPS_KIND, error);
  if (wraps == NULL)
    return -1;

  portion = json_array_new ();
  for (guint i = 0; i < wraps->len; i++)
    {
      JsonObject *wrap = g_ptr_array_index (wraps, i);
      g_autofree char *text = pantau_json_object_text (wrap);

      if (bytes > 0 && bytes + strlen (text) > REQUEST_BYTES)
        {
          if (!send_wraps (options->dir, g_steal_pointer (&portion), &written, &status, error))
            return *error != NULL ? -1 : status;
          portion = json_array_new ();
          bytes = 0;
        }
      json_array_add_object_element (portion, json_object_ref (wrap));
      bytes += strlen (text);
    }
  if (!send_wraps (options->dir, portion, &written, &status, error))
    return *error != NULL ? -1 : status;
  printf ("%" G_GINT64_FORMAT "\n", written);

  return PANTAU_EXIT_OK;
}
