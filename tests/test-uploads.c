/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which files of a home are to be sent: entered with the line that names them, and found again after damage. */

#include "config.h"

#include "pantau-uploads.h"

#include <glib/gstdio.h>
#include <string.h>

#include "home-fixture.h"
#include "pantau-files-queue.h"
#include "pantau-files-rule.h"
#include "pantau-json.h"
#include "pantau-pace.h"
#include "pantau-trend.h"
#include "test-util.h"

static char *
put (PantauHome *home, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  char *hash = NULL;

  g_assert_true (pantau_blobs_put_bytes (pantau_home_get_blobs (home), bytes, &hash, NULL));

  return hash;
}

/* A line of this home that names these files, by its body. */
static void
write_line (PantauHome *home, const char *json)
{
  g_autoptr (JsonObject) body = pantau_json_parse_known (json, NULL);
  g_autofree char *now = pantau_home_now ();
  g_autoptr (GError) error = NULL;
  PantauDraft draft = { .record = TEST_RECORD,
                        .kind = "risk",
                        .is_open = TRUE,
                        .region = "16.13.03",
                        .type = "evidence.add",
                        .time = now,
                        .body = body };

  pantau_home_write (home, &draft, NULL, &error);
  g_assert_no_error (error);
}

static void
write_naming (PantauHome *home, const char *hash)
{
  g_autofree char *json = g_strdup_printf ("{\"blobs\":[\"%s\"]}", hash);

  write_line (home, json);
}

/* What may be sent now, had the province acknowledged all lines. */
static GPtrArray *
list (PantauHome *home)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *uploads;

  g_assert_true (pantau_db_run (pantau_home_get_db (home), NULL, "DELETE FROM unsent", ""));
  uploads = pantau_uploads_list (pantau_home_get_db (home), pantau_home_get_blobs (home), &error);

  g_assert_no_error (error);

  return uploads;
}

static PantauUploadCounts
count (PantauHome *home)
{
  PantauUploadCounts counts;

  g_assert_true (pantau_uploads_count (pantau_home_get_db (home), &counts, NULL));

  return counts;
}

static void
test_noted (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  g_autofree char *large = put (home, "yang lebih besar"), *small = put (home, "kecil");
  g_autofree char *unnamed = put (home, "tak disebut");
  g_autoptr (GPtrArray) uploads = NULL;
  const PantauUpload *first;

  write_naming (home, large);
  write_naming (home, small);
  uploads = list (home);
  g_assert_cmpuint (uploads->len, ==, 2);
  first = g_ptr_array_index (uploads, 0);
  g_assert_cmpstr (first->hash, ==, small);
  g_assert_cmpint (first->size, ==, 5);
  g_assert_cmpint (first->offset, ==, 0);
  g_assert_null (first->url);
  g_assert_cmpint (count (home).waiting_bytes, ==, 5 + 16);
}

/* The same file in two lines is sent once; what is no name is none. */
static void
test_names (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  g_autofree char *hash = put (home, "satu");
  g_autofree char *json = g_strdup_printf (
      "{\"blobs\":[\"%s\",\"%s\",\"../../etc/passwd\",7,null,{\"blobs\":[]},\"AB\"]}", hash, hash);
  g_autoptr (GPtrArray) uploads = NULL;

  write_line (home, json);
  write_naming (home, hash);
  write_line (home, "{\"blobs\":\"none\"}");
  write_line (home, "{\"text\":\"\\\"blobs\\\"\"}");
  uploads = list (home);
  g_assert_cmpuint (uploads->len, ==, 1);
  g_assert_cmpint (count (home).missing, ==, 0);
}

/* A line may name what is not here; once it is, it is sent. */
static void
test_missing (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  g_autofree char *hash = NULL;
  g_autoptr (GPtrArray) none = NULL, one = NULL, gone = NULL;

  write_naming (home, TEST_SHA256_EMPTY);
  g_assert_cmpint (count (home).missing, ==, 1);
  none = list (home);
  g_assert_cmpuint (none->len, ==, 0);

  hash = put (home, "");
  one = list (home);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpint (count (home).waiting, ==, 1);

  g_assert_true (pantau_blobs_remove (pantau_home_get_blobs (home), hash, NULL));
  gone = list (home);
  g_assert_cmpuint (gone->len, ==, 0);
  g_assert_cmpint (count (home).missing, ==, 1);
}

/* A file follows its line, which the province must have first. */
static void
test_after_line (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  g_autofree char *hash = put (home, "satu");
  g_autoptr (GPtrArray) before = NULL, after = NULL;

  write_naming (home, hash);
  before = pantau_uploads_list (pantau_home_get_db (home), pantau_home_get_blobs (home), NULL);
  g_assert_cmpuint (before->len, ==, 0);
  after = list (home);
  g_assert_cmpuint (after->len, ==, 1);
}

static void
test_states (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  PantauDb *db = pantau_home_get_db (home);
  g_autofree char *hash = put (home, "satu");
  g_autoptr (GPtrArray) begun = NULL, sent = NULL, again = NULL;
  PantauUploadState state;
  gboolean found;

  write_naming (home, hash);
  g_assert_true (pantau_uploads_set_progress (db, hash, "abc", 3, NULL));
  begun = list (home);
  g_assert_cmpstr (((PantauUpload *) begun->pdata[0])->url, ==, "abc");
  g_assert_cmpint (((PantauUpload *) begun->pdata[0])->offset, ==, 3);
  g_assert_cmpint (count (home).waiting_bytes, ==, 1);

  g_assert_true (pantau_uploads_set_state (db, hash, PANTAU_UPLOAD_SENT, NULL, NULL));
  sent = list (home);
  g_assert_cmpuint (sent->len, ==, 0);
  g_assert_true (pantau_uploads_get_state (db, hash, &state, &found, NULL));
  g_assert_true (found);
  g_assert_cmpint (state, ==, PANTAU_UPLOAD_SENT);
  g_assert_true (pantau_uploads_get_state (db, TEST_SHA256_EMPTY, &state, &found, NULL));
  g_assert_false (found);

  /* A restored province is offered everything from its first byte. */
  g_assert_true (pantau_db_begin (db, PANTAU_DB_DURABLE, NULL));
  g_assert_true (pantau_uploads_offer_all (db, pantau_home_get_blobs (home), NULL));
  g_assert_true (pantau_db_commit (db, NULL));
  again = list (home);
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_cmpint (((PantauUpload *) again->pdata[0])->offset, ==, 0);
}

/* Lines that come back from the journal bring their files back too. */
static void
test_restored (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  g_autofree char *hash = put (home, "satu"), *path = place_file (&place, PANTAU_HOME_DATABASE);
  g_autoptr (GPtrArray) uploads = NULL;

  write_naming (home, hash);
  g_clear_pointer (&home, pantau_home_close);
  file_zero_header (path);

  home = place_open (&place);
  g_assert_nonnull (pantau_home_get_repair (home));
  uploads = list (home);
  g_assert_cmpuint (uploads->len, ==, 1);
  g_assert_cmpstr (((PantauUpload *) uploads->pdata[0])->hash, ==, hash);
}

/* Neither line nor upload where the commit fails: an entry that is too large is not written. */
static void
test_together (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  g_autofree char *hash = put (home, "satu"), *filler = g_strnfill (70 * 1024, 'x');
  g_autofree char *now = pantau_home_now ();
  g_autoptr (JsonObject) body = json_object_new (), fine = json_object_new ();
  JsonArray *names = json_array_new ();
  g_autoptr (GPtrArray) drafts = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  PantauDraft good = { .record = TEST_RECORD,
                       .kind = "risk",
                       .is_open = TRUE,
                       .region = "16.13.03",
                       .type = "evidence.add",
                       .time = now,
                       .body = fine };
  PantauDraft bad = good;

  json_array_add_string_element (names, hash);
  json_object_set_array_member (fine, "blobs", names);
  json_object_set_string_member (body, "text", filler);
  bad.body = body;
  g_ptr_array_add (drafts, &good);
  g_ptr_array_add (drafts, &bad);
  g_assert_false (pantau_home_write_many (home, drafts, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_TOO_LARGE);
  g_assert_cmpint (count (home).waiting, ==, 0);
}

/* Who releases a file need not have it: whoever brought it sends it. */
static void
test_release (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  g_autoptr (JsonObject) body =
      pantau_json_parse_known ("{\"blobs\":[\"" TEST_SHA256_EMPTY "\"]}", NULL);
  g_autofree char *now = pantau_home_now ();
  g_autoptr (GError) error = NULL;
  const PantauDraft draft = { .record = TEST_RECORD,
                              .kind = "hoax",
                              .is_open = TRUE,
                              .region = "16.13.03",
                              .type = "evidence.release",
                              .time = now,
                              .body = body };

  pantau_home_write (home, &draft, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (home).missing, ==, 0);
}

/* A line of a record of its own that names these files. (transfer full): the record */
static char *
write_record (PantauHome *home, const char *const *hashes)
{
  g_autofree char *record = pantau_uuid_new (), *now = pantau_home_now ();
  g_autoptr (JsonObject) body = json_object_new ();
  JsonArray *names = json_array_new ();
  g_autoptr (GError) error = NULL;
  PantauDraft draft = { .record = record,
                        .kind = "risk",
                        .is_open = TRUE,
                        .region = "16.13.03",
                        .type = "evidence.add",
                        .time = now,
                        .body = body };

  for (guint i = 0; hashes[i] != NULL; i++)
    json_array_add_string_element (names, hashes[i]);
  json_object_set_array_member (body, "blobs", names);
  pantau_home_write (home, &draft, NULL, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&record);
}

/* A file of so many bytes. (transfer full) */
static char *
put_bytes (PantauHome *home, gsize length, char letter)
{
  g_autofree char *text = g_strnfill (length, letter);

  return put (home, text);
}

static const char *
record_at (GPtrArray *uploads, guint i)
{
  return ((PantauUpload *) g_ptr_array_index (uploads, i))->record;
}

/* The many files of one record keep nobody's waiting; small ones come first whosever they are; what was begun comes first among a record's own. */
static void
test_turns (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  const gsize photo = 80 * 1024;
  g_autofree char *a = put_bytes (home, photo, 'a'), *b = put_bytes (home, photo + 1, 'b'),
                  *c = put_bytes (home, photo + 2, 'c'), *d = put_bytes (home, photo + 3, 'd'),
                  *note = put_bytes (home, 100, 'e');
  const char *const many[] = { a, b, c, NULL }, *const one[] = { d, note, NULL };
  g_autofree char *first = write_record (home, many), *second = write_record (home, one);
  g_autoptr (GPtrArray) uploads = list (home), begun = NULL;

  g_assert_cmpuint (uploads->len, ==, 5);
  g_assert_cmpstr (((PantauUpload *) uploads->pdata[0])->hash, ==, note);
  g_assert_cmpstr (((PantauUpload *) uploads->pdata[1])->hash, ==, a);
  g_assert_cmpstr (((PantauUpload *) uploads->pdata[2])->hash, ==, d);
  g_assert_cmpstr (record_at (uploads, 1), ==, first);
  g_assert_cmpstr (record_at (uploads, 2), ==, second);
  g_assert_cmpstr (record_at (uploads, 3), ==, first);
  g_assert_cmpstr (record_at (uploads, 4), ==, first);

  g_assert_true (pantau_uploads_set_progress (pantau_home_get_db (home), c, "abc", 100, NULL));
  begun = list (home);
  g_assert_cmpstr (((PantauUpload *) begun->pdata[1])->hash, ==, c);
}

/* What a province signed before it was restored is not believed of it afterwards. */
static void
test_epoch (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  PantauDb *db = pantau_home_get_db (home);
  g_autofree char *hash = put (home, "satu");

  write_naming (home, hash);
  g_assert_true (pantau_home_set_setting (home, "epoch", "E~2", NULL));
  g_assert_true (pantau_uploads_set_sent (db, hash, "E", NULL));
  g_assert_cmpint (count (home).sent, ==, 0);
  g_assert_true (pantau_uploads_set_sent (db, hash, NULL, NULL));
  g_assert_cmpint (count (home).sent, ==, 0);
  g_assert_true (pantau_uploads_set_sent (db, hash, "E~2", NULL));
  g_assert_cmpint (count (home).sent, ==, 1);
}

/* --- When files may go --- */

static PantauFilesRule
rule_of (PantauHome *home)
{
  PantauFilesRule rule;

  pantau_files_rule_read (&rule, pantau_home_get_db (home));

  return rule;
}

static void
test_rule (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  const char *const wrong[] = { "", "-1", "1e9", "20 MB", "99999999999999999999", "0x10" };
  PantauFilesRule rule = rule_of (home);

  g_assert_true (pantau_files_rule_allows (&rule, PANTAU_BLOB_LIMIT));

  g_setenv ("PANTAU_LINE", "metered", TRUE);
  g_assert_true (pantau_files_rule_set_limit (home, 1000, NULL));
  rule = rule_of (home);
  g_assert_true (pantau_files_rule_allows (&rule, 1000));
  g_assert_false (pantau_files_rule_allows (&rule, 1001));
  g_assert_true (pantau_files_rule_waits_for_line (&rule, 1001));
  g_setenv ("PANTAU_LINE", "free", TRUE);
  rule = rule_of (home);
  g_assert_true (pantau_files_rule_allows (&rule, 1001));

  /* Nobody's files wait for ever because of a setting that nobody understands. */
  g_setenv ("PANTAU_LINE", "metered", TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_true (pantau_home_set_setting (home, PANTAU_SETTING_FILES_METERED, wrong[i], NULL));
      rule = rule_of (home);
      g_assert_cmpint (rule.limit, ==, -1);
      g_assert_true (pantau_files_rule_allows (&rule, PANTAU_BLOB_LIMIT));
    }
  g_unsetenv ("PANTAU_LINE");

  g_assert_true (pantau_files_rule_set_paused (home, TRUE, NULL));
  rule = rule_of (home);
  g_assert_false (pantau_files_rule_allows (&rule, 1));
  g_assert_false (pantau_files_rule_waits_for_line (&rule, 1));
}

/* Each state that a person is told, with the names that a record's line gives. */
static void
test_queue (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  PantauDb *db = pantau_home_get_db (home);
  g_autofree char *small = put (home, "satu"), *large = put_bytes (home, 5000, 'x'),
                  *refused = put (home, "dua");
  g_autoptr (PantauFilesQueue) fresh = NULL, later = NULL, one = NULL;
  const PantauQueuedFile *file;

  write_naming (home, small);
  write_naming (home, large);
  write_naming (home, refused);
  write_naming (home, TEST_SHA256_EMPTY);
  g_assert_true (pantau_uploads_set_state (db, refused, PANTAU_UPLOAD_REFUSED, "too-large", NULL));
  g_assert_true (pantau_store_catch_up (pantau_home_get_store (home), NULL));
  fresh = pantau_files_queue_read (db, 10, NULL);
  g_assert_cmpuint (fresh->files->len, ==, 4);
  g_assert_cmpint (((PantauQueuedFile *) fresh->files->pdata[3])->state, ==, PANTAU_QUEUED_LINE);

  g_assert_true (pantau_db_run (db, NULL, "DELETE FROM unsent", ""));
  g_assert_true (pantau_files_rule_set_limit (home, 1000, NULL));
  g_setenv ("PANTAU_LINE", "metered", TRUE);
  later = pantau_files_queue_read (db, 10, NULL);
  g_assert_cmpint (later->n, ==, 4);
  g_assert_cmpint (later->bytes, ==, 5004);
  g_assert_cmpuint (later->wifi, ==, 1);
  g_assert_cmpint (later->wifi_bytes, ==, 5000);
  file = later->files->pdata[2];
  g_assert_cmpstr (file->hash, ==, small);
  g_assert_cmpint (file->state, ==, PANTAU_QUEUED_WAITING);
  g_assert_cmpstr (file->record, ==, TEST_RECORD);
  file = later->files->pdata[3];
  g_assert_cmpint (file->state, ==, PANTAU_QUEUED_WIFI);
  for (guint i = 0; i < 2; i++)
    {
      file = later->files->pdata[i];
      if (g_str_equal (file->hash, refused))
        g_assert_cmpstr (file->reason, ==, "too-large");
      else
        g_assert_cmpint (file->state, ==, PANTAU_QUEUED_MISSING);
    }
  g_unsetenv ("PANTAU_LINE");

  one = pantau_files_queue_read (db, 1, NULL);
  g_assert_cmpuint (one->files->len, ==, 1);
  g_assert_cmpint (one->n, ==, 4);
}

/* --- How much at once --- */

/* Sends pieces over a line of @rate bytes a second that answers after @delay µs, for so long. */
static PantauPace
pace_on (double rate, gint64 delay, guint pieces)
{
  PantauPace pace;

  pantau_pace_init (&pace);
  pantau_pace_note (&pace, 0, delay);
  for (guint i = 0; i < pieces; i++)
    {
      gsize chunk = pace.chunk;

      pantau_pace_note (&pace, chunk, delay + (gint64) ((double) chunk * G_USEC_PER_SEC / rate));
    }

  return pace;
}

/* From a telephone of 2009 to fibre: no piece takes longer than eight seconds, and the line is busy nine tenths of the time. */
static void
test_pace (void)
{
  static const struct
  {
    double rate;  /* bytes a second */
    gint64 delay; /* µs */
  } lines[] = { { 2500, 900000 },   { 15000, 600000 },   { 60000, 300000 },  { 300000, 100000 },
                { 1000000, 40000 }, { 1000000, 800000 }, { 100000000, 1000 } };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      PantauPace pace = pace_on (lines[i].rate, lines[i].delay, 20);
      double sending = (double) pace.chunk / lines[i].rate,
             idle = (double) lines[i].delay / G_USEC_PER_SEC;

      g_test_message ("%.0f B/s, %.3f s: pieces of %" G_GSIZE_FORMAT " bytes, %.2f s",
                      lines[i].rate, idle, pace.chunk, sending);
      g_assert_cmpuint (pace.chunk, >=, PANTAU_PACE_SMALLEST);
      g_assert_cmpuint (pace.chunk, <=, PANTAU_PACE_LARGEST);
      if (pace.chunk > PANTAU_PACE_SMALLEST)
        g_assert_cmpfloat (sending, <=, (double) PANTAU_PACE_LONGEST / G_USEC_PER_SEC + 0.01);
      if (pace.chunk < PANTAU_PACE_LARGEST)
        g_assert_cmpfloat (sending / (sending + idle), >=, 0.85);
    }
}

/* A line that becomes slow is believed at once, a fast one step by step; a cut makes pieces smaller, never nothing. */
static void
test_pace_changes (void)
{
  PantauPace pace = pace_on (1000000, 50000, 20);
  gsize large = pace.chunk;

  pantau_pace_note (&pace, large, 100 * G_USEC_PER_SEC);
  g_assert_cmpuint (pace.chunk, <, large / 4);

  pace = pace_on (5000, 50000, 20);
  pantau_pace_note (&pace, pace.chunk, 1000);
  g_assert_cmpuint (pace.chunk, <=, 4 * 40 * 1000);

  for (guint i = 0; i < 100; i++)
    pantau_pace_note_cut (&pace);
  g_assert_cmpuint (pace.chunk, ==, PANTAU_PACE_SMALLEST);

  /* The clock of a machine that slept, or was set. */
  pantau_pace_note (&pace, pace.chunk, 0);
  pantau_pace_note (&pace, pace.chunk, -5);
  pantau_pace_note (&pace, pace.chunk, G_MAXINT64 / 2);
  g_assert_cmpuint (pace.chunk, >=, PANTAU_PACE_SMALLEST);
}

/* --- How long it takes --- */

static void
test_trend (void)
{
  const gint64 second = G_USEC_PER_SEC;
  PantauTrend trend;
  gint64 time = 5 * second;

  pantau_trend_clear (&trend);
  g_assert_cmpint (pantau_trend_get_left (&trend, time, 1000), ==, -1);

  /* Nothing is said of the first seconds. */
  for (guint i = 0; i <= 30; i++)
    {
      pantau_trend_note (&trend, time + i * second, i * 1000);
      if (i < 14)
        g_assert_cmpint (pantau_trend_get_left (&trend, time + i * second, 60 * 1000), ==, -1);
    }
  time += 30 * second;
  g_assert_cmpint (pantau_trend_get_left (&trend, time, 60 * 1000), ==, 60);
  g_assert_cmpint (pantau_trend_get_left (&trend, time, 0), ==, 0);

  /* Stands: nothing is said; then it goes on three times as fast: nothing until that is what it is. */
  g_assert_cmpint (pantau_trend_get_left (&trend, time + 30 * second, 1000), ==, -1);
  for (guint i = 1; i <= 60; i++)
    {
      pantau_trend_note (&trend, time + i * second, 30 * 1000 + i * 3000);
      if (i == 20)
        g_assert_cmpint (pantau_trend_get_left (&trend, time + i * second, 30 * 1000), ==, -1);
    }
  g_assert_cmpint (pantau_trend_get_left (&trend, time + 60 * second, 30 * 1000), ==, 10);

  /* Sums made anew. */
  pantau_trend_note (&trend, time + 61 * second, 10);
  g_assert_cmpint (pantau_trend_get_left (&trend, time + 61 * second, 1000), ==, -1);
}

/* A thousand pieces a second are remembered as well as one in five. */
static void
test_trend_fast (void)
{
  PantauTrend trend;
  gint64 time = 0;

  pantau_trend_clear (&trend);
  for (guint i = 0; i < 40 * 1000; i++)
    pantau_trend_note (&trend, time = i * 1000, (goffset) i * 10);
  g_assert_cmpuint (trend.n, <=, PANTAU_TREND_SAMPLES);
  g_assert_cmpint (pantau_trend_get_left (&trend, time, 100 * 1000), ==, 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/uploads/noted", test_noted);
  g_test_add_func ("/uploads/names", test_names);
  g_test_add_func ("/uploads/missing", test_missing);
  g_test_add_func ("/uploads/after-line", test_after_line);
  g_test_add_func ("/uploads/states", test_states);
  g_test_add_func ("/uploads/restored", test_restored);
  g_test_add_func ("/uploads/together", test_together);
  g_test_add_func ("/uploads/release", test_release);
  g_test_add_func ("/uploads/turns", test_turns);
  g_test_add_func ("/uploads/epoch", test_epoch);
  g_test_add_func ("/uploads/rule", test_rule);
  g_test_add_func ("/uploads/queue", test_queue);
  g_test_add_func ("/uploads/pace", test_pace);
  g_test_add_func ("/uploads/pace-changes", test_pace_changes);
  g_test_add_func ("/uploads/trend", test_trend);
  g_test_add_func ("/uploads/trend-fast", test_trend_fast);

  return g_test_run ();
}
