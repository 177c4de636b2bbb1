/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of records with the real programs: from the field to the desk, and to Pemprov what a desk releases, and nothing else by whatever way. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "pantau-edit-private.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-sync.h"
#include "test-util.h"
#include "trip-fixture.h"

#define PLACE  "16.06.01"
#define SECRET "tangkapan layar dari Siti"
#define MASKED "tangkapan layar dari ****"
#define WHY    "--reason", "Putusan MA 12/2026", "--basis", "Pasal 26 UU ITE"

static char *
write_file (Trip *trip, const char *name, const char *text)
{
  char *path = trip_path (trip, name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));

  return path;
}

static void
enrol (Trip *trip, const char *home, const char *role, const char *region)
{
  g_autofree char *person =
      g_strdup_printf ("{\"code\":\"%s\",\"name\":\"Nama %s\",\"position\":\"Staf\"}", home, home);
  g_autofree char *invitation = trip_province_ok (trip, "invite", "--role", role, "--region",
                                                  region, "--person", person, NULL);

  trip_home (trip, home);
  ctl_do (trip, home, "enroll", "--server", trip_url (trip), invitation, NULL);
}

/* A record of the field with one file, which the province, a desk and Pemprov know. Returns its UUID. (transfer full) */
static char *
begin (Trip *trip, const char *kind, char **hash)
{
  g_autofree char *json = record_json ("TPS dipindah ke balai desa", PLACE);
  g_autofree char *path = write_file (trip, "layar.txt", SECRET);
  char *id;

  enrol (trip, "field", "field", PLACE);
  enrol (trip, "desk", "desk", "16.06");
  enrol (trip, "pemprov", "pemprov", "16");
  id = ctl_record (trip, "field", kind, json);
  *hash = ctl_ok (trip, "field", "attach", id, path, "--text", "dari grup warga", NULL);
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");
  ctl_sync (trip, "pemprov");

  return id;
}

static JsonObject *
file_of (JsonObject *record, const char *hash)
{
  JsonArray *files = pantau_json_array (record, "evidence");

  for (guint i = 0; i < json_array_get_length (files); i++)
    {
      JsonObject *file = json_array_get_object_element (files, i);

      if (g_str_equal (pantau_json_string (file, "sha256"), hash))
        return file;
    }

  return NULL;
}

static void
assert_file (Trip *trip,
             const char *home,
             const char *id,
             const char *hash,
             const char *state,
             gboolean released)
{
  g_autoptr (JsonObject) record = ctl_show (trip, home, id);
  JsonObject *file = file_of (record, hash);

  g_assert_nonnull (file);
  g_assert_cmpstr (pantau_json_string (file, "state"), ==, state);
  g_assert_true (pantau_json_boolean (file, "released") == released);
}

static void
assert_held (Trip *trip, const char *id, const char *hash)
{
  g_autoptr (Ran) ran = ctl (trip, "pemprov", "--json", "fetch", id, hash, NULL);

  ran_assert_fault (ran, 1, "refused", NULL);
}

/* Fetches it, and the copy that is written says @text. */
static void
assert_fetched (Trip *trip, const char *home, const char *id, const char *hash, const char *text)
{
  g_autofree char *name = g_strconcat (home, "-", hash, NULL), *path = trip_path (trip, name),
                  *found = NULL;

  ctl_do (trip, home, "fetch", id, hash, "--to", path, NULL);
  g_assert_true (g_file_get_contents (path, &found, NULL, NULL));
  g_assert_cmpstr (found, ==, text);
}

static void
test_way (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *hash = NULL, *id = begin (trip, "hoax", &hash), *shown = NULL;
  g_autoptr (JsonObject) record = ctl_show (trip, "desk", id);
  JsonObject *file = file_of (record, hash);

  assert_file (trip, "field", id, hash, "received", FALSE);
  assert_file (trip, "desk", id, hash, "missing", FALSE);
  g_assert_cmpstr (pantau_json_string (file, "name"), ==, "layar.txt");
  g_assert_cmpstr (pantau_json_string (file, "type"), ==, "text/plain");
  g_assert_cmpstr (pantau_json_string (file, "note"), ==, "dari grup warga");
  g_assert_cmpint (pantau_json_integer (file, "size", 0), ==, strlen (SECRET));
  shown = ctl_ok (trip, "desk", "show", id, NULL);
  g_assert_nonnull (strstr (shown, "layar.txt"));

  assert_fetched (trip, "desk", id, hash, SECRET);
  assert_file (trip, "desk", id, hash, "here", FALSE);
  ctl_verify (trip, "field");
  ctl_verify (trip, "desk");
}

/* A masked copy is what Pemprov gets; the original stays with Bawaslu until a desk says otherwise. */
static void
test_pemprov (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *hash = NULL, *id = begin (trip, "hoax", &hash);
  g_autofree char *path = write_file (trip, "tertutup.txt", MASKED), *copy = NULL;
  g_autoptr (Ran) not_mine = ctl (trip, "field", "--json", "release-file", id, hash, NULL);
  g_autoptr (Ran) not_theirs = ctl (trip, "pemprov", "--json", "release-file", id, hash, NULL);

  ran_assert_fault (not_mine, 1, "refused", NULL);
  ran_assert_fault (not_theirs, 1, "refused", NULL);
  assert_held (trip, id, hash);

  copy = ctl_ok (trip, "desk", "release-file", id, hash, "--masked", path, "--reason",
                 "Nama pengirim ditutup", NULL);
  g_assert_cmpstr (copy, !=, hash);
  ctl_sync (trip, "desk");
  ctl_sync (trip, "pemprov");
  assert_file (trip, "pemprov", id, copy, "missing", TRUE);
  assert_file (trip, "pemprov", id, hash, "missing", FALSE);
  assert_fetched (trip, "pemprov", id, copy, MASKED);
  assert_held (trip, id, hash);

  ctl_do (trip, "desk", "release-file", id, hash, "--reason", "Tidak ada nama di dalamnya", NULL);
  ctl_sync (trip, "desk");
  ctl_sync (trip, "pemprov");
  assert_fetched (trip, "pemprov", id, hash, SECRET);
}

/* What is no hoax needs no release. */
static void
test_risk (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *hash = NULL, *id = begin (trip, "risk", &hash);
  g_autoptr (Ran) ran = ctl (trip, "desk", "--json", "release-file", id, hash, NULL);

  ran_assert_fault (ran, 1, "refused", NULL);
  assert_fetched (trip, "pemprov", id, hash, SECRET);
}

/* A record of @kind with a photo, as the desk and Pemprov get it. (transfer full) */
static char *
send_photo (Trip *trip, const char *kind, char **hash)
{
  g_autofree char *json = record_json ("TPS dipindah ke balai desa", PLACE);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "foto-exif.jpg", NULL);
  char *id = ctl_record (trip, "field", kind, json);

  *hash = ctl_ok (trip, "field", "attach", id, path, "--origin", "saksi", NULL);
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");
  ctl_sync (trip, "pemprov");

  return id;
}

static void
assert_claims (Trip *trip, const char *home, const char *id, const char *hash, const char *taken)
{
  g_autoptr (JsonObject) record = ctl_show (trip, home, id);
  JsonObject *file = file_of (record, hash);
  JsonNode *claims = json_object_get_member (file, "claims");

  g_assert_cmpstr (pantau_json_string (file, "origin"), ==, "saksi");
  if (taken == NULL)
    g_assert_true (JSON_NODE_HOLDS_NULL (claims));
  else
    g_assert_cmpstr (pantau_json_string (json_node_get_object (claims), "taken"), ==, taken);
}

/* What a photo says of itself goes along with a risk; of a hoax it stays where the photo is. Both records have the same file, and say so. */
static void
test_claims (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *hash = NULL, *other = NULL, *risk = NULL, *hoax = NULL, *shown = NULL;
  g_autoptr (JsonObject) record = NULL;
  JsonArray *also;

  enrol (trip, "field", "field", PLACE);
  enrol (trip, "desk", "desk", "16.06");
  enrol (trip, "pemprov", "pemprov", "16");
  risk = send_photo (trip, "risk", &hash);
  hoax = send_photo (trip, "hoax", &other);
  g_assert_cmpstr (hash, ==, other);
  assert_claims (trip, "desk", risk, hash, "2024-02-14T06:15:00");
  assert_claims (trip, "pemprov", risk, hash, "2024-02-14T06:15:00");
  assert_claims (trip, "desk", hoax, hash, NULL);
  assert_claims (trip, "pemprov", hoax, hash, NULL);

  record = ctl_show (trip, "desk", hoax);
  also = pantau_json_array (file_of (record, hash), "also");
  g_assert_cmpuint (json_array_get_length (also), ==, 1);
  g_assert_cmpstr (pantau_json_string (json_array_get_object_element (also, 0), "id"), ==, risk);
  shown = ctl_ok (trip, "desk", "show", risk, NULL);
  g_assert_nonnull (strstr (shown, "-2.99093"));
}

/* What is too large to travel is known everywhere, waited for nowhere, and no fault. */
static void
test_medium (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *known = NULL, *id = begin (trip, "risk", &known), *hash = NULL;
  g_autofree char *path = write_file (trip, "rekaman.mp4", "rekaman");
  g_autoptr (Ran) small =
      ctl (trip, "field", "--json", "attach", id, path, "--medium", "flashdisk biru", NULL);
  g_autoptr (Ran) large = NULL, fetched = NULL, nobody = NULL;
  g_autoptr (JsonObject) record = NULL;

  ran_assert_fault (small, 1, "invalid", NULL);
  g_assert_cmpint (truncate (path, 100 * 1024 * 1024 + 1), ==, 0);
  large = ctl (trip, "field", "--json", "attach", id, path, NULL);
  ran_assert_fault (large, 1, "too-large", NULL);
  nobody = ctl (trip, "field", "--json", "attach", id, path, "--medium", "flashdisk biru",
                "--origin", "Ibu Siti", NULL);
  ran_assert_fault (nobody, 1, "invalid", NULL);
  hash = ctl_ok (trip, "field", "attach", id, path, "--medium", "flashdisk biru, lemari 2", NULL);
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");
  assert_file (trip, "field", id, hash, "elsewhere", FALSE);
  assert_file (trip, "desk", id, hash, "elsewhere", FALSE);
  record = ctl_show (trip, "desk", id);
  g_assert_cmpstr (pantau_json_string (file_of (record, hash), "medium"), ==,
                   "flashdisk biru, lemari 2");
  fetched = ctl (trip, "desk", "--json", "fetch", id, hash, NULL);
  ran_assert_fault (fetched, 1, "not-found", NULL);
  ctl_verify (trip, "field");
  ctl_verify (trip, "desk");
}

/* Writes a line of @type about @id that names the file, as no program of ours would. */
static void
name_file (Trip *trip, const char *home, const char *id, const char *type, const char *hash)
{
  g_autofree char *path = trip_path (trip, home),
                  *json = g_strdup_printf ("{\"files\":[{\"hash\":\"%s\"}],\"targets\":[\"%s\"],"
                                           "\"reason\":\"x\",\"blobs\":[\"%s\"]}",
                                           hash, hash, hash);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauHome) opened = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  g_autoptr (JsonObject) body = pantau_json_parse_known (json, NULL);
  g_autoptr (PantauRecord) record = NULL;

  g_assert_no_error (error);
  record = pantau_store_get (pantau_home_get_store (opened), id, &error);
  g_assert_no_error (error);
  pantau_edit_write_on (opened, record, type, NULL, body, NULL, &error);
  g_assert_no_error (error);
}

/* Whoever may read a line knows its files' names: to name one in a line of one's own is no way to have it. */
static void
test_naming_is_no_way (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *hash = NULL, *id = begin (trip, "hoax", &hash);
  g_autofree char *risk_json = record_json ("Banjir", PLACE),
                  *hoax_json = record_json ("Isu", PLACE);
  g_autofree char *risk = NULL, *hoax = NULL;

  enrol (trip, "second", "pemprov", "16");
  risk = ctl_record (trip, "second", "risk", risk_json);
  hoax = ctl_record (trip, "pemprov", "hoax", hoax_json);
  name_file (trip, "second", risk, PANTAU_TYPE_EVIDENCE, hash);
  name_file (trip, "pemprov", hoax, PANTAU_TYPE_EVIDENCE, hash);
  name_file (trip, "pemprov", id, PANTAU_TYPE_DISCLOSE, hash); /* goes into quarantine */
  ran_free (ctl (trip, "second", "sync", NULL));
  ran_free (ctl (trip, "pemprov", "sync", NULL));
  ran_free (ctl (trip, "pemprov", "sync", NULL));
  assert_held (trip, hoax, hash);
  assert_held (trip, id, hash);
}

/* What Pemprov brought itself it may have back. */
static void
test_own (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *hash = NULL, *id = begin (trip, "hoax", &hash);
  g_autofree char *json = record_json ("Isu", PLACE), *path = write_file (trip, "isu.txt", "isu");
  g_autofree char *own = ctl_record (trip, "pemprov", "hoax", json);
  g_autofree char *mine = ctl_ok (trip, "pemprov", "attach", own, path, NULL);
  g_autofree char *home = trip_path (trip, "pemprov"),
                  *blob = g_build_filename (home, "blobs", (char[]){ mine[0], mine[1], '\0' }, mine,
                                            NULL);

  ctl_sync (trip, "pemprov");
  assert_file (trip, "pemprov", own, mine, "received", FALSE);
  g_assert_cmpint (g_unlink (blob), ==, 0);
  assert_file (trip, "pemprov", own, mine, "missing", FALSE);
  assert_fetched (trip, "pemprov", own, mine, "isu");
}

/* `verify` names what is gone and what was changed; `fetch` brings both back. */
static void
test_damage (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *hash = NULL, *id = begin (trip, "hoax", &hash);
  g_autofree char *home = trip_path (trip, "field"),
                  *blob = g_build_filename (home, "blobs", (char[]){ hash[0], hash[1], '\0' }, hash,
                                            NULL);
  g_autoptr (Ran) gone = NULL;
  g_autoptr (Ran) changed = NULL;

  g_assert_cmpint (g_unlink (blob), ==, 0);
  gone = ctl (trip, "field", "--json", "verify", NULL);
  ran_assert_fault (gone, 1, "verify", NULL);
  ctl_do (trip, "field", "fetch", id, hash, NULL);
  ctl_verify (trip, "field");

  g_assert_cmpint (g_chmod (blob, 0600), ==, 0);
  g_assert_true (g_file_set_contents (blob, "lain sama sekali", -1, NULL));
  changed = ctl (trip, "field", "--json", "verify", NULL);
  ran_assert_fault (changed, 1, "verify", NULL);
  ctl_do (trip, "field", "fetch", id, hash, NULL);
  ctl_verify (trip, "field");
}

/* How many files named @hash there are in @dir, at any depth. */
static guint
count_named (const char *dir, const char *hash)
{
  g_autoptr (GDir) entries = g_dir_open (dir, 0, NULL);
  const char *name;
  guint n = 0;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      n += g_str_has_prefix (name, hash);
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        n += count_named (path, hash);
    }

  return n;
}

static guint
count_at (Trip *trip, const char *home, const char *hash)
{
  g_autofree char *path = trip_path (trip, home);

  return count_named (path, hash);
}

/* Erased by law: the file goes with the line that brought it, from everybody, though a line released it. */
static void
test_erased (void)
{
  static const char *const homes[] = { "field", "desk", "pemprov", "anna", "budi" };
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *hash = NULL, *id = begin (trip, "hoax", &hash), *line = NULL;

  ctl_do (trip, "desk", "release-file", id, hash, "--reason", "Tidak ada nama", NULL);
  ctl_sync (trip, "desk");
  ctl_sync (trip, "pemprov");
  assert_fetched (trip, "desk", id, hash, SECRET);
  assert_fetched (trip, "pemprov", id, hash, SECRET);
  {
    g_autoptr (JsonObject) record = ctl_show (trip, "desk", id);

    line = g_strdup (pantau_json_string (file_of (record, hash), "entry"));
  }

  enrol (trip, "anna", "desk", "16");
  enrol (trip, "budi", "desk", "16");
  ctl_sync (trip, "anna");
  ctl_sync (trip, "budi");
  g_assert_cmpuint (count_at (trip, "pemprov", hash), ==, 1);
  g_assert_cmpuint (count_at (trip, PROVINCE, hash), ==, 1);
  ctl_do (trip, "anna", "redact", line, WHY, NULL);
  ctl_sync (trip, "anna");
  ctl_sync (trip, "budi");
  ctl_do (trip, "budi", "redact", line, WHY, NULL);
  ctl_sync (trip, "budi");
  TRIP_WAIT_UNTIL (count_at (trip, PROVINCE, hash) == 0);
  for (gsize i = 0; i < G_N_ELEMENTS (homes); i++)
    {
      g_autoptr (JsonObject) record = NULL;

      ctl_sync (trip, homes[i]);
      g_assert_cmpuint (count_at (trip, homes[i], hash), ==, 0);
      record = ctl_show (trip, homes[i], id);
      g_assert_null (file_of (record, hash));
      ctl_verify (trip, homes[i]);
    }
}

/* What is wrong is said in one sentence each, and nothing is written. */
static void
test_refused (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *hash = NULL, *id = begin (trip, "hoax", &hash);
  g_autofree char *empty = write_file (trip, "kosong.txt", ""), *dir = trip_path (trip, "field"),
                  *none = trip_path (trip, "tidak-ada.txt"), *again = trip_path (trip, "layar.txt"),
                  *short_hash = g_strndup (hash, 10);
  const struct
  {
    const char *command, *id, *what, *code;
  } cases[] = {
    { "attach", id, empty, "invalid" },
    { "attach", id, dir, "invalid" },
    { "attach", id, none, "not-found" },
    { "attach", id, again, "conflict" },
    { "attach", "0b7a5c0e-1111-4222-8333-444455556666", again, "not-found" },
    { "fetch", id, short_hash, "invalid" },
    { "fetch", id, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "not-found" },
  };
  gint64 before = trip_number (trip, "field", "SELECT count(*) FROM entry");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Ran) ran =
          ctl (trip, "field", "--json", cases[i].command, cases[i].id, cases[i].what, NULL);

      ran_assert_fault (ran, 1, cases[i].code, NULL);
    }
  g_assert_cmpint (trip_number (trip, "field", "SELECT count(*) FROM entry"), ==, before);
  ctl_verify (trip, "field");
}

/* The ids of the chain's steps with what each is, by who asks. (transfer full) */
static char *
chain_of (Trip *trip, const char *home, const char *id, const char *hash)
{
  g_autofree char *out = ctl_ok (trip, home, "--json", "custody", id, hash, NULL);
  g_auto (GStrv) lines = g_strsplit (out, "\n", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      {
        g_autoptr (JsonObject) step = pantau_json_parse_known (lines[i], NULL);

        g_string_append_printf (text, "%s %s\n", pantau_json_string (step, "what"),
                                pantau_json_string (step, "entry"));
      }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/*
 * Bytes leave the program by `fetch --to` too: the line that says so comes first, and none where nothing can leave. Who may only read the record is told that no line
 * says it.
 */
static void
test_saved (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *hash = NULL, *id = begin (trip, "risk", &hash),
                  *path = trip_path (trip, "salinan"), *to = trip_path (trip, "di-pemprov"),
                  *before = NULL, *fetched = NULL, *saved = NULL, *again = NULL;
  g_autoptr (Ran) twice = NULL, reader = NULL;

  before = chain_of (trip, "desk", id, hash);
  ctl_do (trip, "desk", "fetch", id, hash, NULL);
  fetched = chain_of (trip, "desk", id, hash);
  g_assert_cmpstr (fetched, ==, before);

  ctl_do (trip, "desk", "fetch", id, hash, "--to", path, "--note", "untuk berita acara", NULL);
  saved = chain_of (trip, "desk", id, hash);
  g_assert_true (g_str_has_prefix (saved, before));
  g_assert_true (g_str_has_prefix (saved + strlen (before), "export "));

  twice = ctl (trip, "desk", "--json", "fetch", id, hash, "--to", path, NULL);
  ran_assert_fault (twice, 1, "conflict", NULL);
  again = chain_of (trip, "desk", id, hash);
  g_assert_cmpstr (again, ==, saved);

  reader = ctl (trip, "pemprov", "--json", "fetch", id, hash, "--to", to, NULL);
  ran_assert_fault (reader, 0, "no-line", NULL);
  g_assert_true (g_file_test (to, G_FILE_TEST_EXISTS));
}

/* What was done with a file is known everywhere as it was written, and a bundle has the province's own receipts. */
static void
test_custody (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *hash = NULL, *id = begin (trip, "risk", &hash);
  g_autofree char *touched = NULL, *here = NULL, *there = NULL, *files = NULL,
                  *folder = trip_path (trip, "paket"), *zip = trip_path (trip, "paket.zip"),
                  *told = NULL, *home = trip_path (trip, "field"),
                  *script = g_test_build_filename (G_TEST_DIST, "verify-bundle", NULL), *out = NULL;
  const char *const argv[] = { script, folder, NULL };
  g_autoptr (Ran) wrong = NULL;
  g_autoptr (Ran) nobody = NULL;
  g_autoptr (Ran) other = NULL;
  g_autoptr (Ran) twice = NULL;

  touched = ctl_ok (trip, "field", "touch", id, hash, "--what", "hand-over", "--to",
                    "Bawaslu Musi Banyuasin", "--note", "flashdisk biru", NULL);
  wrong = ctl (trip, "field", "--json", "touch", id, hash, "--what", "burn", NULL);
  ran_assert_fault (wrong, 1, "invalid", NULL);
  nobody = ctl (trip, "field", "--json", "touch", id, hash, "--what", "forward", NULL);
  ran_assert_fault (nobody, 1, "invalid", NULL);
  ctl_sync (trip, "field");
  ctl_sync (trip, "desk");
  here = chain_of (trip, "field", id, hash);
  there = chain_of (trip, "desk", id, hash);
  g_assert_cmpstr (here, ==, there);
  g_assert_nonnull (strstr (here, touched));

  ctl_do (trip, "desk", "fetch", id, hash, NULL);
  ran_free (ctl (trip, "field", "export", "--bundle", folder, "--to", "Polres", id, NULL));
  told = ctl_ok (trip, "field", "--json", "verify", "--bundle", folder, NULL);
  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));
  ran_free (ctl (trip, "desk", "export", "--bundle", zip, "--to", "Polres", id, NULL));
  ctl_do (trip, "field", "--json", "verify", "--bundle", zip, NULL);
  twice = ctl (trip, "desk", "--json", "export", "--bundle", zip, "--to", "Polres", id, NULL);
  ran_assert_fault (twice, 1, "conflict", NULL);
  g_assert_cmpint (test_run (argv, &out, NULL), ==, 0);
  g_assert_nonnull (strstr (out, "receipts 2"));
  g_assert_nonnull (strstr (out, "LATIHAN"));

  g_assert_true (g_file_set_contents (zip, "PK", -1, NULL));
  other = ctl (trip, "field", "--json", "verify", "--bundle", zip, NULL);
  ran_assert_fault (other, 1, "verify", NULL);

  files = ctl_ok (trip, "field", "--json", "verify", "--files", NULL);
  g_assert_nonnull (strstr (files, hash));
  g_assert_nonnull (strstr (files, "\"intact\""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trip-evidence/way", test_way);
  g_test_add_func ("/trip-evidence/pemprov", test_pemprov);
  g_test_add_func ("/trip-evidence/risk", test_risk);
  g_test_add_func ("/trip-evidence/claims", test_claims);
  g_test_add_func ("/trip-evidence/medium", test_medium);
  g_test_add_func ("/trip-evidence/naming-is-no-way", test_naming_is_no_way);
  g_test_add_func ("/trip-evidence/own", test_own);
  g_test_add_func ("/trip-evidence/damage", test_damage);
  g_test_add_func ("/trip-evidence/erased", test_erased);
  g_test_add_func ("/trip-evidence/refused", test_refused);
  g_test_add_func ("/trip-evidence/saved", test_saved);
  g_test_add_func ("/trip-evidence/custody", test_custody);

  return g_test_run ();
}
