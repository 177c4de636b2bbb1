/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ledger with a past: test-situation.c asks for each of its days. */

#include "config.h"

#include "chronicle-fixture.h"

#include <string.h>

#include "pantau-check.h"
#include "pantau-json.h"
#include "pantau-seed.h"
#include "test-util.h"

#define NEWEST  1732690000 /* 27 November 2024 */
#define DAY     86400
#define DEVICES 5

/* Who writes: the last one is the province. */
typedef struct
{
  PantauKeypair *key;
  gint64 seq;
  char *prev;
} Pen;

/* A record as it is told. */
typedef struct
{
  Chronicle *chronicle;
  Pen *pens;
  char *record;
  char *kind;
  char *region;
  gboolean is_open;
  gint64 at;
  char *create;
  char *status;      /* the last one, */
  char *status_line; /* and its line */
  char *treatment;
} Story;

static guint
below (Chronicle *self, guint end)
{
  return (guint) g_rand_int_range (self->rand, 0, (gint32) end);
}

static char *
time_text (gint64 when)
{
  g_autoptr (GDateTime) wib = g_date_time_new_from_unix_utc (when + 7 * 3600);

  return g_date_time_format (wib, "%Y-%m-%dT%H:%M:%S+07:00");
}

/* The line's id. (transfer none): until the chronicle goes */
static const char *
write_line (Story *story, guint pen, const char *type, const char *json, const char *base_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) body = json_from_string (json, NULL);
  g_autofree char *time = time_text (story->at);
  const char *base[] = { base_id, NULL };
  Pen *writer = &story->pens[pen];
  PantauDraft draft = { .record = story->record,
                        .kind = story->kind,
                        .is_open = story->is_open,
                        .region = story->region,
                        .type = type,
                        .time = time,
                        .base = base,
                        .body = json_node_get_object (body) };
  PantauEntry *entry = pantau_entry_sign (writer->key, &draft, ++writer->seq, writer->prev, &error);

  g_assert_no_error (error);
  g_free (writer->prev);
  writer->prev = g_strdup (entry->id);
  g_ptr_array_add (story->chronicle->all, entry);
  story->chronicle->end = MAX (story->chronicle->end, story->at + 1);

  return entry->id;
}

static void
add_place (Chronicle *self, JsonObject *body)
{
  static const char *const villages[] = { "16.72.01.1001", "16.72.01.1002", "16.72.02.1001",
                                          "16.01.14.2015" };
  JsonObject *place = json_object_new ();
  JsonArray *tps = json_array_new ();

  json_object_set_string_member (place, "village", villages[below (self, G_N_ELEMENTS (villages))]);
  if (below (self, 3) > 0)
    json_array_add_int_element (tps, below (self, 2) == 0 ? 901 : 1 + below (self, 4));
  json_object_set_array_member (place, "tps", tps);
  json_array_add_object_element (pantau_json_array (body, "places"), place);
}

static void
enrich (Chronicle *self, const char *kind, JsonObject *body)
{
  JsonObject *fields = pantau_json_object (body, "fields"), *cell, *aid;

  if (below (self, 3) == 0)
    add_place (self, body);
  if (below (self, 10) < 7)
    json_object_set_string_member (body, "election",
                                   below (self, 4) == 0 ? "pemilu-2024" : "pilkada-2024");
  if (!g_str_equal (kind, "risk"))
    return;
  if (below (self, 4) > 0)
    json_object_set_int_member (fields, "voters_affected", below (self, 20));
  if (below (self, 2) == 0)
    json_object_set_int_member (fields, "tps_affected", below (self, 6));
  if (below (self, 4) > 0)
    {
      cell = json_object_new ();
      json_object_set_int_member (cell, "likelihood", 1 + below (self, 5));
      json_object_set_int_member (cell, "impact", 1 + below (self, 5));
      json_object_set_object_member (fields, "risk_matrix", cell);
    }
  if (below (self, 3) == 0)
    json_object_set_string_member (fields, "risk_owner", "bpbd");
  if (below (self, 3) == 0)
    {
      aid = json_object_new ();
      json_object_set_int_member (aid, "perahu", 1 + below (self, 9));
      json_object_set_int_member (aid, "genset", below (self, 3));
      json_object_set_object_member (fields, "aid_needed", aid);
    }
}

/* What the record may become next, of which void ones are only where @everything is. */
static void
step (Story *story, gboolean everything)
{
  PantauReference *reference = store_reference ();
  PantauStatuses *statuses = pantau_reference_get_statuses (reference);
  const PantauKind *kind =
      pantau_kinds_lookup (pantau_reference_get_kinds (reference), story->kind);
  g_autoptr (GPtrArray) next =
      pantau_statuses_next (statuses, kind->status_table, story->status, "desk");
  g_autofree char *json = NULL;
  const PantauStatus *to;
  char *line;

  for (guint i = next->len; i-- > 0;)
    if (!everything && ((const PantauStatus *) g_ptr_array_index (next, i))->is_void)
      g_ptr_array_remove_index (next, i);
  if (next->len == 0)
    return;
  to = g_ptr_array_index (next, below (story->chronicle, next->len));
  json = g_strdup_printf ("{\"status\":\"%s\"}", to->code);
  g_free (story->status);
  story->status = g_strdup (to->code);
  line = g_strdup (
      write_line (story, 1 + below (story->chronicle, 2), "status.set", json, story->status_line));
  g_free (story->status_line);
  story->status_line = line;
}

static void
treat (Story *story)
{
  g_autofree char *json = NULL;

  if (!g_str_equal (story->kind, "risk"))
    return;
  if (story->treatment == NULL)
    {
      json = g_strdup_printf ("{\"what\":\"perahu-karet\",\"aid\":{\"perahu\":%u,\"terpal\":2}}",
                              1 + below (story->chronicle, 5));
      story->treatment = g_strdup (write_line (story, 2, "treatment.add", json, NULL));
      return;
    }
  json = g_strdup_printf ("{\"treatment\":\"%s\",\"state\":\"%s\"}", story->treatment,
                          below (story->chronicle, 2) == 0 ? "berjalan" : "selesai");
  write_line (story, 2, "treatment.set", json, NULL);
}

/* Once, so that what was known then is what is known now. */
static void
judge (Story *story)
{
  if (!g_str_equal (story->kind, "hoax"))
    return;
  write_line (story, 2, "record.set",
              below (story->chronicle, 3) == 0 ? "{\"fields\":{\"verdict\":\"sedang\"}}"
                                               : "{\"fields\":{\"verdict\":\"hoaks\"}}",
              NULL);
}

static void
link_it (Story *story)
{
  Chronicle *self = story->chronicle;
  const char *other = g_ptr_array_index (self->records, below (self, self->records->len));
  g_autofree char *json = g_strdup_printf ("{\"rel\":\"sighting-of\",\"to\":\"%s\"}", other);

  write_line (story, 2, "link.add", json, NULL);
}

/* The province's verdict on the last line, whatever that says; it never judges its own. */
static void
put_aside (Story *story)
{
  Chronicle *self = story->chronicle;
  const PantauEntry *last = g_ptr_array_index (self->all, self->all->len - 1);
  g_autofree char *json = NULL;
  gboolean is_open = story->is_open;

  if (!g_str_equal (last->record, story->record) ||
      g_str_equal (last->type, PANTAU_TYPE_QUARANTINE))
    return;
  json = g_strdup_printf ("{\"entry\":\"%s\",\"reason\":\"region\"}", last->id);
  story->is_open = FALSE;
  write_line (story, DEVICES, "entry.quarantine", json, last->id);
  story->is_open = is_open;
}

static void
change (Story *story)
{
  Chronicle *self = story->chronicle;
  g_autofree char *json = g_strdup_printf ("{\"fields\":{\"voters_affected\":%u,\"severity\":%u}}",
                                           below (self, 30), 1 + below (self, 5));

  write_line (story, 1 + below (self, 3), "record.set", json,
              below (self, 2) == 0 ? story->create : NULL);
}

static void
move (Story *story)
{
  g_autofree char *region = story->region;

  if (strlen (region) < 8)
    {
      story->region = g_steal_pointer (&region);
      return;
    }
  story->region = g_strdup ("16.72.02");
  write_line (story, 2, "record.move",
              "{\"title\":\"x\",\"places\":[{\"village\":\"16.72.02.1001\",\"tps\":[2]}]}",
              story->create);
}

static void
act (Story *story, gboolean everything)
{
  Chronicle *self = story->chronicle;

  story->at += 600 + below (self, 3 * DAY);
  switch (below (self, everything ? 9 : 4))
    {
    case 0:
    case 1:
    case 2:
      step (story, everything);
      return;
    case 3:
      treat (story);
      return;
    case 4:
      link_it (story);
      return;
    case 5:
      put_aside (story);
      return;
    case 6:
      move (story);
      return;
    case 7:
      judge (story);
      return;
    default:
      change (story);
      return;
    }
}

static void
tell (Chronicle *self, Pen *pens, PantauSeed *seed, guint number, gboolean everything)
{
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  const char *kind;
  g_autoptr (JsonObject) input = pantau_seed_next (seed, &kind);
  g_autofree char *text = pantau_json_object_text (input), *class = NULL, *json = NULL;
  g_autoptr (JsonObject) body = NULL;
  Story story = { .chronicle = self, .pens = pens, .kind = (char *) kind };

  body = pantau_check_record (store_reference (), kind, text, strlen (text), NEWEST, NULL,
                              &story.region, &class, faults);
  g_assert_nonnull (body);
  enrich (self, kind, body);
  json = pantau_json_object_text (body);
  story.is_open = g_str_equal (class, "open");
  story.record =
      g_strdup_printf ("aaaaaaaa-0000-4000-8000-%06x%06x", below (self, 0xffffff), number);
  story.at = NEWEST - (gint64) below (self, 14 * DAY);
  story.status = g_strdup ("baru");
  g_ptr_array_add (self->records, story.record);
  story.create = g_strdup (write_line (&story, below (self, 3), "record.create", json, NULL));
  story.status_line = g_strdup (story.create);

  if (!everything && below (self, 2) == 0)
    {
      story.at += below (self, 4 * DAY);
      judge (&story);
    }
  for (guint i = below (self, 5); i > 0; i--)
    act (&story, everything);

  g_free (story.region);
  g_free (story.create);
  g_free (story.status);
  g_free (story.status_line);
  g_free (story.treatment);
}

Chronicle *
chronicle_new (GRand *rand, guint records, gboolean everything)
{
  Chronicle *self = g_new0 (Chronicle, 1);
  PantauSeed *seeds[] = {
    pantau_seed_new (store_reference (), g_rand_int (rand), NULL, NEWEST),
    pantau_seed_new (store_reference (), g_rand_int (rand), "16.72.01", NEWEST),
  };
  Pen pens[DEVICES + 1] = { 0 };

  self->rand = rand;
  self->all = store_entries ();
  self->records = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i <= DEVICES; i++)
    {
      /* The seed of the province that all desks believe: store-fixture.c. */
      pens[i].key = i < DEVICES
                        ? test_key_new ((guint8) (i + 1))
                        : pantau_keypair_new_from_seed ((const guint8[PANTAU_SEED_SIZE]){ 77 });
      pens[i].prev = g_strdup ("");
    }

  for (guint i = 0; i < records; i++)
    tell (self, pens, seeds[i % 2], i, everything);

  for (guint i = 0; i <= DEVICES; i++)
    {
      pantau_keypair_free (pens[i].key);
      g_free (pens[i].prev);
    }
  pantau_seed_free (seeds[0]);
  pantau_seed_free (seeds[1]);

  return self;
}

void
chronicle_free (Chronicle *self)
{
  g_ptr_array_unref (self->all);
  g_ptr_array_unref (self->records);
  g_free (self);
}

guint *
chronicle_shuffle (Chronicle *self)
{
  guint *order = g_new (guint, self->all->len);

  for (guint i = 0; i < self->all->len; i++)
    order[i] = i;
  for (guint i = self->all->len; i > 1; i--)
    {
      guint other = below (self, i), kept = order[i - 1];

      order[i - 1] = order[other];
      order[other] = kept;
    }

  return order;
}

void
chronicle_take (Chronicle *self, Desk *desk, gint64 until, const guint *order, guint portion)
{
  guint stored = 0;

  for (guint i = 0; i < self->all->len; i++)
    {
      PantauEntry *entry = g_ptr_array_index (self->all, order != NULL ? order[i] : i);
      g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (entry->time, NULL);

      if (until != 0 && g_date_time_to_unix (time) >= until)
        continue;
      desk_store (desk, entry);
      if (portion > 0 && ++stored % portion == 0)
        desk_catch_up (desk);
    }
  desk_catch_up (desk);
}
