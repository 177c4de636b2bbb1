/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pantau-document: reads one PDF from standard input, which must be a plain file, and says in one line of JSON how many pages it has and what it says of
 * itself; with --pixels N the first page follows. A program of its own: poppler takes three times as long to start as all that pictures need.
 */

#include "config.h"

#include "document-read.h"
#include "picture-answer.h"
#include "picture-options.h"
#include "sandbox.h"

int
main (int argc, char **argv)
{
  g_autoptr (GString) members = g_string_new (NULL), claims = g_string_new (NULL);
  Document document = { .claims = claims };
  const char *reason;
  int most;

  if (!sandbox_enter ())
    return picture_answer_fail ("no-sandbox", claims);
  if (!picture_options_read (argc, argv, &most))
    return picture_answer_fail ("usage", claims);
  if (!document_read (most, &document, &reason))
    return picture_answer_fail (reason, claims);

  g_string_append_printf (members, "\"type\":\"application/pdf\",\"pages\":%d,", document.pages);
  if (document.rgba != NULL)
    picture_answer_add_pixels (members, document.width, document.height);

  return picture_answer (members, claims, document.rgba, document.length);
}
