/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Courier files between the real programs: whole rounds without a signal, and through others' laptops and networks. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "courier-fixture.h"
#include "pantau-home.h"
#include "pantau-courier-file.h"
#include "pantau-json.h"
#include "pantau-succession.h"
#include "proxy.h"
#include "ran.h"
#include "test-util.h"
#include "tus-fixture.h"

#define REGION "16.13.04"

static void
set_up (Trip **trip, gconstpointer data)
{
  *trip = trip_new (TRUE);
}

static void
tear_down (Trip **trip, gconstpointer data)
{
  trip_stop (*trip);
  g_assert_cmpint (trip_number (*trip, PROVINCE, "SELECT max (idx) - count(*) FROM number"), ==, 0);
  g_assert_cmpint (trip_number (*trip, PROVINCE, "SELECT count(*) - count(DISTINCT id) FROM entry"),
                   ==, 0);
  trip_free (*trip);
}

/* A home that has never heard of the province: it goes by @out, which is a courier file. (transfer full): its path */
static char *
enroll_by_file (Trip *trip, const char *home, const char *out)
{
  g_autofree char *code = trip_invite (trip, "field", REGION), *path = trip_path (trip, out);

  trip_home (trip, home);
  ctl_do (trip, home, "enroll", "--by-file", path, "--server", trip_url (trip), code, NULL);

  return g_steal_pointer (&path);
}

/* (transfer full): the path of the file */
static char *
courier_out (Trip *trip, const char *home, const char *out)
{
  g_autofree char *path = trip_path (trip, out);

  ctl_do (trip, home, "courier", "out", path, NULL);

  return g_steal_pointer (&path);
}

/* The province takes @file and answers. (transfer full): the path of the answer */
static char *
at_the_province (Trip *trip, const char *file, const char *out)
{
  g_autofree char *path = trip_path (trip, out),
                  *said = trip_province_ok (trip, "courier", file, "--out", path, NULL);

  return g_steal_pointer (&path);
}

static JsonObject *
courier_in (Trip *trip, const char *home, const char *file)
{
  g_autofree char *said = ctl_ok (trip, home, "courier", "in", file, "--json", NULL);
  JsonObject *summary = pantau_json_parse (said, strlen (said), 64 * 1024, NULL);

  g_assert_nonnull (summary);

  return summary;
}

static void
assert_state (Trip *trip, const char *home, const char *record, const char *expected)
{
  g_autofree char *state = ctl_state (trip, home, record);

  g_assert_cmpstr (state, ==, expected);
}

/* A photo of @length bytes. (transfer full): the path; @hash takes its name */
static char *
new_photo (Trip *trip, const char *name, gsize length, guint8 seed, char **hash)
{
  g_autofree guint8 *bytes = tus_bytes (length, seed, hash);
  g_autofree char *path = trip_path (trip, name);

  g_assert_true (g_file_set_contents (path, (const char *) bytes, (gssize) length, NULL));

  return g_steal_pointer (&path);
}

/* ---- Without any signal ---- */

/*
 * From the invitation to the desk's word, and not one request of this laptop: enrolled, recorded, a photo attached; what the desk says comes back the same
 * way.
 */
static void
test_round (Trip **fixture, gconstpointer data)
{
  Trip *trip = *fixture;
  g_autofree char *joining = enroll_by_file (trip, "village", "join.pantau");
  g_autofree char *before = NULL, *record = NULL, *grant = NULL, *photo = NULL, *hash = NULL;
  g_autofree char *out = NULL, *answer = NULL, *again = NULL, *second = NULL, *title = NULL;
  g_autoptr (JsonObject) enrolled = NULL, received = NULL, twice = NULL, news = NULL;
  g_autofree char *json = record_json ("Air naik", REGION);

  before = ctl_record (trip, "village", "risk", json);
  grant = at_the_province (trip, joining, "grant.pantau");
  enrolled = courier_in (trip, "village", grant);
  g_assert_cmpint (pantau_json_integer (enrolled, "grants", -1), ==, 1);

  record = ctl_record (trip, "village", "risk", json);
  photo = new_photo (trip, "photo.jpg", 1500000, 3, &hash);
  ctl_do (trip, "village", "attach", record, photo, NULL);
  out = courier_out (trip, "village", "out.pantau");
  assert_state (trip, "village", record, "saved");

  answer = at_the_province (trip, out, "answer.pantau");
  g_assert_true (tus_stored (trip, hash));
  received = courier_in (trip, "village", answer);
  g_assert_cmpint (pantau_json_integer (received, "received", -1), >=, 3);
  g_assert_cmpint (pantau_json_integer (received, "stored", -1), ==, 1);
  g_assert_cmpint (pantau_json_integer (received, "problems", -1), ==, 0);
  assert_state (trip, "village", before, "received");
  assert_state (trip, "village", record, "received");
  twice = courier_in (trip, "village", answer);
  g_assert_cmpint (pantau_json_integer (twice, "received", -1), ==, 0);

  /* The desk, by network, and what it wrote, by courier. */
  trip_enrolled (trip, "desk", "desk", "16.13");
  ctl_sync (trip, "desk");
  ctl_do (trip, "desk", "set", record, "title=Air sudah surut", NULL);
  ctl_sync (trip, "desk");
  again = courier_out (trip, "village", "again.pantau");
  second = at_the_province (trip, again, "second.pantau");
  news = courier_in (trip, "village", second);
  g_assert_cmpint (pantau_json_integer (news, "news", -1), >=, 1);
  title = ctl_values (trip, "village", record, "title");
  g_assert_nonnull (strstr (title, "Air sudah surut"));
  ctl_verify (trip, "village");
  ctl_verify (trip, "desk");

  /* Nothing is left to be said when it meets the network after all. */
  g_assert_cmpuint (ctl_sync (trip, "village").waiting, ==, 0);
}

/* ---- By a carrier's network ---- */

/*
 * A laptop of the kecamatan that has a network takes the stick along: the same round, but nobody at the province touches a file. It opens nothing of what it
 * carries, though it is enrolled; its own records travel beside.
 */
static void
test_carried (Trip **fixture, gconstpointer data)
{
  Trip *trip = *fixture;
  g_autofree char *joining = enroll_by_file (trip, "village", "join.pantau"),
                  *json = record_json ("Jembatan putus", REGION), *record = NULL, *photo = NULL,
                  *hash = NULL, *grant = NULL, *out = NULL, *answer = NULL, *own = NULL;
  g_autofree char *title = record_json ("Milik pembawa", "16.13.05");
  g_autoptr (JsonObject) taken = NULL, enrolled = NULL, carried = NULL, received = NULL;

  record = ctl_record (trip, "village", "risk", json);
  trip_enrolled (trip, "carrier", "field", "16.13.05");
  own = ctl_record (trip, "carrier", "risk", title);

  taken = courier_in (trip, "carrier", joining);
  g_assert_cmpint (pantau_json_integer (taken, "foreign", -1), >=, 1);
  g_assert_cmpint (pantau_json_integer (taken, "lines", -1), ==, 0);
  g_assert_cmpuint (ctl_sync (trip, "carrier").waiting, ==, 0);
  grant = courier_out (trip, "carrier", "grant.pantau");
  enrolled = courier_in (trip, "village", grant);
  g_assert_cmpint (pantau_json_integer (enrolled, "grants", -1), ==, 1);

  photo = new_photo (trip, "photo.jpg", 2500000, 5, &hash);
  ctl_do (trip, "village", "attach", record, photo, NULL);
  out = courier_out (trip, "village", "out.pantau");
  carried = courier_in (trip, "carrier", out);
  ctl_sync (trip, "carrier");
  g_assert_true (tus_stored (trip, hash));
  g_assert_cmpint (trip_number (trip, "carrier",
                                "SELECT count(*) FROM parcel WHERE state = 'waiting' "
                                "AND answers IS NULL"),
                   ==, 0);
  /* Of what it carried it has nothing but its own region's. */
  g_assert_cmpint (trip_number (trip, "carrier",
                                "SELECT count(*) FROM entry WHERE region = '" REGION "' "
                                "AND type LIKE 'record%'"),
                   ==, 0);

  answer = courier_out (trip, "carrier", "answer.pantau");
  received = courier_in (trip, "village", answer);
  g_assert_cmpint (pantau_json_integer (received, "stored", -1), ==, 1);
  assert_state (trip, "village", record, "received");
  assert_state (trip, "carrier", own, "received");
  ctl_verify (trip, "village");
  ctl_verify (trip, "carrier");
}

/* Three villages hand their files to one kecamatan: all arrive, each gets its own answers, and the kecamatan has read none of it. */
static void
test_three_villages (Trip **fixture, gconstpointer data)
{
  static const char *const homes[] = { "a", "b", "c" };
  Trip *trip = *fixture;
  g_autofree char *answer = NULL;
  char *records[3];

  trip_enrolled (trip, "kecamatan", "field", "16.01.07");
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *json = record_json ("Rahasia desa", REGION), *out = NULL,
                      *name = g_strdup_printf ("%s.pantau", homes[i]);
      g_autoptr (JsonObject) taken = NULL;

      trip_enrolled (trip, homes[i], "field", REGION);
      records[i] = ctl_record (trip, homes[i], "risk", json);
      out = courier_out (trip, homes[i], name);
      taken = courier_in (trip, "kecamatan", out);
      g_assert_cmpint (pantau_json_integer (taken, "lines", -1), ==, 0);
    }

  ctl_sync (trip, "kecamatan");
  g_assert_cmpint (
      trip_number (trip, "kecamatan", "SELECT count(*) FROM body WHERE json LIKE '%Rahasia%'"), ==,
      0);
  answer = courier_out (trip, "kecamatan", "answers.pantau");
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (JsonObject) received = courier_in (trip, homes[i], answer);

      assert_state (trip, homes[i], records[i], "received");
      g_assert_cmpint (pantau_json_integer (received, "foreign", -1), >, 0);
      g_free (records[i]);
    }
}

/*
 * The carrier has brought as much of files as it may on a day, then the province is killed: what was taken stays taken, others' lines go on, and at the end all of it is
 * there.
 */
static void
test_cut (Trip **fixture, gconstpointer data)
{
  Trip *trip = *fixture;
  g_autofree char *json = record_json ("Air naik", REGION), *out = NULL, *photo = NULL,
                  *hash = NULL, *record = NULL, *answer = NULL, *other = NULL, *others = NULL;
  g_autoptr (JsonObject) taken = NULL, received = NULL, more = NULL;
  gint64 waiting;

  trip_enrolled (trip, "other", "field", REGION);
  trip_enrolled (trip, "village", "field", REGION);
  trip_enrolled (trip, "carrier", "field", "16.13.05");
  record = ctl_record (trip, "village", "risk", json);
  photo = new_photo (trip, "photo.jpg", 3000000, 9, &hash);
  ctl_do (trip, "village", "attach", record, photo, NULL);
  out = courier_out (trip, "village", "out.pantau");
  taken = courier_in (trip, "carrier", out);
  other = ctl_record (trip, "other", "risk", json);
  others = courier_out (trip, "other", "others.pantau");
  more = courier_in (trip, "carrier", others);

  /* So little may come in a day that the province refuses in the middle. */
  {
    g_autofree char *limits = trip_province_ok (trip, "limits", "--per-day", "2M", NULL);
  }
  ctl_sync (trip, "carrier");
  waiting = trip_number (trip, "carrier",
                         "SELECT count(*) FROM parcel WHERE state = 'waiting' AND answers IS NULL");
  g_assert_cmpint (waiting, ==, 1);
  g_assert_false (tus_stored (trip, hash));
  {
    g_autofree char *limits = trip_province_ok (trip, "limits", "--per-day", "0", NULL);
  }
  trip_kill (trip);
  trip_start (trip);
  ctl_sync (trip, "carrier");
  g_assert_true (tus_stored (trip, hash));

  answer = courier_out (trip, "carrier", "answer.pantau");
  received = courier_in (trip, "village", answer);
  g_assert_cmpint (pantau_json_integer (received, "stored", -1), ==, 1);
  assert_state (trip, "village", record, "received");
  g_clear_pointer (&more, json_object_unref);
  more = courier_in (trip, "other", answer);
  assert_state (trip, "other", other, "received");
}

/* A home whose way to the province leads through @proxy. */
static void
enrolled_behind (Trip *trip, Proxy *proxy, const char *home, const char *region)
{
  g_autofree char *code = trip_invite (trip, "field", region);

  trip_home (trip, home);
  ctl_do (trip, home, "enroll", "--server", proxy_url (proxy), code, NULL);
}

static void
assert_sync_fails (Trip *trip, const char *home)
{
  g_autoptr (Ran) ran = ctl (trip, home, "sync", NULL);

  g_assert_cmpint (ran->status, ==, 75);
}

/*
 * Whatever a network's door says in the province's place, the carrier keeps what he has. Then each request reaches the province twice, and nothing is there
 * twice.
 */
static void
test_bad_line (Trip **fixture, gconstpointer data)
{
  Trip *trip = *fixture;
  g_autoptr (Proxy) proxy = proxy_new (trip_url (trip), 1);
  g_autofree char *json = record_json ("Air naik", REGION), *out = NULL, *photo = NULL,
                  *hash = NULL, *record = NULL, *answer = NULL;
  g_autoptr (JsonObject) taken = NULL, received = NULL;
  ProxyStep twice = { .fault = PROXY_TWICE };
  gint64 waiting;

  trip_enrolled (trip, "village", "field", REGION);
  enrolled_behind (trip, proxy, "carrier", "16.13.05");
  record = ctl_record (trip, "village", "risk", json);
  photo = new_photo (trip, "photo.jpg", 1300000, 11, &hash);
  ctl_do (trip, "village", "attach", record, photo, NULL);
  out = courier_out (trip, "village", "out.pantau");
  taken = courier_in (trip, "carrier", out);
  waiting = trip_number (trip, "carrier", "SELECT count(*) FROM parcel WHERE state = 'waiting'");
  g_assert_cmpint (waiting, >=, 4);

  for (guint i = 0; i < PROXY_PORTALS; i++)
    {
      ProxyStep portal = { .fault = PROXY_SAY, .text = proxy_portal (i) };
      g_autoptr (Ran) ran = NULL;

      proxy_set_step (proxy, &portal, "/v1/courier");
      ran = ctl (trip, "carrier", "sync", NULL);
      g_assert_cmpint (
          trip_number (trip, "carrier", "SELECT count(*) FROM parcel WHERE state = 'waiting'"), ==,
          waiting);
    }
  g_assert_cmpint (trip_metric (trip, "courier_parcels_total"), ==, 0);

  proxy_set_step (proxy, &twice, "/v1/courier");
  ctl_sync (trip, "carrier");
  g_assert_true (tus_stored (trip, hash));
  answer = courier_out (trip, "carrier", "answer.pantau");
  received = courier_in (trip, "village", answer);
  g_assert_cmpint (pantau_json_integer (received, "stored", -1), ==, 1);
  g_assert_cmpint (pantau_json_integer (received, "problems", -1), ==, 0);
  assert_state (trip, "village", record, "received");
}

/* What is asked of the province, and which one is lost. */
typedef struct
{
  guint n;          /* requests that brought parcels, atomic */
  guint lost;       /* the one whose answer does not come, from 1 */
  gboolean goes_on; /* the first request asked for what follows */
} Questions;

static void
count_questions (const ProxyRequest *request, ProxyStep *step, gpointer data)
{
  Questions *questions = data;

  if (!g_str_has_prefix (request->path, "/v1/courier"))
    return;
  questions->n++;
  if (questions->n == 1)
    questions->goes_on = strstr (request->path, "after=") != NULL;
  if (questions->n == questions->lost)
    step->fault = PROXY_LOSE;
}

/* A line that compression makes no smaller. */
static PantauEntry *
write_noise (RawDevice *device)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *record = pantau_uuid_new (), *now = pantau_home_now (),
                  *noise = pantau_random_text (4000);
  PantauDraft draft = { .record = record,
                        .kind = "risk",
                        .is_open = TRUE,
                        .region = REGION,
                        .type = PANTAU_TYPE_CREATE,
                        .time = now,
                        .body = body };

  json_object_set_string_member (body, "title", "Air naik");
  json_object_set_string_member (body, "narrative", noise);

  return raw_device_sign (device, &draft);
}

/* A desk without a line asks for more than one answer holds, and the carrier's breaks in the middle: its next sync goes on there, and no page is missing. */
static void
test_resume (Trip **fixture, gconstpointer data)
{
  Trip *trip = *fixture;
  g_autoptr (Proxy) proxy = proxy_new (trip_url (trip), 1);
  g_autoptr (RawDevice) writer = raw_device_enrolled (trip, "field", REGION);
  g_autofree char *ask = NULL, *answer = NULL;
  g_autoptr (JsonObject) taken = NULL, received = NULL;
  Questions first = { .lost = 3 }, second = { 0 };

  for (guint i = 0; i < 8; i++)
    {
      g_autoptr (GPtrArray) entries =
          g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
      g_autoptr (PantauParcel) parcel = NULL;
      g_autoptr (Reply) stored = NULL;

      for (guint j = 0; j < 150; j++)
        g_ptr_array_add (entries, write_noise (writer));
      parcel = courier_lines (writer, (PantauEntry **) entries->pdata, entries->len);
      stored = courier_post (writer, parcel, NULL);
      g_assert_cmpuint (stored->status, ==, 200);
    }
  trip_enrolled (trip, "desk", "desk", "16.13");
  ask = courier_out (trip, "desk", "ask.pantau");
  enrolled_behind (trip, proxy, "carrier", "16.01.07");
  taken = courier_in (trip, "carrier", ask);

  /* Some of the answers have come by then. */
  proxy_set_chooser (proxy, count_questions, &first);
  assert_sync_fails (trip, "carrier");
  g_assert_cmpuint (first.n, ==, first.lost);
  proxy_set_chooser (proxy, count_questions, &second);
  ctl_sync (trip, "carrier");
  g_assert_true (second.goes_on);

  answer = courier_out (trip, "carrier", "answer.pantau");
  received = courier_in (trip, "desk", answer);
  g_assert_cmpint (pantau_json_integer (received, "news", -1), >=, 8 * 150);
  g_assert_cmpint (pantau_json_integer (received, "waiting", -1), ==, 0);
  g_assert_cmpuint (ctl_sync (trip, "desk").received, ==, 0);
}

/* On a line that costs by the byte lines go, and large parcels wait for another one, as somebody said of files. */
static void
test_metered (Trip **fixture, gconstpointer data)
{
  Trip *trip = *fixture;
  g_autofree char *json = record_json ("Air naik", REGION), *out = NULL, *photo = NULL,
                  *hash = NULL, *record = NULL;
  g_autoptr (JsonObject) taken = NULL;

  trip_enrolled (trip, "village", "field", REGION);
  trip_enrolled (trip, "carrier", "field", "16.13.05");
  record = ctl_record (trip, "village", "risk", json);
  photo = new_photo (trip, "photo.jpg", 2500000, 7, &hash);
  ctl_do (trip, "village", "attach", record, photo, NULL);
  out = courier_out (trip, "village", "out.pantau");
  taken = courier_in (trip, "carrier", out);

  ctl_do (trip, "carrier", "files", "metered", "1", NULL);
  g_setenv ("PANTAU_LINE", "metered", TRUE);
  ctl_sync (trip, "carrier");
  g_assert_cmpint (
      trip_number (trip, PROVINCE, "SELECT count(*) FROM entry WHERE type = 'record.create'"), ==,
      1);
  g_assert_cmpint (trip_number (trip, PROVINCE, "SELECT count(*) FROM uploading"), ==, 0);

  g_setenv ("PANTAU_LINE", "free", TRUE);
  ctl_sync (trip, "carrier");
  g_unsetenv ("PANTAU_LINE");
  g_assert_true (tus_stored (trip, hash));
}

/* By stick and by network at once, in any order: one number for each line, one receipt that counts. */
static void
test_mixed (Trip **fixture, gconstpointer data)
{
  Trip *trip = *fixture;
  g_autofree char *json = record_json ("Air naik", REGION), *first = NULL, *second = NULL,
                  *out = NULL, *answer = NULL, *late = NULL;
  g_autoptr (JsonObject) received = NULL, later = NULL;

  trip_enrolled (trip, "village", "field", REGION);
  first = ctl_record (trip, "village", "risk", json);
  out = courier_out (trip, "village", "one.pantau");
  second = ctl_record (trip, "village", "risk", json);
  ctl_sync (trip, "village");
  answer = at_the_province (trip, out, "one-answer.pantau");
  late = at_the_province (trip, out, "two-answer.pantau");
  received = courier_in (trip, "village", late);
  later = courier_in (trip, "village", answer);
  g_assert_cmpint (pantau_json_integer (received, "problems", -1), ==, 0);
  g_assert_cmpint (pantau_json_integer (later, "problems", -1), ==, 0);
  assert_state (trip, "village", first, "received");
  assert_state (trip, "village", second, "received");
  ctl_sync (trip, "village");
  ctl_verify (trip, "village");
}

/* Revoked while the stick was on its way: its lines are kept, in quarantine, and it hears so. */
static void
test_revoked (Trip **fixture, gconstpointer data)
{
  Trip *trip = *fixture;
  g_autofree char *json = record_json ("Air naik", REGION), *record = NULL, *out = NULL,
                  *answer = NULL, *revoked = NULL, *key = NULL;
  g_autoptr (JsonObject) received = NULL;
  g_autoptr (GHashTable) quarantined = NULL;

  trip_enrolled (trip, "village", "field", REGION);
  record = ctl_record (trip, "village", "risk", json);
  out = courier_out (trip, "village", "out.pantau");
  key = trip_province_ok (trip, "devices", NULL);
  *strchr (key, ' ') = '\0';
  revoked = trip_province_ok (trip, "revoke", key, NULL);

  answer = at_the_province (trip, out, "answer.pantau");
  received = courier_in (trip, "village", answer);
  g_assert_cmpint (pantau_json_integer (received, "news", -1), ==, 0);
  g_assert_cmpint (pantau_json_integer (received, "receipts", -1), ==, 1);
  quarantined = trip_set (trip, PROVINCE, "SELECT reason FROM quarantined");
  g_assert_true (g_hash_table_contains (quarantined, "revoked"));
}

/* The recovery key names the province's next key; nobody serves when it returns. */
static void
succeed (Trip *trip)
{
  g_autofree char *key = trip_path (trip, "recovery.key"), *asked = trip_path (trip, "asked"),
                  *said = trip_path (trip, "said");

  trip_stop (trip);
  /* Which epoch came after which is told by seconds. */
  for (gint64 now = g_get_real_time () / G_USEC_PER_SEC;
       g_get_real_time () / G_USEC_PER_SEC == now;)
    g_usleep (20 * 1000);
  g_free (trip_province_ok (trip, "keys", "next", asked, NULL));
  g_free (trip_province_ok (trip, "keys", "succeed", asked, said, "--key", key, NULL));
  g_free (trip_province_ok (trip, "keys", "follow", said, NULL));
}

/* The key by which @home knows the province. (transfer full) */
static char *
home_province (Trip *trip, const char *home)
{
  g_autofree char *path = trip_path (trip, home);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauHome) opened = pantau_home_open (path, PANTAU_HOME_READ, &error);

  g_assert_no_error (error);

  return g_strdup (pantau_home_get_province (opened));
}

/* The province's key was replaced while the stick was on its way: what is on it is for the province still, beside the serving program and without. */
static void
test_succeeded (Trip **fixture, gconstpointer data)
{
  Trip *trip = *fixture;
  g_autofree char *json = record_json ("Air naik", REGION), *record = NULL, *out = NULL,
                  *alone = NULL, *served = NULL;
  g_autoptr (JsonObject) followed = NULL, again = NULL;
  gint64 receipts;

  trip_enrolled (trip, "officer", "identity", "16.13");
  trip_name_officer (trip, "officer");
  trip_enrolled (trip, "village", "field", REGION);
  ctl_sync (trip, "village");
  record = ctl_record (trip, "village", "risk", json);
  out = courier_out (trip, "village", "out.pantau");
  receipts = trip_number (trip, "village", "SELECT count(*) FROM receipt");

  succeed (trip);
  alone = at_the_province (trip, out, "alone.pantau");
  g_assert_cmpint (
      trip_number (trip, PROVINCE, "SELECT count(*) FROM entry WHERE type = 'record.create'"), ==,
      1);
  trip_start (trip);
  served = at_the_province (trip, out, "served.pantau");

  /* Both answers say the same; the statement of the recovery key lets the home believe them. */
  followed = courier_in (trip, "village", alone);
  g_assert_cmpint (pantau_json_integer (followed, "receipts", -1), ==, 1);
  g_assert_cmpint (pantau_json_integer (followed, "problems", -1), ==, 0);
  assert_state (trip, "village", record, "received");
  again = courier_in (trip, "village", served);
  g_assert_cmpint (pantau_json_integer (again, "receipts", -1), ==, 0);
  g_assert_cmpint (pantau_json_integer (again, "problems", -1), ==, 0);
  g_assert_cmpint (trip_number (trip, "village", "SELECT count(*) FROM receipt"), ==, receipts + 1);
  ctl_sync (trip, "village");
  ctl_verify (trip, "village");
}

/* The same by somebody's laptop, which knows the new key and carries what is sealed to the old one; twice, by two of them. */
static void
test_succeeded_carried (Trip **fixture, gconstpointer data)
{
  Trip *trip = *fixture;
  g_autofree char *json = record_json ("Air naik", REGION), *record = NULL, *out = NULL,
                  *first = NULL, *second = NULL;
  g_autoptr (JsonObject) followed = NULL, again = NULL;

  trip_enrolled (trip, "officer", "identity", "16.13");
  trip_name_officer (trip, "officer");
  trip_enrolled (trip, "village", "field", REGION);
  trip_enrolled (trip, "one", "field", "16.13.05");
  trip_enrolled (trip, "two", "field", "16.13.05");
  ctl_sync (trip, "one");
  ctl_sync (trip, "two");
  ctl_sync (trip, "village");
  record = ctl_record (trip, "village", "risk", json);
  out = courier_out (trip, "village", "out.pantau");
  succeed (trip);
  trip_start (trip);

  g_free (ctl_ok (trip, "one", "courier", "in", out, NULL));
  g_free (ctl_ok (trip, "two", "courier", "in", out, NULL));
  ctl_sync (trip, "one");
  ctl_sync (trip, "two");
  first = courier_out (trip, "one", "first.pantau");
  second = courier_out (trip, "two", "second.pantau");
  /* Nobody has told it of the new key but what is sealed to itself. */
  followed = courier_in (trip, "village", first);
  g_assert_cmpint (pantau_json_integer (followed, "receipts", -1), ==, 1);
  assert_state (trip, "village", record, "received");
  again = courier_in (trip, "village", second);
  g_assert_cmpint (pantau_json_integer (again, "receipts", -1), ==, 0);
  g_assert_cmpint (pantau_json_integer (again, "received", -1), ==, 0);
  ctl_verify (trip, "village");
}

/* An answer whose first line speaks of a key that no recovery key of ours has named, or is signed by a stranger's: nothing is believed, and it is said. */
static void
test_succeeded_by_stranger (Trip **fixture, gconstpointer data)
{
  Trip *trip = *fixture;
  g_autoptr (PantauRecovery) stranger = pantau_recovery_new ();
  g_autoptr (PantauKeypair) thief = pantau_keypair_new ();
  g_autofree char *province = NULL, *statement = NULL, *list = NULL,
                  *path = trip_path (trip, "forged.pantau"), *known = NULL;
  g_autoptr (PantauCourierWriter) writer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (Ran) ran = NULL;
  PantauCourierHead head = { .practice = TRUE };

  trip_enrolled (trip, "officer", "identity", "16.13");
  trip_name_officer (trip, "officer");
  trip_enrolled (trip, "village", "field", REGION);
  ctl_sync (trip, "village");
  known = home_province (trip, "village");

  head.province = (char *) pantau_keypair_get_name (thief);
  head.by = head.province;
  head.made = (char *) "2024-11-27T08:00:00+07:00";
  statement = pantau_succession_sign (stranger, known, head.province, 9, head.made);
  list = g_strdup_printf ("{\"statements\":[%s]}", statement);
  head.succession = list;
  writer = pantau_courier_writer_new (path, FALSE, &head, &error);
  g_assert_no_error (error);
  g_assert_true (pantau_courier_writer_finish (writer, &error));
  g_assert_true (pantau_courier_writer_publish (writer, &error));
  ran = ctl (trip, "village", "--json", "courier", "in", path, NULL);
  ran_assert_fault (ran, 1, "signature", NULL);
  province = home_province (trip, "village");
  g_assert_cmpstr (province, ==, known);
  ctl_sync (trip, "village");
}

#define TEST(path, function)                                                                       \
  g_test_add ("/courier-trip/" path, Trip *, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("round", test_round);
  TEST ("carried", test_carried);
  TEST ("three-villages", test_three_villages);
  TEST ("cut", test_cut);
  TEST ("bad-line", test_bad_line);
  TEST ("resume", test_resume);
  TEST ("metered", test_metered);
  TEST ("mixed", test_mixed);
  TEST ("revoked", test_revoked);
  TEST ("succeeded", test_succeeded);
  TEST ("succeeded-carried", test_succeeded_carried);
  TEST ("succeeded-by-stranger", test_succeeded_by_stranger);

  return g_test_run ();
}
