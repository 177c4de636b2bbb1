/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How far a file of a draft is. */
typedef enum
{
  PANTAU_DRAFT_FILE_COPYING,
  PANTAU_DRAFT_FILE_HERE,
  PANTAU_DRAFT_FILE_FAILED,
} PantauDraftFileState;

/* What a row shows; borrowed. */
typedef struct
{
  PantauDraftFileState state;
  const char *name;
  const char *icon;   /* of the sort of file */
  const char *detail; /* size, or why it was not taken */
  const char *hash;   /* (nullable): of what is here */
  guint number;       /* which copy it is, or was when it came; 0: none */
  const char *remark; /* (nullable): what a person should know of it */
  const char *origin; /* (nullable): code: from whom it came */
  gboolean is_large;  /* it failed, and could be taken with a medium */
} PantauDraftFile;

#define PANTAU_TYPE_DRAFT_FILE_ROW (pantau_draft_file_row_get_type ())
/*
 * A file of a draft, or one that is on its way there. It activates files.remove (s: hash), files.drop (u), files.origin (ss: hash, code or "") and
 * files.keep (u: a copy that was too large).
 */
G_DECLARE_FINAL_TYPE (
    PantauDraftFileRow, pantau_draft_file_row, PANTAU, DRAFT_FILE_ROW, GtkListBoxRow)

/* @origins: of PantauChoice, the same each time: from whom a file may come, as long as the row lives. */
void pantau_draft_file_row_set (PantauDraftFileRow *self,
                                const PantauDraftFile *file,
                                GPtrArray *origins);

/* Whether what it shows is the file @hash (nullable), or the copy @number (0: none). */
gboolean pantau_draft_file_row_is_of (PantauDraftFileRow *self, const char *hash, guint number);

G_END_DECLS
