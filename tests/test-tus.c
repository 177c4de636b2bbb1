/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bringing files: every status of tus, whole bodies and lying ones. The other tests of the program are in tus-*.c. */

#include "config.h"

#include <string.h>

#include "pantau-blob.h"
#include "test-util.h"
#include "tus-tests.h"

static void
test_options (TusFixture *f, gconstpointer data)
{
  g_autoptr (Reply) reply = raw_ask (f->trip, "OPTIONS", "/v1/blobs", NULL, NULL, 0);

  g_assert_cmpuint (reply->status, ==, 204);
  tus_assert_header (reply, "Tus-Resumable", "1.0.0");
  tus_assert_header (reply, "Tus-Version", "1.0.0");
  tus_assert_header (reply, "Tus-Max-Size", "104857600");
  tus_assert_header (reply, "Tus-Extension",
                     "creation,creation-with-upload,checksum,termination,expiration");
  tus_assert_header (reply, "Tus-Checksum-Algorithm", "sha256,sha1");
}

/* In three pieces; whole only after the last. */
static void
test_pieces (TusFixture *f, gconstpointer data)
{
  g_autofree char *hash = NULL, *path = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 900 * 1000, &hash);
  g_autoptr (Reply) first = NULL, second = NULL, third = NULL, got = NULL;

  path = tus_begin (f->field, hash, 900 * 1000);
  first = tus_patch (f->field, path, 0, NULL, bytes, 1);
  g_assert_cmpuint (first->status, ==, 204);
  tus_assert_header (first, "Upload-Offset", "1");
  tus_assert_header (first, "Tus-Resumable", "1.0.0");
  g_assert_cmpint (tus_offset (f->field, path), ==, 1);
  second = tus_patch (f->field, path, 1, NULL, bytes + 1, 600 * 1000);
  tus_assert_header (second, "Upload-Offset", "600001");
  g_assert_false (tus_stored (f->trip, hash));
  third = tus_patch (f->field, path, 600001, NULL, bytes + 600001, 299999);
  tus_assert_header (third, "Upload-Offset", "900000");

  g_assert_true (tus_stored (f->trip, hash));
  g_assert_cmpuint (tus_count_parts (f->trip), ==, 0);
  g_assert_cmpint (tus_offset (f->field, path), ==, 900 * 1000);
  got = tus_get (f->field, hash, NULL);
  g_assert_cmpuint (got->status, ==, 200);
  g_assert_cmpmem (got->body, got->length, bytes, 900 * 1000);
}

static void
test_with_upload (TusFixture *f, gconstpointer data)
{
  g_autofree char *hash = NULL, *path = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 3000, &hash);
  g_autoptr (Reply) reply = tus_post (f->field, hash, 3000, bytes, 3000);

  path = tus_location (reply);
  tus_assert_header (reply, "Upload-Offset", "3000");
  g_assert_true (tus_stored (f->trip, hash));
}

/* Some of it goes with the creation, the rest after it. */
static void
test_with_part (TusFixture *f, gconstpointer data)
{
  g_autofree char *hash = NULL, *path = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 3000, &hash);
  g_autoptr (Reply) reply = tus_post (f->field, hash, 3000, bytes, 1000);

  path = tus_location (reply);
  tus_assert_header (reply, "Upload-Offset", "1000");
  tus_assert (tus_patch (f->field, path, 1000, NULL, bytes + 1000, 2000), 204, NULL);
  g_assert_true (tus_stored (f->trip, hash));
}

static void
test_empty (TusFixture *f, gconstpointer data)
{
  g_autoptr (Reply) reply = NULL;

  tus_name (f->field, TUS_REGION, TEST_SHA256_EMPTY);
  reply = tus_post (f->field, TEST_SHA256_EMPTY, 0, NULL, 0);
  g_assert_cmpuint (reply->status, ==, 201);
  tus_assert_header (reply, "Upload-Offset", "0");
  g_assert_true (tus_stored (f->trip, TEST_SHA256_EMPTY));
}

/* Who asks for the bytes to be awaited is told to go on, and nothing that belongs to the answer comes with that. */
static void
test_expect (TusFixture *f, gconstpointer data)
{
  g_autofree char *hash = NULL, *path = NULL, *answer = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 3000, &hash);
  g_autoptr (GString) request = g_string_new (NULL);
  const char *rest;
  gsize length;

  path = tus_begin (f->field, hash, 3000);
  g_string_printf (request,
                   "PATCH %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                   "Tus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream\r\n"
                   "Upload-Offset: 0\r\nExpect: 100-continue\r\nContent-Length: 3000\r\n\r\n",
                   path, f->field->token);
  g_string_append_len (request, (const char *) bytes, 3000);
  answer = trip_raw (f->trip, request->str, (gssize) request->len, &length);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 100 "));
  rest = strstr (answer, "\r\n\r\n") + 4;
  g_assert_true (g_str_has_prefix (rest, "HTTP/1.1 204 "));
  g_assert_nonnull (strstr (rest, "Upload-Offset: 3000\r\n"));
  g_assert_nonnull (strstr (rest, "Tus-Resumable: 1.0.0\r\n"));
}

/* In chunks, whose number of bytes nobody announced. */
static void
test_chunked (TusFixture *f, gconstpointer data)
{
  g_autofree char *hash = NULL, *path = NULL, *answer = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 3000, &hash);
  g_autoptr (GString) request = g_string_new (NULL);
  gsize length;

  path = tus_begin (f->field, hash, 3000);
  g_string_printf (request,
                   "PATCH %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                   "Tus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream\r\n"
                   "Upload-Offset: 0\r\nTransfer-Encoding: chunked\r\n\r\nbb8\r\n",
                   path, f->field->token);
  g_string_append_len (request, (const char *) bytes, 3000);
  g_string_append (request, "\r\n0\r\n\r\n");
  answer = trip_raw (f->trip, request->str, (gssize) request->len, &length);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 204 "));
  g_assert_true (tus_stored (f->trip, hash));
}

/* Requests that are none, each with its own name. */
static void
test_refused (TusFixture *f, gconstpointer data)
{
  g_autofree char *hash = NULL, *path = NULL, *bearer = NULL, *unnamed = NULL, *deferred = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 3000, &hash), *other = tus_bytes (10, 9, &unnamed);
  g_autoptr (Reply) version = NULL;

  path = tus_begin (f->field, hash, 3000);

  /* No session; no version, another one. */
  tus_assert (raw_ask (f->trip, "POST", "/v1/blobs", "Tus-Resumable: 1.0.0\r\n", NULL, 0), 401,
              "token");
  bearer = g_strdup_printf ("Authorization: Bearer %s\r\n", f->field->token);
  tus_assert (raw_ask (f->trip, "PATCH", path, bearer, "x", 1), 412, "version");
  version = raw_ask (f->trip, "HEAD", path, bearer, NULL, 0);
  g_assert_cmpuint (version->status, ==, 412);
  tus_assert_header (version, "Tus-Version", "1.0.0");
  tus_assert_header (version, "Tus-Resumable", "1.0.0");

  /* What is announced. */
  tus_assert (tus_ask (f->field, "POST", "/v1/blobs", NULL, NULL, 0), 400, "malformed");
  tus_assert (tus_ask (f->field, "POST", "/v1/blobs",
                       "Upload-Length: 10\r\nUpload-Metadata: hash ZZ\r\n", NULL, 0),
              400, "malformed");
  deferred = g_strdup ("Upload-Defer-Length: 1\r\nUpload-Metadata: hash eA==\r\n");
  tus_assert (tus_ask (f->field, "POST", "/v1/blobs", deferred, NULL, 0), 400, "malformed");
  tus_assert (tus_post (f->field, "../../etc/passwd", 10, NULL, 0), 400, "malformed");
  tus_assert (tus_post (f->field, hash, PANTAU_BLOB_LIMIT + 1, NULL, 0), 413, "too-large");
  tus_assert (tus_post (f->field, unnamed, 10, NULL, 0), 403, "not-named");

  /* What is sent. */
  tus_assert (
      tus_ask (f->field, "PATCH", path, "Upload-Offset: 0\r\nContent-Type: text/plain\r\n", "x", 1),
      415, "unsupported-type");
  tus_assert (tus_ask (f->field, "PATCH", path, "Content-Type: application/offset+octet-stream\r\n",
                       "x", 1),
              400, "malformed");
  tus_assert (tus_patch (f->field, path, 0, "Upload-Checksum: md5 AAAA\r\n", "x", 1), 400,
              "malformed");
  tus_assert (tus_patch (f->field, path, 0, "Upload-Checksum: sha256 AAAA\r\n", "x", 1), 400,
              "malformed");
  tus_assert (tus_patch (f->field, path, 0, "Content-Encoding: gzip\r\n", "x", 1), 415,
              "unsupported-encoding");
  tus_assert (tus_patch (f->field, path, 1, NULL, "x", 1), 409, "offset");
  tus_assert (tus_patch (f->field, path, 0, NULL, bytes, 3000 + 1), 413, "too-large");

  /* Where nothing is. */
  tus_assert (tus_patch (f->field, "/v1/blobs/uploads/x", 0, NULL, "x", 1), 404, "not-found");
  tus_assert (tus_patch (f->field, "/v1/blobs/uploads/x/y", 0, NULL, "x", 1), 404, "not-found");
  tus_assert (tus_ask (f->field, "PUT", path, NULL, "x", 1), 405, "method");
  g_assert_cmpint (tus_offset (f->field, path), ==, 0);
}

static void
test_checksum (TusFixture *f, gconstpointer data)
{
  g_autofree char *hash = NULL, *path = NULL, *sha256 = NULL, *sha1 = NULL, *right = NULL,
                  *also = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 3000, &hash);
  g_autoptr (GChecksum) one = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GChecksum) two = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[64];
  gsize length = sizeof digest;

  path = tus_begin (f->field, hash, 3000);
  g_checksum_update (one, bytes, 1000);
  g_checksum_get_digest (one, digest, &length);
  sha256 = g_base64_encode (digest, length);
  right = g_strdup_printf ("Upload-Checksum: sha256 %s\r\n", sha256);
  length = sizeof digest;
  g_checksum_update (two, bytes + 1000, 2000);
  g_checksum_get_digest (two, digest, &length);
  sha1 = g_base64_encode (digest, length);
  also = g_strdup_printf ("Upload-Checksum: sha1 %s\r\n", sha1);

  /* Other bytes of that length: none of them stays. */
  tus_assert (tus_patch (f->field, path, 0, right, bytes + 1, 1000), 460, "checksum");
  g_assert_cmpint (tus_offset (f->field, path), ==, 0);
  tus_assert (tus_patch (f->field, path, 0, right, bytes, 1000), 204, NULL);
  tus_assert (tus_patch (f->field, path, 1000, also, bytes + 999, 2000), 460, "checksum");
  g_assert_cmpint (tus_offset (f->field, path), ==, 1000);
  tus_assert (tus_patch (f->field, path, 1000, also, bytes + 1000, 2000), 204, NULL);
  g_assert_true (tus_stored (f->trip, hash));
  g_assert_cmpint (trip_metric (f->trip, "uploads_spoilt_total"), ==, 2);
}

/* A whole file of other bytes than its name says: thrown away, and it may be begun anew. */
static void
test_liar (TusFixture *f, gconstpointer data)
{
  g_autofree char *hash = NULL, *path = NULL, *again = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 3000, &hash);

  path = tus_begin (f->field, hash, 3000);
  tus_assert (tus_patch (f->field, path, 0, NULL, bytes + 1, 1500), 204, NULL);
  tus_assert (tus_patch (f->field, path, 1500, NULL, bytes, 1500), 460, "checksum");
  g_assert_false (tus_stored (f->trip, hash));
  g_assert_cmpuint (tus_count_parts (f->trip), ==, 0);
  tus_assert (tus_ask (f->field, "HEAD", path, NULL, NULL, 0), 410, NULL);

  again = tus_begin (f->field, hash, 3000);
  g_assert_cmpstr (again, !=, path);
  tus_assert (tus_patch (f->field, again, 0, NULL, bytes, 3000), 204, NULL);
  g_assert_true (tus_stored (f->trip, hash));
}

/* Something between client and province may let nothing but POST through. */
static void
test_override (TusFixture *f, gconstpointer data)
{
  g_autofree char *hash = NULL, *path = NULL;
  g_autofree guint8 *bytes = tus_new_file (f, 3000, &hash);
  g_autoptr (Reply) patched = NULL, asked = NULL;

  path = tus_begin (f->field, hash, 3000);
  patched = tus_ask (f->field, "POST", path,
                     "X-HTTP-Method-Override: PATCH\r\nUpload-Offset: 0\r\n"
                     "Content-Type: application/offset+octet-stream\r\n",
                     bytes, 1000);
  g_assert_cmpuint (patched->status, ==, 204);
  asked = tus_ask (f->field, "POST", path, "X-HTTP-Method-Override: HEAD\r\n", NULL, 0);
  g_assert_cmpuint (asked->status, ==, 200);
  tus_assert_header (asked, "Upload-Offset", "1000");
  /* What only asks changes nothing, whatever it calls itself; neither does what we do not know. */
  tus_assert (tus_ask (f->field, "HEAD", path, "X-HTTP-Method-Override: DELETE\r\n", NULL, 0), 200,
              NULL);
  tus_assert (tus_ask (f->field, "POST", path, "X-HTTP-Method-Override: BREW\r\n", NULL, 0), 405,
              "method");
  g_assert_cmpint (tus_offset (f->field, path), ==, 1000);
  tus_assert (tus_ask (f->field, "POST", path, "X-HTTP-Method-Override: DELETE\r\n", NULL, 0), 204,
              NULL);
  tus_assert (tus_ask (f->field, "HEAD", path, NULL, NULL, 0), 410, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TUS_ADD ("/tus/options", test_options);
  TUS_ADD ("/tus/pieces", test_pieces);
  TUS_ADD ("/tus/with-upload", test_with_upload);
  TUS_ADD ("/tus/with-part", test_with_part);
  TUS_ADD ("/tus/empty", test_empty);
  TUS_ADD ("/tus/expect", test_expect);
  TUS_ADD ("/tus/chunked", test_chunked);
  TUS_ADD ("/tus/refused", test_refused);
  TUS_ADD ("/tus/checksum", test_checksum);
  TUS_ADD ("/tus/liar", test_liar);
  TUS_ADD ("/tus/override", test_override);

  tus_add_resume_tests ();
  tus_add_register_tests ();
  tus_add_store_tests ();
  tus_add_quota_tests ();

  return g_test_run ();
}
