/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What Pemprov is told of cases: what a desk may release, who reads it, what a home shows that has nothing else of the record; and the
 * register of each agency.
 */

#include "config.h"

#include <string.h>

#include "pantau-edit-forward.h"
#include "pantau-edit-release.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-record-text.h"
#include "pantau-store-agency.h"
#include "pantau-store-release.h"
#include "pantau-words-review.h"
#include "test-util.h"
#include "world-fixture.h"

#define CASE "{\"title\":\"ASN hadir\"}"
#define KESBANGPOL                                                                                 \
  "{\"agency\":\"kesbangpol\",\"channel\":\"surat\",\"letter\":\"7/PM\","                          \
  "\"when\":\"2024-11-01T10:00\",\"reply_due\":\"2024-11-08\"}"
#define SUMMARY "{\"summary\":\"Satu ASN, sudah dikaji.\"}"

static World
desk_new (char **id)
{
  World self = world_new ();

  world_grant_me (&self, "desk", "16.13");
  *id = world_record (&self, "neutrality", "16.13.04", CASE);

  return self;
}

static char *
forward (World *self, const char *id, const char *json)
{
  g_autoptr (JsonObject) given = test_object (json);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (GError) error = NULL;
  char *entry = NULL;

  pantau_edit_forward (self->home, id, given, &entry, faults, &error);
  g_assert_no_error (error);
  test_assert_faults (faults, "");

  return entry;
}

static gboolean
try_release (World *self,
             const char *id,
             const char *of,
             const char *json,
             char **entry,
             GPtrArray *faults,
             GError **error)
{
  g_autoptr (JsonObject) given = test_object (json);

  return pantau_edit_release (self->home, id, of, given, entry, faults, error);
}

static char *
release (World *self, const char *id, const char *of, const char *json)
{
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (GError) error = NULL;
  char *entry = NULL;

  try_release (self, id, of, json, &entry, faults, &error);
  g_assert_no_error (error);
  test_assert_faults (faults, "");
  g_assert_nonnull (entry);

  return entry;
}

static void
assert_error (World *self, const char *id, const char *of, int code)
{
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (GError) error = NULL;
  gint64 before = world_count (self);

  g_assert_false (try_release (self, id, of, SUMMARY, NULL, faults, &error));
  g_assert_error (error, PANTAU_ERROR, code);
  g_assert_cmpint (world_count (self), ==, before);
}

static GPtrArray *
releases (World *self, gboolean all)
{
  const PantauReleaseFilter filter = { .all = all };
  g_autoptr (GError) error = NULL;
  GPtrArray *list = pantau_store_releases (pantau_home_get_store (self->home), &filter, &error);

  g_assert_no_error (error);

  return list;
}

/* The one open line of a closed record, with what the forward says. */
static void
test_add (void)
{
  g_autofree char *id = NULL;
  g_auto (World) world = desk_new (&id);
  g_autofree char *of = forward (&world, id, KESBANGPOL);
  g_autofree char *entry = release (&world, id, of, SUMMARY);
  g_autoptr (PantauEntry) line = world_last_entry (&world);
  g_autoptr (GPtrArray) list = releases (&world, FALSE);
  const PantauRelease *added = g_ptr_array_index (list, 0);

  g_assert_cmpstr (line->id, ==, entry);
  g_assert_cmpstr (line->type, ==, "release.add");
  g_assert_true (line->is_open);
  g_assert_cmpstr (line->region, ==, "16.13.04");
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (added->record, ==, id);
  g_assert_cmpstr (added->kind, ==, "neutrality");
  g_assert_cmpstr (added->region, ==, "16.13.04");
  g_assert_cmpstr (added->forward, ==, of);
  g_assert_cmpstr (added->agency, ==, "kesbangpol");
  g_assert_cmpstr (added->letter, ==, "7/PM");
  g_assert_cmpint (added->when, ==, G_GINT64_CONSTANT (1730430000));
  g_assert_cmpint (added->reply_due, ==, G_GINT64_CONSTANT (1731085199)); /* the day's end, WIB */
  g_assert_cmpstr (added->summary, ==, "Satu ASN, sudah dikaji.");
  g_assert_null (added->reply);
  g_assert_cmpstr (added->title, ==, "ASN hadir");
  g_assert_true (pantau_release_waits (added));
  g_assert_null (strstr (line->body, "ASN hadir"));
}

/* With the reply it is released anew, and the older one counts no more. */
static void
test_reply (void)
{
  g_autofree char *id = NULL;
  g_auto (World) world = desk_new (&id);
  g_autofree char *of = forward (&world, id, KESBANGPOL);
  g_autofree char *first = release (&world, id, of, SUMMARY);
  g_autofree char *second =
      release (&world, id, of,
               "{\"summary\":\"Satu ASN.\",\"reply\":\"Sudah ditegur.\",\"replied\":"
               "\"2024-11-05T09:00\"}");
  g_autoptr (GPtrArray) current = releases (&world, FALSE), all = releases (&world, TRUE);
  const PantauRelease *newest = g_ptr_array_index (current, 0);

  g_assert_cmpuint (current->len, ==, 1);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (newest->entry, ==, second);
  g_assert_cmpstr (newest->reply, ==, "Sudah ditegur.");
  g_assert_cmpint (newest->replied, ==, G_GINT64_CONSTANT (1730772000));
  g_assert_false (pantau_release_waits (newest));
  g_assert_cmpstr (((PantauRelease *) g_ptr_array_index (all, 1))->entry, ==, first);
  g_assert_false (((PantauRelease *) g_ptr_array_index (all, 1))->is_current);
}

static void
test_faults (void)
{
  static const struct
  {
    const char *json, *expected;
  } cases[] = {
    { "{}", "missing summary" },
    { "{\"summary\":\" \",\"replied\":\"2024-11-05\",\"agency\":\"pln\"}",
      "incomplete reply, missing summary, unknown-field agency" },
    { "{\"summary\":\"a\",\"reply\":\"b\",\"replied\":\"2024-10-31T10:00\"}",
      "wrong-order replied" },
    { "{\"summary\":1,\"reply\":\"b\",\"replied\":\"kemarin\"}",
      "bad-date replied, wrong-type summary" },
  };
  g_autofree char *id = NULL;
  g_auto (World) world = desk_new (&id);
  g_autofree char *of = forward (&world, id, KESBANGPOL);
  gint64 before = world_count (&world);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) faults = pantau_faults_new ();
      g_autoptr (GError) error = NULL;

      g_assert_false (try_release (&world, id, of, cases[i].json, NULL, faults, &error));
      g_assert_no_error (error);
      test_assert_faults (faults, cases[i].expected);
    }
  g_assert_cmpint (world_count (&world), ==, before);
}

/* Only what went to Pemprov or was copied to it, only of closed records, only by a desk of the region. */
static void
test_who (void)
{
  g_autofree char *id = NULL, *bkn = NULL, *copied = NULL, *flood = NULL, *of_flood = NULL;
  g_auto (World) world = desk_new (&id);
  PantauHome *home = world.home;

  g_assert_false (pantau_edit_may_release (home, id, NULL));
  bkn = forward (&world, id, "{\"agency\":\"bkn\",\"channel\":\"surat\"}");
  g_assert_false (pantau_edit_may_release (home, id, NULL));
  assert_error (&world, id, bkn, PANTAU_ERROR_INVALID);
  assert_error (&world, id, "nothing", PANTAU_ERROR_NOT_FOUND);
  copied = forward (&world, id,
                    "{\"agency\":\"bkn\",\"channel\":\"surat\",\"copies\":[\"kesbangpol\"]}");
  g_assert_true (pantau_edit_may_release (home, id, NULL));
  g_free (release (&world, id, copied, SUMMARY));

  flood = world_record (&world, "risk", "16.13.04", "{\"title\":\"Banjir\"}");
  of_flood = forward (&world, flood, KESBANGPOL);
  assert_error (&world, flood, of_flood, PANTAU_ERROR_INVALID);

  world_grant_me (&world, "field", "16.13.04");
  assert_error (&world, id, copied, PANTAU_ERROR_REFUSED);
  g_assert_false (pantau_edit_may_release (home, id, NULL));
  world_grant_me (&world, "pemprov", "16");
  assert_error (&world, id, copied, PANTAU_ERROR_REFUSED);
  world_grant_me (&world, "desk", "16.06");
  assert_error (&world, id, copied, PANTAU_ERROR_REFUSED);
}

/* A home of Pemprov: the line comes, the record never does. */
static void
test_alone (void)
{
  g_auto (World) world = world_new ();
  PantauStore *store = pantau_home_get_store (world.home);
  const PantauReleaseFilter elsewhere = { .region = "16.06" }, all = { 0 };
  g_autofree char *first = NULL, *second = NULL, *other = NULL, *before = NULL, *after = NULL;
  g_autoptr (GPtrArray) list = NULL, records = NULL;
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (PantauCounts) counts = NULL;
  g_autoptr (GError) error = NULL;
  const PantauFilter every = { 0 };
  const PantauRelease *release;
  gint64 count, overdue;

  world_grant_me (&world, "pemprov", "16");
  first = world_other_writes (&world, NULL, "neutrality", "release.add", "16.13.04", NULL,
                              "{\"forward\":\"f\",\"agency\":\"kesbangpol\",\"summary\":\"Satu.\","
                              "\"when\":\"2024-11-01T10:00:00+07:00\",\"reply_due\":"
                              "\"2024-11-08T10:00:00+07:00\"}");
  second = world_other_writes (&world, NULL, "neutrality", "release.add", "16.13.04", first,
                               "{\"forward\":\"f\",\"agency\":\"kesbangpol\",\"summary\":\"Dua.\","
                               "\"when\":\"2024-11-01T10:00:00+07:00\",\"reply_due\":"
                               "\"2024-11-08T10:00:00+07:00\"}");
  other = world_other_writes (&world, "0b7a5c0e-2222-4222-8333-444455556666", "other",
                              "release.add", "16.06.01", NULL,
                              "{\"forward\":\"g\",\"agency\":\"kesbangpol\",\"summary\":\"Tiga.\","
                              "\"when\":\"2024-11-02T10:00:00+07:00\",\"replied\":{\"when\":"
                              "\"2024-11-03T10:00:00+07:00\",\"text\":\"Ditegur\"}}");

  list = releases (&world, FALSE);
  g_assert_cmpuint (list->len, ==, 2);
  release = g_ptr_array_index (list, 0); /* the latest forwarding */
  g_assert_cmpstr (release->entry, ==, other);
  g_assert_cmpstr (release->reply, ==, "Ditegur");
  release = g_ptr_array_index (list, 1);
  g_assert_cmpstr (release->entry, ==, second);
  g_assert_cmpstr (release->summary, ==, "Dua.");
  g_assert_null (release->title);

  pantau_store_count_releases (store, &all, G_GINT64_CONSTANT (1731200000), &count, &overdue,
                               &error);
  g_assert_no_error (error);
  g_assert_cmpint (count, ==, 2);
  g_assert_cmpint (overdue, ==, 1);
  pantau_store_count_releases (store, &elsewhere, G_GINT64_CONSTANT (1731200000), &count, &overdue,
                               &error);
  g_assert_cmpint (count, ==, 1);
  g_assert_cmpint (overdue, ==, 0);

  /* It is in no list of records, counted nowhere and opened by nobody. */
  records = pantau_store_list (store, &every, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 0);
  counts = pantau_store_count (store, &error);
  g_assert_cmpint (counts->total, ==, 0);
  record = pantau_store_get (store, TEST_RECORD, &error);
  g_assert_null (record);
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND);
  g_clear_error (&error);

  before = pantau_store_dump (store, &error);
  pantau_store_rebuild (store, NULL, NULL, &error);
  g_assert_no_error (error);
  after = pantau_store_dump (store, &error);
  g_assert_cmpstr (before, ==, after);
  g_assert_nonnull (strstr (after, "release\t"));
}

/* The sentence names the monitors of the kecamatan, for they read its open lines too. */
static void
test_readers (void)
{
  g_auto (World) world = world_new ();
  PantauReference *reference = pantau_home_get_reference (world.home);
  g_autofree char *village = pantau_release_readers (reference, "16.13.04.2004");
  g_autofree char *kabupaten = pantau_release_readers (reference, "16.13");

  g_assert_nonnull (strstr (village, "Rawas"));
  g_assert_nonnull (strstr (village, "Pemprov"));
  g_assert_nonnull (strstr (kabupaten, "Pemprov"));
  g_assert_null (strstr (kabupaten, "monitors of"));
}

static void
test_text (void)
{
  g_autofree char *id = NULL, *text = NULL;
  g_auto (World) world = desk_new (&id);
  g_autofree char *of = forward (&world, id, KESBANGPOL);
  g_autoptr (PantauRecord) record = NULL;

  g_free (release (&world, id, of, SUMMARY));
  g_free (release (&world, id, of, "{\"summary\":\"Yang terbaru.\"}"));
  record = world_get (&world, id);
  text = pantau_record_text (pantau_home_get_reference (world.home), record, FALSE);
  g_assert_nonnull (strstr (text, "Summary for Pemprov:"));
  g_assert_nonnull (strstr (text, "Yang terbaru."));
  g_assert_null (strstr (text, "sudah dikaji")); /* what was replaced stands in the history */
}

static const PantauAgencyTally *
tally_of (GPtrArray *list, const char *agency)
{
  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (((PantauAgencyTally *) g_ptr_array_index (list, i))->agency, agency))
      return g_ptr_array_index (list, i);

  return NULL;
}

static void
assert_tally (GPtrArray *list,
              const char *agency,
              gint64 forwards,
              gint64 copies,
              gint64 waiting,
              gint64 overdue,
              gint64 replied)
{
  const PantauAgencyTally *tally = tally_of (list, agency);

  g_assert_nonnull (tally);
  g_assert_cmpint (tally->forwards, ==, forwards);
  g_assert_cmpint (tally->copies, ==, copies);
  g_assert_cmpint (tally->waiting, ==, waiting);
  g_assert_cmpint (tally->overdue, ==, overdue);
  g_assert_cmpint (tally->replied, ==, replied);
}

static void
reply (World *self, const char *id, const char *of, const char *text)
{
  g_autofree char *json = g_strdup_printf ("{\"text\":\"%s\"}", text);
  g_autoptr (JsonObject) given = test_object (json);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (GError) error = NULL;

  pantau_edit_forward_reply (self->home, id, of, given, NULL, faults, &error);
  g_assert_no_error (error);
  test_assert_faults (faults, "");
}

/* A kabupaten with an overdue, a waiting and an answered forward, copies, and one of the neighbour. */
static World
register_new (char **id)
{
  World self = world_new ();
  g_autofree char *soon = test_time_from_now (3600), *json = NULL, *answered = NULL,
                  *neighbour = NULL;

  world_grant_me (&self, "desk", "16");
  *id = world_record (&self, "neutrality", "16.13.04",
                      "{\"title\":\"ASN hadir\",\"fields\":{\"register_number\":\"003/TM\"}}");
  neighbour = world_record (&self, "neutrality", "16.06.01", "{\"title\":\"Kades\"}");
  json = g_strdup_printf ("{\"agency\":\"bkn\",\"channel\":\"surat\",\"reply_due\":\"%s\","
                          "\"copies\":[\"bkn-kanreg\"]}",
                          soon);
  g_free (forward (&self, *id, json));
  g_free (forward (&self, *id,
                   "{\"agency\":\"bkn\",\"channel\":\"surat\",\"when\":\"2024-11-01T10:00\","
                   "\"reply_due\":\"2024-11-08\",\"copies\":[\"bkn-kanreg\",\"kesbangpol\"]}"));
  answered = forward (&self, *id,
                      "{\"agency\":\"bkn\",\"channel\":\"surat\",\"when\":\"2024-10-01T10:00\","
                      "\"reply_due\":\"2024-10-08\",\"letter\":\"1/PM\"}");
  reply (&self, *id, answered, "Dibina");
  g_free (forward (&self, neighbour, "{\"agency\":\"bkn\",\"channel\":\"surat\"}"));

  return self;
}

static void
test_tally (void)
{
  g_autofree char *id = NULL;
  g_auto (World) world = register_new (&id);
  PantauStore *store = pantau_home_get_store (world.home);
  gint64 now = pantau_home_clock (world.home);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = pantau_store_agencies (store, NULL, now, &error);
  g_autoptr (GPtrArray) here = pantau_store_agencies (store, "16.13", now, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 3);
  g_assert_cmpstr (((PantauAgencyTally *) g_ptr_array_index (list, 0))->agency, ==, "bkn");
  assert_tally (list, "bkn", 4, 0, 2, 1, 1);
  assert_tally (list, "bkn-kanreg", 0, 2, 0, 0, 0);
  assert_tally (list, "kesbangpol", 0, 1, 0, 0, 0);
  assert_tally (here, "bkn", 3, 0, 2, 1, 1);
}

static void
test_register (void)
{
  g_autofree char *id = NULL;
  g_auto (World) world = register_new (&id);
  PantauStore *store = pantau_home_get_store (world.home);
  const PantauRegisterFilter of_bkn = { .agency = "bkn", .region = "16.13" };
  const PantauRegisterFilter of_kanreg = { .agency = "bkn-kanreg" };
  const PantauRegisterFilter first = { .agency = "bkn", .limit = 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = pantau_store_register (store, &of_bkn, &error);
  g_autoptr (GPtrArray) copies = pantau_store_register (store, &of_kanreg, &error);
  g_autoptr (GPtrArray) one = pantau_store_register (store, &first, &error);
  const PantauRegistered *overdue, *waiting, *answered;

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 3);
  overdue = g_ptr_array_index (list, 0);
  waiting = g_ptr_array_index (list, 1);
  answered = g_ptr_array_index (list, 2);
  g_assert_true (overdue->waits);
  g_assert_cmpint (overdue->forward->reply_due, <, waiting->forward->reply_due);
  g_assert_true (waiting->waits);
  g_assert_false (answered->waits);
  g_assert_cmpuint (answered->forward->replies->len, ==, 1);
  g_assert_cmpstr (((PantauReply *) g_ptr_array_index (answered->forward->replies, 0))->text, ==,
                   "Dibina");
  g_assert_cmpstr (answered->forward->letter, ==, "1/PM");
  g_assert_cmpstr (overdue->forward->title, ==, "ASN hadir");
  g_assert_cmpstr (overdue->forward->record, ==, id);
  g_assert_cmpstr (overdue->numbers, ==, "003/TM");
  g_assert_cmpstr (overdue->status, ==, "baru");

  g_assert_cmpuint (copies->len, ==, 2);
  g_assert_true (((PantauRegistered *) g_ptr_array_index (copies, 0))->is_copy);
  g_assert_cmpstr (((PantauRegistered *) g_ptr_array_index (copies, 0))->forward->agency, ==,
                   "bkn");
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpstr (((PantauRegistered *) g_ptr_array_index (one, 0))->forward->entry, ==,
                   overdue->forward->entry);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  pantau_locale_init ("en");

  g_test_add_func ("/release/add", test_add);
  g_test_add_func ("/release/reply", test_reply);
  g_test_add_func ("/release/faults", test_faults);
  g_test_add_func ("/release/who", test_who);
  g_test_add_func ("/release/alone", test_alone);
  g_test_add_func ("/release/readers", test_readers);
  g_test_add_func ("/release/text", test_text);
  g_test_add_func ("/register/tally", test_tally);
  g_test_add_func ("/register/lines", test_register);

  return g_test_run ();
}
