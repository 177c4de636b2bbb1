/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A province that forgets or contradicts itself, laptops that were copied, and people who may no longer read: noticed each time, said, and healed, and nothing
 * that was ever acknowledged is lost (T13 and T27 of the plan's tests).
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "pantau-contradiction.h"
#include "pantau-json.h"
#include "pantau-rekey.h"
#include "test-util.h"
#include "trip-fixture.h"

#define RAWAS     "16.13.04"
#define KABUPATEN "16.13"
#define ELSEWHERE "16.13.03"

/* Rounds of the seeded scenarios. */
#define ROUNDS      (TEST_SHARE > 1 ? 4 : 20)
#define LONG_ROUNDS 1000

static char *
invite (Trip *trip, const char *person, const char *role, const char *region)
{
  g_autofree char *json =
      g_strdup_printf ("{\"code\":\"%s\",\"name\":\"Nama %s\"}", person, person);

  return trip_province_ok (trip, "invite", "--role", role, "--region", region, "--person", json,
                           NULL);
}

static void
enrol (Trip *trip, const char *home, const char *role, const char *region)
{
  g_autofree char *code = invite (trip, home, role, region);

  trip_home (trip, home);
  ctl_do (trip, home, "enroll", "--server", trip_url (trip), code, NULL);
}

static char *
record (Trip *trip, const char *home, const char *title)
{
  g_autofree char *json = record_json (title, RAWAS);

  return ctl_record (trip, home, "risk", json);
}

/* The file's name. (transfer full) */
static char *
attach (Trip *trip, const char *home, const char *id, const char *text)
{
  g_autofree char *path = trip_path (trip, "lampiran.txt");

  g_assert_true (g_file_set_contents (path, text, -1, NULL));

  return ctl_ok (trip, home, "attach", id, path, NULL);
}

static GHashTable *
entries (Trip *trip, const char *home)
{
  return trip_set (trip, home, "SELECT lower(hex(id)) FROM entry");
}

static gint64
count_noted (Trip *trip, const char *home, const char *what)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count(*) FROM contradiction WHERE what = '%s'", what);

  return trip_number (trip, home, sql);
}

static char *
device_of (Trip *trip, const char *home)
{
  g_autofree char *path = trip_path (trip, home),
                  *file = g_build_filename (path, "home.json", NULL), *text = NULL;
  g_autoptr (JsonObject) object = NULL;

  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  object = pantau_json_parse (text, strlen (text), 4096, NULL);

  return g_strdup (pantau_json_string (object, "device"));
}

/* What `proof --json` says: objects, oldest first. (transfer full) */
static GPtrArray *
proofs (Trip *trip, const char *home)
{
  g_autofree char *out = ctl_ok (trip, home, "proof", "--json", NULL);
  g_auto (GStrv) lines = g_strsplit (out, "\n", -1);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (gsize i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    g_ptr_array_add (list, pantau_json_parse (lines[i], strlen (lines[i]), 64 * 1024, NULL));

  return list;
}

/* ---- T13 ---- */

typedef struct
{
  Trip *trip;
  GRand *rand;
  GHashTable *ever; /* ids that the province has acknowledged at any time, but for its own */
  guint serial;
} Scene;

static void
write_some (Scene *scene, const char *home, int n)
{
  for (int i = 0; i < n; i++)
    {
      g_autofree char *title = g_strdup_printf ("%s %u", home, scene->serial++);
      g_autofree char *id = record (scene->trip, home, title);

      if (g_rand_boolean (scene->rand))
        g_free (attach (scene->trip, home, id, title));
    }
}

/* What a receipt covers at @home was acknowledged. */
static void
remember (Scene *scene, const char *home)
{
  g_autoptr (GHashTable) ids =
      trip_set (scene->trip, home,
                "SELECT lower(hex(id)) FROM entry WHERE n IN (SELECT entry FROM covered) "
                "AND n NOT IN (SELECT entry FROM unsent)");
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_add (scene->ever, g_strdup (id));
}

static void
sync_and_remember (Scene *scene, const char *home)
{
  ctl_sync (scene->trip, home);
  remember (scene, home);
}

/* Everything that was ever acknowledged, and every file, is at the province, once. */
static void
assert_nothing_lost (Scene *scene)
{
  g_autoptr (GHashTable) there = NULL;

  trip_stop (scene->trip);
  there = entries (scene->trip, PROVINCE);
  trip_assert_holds (there, scene->ever);
  g_assert_cmpint (
      trip_number (scene->trip, PROVINCE,
                   "SELECT count(*) FROM named WHERE hash NOT IN (SELECT hash FROM blob)"),
      ==, 0);
  g_assert_cmpint (trip_number (scene->trip, PROVINCE, "SELECT max(idx) - count(*) FROM number"),
                   ==, 0);
  trip_start (scene->trip);
}

/* The province as it was is kept, work goes on at the field, and then it is as it was. */
static void
forget (Scene *scene, gboolean renews)
{
  trip_stop (scene->trip);
  trip_copy (scene->trip, PROVINCE, "copy");
  trip_start (scene->trip);
  write_some (scene, "field", g_rand_int_range (scene->rand, 1, 4));
  sync_and_remember (scene, "field");
  trip_stop (scene->trip);
  trip_copy (scene->trip, "copy", PROVINCE);
  if (renews)
    g_free (trip_province_ok (scene->trip, "epoch", "--new", NULL));
  trip_start (scene->trip);
}

static void
play_forgotten (Scene *scene, const char *what)
{
  gint64 before = count_noted (scene->trip, "field", what);

  forget (scene, g_str_equal (what, "restored"));
  /* Others write before the one who lost something comes: the numbers are given anew. */
  if (g_str_equal (what, "fork"))
    {
      write_some (scene, "desk", 8);
      sync_and_remember (scene, "desk");
    }
  sync_and_remember (scene, "field");
  g_assert_cmpint (count_noted (scene->trip, "field", what), ==, before + 1);
  sync_and_remember (scene, "desk");
}

/* A laptop's disk is copied and both are used; both hear of it, and the one that gets a new key goes on. */
static void
play_cloned (Scene *scene)
{
  g_autofree char *code = NULL, *waiting = NULL, *old = device_of (scene->trip, "field"),
                  *now = NULL;
  g_autoptr (GHashTable) mine = NULL, there = NULL;

  trip_copy (scene->trip, "field", "clone");
  write_some (scene, "field", g_rand_int_range (scene->rand, 1, 3));
  write_some (scene, "clone", g_rand_int_range (scene->rand, 1, 3));
  sync_and_remember (scene, "field");
  sync_and_remember (scene, "clone");
  sync_and_remember (scene, "field");
  g_assert_cmpint (count_noted (scene->trip, "field", "copied"), >, 0);
  g_assert_cmpint (count_noted (scene->trip, "clone", "copied"), >, 0);

  /* What was written and not sent goes by the new key. */
  waiting = record (scene->trip, "field", "Belum terkirim");
  mine = entries (scene->trip, "field");
  code = invite (scene->trip, "field", "field", RAWAS);
  ctl_do (scene->trip, "field", "rekey", code, NULL);
  now = device_of (scene->trip, "field");
  g_assert_cmpstr (old, !=, now);
  sync_and_remember (scene, "field");
  {
    g_autofree char *state = ctl_state (scene->trip, "field", waiting);

    g_assert_cmpstr (state, ==, "received");
  }
  trip_stop (scene->trip);
  there = entries (scene->trip, PROVINCE);
  trip_assert_holds (there, mine);
  trip_start (scene->trip);
}

static void
test_forgotten (void)
{
  static const char *const kinds[] = { "rollback", "fork", "restored", "copied" };
  guint rounds = g_getenv ("PANTAU_TEST_LONG") != NULL ? LONG_ROUNDS : ROUNDS;
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (GRand) rand = test_rand_new (13);
  g_autoptr (GHashTable) ever = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Scene scene = { .trip = trip, .rand = rand, .ever = ever };

  enrol (trip, "field", "field", RAWAS);
  enrol (trip, "desk", "desk", KABUPATEN);
  write_some (&scene, "field", 2);
  sync_and_remember (&scene, "field");
  sync_and_remember (&scene, "desk");

  for (guint i = 0; i < rounds; i++)
    {
      /* Each kind once, and then as it comes. */
      guint kind =
          i < G_N_ELEMENTS (kinds) ? i : (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (kinds));

      g_test_message ("round %u: %s", i, kinds[kind]);
      if (g_str_equal (kinds[kind], "copied"))
        play_cloned (&scene);
      else
        play_forgotten (&scene, kinds[kind]);
    }
  sync_and_remember (&scene, "field");
  sync_and_remember (&scene, "desk");
  assert_nothing_lost (&scene);
  g_assert_cmpuint (g_hash_table_size (ever), >, 2 * rounds);
  ctl_verify (trip, "field");
  ctl_verify (trip, "desk");
}

/* Who only reads holds no receipt, and would miss the lines under numbers that are given anew. */
static void
test_reader (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (GHashTable) there = NULL, here = NULL;
  Synced synced;

  enrol (trip, "field", "field", RAWAS);
  enrol (trip, "desk", "desk", KABUPATEN);
  enrol (trip, "other", "field", RAWAS);
  ctl_sync (trip, "desk");
  ctl_sync (trip, "other");
  trip_stop (trip);
  trip_copy (trip, PROVINCE, "copy");
  trip_start (trip);
  g_free (record (trip, "field", "Satu"));
  g_free (record (trip, "field", "Dua"));
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");

  trip_stop (trip);
  trip_copy (trip, "copy", PROVINCE);
  trip_start (trip);
  for (int i = 0; i < 4; i++)
    {
      g_autofree char *title = g_strdup_printf ("Lain %d", i);

      g_free (record (trip, "other", title));
    }
  ctl_sync (trip, "other");
  ctl_sync (trip, "desk");
  g_assert_cmpint (count_noted (trip, "desk", "fork"), ==, 1);
  ctl_sync (trip, "field");
  synced = ctl_sync (trip, "desk");
  g_assert_cmpuint (synced.waiting, ==, 0);
  trip_stop (trip);
  there = trip_set (trip, PROVINCE, "SELECT lower(hex(id)) FROM entry WHERE kind = 'risk'");
  here = entries (trip, "desk");
  g_assert_cmpuint (g_hash_table_size (there), ==, 6);
  trip_assert_holds (here, there);
  trip_start (trip);
}

/* ---- Proofs ---- */

/* A rewritten ledger is proved by two signatures, which anybody can check who has the file. */
static void
test_proof (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GHashTable) ever = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Scene scene = { .trip = trip, .rand = rand, .ever = ever };
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *path = trip_path (trip, "bukti.json"), *text = NULL, *none = NULL;
  g_autoptr (JsonObject) file = NULL, proof = NULL;
  g_autoptr (Ran) ran = NULL;
  PantauContradiction item = { .kind = PANTAU_CONTRADICTION_FORK };
  JsonObject *member;
  const char *province;

  enrol (trip, "field", "field", RAWAS);
  enrol (trip, "desk", "desk", KABUPATEN);
  sync_and_remember (&scene, "field");
  none = ctl_ok (trip, "field", "proof", "--json", NULL);
  g_assert_cmpstr (none, ==, "");
  play_forgotten (&scene, "fork");
  list = proofs (trip, "field");
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (pantau_json_string (g_ptr_array_index (list, 0), "what"), ==, "fork");
  g_assert_true (pantau_json_boolean (g_ptr_array_index (list, 0), "proved"));

  ctl_do (trip, "field", "proof", "--to", path, NULL);
  ran = ctl (trip, "field", "--json", "proof", "--to", path, NULL);
  ran_assert_fault (ran, 1, "conflict", NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  file = pantau_json_parse (text, strlen (text), 1024 * 1024, NULL);
  g_assert_cmpstr (pantau_json_string (file, "kind"), ==, "pantau-contradictions-1");
  province = pantau_json_string (file, "province");
  member = json_array_get_object_element (pantau_json_array (file, "items"), 0);
  item.proof = pantau_json_object (member, "proof");
  g_assert_true (pantau_contradiction_check (&item, province, NULL, NULL));

  /* Of other claims it is no proof, nor with one word that is another, nor by one side. */
  item.kind = PANTAU_CONTRADICTION_ROLLBACK;
  g_assert_false (pantau_contradiction_check (&item, province, NULL, NULL));
  item.kind = PANTAU_CONTRADICTION_RESTORED;
  g_assert_false (pantau_contradiction_check (&item, province, NULL, NULL));
  item.kind = PANTAU_CONTRADICTION_FORK;
  json_object_set_object_member (item.proof, "after",
                                 json_object_ref (pantau_json_object (item.proof, "before")));
  g_assert_false (pantau_contradiction_check (&item, province, NULL, NULL));
  json_object_remove_member (item.proof, "after");
  g_assert_false (pantau_contradiction_check (&item, province, NULL, NULL));
}

/* Signed statements as they could be made up, or be true after all. */
static void
test_statements (void)
{
  static const struct
  {
    PantauContradictionKind kind;
    const char *before, *after;
    gboolean holds;
  } cases[] = {
    { PANTAU_CONTRADICTION_FORK, "E 7 a 10", "E 7 b 12", TRUE },
    { PANTAU_CONTRADICTION_FORK, "E 7 a 10", "E 7 a 12", FALSE },
    { PANTAU_CONTRADICTION_FORK, "E 7 a 10", "F 7 b 12", FALSE },
    { PANTAU_CONTRADICTION_FORK, "E 7 a 10", "E 8 b 12", FALSE },
    { PANTAU_CONTRADICTION_ROLLBACK, "E 7 a 10", "E 5 c 12", TRUE },
    { PANTAU_CONTRADICTION_ROLLBACK, "E 7 a 12", "E 5 c 10", FALSE }, /* it was said before */
    { PANTAU_CONTRADICTION_ROLLBACK, "E 7 a 10", "E 9 c 12", FALSE },
    { PANTAU_CONTRADICTION_ROLLBACK, "E 7 a 10", "F 5 c 12", FALSE },
    { PANTAU_CONTRADICTION_RESTORED, "E 7 a 10", "F 5 c 12", TRUE },
    { PANTAU_CONTRADICTION_RESTORED, "E 7 a 10", "E 5 c 12", FALSE },
  };
  g_autoptr (PantauKeypair) province = pantau_keypair_new (), other = pantau_keypair_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PantauContradiction item = { .kind = cases[i].kind, .proof = json_object_new () };
      const char *texts[] = { cases[i].before, cases[i].after };
      static const char *const names[] = { "before", "after" };

      for (guint k = 0; k < 2; k++)
        {
          g_auto (GStrv) words = g_strsplit (texts[k], " ", -1);
          g_autofree char *hash = g_strnfill (64, *words[2]);
          g_autofree char *time = g_strdup_printf ("2026-11-20T08:00:%s+07:00", words[3]);
          PantauHead head = { .epoch = words[0],
                              .time = time,
                              .index = g_ascii_strtoll (words[1], NULL, 10),
                              .head = hash };
          g_autofree char *sealed = pantau_head_seal (&head, province);

          json_object_set_object_member (item.proof, names[k],
                                         pantau_json_parse_known (sealed, NULL));
        }
      g_assert_cmpint (
          pantau_contradiction_check (&item, pantau_keypair_get_name (province), NULL, NULL), ==,
          cases[i].holds);
      g_assert_false (
          pantau_contradiction_check (&item, pantau_keypair_get_name (other), NULL, NULL));
      json_object_unref (item.proof);
    }
}

/* ---- A new key ---- */

/* A home that is cut while it gets a new key has the old or the new one, and its lines in any case. */
static void
test_rekey (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *old = NULL, *now = NULL, *home = NULL, *first = NULL, *code = NULL,
                  *state = NULL, *key = NULL, *fresh = NULL, *again = NULL;
  g_autoptr (Ran) ran = NULL;

  trip_home (trip, "field");
  ran = ctl (trip, "field", "--json", "rekey", NULL);
  ran_assert_fault (ran, 1, "not-enrolled", NULL);
  code = invite (trip, "field", "field", RAWAS);
  ctl_do (trip, "field", "enroll", "--server", trip_url (trip), code, NULL);
  old = device_of (trip, "field");
  g_clear_pointer (&ran, ran_free);
  ran = ctl (trip, "field", "--json", "rekey", "ABCD", NULL);
  ran_assert_fault (ran, 1, "invalid", NULL);
  now = device_of (trip, "field");
  g_assert_cmpstr (old, ==, now);

  first = record (trip, "field", "Sebelum");
  ctl_do (trip, "field", "rekey", NULL);
  g_free (now);
  now = device_of (trip, "field");
  g_assert_cmpstr (old, !=, now);

  /* As if it had stopped before the key's file had its name. */
  home = trip_path (trip, "field");
  key = g_build_filename (home, "device.key", NULL);
  fresh = g_build_filename (home, "device.key.baru", NULL);
  g_assert_cmpint (g_rename (key, fresh), ==, 0);
  again = record (trip, "field", "Sesudah");
  g_free (code);
  code = invite (trip, "field", "field", RAWAS);
  ctl_do (trip, "field", "enroll", "--server", trip_url (trip), code, NULL);
  ctl_sync (trip, "field");
  state = ctl_state (trip, "field", first);
  g_assert_cmpstr (state, ==, "received");
  g_free (state);
  state = ctl_state (trip, "field", again);
  g_assert_cmpstr (state, ==, "received");
  ctl_verify (trip, "field");

  /* And once more from there. */
  ctl_do (trip, "field", "rekey", NULL);
  g_free (old);
  old = device_of (trip, "field");
  g_assert_cmpstr (old, !=, now);
}

/* ---- Who may no longer read ---- */

/* Words that are in no file of @home, whatever it is called. */
static void
assert_nowhere (Trip *trip, const char *home, const char *word)
{
  g_autofree char *path = trip_path (trip, home);
  const char *search[] = { "grep", "-rla", "-F", "-e", word, path, NULL };
  g_autofree char *out = NULL;
  int status = test_run (search, &out, NULL);

  if (status == 0)
    g_error ("“%s” is still in %s", word, out);
  g_assert_cmpint (status, ==, 1); /* nothing found */
}

/* A laptop that was stolen: what it had not sent arrives, and then nothing that the province holds is on it any more. */
static void
test_revoked (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *sent = NULL, *theirs = NULL, *late = NULL, *device = NULL, *out = NULL,
                  *code = NULL;
  g_autoptr (GHashTable) there = NULL, here = NULL, back = NULL;
  g_autoptr (Ran) ran = NULL, again = NULL;

  enrol (trip, "field", "field", RAWAS);
  enrol (trip, "desk", "desk", KABUPATEN);
  theirs = record (trip, "desk", "Rahasiameja");
  ctl_sync (trip, "desk");
  sent = record (trip, "field", "Rahasiakirim");
  g_free (attach (trip, "field", sent, "Rahasialampiran"));
  ctl_sync (trip, "field");
  ctl_sync (trip, "field");
  late = record (trip, "field", "Rahasiabelum");
  g_free (attach (trip, "field", late, "Rahasiaterlambat"));
  here = entries (trip, "field");
  device = device_of (trip, "field");
  out = trip_province_ok (trip, "revoke", device, "--reason", "laptop dicuri", NULL);

  ran = ctl (trip, "field", "--json", "sync", NULL);
  g_assert_cmpint (ran->status, ==, 1);
  g_assert_nonnull (strstr (ran->err, "\"refused\""));
  assert_nowhere (trip, "field", "Rahasiameja");
  assert_nowhere (trip, "field", "Rahasiakirim");
  assert_nowhere (trip, "field", "Rahasialampiran");
  assert_nowhere (trip, "field", "Rahasiabelum");
  assert_nowhere (trip, "field", "Rahasiaterlambat");
  ctl_verify (trip, "field");

  trip_stop (trip);
  there = entries (trip, PROVINCE);
  trip_assert_holds (there, here);
  g_assert_cmpint (trip_number (trip, PROVINCE, "SELECT count(*) FROM quarantined"), ==, 2);
  g_assert_cmpint (trip_number (trip, PROVINCE, "SELECT count(*) FROM blob"), ==, 2);
  trip_start (trip);

  /* What is recorded afterwards is kept until it was sent, too. */
  g_free (record (trip, "field", "Rahasiasesudah"));
  g_assert_cmpint (trip_number (trip, "field", "SELECT count(*) FROM unsent"), ==, 1);
  again = ctl (trip, "field", "sync", NULL);
  g_assert_cmpint (again->status, ==, 1);
  assert_nowhere (trip, "field", "Rahasiasesudah");

  /* It was a mistake: all of it comes back. */
  code = invite (trip, "field", "field", RAWAS);
  ctl_do (trip, "field", "enroll", "--server", trip_url (trip), code, NULL);
  ctl_sync (trip, "field");
  ctl_verify (trip, "field");
  back = ctl_list (trip, "field");
  g_assert_true (g_hash_table_contains (back, sent));
  g_assert_true (g_hash_table_contains (back, late));
  g_assert_true (g_hash_table_contains (back, theirs));
  g_assert_cmpint (trip_number (trip, "field", "SELECT count(*) FROM surrendered"), ==, 0);
}

/* Situation reports tell of what the laptop may no longer read, and their texts are about it. */
static void
test_revoked_reports (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *device = NULL, *home = NULL, *half = NULL;
  g_autoptr (Ran) made = NULL, ran = NULL;

  enrol (trip, "desk", "desk", KABUPATEN);
  g_free (record (trip, "desk", "Rahasiajudul"));
  ctl_sync (trip, "desk");
  made = ctl (trip, "desk", "lapsit", "make", NULL);
  ctl_do (trip, "desk", "lapsit", "set", g_strstrip (made->out), "--analysis", "Rahasiatelaah",
          NULL);
  /* And one that was being written when the battery was pulled. */
  home = trip_path (trip, "desk");
  half = g_build_filename (home, "lapsit", "harian.json.K8SX12", NULL);
  g_assert_true (g_file_set_contents (half, "{\"texts\":\"Rahasiatelaah\"", -1, NULL));
  device = device_of (trip, "desk");
  g_free (trip_province_ok (trip, "revoke", device, "--reason", "laptop dicuri", NULL));

  ran = ctl (trip, "desk", "--json", "sync", NULL);
  g_assert_cmpint (ran->status, ==, 1);
  assert_nowhere (trip, "desk", "Rahasiatelaah");
  g_assert_false (g_file_test (half, G_FILE_TEST_EXISTS));
}

/* An assignment that has ended: what was done in time is taken, and what is there stays there. */
static void
test_expired (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *code =
      trip_province_ok (trip, "invite", "--role", "field", "--region", RAWAS, "--person",
                        "{\"code\":\"lama\",\"name\":\"Nama\",\"last_day\":\"2024-12-04\"}", NULL);
  g_autofree char *id = NULL, *state = NULL;
  g_autoptr (Ran) ran = NULL;

  trip_home (trip, "field");
  ctl_do (trip, "field", "enroll", "--server", trip_url (trip), code, NULL);
  id = record (trip, "field", "Sesudah tugas");
  ran = ctl (trip, "field", "--json", "sync", NULL);
  ran_assert_fault (ran, 1, "refused", NULL);
  state = ctl_state (trip, "field", id);
  g_assert_cmpstr (state, ==, "received");
  {
    g_autoptr (GHashTable) list = ctl_list (trip, "field");

    g_assert_true (g_hash_table_contains (list, id));
  }
  trip_stop (trip);
  g_assert_cmpint (
      trip_number (trip, PROVINCE, "SELECT count(*) FROM quarantined WHERE reason = 'expired'"), ==,
      1);
  trip_start (trip);
}

/* A grant that was narrowed while the laptop was away: it reads less from now on, writes less, and loses nothing. */
static void
test_narrowed (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *code = NULL, *away = NULL, *old = NULL;
  g_autofree char *json = record_json ("Di luar", ELSEWHERE),
                  *new_json = record_json ("Baru", ELSEWHERE);
  g_autoptr (GHashTable) list = NULL, wide = NULL;
  g_autoptr (Ran) ran = NULL;

  enrol (trip, "desk", "desk", KABUPATEN);
  enrol (trip, "other", "field", ELSEWHERE);
  old = ctl_record (trip, "other", "risk", new_json);
  ctl_sync (trip, "other");
  ctl_sync (trip, "desk");
  away = ctl_record (trip, "desk", "risk", json);
  code = invite (trip, "desk", "desk", RAWAS);
  ctl_do (trip, "desk", "enroll", "--server", trip_url (trip), code, NULL);
  ctl_sync (trip, "desk");
  list = ctl_list (trip, "desk");
  g_assert_true (g_hash_table_contains (list, old)); /* what was read was read */
  g_assert_true (g_hash_table_contains (list, away));

  g_free (old);
  old = ctl_record (trip, "other", "risk", new_json);
  ctl_sync (trip, "other");
  ctl_sync (trip, "desk");
  g_hash_table_unref (list);
  list = ctl_list (trip, "desk");
  g_assert_false (g_hash_table_contains (list, old));

  /* And wide again: from the start, so that nothing is missing in between. */
  g_free (code);
  code = invite (trip, "desk", "desk", KABUPATEN);
  ctl_do (trip, "desk", "enroll", "--server", trip_url (trip), code, NULL);
  ctl_sync (trip, "desk");
  wide = ctl_list (trip, "desk");
  g_assert_true (g_hash_table_contains (wide, old));
  ctl_verify (trip, "desk");
}

/* ---- T27 ---- */

/*
 * The server's disk is lost, and the only copy is from before nearly everybody enrolled. A desk brings back who they are, and all bring what they have.
 */
static void
test_disaster (void)
{
  static const char *const homes[] = { "satu", "dua", "tiga" };
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *copy = trip_path (trip, "copy"), *key = NULL,
                  *key_copy = trip_path (trip, "key"), *dir = trip_path (trip, PROVINCE),
                  *out = NULL;
  g_autoptr (GHashTable) before = NULL, after = NULL, files = NULL, restored = NULL;
  g_autoptr (Ran) ran = NULL;

  enrol (trip, "desk", "desk", KABUPATEN);
  ctl_sync (trip, "desk");
  out = trip_province_ok (trip, "backup", "--to", copy, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (homes); i++)
    {
      g_autofree char *id = NULL;

      enrol (trip, homes[i], "field", RAWAS);
      id = record (trip, homes[i], homes[i]);
      g_free (attach (trip, homes[i], id, homes[i]));
      ctl_sync (trip, homes[i]);
    }
  ctl_sync (trip, "desk");

  trip_stop (trip);
  before = entries (trip, PROVINCE);
  files = trip_set (trip, PROVINCE, "SELECT hash FROM blob");
  key = trip_province_path (trip, "province.key");
  g_assert_cmpint (g_rename (key, key_copy), ==, 0);
  test_dir_remove (g_steal_pointer (&dir));
  g_free (out);
  out = trip_province_ok (trip, "restore", "--from", copy, "--key", key_copy, NULL);
  trip_start (trip);

  /* Nobody here knows this laptop any more; nothing is lost by its asking too early. */
  ran = ctl (trip, homes[0], "--json", "sync", NULL);
  ran_assert_fault (ran, 1, "refused", NULL);
  ctl_sync (trip, "desk");
  for (guint i = 0; i < G_N_ELEMENTS (homes); i++)
    ctl_sync (trip, homes[i]);
  ctl_sync (trip, "desk");

  trip_stop (trip);
  after = entries (trip, PROVINCE);
  restored = trip_set (trip, PROVINCE, "SELECT hash FROM blob");
  trip_assert_holds (after, before);
  trip_assert_holds (restored, files);
  g_assert_cmpuint (g_hash_table_size (files), ==, G_N_ELEMENTS (homes));
  trip_start (trip);
  ctl_verify (trip, "desk");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/forget/forgotten", test_forgotten);
  if (g_getenv ("PANTAU_TEST_LONG") != NULL)
    return g_test_run ();

  g_test_add_func ("/forget/reader", test_reader);
  g_test_add_func ("/forget/proof", test_proof);
  g_test_add_func ("/forget/statements", test_statements);
  g_test_add_func ("/forget/rekey", test_rekey);
  g_test_add_func ("/forget/revoked", test_revoked);
  g_test_add_func ("/forget/revoked-reports", test_revoked_reports);
  g_test_add_func ("/forget/expired", test_expired);
  g_test_add_func ("/forget/narrowed", test_narrowed);
  g_test_add_func ("/forget/disaster", test_disaster);

  return g_test_run ();
}
