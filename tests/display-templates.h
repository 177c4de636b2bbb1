/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "display-fixture.h"

G_BEGIN_DECLS

/* A .ui file of the program. */
typedef struct
{
  char *path;       /* of the resource */
  char *test;       /* a name for its test: the prefix and the file's name */
  char *class_name; /* (nullable): of its template; "GtkListItem" of a cell */
  GType type;       /* of ours; G_TYPE_INVALID where class_name is none of ours */
} DisplayTemplate;

/* All of them, by name of the files; fails where a template's class does not exist. (transfer full) */
GPtrArray *display_templates (const char *prefix) G_GNUC_WARN_UNUSED_RESULT;

/* The text of one. (transfer full) */
char *display_template_read (const char *path) G_GNUC_WARN_UNUSED_RESULT;

/* Makes one with @session, where it belongs (a row in a list, a popover on a button), and shows it. (transfer none): for display_template_hide() */
GtkWindow *display_template_show (GType type, PantauSession *session);
void display_template_hide (GtkWindow *window);

G_END_DECLS
