/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-matter.h"
#include "pantau-store.h"

G_BEGIN_DECLS

/* Which files are listed. Names are those of the page's choices. */
typedef enum
{
  PANTAU_FILECHECK_LIST_ALL,    /* "all" */
  PANTAU_FILECHECK_LIST_FAULTY, /* "faulty": changed, missing */
  PANTAU_FILECHECK_LIST_STALE, /* "stale": here, and not compared for PANTAU_FILECHECK_STALE_DAYS days */
  PANTAU_FILECHECK_LIST_AWAY, /* "away": not on this computer, and never were; kept elsewhere */
} PantauFilecheckChoice;

#define PANTAU_FILECHECK_STALE_DAYS 30

const char *pantau_filecheck_choice_get_name (PantauFilecheckChoice choice);
gboolean pantau_filecheck_choice_parse (const char *name, PantauFilecheckChoice *choice);

/* What the page of files shows, in words, made in the reading thread. */
typedef struct
{
  char *
      standing; /* what the last check found: "1.204 intact · 1 changed"; "" where there is no file */
  char *when;         /* when that was; or that there was none */
  gboolean is_faulty; /* something is changed or missing */
  gboolean is_empty;  /* no record has a file */
  char *heading;      /* how many are listed and not */
  GPtrArray *matters; /* of PantauMatter, at most as many as were asked for */
  gboolean has_more;
} PantauFilecheckList;

void pantau_filecheck_list_free (PantauFilecheckList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauFilecheckList, pantau_filecheck_list_free)

/* Reads it: the @limit first files of @choice. @now: Unix seconds. Thread of the reading session. NULL with @error. */
PantauFilecheckList *pantau_filecheck_list_read (PantauStore *store,
                                                 PantauFilecheckChoice choice,
                                                 guint limit,
                                                 gint64 now,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
