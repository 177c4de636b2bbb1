/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fetching files: who may, and from which byte on. */

#include "config.h"

#include <string.h>

#include "pantau-access-blob.h"
#include "pantau-crypto.h"
#include "range.h"
#include "test-util.h"
#include "tus-fixture.h"

#define REGION "16.13.04"

/* A province, a device in the field and a whole file of it. */
typedef struct
{
  Trip *trip;
  RawDevice *field;
  char *hash;
  guint8 *bytes;
} Fixture;

#define SIZE (400 * 1000)

static void
set_up (Fixture *f, gconstpointer data)
{
  f->trip = trip_new (TRUE);
  f->field = raw_device_enrolled (f->trip, "field", REGION);
  f->bytes = tus_bytes (SIZE, 5, &f->hash);
  tus_name (f->field, REGION, f->hash);
  tus_assert (tus_post (f->field, f->hash, SIZE, f->bytes, SIZE), 201, NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_free (f->hash);
  g_free (f->bytes);
  raw_device_free (f->field);
  trip_free (f->trip);
}

static void
test_range_parse (void)
{
  static const struct
  {
    const char *text;
    goffset size;
    PantauRange expected;
    goffset from, length;
  } cases[] = {
    { NULL, 100, PANTAU_RANGE_WHOLE, 0, 0 },
    { "bytes=0-", 100, PANTAU_RANGE_PART, 0, 100 },
    { "bytes=0-0", 100, PANTAU_RANGE_PART, 0, 1 },
    { "bytes=10-19", 100, PANTAU_RANGE_PART, 10, 10 },
    { "bytes=99-", 100, PANTAU_RANGE_PART, 99, 1 },
    { "bytes=90-1000", 100, PANTAU_RANGE_PART, 90, 10 },
    { "bytes=-10", 100, PANTAU_RANGE_PART, 90, 10 },
    { "bytes=-1000", 100, PANTAU_RANGE_PART, 0, 100 },
    { "BYTES=1-1", 100, PANTAU_RANGE_PART, 1, 1 },
    { "bytes=5-99999999999999999999999999", 100, PANTAU_RANGE_PART, 5, 95 },
    { "bytes=100-", 100, PANTAU_RANGE_OUTSIDE, 0, 0 },
    { "bytes=99999999999999999999-", 100, PANTAU_RANGE_OUTSIDE, 0, 0 },
    { "bytes=-0", 100, PANTAU_RANGE_OUTSIDE, 0, 0 },
    { "bytes=0-", 0, PANTAU_RANGE_OUTSIDE, 0, 0 },
    { "bytes=-5", 0, PANTAU_RANGE_OUTSIDE, 0, 0 },
    { "bytes=", 100, PANTAU_RANGE_WHOLE, 0, 0 },
    { "bytes=-", 100, PANTAU_RANGE_WHOLE, 0, 0 },
    { "bytes=5-1", 100, PANTAU_RANGE_WHOLE, 0, 0 },
    { "bytes=0-1,5-6", 100, PANTAU_RANGE_WHOLE, 0, 0 },
    { "bytes=+1-2", 100, PANTAU_RANGE_WHOLE, 0, 0 },
    { "bytes=1-2 ", 100, PANTAU_RANGE_WHOLE, 0, 0 },
    { "bytes=a-", 100, PANTAU_RANGE_WHOLE, 0, 0 },
    { "lines=0-5", 100, PANTAU_RANGE_WHOLE, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      goffset from = 0, length = 0;

      g_assert_cmpint (pantau_range_parse (cases[i].text, cases[i].size, &from, &length), ==,
                       cases[i].expected);
      g_assert_cmpint (from, ==, cases[i].from);
      g_assert_cmpint (length, ==, cases[i].length);
    }
}

/* What the plan says (protocol.md, "Who may fetch a file"), in words of its own. */
static PantauFetch
plan_may_fetch (const PantauActor *actor,
                const PantauLine *line,
                const PantauRecordFacts *record,
                gboolean is_judged,
                const PantauNamedFile *file)
{
  gboolean is_seal = g_str_equal (line->type, "identity.seal");

  if (!pantau_access_may_read (actor, line, record, is_judged))
    return PANTAU_FETCH_NO;
  if ((is_seal || file->is_envelope) && actor->role != PANTAU_ROLE_IDENTITY)
    return PANTAU_FETCH_SEALED;
  if (actor->role != PANTAU_ROLE_PEMPROV)
    return PANTAU_FETCH_YES;
  if (is_judged || (file->is_by_pemprov && !file->is_brought))
    return PANTAU_FETCH_HELD;
  if (file->is_by_pemprov)
    return PANTAU_FETCH_YES;

  return g_str_equal (line->kind, "risk") || g_str_equal (line->type, "evidence.release")
             ? PANTAU_FETCH_YES
             : PANTAU_FETCH_HELD;
}

/*
 * Every role; an own and a strange record, in the region and out of it, open and closed; lines in quarantine; envelopes; by whom the line is and who
 * brought the bytes; each type that names files, of a risk and of a hoax.
 */
static void
test_access (void)
{
  static const char *const types[] = { "record.create", "evidence.add", "evidence.release",
                                       "identity.seal" };
  static const char *const kinds[] = { "risk", "hoax" };
  const char *regions[] = { REGION, NULL };
  guint held = 0;

  for (guint n = 0; n < PANTAU_N_ROLES * 4 * 256; n++)
    {
      guint role = n / (4 * 256);
      gboolean is_own = (n & 1) != 0, is_near = (n & 2) != 0, is_open = (n & 4) != 0,
               is_judged = (n & 8) != 0;
      const char *kind = kinds[n / 16 % 2], *type = types[n / 256 % 4];
      PantauNamedFile file = { (n & 32) != 0, (n & 64) != 0, (n & 128) != 0 };
      PantauActor actor = { (PantauRole) role, is_near ? REGION : "16.71.01",
                            is_own ? "own" : "other", "" };
      PantauLine line = { type, kind, is_open, REGION, "own", NULL };
      PantauRecordFacts record = { kind, is_open, "own", "", regions };
      PantauFetch may = pantau_access_may_fetch (&actor, &line, &record, is_judged, &file);

      g_assert_cmpint (may, ==, plan_may_fetch (&actor, &line, &record, is_judged, &file));
      held += may == PANTAU_FETCH_HELD;
    }
  g_assert_cmpuint (held, >, 0);
}

static void
assert_header (Reply *reply, const char *name, const char *value)
{
  g_autofree char *found = reply_header (reply, name);

  g_assert_cmpstr (found, ==, value);
}

static void
test_whole (Fixture *f, gconstpointer data)
{
  g_autoptr (Reply) reply = tus_get (f->field, f->hash, NULL);
  g_autofree char *etag = g_strdup_printf ("\"%s\"", f->hash);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpmem (reply->body, reply->length, f->bytes, SIZE);
  assert_header (reply, "Content-Length", G_STRINGIFY (400000));
  assert_header (reply, "Accept-Ranges", "bytes");
  assert_header (reply, "ETag", etag);
  assert_header (reply, "Content-Type", "application/octet-stream");
  assert_header (reply, "Content-Disposition", "attachment");
  TRIP_WAIT_UNTIL (trip_metric (f->trip, "fetched_bytes_total") == SIZE);
}

static void
test_parts (Fixture *f, gconstpointer data)
{
  g_autofree char *same = g_strdup_printf ("Range: bytes=399990-\r\nIf-Range: \"%s\"\r\n", f->hash);
  g_autoptr (Reply) middle = tus_get (f->field, f->hash, "Range: bytes=1000-300999\r\n");
  g_autoptr (Reply) end = tus_get (f->field, f->hash, same);
  g_autoptr (Reply) other =
      tus_get (f->field, f->hash, "Range: bytes=399990-\r\nIf-Range: \"other\"\r\n");
  g_autoptr (Reply) outside = tus_get (f->field, f->hash, "Range: bytes=400000-\r\n");

  g_assert_cmpuint (middle->status, ==, 206);
  assert_header (middle, "Content-Range", "bytes 1000-300999/400000");
  g_assert_cmpmem (middle->body, middle->length, f->bytes + 1000, 300000);
  g_assert_cmpuint (end->status, ==, 206);
  g_assert_cmpmem (end->body, end->length, f->bytes + 399990, 10);
  g_assert_cmpuint (other->status, ==, 200);
  g_assert_cmpuint (other->length, ==, SIZE);
  g_assert_cmpuint (outside->status, ==, 416);
  g_assert_cmpstr (outside->problem, ==, "range");
  assert_header (outside, "Content-Range", "bytes */400000");
}

static void
test_head (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_strconcat ("/v1/blobs/", f->hash, NULL);
  g_autofree char *headers = g_strdup_printf ("Authorization: Bearer %s\r\n", f->field->token);
  g_autoptr (Reply) reply = raw_ask (f->trip, "HEAD", path, headers, NULL, 0);

  g_assert_cmpuint (reply->status, ==, 200);
  assert_header (reply, "Content-Length", G_STRINGIFY (400000));
  g_assert_cmpuint (reply->length, ==, 0);
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  g_autoptr (Reply) reply = NULL;

  tus_name (f->field, REGION, TEST_SHA256_EMPTY);
  tus_assert (tus_post (f->field, TEST_SHA256_EMPTY, 0, NULL, 0), 201, NULL);
  reply = tus_get (f->field, TEST_SHA256_EMPTY, NULL);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpuint (reply->length, ==, 0);
}

/* Names that are none, files that nobody brought, nobody at all. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autofree char *unknown = g_strnfill (64, 'a'), *named = NULL, *path = NULL;
  g_autofree guint8 *bytes = tus_bytes (10, 1, &named);

  tus_name (f->field, REGION, named);
  tus_assert (tus_get (f->field, named, NULL), 404, "not-here");
  tus_assert (tus_get (f->field, unknown, NULL), 404, "not-found");
  tus_assert (tus_get (f->field, "x", NULL), 404, "not-found");
  tus_assert (tus_get (f->field, "%2e%2e%2Fprovince.key", NULL), 400, "malformed");
  tus_assert (tus_get (f->field, "../../province.key", NULL), 404, NULL);
  path = g_strconcat ("/v1/blobs/", f->hash, NULL);
  tus_assert (raw_ask (f->trip, "GET", path, NULL, NULL, 0), 401, "token");
}

/* As the lines that name it are read: an open one by the region, a closed one by its desks and its author. */
static void
test_readers (Fixture *f, gconstpointer data)
{
  g_autoptr (RawDevice) desk = raw_device_enrolled (f->trip, "desk", "16.13");
  g_autoptr (RawDevice) elsewhere = raw_device_enrolled (f->trip, "desk", "16.71");
  g_autoptr (RawDevice) pemprov = raw_device_enrolled (f->trip, "pemprov", "16");
  g_autoptr (RawDevice) neighbour = raw_device_enrolled (f->trip, "field", REGION);
  g_autofree char *closed = NULL;
  g_autofree guint8 *bytes = tus_bytes (1000, 2, &closed);

  tus_assert (tus_get (desk, f->hash, NULL), 200, NULL);
  tus_assert (tus_get (pemprov, f->hash, NULL), 200, NULL);
  tus_assert (tus_get (neighbour, f->hash, NULL), 200, NULL);
  tus_assert (tus_get (elsewhere, f->hash, NULL), 404, "not-found");

  tus_name_closed (f->field, REGION, "evidence.add", closed);
  tus_assert (tus_post (f->field, closed, 1000, bytes, 1000), 201, NULL);
  tus_assert (tus_get (f->field, closed, NULL), 200, NULL);
  tus_assert (tus_get (desk, closed, NULL), 200, NULL);
  tus_assert (tus_get (pemprov, closed, NULL), 404, "not-found");
  tus_assert (tus_get (neighbour, closed, NULL), 404, "not-found");
  tus_assert (tus_get (elsewhere, closed, NULL), 404, "not-found");
}

/* An envelope is for officers of identities: not for its author, not for a desk, not for Pemprov. */
static void
test_sealed (Fixture *f, gconstpointer data)
{
  g_autoptr (RawDevice) officer = raw_device_enrolled (f->trip, "identity", "16.13");
  g_autoptr (RawDevice) elsewhere = raw_device_enrolled (f->trip, "identity", "16.71");
  g_autoptr (RawDevice) desk = raw_device_enrolled (f->trip, "desk", "16.13");
  g_autoptr (RawDevice) pemprov = raw_device_enrolled (f->trip, "pemprov", "16");
  const char envelope[] = PANTAU_ENVELOPE_MAGIC "not a real one";
  g_autofree char *hash = pantau_sha256_text (envelope, sizeof envelope);

  tus_name_closed (f->field, REGION, PANTAU_TYPE_SEAL, hash);
  tus_assert (tus_post (f->field, hash, sizeof envelope, envelope, sizeof envelope), 201, NULL);
  tus_assert (tus_get (officer, hash, NULL), 200, NULL);
  tus_assert (tus_get (f->field, hash, NULL), 403, "sealed");
  tus_assert (tus_get (desk, hash, NULL), 403, "sealed");
  tus_assert (tus_get (pemprov, hash, NULL), 404, "not-found");
  tus_assert (tus_get (elsewhere, hash, NULL), 404, "not-found");

  /* A second line that names it does not open it. */
  tus_name (f->field, REGION, hash);
  tus_assert (tus_get (f->field, hash, NULL), 403, "sealed");
  tus_assert (tus_get (desk, hash, NULL), 403, "sealed");
  tus_assert (tus_get (pemprov, hash, NULL), 403, "sealed");
}

/* A photo is not closed to those who may see it by a line that calls it an envelope. */
static void
test_false_seal (Fixture *f, gconstpointer data)
{
  g_autoptr (RawDevice) desk = raw_device_enrolled (f->trip, "desk", "16.13");

  tus_name_closed (f->field, REGION, PANTAU_TYPE_SEAL, f->hash);
  tus_assert (tus_get (desk, f->hash, NULL), 200, NULL);
}

static void
test_revoked (Fixture *f, gconstpointer data)
{
  g_autofree char *out =
      trip_province_ok (f->trip, "revoke", pantau_keypair_get_name (f->field->key), NULL);

  tus_assert (tus_get (f->field, f->hash, NULL), 403, "revoked");
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fetch/range-parse", test_range_parse);
  g_test_add_func ("/fetch/access", test_access);
  ADD ("/fetch/whole", test_whole);
  ADD ("/fetch/parts", test_parts);
  ADD ("/fetch/head", test_head);
  ADD ("/fetch/empty", test_empty);
  ADD ("/fetch/refused", test_refused);
  ADD ("/fetch/readers", test_readers);
  ADD ("/fetch/sealed", test_sealed);
  ADD ("/fetch/false-seal", test_false_seal);
  ADD ("/fetch/revoked", test_revoked);

  return g_test_run ();
}
