/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "province.h"

G_BEGIN_DECLS

/*
 * What happens to a line that arrives: judged, numbered, chained into the head, and answered by grants and
 * verdicts where due. Everything here runs in the one thread that writes, between begin and commit.
 */
typedef struct _PantauBook PantauBook;

/* A line that a request brought: decoded, or the reason why it could not be. */
typedef struct
{
  PantauEntry *entry;  /* (owned) (nullable) */
  const char *refusal; /* stable code where @entry is NULL */
} PantauIncoming;

void pantau_incoming_clear (PantauIncoming *self);

/* What was numbered, for those who wait for news. */
typedef struct
{
  gint64 index;
  PantauEntry *entry; /* (owned) */
  gboolean is_quarantined;
  /* Who created the record, where that is known. */
  char *creator;        /* (owned) (nullable): device */
  char *creator_person; /* (owned) (nullable) */
} PantauNews;

PantauBook *pantau_book_new (PantauProvince *province) G_GNUC_WARN_UNUSED_RESULT;
void pantau_book_free (PantauBook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauBook, pantau_book_free)

gboolean pantau_book_begin (PantauBook *self, GError **error);

/*
 * Stores @n lines of one request and adds one line each to @receipt, whose index and head are set as well. A join whose
 * invitation does not hold is refused; but of a device that was granted by another one it is kept like any line
 * (its chain must not end there), unless @wants_grant says that nothing but a grant will do. FALSE only for
 * trouble with the database; then the caller rolls back.
 */
gboolean pantau_book_store (PantauBook *self,
                            PantauIncoming *lines,
                            guint n,
                            gboolean wants_grant,
                            PantauReceipt *receipt,
                            GError **error);

/* Makes all of it durable and known to the other threads. @news: (transfer full) (element-type PantauNews) */
gboolean pantau_book_commit (PantauBook *self, GPtrArray **news, GError **error);
void pantau_book_rollback (PantauBook *self);

/* The grant that answered the join @join_id: the line without LF, and its index; NULL where none did. */
gboolean pantau_book_find_grant (
    PantauBook *self, const char *join_id, char **line, gint64 *index, GError **error);

/* Writes an entry of the province itself and numbers it. @index (nullable) */
gboolean
pantau_book_write (PantauBook *self, const PantauDraft *draft, gint64 *index, GError **error);

/* Revokes a device: its newest lines go to quarantine from now on, and it no longer reads. */
gboolean
pantau_book_revoke (PantauBook *self, const char *device, const char *reason, GError **error);

G_END_DECLS
