/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Early warnings at work: fetched from a server that may be anybody's, counted against the polling stations, made risks of. */

#include "config.h"

#include <string.h>

#include "home-fixture.h"
#include "mock-server.h"
#include "pantau-warning-fetch.h"
#include "pantau-warning-impact.h"
#include "pantau-warning-open.h"
#include "test-util.h"
#include "warning-fixture.h"
#include "warning-tests.h"

typedef struct
{
  Place place;
  PantauHome *home;
  PantauWarningMatcher *matcher;
  PantauKeypair *key;
  PantauMock *mock;
} Work;

static Work
work_new (void)
{
  Work self = { .place = place_new () };
  g_autoptr (GError) error = NULL;

  self.home = place_open (&self.place);
  self.matcher = pantau_warning_matcher_new (pantau_home_get_reference (self.home), &error);
  g_assert_no_error (error);
  self.key = test_key_new (1);
  self.mock = pantau_mock_new (self.key);
  pantau_warning_fetch_set_pace (1);

  return self;
}

static void
work_clear (Work *self)
{
  pantau_mock_free (self->mock);
  pantau_keypair_free (self->key);
  pantau_warning_matcher_free (self->matcher);
  pantau_home_close (self->home);
  place_clear (&self->place);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

/* An index of messages 1 to @n; the second half of them names our province. */
static void
answer_index (Work *self, guint n, const char *headers)
{
  g_autoptr (GString) text = g_string_new ("<rss version='2.0'><channel><title>x</title>");

  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text,
                            "<item><title>Hujan di %s</title><link>/%u.xml</link>"
                            "<guid>g%u</guid></item>",
                            i > n / 2 ? "Sumatera Selatan" : "Banten", i, i);
  g_string_append (text, "</channel></rss>");
  pantau_mock_add_reply (self->mock, 200, headers, text->str);
}

static void
answer_message (Work *self, const WarningText *message)
{
  g_autofree char *text = warning_text (message);

  pantau_mock_add_reply (self->mock, 200, "Content-Type: application/xml\r\n", text);
}

static gboolean
fetch (Work *self, PantauWarningFetched *fetched, GError **error)
{
  g_autofree char *url = g_strconcat (pantau_mock_get_url (self->mock), "/rss.xml", NULL);

  return pantau_warning_fetch (self->home, self->matcher, url, fetched, NULL, error);
}

static void
assert_fetches (Work *self, guint added, guint known, guint elsewhere)
{
  g_auto (PantauWarningFetched) fetched = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (fetch (self, &fetched, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fetched.added, ==, added);
  g_assert_cmpuint (fetched.known, ==, known);
  g_assert_cmpuint (fetched.elsewhere, ==, elsewhere);
}

static void
assert_fetch_fails (Work *self, PantauError code)
{
  g_auto (PantauWarningFetched) fetched = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (fetch (self, &fetched, &error));
  test_assert_error (error, code);
}

static const char *
get_header (Work *self, guint request, const char *name)
{
  return g_hash_table_lookup (pantau_mock_get_request (self->mock, request)->headers, name);
}

/* Ours first; nothing is asked for a second time; an index that is as it was costs one question. */
static void
test_fetch (void)
{
  g_auto (Work) work = work_new ();
  g_auto (PantauWarningFetched) fetched = { 0 };
  g_autoptr (GError) error = NULL;

  answer_index (&work, 2, "ETag: \"satu\"\r\nLast-Modified: Mon, 08 Feb 2027 10:00:00 GMT\r\n");
  answer_message (&work, &(WarningText){ 0 });
  answer_message (&work,
                  &(WarningText){ .identifier = "b", .headline = "Banten", .area = "Banten" });
  assert_fetches (&work, 1, 0, 1);
  g_assert_cmpstr (pantau_mock_get_request (work.mock, 1)->path, ==, "/2.xml");
  g_assert_cmpstr (pantau_mock_get_request (work.mock, 2)->path, ==, "/1.xml");
  g_assert_null (get_header (&work, 0, "if-none-match"));

  pantau_mock_add_reply (work.mock, 304, NULL, "");
  g_assert_true (fetch (&work, &fetched, &error));
  g_assert_no_error (error);
  g_assert_true (fetched.unchanged);
  g_assert_cmpstr (get_header (&work, 3, "if-none-match"), ==, "\"satu\"");
  g_assert_cmpstr (get_header (&work, 3, "if-modified-since"), ==, "Mon, 08 Feb 2027 10:00:00 GMT");

  answer_index (&work, 2, NULL);
  assert_fetches (&work, 0, 2, 0);
}

/* What broke off is gone on with: the index is not taken for read before all of it is. */
static void
test_interrupted (void)
{
  g_auto (Work) work = work_new ();

  answer_index (&work, 2, "ETag: \"satu\"\r\n");
  answer_message (&work, &(WarningText){ 0 });
  pantau_mock_add_reply (work.mock, 503, NULL, "");
  assert_fetch_fails (&work, PANTAU_ERROR_OVERLOADED);

  answer_index (&work, 2, "ETag: \"satu\"\r\n");
  answer_message (&work, &(WarningText){ .identifier = "b" });
  assert_fetches (&work, 1, 1, 0);
  g_assert_null (get_header (&work, 3, "if-none-match"));
}

/* One message that is none costs none of the others, and is tried again. */
static void
test_unreadable (void)
{
  g_auto (Work) work = work_new ();
  g_auto (PantauWarningFetched) fetched = { 0 };
  g_autoptr (GError) error = NULL;

  answer_index (&work, 2, "ETag: \"satu\"\r\n");
  pantau_mock_add_reply (work.mock, 200, NULL, "<!DOCTYPE a [<!ENTITY b 'c'>]><alert>&b;</alert>");
  answer_message (&work, &(WarningText){ 0 });
  g_assert_true (fetch (&work, &fetched, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fetched.added, ==, 1);
  g_assert_cmpuint (fetched.unreadable, ==, 1);
  g_assert_nonnull (fetched.fault);

  answer_index (&work, 2, NULL);
  answer_message (&work, &(WarningText){ .identifier = "b" });
  assert_fetches (&work, 1, 1, 0);
}

static void
test_one_message (void)
{
  g_auto (Work) work = work_new ();

  answer_message (&work, &(WarningText){ 0 });
  assert_fetches (&work, 1, 0, 0);
}

/* A Wi-Fi's page, an answer without an end, a way that leads elsewhere or in a circle, a server that fails. */
static void
test_strangers (void)
{
  g_auto (Work) work = work_new ();

  pantau_mock_add_reply (work.mock, 200, "Content-Type: text/html\r\n",
                         "<html><body>Silakan masuk</body></html>");
  assert_fetch_fails (&work, PANTAU_ERROR_PORTAL);

  pantau_mock_add_reply (work.mock, 200, NULL, "<rss><channel><title>x</title>");
  assert_fetch_fails (&work, PANTAU_ERROR_MALFORMED);

  pantau_mock_add_raw (work.mock,
                       "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<rss>"
                       "                                                                          ",
                       -1);
  pantau_mock_repeat (work.mock);
  assert_fetch_fails (&work, PANTAU_ERROR_TOO_LARGE);

  pantau_mock_add_reply (work.mock, 302, "Location: http://contoh.example/alerts\r\n", "");
  assert_fetch_fails (&work, PANTAU_ERROR_INVALID);

  pantau_mock_add_reply (work.mock, 302, "Location: file:///etc/passwd\r\n", "");
  assert_fetch_fails (&work, PANTAU_ERROR_INVALID);

  for (guint i = 0; i < 4; i++)
    pantau_mock_add_reply (work.mock, 301, "Location: /rss.xml\r\n", "");
  assert_fetch_fails (&work, PANTAU_ERROR_REFUSED);

  pantau_mock_add_reply (work.mock, 404, NULL, "");
  assert_fetch_fails (&work, PANTAU_ERROR_REFUSED);

  pantau_mock_add_reply (work.mock, 302, "Location: /alerts\r\n", "");
  answer_message (&work, &(WarningText){ 0 });
  assert_fetches (&work, 1, 0, 0);
}

static void
test_addresses (void)
{
  static const char *const wrong[] = {
    "http://www.bmkg.go.id/alerts", "ftp://bmkg.go.id/a", "https://orang:sandi@bmkg.go.id/",
    "file:///etc/passwd",           "bmkg.go.id",         ""
  };
  g_auto (Work) work = work_new ();

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_auto (PantauWarningFetched) fetched = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_false (
          pantau_warning_fetch (work.home, work.matcher, wrong[i], &fetched, NULL, &error));
      test_assert_error (error, PANTAU_ERROR_INVALID);
    }
}

/* Files and a folder of them: what is none is told of and costs nothing else. */
static void
test_files (void)
{
  g_auto (Work) work = work_new ();
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autoptr (GFile) folder = g_file_new_for_path (dir), index = NULL;
  g_auto (PantauWarningFetched) fetched = { 0 };
  g_autoptr (GError) error = NULL;
  const struct
  {
    const char *name;
    char *text;
  } files[] = {
    { "satu.xml", warning_text (&(WarningText){ 0 }) },
    { "dua.CAP",
      warning_text (&(WarningText){ .identifier = "b", .headline = "Banten", .area = "Banten" }) },
    { "rusak.xml", g_strdup ("<alert") },
    { "catatan.txt", g_strdup ("bukan") },
    { "rss.xml", g_strdup ("<rss/>") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (dir, files[i].name, NULL);

      test_file_write (path, files[i].text, strlen (files[i].text));
      g_free (files[i].text);
    }
  g_assert_true (pantau_warning_read (work.home, work.matcher, folder, &fetched, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fetched.added, ==, 2);
  g_assert_cmpuint (fetched.unreadable, ==, 2);

  index = g_file_get_child (folder, "rss.xml");
  pantau_warning_fetched_clear (&fetched);
  g_assert_false (pantau_warning_read (work.home, work.matcher, index, &fetched, NULL, &error));
  test_assert_error (error, PANTAU_ERROR_INVALID);
}

#define BATURAJA "di Sumatera Selatan, khususnya di Kec. Baturaja Timur, Kec. Baturaja Barat"

static void
keep (Work *self, const WarningText *text)
{
  g_autoptr (GBytes) bytes = warning_bytes (text);
  g_autoptr (GError) error = NULL;
  PantauWarningsOutcome outcome;

  pantau_warnings_add (pantau_home_get_db (self->home), self->matcher, bytes, NULL, FALSE, &outcome,
                       NULL, &error);
  g_assert_no_error (error);
}

static PantauWarningImpact *
count (Work *self, const char *name, const char *region)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauWarningItem) item = pantau_warnings_get (
      pantau_home_get_db (self->home), self->matcher, name, WARNING_NOON, &error);
  PantauWarningImpact *impact;

  g_assert_no_error (error);
  impact =
      pantau_warning_impact (pantau_home_get_store (self->home), pantau_home_get_db (self->home),
                             self->matcher, item, region, WARNING_NOON, NULL, &error);
  g_assert_no_error (error);

  return impact;
}

/* 319 and 117 TPS as KPU counted them; voters in proportion to 6,326,348 in 25,985 TPS; a prison in Air Paoh. */
static void
test_impact (void)
{
  g_auto (Work) work = work_new ();
  g_autoptr (PantauWarningImpact) impact = NULL, part = NULL;
  const PantauWarningPlace *place;

  keep (&work, &(WarningText){ .description = BATURAJA });
  impact = count (&work, WARNING_ID, NULL);
  g_assert_cmpuint (impact->places->len, ==, 2);
  g_assert_cmpuint (impact->tps, ==, 319 + 117);
  place = g_ptr_array_index (impact->places, 1);
  g_assert_cmpstr (place->hit.code, ==, "16.01.14");
  g_assert_cmpint (place->voters, ==, (6326348LL * 319 + 25985 / 2) / 25985);
  g_assert_cmpuint (place->special, ==, 1);
  g_assert_cmpstr (place->sites, ==, "Rutan Kelas IIB Baturaja");
  g_assert_cmpuint (impact->risks, ==, 0);
  g_assert_null (place->record);
  part = count (&work, WARNING_ID, "16.01.13");
  g_assert_cmpuint (part->places->len, ==, 1);
}

static GStrv
open_risks (Work *self, const char *name, const char *const *kecamatan, GError **error)
{
  return pantau_warning_open_risks (self->home, self->matcher, name, kecamatan, WARNING_NOON, NULL,
                                    error);
}

static const char *
value_of (PantauRecord *record, const char *field)
{
  GPtrArray *values = pantau_record_get_values (record);

  for (guint i = 0; i < values->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (values, i);

      if (g_str_equal (value->field, field))
        return value->value;
    }

  return NULL;
}

/* Each kecamatan once, also for the update of a warning; how bad it is is nobody's guess. */
static void
test_open (void)
{
  static const char *const both[] = { "16.01.13", "16.01.14", "16.01.13", NULL };
  g_auto (Work) work = work_new ();
  g_auto (GStrv) ids = NULL, again = NULL, updated = NULL;
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (PantauWarningImpact) impact = NULL;
  g_autoptr (GError) error = NULL;

  keep (&work, &(WarningText){ .description = BATURAJA });
  ids = open_risks (&work, WARNING_ID, both, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (ids), ==, 2);

  record = pantau_store_get (pantau_home_get_store (work.home), ids[1], &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pantau_record_get_region (record), ==, "16.01.14");
  g_assert_cmpstr (value_of (record, "hazard"), ==, "\"hujan-lebat\"");
  g_assert_cmpstr (value_of (record, "phase"), ==, "\"potensi\"");
  g_assert_cmpstr (value_of (record, "early_warning"), ==, "\"Badan Contoh " WARNING_ID "\"");
  g_assert_null (value_of (record, "severity"));
  g_assert_null (value_of (record, "risk_matrix"));
  g_assert_nonnull (strstr (value_of (record, "narrative"), "Baturaja Timur"));

  again = open_risks (&work, WARNING_ID, both, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (again), ==, 0);

  keep (&work,
        &(WarningText){ .identifier = "baru",
                        .type = "Update",
                        .sent = "2027-02-10T11:00:00+07:00",
                        .references = WARNING_SENDER "," WARNING_ID ",2027-02-10T10:00:00+07:00",
                        .description = BATURAJA });
  updated = open_risks (&work, "baru", both, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (updated), ==, 0);

  impact = count (&work, "baru", NULL);
  g_assert_cmpuint (impact->risks, ==, 2);
  g_assert_cmpstr (((PantauWarningPlace *) g_ptr_array_index (impact->places, 1))->record, ==,
                   ids[1]);
}

/* Nothing is opened for what is no warning now, nor where it does not strike. */
static void
test_not_opened (void)
{
  static const char *const here[] = { "16.01.14", NULL }, *const there[] = { "16.71.01", NULL };
  g_auto (Work) work = work_new ();
  g_autoptr (GError) error = NULL;

  keep (&work, &(WarningText){ .description = BATURAJA });
  keep (&work,
        &(WarningText){ .identifier = "latihan", .status = "Exercise", .description = BATURAJA });
  keep (&work, &(WarningText){ .identifier = "lewat",
                               .expires = "2027-02-10T11:00:00+07:00",
                               .description = BATURAJA });
  g_assert_null (open_risks (&work, WARNING_ID, there, &error));
  test_assert_error (error, PANTAU_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (open_risks (&work, "latihan", here, &error));
  test_assert_error (error, PANTAU_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (open_risks (&work, "lewat", here, &error));
  test_assert_error (error, PANTAU_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (open_risks (&work, "tidak-ada", here, &error));
  test_assert_error (error, PANTAU_ERROR_NOT_FOUND);
}

void
add_warning_work_tests (void)
{
  g_test_add_func ("/warning/fetch", test_fetch);
  g_test_add_func ("/warning/interrupted", test_interrupted);
  g_test_add_func ("/warning/unreadable", test_unreadable);
  g_test_add_func ("/warning/one-message", test_one_message);
  g_test_add_func ("/warning/strangers", test_strangers);
  g_test_add_func ("/warning/addresses", test_addresses);
  g_test_add_func ("/warning/files", test_files);
  g_test_add_func ("/warning/impact", test_impact);
  g_test_add_func ("/warning/open", test_open);
  g_test_add_func ("/warning/not-opened", test_not_opened);
}
