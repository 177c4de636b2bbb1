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
#include "world-fixture.h"

/* A line of the other device about an open risk. */
static char *
other_writes (World *self,
              const char *record,
              const char *type,
              const char *region,
              const char *base,
              const char *json)
{
  return world_other_writes (self, record, "risk", type, region, base, json);
}

static char *
create (World *self, const char *region, gboolean is_open, char **warning)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body =
      test_object ("{\"title\":\"a\",\"severity\":1,\"fields\":{\"hazard\":\"banjir\"}}");
  char *id = pantau_edit_create (self->home, "risk", region, is_open, body, warning, &error);

  g_assert_no_error (error);
  g_assert_true (pantau_is_uuid (id));

  return id;
}

static gboolean
try_set (World *self, const char *id, const char *json, GError **error)
{
  g_autoptr (JsonObject) values = test_object (json);

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

static void
test_create (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *warning = NULL, *id = create (&world, "16.06.01", TRUE, &warning);
  g_autoptr (PantauRecord) record = world_get (&world, id);

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

  world_grant_me (&world, "field", "16.06.01.2001");
  outside = create (&world, "16.71.01", TRUE, &warning);
  g_assert_nonnull (warning);
  /* By its name: nobody knows the codes of regions. */
  g_assert_nonnull (strstr (warning, "Kab. Musi Banyuasin)"));
  g_object_unref (world_get (&world, outside));

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
  g_autoptr (PantauEntry) first = world_last_entry (&world), second = NULL, third = NULL;

  set (&world, id, "{\"title\":\"b\"}");
  second = world_last_entry (&world);
  g_assert_cmpstr (second->type, ==, "record.set");
  g_assert_cmpstr (second->base[0], ==, first->id);
  g_assert_null (second->base[1]);

  /* Two fields, held by two entries; and one that nobody has set yet. */
  set (&world, id, "{\"title\":\"c\",\"severity\":2,\"narrative\":\"n\"}");
  third = world_last_entry (&world);
  g_assert_true (g_strv_contains (third->base, first->id));
  g_assert_true (g_strv_contains (third->base, second->id));
  g_assert_null (third->base[2]);

  world_assert_values (&world, id, "title", "\"c\"");
  world_assert_values (&world, id, "severity", "2");
  world_assert_values (&world, id, "hazard", "\"banjir\"");
}

/* A line goes where its record is, under its class and kind. */
static void
test_header (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = create (&world, "16.06.01", FALSE, NULL);
  g_autoptr (PantauEntry) entry = NULL;

  set (&world, id, "{\"title\":\"b\"}");
  entry = world_last_entry (&world);
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
  g_autoptr (PantauEntry) entry = world_last_entry (&world);
  g_autoptr (PantauRecord) record = NULL;

  set (&world, id, "{\"title\":\"mine\"}");
  g_free (other_writes (&world, id, "record.set", "16.06.01", entry->id,
                        "{\"fields\":{\"title\":\"theirs\"}}"));
  world_assert_values (&world, id, "title", "\"mine\" \"theirs\"");

  set (&world, id, "{\"title\":\"theirs\"}");
  world_assert_values (&world, id, "title", "\"theirs\"");
  record = world_get (&world, id);
  g_assert_cmpuint (pantau_record_get_differences (record), ==, 0);
}

static void
test_stranger (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  gint64 before;

  g_free (other_writes (&world, NULL, "record.create", "16.06.01", NULL, "{\"title\":\"theirs\"}"));
  world_grant_me (&world, "field", "16.06.01");
  before = world_count (&world);

  g_assert_false (try_set (&world, TEST_RECORD, "{\"title\":\"mine\"}", &error));
  test_assert_error (error, PANTAU_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "only the person who made this record"));
  refuse_status (&world, TEST_RECORD, "dicabut", PANTAU_ERROR_REFUSED,
                 "only the person who made this record");
  g_assert_cmpint (world_count (&world), ==, before);
}

/* Another device of the same person is the same person. */
static void
test_own_other_device (void)
{
  g_auto (World) world = world_new ();

  g_free (other_writes (&world, NULL, "record.create", "16.06.01", NULL, "{\"title\":\"theirs\"}"));
  world_grant_me (&world, "field", "16.06.01");
  world_grant (&world, pantau_keypair_get_name (world.other),
               "0b7a5c0e-1111-4222-8333-444455556677", "P-1", "field", "16.06.01");
  set (&world, TEST_RECORD, "{\"title\":\"mine\"}");
  world_assert_values (&world, TEST_RECORD, "title", "\"mine\"");
}

static void
test_desk_region (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (GError) error = NULL;

  g_free (other_writes (&world, NULL, "record.create", "16.71.01", NULL, "{\"title\":\"theirs\"}"));
  world_grant_me (&world, "desk", "16.06");
  g_assert_false (try_set (&world, TEST_RECORD, "{\"title\":\"mine\"}", &error));
  test_assert_error (error, PANTAU_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "outside your region"));

  world_grant_me (&world, "desk", "16.71");
  set (&world, TEST_RECORD, "{\"title\":\"mine\"}");
  set_status (&world, TEST_RECORD, "diverifikasi");
  set_status (&world, TEST_RECORD, "selesai");
  world_assert_values (&world, TEST_RECORD, "status", "\"selesai\"");
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
  g_autoptr (PantauEntry) first = world_last_entry (&world), second = NULL;
  g_autoptr (JsonObject) body = NULL;

  set (&world, id, "{\"title\":\"b\"}");
  set_status (&world, id, "dicabut");
  second = world_last_entry (&world);
  g_assert_cmpstr (second->type, ==, "status.set");
  g_assert_cmpstr (second->base[0], ==, first->id);
  g_assert_null (second->base[1]);
  body = pantau_entry_parse_body (second, NULL);
  g_assert_cmpstr (pantau_json_string (body, "reason"), ==, "because");
  world_assert_values (&world, id, "status", "\"dicabut\"");
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
  g_autoptr (PantauEntry) entry = world_last_entry (&world);
  gint64 before = world_count (&world);

  refuse_status (&world, id, "selesai", PANTAU_ERROR_INVALID, "salah-catat, dicabut");
  refuse_status (&world, id, "tidak-ada", PANTAU_ERROR_INVALID, "salah-catat, dicabut");
  refuse_status (&world, id, "", PANTAU_ERROR_INVALID, "salah-catat, dicabut");
  g_assert_cmpint (world_count (&world), ==, before);

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
      g_autoptr (PantauEntry) entry = world_last_entry (&world);
      g_autoptr (PantauRecord) record = NULL;

      set_status (&world, id, "dicabut");
      g_free (other_writes (&world, id, "status.set", "16.06.01", entry->id,
                            "{\"status\":\"diverifikasi\"}"));
      world_assert_values (&world, id, "status", "\"dicabut\" \"diverifikasi\"");

      world_grant_me (&world, "desk", "16.06");
      set_status (&world, id, ends[i]);
      world_assert_values (&world, id, "status", expected[i]);
      record = world_get (&world, id);
      g_assert_cmpuint (pantau_record_get_differences (record), ==, 0);
    }
}

/* A record that a move has closed is written on as closed: closed never reopens. */
static void
test_closed_by_move (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = create (&world, "16.06.01", TRUE, NULL);
  g_autoptr (PantauEntry) first = world_last_entry (&world), entry = NULL;
  const char *base[] = { first->id, NULL };
  g_autoptr (PantauEntry) move = test_entry_new_full (world.other, "record.move", 1, "", id, "risk",
                                                      FALSE, "16.06.02", base, "{\"title\":\"a\"}");

  g_free (world_arrive (&world, move));
  world_grant_me (&world, "desk", "16.06");
  set (&world, id, "{\"title\":\"b\"}");
  entry = world_last_entry (&world);
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
  world_assert_values (&world, id, "severity", "3");
  world_assert_values (&world, id, "status", "\"dicabut\"");
}

static void
assert_steps (World *self, const char *id, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) steps = pantau_edit_steps (self->home, id, &error);
  g_autofree char *joined = NULL;

  g_assert_no_error (error);
  joined = g_strjoinv (" ", steps);
  g_assert_cmpstr (joined, ==, expected);
}

/* Each step that is offered is one that pantau_edit_status() takes. */
static void
test_steps (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = create (&world, "16.06.01", TRUE, NULL), *first = NULL;
  g_autoptr (PantauEntry) entry = world_last_entry (&world);
  g_autoptr (GError) error = NULL;

  assert_steps (&world, id, "salah-catat dicabut");
  g_free (other_writes (&world, id, "status.set", "16.06.01", entry->id,
                        "{\"status\":\"diverifikasi\"}"));
  assert_steps (&world, id, "salah-catat dicabut");

  world_grant_me (&world, "desk", "16.06");
  assert_steps (&world, id,
                "perlu-dilengkapi ditindaklanjuti selesai salah-catat duplikat dicabut");
  set_status (&world, id, "selesai");
  assert_steps (&world, id, "ditindaklanjuti salah-catat duplikat");

  world_grant_me (&world, "desk", "16.71");
  assert_steps (&world, id, "");
  g_assert_null (pantau_edit_steps (world.home, "nonsense", &error));
  test_assert_error (error, PANTAU_ERROR_NOT_FOUND);
}

/* Of two statuses that differ, either may be chosen. */
static void
test_steps_difference (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = create (&world, "16.06.01", TRUE, NULL);
  g_autoptr (PantauEntry) entry = world_last_entry (&world);

  set_status (&world, id, "dicabut");
  g_free (
      other_writes (&world, id, "status.set", "16.06.01", entry->id, "{\"status\":\"selesai\"}"));
  world_grant_me (&world, "desk", "16.06");
  assert_steps (&world, id, "baru ditindaklanjuti selesai salah-catat duplikat dicabut");
}

static void
test_may_set (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *own = create (&world, "16.06.01", TRUE, NULL);
  g_autoptr (GError) error = NULL;

  g_free (other_writes (&world, NULL, "record.create", "16.06.01", NULL, "{\"title\":\"theirs\"}"));
  g_assert_true (pantau_edit_may_set (world.home, own, &error));
  g_assert_no_error (error);
  g_assert_false (pantau_edit_may_set (world.home, TEST_RECORD, &error));
  g_assert_nonnull (strstr (error->message, "only the person who made this record"));
  test_assert_error (error, PANTAU_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (pantau_edit_may_set (world.home, "nonsense", &error));
  test_assert_error (error, PANTAU_ERROR_NOT_FOUND);

  world_grant_me (&world, "desk", "16.06");
  g_assert_true (pantau_edit_may_set (world.home, TEST_RECORD, NULL));
  world_grant_me (&world, "desk", "16.71");
  g_assert_false (pantau_edit_may_set (world.home, TEST_RECORD, NULL));
}

static void
test_note (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = create (&world, "16.06.01", TRUE, NULL);
  g_autoptr (PantauEntry) entry = NULL;
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (GError) error = NULL;
  const PantauEvent *event;

  pantau_edit_note (world.home, id, "  Air surut\r\nsejak subuh\x1b \n", &error);
  g_assert_no_error (error);
  entry = world_last_entry (&world);
  g_assert_cmpstr (entry->type, ==, "note.add");
  g_assert_cmpstr (entry->record, ==, id);
  g_assert_null (entry->base[0]);
  body = pantau_entry_parse_body (entry, NULL);
  g_assert_cmpstr (pantau_json_string (body, "text"), ==, "Air surut\nsejak subuh");

  record = world_get (&world, id);
  event = g_ptr_array_index (pantau_record_get_timeline (record), 1);
  g_assert_cmpstr (event->type, ==, "note.add");
  world_assert_values (&world, id, "title", "\"a\"");
}

static void
refuse_note (World *self, const char *id, const char *text, PantauError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (pantau_edit_note (self->home, id, text, &error));
  test_assert_error (error, code);
}

/* The longest note is taken; what is longer, empty, no text, or another's is not, and leaves no line. */
static void
test_note_refused (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = create (&world, "16.06.01", TRUE, NULL);
  g_autofree char *longest = g_strnfill (20000, 'a'), *longer = g_strnfill (20001, 'a');
  g_autoptr (GError) error = NULL;
  gint64 before;

  g_free (other_writes (&world, NULL, "record.create", "16.06.01", NULL, "{\"title\":\"theirs\"}"));
  before = world_count (&world);
  refuse_note (&world, id, longer, PANTAU_ERROR_INVALID);
  refuse_note (&world, id, "", PANTAU_ERROR_INVALID);
  refuse_note (&world, id, " \n\t\x01", PANTAU_ERROR_INVALID);
  refuse_note (&world, id, "\xff\xfe", PANTAU_ERROR_INVALID);
  refuse_note (&world, TEST_RECORD, "mine", PANTAU_ERROR_REFUSED);
  refuse_note (&world, "nonsense", "mine", PANTAU_ERROR_NOT_FOUND);
  g_assert_cmpint (world_count (&world), ==, before);

  pantau_edit_note (world.home, id, longest, &error);
  g_assert_no_error (error);
  g_assert_cmpint (world_count (&world), ==, before + 1);
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
  g_test_add_func ("/edit/steps", test_steps);
  g_test_add_func ("/edit/steps-difference", test_steps_difference);
  g_test_add_func ("/edit/may-set", test_may_set);
  g_test_add_func ("/edit/note", test_note);
  g_test_add_func ("/edit/note-refused", test_note_refused);

  return g_test_run ();
}
