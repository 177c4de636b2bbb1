/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files that write courier files: for the province, for other laptops, to enrol. */

#pragma once

#include "pantau-courier-private.h"

G_BEGIN_DECLS

/* Lines that one parcel has at most. */
#define PANTAU_OUT_LINES 500

typedef struct
{
  PantauHome *home;                    /* (unowned) */
  const char *path;                    /* (unowned) */
  const PantauCourierOptions *options; /* (unowned) */
  PantauCourierSummary *summary;       /* (unowned) */
  GCancellable *cancellable;           /* (unowned) (nullable) */
  const PantauInvite *invite; /* (unowned) (nullable): of a home that has no province yet */
  const char *join;           /* (unowned) (nullable): the line of its device.join, without LF */

  PantauCourierHead head; /* `made` is owned */
  GPtrArray *writers;     /* (owned) of PantauCourierWriter: the parts */
  GArray *own_rows;       /* (owned) of gint64: own lines that leave */
  goffset most, done, total;
  char *ask; /* (owned) (nullable): id of the question in it */
} PantauOut;

void pantau_out_clear (PantauOut *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PantauOut, pantau_out_clear)

gboolean pantau_out_begin (PantauOut *self,
                           PantauHome *home,
                           const char *path,
                           const PantauCourierOptions *options,
                           PantauCourierSummary *summary,
                           GCancellable *cancellable,
                           GError **error);
/* Gives the parts their names, and notes what left. */
gboolean pantau_out_end (PantauOut *self, GError **error);

/* A content with `kind` and `from`. (transfer full) */
JsonObject *pantau_out_content (PantauOut *self, const char *kind);

/* Seals to @key (NULL: to the invitation) and adds. */
gboolean pantau_out_seal (
    PantauOut *self, JsonObject *content, GBytes *payload, const char *key, GError **error);
gboolean pantau_out_add (PantauOut *self, PantauParcel *parcel, GError **error);

/* Adds @entry to @batch, of @bytes so far; FALSE where it does not fit into one parcel with them. */
gboolean pantau_out_batch (GPtrArray *batch, gsize *bytes, PantauEntry *entry);

gboolean pantau_out_write_lines (PantauOut *self, GError **error);
gboolean pantau_out_write_ask (PantauOut *self, GError **error);
/* In pieces, to @key. Nothing where it is not here any more. @record nullable */
gboolean pantau_out_write_file (
    PantauOut *self, const char *hash, const char *record, const char *key, GError **error);
gboolean pantau_out_write_for_cards (PantauOut *self, GError **error);

G_END_DECLS
