/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file over a line that is cut in the middle of it again and again: how many bytes are sent for each byte of it, by our client and, where its
 * program is given, by tus-js-client, over the same cuts. 1.00 is what a line without a cut and a protocol without a word would need.
 *
 * bench-cuts [SCRIPT]: PANTAU_PROVINCE and PANTAUCTL name the programs; SCRIPT is tests/interop's cuts.mjs (tests/bench/cuts
 * gives all of it).
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "proxy.h"
#include "pantau-json.h"
#include "pantau-sync.h"
#include "tus-fixture.h"

#define SIZE   (50 * 1024 * 1024)
#define CUTS   100
#define SEED   7
#define REGION "16.13.04"

/* A cut comes after half a mebibyte on the average: 100 of them are spread over the whole file. */
#define MOST (1024 * 1024)

typedef struct
{
  guint64 passed; /* bytes that reached the province */
  guint64 taken;  /* and those that were lost on the way at a cut */
  guint cuts;
  double seconds;
} Sent;

static void
print (const char *who, const Sent *sent)
{
  printf (
      "%-14s %u cuts, %.1f s: bytes that arrived ÷ size %.4f; with those lost on the way %.4f\n",
      who, sent->cuts, sent->seconds, (double) sent->passed / SIZE, (double) sent->taken / SIZE);
}

static void
begin (Proxy *line, Sent *sent)
{
  sent->passed = proxy_get_bytes (line, TRUE);
  sent->taken = proxy_get_taken (line, TRUE);
  sent->cuts = proxy_get_cuts (line);
  sent->seconds = (double) g_get_monotonic_time ();
  proxy_cut_some (line, CUTS, MOST, TRUE);
}

static void
end (Proxy *line, Sent *sent)
{
  sent->passed = proxy_get_bytes (line, TRUE) - sent->passed;
  sent->taken = proxy_get_taken (line, TRUE) - sent->taken;
  sent->cuts = proxy_get_cuts (line) - sent->cuts;
  sent->seconds = ((double) g_get_monotonic_time () - sent->seconds) / G_USEC_PER_SEC;
  proxy_cut_some (line, 0, MOST, TRUE);
}

static PantauHome *
new_home (Trip *trip, Proxy *line)
{
  g_autofree char *path = trip_path (trip, "field");
  g_autofree char *code = trip_invite (trip, "field", REGION);
  g_autoptr (GError) error = NULL;
  PantauHome *home;

  if (!pantau_home_create (path, TRUE, &error))
    g_error ("%s", error->message);
  home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  if (home == NULL ||
      !pantau_sync_enroll (home, proxy_url (line), code, NULL, NULL, FALSE, NULL, NULL, &error))
    g_error ("%s", error->message);

  return home;
}

/* A record with a file of SIZE bytes, which is here; its name. (transfer full) */
static char *
add_file (PantauHome *home)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (tus_bytes (SIZE, 1, NULL), SIZE);
  g_autofree char *record = pantau_uuid_new (), *now = pantau_home_now (), *json = NULL,
                  *hash = NULL;
  g_autoptr (JsonObject) empty = json_object_new ();
  g_autoptr (JsonObject) body = NULL;
  PantauDraft draft = { .record = record,
                        .kind = "risk",
                        .is_open = TRUE,
                        .region = REGION,
                        .type = PANTAU_TYPE_CREATE,
                        .time = now,
                        .body = empty };
  g_autoptr (GError) error = NULL;

  if (!pantau_blobs_put_bytes (pantau_home_get_blobs (home), bytes, &hash, &error) ||
      pantau_home_write (home, &draft, NULL, &error) == 0)
    g_error ("%s", error->message);
  json = g_strdup_printf ("{\"blobs\":[\"%s\"]}", hash);
  body = pantau_json_parse_known (json, NULL);
  draft.type = "evidence.add";
  draft.body = body;
  if (pantau_home_write (home, &draft, NULL, &error) == 0)
    g_error ("%s", error->message);

  return g_steal_pointer (&hash);
}

static void
send_ours (Trip *trip, PantauHome *home, Proxy *line)
{
  g_autofree char *hash = add_file (home);
  Sent sent;

  begin (line, &sent);
  for (guint i = 0; i < 1000 && !tus_stored (trip, hash); i++)
    {
      PantauSyncResult result;

      pantau_sync_run (home, NULL, &result, NULL, NULL);
    }
  end (line, &sent);
  if (!tus_stored (trip, hash))
    g_error ("it did not arrive");
  print ("ours", &sent);
}

/* Theirs brings another file, which a line of a device without a home names. */
static void
send_theirs (Trip *trip, Proxy *line, const char *script)
{
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "field", REGION);
  g_autofree char *hash = NULL, *path = trip_path (trip, "theirs");
  g_autofree guint8 *bytes = tus_bytes (SIZE, 2, &hash);
  g_autoptr (GError) error = NULL;
  const char *argv[] = { "node", script, path, hash, proxy_url (line), device->token, NULL };
  int status;
  Sent sent;

  tus_name (device, REGION, hash);
  if (!g_file_set_contents (path, (const char *) bytes, SIZE, &error))
    g_error ("%s", error->message);
  begin (line, &sent);
  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                     &status, &error) ||
      !g_spawn_check_wait_status (status, &error))
    g_error ("%s", error->message);
  end (line, &sent);
  if (!tus_stored (trip, hash))
    g_error ("theirs did not arrive");
  print ("tus-js-client", &sent);
}

int
main (int argc, char **argv)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (Proxy) line = proxy_new (trip_url (trip), SEED);
  g_autoptr (PantauHome) home = new_home (trip, line);

  printf ("50 MiB, cut %d times at random; 1.0000 is the file alone\n", CUTS);
  send_ours (trip, home, line);
  if (argc > 1)
    send_theirs (trip, line, argv[1]);

  return 0;
}
