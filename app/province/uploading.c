/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One upload: what was announced, and how far it came. */

#include "config.h"

#include "uploading.h"

/* After its last byte. A laptop may well be without a line for days. */
#define EXPIRY (7 * 24 * G_GINT64_CONSTANT (3600)) /* seconds */

static void
uploading_clear (PantauUploading *self)
{
  g_free (self->id);
  g_free (self->device);
  g_free (self->hash);
  g_queue_clear (&self->waiting);
}

PantauUploading *
pantau_uploading_new (const char *id, const char *device, const char *hash, goffset size)
{
  PantauUploading *self = g_rc_box_new0 (PantauUploading);

  self->id = g_strdup (id);
  self->device = g_strdup (device);
  self->hash = g_strdup (hash);
  self->size = size;
  self->changed = g_get_real_time () / G_USEC_PER_SEC;
  g_queue_init (&self->waiting);

  return self;
}

PantauUploading *
pantau_uploading_ref (PantauUploading *self)
{
  return g_rc_box_acquire (self);
}

void
pantau_uploading_unref (PantauUploading *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) uploading_clear);
}

gint64
pantau_uploading_get_expiry (const PantauUploading *self)
{
  return self->changed + EXPIRY;
}

void
pantau_uploading_set_done (PantauUploading *upload)
{
  upload->is_done = TRUE;
  upload->offset = upload->size;
}
