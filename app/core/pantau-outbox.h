/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-contradiction.h"
#include "pantau-store.h"

G_BEGIN_DECLS

/* One line that the province has not acknowledged. */
typedef struct
{
  char *record; /* UUID */
  char *kind;
  char *title; /* (nullable): the record's, where it is known */
  char *type;  /* of the entry */
  char *time;  /* RFC 3339: when it was written */
  gboolean sending;
  char *refusal; /* (nullable): the province's code, where it did not take the line */
} PantauOutboxLine;

/* What of this home is on the laptop, on the way, with the province. */
typedef struct
{
  PantauCounts *counts; /* (owned) */
  GPtrArray *lines;     /* of PantauOutboxLine: refused ones first, then the newest */
  PantauPerson *person; /* (nullable): who works here */
  char *
      warning; /* (nullable): what the province contradicts itself in, or that this home was copied: the newest, as sentences */
  gboolean
      copied; /* another home writes with this one's key: what helps is another key (pantau-rekey.h) */
} PantauOutbox;

/*
 * Whether a page that opens with the warning tells of @item there: that this home was copied as long as it has that key, all else for a month. @now: Unix
 * seconds.
 */
gboolean pantau_outbox_is_news (const PantauContradiction *item, const char *device, gint64 now);

/* @device: this home's own. At most @limit lines are read. (transfer full) */
PantauOutbox *pantau_outbox_read (PantauStore *store,
                                  PantauDb *db,
                                  const char *device,
                                  guint limit,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_outbox_free (PantauOutbox *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauOutbox, pantau_outbox_free)

G_END_DECLS
