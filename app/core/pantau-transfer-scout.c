/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks about files before a lane sends them; see pantau-transfer-private.h. */

#include "config.h"

#include "pantau-transfer-private.h"

static gboolean
ask (PantauLane *self, PantauUpload *file)
{
  g_auto (PantauBlobStatus) status = { 0 };
  g_autoptr (GCancellable) request = pantau_transfer_begin_request (self->transfer, self);
  gboolean ok =
      pantau_client_blob_begin (self->client, file->hash, file->size, NULL, &status, request, NULL);

  pantau_transfer_end_request (self->transfer, self);
  /* A restart of the program goes on from there too. */
  if (!ok || (!status.is_stored &&
              !pantau_uploads_set_progress (pantau_transfer_get_db (self->transfer), file->hash,
                                            status.id, status.offset, NULL)))
    return FALSE;

  g_free (file->url);
  file->url = g_strdup (status.id);
  file->offset = status.offset;
  file->is_begun = TRUE;
  file->is_known = status.is_stored;

  return TRUE;
}

void
pantau_scout_run (PantauLane *self)
{
  for (;;)
    {
      g_autoptr (PantauUpload) file = pantau_transfer_find_ahead (self->transfer);

      if (file == NULL || !ask (self, file))
        break;
      pantau_transfer_note_ahead (self->transfer, file);
    }
}
