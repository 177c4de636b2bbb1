/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What both programs can be asked. */

#include "picture-options.h"

#include <string.h>

gboolean
picture_options_read (int argc, char **argv, int *most)
{
  guint64 n;

  *most = 0;
  if (argc == 1)
    return TRUE;
  if (argc != 3 || strcmp (argv[1], "--pixels") != 0 ||
      !g_ascii_string_to_unsigned (argv[2], 10, 1, PICTURE_MAX_DRAWN, &n, NULL))
    return FALSE;
  *most = (int) n;

  return TRUE;
}
