/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds with lists of every type of cell. */

#include "config.h"

#include "rows-fixture.h"

#include <string.h>

#include "test-util.h"

PantauReference *
rows_reference_new (const char *text, GError **error)
{
  g_autoptr (PantauReference) built_in = pantau_reference_new (NULL, NULL);
  g_autoptr (GBytes) bytes = pantau_reference_read (built_in, "kinds.json", NULL);
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "kinds.json", NULL);
  g_autofree char *all = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) parts = g_strsplit (all, "{\"name\": \"barang_bukti\"", -1);
  g_autofree char *between = g_strconcat (text, "{\"name\": \"barang_bukti\"", NULL);
  g_autofree char *joined = g_strjoinv (between, parts);

  g_assert_cmpuint (g_strv_length (parts), >, 1);
  test_file_write (path, joined, strlen (joined));

  return pantau_reference_new (dir, error);
}
