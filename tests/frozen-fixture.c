/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading what the first release left. */

#include "config.h"

#include "frozen-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "pantau-client.h"
#include "pantau-codec.h"
#include "pantau-homefile.h"
#include "pantau-pack.h"
#include "test-util.h"

char *
frozen_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "fixtures", "v1", name, NULL);
}

void
frozen_copy_to (const char *name, const char *target)
{
  g_autofree char *from = frozen_path (name);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (from, 0, &error);
  const char *file;

  g_assert_no_error (error);
  while ((file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, file, NULL),
                      *copy = g_build_filename (target, file, NULL), *wal = NULL, *shm = NULL;
      g_autoptr (GBytes) bytes = test_file_read (source);

      /* Else SQLite would take what an older file left for this one's. */
      wal = g_strconcat (copy, "-wal", NULL);
      shm = g_strconcat (copy, "-shm", NULL);
      g_unlink (wal);
      g_unlink (shm);
      test_file_write (copy, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    }
}

char *
frozen_copy (const char *name)
{
  char *target = test_dir_new ();

  frozen_copy_to (name, target);

  return target;
}

GStrv
frozen_lines (void)
{
  g_autofree char *path = frozen_path ("lines"), *text = NULL;
  g_autoptr (GError) error = NULL;
  GStrv rows;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_strchomp (text);
  rows = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (rows), >=, 15);

  return rows;
}

char *
frozen_province_key (void)
{
  g_autofree char *path = frozen_path ("home");
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauHomefile) file = pantau_homefile_load (path, &error);

  g_assert_no_error (error);

  return g_strdup (file->province);
}

void
frozen_message_clear (FrozenMessage *self)
{
  g_free (self->head);
  g_clear_pointer (&self->body, g_bytes_unref);
}

static int
compare_names (const char *const *a, const char *const *b)
{
  return strcmp (*a, *b);
}

GPtrArray *
frozen_messages (const char *part)
{
  g_autofree char *path = frozen_path ("wire");
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

char *
frozen_answer_to (const char *name)
{
  g_assert_true (g_str_has_suffix (name, "request"));

  return g_strdup_printf ("%.*sresponse", (int) (strlen (name) - strlen ("request")), name);
}

GBytes *
frozen_message_bytes (const char *name)
{
  g_autofree char *relative = g_build_filename ("wire", name, NULL), *path = frozen_path (relative);

  return test_file_read (path);
}

void
frozen_message_read (const char *name, FrozenMessage *message)
{
  g_autoptr (GBytes) bytes = frozen_message_bytes (name);

  frozen_message_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), message);
}

void
frozen_message_parse (const char *bytes, gsize length, FrozenMessage *message)
{
  const char *end = g_strstr_len (bytes, (gssize) length, "\r\n\r\n");
  g_autofree char *coding_name = NULL;
  g_autoptr (GError) error = NULL;
  PantauCoding coding;

  g_assert_nonnull (end);
  message->head = g_strndup (bytes, (gsize) (end - bytes));
  coding_name = frozen_message_header (message, "Content-Encoding");
  g_assert_true (pantau_coding_from_name (coding_name, &coding));
  end += 4;
  message->body = pantau_codec_decode (coding, end, length - (gsize) (end - bytes),
                                       4 * PANTAU_BATCH_BYTES, &error);
  g_assert_no_error (error);
}

char *
frozen_message_header (const FrozenMessage *self, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (self->head, "\r\n", -1);

  for (gsize i = 1; lines[i] != NULL; i++)
    {
      const char *colon = strchr (lines[i], ':');

      if (colon != NULL && g_ascii_strncasecmp (lines[i], name, (gsize) (colon - lines[i])) == 0 &&
          strlen (name) == (gsize) (colon - lines[i]))
        return g_strstrip (g_strdup (colon + 1));
    }

  return NULL;
}

const char *
frozen_message_body (const FrozenMessage *self, gsize *length)
{
  return g_bytes_get_data (self->body, length);
}

/* The lines of a push, however they travelled. */
static GBytes *
pushed_lines (const FrozenMessage *request)
{
  g_autofree char *type = frozen_message_header (request, "Content-Type");
  g_autoptr (GError) error = NULL;
  const char *bytes;
  GBytes *lines;
  gsize length;

  if (g_strcmp0 (type, PANTAU_PACK_TYPE) != 0)
    return g_bytes_ref (request->body);
  bytes = frozen_message_body (request, &length);
  lines = pantau_unpack (bytes, length, 2 * PANTAU_BATCH_BYTES, &error);
  g_assert_no_error (error);

  return lines;
}

PantauReceipt *
frozen_receipt (const FrozenMessage *request, const FrozenMessage *response)
{
  g_autofree char *province = frozen_province_key (), *nonce = NULL, *pushed = NULL;
  g_autoptr (GBytes) lines = pushed_lines (request);
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) each = NULL;
  PantauReceipt *receipt;
  const char *bytes;
  gsize length;

  pushed = g_strndup (g_bytes_get_data (lines, NULL), g_bytes_get_size (lines));
  each = g_strsplit (g_strchomp (pushed), "\n", -1);
  for (gsize i = 0; each[i] != NULL; i++)
    {
      PantauEntry *entry = pantau_entry_decode (each[i], strlen (each[i]), &error);

      g_assert_no_error (error);
      g_ptr_array_add (entries, entry);
      g_ptr_array_add (ids, (gpointer) entry->id);
    }

  nonce = frozen_message_header (request, "Pantau-Nonce");
  bytes = frozen_message_body (response, &length);
  receipt = pantau_receipt_open (province, nonce, (const char *const *) ids->pdata, ids->len, bytes,
                                 length, &error);
  g_assert_no_error (error);

  return receipt;
}
