/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of files that came by courier: the same uploads, but the bytes are here already and no connection waits. */

#include "config.h"

#include "depot-private.h"

#include "inflow.h"

static const PantauTrouble gap = { 409, "offset", "the upload stands at another byte" };
static const PantauTrouble too_much = { 413, "too-large",
                                        "there are more bytes than were announced" };

static const PantauTrouble taken = { 503, "busy", "somebody is bringing the same file just now" };

typedef struct
{
  PantauDepot *depot;
  char *carrier; /* (nullable) */
  goffset size;
  goffset offset;
  GBytes *bytes;
  PantauDepotPut put;
  gpointer data;
} Put;

/* Says what came of it. */
static void
put_end (Put *self, goffset offset, gboolean is_stored, const PantauTrouble *trouble)
{
  self->put (offset, is_stored, trouble, self->data);
  g_bytes_unref (self->bytes);
  g_free (self->carrier);
  g_free (self);
}

static void
written_cb (PantauUploading *upload, const PantauTrouble *trouble, gpointer data)
{
  /* Bytes that are not those of the name were thrown away, all of them. */
  put_end (data, upload->is_gone ? 0 : upload->offset, trouble == NULL && upload->is_done, trouble);
}

static void
write_piece (Put *self, PantauUploading *upload)
{
  gsize length = g_bytes_get_size (self->bytes), known = (gsize) (upload->offset - self->offset);
  g_autoptr (GBytes) rest = g_bytes_new_from_bytes (self->bytes, known, length - known);
  const PantauTrouble *trouble = NULL;
  goffset reserved = -1;

  if (upload->inflow != NULL)
    trouble = &taken;
  else if (self->carrier != NULL)
    {
      reserved = (goffset) (length - known);
      trouble = pantau_depot_admit (self->depot, upload, reserved);
    }
  if (trouble != NULL)
    put_end (self, upload->offset, FALSE, trouble);
  else
    pantau_inflow_put (self->depot, upload, rest, reserved, written_cb, self);
}

static void
found_cb (PantauUploading *upload, const PantauTrouble *trouble, gpointer data)
{
  Put *self = data;
  goffset end = self->offset + (goffset) g_bytes_get_size (self->bytes);

  if (upload == NULL)
    put_end (self, 0, FALSE, trouble);
  else if (upload->is_done)
    put_end (self, upload->size, TRUE, NULL);
  else if (end > upload->size)
    put_end (self, upload->offset, FALSE, &too_much);
  else if (self->offset > upload->offset)
    put_end (self, upload->offset, FALSE, &gap);
  /* A file without a byte is finished by its one piece. */
  else if (end <= upload->offset && upload->size > 0)
    put_end (self, upload->offset, FALSE, NULL);
  else
    write_piece (self, upload);
}

void
pantau_depot_put (PantauDepot *self,
                  PantauDevice *device,
                  const char *carrier,
                  const char *hash,
                  goffset size,
                  goffset offset,
                  GBytes *bytes,
                  PantauDepotPut put,
                  gpointer data)
{
  Put *piece = g_new (Put, 1);

  *piece = (Put){ .depot = self,
                  .carrier = g_strdup (carrier),
                  .size = size,
                  .offset = offset,
                  .bytes = g_bytes_ref (bytes),
                  .put = put,
                  .data = data };
  pantau_depot_begin_for (self, device, carrier, hash, size, found_cb, piece);
}
