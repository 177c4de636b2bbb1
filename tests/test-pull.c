/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a client takes from a province: pages of lines, heads and the reference pack; whole and
 * proved, or not at all.
 */

#include "config.h"

#include "client-fixture.h"

#include <string.h>

#include "pantau-codec.h"
#include "pantau-json.h"
#include "pantau-signed.h"

#define JSON "Content-Type: application/json\r\n"

/* ---- Pulling ---- */

static void
test_pull (PantauFixture *f, gconstpointer data)
{
  const PantauMockRequest *request;
  g_autoptr (PantauPage) page = NULL;
  g_autoptr (GError) error = NULL;

  pantau_fixture_log_in (f);
  pantau_mock_add_page (f->mock, f->entries, 41, "Pantau-Cursor: e.43\r\nPantau-More: 1\r\n");
  page = pantau_client_pull (f->client, "e.40&x=/+%", 3, 7, FALSE, NULL, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (page->entries->len, ==, 3);
  g_assert_cmpuint (page->indexes->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpint (g_array_index (page->indexes, gint64, i), ==, 41 + i);
      g_assert_cmpstr (((PantauEntry *) page->entries->pdata[i])->id, ==,
                       ((PantauEntry *) f->entries->pdata[i])->id);
    }
  g_assert_cmpstr (page->cursor, ==, "e.43");
  g_assert_true (page->more);

  request = pantau_mock_get_request (f->mock, 2);
  g_assert_cmpstr (request->path, ==,
                   "/v1/entries?after=e.40%26x%3D%2F%2B%25&limit=3&wait=7&own=0");
  g_assert_cmpstr (g_hash_table_lookup (request->headers, "accept-encoding"), ==, "zstd");
}

/* How many lines the last request asked for. */
static guint
asked_lines (PantauFixture *f)
{
  const PantauMockRequest *request =
      pantau_mock_get_request (f->mock, pantau_mock_count (f->mock) - 1);

  return (guint) g_ascii_strtoull (strstr (request->path, "limit=") + strlen ("limit="), NULL, 10);
}

/* Nothing is left of a page that was cut: it is asked for in smaller ones, down to a few lines, and grows again where pages come. */
static void
test_page_size (PantauFixture *f, gconstpointer data)
{
  guint first = 0, last;

  pantau_fixture_log_in (f);
  for (guint i = 0; i < 8; i++)
    {
      g_autoptr (PantauPage) page = NULL;
      g_autoptr (GError) error = NULL;

      pantau_mock_add_page (f->mock, f->entries, 41, "Pantau-Cursor: c\r\nPantau-More: 1\r\n");
      pantau_mock_cut_answer (f->mock, 300);
      page = pantau_client_pull (f->client, "", 500, 0, FALSE, NULL, &error);
      g_assert_null (page);
      if (i == 0)
        first = asked_lines (f);
    }
  last = asked_lines (f);
  g_assert_cmpuint (first, <=, 50);
  g_assert_cmpuint (last, <=, 15);
  g_assert_cmpuint (last, >=, 10);

  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *headers = g_strdup_printf ("Pantau-Cursor: c%u\r\nPantau-More: 1\r\n", i);
      g_autoptr (PantauPage) page = NULL;
      g_autoptr (GError) error = NULL;

      pantau_mock_add_page (f->mock, f->entries, 41, headers);
      page = pantau_client_pull (f->client, "", 500, 0, FALSE, NULL, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpuint (asked_lines (f), ==, 500);
}

static void
assert_pull_fails (PantauFixture *f, PantauError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauPage) page = pantau_client_pull (f->client, "c0", 3, 0, TRUE, NULL, &error);

  g_assert_null (page);
  g_assert_error (error, PANTAU_ERROR, (int) code);
}

/* How long the head of an answer is with which the mock says @headers. */
static gsize
head_length (PantauFixture *f, const char *headers, const char *body)
{
  GString *answer = pantau_mock_answer (200, headers, body, -1);
  gsize length = answer->len - strlen (body);

  g_string_free (answer, TRUE);

  return length;
}

/* Of a page that is cut whole lines are a page, and it goes on behind the last of them; by an older province's page, or without a whole line, all is lost. */
static void
test_torn (PantauFixture *f, gconstpointer data)
{
  static const char headers[] = "Pantau-Cursor: e.7.43\r\nPantau-Cursor-Stem: e.7.\r\n",
                    older[] = "Pantau-Cursor: e.7.43\r\n";
  g_autoptr (GString) text = g_string_new (NULL);
  gsize ends[3], head;

  for (guint i = 0; i < 3; i++)
    {
      g_string_append_printf (text, "%u\t", 41 + i);
      pantau_entry_append_line (f->entries->pdata[i], text);
      ends[i] = text->len;
    }
  head = head_length (f, headers, text->str);
  pantau_fixture_log_in (f);

  for (guint whole = 0; whole < 3; whole++)
    for (guint back = 0; back < 2; back++)
      {
        gsize cut = whole == 0 ? 20 + back : ends[whole - 1] + (back == 0 ? 0 : 30);
        g_autofree char *cursor = g_strdup_printf ("e.7.%u", 40 + whole);
        g_autoptr (PantauPage) page = NULL;
        g_autoptr (GError) error = NULL;

        pantau_mock_add_reply (f->mock, 200, headers, text->str);
        pantau_mock_cut_answer (f->mock, head + cut);
        page = pantau_client_pull (f->client, "e.7.40", 3, 0, TRUE, NULL, &error);
        if (whole == 0)
          {
            g_assert_null (page);
            g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_UNREACHABLE);
            continue;
          }
        g_assert_no_error (error);
        g_assert_cmpuint (page->entries->len, ==, whole);
        g_assert_cmpstr (page->cursor, ==, cursor);
        g_assert_true (page->more);
      }

  pantau_mock_add_reply (f->mock, 200, older, text->str);
  pantau_mock_cut_answer (f->mock, head_length (f, older, text->str) + ends[1]);
  assert_pull_fails (f, PANTAU_ERROR_UNREACHABLE);

  /* One whose line was changed on the way, and one that says again what is here. */
  text->str[ends[0] - 5] ^= 1;
  pantau_mock_add_reply (f->mock, 200, headers, text->str);
  pantau_mock_cut_answer (f->mock, head + ends[1]);
  assert_pull_fails (f, PANTAU_ERROR_UNREACHABLE);
  text->str[ends[0] - 5] ^= 1;
  pantau_mock_add_reply (f->mock, 200, "Pantau-Cursor: c\r\nPantau-Cursor-Stem: c\r\n",
                         "0\tx\n0\t");
  pantau_mock_cut_answer (f->mock,
                          head_length (f, "Pantau-Cursor: c\r\nPantau-Cursor-Stem: c\r\n", "") + 4);
  assert_pull_fails (f, PANTAU_ERROR_UNREACHABLE);
}

static void
add_encoded (PantauFixture *f, PantauCoding coding, const char *text, gsize length)
{
  g_autoptr (GBytes) packed = pantau_codec_encode (coding, 3, text, length);
  g_autofree char *headers = g_strdup_printf ("Pantau-Cursor: c\r\nContent-Encoding: %s\r\n",
                                              pantau_coding_get_name (coding));
  gsize size;
  const char *bytes = g_bytes_get_data (packed, &size);
  GString *answer = pantau_mock_answer (200, headers, bytes, (gssize) size);

  pantau_mock_add_raw (f->mock, answer->str, (gssize) answer->len);
  g_string_free (answer, TRUE);
}

static GString *
page_text (PantauFixture *f)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < f->entries->len; i++)
    {
      g_string_append_printf (text, "%u\t", i + 1);
      pantau_entry_append_line (f->entries->pdata[i], text);
    }

  return text;
}

/* Both compressions are undone by us, within our limits; libsoup keeps its hands off. */
static void
test_pull_packed (PantauFixture *f, gconstpointer data)
{
  static const PantauCoding codings[] = { PANTAU_CODING_ZSTD, PANTAU_CODING_GZIP };
  g_autoptr (GString) text = page_text (f);

  pantau_fixture_log_in (f);
  for (guint i = 0; i < G_N_ELEMENTS (codings); i++)
    {
      g_autoptr (PantauPage) page = NULL;
      g_autoptr (GError) error = NULL;

      add_encoded (f, codings[i], text->str, text->len);
      page = pantau_client_pull (f->client, NULL, 500, 0, TRUE, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (page->entries->len, ==, 3);
      g_assert_cmpuint (page->bytes, <, text->len);
    }
}

/* 64 MiB of nothing in a few KiB. */
static void
test_bomb (PantauFixture *f, gconstpointer data)
{
  const gsize length = 64 * 1024 * 1024;
  g_autofree char *nothing = g_malloc0 (length);

  pantau_fixture_log_in (f);
  add_encoded (f, PANTAU_CODING_ZSTD, nothing, length);
  assert_pull_fails (f, PANTAU_ERROR_TOO_LARGE);
  add_encoded (f, PANTAU_CODING_GZIP, nothing, length);
  assert_pull_fails (f, PANTAU_ERROR_TOO_LARGE);
}

/* One bit of a page turned, at many places: no page. */
static void
test_tampered_page (PantauFixture *f, gconstpointer data)
{
  g_autoptr (GString) text = page_text (f);

  pantau_fixture_log_in (f);
  for (gsize i = 0; i < text->len; i += 7)
    {
      g_autoptr (PantauPage) page = NULL;
      g_autoptr (GError) error = NULL;
      GString *answer;

      if (text->str[i] == '\t' || g_ascii_isdigit (text->str[i]))
        continue; /* an index is the province's word, not signed */
      text->str[i] ^= 1 << (i % 7);
      answer = pantau_mock_answer (200, "Pantau-Cursor: c\r\n", text->str, (gssize) text->len);
      pantau_mock_add_raw (f->mock, answer->str, (gssize) answer->len);
      g_string_free (answer, TRUE);
      page = pantau_client_pull (f->client, "", 500, 0, TRUE, NULL, &error);
      if (page != NULL)
        g_error ("a wrong byte at %" G_GSIZE_FORMAT " was believed", i);
      g_assert_nonnull (error);
      text->str[i] ^= 1 << (i % 7);
    }
}

/* Indexes that do not rise, and more lines than were asked for. */
static void
test_order (PantauFixture *f, gconstpointer data)
{
  g_autoptr (GString) text = page_text (f);
  g_autofree char *doubled = g_strconcat (text->str, text->str, NULL);
  g_autoptr (PantauPage) page = NULL, long_page = NULL;
  g_autoptr (GError) error = NULL;

  pantau_fixture_log_in (f);
  pantau_mock_add_reply (f->mock, 200, "Pantau-Cursor: c\r\n", doubled);
  page = pantau_client_pull (f->client, "", 500, 0, TRUE, NULL, &error);
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED);
  g_clear_error (&error);

  pantau_mock_add_page (f->mock, f->entries, 1, "Pantau-Cursor: c\r\n");
  long_page = pantau_client_pull (f->client, "", 2, 0, TRUE, NULL, &error);
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED);
}

static void
test_false_pages (PantauFixture *f, gconstpointer data)
{
  g_autoptr (GString) text = page_text (f);
  g_autofree char *cut = g_strndup (text->str, text->len - 1);
  g_autofree char *no_index = g_strdup (strchr (text->str, '\t') + 1);
  g_autofree char *empty_line = g_strconcat (text->str, "\n", NULL);
  g_autofree char *negative = g_strconcat ("-", text->str, NULL);
  g_autofree char *long_cursor = g_strnfill (300, 'c');
  g_autofree char *long_header = g_strconcat ("Pantau-Cursor: ", long_cursor, "\r\n", NULL);
  const char *const bodies[] = { cut, no_index, empty_line, negative, "{}", "\n" };

  pantau_fixture_log_in (f);
  pantau_mock_add_reply (f->mock, 200, NULL, text->str);
  assert_pull_fails (f, PANTAU_ERROR_MALFORMED);
  pantau_mock_add_reply (f->mock, 200, "Pantau-Cursor: \r\n", text->str);
  assert_pull_fails (f, PANTAU_ERROR_MALFORMED);
  pantau_mock_add_reply (f->mock, 200, long_header, text->str);
  assert_pull_fails (f, PANTAU_ERROR_MALFORMED);
  pantau_mock_add_reply (f->mock, 200, "Pantau-Cursor: c0\r\nPantau-More: 1\r\n", "");
  assert_pull_fails (f, PANTAU_ERROR_MALFORMED);
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      pantau_mock_add_reply (f->mock, 200, "Pantau-Cursor: c\r\n", bodies[i]);
      assert_pull_fails (f, PANTAU_ERROR_MALFORMED);
    }
  pantau_mock_add_page (f->mock, f->entries, 0, "Pantau-Cursor: c\r\n");
  assert_pull_fails (f, PANTAU_ERROR_MALFORMED);
  pantau_mock_add_problem (f->mock, 409, "epoch");
  assert_pull_fails (f, PANTAU_ERROR_EPOCH);
}

/* ---- Heads and reference ---- */

static void
add_head (PantauFixture *f, PantauKeypair *key, gint64 index)
{
  g_autofree char *hash = g_strnfill (PANTAU_SHA256_HEX, 'd'), *time = pantau_mock_now (0),
                  *sealed = NULL;
  PantauHead head = { .epoch = (char *) "mock-epoch", .time = time, .index = index, .head = hash };

  sealed = pantau_head_seal (&head, key);
  pantau_mock_add_reply (f->mock, 200, JSON, sealed);
}

static void
assert_head (PantauFixture *f, gint64 at, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauHead) head = pantau_client_head (f->client, at, NULL, &error);

  g_assert_true ((head != NULL) == (code < 0));
  if (code >= 0)
    g_assert_error (error, PANTAU_ERROR, code);
}

static void
test_head (PantauFixture *f, gconstpointer data)
{
  pantau_fixture_log_in (f);
  add_head (f, f->province, 9);
  assert_head (f, -1, -1);
  g_assert_cmpstr (pantau_mock_get_request (f->mock, 2)->path, ==, "/v1/head");
  add_head (f, f->province, 5);
  assert_head (f, 5, -1);
  g_assert_cmpstr (pantau_mock_get_request (f->mock, 3)->path, ==, "/v1/head?at=5");

  add_head (f, f->province, 9);
  assert_head (f, 5, PANTAU_ERROR_SIGNATURE);
  add_head (f, f->device, 5);
  assert_head (f, 5, PANTAU_ERROR_SIGNATURE);
}

static void
add_device_head (PantauFixture *f, const char *device, gint64 seq, const char *id)
{
  g_autoptr (JsonObject) content = json_object_new ();
  g_autofree char *sealed = NULL;

  json_object_set_int_member (content, "v", 1);
  json_object_set_string_member (content, "province", pantau_keypair_get_name (f->province));
  json_object_set_string_member (content, "device", device);
  json_object_set_int_member (content, "seq", seq);
  json_object_set_string_member (content, "id", id);
  sealed = pantau_signed_seal (f->province, PANTAU_PURPOSE_HEAD, content);
  pantau_mock_add_reply (f->mock, 200, JSON, sealed);
}

static void
test_device_head (PantauFixture *f, gconstpointer data)
{
  const char *device = pantau_keypair_get_name (f->device);
  const char *last = ((PantauEntry *) f->entries->pdata[2])->id;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL, *none = NULL, *wrong = NULL;
  gint64 seq;

  pantau_fixture_log_in (f);
  add_device_head (f, device, 3, last);
  pantau_client_device_head (f->client, device, &seq, &id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (seq, ==, 3);
  g_assert_cmpstr (id, ==, last);

  add_device_head (f, device, 0, "");
  pantau_client_device_head (f->client, device, &seq, &none, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (seq, ==, 0);

  add_device_head (f, pantau_keypair_get_name (f->province), 3, last);
  g_assert_false (pantau_client_device_head (f->client, device, &seq, &wrong, NULL, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_SIGNATURE);
  g_clear_error (&error);

  add_head (f, f->province, 9); /* signed for the same purpose, says something else */
  g_assert_false (pantau_client_device_head (f->client, device, &seq, &wrong, NULL, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_SIGNATURE);
  add_device_head (f, device, 3, last);
  assert_head (f, -1, PANTAU_ERROR_MALFORMED);
}

static void
test_reference (PantauFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) pack = json_object_new ();
  g_autofree char *sealed = NULL, *text = NULL, *again = NULL, *etag = NULL, *same = NULL;
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (pack, "edition", "2025-1");
  sealed = pantau_signed_seal (f->province, PANTAU_PURPOSE_REFERENCE, pack);

  pantau_fixture_log_in (f);
  pantau_mock_add_reply (f->mock, 200, JSON "ETag: \"one\"\r\n", sealed);
  pantau_client_reference (f->client, NULL, &text, &etag, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "{\"edition\":\"2025-1\"}");
  g_assert_cmpstr (etag, ==, "\"one\"");

  pantau_mock_add_raw (
      f->mock, "HTTP/1.1 304 Not Modified\r\nConnection: close\r\nETag: \"one\"\r\n\r\n", -1);
  pantau_client_reference (f->client, etag, &again, &same, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (again);
  g_assert_cmpstr (same, ==, "\"one\"");
  g_assert_cmpstr (
      g_hash_table_lookup (pantau_mock_get_request (f->mock, 3)->headers, "if-none-match"), ==,
      "\"one\"");

  /* Nobody asked whether it has changed: a 304 is no answer then. */
  pantau_mock_add_raw (f->mock, "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n", -1);
  g_assert_false (pantau_client_reference (f->client, NULL, &again, &same, NULL, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_PORTAL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  PANTAU_FIXTURE_TEST ("/pull/page", test_pull);
  PANTAU_FIXTURE_TEST ("/pull/page-size", test_page_size);
  PANTAU_FIXTURE_TEST ("/pull/torn", test_torn);
  PANTAU_FIXTURE_TEST ("/pull/packed", test_pull_packed);
  PANTAU_FIXTURE_TEST ("/pull/bomb", test_bomb);
  PANTAU_FIXTURE_TEST ("/pull/tampered-page", test_tampered_page);
  PANTAU_FIXTURE_TEST ("/pull/order", test_order);
  PANTAU_FIXTURE_TEST ("/pull/false-pages", test_false_pages);
  PANTAU_FIXTURE_TEST ("/pull/head", test_head);
  PANTAU_FIXTURE_TEST ("/pull/device-head", test_device_head);
  PANTAU_FIXTURE_TEST ("/pull/reference", test_reference);

  return g_test_run ();
}
