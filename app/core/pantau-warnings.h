/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-warning-match.h"
#include "pantau-warning-state.h"
#include "pantau-home.h"

G_BEGIN_DECLS

/* The early warnings that a home has: messages as they came, and what became of each by now. They are this home's own and go to no province. */

/* How many of the latest messages are looked at; an older one has long expired. */
#define PANTAU_WARNINGS_MOST 1000

/* What came of offering a message. */
typedef enum
{
  PANTAU_WARNINGS_ADDED,
  PANTAU_WARNINGS_KNOWN,     /* these very bytes are here */
  PANTAU_WARNINGS_ELSEWHERE, /* it is about no kecamatan of ours, and was not kept */
} PantauWarningsOutcome;

/*
 * Keeps a message, durably. @source: the address it came from, NULL for a file. @only_ours: one that is about no kecamatan of ours is left, unless it
 * updates or cancels something: that may be a warning of ours which has not come yet. @warning (nullable) takes what it says. Errors as of
 * pantau_warning_parse(), and of the database.
 */
gboolean pantau_warnings_add (PantauDb *db,
                              PantauWarningMatcher *matcher,
                              GBytes *bytes,
                              const char *source,
                              gboolean only_ours,
                              PantauWarningsOutcome *outcome,
                              PantauWarning **warning,
                              GError **error);

/* One message of the list. */
typedef struct
{
  char *id; /* SHA-256 of its bytes */
  PantauWarning *warning;
  PantauWarningState state;
  char *by; /* (nullable): the id of the message that replaced or cancelled it */
  gint64 received;
  char *source;    /* "" for a file */
  GPtrArray *hits; /* of PantauWarningHit; none of a notice */
} PantauWarningItem;

void pantau_warning_item_free (PantauWarningItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauWarningItem, pantau_warning_item_free)

/*
 * The messages with their states at @now: those that stand first, the worst and then what ends first; then all others, the latest first; at most @limit. Of two
 * that are called the same, the one that came over the network, or else the later one. (transfer full): of PantauWarningItem
 */
GPtrArray *pantau_warnings_list (PantauDb *db,
                                 PantauWarningMatcher *matcher,
                                 gint64 now,
                                 guint limit,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The message that @name means: its identifier, its id, or how that begins (six digits at least). NULL with PANTAU_ERROR_NOT_FOUND, or
 * PANTAU_ERROR_INVALID where it means several.
 */
PantauWarningItem *pantau_warnings_get (PantauDb *db,
                                        PantauWarningMatcher *matcher,
                                        const char *name,
                                        gint64 now,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The bytes of a message as they came. NULL with PANTAU_ERROR_NOT_FOUND. */
GBytes *
pantau_warnings_dup_bytes (PantauDb *db, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* When an index was last read to its end, Unix seconds; 0: never. */
gboolean pantau_warnings_last_read (PantauDb *db, gint64 *when, GError **error);

G_END_DECLS
