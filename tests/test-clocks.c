/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clocks of records: kept in the projections, asked in the order of being due, counted anew when the reference data is another. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "pantau-home.h"
#include "pantau-json.h"
#include "pantau-store-clock.h"
#include "ran.h"
#include "store-fixture.h"
#include "test-util.h"
#include "trip-fixture.h"

static const About party = { STORE_RECORD (1), "neutrality", TRUE, "16.06.01" };
static const About elsewhere = { STORE_RECORD (2), "other", TRUE, "16.71.01" };
static const About flood = { STORE_RECORD (3), "risk", FALSE, "16.06.02" };

/* "2024-02-12T08:00:00" in WIB. */
static gint64
at (const char *text)
{
  g_autofree char *iso = g_strconcat (text, "+07:00", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (iso, NULL);

  g_assert_nonnull (time);

  return g_date_time_to_unix (time);
}

/* Entries of the fixture are of 13 February 2024, 06.15. */
static PantauEntry *
add_case (Writer *writer, const About *about, const char *known)
{
  g_autofree char *json = g_strdup_printf (
      "{\"election\":\"pemilu-2024\",\"title\":\"Kasus\",\"known\":\"%s+07:00\"}", known);

  return writer_add (writer, about, "record.create", json, NULL, NULL);
}

static void
take_all (Desk *desk, GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    desk_store (desk, g_ptr_array_index (entries, i));
  desk_catch_up (desk);
}

static GPtrArray *
clocks_of (PantauStore *store, const char *record)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *clocks = pantau_store_clocks_of (store, record, &error);

  g_assert_no_error (error);

  return clocks;
}

static GPtrArray *
due (PantauStore *store, PantauClocksWhich which, const char *now, const char *region)
{
  PantauClockQuery query = { .which = which, .now = at (now), .region = region };
  g_autoptr (GError) error = NULL;
  GPtrArray *list = pantau_store_clocks_due (store, &query, NULL, &error);

  g_assert_no_error (error);

  return list;
}

static void
assert_due (
    Desk *desk, PantauClocksWhich which, const char *now, const char *region, const char *expected)
{
  g_autoptr (GPtrArray) list = due (desk->store, which, now, region);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const PantauDue *row = g_ptr_array_index (list, i);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                              row->record + strlen (row->record) - 1);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* A report's case from its beginning: what a step or an answer starts and ends. */
static void
test_case (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) writer = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GPtrArray) first = NULL, second = NULL, third = NULL;
  const PantauClock *clock;
  PantauEntry *create, *step;

  create = add_case (&writer, &party, "2024-02-12T08:00:00");
  take_all (&desk, all);
  first = clocks_of (desk.store, party.record);
  g_assert_cmpuint (first->len, ==, 1);
  clock = g_ptr_array_index (first, 0);
  g_assert_cmpstr (clock->rule->code, ==, "lapor-pemilu");
  /* Voting day is no working day. */
  g_assert_cmpint (clock->due, ==, at ("2024-02-21T23:59:59"));
  g_assert_cmpint (clock->other_due, ==, at ("2024-02-22T23:59:59"));
  g_assert_null (clock->ended_by);

  writer_add (&writer, &party, "record.set",
              "{\"fields\":{\"case_origin\":\"laporan\",\"report_received\":"
              "\"2024-02-12T15:00:00+07:00\"}}",
              create->id, NULL);
  take_all (&desk, all);
  second = clocks_of (desk.store, party.record);
  g_assert_cmpuint (second->len, ==, 2);
  clock = g_ptr_array_index (second, 0);
  g_assert_cmpstr (clock->ended_by, ==, "field:report_received");
  clock = g_ptr_array_index (second, 1);
  g_assert_cmpstr (clock->rule->code, ==, "kajian-awal-pemilu");
  g_assert_null (clock->ended_by);

  step =
      writer_add (&writer, &party, "status.set", "{\"status\":\"kajian-awal\"}", create->id, NULL);
  writer_add (&writer, &party, "status.set", "{\"status\":\"diregistrasi\"}", step->id, NULL);
  take_all (&desk, all);
  third = clocks_of (desk.store, party.record);
  g_assert_cmpuint (third->len, ==, 3);
  clock = g_ptr_array_index (third, 1);
  g_assert_cmpstr (clock->ended_by, ==, "status:diregistrasi");
  clock = g_ptr_array_index (third, 2);
  g_assert_cmpstr (clock->rule->code, ==, "tindak-lanjut-pemilu");
  g_assert_cmpint (clock->start, ==, at ("2024-02-13T06:15:00"));
}

/* A step that was not allowed is none. */
static void
test_lapsed (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) writer = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GPtrArray) clocks = NULL;
  PantauEntry *create = add_case (&writer, &party, "2024-02-12T08:00:00");

  writer_add (&writer, &party, "status.set", "{\"status\":\"diregistrasi\"}", create->id, NULL);
  take_all (&desk, all);
  clocks = clocks_of (desk.store, party.record);
  g_assert_cmpuint (clocks->len, ==, 1);
  g_assert_null (((PantauClock *) g_ptr_array_index (clocks, 0))->ended_by);
}

/* Recorded by mistake: nothing is due any more; taken back: it is again. */
static void
test_closed (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) writer = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GPtrArray) clocks = NULL;
  PantauEntry *create = add_case (&writer, &party, "2024-02-12T08:00:00"), *mistake;

  mistake =
      writer_add (&writer, &party, "status.set", "{\"status\":\"salah-catat\"}", create->id, NULL);
  take_all (&desk, all);
  assert_due (&desk, PANTAU_CLOCKS_ALL, "2024-02-13T08:00:00", NULL, "");
  clocks = clocks_of (desk.store, party.record);
  g_assert_cmpint (pantau_clock_state (g_ptr_array_index (clocks, 0), at ("2025-01-01T00:00:00")),
                   ==, PANTAU_CLOCK_STOPPED);

  writer_add (&writer, &party, "status.set", "{\"status\":\"baru\"}", mistake->id, NULL);
  take_all (&desk, all);
  assert_due (&desk, PANTAU_CLOCKS_ALL, "2024-02-13T08:00:00", NULL, "1");
}

/* BPBD has two hours; one of its offices is as good as another, and its reply ends it. */
static void
test_forward (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) writer = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GPtrArray) before = NULL, after = NULL;
  const PantauClock *clock;
  g_autofree char *reply = NULL;
  PantauEntry *forward;

  writer_add (&writer, &flood, "record.create",
              "{\"election\":\"pilkada-2024\",\"title\":\"Banjir\"}", NULL, NULL);
  forward = writer_add (&writer, &flood, "forward.add",
                        "{\"agency\":\"bpbd-kabkota\",\"channel\":\"radio\",\"when\":"
                        "\"2024-11-26T23:30:00+07:00\"}",
                        NULL, NULL);
  take_all (&desk, all);
  before = clocks_of (desk.store, flood.record);
  g_assert_cmpuint (before->len, ==, 1);
  clock = g_ptr_array_index (before, 0);
  g_assert_cmpstr (clock->rule->code, ==, "bpbd-lokasi");
  g_assert_cmpint (clock->due, ==, at ("2024-11-27T01:30:00"));

  reply = g_strdup_printf (
      "{\"forward\":\"%s\",\"text\":\"Tiba\",\"when\":\"2024-11-27T01:31:00+07:00\"}", forward->id);
  writer_add (&writer, &flood, "forward.reply", reply, NULL, NULL);
  take_all (&desk, all);
  after = clocks_of (desk.store, flood.record);
  clock = g_ptr_array_index (after, 0);
  g_assert_cmpstr (clock->ended_by, ==, "reply:bpbd");
  g_assert_cmpint (pantau_clock_state (clock, 0), ==, PANTAU_CLOCK_LATE);
}

/* The day is the one in WIB; today is what is left of it. */
static void
test_due (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) writer = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GError) error = NULL;
  PantauClockCounts counts;

  add_case (&writer, &party, "2024-02-12T08:00:00");     /* due on the 21st */
  add_case (&writer, &elsewhere, "2024-02-15T08:00:00"); /* due on the 23rd */
  take_all (&desk, all);

  assert_due (&desk, PANTAU_CLOCKS_ALL, "2024-02-20T08:00:00", NULL, "1 2");
  assert_due (&desk, PANTAU_CLOCKS_OVERDUE, "2024-02-21T23:59:59", NULL, "");
  assert_due (&desk, PANTAU_CLOCKS_TODAY, "2024-02-21T23:59:59", NULL, "1");
  assert_due (&desk, PANTAU_CLOCKS_TODAY, "2024-02-21T00:00:00", NULL, "1");
  assert_due (&desk, PANTAU_CLOCKS_TODAY, "2024-02-20T23:59:59", NULL, "");
  assert_due (&desk, PANTAU_CLOCKS_SOON, "2024-02-20T23:59:59", NULL, "1 2");
  assert_due (&desk, PANTAU_CLOCKS_SOON, "2024-02-21T00:00:00", NULL, "2");
  assert_due (&desk, PANTAU_CLOCKS_OVERDUE, "2024-02-22T00:00:00", NULL, "1");
  /* What was missed last comes first: it may still be mended. */
  assert_due (&desk, PANTAU_CLOCKS_OVERDUE, "2024-03-01T00:00:00", NULL, "2 1");
  assert_due (&desk, PANTAU_CLOCKS_OVERDUE, "2024-03-01T00:00:00", "16", "2 1");
  assert_due (&desk, PANTAU_CLOCKS_OVERDUE, "2024-03-01T00:00:00", "16.06", "1");
  assert_due (&desk, PANTAU_CLOCKS_OVERDUE, "2024-03-01T00:00:00", "16.71.01", "2");
  assert_due (&desk, PANTAU_CLOCKS_OVERDUE, "2024-03-01T00:00:00", "16.06.02", "");
  assert_due (&desk, PANTAU_CLOCKS_OVERDUE, "2024-03-01T00:00:00", "16.7", "");

  pantau_store_clocks_count (desk.store, NULL, at ("2024-02-21T12:00:00"), 0, &counts, &error);
  g_assert_no_error (error);
  g_assert_cmpint (counts.overdue, ==, 0);
  g_assert_cmpint (counts.today, ==, 1);
  g_assert_cmpint (counts.soon, ==, 1);
  pantau_store_clocks_count (desk.store, "16.71", at ("2024-03-01T00:00:00"), 0, &counts, &error);
  g_assert_no_error (error);
  g_assert_cmpint (counts.overdue, ==, 1);
  g_assert_cmpint (counts.today + counts.soon, ==, 0);
}

/* A record in quarantine as a whole has none; a line in quarantine changes none. */
static void
test_quarantine (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) writer = writer_new (1, all), province = writer_new_province (all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GPtrArray) clocks = NULL;
  PantauEntry *create = add_case (&writer, &party, "2024-02-12T08:00:00"), *forged;

  writer_add_verdict (&province, &elsewhere, add_case (&writer, &elsewhere, "2024-02-12T08:00:00"),
                      "region");
  forged = writer_add (&writer, &party, "record.set",
                       "{\"fields\":{\"known\":\"2024-02-01T08:00:00+07:00\"}}", create->id, NULL);
  writer_add_verdict (&province, &party, forged, "not-own");
  take_all (&desk, all);

  assert_due (&desk, PANTAU_CLOCKS_ALL, "2024-02-20T08:00:00", NULL, "1");
  clocks = clocks_of (desk.store, party.record);
  g_assert_cmpint (((PantauClock *) g_ptr_array_index (clocks, 0))->event_at, ==,
                   at ("2024-02-12T08:00:00"));
}

/* The same in any order of arrival. */
static void
test_order (void)
{
  g_autoptr (GPtrArray) all = store_entries (), reversed = g_ptr_array_new ();
  g_auto (Writer) writer = writer_new (1, all), other = writer_new (2, all);
  g_autofree char *reply = NULL, *forwards = NULL, *backwards = NULL, *one_by_one = NULL;
  PantauEntry *create, *forward, *step;

  create = add_case (&writer, &party, "2024-02-12T08:00:00");
  writer_add (&writer, &party, "record.set",
              "{\"fields\":{\"report_received\":\"2024-02-12T15:00:00+07:00\"}}", create->id, NULL);
  writer_add (&other, &party, "record.set",
              "{\"fields\":{\"report_received\":\"2024-02-12T17:00:00+07:00\"}}", create->id, NULL);
  step =
      writer_add (&other, &party, "status.set", "{\"status\":\"kajian-awal\"}", create->id, NULL);
  writer_add (&other, &party, "status.set", "{\"status\":\"diregistrasi\"}", step->id, NULL);
  writer_add (&writer, &flood, "record.create", "{\"title\":\"Banjir\"}", NULL, NULL);
  forward = writer_add (&writer, &flood, "forward.add",
                        "{\"agency\":\"bpbd-provinsi\",\"when\":\"2024-02-13T23:30:00+07:00\"}",
                        NULL, NULL);
  reply = g_strdup_printf (
      "{\"forward\":\"%s\",\"text\":\"Tiba\",\"when\":\"2024-02-14T00:30:00+07:00\"}", forward->id);
  writer_add (&other, &flood, "forward.reply", reply, NULL, NULL);
  for (guint i = all->len; i > 0; i--)
    g_ptr_array_add (reversed, g_ptr_array_index (all, i - 1));

  forwards = store_dump_of (all, 0);
  backwards = store_dump_of (reversed, 0);
  one_by_one = store_dump_of (reversed, 1);
  g_assert_nonnull (strstr (forwards, "kajian-awal-pemilu"));
  g_assert_nonnull (strstr (forwards, "reply:bpbd"));
  g_assert_cmpstr (forwards, ==, backwards);
  g_assert_cmpstr (forwards, ==, one_by_one);
}

/* Reference data whose table of holidays has one more. (transfer full) */
static PantauReference *
reference_with (const char *dir, const char *row)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = pantau_reference_read (store_reference (), "libur.csv", &error);
  g_autofree char *path = g_build_filename (dir, "libur.csv", NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *longer = g_strconcat (text, row, "\n", NULL);
  PantauReference *reference;

  g_file_set_contents (path, longer, -1, &error);
  g_assert_no_error (error);
  reference = pantau_reference_new (dir, &error);
  g_assert_no_error (error);

  return reference;
}

/* A decree makes the 20th a holiday: what was due on the 21st is due on the 22nd, without a line in the ledger. */
static void
test_anew (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) writer = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  char *dir = test_dir_new ();
  g_autoptr (PantauReference) other =
      reference_with (dir, "2024-02-20,cuti_bersama,Cuti Bersama Uji,resmi");
  g_autoptr (PantauStore) store = NULL;
  g_autoptr (GPtrArray) before = NULL, after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 behind;

  add_case (&writer, &party, "2024-02-12T08:00:00");
  take_all (&desk, all);
  before = clocks_of (desk.store, party.record);
  g_assert_cmpint (((PantauClock *) g_ptr_array_index (before, 0))->due, ==,
                   at ("2024-02-21T23:59:59"));

  store = pantau_store_new (desk.db, desk.ledger, other, NULL);
  pantau_store_behind (store, &behind, &error);
  g_assert_no_error (error);
  g_assert_cmpint (behind, ==, -1);
  pantau_store_catch_up (store, &error);
  g_assert_no_error (error);
  pantau_store_behind (store, &behind, &error);
  g_assert_no_error (error);
  g_assert_cmpint (behind, ==, 0);
  after = clocks_of (store, party.record);
  g_assert_cmpint (((PantauClock *) g_ptr_array_index (after, 0))->due, ==,
                   at ("2024-02-22T23:59:59"));

  test_dir_remove (dir);
}

/* As a script sees it. */
static void
test_script (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *id = NULL, *output = NULL, *text = NULL, *overdue = NULL, *today = NULL;
  g_autoptr (JsonObject) clock = NULL;
  g_autoptr (GError) error = NULL;

  trip_home (trip, "home");
  id = ctl_record (trip, "home", "other",
                   "{\"title\":\"Amplop\",\"region\":\"16.13.04\",\"election\":\"pilkada-2024\","
                   "\"occurred\":\"2024-11-25T09:00\",\"known\":\"2024-11-27T16:05\"}");
  output = ctl_ok (trip, "home", "clocks", id, "--json", NULL);
  clock = pantau_json_parse (output, strlen (output), 65536, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pantau_json_string (clock, "record"), ==, id);
  g_assert_cmpstr (pantau_json_string (clock, "rule"), ==, "lapor-pilkada");
  g_assert_cmpstr (pantau_json_string (clock, "event"), ==, "known");
  g_assert_cmpstr (pantau_json_string (clock, "start"), ==, "2024-11-27T16:05:00+07:00");
  g_assert_cmpstr (pantau_json_string (clock, "due"), ==, "2024-12-03T16:00:00+07:00");
  g_assert_cmpstr (pantau_json_string (clock, "other_due"), ==, "2024-12-04T16:00:00+07:00");
  g_assert_cmpstr (pantau_json_string (clock, "state"), ==, "missed");
  g_assert_true (pantau_json_boolean (clock, "disputed"));
  g_assert_false (pantau_json_boolean (clock, "estimate"));
  g_assert_nonnull (strstr (pantau_json_string (clock, "basis"), "pasal 134 ayat (4)"));

  text = ctl_ok (trip, "home", "clocks", "--overdue", "--lang", "en", NULL);
  g_assert_nonnull (strstr (text, "Amplop"));
  g_assert_nonnull (strstr (text, "7 calendar days"));
  g_assert_nonnull (strstr (text, "disputed"));
  overdue = ctl_ok (trip, "home", "clocks", "--overdue", "--region", "16.12", "--json", NULL);
  g_assert_cmpstr (overdue, ==, "");
  today = ctl_ok (trip, "home", "clocks", "--today", "--json", NULL);
  g_assert_cmpstr (today, ==, "");
}

static void
test_script_faults (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  const char *unknown = "0b7a5c0e-1111-4222-8333-444455556666";

  trip_home (trip, "home");
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (Ran) ran =
          i == 0   ? ctl (trip, "home", "--json", "clocks", "--today", "--overdue", NULL)
          : i == 1 ? ctl (trip, "home", "--json", "clocks", "--soon", "0", NULL)
          : i == 2 ? ctl (trip, "home", "--json", "clocks", unknown, "--today", NULL)
                   : ctl (trip, "home", "--json", "clocks", unknown, NULL);

      ran_assert_fault (ran, 1, i < 3 ? "invalid" : "not-found", NULL);
    }
}

/* A laptop that is an hour fast is told by what the last sync measured. */
static void
test_corrected (void)
{
  char *dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "home", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauHome) home = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  pantau_home_create (path, TRUE, &error);
  g_assert_no_error (error);
  home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ABS (pantau_home_clock (home) - now), <=, 60);
  pantau_home_set_setting (home, PANTAU_SETTING_CLOCK_ERROR, "-3600", &error);
  g_assert_no_error (error);
  g_assert_cmpint (ABS (pantau_home_clock (home) - (now - 3600)), <=, 60);

  g_clear_pointer (&home, pantau_home_close);
  test_dir_remove (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clocks/case", test_case);
  g_test_add_func ("/clocks/lapsed", test_lapsed);
  g_test_add_func ("/clocks/closed", test_closed);
  g_test_add_func ("/clocks/forward", test_forward);
  g_test_add_func ("/clocks/due", test_due);
  g_test_add_func ("/clocks/quarantine", test_quarantine);
  g_test_add_func ("/clocks/order", test_order);
  g_test_add_func ("/clocks/anew", test_anew);
  g_test_add_func ("/clocks/script", test_script);
  g_test_add_func ("/clocks/script-faults", test_script_faults);
  g_test_add_func ("/clocks/corrected", test_corrected);

  return store_test_run ();
}
