/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the first release wrote, read by every later one: its ledger, its homes, its province and an
 * exchange as it went over the wire (tests/fixtures/v1, frozen: never made anew). A change that
 * breaks one of these tests breaks laptops in the field.
 */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "book.h"
#include "commands.h"
#include "pantau-client.h"
#include "pantau-codec.h"
#include "pantau-error.h"
#include "pantau-home.h"
#include "pantau-homefile.h"
#include "pantau-json.h"
#include "pantau-pack.h"
#include "pantau-signed.h"
#include "test-util.h"

static char *
fixture (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "fixtures", "v1", name, NULL);
}

/* A copy to work on, made in a new directory. */
static char *
copy_of (const char *name, const char *const *files)
{
  g_autofree char *from = fixture (name);
  char *to = test_dir_new ();

  for (gsize i = 0; files[i] != NULL; i++)
    {
      g_autofree char *source = g_build_filename (from, files[i], NULL),
                      *target = g_build_filename (to, files[i], NULL);
      g_autofree char *bytes = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;

      g_file_get_contents (source, &bytes, &length, &error);
      g_assert_no_error (error);
      g_file_set_contents (target, bytes, (gssize) length, &error);
      g_assert_no_error (error);
    }

  return to;
}

static const char *const home_files[] = { "home.json", "device.key", "journal.pantau", "pantau.db",
                                          NULL };
static const char *const province_files[] = { "province.key", "province.db", NULL };

/* INDEX TAB ID TAB HEAD TAB line, one a row: all that the province held. */
static GStrv
read_lines (void)
{
  g_autofree char *path = fixture ("lines"), *text = NULL;
  g_autoptr (GError) error = NULL;
  GStrv rows;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_strchomp (text);
  rows = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (rows), >=, 15);

  return rows;
}

static void
test_lines (void)
{
  g_auto (GStrv) rows = read_lines ();
  guint8 head[PANTAU_SHA256_SIZE] = { 0 };

  for (gsize i = 0; rows[i] != NULL; i++)
    {
      g_auto (GStrv) columns = g_strsplit (rows[i], "\t", 4);
      g_autoptr (GError) error = NULL;
      g_autoptr (PantauEntry) entry = pantau_entry_decode (columns[3], strlen (columns[3]), &error);
      g_autofree char *computed = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (entry->id, ==, columns[1]);
      pantau_head_extend (head, entry->id);
      computed = pantau_hex (head, sizeof head);
      g_assert_cmpstr (computed, ==, columns[2]);
    }
}

static void
check_home (const char *name)
{
  g_autofree char *path = copy_of (name, home_files), *dump_path = NULL, *expected = NULL,
                  *dump = NULL;
  g_autofree char *dump_name = g_strconcat (name, ".dump", NULL);
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GError) error = NULL;

  home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  g_assert_no_error (error);
  g_assert_null (pantau_home_get_repair (home));
  pantau_ledger_verify (pantau_home_get_ledger (home), faults, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (faults->len, ==, 0);

  pantau_store_rebuild (pantau_home_get_store (home), NULL, NULL, &error);
  g_assert_no_error (error);
  dump = pantau_store_dump (pantau_home_get_store (home), &error);
  g_assert_no_error (error);

  /* What is shown may grow; what these facts meant at the first release must stay a part of it. */
  dump_path = fixture (dump_name);
  g_file_get_contents (dump_path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dump, ==, expected);

  g_clear_pointer (&home, pantau_home_close);
  test_dir_remove (g_steal_pointer (&path));
}

static void
test_field_home (void)
{
  check_home ("home");
}

static void
test_desk_home (void)
{
  check_home ("desk");
}

/* The device writes on where it stopped. */
static void
test_home_goes_on (void)
{
  g_autofree char *path = copy_of ("home", home_files), *record = pantau_uuid_new (),
                  *now = pantau_home_now (), *id = NULL;
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauEntry) entry = NULL;
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (GError) error = NULL;
  PantauDraft draft = { .record = record,
                        .kind = "risk",
                        .is_open = TRUE,
                        .region = "16.13.04",
                        .type = PANTAU_TYPE_CREATE,
                        .time = now,
                        .body = body };
  gint64 seq;

  home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  g_assert_no_error (error);
  pantau_ledger_chain_end (pantau_home_get_ledger (home), pantau_home_get_device (home), &seq, &id,
                           &error);
  g_assert_no_error (error);
  g_assert_cmpint (seq, >, 5);

  pantau_home_write (home, &draft, &entry, &error);
  g_assert_no_error (error);
  g_assert_cmpint (entry->seq, ==, seq + 1);
  g_assert_cmpstr (entry->prev, ==, id);

  g_clear_pointer (&home, pantau_home_close);
  test_dir_remove (g_steal_pointer (&path));
}

/* The province takes its old lines again and answers as the first time. */
static void
test_province (void)
{
  g_autofree char *path = copy_of ("province", province_files);
  g_auto (GStrv) rows = read_lines ();
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PantauProvince) province = NULL;
  g_autoptr (PantauBook) book = NULL;
  g_autoptr (GError) error = NULL;
  gint64 before;

  province = pantau_province_open (path, &error);
  g_assert_no_error (error);
  pantau_command_verify (province, faults, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (faults->len, ==, 0);

  before = pantau_province_get_head (province, NULL);
  g_assert_cmpint (before, ==, g_strv_length (rows));
  book = pantau_book_new (province);
  for (gsize i = 0; rows[i] != NULL; i++)
    {
      g_auto (GStrv) columns = g_strsplit (rows[i], "\t", 4);
      g_autoptr (PantauReceipt) receipt = pantau_receipt_new ();
      PantauIncoming line = { pantau_entry_decode (columns[3], strlen (columns[3]), &error), NULL };

      g_assert_no_error (error);
      g_assert_true (pantau_book_begin (book, &error));
      g_assert_true (pantau_book_store (book, &line, 1, FALSE, receipt, &error));
      g_assert_true (pantau_book_commit (book, NULL, &error));
      g_assert_cmpint (g_array_index (receipt->lines, PantauReceiptLine, 0).index, ==,
                       g_ascii_strtoll (columns[0], NULL, 10));
      pantau_incoming_clear (&line);
    }
  g_assert_cmpint (pantau_province_get_head (province, NULL), ==, before);

  g_clear_pointer (&book, pantau_book_free);
  g_clear_pointer (&province, pantau_province_close);
  test_dir_remove (g_steal_pointer (&path));
}

/* ---- The exchange ---- */

typedef struct
{
  char *head;
  GBytes *body; /* decoded */
} Message;

static void
message_clear (Message *self)
{
  g_free (self->head);
  g_clear_pointer (&self->body, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Message, message_clear)

/* The value of a header, NULL where it is missing. */
static char *
header (const Message *message, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (message->head, "\r\n", -1);

  for (gsize i = 1; lines[i] != NULL; i++)
    {
      const char *colon = strchr (lines[i], ':');

      if (colon != NULL && g_ascii_strncasecmp (lines[i], name, (gsize) (colon - lines[i])) == 0 &&
          strlen (name) == (gsize) (colon - lines[i]))
        return g_strstrip (g_strdup (colon + 1));
    }

  return NULL;
}

static void
read_message (const char *name, Message *message)
{
  g_autofree char *relative = g_build_filename ("wire", name, NULL), *path = fixture (relative),
                  *bytes = NULL, *coding_name = NULL;
  g_autoptr (GError) error = NULL;
  PantauCoding coding;
  const char *end;
  gsize length;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  end = g_strstr_len (bytes, (gssize) length, "\r\n\r\n");
  g_assert_nonnull (end);
  message->head = g_strndup (bytes, (gsize) (end - bytes));
  coding_name = header (message, "Content-Encoding");
  g_assert_true (pantau_coding_from_name (coding_name, &coding));
  end += 4;
  message->body = pantau_codec_decode (coding, end, length - (gsize) (end - bytes),
                                       4 * PANTAU_BATCH_BYTES, &error);
  g_assert_no_error (error);
}

static const char *
body_text (const Message *message, gsize *length)
{
  return g_bytes_get_data (message->body, length);
}

static int
compare_names (const char *const *a, const char *const *b)
{
  return strcmp (*a, *b);
}

/* Names of the exchange's messages that contain @part, in order. */
static GPtrArray *
find_messages (const char *part)
{
  g_autofree char *path = fixture ("wire");
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (strstr (name, part) != NULL)
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, (GCompareFunc) compare_names);
  g_assert_cmpuint (names->len, >, 0);

  return names;
}

static char *
province_key (void)
{
  g_autofree char *path = fixture ("home");
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauHomefile) file = pantau_homefile_load (path, &error);

  g_assert_no_error (error);

  return g_strdup (file->province);
}

/* The lines of a push, however they travelled. */
static GBytes *
pushed_lines (const Message *request)
{
  g_autofree char *type = header (request, "Content-Type");
  g_autoptr (GError) error = NULL;
  const char *bytes;
  GBytes *lines;
  gsize length;

  if (g_strcmp0 (type, PANTAU_PACK_TYPE) != 0)
    return g_bytes_ref (request->body);
  bytes = body_text (request, &length);
  lines = pantau_unpack (bytes, length, 2 * PANTAU_BATCH_BYTES, &error);
  g_assert_no_error (error);

  return lines;
}

static void
test_receipts (void)
{
  g_autoptr (GPtrArray) names = find_messages ("post-entries.request");
  g_autofree char *province = province_key ();
  guint quarantined = 0;

  for (guint i = 0; i < names->len; i++)
    {
      g_auto (Message) request = { 0 }, response = { 0 };
      g_autofree char *answer = NULL, *nonce = NULL, *text = NULL, *pushed = NULL;
      g_autoptr (GBytes) lines = NULL;
      g_autoptr (GPtrArray) entries =
          g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
      g_autoptr (GPtrArray) ids = g_ptr_array_new ();
      g_autoptr (PantauReceipt) receipt = NULL;
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) each = NULL;
      const char *bytes;
      gsize length;

      read_message (g_ptr_array_index (names, i), &request);
      answer = g_strndup (g_ptr_array_index (names, i),
                          strlen (g_ptr_array_index (names, i)) - strlen ("request"));
      text = g_strconcat (answer, "response", NULL);
      read_message (text, &response);

      lines = pushed_lines (&request);
      pushed = g_strndup (g_bytes_get_data (lines, NULL), g_bytes_get_size (lines));
      each = g_strsplit (g_strchomp (pushed), "\n", -1);
      for (gsize j = 0; each[j] != NULL; j++)
        {
          PantauEntry *entry = pantau_entry_decode (each[j], strlen (each[j]), &error);

          g_assert_no_error (error);
          g_ptr_array_add (entries, entry);
          g_ptr_array_add (ids, (gpointer) entry->id);
        }

      nonce = header (&request, "Pantau-Nonce");
      bytes = body_text (&response, &length);
      receipt = pantau_receipt_open (province, nonce, (const char *const *) ids->pdata, ids->len,
                                     bytes, length, &error);
      g_assert_no_error (error);
      for (guint j = 0; j < receipt->lines->len; j++)
        quarantined +=
            g_array_index (receipt->lines, PantauReceiptLine, j).fate == PANTAU_FATE_QUARANTINED;
    }

  g_assert_cmpuint (quarantined, ==, 1);
}

static void
test_signed_answers (void)
{
  static const struct
  {
    const char *part;
    PantauPurpose purpose;
    const char *member;
  } kinds[] = {
    { "get-head.response", PANTAU_PURPOSE_HEAD, "head" },
    { "post-session.response", PANTAU_PURPOSE_CHALLENGE, "challenge" },
  };
  g_autofree char *province = province_key ();

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr (GPtrArray) names = find_messages (kinds[k].part);
      guint found = 0;

      for (guint i = 0; i < names->len; i++)
        {
          g_auto (Message) message = { 0 };
          g_autoptr (JsonObject) content = NULL;
          const char *bytes;
          gsize length;

          read_message (g_ptr_array_index (names, i), &message);
          bytes = body_text (&message, &length);
          content =
              pantau_signed_open (province, kinds[k].purpose, bytes, length, NULL, NULL, NULL);
          if (content == NULL)
            {
              /* The second half of a session is a token, which nobody signs. */
              g_autoptr (JsonObject) token =
                  pantau_json_parse (bytes, length, PANTAU_SIGNED_LIMIT, NULL);

              g_assert_nonnull (pantau_json_string (token, "token"));
              continue;
            }
          g_assert_nonnull (pantau_json_string (content, kinds[k].member));
          found++;
        }
      g_assert_cmpuint (found, >, 0);
    }
}

static void
test_pages (void)
{
  g_autoptr (GPtrArray) names = find_messages ("get-entries.response");
  guint lines = 0;

  for (guint i = 0; i < names->len; i++)
    {
      g_auto (Message) message = { 0 };
      g_autofree char *cursor = NULL, *text = NULL;
      g_auto (GStrv) each = NULL;
      gsize length;
      const char *bytes;

      read_message (g_ptr_array_index (names, i), &message);
      cursor = header (&message, "Pantau-Cursor");
      g_assert_nonnull (cursor);
      bytes = body_text (&message, &length);
      text = g_strchomp (g_strndup (bytes != NULL ? bytes : "", length));
      each = *text != '\0' ? g_strsplit (text, "\n", -1) : NULL;
      for (gsize j = 0; each != NULL && each[j] != NULL; j++)
        {
          const char *tab = strchr (each[j], '\t');
          g_autoptr (GError) error = NULL;
          g_autoptr (PantauEntry) entry = pantau_entry_decode (tab + 1, strlen (tab + 1), &error);

          g_assert_no_error (error);
          g_assert_cmpint (g_ascii_strtoll (each[j], NULL, 10), >, 0);
          lines++;
        }
    }

  g_assert_cmpuint (lines, >, 5);
}

static void
test_joins (void)
{
  g_autoptr (GPtrArray) names = find_messages ("post-join.response");
  g_autofree char *province = province_key ();

  for (guint i = 0; i < names->len; i++)
    {
      g_auto (Message) message = { 0 };
      g_autoptr (JsonObject) object = NULL;
      g_autoptr (PantauEntry) grant = NULL;
      g_autoptr (GError) error = NULL;
      const char *bytes, *line;
      gsize length;

      read_message (g_ptr_array_index (names, i), &message);
      bytes = body_text (&message, &length);
      object = pantau_json_parse (bytes, length, PANTAU_SIGNED_LIMIT, &error);
      g_assert_no_error (error);
      line = pantau_json_string (object, "grant");
      grant = pantau_entry_decode (line, strlen (line), &error);
      g_assert_no_error (error);
      g_assert_cmpstr (grant->device, ==, province);
      g_assert_cmpstr (grant->type, ==, PANTAU_TYPE_GRANT);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fixtures/v1/lines", test_lines);
  g_test_add_func ("/fixtures/v1/field-home", test_field_home);
  g_test_add_func ("/fixtures/v1/desk-home", test_desk_home);
  g_test_add_func ("/fixtures/v1/home-goes-on", test_home_goes_on);
  g_test_add_func ("/fixtures/v1/province", test_province);
  g_test_add_func ("/fixtures/v1/receipts", test_receipts);
  g_test_add_func ("/fixtures/v1/signed-answers", test_signed_answers);
  g_test_add_func ("/fixtures/v1/pages", test_pages);
  g_test_add_func ("/fixtures/v1/joins", test_joins);

  return g_test_run ();
}
