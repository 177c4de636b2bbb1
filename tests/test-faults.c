/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A disk that fails at its n-th operation, once or for good, with an error of the medium or for want of room: under the laptop and under the
 * province. What was called saved or received is there; what could not be is called a failure; and as soon as the disk is sound again
 * everything goes on, without a repair and without anything renamed aside.
 */

#include "config.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

#include "checker.h"
#include "faults-fixture.h"
#include "home-fixture.h"
#include "pantau-json.h"
#include "test-util.h"
#include "transfer-fixture.h"
#include "tus-fixture.h"

#define RAWAS TRANSFER_REGION

/* All ways to fail at one operation. */
typedef struct
{
  const char *name;
  int error;
  gboolean for_good;
} Way;

static const Way ways[] = { { "EIO once", EIO, FALSE },
                            { "EIO for good", EIO, TRUE },
                            { "ENOSPC once", ENOSPC, FALSE },
                            { "ENOSPC for good", ENOSPC, TRUE } };

static gboolean
is_long (void)
{
  return g_getenv ("PANTAU_TEST_LONG") != NULL;
}

/*
 * At which of the @n operations that were counted it is to fail: at all of them under --long, else at the first and last of those that are the
 * same to the same file, one after the other. (transfer full)
 */
static GArray *
find_places (Faults *faults, guint n)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *before = faults_describe (faults, i - 1),
                      *here = faults_describe (faults, i), *after = faults_describe (faults, i + 1);

      if (is_long () || i == 1 || i == n || !g_str_equal (before, here) ||
          !g_str_equal (here, after))
        g_array_append_val (places, i);
    }

  return places;
}

/* The program ended by itself and said in one fault what went wrong; what a log is told besides does not matter. */
static void
assert_failed_well (Ran *ran, Faults *faults, guint place, const Way *way)
{
  g_autofree char *operation = faults_describe (faults, place);
  const char *fault = strchr (ran->err, '{');
  g_autoptr (JsonObject) object =
      fault != NULL ? pantau_json_parse (fault, strcspn (fault, "\n"), 64 * 1024, NULL) : NULL;
  const char *code = object != NULL ? pantau_json_string (object, "code") : NULL;
  static const char *const codes[] = { "io", "full", NULL };

  if (ran->status <= 0 || *ran->out != '\0' || code == NULL || !g_strv_contains (codes, code))
    g_error ("%s at %u (%s): ended with %d, said “%s”, “%s”", way->name, place, operation,
             ran->status, ran->out, ran->err);
}

/* Nothing was renamed aside, and the home is well. */
static void
assert_sound (Trip *trip, const char *home)
{
  g_autofree char *path = trip_path (trip, home);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_null (strstr (name, "rusak"));
  ctl_verify (trip, home);
}

/* The operations up to the @n-th, each run of like ones once: how many pages a commit writes differs from one to the next. (transfer full) */
static char *
describe_until (Faults *faults, guint n)
{
  g_autofree char *before = NULL;
  GString *text = g_string_new (NULL);

  for (guint i = 1; i <= n; i++)
    {
      char *operation = faults_describe (faults, i);

      if (g_strcmp0 (before, operation) != 0)
        g_string_append_printf (text, "%s; ", operation);
      g_free (before);
      before = operation;
    }

  return g_string_free (text, FALSE);
}

/*
 * The flush by which a record is saved: the last one of the write-ahead log before the journal is written to, which is after the
 * commit. Where that flush failed the record must not be called saved, although its pages can still be read.
 */
static guint
find_commit (Faults *faults, guint n)
{
  guint commit = 0;

  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *operation = faults_describe (faults, i);

      if (g_str_equal (operation, "fsync pantau.db-wal"))
        commit = i;
      else if (g_str_equal (operation, "write journal.pantau"))
        break;
    }
  g_assert_cmpuint (commit, >, 0);

  return commit;
}

static Ran *
try_record (Trip *trip, const char *json)
{
  return ctl_input (trip, "field", json, strlen (json), "--json", "record", "--kind", "risk", "-",
                    NULL);
}

/* A home whose disk fails while it records. */
typedef struct
{
  Trip *trip;
  Faults *faults;
  Checker *checker;
  GPtrArray *saved; /* what was called so */
  char *json;
  char *commit; /* what leads to its flush */
  guint failed, commits;
} Recording;

/* Once, with what was armed. */
static void
record_once (Recording *self, guint place, const Way *way)
{
  g_autoptr (Ran) ran = try_record (self->trip, self->json);
  g_autofree char *until = NULL;
  gboolean is_commit;

  faults_disarm (self->faults);
  until = describe_until (self->faults, place);
  is_commit = g_str_equal (until, self->commit);
  self->commits += is_commit;
  checker_attempt (self->checker, 1);
  if (ran->status != 0)
    {
      assert_failed_well (ran, self->faults, place, way);
      self->failed++;
      return;
    }
  g_assert_false (is_commit);
  g_strstrip (ran->out);
  g_assert_true (pantau_is_uuid (ran->out));
  checker_saved (self->checker, ran->out);
  g_ptr_array_add (self->saved, g_strdup (ran->out));
}

/* Counts the operations of a record on a sound disk, and finds its commit among them. */
static guint
measure (Recording *self, guint *commit)
{
  guint n;

  g_free (
      ctl_record (self->trip, "field", "risk", self->json)); /* tidies up after one that failed */
  faults_arm (self->faults, 0, 0, FALSE);
  g_free (ctl_record (self->trip, "field", "risk", self->json));
  n = faults_disarm (self->faults);
  *commit = find_commit (self->faults, n);
  g_free (self->commit);
  self->commit = describe_until (self->faults, *commit);

  return n;
}

/* Fails at the flush of the commit; one record's commit may write a page more than that of the one before. */
static void
fail_commit (Recording *self, const Way *way)
{
  guint before = self->commits, place;

  for (guint i = 0; i < 20 && self->commits == before; i++)
    {
      measure (self, &place);
      faults_arm (self->faults, place, way->error, way->for_good);
      record_once (self, place, way);
    }
  g_assert_cmpuint (self->commits, >, before);
}

/* The disk is sound again: the next one is saved, all that were are there, and the safety journal has them too. */
static void
judge_recording (Recording *self)
{
  g_autofree char *file = trip_path (self->trip, "field/journal.pantau"), *text = NULL;
  g_autoptr (PantauDb) db = NULL;
  g_autoptr (GBytes) journal = NULL;
  char *last = ctl_record (self->trip, "field", "risk", self->json);

  checker_saved (self->checker, last);
  g_ptr_array_add (self->saved, last);
  db = trip_db (self->trip, "field");
  checker_look_home (self->checker, db);
  checker_assert (self->checker);
  assert_sound (self->trip, "field");
  journal = test_file_read (file);
  text = ran_text (journal);
  for (guint i = 0; i < self->saved->len; i++)
    if (strstr (text, g_ptr_array_index (self->saved, i)) == NULL)
      g_error ("%s is not in the journal", (char *) g_ptr_array_index (self->saved, i));
}

/* Its disk fails at each operation of recording in all ways, then at two of them. */
static void
test_record (void)
{
  g_autoptr (GRand) rand = test_rand_new (5);
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (Checker) checker = checker_new ();
  g_autoptr (GPtrArray) saved = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = trip_path (trip, "field"), *json = record_json ("Banjir", RAWAS);
  g_autoptr (Faults) faults = NULL;
  g_autoptr (GArray) places = NULL;
  Recording self = { .trip = trip, .checker = checker, .saved = saved, .json = json };
  guint n, commit;

  trip_home (trip, "field");
  self.faults = faults = faults_new (path, FALSE);
  n = measure (&self, &commit);
  places = find_places (faults, n);
  g_assert_cmpuint (n, >, 20);

  for (guint w = 0; w < G_N_ELEMENTS (ways); w++)
    {
      fail_commit (&self, &ways[w]);
      for (guint i = 0; i < places->len; i++)
        {
          guint place = g_array_index (places, guint, i);

          /* A sanitizer makes each start of a program ten times as long. */
          if (TEST_SHARE > 1 && w != i % G_N_ELEMENTS (ways))
            continue;
          faults_arm (faults, place, ways[w].error, ways[w].for_good);
          record_once (&self, place, &ways[w]);
        }
    }
  for (guint i = 0; i < test_rounds (10); i++)
    {
      guint place = (guint) g_rand_int_range (rand, 1, (gint32) n);

      faults_arm (faults, place, EIO, FALSE);
      faults_arm_second (faults, (guint) g_rand_int_range (rand, (gint32) place, (gint32) n + 1),
                         ENOSPC);
      record_once (&self, place, &ways[0]);
    }

  g_test_message ("%u operations; it failed %u times, %u of them at the commit's flush, and was "
                  "saved all the same %u times",
                  n, self.failed, self.commits, saved->len);
  g_assert_cmpuint (self.failed, >, places->len / 2);
  judge_recording (&self);
  g_free (self.commit);
}

/*
 * What could not be flushed into its folder must not lie there under its final name: whoever finds it there later takes it for safe. The failure
 * was the only one, so that there was a way to take it back.
 */
static void
assert_taken_back (const char *path, const char *bytes, const char *operation)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, bytes, -1);
  g_autofree char *folder = g_strdup_printf ("%s/blobs/%.2s", path, hash);
  g_autofree char *file = g_build_filename (folder, hash, NULL);
  g_autofree char *flush = g_strdup_printf ("fsync %.2s", hash);

  if (g_str_equal (operation, flush))
    g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  if (g_str_equal (operation, "fsync blobs"))
    g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

/* A file that was called attached is there, whole, and a line names it. */
static void
test_attach (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *path = trip_path (trip, "field"), *json = record_json ("Banjir", RAWAS),
                  *file = trip_path (trip, "foto.txt"), *record = NULL;
  g_autoptr (Faults) faults = NULL;
  g_autoptr (GArray) places = NULL, flushes = g_array_new (FALSE, FALSE, sizeof (gboolean));
  g_autoptr (GPtrArray) attached = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) named = NULL;
  guint failed = 0;

  trip_home (trip, "field");
  record = ctl_record (trip, "field", "risk", json);
  test_file_write (file, "0", 1);
  faults = faults_new (path, FALSE);
  faults_arm (faults, 0, 0, FALSE);
  ctl_do (trip, "field", "attach", record, file, NULL);
  places = find_places (faults, faults_disarm (faults));
  for (guint i = 0; i < places->len; i++)
    {
      g_autofree char *operation = faults_describe (faults, g_array_index (places, guint, i));
      gboolean is_flush = g_str_has_prefix (operation, "fsync");

      g_array_append_val (flushes, is_flush);
    }

  /* Each place in one of the ways, where something is flushed in all. */
  for (guint i = 0; i < places->len; i++)
    for (guint w = 0; w < G_N_ELEMENTS (ways); w++)
      {
        guint place = g_array_index (places, guint, i);
        g_autofree char *bytes = g_strdup_printf ("berkas %u %u", i, w), *operation = NULL;
        g_autoptr (Ran) ran = NULL;

        if (!is_long () && (TEST_SHARE > 1 || !g_array_index (flushes, gboolean, i)) &&
            w != i % G_N_ELEMENTS (ways))
          continue;
        if (attached->len % 16 == 15) /* a record has no more than 32 */
          {
            g_free (record);
            record = ctl_record (trip, "field", "risk", json);
          }
        test_file_write (file, bytes, strlen (bytes));
        faults_arm (faults, place, ways[w].error, ways[w].for_good);
        ran = ctl (trip, "field", "--json", "attach", record, file, NULL);
        faults_disarm (faults);
        if (ran->status == 0)
          {
            g_ptr_array_add (attached, g_strdup (g_strstrip (ran->out)));
            continue;
          }
        assert_failed_well (ran, faults, place, &ways[w]);
        failed++;
        operation = faults_describe (faults, place);
        if (!ways[w].for_good)
          assert_taken_back (path, bytes, operation);
      }

  g_test_message ("it failed %u times, and was attached all the same %u times", failed,
                  attached->len);
  g_assert_cmpuint (failed, >, 5);
  g_assert_cmpuint (attached->len, >, 0);
  named = trip_set (trip, "field", "SELECT value FROM body, json_each (body.json, '$.blobs')");
  for (guint i = 0; i < attached->len; i++)
    {
      const char *hash = g_ptr_array_index (attached, i);
      g_autofree char *blob = g_strdup_printf ("%s/blobs/%.2s/%s", path, hash, hash);
      g_autoptr (GBytes) bytes = test_file_read (blob);
      g_autofree char *found = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

      g_assert_cmpstr (found, ==, hash);
      g_assert_true (g_hash_table_contains (named, hash));
    }
  assert_sound (trip, "field");
}

/* The laptop's disk fails while it sends and receives: what the province acknowledged is received or sent again, never lost. */
static void
test_sync (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (Checker) checker = checker_new ();
  g_autofree char *path = trip_path (trip, "field"), *json = record_json ("Banjir", RAWAS);
  g_autoptr (Faults) faults = NULL;
  g_autoptr (GArray) places = NULL;
  g_autoptr (PantauDb) home = NULL, province = NULL;
  guint failed = 0;

  trip_enrolled (trip, "field", "field", RAWAS);
  ctl_do (trip, "field", "sync", NULL);
  g_free (ctl_record (trip, "field", "risk", json));
  faults = faults_new (path, FALSE);
  faults_arm (faults, 0, 0, FALSE);
  ctl_do (trip, "field", "sync", NULL);
  places = find_places (faults, faults_disarm (faults));

  for (guint i = 0; i < places->len; i++)
    for (guint w = is_long () ? 0 : i % G_N_ELEMENTS (ways); w < G_N_ELEMENTS (ways);
         w += is_long () ? 1 : G_N_ELEMENTS (ways))
      {
        guint place = g_array_index (places, guint, i);
        g_autofree char *record = ctl_record (trip, "field", "risk", json);
        g_autoptr (Ran) ran = NULL;

        checker_attempt (checker, 1);
        checker_saved (checker, record);
        faults_arm (faults, place, ways[w].error, ways[w].for_good);
        ran = ctl (trip, "field", "--json", "sync", NULL);
        faults_disarm (faults);
        if (ran->status != 0)
          {
            g_assert_cmpint (ran->status, >, 0);
            failed++;
          }
        /* A device may not ask as often as we do; a province that was started anew has counted nothing. */
        if (i % 10 == 9)
          {
            trip_stop (trip);
            trip_start (trip);
          }
      }

  g_test_message ("it failed %u times of %u", failed, places->len);
  g_assert_cmpuint (failed, >, 5);
  g_assert_cmpuint (ctl_sync (trip, "field").waiting, ==, 0);
  trip_stop (trip);
  home = trip_db (trip, "field");
  province = trip_db (trip, PROVINCE);
  checker_look_home (checker, home);
  checker_look_province (checker, province);
  checker_expect_all (checker);
  checker_assert (checker);
  trip_start (trip);
  assert_sound (trip, "field");
}

/* ---- The province's disk ---- */

/* All that is needed of one who is there and answers. */
static gboolean
is_alive (Trip *trip)
{
  g_autofree char *answer = trip_raw (trip, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n", -1, NULL);

  return g_str_has_prefix (answer, "HTTP/1.1 200");
}

/* Faults under the province alone: the programs of this test have sound disks. */
static Faults *
fail_province (TransferFixture *f)
{
  g_autofree char *path = trip_path (f->trip, PROVINCE);
  Faults *faults = faults_new (path, TRUE);

  trip_stop (f->trip);
  trip_start (f->trip);

  return faults;
}

static void
add_one (TransferFixture *f, Checker *checker, gboolean with_file, guint8 seed)
{
  g_autofree char *record = home_record_in (f->field, RAWAS);

  checker_attempt (checker, 1);
  checker_saved (checker, record);
  if (with_file)
    g_free (transfer_add (f->field, 3000, seed));
}

static gboolean
try_sync (PantauHome *home, GError **error)
{
  PantauSyncResult result;

  return pantau_sync_run (home, NULL, &result, NULL, error);
}

static void
judge (TransferFixture *f, Checker *checker)
{
  g_autoptr (PantauDb) home = NULL, province = NULL;

  g_assert_cmpint (transfer_sync (f->field).waiting, ==, 0);
  g_clear_pointer (&f->field, pantau_home_close);
  trip_stop (f->trip);
  home = trip_db (f->trip, "field");
  province = trip_db (f->trip, PROVINCE);
  checker_look_home (checker, home);
  checker_look_province (checker, province);
  checker_expect_all (checker);
  checker_assert (checker);
  trip_start (f->trip);
}

/* It fails at each operation of taking lines and a file in, then its power is cut as well. */
static void
test_province (TransferFixture *f, gconstpointer data)
{
  g_autoptr (Checker) checker = checker_new ();
  g_autoptr (Faults) faults = fail_province (f);
  g_autoptr (GArray) places = NULL;
  guint failed = 0;

  add_one (f, checker, TRUE, 0);
  faults_arm (faults, 0, 0, FALSE);
  transfer_sync (f->field);
  places = find_places (faults, faults_disarm (faults));
  g_assert_cmpuint (places->len, >, 10);

  for (guint i = 0; i < places->len; i++)
    for (guint w = is_long () ? 0 : i % G_N_ELEMENTS (ways); w < G_N_ELEMENTS (ways);
         w += is_long () ? 1 : G_N_ELEMENTS (ways))
      {
        g_autoptr (GError) error = NULL;
        gboolean ok;

        add_one (f, checker, TRUE, (guint8) (i * G_N_ELEMENTS (ways) + w + 1));
        faults_arm (faults, g_array_index (places, guint, i), ways[w].error, ways[w].for_good);
        ok = try_sync (f->field, &error);
        failed += !ok;
        g_assert_true (is_alive (f->trip));
        faults_disarm (faults);
        trip_kill (f->trip);
        trip_start (f->trip);
      }

  g_test_message ("%u of %u syncs failed", failed, places->len);
  g_assert_cmpuint (failed, >, places->len / 4);
  judge (f, checker);
}

/* No room at the province: it says so, goes on answering who reads, and takes everything in as soon as there is. */
static void
test_province_full (TransferFixture *f, gconstpointer data)
{
  g_autoptr (PantauHome) desk = transfer_home (f, "desk", "desk", "16.13");
  g_autoptr (Checker) checker = checker_new ();
  g_autoptr (Faults) faults = NULL;
  g_autofree char *hash = NULL;

  add_one (f, checker, FALSE, 0);
  transfer_sync (f->field);
  faults = fail_province (f);
  for (guint round = 0; round < 5; round++)
    {
      g_autoptr (GError) error = NULL;
      PantauSyncResult result;

      add_one (f, checker, FALSE, 0);
      faults_arm (faults, 1, ENOSPC, TRUE);
      g_assert_false (pantau_sync_run (f->field, NULL, &result, NULL, &error));
      g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_OVERLOADED);
      g_assert_cmpint (result.waiting, ==, round + 1);
      g_assert_cmpuint (faults_get_failed (faults), >, 0);
      transfer_sync (desk);
      faults_disarm (faults);
    }
  g_assert_cmpint (trip_metric (f->trip, "responses_total{status=\"507\"}"), >=, 5);

  /* Lines have room, then a file has none. */
  transfer_sync (f->field);
  hash = transfer_add (f->field, 3000, 1);
  {
    g_autoptr (GError) error = NULL;
    PantauSyncOptions lines_only = { .no_files = TRUE };
    PantauSyncResult result;

    g_assert_true (pantau_sync_run (f->field, &lines_only, &result, NULL, &error));
    g_assert_no_error (error);
    faults_arm (faults, 1, ENOSPC, TRUE);
    try_sync (f->field, &error);
    g_assert_false (tus_stored (f->trip, hash));
    faults_disarm (faults);
  }
  transfer_sync (f->field);
  g_assert_true (tus_stored (f->trip, hash));
  judge (f, checker);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/faults/record", test_record);
  g_test_add_func ("/faults/attach", test_attach);
  g_test_add_func ("/faults/sync", test_sync);
  g_test_add ("/faults/province", TransferFixture, NULL, transfer_set_up, test_province,
              transfer_tear_down);
  g_test_add ("/faults/province-full", TransferFixture, NULL, transfer_set_up, test_province_full,
              transfer_tear_down);

  return g_test_run ();
}
