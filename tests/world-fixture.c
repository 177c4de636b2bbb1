/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of acts share: a home with a role, and another device whose lines reach it. */

#include "config.h"

#include "world-fixture.h"

#include <string.h>

#include "pantau-check.h"
#include "pantau-edit.h"
#include "pantau-json.h"
#include "test-util.h"

World
world_new (void)
{
  World self = { .dir = test_dir_new (),
                 .province = test_key_new (70),
                 .other = test_key_new (71) };
  g_autofree char *path = g_build_filename (self.dir, "home", NULL);
  g_autoptr (GError) error = NULL;

  self.province_prev = g_strdup ("");
  self.other_prev = g_strdup ("");
  pantau_home_create (path, FALSE, &error);
  g_assert_no_error (error);
  self.home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  g_assert_no_error (error);

  return self;
}

void
world_clear (World *self)
{
  pantau_home_close (self->home);
  pantau_keypair_free (self->province);
  pantau_keypair_free (self->other);
  g_free (self->province_prev);
  g_free (self->other_prev);
  test_dir_remove (self->dir);
}

char *
world_arrive (World *self, PantauEntry *entry)
{
  PantauDb *db = pantau_home_get_db (self->home);
  g_autoptr (GError) error = NULL;

  pantau_db_begin (db, PANTAU_DB_DURABLE, &error);
  g_assert_no_error (error);
  pantau_ledger_add (pantau_home_get_ledger (self->home), entry, NULL, NULL, &error);
  g_assert_no_error (error);
  pantau_db_commit (db, &error);
  g_assert_no_error (error);
  pantau_store_catch_up (pantau_home_get_store (self->home), &error);
  g_assert_no_error (error);

  return g_strdup (entry->id);
}

char *
world_other_writes (World *self,
                    const char *record,
                    const char *kind,
                    const char *type,
                    const char *region,
                    const char *base,
                    const char *json)
{
  const char *ids[] = { base, NULL };
  g_autoptr (PantauEntry) entry =
      test_entry_new_full (self->other, type, ++self->other_seq, self->other_prev, record, kind,
                           TRUE, region, ids, json);

  g_free (self->other_prev);
  self->other_prev = g_strdup (entry->id);

  return world_arrive (self, entry);
}

void
world_grant (World *self,
             const char *device,
             const char *record,
             const char *code,
             const char *role,
             const char *region)
{
  g_autofree char *json =
      g_strdup_printf ("{\"device\":\"%s\",\"role\":\"%s\",\"region\":\"%s\",\"practice\":false,"
                       "\"person\":{\"code\":\"%s\",\"name\":\"N\"}}",
                       device, role, region, code);
  g_autoptr (PantauEntry) entry =
      test_entry_new_full (self->province, "device.grant", ++self->province_seq,
                           self->province_prev, record, "device", FALSE, region, NULL, json);
  g_autoptr (GError) error = NULL;

  g_free (self->province_prev);
  self->province_prev = g_strdup (entry->id);
  pantau_home_set_province (self->home, "http://127.0.0.1:1",
                            pantau_keypair_get_name (self->province), FALSE, &error);
  g_assert_no_error (error);
  g_free (world_arrive (self, entry));
}

void
world_grant_me (World *self, const char *role, const char *region)
{
  world_grant (self, pantau_home_get_device (self->home),
               pantau_home_get_device_record (self->home), "P-1", role, region);
}

char *
world_record (World *self, const char *kind, const char *region, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = test_object (json);
  gboolean is_open =
      g_str_equal (kind, "risk") || g_str_equal (kind, "hoax") || g_str_equal (kind, "activity");
  char *id = pantau_edit_create (self->home, kind, region, is_open, body, NULL, &error);

  g_assert_no_error (error);

  return id;
}

PantauRecord *
world_get (World *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  PantauRecord *record = pantau_store_get (pantau_home_get_store (self->home), id, &error);

  g_assert_no_error (error);

  return record;
}

PantauEntry *
world_last_entry (World *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  PantauEntry *entry;
  gint64 seq, n;

  pantau_ledger_chain_end (pantau_home_get_ledger (self->home), pantau_home_get_device (self->home),
                           &seq, &id, &error);
  g_assert_no_error (error);
  pantau_ledger_find (pantau_home_get_ledger (self->home), id, &n, &error);
  g_assert_no_error (error);
  entry = pantau_ledger_get (pantau_home_get_ledger (self->home), n, &error);
  g_assert_no_error (error);

  return entry;
}

gint64
world_count (World *self)
{
  gint64 n;

  g_assert_true (pantau_ledger_count (pantau_home_get_ledger (self->home), &n, NULL));

  return n;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Sorts @texts, which own what they hold, and asserts what they are when joined. */
static void
assert_joined (GPtrArray *texts, const char *separator, const char *expected)
{
  g_autofree char *joined = NULL;

  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);
  joined = g_strjoinv (separator, (char **) texts->pdata);
  g_assert_cmpstr (joined, ==, expected);
}

void
world_assert_values (World *self, const char *id, const char *field, const char *expected)
{
  g_autoptr (PantauRecord) record = world_get (self, id);
  GPtrArray *values = pantau_record_get_values (record);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < values->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (values, i);

      if (g_str_equal (value->field, field))
        g_ptr_array_add (texts, g_strdup (value->value));
    }
  assert_joined (texts, " ", expected);
}

JsonObject *
test_object (const char *json)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = pantau_json_parse_known (json, &error);

  g_assert_no_error (error);

  return object;
}

void
test_assert_faults (GPtrArray *faults, const char *expected)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < faults->len; i++)
    {
      const PantauFault *fault = g_ptr_array_index (faults, i);

      g_ptr_array_add (texts, g_strconcat (fault->code, " ", fault->field, NULL));
    }
  assert_joined (texts, ", ", expected);
}

char *
test_time_from_now (gint64 seconds)
{
  g_autoptr (GTimeZone) wib = g_time_zone_new_offset (7 * 3600);
  g_autoptr (GDateTime) now = g_date_time_new_now (wib);
  g_autoptr (GDateTime) time = g_date_time_add_seconds (now, (double) seconds);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%S+07:00");
}
