/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Laptops and provinces of different ages: the first release's homes and its very requests at today's province, today's laptops at provinces that do not
 * know their newer questions, and lines of a program that does not exist yet. Every line is taken, and no byte of it changes.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "frozen-fixture.h"
#include "home-fixture.h"
#include "pantau-error.h"
#include "pantau-homefile.h"
#include "pantau-json.h"
#include "pantau-reconcile.h"
#include "pantau-signed.h"
#include "raw-device.h"
#include "test-util.h"
#include "transfer-fixture.h"

#define KABUPATEN "16.13"
#define RAWAS     "16.13.04"

/* Lines as they travel, byte for byte; of a home, or of the province while it is stopped. */
#define LINES                                                                                      \
  "SELECT signature || char(9) || header || char(9) || ifnull(json, '') "                          \
  "FROM entry LEFT JOIN body ON body.entry = n"

/* How many times something is killed in the middle of a test. */
static guint
kills (void)
{
  return g_getenv ("PANTAU_TEST_LONG") != NULL ? 100 : 3;
}

/* ---- The first release, at today's province ---- */

/* Today's program serves the province as the first release left it. */
static Trip *
frozen_trip (void)
{
  Trip *trip = trip_new (TRUE);
  g_autofree char *province = trip_path (trip, PROVINCE);

  trip_stop (trip);
  frozen_copy_to ("province", province);
  trip_start (trip);

  return trip;
}

/* A laptop that was in a drawer since, and finds the province by @url. */
static void
frozen_home (Trip *trip, const char *name, const char *url)
{
  g_autofree char *path = trip_path (trip, name);
  g_autoptr (PantauHomefile) file = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  frozen_copy_to (name, path);
  file = pantau_homefile_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (file->server, ==, FROZEN_URL);
  pantau_homefile_save (file, url, file->province, file->practice, &error);
  g_assert_no_error (error);
}

static GHashTable *
lines_of (Trip *trip, const char *home)
{
  return trip_set (trip, home, LINES);
}

/* What the first release said that the province held. */
static GHashTable *
lines_then (void)
{
  g_auto (GStrv) rows = frozen_lines ();
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; rows[i] != NULL; i++)
    {
      g_auto (GStrv) columns = g_strsplit (rows[i], "\t", 4);

      g_hash_table_add (set, g_strdup (columns[3]));
    }

  return set;
}

/* Both laptops wake up, with a line each that was never sent; kills do not hinder them. */
static void
test_old_homes (void)
{
  g_autoptr (Trip) trip = frozen_trip ();
  g_autoptr (GRand) rand = test_rand_new (16);
  g_autoptr (GHashTable) then = lines_then (), before = NULL, field = NULL, desk = NULL,
                         there = NULL;
  static const char *const homes[] = { "home", "desk" };
  gint64 unsent;

  for (guint i = 0; i < G_N_ELEMENTS (homes); i++)
    frozen_home (trip, homes[i], trip_url (trip));
  before = lines_of (trip, "home");
  unsent = trip_number (trip, "home", "SELECT count(*) FROM unsent");
  g_assert_cmpint (unsent, >=, 1);

  for (guint i = 0; i < kills (); i++)
    for (guint j = 0; j < G_N_ELEMENTS (homes); j++)
      {
        g_autofree char *title = g_strdup_printf ("Dari laci %u", i);
        g_autofree char *json = record_json (title, RAWAS), *id = NULL;
        g_autoptr (GSubprocess) sync = NULL;
        g_autoptr (Ran) ran = NULL;

        id = ctl_record (trip, homes[j], "risk", json);
        sync = ctl_start (trip, homes[j], "sync", NULL);
        g_usleep ((gulong) g_rand_int_range (rand, 0, 60000 * TRIP_SLOWNESS));
        if (g_rand_boolean (rand))
          g_subprocess_force_exit (sync);
        else
          {
            trip_kill (trip);
            trip_start (trip);
          }
        ran = ran_finish (sync);
        g_assert_true (ran->status == 0 || ran->status == -SIGKILL || ran->status == 75);
      }

  for (guint i = 0; i < 2 * G_N_ELEMENTS (homes); i++)
    ctl_sync (trip, homes[i % G_N_ELEMENTS (homes)]);
  for (guint i = 0; i < G_N_ELEMENTS (homes); i++)
    {
      Synced synced = ctl_sync (trip, homes[i]);

      g_assert_cmpuint (synced.sent + synced.received + synced.waiting, ==, 0);
      ctl_verify (trip, homes[i]);
      ctl_do (trip, homes[i], "reconcile", NULL);
      g_assert_cmpint (
          trip_number (trip, homes[i], "SELECT count(*) FROM reconciled WHERE sent = held"), ==, 1);
    }

  trip_stop (trip);
  there = lines_of (trip, PROVINCE);
  field = lines_of (trip, "home");
  desk = lines_of (trip, "desk");
  trip_assert_holds (there, then);
  trip_assert_holds (there, field);
  trip_assert_holds (there, desk);
  trip_assert_holds (field, before);
  g_assert_cmpint (trip_number (trip, PROVINCE, "SELECT count(*) FROM entry"), ==,
                   g_hash_table_size (there));
  g_assert_cmpint (trip_number (trip, PROVINCE, "SELECT max(idx) FROM number"), ==,
                   g_hash_table_size (there));
  trip_start (trip);
}

/* A session of the device whose token an old request has. */
static char *
new_token (Trip *trip, const char *old)
{
  g_autoptr (GPtrArray) names = frozen_messages ("post-session.request");
  static const char *const homes[] = { "home", "desk" };

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *answer = frozen_answer_to (g_ptr_array_index (names, i));
      g_autoptr (GBytes) asked = frozen_message_bytes (g_ptr_array_index (names, i)),
                         said = frozen_message_bytes (answer);
      g_autofree char *asked_text = ran_text (asked), *said_text = ran_text (said);

      if (strstr (said_text, old) == NULL)
        continue;
      for (guint j = 0; j < G_N_ELEMENTS (homes); j++)
        {
          g_autofree char *path = frozen_path (homes[j]), *key = NULL;
          g_autoptr (PantauHomefile) file = NULL;
          g_autoptr (RawDevice) device = NULL;
          g_autoptr (GError) error = NULL;

          file = pantau_homefile_load (path, &error);
          g_assert_no_error (error);
          if (strstr (asked_text, file->device) == NULL)
            continue;
          device = raw_device_new (trip);
          pantau_keypair_free (device->key);
          device->key = pantau_homefile_load_key (file, &error);
          g_assert_no_error (error);
          device->province = frozen_province_key ();
          raw_device_open (device);
          return g_strdup (device->token);
        }
    }
  g_assert_not_reached ();
}

/* Sends an old request as it was, but for its token, and takes the answer apart. */
static void
replay (Trip *trip, const char *name, FrozenMessage *request, FrozenMessage *response)
{
  g_autoptr (GBytes) bytes = frozen_message_bytes (name);
  g_autofree char *raw = g_memdup2 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *bearer = NULL, *answer = NULL, *path = NULL;
  gsize length = 0;

  frozen_message_read (name, request);
  bearer = frozen_message_header (request, "Authorization");
  if (bearer != NULL)
    {
      const char *old = bearer + strlen ("Bearer ");
      g_autofree char *token = new_token (trip, old);
      char *at = g_strstr_len (raw, (gssize) g_bytes_get_size (bytes), old);

      g_assert_cmpuint (strlen (token), ==, strlen (old));
      memcpy (at, token, strlen (token));
    }
  answer = trip_raw (trip, raw, (gssize) g_bytes_get_size (bytes), &length);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 200 "));
  frozen_message_parse (answer, length, response);
}

static void
assert_same_receipt (const FrozenMessage *request,
                     const FrozenMessage *then,
                     const FrozenMessage *now)
{
  g_autoptr (PantauReceipt) first = frozen_receipt (request, then),
                            second = frozen_receipt (request, now);

  g_assert_cmpstr (first->epoch, ==, second->epoch);
  g_assert_cmpuint (first->lines->len, ==, second->lines->len);
  for (guint i = 0; i < first->lines->len; i++)
    {
      const PantauReceiptLine *a = &g_array_index (first->lines, PantauReceiptLine, i),
                              *b = &g_array_index (second->lines, PantauReceiptLine, i);

      g_assert_cmpint (a->fate, ==, b->fate);
      g_assert_cmpint (a->index, ==, b->index);
      g_assert_cmpstr (a->reason, ==, b->reason);
    }
}

/* What is signed: the text of a statement, which old programs parse. */
static JsonObject *
signed_content (const FrozenMessage *message, PantauPurpose purpose)
{
  g_autofree char *province = frozen_province_key ();
  g_autoptr (GError) error = NULL;
  const char *bytes;
  JsonObject *content;
  gsize length;

  bytes = frozen_message_body (message, &length);
  content = pantau_signed_open (province, purpose, bytes, length, NULL, NULL, &error);
  g_assert_no_error (error);

  return content;
}

/* Every member that was there then is there now, with the same value where the answer is about the same. */
static void
assert_same_members (JsonObject *then, JsonObject *now, const char *const *varying)
{
  g_autoptr (GList) members = json_object_get_members (then);

  for (GList *l = members; l != NULL; l = l->next)
    {
      g_assert_true (json_object_has_member (now, l->data));
      if (varying == NULL || !g_strv_contains (varying, l->data))
        g_assert_true (json_node_equal (json_object_get_member (then, l->data),
                                        json_object_get_member (now, l->data)));
    }
}

static void
test_old_pushes (void)
{
  g_autoptr (Trip) trip = frozen_trip ();
  g_autoptr (GPtrArray) names = frozen_messages ("post-entries.request");
  guint lines = 0;

  for (guint i = 0; i < names->len; i++)
    {
      g_auto (FrozenMessage) request = { 0 }, then = { 0 }, now = { 0 };
      g_autofree char *answer = frozen_answer_to (g_ptr_array_index (names, i));

      frozen_message_read (answer, &then);
      replay (trip, g_ptr_array_index (names, i), &request, &now);
      assert_same_receipt (&request, &then, &now);
      lines++;
    }
  g_assert_cmpuint (lines, >=, 5);
}

/* A page from an old cursor begins with what it had then, and its head of the message has what an old program reads. */
static void
test_old_pulls (void)
{
  g_autoptr (Trip) trip = frozen_trip ();
  g_autoptr (GPtrArray) names = frozen_messages ("get-entries.request");
  guint bytes = 0;

  for (guint i = 0; i < names->len; i++)
    {
      g_auto (FrozenMessage) request = { 0 }, then = { 0 }, now = { 0 };
      g_autofree char *answer = frozen_answer_to (g_ptr_array_index (names, i)), *type = NULL,
                      *type_then = NULL, *cursor = NULL;
      const char *old, *new;
      gsize old_length, new_length;

      frozen_message_read (answer, &then);
      replay (trip, g_ptr_array_index (names, i), &request, &now);
      old = frozen_message_body (&then, &old_length);
      new = frozen_message_body (&now, &new_length);
      g_assert_cmpuint (new_length, >=, old_length);
      if (old_length > 0)
        g_assert_cmpmem (old, old_length, new, old_length);
      bytes += (guint) old_length;
      type = frozen_message_header (&now, "Content-Type");
      type_then = frozen_message_header (&then, "Content-Type");
      g_assert_cmpstr (type, ==, type_then);
      cursor = frozen_message_header (&now, "Pantau-Cursor");
      g_assert_nonnull (cursor);
    }
  g_assert_cmpuint (bytes, >, 1000);
}

/* Heads, sessions and joins: an old program finds all that it looks for, and the same where that is about the past. */
static void
test_old_statements (void)
{
  static const char *const varying_head[] = { "time", NULL }, *const varying_session[] = {
    "time", "challenge", NULL
  };
  static const struct
  {
    const char *part;
    PantauPurpose purpose;
    const char *const *varying;
  } kinds[] = { { "get-head.request", PANTAU_PURPOSE_HEAD, varying_head },
                { "post-session.request", PANTAU_PURPOSE_CHALLENGE, varying_session } };
  g_autoptr (Trip) trip = frozen_trip ();
  g_autoptr (GPtrArray) joins = frozen_messages ("post-join.request");

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr (GPtrArray) names = frozen_messages (kinds[k].part);
      guint compared = 0;

      for (guint i = 0; i < names->len; i++)
        {
          g_auto (FrozenMessage) request = { 0 }, then = { 0 }, now = { 0 };
          g_autofree char *answer = frozen_answer_to (g_ptr_array_index (names, i));
          g_autoptr (JsonObject) before = NULL, after = NULL;
          const char *body;
          gsize length;

          /* The second half of a session answers a challenge of then; new_token() goes through that with one of today. */
          frozen_message_read (g_ptr_array_index (names, i), &request);
          body = frozen_message_body (&request, &length);
          if (length > 0 && g_strstr_len (body, (gssize) length, "\"challenge\"") != NULL)
            continue;
          frozen_message_clear (&request);
          request = (FrozenMessage){ 0 };

          frozen_message_read (answer, &then);
          replay (trip, g_ptr_array_index (names, i), &request, &now);
          before = signed_content (&then, kinds[k].purpose);
          after = signed_content (&now, kinds[k].purpose);
          assert_same_members (before, after, kinds[k].varying);
          compared++;
        }
      g_assert_cmpuint (compared, >=, 3);
    }

  /* The same join, once more, has the same grant. */
  for (guint i = 0; i < joins->len; i++)
    {
      g_auto (FrozenMessage) request = { 0 }, then = { 0 }, now = { 0 };
      g_autofree char *answer = frozen_answer_to (g_ptr_array_index (joins, i));
      g_autoptr (JsonObject) before = NULL, after = NULL;
      g_autoptr (GError) error = NULL;
      const char *bytes;
      gsize length;

      frozen_message_read (answer, &then);
      replay (trip, g_ptr_array_index (joins, i), &request, &now);
      bytes = frozen_message_body (&then, &length);
      before = pantau_json_parse (bytes, length, PANTAU_SIGNED_LIMIT, &error);
      g_assert_no_error (error);
      bytes = frozen_message_body (&now, &length);
      after = pantau_json_parse (bytes, length, PANTAU_SIGNED_LIMIT, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (pantau_json_string (before, "grant"), ==,
                       pantau_json_string (after, "grant"));
      assert_same_members (before, after, (const char *const[]){ "index", "time", NULL });
    }
}

/* ---- Today's laptop, at an older province ---- */

/* An older province says so of every path that it does not know. */
#define NOT_FOUND                                                                                  \
  "{\"type\":\"urn:pantau:problem:not-found\",\"title\":\"There is nothing here\",\"status\":404}"
#define ANSWER                                                                                     \
  "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Type: application/problem+json\r\n"      \
  "\r\n" NOT_FOUND

/* Of the protocol before this one (@data: the paths' beginnings, ended by NULL), whoever asks. */
static void
answer_as_then (const ProxyRequest *request, ProxyStep *step, gpointer data)
{
  const char *const *known = data;

  for (gsize i = 0; known[i] != NULL; i++)
    if (g_str_has_prefix (request->path, known[i]) &&
        strchr ("?/", request->path[strlen (known[i])]) != NULL) /* or its end */
      return;
  *step = (ProxyStep){ .fault = PROXY_SAY, .text = ANSWER };
}

static const char *const first_routes[] = { "/v1/join", "/v1/session", "/v1/entries", "/v1/head",
                                            NULL };
static const char *const routes_with_files[] = { "/v1/join",   "/v1/session",   "/v1/entries",
                                                 "/v1/head",   "/v1/blobs",     "/v1/uploads",
                                                 "/v1/counts", "/v1/reference", NULL };

static PantauReconciled *
last_comparison (PantauHome *home)
{
  g_autoptr (GError) error = NULL;
  PantauReconciled *found = pantau_reconciled_get_last (pantau_home_get_db (home), &error);

  g_assert_no_error (error);

  return found;
}

/* Lines and files travel; what cannot be compared is no fault, is told where somebody asks for it, and is compared once the province can. */
static void
test_province_without_comparison (TransferFixture *f, gconstpointer data)
{
  PantauSyncOptions asked = { .reconcile = TRUE };
  g_autofree char *hash = transfer_add (f->field, 5000, 1);
  g_autoptr (PantauReconciled) found = NULL;
  g_autoptr (GError) error = NULL;
  PantauSyncResult result;
  guint met;

  proxy_set_chooser (f->line, answer_as_then, (gpointer) routes_with_files);
  home_record_many (f->field, 5);
  result = transfer_sync (f->field);
  g_assert_cmpuint (result.pushed, >=, 7);
  g_assert_cmpint (result.waiting, ==, 0);
  g_assert_cmpuint (result.files_sent, ==, 1);
  g_assert_false (result.reconciled);
  g_assert_null (last_comparison (f->field));
  met = proxy_get_met (f->line, PROXY_SAY);
  g_assert_cmpuint (met, >=, 1);

  /* Nobody asks again at once. */
  home_record_many (f->field, 1);
  result = transfer_sync (f->field);
  g_assert_cmpuint (result.pushed, ==, 1);
  g_assert_cmpuint (proxy_get_met (f->line, PROXY_SAY), ==, met);

  g_assert_false (pantau_sync_run (f->field, &asked, &result, NULL, &error));
  test_assert_error (error, PANTAU_ERROR_NOT_FOUND);
  g_assert_cmpint (result.waiting, ==, 0);

  /* The province is brought up to date. */
  proxy_set_chooser (f->line, NULL, NULL);
  g_clear_error (&error);
  pantau_sync_run (f->field, &asked, &result, NULL, &error);
  g_assert_no_error (error);
  found = last_comparison (f->field);
  g_assert_nonnull (found);
  g_assert_true (pantau_reconciled_is_well (found));
  g_assert_cmpint (found->files_held, ==, 1);
}

/* A province that knows no files: every line is received all the same, now and later; the file waits for a later day, and that is said. */
static void
test_province_without_files (TransferFixture *f, gconstpointer data)
{
  g_autofree char *hash = NULL;
  g_autoptr (GError) error = NULL;
  PantauSyncResult result;

  proxy_set_chooser (f->line, answer_as_then, (gpointer) first_routes);
  hash = transfer_add (f->field, 5000, 2);
  home_record_many (f->field, 60);
  g_assert_true (pantau_sync_run (f->field, NULL, &result, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (result.files_no_door);
  g_assert_cmpuint (result.pushed, >=, 62);
  g_assert_cmpint (result.waiting, ==, 0);
  g_assert_cmpint (result.files_waiting, ==, 1);
  g_assert_cmpint (result.files_refused, ==, 0);

  home_record_many (f->field, 1);
  result = transfer_sync (f->field);
  g_assert_true (result.files_no_door);
  g_assert_cmpuint (result.pushed, ==, 1);
  g_assert_cmpint (result.files_waiting, ==, 1);

  proxy_set_chooser (f->line, NULL, NULL);
  result = transfer_sync (f->field);
  g_assert_false (result.files_no_door);
  g_assert_cmpuint (result.files_sent, ==, 1);
  g_assert_cmpint (result.files_waiting, ==, 0);
}

/* ---- Lines of a program that does not exist yet ---- */

/* What it writes: in the header more keys (@more, with its comma) in another order, in the body anything that JSON can say. */
typedef struct
{
  const char *type;
  const char *kind;
  const char *class;
  const char *more;
  const char *body;
  gboolean is_new; /* a record of its own; else about the first */
} NewLine;

static const NewLine new_lines[] = {
  { "record.create", "risk", "open", "",
    ",\"title\":\"Air naik\",\"seen_by\":[{\"drone\":7,\"path\":[[104,-2],[105,-3]]},null,true]",
    TRUE },
  { "record.set", "risk", "open", ",\"lane\":\"fast\"",
    ",\"title\":\"Air naik "
    "lagi\",\"severity\":17,\"fields\":{\"water_colour\":\"cokelat\",\"hazard\":\"naga\"}",
    FALSE },
  { "record.set", "risk", "open", "", ",\"severity\":{\"from\":2,\"to\":4},\"fields\":[1,2]",
    FALSE },
  { "record.set", "risk", "open", "", "", FALSE },
  { "status.set", "risk", "open", "", ",\"status\":\"ditinjau-drone\",\"why\":{\"code\":\"x\"}",
    FALSE },
  { "drone.flight", "risk", "open", ",\"later\":{\"a\":[1,{\"b\":null}]}",
    ",\"height\":120,\"blobs\":\"bukan larik\",\"teks\":\"\\u00e9 \xf0\x9f\x9a\x81 \\u2028\"",
    FALSE },
  { "link.add", "risk", "open", "",
    ",\"to\":\"0b7a5c0e-1111-4222-8333-444455556666\",\"relation\":\"bayangan\"", FALSE },
  { "note.add", "risk", "open", "", ",\"text\":{\"markup\":\"<b>\"},\"voice\":true", FALSE },
  { "evidence.touch", "risk", "open", "", ",\"what\":\"teleport\",\"targets\":[]", FALSE },
  { "forward.add", "risk", "open", "",
    ",\"agency\":\"satgas-2031\",\"what\":[\"x\"],\"due\":\"lusa\"", FALSE },
  { "record.create", "kebakaran", "open", "",
    ",\"title\":\"Kebakaran gudang\",\"fields\":{\"cause\":\"listrik\"}", TRUE },
  { "record.create", "kebakaran", "closed", ",\"v2\":2", ",\"title\":12345", TRUE },
  { "thing.happened-twice.v9", "zzz", "closed", "", "", TRUE },
};

/* Written and signed, the next of the chain; as it travels, with its LF. (transfer full) */
static char *
write_new (RawDevice *device, const NewLine *line, const char *record, guint version)
{
  g_autofree char *salt = pantau_random_text (PANTAU_SALT_SIZE), *now = pantau_home_now ();
  g_autofree char *body = g_strdup_printf ("{\"salt\":\"%s\"%s}", salt, line->body);
  g_autofree char *body_hash = pantau_sha256_text (body, strlen (body)), *header = NULL,
                  *signature = NULL;

  header = g_strdup_printf (
      "{\"body\":\"%s\",\"base\":[],\"time\":\"%s\"%s,\"seq\":%" G_GINT64_FORMAT ",\"prev\":\"%s\","
      "\"device\":\"%s\",\"type\":\"%s\",\"region\":\"" RAWAS "\",\"class\":\"%s\",\"kind\":\"%s\","
      "\"record\":\"%s\",\"v\":%u}",
      body_hash, now, line->more, device->seq + 1, device->prev,
      pantau_keypair_get_name (device->key), line->type, line->class, line->kind, record, version);
  signature = pantau_keypair_sign (device->key, PANTAU_PURPOSE_ENTRY, header, strlen (header));
  device->seq++;
  g_free (device->prev);
  device->prev = pantau_sha256_text (header, strlen (header));

  return g_strconcat (signature, "\t", header, "\t", body, "\n", NULL);
}

/*
 * All of new_lines, pushed at once. Every one is stored, whatever the province makes of it. Their texts are added to @texts; the records' names
 * (transfer full) are returned.
 */
static GPtrArray *
push_new (RawDevice *device, GHashTable *texts)
{
  g_autoptr (GString) push = g_string_new (NULL);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *records = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PantauReceipt) receipt = NULL;
  g_autoptr (Reply) reply = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (new_lines); i++)
    {
      const NewLine *line = &new_lines[i];
      g_autofree char *text = NULL;

      if (line->is_new)
        g_ptr_array_add (records, pantau_uuid_new ());
      text = write_new (device, line,
                        g_ptr_array_index (records, line->is_new ? records->len - 1 : 0), 1);
      g_string_append (push, text);
      g_hash_table_add (texts, g_strndup (text, strlen (text) - 1));
      g_ptr_array_add (ids, g_strdup (device->prev));
    }

  reply = raw_device_push (device, NULL, push->str, push->len);
  receipt = raw_receipt (device, reply, (const char *const *) ids->pdata, ids->len);
  for (guint i = 0; i < receipt->lines->len; i++)
    {
      const PantauReceiptLine *line = &g_array_index (receipt->lines, PantauReceiptLine, i);

      g_assert_cmpint (line->fate, !=, PANTAU_FATE_REFUSED);
      g_assert_cmpint (line->index, >, 0);
    }

  return records;
}

/* The projections of a home are the same when they are made again from its lines. */
static void
assert_same_when_rebuilt (Trip *trip, const char *name)
{
  g_autofree char *path = trip_path (trip, name), *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauHome) home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);

  g_assert_no_error (error);
  g_assert_null (pantau_home_get_repair (home));
  before = pantau_store_dump (pantau_home_get_store (home), &error);
  g_assert_no_error (error);
  pantau_store_rebuild (pantau_home_get_store (home), NULL, NULL, &error);
  g_assert_no_error (error);
  after = pantau_store_dump (pantau_home_get_store (home), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (before, ==, after);
}

/* The province keeps them, a desk gets them, shows what it can, works on, and gives them back to a province that was restored. */
static void
test_unknown_lines (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "desk", KABUPATEN);
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                         there = NULL, here = NULL, list = NULL, again = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *title = NULL, *colour = NULL;
  const char *first;

  trip_enrolled (trip, "desk", "desk", KABUPATEN);
  ctl_sync (trip, "desk");
  trip_stop (trip);
  trip_copy (trip, PROVINCE, "copy");
  trip_start (trip);

  raw_device_open (device);
  records = push_new (device, texts);
  first = g_ptr_array_index (records, 0);
  ctl_sync (trip, "desk");
  here = lines_of (trip, "desk");
  trip_assert_holds (here, texts);
  ctl_verify (trip, "desk");
  assert_same_when_rebuilt (trip, "desk");
  list = ctl_list (trip, "desk");
  g_assert_true (g_hash_table_contains (list, first));
  for (guint i = 0; i < records->len; i++)
    if (g_hash_table_contains (list, g_ptr_array_index (records, i)))
      {
        ctl_do (trip, "desk", "show", g_ptr_array_index (records, i), NULL);
        json_object_unref (ctl_show (trip, "desk", g_ptr_array_index (records, i)));
      }

  /* A desk of today edits what it knows. */
  ctl_do (trip, "desk", "set", first, "title=Air surut", NULL);
  ctl_do (trip, "desk", "status", first, "diverifikasi", NULL);
  ctl_sync (trip, "desk");
  title = ctl_values (trip, "desk", first, "title");
  g_assert_cmpstr (title, ==, "\"Air surut\"");
  colour = ctl_values (trip, "desk", first, "water_colour");
  g_assert_cmpstr (colour, ==, "\"cokelat\"");

  trip_stop (trip);
  there = lines_of (trip, PROVINCE);
  trip_assert_holds (there, texts);
  trip_copy (trip, "copy", PROVINCE);
  trip_sql (trip, PROVINCE, "UPDATE setting SET value = 'restored' WHERE name = 'epoch'");
  trip_start (trip);
  ctl_sync (trip, "desk");
  trip_stop (trip);
  again = lines_of (trip, PROVINCE);
  trip_assert_holds (again, texts);
  trip_start (trip);
}

/* A line whose form itself is newer is left with its sender, by name; the others of the push are taken. */
static void
test_newer_line (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "desk", KABUPATEN);
  g_autofree char *record = pantau_uuid_new (), *text = NULL;
  g_autoptr (PantauEntry) before = raw_device_write (device, RAWAS), after = NULL, none = NULL;
  g_autoptr (GString) push = g_string_new (NULL);
  g_autoptr (PantauReceipt) receipt = NULL;
  g_autoptr (Reply) reply = NULL;
  g_autoptr (GError) error = NULL;
  const char *ids[3];

  text = write_new (device, &new_lines[0], record, 2);
  none = pantau_entry_decode (text, strlen (text), &error);
  g_assert_null (none);
  test_assert_error (error, PANTAU_ERROR_NEWER);

  after = raw_device_write (device, RAWAS);
  pantau_entry_append_line (before, push);
  g_string_append (push, text);
  pantau_entry_append_line (after, push);
  ids[0] = before->id;
  ids[1] = NULL;
  ids[2] = after->id;
  reply = raw_device_push (device, NULL, push->str, push->len);
  receipt = raw_receipt (device, reply, ids, G_N_ELEMENTS (ids));
  for (guint i = 0; i < receipt->lines->len; i++)
    g_assert_cmpint (g_array_index (receipt->lines, PantauReceiptLine, i).fate, ==,
                     i == 1 ? PANTAU_FATE_REFUSED : PANTAU_FATE_ACCEPTED);
  g_assert_cmpstr (g_array_index (receipt->lines, PantauReceiptLine, 1).reason, ==, "newer");
}

/* The same lines, while those who fetch and those who give are killed. */
static void
test_unknown_lines_through_kills (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (GRand) rand = test_rand_new (17);
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "desk", KABUPATEN);
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                         here = NULL, there = NULL;

  trip_enrolled (trip, "desk", "desk", KABUPATEN);
  for (guint i = 0; i < kills (); i++)
    {
      g_autoptr (GPtrArray) records = push_new (device, texts);
      g_autoptr (GSubprocess) sync = ctl_start (trip, "desk", "sync", NULL);
      g_autoptr (Ran) ran = NULL;

      g_usleep ((gulong) g_rand_int_range (rand, 0, 60000 * TRIP_SLOWNESS));
      if (g_rand_boolean (rand))
        g_subprocess_force_exit (sync);
      else
        {
          trip_kill (trip);
          trip_start (trip);
          raw_device_open (device);
        }
      ran = ran_finish (sync);
      g_assert_true (ran->status == 0 || ran->status == -SIGKILL || ran->status == 75);
    }

  ctl_sync (trip, "desk");
  ctl_verify (trip, "desk");
  trip_stop (trip);
  here = lines_of (trip, "desk");
  there = lines_of (trip, PROVINCE);
  trip_assert_holds (here, texts);
  trip_assert_holds (there, texts);
  g_assert_cmpint (trip_number (trip, PROVINCE, "SELECT count(*) FROM entry"), ==,
                   g_hash_table_size (there));
  trip_start (trip);
}

/* ---- A newer province ---- */

/* The statement with members that no program of today knows. */
static char *
with_more (PantauKeypair *key, PantauPurpose purpose, const char *statement)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) content = pantau_signed_open (
      pantau_keypair_get_name (key), purpose, statement, strlen (statement), NULL, NULL, &error);
  g_autoptr (JsonObject) later = json_object_new ();

  g_assert_no_error (error);
  json_object_set_string_member (later, "x", "y");
  json_object_set_object_member (content, "later", g_steal_pointer (&later));
  json_object_set_null_member (content, "mirror");

  return pantau_signed_seal (key, purpose, content);
}

/* Members and reasons that no program of today knows are no reason not to believe a receipt or a head. */
static void
test_newer_statements (void)
{
  g_autoptr (PantauKeypair) province = test_key_new (1), device = test_key_new (2);
  g_autoptr (PantauEntry) line = test_entry_new (device, PANTAU_TYPE_CREATE, 1, "", NULL);
  g_autoptr (PantauReceipt) receipt = pantau_receipt_new (), opened = NULL;
  g_autofree char *sealed = NULL, *newer = NULL, *sealed_head = NULL, *newer_head = NULL;
  g_autoptr (PantauHead) head = NULL;
  g_autoptr (GError) error = NULL;
  PantauHead made = { .epoch = (char *) "epoch",
                      .time = (char *) "2031-02-13T16:20:00+07:00",
                      .index = 12,
                      .head = (char *) line->id };
  const char *key = pantau_keypair_get_name (province), *ids[] = { line->id, NULL };

  receipt->epoch = g_strdup ("epoch");
  receipt->time = g_strdup (made.time);
  receipt->nonce = g_strdup (RAW_NONCE);
  receipt->index = 12;
  receipt->head = g_strdup (line->id);
  pantau_receipt_add (receipt, PANTAU_FATE_QUARANTINED, line->id, 12, "reason-of-2031");
  pantau_receipt_add (receipt, PANTAU_FATE_REFUSED, NULL, 0, "other-reason-of-2031");
  sealed = pantau_receipt_seal (receipt, province);
  newer = with_more (province, PANTAU_PURPOSE_RECEIPT, sealed);
  opened =
      pantau_receipt_open (key, RAW_NONCE, ids, G_N_ELEMENTS (ids), newer, strlen (newer), &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_array_index (opened->lines, PantauReceiptLine, 0).fate, ==,
                   PANTAU_FATE_QUARANTINED);
  g_assert_cmpint (g_array_index (opened->lines, PantauReceiptLine, 0).index, ==, 12);
  g_assert_cmpstr (g_array_index (opened->lines, PantauReceiptLine, 1).reason, ==,
                   "other-reason-of-2031");

  sealed_head = pantau_head_seal (&made, province);
  newer_head = with_more (province, PANTAU_PURPOSE_HEAD, sealed_head);
  head = pantau_head_open (key, newer_head, strlen (newer_head), &error);
  g_assert_no_error (error);
  g_assert_cmpint (head->index, ==, 12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/versions/old-homes", test_old_homes);
  g_test_add_func ("/versions/old-pushes", test_old_pushes);
  g_test_add_func ("/versions/old-pulls", test_old_pulls);
  g_test_add_func ("/versions/old-statements", test_old_statements);
  g_test_add ("/versions/province-without-comparison", TransferFixture, NULL, transfer_set_up,
              test_province_without_comparison, transfer_tear_down);
  g_test_add ("/versions/province-without-files", TransferFixture, NULL, transfer_set_up,
              test_province_without_files, transfer_tear_down);
  g_test_add_func ("/versions/unknown-lines", test_unknown_lines);
  g_test_add_func ("/versions/newer-line", test_newer_line);
  g_test_add_func ("/versions/unknown-lines-through-kills", test_unknown_lines_through_kills);
  g_test_add_func ("/versions/newer-statements", test_newer_statements);

  return g_test_run ();
}
