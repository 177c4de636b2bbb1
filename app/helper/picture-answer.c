/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing an answer: what a file said is quoted so that it stays a text. */

#include "picture-answer.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

/* Of one text, in characters: who reads it cuts it once more. */
#define MAX_TEXT 200

void
picture_answer_add_text (GString *json, const char *name, const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
  guint n = 0;

  if (valid == NULL || *g_strstrip (valid) == '\0')
    return;

  g_string_append_printf (json, "\"%s\":\"", name);
  for (const char *p = valid; *p != '\0' && n < MAX_TEXT; p = g_utf8_next_char (p), n++)
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x20 || c == '"' || c == '\\' || c == 0x7f)
        g_string_append_printf (json, "\\u%04x", c);
      else
        g_string_append_unichar (json, c);
    }
  g_string_append (json, "\",");
}

void
picture_answer_add_number (GString *json, const char *name, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (isfinite (value))
    g_string_append_printf (json, "\"%s\":%s,", name,
                            g_ascii_formatd (text, sizeof text, "%.9g", value));
}

void
picture_answer_add_pixels (GString *json, int width, int height)
{
  g_string_append_printf (json, "\"pixels\":{\"width\":%d,\"height\":%d},", width, height);
}

static gboolean
write_all (const void *bytes, gsize length)
{
  const guint8 *at = bytes;

  while (length > 0)
    {
      gssize n = write (STDOUT_FILENO, at, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      at += n;
      length -= (gsize) n;
    }

  return TRUE;
}

/* Members end in a comma, and the last one must not. */
static void
append_object (GString *line, const char *name, const GString *members)
{
  g_string_append_printf (line, "\"%s\":{", name);
  g_string_append_len (line, members->str, members->len > 0 ? (gssize) members->len - 1 : 0);
  g_string_append_c (line, '}');
}

int
picture_answer_fail (const char *reason, const GString *claims)
{
  g_autoptr (GString) line = g_string_new (NULL);

  g_string_append_printf (line, "{\"error\":\"%s\",", reason);
  append_object (line, "claims", claims);
  g_string_append (line, "}\n");
  write_all (line->str, line->len);

  return 1;
}

int
picture_answer (const GString *members, const GString *claims, const guint8 *pixels, gsize length)
{
  g_autoptr (GString) line = g_string_new ("{");

  g_string_append_len (line, members->str, (gssize) members->len);
  append_object (line, "claims", claims);
  g_string_append (line, "}\n");

  return write_all (line->str, line->len) && (pixels == NULL || write_all (pixels, length)) ? 0 : 1;
}
