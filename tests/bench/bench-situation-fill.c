/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A home as a province has it after weeks: records of sixty days, and what became of them on the days after. */

#include "config.h"

#include "bench-situation-fill.h"

#include <stdio.h>

#include "pantau-calendar.h"
#include "pantau-check.h"
#include "pantau-home.h"
#include "pantau-json.h"
#include "pantau-seed.h"

#define NEWEST  1732690000 /* 27 November 2024 */
#define DEVICES 40
#define STEP    2000
#define DAY     86400

typedef struct
{
  PantauKeypair *key;
  gint64 seq;
  char *prev;
} Device;

typedef struct
{
  PantauHome *home;
  PantauSeed *seed;
  GRand *rand;
  Device devices[DEVICES];
} Filler;

/* What is written about one record, and the id of the entry that its next status step goes from. */
typedef struct
{
  Filler *filler;
  Device *device;
  PantauDraft draft;
  gint64 at; /* Unix seconds of the last line */
  char *status_entry;
} Story;

static void
check (gboolean ok, const GError *error)
{
  if (!ok)
    g_error ("%s", error->message);
}

static gboolean
chance (Filler *self, gint32 percent)
{
  return g_rand_int_range (self->rand, 0, 100) < percent;
}

static char *
time_text (gint64 when)
{
  g_autoptr (GDateTime) wib = g_date_time_new_from_unix_utc (when + 7 * 3600);

  return g_date_time_format (wib, "%Y-%m-%dT%H:%M:%S+07:00");
}

/* The entry's id. (transfer full) */
static char *
write_entry (Story *story, const char *type, JsonObject *body, const char *base_id)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *time = time_text (story->at);
  const char *base[] = { base_id, NULL };
  Device *device = story->device;
  g_autoptr (PantauEntry) entry = NULL;
  gint64 n;

  story->draft.type = type;
  story->draft.time = time;
  story->draft.base = base;
  story->draft.body = body;
  entry = pantau_entry_sign (device->key, &story->draft, ++device->seq, device->prev, &error);
  check (entry != NULL && pantau_ledger_add (pantau_home_get_ledger (story->filler->home), entry,
                                             &n, NULL, &error),
         error);
  g_free (device->prev);
  device->prev = g_strdup (entry->id);

  return g_strdup (entry->id);
}

static void
step (Story *story, const char *status, gint32 days)
{
  g_autoptr (JsonObject) body = json_object_new ();
  char *id;

  story->at += (gint64) g_rand_int_range (story->filler->rand, 1, days * 24) * 3600;
  json_object_set_string_member (body, "status", status);
  id = write_entry (story, PANTAU_TYPE_STATUS, body, story->status_entry);
  g_free (story->status_entry);
  story->status_entry = id;
}

static void
judge (Story *story, const char *verdict)
{
  g_autoptr (JsonObject) body = json_object_new (), fields = json_object_new ();
  g_autofree char *id = NULL;

  json_object_set_string_member (fields, "verdict", verdict);
  json_object_set_object_member (body, "fields", json_object_ref (fields));
  id = write_entry (story, PANTAU_TYPE_SET, body, NULL);
}

static void
treat (Story *story, const char *what, const char *aid, gint64 how_many)
{
  g_autoptr (JsonObject) body = json_object_new (), aids = json_object_new ();
  g_autofree char *id = NULL;

  json_object_set_string_member (body, "what", what);
  json_object_set_int_member (aids, aid, how_many);
  json_object_set_object_member (body, "aid", json_object_ref (aids));
  id = write_entry (story, PANTAU_TYPE_TREATMENT, body, NULL);
}

static void
tell_risk (Story *story)
{
  Filler *self = story->filler;

  if (chance (self, 70))
    step (story, "diverifikasi", 2);
  if (chance (self, 12))
    treat (story, "perahu-karet", chance (self, 50) ? "perahu" : "terpal", 3);
  if (chance (self, 55))
    step (story, chance (self, 95) ? "selesai" : "salah-catat", 20);
}

static void
tell_hoax (Story *story)
{
  Filler *self = story->filler;

  if (chance (self, 50))
    judge (story, chance (self, 80) ? "hoaks" : "benar");
  if (chance (self, 30))
    step (story, "diverifikasi", 3);
  if (chance (self, 20))
    step (story, "selesai", 20);
}

static void
tell_case (Story *story)
{
  Filler *self = story->filler;

  if (!chance (self, 60))
    return;
  step (story, "kajian-awal", 3);
  if (!chance (self, 50))
    return;
  step (story, "tidak-diregistrasi", 3);
  if (chance (self, 60))
    step (story, "selesai", 10);
}

static void
tell_record (Filler *self, guint64 number)
{
  PantauReference *reference = pantau_home_get_reference (self->home);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  const char *kind;
  g_autoptr (JsonObject) input = pantau_seed_next (self->seed, &kind);
  g_autofree char *text = NULL, *uuid = pantau_uuid_new ();
  g_autofree char *region = NULL, *class = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (GDateTime) occurred = NULL;
  Story story = { .filler = self, .device = &self->devices[number * 7 % DEVICES] };

  if (!chance (self, 10))
    json_object_set_string_member (input, "election", "pilkada-2024");
  text = pantau_json_object_text (input);
  body = pantau_check_record (reference, kind, text, strlen (text), NEWEST, NULL, &region, &class,
                              faults);
  g_assert (body != NULL);
  occurred = g_date_time_new_from_iso8601 (pantau_json_string (body, "occurred"), NULL);
  story.at = g_date_time_to_unix (occurred) + g_rand_int_range (self->rand, 0, 10 * 3600);
  story.draft = (PantauDraft){
    .record = uuid, .kind = kind, .is_open = g_strcmp0 (class, "open") == 0, .region = region
  };
  story.status_entry = write_entry (&story, PANTAU_TYPE_CREATE, body, NULL);

  if (g_str_equal (kind, "risk"))
    tell_risk (&story);
  else if (g_str_equal (kind, "hoax"))
    tell_hoax (&story);
  else if (!g_str_equal (kind, "activity"))
    tell_case (&story);
  g_free (story.status_entry);
}

void
bench_situation_fill (const char *path, guint64 n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauHome) home = NULL;
  Filler self = { .rand = g_rand_new_with_seed (1) };
  gint64 start = g_get_monotonic_time ();

  check (pantau_home_create (path, TRUE, &error), error);
  home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  check (home != NULL, error);
  self.home = home;
  self.seed = pantau_seed_new (pantau_home_get_reference (home), 1, NULL, NEWEST);
  for (guint i = 0; i < DEVICES; i++)
    {
      self.devices[i].key =
          pantau_keypair_new_from_seed ((const guint8[PANTAU_SEED_SIZE]){ (guint8) i, 1 });
      self.devices[i].prev = g_strdup ("");
    }

  for (guint64 i = 0; i < n;)
    {
      check (pantau_db_begin (pantau_home_get_db (home), PANTAU_DB_LAZY, &error), error);
      for (guint64 end = MIN (i + STEP, n); i < end; i++)
        tell_record (&self, i);
      check (pantau_db_commit (pantau_home_get_db (home), &error), error);
    }
  printf ("filled with %" G_GUINT64_FORMAT " records in %.0f s\n", n,
          (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);

  for (guint i = 0; i < DEVICES; i++)
    {
      pantau_keypair_free (self.devices[i].key);
      g_free (self.devices[i].prev);
    }
  pantau_seed_free (self.seed);
  g_rand_free (self.rand);
}
