/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values, differences and status of a record as a pure function of its entries: nothing depends on
 * who came first.
 */

#include "config.h"

#include <pthread.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-values.h"
#include "test-util.h"

#define CHAIN (10000 / TEST_SHARE)

/* Entries of one record, each by a device of its own unless the chain says otherwise. */
typedef struct
{
  GPtrArray *entries; /* of PantauEntry */
  PantauKeypair *key;
  gint64 seq;
  char *prev;
} Story;

static void
story_clear (Story *self)
{
  g_ptr_array_unref (self->entries);
  pantau_keypair_free (self->key);
  g_free (self->prev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Story, story_clear)

static Story
story_new (void)
{
  return (Story){ g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref),
                  test_key_new (1), 0, g_strdup ("") };
}

/*
 * Adds an entry that replaces those at the positions in @base (ended by -1); returns its own
 * position.
 */
static int
add_at (Story *self, const char *type, const char *region, const char *json, const int *base)
{
  const char *ids[PANTAU_BASE_LIMIT + 1] = { NULL };
  PantauEntry *entry;

  for (gsize i = 0; base[i] >= 0; i++)
    ids[i] = ((PantauEntry *) g_ptr_array_index (self->entries, base[i]))->id;
  entry = test_entry_new_full (self->key, type, ++self->seq, self->prev, NULL, NULL, TRUE, region,
                               ids, json);
  g_free (self->prev);
  self->prev = g_strdup (entry->id);
  g_ptr_array_add (self->entries, entry);

  return (int) self->entries->len - 1;
}

#define BASE(...) ((const int[]){ __VA_ARGS__, -1 })
#define NO_BASE   ((const int[]){ -1 })

static int
add (Story *self, const char *type, const char *json, const int *base)
{
  return add_at (self, type, NULL, json, base);
}

static gboolean
allowed (const char *kind, const char *from, const char *to, gpointer data)
{
  static const char *const steps[] = { "baru>diverifikasi", "diverifikasi>selesai",
                                       "baru>dicabut",      "diverifikasi>dicabut",
                                       "dicabut>baru",      "baru>ulang",
                                       "ulang>baru",        NULL };
  g_autofree char *step = g_strconcat (from, ">", to, NULL);

  return g_strv_contains (steps, step);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

/* All that is computed, by positions in the story whatever the order of @entries. */
static char *
describe (Story *story, GPtrArray *entries)
{
  g_autoptr (PantauValues) values = pantau_values_new (entries, allowed, NULL);
  g_autoptr (GPtrArray) lapsed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);
  guint position;

  for (guint i = 0; i < values->settings->len; i++)
    {
      PantauSetting *setting = g_ptr_array_index (values->settings, i);

      g_assert_true (g_ptr_array_find (story->entries, g_ptr_array_index (entries, setting->entry),
                                       &position));
      g_string_append_printf (text, "%s=%s@%u ", setting->field, setting->value, position);
    }
  for (guint i = 0; i < values->lapsed->len; i++)
    {
      guint at = g_array_index (values->lapsed, guint, i);

      g_assert_true (g_ptr_array_find (story->entries, g_ptr_array_index (entries, at), &position));
      g_ptr_array_add (lapsed, g_strdup_printf ("lapsed@%02u ", position));
    }
  g_ptr_array_sort (lapsed, compare_texts);
  for (guint i = 0; i < lapsed->len; i++)
    g_string_append (text, g_ptr_array_index (lapsed, i));
  g_string_append_printf (text, "differences=%u", values->differences);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The present values of one field as "VALUE@POSITION", sorted and joined by blanks. */
static char *
present (Story *story, const char *field)
{
  g_autoptr (PantauValues) values = pantau_values_new (story->entries, allowed, NULL);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < values->settings->len; i++)
    {
      PantauSetting *setting = g_ptr_array_index (values->settings, i);

      if (g_str_equal (setting->field, field))
        g_ptr_array_add (found, g_strdup_printf ("%s@%u", setting->value, setting->entry));
    }
  g_ptr_array_sort (found, compare_texts);
  g_ptr_array_add (found, NULL);

  return g_strjoinv (" ", (char **) found->pdata);
}

static void
assert_present (Story *story, const char *field, const char *expected)
{
  g_autofree char *found = present (story, field);

  g_assert_cmpstr (found, ==, expected);
}

static guint
differences (Story *story)
{
  g_autoptr (PantauValues) values = pantau_values_new (story->entries, allowed, NULL);

  return values->differences;
}

static gboolean
is_lapsed (Story *story, int position)
{
  g_autoptr (PantauValues) values = pantau_values_new (story->entries, allowed, NULL);

  for (guint i = 0; i < values->lapsed->len; i++)
    if (g_array_index (values->lapsed, guint, i) == (guint) position)
      return TRUE;

  return FALSE;
}

static void
test_create (void)
{
  g_auto (Story) story = story_new ();

  add (&story, "record.create",
       "{\"election\":\"pilkada-2024\",\"title\":\"Banjir\",\"severity\":3,\"fields\":{\"hazard\":"
       "\"banjir\"}}",
       NO_BASE);
  assert_present (&story, "title", "\"Banjir\"@0");
  assert_present (&story, "severity", "3@0");
  assert_present (&story, "hazard", "\"banjir\"@0");
  assert_present (&story, "election", "\"pilkada-2024\"@0");
  assert_present (&story, "region", "\"16.13.03\"@0");
  assert_present (&story, "status", "\"baru\"@0");
  g_assert_cmpuint (differences (&story), ==, 0);
}

static void
test_concurrent (void)
{
  g_auto (Story) story = story_new ();
  int create = add (&story, "record.create", "{\"title\":\"a\"}", NO_BASE);
  int left = add (&story, "record.set", "{\"fields\":{\"title\":\"b\"}}", BASE (create));
  int right = add (&story, "record.set", "{\"fields\":{\"title\":\"c\"}}", BASE (create));

  assert_present (&story, "title", "\"b\"@1 \"c\"@2");
  g_assert_cmpuint (differences (&story), ==, 1);

  /* Who knew only one of them decides nothing. */
  add (&story, "record.set", "{\"fields\":{\"title\":\"d\"}}", BASE (left));
  assert_present (&story, "title", "\"c\"@2 \"d\"@3");
  g_assert_cmpuint (differences (&story), ==, 1);

  add (&story, "record.set", "{\"fields\":{\"title\":\"e\"}}", BASE (right, 3));
  assert_present (&story, "title", "\"e\"@4");
  g_assert_cmpuint (differences (&story), ==, 0);
}

static void
test_same_value_twice (void)
{
  g_auto (Story) story = story_new ();
  int create = add (&story, "record.create", "{\"places\":[]}", NO_BASE);

  add (&story, "record.set", "{\"fields\":{\"places\":[{\"tps\":[1],\"village\":\"x\"}]}}",
       BASE (create));
  add (&story, "record.set", "{\"fields\":{\"places\":[{\"village\":\"x\",\"tps\":[1]}]}}",
       BASE (create));

  /* Two entries hold it, one value is shown: equal whatever the order of its members. */
  g_assert_cmpuint (differences (&story), ==, 0);
  assert_present (&story, "places",
                  "[{\"tps\":[1],\"village\":\"x\"}]@1 [{\"tps\":[1],\"village\":\"x\"}]@2");
}

static void
test_base_of_another_field (void)
{
  g_auto (Story) story = story_new ();
  int create = add (&story, "record.create", "{\"title\":\"a\",\"severity\":2}", NO_BASE);
  int note = add (&story, "note.add", "{\"text\":\"x\"}", BASE (create));

  /* Replaces the title of its base, and nothing else of it; a note replaces nothing. */
  add (&story, "record.set", "{\"fields\":{\"title\":\"b\"}}", BASE (create, note));
  assert_present (&story, "title", "\"b\"@2");
  assert_present (&story, "severity", "2@0");

  /* An entry of another field in the base changes nothing either. */
  add (&story, "record.set", "{\"fields\":{\"severity\":5}}", BASE (2));
  assert_present (&story, "severity", "2@0 5@3");
  assert_present (&story, "title", "\"b\"@2");
}

static void
test_without_base (void)
{
  g_auto (Story) story = story_new ();

  add (&story, "record.create", "{\"title\":\"a\"}", NO_BASE);
  add (&story, "record.set", "{\"fields\":{\"title\":\"b\"}}", NO_BASE);
  assert_present (&story, "title", "\"a\"@0 \"b\"@1");
}

/* A base that is not here yet (or never comes) takes nothing away and breaks nothing. */
static void
test_absent_base (void)
{
  g_auto (Story) story = story_new ();
  int create = add (&story, "record.create", "{\"title\":\"a\"}", NO_BASE);
  int middle = add (&story, "record.set", "{\"fields\":{\"title\":\"b\"}}", BASE (create));

  add (&story, "record.set", "{\"fields\":{\"title\":\"c\"}}", BASE (middle));
  g_ptr_array_remove_index (story.entries, (guint) middle);
  assert_present (&story, "title", "\"a\"@0 \"c\"@1");
}

static void
test_null_takes_away (void)
{
  g_auto (Story) story = story_new ();
  int create = add (&story, "record.create", "{\"severity\":2}", NO_BASE);

  add (&story, "record.set", "{\"fields\":{\"severity\":null}}", BASE (create));
  assert_present (&story, "severity", "null@1");
}

static void
test_move (void)
{
  g_auto (Story) story = story_new ();
  int create = add (&story, "record.create", "{\"title\":\"a\",\"fields\":{\"hazard\":\"banjir\"}}",
                    NO_BASE);
  int move = add_at (&story, "record.move", "16.07",
                     "{\"title\":\"a\",\"fields\":{\"hazard\":\"longsor\"}}", BASE (create));

  assert_present (&story, "region", "\"16.07\"@1");
  assert_present (&story, "hazard", "\"longsor\"@1");
  g_assert_cmpuint (differences (&story), ==, 0);

  /* Moved twice without knowing of each other: shown, like any field. */
  add_at (&story, "record.move", "16.08", "{}", BASE (create));
  assert_present (&story, "region", "\"16.07\"@1 \"16.08\"@2");
  g_assert_cmpuint (differences (&story), ==, 1);
  add_at (&story, "record.move", "16.08", "{}", BASE (move, 2));
  assert_present (&story, "region", "\"16.08\"@3");
}

/* Status and region have rules of their own: no field slips past them. */
static void
test_reserved_names (void)
{
  g_auto (Story) story = story_new ();
  int create = add (&story, "record.create",
                    "{\"title\":\"a\",\"status\":\"selesai\",\"region\":\"16.71\","
                    "\"fields\":{\"status\":\"selesai\",\"region\":\"16.71\"}}",
                    NO_BASE);

  add (&story, "record.set", "{\"fields\":{\"status\":\"selesai\",\"region\":\"16.71\"}}",
       BASE (create));
  assert_present (&story, "status", "\"baru\"@0");
  assert_present (&story, "region", "\"16.13.03\"@0");
}

/* One entry sets one field once, also where a hostile one names it twice. */
static void
test_named_twice (void)
{
  g_auto (Story) story = story_new ();

  add (&story, "record.create",
       "{\"title\":\"a\",\"severity\":1,\"fields\":{\"title\":\"b\",\"severity\":2,\"narrative\":"
       "\"c\"}}",
       NO_BASE);
  assert_present (&story, "title", "\"a\"@0");
  assert_present (&story, "severity", "1@0");
  g_assert_cmpuint (differences (&story), ==, 0);
}

static void
test_unknown_kept (void)
{
  g_auto (Story) story = story_new ();

  add (&story, "record.create",
       "{\"title\":\"a\",\"newer\":1,\"fields\":{\"zz\":{\"b\":[1,{}],\"a\":null}}}", NO_BASE);
  add (&story, "weather.add", "{\"fields\":{\"title\":\"rain\"}}", BASE (0));

  assert_present (&story, "zz", "{\"a\":null,\"b\":[1,{}]}@0");
  assert_present (&story, "title", "\"a\"@0");
  assert_present (&story, "newer", "");
}

static void
test_odd_bodies (void)
{
  g_auto (Story) story = story_new ();

  add (&story, "record.create", "{\"title\":[1,2],\"fields\":[\"x\"]}", NO_BASE);
  add (&story, "record.set", "{\"fields\":\"title\"}", BASE (0));
  add (&story, "record.set", NULL, BASE (0));
  add (&story, "status.set", "{\"status\":5}", BASE (0));
  add (&story, "status.set", "{\"status\":{\"a\":1}}", BASE (0));

  assert_present (&story, "title", "[1,2]@0");
  assert_present (&story, "status", "\"baru\"@0");
}

static PantauEntry *
without_body (PantauEntry *entry)
{
  g_autoptr (GError) error = NULL;
  PantauEntry *bare = pantau_entry_load (entry->signature, entry->header, NULL, &error);

  g_assert_no_error (error);

  return bare;
}

static void
erase (Story *story, int position)
{
  PantauEntry *entry = g_ptr_array_index (story->entries, position);

  g_ptr_array_index (story->entries, position) = without_body (entry);
  pantau_entry_unref (entry);
}

static void
test_erased (void)
{
  g_auto (Story) story = story_new ();
  int create = add (&story, "record.create", "{\"title\":\"a\",\"severity\":2}", NO_BASE);

  add (&story, "record.set", "{\"fields\":{\"title\":\"b\"}}", BASE (create));
  add (&story, "status.set", "{\"status\":\"diverifikasi\"}", BASE (create));

  /* What is in the header holds; what was in the body is gone, and nothing else with it. */
  erase (&story, create);
  assert_present (&story, "region", "\"16.13.03\"@0");
  assert_present (&story, "title", "\"b\"@1");
  assert_present (&story, "severity", "");
  assert_present (&story, "status", "\"diverifikasi\"@2");

  erase (&story, 1);
  assert_present (&story, "title", "");
  g_assert_cmpuint (differences (&story), ==, 0);
}

static void
test_status_steps (void)
{
  g_auto (Story) story = story_new ();
  int create = add (&story, "record.create", "{}", NO_BASE);
  int jump = add (&story, "status.set", "{\"status\":\"selesai\"}", BASE (create));
  int on_jump, first;

  /* Not allowed from "baru": kept, not valid, and it replaces nothing. */
  g_assert_true (is_lapsed (&story, jump));
  assert_present (&story, "status", "\"baru\"@0");

  /* What stands on it alone does not stand. */
  on_jump = add (&story, "status.set", "{\"status\":\"dicabut\"}", BASE (jump));
  g_assert_true (is_lapsed (&story, on_jump));

  first = add (&story, "status.set", "{\"status\":\"diverifikasi\"}", BASE (create));
  assert_present (&story, "status", "\"diverifikasi\"@3");
  add (&story, "status.set", "{\"status\":\"selesai\"}", BASE (first));
  assert_present (&story, "status", "\"selesai\"@4");
  g_assert_false (is_lapsed (&story, 4));
  g_assert_cmpuint (differences (&story), ==, 0);

  /* A status of nowhere, and one from no base at all. */
  g_assert_true (
      is_lapsed (&story, add (&story, "status.set", "{\"status\":\"hilang\"}", BASE (4))));
  g_assert_true (
      is_lapsed (&story, add (&story, "status.set", "{\"status\":\"diverifikasi\"}", NO_BASE)));
  assert_present (&story, "status", "\"selesai\"@4");
}

static void
test_status_concurrent (void)
{
  g_auto (Story) story = story_new ();
  int create = add (&story, "record.create", "{}", NO_BASE);
  int verified = add (&story, "status.set", "{\"status\":\"diverifikasi\"}", BASE (create));
  int withdrawn = add (&story, "status.set", "{\"status\":\"dicabut\"}", BASE (create));

  assert_present (&story, "status", "\"dicabut\"@2 \"diverifikasi\"@1");
  g_assert_cmpuint (differences (&story), ==, 1);

  /* A step from one of them decides. */
  add (&story, "status.set", "{\"status\":\"selesai\"}", BASE (verified, withdrawn));
  assert_present (&story, "status", "\"selesai\"@3");
  g_assert_cmpuint (differences (&story), ==, 0);
}

/*
 * The difference can be decided for one of the two, though no step leads to it: that is what a
 * decision is.
 */
static void
test_status_chosen (void)
{
  g_auto (Story) story = story_new ();
  int create = add (&story, "record.create", "{}", NO_BASE);
  int verified = add (&story, "status.set", "{\"status\":\"diverifikasi\"}", BASE (create));
  int withdrawn = add (&story, "status.set", "{\"status\":\"dicabut\"}", BASE (create));
  int chosen =
      add (&story, "status.set", "{\"status\":\"diverifikasi\"}", BASE (verified, withdrawn));

  g_assert_false (is_lapsed (&story, chosen));
  assert_present (&story, "status", "\"diverifikasi\"@3");
  g_assert_cmpuint (differences (&story), ==, 0);

  /* To stay where one is needs no entry, and is no step. */
  g_assert_true (is_lapsed (
      &story, add (&story, "status.set", "{\"status\":\"diverifikasi\"}", BASE (chosen))));
}

static void
permute (Story *story, GPtrArray *entries, guint from, const char *expected, guint *n)
{
  if (from == entries->len)
    {
      g_autofree char *found = describe (story, entries);

      g_assert_cmpstr (found, ==, expected);
      *n += 1;
      return;
    }

  for (guint i = from; i < entries->len; i++)
    {
      gpointer kept = entries->pdata[from];

      entries->pdata[from] = entries->pdata[i];
      entries->pdata[i] = kept;
      permute (story, entries, from + 1, expected, n);
      entries->pdata[i] = entries->pdata[from];
      entries->pdata[from] = kept;
    }
}

static void
test_permutations (void)
{
  g_auto (Story) story = story_new ();
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autofree char *expected = NULL;
  guint n = 0;
  int create = add (&story, "record.create", "{\"title\":\"a\",\"severity\":1}", NO_BASE);
  int left = add (&story, "record.set", "{\"fields\":{\"title\":\"b\"}}", BASE (create));
  int right =
      add (&story, "record.set", "{\"fields\":{\"title\":\"c\",\"severity\":2}}", BASE (create));
  int verified = add (&story, "status.set", "{\"status\":\"diverifikasi\"}", BASE (create));

  add (&story, "status.set", "{\"status\":\"selesai\"}", BASE (verified));
  add_at (&story, "record.move", "16.07", "{\"title\":\"d\"}", BASE (create, left, right));

  for (guint i = 0; i < story.entries->len; i++)
    g_ptr_array_add (entries, g_ptr_array_index (story.entries, i));
  expected = describe (&story, entries);
  g_assert_nonnull (strstr (expected, "title=\"d\"@5 differences=0"));
  permute (&story, entries, 0, expected, &n);
  g_assert_cmpuint (n, ==, 720);
}

/* What a list shows where people differ does not depend on the order either. */
static void
test_pick (void)
{
  g_auto (Story) story = story_new ();
  g_autoptr (GPtrArray) reversed = g_ptr_array_new ();
  g_autoptr (PantauValues) first = NULL, second = NULL;

  add (&story, "record.create", "{\"title\":\"a\"}", NO_BASE);
  add (&story, "record.set", "{\"fields\":{\"title\":\"b\"}}", NO_BASE);
  add (&story, "record.set", "{\"fields\":{\"title\":\"c\"}}", NO_BASE);
  for (guint i = story.entries->len; i > 0; i--)
    g_ptr_array_add (reversed, g_ptr_array_index (story.entries, i - 1));

  first = pantau_values_new (story.entries, allowed, NULL);
  second = pantau_values_new (reversed, allowed, NULL);
  g_assert_nonnull (pantau_values_pick (first, "title"));
  g_assert_cmpstr (pantau_values_pick (first, "title"), ==, pantau_values_pick (second, "title"));
  g_assert_null (pantau_values_pick (first, "narrative"));
}

static void *
judge_chain (void *data)
{
  return pantau_values_new (data, allowed, NULL);
}

/* Longer than any stack of frames would bear, the last entry first. */
static void
test_long_chain (void)
{
  g_auto (Story) story = story_new ();
  g_autoptr (GPtrArray) reversed = g_ptr_array_new ();
  g_autoptr (PantauValues) values = NULL;
  pthread_attr_t attributes;
  pthread_t thread;
  void *result = NULL;

  add (&story, "record.create", "{}", NO_BASE);
  for (int i = 0; i < CHAIN; i++)
    add (&story, "status.set", i % 2 == 0 ? "{\"status\":\"ulang\"}" : "{\"status\":\"baru\"}",
         BASE (i));
  for (guint i = story.entries->len; i > 0; i--)
    g_ptr_array_add (reversed, g_ptr_array_index (story.entries, i - 1));

  g_assert_cmpint (pthread_attr_init (&attributes), ==, 0);
  g_assert_cmpint (pthread_attr_setstacksize (&attributes, 256 * 1024), ==, 0);
  g_assert_cmpint (pthread_create (&thread, &attributes, judge_chain, reversed), ==, 0);
  g_assert_cmpint (pthread_join (thread, &result), ==, 0);
  pthread_attr_destroy (&attributes);

  values = result;
  g_assert_cmpuint (values->lapsed->len, ==, 0);
  g_assert_cmpstr (pantau_values_pick (values, "status"), ==, "\"baru\"");
  g_assert_cmpuint (values->differences, ==, 0);
}

static void
test_nothing (void)
{
  g_auto (Story) story = story_new ();
  g_autofree char *text = describe (&story, story.entries);

  g_assert_cmpstr (text, ==, "differences=0");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/values/create", test_create);
  g_test_add_func ("/values/concurrent", test_concurrent);
  g_test_add_func ("/values/same-value-twice", test_same_value_twice);
  g_test_add_func ("/values/base-of-another-field", test_base_of_another_field);
  g_test_add_func ("/values/without-base", test_without_base);
  g_test_add_func ("/values/absent-base", test_absent_base);
  g_test_add_func ("/values/null-takes-away", test_null_takes_away);
  g_test_add_func ("/values/move", test_move);
  g_test_add_func ("/values/reserved-names", test_reserved_names);
  g_test_add_func ("/values/named-twice", test_named_twice);
  g_test_add_func ("/values/unknown-kept", test_unknown_kept);
  g_test_add_func ("/values/odd-bodies", test_odd_bodies);
  g_test_add_func ("/values/erased", test_erased);
  g_test_add_func ("/values/status-steps", test_status_steps);
  g_test_add_func ("/values/status-concurrent", test_status_concurrent);
  g_test_add_func ("/values/status-chosen", test_status_chosen);
  g_test_add_func ("/values/permutations", test_permutations);
  g_test_add_func ("/values/pick", test_pick);
  g_test_add_func ("/values/long-chain", test_long_chain);
  g_test_add_func ("/values/nothing", test_nothing);

  return g_test_run ();
}
