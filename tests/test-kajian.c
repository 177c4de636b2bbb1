/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reviews of cases: what is taken, what is refused all at once, which one counts, and what a forward without one says. */

#include "config.h"

#include <string.h>

#include "pantau-blob.h"
#include "pantau-edit-forward.h"
#include "pantau-edit-review.h"
#include "pantau-forward.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-record-text.h"
#include "pantau-review.h"
#include "pantau-story.h"
#include "test-util.h"
#include "world-fixture.h"

#define CASE "{\"title\":\"ASN hadir\",\"fields\":{\"party_category\":\"asn-pns\"}}"
#define FULL                                                                                       \
  "\"stage\":\"penuh\",\"facts\":\"Terlapor hadir.\",\"articles\":[\"UU 10/2016 pasal 71\"],"      \
  "\"elements\":[{\"element\":\"Pejabat ASN\",\"met\":true},{\"element\":\"Menguntungkan\","       \
  "\"met\":false,\"why\":\"Hanya hadir\"}],\"conclusion\":\"perundangan-lain\","                   \
  "\"signer\":\"Ketua Bawaslu Musi Rawas Utara\",\"date\":\"2024-11-01\""
#define PAPER "\"blobs\":[\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"]"

/* A desk of the kabupaten with a case. (transfer full): its UUID in @id */
static World
desk_new (char **id)
{
  World self = world_new ();

  world_grant_me (&self, "desk", "16.13");
  *id = world_record (&self, "neutrality", "16.13.04", CASE);

  return self;
}

static gboolean
try_review (
    World *self, const char *id, const char *json, char **entry, GPtrArray *faults, GError **error)
{
  g_autoptr (JsonObject) given = test_object (json);

  return pantau_edit_review (self->home, id, given, entry, faults, error);
}

static char *
review (World *self, const char *id, const char *json)
{
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (GError) error = NULL;
  char *entry = NULL;

  try_review (self, id, json, &entry, faults, &error);
  g_assert_no_error (error);
  test_assert_faults (faults, "");
  g_assert_nonnull (entry);

  return entry;
}

static GPtrArray *
reviews_of (World *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *reviews = pantau_store_reviews (pantau_home_get_store (self->home), id, &error);

  g_assert_no_error (error);

  return reviews;
}

static void
assert_refused (const char *json, const char *expected)
{
  PantauReference *reference = pantau_reference_new (NULL, NULL);
  g_autoptr (JsonObject) given = test_object (json);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();

  g_test_message ("%s", json);
  g_assert_null (pantau_check_review (reference, given, G_GINT64_CONSTANT (1731000000), faults));
  test_assert_faults (faults, expected);
  pantau_reference_unref (reference);
}

static void
test_add (void)
{
  g_autofree char *id = NULL;
  g_auto (World) world = desk_new (&id);
  g_autofree char *entry = review (&world, id, "{" FULL ",\"number\":\" 12/PM \"}");
  g_autoptr (GPtrArray) list = reviews_of (&world, id);
  g_autoptr (PantauEntry) line = world_last_entry (&world);
  const PantauReview *added = g_ptr_array_index (list, 0);
  const PantauReviewElement *first, *second;

  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (line->type, ==, "review.add");
  g_assert_false (line->is_open);
  g_assert_cmpstr (line->region, ==, "16.13.04");
  g_assert_cmpstr (added->entry, ==, entry);
  g_assert_cmpstr (added->stage, ==, PANTAU_REVIEW_FULL);
  g_assert_cmpstr (added->facts, ==, "Terlapor hadir.");
  g_assert_cmpuint (g_strv_length (added->articles), ==, 1);
  g_assert_cmpstr (added->articles[0], ==, "UU 10/2016 pasal 71");
  g_assert_cmpuint (added->elements->len, ==, 2);
  first = g_ptr_array_index (added->elements, 0);
  second = g_ptr_array_index (added->elements, 1);
  g_assert_true (first->is_met);
  g_assert_null (first->why);
  g_assert_false (second->is_met);
  g_assert_cmpstr (second->why, ==, "Hanya hadir");
  g_assert_cmpstr (added->conclusion, ==, "perundangan-lain");
  g_assert_cmpstr (added->signer, ==, "Ketua Bawaslu Musi Rawas Utara");
  g_assert_cmpstr (added->date, ==, "2024-11-01");
  g_assert_cmpstr (added->number, ==, "12/PM");
  g_assert_true (added->is_current);
}

/* A review whose paper is a file with these @bytes. */
static gboolean
try_paper (World *self, const char *id, const char *bytes, GPtrArray *faults)
{
  g_autofree char *path = g_build_filename (self->dir, "kajian.pdf", NULL);
  g_autoptr (JsonObject) given = test_object (
      "{\"stage\":\"penuh\",\"conclusion\":\"Bukan pelanggaran\",\"signer\":\"Ketua\"}");
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (bytes != NULL)
    test_file_write (path, bytes, strlen (bytes));
  json_object_set_string_member (given, "paper", path);
  done = pantau_edit_review (self->home, id, given, NULL, faults, &error);
  g_assert_no_error (error);

  return done;
}

/* The paper itself stands for what would be typed; who signed it and what it comes to does not. */
static void
test_paper (void)
{
  g_autofree char *id = NULL, *hash = NULL;
  g_auto (World) world = desk_new (&id);
  g_autoptr (GPtrArray) faults = pantau_faults_new (), list = NULL;
  const PantauReview *added;
  gint64 uploads;

  g_assert_true (try_paper (&world, id, "%PDF-1.7\n", faults));
  list = reviews_of (&world, id);
  added = g_ptr_array_index (list, 0);
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "%PDF-1.7\n", -1);
  g_assert_null (added->facts);
  g_assert_cmpstr (added->conclusion, ==, "bukan-pelanggaran");
  g_assert_cmpuint (g_strv_length (added->blobs), ==, 1);
  g_assert_cmpstr (added->blobs[0], ==, hash);
  g_assert_true (pantau_blobs_has (pantau_home_get_blobs (world.home), hash));
  g_assert_true (pantau_db_integer (pantau_home_get_db (world.home), 0, &uploads, NULL,
                                    "SELECT count(*) FROM upload WHERE hash = ?1", "s", hash));
  g_assert_cmpint (uploads, ==, 1);
  assert_refused ("{\"paper\":\"/x\"}", "missing conclusion, missing signer, missing stage");
}

/* What is no PDF, or not there, is told beside the paper, and nothing is written. */
static void
test_no_paper (void)
{
  g_autofree char *id = NULL;
  g_auto (World) world = desk_new (&id);
  g_autoptr (GPtrArray) missing = pantau_faults_new (), other = pantau_faults_new ();
  gint64 before = world_count (&world);

  g_assert_false (try_paper (&world, id, NULL, missing));
  test_assert_faults (missing, "malformed paper");
  g_assert_false (try_paper (&world, id, "PK\003\004", other));
  test_assert_faults (other, "malformed paper");
  g_assert_cmpint (world_count (&world), ==, before);
}

static void
test_faults (void)
{
  assert_refused ("{}", "missing conclusion, missing facts, missing signer, missing stage");
  assert_refused ("{\"stage\":\"penuh\"}",
                  "missing articles, missing conclusion, missing elements, "
                  "missing facts, missing signer");
  assert_refused ("{\"stage\":\"akhir\",\"facts\":1,\"articles\":\"pasal\",\"elements\":[1,{},"
                  "{\"element\":\"x\",\"met\":\"ya\"}],\"conclusion\":\"entah\",\"signer\":\"\","
                  "\"date\":\"2024-02-30\",\"number\":2,\"paper\":3,\"colour\":1}",
                  "bad-date date, missing elements[1].element, "
                  "missing elements[1].met, missing signer, unknown-choice conclusion, "
                  "unknown-choice stage, unknown-field colour, wrong-type articles, "
                  "wrong-type elements[0], wrong-type elements[2].met, wrong-type facts, "
                  "wrong-type number, wrong-type paper");
  assert_refused ("{\"stage\":\"awal\",\"facts\":\"a\",\"articles\":[1],\"conclusion\":\"pidana\","
                  "\"signer\":\"Ketua\"}",
                  "wrong-type articles[0]");
  assert_refused (
      "{\"stage\":\"awal\",\"facts\":\"a\",\"articles\":[{\"article\":1}],\"conclusion\":"
      "\"pidana\",\"signer\":\"Ketua\"}",
      "wrong-type articles[0].article");
}

/* A day that has not come: by the clock of the check, in November 2024. */
static void
test_future (void)
{
  assert_refused ("{\"stage\":\"awal\",\"facts\":\"a\",\"conclusion\":\"diregistrasi\","
                  "\"signer\":\"Ketua\",\"date\":\"2024-11-09\"}",
                  "in-future date");
}

static char *
repeat (const char *text, guint times, const char *separator)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; i < times; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? separator : "", text);

  return g_string_free (g_steal_pointer (&joined), FALSE);
}

/* An initial review with these @facts, and @n elements that each have @why. */
static char *
long_review (const char *facts, guint n, const char *why)
{
  g_autofree char *element =
      g_strdup_printf ("{\"element\":\"x\",\"met\":true,\"why\":\"%s\"}", why);
  g_autofree char *elements = repeat (element, n, ",");

  return g_strdup_printf ("{\"stage\":\"awal\",\"facts\":\"%s\",\"conclusion\":\"diregistrasi\","
                          "\"signer\":\"Ketua\",\"elements\":[%s]}",
                          facts, elements);
}

/* What does not fit is told before anything is written; each part may, and all together still not. */
static void
test_large (void)
{
  g_autofree char *facts = repeat ("é", PANTAU_REVIEW_MAX_FACTS, "");
  g_autofree char *longer = repeat ("é", PANTAU_REVIEW_MAX_FACTS + 1, "");
  g_autofree char *why = repeat ("é", PANTAU_REVIEW_MAX_WHY, "");
  g_autofree char *too_long = long_review (longer, 1, "a");
  g_autofree char *too_many = long_review ("a", PANTAU_REVIEW_MAX_ELEMENTS + 1, "a");
  g_autofree char *too_large = long_review (facts, PANTAU_REVIEW_MAX_ELEMENTS, why);

  assert_refused (too_long, "too-long facts");
  assert_refused (too_many, "too-many elements");
  assert_refused (too_large, "too-large ");
}

/* A later one of a stage replaces the earlier one of that stage only. */
static void
test_stages (void)
{
  g_autofree char *id = NULL;
  g_auto (World) world = desk_new (&id);
  g_autofree char *first = review (&world, id,
                                   "{\"stage\":\"awal\",\"facts\":\"a\",\"conclusion\":"
                                   "\"dilengkapi\",\"signer\":\"Ketua\"}");
  g_autofree char *full = review (&world, id, "{" FULL "}");
  g_autofree char *again = review (&world, id,
                                   "{\"stage\":\"awal\",\"facts\":\"b\",\"conclusion\":"
                                   "\"diregistrasi\",\"signer\":\"Ketua\"}");
  g_autoptr (GPtrArray) list = reviews_of (&world, id);
  g_autoptr (PantauEntry) line = world_last_entry (&world);

  g_assert_cmpuint (list->len, ==, 3);
  g_assert_cmpstr (line->base[0], ==, first);
  g_assert_null (line->base[1]);
  g_assert_cmpstr (pantau_reviews_newest (list, PANTAU_REVIEW_FIRST)->entry, ==, again);
  g_assert_cmpstr (pantau_reviews_newest (list, PANTAU_REVIEW_FULL)->entry, ==, full);
  g_assert_false (((PantauReview *) g_ptr_array_index (list, 0))->is_current);
}

/* Two desks that did not know of each other: both count, and the newest is the same whichever came first. */
static void
test_differs (void)
{
  g_autofree char *id = NULL;
  g_auto (World) world = desk_new (&id);
  g_autofree char *mine = review (&world, id, "{" FULL "}");
  g_autofree char *theirs = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_auto (GStrv) current = NULL;
  const PantauReview *newest;

  theirs = world_other_writes (&world, id, "neutrality", "review.add", "16.13.04", NULL,
                               "{\"stage\":\"penuh\",\"conclusion\":\"pidana\",\"signer\":\"K\","
                               "\"date\":\"2024-11-02\"}");
  list = reviews_of (&world, id);
  current = pantau_reviews_current (list, PANTAU_REVIEW_FULL);
  g_assert_cmpuint (g_strv_length (current), ==, 2);
  g_assert_true (g_strv_contains ((const char *const *) current, mine));
  newest = pantau_reviews_newest (list, PANTAU_REVIEW_FULL);
  g_assert_cmpstr (newest->entry, ==, theirs); /* by the date on its paper */
}

static void
assert_error (World *self, const char *id, int code)
{
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (GError) error = NULL, asked = NULL;
  gint64 before = world_count (self);

  g_assert_false (try_review (self, id, "{" FULL "}", NULL, faults, &error));
  g_assert_error (error, PANTAU_ERROR, code);
  g_assert_cmpuint (faults->len, ==, 0);
  g_assert_cmpint (world_count (self), ==, before);
  g_assert_false (pantau_edit_may_review (self->home, id, &asked));
  g_assert_error (asked, PANTAU_ERROR, code);
}

/* Who records in the field does not judge, nor does a desk judge a flood. */
static void
test_who (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *own = NULL, *flood = NULL;

  world_grant_me (&world, "field", "16.13.04");
  own = world_record (&world, "neutrality", "16.13.04", CASE);
  assert_error (&world, own, PANTAU_ERROR_REFUSED);
  world_grant_me (&world, "pemprov", "16");
  assert_error (&world, own, PANTAU_ERROR_REFUSED);
  world_grant_me (&world, "desk", "16.06");
  assert_error (&world, own, PANTAU_ERROR_REFUSED);
  world_grant_me (&world, "desk", "16");
  g_assert_true (pantau_edit_may_review (world.home, own, NULL));
  flood = world_record (&world, "risk", "16.13.04", "{\"title\":\"Banjir\"}");
  assert_error (&world, flood, PANTAU_ERROR_INVALID);
  assert_error (&world, "0b7a5c0e-9999-4222-8333-444455556666", PANTAU_ERROR_NOT_FOUND);
}

static gboolean
forward_says_without (World *self, const char *id, const char *json)
{
  g_autoptr (JsonObject) given = test_object (json);
  g_autoptr (GPtrArray) faults = pantau_faults_new (), forwards = NULL;
  g_autoptr (GError) error = NULL;

  pantau_edit_forward (self->home, id, given, NULL, faults, &error);
  g_assert_no_error (error);
  test_assert_faults (faults, "");
  forwards = pantau_store_forwards (pantau_home_get_store (self->home), id, &error);
  g_assert_no_error (error);

  return ((PantauForward *) g_ptr_array_index (forwards, forwards->len - 1))->without_review;
}

/* Agencies returned cases that came without one: the line says so, whatever is written later. */
static void
test_forward (void)
{
  g_autofree char *id = NULL, *flood = NULL, *text = NULL;
  g_auto (World) world = desk_new (&id);
  g_autoptr (PantauRecord) record = NULL;

  g_assert_true (forward_says_without (&world, id, "{\"agency\":\"bkn\",\"channel\":\"surat\"}"));
  /* To Bawaslu's own it is no forwarding of a violation. */
  g_assert_false (
      forward_says_without (&world, id, "{\"agency\":\"bawaslu-provinsi\",\"channel\":\"surat\"}"));
  /* An initial review does not do. */
  g_free (review (&world, id,
                  "{\"stage\":\"awal\",\"facts\":\"a\",\"conclusion\":\"diregistrasi\","
                  "\"signer\":\"Ketua\"}"));
  g_assert_true (forward_says_without (&world, id, "{\"agency\":\"bkn\",\"channel\":\"surat\"}"));
  g_free (review (&world, id, "{" FULL "}"));
  g_assert_false (forward_says_without (&world, id, "{\"agency\":\"bkn\",\"channel\":\"surat\"}"));
  flood = world_record (&world, "risk", "16.13.04", "{\"title\":\"Banjir\"}");
  g_assert_false (
      forward_says_without (&world, flood, "{\"agency\":\"pln\",\"channel\":\"telepon\"}"));

  record = world_get (&world, id);
  text = pantau_record_text (pantau_home_get_reference (world.home), record, FALSE);
  g_assert_nonnull (strstr (text, "Without a full review (kajian)"));
}

static const char *
told (GPtrArray *story, const char *entry, const char **sentence)
{
  for (guint i = 0; i < story->len; i++)
    {
      const PantauStoryItem *item = g_ptr_array_index (story, i);

      if (!g_str_equal (item->entry, entry))
        continue;
      *sentence = item->sentence;
      g_assert_cmpint (item->topic, ==, PANTAU_STORY_REVIEWED);
      return item->text;
    }
  g_assert_not_reached ();
}

static void
test_story (void)
{
  g_autofree char *id = NULL;
  g_auto (World) world = desk_new (&id);
  g_autofree char *entry = review (&world, id, "{" FULL ",\"number\":\"12/PM\"}");
  g_autoptr (PantauRecord) record = world_get (&world, id);
  g_autoptr (GPtrArray) story = pantau_story_new (pantau_home_get_reference (world.home), record,
                                                  pantau_home_get_device (world.home));
  const char *sentence, *text = told (story, entry, &sentence);

  g_assert_nonnull (strstr (sentence, "12/PM"));
  g_assert_nonnull (strstr (sentence, "Breach of other legislation"));
  g_assert_nonnull (strstr (text, "Ketua Bawaslu Musi Rawas Utara"));
  g_assert_nonnull (strstr (text, "Met: Pejabat ASN"));
  g_assert_nonnull (strstr (text, "Not met: Menguntungkan – Hanya hadir"));
}

/* The tables are the same whether lines came one by one or all are taken in again. */
static void
test_rebuild (void)
{
  g_autofree char *id = NULL, *before = NULL, *after = NULL;
  g_auto (World) world = desk_new (&id);
  PantauStore *store = pantau_home_get_store (world.home);
  g_autoptr (GError) error = NULL;

  g_free (review (&world, id, "{" FULL "}"));
  g_free (review (&world, id, "{" FULL "}"));
  before = pantau_store_dump (store, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (before, "review\t"));
  pantau_store_rebuild (store, NULL, NULL, &error);
  g_assert_no_error (error);
  after = pantau_store_dump (store, &error);
  g_assert_cmpstr (before, ==, after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  pantau_locale_init ("en");

  g_test_add_func ("/kajian/add", test_add);
  g_test_add_func ("/kajian/paper", test_paper);
  g_test_add_func ("/kajian/no-paper", test_no_paper);
  g_test_add_func ("/kajian/faults", test_faults);
  g_test_add_func ("/kajian/future", test_future);
  g_test_add_func ("/kajian/large", test_large);
  g_test_add_func ("/kajian/stages", test_stages);
  g_test_add_func ("/kajian/differs", test_differs);
  g_test_add_func ("/kajian/who", test_who);
  g_test_add_func ("/kajian/forward", test_forward);
  g_test_add_func ("/kajian/story", test_story);
  g_test_add_func ("/kajian/rebuild", test_rebuild);

  return g_test_run ();
}
