/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * T25: planted identities go the whole way (typed, lost to a crash, typed again, recorded, sealed by the command line, shown, copied, sent, asked
 * about, opened by the officer), and then every file of every home, of the province and of the temporary directory, all that the programs
 * said, and every byte on the wire is searched for them in every writing. What is not claimed: the swap and core dumps of a machine that
 * keeps such, and the terminal of the officer.
 */

#include "config.h"

#include <fcntl.h>
#include <json-glib/json-glib.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "canary-fixture.h"
#include "pantau-drafts.h"
#include "pantau-edit-identity.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-record-text.h"
#include "tap-fixture.h"
#include "test-util.h"
#include "trip-fixture.h"

#define MUBA  "16.06"
#define PLACE "16.06.01"

/* A text that is no secret and goes the same way: where it is not found, nothing was searched. */
#define MARK "Penanda-kirim-5817"

static const char *program; /* this one */

typedef struct
{
  Trip *trip;
  Tap *tap;
  char *said;  /* (owned): what the programs wrote to their outputs */
  char *heard; /* (owned): what went over the wire */
  guint32 seed;
  guint n_said;
  Needles *needles;
} Walk;

/* ---- The one who types: a process of its own, which is killed ---- */

static PantauHome *
open_home (const char *path)
{
  g_autoptr (GError) error = NULL;
  PantauHome *home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);

  g_assert_no_error (error);

  return home;
}

static void
keep (PantauHome *home, const char *draft, PantauIdentity *identity)
{
  g_autoptr (GError) error = NULL;

  pantau_drafts_seal (home, draft, "reporter", 1, identity, NULL, PLACE, &error);
  g_assert_no_error (error);
}

/* Letter by letter, each saved; then all of it. */
static void
type_draft (PantauHome *home, const char *draft, const Canary *canary)
{
  g_autoptr (PantauIdentity) whole = canary_identity (canary, 0, TRUE);
  g_autoptr (GError) error = NULL;

  pantau_drafts_save (home, draft, "neutrality", NULL, "Kades di kampanye",
                      "{\"v\":1,\"kind\":\"neutrality\",\"answers\":{}}", &error);
  g_assert_no_error (error);
  for (guint letters = 1; letters <= 15; letters += 2)
    {
      g_autoptr (PantauIdentity) begun = canary_identity (canary, letters, TRUE);

      keep (home, draft, begun);
    }
  keep (home, draft, whole);
}

/* After the crash: the envelope is there and closed, so it is typed again, and the record is finished. */
static void
finish_draft (PantauHome *home, const char *draft, const Canary *canary)
{
  g_autoptr (PantauIdentity) whole = canary_identity (canary, 0, TRUE);
  g_autoptr (GPtrArray) envelopes = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autofree char *created = NULL, *now = pantau_home_now (), *json = NULL;
  g_autoptr (GError) error = NULL;

  envelopes = pantau_drafts_envelopes (pantau_home_get_db (home), draft, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (envelopes->len, ==, 1);
  keep (home, draft, whole);

  json = g_strdup_printf ("{\"election\":\"pilkada-2024\",\"places\":[],\"occurred\":\"%s\","
                          "\"known\":\"%s\",\"title\":\"Kades di kampanye\","
                          "\"narrative\":\"" MARK "\",\"fields\":{}}",
                          now, now);
  body = pantau_json_parse_known (json, &error);
  g_assert_no_error (error);
  created = pantau_edit_create_sealed (home, draft, "neutrality", PLACE, FALSE, body, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (created, ==, draft);
}

/* --typist WHAT HOME DRAFT SEED ROUND: does it, says so, and waits to be killed. */
static void G_GNUC_NORETURN
be_typist (char **argv)
{
  g_autoptr (PantauHome) home = open_home (argv[1]);
  g_autoptr (Canary) canary = canary_new ((guint32) g_ascii_strtoull (argv[3], NULL, 10),
                                          (guint) g_ascii_strtoull (argv[4], NULL, 10), 0);

  if (g_str_equal (argv[0], "type"))
    type_draft (home, argv[2], canary);
  else
    finish_draft (home, argv[2], canary);
  printf ("ready\n");
  fflush (stdout);
  for (;;)
    pause ();
}

/* Runs it until it is done, and kills it with everything open. */
static void
run_typist (Walk *self, const char *what, const char *draft, guint round)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *home = trip_path (self->trip, "field");
  g_autofree char *seed = g_strdup_printf ("%u", self->seed);
  g_autofree char *number = g_strdup_printf ("%u", round), *line = NULL;
  const char *const words[] = { program, "--typist", what, home, draft, seed, number };
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GDataInputStream) out = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_ptr_array_add (argv, (gpointer) words[i]);
  process = ran_spawn (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = g_data_input_stream_read_line (out, NULL, NULL, NULL);
  g_assert_cmpstr (line, ==, "ready");
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
  g_assert_cmpint (ran_ended (process), ==, -SIGKILL);
}

/* ---- The way ---- */

/* Keeps what a program said, to be searched with the rest. */
static void
keep_said (Walk *self, const char *out, const char *err)
{
  g_autofree char *name = g_strdup_printf ("%04u", self->n_said++);
  g_autofree char *path = g_build_filename (self->said, name, NULL);
  g_autofree char *both = g_strconcat (out, "\n", err, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, both, -1, &error);
  g_assert_no_error (error);
}

/* A run that must end well; its output is kept and given back. (transfer full) */
static char *
took (Walk *self, Ran *given)
{
  g_autoptr (Ran) ran = given;

  keep_said (self, ran->out, ran->err);
  if (ran->status != 0)
    g_test_message ("%s%s", ran->out, ran->err);
  g_assert_cmpint (ran->status, ==, 0);

  return g_strstrip (g_steal_pointer (&ran->out));
}

#define DO(self, home, ...)  g_free (took (self, ctl ((self)->trip, home, __VA_ARGS__, NULL)))
#define SAY(self, home, ...) took (self, ctl ((self)->trip, home, __VA_ARGS__, NULL))

static void
enroll (Walk *self, const char *home, const char *role, const char *region)
{
  g_autofree char *code = trip_invite (self->trip, role, region);

  trip_home (self->trip, home);
  DO (self, home, "enroll", "--server", tap_url (self->tap), code);
}

/* The recovery key is made, the officer asks to be named, the province passes the list on. */
static void
name_officer (Walk *self)
{
  g_autofree char *key = trip_path (self->trip, "recovery.key"),
                  *request = trip_path (self->trip, "request.json"),
                  *roster = trip_path (self->trip, "roster.json"),
                  *asked = SAY (self, "officer", "identity", "key");

  g_assert_true (g_file_set_contents (request, asked, -1, NULL));
  g_free (trip_province_ok (self->trip, "keys", "recovery", key, "--without-passphrase", NULL));
  g_free (
      trip_province_ok (self->trip, "keys", "sign", roster, "--key", key, "--add", request, NULL));
  g_free (trip_province_ok (self->trip, "keys", "set", roster, NULL));
}

/* What the province says goes into a file that is searched too. */
static void
start_with_log (Trip *trip, const char *path)
{
  int log = open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600), saved = dup (2);

  g_assert_cmpint (log, >=, 0);
  trip_stop (trip);
  dup2 (log, 2);
  trip_start (trip);
  dup2 (saved, 2);
  close (saved);
  close (log);
}

static Walk
walk_new (void)
{
  const char *seed = g_getenv ("PANTAU_TEST_SEED");
  Walk self = { .trip = trip_new (TRUE),
                .seed =
                    seed != NULL ? (guint32) g_ascii_strtoull (seed, NULL, 10) : g_random_int (),
                .needles = needles_new () };
  g_autofree char *temporary = trip_path (self.trip, "tmp"),
                  *log = trip_path (self.trip, "province.log"),
                  *ledger = trip_province_path (self.trip, "province.db");

  start_with_log (self.trip, log);
  printf ("# PANTAU_TEST_SEED=%u\n", self.seed);
  self.said = trip_path (self.trip, "said");
  self.heard = trip_path (self.trip, "heard");
  g_mkdir_with_parents (self.said, 0700);
  g_mkdir_with_parents (temporary, 0700);
  /* Whatever a program puts down in passing is below the same directory. */
  g_setenv ("TMPDIR", temporary, TRUE);
  g_setenv ("SQLITE_TMPDIR", temporary, TRUE);

  self.tap =
      tap_new ((guint16) g_ascii_strtoull (strrchr (trip_url (self.trip), ':') + 1, NULL, 10),
               ledger, self.heard);
  enroll (&self, "field", "field", PLACE);
  enroll (&self, "officer", "identity", MUBA);
  enroll (&self, "desk", "desk", MUBA);
  enroll (&self, "pemprov", "pemprov", "16");
  name_officer (&self);
  DO (&self, "field", "sync");

  return self;
}

/* 0 hits in everything that the walk has left so far. */
static void
assert_clean (Walk *self, const char *when)
{
  g_autofree char *all = trip_path (self->trip, ".");
  guint files = 0;
  g_autofree char *found = needles_find (self->needles, all, &files);

  if (found != NULL)
    g_test_message ("%s: %s", when, found);
  g_assert_null (found);
  g_assert_cmpuint (files, >, 20);
}

/* That the search looks where it should: a text which is no secret is found in homes, province and wire. */
static void
assert_marked (Walk *self, const char *where)
{
  g_autoptr (Needles) mark = needles_new ();
  g_autofree char *path = trip_path (self->trip, where), *found = NULL;

  needles_add_text (mark, MARK);
  found = needles_find (mark, path, NULL);
  if (found == NULL)
    g_test_message ("the mark is not in %s", where);
  g_assert_nonnull (found);
}

static char *
first_line (const char *text)
{
  return g_strndup (text, strcspn (text, "\n"));
}

/* The record as somebody prints it, or copies it into a letter. */
static void
copy_text (Walk *self, const char *home_name, const char *id)
{
  g_autofree char *path = trip_path (self->trip, home_name);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauHome) home = pantau_home_open (path, PANTAU_HOME_READ, &error);
  g_autoptr (PantauRecord) record = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  record = pantau_store_get (pantau_home_get_store (home), id, &error);
  g_assert_no_error (error);
  text = pantau_record_text (pantau_home_get_reference (home), record, TRUE);
  g_assert_nonnull (strstr (text, MARK));
  keep_said (self, text, "");
}

static void
look_at (Walk *self, const char *home, const char *id)
{
  DO (self, home, "list");
  DO (self, home, "list", "--json");
  DO (self, home, "show", id);
  DO (self, home, "show", id, "--json");
  DO (self, home, "identity", "list", id);
  DO (self, home, "identity", "list", id, "--json");
  DO (self, home, "identity", "asks", "--all");
  copy_text (self, home, id);
}

static int
open_terminal (int *slave)
{
  int master = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC);

  g_assert_cmpint (master, >=, 0);
  g_assert_cmpint (grantpt (master), ==, 0);
  g_assert_cmpint (unlockpt (master), ==, 0);
  *slave = open (ptsname (master), O_RDWR | O_NOCTTY | O_CLOEXEC);
  g_assert_cmpint (*slave, >=, 0);

  return master;
}

/* Reads until @text has come, or the other side is gone. Bounded: a minute. */
static gboolean
read_until (int master, GString *got, const char *text)
{
  while (strstr (got->str, text) == NULL)
    {
      struct pollfd wait = { .fd = master, .events = POLLIN };
      char buffer[4096];
      gssize n;

      if (poll (&wait, 1, 60 * 1000 * TRIP_SLOWNESS) <= 0)
        return FALSE;
      n = read (master, buffer, sizeof buffer);
      if (n <= 0)
        return FALSE;
      g_string_append_len (got, buffer, n);
    }

  return TRUE;
}

/* The officer opens it, on a terminal: there, and only there, it stands. */
static void
open_at_terminal (Walk *self, const char *id, const char *sealed, const Canary *canary)
{
  g_autofree char *home = trip_path (self->trip, "officer");
  const char *const argv[] = { ran_program ("PANTAUCTL"),
                               "--home",
                               home,
                               "identity",
                               "open",
                               id,
                               sealed,
                               "--reason",
                               "Memanggil pelapor untuk klarifikasi",
                               NULL };
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GString) got = g_string_new (NULL);
  g_autoptr (GBytes) err = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *told = NULL;
  int slave, master = open_terminal (&slave);

  g_subprocess_launcher_take_stdin_fd (launcher, dup (slave));
  g_subprocess_launcher_take_stdout_fd (launcher, slave);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);

  if (!read_until (master, got, canary->nik))
    {
      g_subprocess_communicate (process, NULL, NULL, NULL, &err, NULL);
      told = ran_text (err);
      g_test_message ("%s", told);
      g_assert_not_reached ();
    }
  g_assert_nonnull (strstr (got->str, canary->name));
  g_assert_nonnull (strstr (got->str, canary->phone));
  g_assert_cmpint (write (master, "\n", 1), ==, 1);
  /* The other screen is left, and what stood on it with it. */
  g_assert_true (read_until (master, got, "\033[?1049l"));
  g_subprocess_communicate (process, NULL, NULL, NULL, &err, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ran_ended (process), ==, 0);
  told = ran_text (err);
  keep_said (self, "", told);
  close (master);
}

static void
go (Walk *self, guint round)
{
  g_autoptr (Canary) reporter = canary_new (self->seed, round, 0);
  g_autoptr (Canary) witness = canary_new (self->seed, round, 1);
  g_autofree char *draft = g_uuid_string_random (), *json = canary_json (witness, FALSE),
                  *sealed = NULL, *list = NULL, *asked = NULL, *refused = NULL;
  g_autoptr (Ran) piped = NULL;

  needles_add_canary (self->needles, reporter);
  needles_add_canary (self->needles, witness);

  run_typist (self, "type", draft, round);
  assert_clean (self, "typed and killed");
  run_typist (self, "finish", draft, round);
  assert_clean (self, "recorded and killed");

  sealed = took (self, ctl_input (self->trip, "field", json, strlen (json), "identity", "seal",
                                  draft, "--person", "witness", "-", NULL));
  DO (self, "field", "rebuild");
  look_at (self, "field", draft);
  DO (self, "field", "sync");
  assert_clean (self, "sent");

  DO (self, "desk", "sync");
  look_at (self, "desk", draft);
  asked = SAY (self, "desk", "identity", "ask", draft, "--person", "reporter", "--text",
               "Masih ada foto lain?");
  DO (self, "desk", "sync");
  DO (self, "officer", "sync");
  list = SAY (self, "officer", "identity", "list", draft);
  g_free (sealed);
  sealed = first_line (list);
  sealed[strcspn (sealed, " ")] = '\0';

  /* Not into a pipe: nothing is written for it either. */
  piped = ctl (self->trip, "officer", "--json", "identity", "open", draft, sealed, "--reason",
               "mencoba", NULL);
  ran_assert_fault (piped, 1, "refused", NULL);
  open_at_terminal (self, draft, sealed, reporter);
  DO (self, "officer", "identity", "answer", draft, asked, "reached", "--text", "Ada, menyusul");
  look_at (self, "officer", draft);
  DO (self, "officer", "sync");
  DO (self, "pemprov", "sync");
  DO (self, "field", "sync");
  look_at (self, "field", draft);
}

static void
walk_end (Walk *self)
{
  g_clear_pointer (&self->tap, tap_free);
  trip_stop (self->trip);
}

static void
test_walk (void)
{
  const char *rounds = g_getenv ("PANTAU_CANARY_ROUNDS");
  guint n = rounds != NULL ? (guint) g_ascii_strtoull (rounds, NULL, 10) : 5;
  Walk walk = walk_new ();
  guint exchanges;

  for (guint round = 0; round < n; round++)
    go (&walk, round);
  exchanges = tap_count (walk.tap);
  walk_end (&walk);

  assert_clean (&walk, "at the end");
  assert_marked (&walk, "field");
  assert_marked (&walk, "desk");
  assert_marked (&walk, "officer");
  assert_marked (&walk, PROVINCE);
  assert_marked (&walk, "heard");
  assert_marked (&walk, "said");
  printf ("# %u rounds, %u outputs, %u exchanges on the wire\n", n, walk.n_said, exchanges);

  trip_start (walk.trip);
  g_free (walk.said);
  g_free (walk.heard);
  needles_free (walk.needles);
  trip_free (walk.trip);
}

/* The search itself: each writing of each text, planted in the middle of a file, is found. */
static void
test_search (void)
{
  g_autoptr (Canary) canary = canary_new (1, 2, 3);
  g_autoptr (Needles) needles = needles_new ();
  g_autoptr (GPtrArray) list = NULL;
  char *dir = test_dir_new ();
  g_autofree char *deep = g_build_filename (dir, "a", "b", NULL),
                  *path = g_build_filename (deep, "c-wal", NULL), *none = NULL;

  needles_add_canary (needles, canary);
  g_mkdir_with_parents (deep, 0700);
  g_assert_true (g_file_set_contents (path, "nothing here", -1, NULL));
  none = needles_find (needles, dir, NULL);
  g_assert_null (none);

  list = needles_list (needles);
  g_assert_cmpuint (list->len, >, 60);
  for (guint i = 0; i < list->len; i++)
    {
      gsize length;
      gconstpointer bytes = g_bytes_get_data (g_ptr_array_index (list, i), &length);
      g_autoptr (GByteArray) file = g_byte_array_new ();
      g_autofree char *found = NULL;

      g_byte_array_append (file, (const guint8 *) "\0\377before", 8);
      g_byte_array_append (file, bytes, (guint) length);
      g_byte_array_append (file, (const guint8 *) "after", 5);
      g_assert_true (
          g_file_set_contents (path, (const char *) file->data, (gssize) file->len, NULL));
      found = needles_find (needles, dir, NULL);
      g_assert_nonnull (found);
    }
  test_dir_remove (dir);
}

/* And by hand, so that the list is not only its own measure: a name inside a longer base64 text, at each offset. */
static void
test_base64 (void)
{
  g_autoptr (Needles) needles = needles_new ();
  char *dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "x", NULL);

  needles_add_text (needles, "Kxyzabcdef");
  for (guint before = 0; before < 3; before++)
    {
      g_autofree char *text = g_strdup_printf ("%.*sKxyzabcdef, Palembang", (int) before, "..");
      g_autofree char *coded = g_base64_encode ((const guchar *) text, strlen (text));
      g_autofree char *found = NULL;

      g_assert_true (g_file_set_contents (path, coded, -1, NULL));
      found = needles_find (needles, dir, NULL);
      g_assert_nonnull (found);
    }
  test_dir_remove (dir);
}

int
main (int argc, char **argv)
{
  program = argv[0];
  pantau_locale_init ("en");
  if (argc == 7 && g_str_equal (argv[1], "--typist"))
    {
      prctl (PR_SET_PDEATHSIG, SIGKILL);
      be_typist (argv + 2);
    }
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/canary/search", test_search);
  g_test_add_func ("/canary/search/base64", test_base64);
  g_test_add_func ("/canary/walk", test_walk);

  return g_test_run ();
}
