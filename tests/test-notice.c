/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person is told of on the desktop: which conditions hold, once each, and in which words. */

#include "config.h"

#include <string.h>

#include "pantau-locale.h"
#include "pantau-notice.h"
#include "test-util.h"
#include "world-fixture.h"

/* Tuesday, 26 November 2024, 12:46:40 WIB */
#define NOW  G_GINT64_CONSTANT (1732600000)
#define HOUR 3600

#define RAWAS     "16.13.04"
#define PALEMBANG "16.71.05"
#define LAHAT     "16.04.10"
#define MUBA      "16.06.02"

/* A home of somebody who was told before: from here on everything is new. */
static World
begin_as (const char *role, const char *region)
{
  World self = world_new ();
  g_autoptr (PantauNoticeRules) rules = pantau_notice_rules_new (NULL);
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;

  world_grant_me (&self, role, region);
  none = pantau_notice_take (self.home, rules, NOW - 30 * 24 * HOUR, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);

  return self;
}

static World
begin (void)
{
  return begin_as ("desk", "16");
}

/* A record of somebody else, which the home gets now. (transfer full): its UUID */
static char *
arrive_full (
    World *self, const char *kind, gboolean is_open, const char *region, int severity, gint64 when)
{
  char *id = pantau_uuid_new ();
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (when);
  g_autofree char *occurred = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S+00:00");
  g_autofree char *json = g_strdup_printf (
      "{\"title\":\"Jarumjudul\",\"narrative\":\"Jarumcerita\",\"occurred\":\"%s\","
      "\"severity\":%d,\"fields\":{%s}}",
      occurred, severity, g_str_equal (kind, "risk") ? "\"hazard\":\"banjir\"" : "");
  g_autoptr (PantauEntry) entry =
      test_entry_new_full (self->other, PANTAU_TYPE_CREATE, ++self->other_seq, self->other_prev, id,
                           kind, is_open, region, NULL, json);

  g_free (self->other_prev);
  self->other_prev = g_strdup (entry->id);
  g_free (world_arrive (self, entry));

  return id;
}

static char *
arrive (World *self, const char *region, int severity)
{
  return arrive_full (self, "risk", TRUE, region, severity, NOW - HOUR);
}

/* A hoax that is a sighting of @claim; NULL: a claim of its own. (transfer full): its UUID */
static char *
sight (World *self, const char *claim, const char *region, gint64 when)
{
  char *id = arrive_full (self, "hoax", TRUE, region, 1, when);
  g_autofree char *json =
      g_strdup_printf ("{\"rel\":\"sighting-of\",\"to\":\"%s\"}", claim != NULL ? claim : "");

  if (claim != NULL)
    g_free (world_other_writes (self, id, "hoax", PANTAU_TYPE_LINK, region, NULL, json));

  return id;
}

static GPtrArray *
take_by (World *self, const PantauNoticeRules *rules, gint64 now)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *notices = pantau_notice_take (self->home, rules, now, &error);

  g_assert_no_error (error);

  return notices;
}

/* The usual rules but for what @json says. */
static GPtrArray *
take_at (World *self, const char *json, gint64 now)
{
  g_autoptr (PantauNoticeRules) rules = pantau_notice_rules_new (json);

  return take_by (self, rules, now);
}

static void
assert_told_at (World *self, const char *json, gint64 now, const char *expected)
{
  g_autoptr (GPtrArray) notices = take_at (self, json, now);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < notices->len; i++)
    {
      const PantauNotice *notice = g_ptr_array_index (notices, i);

      /* Of single ones what they are about is random. */
      g_string_append_printf (ids, "%s%.*s", i > 0 ? " " : "",
                              (int) (strchr (notice->id, '-') != NULL
                                         ? strchr (notice->id, '-') - notice->id + 1
                                         : (gssize) strlen (notice->id)),
                              notice->id);
    }
  g_assert_cmpstr (ids->str, ==, expected);
}

#define assert_told(self, expected) assert_told_at (self, NULL, NOW, expected)

/* --- Severe records --- */

static void
test_severe_once (void)
{
  g_auto (World) world = begin ();
  g_autofree char *five = arrive (&world, RAWAS, 5), *four = arrive (&world, RAWAS, 4);
  g_autofree char *place = g_strconcat ("record:", five, NULL);
  g_autoptr (GPtrArray) notices = take_at (&world, NULL, NOW);
  const PantauNotice *notice;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (notices->len, ==, 1);
  notice = g_ptr_array_index (notices, 0);
  g_assert_cmpstr (notice->title, ==, "Severity 5: Disaster and logistics risk");
  g_assert_cmpstr (notice->body, ==, "Flood · Kec. Rawas Ilir, Kab. Musi Rawas Utara");
  g_assert_cmpstr (notice->place, ==, place);

  /* Neither a second look tells it again, nor another line of it, nor tables that are made anew. */
  assert_told (&world, "");
  g_free (world_other_writes (&world, five, "risk", PANTAU_TYPE_NOTE, RAWAS, NULL,
                              "{\"text\":\"Masih.\"}"));
  assert_told (&world, "");
  g_assert_true (pantau_store_rebuild (pantau_home_get_store (world.home), NULL, NULL, &error));
  g_assert_no_error (error);
  assert_told (&world, "");
}

/* What the home remembers is in its files. */
static void
test_severe_restart (void)
{
  g_auto (World) world = begin ();
  g_autofree char *five = arrive (&world, RAWAS, 5), *path = NULL;
  g_autoptr (GError) error = NULL;

  assert_told (&world, "severe-");
  path = g_strdup (pantau_home_get_path (world.home));
  pantau_home_close (world.home);
  world.home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  g_assert_no_error (error);
  assert_told (&world, "");
}

/* A later line makes it severe; then it is told, and its own author's slip is not. */
static void
test_severe_raised (void)
{
  g_auto (World) world = begin ();
  g_autofree char *id = arrive (&world, RAWAS, 3), *first = NULL, *mine = NULL;
  g_autofree char *now = test_time_from_now (0), *json = NULL;

  assert_told (&world, "");
  g_free (world_other_writes (&world, id, "risk", PANTAU_TYPE_SET, RAWAS, world.other_prev,
                              "{\"fields\":{\"severity\":5}}"));
  assert_told (&world, "severe-");

  json = g_strdup_printf ("{\"title\":\"Saya\",\"occurred\":\"%s\",\"severity\":5,\"fields\":{}}",
                          now);
  mine = world_record (&world, "risk", RAWAS, json);
  assert_told_at (&world, NULL, g_get_real_time () / G_USEC_PER_SEC, "");
  /* Who recorded it knows; what others write to it later does not make it news. */
  g_free (world_other_writes (&world, mine, "risk", PANTAU_TYPE_NOTE, RAWAS, NULL,
                              "{\"text\":\"Dibaca.\"}"));
  assert_told_at (&world, NULL, g_get_real_time () / G_USEC_PER_SEC, "");
}

static void
test_severe_threshold (void)
{
  g_auto (World) world = begin ();
  g_autofree char *four = arrive (&world, RAWAS, 4), *three = arrive (&world, RAWAS, 3);

  assert_told_at (&world, "{\"severity\":4}", NOW, "severe-");
}

/* 16.7 is no parent of 16.71, and a kabupaten's people hear nothing of its neighbour where they said so. */
static void
test_severe_region (void)
{
  g_auto (World) world = begin ();
  g_autofree char *here = arrive (&world, RAWAS, 5), *there = arrive (&world, PALEMBANG, 5);
  g_autoptr (GPtrArray) notices = take_at (&world, "{\"region\":\"16.71\"}", NOW);

  g_assert_cmpuint (notices->len, ==, 1);
  g_assert_nonnull (strstr (((PantauNotice *) notices->pdata[0])->id, there));
}

/* Whoever was on the way for days brings no alarm of last week. */
static void
test_severe_old (void)
{
  g_auto (World) world = begin ();
  g_autofree char *edge = arrive_full (&world, "risk", TRUE, RAWAS, 5, NOW - 2 * 24 * HOUR);
  g_autofree char *old = NULL;

  assert_told (&world, "severe-");
  old = arrive_full (&world, "risk", TRUE, RAWAS, 5, NOW - 2 * 24 * HOUR - 1);
  assert_told (&world, "");
}

static void
test_severe_ended (void)
{
  g_auto (World) world = begin ();
  g_autofree char *id = arrive (&world, RAWAS, 5);

  g_free (world_other_writes (&world, id, "risk", PANTAU_TYPE_STATUS, RAWAS, world.other_prev,
                              "{\"status\":\"salah-catat\",\"reason\":\"x\"}"));
  assert_told (&world, "");
}

/* A first sync: one notice, of what is fresh among thousands. */
static void
test_many (void)
{
  g_auto (World) world = begin ();
  const guint n_old = 10000 / TEST_SHARE;
  g_autoptr (GPtrArray) notices = NULL;
  const PantauNotice *notice;
  PantauDb *db = pantau_home_get_db (world.home);

  pantau_store_mark_stale (pantau_home_get_store (world.home));
  g_assert_true (pantau_db_begin (db, PANTAU_DB_DURABLE, NULL));
  for (guint i = 0; i < n_old + 7; i++)
    {
      g_autofree char *id = pantau_uuid_new ();
      g_autoptr (GDateTime) time =
          g_date_time_new_from_unix_utc (i < n_old ? NOW - 30 * 24 * HOUR : NOW - HOUR);
      g_autofree char *occurred = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S+00:00");
      g_autofree char *json = g_strdup_printf (
          "{\"title\":\"x\",\"occurred\":\"%s\",\"severity\":5,\"fields\":{}}", occurred);
      g_autoptr (PantauEntry) entry =
          test_entry_new_full (world.other, PANTAU_TYPE_CREATE, ++world.other_seq, world.other_prev,
                               id, "risk", TRUE, RAWAS, NULL, json);

      g_free (world.other_prev);
      world.other_prev = g_strdup (entry->id);
      g_assert_true (
          pantau_ledger_add (pantau_home_get_ledger (world.home), entry, NULL, NULL, NULL));
    }
  g_assert_true (pantau_db_commit (db, NULL));

  notices = take_at (&world, "{\"region\":\"16.13\"}", NOW);
  g_assert_cmpuint (notices->len, ==, 1);
  notice = g_ptr_array_index (notices, 0);
  g_assert_cmpstr (notice->id, ==, "severe");
  g_assert_cmpstr (notice->title, ==, "7 records of severity 5 have come");
  g_assert_cmpstr (notice->place, ==, "query:tingkat:5 wilayah:16.13");
  assert_told (&world, "");
}

/* Three stand alone, a fourth makes them one. */
static void
test_alone (void)
{
  g_auto (World) world = begin ();

  for (guint i = 0; i < 3; i++)
    g_free (arrive (&world, RAWAS, 5));
  assert_told (&world, "severe- severe- severe-");
  for (guint i = 0; i < 4; i++)
    g_free (arrive (&world, RAWAS, 5));
  assert_told (&world, "severe");
}

/* What was there when somebody first asks is not new; nor what came while the condition was off. */
static void
test_before (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *before = NULL, *off = NULL, *after = NULL;

  world_grant_me (&world, "desk", "16");
  before = arrive (&world, RAWAS, 5);
  assert_told (&world, "");
  off = arrive (&world, RAWAS, 5);
  assert_told_at (&world, "{\"severe\":false}", NOW, "");
  assert_told (&world, "");
  after = arrive (&world, RAWAS, 5);
  assert_told (&world, "severe-");
}

/* --- Claims that spread --- */

static void
test_spread (void)
{
  g_auto (World) world = begin ();
  g_autofree char *root = sight (&world, NULL, RAWAS, NOW - 3 * HOUR);
  g_autofree char *second = sight (&world, root, PALEMBANG, NOW - 3 * HOUR + 60), *third = NULL,
                  *fourth = NULL;
  g_autoptr (GPtrArray) notices = NULL;
  const PantauNotice *notice;

  assert_told (&world, "");
  third = sight (&world, root, LAHAT, NOW - 2 * HOUR);
  notices = take_at (&world, NULL, NOW);
  g_assert_cmpuint (notices->len, ==, 1);
  notice = g_ptr_array_index (notices, 0);
  g_assert_cmpstr (notice->title, ==, "One hoax claim in 3 kabupaten/kota within an hour");
  g_assert_cmpstr (notice->body, ==, "Kab. Lahat, Kab. Musi Rawas Utara, Kota Palembang");
  g_assert_true (g_str_has_prefix (notice->place, "claims:"));

  fourth = sight (&world, root, MUBA, NOW - 2 * HOUR);
  assert_told (&world, "");
}

/* It is the time at which it was seen that counts, both ends of the hour included, not the time at which it came. */
static void
test_spread_hour (void)
{
  g_auto (World) world = begin ();
  g_autofree char *root = sight (&world, NULL, RAWAS, NOW - 5 * HOUR);
  g_autofree char *second = sight (&world, root, PALEMBANG, NOW - 5 * HOUR);
  g_autofree char *late = sight (&world, root, LAHAT, NOW - 4 * HOUR + 1), *just = NULL;

  assert_told (&world, "");
  just = sight (&world, root, LAHAT, NOW - 4 * HOUR);
  assert_told (&world, "spread-");
}

/* The window goes along: three in the middle of a long tale, the first of which are long over. */
static void
test_spread_window (void)
{
  g_auto (World) world = begin ();
  g_autofree char *root = sight (&world, NULL, RAWAS, NOW - 20 * HOUR);

  g_free (sight (&world, root, RAWAS, NOW - 18 * HOUR));
  g_free (sight (&world, root, PALEMBANG, NOW - 16 * HOUR));
  g_free (sight (&world, root, PALEMBANG, NOW - 9 * HOUR));
  g_free (sight (&world, root, PALEMBANG, NOW - 8 * HOUR - 1800));
  g_free (sight (&world, root, LAHAT, NOW - 8 * HOUR));
  assert_told (&world, "");
  g_free (sight (&world, root, MUBA, NOW - 7 * HOUR - 1800));
  assert_told (&world, "spread-");
}

/* Three kecamatan of one kabupaten are one kabupaten; as many as were asked for are needed. */
static void
test_spread_areas (void)
{
  g_auto (World) world = begin ();
  g_autofree char *root = sight (&world, NULL, "16.13.03", NOW - HOUR), *other = NULL;

  g_free (sight (&world, root, "16.13.04", NOW - HOUR));
  g_free (sight (&world, root, "16.13.05", NOW - HOUR));
  g_free (sight (&world, root, "16", NOW - HOUR));
  g_free (sight (&world, root, LAHAT, NOW - HOUR));
  assert_told (&world, "");
  other = sight (&world, root, "16.13.06", NOW - HOUR);
  assert_told_at (&world, "{\"areas\":2}", NOW, "spread-");
}

static void
test_spread_old (void)
{
  g_auto (World) world = begin ();
  g_autofree char *root = sight (&world, NULL, RAWAS, NOW - 48 * HOUR - 10);

  g_free (sight (&world, root, PALEMBANG, NOW - 48 * HOUR));
  g_free (sight (&world, root, LAHAT, NOW - 48 * HOUR));
  assert_told (&world, "");
}

/* A claim that gets another root is the one that was told of. */
static void
test_spread_renamed (void)
{
  g_auto (World) world = begin ();
  g_autofree char *root = sight (&world, NULL, RAWAS, NOW - HOUR), *above = NULL, *json = NULL;

  g_free (sight (&world, root, PALEMBANG, NOW - HOUR));
  g_free (sight (&world, root, LAHAT, NOW - HOUR));
  assert_told (&world, "spread-");
  above = sight (&world, NULL, MUBA, NOW - HOUR);
  json = g_strdup_printf ("{\"rel\":\"sighting-of\",\"to\":\"%s\"}", above);
  g_free (world_other_writes (&world, root, "hoax", PANTAU_TYPE_LINK, RAWAS, NULL, json));
  assert_told (&world, "");
}

/* --- What is due --- */

static void
set_clock (World *self, const char *record, const char *rule, const char *kind, gint64 due)
{
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO clock (record, rule, kind, area, region, event, event_at, start_at, due_at, "
      "other_at, flags) VALUES ('%s', '%s', '%s', '16.13', '16.13.04', 'x', 0, 0, "
      "%" G_GINT64_FORMAT ", 0, 0)",
      record, rule, kind, due);
  g_autoptr (GError) error = NULL;

  g_assert_true (pantau_db_script (pantau_home_get_db (self->home), sql, &error));
  g_assert_no_error (error);
}

/* Midnight of NOW's day in WIB. */
#define MIDNIGHT (NOW - (NOW + 7 * HOUR) % (24 * HOUR))

static void
test_due (void)
{
  g_auto (World) world = begin ();
  g_autofree char *id = arrive (&world, RAWAS, 1);
  g_autoptr (GPtrArray) notices = NULL;
  const PantauNotice *notice;

  set_clock (&world, id, "a", "risk", MIDNIGHT + 24 * HOUR - 1);
  set_clock (&world, id, "b", "risk", MIDNIGHT + 24 * HOUR);
  set_clock (&world, id, "c", "risk", MIDNIGHT + 7 * HOUR);

  /* Not before its hour; then once a day. */
  assert_told_at (&world, NULL, MIDNIGHT + 8 * HOUR - 1, "");
  notices = take_at (&world, NULL, MIDNIGHT + 8 * HOUR);
  g_assert_cmpuint (notices->len, ==, 1);
  notice = g_ptr_array_index (notices, 0);
  g_assert_cmpstr (notice->title, ==, "1 deadline ends today");
  g_assert_cmpstr (notice->body, ==, "1 more is overdue.");
  g_assert_cmpstr (notice->place, ==, "deadlines");
  assert_told_at (&world, NULL, MIDNIGHT + 9 * HOUR, "");
  assert_told_at (&world, NULL, MIDNIGHT + 24 * HOUR + 7 * HOUR, "");
  set_clock (&world, id, "d", "risk", MIDNIGHT + 24 * HOUR + 12 * HOUR);
  assert_told_at (&world, NULL, MIDNIGHT + 24 * HOUR + 8 * HOUR, "due");
}

static void
test_due_hour (void)
{
  g_auto (World) world = begin ();
  g_autofree char *id = arrive (&world, RAWAS, 1);

  set_clock (&world, id, "a", "risk", MIDNIGHT + 24 * HOUR - 1);
  assert_told_at (&world, "{\"hour\":20}", MIDNIGHT + 12 * HOUR, "");
  assert_told_at (&world, "{\"due\":false}", MIDNIGHT + 21 * HOUR, "");
  assert_told_at (&world, "{\"hour\":20}", MIDNIGHT + 21 * HOUR, "due");
}

/* Replies and treatments are promises too, as on the page of deadlines. */
static void
test_due_promises (void)
{
  g_auto (World) world = begin ();
  g_autofree char *id = arrive (&world, RAWAS, 1);
  g_autoptr (GDateTime) due = g_date_time_new_from_unix_utc (NOW + HOUR);
  g_autofree char *time = g_date_time_format (due, "%Y-%m-%dT%H:%M:%S+00:00");
  g_autofree char *json = g_strdup_printf ("{\"agency\":\"bpbd-provinsi\",\"channel\":\"telepon\","
                                           "\"when\":\"2024-11-26T08:00:00+07:00\","
                                           "\"reply_due\":\"%s\"}",
                                           time);

  g_free (world_other_writes (&world, id, "risk", PANTAU_TYPE_FORWARD, RAWAS, NULL, json));
  assert_told (&world, "due");
}

/* --- When not, and who not --- */

/* A quiet night loses nothing: in the morning it is told, together. */
static void
test_quiet (void)
{
  static const char rules[] = "{\"quiet\":true,\"from\":21,\"until\":6}";
  g_auto (World) world = begin ();

  for (guint i = 0; i < 4; i++)
    g_free (arrive_full (&world, "risk", TRUE, RAWAS, 5, MIDNIGHT + 22 * HOUR));
  assert_told_at (&world, rules, MIDNIGHT + 21 * HOUR, "");
  assert_told_at (&world, rules, MIDNIGHT + 29 * HOUR, "");
  assert_told_at (&world, rules, MIDNIGHT + 30 * HOUR, "severe");
}

static void
test_quiet_hours (void)
{
  g_autoptr (PantauNoticeRules) night =
      pantau_notice_rules_new ("{\"quiet\":true,\"from\":21,\"until\":6}");
  g_autoptr (PantauNoticeRules) noon =
      pantau_notice_rules_new ("{\"quiet\":true,\"from\":12,\"until\":13}");
  g_autoptr (PantauNoticeRules) always =
      pantau_notice_rules_new ("{\"quiet\":true,\"from\":5,\"until\":5}");

  g_assert_false (pantau_notice_rules_is_quiet (night, MIDNIGHT + 21 * HOUR - 1));
  g_assert_true (pantau_notice_rules_is_quiet (night, MIDNIGHT + 21 * HOUR));
  g_assert_true (pantau_notice_rules_is_quiet (night, MIDNIGHT + 6 * HOUR - 1));
  g_assert_false (pantau_notice_rules_is_quiet (night, MIDNIGHT + 6 * HOUR));
  g_assert_true (pantau_notice_rules_is_quiet (noon, MIDNIGHT + 12 * HOUR));
  g_assert_false (pantau_notice_rules_is_quiet (noon, MIDNIGHT + 13 * HOUR));
  g_assert_true (pantau_notice_rules_is_quiet (always, MIDNIGHT + 17 * HOUR));
  night->quiet = FALSE;
  g_assert_false (pantau_notice_rules_is_quiet (night, MIDNIGHT + 22 * HOUR));
}

/* A case is told of without what it is and where, and nothing that somebody typed stands in any notice. */
static void
test_neutral (void)
{
  g_auto (World) world = begin ();
  g_autofree char *a = arrive_full (&world, "neutrality", FALSE, RAWAS, 5, NOW);
  g_autofree char *hoax = arrive_full (&world, "hoax", FALSE, RAWAS, 5, NOW);
  g_autoptr (GPtrArray) notices = take_at (&world, NULL, NOW);

  g_assert_cmpuint (notices->len, ==, 2);
  for (guint i = 0; i < notices->len; i++)
    {
      const PantauNotice *notice = g_ptr_array_index (notices, i);

      g_assert_cmpstr (notice->title, ==, "A record of severity 5 has come");
      g_assert_cmpstr (notice->body, ==, "Open Pantau to read it.");
    }
}

static void
test_neutral_claim (void)
{
  g_auto (World) world = begin ();
  g_autofree char *root = arrive_full (&world, "hoax", FALSE, RAWAS, 1, NOW);
  g_autoptr (GPtrArray) notices = NULL;

  g_free (sight (&world, root, PALEMBANG, NOW));
  g_free (sight (&world, root, LAHAT, NOW));
  notices = take_at (&world, NULL, NOW);
  g_assert_cmpuint (notices->len, ==, 1);
  g_assert_cmpstr (((PantauNotice *) notices->pdata[0])->body, ==, "Open Pantau to read it.");
}

/* Whatever came into its home by mistake: Pemprov hears of open risks and hoaxes alone, and of no clock of a case. */
static void
test_pemprov (void)
{
  g_auto (World) world = begin_as ("pemprov", "16");
  g_autofree char *case_ = arrive_full (&world, "neutrality", FALSE, RAWAS, 5, NOW);
  g_autofree char *closed = arrive_full (&world, "hoax", FALSE, RAWAS, 5, NOW);
  g_autofree char *other = arrive_full (&world, "other", TRUE, RAWAS, 5, NOW), *risk = NULL;

  g_free (sight (&world, closed, PALEMBANG, NOW));
  g_free (sight (&world, closed, LAHAT, NOW));
  set_clock (&world, case_, "a", "neutrality", NOW + 60);
  assert_told (&world, "");
  risk = arrive (&world, RAWAS, 5);
  assert_told (&world, "severe-");
  set_clock (&world, risk, "a", "risk", NOW + 60);
  assert_told (&world, "due");
}

static void
test_nobody (void)
{
  g_auto (World) admin = begin_as ("admin", "16");
  g_auto (World) alone = world_new ();
  g_autofree char *a = arrive (&admin, RAWAS, 5), *b = arrive (&alone, RAWAS, 5);

  assert_told (&admin, "");
  assert_told (&alone, "");
}

/* --- The setting --- */

static void
test_rules (void)
{
  static const char text[] =
      "{\"severe\":false,\"severity\":3,\"region\":\"16.13.04\",\"spread\":false,\"areas\":5,"
      "\"due\":false,\"hour\":17,\"quiet\":true,\"from\":22,\"until\":5}";
  static const char *const broken[] = {
    NULL,
    "",
    "[]",
    "{\"severity\":9,\"areas\":1,\"hour\":24,\"from\":-1,\"region\":\"x' OR 1\"}",
    "{\"severity\":\"5\",\"newer\":{}}",
  };
  g_autoptr (PantauNoticeRules) rules = pantau_notice_rules_new (text);
  g_autoptr (PantauNoticeRules) usual = pantau_notice_rules_new (NULL);
  g_autofree char *written = pantau_notice_rules_text (rules);
  g_autofree char *expected = pantau_notice_rules_text (usual);

  g_assert_cmpstr (written, ==, text);
  g_assert_cmpint (usual->severity, ==, 5);
  g_assert_cmpuint (usual->areas, ==, 3);
  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (PantauNoticeRules) read = pantau_notice_rules_new (broken[i]);
      g_autofree char *again = pantau_notice_rules_text (read);

      g_assert_cmpstr (again, ==, expected);
    }
}

/* --- What is so no more --- */

/* @notices that have to go by now. (transfer full) */
static char *
over_at (World *self, GPtrArray *notices, const char *rules_text, gint64 now)
{
  g_autoptr (PantauNoticeRules) rules = pantau_notice_rules_new (rules_text);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = pantau_notice_list_over (self->home, rules, notices, now, &error);

  g_assert_no_error (error);

  return g_strjoinv (" ", ids);
}

static void
assert_stays (World *self, GPtrArray *notices)
{
  g_autofree char *over = over_at (self, notices, NULL, NOW);

  g_assert_cmpstr (over, ==, "");
}

/* The only notice of @notices goes. */
static void
assert_goes_at (World *self, GPtrArray *notices, const char *rules, gint64 now)
{
  g_autofree char *over = over_at (self, notices, rules, now);

  g_assert_cmpuint (notices->len, ==, 1);
  g_assert_cmpstr (over, ==, ((PantauNotice *) g_ptr_array_index (notices, 0))->id);
}

/* A record that has ended calls nobody any more; nor does one that is no news, or that nobody asks for. */
static void
test_over_severe (void)
{
  g_auto (World) world = begin ();
  g_autofree char *id = arrive (&world, RAWAS, 5), *last = g_strdup (world.other_prev);
  g_autoptr (GPtrArray) notices = take_at (&world, NULL, NOW);

  assert_stays (&world, notices);
  assert_goes_at (&world, notices, NULL, NOW + 3 * 24 * HOUR);
  assert_goes_at (&world, notices, "{\"severe\":false}", NOW);
  assert_goes_at (&world, notices, "{\"region\":\"16.71\"}", NOW);
  g_free (world_other_writes (&world, id, "risk", PANTAU_TYPE_STATUS, RAWAS, last,
                              "{\"status\":\"salah-catat\",\"reason\":\"x\"}"));
  assert_goes_at (&world, notices, NULL, NOW);
}

/* What stands there names kind and place of what is closed by now. */
static void
test_over_closed (void)
{
  g_auto (World) world = begin ();
  g_autofree char *id = arrive (&world, RAWAS, 5),
                  *closed = arrive_full (&world, "risk", FALSE, RAWAS, 5, NOW - HOUR),
                  *goes = g_strconcat ("severe-", id, NULL), *over = NULL;
  g_autoptr (GPtrArray) notices = take_at (&world, NULL, NOW);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (notices->len, ==, 2);
  assert_stays (&world, notices);
  pantau_db_run (pantau_home_get_db (world.home), &error,
                 "UPDATE record SET open = 0 WHERE id = ?1", "s", id);
  g_assert_no_error (error);
  over = over_at (&world, notices, NULL, NOW);
  g_assert_cmpstr (over, ==, goes);
}

static void
test_over_spread (void)
{
  g_auto (World) world = begin ();
  g_autofree char *root = sight (&world, NULL, RAWAS, NOW - HOUR),
                  *second = sight (&world, root, PALEMBANG, NOW - HOUR),
                  *third = arrive_full (&world, "hoax", TRUE, LAHAT, 1, NOW - HOUR),
                  *last = g_strdup (world.other_prev),
                  *json = g_strdup_printf ("{\"rel\":\"sighting-of\",\"to\":\"%s\"}", root);
  g_autoptr (GPtrArray) notices = NULL;

  g_free (world_other_writes (&world, third, "hoax", PANTAU_TYPE_LINK, LAHAT, NULL, json));
  notices = take_at (&world, NULL, NOW);
  assert_stays (&world, notices);
  g_free (world_other_writes (&world, third, "hoax", PANTAU_TYPE_STATUS, LAHAT, last,
                              "{\"status\":\"salah-catat\",\"reason\":\"x\"}"));
  assert_goes_at (&world, notices, NULL, NOW);
}

/* Nothing is due any more, or it was due yesterday. */
static void
test_over_due (void)
{
  g_auto (World) world = begin ();
  g_autofree char *id = arrive (&world, RAWAS, 1);
  g_autoptr (GPtrArray) notices = NULL;
  g_autoptr (GError) error = NULL;

  set_clock (&world, id, "a", "risk", NOW + HOUR);
  notices = take_at (&world, NULL, NOW);
  assert_stays (&world, notices);
  set_clock (&world, id, "b", "risk", NOW + 25 * HOUR);
  assert_goes_at (&world, notices, NULL, NOW + 24 * HOUR);
  pantau_db_run (pantau_home_get_db (world.home), &error, "UPDATE clock SET ended_at = due_at", "");
  g_assert_no_error (error);
  assert_goes_at (&world, notices, NULL, NOW);
}

/* Several together stay until somebody looks at them. */
static void
test_over_many (void)
{
  g_auto (World) world = begin ();
  g_autoptr (GPtrArray) notices = NULL;

  for (guint i = 0; i < 4; i++)
    g_free (arrive (&world, RAWAS, 5));
  notices = take_at (&world, NULL, NOW);
  g_assert_cmpuint (notices->len, ==, 1);
  assert_stays (&world, notices);
}

int
main (int argc, char **argv)
{
  pantau_locale_init ("en");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/notice/severe/once", test_severe_once);
  g_test_add_func ("/notice/severe/restart", test_severe_restart);
  g_test_add_func ("/notice/severe/raised", test_severe_raised);
  g_test_add_func ("/notice/severe/threshold", test_severe_threshold);
  g_test_add_func ("/notice/severe/region", test_severe_region);
  g_test_add_func ("/notice/severe/old", test_severe_old);
  g_test_add_func ("/notice/severe/ended", test_severe_ended);
  g_test_add_func ("/notice/many", test_many);
  g_test_add_func ("/notice/alone", test_alone);
  g_test_add_func ("/notice/before", test_before);
  g_test_add_func ("/notice/spread/told", test_spread);
  g_test_add_func ("/notice/spread/hour", test_spread_hour);
  g_test_add_func ("/notice/spread/window", test_spread_window);
  g_test_add_func ("/notice/spread/areas", test_spread_areas);
  g_test_add_func ("/notice/spread/old", test_spread_old);
  g_test_add_func ("/notice/spread/renamed", test_spread_renamed);
  g_test_add_func ("/notice/due/once", test_due);
  g_test_add_func ("/notice/due/hour", test_due_hour);
  g_test_add_func ("/notice/due/promises", test_due_promises);
  g_test_add_func ("/notice/quiet/kept", test_quiet);
  g_test_add_func ("/notice/quiet/hours", test_quiet_hours);
  g_test_add_func ("/notice/neutral/record", test_neutral);
  g_test_add_func ("/notice/neutral/claim", test_neutral_claim);
  g_test_add_func ("/notice/pemprov", test_pemprov);
  g_test_add_func ("/notice/nobody", test_nobody);
  g_test_add_func ("/notice/over/severe", test_over_severe);
  g_test_add_func ("/notice/over/closed", test_over_closed);
  g_test_add_func ("/notice/over/spread", test_over_spread);
  g_test_add_func ("/notice/over/due", test_over_due);
  g_test_add_func ("/notice/over/many", test_over_many);
  g_test_add_func ("/notice/rules", test_rules);

  return g_test_run ();
}
