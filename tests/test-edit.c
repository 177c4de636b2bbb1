/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person does to records: the base of what is written is what was shown, and who may not is
 * told so.
 */

#include "config.h"

#include <string.h>

#include "pantau-edit.h"
#include "pantau-json.h"
#include "test-util.h"

/* A home, and beside it a province and another device whose lines reach it. */
typedef struct
{
  char *dir;
  PantauHome *home;
  PantauKeypair *province;
  PantauKeypair *other;
  gint64 province_seq, other_seq;
  char *province_prev, *other_prev;
} World;

static World
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

static void
world_clear (World *self)
{
  pantau_home_close (self->home);
  pantau_keypair_free (self->province);
  pantau_keypair_free (self->other);
  g_free (self->province_prev);
  g_free (self->other_prev);
  test_dir_remove (self->dir);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

/* As if a sync had brought it. Returns: (transfer full): its id. */
static char *
arrive (World *self, PantauEntry *entry)
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

/* A line of the other device. */
static char *
other_writes (World *self,
              const char *record,
              const char *type,
              const char *region,
              const char *base,
              const char *json)
{
  const char *ids[] = { base, NULL };
  g_autoptr (PantauEntry) entry =
      test_entry_new_full (self->other, type, ++self->other_seq, self->other_prev, record, "risk",
                           TRUE, region, ids, json);

  g_free (self->other_prev);
  self->other_prev = g_strdup (entry->id);

  return arrive (self, entry);
}

/* The province grants @device its role, by which all lines are judged from now on. */
static void
grant (World *self,
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
  g_free (arrive (self, entry));
}

static void
grant_me (World *self, const char *role, const char *region)
{
  grant (self, pantau_home_get_device (self->home), pantau_home_get_device_record (self->home),
         "P-1", role, region);
}

static JsonObject *
object (const char *json)
{
  g_autoptr (GError) error = NULL;
  JsonObject *result = pantau_json_parse_known (json, &error);

  g_assert_no_error (error);

  return result;
}

static char *
create (World *self, const char *region, gboolean is_open, char **warning)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body =
      object ("{\"title\":\"a\",\"severity\":1,\"fields\":{\"hazard\":\"banjir\"}}");
  char *id = pantau_edit_create (self->home, "risk", region, is_open, body, warning, &error);

  g_assert_no_error (error);
  g_assert_true (pantau_is_uuid (id));

  return id;
}

static gboolean
try_set (World *self, const char *id, const char *json, GError **error)
{
  g_autoptr (JsonObject) values = object (json);

  return pantau_edit_set (self->home, id, values, error);
}

static void
set (World *self, const char *id, const char *json)
{
  g_autoptr (GError) error = NULL;

  try_set (self, id, json, &error);
  g_assert_no_error (error);
}

static void
set_status (World *self, const char *id, const char *status)
{
  g_autoptr (GError) error = NULL;

  pantau_edit_status (self->home, id, status, "because", &error);
  g_assert_no_error (error);
}

static void
refuse_status (World *self, const char *id, const char *status, PantauError code, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (pantau_edit_status (self->home, id, status, NULL, &error));
  test_assert_error (error, code);
  g_assert_nonnull (strstr (error->message, word));
}

static PantauRecord *
get (World *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  PantauRecord *record = pantau_store_get (pantau_home_get_store (self->home), id, &error);

  g_assert_no_error (error);

  return record;
}

/* The newest line of this home. */
static PantauEntry *
last_entry (World *self)
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

static gint64
count (World *self)
{
  gint64 n;

  g_assert_true (pantau_ledger_count (pantau_home_get_ledger (self->home), &n, NULL));

  return n;
}

/* The present values of a field, sorted and joined by blanks. */
static char *
values_of (World *self, const char *id, const char *field)
{
  g_autoptr (PantauRecord) record = get (self, id);
  GPtrArray *values = pantau_record_get_values (record);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < values->len; i++)
    {
      PantauValue *value = g_ptr_array_index (values, i);

      if (!g_str_equal (value->field, field))
        continue;
      if (text->len == 0)
        g_string_append (text, value->value);
      else if (strcmp (text->str, value->value) > 0)
        {
          g_string_prepend_c (text, ' ');
          g_string_prepend (text, value->value);
        }
      else
        g_string_append_printf (text, " %s", value->value);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_values (World *self, const char *id, const char *field, const char *expected)
{
  g_autofree char *found = values_of (self, id, field);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_create (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *warning = NULL, *id = create (&world, "16.06.01", TRUE, &warning);
  g_autoptr (PantauRecord) record = get (&world, id);

  g_assert_null (warning);
  g_assert_cmpstr (pantau_record_get_title (record), ==, "a");
  g_assert_cmpstr (pantau_record_get_status (record), ==, "baru");
  g_assert_cmpstr (pantau_record_get_region (record), ==, "16.06.01");
  g_assert_true (pantau_record_get_is_open (record));
  g_assert_cmpint (pantau_record_get_state (record), ==, PANTAU_STATE_SAVED);
  g_assert_cmpint (pantau_record_get_index (record), ==, 0);
}

/*
 * Outside one's region it is kept all the same, with a word of warning; a monitor's work is never
 * bounced.
 */
static void
test_create_outside (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *warning = NULL, *none = NULL, *above = NULL, *outside = NULL, *inside = NULL,
                  *chain = NULL;

  grant_me (&world, "field", "16.06.01.2001");
  outside = create (&world, "16.71.01", TRUE, &warning);
  g_assert_nonnull (warning);
  g_object_unref (get (&world, outside));

  inside = create (&world, "16.06.01", TRUE, &none);
  g_assert_null (none);
  chain = create (&world, "16.06", FALSE, &above); /* about somebody of Bawaslu's own chain */
  g_assert_null (above);
}

static void
test_base (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = create (&world, "16.06.01", TRUE, NULL);
  g_autoptr (PantauEntry) first = last_entry (&world), second = NULL, third = NULL;

  set (&world, id, "{\"title\":\"b\"}");
  second = last_entry (&world);
  g_assert_cmpstr (second->type, ==, "record.set");
  g_assert_cmpstr (second->base[0], ==, first->id);
  g_assert_null (second->base[1]);

  /* Two fields, held by two entries; and one that nobody has set yet. */
  set (&world, id, "{\"title\":\"c\",\"severity\":2,\"narrative\":\"n\"}");
  third = last_entry (&world);
  g_assert_true (g_strv_contains (third->base, first->id));
  g_assert_true (g_strv_contains (third->base, second->id));
  g_assert_null (third->base[2]);

  assert_values (&world, id, "title", "\"c\"");
  assert_values (&world, id, "severity", "2");
  assert_values (&world, id, "hazard", "\"banjir\"");
}

/* A line goes where its record is, under its class and kind. */
static void
test_header (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = create (&world, "16.06.01", FALSE, NULL);
  g_autoptr (PantauEntry) entry = NULL;

  set (&world, id, "{\"title\":\"b\"}");
  entry = last_entry (&world);
  g_assert_cmpstr (entry->record, ==, id);
  g_assert_cmpstr (entry->kind, ==, "risk");
  g_assert_cmpstr (entry->region, ==, "16.06.01");
  g_assert_false (entry->is_open);
}

static void
test_difference_settled (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = create (&world, "16.06.01", TRUE, NULL);
  g_autoptr (PantauEntry) entry = last_entry (&world);
  g_autoptr (PantauRecord) record = NULL;

  set (&world, id, "{\"title\":\"mine\"}");
  g_free (other_writes (&world, id, "record.set", "16.06.01", entry->id,
                        "{\"fields\":{\"title\":\"theirs\"}}"));
  assert_values (&world, id, "title", "\"mine\" \"theirs\"");

  set (&world, id, "{\"title\":\"theirs\"}");
  assert_values (&world, id, "title", "\"theirs\"");
  record = get (&world, id);
  g_assert_cmpuint (pantau_record_get_differences (record), ==, 0);
}

static void
test_stranger (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  gint64 before;

  g_free (other_writes (&world, NULL, "record.create", "16.06.01", NULL, "{\"title\":\"theirs\"}"));
  grant_me (&world, "field", "16.06.01");
  before = count (&world);

  g_assert_false (try_set (&world, TEST_RECORD, "{\"title\":\"mine\"}", &error));
  test_assert_error (error, PANTAU_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "only the person who made this record"));
  refuse_status (&world, TEST_RECORD, "dicabut", PANTAU_ERROR_REFUSED,
                 "only the person who made this record");
  g_assert_cmpint (count (&world), ==, before);
}

/* Another device of the same person is the same person. */
static void
test_own_other_device (void)
{
  g_auto (World) world = world_new ();

  g_free (other_writes (&world, NULL, "record.create", "16.06.01", NULL, "{\"title\":\"theirs\"}"));
  grant_me (&world, "field", "16.06.01");
  grant (&world, pantau_keypair_get_name (world.other), "0b7a5c0e-1111-4222-8333-444455556677",
         "P-1", "field", "16.06.01");
  set (&world, TEST_RECORD, "{\"title\":\"mine\"}");
  assert_values (&world, TEST_RECORD, "title", "\"mine\"");
}

static void
test_desk_region (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (GError) error = NULL;

  g_free (other_writes (&world, NULL, "record.create", "16.71.01", NULL, "{\"title\":\"theirs\"}"));
  grant_me (&world, "desk", "16.06");
  g_assert_false (try_set (&world, TEST_RECORD, "{\"title\":\"mine\"}", &error));
  test_assert_error (error, PANTAU_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "outside your region"));

  grant_me (&world, "desk", "16.71");
  set (&world, TEST_RECORD, "{\"title\":\"mine\"}");
  set_status (&world, TEST_RECORD, "diverifikasi");
  set_status (&world, TEST_RECORD, "selesai");
  assert_values (&world, TEST_RECORD, "status", "\"selesai\"");
}

static void
test_absent (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (try_set (&world, TEST_RECORD, "{\"title\":\"mine\"}", &error));
  test_assert_error (error, PANTAU_ERROR_NOT_FOUND);
  refuse_status (&world, "nonsense", "dicabut", PANTAU_ERROR_NOT_FOUND, "nonsense");
}

static void
test_status_base (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = create (&world, "16.06.01", TRUE, NULL);
  g_autoptr (PantauEntry) first = last_entry (&world), second = NULL;
  g_autoptr (JsonObject) body = NULL;

  set (&world, id, "{\"title\":\"b\"}");
  set_status (&world, id, "dicabut");
  second = last_entry (&world);
  g_assert_cmpstr (second->type, ==, "status.set");
  g_assert_cmpstr (second->base[0], ==, first->id);
  g_assert_null (second->base[1]);
  body = pantau_entry_parse_body (second, NULL);
  g_assert_cmpstr (pantau_json_string (body, "reason"), ==, "because");
  assert_values (&world, id, "status", "\"dicabut\"");
}

/*
 * A monitor withdraws, and is told what else is possible: what the province will take, and nothing
 * more.
 */
static void
test_status_of_field (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = create (&world, "16.06.01", TRUE, NULL);
  g_autoptr (PantauEntry) entry = last_entry (&world);
  gint64 before = count (&world);

  refuse_status (&world, id, "selesai", PANTAU_ERROR_INVALID, "salah-catat, dicabut");
  refuse_status (&world, id, "tidak-ada", PANTAU_ERROR_INVALID, "salah-catat, dicabut");
  refuse_status (&world, id, "", PANTAU_ERROR_INVALID, "salah-catat, dicabut");
  g_assert_cmpint (count (&world), ==, before);

  g_free (other_writes (&world, id, "status.set", "16.06.01", entry->id,
                        "{\"status\":\"perlu-dilengkapi\"}"));
  refuse_status (&world, id, "baru", PANTAU_ERROR_INVALID, "possible are: salah-catat, dicabut");
  set_status (&world, id, "salah-catat");
  refuse_status (&world, id, "dicabut", PANTAU_ERROR_INVALID, "none");
}

/* Two statuses at once: from either a step may go, and either may be chosen. */
static void
test_status_difference (void)
{
  for (guint i = 0; i < 2; i++)
    {
      static const char *const ends[] = { "selesai", "diverifikasi" };
      static const char *const expected[] = { "\"selesai\"", "\"diverifikasi\"" };
      g_auto (World) world = world_new ();
      g_autofree char *id = create (&world, "16.06.01", TRUE, NULL);
      g_autoptr (PantauEntry) entry = last_entry (&world);
      g_autoptr (PantauRecord) record = NULL;

      set_status (&world, id, "dicabut");
      g_free (other_writes (&world, id, "status.set", "16.06.01", entry->id,
                            "{\"status\":\"diverifikasi\"}"));
      assert_values (&world, id, "status", "\"dicabut\" \"diverifikasi\"");

      grant_me (&world, "desk", "16.06");
      set_status (&world, id, ends[i]);
      assert_values (&world, id, "status", expected[i]);
      record = get (&world, id);
      g_assert_cmpuint (pantau_record_get_differences (record), ==, 0);
    }
}

/* A record that a move has closed is written on as closed: closed never reopens. */
static void
test_closed_by_move (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = create (&world, "16.06.01", TRUE, NULL);
  g_autoptr (PantauEntry) first = last_entry (&world), entry = NULL;
  const char *base[] = { first->id, NULL };
  g_autoptr (PantauEntry) move = test_entry_new_full (world.other, "record.move", 1, "", id, "risk",
                                                      FALSE, "16.06.02", base, "{\"title\":\"a\"}");

  g_free (arrive (&world, move));
  grant_me (&world, "desk", "16.06");
  set (&world, id, "{\"title\":\"b\"}");
  entry = last_entry (&world);
  g_assert_false (entry->is_open);
  g_assert_cmpstr (entry->region, ==, "16.06.02");
}

/* Before enrolment nobody else can have said who one is: one's own records can be mended. */
static void
test_before_enrolment (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = create (&world, "16.71.03", TRUE, NULL);

  set (&world, id, "{\"severity\":3}");
  set_status (&world, id, "dicabut");
  assert_values (&world, id, "severity", "3");
  assert_values (&world, id, "status", "\"dicabut\"");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/edit/create", test_create);
  g_test_add_func ("/edit/create-outside", test_create_outside);
  g_test_add_func ("/edit/base", test_base);
  g_test_add_func ("/edit/header", test_header);
  g_test_add_func ("/edit/difference-settled", test_difference_settled);
  g_test_add_func ("/edit/stranger", test_stranger);
  g_test_add_func ("/edit/own-other-device", test_own_other_device);
  g_test_add_func ("/edit/desk-region", test_desk_region);
  g_test_add_func ("/edit/absent", test_absent);
  g_test_add_func ("/edit/status-base", test_status_base);
  g_test_add_func ("/edit/status-of-field", test_status_of_field);
  g_test_add_func ("/edit/status-difference", test_status_difference);
  g_test_add_func ("/edit/closed-by-move", test_closed_by_move);
  g_test_add_func ("/edit/before-enrolment", test_before_enrolment);

  return g_test_run ();
}
