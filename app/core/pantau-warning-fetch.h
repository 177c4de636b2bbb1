/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-warnings.h"

G_BEGIN_DECLS

/*
 * Brings warnings into a home: from an agency's index or message over the network, or from a file. Nothing is fetched unless somebody asks for it
 * or chose that it is asked for, and never in the thread of a window. What was read of an index is kept message by message, so that a line that breaks loses nothing and asks for nothing twice.
 */

/*
 * Settings of a home: the address that is asked in place of the agency's, and how many minutes are between two times that a window asks by itself. Without them
 * the agency's, and never.
 */
#define PANTAU_SETTING_WARNINGS_URL   "warnings-url"
#define PANTAU_SETTING_WARNINGS_EVERY "warnings-every"

typedef struct
{
  guint added;     /* messages that are new here */
  guint known;     /* that were here, */
  guint elsewhere; /* or are about no kecamatan of ours */
  guint
      waiting; /* entries of the index that this run had no time for: the next one begins with them */
  guint unreadable; /* entries that could not be fetched or are no message; they are tried again */
  gboolean unchanged; /* the index is as it was */
  char *fault;        /* (nullable): the first reason why one was unreadable */
} PantauWarningFetched;

void pantau_warning_fetched_clear (PantauWarningFetched *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PantauWarningFetched, pantau_warning_fetched_clear)

/* The most messages of one run, so that it ends within a minute at BMKG's pace. */
#define PANTAU_WARNING_FETCH_MOST 40

/*
 * Reads @url (NULL: the agency's of peringatan.json): an index with all that it leads to, entries that name our province first, or one message. No more
 * requests in a minute than the agency takes. Errors as of pantau_warning_http_get() and of the parsers, where the first answer fails; @fetched is good
 * for what came until then.
 */
gboolean pantau_warning_fetch (PantauHome *home,
                               PantauWarningMatcher *matcher,
                               const char *url,
                               PantauWarningFetched *fetched,
                               GCancellable *cancellable,
                               GError **error);

/*
 * Reads a file, or all files of a folder that end in .xml or .cap (not of folders within it). What is about no kecamatan of ours is kept too: somebody chose it. An index
 * in a file is PANTAU_ERROR_INVALID: what it leads to is not in it. Of a folder, files that are none are counted as unreadable.
 */
gboolean pantau_warning_read (PantauHome *home,
                              PantauWarningMatcher *matcher,
                              GFile *file,
                              PantauWarningFetched *fetched,
                              GCancellable *cancellable,
                              GError **error);

/* That requests are so far apart from now on, ms; 0: as peringatan.json has it. For tests. */
void pantau_warning_fetch_set_pace (guint ms);

G_END_DECLS
