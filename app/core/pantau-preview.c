/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pixels from a process that may have been taken over: as many as it says, no more than were asked for. */

#include "config.h"

#include "pantau-preview.h"

#include <unistd.h>

#include "pantau-file-type.h"
#include "pantau-json.h"
#include "pantau-picture-ask.h"

void
pantau_preview_free (PantauPreview *self)
{
  g_clear_pointer (&self->rgba, g_bytes_unref);
  g_clear_pointer (&self->claims, pantau_file_claims_free);
  g_free (self);
}

gboolean
pantau_preview_is_for_type (const char *type)
{
  return pantau_file_type_is_picture (type) || g_strcmp0 (type, "application/pdf") == 0;
}

/* (transfer full): NULL where @answer and @pixels do not agree */
static PantauPreview *
read_preview (JsonObject *answer, GBytes *pixels, guint most)
{
  JsonObject *drawn = pantau_json_object (answer, "pixels");
  gint64 width = drawn != NULL ? pantau_json_integer (drawn, "width", 0) : 0,
         height = drawn != NULL ? pantau_json_integer (drawn, "height", 0) : 0;
  PantauPreview *self;

  if (width < 1 || width > most || height < 1 || height > most ||
      g_bytes_get_size (pixels) != (gsize) width * (gsize) height * 4)
    return NULL;

  self = g_new0 (PantauPreview, 1);
  self->width = (guint) width;
  self->height = (guint) height;
  self->rgba = g_bytes_ref (pixels);
  self->claims = pantau_file_claims_from_json (pantau_json_object (answer, "claims"));
  self->pages = (guint) CLAMP (pantau_json_integer (answer, "pages", 0), 0, G_MAXINT);

  return self;
}

PantauPreview *
pantau_preview_new (int fd, guint most, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) pixels = NULL;
  g_autoptr (JsonObject) answer = NULL;
  PantauPreview *self;

  g_return_val_if_fail (most > 0 && most <= PANTAU_PREVIEW_MAX_SIDE, NULL);

  answer = pantau_picture_ask (fd, most, &pixels, cancellable, error);
  if (answer == NULL)
    return NULL;
  self = read_preview (answer, pixels, most);
  if (self == NULL)
    pantau_picture_throw (fd, answer, error);

  return self;
}

PantauPreview *
pantau_preview_new_for_bytes (GBytes *bytes, guint most, GCancellable *cancellable, GError **error)
{
  int fd = pantau_picture_open_bytes (bytes, error);
  PantauPreview *self;

  if (fd < 0)
    return NULL;
  self = pantau_preview_new (fd, most, cancellable, error);
  close (fd);

  return self;
}
