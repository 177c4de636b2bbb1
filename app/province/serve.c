/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The serving province: puts listener, HTTP, sessions, writer, push and pull together, and ends them in order. */

#include "config.h"

#include "serve.h"

#include <glib-unix.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "appeal.h"
#include "control.h"
#include "courier.h"
#include "depot.h"
#include "fetch.h"
#include "held.h"
#include "housekeeper.h"
#include "http.h"
#include "pantau-client.h"
#include "pantau-error.h"
#include "pantau-parcel.h"
#include "pantau-receipt-proof.h"
#include "pins.h"
#include "pull.h"
#include "push.h"
#include "reference.h"
#include "session.h"
#include "succession.h"
#include "tally.h"
#include "tus.h"
#include "workers.h"
#include "writer.h"

/* Bodies as they come; decoded they may be larger, but no batch is. */
#define SMALL_BODY (16 * 1024)

/* A little more than the batch itself, so that a batch at its limit is not refused for a line's end. */
#define BATCH_LIMIT (PANTAU_BATCH_BYTES + 64 * 1024)

#define DRAIN_MS 10000

/* A herd of laptops waits for news; each costs a connection and little memory. */
#define DEFAULT_PARKED      4000
#define DEFAULT_CONNECTIONS 6000
#define DEFAULT_PER_ADDRESS 64

/* Whole requests, packed as they came: with their bodies they share one budget of memory. */
#define MAX_WAITING 2000

typedef struct
{
  GMainLoop *loop;
  PantauHttp *http;
  PantauListener *listener;
  PantauSessions *sessions;
  PantauPush *push;
  PantauPull *pull;
  PantauWriter *writer;
  PantauWorkers *workers;
  PantauTally *tally;
  PantauHolder *holder;
  PantauAppeals *appeals;
  PantauDepot *depot;
  PantauTus *tus;
  PantauHousekeeper *housekeeper;
  PantauFetcher *fetcher;
  PantauCourier *courier;
  PantauProvince *province;
  gint64 started;
  gboolean is_ending;
} Serve;

static void
healthz_cb (PantauRequest *request, gpointer data)
{
  pantau_request_reply_text (request, 200, "text/plain; charset=utf-8", "ok\n");
}

static void
metric (GString *text, const char *name, const char *help, const char *type, guint64 value)
{
  g_string_append_printf (
      text, "# HELP pantau_%s %s\n# TYPE pantau_%s %s\npantau_%s %" G_GUINT64_FORMAT "\n", name,
      help, name, type, name, value);
}

static void
metrics_cb (PantauRequest *request, gpointer data)
{
  Serve *serve = data;
  g_autoptr (GString) text = g_string_new (NULL);
  PantauHttpStatistics http;
  PantauListenerStatistics listener;
  PantauPushStatistics push;
  PantauDepotStatistics depot;
  PantauCourierStatistics courier;
  guint64 commits, jobs, openings, alerts;

  pantau_http_get_statistics (serve->http, &http);
  pantau_listener_get_statistics (serve->listener, &listener);
  pantau_push_get_statistics (serve->push, &push);
  pantau_depot_get_statistics (serve->depot, &depot);
  pantau_courier_get_statistics (serve->courier, &courier);
  pantau_writer_get_statistics (serve->writer, &commits, &jobs);
  pantau_province_get_openings (serve->province, &openings, &alerts);

  metric (text, "ledger_index", "Entries numbered.", "gauge",
          (guint64) pantau_province_get_head (serve->province, NULL));
  metric (text, "lines_received_total", "Lines received.", "counter", push.lines);
  metric (text, "lines_accepted_total", "Lines accepted, known ones included.", "counter",
          push.accepted);
  metric (text, "lines_quarantined_total", "Lines put into quarantine.", "counter",
          push.quarantined);
  metric (text, "lines_refused_total", "Lines refused.", "counter", push.refused);
  metric (text, "lines_sent_total", "Lines sent to readers.", "counter",
          pantau_pull_get_lines (serve->pull));
  metric (text, "identity_openings_total", "Sealed identities that officers opened.", "counter",
          openings);
  metric (text, "identity_alerts_total", "Times that somebody opened unusually many.", "counter",
          alerts);
  metric (text, "commits_total", "Transactions committed.", "counter", commits);
  metric (text, "jobs_total", "Jobs in them.", "counter", jobs);
  metric (text, "sessions", "Tokens that are valid.", "gauge",
          pantau_sessions_get_size (serve->sessions));
  metric (text, "connections", "Open connections.", "gauge", listener.open);
  metric (text, "connections_total", "Connections accepted.", "counter", listener.accepted);
  metric (text, "accept_errors_total", "accept() calls that failed.", "counter",
          listener.accept_errors);
  metric (text, "requests_in_flight", "Requests being worked on.", "gauge", http.in_flight);
  metric (text, "requests_parked", "Requests that wait for news.", "gauge", http.parked);
  metric (text, "requests_waiting", "Requests that wait to be worked on.", "gauge", http.waiting);
  metric (text, "appointments", "Laptops that were told when to come.", "gauge", http.appointments);
  metric (text, "requests_busy_total", "Requests turned away because of a limit.", "counter",
          http.busy);
  metric (text, "requests_aborted_total", "Requests without a whole answer.", "counter",
          http.aborted);
  metric (text, "received_bytes_total", "Bytes of bodies.", "counter", http.received);
  metric (text, "uploads", "Files under way.", "gauge", depot.open);
  metric (text, "uploads_finished_total", "Files that came whole.", "counter", depot.finished);
  metric (text, "uploads_known_total", "Files that were here already.", "counter", depot.known);
  metric (text, "uploads_spoilt_total", "Files and pieces that were not what was announced.",
          "counter", depot.spoilt);
  metric (text, "upload_bytes_total", "Bytes of files received.", "counter", depot.bytes);
  metric (text, "fetched_bytes_total", "Bytes of files sent.", "counter",
          pantau_fetcher_get_bytes (serve->fetcher));
  metric (text, "courier_parcels_total", "Parcels taken by courier.", "counter", courier.parcels);
  metric (text, "courier_refused_total", "Parcels turned away.", "counter", courier.refused);
  metric (text, "courier_answers_total", "Parcels given back.", "counter", courier.answers);
  metric (text, "uptime_seconds", "Since the start.", "gauge",
          (guint64) ((g_get_monotonic_time () - serve->started) / G_USEC_PER_SEC));

  g_string_append (
      text,
      "# HELP pantau_responses_total Answers by status.\n# TYPE pantau_responses_total counter\n");
  for (guint status = 100; status < 600; status++)
    if (http.by_status[status] > 0)
      g_string_append_printf (text, "pantau_responses_total{status=\"%u\"} %" G_GUINT64_FORMAT "\n",
                              status, http.by_status[status]);
  g_string_append (text, "# HELP pantau_refused_total Connections turned away by reason.\n"
                         "# TYPE pantau_refused_total counter\n");
  for (guint i = 0; i < PANTAU_N_REFUSALS; i++)
    g_string_append_printf (text, "pantau_refused_total{reason=\"%s\"} %" G_GUINT64_FORMAT "\n",
                            pantau_refusal_get_name ((PantauRefusal) i), listener.refused[i]);

  pantau_request_reply_text (request, 200, "text/plain; version=0.0.4; charset=utf-8", text->str);
}

static void
drained_cb (PantauHttp *http, gboolean clean, gpointer data)
{
  Serve *serve = data;

  if (!clean)
    g_message ("some requests did not end in time");
  g_main_loop_quit (serve->loop);
}

static gboolean
signal_cb (gpointer data)
{
  Serve *serve = data;

  if (serve->is_ending)
    return G_SOURCE_CONTINUE;
  serve->is_ending = TRUE;
  pantau_listener_stop (serve->listener);
  pantau_http_drain (serve->http, DRAIN_MS, drained_cb, serve);

  return G_SOURCE_CONTINUE;
}

static void
add_routes (Serve *serve, PantauReferencePack *pack)
{
  PantauHttp *http = serve->http;

  pantau_http_route (http, "POST", "/v1/session", SMALL_BODY, SMALL_BODY, pantau_sessions_handle,
                     serve->sessions);
  pantau_http_route (http, "POST", "/v1/join", PANTAU_LINE_LIMIT, PANTAU_LINE_LIMIT,
                     pantau_push_handle_join, serve->push);
  pantau_http_route (http, "POST", "/v1/entries", PANTAU_BATCH_BYTES, BATCH_LIMIT,
                     pantau_push_handle_entries, serve->push);
  pantau_http_route (http, "GET", "/v1/entries", 0, 0, pantau_pull_handle_entries, serve->pull);
  pantau_http_route (http, "GET", "/v1/head", 0, 0, pantau_pull_handle_head, serve->pull);
  pantau_http_route (http, "GET", "/v1/held", 0, 0, pantau_holder_handle, serve->holder);
  pantau_http_route (http, "POST", "/v1/receipts", PANTAU_RECEIPT_PROOF_LIMIT,
                     PANTAU_RECEIPT_PROOF_LIMIT, pantau_appeals_handle, serve->appeals);
  pantau_http_route (http, "GET", "/v1/counts", 0, 0, pantau_tally_handle, serve->tally);
  pantau_http_route (http, "GET", "/v1/blobs/", 0, 0, pantau_fetcher_handle, serve->fetcher);
  pantau_tus_add_routes (serve->tus, http);
  pantau_http_route (http, "POST", "/v1/courier", PANTAU_PARCEL_LIMIT, PANTAU_PARCEL_LIMIT,
                     pantau_courier_handle, serve->courier);
  pantau_http_route (http, "GET", "/v1/reference", 0, 0, pantau_reference_pack_handle, pack);
  pantau_http_route (http, "GET", "/v1/pins", 0, 0, pantau_pins_handle, serve->province);
  pantau_http_route (http, "GET", "/v1/succession", 0, 0, pantau_lineage_handle, serve->province);
  pantau_http_route (http, "GET", "/healthz", 0, 0, healthz_cb, serve);
  pantau_http_route (http, "GET", "/metrics", 0, 0, metrics_cb, serve);
  pantau_http_set_patient (http, "/v1/entries", pantau_pull_is_patient);
  pantau_http_exempt (http, "/healthz");
  pantau_http_exempt (http, "/metrics");
  /* Answered on the spot; whether a visit may begin is asked there (pantau_request_may_visit()). */
  pantau_http_exempt (http, "/v1/session");
}

/* Every parked laptop holds a descriptor; the usual soft limit of 1,024 would end the line there. */
static void
raise_descriptor_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max)
    {
      limit.rlim_cur = limit.rlim_max;
      setrlimit (RLIMIT_NOFILE, &limit);
    }
}

/* Behind a proxy, which is what loopback and unix sockets are for, all requests come from one address. */
static guint
default_per_address (const char *listen)
{
  return g_str_has_prefix (listen, "127.") || g_str_has_prefix (listen, "[::1]") || *listen == '/'
             ? 0
             : DEFAULT_PER_ADDRESS;
}

static PantauListener *
listen_at (PantauHttp *http, const PantauServeOptions *options, GError **error)
{
  PantauListenerLimits limits;

  pantau_listener_limits_init (&limits);
  limits.max_connections = options->connections > 0 ? options->connections : DEFAULT_CONNECTIONS;
  limits.max_per_address =
      options->per_address > 0 ? options->per_address : default_per_address (options->listen);

  return pantau_listener_new (options->listen, &limits, pantau_http_take, http, error);
}

/* Who brings files, and who fetches them. */
static gboolean
add_files (Serve *serve, GError **error)
{
  serve->workers = pantau_workers_new (serve->province, error);
  if (serve->workers == NULL)
    return FALSE;
  serve->depot = pantau_depot_new (serve->province, serve->workers, serve->writer, error);
  if (serve->depot == NULL)
    return FALSE;
  serve->tus = pantau_tus_new (serve->depot, serve->sessions);
  serve->housekeeper = pantau_housekeeper_new (serve->province, serve->workers, serve->writer);
  pantau_mender_start (pantau_depot_get_mender (serve->depot));
  serve->fetcher = pantau_fetcher_new (serve->depot, serve->sessions);
  serve->tally = pantau_tally_new (serve->province, serve->sessions, serve->workers);
  serve->appeals = pantau_appeals_new (serve->province, serve->sessions, serve->writer);
  serve->holder = pantau_holder_new (serve->province, serve->sessions, serve->workers);
  serve->courier =
      pantau_courier_new (serve->province, serve->sessions, serve->writer, serve->depot, error);

  return serve->courier != NULL;
}

gboolean
pantau_serve (PantauProvince *province, const PantauServeOptions *options, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (PantauReferencePack) pack = NULL;
  g_autoptr (PantauControl) control = NULL;
  PantauHttpLimits limits;
  Serve serve = { .loop = loop, .province = province, .started = g_get_monotonic_time () };
  guint term, interrupt;
  gboolean is_ready, is_served;

  raise_descriptor_limit ();
  pack = pantau_reference_pack_new (province, error);
  if (pack == NULL)
    return FALSE;

  serve.sessions = pantau_sessions_new (province);
  serve.pull = pantau_pull_new (province, serve.sessions, error);
  if (serve.pull == NULL)
    {
      pantau_sessions_free (serve.sessions);
      return FALSE;
    }
  pantau_sessions_set_head_func (serve.sessions, pantau_pull_add_head, serve.pull);
  pantau_http_limits_init (&limits);
  limits.max_waiting = MAX_WAITING;
  limits.max_parked = options->parked > 0 ? options->parked : DEFAULT_PARKED;
  serve.http = pantau_http_new (&limits);
  serve.writer = pantau_writer_new (province, pantau_pull_tell, serve.pull);
  serve.push = pantau_push_new (province, serve.sessions, serve.writer, error);
  is_ready = serve.push != NULL && add_files (&serve, error);
  if (is_ready)
    {
      add_routes (&serve, pack);
      control = pantau_control_new (province, serve.writer, error);
    }
  if (control != NULL)
    {
      pantau_control_set_courier (control, serve.courier);
      serve.listener = listen_at (serve.http, options, error);
    }

  if (serve.listener != NULL)
    {
      term = g_unix_signal_add (SIGTERM, signal_cb, &serve);
      interrupt = g_unix_signal_add (SIGINT, signal_cb, &serve);
      printf ("ready %s\n", pantau_listener_get_uri (serve.listener));
      fflush (stdout);
      g_main_loop_run (loop);
      g_source_remove (term);
      g_source_remove (interrupt);
    }

  /* From the door inwards: nobody is left who could hand anything on to what is freed next. */
  is_served = serve.listener != NULL;
  g_clear_pointer (&serve.listener, pantau_listener_free);
  g_clear_pointer (&control, pantau_control_free);
  g_clear_pointer (&serve.push, pantau_push_free);
  g_clear_pointer (&serve.courier, pantau_courier_free);
  g_clear_pointer (&serve.housekeeper, pantau_housekeeper_free);
  if (serve.depot != NULL)
    {
      pantau_depot_stop (serve.depot);
      pantau_workers_finish (serve.workers);
      pantau_quota_flush (pantau_depot_get_quota (serve.depot));
    }
  pantau_writer_free (serve.writer);
  if (is_served)
    pantau_sessions_keep_next (serve.sessions);
  pantau_pull_free (serve.pull);
  pantau_http_free (serve.http);
  g_clear_pointer (&serve.tus, pantau_tus_free);
  g_clear_pointer (&serve.fetcher, pantau_fetcher_free);
  g_clear_pointer (&serve.tally, pantau_tally_free);
  g_clear_pointer (&serve.holder, pantau_holder_free);
  g_clear_pointer (&serve.appeals, pantau_appeals_free);
  g_clear_pointer (&serve.depot, pantau_depot_free);
  g_clear_pointer (&serve.workers, pantau_workers_free);
  pantau_sessions_free (serve.sessions);

  return is_served;
}
