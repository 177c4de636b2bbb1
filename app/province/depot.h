/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "http.h"
#include "mender.h"
#include "quota.h"
#include "uploading.h"
#include "workers.h"
#include "writer.h"

G_BEGIN_DECLS

/*
 * The uploads of the province: which there are, how far they came, who is bringing one just now. One upload for each device and
 * file, however often it is begun. Main thread only.
 */
typedef struct _PantauDepot PantauDepot;

/* Why there is none: for pantau_request_problem(). Static texts. */
typedef struct
{
  guint status; /* 429 and 507 come with Retry-After */
  const char *name;
  const char *detail;
} PantauTrouble;

typedef struct
{
  guint open;       /* uploads under way */
  guint64 finished; /* ever ended whole */
  guint64 known;    /* ever answered at once, because the file was here */
  guint64 spoilt;   /* ever thrown away: the bytes were not those of the name, or of a checksum */
  guint64 bytes;    /* that ever came */
} PantauDepotStatistics;

/* Borrows all three, which must outlive it. */
PantauDepot *pantau_depot_new (PantauProvince *province,
                               PantauWorkers *workers,
                               PantauWriter *writer,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Cuts off who brings something; what has come of it is kept. Nobody may bring anything from then on. */
void pantau_depot_stop (PantauDepot *self);
/* After it, and once no job is under way. */
void pantau_depot_free (PantauDepot *self);

PantauProvince *pantau_depot_get_province (PantauDepot *self);
PantauWorkers *pantau_depot_get_workers (PantauDepot *self);
/* What devices may bring today. */
PantauQuota *pantau_depot_get_quota (PantauDepot *self);
/* Who is asked before a file is handed out. */
PantauMender *pantau_depot_get_mender (PantauDepot *self);

/* FALSE where @bytes more would touch what files leave of the disk for lines. Any thread; it may wait for the disk. */
gboolean pantau_depot_fits (PantauDepot *self, goffset bytes);

/* @upload is borrowed; NULL where there is @trouble. */
typedef void (*PantauDepotFound) (PantauUploading *upload,
                                  const PantauTrouble *trouble,
                                  gpointer data);

/*
 * The upload @id of the device @device, once nobody brings anything of it: who does is cut off when what has arrived was read, for it is the same
 * device that asks, and it would not ask if its old connection still lived. Trouble: 404, also of another device's; 410.
 */
void pantau_depot_find (
    PantauDepot *self, const char *id, const char *device, PantauDepotFound found, gpointer data);

/*
 * The upload of @hash by @device, begun now where it is not under way; done already where the file is here. Trouble: 403 where no
 * line that the device may read names the file; 429 `uploads` or `quota`, 507, 500; 409 where the file is here and has not @size bytes.
 */
void pantau_depot_begin (PantauDepot *self,
                         PantauDevice *device,
                         const char *hash,
                         goffset size,
                         PantauDepotFound found,
                         gpointer data);

/* It has ended: whole, with its file in the store (@is_done), or for good without. @done (nullable) is called once that is on the disk. */
typedef void (*PantauDepotDone) (gpointer data, gboolean is_stored);
void pantau_depot_end (PantauDepot *self,
                       PantauUploading *upload,
                       gboolean is_done,
                       PantauDepotDone done,
                       gpointer data);

/*
 * Whether @bytes more may come for @upload: NULL, and they are set apart of what its device may bring today, until pantau_quota_settle(); else
 * 503 where so many bodies come in just now that others, and lines above all, would find no memory, or 429 `quota`.
 */
const PantauTrouble *
pantau_depot_admit (PantauDepot *self, const PantauUploading *upload, goffset bytes);

/*
 * A piece of a file that came by courier: @bytes from @offset on, of @size in all. Who may bring it is @device, of which the courier says that it sent the
 * piece; @carrier brought it, and what came counts as brought by that device: so nobody spoils or uses up what belongs to another. NULL: the operator, who
 * brings as much as there is room for.
 *
 * What is here already is not written again. @put is called once: @offset is how far the file came, @is_stored whether it is here, whole. Trouble: as of
 * pantau_depot_begin(); 409 `offset` where bytes before these are missing, and @offset says from where on; 413 where they are more than @size; 460; 503.
 */
typedef void (*PantauDepotPut) (goffset offset,
                                gboolean is_stored,
                                const PantauTrouble *trouble,
                                gpointer data);
void pantau_depot_put (PantauDepot *self,
                       PantauDevice *device,
                       const char *carrier,
                       const char *hash,
                       goffset size,
                       goffset offset,
                       GBytes *bytes,
                       PantauDepotPut put,
                       gpointer data);

/* Of the inflow: it begins. */
void pantau_depot_take (PantauDepot *self, PantauUploading *upload, PantauInflow *inflow);
/* Of the inflow: it has ended, and whoever waits may have the upload. */
void pantau_depot_release (PantauDepot *self, PantauUploading *upload);
/* Of the inflow: so many bytes came. */
void pantau_depot_count (PantauDepot *self, guint64 bytes, gboolean is_spoilt);

void pantau_depot_get_statistics (PantauDepot *self, PantauDepotStatistics *statistics);

G_END_DECLS
