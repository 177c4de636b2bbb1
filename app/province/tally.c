/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting closed records: their stage by the lines that count, and then only what pantau-counts.c lets out. */

#include "config.h"

#include "tally.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "pantau-calendar.h"
#include "pantau-counts.h"
#include "pantau-home.h"
#include "pantau-values.h"

/* µs that an answer is good for. */
#define FRESH G_TIME_SPAN_MINUTE

struct _PantauTally
{
  PantauProvince *province; /* (unowned) */
  PantauSessions *sessions; /* (unowned) */
  PantauWorkers *workers;   /* (unowned) */

  GBytes *answer; /* (owned) (nullable) */
  gint64 made;    /* monotonic */
  GPtrArray
      *waiting; /* (owned): of PantauRequest, for the counting that is under way; NULL: none is */
};

/* One counting. */
typedef struct
{
  PantauTally *tally;   /* (unowned) */
  PantauTotals *counts; /* (owned) */
  gboolean failed;
} Counting;

/* The record that the rows are at. */
typedef struct
{
  PantauProvince *province; /* (unowned) */
  GPtrArray *cells;         /* (unowned): of PantauCount */
  char *id;                 /* (owned) (nullable) */
  char *kind;
  char *area;
  GPtrArray *entries; /* (owned): of PantauEntry */
} Record;

static gboolean
step_allowed (const char *kind, const char *from, const char *to, gpointer data)
{
  PantauReference *reference = pantau_province_get_reference (data);
  const PantauKind *known = pantau_kinds_lookup (pantau_reference_get_kinds (reference), kind);

  return to != NULL &&
         (known == NULL || pantau_statuses_allows (pantau_reference_get_statuses (reference),
                                                   known->status_table, from, to, NULL));
}

/* (nullable): of a record that is as if it had never been recorded. */
static const char *
stage_of (PantauProvince *province, const char *kind, const char *code)
{
  PantauReference *reference = pantau_province_get_reference (province);
  PantauStatuses *statuses = pantau_reference_get_statuses (reference);
  const PantauKind *known = pantau_kinds_lookup (pantau_reference_get_kinds (reference), kind);
  const char *table = known != NULL ? known->status_table : NULL;
  const PantauStatus *status =
      table != NULL && code != NULL ? pantau_statuses_lookup (statuses, table, code) : NULL;

  if (status == NULL)
    return PANTAU_STAGE_HANDLED; /* of a newer province's table */
  if (status->is_void)
    return NULL;
  if (g_strcmp0 (pantau_statuses_initial (statuses, table), code) == 0)
    return PANTAU_STAGE_NEW;

  return status->ended ? PANTAU_STAGE_ENDED : PANTAU_STAGE_HANDLED;
}

/* The day of the first create, in WIB; what a clock said that was wrong is counted as it said. (transfer full) (nullable) */
static char *
day_of (GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const PantauEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (GDateTime) moment = NULL;
      GDate day;

      if (!g_str_equal (entry->type, PANTAU_TYPE_CREATE))
        continue;
      moment = g_date_time_new_from_iso8601 (entry->time, NULL);
      if (moment == NULL)
        return NULL;
      day = pantau_calendar_day_of (g_date_time_to_unix (moment));

      return g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&day),
                              (guint) g_date_get_month (&day), g_date_get_day (&day));
    }

  return NULL;
}

/* Counts the record that has been read, and forgets it. */
static void
end_record (Record *self)
{
  g_autoptr (PantauValues) values = NULL;
  g_autoptr (JsonNode) status = NULL;
  g_autofree char *day = NULL;
  const char *value, *stage;

  if (self->id == NULL)
    return;

  values = pantau_values_new (self->entries, step_allowed, self->province);
  value = pantau_values_pick (values, "status");
  status = value != NULL ? json_from_string (value, NULL) : NULL;
  stage =
      stage_of (self->province, self->kind, status != NULL ? json_node_get_string (status) : NULL);
  day = day_of (self->entries);
  if (stage != NULL && day != NULL)
    g_ptr_array_add (self->cells, pantau_count_new (self->area, self->kind, stage, day, 1));

  g_ptr_array_set_size (self->entries, 0);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->area, g_free);
}

/* "16.13" of "16.13.04 16.71.01"; "16" of what lies above the kabupaten and kota. (transfer full) */
static char *
area_of (const char *regions)
{
  gsize end = strcspn (regions, " "), dots = 0;

  for (gsize i = 0; i < end; i++)
    if (regions[i] == '.' && ++dots == 2)
      return g_strndup (regions, i);

  return g_strndup (regions, end);
}

static gboolean
count_records (PantauProvince *province, PantauDb *db, GPtrArray *cells)
{
  Record record = { .province = province,
                    .cells = cells,
                    .entries =
                        g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref) };
  PantauStmt *stmt;

  /* Of a create the header says enough; and of what was erased only that is left. */
  stmt = pantau_db_query (
      db,
      "SELECT r.id, r.kind, r.regions, e.signature, e.header, "
      "CASE e.type WHEN 'status.set' THEN body.json END "
      "FROM record AS r JOIN entry AS e ON e.record = r.id JOIN body ON body.entry = e.n "
      "WHERE r.open = 0 AND r.kind <> 'device' "
      "AND e.type IN ('record.create', 'record.move', 'status.set') "
      "AND NOT EXISTS (SELECT 1 FROM quarantined AS q WHERE q.entry = e.n) ORDER BY r.id",
      "");
  while (pantau_stmt_next (stmt))
    {
      PantauEntry *entry;

      if (g_strcmp0 (record.id, pantau_stmt_text (stmt, 0)) != 0)
        {
          end_record (&record);
          record.id = g_strdup (pantau_stmt_text (stmt, 0));
          record.kind = g_strdup (pantau_stmt_text (stmt, 1));
          record.area = area_of (pantau_stmt_text (stmt, 2));
        }
      entry = pantau_entry_load (pantau_stmt_text (stmt, 3), pantau_stmt_text (stmt, 4),
                                 pantau_stmt_text (stmt, 5), NULL);
      if (entry != NULL)
        g_ptr_array_add (record.entries, entry);
    }
  end_record (&record);
  g_ptr_array_unref (record.entries);

  return pantau_stmt_finish (stmt, NULL);
}

static void
count_work (PantauDb *db, gpointer data)
{
  Counting *counting = data;
  PantauProvince *province = counting->tally->province;
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_count_free);

  counting->counts = pantau_totals_new ();
  counting->counts->epoch = g_strdup (pantau_province_get_epoch (province));
  counting->counts->time = pantau_home_now ();
  counting->counts->index = pantau_province_get_head (province, NULL);
  counting->failed = !count_records (province, db, cells);
  if (counting->failed)
    return;
  g_ptr_array_unref (counting->counts->cells);
  counting->counts->cells = pantau_counts_publish (cells);
}

static void
reply (PantauTally *self, PantauRequest *request)
{
  if (pantau_request_is_gone (request))
    pantau_request_problem (request, 503, "busy", "the client closed its side");
  else
    pantau_request_reply_encoded (request, 200, "application/json", self->answer);
}

static void
counted_cb (gpointer data)
{
  Counting *counting = data;
  PantauTally *self = counting->tally;
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  if (!counting->failed)
    {
      char *text = pantau_totals_seal (counting->counts, pantau_province_get_key (self->province));

      g_clear_pointer (&self->answer, g_bytes_unref);
      self->answer = g_bytes_new_take (text, strlen (text));
      self->made = g_get_monotonic_time ();
    }
  for (guint i = 0; i < waiting->len; i++)
    if (counting->failed)
      pantau_request_problem (g_ptr_array_index (waiting, i), 500, "internal",
                              "the ledger could not be read");
    else
      reply (self, g_ptr_array_index (waiting, i));

  pantau_totals_free (counting->counts);
  g_free (counting);
}

/* The figures are those of the whole province, so they are for roles that work with records. */
static gboolean
may_ask (const PantauDevice *device)
{
  return device->role == PANTAU_ROLE_PEMPROV || device->role == PANTAU_ROLE_DESK ||
         device->role == PANTAU_ROLE_IDENTITY;
}

void
pantau_tally_handle (PantauRequest *request, gpointer data)
{
  PantauTally *self = data;
  g_autoptr (PantauDevice) device =
      pantau_sessions_authenticate (self->sessions, request, PANTAU_WANT_READ);
  Counting *counting;

  if (device == NULL)
    return;
  if (!may_ask (device))
    {
      pantau_request_problem (request, 403, "role", "these figures are for desks and Pemprov");
      return;
    }
  if (self->answer != NULL && g_get_monotonic_time () - self->made < FRESH)
    {
      reply (self, request);
      return;
    }

  if (self->waiting != NULL)
    {
      g_ptr_array_add (self->waiting, pantau_request_ref (request));
      return;
    }
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_request_unref);
  g_ptr_array_add (self->waiting, pantau_request_ref (request));
  counting = g_new0 (Counting, 1);
  counting->tally = self;
  pantau_workers_run (self->workers, count_work, counted_cb, counting);
}

PantauTally *
pantau_tally_new (PantauProvince *province, PantauSessions *sessions, PantauWorkers *workers)
{
  PantauTally *self = g_new0 (PantauTally, 1);

  self->province = province;
  self->sessions = sessions;
  self->workers = workers;

  return self;
}

void
pantau_tally_free (PantauTally *self)
{
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_free (self);
}
