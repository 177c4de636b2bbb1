/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who asks for an upload gets it once nobody else brings anything of it. */

#include "config.h"

#include "depot-private.h"

#include "inflow.h"

static const PantauTrouble not_found = { 404, "not-found", "there is no such upload" };
static const PantauTrouble gone = { 410, "gone", "the upload was taken back, or has expired" };
static const PantauTrouble busy = { 503, "busy", "the province is about to stop" };

typedef struct
{
  PantauDepot *depot;
  char *id;
  char *device;
  PantauDepotFound found;
  gpointer data;

  /* Of what is no longer in the register. */
  PantauUploading *upload; /* (owned) (nullable) */
  gboolean is_gone;
} Find;

static void
find_free (Find *find)
{
  g_clear_pointer (&find->upload, pantau_uploading_unref);
  g_free (find->id);
  g_free (find->device);
  g_free (find);
}

static void
look_work (PantauDb *db, gpointer data)
{
  Find *find = data;
  PantauStmt *stmt =
      pantau_db_query (db, "SELECT hash, size, fate FROM uploading WHERE id = ?1 AND device = ?2",
                       "ss", find->id, find->device);

  if (pantau_stmt_next (stmt))
    {
      find->is_gone = g_strcmp0 (pantau_stmt_text (stmt, 2), "done") != 0;
      find->upload = pantau_uploading_new (find->id, find->device, pantau_stmt_text (stmt, 0),
                                           pantau_stmt_integer (stmt, 1));
    }
  pantau_stmt_finish (stmt, NULL);
}

static void
looked_cb (gpointer data)
{
  Find *find = data;

  if (find->upload != NULL && !find->is_gone)
    {
      pantau_uploading_set_done (find->upload);
      find->found (find->upload, NULL, find->data);
    }
  else
    find->found (NULL, find->upload != NULL ? &gone : &not_found, find->data);
  find_free (find);
}

static void
gone_cb (gpointer data, gboolean is_stored)
{
  Find *find = data;

  find->found (NULL, is_stored ? &gone : &pantau_depot_internal, find->data);
  find_free (find);
}

static void
find_now (Find *find)
{
  PantauDepot *self = find->depot;
  PantauUploading *known = g_hash_table_lookup (self->uploads, find->id);
  g_autoptr (PantauUploading) upload = NULL;

  if (self->has_stopped)
    {
      find->found (NULL, &busy, find->data);
      find_free (find);
      return;
    }
  if (known == NULL)
    {
      pantau_workers_run (self->workers, look_work, looked_cb, find);
      return;
    }
  upload = pantau_uploading_ref (known);
  if (!g_str_equal (upload->device, find->device))
    {
      find->found (NULL, &not_found, find->data);
      find_free (find);
      return;
    }
  if (upload->inflow != NULL)
    {
      g_queue_push_tail (&upload->waiting, find);
      pantau_inflow_supersede (upload->inflow);
      return;
    }

  if (upload->is_gone || (!upload->is_done && g_get_real_time () / G_USEC_PER_SEC >
                                                  pantau_uploading_get_expiry (upload)))
    {
      pantau_depot_end (self, upload, FALSE, gone_cb, find);
      return;
    }
  /* Somebody else may have brought it meanwhile; of another length than was announced here we sign nothing. */
  if (!upload->is_done && pantau_blobs_get_size (self->blobs, upload->hash) == upload->size)
    pantau_depot_end (self, upload, TRUE, NULL, NULL);
  find->found (upload, NULL, find->data);
  find_free (find);
}

void
pantau_depot_find (
    PantauDepot *self, const char *id, const char *device, PantauDepotFound found, gpointer data)
{
  Find *find = g_new0 (Find, 1);

  find->depot = self;
  find->id = g_strdup (id);
  find->device = g_strdup (device);
  find->found = found;
  find->data = data;
  find_now (find);
}

void
pantau_depot_release (PantauDepot *self, PantauUploading *upload)
{
  g_autoptr (PantauUploading) alive = pantau_uploading_ref (upload);
  GQueue waiting = upload->waiting;

  upload->inflow = NULL;
  self->n_inflows--;
  g_queue_init (&upload->waiting);
  for (Find *find = g_queue_pop_head (&waiting); find != NULL; find = g_queue_pop_head (&waiting))
    find_now (find);
}
