/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The province's own key is replaced: whom homes believe that from, and what becomes of what the key before said. */

#include "config.h"

#include <string.h>

#include "pantau-edit.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-succession.h"
#include "pantau-sync.h"
#include "pantau-trust.h"
#include "pins-tests.h"
#include "test-util.h"
#include "tls-front.h"

#define NOW "2026-11-22T07:00:00+07:00"

/* ---- What is followed ---- */

static char *
serve (const char *first, ...)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autofree char *joined = NULL;
  va_list more;

  va_start (more, first);
  for (const char *text = first; text != NULL; text = va_arg (more, const char *))
    g_ptr_array_add (all, (gpointer) text);
  va_end (more);
  g_ptr_array_add (all, NULL);
  joined = g_strjoinv (",", (char **) all->pdata);

  return g_strdup_printf ("{\"statements\":[%s]}", joined);
}

typedef struct
{
  PantauRecovery *recovery, *stranger;
  char *ours, *theirs;
  PantauKeypair *keys[4];
  const char *names[4];
} Keys;

static void
set_up (Keys *k, gconstpointer data)
{
  k->recovery = pantau_recovery_new ();
  k->stranger = pantau_recovery_new ();
  k->ours = pantau_recovery_fingerprint (pantau_recovery_get_public (k->recovery));
  k->theirs = pantau_recovery_fingerprint (pantau_recovery_get_public (k->stranger));
  for (guint i = 0; i < G_N_ELEMENTS (k->keys); i++)
    {
      k->keys[i] = pantau_keypair_new ();
      k->names[i] = pantau_keypair_get_name (k->keys[i]);
    }
}

static void
tear_down (Keys *k, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (k->keys); i++)
    pantau_keypair_free (k->keys[i]);
  g_free (k->ours);
  g_free (k->theirs);
  pantau_recovery_free (k->stranger);
  pantau_recovery_free (k->recovery);
}

/* @wanted: the numbers of the keys that follow number 0, such as "12"; "" for none, with @code. */
static void
assert_follows (
    Keys *k, const char *served, const char *fingerprint, const char *wanted, PantauError code)
{
  g_auto (GStrv) path = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ok =
      pantau_succession_follow (served, strlen (served), k->names[0], fingerprint, &path, &error);

  g_assert_true (ok == (*wanted != '\0'));
  if (!ok)
    {
      g_assert_error (error, PANTAU_ERROR, (int) code);
      return;
    }
  g_assert_cmpuint (g_strv_length (path), ==, strlen (wanted));
  for (guint i = 0; wanted[i] != '\0'; i++)
    g_assert_cmpstr (path[i], ==, k->names[wanted[i] - '0']);
}

#define SAY(by, from, to, serial)                                                                  \
  pantau_succession_sign (k->by, k->names[from], k->names[to], serial, NOW)

static void
test_follows_step_by_step (Keys *k, gconstpointer data)
{
  g_autofree char *first = SAY (recovery, 0, 1, 1), *second = SAY (recovery, 1, 2, 2);
  g_autofree char *one = serve (first, NULL), *both = serve (first, second, NULL),
                  *turned = serve (second, first, NULL), *gap = serve (second, NULL),
                  *none = g_strdup ("{\"statements\":[]}");

  assert_follows (k, one, k->ours, "1", 0);
  assert_follows (k, both, k->ours, "12", 0);
  assert_follows (k, turned, k->ours, "12", 0);
  assert_follows (k, gap, k->ours, "", PANTAU_ERROR_NOT_FOUND);
  assert_follows (k, none, k->ours, "", PANTAU_ERROR_NOT_FOUND);
}

static void
test_only_by_its_recovery_key (Keys *k, gconstpointer data)
{
  g_autofree char *true_one = SAY (recovery, 0, 1, 1), *false_one = SAY (stranger, 0, 2, 9);
  g_autofree char *both = serve (false_one, true_one, NULL), *lie = serve (false_one, NULL),
                  *truth = serve (true_one, NULL);

  assert_follows (k, both, k->ours, "1", 0);
  assert_follows (k, lie, k->ours, "", PANTAU_ERROR_SIGNATURE);
  assert_follows (k, truth, NULL, "", PANTAU_ERROR_SIGNATURE);
  assert_follows (k, truth, k->theirs, "", PANTAU_ERROR_SIGNATURE);
}

/* A key that was named by mistake is taken back by a later word; a ring leads nowhere. */
static void
test_latest_word_counts (Keys *k, gconstpointer data)
{
  g_autofree char *mistake = SAY (recovery, 0, 1, 1), *mended = SAY (recovery, 0, 2, 2),
                  *back = SAY (recovery, 1, 0, 3);
  g_autofree char *served = serve (mended, mistake, NULL), *ring = serve (mistake, back, NULL);

  assert_follows (k, served, k->ours, "2", 0);
  assert_follows (k, ring, k->ours, "1", 0);
}

/* Changed anywhere, a statement is none: it is passed over, and what is right beside it counts. */
static void
test_spoilt_statements (Keys *k, gconstpointer data)
{
  g_autofree char *first = SAY (recovery, 0, 1, 1), *other = SAY (recovery, 0, 2, 5);
  gsize length = strlen (other);

  for (gsize at = 1; at + 1 < length; at += 7)
    {
      g_autofree char *spoilt = g_strdup (other), *served = NULL;
      g_auto (GStrv) path = NULL;

      spoilt[at] = spoilt[at] == 'A' ? 'B' : 'A';
      served = serve (first, spoilt, NULL);
      /* Where it is no JSON any more, nothing of the answer is. */
      if (pantau_succession_follow (served, strlen (served), k->names[0], k->ours, &path, NULL))
        g_assert_cmpstr (path[0], ==, k->names[1]);
    }
}

/* ---- The whole way ---- */

static char *
letters (Trip *trip)
{
  g_autofree char *key = trip_path (trip, "recovery.key");

  return trip_province_ok (trip, "keys", "recovery", key, "--without-passphrase", NULL);
}

static PantauHome *
enrolled (Trip *trip, TlsFront *front, const char *name, const char *role, const char *recovery)
{
  g_autofree char *code = trip_invite (trip, role, "16.13.04"),
                  *spki = tls_front_read_spki ("good");
  const char *const pins[] = { spki, NULL };
  PantauHome *home = pins_open_home (trip, name, TRUE);
  g_autoptr (GError) error = NULL;

  pantau_sync_enroll (home, tls_front_get_url (front), code, recovery, pins, FALSE, NULL, NULL,
                      &error);
  g_assert_no_error (error);

  return home;
}

static void
record (PantauHome *home, const char *title)
{
  g_autofree char *json = record_json (title, "16.13.04"), *uuid = pantau_uuid_new (),
                  *now = pantau_home_now ();
  g_autoptr (JsonObject) body = pantau_json_parse (json, strlen (json), 8192, NULL);
  PantauDraft draft = { .record = uuid,
                        .kind = "risk",
                        .is_open = TRUE,
                        .region = "16.13.04",
                        .type = PANTAU_TYPE_CREATE,
                        .time = now,
                        .body = body };
  g_autoptr (GError) error = NULL;

  pantau_home_write (home, &draft, NULL, &error);
  g_assert_no_error (error);
}

static PantauSyncResult
sync_fine (PantauHome *home)
{
  PantauSyncResult result;
  g_autoptr (GError) error = NULL;

  pantau_sync_run (home, NULL, &result, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result.waiting, ==, 0);

  return result;
}

static void
sync_fails (PantauHome *home, PantauError code)
{
  PantauSyncResult result;
  g_autoptr (GError) error = NULL;

  g_assert_false (pantau_sync_run (home, NULL, &result, NULL, &error));
  g_assert_error (error, PANTAU_ERROR, (int) code);
}

/* The operator and the keeper of the recovery key, step by step; the province does not serve. */
static void
succeed (Trip *trip)
{
  g_autofree char *key = trip_path (trip, "recovery.key"), *asked = trip_path (trip, "asked"),
                  *said = trip_path (trip, "said");

  g_free (trip_province_ok (trip, "keys", "next", asked, NULL));
  g_free (trip_province_ok (trip, "keys", "succeed", asked, said, "--key", key, NULL));
  g_free (trip_province_ok (trip, "keys", "follow", said, NULL));
  g_free (trip_province_ok (trip, "keys", "follow", said, NULL)); /* once more: nothing */
}

static gint64
count (PantauHome *home, const char *sql)
{
  gint64 n = -1;

  g_assert_true (pantau_db_integer (pantau_home_get_db (home), -1, &n, NULL, sql, ""));

  return n;
}

/*
 * Three months away: meanwhile the server was stolen, with its key and the one of its TLS. The laptop finds its way by what it knew, and what the key
 * before said still counts; the thief, who has both keys, gets nothing from it any more.
 */
static void
test_laptop_finds_its_way (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (TlsFront) front = tls_front_new ("good", trip_url (trip));
  g_autofree char *good = tls_front_path ("good"), *changed = tls_front_path ("changed"),
                  *known = letters (trip), *old = NULL, *said = NULL,
                  *pinned = trip_province_ok (trip, "pin", "add", "--cert", good, NULL);
  g_autoptr (PantauHome) field = enrolled (trip, front, "field", "field", known), desk = NULL;
  g_autoptr (PantauPerson) person = NULL;
  PantauSyncResult result;
  gint64 lines;

  old = g_strdup (pantau_home_get_province (field));
  record (field, "before");
  sync_fine (field);
  record (field, "while away");
  g_clear_pointer (&field, pantau_home_close);

  trip_stop (trip);
  trip_copy (trip, PROVINCE, "stolen");
  succeed (trip);
  g_free (trip_province_ok (trip, "pin", "add", "--cert", changed, NULL));
  g_free (trip_province_ok (trip, "pin", "remove", pinned, NULL));
  trip_start (trip);
  tls_front_set_certificate (front, "changed");

  field = pins_open_home (trip, "field", FALSE);
  result = sync_fine (field);
  g_assert_true (result.epoch_changed);
  g_assert_cmpstr (pantau_home_get_province (field), !=, old);
  g_assert_true (pantau_home_is_province (field, old));
  g_clear_pointer (&field, pantau_home_close);

  /* Also after it was closed, and where everything is projected anew: the grant of the key before holds. */
  field = pins_open_home (trip, "field", FALSE);
  g_assert_true (pantau_home_is_province (field, old));
  g_assert_true (pantau_store_rebuild (pantau_home_get_store (field), NULL, NULL, NULL));
  person = pantau_home_get_person (field, NULL);
  g_assert_nonnull (person);
  g_assert_cmpstr (person->role, ==, "field");
  record (field, "after");
  sync_fine (field);
  lines = count (field, "SELECT count(*) FROM record WHERE kind = 'risk'");
  g_assert_cmpint (lines, ==, 3);

  /* Who comes later has all of it, by the new key alone. */
  {
    g_autofree char *code = trip_invite (trip, "desk", "16.13"),
                    *spki = tls_front_read_spki ("changed");
    const char *const pins[] = { spki, NULL };
    g_autoptr (GError) error = NULL;

    desk = pins_open_home (trip, "desk", TRUE);
    pantau_sync_enroll (desk, tls_front_get_url (front), code, known, pins, FALSE, NULL, NULL,
                        &error);
    g_assert_no_error (error);
    sync_fine (desk);
    g_assert_cmpint (count (desk, "SELECT count(*) FROM record WHERE kind = 'risk'"), ==, 3);
  }

  /* The thief. */
  trip_stop (trip);
  trip_copy (trip, PROVINCE, "rightful");
  trip_copy (trip, "stolen", PROVINCE);
  trip_start (trip);
  record (field, "not for thieves");
  sync_fails (field, PANTAU_ERROR_SIGNATURE);
  tls_front_set_certificate (front, "good");
  g_free (tls_front_take_said (front));
  sync_fails (field, PANTAU_ERROR_PORTAL);
  said = tls_front_take_said (front);
  g_assert_null (strstr (said, "POST"));
  trip_stop (trip);
  trip_copy (trip, "rightful", PROVINCE);
  trip_start (trip);

  g_clear_pointer (&desk, pantau_home_close);
  g_clear_pointer (&field, pantau_home_close);
  g_clear_pointer (&front, tls_front_free);
}

/* Without letters to judge by nothing is believed, and nothing is lost: they can be told later. */
static void
test_home_without_letters_waits (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (TlsFront) front = tls_front_new ("good", trip_url (trip));
  g_autofree char *known = letters (trip);
  g_autoptr (PantauHome) home = enrolled (trip, front, "field", "field", NULL);
  g_autoptr (GError) error = NULL;

  sync_fine (home);
  trip_stop (trip);
  succeed (trip);
  trip_start (trip);
  record (home, "waits");
  sync_fails (home, PANTAU_ERROR_SIGNATURE);

  pantau_home_pin_recovery (home, known, "invitation", &error);
  g_assert_no_error (error);
  sync_fine (home);

  g_clear_pointer (&home, pantau_home_close);
  g_clear_pointer (&front, tls_front_free);
}

/* What the operator gets wrong changes nothing. */
static void
test_operator_cannot_slip (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *key = trip_path (trip, "recovery.key"), *other = trip_path (trip, "other.key"),
                  *asked = trip_path (trip, "asked"), *said = trip_path (trip, "said"),
                  *early = trip_path (trip, "early"), *before = NULL, *after = NULL;
  g_autoptr (Ran) serving = NULL, foreign = NULL;

  trip_enrolled (trip, "officer", "identity", "16.13");
  trip_name_officer (trip, "officer");
  before = trip_province_ok (trip, "stats", NULL);
  g_free (trip_province_ok (trip, "keys", "next", asked, NULL));
  g_free (trip_province_ok (trip, "keys", "succeed", asked, early, "--key", key, NULL));

  /* Beside a serving program, which has the key before in its memory. */
  serving = trip_province (trip, "keys", "follow", early, NULL);
  g_assert_cmpint (serving->status, !=, 0);

  /* By another recovery key than that of its officers: homes would stay away. */
  trip_stop (trip);
  g_free (trip_province_ok (trip, "keys", "recovery", other, "--without-passphrase", NULL));
  g_free (trip_province_ok (trip, "keys", "succeed", asked, said, "--key", other, NULL));
  foreign = trip_province (trip, "keys", "follow", said, NULL);
  g_assert_cmpint (foreign->status, ==, 1);
  trip_start (trip);
  after = trip_province_ok (trip, "stats", NULL);
  g_assert_cmpstr (before, ==, after);
}

void
pins_add_succession_tests (void)
{
#define ADD(path, function) g_test_add (path, Keys, NULL, set_up, function, tear_down)
  ADD ("/succession/step-by-step", test_follows_step_by_step);
  ADD ("/succession/recovery-key", test_only_by_its_recovery_key);
  ADD ("/succession/latest-word", test_latest_word_counts);
  ADD ("/succession/spoilt", test_spoilt_statements);
  g_test_add_func ("/succession/laptop-finds-its-way", test_laptop_finds_its_way);
  g_test_add_func ("/succession/without-letters", test_home_without_letters_waits);
  g_test_add_func ("/succession/operator", test_operator_cannot_slip);
}
