/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What devices brought today. In memory, where each body asks; in the database, so that a new start does not begin a new day. */

#include "config.h"

#include "quota.h"

#define DAY           (24 * G_GINT64_CONSTANT (3600))
#define WIB           (7 * G_GINT64_CONSTANT (3600))
#define FLUSH_SECONDS 30

/* An operator may want to see who brought much. */
#define MEMORY_DAYS 30

struct _PantauQuota
{
  PantauProvince *province; /* (unowned) */
  PantauWriter *writer;     /* (unowned) */
  gint64 day;               /* that the counts are of */
  GHashTable *devices;      /* (owned): key (owned) → Count (owned) */
  guint flush_id;           /* 0: all is noted */
};

typedef struct
{
  gint64 came;
  gint64 reserved;
  gboolean is_noted;
} Count;

/* What the writer notes: a copy, since its thread is another. */
typedef struct
{
  PantauProvince *province; /* (unowned) */
  gint64 day;
  GPtrArray *devices; /* (element-type utf8) */
  GArray *bytes;      /* of gint64 */
} Note;

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC + WIB;
}

gint64
pantau_quota_get_wait (void)
{
  return DAY - get_now () % DAY;
}

static Count *
get_count (PantauQuota *self, const char *device)
{
  Count *count = g_hash_table_lookup (self->devices, device);

  if (count == NULL)
    {
      count = g_new0 (Count, 1);
      count->is_noted = TRUE;
      g_hash_table_insert (self->devices, g_strdup (device), count);
    }

  return count;
}

/* Of another day nothing counts but what is still coming in. */
static void
turn_page (PantauQuota *self)
{
  gint64 today = get_now () / DAY;
  GHashTableIter iter;
  gpointer value;

  if (today == self->day)
    return;

  pantau_quota_flush (self);
  self->day = today;
  g_hash_table_iter_init (&iter, self->devices);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Count *count = value;

      count->came = 0;
      count->is_noted = TRUE;
      if (count->reserved == 0)
        g_hash_table_iter_remove (&iter);
    }
}

gint64
pantau_quota_get_left (PantauQuota *self, const char *device)
{
  PantauAllowance allowance;
  const Count *count;

  pantau_province_get_allowance (self->province, &allowance);
  if (allowance.day_bytes == 0)
    return G_MAXINT64;

  turn_page (self);
  count = get_count (self, device);

  return MAX (allowance.day_bytes - count->came - count->reserved, 0);
}

gboolean
pantau_quota_reserve (PantauQuota *self, const char *device, gint64 bytes)
{
  if (pantau_quota_get_left (self, device) < bytes)
    return FALSE;
  get_count (self, device)->reserved += bytes;

  return TRUE;
}

static gboolean
flush_cb (gpointer data)
{
  PantauQuota *self = data;

  self->flush_id = 0;
  pantau_quota_flush (self);

  return G_SOURCE_REMOVE;
}

void
pantau_quota_settle (PantauQuota *self, const char *device, gint64 reserved, gint64 came)
{
  Count *count;

  turn_page (self);
  count = get_count (self, device);
  count->reserved -= reserved;
  if (came == 0)
    return;

  count->came += came;
  count->is_noted = FALSE;
  if (self->flush_id == 0)
    self->flush_id = g_timeout_add_seconds (FLUSH_SECONDS, flush_cb, self);
}

static gboolean
note_job (PantauBook *book, gpointer data, GError **error)
{
  Note *note = data;
  PantauDb *db = pantau_province_get_db (note->province);

  for (guint i = 0; i < note->devices->len; i++)
    if (!pantau_db_run (db, error,
                        "INSERT INTO taken (device, day, bytes) VALUES (?1, ?2, ?3) "
                        "ON CONFLICT (device, day) DO UPDATE SET bytes = max (bytes, ?3)",
                        "sii", g_ptr_array_index (note->devices, i), note->day,
                        g_array_index (note->bytes, gint64, i)))
      return FALSE;

  return pantau_db_run (db, error, "DELETE FROM taken WHERE day < ?1", "i",
                        note->day - MEMORY_DAYS);
}

static void
noted_cb (gpointer data, const GError *error)
{
  Note *note = data;

  if (error != NULL)
    g_warning ("noting what devices brought: %s", error->message);
  g_ptr_array_unref (note->devices);
  g_array_unref (note->bytes);
  g_free (note);
}

void
pantau_quota_flush (PantauQuota *self)
{
  Note *note = g_new0 (Note, 1);
  GHashTableIter iter;
  gpointer key, value;

  note->province = self->province;
  note->day = self->day;
  note->devices = g_ptr_array_new_with_free_func (g_free);
  note->bytes = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_hash_table_iter_init (&iter, self->devices);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      Count *count = value;

      if (count->is_noted)
        continue;
      count->is_noted = TRUE;
      g_ptr_array_add (note->devices, g_strdup (key));
      g_array_append_val (note->bytes, count->came);
    }

  g_clear_handle_id (&self->flush_id, g_source_remove);
  if (note->devices->len > 0)
    pantau_writer_submit (self->writer, note_job, noted_cb, note);
  else
    noted_cb (note, NULL);
}

PantauQuota *
pantau_quota_new (PantauProvince *province, PantauWriter *writer, GError **error)
{
  g_autoptr (PantauQuota) self = g_new0 (PantauQuota, 1);
  PantauStmt *stmt;

  self->province = province;
  self->writer = writer;
  self->day = get_now () / DAY;
  self->devices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  stmt = pantau_db_query (pantau_province_get_db (province),
                          "SELECT device, bytes FROM taken WHERE day = ?1", "i", self->day);
  while (pantau_stmt_next (stmt))
    get_count (self, pantau_stmt_text (stmt, 0))->came = pantau_stmt_integer (stmt, 1);

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&self) : NULL;
}

void
pantau_quota_free (PantauQuota *self)
{
  g_clear_handle_id (&self->flush_id, g_source_remove);
  g_hash_table_unref (self->devices);
  g_free (self);
}
