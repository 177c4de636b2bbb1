/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a client believes of a province, and what not: joining, sessions, receipts. */

#include "config.h"

#include "client-fixture.h"

#include <string.h>

#include "pantau-json.h"
#include "pantau-signed.h"

#define JSON "Content-Type: application/json\r\n"

/* How a statement of the province is made false. NULL and 0 leave it true. */
typedef struct
{
  PantauKeypair *key;       /* signs in the province's place */
  const char *province;     /* whom it names */
  const char *nonce;        /* whose request it answers */
  const PantauEntry *entry; /* a receipt's first line */
  gboolean one_less;        /* a receipt that leaves out the last line */
  gint64 offset;            /* of its clock, in seconds */
  PantauPurpose purpose;
  GString *said; /* takes what was sent, to be replayed */
} Twist;

static GString *
challenge_cb (PantauMock *mock, const PantauMockRequest *request, gpointer data)
{
  Twist *twist = data;
  PantauKeypair *key = twist->key != NULL ? twist->key : pantau_mock_get_province (mock);
  g_autoptr (JsonObject) content = json_object_new (), asked = NULL;
  g_autofree char *time = pantau_mock_now (twist->offset), *sealed = NULL;

  asked = pantau_json_parse ((char *) request->body->data, request->body->len, 4096, NULL);
  json_object_set_int_member (content, "v", 1);
  json_object_set_string_member (content, "province",
                                 twist->province != NULL ? twist->province
                                                         : pantau_keypair_get_name (key));
  json_object_set_string_member (
      content, "nonce", twist->nonce != NULL ? twist->nonce : pantau_json_string (asked, "nonce"));
  json_object_set_string_member (content, "challenge", "mock-challenge");
  json_object_set_string_member (content, "time", time);
  json_object_set_string_member (content, "epoch", "mock-epoch");
  sealed = pantau_signed_seal (key, twist->purpose != 0 ? twist->purpose : PANTAU_PURPOSE_CHALLENGE,
                               content);

  return pantau_mock_answer (200, JSON, sealed, -1);
}

static GString *
receipt_cb (PantauMock *mock, const PantauMockRequest *request, gpointer data)
{
  Twist *twist = data;
  PantauKeypair *key = twist->key != NULL ? twist->key : pantau_mock_get_province (mock);
  g_autoptr (GPtrArray) entries = pantau_mock_read_lines (request);
  g_autoptr (PantauReceipt) receipt = pantau_receipt_new ();
  g_autofree char *sealed = NULL;

  receipt->epoch = g_strdup ("mock-epoch");
  receipt->time = pantau_mock_now (0);
  receipt->nonce = g_strdup (
      twist->nonce != NULL ? twist->nonce : g_hash_table_lookup (request->headers, "pantau-nonce"));
  receipt->index = 200;
  receipt->head = g_strnfill (PANTAU_SHA256_HEX, 'b');
  for (guint i = 0; i < entries->len - (twist->one_less ? 1 : 0); i++)
    {
      const PantauEntry *entry = i == 0 && twist->entry != NULL ? twist->entry : entries->pdata[i];

      pantau_receipt_add (receipt, PANTAU_FATE_ACCEPTED, entry->id, 101 + i, NULL);
    }
  sealed = pantau_receipt_seal (receipt, key);
  if (twist->said != NULL)
    g_string_assign (twist->said, sealed);

  return pantau_mock_answer (200, JSON, sealed, -1);
}

/* ---- Addresses ---- */

static void
test_addresses (PantauFixture *f, gconstpointer data)
{
  static const char *const good[] = { "https://pantau.example.id",
                                      " https://pantau.example.id:8443/ ",
                                      "https://example.id/pantau/",
                                      "HTTPS://example.id",
                                      "http://127.0.0.1:8080",
                                      "http://127.1.2.3",
                                      "http://[::1]:80",
                                      "http://localhost:8080/" };
  static const char *const bad[] = { "",
                                     "pantau.example.id",
                                     "http://pantau.example.id",
                                     "http://192.168.1.1",
                                     "http://localhost.example.id",
                                     "http://127.0.0.1.example.id",
                                     "http://[::ffff:8.8.8.8]/",
                                     "http:///",
                                     "https://",
                                     "ftp://example.id",
                                     "file:///etc/passwd",
                                     "https://user:word@example.id",
                                     "https://example.id/?x=1",
                                     "https://example.id/#x",
                                     "https://exa mple.id",
                                     "https://example.id\r\nX: y",
                                     "https://contoh\xc3\xa9.id",
                                     "https://[::1",
                                     "https://example.id:99999" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PantauClient) client = pantau_client_new (good[i], f->device, NULL, &error);

      g_assert_no_error (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PantauClient) client = pantau_client_new (bad[i], f->device, NULL, &error);

      if (client != NULL)
        g_error ("“%s” was taken", bad[i]);
      g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_INVALID);
    }
}

/* ---- Joining ---- */

static PantauEntry *
make_join (PantauFixture *f)
{
  return pantau_fixture_make_entry (f->device, PANTAU_TYPE_JOIN, 4,
                                    ((PantauEntry *) f->entries->pdata[2])->id, NULL, NULL, NULL);
}

static void
add_grant (PantauFixture *f, const PantauEntry *grant, gint64 index)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *text = NULL;

  pantau_entry_append_line (grant, line);
  g_string_truncate (line, line->len - 1);
  json_object_set_string_member (object, "grant", line->str);
  json_object_set_int_member (object, "index", index);
  text = pantau_json_object_text (object);
  pantau_mock_add_reply (f->mock, 200, JSON, text);
}

/* Works before the province is known, and without a session. */
static void
test_join (PantauFixture *f, gconstpointer data)
{
  g_autoptr (PantauEntry) join = make_join (f);
  g_autoptr (PantauEntry) grant = pantau_fixture_make_entry (f->province, PANTAU_TYPE_GRANT, 1, "",
                                                             join->record, join->id, NULL);
  g_autoptr (PantauClient) client =
      pantau_client_new (pantau_mock_get_url (f->mock), f->device, NULL, NULL);
  g_autoptr (PantauEntry) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  gint64 index;

  add_grant (f, grant, 12);
  pantau_client_join (client, join, &line, &index, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (index, ==, 12);
  read = pantau_entry_decode (line, strlen (line), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read->id, ==, grant->id);
  g_assert_cmpstr (pantau_mock_get_request (f->mock, 0)->path, ==, "/v1/join");
  g_assert_null (
      g_hash_table_lookup (pantau_mock_get_request (f->mock, 0)->headers, "authorization"));
}

static void
assert_join_fails (PantauFixture *f, const PantauEntry *join, PantauError code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  gint64 index;

  g_assert_false (pantau_client_join (f->client, join, &line, &index, NULL, &error));
  g_assert_error (error, PANTAU_ERROR, (int) code);
  g_assert_null (line);
}

static void
test_join_not_ours (PantauFixture *f, gconstpointer data)
{
  g_autoptr (PantauEntry) join = make_join (f);
  g_autofree char *other = g_strnfill (PANTAU_SHA256_HEX, 'c');
  g_autoptr (PantauEntry) other_join =
      pantau_fixture_make_entry (f->province, PANTAU_TYPE_GRANT, 1, "", join->record, other, NULL);
  g_autoptr (PantauEntry) other_record =
      pantau_fixture_make_entry (f->province, PANTAU_TYPE_GRANT, 1, "", NULL, join->id, NULL);
  g_autoptr (PantauEntry) other_type = pantau_fixture_make_entry (
      f->province, PANTAU_TYPE_REVOKE, 1, "", join->record, join->id, NULL);
  g_autoptr (PantauEntry) no_base =
      pantau_fixture_make_entry (f->province, PANTAU_TYPE_GRANT, 1, "", join->record, NULL, NULL);
  g_autoptr (PantauEntry) grant = pantau_fixture_make_entry (f->province, PANTAU_TYPE_GRANT, 1, "",
                                                             join->record, join->id, NULL);

  add_grant (f, other_join, 1);
  assert_join_fails (f, join, PANTAU_ERROR_MALFORMED);
  add_grant (f, other_record, 1);
  assert_join_fails (f, join, PANTAU_ERROR_MALFORMED);
  add_grant (f, other_type, 1);
  assert_join_fails (f, join, PANTAU_ERROR_MALFORMED);
  add_grant (f, no_base, 1);
  assert_join_fails (f, join, PANTAU_ERROR_MALFORMED);
  add_grant (f, grant, 0);
  assert_join_fails (f, join, PANTAU_ERROR_MALFORMED);
  pantau_mock_add_reply (f->mock, 200, JSON, "{\"grant\":\"x\",\"index\":1}");
  assert_join_fails (f, join, PANTAU_ERROR_MALFORMED);
  pantau_mock_add_problem (f->mock, 409, "invitation-used");
  assert_join_fails (f, join, PANTAU_ERROR_REFUSED);
}

/* ---- Sessions ---- */

static void
test_session (PantauFixture *f, gconstpointer data)
{
  pantau_fixture_log_in (f);

  g_assert_cmpstr (pantau_client_get_role (f->client), ==, "field");
  g_assert_cmpstr (pantau_client_get_region (f->client), ==, "16.13.03");
  g_assert_cmpstr (pantau_client_get_epoch (f->client), ==, "mock-epoch");
  g_assert_cmpint (pantau_client_get_index (f->client), ==, 7);
  g_assert_cmpint (ABS (pantau_client_get_clock_error (f->client)), <=, 2);
}

/* The clock's error is known even where the session then fails. */
static void
test_clock_error (PantauFixture *f, gconstpointer data)
{
  static const gint64 offsets[] = { -86400 * 365, -3600, 3600, 86400 * 365 * 9 };

  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      Twist twist = { .offset = offsets[i] };

      pantau_mock_add_handler (f->mock, challenge_cb, &twist);
      pantau_mock_add_problem (f->mock, 403, "revoked");
      pantau_fixture_assert_push_fails (f, PANTAU_ERROR_REFUSED);
      g_assert_cmpstr (pantau_client_get_problem (f->client), ==, "revoked");
      g_assert_cmpint (ABS (pantau_client_get_clock_error (f->client) - offsets[i]), <=, 2);
    }
}

/* Without a true challenge our key answers nobody: the second question is never asked. */
static void
test_false_challenge (PantauFixture *f, gconstpointer data)
{
  g_autoptr (PantauKeypair) other = pantau_keypair_new ();
  Twist twists[] = {
    { .key = other },
    { .key = other, .province = pantau_keypair_get_name (f->province) },
    { .province = pantau_keypair_get_name (other) },
    { .nonce = "AAAAAAAAAAAAAAAAAAAAAA" },
    { .nonce = "" },
    { .purpose = PANTAU_PURPOSE_RECEIPT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (twists); i++)
    {
      pantau_mock_add_handler (f->mock, challenge_cb, &twists[i]);
      pantau_fixture_assert_push_fails (f, PANTAU_ERROR_SIGNATURE);
    }
  g_assert_cmpint (pantau_client_get_clock_error (f->client), ==, 0);
}

static void
test_false_token (PantauFixture *f, gconstpointer data)
{
  static const char *const answers[] = {
    "{}",
    "{\"token\":\"a b\",\"role\":\"field\",\"region\":\"16\",\"epoch\":\"mock-epoch\"}",
    "{\"token\":\"a\\r\\nX: y\",\"role\":\"field\",\"region\":\"16\",\"epoch\":\"mock-epoch\"}",
    "{\"token\":\"\",\"role\":\"field\",\"region\":\"16\",\"epoch\":\"mock-epoch\"}",
    "{\"token\":\"t\",\"role\":\"field\",\"region\":\"16\",\"epoch\":\"another\"}",
    "{\"token\":\"t\",\"role\":1,\"region\":\"16\",\"epoch\":\"mock-epoch\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      Twist twist = { 0 };

      pantau_mock_add_handler (f->mock, challenge_cb, &twist);
      pantau_mock_add_reply (f->mock, 200, JSON, answers[i]);
      pantau_fixture_assert_push_fails (f, PANTAU_ERROR_MALFORMED);
    }
}

/* A session that has run out is renewed without a word… */
static void
test_renewal (PantauFixture *f, gconstpointer data)
{
  g_autoptr (PantauReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  pantau_fixture_log_in (f);
  pantau_mock_add_problem (f->mock, 401, "token");
  pantau_mock_add_login (f->mock);
  pantau_mock_add_receipt (f->mock);
  receipt = pantau_fixture_push (f, NULL, &error);
  g_assert_no_error (error);
}

/* … but only once, and only for that reason. */
static void
test_renewal_once (PantauFixture *f, gconstpointer data)
{
  pantau_mock_add_login (f->mock);
  pantau_mock_add_problem (f->mock, 401, "token");
  pantau_fixture_assert_push_fails (f, PANTAU_ERROR_REFUSED);

  pantau_mock_add_problem (f->mock, 401, "token");
  pantau_mock_add_login (f->mock);
  pantau_mock_add_problem (f->mock, 401, "token");
  pantau_fixture_assert_push_fails (f, PANTAU_ERROR_REFUSED);

  pantau_mock_add_problem (f->mock, 403, "revoked");
  pantau_fixture_assert_push_fails (f, PANTAU_ERROR_REFUSED);
  pantau_mock_add_reply (f->mock, 401, NULL, "");
  pantau_fixture_assert_push_fails (f, PANTAU_ERROR_REFUSED);
}

static void
test_not_enrolled (PantauFixture *f, gconstpointer data)
{
  g_autoptr (PantauClient) client =
      pantau_client_new (pantau_mock_get_url (f->mock), f->device, NULL, NULL);
  g_autoptr (PantauReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_client_push (client, f->entries, NULL, NULL, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_NOT_ENROLLED);
  g_clear_error (&error);

  pantau_client_set_province (client, pantau_keypair_get_name (f->province));
  pantau_mock_add_login (f->mock);
  pantau_mock_add_receipt (f->mock);
  receipt = pantau_client_push (client, f->entries, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Each problem has its code and a sentence of its own. */
static void
test_problems (PantauFixture *f, gconstpointer data)
{
  static const struct
  {
    guint status;
    const char *name;
    PantauError code;
  } problems[] = {
    { 400, "malformed", PANTAU_ERROR_REFUSED },
    { 413, "too-large", PANTAU_ERROR_TOO_LARGE },
    { 415, "unsupported-encoding", PANTAU_ERROR_REFUSED },
    { 404, "not-found", PANTAU_ERROR_NOT_FOUND },
    { 405, "method", PANTAU_ERROR_REFUSED },
    { 403, "unknown-device", PANTAU_ERROR_REFUSED },
    { 403, "revoked", PANTAU_ERROR_REFUSED },
    { 403, "expired", PANTAU_ERROR_REFUSED },
    { 403, "invitation-unknown", PANTAU_ERROR_REFUSED },
    { 409, "invitation-used", PANTAU_ERROR_REFUSED },
    { 410, "invitation-expired", PANTAU_ERROR_REFUSED },
    { 409, "practice", PANTAU_ERROR_REFUSED },
    { 403, "bad-answer", PANTAU_ERROR_REFUSED },
    { 409, "epoch", PANTAU_ERROR_EPOCH },
    { 429, "rate", PANTAU_ERROR_OVERLOADED },
    { 503, "busy", PANTAU_ERROR_OVERLOADED },
    { 507, "disk", PANTAU_ERROR_OVERLOADED },
    { 500, "internal", PANTAU_ERROR_OVERLOADED },
    { 418, "from-the-future", PANTAU_ERROR_REFUSED },
  };
  g_autoptr (GHashTable) sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  pantau_fixture_log_in (f);
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      g_autoptr (GError) error = NULL;

      pantau_mock_add_problem (f->mock, problems[i].status, problems[i].name);
      g_assert_null (pantau_fixture_push (f, NULL, &error));
      g_assert_error (error, PANTAU_ERROR, (int) problems[i].code);
      g_assert_cmpstr (pantau_client_get_problem (f->client), ==, problems[i].name);
      g_assert_true (g_hash_table_add (sentences, g_strdup (error->message)));
    }

  /* It is of the last answer, not of an older one. */
  pantau_mock_add_receipt (f->mock);
  {
    g_autoptr (PantauReceipt) receipt = pantau_fixture_push (f, NULL, NULL);

    g_assert_nonnull (receipt);
    g_assert_null (pantau_client_get_problem (f->client));
  }
}

/* ---- Pushing ---- */

static void
test_push (PantauFixture *f, gconstpointer data)
{
  const PantauMockRequest *request;
  g_autoptr (PantauReceipt) receipt = NULL;
  g_autoptr (GPtrArray) arrived = NULL;
  g_autoptr (GError) error = NULL;
  guint64 bytes = 0;

  pantau_mock_add_login (f->mock);
  pantau_mock_add_receipt (f->mock);
  receipt = pantau_client_push (f->client, f->entries, &bytes, NULL, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (receipt->lines->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      PantauReceiptLine *line = &g_array_index (receipt->lines, PantauReceiptLine, i);

      g_assert_cmpstr (line->id, ==, ((PantauEntry *) f->entries->pdata[i])->id);
      g_assert_cmpint (line->index, ==, 101 + i);
      g_assert_cmpint (line->fate, ==, PANTAU_FATE_ACCEPTED);
    }

  request = pantau_mock_get_request (f->mock, 2);
  arrived = pantau_mock_read_lines (request);
  g_assert_cmpuint (arrived->len, ==, 3);
  g_assert_cmpuint (bytes, ==, request->body->len);
  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_cmpstr (request->path, ==, "/v1/entries");
  g_assert_cmpstr (g_hash_table_lookup (request->headers, "content-encoding"), ==, "zstd");
  g_assert_cmpstr (g_hash_table_lookup (request->headers, "accept-encoding"), ==, "identity");
  g_assert_cmpuint (strlen (g_hash_table_lookup (request->headers, "pantau-nonce")), ==, 22);
  g_assert_null (g_hash_table_lookup (request->headers, "cookie"));
}

/* Nothing of a portal is kept: neither its cookie nor its credentials. */
static void
test_no_memory (PantauFixture *f, gconstpointer data)
{
  g_autoptr (PantauReceipt) receipt = NULL;

  pantau_fixture_log_in (f);
  pantau_mock_add_reply (f->mock, 200, "Content-Type: text/html\r\nSet-Cookie: a=b\r\n", "<html>");
  pantau_fixture_assert_push_fails (f, PANTAU_ERROR_PORTAL);
  pantau_mock_add_reply (f->mock, 401, "WWW-Authenticate: Basic realm=\"x\"\r\nSet-Cookie: a=b\r\n",
                         "");
  pantau_fixture_assert_push_fails (f, PANTAU_ERROR_REFUSED);
  pantau_mock_add_receipt (f->mock);
  receipt = pantau_fixture_push (f, NULL, NULL);
  g_assert_nonnull (receipt);
  g_assert_null (g_hash_table_lookup (pantau_mock_get_request (f->mock, 4)->headers, "cookie"));
}

static void
test_false_receipt (PantauFixture *f, gconstpointer data)
{
  g_autoptr (PantauKeypair) other = pantau_keypair_new ();
  g_autoptr (PantauEntry) stranger =
      pantau_fixture_make_entry (f->device, PANTAU_TYPE_CREATE, 1, "", NULL, NULL, NULL);
  Twist another_key = { .key = other }, another_line = { .entry = stranger },
        old_nonce = { .nonce = "AAAAAAAAAAAAAAAAAAAAAA" }, too_short = { .one_less = TRUE };

  pantau_fixture_log_in (f);
  pantau_mock_add_handler (f->mock, receipt_cb, &another_key);
  pantau_fixture_assert_push_fails (f, PANTAU_ERROR_SIGNATURE);
  pantau_mock_add_handler (f->mock, receipt_cb, &another_line);
  pantau_fixture_assert_push_fails (f, PANTAU_ERROR_SIGNATURE);
  pantau_mock_add_handler (f->mock, receipt_cb, &old_nonce);
  pantau_fixture_assert_push_fails (f, PANTAU_ERROR_SIGNATURE);
  pantau_mock_add_handler (f->mock, receipt_cb, &too_short);
  pantau_fixture_assert_push_fails (f, PANTAU_ERROR_MALFORMED);
}

/* A true receipt for the very same lines, heard once and played again. */
static void
test_replayed_receipt (PantauFixture *f, gconstpointer data)
{
  g_autoptr (GString) heard = g_string_new (NULL);
  g_autoptr (PantauReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;
  Twist twist = { .said = heard };

  pantau_fixture_log_in (f);
  pantau_mock_add_handler (f->mock, receipt_cb, &twist);
  receipt = pantau_fixture_push (f, NULL, &error);
  g_assert_no_error (error);
  pantau_mock_add_reply (f->mock, 200, JSON, heard->str);
  pantau_fixture_assert_push_fails (f, PANTAU_ERROR_SIGNATURE);
}

/* Refused before anybody is asked. */
static void
test_batch_limits (PantauFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) many = g_ptr_array_new ();
  g_autoptr (GPtrArray) heavy =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  g_autofree char *text = g_strnfill (60 * 1024, 'x');
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i <= PANTAU_BATCH_LINES; i++)
    g_ptr_array_add (many, f->entries->pdata[0]);
  g_assert_null (pantau_client_push (f->client, many, NULL, NULL, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_TOO_LARGE);
  g_clear_error (&error);

  for (guint i = 0; i < 18; i++)
    {
      JsonObject *body = json_object_new ();

      json_object_set_string_member (body, "narrative", text);
      g_ptr_array_add (heavy, pantau_fixture_make_entry (f->device, PANTAU_TYPE_CREATE, 1, "", NULL,
                                                         NULL, body));
    }
  g_assert_null (pantau_client_push (f->client, heavy, NULL, NULL, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_TOO_LARGE);
  g_assert_cmpuint (pantau_mock_count (f->mock), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  PANTAU_FIXTURE_TEST ("/client/addresses", test_addresses);
  PANTAU_FIXTURE_TEST ("/client/join", test_join);
  PANTAU_FIXTURE_TEST ("/client/join-not-ours", test_join_not_ours);
  PANTAU_FIXTURE_TEST ("/client/session", test_session);
  PANTAU_FIXTURE_TEST ("/client/clock-error", test_clock_error);
  PANTAU_FIXTURE_TEST ("/client/false-challenge", test_false_challenge);
  PANTAU_FIXTURE_TEST ("/client/false-token", test_false_token);
  PANTAU_FIXTURE_TEST ("/client/renewal", test_renewal);
  PANTAU_FIXTURE_TEST ("/client/renewal-once", test_renewal_once);
  PANTAU_FIXTURE_TEST ("/client/not-enrolled", test_not_enrolled);
  PANTAU_FIXTURE_TEST ("/client/problems", test_problems);
  PANTAU_FIXTURE_TEST ("/client/push", test_push);
  PANTAU_FIXTURE_TEST ("/client/no-memory", test_no_memory);
  PANTAU_FIXTURE_TEST ("/client/false-receipt", test_false_receipt);
  PANTAU_FIXTURE_TEST ("/client/replayed-receipt", test_replayed_receipt);
  PANTAU_FIXTURE_TEST ("/client/batch-limits", test_batch_limits);

  return g_test_run ();
}
