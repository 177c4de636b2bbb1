/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What networks do to an exchange: cut it at any byte, say a request twice, hold one until another has passed, answer in the province's
 * place, or not at all. Afterwards everything is there once, at home, at the province and with who reads it, after two syncs at most. And that those
 * who judge and those who do harm can be trusted: a judge who sees nothing, a line that is never bad prove nothing.
 */

#include "config.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "checker.h"
#include "home-fixture.h"
#include "pantau-wire.h"
#include "test-util.h"
#include "transfer-fixture.h"

#define RAWAS TRANSFER_REGION

/* Homes that meet bad lines at once, each its own; the last one reads what the others write. */
#define HOMES 4

/* Schedules in all; the sanitizers make each several times as long. */
#define SCHEDULES test_rounds (TEST_SHARE > 1 ? 60 : 200)
#define CUTS      (TEST_SHARE > 1 ? 20 : 50)
#define TRIES     (g_getenv ("PANTAU_TEST_LONG") != NULL ? 3 : 1) /* syncs while the line is bad */
#define PERCENT   25                                              /* of the requests */

/* A device may ask 240 times, then four times a second; we ask faster. A province that was started anew has counted nothing. */
#define PATIENCE 15

/* Short, for lines on this machine; no sync may last longer than some of them one after the other. */
#define TOTAL_MS 3000
#define IDLE_MS  150
#define HANG     (60 * G_USEC_PER_SEC)

/* ---- The line and the judge ---- */

/* One request through @line: its answer, as far as it comes before the end or @patience ms without a byte. */
static GString *
ask_for (Proxy *line, const char *path, guint patience_ms)
{
  g_autofree char *request = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: x\r\n\r\n", path);
  struct sockaddr_in in = { .sin_family = AF_INET, .sin_addr = { htonl (INADDR_LOOPBACK) } };
  struct timeval patience = { patience_ms / 1000, patience_ms % 1000 * 1000 };
  GString *answer = g_string_new (NULL);
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  char chunk[4096];
  gssize n;

  in.sin_port = htons ((guint16) g_ascii_strtoull (strrchr (proxy_url (line), ':') + 1, NULL, 10));
  g_assert_cmpint (connect (fd, (struct sockaddr *) &in, sizeof in), ==, 0);
  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  g_assert_cmpint (send (fd, request, strlen (request), MSG_NOSIGNAL), ==, strlen (request));
  while ((n = TEMP_FAILURE_RETRY (recv (fd, chunk, sizeof chunk, 0))) > 0)
    g_string_append_len (answer, chunk, n);
  close (fd);

  return answer;
}

static GString *
ask (Proxy *line, const char *path)
{
  return ask_for (line, path, 20 * 1000);
}

static gsize
ask_length (Proxy *line, ProxyFault fault, gsize n, guint ms)
{
  ProxyStep step = { .fault = fault, .n = n, .ms = ms, .text = proxy_portal (0) };
  g_autoptr (GString) answer = NULL;

  proxy_set_step (line, &step, NULL);
  answer = ask_for (line, "/v1/head", fault == PROXY_MUTE || fault == PROXY_DEAF ? 250 : 20 * 1000);
  proxy_set_chooser (line, NULL, NULL);

  return answer->len;
}

/* We hear @length bytes, and the province has answered so often. */
static void
assert_answers (TransferFixture *f, ProxyFault fault, gsize length, guint answers)
{
  static const char *const metric = "responses_total{status=\"401\"}"; /* we say nobody's name */
  gint64 before = trip_metric (f->trip, metric);

  g_assert_cmpuint (ask_length (f->line, fault, 0, 0), ==, length);
  TRIP_WAIT_UNTIL (trip_metric (f->trip, metric) - before >= answers);
  g_assert_cmpint (trip_metric (f->trip, metric) - before, ==, answers);
}

/* Every fault is one. */
static void
test_line (TransferFixture *f, gconstpointer data)
{
  g_autoptr (GString) whole = ask (f->line, "/v1/head"), first = NULL, again = NULL, rest = NULL;
  guint64 up = proxy_get_bytes (f->line, TRUE);
  gint64 start;

  g_assert_cmpuint (whole->len, >, 100);
  g_assert_cmpuint (ask_length (f->line, PROXY_CUT_DOWN, 40, 0), ==, 40);
  g_assert_cmpuint (proxy_get_bytes (f->line, TRUE), >, up);
  up = proxy_get_bytes (f->line, TRUE);
  g_assert_cmpuint (ask_length (f->line, PROXY_CUT_UP, 7, 0), ==, 0);
  g_assert_cmpuint (proxy_get_bytes (f->line, TRUE) - up, ==, 7);
  g_assert_cmpuint (ask_length (f->line, PROXY_SAY, 0, 0), ==, strlen (proxy_portal (0)));
  g_assert_cmpuint (ask_length (f->line, PROXY_SLOW, 4096, 0), ==, whole->len);

  /* Who asks hears nothing; whether the province did is another matter. */
  assert_answers (f, PROXY_MUTE, 0, 0);
  assert_answers (f, PROXY_DEAF, 0, 1);
  assert_answers (f, PROXY_LOSE, 0, 1);
  assert_answers (f, PROXY_TWICE, whole->len, 2);

  start = g_get_monotonic_time ();
  g_assert_cmpuint (ask_length (f->line, PROXY_DELAY, 0, 50), ==, whole->len);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 50 * 1000);
  start = g_get_monotonic_time ();
  g_assert_cmpuint (ask_length (f->line, PROXY_HOLD, 0, 50), ==, whole->len);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 50 * 1000);

  /* What /metrics says changes with each request. */
  first = ask (f->line, "/metrics");
  proxy_set_step (f->line, &(ProxyStep){ .fault = PROXY_REPLAY }, NULL);
  again = ask (f->line, "/metrics");
  g_assert_cmpstr (first->str, ==, again->str);
  proxy_set_chooser (f->line, NULL, NULL);

  proxy_cut_at (f->line, FALSE, whole->len + 20);
  g_string_free (ask (f->line, "/v1/head"), TRUE);
  rest = ask (f->line, "/v1/head");
  g_assert_cmpuint (rest->len, ==, 20);
  g_assert_cmpuint (proxy_get_cuts (f->line), ==, 1);
}

static void
test_portals (void)
{
  for (guint i = 0; i < PROXY_PORTALS; i++)
    {
      const char *said = proxy_portal (i), *body = strstr (said, "\r\n\r\n"),
                 *length = strstr (said, "Content-Length: ");

      g_assert_true (g_str_has_prefix (said, "HTTP/1.1 "));
      g_assert_nonnull (body);
      if (length != NULL)
        g_assert_cmpuint (g_ascii_strtoull (length + strlen ("Content-Length: "), NULL, 10), ==,
                          strlen (body + 4));
    }
}

/* A copy of a database, changed as no program would. */
static PantauDb *
spoil (Trip *trip, const char *home, const char *file, const char *sql)
{
  g_autofree char *copy = trip_path (trip, "spoilt"), *path = g_build_filename (copy, file, NULL);
  g_autoptr (GError) error = NULL;
  PantauDb *db;

  trip_copy (trip, home, "spoilt");
  db = pantau_db_open (path, PANTAU_DB_READ_WRITE, &error);
  g_assert_no_error (error);
  if (sql != NULL)
    pantau_db_script (db, sql, &error);
  g_assert_no_error (error);

  return db;
}

static CheckerFound
judge_spoilt (Trip *trip, const char *at_home, const char *at_province, const char *saved)
{
  g_autoptr (Checker) checker = checker_new ();
  g_autoptr (PantauDb) db = spoil (trip, "field", "pantau.db", at_home);

  checker_look_home (checker, db);
  g_clear_pointer (&db, pantau_db_close);
  db = spoil (trip, PROVINCE, "province.db", at_province);
  checker_look_province (checker, db);
  g_clear_pointer (&db, pantau_db_close);
  db = spoil (trip, "field", "pantau.db", at_home);
  checker_look_reader (checker, db);
  checker_expect_all (checker);
  if (saved != NULL)
    checker_saved (checker, saved);

  return checker_judge (checker);
}

#define OWN           "SELECT max(n) FROM entry WHERE type = 'record.create'"
#define FORGET(table) "DROP TRIGGER " table "_kept; DELETE FROM " table

/* The judge sees each sort of harm, and none where there is none. */
static void
test_judge (TransferFixture *f, gconstpointer data)
{
  CheckerFound found;

  home_record_many_in (f->field, RAWAS, 3);
  transfer_sync (f->field);
  g_clear_pointer (&f->field, pantau_home_close);
  trip_stop (f->trip);

  found = judge_spoilt (f->trip, NULL, NULL, NULL);
  g_assert_cmpuint (found.received, ==, 4);
  g_assert_cmpuint (found.lost + found.unread + found.duplicated + found.gaps, ==, 0);

  found = judge_spoilt (f->trip, NULL, NULL, TEST_RECORD);
  g_assert_cmpuint (found.lost, ==, 1); /* saved, not there */
  found = judge_spoilt (
      f->trip, NULL,
      "PRAGMA foreign_keys = OFF; " FORGET ("number") " WHERE entry = (" OWN "); " FORGET (
          "body") " WHERE entry = (" OWN "); " FORGET ("entry") " WHERE n = (" OWN ")",
      NULL);
  g_assert_cmpuint (found.lost, >=, 1); /* received, not there */
  found = judge_spoilt (f->trip, NULL,
                        "DROP TRIGGER number_stays; UPDATE number SET idx = idx + 1 "
                        "WHERE idx = (SELECT max(idx) FROM number)",
                        NULL);
  g_assert_cmpuint (found.lost, ==, 1); /* another number than was received */
  g_assert_cmpuint (found.gaps, ==, 1);
  found = judge_spoilt (f->trip, FORGET ("covered") " WHERE entry = (" OWN ")", NULL, NULL);
  g_assert_cmpuint (found.lost, ==, 1); /* neither waiting nor received */
  found = judge_spoilt (
      f->trip, "DROP TRIGGER body_stays; UPDATE body SET json = NULL WHERE entry = (" OWN ")", NULL,
      NULL);
  g_assert_cmpuint (found.lost, >=, 1);
  found =
      judge_spoilt (f->trip,
                    "INSERT INTO entry SELECT NULL, randomblob (32), signature, header, record, "
                    "kind, open, region, type, device, seq FROM entry WHERE n = (" OWN ")",
                    NULL, NULL);
  g_assert_cmpuint (found.duplicated, >=, 1);
  found = judge_spoilt (f->trip,
                        "DROP TRIGGER entry_stays; UPDATE entry SET seq = seq + 1 "
                        "WHERE n = (" OWN ")",
                        NULL, NULL);
  g_assert_cmpuint (found.gaps, ==, 1);
  found = judge_spoilt (f->trip,
                        "DROP TRIGGER entry_stays; UPDATE entry SET type = 'note.add' "
                        "WHERE n = (" OWN ")",
                        NULL, NULL);
  g_assert_cmpuint (found.unread, ==, 1);

  trip_start (f->trip);
}

/* ---- Cuts ---- */

/* Lines only: a file waits where it is told to come later. */
static gboolean
try_sync (PantauHome *home, GError **error)
{
  PantauSyncOptions options = { .no_files = TRUE };
  PantauSyncResult result;

  return pantau_sync_run (home, &options, &result, NULL, error);
}

/* A bad line is called one, never a fault of the home or of the person. */
static void
assert_is_the_line (const GError *error)
{
  static const PantauError codes[] = { PANTAU_ERROR_UNREACHABLE, PANTAU_ERROR_PORTAL,
                                       PANTAU_ERROR_OVERLOADED,  PANTAU_ERROR_MALFORMED,
                                       PANTAU_ERROR_SIGNATURE,   PANTAU_ERROR_REFUSED };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, PANTAU_ERROR, (int) codes[i]))
      return;
  g_error ("%s", error->message);
}

/* On a line that is well again all is there after two syncs. */
static void
settle (PantauHome *home)
{
  PantauSyncResult result;

  if (!pantau_sync_run (home, NULL, &result, NULL, NULL) || result.waiting > 0 ||
      result.files_waiting > 0)
    result = transfer_sync (home);
  g_assert_cmpint (result.waiting, ==, 0);
  g_assert_cmpint (result.files_waiting, ==, 0);
}

static void
add (PantauHome *home, Checker *checker)
{
  g_autofree char *record = home_record_in (home, RAWAS);

  checker_attempt (checker, 1);
  checker_saved (checker, record);
}

/* Closes all and judges; @homes (their directories), the last of which reads what the others write where @has_reader. */
static void
judge (Trip *trip, Checker *checker, guint homes, gboolean has_reader, const char *const *names)
{
  g_autoptr (PantauDb) province = NULL;

  trip_stop (trip);
  for (guint i = 0; i < homes; i++)
    {
      g_autoptr (PantauDb) db = trip_db (trip, names[i]);

      checker_look_home (checker, db);
      if (has_reader && i == homes - 1)
        checker_look_reader (checker, db);
    }
  province = trip_db (trip, PROVINCE);
  checker_look_province (checker, province);
  checker_expect_all (checker);
  checker_assert (checker);
  trip_start (trip);
  for (guint i = 0; i < homes; i++)
    ctl_verify (trip, names[i]);
}

/* What one exchange of a line and the news costs, in one direction. */
static guint64
measure (TransferFixture *f, Checker *checker, gboolean up)
{
  guint64 before = proxy_get_bytes (f->line, up);

  add (f->field, checker);
  transfer_sync (f->field);

  return proxy_get_bytes (f->line, up) - before;
}

/* A whole exchange is cut at its n-th byte, in each direction: at all of them under --long, else here and there. */
static void
test_cuts (TransferFixture *f, gconstpointer data)
{
  gboolean is_long = g_getenv ("PANTAU_TEST_LONG") != NULL;
  g_autoptr (GRand) rand = test_rand_new (20241127);
  g_autoptr (Checker) checker = checker_new ();
  static const char *const names[] = { "field" };
  guint cut = 0, failed = 0;

  transfer_sync (f->field);
  for (int up = 0; up < 2; up++)
    {
      guint64 bytes = measure (f, checker, up);
      double step = is_long ? 1 : (double) bytes / (CUTS / 2.0);

      g_assert_cmpuint (bytes, >, 500);
      for (double at = is_long ? 0 : g_rand_double_range (rand, 0, step); at < (double) bytes;
           at += step)
        {
          g_autoptr (GError) error = NULL;

          add (f->field, checker);
          proxy_cut_at (f->line, up, (gsize) at);
          if (!try_sync (f->field, &error))
            {
              assert_is_the_line (error);
              failed++;
            }
          proxy_cut_at (f->line, up, G_MAXSIZE);
          settle (f->field);
          if (++cut % PATIENCE == 0)
            {
              trip_stop (f->trip);
              trip_start (f->trip);
            }
        }
    }

  g_test_message ("%u cuts, %u syncs failed by them", cut, failed);
  g_assert_cmpuint (proxy_get_cuts (f->line), >=, cut * 9 / 10);
  g_assert_cmpuint (failed, >, cut / 2);
  g_clear_pointer (&f->field, pantau_home_close);
  judge (f->trip, checker, 1, FALSE, names);
}

/* ---- Schedules ---- */

/* One home, its bad line, and what became of it. */
typedef struct
{
  PantauHome *home;
  Proxy *line;
  guint32 seed;
  guint syncs, failed;
  gint64 longest; /* µs */
} Laptop;

static gpointer
run_schedule (gpointer data)
{
  Laptop *self = data;

  proxy_shake (self->line, self->seed, PERCENT);
  for (int i = 0; i < TRIES; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 start = g_get_monotonic_time ();

      self->syncs++;
      if (!try_sync (self->home, &error))
        {
          assert_is_the_line (error);
          self->failed++;
        }
      self->longest = MAX (self->longest, g_get_monotonic_time () - start);
    }
  proxy_set_chooser (self->line, NULL, NULL);

  return NULL;
}

/* The homes' lines are bad at the same time, so that the province meets them mixed. */
static void
run_schedules (Laptop *laptops)
{
  GThread *threads[HOMES];

  pantau_wire_set_usual_time_limits (TOTAL_MS, IDLE_MS);
  for (guint i = 0; i < HOMES; i++)
    threads[i] = g_thread_new ("laptop", run_schedule, &laptops[i]);
  for (guint i = 0; i < HOMES; i++)
    g_thread_join (threads[i]);
  pantau_wire_set_usual_time_limits (0, 0);
}

static void
test_schedules (void)
{
  g_autoptr (GRand) rand = test_rand_new (20240214);
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (Checker) checker = checker_new ();
  static const char *const names[HOMES] = { "a", "b", "c", "desk" };
  Laptop laptops[HOMES] = { 0 };
  guint met[PROXY_N_FAULTS] = { 0 }, syncs = 0, failed = 0;
  g_autoptr (GString) told = g_string_new (NULL);
  gint64 longest = 0;

  for (guint i = 0; i < HOMES; i++)
    {
      TransferFixture f = { .trip = trip };

      f.line = laptops[i].line = proxy_new (trip_url (trip), 1);
      laptops[i].home = i + 1 < HOMES ? transfer_home (&f, names[i], "field", RAWAS)
                                      : transfer_home (&f, names[i], "desk", "16.13");
    }

  for (guint schedule = 0; schedule < SCHEDULES; schedule += HOMES)
    {
      for (guint i = 0; i < HOMES; i++)
        {
          guint records = (guint) g_rand_int_range (rand, 1, 4);

          laptops[i].seed = g_rand_int (rand);
          while (records-- > 0)
            add (laptops[i].home, checker);
          if (g_rand_int_range (rand, 0, 4) == 0)
            g_free (transfer_add (laptops[i].home, (gsize) g_rand_int_range (rand, 1, 20000),
                                  (guint8) schedule));
        }
      run_schedules (laptops);
      for (guint i = 0; i < HOMES; i++)
        settle (laptops[i].home);
      if (schedule / HOMES % PATIENCE == PATIENCE - 1)
        {
          trip_stop (trip);
          trip_start (trip);
        }
    }

  for (guint i = 0; i < HOMES; i++)
    {
      settle (laptops[i].home);
      syncs += laptops[i].syncs;
      failed += laptops[i].failed;
      longest = MAX (longest, laptops[i].longest);
      for (guint fault = 0; fault < PROXY_N_FAULTS; fault++)
        met[fault] += proxy_get_met (laptops[i].line, (ProxyFault) fault);
      pantau_home_close (laptops[i].home);
      proxy_free (laptops[i].line);
    }
  for (guint fault = 0; fault < PROXY_N_FAULTS; fault++)
    {
      g_string_append_printf (told, " %s %u", proxy_fault_name ((ProxyFault) fault), met[fault]);
      if (TEST_SHARE == 1)
        g_assert_cmpuint (met[fault], >, 0);
    }
  g_test_message (
      "%u schedules, %u syncs on bad lines, %u failed, the longest took %" G_GINT64_FORMAT
      " ms; requests:%s",
      SCHEDULES, syncs, failed, longest / 1000, told->str);
  g_assert_cmpint (longest, <, HANG);
  g_assert_cmpuint (failed, >, syncs / 10);
  judge (trip, checker, HOMES, TRUE, names);
}

#define ADD(path, function)                                                                        \
  g_test_add (path, TransferFixture, NULL, transfer_set_up, function, transfer_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/network/line", test_line);
  g_test_add_func ("/network/portals", test_portals);
  ADD ("/network/judge", test_judge);
  ADD ("/network/cuts", test_cuts);
  g_test_add_func ("/network/schedules", test_schedules);

  return g_test_run ();
}
