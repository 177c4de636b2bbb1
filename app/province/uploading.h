/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Defined in inflow.h: the body that comes in. */
typedef struct _PantauInflow PantauInflow;

/* One upload; immutable but for how far it came. Reference-counted, main thread only. */
typedef struct
{
  char *id; /* its address's last part, and the name of its file in blobs/tmp */
  char *device;
  char *hash;
  goffset size;     /* bytes, as announced */
  goffset offset;   /* bytes that are on the disk */
  gint64 changed;   /* Unix seconds: of the last of them */
  gboolean is_done; /* the file is here, whole */
  gboolean is_gone; /* given up */

  PantauInflow *inflow; /* (unowned) (nullable): who is bringing it just now */
  GQueue waiting;       /* who wants it once that has ended */
} PantauUploading;

/* Begun just now, with nothing of it here. @id, @device and @hash are copied. */
PantauUploading *pantau_uploading_new (const char *id,
                                       const char *device,
                                       const char *hash,
                                       goffset size) G_GNUC_WARN_UNUSED_RESULT;
PantauUploading *pantau_uploading_ref (PantauUploading *self);
void pantau_uploading_unref (PantauUploading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauUploading, pantau_uploading_unref)

/* Unix seconds: when it is given up if nothing more of it comes. */
gint64 pantau_uploading_get_expiry (const PantauUploading *self);

/* The file is here, whole. */
void pantau_uploading_set_done (PantauUploading *self);

G_END_DECLS
