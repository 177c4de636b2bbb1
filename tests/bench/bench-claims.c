/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The hoax desk at size: what one more sighting of a claim costs that has thousands, beside one more of a claim that has none; and each order of a board of thousands
 * of claims. bench-claims [CLAIMS [SIGHTINGS]]
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "pantau-crypto.h"
#include "pantau-home.h"
#include "pantau-store-claim.h"

#define NOW    G_GINT64_CONSTANT (1732600000)
#define BATCH  500
#define ROUNDS 40
#define SHOWN  200
#define PAGE   25 /* rows of the board that are on a screen, each with its strip */

static PantauHome *home;
static GError *error;

static void
must (gboolean ok)
{
  if (!ok)
    g_error ("%s", error != NULL ? error->message : "failed");
}

static void
draft_free (gpointer data)
{
  PantauDraft *self = data;

  json_object_unref (self->body);
  g_free ((char *) self->record);
  g_free (self);
}

static PantauDraft *
draft_new (const char *record, const char *type, JsonObject *body)
{
  PantauDraft *self = g_new0 (PantauDraft, 1);

  *self = (PantauDraft){ .record = g_strdup (record),
                         .kind = "hoax",
                         .is_open = TRUE,
                         .region = "16",
                         .type = type,
                         .time = "2024-11-26T12:00:00+07:00",
                         .body = body };

  return self;
}

/* A hoax somewhere within sixty days; linked to @claim (nullable). */
static void
add (GPtrArray *drafts, const char *record, const char *claim, guint number)
{
  JsonObject *body = json_object_new (), *fields = json_object_new (), *place = json_object_new ();
  JsonArray *places = json_array_new ();
  g_autoptr (GDateTime) when =
      g_date_time_new_from_unix_utc (NOW - (gint64) (number * 7919u % (60 * 86400)));
  g_autofree char *occurred = g_date_time_format (when, "%Y-%m-%dT%H:%M:%S+00:00");
  g_autofree char *title = g_strdup_printf ("Klaim nomor %u", number);
  g_autofree char *village =
      g_strdup_printf ("16.%02u.%02u.2001", 1 + number % 13, 1 + number / 13 % 9);

  json_object_set_string_member (place, "village", village);
  json_array_add_object_element (places, place);
  json_object_set_array_member (body, "places", places);
  json_object_set_string_member (body, "title", title);
  json_object_set_string_member (body, "occurred", occurred);
  json_object_set_int_member (fields, "reach", number % 5000);
  json_object_set_boolean_member (fields, "changes_voting", number % 5 == 0);
  json_object_set_object_member (body, "fields", fields);
  g_ptr_array_add (drafts, draft_new (record, "record.create", body));
  if (claim == NULL)
    return;

  body = json_object_new ();
  json_object_set_string_member (body, "rel", "sighting-of");
  json_object_set_string_member (body, "to", claim);
  g_ptr_array_add (drafts, draft_new (record, "link.add", body));
}

static void
write_all (GPtrArray *drafts)
{
  must (pantau_home_write_many (home, drafts, &error));
  must (pantau_store_catch_up (pantau_home_get_store (home), &error));
  g_ptr_array_set_size (drafts, 0);
}

static int
compare (const void *a, const void *b)
{
  const double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

/* Milliseconds to take one more sighting of @claim in, when its lines are stored already. */
static double
measure_next (const char *claim, double *worst)
{
  double times[ROUNDS];
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func (draft_free);

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *record = pantau_uuid_new ();
      gint64 begun;

      add (drafts, record, claim, i);
      must (pantau_home_write_many (home, drafts, &error));
      begun = g_get_monotonic_time ();
      must (pantau_store_catch_up (pantau_home_get_store (home), &error));
      times[i] = (double) (g_get_monotonic_time () - begun) / 1000;
      g_ptr_array_set_size (drafts, 0);
    }
  qsort (times, ROUNDS, sizeof (double), compare);
  *worst = times[ROUNDS * 95 / 100];

  return times[ROUNDS / 2];
}

static void
measure_board (PantauClaimOrder order, const char *region)
{
  double times[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      PantauClaimFilter filter = { .order = order, .limit = SHOWN, .region = region, .now = NOW };
      gint64 begun = g_get_monotonic_time ();
      g_autoptr (GPtrArray) claims =
          pantau_store_claims (pantau_home_get_store (home), &filter, &error);

      must (claims != NULL);
      times[i] = (double) (g_get_monotonic_time () - begun) / 1000;
    }
  qsort (times, ROUNDS, sizeof (double), compare);
  printf ("board by %-8s %-8s %6.1f ms, p95 %6.1f ms\n", pantau_claim_order_name (order),
          region != NULL ? region : "", times[ROUNDS / 2], times[ROUNDS * 95 / 100]);
}

/* What the board asks for when it is opened or scrolled: its rows, and the spread of each that is seen. */
static void
measure_page (void)
{
  double times[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      PantauClaimFilter filter = { .order = PANTAU_CLAIMS_BY_SPREAD, .limit = PAGE, .now = NOW };
      gint64 begun = g_get_monotonic_time ();
      g_autoptr (GPtrArray) claims =
          pantau_store_claims (pantau_home_get_store (home), &filter, &error);

      must (claims != NULL);
      for (guint j = 0; j < claims->len; j++)
        {
          const PantauClaim *claim = g_ptr_array_index (claims, j);
          g_autoptr (PantauSpread) spread =
              pantau_store_spread (pantau_home_get_store (home), claim->id, NOW, &error);

          must (spread != NULL);
        }
      times[i] = (double) (g_get_monotonic_time () - begun) / 1000;
    }
  qsort (times, ROUNDS, sizeof (double), compare);
  printf ("%u rows with their spreads: %.1f ms, p95 %.1f ms\n", PAGE, times[ROUNDS / 2],
          times[ROUNDS * 95 / 100]);
}

int
main (int argc, char **argv)
{
  guint n_claims = argc > 1 ? (guint) strtoul (argv[1], NULL, 10) : 20000;
  guint n_sightings = argc > 2 ? (guint) strtoul (argv[2], NULL, 10) : 10000;
  g_autofree char *dir = g_dir_make_tmp ("pantau-claims-XXXXXX", &error);
  g_autofree char *path = g_build_filename (dir, "home", NULL);
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func (draft_free);
  g_autofree char *large = pantau_uuid_new (), *small = pantau_uuid_new ();
  g_autoptr (PantauClaim) claim = NULL;
  g_autoptr (PantauSpread) spread = NULL;
  double median, worst;
  gint64 begun;

  must (pantau_home_create (path, TRUE, &error));
  home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  must (home != NULL);

  begun = g_get_monotonic_time ();
  for (guint i = 0; i < n_claims; i++)
    {
      g_autofree char *record = pantau_uuid_new ();

      add (drafts, record, NULL, i);
      if (drafts->len >= BATCH)
        write_all (drafts);
    }
  add (drafts, large, NULL, 1);
  add (drafts, small, NULL, 2);
  write_all (drafts);
  printf ("%u claims recorded and taken in: %.1f s\n", n_claims,
          (double) (g_get_monotonic_time () - begun) / 1e6);

  median = measure_next (small, &worst);
  printf ("one more sighting of a claim without any: %.2f ms, p95 %.2f ms\n", median, worst);
  begun = g_get_monotonic_time ();
  for (guint i = 0; i < n_sightings; i++)
    {
      g_autofree char *record = pantau_uuid_new ();

      add (drafts, record, large, i);
      if (drafts->len >= BATCH)
        write_all (drafts);
    }
  write_all (drafts);
  printf ("%u sightings of one claim: %.1f s\n", n_sightings,
          (double) (g_get_monotonic_time () - begun) / 1e6);
  median = measure_next (large, &worst);
  printf ("one more sighting of it:                  %.2f ms, p95 %.2f ms\n", median, worst);

  begun = g_get_monotonic_time ();
  claim = pantau_store_claim (pantau_home_get_store (home), large, NOW, &error);
  must (claim != NULL);
  spread = pantau_store_spread (pantau_home_get_store (home), large, NOW, &error);
  must (spread != NULL);
  printf ("that claim with its spread: %.1f ms\n",
          (double) (g_get_monotonic_time () - begun) / 1000);

  measure_page ();
  for (guint order = 0; order < PANTAU_N_CLAIM_ORDERS; order++)
    measure_board ((PantauClaimOrder) order, NULL);
  measure_board (PANTAU_CLAIMS_BY_SPREAD, "16.05");
  measure_board (PANTAU_CLAIMS_BY_SPREAD, "16.99");

  pantau_home_close (home);

  return 0;
}
