/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may come: uploads that begin, and pieces of them. */

#include "config.h"

#include "depot-private.h"

#include <sys/statvfs.h>

#include "lost.h"
#include "named.h"
#include "pantau-error.h"

/* Bodies that come in at once: a third of the memory that all requests may hold. */
#define MAX_INFLOWS 80

static const PantauTrouble not_named = { 403, "not-named",
                                         "no line that this device may read names the file" };
static const PantauTrouble many = { 429, "uploads",
                                    "too many uploads of this device are under way" };
static const PantauTrouble quota = { 429, "quota",
                                     "this device has brought as much as it may on one day" };
static const PantauTrouble disk = { 507, "disk", "the province's disk is full" };
static const PantauTrouble crowded = { 503, "busy", "too many files are coming in" };
static const PantauTrouble other_size = { 409, "size",
                                          "the file is here, and it has another length" };

/* What cannot be asked is not taken for full: then writing will tell. */
static gint64
get_free (const char *path)
{
  struct statvfs space;

  return statvfs (path, &space) == 0 ? (gint64) (space.f_bavail * space.f_frsize) : G_MAXINT64;
}

gboolean
pantau_depot_fits (PantauDepot *self, goffset bytes)
{
  PantauAllowance allowance;

  pantau_province_get_allowance (self->province, &allowance);

  /* Files may have a disk of their own. */
  return get_free (pantau_province_get_path (self->province)) - bytes >= allowance.reserve &&
         get_free (pantau_blobs_get_directory (self->blobs)) >= bytes;
}

const PantauTrouble *
pantau_depot_admit (PantauDepot *self, const PantauUploading *upload, goffset bytes)
{
  if (self->n_inflows >= MAX_INFLOWS)
    return &crowded;

  return pantau_quota_reserve (self->quota, upload->device, bytes) ? NULL : &quota;
}

typedef struct
{
  PantauDepot *depot;
  PantauDevice *device; /* (owned): who may read a line that names it */
  char *owner;          /* whose upload it is */
  gboolean is_free;     /* what @owner may bring does not matter */
  char *hash;
  goffset size;
  PantauDepotFound found;
  gpointer data;

  gboolean may, is_full, failed;
  goffset here;            /* bytes of the file, where it is here already; else -1 */
  PantauUploading *upload; /* (owned) (nullable) */
} Begin;

static void
begin_free (Begin *begin)
{
  g_clear_pointer (&begin->upload, pantau_uploading_unref);
  pantau_device_unref (begin->device);
  g_free (begin->owner);
  g_free (begin->hash);
  g_free (begin);
}

static void
refuse (Begin *begin, const PantauTrouble *trouble)
{
  begin->found (NULL, trouble, begin->data);
  begin_free (begin);
}

static gboolean
begin_job (PantauBook *book, gpointer data, GError **error)
{
  Begin *begin = data;
  PantauUploading *upload = begin->upload;

  return pantau_db_run (pantau_province_get_db (begin->depot->province), error,
                        "INSERT INTO uploading (id, device, hash, size, began, ended, fate) "
                        "VALUES (?1, ?2, ?3, ?4, ?5, CASE ?6 WHEN 1 THEN ?5 END, "
                        "CASE ?6 WHEN 1 THEN 'done' END)",
                        "sssiii", upload->id, upload->device, upload->hash, (gint64) upload->size,
                        g_get_real_time () / G_USEC_PER_SEC, (gint64) upload->is_done);
}

static void
begun_cb (gpointer data, const GError *error)
{
  Begin *begin = data;

  if (error != NULL)
    {
      g_warning ("beginning an upload: %s", error->message);
      g_hash_table_remove (begin->depot->uploads, begin->upload->id);
      refuse (begin, g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_FULL)
                         ? &disk
                         : &pantau_depot_internal);
      return;
    }
  begin->found (begin->upload, NULL, begin->data);
  begin_free (begin);
}

/* -1 where it is not here, or is shorter or longer than it was when it came: that one is put aside, so that it may come again. */
static goffset
get_here (PantauDepot *self, PantauDb *db, Begin *begin)
{
  goffset here = pantau_blobs_get_size (self->blobs, begin->hash);
  gint64 came = here;

  if (here < 0 || here == begin->size ||
      !pantau_db_integer (db, here, &came, NULL, "SELECT size FROM blob WHERE hash = ?1", "s",
                          begin->hash) ||
      came == here)
    return here;

  g_message ("a file of this province is damaged, and was put aside: %s", begin->hash);
  if (!pantau_blobs_set_aside (self->blobs, begin->hash, NULL))
    return here;
  pantau_lost_submit (self->province, self->writer, begin->hash);

  return -1;
}

static void
look_before_work (PantauDb *db, gpointer data)
{
  Begin *begin = data;
  PantauDepot *self = begin->depot;

  begin->failed = !pantau_named_may_bring (db, begin->device, begin->hash, &begin->may, NULL);
  begin->here = get_here (self, db, begin);
  begin->is_full = begin->here < 0 && !pantau_depot_fits (self, begin->size);
}

/* The upload that the device has under way of the same file; @n takes how many it has of any. */
static PantauUploading *
find_own (PantauDepot *self, const char *device, const char *hash, guint *n)
{
  PantauUploading *own = NULL;
  GHashTableIter iter;
  gpointer value;

  *n = 0;
  g_hash_table_iter_init (&iter, self->uploads);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      PantauUploading *upload = value;

      if (!g_str_equal (upload->device, device))
        continue;
      (*n)++;
      if (g_str_equal (upload->hash, hash))
        own = upload;
    }

  return own;
}

static void
begin_new (Begin *begin)
{
  PantauDepot *self = begin->depot;
  g_autofree char *id = pantau_random_text (16);

  begin->upload = pantau_uploading_new (id, begin->owner, begin->hash, begin->size);
  if (begin->here >= 0)
    {
      pantau_uploading_set_done (begin->upload);
      self->statistics.known++;
    }
  else
    g_hash_table_insert (self->uploads, begin->upload->id, pantau_uploading_ref (begin->upload));
  pantau_writer_submit (self->writer, begin_job, begun_cb, begin);
}

static void
replaced_cb (gpointer data, gboolean is_stored)
{
  if (is_stored)
    begin_new (data);
  else
    refuse (data, &pantau_depot_internal);
}

/* Nobody brings it any more. Of two sizes for one hash one is wrong, and nobody knows which. */
static void
own_cb (PantauUploading *own, const PantauTrouble *trouble, gpointer data)
{
  Begin *begin = data;

  if (own == NULL)
    begin_new (begin);
  else if (own->size == begin->size || own->is_done)
    {
      begin->found (own, NULL, begin->data);
      begin_free (begin);
    }
  else
    pantau_depot_end (begin->depot, own, FALSE, replaced_cb, begin);
}

static void
looked_before_cb (gpointer data)
{
  Begin *begin = data;
  PantauDepot *self = begin->depot;
  PantauAllowance allowance;
  PantauUploading *own;
  guint n;

  pantau_province_get_allowance (self->province, &allowance);
  own = find_own (self, begin->owner, begin->hash, &n);
  if (begin->failed || !begin->may)
    refuse (begin, begin->failed ? &pantau_depot_internal : &not_named);
  /* We would sign that we have a file of that length. */
  else if (begin->here >= 0 && begin->here != begin->size)
    refuse (begin, &other_size);
  else if (own != NULL)
    pantau_depot_find (self, own->id, own->device, own_cb, begin);
  else if (begin->here >= 0)
    begin_new (begin);
  else if (begin->is_full)
    refuse (begin, &disk);
  else if (!begin->is_free && n >= allowance.uploads)
    refuse (begin, &many);
  else if (!begin->is_free && begin->size > 0 &&
           pantau_quota_get_left (self->quota, begin->owner) == 0)
    refuse (begin, &quota);
  else
    begin_new (begin);
}

void
pantau_depot_begin_for (PantauDepot *self,
                        PantauDevice *device,
                        const char *owner,
                        const char *hash,
                        goffset size,
                        PantauDepotFound found,
                        gpointer data)
{
  Begin *begin = g_new0 (Begin, 1);

  begin->depot = self;
  begin->device = pantau_device_ref (device);
  begin->owner = g_strdup (owner != NULL ? owner : device->key);
  begin->is_free = owner == NULL;
  begin->hash = g_strdup (hash);
  begin->size = size;
  begin->found = found;
  begin->data = data;
  pantau_workers_run (self->workers, look_before_work, looked_before_cb, begin);
}

void
pantau_depot_begin (PantauDepot *self,
                    PantauDevice *device,
                    const char *hash,
                    goffset size,
                    PantauDepotFound found,
                    gpointer data)
{
  pantau_depot_begin_for (self, device, device->key, hash, size, found, data);
}
