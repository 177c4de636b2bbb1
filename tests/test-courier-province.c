/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a province does with parcels that come by courier: whoever carries them, in whatever order, however often, and whoever made them. */

#include "config.h"

#include <string.h>

#include "client-fixture.h"
#include "courier-fixture.h"
#include "pantau-blob.h"
#include "pantau-client-blob.h"
#include "pantau-client-courier.h"
#include "pantau-codec.h"
#include "pantau-home.h"
#include "pantau-json.h"
#include "ran.h"
#include "test-util.h"
#include "tus-fixture.h"

#define REGION TUS_REGION

typedef struct
{
  Trip *trip;
  RawDevice *village; /* never on the network but for its enrolment */
  RawDevice *carrier;
} Fixture;

/* One province for all tests that bring parcels themselves. */
static Trip *shared;

static void
set_up_devices (Fixture *f)
{
  f->village = raw_device_enrolled (f->trip, "field", REGION);
  f->carrier = raw_device_enrolled (f->trip, "field", "16.13.05");
}

static void
set_up_shared (Fixture *f, gconstpointer data)
{
  f->trip = shared;
  set_up_devices (f);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->trip = trip_new (TRUE);
  set_up_devices (f);
}

/* Whatever happened: no number is missing, no line is there twice, and all verifies (trip_free()). */
static void
check_and_free (Trip *trip)
{
  trip_stop (trip);
  g_assert_cmpint (trip_number (trip, PROVINCE, "SELECT max (idx) - count(*) FROM number"), ==, 0);
  g_assert_cmpint (trip_number (trip, PROVINCE, "SELECT count(*) - count(DISTINCT id) FROM entry"),
                   ==, 0);
  trip_free (trip);
}

static void
tear_down_shared (Fixture *f, gconstpointer data)
{
  raw_device_free (f->village);
  raw_device_free (f->carrier);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  tear_down_shared (f, data);
  check_and_free (f->trip);
}

/* The receipt in @answer, which must cover @entries and nothing else. */
static PantauReceipt *
open_receipt (RawDevice *device, CourierAnswer *answer, PantauEntry **entries, guint n)
{
  JsonObject *sealed = pantau_json_object (answer->content->json, "receipt");
  JsonArray *ids = pantau_json_array (answer->content->json, "ids");
  g_autofree const char **expected = g_new (const char *, n);
  g_autofree char *text = pantau_json_object_text (sealed);
  g_autoptr (JsonObject) signed_text = NULL;
  g_autoptr (GError) error = NULL;
  PantauReceipt *receipt;
  const char *inner = pantau_json_string (sealed, "text");

  g_assert_cmpuint (json_array_get_length (ids), ==, n);
  for (guint i = 0; i < n; i++)
    {
      expected[i] = entries[i]->id;
      g_assert_cmpstr (json_array_get_string_element (ids, i), ==, expected[i]);
    }
  signed_text = pantau_json_parse (inner, strlen (inner), 1024 * 1024, &error);
  g_assert_no_error (error);
  receipt = pantau_receipt_open (device->province, pantau_json_string (signed_text, "nonce"),
                                 expected, n, text, strlen (text), &error);
  g_assert_no_error (error);

  return receipt;
}

static PantauReceiptLine *
get_line (PantauReceipt *receipt, guint i)
{
  return &g_array_index (receipt->lines, PantauReceiptLine, i);
}

/* ---- Lines ---- */

/* The receipt is the village's: the carrier cannot open it. Said twice it is the same. */
static void
test_lines (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauEntry) first = raw_device_write (f->village, REGION),
                          second = raw_device_write (f->village, REGION);
  PantauEntry *entries[] = { first, second };
  g_autoptr (PantauParcel) parcel = courier_lines (f->village, entries, 2);
  gint64 index = 0;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (Reply) reply = courier_post (f->carrier, parcel, NULL);
      g_autoptr (GPtrArray) answers = courier_answers (reply, parcel, f->village);
      CourierAnswer *answer = courier_only (answers, PANTAU_PARCEL_RECEIPT);
      g_autoptr (PantauReceipt) receipt = open_receipt (f->village, answer, entries, 2);

      g_assert_null (pantau_parcel_open (answer->parcel, f->carrier->key, NULL));
      g_assert_cmpuint (answers->len, ==, 1);
      g_assert_cmpint (get_line (receipt, 0)->fate, ==, PANTAU_FATE_ACCEPTED);
      g_assert_cmpint (get_line (receipt, 1)->fate, ==, PANTAU_FATE_ACCEPTED);
      if (i == 0)
        index = get_line (receipt, 1)->index;
      g_assert_cmpint (get_line (receipt, 1)->index, ==, index);
    }
}

/* What the network has brought already keeps its number. */
static void
test_mixed (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauEntry) first = raw_device_write (f->village, REGION),
                          second = raw_device_write (f->village, REGION);
  PantauEntry *entries[] = { second, first };
  g_autoptr (PantauParcel) parcel = courier_lines (f->village, entries, 2);
  g_autoptr (GString) line = g_string_new (NULL);
  const char *ids[] = { first->id };
  g_autoptr (Reply) pushed = NULL, reply = NULL;
  g_autoptr (PantauReceipt) by_network = NULL, by_courier = NULL;
  g_autoptr (GPtrArray) answers = NULL;

  pantau_entry_append_line (first, line);
  pushed = raw_device_push (f->village, NULL, line->str, line->len);
  by_network = raw_receipt (f->village, pushed, ids, 1);

  reply = courier_post (f->carrier, parcel, NULL);
  answers = courier_answers (reply, parcel, f->village);
  by_courier = open_receipt (f->village, courier_only (answers, PANTAU_PARCEL_RECEIPT), entries, 2);
  g_assert_cmpint (get_line (by_courier, 1)->index, ==, get_line (by_network, 0)->index);
  g_assert_cmpint (get_line (by_courier, 0)->index, >, get_line (by_network, 0)->index);
}

/* Five hundred lines, each with the longest that a receipt says of one: two receipts, within what a parcel holds. */
static void
test_many (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  g_autoptr (RawDevice) stranger = raw_device_new (f->trip);
  g_autoptr (PantauParcel) parcel = NULL;
  g_autoptr (Reply) reply = NULL;
  g_autoptr (GPtrArray) answers = NULL;
  guint quarantined = 0, refused = 0;

  for (guint i = 0; i < 500; i++)
    g_ptr_array_add (entries, i % 2 == 0 ? raw_device_write (f->village, "16.01.07")
                                         : raw_device_write (stranger, REGION));
  parcel = courier_lines (f->village, (PantauEntry **) entries->pdata, entries->len);
  reply = courier_post (f->carrier, parcel, NULL);
  answers = courier_answers (reply, parcel, f->village);
  g_assert_cmpuint (answers->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (PantauReceipt) receipt =
          open_receipt (f->village, g_ptr_array_index (answers, i),
                        (PantauEntry **) entries->pdata + i * 250, 250);

      for (guint j = 0; j < 250; j++)
        {
          quarantined += get_line (receipt, j)->fate == PANTAU_FATE_QUARANTINED;
          refused += get_line (receipt, j)->fate == PANTAU_FATE_REFUSED;
        }
    }
  g_assert_cmpuint (quarantined, ==, 250);
  g_assert_cmpuint (refused, ==, 250);
}

/* What is no line is refused in the receipt, and the others count. */
static void
test_spoilt_line (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauEntry) entry = raw_device_write (f->village, REGION);
  g_autoptr (JsonObject) content = courier_content (f->village, PANTAU_PARCEL_LINES);
  g_autoptr (GString) text = g_string_new ("no line\n");
  g_autoptr (GBytes) payload = NULL;
  g_autoptr (PantauParcel) parcel = NULL;
  g_autoptr (Reply) reply = NULL;
  g_autoptr (GPtrArray) answers = NULL;
  JsonArray *ids;

  pantau_entry_append_line (entry, text);
  payload = pantau_codec_encode (PANTAU_CODING_ZSTD, 3, text->str, text->len);
  parcel = courier_seal (f->village->province, content, payload);
  reply = courier_post (f->carrier, parcel, NULL);
  answers = courier_answers (reply, parcel, f->village);
  ids = pantau_json_array (courier_only (answers, PANTAU_PARCEL_RECEIPT)->content->json, "ids");
  g_assert_cmpuint (json_array_get_length (ids), ==, 2);
  g_assert_true (pantau_is_hash (json_array_get_string_element (ids, 0)));
  g_assert_cmpstr (json_array_get_string_element (ids, 1), ==, entry->id);
}

/* ---- Enrolment ---- */

static PantauParcel *
invited (RawDevice *device, const char *code, PantauEntry **entries, guint n)
{
  g_autoptr (JsonObject) content = courier_content (device, PANTAU_PARCEL_LINES);
  guint8 bytes[PANTAU_INVITE_CODE_SIZE];
  g_autoptr (PantauInvite) invite = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) payload = NULL;
  g_autoptr (GError) error = NULL;
  PantauParcel *parcel;

  pantau_invite_parse (code, bytes, &error);
  g_assert_no_error (error);
  invite = pantau_invite_new (bytes);
  for (guint i = 0; i < n; i++)
    pantau_entry_append_line (entries[i], text);
  json_object_set_boolean_member (content, "enroll", TRUE);
  payload = pantau_codec_encode (PANTAU_CODING_ZSTD, 3, text->str, text->len);
  parcel = pantau_parcel_seal (content, payload, NULL, invite, NULL, &error);
  g_assert_no_error (error);

  return parcel;
}

/* By the invitation alone; what was written before the join stands before it. Twice it is the same grant. */
static void
test_enroll (Fixture *f, gconstpointer data)
{
  g_autofree char *code = trip_invite (f->trip, "field", REGION);
  g_autoptr (RawDevice) device = raw_device_new (f->trip);
  g_autoptr (PantauEntry) before = raw_device_write (device, REGION),
                          join = raw_device_join (device, code);
  PantauEntry *entries[] = { before, join }, *sorted[] = { join, before };
  g_autoptr (PantauParcel) parcel = invited (device, code, entries, 2);

  gint64 grants =
      trip_number (f->trip, PROVINCE, "SELECT count(*) FROM entry WHERE type = 'device.grant'");

  device->province = g_strdup (f->carrier->province);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (Reply) reply = courier_post (f->carrier, parcel, NULL);
      g_autoptr (GPtrArray) answers = courier_answers (reply, parcel, device);
      JsonObject *granted = courier_only (answers, PANTAU_PARCEL_GRANT)->content->json;
      const char *line = pantau_json_string (granted, "grant");
      g_autoptr (GError) error = NULL;
      g_autoptr (PantauEntry) grant = pantau_entry_decode (line, strlen (line), &error);
      g_autoptr (PantauReceipt) receipt = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (grant->device, ==, device->province);
      g_assert_cmpstr (grant->base[0], ==, join->id);
      g_assert_cmpint (pantau_json_integer (granted, "index", 0), >, 0);
      receipt = open_receipt (device, courier_only (answers, PANTAU_PARCEL_RECEIPT), sorted, 2);
      g_assert_cmpint (get_line (receipt, 1)->fate, ==, PANTAU_FATE_ACCEPTED);
    }
  g_assert_cmpint (
      trip_number (f->trip, PROVINCE, "SELECT count(*) FROM entry WHERE type = 'device.grant'"), ==,
      grants + 1);
}

/* An invitation serves one device: the second hears so, and nothing of the ledger. */
static void
test_enroll_used (Fixture *f, gconstpointer data)
{
  g_autofree char *code = trip_invite (f->trip, "field", REGION);
  g_autoptr (RawDevice) device = raw_device_new (f->trip), other = raw_device_new (f->trip);
  g_autoptr (PantauEntry) join = raw_device_join (device, code),
                          late = raw_device_join (other, code);
  g_autoptr (PantauParcel) first = invited (device, code, &join, 1),
                           second = invited (other, code, &late, 1);
  g_autoptr (Reply) reply = courier_post (f->carrier, first, NULL), refused = NULL;
  g_autoptr (GPtrArray) answers = NULL;

  g_assert_cmpuint (reply->status, ==, 200);
  refused = courier_post (f->carrier, second, NULL);
  answers = courier_answers (refused, second, other);
  g_assert_cmpuint (answers->len, ==, 1);
  g_assert_cmpstr (
      pantau_json_string (courier_only (answers, PANTAU_PARCEL_PROBLEM)->content->json, "problem"),
      ==, "invitation-used");
}

/* ---- Files ---- */

static const PantauContent *
stored_of (GPtrArray *answers)
{
  return courier_only (answers, PANTAU_PARCEL_STORED)->content;
}

/* TRUE where the province signed that it has the file. */
static gboolean
is_signed (RawDevice *device, const PantauContent *stored)
{
  const char *signature = pantau_json_string (stored->json, "signature");
  g_autofree char *text = NULL;

  if (signature == NULL)
    return FALSE;
  text = pantau_blob_stored_text (pantau_json_string (stored->json, "epoch"),
                                  pantau_json_string (stored->json, "hash"),
                                  pantau_json_integer (stored->json, "size", -1));

  return pantau_key_verify (device->province, PANTAU_PURPOSE_STORED, text, strlen (text),
                            signature);
}

/* In pieces, each by itself; said twice; what is early waits for what comes before it. */
static void
test_file (Fixture *f, gconstpointer data)
{
  gsize length = 2 * PANTAU_PARCEL_PIECE + 12345;
  g_autofree char *hash = NULL;
  g_autofree guint8 *bytes = tus_bytes (length, 7, &hash);
  g_autoptr (GPtrArray) pieces =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_parcel_free);

  for (guint i = 0; i < 3; i++)
    {
      gsize at = i * PANTAU_PARCEL_PIECE;

      g_ptr_array_add (pieces, courier_piece (f->village, hash, (goffset) length, (goffset) at,
                                              bytes + at, MIN (length - at, PANTAU_PARCEL_PIECE)));
    }

  /* No line names it yet. */
  courier_assert_problem (f->carrier, pieces->pdata[0], 403, "not-named");
  tus_name (f->village, REGION, hash);
  courier_assert_problem (f->carrier, pieces->pdata[2], 409, "offset");

  for (guint i = 0; i < 4; i++)
    {
      PantauParcel *piece = pieces->pdata[MIN (i, 2)];
      g_autoptr (Reply) reply = courier_post (f->carrier, piece, NULL);
      g_autoptr (GPtrArray) answers = courier_answers (reply, piece, f->village);
      const PantauContent *stored = stored_of (answers);

      g_assert_cmpint (pantau_json_integer (stored->json, "offset", -1), ==,
                       i < 2 ? (gint64) (i + 1) * PANTAU_PARCEL_PIECE : (gint64) length);
      g_assert_true (is_signed (f->village, stored) == (i >= 2));
      g_assert_cmpstr (pantau_json_string (stored->json, "problem"), ==,
                       i < 2 ? "incomplete" : NULL);
    }
  g_assert_true (tus_stored (f->trip, hash));

  /* An earlier piece of what is whole proves the same. */
  {
    g_autoptr (Reply) reply = courier_post (f->carrier, pieces->pdata[0], NULL);
    g_autoptr (GPtrArray) answers = courier_answers (reply, pieces->pdata[0], f->village);

    g_assert_true (is_signed (f->village, stored_of (answers)));
  }
}

/* A file without a byte, and one that the network has begun: the same upload where its own device carries it. */
static void
test_file_mixed (Fixture *f, gconstpointer data)
{
  gsize length = 100000, half = 60000;
  g_autofree char *hash = NULL, *empty = NULL, *path = NULL;
  g_autofree guint8 *bytes = tus_bytes (length, 9, &hash), *none = tus_bytes (0, 0, &empty);
  g_autoptr (PantauParcel) rest = NULL, nothing = NULL;
  g_autoptr (Reply) first = NULL, second = NULL;
  g_autoptr (GPtrArray) answers = NULL, others = NULL;

  tus_name (f->village, REGION, hash);
  tus_name (f->village, REGION, empty);
  path = tus_begin (f->village, hash, (goffset) length);
  tus_assert (tus_patch (f->village, path, 0, NULL, bytes, half), 204, NULL);

  rest = courier_piece (f->village, hash, (goffset) length, 0, bytes, length);
  first = courier_post (f->village, rest, NULL);
  answers = courier_answers (first, rest, f->village);
  g_assert_true (is_signed (f->village, stored_of (answers)));

  nothing = courier_piece (f->village, empty, 0, 0, "", 0);
  second = courier_post (f->carrier, nothing, NULL);
  others = courier_answers (second, nothing, f->village);
  g_assert_true (is_signed (f->village, stored_of (others)));
}

/*
 * Whoever makes up a piece in another's name spoils nothing of what that device brings itself, and what he brings is not counted as brought by it.
 */
static void
test_file_forged (Fixture *f, gconstpointer data)
{
  gsize length = 50000, half = 20000;
  g_autofree char *hash = NULL, *path = NULL, *other = NULL;
  g_autofree guint8 *bytes = tus_bytes (length, 3, &hash), *wrong = tus_bytes (length, 4, &other);
  g_autoptr (PantauParcel) forged = NULL;
  g_autoptr (Reply) reply = NULL;
  g_autoptr (GPtrArray) answers = NULL;

  tus_name (f->village, REGION, hash);
  path = tus_begin (f->village, hash, (goffset) length);
  tus_assert (tus_patch (f->village, path, 0, NULL, bytes, half), 204, NULL);

  forged = courier_piece (f->village, hash, (goffset) length, 0, wrong, length);
  reply = courier_post (f->carrier, forged, NULL);
  answers = courier_answers (reply, forged, f->village);
  g_assert_cmpstr (pantau_json_string (stored_of (answers)->json, "problem"), ==, "checksum");
  g_assert_false (tus_stored (f->trip, hash));

  g_assert_cmpint (tus_offset (f->village, path), ==, (goffset) half);
  tus_assert (tus_patch (f->village, path, (goffset) half, NULL, bytes + half, length - half), 204,
              NULL);
  g_assert_true (tus_stored (f->trip, hash));
}

/* What a day allows is the carrier's; the village's own is not touched. */
static void
test_file_quota (Fixture *f, gconstpointer data)
{
  g_autofree char *hash = NULL,
                  *out = trip_province_ok (f->trip, "limits", "--per-day", "64K", NULL);
  g_autofree guint8 *bytes = tus_bytes (60000, 5, &hash);
  g_autofree char *second_hash = NULL;
  g_autofree guint8 *second_bytes = tus_bytes (60000, 6, &second_hash);
  g_autoptr (PantauParcel)
      first = courier_piece (f->village, hash, 60000, 0, bytes, 60000),
      second = courier_piece (f->village, second_hash, 60000, 0, second_bytes, 60000);
  g_autoptr (Reply) reply = NULL, refused = NULL, own = NULL;
  g_autofree char *wait = NULL;

  tus_name (f->village, REGION, hash);
  tus_name (f->village, REGION, second_hash);
  reply = courier_post (f->carrier, first, NULL);
  g_assert_cmpuint (reply->status, ==, 200);
  refused = courier_post (f->carrier, second, NULL);
  g_assert_cmpuint (refused->status, ==, 429);
  g_assert_cmpstr (refused->problem, ==, "quota");
  wait = reply_header (refused, "Retry-After");
  g_assert_nonnull (wait);

  own = courier_post (f->village, second, NULL);
  g_assert_cmpuint (own->status, ==, 200);
  g_free (out);
  out = trip_province_ok (f->trip, "limits", "--per-day", "2G", NULL);
}

/* ---- News ---- */

/* What a desk asks by courier is what it would pull; pages go on where the last one ended. */
static void
test_news (Fixture *f, gconstpointer data)
{
  g_autoptr (RawDevice) desk = raw_device_enrolled (f->trip, "desk", "16.13");
  g_autoptr (PantauParcel) ask = courier_ask (desk, NULL, NULL), again = NULL;
  g_autoptr (Reply) pulled = NULL, reply = NULL, later = NULL;
  g_autoptr (GPtrArray) answers = NULL, others = NULL;
  g_autofree char *news = NULL, *expected = NULL, *cursor = NULL, *nothing = NULL;
  CourierAnswer *page, *head;
  g_autoptr (PantauHead) opened = NULL;
  g_autofree char *sealed = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (PantauEntry) entry = raw_device_write (f->village, REGION);
      g_autoptr (PantauParcel) parcel = courier_lines (f->village, &entry, 1);
      g_autoptr (Reply) stored = courier_post (f->carrier, parcel, NULL);

      g_assert_cmpuint (stored->status, ==, 200);
    }
  pulled = raw_device_get (desk, "/v1/entries?own=0");
  expected = reply_header (pulled, "Pantau-Cursor");

  reply = courier_post (f->carrier, ask, NULL);
  answers = courier_answers (reply, ask, desk);
  page = courier_only (answers, PANTAU_PARCEL_NEWS);
  news = courier_news (page);
  g_assert_cmpstr (news, ==, pulled->body);
  g_assert_cmpstr (pantau_json_string (page->content->json, "after"), ==, "");
  g_assert_cmpstr (pantau_json_string (page->content->json, "cursor"), ==, expected);
  g_assert_false (pantau_json_boolean (page->content->json, "more"));
  g_assert_null (reply_header (reply, "Pantau-More"));

  head = courier_only (answers, PANTAU_PARCEL_HEAD);
  sealed = pantau_json_object_text (head->content->json);
  opened = pantau_head_open (desk->province, sealed, strlen (sealed), &error);
  g_assert_no_error (error);

  cursor = g_strdup (pantau_json_string (page->content->json, "cursor"));
  again = courier_ask (desk, cursor, NULL);
  later = courier_post (f->carrier, again, NULL);
  others = courier_answers (later, again, desk);
  page = courier_only (others, PANTAU_PARCEL_NEWS);
  nothing = courier_news (page);
  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpstr (pantau_json_string (page->content->json, "after"), ==, cursor);
}

/* A line that no compression makes smaller. */
static PantauEntry *
write_noise (RawDevice *device)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *record = pantau_uuid_new (), *now = pantau_home_now (),
                  *noise = pantau_random_text (4000);
  PantauDraft draft = { .record = record,
                        .kind = "risk",
                        .is_open = TRUE,
                        .region = "16.06.01",
                        .type = PANTAU_TYPE_CREATE,
                        .time = now,
                        .body = body };

  json_object_set_string_member (body, "narrative", noise);

  return raw_device_sign (device, &draft);
}

/* More than one answer holds: the carrier asks on, and nothing is missing or twice. */
static void
test_news_pages (Fixture *f, gconstpointer data)
{
  g_autoptr (RawDevice) desk = raw_device_enrolled (f->trip, "desk", "16.06"),
                        writer = raw_device_enrolled (f->trip, "field", "16.06.01");
  g_autoptr (PantauParcel) ask = courier_ask (desk, NULL, NULL);
  g_autofree char *query = NULL, *expected = g_strdup ("");
  gint64 last = 0;
  guint lines = 0, rounds = 0;

  for (guint i = 0; i < 8; i++)
    {
      g_autoptr (GPtrArray) entries =
          g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
      g_autoptr (PantauParcel) parcel = NULL;
      g_autoptr (Reply) stored = NULL;

      for (guint j = 0; j < 150; j++)
        g_ptr_array_add (entries, write_noise (writer));
      parcel = courier_lines (writer, (PantauEntry **) entries->pdata, entries->len);
      stored = courier_post (f->carrier, parcel, NULL);
      g_assert_cmpuint (stored->status, ==, 200);
    }

  do
    {
      g_autoptr (Reply) reply = courier_post (f->carrier, ask, query);
      g_autoptr (GPtrArray) answers = courier_answers (reply, ask, desk);
      g_autofree char *more = reply_header (reply, "Pantau-More"),
                      *cursor = reply_header (reply, "Pantau-Cursor");

      for (guint i = 0; i < answers->len; i++)
        {
          CourierAnswer *answer = g_ptr_array_index (answers, i);
          g_autofree char *news = NULL;
          g_auto (GStrv) texts = NULL;

          if (!g_str_equal (answer->content->kind, PANTAU_PARCEL_NEWS))
            continue;
          g_assert_cmpstr (pantau_json_string (answer->content->json, "after"), ==, expected);
          g_free (expected);
          expected = g_strdup (pantau_json_string (answer->content->json, "cursor"));
          news = courier_news (answer);
          texts = g_strsplit (news, "\n", -1);
          for (guint j = 0; texts[j] != NULL && *texts[j] != '\0'; j++)
            {
              gint64 index = g_ascii_strtoll (texts[j], NULL, 10);

              g_assert_cmpint (index, >, last);
              last = index;
              lines++;
            }
        }
      g_assert_true ((more != NULL) == (cursor != NULL));
      g_clear_pointer (&query, g_free);
      if (more != NULL)
        query = g_strconcat ("?after=", cursor, NULL);
      rounds++;
    }
  while (query != NULL);

  g_assert_cmpuint (rounds, >, 1);
  g_assert_cmpuint (lines, >=, 8 * 150);
}

/* A wanted file comes back in pieces to whoever may have it; of another's name nothing comes. */
static void
test_news_files (Fixture *f, gconstpointer data)
{
  gsize length = 3 * PANTAU_PARCEL_PIECE + 17;
  g_autofree char *hash = NULL, *query = NULL;
  g_autofree guint8 *bytes = tus_bytes (length, 11, &hash);
  g_autoptr (RawDevice) desk = raw_device_enrolled (f->trip, "desk", "16.13"),
                        far = raw_device_enrolled (f->trip, "desk", "16.01");
  g_autoptr (PantauParcel) ask = courier_ask (desk, NULL, hash),
                           foreign = courier_ask (far, NULL, hash);
  g_autoptr (GByteArray) got = g_byte_array_new ();
  g_autofree char *name = NULL;

  tus_name (f->village, REGION, hash);
  tus_assert (tus_post (f->village, hash, (goffset) length, bytes, length), 201, NULL);

  do
    {
      g_autoptr (Reply) reply = courier_post (f->carrier, ask, query);
      g_autoptr (GPtrArray) answers = courier_answers (reply, ask, desk);
      g_autofree char *cursor = reply_header (reply, "Pantau-Cursor");

      for (guint i = 0; i < answers->len; i++)
        {
          CourierAnswer *answer = g_ptr_array_index (answers, i);
          GBytes *payload = answer->content->payload;

          if (!g_str_equal (answer->content->kind, PANTAU_PARCEL_FILE))
            continue;
          g_assert_cmpstr (pantau_json_string (answer->content->json, "hash"), ==, hash);
          g_assert_cmpint (pantau_json_integer (answer->content->json, "offset", -1), ==, got->len);
          g_byte_array_append (got, g_bytes_get_data (payload, NULL),
                               (guint) g_bytes_get_size (payload));
        }
      g_clear_pointer (&query, g_free);
      if (cursor != NULL)
        query = g_strconcat ("?after=", cursor, NULL);
    }
  while (query != NULL);
  name = pantau_sha256_text (got->data, got->len);
  g_assert_cmpstr (name, ==, hash);

  {
    g_autoptr (Reply) reply = courier_post (f->carrier, foreign, NULL), without = NULL;
    g_autoptr (GPtrArray) answers = courier_answers (reply, foreign, far), fewer = NULL;
    g_autofree char *word = g_strdup_printf ("?after=file.%s.0", hash);
    g_autoptr (Reply) direct = courier_post (f->carrier, foreign, word);

    g_assert_cmpuint (courier_count (answers, PANTAU_PARCEL_FILE), ==, 0);
    g_assert_cmpuint (direct->length, ==, 0);

    /* A line that costs by the byte brings no files. */
    without = courier_post (f->carrier, ask, "?files=0");
    fewer = courier_answers (without, ask, desk);
    g_assert_cmpuint (courier_count (fewer, PANTAU_PARCEL_FILE), ==, 0);
    g_assert_cmpuint (courier_count (fewer, PANTAU_PARCEL_NEWS), ==, 1);
  }
}

/* Revoked: its lines are receipted, in quarantine, and it reads nothing; it may still carry for others. */
static void
test_revoked (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauEntry) entry = raw_device_write (f->village, REGION),
                          other = raw_device_write (f->carrier, "16.13.05");
  g_autoptr (PantauParcel) lines = courier_lines (f->village, &entry, 1),
                           ask = courier_ask (f->village, NULL, NULL),
                           carried = courier_lines (f->carrier, &other, 1);
  g_autoptr (Reply) first = NULL, second = NULL, third = NULL;
  g_autoptr (GPtrArray) receipts = NULL, answers = NULL;
  g_autoptr (PantauReceipt) receipt = NULL;
  g_autofree char *out = g_strdup (pantau_keypair_get_name (f->village->key));
  g_autofree char *done = trip_province_ok (f->trip, "revoke", out, NULL);

  first = courier_post (f->carrier, lines, NULL);
  receipts = courier_answers (first, lines, f->village);
  receipt = open_receipt (f->village, courier_only (receipts, PANTAU_PARCEL_RECEIPT), &entry, 1);
  g_assert_cmpint (get_line (receipt, 0)->fate, ==, PANTAU_FATE_QUARANTINED);
  g_assert_cmpstr (get_line (receipt, 0)->reason, ==, "revoked");

  second = courier_post (f->carrier, ask, NULL);
  answers = courier_answers (second, ask, f->village);
  g_assert_cmpuint (courier_count (answers, PANTAU_PARCEL_NEWS), ==, 0);
  g_assert_cmpstr (
      pantau_json_string (courier_only (answers, PANTAU_PARCEL_PROBLEM)->content->json, "problem"),
      ==, "revoked");

  third = courier_post (f->village, carried, NULL);
  g_assert_cmpuint (third->status, ==, 200);
}

/* ---- What is not taken ---- */

static void
test_strangers (Fixture *f, gconstpointer data)
{
  g_autoptr (RawDevice) stranger = raw_device_new (f->trip);
  g_autoptr (PantauEntry) entry = raw_device_write (stranger, REGION);
  g_autoptr (PantauParcel) lines = NULL, ask = NULL, piece = NULL;
  g_autofree char *hash = NULL;
  g_autofree guint8 *bytes = tus_bytes (10, 1, &hash);

  stranger->province = g_strdup (f->carrier->province);
  lines = courier_lines (stranger, &entry, 1);
  ask = courier_ask (stranger, NULL, NULL);
  piece = courier_piece (stranger, hash, 10, 0, bytes, 10);
  courier_assert_problem (f->carrier, lines, 403, "unknown-device");
  courier_assert_problem (f->carrier, ask, 403, "unknown-device");
  courier_assert_problem (f->carrier, piece, 403, "unknown-device");
}

static void
test_not_ours (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauKeypair) other = pantau_keypair_new ();
  g_autoptr (PantauEntry) entry = raw_device_write (f->village, REGION);
  g_autoptr (PantauParcel) good = courier_lines (f->village, &entry, 1), elsewhere = NULL,
                           to_device = NULL, anonymous = NULL, invented = NULL;
  g_autofree char *province = g_steal_pointer (&f->village->province);
  g_autoptr (JsonObject) content = json_object_new ();
  guint8 code[PANTAU_INVITE_CODE_SIZE] = { 1, 2, 3 };
  g_autofree char *text = pantau_invite_format (code);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (good->frame, &size);

  gint64 parcels = trip_metric (f->trip, "courier_parcels_total");

  f->village->province = g_strdup (pantau_keypair_get_name (other));
  elsewhere = courier_lines (f->village, &entry, 1);
  g_free (f->village->province);
  f->village->province = g_strdup (pantau_keypair_get_name (f->carrier->key));
  to_device = courier_lines (f->village, &entry, 1);
  g_free (f->village->province);
  f->village->province = g_steal_pointer (&province);
  json_object_set_string_member (content, "kind", PANTAU_PARCEL_LINES);
  anonymous = courier_seal (f->village->province, content, NULL);
  invented = invited (f->village, text, &entry, 1);

  courier_assert_problem (f->carrier, elsewhere, 422, "parcel");
  courier_assert_problem (f->carrier, to_device, 422, "parcel");
  courier_assert_problem (f->carrier, anonymous, 422, "parcel");
  courier_assert_problem (f->carrier, invented, 422, "parcel");

  /* One bit in each part of it: header, box, nonce, sealed bytes. */
  for (guint i = 1; i < 8; i++)
    {
      g_autofree guint8 *changed = g_memdup2 (bytes, size);
      g_autofree char *headers =
          g_strdup_printf ("Authorization: Bearer %s\r\nContent-Type: " PANTAU_PARCEL_TYPE "\r\n",
                           f->carrier->token);
      g_autoptr (Reply) reply = NULL;

      changed[size * i / 8] ^= 0x01;
      reply = raw_ask (f->trip, "POST", "/v1/courier", headers, (char *) changed, size);
      g_assert_cmpuint (reply->status, ==, 422);
      g_assert_cmpstr (reply->problem, ==, "parcel");
    }
  g_assert_cmpint (trip_metric (f->trip, "courier_parcels_total"), ==, parcels);
}

/* Contents that only somebody hostile seals: each is answered or refused, and the province goes on. */
static void
test_hostile (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = {
    "{\"kind\":\"file\",\"hash\":7,\"size\":1,\"offset\":0}",
    "{\"kind\":\"file\",\"hash\":\"../../../etc/passwd\",\"size\":1,\"offset\":0}",
    "{\"kind\":\"file\",\"hash\":\"%s\",\"size\":-1,\"offset\":0}",
    "{\"kind\":\"file\",\"hash\":\"%s\",\"size\":9007199254740992,\"offset\":0}",
    "{\"kind\":\"file\",\"hash\":\"%s\",\"size\":5,\"offset\":9007199254740992}",
    "{\"kind\":\"file\",\"hash\":\"%s\",\"size\":3,\"offset\":0}",
    "{\"kind\":\"file\",\"hash\":\"%s\",\"size\":0,\"offset\":0}",
    "{\"kind\":\"lines\"}",
    "{\"kind\":\"receipt\"}",
    "{\"kind\":\"\"}",
    "{}",
  };
  g_autofree char *hash = NULL;
  g_autofree guint8 *bytes = tus_bytes (10, 1, &hash);
  g_autoptr (GBytes) payload = g_bytes_new ("bytes", 5);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GString) text = g_string_new (texts[i]);
      g_autoptr (JsonObject) content = NULL;
      g_autoptr (PantauParcel) parcel = NULL;
      g_autoptr (Reply) reply = NULL;
      g_autoptr (GPtrArray) answers = NULL;

      g_string_replace (text, "%s", hash, 0);
      content = pantau_json_parse (text->str, text->len, 4096, NULL);
      json_object_set_string_member (content, "from", pantau_keypair_get_name (f->village->key));
      parcel = courier_seal (f->village->province, content, payload);
      reply = courier_post (f->carrier, parcel, NULL);
      answers = courier_answers (reply, parcel, f->village);
      g_assert_cmpuint (answers->len, ==, 1);
      courier_only (answers, PANTAU_PARCEL_PROBLEM);
    }

  /* A bomb: more lines than a parcel may hold, out of few bytes. */
  {
    g_autofree char *many = g_strnfill (64 * 1024 * 1024, 'x');
    g_autoptr (GBytes) bomb = pantau_codec_encode (PANTAU_CODING_ZSTD, 3, many, strlen (many));
    g_autoptr (JsonObject) content = courier_content (f->village, PANTAU_PARCEL_LINES);
    g_autoptr (PantauParcel) parcel = courier_seal (f->village->province, content, bomb);
    g_autoptr (Reply) reply = courier_post (f->carrier, parcel, NULL);
    g_autoptr (GPtrArray) answers = courier_answers (reply, parcel, f->village);

    g_assert_cmpstr (pantau_json_string (
                         courier_only (answers, PANTAU_PARCEL_PROBLEM)->content->json, "problem"),
                     ==, "too-large");
  }

  /* Hashes without end in a question, one of them twice. */
  {
    g_autoptr (JsonObject) content = courier_content (f->village, PANTAU_PARCEL_ASK);
    JsonArray *files = json_array_new ();
    g_autoptr (PantauParcel) parcel = NULL;
    g_autoptr (Reply) reply = NULL;

    for (guint i = 0; i < 900; i++)
      json_array_add_string_element (files, hash);
    json_array_add_int_element (files, 7);
    json_object_set_array_member (content, "files", files);
    json_object_set_string_member (content, "cursor", "no.cursor.of.ours");
    parcel = courier_seal (f->village->province, content, NULL);
    reply = courier_post (f->carrier, parcel, NULL);
    g_assert_cmpuint (reply->status, ==, 200);
  }
}

/* Only who is enrolled carries, and nothing but a parcel. */
static void
test_door (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauEntry) entry = raw_device_write (f->village, REGION);
  g_autoptr (PantauParcel) parcel = courier_lines (f->village, &entry, 1);
  gsize size;
  const char *bytes = g_bytes_get_data (parcel->frame, &size);
  g_autofree char *token = g_strdup_printf ("Authorization: Bearer %s\r\n", f->carrier->token);
  g_autofree char *typed = g_strconcat (token, "Content-Type: " PANTAU_PARCEL_TYPE "\r\n", NULL);
  g_autofree char *large = g_strnfill (2 * 1024 * 1024, 'x');
  g_autoptr (Reply) anonymous = raw_ask (f->trip, "POST", "/v1/courier",
                                         "Content-Type: " PANTAU_PARCEL_TYPE "\r\n", bytes, size);
  g_autoptr (Reply) untyped = raw_ask (f->trip, "POST", "/v1/courier", token, bytes, size);
  g_autoptr (Reply) empty = raw_ask (f->trip, "POST", "/v1/courier", typed, "", 0);
  g_autoptr (Reply) too_large =
      raw_ask (f->trip, "POST", "/v1/courier", typed, large, strlen (large));
  g_autoptr (Reply) read = raw_ask (f->trip, "GET", "/v1/courier", typed, NULL, 0);

  g_assert_cmpstr (anonymous->problem, ==, "token");
  g_assert_cmpstr (untyped->problem, ==, "unsupported-type");
  g_assert_cmpstr (empty->problem, ==, "parcel");
  g_assert_cmpstr (too_large->problem, ==, "too-large");
  g_assert_cmpstr (read->problem, ==, "method");
}

/* ---- The operator's stick ---- */

/* `pantau-province courier` with status 0: what it said. (transfer full) */
static JsonObject *
run_courier (Fixture *f, const char *out, const char *first, const char *second, const char *files)
{
  g_autofree char *said =
      trip_province_ok (f->trip, "courier", first, second != NULL ? second : "--json", "--json",
                        "--out", out, "--files", files, NULL);
  JsonObject *summary = pantau_json_parse (said, strlen (said), 1024 * 1024, NULL);

  g_assert_nonnull (summary);

  return summary;
}

/*
 * Two sticks, the wrong way round: pieces before the line that names the file, a question before what answers it, a device's lines before the join that
 * makes them a known one's. All of it is taken at once, beside a serving province and without.
 */
static void
stick (Fixture *f, gboolean is_served)
{
  gsize length = PANTAU_PARCEL_PIECE + 999, first_half = PANTAU_PARCEL_PIECE;
  g_autofree char *hash = NULL, *one = NULL, *two = NULL, *out = trip_path (f->trip, "out.pantau");
  g_autofree guint8 *bytes = tus_bytes (length, 21, &hash);
  g_autofree char *code = trip_invite (f->trip, "field", REGION);
  g_autoptr (RawDevice) desk = raw_device_enrolled (f->trip, "desk", "16.13"),
                        invited_device = raw_device_new (f->trip);
  g_autoptr (PantauEntry) early = raw_device_write (invited_device, REGION),
                          join = raw_device_join (invited_device, code), naming = NULL;
  g_autoptr (JsonObject) body = json_object_new (), summary = NULL, again = NULL;
  g_autofree char *second = trip_path (f->trip, "again.pantau");
  g_autoptr (GPtrArray) told = NULL;
  g_autofree char *record = pantau_uuid_new (), *now = pantau_home_now ();
  PantauDraft draft = { .record = record,
                        .kind = "risk",
                        .is_open = TRUE,
                        .region = REGION,
                        .type = PANTAU_TYPE_CREATE,
                        .time = now,
                        .body = body };
  JsonArray *names = json_array_new ();
  g_autoptr (PantauParcel) lines = NULL, start = NULL, end = NULL, ask = NULL, before = NULL,
                           joining = NULL, foreign = NULL;
  g_autoptr (GPtrArray) for_village = NULL, for_desk = NULL, for_invited = NULL;
  g_autofree char *news = NULL;
  const char *province = f->carrier->province;
  guint n, pieces = 0;

  json_array_add_string_element (names, hash);
  json_object_set_array_member (body, "blobs", names);
  naming = raw_device_sign (f->village, &draft);
  invited_device->province = g_strdup (province);

  lines = courier_lines (f->village, &naming, 1);
  start = courier_piece (f->village, hash, (goffset) length, 0, bytes, first_half);
  end = courier_piece (f->village, hash, (goffset) length, (goffset) first_half, bytes + first_half,
                       length - first_half);
  ask = courier_ask (desk, NULL, NULL);
  before = courier_lines (invited_device, &early, 1);
  joining = invited (invited_device, code, &join, 1);
  foreign = courier_seal (pantau_keypair_get_name (f->carrier->key), body, NULL);

  one = courier_file (f->trip, "one.pantau", province, ask, end, before, foreign, NULL);
  two = courier_file (f->trip, "two.pantau", province, start, lines, end, joining, NULL);
  if (!is_served)
    trip_stop (f->trip);
  summary = run_courier (f, out, one, two, "10M");

  g_assert_cmpint (pantau_json_integer (summary, "parcels", -1), ==, 6);
  g_assert_cmpint (pantau_json_integer (summary, "lines", -1), ==, 3);
  g_assert_cmpint (pantau_json_integer (summary, "refused", -1), ==, 0);
  g_assert_cmpint (pantau_json_integer (summary, "files", -1), ==, 1);
  g_assert_cmpint (pantau_json_integer (summary, "grants", -1), ==, 1);
  g_assert_cmpint (pantau_json_integer (summary, "asks", -1), ==, 1);
  g_assert_cmpint (pantau_json_integer (summary, "foreign", -1), ==, 1);
  g_assert_cmpint (pantau_json_integer (summary, "early", -1), ==, 0);
  g_assert_cmpint (pantau_json_integer (summary, "given", -1), ==, 1);
  g_assert_cmpint (pantau_json_integer (summary, "left", -1), ==, 0);

  for_village = courier_read (out, f->village, &n);
  g_assert_cmpint (pantau_json_integer (summary, "answers", -1), ==, n);
  g_assert_cmpuint (courier_count (for_village, PANTAU_PARCEL_RECEIPT), ==, 1);
  g_assert_cmpuint (courier_count (for_village, PANTAU_PARCEL_STORED), ==, 2);
  for_invited = courier_read (out, invited_device, NULL);
  courier_only (for_invited, PANTAU_PARCEL_GRANT);
  g_assert_cmpuint (courier_count (for_invited, PANTAU_PARCEL_RECEIPT), ==, 2);
  g_assert_cmpuint (courier_count (for_invited, PANTAU_PARCEL_PROBLEM), ==, 0);

  /* The question was answered last: its news have what the same sticks brought, and the file comes with them. */
  for_desk = courier_read (out, desk, NULL);
  news = courier_news (courier_only (for_desk, PANTAU_PARCEL_NEWS));
  g_assert_nonnull (strstr (news, naming->header));
  g_assert_nonnull (strstr (news, early->header));
  pieces = courier_count (for_desk, PANTAU_PARCEL_FILE);
  g_assert_cmpuint (pieces, ==, 2);

  if (!is_served)
    trip_start (f->trip);
  g_assert_true (tus_stored (f->trip, hash));

  /* The same stick once more: whoever was enrolled is told so again, and nobody new is counted. */
  again = run_courier (f, second, two, NULL, "10M");
  g_assert_cmpint (pantau_json_integer (again, "grants", -1), ==, 0);
  told = courier_read (second, invited_device, NULL);
  courier_only (told, PANTAU_PARCEL_GRANT);
}

static void
test_stick (Fixture *f, gconstpointer data)
{
  stick (f, TRUE);
}

static void
test_stick_alone (Fixture *f, gconstpointer data)
{
  stick (f, FALSE);
}

/* Twice: the same numbers, nothing new, and a question that stands in several parcels has its news once. */
static void
test_stick_twice (Fixture *f, gconstpointer data)
{
  g_autoptr (RawDevice) desk = raw_device_enrolled (f->trip, "desk", "16.13");
  g_autoptr (PantauEntry) entry = raw_device_write (f->village, REGION);
  g_autoptr (PantauParcel) lines = courier_lines (f->village, &entry, 1),
                           ask = courier_ask (desk, NULL, NULL),
                           same = courier_ask (desk, NULL, NULL);
  g_autofree char *file =
      courier_file (f->trip, "a.pantau", f->carrier->province, lines, ask, same, lines, NULL);
  g_autofree char *first_out = trip_path (f->trip, "1.pantau"),
                  *second_out = trip_path (f->trip, "2.pantau");
  g_autoptr (JsonObject) first = run_courier (f, first_out, file, file, "0"), second = NULL;
  gint64 entries = trip_number (f->trip, PROVINCE, "SELECT count(*) FROM entry");
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (PantauReceipt) one = NULL, two = NULL;
  g_autoptr (Ran) ran = NULL;

  second = run_courier (f, second_out, file, NULL, "0");
  g_assert_cmpint (trip_number (f->trip, PROVINCE, "SELECT count(*) FROM entry"), ==, entries);
  g_assert_cmpint (pantau_json_integer (first, "parcels", -1), ==, 3);
  g_assert_cmpint (pantau_json_integer (second, "parcels", -1), ==, 3);

  answers = courier_read (first_out, f->village, NULL);
  one = open_receipt (f->village, courier_only (answers, PANTAU_PARCEL_RECEIPT), &entry, 1);
  g_ptr_array_unref (answers);
  answers = courier_read (second_out, f->village, NULL);
  two = open_receipt (f->village, courier_only (answers, PANTAU_PARCEL_RECEIPT), &entry, 1);
  g_assert_cmpint (get_line (one, 0)->index, ==, get_line (two, 0)->index);
  g_ptr_array_unref (answers);
  answers = courier_read (first_out, desk, NULL);
  g_assert_cmpuint (courier_count (answers, PANTAU_PARCEL_NEWS), ==, 1);
  g_assert_cmpuint (courier_count (answers, PANTAU_PARCEL_HEAD), ==, 2);

  /* Nothing is written over. */
  ran = trip_province (f->trip, "courier", file, "--out", first_out, NULL);
  g_assert_cmpint (ran->status, ==, 1);
}

/* Files that there is no room for are named; the small one goes. */
static void
test_stick_room (Fixture *f, gconstpointer data)
{
  g_autofree char *small = NULL, *large = NULL;
  g_autofree guint8 *few = tus_bytes (30000, 1, &small), *many = tus_bytes (200000, 2, &large);
  g_autoptr (RawDevice) desk = raw_device_enrolled (f->trip, "desk", "16.13");
  g_autoptr (PantauParcel) ask = courier_ask (desk, NULL, large);
  g_autofree char *file = courier_file (f->trip, "a.pantau", f->carrier->province, ask, NULL);
  g_autofree char *out = trip_path (f->trip, "out.pantau");
  g_autoptr (JsonObject) said = NULL;
  g_autoptr (GPtrArray) answers = NULL;

  tus_name (f->village, REGION, small);
  tus_name (f->village, REGION, large);
  tus_assert (tus_post (f->village, small, 30000, few, 30000), 201, NULL);
  tus_assert (tus_post (f->village, large, 200000, many, 200000), 201, NULL);

  said = run_courier (f, out, file, NULL, "100K");
  g_assert_cmpint (pantau_json_integer (said, "given", -1), ==, 1);
  g_assert_cmpint (pantau_json_integer (said, "given_bytes", -1), ==, 30000);
  g_assert_cmpint (pantau_json_integer (said, "left", -1), ==, 1);
  g_assert_cmpint (pantau_json_integer (said, "left_bytes", -1), ==, 200000);
  g_assert_cmpstr (json_array_get_string_element (pantau_json_array (said, "missing"), 0), ==,
                   large);
  answers = courier_read (out, desk, NULL);
  g_assert_cmpstr (
      pantau_json_string (courier_only (answers, PANTAU_PARCEL_FILE)->content->json, "hash"), ==,
      small);
}

/* What nobody can help is answered at the end: a stranger, a file that no line names. What is not ours leaves no file behind. */
static void
test_stick_early (Fixture *f, gconstpointer data)
{
  g_autofree char *hash = NULL, *good = NULL, *bad = NULL, *out = trip_path (f->trip, "out.pantau"),
                  *none = trip_path (f->trip, "none");
  g_autofree guint8 *bytes = tus_bytes (10, 1, &hash);
  g_autoptr (RawDevice) stranger = raw_device_new (f->trip);
  g_autoptr (PantauEntry) entry = raw_device_write (stranger, REGION);
  g_autoptr (PantauParcel) piece = courier_piece (f->village, hash, 10, 0, bytes, 10), lines = NULL,
                           foreign = NULL;
  g_autoptr (JsonObject) said = NULL, content = json_object_new ();
  g_autoptr (GPtrArray) for_village = NULL, for_stranger = NULL;
  g_autoptr (Ran) ran = NULL;

  stranger->province = g_strdup (f->carrier->province);
  lines = courier_lines (stranger, &entry, 1);
  good = courier_file (f->trip, "good.pantau", f->carrier->province, piece, lines, NULL);
  said = run_courier (f, out, good, NULL, "0");
  g_assert_cmpint (pantau_json_integer (said, "early", -1), ==, 2);
  for_village = courier_read (out, f->village, NULL);
  g_assert_cmpstr (pantau_json_string (stored_of (for_village)->json, "problem"), ==, "not-named");
  for_stranger = courier_read (out, stranger, NULL);
  g_assert_cmpstr (
      pantau_json_string (courier_only (for_stranger, PANTAU_PARCEL_PROBLEM)->content->json,
                          "problem"),
      ==, "unknown-device");

  foreign = courier_seal (pantau_keypair_get_name (f->carrier->key), content, NULL);
  bad = courier_file (f->trip, "bad.pantau", f->carrier->province, foreign, NULL);
  ran = trip_province (f->trip, "courier", bad, "--out", none, NULL);
  g_assert_cmpint (ran->status, ==, 1);
  g_assert_false (g_file_test (none, G_FILE_TEST_EXISTS));
}

/* A stick that was pulled out in the middle: what is whole counts, and somebody is told. */
static void
test_stick_torn (Fixture *f, gconstpointer data)
{
  g_autoptr (PantauEntry) first = raw_device_write (f->village, REGION),
                          second = raw_device_write (f->village, REGION);
  g_autoptr (PantauParcel) one = courier_lines (f->village, &first, 1),
                           two = courier_lines (f->village, &second, 1);
  g_autofree char *file = courier_file (f->trip, "a.pantau", f->carrier->province, one, two, NULL);
  g_autofree char *out = trip_path (f->trip, "out.pantau"), *text = NULL;
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (Ran) ran = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (file, &text, &length, NULL));
  g_assert_true (
      g_file_set_contents (file, text, (gssize) (length - g_bytes_get_size (two->frame)), NULL));
  ran = trip_province (f->trip, "courier", file, "--json", "--out", out, NULL);
  g_assert_cmpint (ran->status, ==, 1);
  g_assert_nonnull (strstr (ran->err, "\"torn\""));
  answers = courier_read (out, f->village, NULL);
  g_assert_cmpuint (courier_count (answers, PANTAU_PARCEL_RECEIPT), ==, 1);
}

/* ---- Whom the carrier believes ---- */

/* A parcel for the province of the mock. */
static PantauParcel *
parcel_for (PantauFixture *f)
{
  g_autoptr (JsonObject) content = json_object_new ();

  json_object_set_string_member (content, "kind", PANTAU_PARCEL_ASK);

  return courier_seal (pantau_keypair_get_name (f->province), content, NULL);
}

/* An answer to @re (nullable) for somebody. */
static PantauParcel *
answer_to (PantauFixture *f, const char *re)
{
  const char *keys[] = { pantau_keypair_get_name (f->device), NULL };
  g_autoptr (JsonObject) content = json_object_new ();
  g_autoptr (GError) error = NULL;
  PantauParcel *parcel;

  json_object_set_string_member (content, "kind", PANTAU_PARCEL_PROBLEM);
  parcel = pantau_parcel_seal (content, NULL, keys, NULL, re, &error);
  g_assert_no_error (error);

  return parcel;
}

/* That @key says it took what has the name @hash. (transfer full) */
static char *
taken_header (PantauFixture *f, PantauKeypair *key, const char *hash, const char *more)
{
  g_autofree char *text = pantau_courier_taken_text (pantau_client_get_epoch (f->client), hash);
  g_autofree char *signature = pantau_keypair_sign (key, PANTAU_PURPOSE_TAKEN, text, strlen (text));

  return g_strdup_printf ("Content-Type: " PANTAU_PARCEL_TYPE "\r\nPantau-Taken: %s\r\n%s",
                          signature, more);
}

static void
add_answer (PantauFixture *f, const char *headers, PantauParcel *answer, gsize cut)
{
  gsize size = 0;
  const char *bytes = answer != NULL ? g_bytes_get_data (answer->frame, &size) : "";
  GString *text = pantau_mock_answer (200, headers, bytes, (gssize) (size - cut));

  pantau_mock_add_raw (f->mock, text->str, (gssize) text->len);
  g_string_free (text, TRUE);
}

static gboolean
post (PantauFixture *f, PantauParcel *parcel, guint *n, char **more, GError **error)
{
  g_autoptr (GPtrArray) answers = NULL;

  if (!pantau_client_courier (f->client, parcel, NULL, TRUE, &answers, more, NULL, error))
    return FALSE;
  *n = answers->len;

  return TRUE;
}

static void
test_believed (PantauFixture *f, gconstpointer data)
{
  g_autoptr (PantauParcel) parcel = parcel_for (f), answer = answer_to (f, parcel->id);
  g_autofree char *headers = NULL, *more = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  pantau_fixture_log_in (f);
  headers =
      taken_header (f, f->province, parcel->hash, "Pantau-Cursor: x.1.2\r\nPantau-More: 1\r\n");
  add_answer (f, headers, answer, 0);
  g_assert_true (post (f, parcel, &n, &more, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (more, ==, "x.1.2");
}

static void
assert_disbelieved (PantauFixture *f, PantauParcel *parcel, PantauError code)
{
  g_autofree char *more = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_false (post (f, parcel, &n, &more, &error));
  g_assert_error (error, PANTAU_ERROR, (int) code);
}

/* A carrier forgets a parcel only where the province itself says that it took this very one. */
static void
test_disbelieved (PantauFixture *f, gconstpointer data)
{
  g_autoptr (PantauParcel) parcel = parcel_for (f), other = parcel_for (f),
                           answer = answer_to (f, parcel->id), stray = answer_to (f, other->id);
  g_autofree char *good = NULL, *foreign = NULL, *replayed = NULL, *endless = NULL;

  pantau_fixture_log_in (f);
  good = taken_header (f, f->province, parcel->hash, "");
  foreign = taken_header (f, f->device, parcel->hash, "");
  replayed = taken_header (f, f->province, other->hash, "");
  endless = taken_header (f, f->province, parcel->hash, "Pantau-More: 1\r\n");

  add_answer (f, "Content-Type: " PANTAU_PARCEL_TYPE "\r\n", NULL, 0);
  assert_disbelieved (f, parcel, PANTAU_ERROR_SIGNATURE);
  add_answer (f, foreign, answer, 0);
  assert_disbelieved (f, parcel, PANTAU_ERROR_SIGNATURE);
  add_answer (f, replayed, answer, 0);
  assert_disbelieved (f, parcel, PANTAU_ERROR_SIGNATURE);
  add_answer (f, good, answer, 1);
  assert_disbelieved (f, parcel, PANTAU_ERROR_MALFORMED);
  add_answer (f, good, stray, 0);
  assert_disbelieved (f, parcel, PANTAU_ERROR_MALFORMED);
  add_answer (f, endless, answer, 0);
  assert_disbelieved (f, parcel, PANTAU_ERROR_MALFORMED);
  pantau_mock_add_reply (f->mock, 200, "Content-Type: text/html\r\n", "<html>Login</html>");
  assert_disbelieved (f, parcel, PANTAU_ERROR_PORTAL);
  pantau_mock_add_reply (f->mock, 302, "Location: http://login.invalid/\r\n", "");
  assert_disbelieved (f, parcel, PANTAU_ERROR_PORTAL);
  pantau_mock_add_problem (f->mock, 422, "parcel");
  assert_disbelieved (f, parcel, PANTAU_ERROR_REFUSED);
  g_assert_cmpstr (pantau_client_get_problem (f->client), ==, "parcel");
}

#define TEST(path, function)                                                                       \
  g_test_add ("/courier-province/" path, Fixture, NULL, set_up_shared, function, tear_down_shared)
#define STICK(path, function)                                                                      \
  g_test_add ("/courier-province/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  TEST ("lines", test_lines);
  TEST ("mixed", test_mixed);
  TEST ("many", test_many);
  TEST ("spoilt-line", test_spoilt_line);
  TEST ("enroll", test_enroll);
  TEST ("enroll-used", test_enroll_used);
  TEST ("file", test_file);
  TEST ("file-mixed", test_file_mixed);
  TEST ("file-forged", test_file_forged);
  TEST ("file-quota", test_file_quota);
  TEST ("news", test_news);
  TEST ("news-pages", test_news_pages);
  TEST ("news-files", test_news_files);
  TEST ("revoked", test_revoked);
  TEST ("strangers", test_strangers);
  TEST ("not-ours", test_not_ours);
  TEST ("hostile", test_hostile);
  TEST ("door", test_door);
  STICK ("stick", test_stick);
  STICK ("stick-alone", test_stick_alone);
  STICK ("stick-twice", test_stick_twice);
  STICK ("stick-room", test_stick_room);
  STICK ("stick-early", test_stick_early);
  STICK ("stick-torn", test_stick_torn);
  PANTAU_FIXTURE_TEST ("/courier-province/believed", test_believed);
  PANTAU_FIXTURE_TEST ("/courier-province/disbelieved", test_disbelieved);

  shared = trip_new (TRUE);
  status = g_test_run ();
  check_and_free (shared);

  return status;
}
