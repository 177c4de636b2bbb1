/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that go back by courier. Who may have one is asked of the lines that name it, as for GET /v1/blobs. */

#include "config.h"

#include "courier-private.h"

#include <string.h>
#include <unistd.h>

#include "named.h"
#include "pantau-access-blob.h"

static gboolean
is_envelope (int fd)
{
  char head[sizeof PANTAU_ENVELOPE_MAGIC - 1];

  return pread (fd, head, sizeof head, 0) == (gssize) sizeof head &&
         memcmp (head, PANTAU_ENVELOPE_MAGIC, sizeof head) == 0;
}

gboolean
pantau_courier_find_file (
    PantauCourierWork *self, const PantauDevice *device, const char *hash, int *fd, goffset *size)
{
  int found =
      pantau_blobs_open_fd (pantau_province_get_blobs (self->courier->province), hash, size, NULL);
  PantauFetch may = PANTAU_FETCH_NO;

  if (found < 0)
    return FALSE;
  if (!pantau_named_may_fetch (self->db, device, hash, is_envelope (found), &may, NULL) ||
      may != PANTAU_FETCH_YES)
    {
      close (found);
      return FALSE;
    }

  if (fd != NULL)
    *fd = found;
  else
    close (found);

  return TRUE;
}

/* NULL where the disk does not give them. */
static GBytes *
read_piece (int fd, goffset offset, gsize length)
{
  g_autofree guint8 *bytes = g_malloc (length);
  gsize got = 0;

  while (got < length)
    {
      gssize n = pread (fd, bytes + got, length - got, offset + (goffset) got);

      if (n <= 0)
        return NULL;
      got += (gsize) n;
    }

  return g_bytes_new_take (g_steal_pointer (&bytes), length);
}

static void
answer_piece (
    PantauCourierWork *self, const char *hash, goffset size, goffset offset, GBytes *bytes)
{
  g_autoptr (JsonObject) content = json_object_new ();

  json_object_set_string_member (content, "kind", PANTAU_PARCEL_FILE);
  json_object_set_string_member (content, "from",
                                 pantau_province_get_name (self->courier->province));
  json_object_set_string_member (content, "hash", hash);
  json_object_set_int_member (content, "size", size);
  json_object_set_int_member (content, "offset", offset);
  pantau_courier_answer (self, self->from, content, bytes);
}

void
pantau_courier_send_file (PantauCourierWork *self,
                          const PantauDevice *device,
                          const char *hash,
                          goffset *offset,
                          gboolean *whole)
{
  goffset size;
  int fd;

  *whole = TRUE;
  if (!pantau_courier_find_file (self, device, hash, &fd, &size))
    return;
  /* As over the network: rather no file than a wrong one. */
  if (!pantau_mender_trusts (pantau_depot_get_mender (self->courier->depot), hash, fd))
    {
      close (fd);
      return;
    }

  /* A file without a byte is one piece without one. */
  *whole = *offset >= size && *offset > 0;
  while (!*whole && pantau_courier_has_room (self))
    {
      g_autoptr (GBytes) bytes =
          read_piece (fd, *offset, (gsize) MIN (size - *offset, PANTAU_PARCEL_PIECE));

      if (bytes == NULL)
        {
          *whole = TRUE;
          break;
        }
      answer_piece (self, hash, size, *offset, bytes);
      *offset += (goffset) g_bytes_get_size (bytes);
      *whole = *offset >= size;
    }
  close (fd);
}
