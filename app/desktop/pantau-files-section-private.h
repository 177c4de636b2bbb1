/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between pantau-files-section.c, which knows what is kept and what is on its way, -rows.c, which shows it, and -actions.c. */
#pragma once

#include "pantau-files-copy.h"
#include "pantau-files-section.h"

G_BEGIN_DECLS

struct _PantauFilesSection
{
  GtkWidget parent_instance;

  PantauSession *session; /* (owned) (nullable) until it is set */
  char *draft;
  char *record;                  /* (nullable) */
  GPtrArray *files;              /* of PantauKeptFile */
  GPtrArray *copies;             /* of PantauFilesCopy: what goes on, or failed */
  GArray *pictures;              /* of guint64 */
  GtkFileChooserNative *chooser; /* (owned) (nullable): while it is open */
  guint number;                  /* of the last copy */
  guint reading;                 /* of the newest question to the home */
  gboolean has_files;

  GtkWidget *choose_button;
  GtkListBox *list;
};

/* Shows both `files` and `copies`, and says where there are some now, or none any more. */
void pantau_files_section_show (PantauFilesSection *self);

/* Only their rows; those that are there stay where they are. */
void pantau_files_section_show_rows (PantauFilesSection *self);

/* Asks the home what is kept, and shows it. */
void pantau_files_section_read (PantauFilesSection *self);

/* Begins to copy @file. */
void pantau_files_section_add_file (PantauFilesSection *self, GFile *file);

/* The copy @number. (transfer none) (nullable) */
PantauFilesCopy *pantau_files_section_find_copy (PantauFilesSection *self, guint number);

/* The verbs `files.*`. */
void pantau_files_section_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
