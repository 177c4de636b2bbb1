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
#include "frozen-fixture.h"
#include "pantau-error.h"
#include "pantau-home.h"
#include "pantau-json.h"
#include "pantau-signed.h"
#include "test-util.h"

static void
test_lines (void)
{
  g_auto (GStrv) rows = frozen_lines ();
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

/* The lines of @dump of the sorts that @frozen has: what is projected besides came with later releases. */
static char *
only_sorts_of (const char *dump, const char *frozen)
{
  g_auto (GStrv) lines = g_strsplit (dump, "\n", -1), then = g_strsplit (frozen, "\n", -1);
  g_autoptr (GHashTable) sorts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) kept = g_string_new (NULL);

  for (gsize i = 0; then[i] != NULL; i++)
    g_hash_table_add (sorts, g_strndup (then[i], strcspn (then[i], "\t")));
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *sort = g_strndup (lines[i], strcspn (lines[i], "\t"));

      if (*sort != '\0' && g_hash_table_contains (sorts, sort))
        g_string_append_printf (kept, "%s\n", lines[i]);
    }

  return g_string_free (g_steal_pointer (&kept), FALSE);
}

static void
check_home (const char *name)
{
  g_autofree char *path = frozen_copy (name), *dump_path = NULL, *expected = NULL, *dump = NULL,
                  *known = NULL;
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
  dump_path = frozen_path (dump_name);
  g_file_get_contents (dump_path, &expected, NULL, &error);
  g_assert_no_error (error);
  known = only_sorts_of (dump, expected);
  g_assert_cmpstr (known, ==, expected);

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
  g_autofree char *path = frozen_copy ("home"), *record = pantau_uuid_new (),
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
  g_autofree char *path = frozen_copy ("province");
  g_auto (GStrv) rows = frozen_lines ();
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PantauProvince) province = NULL;
  g_autoptr (PantauBook) book = NULL;
  g_autoptr (GError) error = NULL;
  gint64 before;

  province = pantau_province_open (path, &error);
  g_assert_no_error (error);
  pantau_command_verify (province, faults, faults, NULL, NULL, &error);
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

static void
test_receipts (void)
{
  g_autoptr (GPtrArray) names = frozen_messages ("post-entries.request");
  guint quarantined = 0;

  for (guint i = 0; i < names->len; i++)
    {
      g_auto (FrozenMessage) request = { 0 }, response = { 0 };
      g_autofree char *answer = frozen_answer_to (g_ptr_array_index (names, i));
      g_autoptr (PantauReceipt) receipt = NULL;

      frozen_message_read (g_ptr_array_index (names, i), &request);
      frozen_message_read (answer, &response);
      receipt = frozen_receipt (&request, &response);
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
  g_autofree char *province = frozen_province_key ();

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr (GPtrArray) names = frozen_messages (kinds[k].part);
      guint found = 0;

      for (guint i = 0; i < names->len; i++)
        {
          g_auto (FrozenMessage) message = { 0 };
          g_autoptr (JsonObject) content = NULL;
          const char *bytes;
          gsize length;

          frozen_message_read (g_ptr_array_index (names, i), &message);
          bytes = frozen_message_body (&message, &length);
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
  g_autoptr (GPtrArray) names = frozen_messages ("get-entries.response");
  guint lines = 0;

  for (guint i = 0; i < names->len; i++)
    {
      g_auto (FrozenMessage) message = { 0 };
      g_autofree char *cursor = NULL, *text = NULL;
      g_auto (GStrv) each = NULL;
      gsize length;
      const char *bytes;

      frozen_message_read (g_ptr_array_index (names, i), &message);
      cursor = frozen_message_header (&message, "Pantau-Cursor");
      g_assert_nonnull (cursor);
      bytes = frozen_message_body (&message, &length);
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
  g_autoptr (GPtrArray) names = frozen_messages ("post-join.response");
  g_autofree char *province = frozen_province_key ();

  for (guint i = 0; i < names->len; i++)
    {
      g_auto (FrozenMessage) message = { 0 };
      g_autoptr (JsonObject) object = NULL;
      g_autoptr (PantauEntry) grant = NULL;
      g_autoptr (GError) error = NULL;
      const char *bytes, *line;
      gsize length;

      frozen_message_read (g_ptr_array_index (names, i), &message);
      bytes = frozen_message_body (&message, &length);
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
