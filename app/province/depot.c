/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register of uploads. Which there are is in the database; how far one came is the length of its file and nowhere else. */

#include "config.h"

#include "depot-private.h"

#include <string.h>

#include "inflow.h"
#include "lost.h"
#include "pantau-access-blob.h"
#include "pantau-blob-part.h"

#define DAY (24 * G_GINT64_CONSTANT (3600))

/* How long we still tell what became of an upload. */
#define MEMORY (30 * DAY)

/* Of one device: whoever begins and takes back without end fills no disk. */
#define MAX_MEMORY 2000

#define SWEEP_SECONDS 3600

const PantauTrouble pantau_depot_internal = { 500, "internal", "the upload could not be noted" };

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* ---- What ended ---- */

typedef struct
{
  PantauDepot *depot;
  PantauUploading *upload; /* (owned) */
  gboolean is_done;
  gboolean is_sealed;
  PantauDepotDone done; /* (nullable) */
  gpointer data;
} Ending;

static void
ending_free (Ending *ending)
{
  pantau_uploading_unref (ending->upload);
  g_free (ending);
}

static gboolean
end_job (PantauBook *book, gpointer data, GError **error)
{
  Ending *ending = data;
  PantauUploading *upload = ending->upload;
  PantauDb *db = pantau_province_get_db (ending->depot->province);

  if (ending->is_done && (!pantau_db_run (db, error,
                                          "INSERT INTO blob (hash, size, sealed, device, came) "
                                          "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
                                          "siisi", upload->hash, (gint64) upload->size,
                                          (gint64) ending->is_sealed, upload->device, now ()) ||
                          !pantau_lost_forget (db, upload->hash, error)))
    return FALSE;

  return pantau_db_run (db, error, "UPDATE uploading SET ended = ?2, fate = ?3 WHERE id = ?1",
                        "sis", upload->id, now (), ending->is_done ? "done" : "gone");
}

static void
ended_cb (gpointer data, const GError *error)
{
  Ending *ending = data;

  if (error != NULL)
    g_warning ("ending an upload: %s", error->message);
  g_hash_table_remove (ending->depot->uploads, ending->upload->id);
  if (ending->done != NULL)
    ending->done (ending->data, error == NULL);
  ending_free (ending);
}

/* Removes what came of it, or looks whether what came is an envelope. */
static void
end_work (PantauDb *db, gpointer data)
{
  Ending *ending = data;
  PantauBlobs *blobs = ending->depot->blobs;
  char head[sizeof PANTAU_ENVELOPE_MAGIC - 1] = "";
  g_autoptr (GInputStream) stream = NULL;

  pantau_blob_part_remove (blobs, ending->upload->id);
  stream = ending->is_done ? pantau_blobs_open (blobs, ending->upload->hash, NULL) : NULL;
  ending->is_sealed = stream != NULL &&
                      g_input_stream_read_all (stream, head, sizeof head, NULL, NULL, NULL) &&
                      memcmp (head, PANTAU_ENVELOPE_MAGIC, sizeof head) == 0;
}

static void
end_worked_cb (gpointer data)
{
  Ending *ending = data;

  pantau_writer_submit (ending->depot->writer, end_job, ended_cb, ending);
}

void
pantau_depot_end (PantauDepot *self,
                  PantauUploading *upload,
                  gboolean is_done,
                  PantauDepotDone done,
                  gpointer data)
{
  Ending *ending = g_new0 (Ending, 1);

  ending->depot = self;
  ending->upload = pantau_uploading_ref (upload);
  ending->is_done = is_done;
  ending->done = done;
  ending->data = data;
  if (is_done)
    pantau_uploading_set_done (upload);
  else
    upload->is_gone = TRUE;
  if (is_done && done != NULL)
    self->statistics.finished++;

  pantau_workers_run (self->workers, end_work, end_worked_cb, ending);
}

void
pantau_depot_take (PantauDepot *self, PantauUploading *upload, PantauInflow *inflow)
{
  upload->inflow = inflow;
  self->n_inflows++;
}

/* ---- The register ---- */

static gboolean
load (PantauDepot *self, GError **error)
{
  PantauStmt *stmt = pantau_db_query (
      pantau_province_get_db (self->province),
      "SELECT id, device, hash, size, began FROM uploading WHERE ended IS NULL", "");

  while (pantau_stmt_next (stmt))
    {
      PantauUploading *upload =
          pantau_uploading_new (pantau_stmt_text (stmt, 0), pantau_stmt_text (stmt, 1),
                                pantau_stmt_text (stmt, 2), pantau_stmt_integer (stmt, 3));

      upload->changed = pantau_stmt_integer (stmt, 4);
      upload->offset = MAX (pantau_blob_part_look (self->blobs, upload->id, &upload->changed), 0);
      g_hash_table_insert (self->uploads, upload->id, upload);
    }

  return pantau_stmt_finish (stmt, error);
}

static gboolean
forget_job (PantauBook *book, gpointer data, GError **error)
{
  PantauDepot *self = data;

  PantauDb *db = pantau_province_get_db (self->province);

  return pantau_db_run (db, error, "DELETE FROM uploading WHERE ended < ?1", "i",
                        now () - MEMORY) &&
         pantau_db_run (db, error,
                        "DELETE FROM uploading WHERE id IN (SELECT id FROM (SELECT id, "
                        "row_number () OVER (PARTITION BY device ORDER BY ended DESC) AS nth "
                        "FROM uploading WHERE ended IS NOT NULL) WHERE nth > ?1)",
                        "i", (gint64) MAX_MEMORY);
}

static void
forgotten_cb (gpointer data, const GError *error)
{
  if (error != NULL)
    g_message ("forgetting uploads that ended: %s", error->message);
}

static gboolean
sweep_cb (gpointer data)
{
  PantauDepot *self = data;
  g_autoptr (GPtrArray) old =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_uploading_unref);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->uploads);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      PantauUploading *upload = value;

      if (upload->inflow == NULL && now () > pantau_uploading_get_expiry (upload))
        g_ptr_array_add (old, pantau_uploading_ref (upload));
    }
  for (guint i = 0; i < old->len; i++)
    pantau_depot_end (self, g_ptr_array_index (old, i), FALSE, NULL, NULL);
  pantau_writer_submit (self->writer, forget_job, forgotten_cb, self);

  return G_SOURCE_CONTINUE;
}

PantauDepot *
pantau_depot_new (PantauProvince *province,
                  PantauWorkers *workers,
                  PantauWriter *writer,
                  GError **error)
{
  PantauDepot *self = g_new0 (PantauDepot, 1);

  self->province = province;
  self->workers = workers;
  self->writer = writer;
  self->blobs = pantau_province_get_blobs (province);
  self->uploads = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify) pantau_uploading_unref);
  self->quota = pantau_quota_new (province, writer, error);
  if (self->quota == NULL || !load (self, error))
    {
      pantau_depot_free (self);
      return NULL;
    }
  self->mender = pantau_mender_new (province, workers, writer);
  self->sweep_id = g_timeout_add_seconds (SWEEP_SECONDS, sweep_cb, self);
  sweep_cb (self);

  return self;
}

void
pantau_depot_stop (PantauDepot *self)
{
  g_autoptr (GPtrArray) inflows = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  self->has_stopped = TRUE;
  pantau_mender_stop (self->mender);
  g_hash_table_iter_init (&iter, self->uploads);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((PantauUploading *) value)->inflow != NULL)
      g_ptr_array_add (inflows, ((PantauUploading *) value)->inflow);
  for (guint i = 0; i < inflows->len; i++)
    pantau_inflow_cut (g_ptr_array_index (inflows, i));
}

void
pantau_depot_free (PantauDepot *self)
{
  if (self->sweep_id != 0)
    g_source_remove (self->sweep_id);
  g_clear_pointer (&self->quota, pantau_quota_free);
  g_clear_pointer (&self->mender, pantau_mender_free);
  g_hash_table_unref (self->uploads);
  g_free (self);
}

PantauProvince *
pantau_depot_get_province (PantauDepot *self)
{
  return self->province;
}

PantauWorkers *
pantau_depot_get_workers (PantauDepot *self)
{
  return self->workers;
}

PantauQuota *
pantau_depot_get_quota (PantauDepot *self)
{
  return self->quota;
}

PantauMender *
pantau_depot_get_mender (PantauDepot *self)
{
  return self->mender;
}

void
pantau_depot_count (PantauDepot *self, guint64 bytes, gboolean is_spoilt)
{
  self->statistics.bytes += bytes;
  self->statistics.spoilt += is_spoilt;
}

void
pantau_depot_get_statistics (PantauDepot *self, PantauDepotStatistics *statistics)
{
  *statistics = self->statistics;
  statistics->open = g_hash_table_size (self->uploads);
}
