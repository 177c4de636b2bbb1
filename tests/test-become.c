/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A risk that became an incident without being typed again, and records that are tied to others. */

#include "config.h"

#include <string.h>

#include "pantau-edit-link.h"
#include "pantau-json.h"
#include "pantau-link.h"
#include "pantau-locale.h"
#include "pantau-record-text.h"
#include "pantau-story.h"
#include "test-util.h"
#include "world-fixture.h"

#define RAWAS "16.13.04"
#define POSSIBLE                                                                                   \
  "{\"title\":\"Banjir\",\"severity\":4,\"occurred\":\"2024-02-13T10:00:00+07:00\","               \
  "\"known\":\"2024-02-12T08:00:00+07:00\",\"fields\":{\"hazard\":\"banjir\",\"phase\":"           \
  "\"potensi\",\"tps_affected\":24}}"
#define NOWHERE "0b7a5c0e-9999-4222-8333-444455556666"

static void
become (World *self, const char *id, const char *when)
{
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (GError) error = NULL;

  pantau_edit_become (self->home, id, when, faults, &error);
  g_assert_no_error (error);
  test_assert_faults (faults, "");
}

static void
refuse_become (World *self, const char *id, PantauError code)
{
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (GError) error = NULL, told = NULL;
  gint64 before = world_count (self);

  g_assert_false (pantau_edit_become (self->home, id, NULL, faults, &error));
  test_assert_error (error, code);
  g_assert_false (pantau_edit_may_become (self->home, id, &told));
  test_assert_error (told, code);
  g_assert_cmpint (world_count (self), ==, before);
}

static void
test_become (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "risk", RAWAS, POSSIBLE);
  gint64 before = world_count (&world);
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (PantauEntry) line = NULL;

  g_assert_true (pantau_edit_may_become (world.home, id, NULL));
  become (&world, id, "2024-02-14T05:00");
  line = world_last_entry (&world);
  g_assert_cmpint (world_count (&world), ==, before + 1);
  g_assert_cmpstr (line->type, ==, "record.set");

  world_assert_values (&world, id, "phase", "\"sedang\"");
  world_assert_values (&world, id, "occurred", "\"2024-02-14T05:00:00+07:00\"");
  /* Nothing is typed again, and nothing else changes. */
  world_assert_values (&world, id, "title", "\"Banjir\"");
  world_assert_values (&world, id, "tps_affected", "24");
  world_assert_values (&world, id, "hazard", "\"banjir\"");
  world_assert_values (&world, id, "severity", "4");
}

/* It was not known to happen before it did; and without a word it happens now. */
static void
test_times (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "risk", RAWAS, POSSIBLE);
  g_autoptr (PantauEntry) line = NULL;
  g_autoptr (JsonObject) body = NULL;
  const char *occurred, *known;

  become (&world, id, NULL);
  line = world_last_entry (&world);
  body = pantau_entry_parse_body (line, NULL);
  occurred = pantau_json_string (pantau_json_object (body, "fields"), "occurred");
  known = pantau_json_string (pantau_json_object (body, "fields"), "known");
  g_assert_cmpstr (occurred, ==, known);
  g_assert_cmpstr (occurred, >=, "2026-01-01");
}

/* What was expected stays to be seen. */
static void
test_estimate (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "risk", RAWAS, POSSIBLE);
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (GPtrArray) story = NULL;
  const PantauStoryItem *item;
  gboolean found = FALSE;

  become (&world, id, "2024-02-14T05:00");
  record = world_get (&world, id);
  story = pantau_story_new (pantau_home_get_reference (world.home), record,
                            pantau_home_get_device (world.home));
  item = g_ptr_array_index (story, 1);
  for (guint i = 0; i < item->changes->len; i++)
    {
      const PantauStoryChange *change = g_ptr_array_index (item->changes, i);

      found |= g_strcmp0 (change->before, "13 February 2024, 10:00 WIB") == 0 &&
               g_strcmp0 (change->after, "14 February 2024, 05:00 WIB") == 0;
    }
  g_assert_true (found);
}

static void
test_become_refused (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *risk = world_record (&world, "risk", RAWAS, POSSIBLE);
  g_autofree char *hoax = world_record (&world, "hoax", RAWAS, "{\"title\":\"a\"}");
  g_autofree char *over =
      world_record (&world, "risk", RAWAS, "{\"title\":\"a\",\"fields\":{\"phase\":\"pasca\"}}");

  refuse_become (&world, hoax, PANTAU_ERROR_INVALID);
  refuse_become (&world, over, PANTAU_ERROR_CONFLICT);
  refuse_become (&world, NOWHERE, PANTAU_ERROR_NOT_FOUND);
  become (&world, risk, "2024-02-14T05:00");
  refuse_become (&world, risk, PANTAU_ERROR_CONFLICT);

  g_free (world_other_writes (&world, NULL, "risk", "record.create", RAWAS, NULL, POSSIBLE));
  world_grant_me (&world, "field", RAWAS);
  refuse_become (&world, TEST_RECORD, PANTAU_ERROR_REFUSED);
}

static void
test_become_faults (void)
{
  static const struct
  {
    const char *when, *expected;
  } cases[] = { { "2099-01-01", "in-future when" },
                { "2024-02-30", "bad-date when" },
                { "1999-01-01", "too-early when" } };
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "risk", RAWAS, POSSIBLE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) faults = pantau_faults_new ();
      g_autoptr (GError) error = NULL;

      g_assert_false (pantau_edit_become (world.home, id, cases[i].when, faults, &error));
      g_assert_no_error (error);
      test_assert_faults (faults, cases[i].expected);
    }
  world_assert_values (&world, id, "phase", "\"potensi\"");
}

/* A risk without a phase, and one about which people differ: only what all call possible is possible. */
static void
test_become_differs (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *bare = world_record (&world, "risk", RAWAS, "{\"title\":\"a\"}");
  g_autofree char *id = world_record (&world, "risk", RAWAS, POSSIBLE);

  become (&world, bare, "2024-02-14T05:00");
  world_assert_values (&world, bare, "phase", "\"sedang\"");

  g_free (world_other_writes (&world, id, "risk", "record.set", RAWAS, NULL,
                              "{\"fields\":{\"phase\":\"pasca\"}}"));
  refuse_become (&world, id, PANTAU_ERROR_CONFLICT);
}

static void
link_to (World *self, const char *id, const char *rel, const char *to)
{
  g_autofree char *warning = NULL;
  g_autoptr (GError) error = NULL;

  pantau_edit_link (self->home, id, rel, to, &warning, &error);
  g_assert_no_error (error);
  g_assert_null (warning);
}

static void
refuse_link (World *self, const char *id, const char *rel, const char *to, PantauError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (pantau_edit_link (self->home, id, rel, to, NULL, &error));
  test_assert_error (error, code);
}

static GPtrArray *
links_of (World *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *links = pantau_store_links (pantau_home_get_store (self->home), id, &error);

  g_assert_no_error (error);

  return links;
}

static void
test_link (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *a = world_record (&world, "risk", RAWAS, POSSIBLE);
  g_autofree char *b = world_record (&world, "risk", RAWAS, "{\"title\":\"b\"}");
  g_autoptr (GPtrArray) of_a = NULL, of_b = NULL;
  g_autoptr (PantauRecord) record = NULL;
  g_autofree char *text = NULL, *line = NULL;
  const PantauLink *link;

  link_to (&world, a, "duplicate-of", b);
  of_a = links_of (&world, a);
  of_b = links_of (&world, b);
  g_assert_cmpuint (of_a->len, ==, 1);
  g_assert_cmpuint (of_b->len, ==, 1);
  link = g_ptr_array_index (of_a, 0);
  g_assert_false (link->is_incoming);
  g_assert_cmpstr (link->record, ==, b);
  g_assert_cmpstr (link->title, ==, "b");
  link = g_ptr_array_index (of_b, 0);
  g_assert_true (link->is_incoming);
  g_assert_cmpstr (link->rel, ==, "duplicate-of");
  g_assert_cmpstr (link->record, ==, a);
  g_assert_cmpstr (link->title, ==, "Banjir");

  record = world_get (&world, a);
  text = pantau_record_text (pantau_home_get_reference (world.home), record, FALSE);
  line = g_strdup_printf ("\nLinks:\n  Duplicate of %s\n", b);
  g_assert_nonnull (strstr (text, line));
}

static void
test_link_refused (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *risk = world_record (&world, "risk", RAWAS, POSSIBLE);
  g_autofree char *hoax = world_record (&world, "hoax", RAWAS, "{\"title\":\"b\"}");
  gint64 before = world_count (&world);

  refuse_link (&world, risk, "same-event", risk, PANTAU_ERROR_INVALID);
  refuse_link (&world, risk, "friend-of", hoax, PANTAU_ERROR_INVALID);
  refuse_link (&world, risk, "same-event", "hoax", PANTAU_ERROR_INVALID);
  refuse_link (&world, risk, "duplicate-of", hoax, PANTAU_ERROR_INVALID);
  refuse_link (&world, risk, "sighting-of", hoax, PANTAU_ERROR_INVALID);
  refuse_link (&world, NOWHERE, "same-event", hoax, PANTAU_ERROR_NOT_FOUND);
  g_assert_cmpint (world_count (&world), ==, before);

  link_to (&world, risk, "same-event", hoax);
  refuse_link (&world, risk, "same-event", hoax, PANTAU_ERROR_CONFLICT);
  link_to (&world, risk, "became", hoax);
}

/* The line takes the stricter class of its two ends; what is not here might be closed. */
static void
test_link_class (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *risk = world_record (&world, "risk", RAWAS, POSSIBLE);
  g_autofree char *hoax = world_record (&world, "hoax", RAWAS, "{\"title\":\"b\"}");
  g_autofree char *party = world_record (&world, "neutrality", RAWAS, "{\"title\":\"c\"}");
  g_autofree char *warning = NULL;
  g_autoptr (PantauEntry) open = NULL, closed = NULL, unknown = NULL;
  g_autoptr (GError) error = NULL;

  link_to (&world, risk, "same-event", hoax);
  open = world_last_entry (&world);
  g_assert_true (open->is_open);
  link_to (&world, risk, "same-event", party);
  closed = world_last_entry (&world);
  g_assert_false (closed->is_open);

  pantau_edit_link (world.home, risk, "same-event", NOWHERE, &warning, &error);
  g_assert_no_error (error);
  g_assert_nonnull (warning);
  unknown = world_last_entry (&world);
  g_assert_false (unknown->is_open);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  pantau_locale_init ("en");

  g_test_add_func ("/become/become", test_become);
  g_test_add_func ("/become/times", test_times);
  g_test_add_func ("/become/estimate", test_estimate);
  g_test_add_func ("/become/refused", test_become_refused);
  g_test_add_func ("/become/faults", test_become_faults);
  g_test_add_func ("/become/differs", test_become_differs);
  g_test_add_func ("/link/link", test_link);
  g_test_add_func ("/link/refused", test_link_refused);
  g_test_add_func ("/link/class", test_link_class);

  return g_test_run ();
}
