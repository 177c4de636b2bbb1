/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of lines share: lines made as they must not be, and yet signed. */

#include "config.h"

#include "entry-fixture.h"

#include <string.h>

#include "test-util.h"

PantauEntry *
entry_decode (const char *line, GError **error)
{
  gsize length = strlen (line);
  g_autofree char *exact = g_memdup2 (line, length);

  return pantau_entry_decode (exact, length, error);
}

void
entry_assert_refused (const char *line, gsize length, PantauError code)
{
  g_autofree char *exact = g_memdup2 (line, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauEntry) entry = pantau_entry_decode (exact, length, &error);

  if (entry != NULL)
    g_error ("accepted: %.*s", (int) MIN (length, 2000), line);
  test_assert_error (error, code);
}

char *
entry_signed_line (PantauKeypair *key, const char *header, const char *body)
{
  g_autofree char *signature =
      pantau_keypair_sign (key, PANTAU_PURPOSE_ENTRY, header, strlen (header));

  return g_strconcat (signature, "\t", header, "\t", body, "\n", NULL);
}

char *
entry_header_with (
    PantauKeypair *key, const char *name, const char *raw, const char *more, const char *body)
{
  g_autofree char *device = g_strdup_printf ("\"%s\"", pantau_keypair_get_name (key));
  g_autofree char *hash = pantau_sha256_text (body, strlen (body));
  g_autofree char *body_hash = g_strdup_printf ("\"%s\"", hash);
  const char *const members[][2] = {
    { "v", "1" },
    { "record", "\"" TEST_RECORD "\"" },
    { "kind", "\"risk\"" },
    { "class", "\"open\"" },
    { "region", "\"16.13.03\"" },
    { "type", "\"record.create\"" },
    { "device", device },
    { "seq", "1" },
    { "prev", "\"\"" },
    { "time", "\"2024-02-13T06:15:00+07:00\"" },
    { "base", "[]" },
    { "body", body_hash },
  };
  GString *header = g_string_new ("{");

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      gboolean is_it = g_strcmp0 (members[i][0], name) == 0;

      if (is_it && raw == NULL)
        continue;
      g_string_append_printf (header, "%s\"%s\":%s", header->len > 1 ? "," : "", members[i][0],
                              is_it ? raw : members[i][1]);
    }
  g_string_append_printf (header, "%s}", more);

  return g_string_free (header, FALSE);
}

void
entry_assert_signed_refused (PantauKeypair *key,
                             const char *more,
                             const char *body,
                             PantauError code)
{
  g_autofree char *header = entry_header_with (key, NULL, NULL, more, body);
  g_autofree char *line = entry_signed_line (key, header, body);

  entry_assert_refused (line, strlen (line), code);
}
