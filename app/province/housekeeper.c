/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Daily work on files: found in a thread that only reads, done in the one that writes. */

#include "config.h"

#include "housekeeper.h"

#include "orphans.h"

#define DAY_SECONDS (24 * 3600)

struct _PantauHousekeeper
{
  PantauProvince *province; /* (unowned) */
  PantauWorkers *workers;   /* (unowned) */
  PantauWriter *writer;     /* (unowned) */
  guint daily_id;
};

/* One look; it needs nothing of the housekeeper, who may be gone before it ends. */
typedef struct
{
  PantauProvince *province; /* (unowned) */
  PantauWriter *writer;     /* (unowned) */
  GPtrArray *found;         /* (owned) (nullable) */
} Look;

static void
look_free (Look *look)
{
  g_clear_pointer (&look->found, g_ptr_array_unref);
  g_free (look);
}

static void
find_work (PantauDb *db, gpointer data)
{
  Look *look = data;
  g_autoptr (GError) error = NULL;

  look->found = pantau_orphans_find (db, pantau_province_get_blobs (look->province), &error);
  if (look->found == NULL)
    g_message ("looking for files that no line names: %s", error->message);
}

static gboolean
settle_job (PantauBook *book, gpointer data, GError **error)
{
  Look *look = data;

  return pantau_orphans_settle (look->province, look->found, FALSE, error);
}

static void
settled_cb (gpointer data, const GError *error)
{
  Look *look = data;
  guint n_removed = 0;

  for (guint i = 0; i < look->found->len; i++)
    n_removed += ((PantauOrphan *) g_ptr_array_index (look->found, i))->is_removed;
  if (error != NULL)
    g_message ("removing files that no line names: %s", error->message);
  else if (n_removed > 0)
    g_message ("files that no line had named for %d days were removed: %u", PANTAU_ORPHANS_PATIENCE,
               n_removed);
  look_free (look);
}

static void
found_cb (gpointer data)
{
  Look *look = data;

  if (look->found != NULL)
    pantau_writer_submit (look->writer, settle_job, settled_cb, look);
  else
    look_free (look);
}

static gboolean
daily_cb (gpointer data)
{
  PantauHousekeeper *self = data;
  Look *look = g_new0 (Look, 1);

  look->province = self->province;
  look->writer = self->writer;
  pantau_workers_run (self->workers, find_work, found_cb, look);

  return G_SOURCE_CONTINUE;
}

PantauHousekeeper *
pantau_housekeeper_new (PantauProvince *province, PantauWorkers *workers, PantauWriter *writer)
{
  PantauHousekeeper *self = g_new0 (PantauHousekeeper, 1);

  self->province = province;
  self->workers = workers;
  self->writer = writer;
  self->daily_id = g_timeout_add_seconds (DAY_SECONDS, daily_cb, self);
  daily_cb (self);

  return self;
}

void
pantau_housekeeper_free (PantauHousekeeper *self)
{
  g_source_remove (self->daily_id);
  g_free (self);
}
