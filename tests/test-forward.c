/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Handing records to agencies: what is taken, what is refused all at once, what waits, and how it is told. */

#include "config.h"

#include <string.h>

#include "pantau-edit-forward.h"
#include "pantau-edit.h"
#include "pantau-forward.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-record-text.h"
#include "pantau-story.h"
#include "test-util.h"
#include "world-fixture.h"

#define RAWAS "16.13.04"
#define FLOOD "{\"title\":\"Banjir\",\"fields\":{\"hazard\":\"banjir\"}}"

/* A desk of the kabupaten with a flood of somebody else's. */
static World
desk_new (void)
{
  World self = world_new ();

  g_free (world_other_writes (&self, NULL, "risk", "record.create", RAWAS, NULL, FLOOD));
  world_grant_me (&self, "desk", "16.13");

  return self;
}

static gboolean
try_forward (World *self, const char *json, char **entry, GPtrArray *faults, GError **error)
{
  g_autoptr (JsonObject) given = test_object (json);

  return pantau_edit_forward (self->home, TEST_RECORD, given, entry, faults, error);
}

static char *
forward (World *self, const char *json)
{
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (GError) error = NULL;
  char *entry = NULL;

  try_forward (self, json, &entry, faults, &error);
  g_assert_no_error (error);
  test_assert_faults (faults, "");
  g_assert_nonnull (entry);

  return entry;
}

static gboolean
try_reply (World *self, const char *entry, const char *json, GPtrArray *faults, GError **error)
{
  g_autoptr (JsonObject) given = test_object (json);

  return pantau_edit_forward_reply (self->home, TEST_RECORD, entry, given, NULL, faults, error);
}

static void
reply (World *self, const char *entry, const char *json)
{
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (GError) error = NULL;

  try_reply (self, entry, json, faults, &error);
  g_assert_no_error (error);
  test_assert_faults (faults, "");
}

static GPtrArray *
forwards_of (World *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *forwards =
      pantau_store_forwards (pantau_home_get_store (self->home), TEST_RECORD, &error);

  g_assert_no_error (error);

  return forwards;
}

/* How many replies are awaited until @until. */
static gint64
count_due (World *self, gint64 until)
{
  const PantauDueFilter filter = { .region = "16.13", .until = until };
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  gint64 forwards, treatments;

  list = pantau_store_forwards_due (pantau_home_get_store (self->home), &filter, &error);
  g_assert_no_error (error);
  pantau_store_count_due (pantau_home_get_store (self->home), &filter, &forwards, &treatments,
                          &error);
  g_assert_no_error (error);
  g_assert_cmpint (list->len, ==, forwards);

  return forwards;
}

static void
test_add (void)
{
  g_auto (World) world = desk_new ();
  g_autofree char *entry =
      forward (&world, "{\"agency\":\"bpbd-kabkota\",\"channel\":\"Telepon\","
                       "\"person\":\" Pusdalops \",\"copies\":[\"kpu-kabkota\",\"kpu-kabkota\","
                       "\"bpbd-kabkota\"],\"letter\":\"12/PM/2024\","
                       "\"when\":\"2024-02-14T10:00\",\"reply_due\":\"2024-02-14T12:00\","
                       "\"note\":\"Dua perahu\"}");
  g_autoptr (GPtrArray) list = forwards_of (&world);
  g_autoptr (PantauEntry) line = world_last_entry (&world);
  const PantauForward *added = g_ptr_array_index (list, 0);

  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (line->type, ==, "forward.add");
  g_assert_cmpstr (line->region, ==, RAWAS);
  g_assert_true (line->is_open);
  g_assert_cmpstr (added->entry, ==, entry);
  g_assert_cmpstr (added->record, ==, TEST_RECORD);
  g_assert_cmpstr (added->agency, ==, "bpbd-kabkota");
  g_assert_cmpstr (added->channel, ==, "telepon");
  g_assert_cmpstr (added->person, ==, "Pusdalops");
  g_assert_cmpuint (g_strv_length (added->copies), ==, 1);
  g_assert_cmpstr (added->copies[0], ==, "kpu-kabkota");
  g_assert_cmpstr (added->letter, ==, "12/PM/2024");
  g_assert_cmpint (added->when, ==, G_GINT64_CONSTANT (1707879600));
  g_assert_cmpint (added->reply_due, ==, G_GINT64_CONSTANT (1707879600) + 2 * 3600);
  g_assert_cmpuint (added->replies->len, ==, 0);
}

/* What is not said is not invented, but for the moment. */
static void
test_least (void)
{
  g_auto (World) world = desk_new ();
  gint64 before = pantau_home_clock (world.home);
  g_autofree char *entry = forward (&world, "{\"agency\":\"pln\",\"channel\":\"wa\"}");
  g_autoptr (GPtrArray) list = forwards_of (&world);
  const PantauForward *added = g_ptr_array_index (list, 0);

  g_assert_null (added->person);
  g_assert_null (added->letter);
  g_assert_null (added->note);
  g_assert_cmpint (added->reply_due, ==, 0);
  g_assert_cmpint (added->when, >=, before);
  g_assert_cmpint (added->when, <=, before + 60);
}

/* Of a day alone, its end. */
static void
test_due_day (void)
{
  g_auto (World) world = desk_new ();
  g_autofree char *entry =
      forward (&world, "{\"agency\":\"pln\",\"channel\":\"wa\",\"when\":\"2024-02-14T10:00\","
                       "\"reply_due\":\"2024-02-14\"}");
  g_autoptr (GPtrArray) list = forwards_of (&world);
  const PantauForward *added = g_ptr_array_index (list, 0);

  g_assert_cmpint (added->reply_due, ==, G_GINT64_CONSTANT (1707929999)); /* 23:59:59 WIB */
}

static void
assert_refused (World *world, const char *json, const char *expected)
{
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", json);
  g_assert_false (try_forward (world, json, NULL, faults, &error));
  g_assert_no_error (error);
  test_assert_faults (faults, expected);
}

static void
test_faults (void)
{
  g_auto (World) world = desk_new ();
  gint64 before = world_count (&world);
  g_autofree char *later = test_time_from_now (3 * 24 * 3600), *future = NULL;

  assert_refused (&world, "{}", "missing agency, missing channel");
  assert_refused (&world,
                  "{\"agency\":\"atlantis\",\"channel\":\"merpati\",\"person\":1,\"colour\":1,"
                  "\"reply_due\":\"soon\",\"when\":\"2024-02-30\"}",
                  "bad-date reply_due, bad-date when, unknown-agency agency, unknown-choice "
                  "channel, unknown-field colour, wrong-type person");
  assert_refused (&world,
                  "{\"agency\":\"pln\",\"channel\":\"wa\",\"when\":\"2024-02-14T10:00\","
                  "\"reply_due\":\"2024-02-14T09:59\"}",
                  "wrong-order reply_due");
  assert_refused (&world, "{\"agency\":\"pln\",\"channel\":\"wa\",\"copies\":[\"bpbd\",\"pln\"]}",
                  "unknown-agency copies[0]");
  assert_refused (&world, "{\"agency\":\"pln\",\"channel\":\"wa\",\"copies\":\"pln\"}",
                  "wrong-type copies");
  assert_refused (&world, "{\"agency\":\"pln\",\"channel\":\"wa\",\"reply_due\":\"2204-01-01\"}",
                  "out-of-range reply_due");
  future = g_strdup_printf ("{\"agency\":\"pln\",\"channel\":\"wa\",\"when\":\"%s\"}", later);
  assert_refused (&world, future, "in-future when");
  g_assert_cmpint (world_count (&world), ==, before);
}

/* An agency takes records as long as it is there. */
static void
test_not_in_force (void)
{
  g_auto (World) world = desk_new ();

  g_free (forward (&world, "{\"agency\":\"kasn\",\"channel\":\"surat\",\"when\":\"2024-08-24\"}"));
  assert_refused (&world, "{\"agency\":\"kasn\",\"channel\":\"surat\",\"when\":\"2024-08-25\"}",
                  "not-in-force agency");
  assert_refused (&world, "{\"agency\":\"bkn\",\"channel\":\"surat\",\"when\":\"2024-08-23\"}",
                  "not-in-force agency");
}

static void
test_too_long (void)
{
  g_auto (World) world = desk_new ();
  g_autofree char *person = g_strnfill (PANTAU_FORWARD_MAX_PERSON + 1, 'x');
  g_autofree char *json =
      g_strdup_printf ("{\"agency\":\"pln\",\"channel\":\"wa\",\"person\":\"%s\"}", person);

  assert_refused (&world, json, "too-long person");
}

static void
test_reply (void)
{
  g_auto (World) world = desk_new ();
  g_autofree char *first = forward (&world, "{\"agency\":\"pln\",\"channel\":\"wa\","
                                            "\"when\":\"2024-02-14T10:00\"}"),
                  *second = forward (&world, "{\"agency\":\"kodim\",\"channel\":\"radio\"}");
  g_autoptr (GPtrArray) list = NULL;
  const PantauForward *answered;
  const PantauReply *said;

  reply (&world, first,
         "{\"text\":\"Tim berangkat\",\"person\":\"Posko ULP\",\"when\":\"2024-02-14T10:30\"}");
  reply (&world, first, "{\"text\":\"Menyala\"}");
  list = forwards_of (&world);
  g_assert_cmpuint (list->len, ==, 2);
  answered = g_ptr_array_index (list, 0);
  g_assert_cmpstr (answered->entry, ==, first);
  g_assert_cmpuint (answered->replies->len, ==, 2);
  said = g_ptr_array_index (answered->replies, 0);
  g_assert_cmpstr (said->text, ==, "Tim berangkat");
  g_assert_cmpstr (said->person, ==, "Posko ULP");
  g_assert_cmpint (said->when, ==, G_GINT64_CONSTANT (1707881400));
  answered = g_ptr_array_index (list, 1);
  g_assert_cmpstr (answered->entry, ==, second);
  g_assert_cmpuint (answered->replies->len, ==, 0);
}

static void
test_reply_faults (void)
{
  g_auto (World) world = desk_new ();
  g_autofree char *entry = forward (&world, "{\"agency\":\"pln\",\"channel\":\"wa\","
                                            "\"when\":\"2024-02-14T10:00\"}");
  g_autoptr (GPtrArray) faults = pantau_faults_new (), none = pantau_faults_new ();
  g_autoptr (GError) error = NULL, unknown = NULL;

  g_assert_false (
      try_reply (&world, entry, "{\"when\":\"2024-02-14T09:00\",\"x\":1}", faults, &error));
  g_assert_no_error (error);
  test_assert_faults (faults, "missing text, unknown-field x, wrong-order when");

  g_assert_false (try_reply (&world, TEST_SHA256_EMPTY, "{\"text\":\"a\"}", none, &unknown));
  test_assert_error (unknown, PANTAU_ERROR_NOT_FOUND);
}

/* A field monitor does not write for the office; a desk elsewhere has nothing to say. */
static void
test_roles (void)
{
  g_auto (World) world = desk_new ();
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  static const struct
  {
    const char *role, *region;
    gboolean may;
  } roles[] = {
    { "field", RAWAS, FALSE }, { "desk", "16.71", FALSE }, { "desk", "16", TRUE },
    { "pemprov", "16", TRUE }, { "admin", "16", FALSE },   { "identity", "16.13", TRUE }
  };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autoptr (GError) error = NULL, told = NULL;
      gboolean done;

      world_grant_me (&world, roles[i].role, roles[i].region);
      done = try_forward (&world, "{\"agency\":\"pln\",\"channel\":\"wa\"}", NULL, faults, &error);
      g_test_message ("%s of %s", roles[i].role, roles[i].region);
      g_assert_true (done == roles[i].may);
      g_assert_true (pantau_edit_may_forward (world.home, TEST_RECORD, &told) == roles[i].may);
      if (!roles[i].may)
        {
          test_assert_error (error, PANTAU_ERROR_REFUSED);
          test_assert_error (told, PANTAU_ERROR_REFUSED);
        }
    }
  test_assert_faults (faults, "");
}

/* What waits: until a reply comes, or the record is ended; and no longer. */
static void
test_due (void)
{
  g_auto (World) world = desk_new ();
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  const PantauDueFilter all = { .until = G_MAXINT64 };
  const PantauForward *waiting;
  g_autofree char *first = forward (&world, "{\"agency\":\"pln\",\"channel\":\"wa\","
                                            "\"when\":\"2024-02-14T10:00\","
                                            "\"reply_due\":\"2024-02-14T14:00\"}"),
                  *second = forward (&world, "{\"agency\":\"kodim\",\"channel\":\"radio\","
                                             "\"when\":\"2024-02-14T10:00\","
                                             "\"reply_due\":\"2024-02-14T12:00\"}");

  g_free (forward (&world, "{\"agency\":\"polres\",\"channel\":\"wa\"}"));
  g_assert_cmpint (count_due (&world, G_MAXINT64), ==, 2);
  g_assert_cmpint (count_due (&world, G_GINT64_CONSTANT (1707886800)), ==, 0); /* 12:00 itself */
  g_assert_cmpint (count_due (&world, G_GINT64_CONSTANT (1707886801)), ==, 1);

  list = pantau_store_forwards_due (pantau_home_get_store (world.home), &all, &error);
  g_assert_no_error (error);
  waiting = g_ptr_array_index (list, 0);
  g_assert_cmpstr (waiting->entry, ==, second);
  g_assert_cmpstr (waiting->title, ==, "Banjir");
  g_assert_cmpstr (waiting->region, ==, RAWAS);

  reply (&world, second, "{\"text\":\"Siap\"}");
  g_assert_cmpint (count_due (&world, G_MAXINT64), ==, 1);
  pantau_edit_status (world.home, TEST_RECORD, "selesai", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_due (&world, G_MAXINT64), ==, 0);
  pantau_edit_status (world.home, TEST_RECORD, "ditindaklanjuti", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_due (&world, G_MAXINT64), ==, 1);
  reply (&world, first, "{\"text\":\"Menyala\"}");
  g_assert_cmpint (count_due (&world, G_MAXINT64), ==, 0);
}

/* Filters of the list: regions at their dots, kinds, and at most so many. */
static void
test_due_filter (void)
{
  g_auto (World) world = desk_new ();
  static const struct
  {
    PantauDueFilter filter;
    guint expected;
  } cases[] = { { { .region = "16.13.04", .until = G_MAXINT64 }, 2 },
                { { .region = "16.1", .until = G_MAXINT64 }, 0 },
                { { .region = "16.13.03", .until = G_MAXINT64 }, 0 },
                { { .kind = "risk", .until = G_MAXINT64 }, 2 },
                { { .kind = "hoax", .until = G_MAXINT64 }, 0 },
                { { .until = G_MAXINT64, .limit = 1 }, 1 },
                { { .from = G_GINT64_CONSTANT (1707886801), .until = G_MAXINT64 }, 1 } };

  g_free (forward (&world, "{\"agency\":\"pln\",\"channel\":\"wa\",\"when\":\"2024-02-14T10:00\","
                           "\"reply_due\":\"2024-02-14T14:00\"}"));
  g_free (forward (&world, "{\"agency\":\"kodim\",\"channel\":\"wa\","
                           "\"when\":\"2024-02-14T10:00\",\"reply_due\":\"2024-02-14T12:00\"}"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) list =
          pantau_store_forwards_due (pantau_home_get_store (world.home), &cases[i].filter, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (list->len, ==, cases[i].expected);
    }
}

/* A reply that came before what it answers counts once that comes; one to another record's forward never does. */
static void
test_order_of_arrival (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (PantauKeypair) third = test_key_new (72);
  g_autoptr (PantauEntry) add =
      test_entry_new_full (third, "forward.add", 1, "", TEST_RECORD, "risk", TRUE, RAWAS, NULL,
                           "{\"agency\":\"pln\",\"channel\":\"wa\"}");
  g_autofree char *json = g_strdup_printf ("{\"forward\":\"%s\",\"text\":\"Menyala\"}", add->id);
  g_autoptr (GPtrArray) early = NULL, late = NULL;

  g_free (world_other_writes (&world, NULL, "risk", "record.create", RAWAS, NULL, FLOOD));
  g_free (world_other_writes (&world, NULL, "risk", "forward.reply", RAWAS, NULL, json));
  g_free (world_other_writes (&world, NULL, "risk", "forward.reply", RAWAS, NULL,
                              "{\"forward\":\"" TEST_SHA256_EMPTY "\",\"text\":\"?\"}"));
  early = forwards_of (&world);
  g_assert_cmpuint (early->len, ==, 0);

  g_free (world_arrive (&world, add));
  late = forwards_of (&world);
  g_assert_cmpuint (late->len, ==, 1);
  g_assert_cmpuint (((PantauForward *) g_ptr_array_index (late, 0))->replies->len, ==, 1);
}

/* Lines that another program wrote badly crash nothing and say nothing. */
static void
test_foreign (void)
{
  g_auto (World) world = desk_new ();
  static const char *const bodies[] = {
    "{}", "{\"agency\":1}",
    "{\"agency\":\"kantor-lama\",\"copies\":[1,{}],\"when\":\"soon\","
    "\"reply_due\":[],\"channel\":{}}",
    "{\"forward\":1,\"text\":[]}"
  };
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (PantauRecord) record = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_free (world_other_writes (&world, NULL, "risk", "forward.add", RAWAS, NULL, bodies[i]));
      g_free (world_other_writes (&world, NULL, "risk", "forward.reply", RAWAS, NULL, bodies[i]));
    }
  list = forwards_of (&world);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (((PantauForward *) g_ptr_array_index (list, 0))->agency, ==, "kantor-lama");
  g_assert_cmpint (count_due (&world, G_MAXINT64), ==, 0);

  record = world_get (&world, TEST_RECORD);
  text = pantau_record_text (pantau_home_get_reference (world.home), record, FALSE);
  g_assert_nonnull (strstr (text, "Forwarded to:\n  kantor-lama\n"));
}

/* The record's create came from another device, and no number says yet which of the two was first: the place in the history is either's. */
static const PantauStoryItem *
find_told (GPtrArray *story, const char *words)
{
  for (guint i = 0; i < story->len; i++)
    {
      const PantauStoryItem *item = g_ptr_array_index (story, i);

      if (strstr (item->sentence, words) != NULL)
        return item;
    }
  g_error ("nothing in the history says “%s”", words);
}

/* In the history, and in what is copied as text: with the place of the agency, and without codes. */
static void
test_told (void)
{
  g_auto (World) world = desk_new ();
  PantauReference *reference = pantau_home_get_reference (world.home);
  g_autofree char *entry = forward (&world, "{\"agency\":\"bpbd-kabkota\",\"channel\":\"telepon\","
                                            "\"person\":\"Pusdalops\",\"letter\":\"12/PM\","
                                            "\"copies\":[\"kodam\"],\"when\":\"2024-02-14T10:00\","
                                            "\"reply_due\":\"2024-02-14T12:00\"}"),
                  *text = NULL;
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (GPtrArray) story = NULL;
  const PantauStoryItem *item;

  reply (&world, entry, "{\"text\":\"Tim\\nberangkat\",\"when\":\"2024-02-14T10:30\"}");
  record = world_get (&world, TEST_RECORD);
  story = pantau_story_new (reference, record, pantau_home_get_device (world.home));
  item = find_told (story, "forwarded it");
  g_assert_cmpstr (item->sentence, ==,
                   "N forwarded it to BPBD of the kabupaten or kota – Kab. Musi Rawas Utara "
                   "(Phone)");
  g_assert_cmpstr (item->text, ==,
                   "Forwarded: 14 February 2024, 10:00 WIB\nReached: Pusdalops\n"
                   "Letter no.: 12/PM\nCopies: Kodam II/Sriwijaya\n"
                   "Reply due: 14 February 2024, 12:00 WIB");
  item = find_told (story, "wrote down");
  g_assert_cmpstr (item->sentence, ==,
                   "N wrote down the reply of BPBD of the kabupaten or kota – Kab. Musi Rawas "
                   "Utara");
  g_assert_cmpstr (item->text, ==, "Answered: 14 February 2024, 10:30 WIB\nTim\nberangkat");

  text = pantau_record_text (reference, record, FALSE);
  g_assert_nonnull (
      strstr (text, "\nForwarded to:\n"
                    "  BPBD of the kabupaten or kota – Kab. Musi Rawas Utara (Phone)\n"
                    "    Forwarded: 14 February 2024, 10:00 WIB\n    Reached: Pusdalops\n"));
  g_assert_nonnull (strstr (text, "    Tim\n    berangkat\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  pantau_locale_init ("en");

  g_test_add_func ("/forward/add", test_add);
  g_test_add_func ("/forward/least", test_least);
  g_test_add_func ("/forward/due-day", test_due_day);
  g_test_add_func ("/forward/faults", test_faults);
  g_test_add_func ("/forward/not-in-force", test_not_in_force);
  g_test_add_func ("/forward/too-long", test_too_long);
  g_test_add_func ("/forward/reply", test_reply);
  g_test_add_func ("/forward/reply-faults", test_reply_faults);
  g_test_add_func ("/forward/roles", test_roles);
  g_test_add_func ("/forward/due", test_due);
  g_test_add_func ("/forward/due-filter", test_due_filter);
  g_test_add_func ("/forward/order-of-arrival", test_order_of_arrival);
  g_test_add_func ("/forward/foreign", test_foreign);
  g_test_add_func ("/forward/told", test_told);

  return g_test_run ();
}
