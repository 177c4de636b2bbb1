/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A laptop that was three months without a signal: thousands of others' lines to fetch, hundreds of its own to bring, over a narrow line that is cut a
 * hundred times meanwhile. Nothing is lost or doubled, memory stays small, and a cut costs what was under way and no more.
 */

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "checker.h"
#include "home-fixture.h"
#include "proxy.h"
#include "raw-device.h"
#include "test-util.h"
#include "transfer-fixture.h"

#define KABUPATEN "16.13"
#define BATCH     500          /* lines a push of those who were not away */
#define MEMORY    (250 * 1024) /* KiB */

/*
 * What waits, and the line: so many bytes a second in each direction, and cut somewhere before so many of an answer or a request. In CI it is
 * faster than the one that is promised (1 Mbit/s), for there are twenty minutes for everything.
 */
typedef struct
{
  guint foreign;
  guint own;
  gsize rate;
  gsize most;
  guint cuts;
} Away;

static const Away in_ci = { 5000 / TEST_SHARE, 200 / TEST_SHARE, 2000 * 1000, 24 * 1024,
                            TEST_SHARE > 1 ? 8
                                           : 40 }, /* a tenth of the lines is not cut so often */
    promised = { 50000, 2000, 125 * 1000, 128 * 1024, 100 };

static const Away *
size (void)
{
  return g_getenv ("PANTAU_TEST_LONG") != NULL ? &promised : &in_ci;
}

/* What people wrote meanwhile, each text another. */
static PantauEntry *
write_foreign (RawDevice *device, GRand *rand)
{
  static const char *const words[] = { "air",      "naik", "TPS",   "jalan", "putus", "perahu",
                                       "logistik", "desa", "warga", "malam", "surut", "posko",
                                       "ketua",    "aman", "belum", "sudah" };
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *record = pantau_uuid_new (), *now = pantau_home_now (),
                  *region = g_strdup_printf (KABUPATEN ".%02d", g_rand_int_range (rand, 1, 8));
  PantauDraft draft = { .record = record,
                        .kind = "risk",
                        .is_open = TRUE,
                        .region = region,
                        .type = PANTAU_TYPE_CREATE,
                        .time = now,
                        .body = body };

  for (guint i = 0; i < 16; i++)
    g_string_append_printf (text, "%s ", words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
  json_object_set_string_member (body, "title", "Air naik");
  json_object_set_string_member (body, "narrative", text->str);

  return raw_device_sign (device, &draft);
}

static void
write_all_foreign (Trip *trip, guint n)
{
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "desk", KABUPATEN);
  g_autoptr (GRand) rand = test_rand_new (14);

  for (guint done = 0; done < n; done += BATCH)
    {
      g_autoptr (GString) push = g_string_new (NULL);
      g_autoptr (Reply) reply = NULL;

      for (guint i = done; i < MIN (done + BATCH, n); i++)
        {
          g_autoptr (PantauEntry) entry = write_foreign (device, rand);

          pantau_entry_append_line (entry, push);
        }
      reply = raw_device_push (device, NULL, push->str, push->len);
      g_assert_cmpuint (reply->status, ==, 200);
    }
}

/* From now on the peak is that of what follows (proc(5)). */
static void
forget_peak (void)
{
  int fd = g_open ("/proc/self/clear_refs", O_WRONLY, 0);

  g_assert_cmpint (write (fd, "5", 1), ==, 1);
  close (fd);
}

/* In KiB. */
static gint64
peak (void)
{
  g_autofree char *text = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));
  line = strstr (text, "VmHWM:");
  g_assert_nonnull (line);

  return g_ascii_strtoll (line + strlen ("VmHWM:"), NULL, 10);
}

/* The largest program that we started and that has ended, in KiB. */
static gint64
peak_of_children (void)
{
  struct rusage usage;

  g_assert_cmpint (getrusage (RUSAGE_CHILDREN, &usage), ==, 0);

  return usage.ru_maxrss;
}

static guint64
passed (Proxy *line)
{
  return proxy_get_bytes (line, TRUE) + proxy_get_bytes (line, FALSE);
}

/* Syncs over the line until all is done: what it fetches is cut, and at first also what it brings. How many cuts there were. */
static guint
sync_through_cuts (PantauHome *home, Proxy *line, const Away *away, guint *lines, guint64 *useful)
{
  g_autoptr (GRand) rand = test_rand_new (15);
  PantauSyncResult result = { .waiting = away->own };
  guint cuts = 0;

  for (guint tries = 1;; tries++)
    {
      g_autoptr (GError) error = NULL;

      proxy_cut_some (line, cuts < away->cuts ? G_MAXUINT : 0, away->most, FALSE);
      proxy_cut_at (line, TRUE,
                    result.waiting > 0 && cuts < away->cuts / 4
                        ? (gsize) g_rand_int_range (rand, 1000, (gint32) away->most)
                        : G_MAXSIZE);
      if (pantau_sync_run (home, NULL, &result, NULL, &error))
        {
          *lines += result.pulled;
          *useful += result.bytes_sent + result.bytes_received;
          g_assert_cmpint (result.waiting, ==, 0);
          g_test_message ("%u syncs, %u of them cut", tries, cuts);
          return cuts;
        }
      *lines += result.pulled;
      *useful += result.bytes_sent + result.bytes_received;

      test_assert_error (error, PANTAU_ERROR_UNREACHABLE);
      if (++cuts == away->cuts)
        g_test_message ("%u lines had come through the cuts", *lines);
      g_assert_true (cuts < away->cuts ||
                     *lines >= away->foreign / 10); /* it does not stand still */
      g_assert_cmpuint (tries, <, 10 * away->cuts);
    }
}

static PantauHome *
open_home (Trip *trip, const char *name)
{
  g_autofree char *path = trip_path (trip, name);
  g_autoptr (GError) error = NULL;
  PantauHome *home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);

  g_assert_no_error (error);

  return home;
}

static void
test_three_months (void)
{
  const Away *away = size ();
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (Proxy) line = proxy_new (trip_url (trip), 14), good = proxy_new (trip_url (trip), 15);
  g_autoptr (Checker) checker = checker_new ();
  g_autofree char *code = trip_invite (trip, "desk", KABUPATEN),
                  *other = trip_invite (trip, "desk", KABUPATEN);
  g_autoptr (PantauDb) province = NULL, reader = NULL;
  PantauHome *home;
  guint64 useful = 0, there, without;
  guint lines = 0, cuts;
  gint64 ours;
  Synced synced;

  trip_home (trip, "away");
  ctl_do (trip, "away", "enroll", "--server", proxy_url (line), code, NULL);
  ctl_sync (trip, "away");

  write_all_foreign (trip, away->foreign);
  home = open_home (trip, "away");
  checker_attempt (checker, away->own);
  for (guint i = 0; i < away->own; i++)
    {
      g_autofree char *id = home_record_in (home, KABUPATEN ".04");

      checker_saved (checker, id);
    }

  proxy_set_step (line, &(ProxyStep){ .fault = PROXY_SLOW, .n = away->rate }, NULL);
  there = passed (line);
  forget_peak ();
  cuts = sync_through_cuts (home, line, away, &lines, &useful);
  ours = peak ();
  there = passed (line) - there;
  /* Those that a sync ended by: behind a page that was cut it goes on by itself. */
  g_assert_cmpuint (cuts, >=, away->cuts / 4);
  g_assert_cmpuint (lines, >=, away->foreign);
  pantau_home_close (home);

  /* The same lines by a program of its own, over a line without fault. */
  trip_home (trip, "other");
  ctl_do (trip, "other", "enroll", "--server", proxy_url (good), other, NULL);
  without = passed (good);
  synced = ctl_sync (trip, "other");
  without = passed (good) - without;
  g_assert_cmpuint (synced.received, >=, away->foreign + away->own);

  g_test_message ("%" G_GUINT64_FORMAT " bytes with %u cuts, of which %" G_GUINT64_FORMAT
                  " of use; %" G_GUINT64_FORMAT " without a cut; peak %" G_GINT64_FORMAT
                  " and %" G_GINT64_FORMAT " KiB",
                  there, cuts, useful, without, ours, peak_of_children ());
  if (TEST_SHARE == 1) /* a sanitizer's own memory says nothing of ours */
    {
      g_assert_cmpint (ours, <, MEMORY);
      g_assert_cmpint (peak_of_children (), <, MEMORY);
    }

  /* Of what had come nothing comes twice: a cut costs at most the connection that it met, and a session of a few KiB. */
  g_assert_cmpuint (there, <, without + useful / 50 + (guint64) cuts * (away->most + 8 * 1024));

  ctl_verify (trip, "away");
  ctl_verify (trip, "other");
  trip_stop (trip);
  province = trip_db (trip, PROVINCE);
  reader = trip_db (trip, "away");
  checker_expect_all (checker);
  checker_look_home (checker, reader);
  checker_look_province (checker, province);
  checker_look_reader (checker, reader);
  checker_assert (checker);
  g_clear_pointer (&reader, pantau_db_close);
  reader = trip_db (trip, "other");
  checker_look_reader (checker, reader);
  checker_assert (checker);
  trip_start (trip);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/away/three-months", test_three_months);

  return g_test_run ();
}
