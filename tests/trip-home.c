/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The homes of a trip, asked through pantauctl. */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "pantau-crypto.h"
#include "pantau-json.h"
#include "pantau-reference.h"
#include "trip-fixture.h"

static GSubprocess *
ctl_spawn (Trip *self, const char *home, gboolean has_input, va_list arguments)
{
  g_autofree char *dir = trip_path (self, home);
  g_autoptr (GPtrArray) argv = ran_command ("PANTAUCTL", "--home", dir, arguments);

  return ran_spawn_piped (argv, has_input);
}

static Ran *
ctl_v (Trip *self, const char *home, va_list arguments)
{
  g_autoptr (GSubprocess) process = ctl_spawn (self, home, FALSE, arguments);

  return ran_finish (process);
}

Ran *
ctl (Trip *self, const char *home, ...)
{
  va_list arguments;
  Ran *ran;

  va_start (arguments, home);
  ran = ctl_v (self, home, arguments);
  va_end (arguments);

  return ran;
}

Ran *
ctl_input (Trip *self, const char *home, const char *input, gsize length, ...)
{
  g_autoptr (GSubprocess) process = NULL;
  va_list arguments;

  va_start (arguments, length);
  process = ctl_spawn (self, home, TRUE, arguments);
  va_end (arguments);

  return ran_finish_with (process, input, length);
}

char *
ctl_ok (Trip *self, const char *home, ...)
{
  va_list arguments;
  Ran *ran;

  va_start (arguments, home);
  ran = ctl_v (self, home, arguments);
  va_end (arguments);

  return ran_take_output (ran);
}

void
ctl_do (Trip *self, const char *home, ...)
{
  va_list arguments;
  Ran *ran;

  va_start (arguments, home);
  ran = ctl_v (self, home, arguments);
  va_end (arguments);
  g_free (ran_take_output (ran));
}

GSubprocess *
ctl_start (Trip *self, const char *home, ...)
{
  GSubprocess *process;
  va_list arguments;

  va_start (arguments, home);
  process = ctl_spawn (self, home, FALSE, arguments);
  va_end (arguments);

  return process;
}

char *
ctl_record (Trip *self, const char *home, const char *kind, const char *json)
{
  char *id = ran_take_output (
      ctl_input (self, home, json, strlen (json), "record", "--kind", kind, "-", NULL));

  g_assert_true (pantau_is_uuid (id));

  return id;
}

char *
ctl_record_hoax (Trip *self, const char *home, const char *title, const char *region)
{
  g_autofree char *json = g_strdup_printf (
      "{\"title\":\"%s\",\"region\":\"%s\",\"occurred\":\"2024-11-20T06:15:00+07:00\","
      "\"narrative\":\"Beredar di grup WhatsApp warga.\",\"severity\":2,"
      "\"fields\":{\"platform\":\"whatsapp\",\"changes_voting\":true}}",
      title, region);

  return ctl_record (self, home, "hoax", json);
}

char *
sample_json (const char *kind)
{
  g_autofree char *name = g_strdup_printf ("contoh/%s.json", kind);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauReference) reference = pantau_reference_new (NULL, &error);
  g_autoptr (GBytes) bytes = NULL;

  g_assert_no_error (error);
  bytes = pantau_reference_read (reference, name, &error);
  g_assert_no_error (error);

  return ran_text (bytes);
}

char *
record_json (const char *title, const char *region)
{
  return g_strdup_printf (
      "{\"title\":\"%s\",\"region\":\"%s\",\"occurred\":\"2024-02-13T06:15:00+07:00\","
      "\"narrative\":\"Air naik di jalan menuju TPS.\",\"severity\":2}",
      title, region);
}

GHashTable *
ctl_list (Trip *self, const char *home)
{
  g_autofree char *out = ctl_ok (self, home, "list", "--json", NULL);
  g_auto (GStrv) lines = g_strsplit (out, "\n", -1);
  GHashTable *list =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_object_unref);

  for (gsize i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autoptr (GError) error = NULL;
      JsonObject *object = pantau_json_parse (lines[i], strlen (lines[i]), 64 * 1024, &error);

      g_assert_no_error (error);
      g_assert_true (
          g_hash_table_insert (list, g_strdup (pantau_json_string (object, "id")), object));
    }

  return list;
}

JsonObject *
ctl_show (Trip *self, const char *home, const char *id)
{
  g_autofree char *out = ctl_ok (self, home, "show", id, "--json", NULL);
  g_autoptr (GError) error = NULL;
  JsonObject *object = pantau_json_parse (out, strlen (out), 1024 * 1024, &error);

  g_assert_no_error (error);

  return object;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
ctl_values (Trip *self, const char *home, const char *id, const char *field)
{
  g_autoptr (JsonObject) record = ctl_show (self, home, id);
  JsonObject *found = pantau_json_object (pantau_json_object (record, "fields"), field);
  JsonArray *values = found != NULL ? pantau_json_array (found, "values") : NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; values != NULL && i < json_array_get_length (values); i++)
    g_ptr_array_add (texts, pantau_json_canonical (json_object_get_member (
                                json_array_get_object_element (values, i), "value")));
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);

  return g_strjoinv (" | ", (char **) texts->pdata);
}

char *
ctl_state (Trip *self, const char *home, const char *id)
{
  g_autoptr (JsonObject) record = ctl_show (self, home, id);

  return g_strdup (pantau_json_string (record, "state"));
}

Synced
ctl_sync (Trip *self, const char *home)
{
  g_autofree char *out = ctl_ok (self, home, "--lang", "en", "sync", NULL);
  Synced synced;

  g_assert_cmpint (sscanf (out, "sent %u, received %u, waiting %u", &synced.sent, &synced.received,
                           &synced.waiting),
                   ==, 3);

  return synced;
}

void
ctl_verify (Trip *self, const char *home)
{
  ctl_do (self, home, "verify", NULL);
}

void
trip_name_officer (Trip *self, const char *home)
{
  g_autofree char *key = trip_path (self, "recovery.key"),
                  *roster = trip_path (self, "roster.json"), *request = trip_path (self, home),
                  *file = g_strconcat (request, ".request", NULL),
                  *asked = ctl_ok (self, home, "identity", "key", NULL),
                  *next = g_strconcat (file, ".roster", NULL);
  gboolean is_first = !g_file_test (key, G_FILE_TEST_EXISTS);

  g_assert_true (g_file_set_contents (file, asked, -1, NULL));
  if (is_first)
    g_free (trip_province_ok (self, "keys", "recovery", key, "--without-passphrase", NULL));
  g_free (is_first
              ? trip_province_ok (self, "keys", "sign", next, "--key", key, "--add", file, NULL)
              : trip_province_ok (self, "keys", "sign", next, "--key", key, "--add", file,
                                  "--roster", roster, NULL));
  g_free (trip_province_ok (self, "keys", "set", next, NULL));
  g_assert_cmpint (rename (next, roster), ==, 0);
}
