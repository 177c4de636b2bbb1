/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Handing files out: who may have one is asked of the lines that name it, each time anew. */

#include "config.h"

#include "fetch.h"

#include <string.h>
#include <unistd.h>

#include "named.h"
#include "pantau-crypto.h"
#include "pantau-error.h"
#include "range.h"

struct _PantauFetcher
{
  PantauDepot *depot;       /* (unowned) */
  PantauSessions *sessions; /* (unowned) */
  guint64 bytes;            /* sent */
};

typedef struct
{
  PantauFetcher *fetcher; /* (unowned) */
  PantauRequest *request; /* (owned) */
  PantauDevice *device;   /* (owned) */
  char *hash;

  PantauFetch may;
  gboolean failed;
  gboolean is_lost; /* it was here */
  int fd;           /* -1: not here */
  goffset size;
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  if (fetch->fd >= 0)
    close (fetch->fd);
  g_free (fetch->hash);
  pantau_device_unref (fetch->device);
  pantau_request_unref (fetch->request);
  g_free (fetch);
}

static gboolean
is_envelope (int fd)
{
  char head[sizeof PANTAU_ENVELOPE_MAGIC - 1];

  return pread (fd, head, sizeof head, 0) == (gssize) sizeof head &&
         memcmp (head, PANTAU_ENVELOPE_MAGIC, sizeof head) == 0;
}

/* Nobody is given bytes of which the hash would tell at the end that they are wrong. */
static void
distrust (Fetch *fetch, PantauDb *db)
{
  PantauMender *mender = pantau_depot_get_mender (fetch->fetcher->depot);

  if (fetch->fd < 0)
    fetch->is_lost = pantau_mender_misses (mender, db, fetch->hash);
  else if (!pantau_mender_trusts (mender, fetch->hash, fetch->fd))
    {
      close (fetch->fd);
      fetch->fd = -1;
      fetch->is_lost = TRUE;
    }
}

static void
look_work (PantauDb *db, gpointer data)
{
  Fetch *fetch = data;
  PantauProvince *province = pantau_depot_get_province (fetch->fetcher->depot);
  g_autoptr (GError) error = NULL;

  fetch->fd = pantau_blobs_open_fd (pantau_province_get_blobs (province), fetch->hash, &fetch->size,
                                    &error);
  fetch->failed =
      (fetch->fd < 0 && !g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND)) ||
      !pantau_named_may_fetch (db, fetch->device, fetch->hash,
                               fetch->fd >= 0 && is_envelope (fetch->fd), &fetch->may, NULL);
  if (!fetch->failed && fetch->may == PANTAU_FETCH_YES)
    distrust (fetch, db);
}

static void
sent_cb (guint64 bytes, gpointer data)
{
  PantauFetcher *self = data;

  self->bytes += bytes;
}

static void
reply (Fetch *fetch)
{
  PantauRequest *request = fetch->request;
  g_autofree char *etag = g_strdup_printf ("\"%s\"", fetch->hash), *range = NULL;
  const char *condition = pantau_request_get_header (request, "If-Range");
  const char *wanted = condition == NULL || g_str_equal (condition, etag)
                           ? pantau_request_get_header (request, "Range")
                           : NULL;
  goffset from = 0, length = fetch->size;
  PantauRange kind = pantau_range_parse (wanted, fetch->size, &from, &length);

  pantau_request_set_header (request, "Accept-Ranges", "bytes");
  pantau_request_set_header (request, "ETag", etag);
  if (kind == PANTAU_RANGE_OUTSIDE)
    {
      range = g_strdup_printf ("bytes */%" G_GOFFSET_FORMAT, fetch->size);
      pantau_request_set_header (request, "Content-Range", range);
      pantau_request_problem (request, 416, "range", "the file has no such bytes");
      return;
    }
  if (kind == PANTAU_RANGE_PART)
    {
      range =
          g_strdup_printf ("bytes %" G_GOFFSET_FORMAT "-%" G_GOFFSET_FORMAT "/%" G_GOFFSET_FORMAT,
                           from, from + length - 1, fetch->size);
      pantau_request_set_header (request, "Content-Range", range);
    }
  /* Whatever it is, no browser is to show it. */
  pantau_request_set_header (request, "Content-Disposition", "attachment");
  pantau_request_reply_file (request, kind == PANTAU_RANGE_PART ? 206 : 200,
                             "application/octet-stream", fetch->fd, from, length, sent_cb,
                             fetch->fetcher);
  fetch->fd = -1;
}

static void
looked_cb (gpointer data)
{
  Fetch *fetch = data;
  PantauRequest *request = fetch->request;

  if (fetch->failed)
    pantau_request_problem (request, 500, "internal", "the file could not be read");
  else if (fetch->may == PANTAU_FETCH_NO)
    pantau_request_problem (request, 404, "not-found", "there is no such file");
  else if (fetch->may == PANTAU_FETCH_SEALED)
    pantau_request_problem (request, 403, "sealed",
                            "sealed identities are for officers of identities alone");
  else if (fetch->may == PANTAU_FETCH_HELD)
    pantau_request_problem (request, 403, "held",
                            "files of an open hoax are for the provincial government once a desk "
                            "has released them");
  else if (fetch->is_lost)
    pantau_request_problem (request, 404, "not-here",
                            "the file was damaged here, and is asked for again");
  else if (fetch->fd < 0)
    pantau_request_problem (request, 404, "not-here", "the file has not been brought yet");
  else
    reply (fetch);
  fetch_free (fetch);
}

void
pantau_fetcher_handle (PantauRequest *request, gpointer data)
{
  PantauFetcher *self = data;
  g_autoptr (PantauDevice) device =
      pantau_sessions_authenticate (self->sessions, request, PANTAU_WANT_READ);
  const char *hash = strrchr (pantau_request_get_path (request), '/') + 1;
  Fetch *fetch;

  if (device == NULL)
    return;
  if (!pantau_is_hash (hash))
    {
      pantau_request_problem (request, 404, "not-found", "there is no such file");
      return;
    }

  fetch = g_new0 (Fetch, 1);
  fetch->fetcher = self;
  fetch->request = pantau_request_ref (request);
  fetch->device = g_steal_pointer (&device);
  fetch->hash = g_strdup (hash);
  fetch->fd = -1;
  pantau_workers_run (pantau_depot_get_workers (self->depot), look_work, looked_cb, fetch);
}

PantauFetcher *
pantau_fetcher_new (PantauDepot *depot, PantauSessions *sessions)
{
  PantauFetcher *self = g_new0 (PantauFetcher, 1);

  self->depot = depot;
  self->sessions = sessions;

  return self;
}

void
pantau_fetcher_free (PantauFetcher *self)
{
  g_free (self);
}

guint64
pantau_fetcher_get_bytes (PantauFetcher *self)
{
  return self->bytes;
}
