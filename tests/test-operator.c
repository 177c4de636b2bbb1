/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The province's own commands, while it serves and while it does not; and what it tells of itself.
 */

#include "config.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

#include "pantau-home.h"
#include "pantau-json.h"
#include "raw-device.h"

#define RAWAS "16.13.04"

static void
assert_province_fault (Ran *given, int status, const char *code, const char *field)
{
  g_autoptr (Ran) ran = given;

  ran_assert_fault (ran, status, code, field);
}

static JsonObject *
stats (Trip *trip)
{
  g_autofree char *out = trip_province_ok (trip, "stats", "--json", NULL);
  g_autoptr (GError) error = NULL;
  JsonObject *object = pantau_json_parse (out, strlen (out), 8192, &error);

  g_assert_no_error (error);

  return object;
}

/* The same answers by the serving program and by the command line alone. */
static void
check_commands (Trip *trip)
{
  g_autofree char *code = trip_invite (trip, "field", RAWAS), *devices = NULL;
  g_autoptr (JsonObject) before = stats (trip), after = NULL;

  g_assert_cmpuint (strlen (code), ==, 34);
  g_assert_cmpint (pantau_json_integer (before, "invitations", 0), >, 0);
  g_assert_true (pantau_json_boolean (before, "practice"));
  g_assert_nonnull (pantau_json_string (before, "epoch"));
  g_assert_cmpuint (strlen (pantau_json_string (before, "head")), ==, 64);

  assert_province_fault (
      trip_province (trip, "invite", "--json", "--role", "king", "--region", RAWAS, NULL), 1,
      "unknown-role", "role");
  assert_province_fault (
      trip_province (trip, "invite", "--json", "--role", "field", "--region", "99.99", NULL), 1,
      "unknown-region", "region");
  assert_province_fault (trip_province (trip, "invite", "--json", "--role", "field", NULL), 1,
                         "invalid", NULL);
  assert_province_fault (trip_province (trip, "invite", "--json", "--role", "field", "--region",
                                        RAWAS, "--person", "{", NULL),
                         1, "malformed", NULL);
  assert_province_fault (trip_province (trip, "invite", "--json", "--role", "field", "--region",
                                        RAWAS, "--person", "{\"ktp\":\"1\"}", NULL),
                         1, "unknown-field", "ktp");
  assert_province_fault (trip_province (trip, "invite", "--json", "--role", "field", "--region",
                                        RAWAS, "--person", "{\"last_day\":\"2024-02-30\"}", NULL),
                         1, "bad-date", "last_day");
  assert_province_fault (trip_province (trip, "invite", "--json", "--role", "field", "--region",
                                        RAWAS, "--days", "4000", NULL),
                         1, "out-of-range", "days");
  assert_province_fault (trip_province (trip, "revoke", "--json", "nobody", NULL), 1, "not-found",
                         "device");
  assert_province_fault (trip_province (trip, "revoke", "--json", NULL), 1, "missing", "device");
  assert_province_fault (trip_province (trip, "dance", "--json", NULL), 1, "invalid", NULL);
  assert_province_fault (trip_province (trip, "init", "--json", NULL), 1, "conflict", NULL);

  /* None of the refused ones left anything. */
  after = stats (trip);
  g_assert_cmpint (pantau_json_integer (after, "invitations", -1), ==,
                   pantau_json_integer (before, "invitations", -2));
  g_assert_cmpint (pantau_json_integer (after, "index", -1), ==,
                   pantau_json_integer (before, "index", -2));
  devices = trip_province_ok (trip, "devices", NULL);
  g_assert_nonnull (strstr (devices, RAWAS));
}

static void
test_commands (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "field", RAWAS);

  check_commands (trip);
  trip_stop (trip);
  check_commands (trip);
  trip_start (trip);
}

/* A person may have several laptops; all of them go at once. */
static void
test_revoke_person (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  static const char *const homes[] = { "first", "second", "third" };
  g_autofree char *out = NULL, *devices = NULL;
  g_autoptr (JsonObject) now = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (homes); i++)
    {
      g_autofree char *code = trip_province_ok (
          trip, "invite", "--role", "field", "--region", RAWAS, "--person",
          i < 2 ? "{\"code\":\"P-7\",\"name\":\"Sari\"}" : "{\"code\":\"P-8\"}", NULL);

      trip_home (trip, homes[i]);
      ctl_do (trip, homes[i], "enroll", "--server", trip_url (trip), code, NULL);
    }
  out = trip_province_ok (trip, "revoke", "P-7", "--reason", "laptop hilang", NULL);
  g_assert_cmpuint (strlen (out), ==, 43 + 1 + 43);
  now = stats (trip);
  g_assert_cmpint (pantau_json_integer (now, "revoked", 0), ==, 2);
  g_assert_cmpint (pantau_json_integer (now, "devices", 0), ==, 1);
  ctl_sync (trip, "third");
  assert_province_fault (trip_province (trip, "revoke", "--json", "P-7", NULL), 1, "not-found",
                         "device");
}

/* One key in 64 begins with "-", and is no option. */
static void
test_revoke_dash (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) device = raw_device_new (trip);
  g_autofree char *out = NULL;
  const char *name;

  while (*pantau_keypair_get_name (device->key) != '-')
    {
      pantau_keypair_free (device->key);
      device->key = pantau_keypair_new ();
    }
  name = pantau_keypair_get_name (device->key);
  raw_device_enroll (device, "field", RAWAS);

  out = trip_province_ok (trip, "revoke", name, "--reason", "laptop hilang", NULL);
  g_assert_cmpstr (out, ==, name);
}

static void
assert_quarantined (PantauReceipt *receipt, const char *reason)
{
  PantauReceiptLine *line = &g_array_index (receipt->lines, PantauReceiptLine, 0);

  g_assert_cmpint (line->fate, ==, PANTAU_FATE_QUARANTINED);
  g_assert_cmpstr (line->reason, ==, reason);
}

/*
 * Nobody makes devices but the province: a field device's grants and revocations count for nothing.
 */
static void
test_forged_grant (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "desk", "16"),
                        victim = raw_device_enrolled (trip, "desk", "16");
  g_autoptr (RawDevice) stranger = raw_device_new (trip);
  static const char *const types[] = { PANTAU_TYPE_GRANT, PANTAU_TYPE_REVOKE };
  g_autofree char *devices = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (JsonObject) body = json_object_new (), person = json_object_new ();
      g_autofree char *record = pantau_uuid_new (), *now = pantau_home_now ();
      PantauDraft draft = { .record = record,
                            .kind = "device",
                            .is_open = FALSE,
                            .region = "16",
                            .type = types[i],
                            .time = now,
                            .body = body };
      g_autoptr (PantauReceipt) receipt = NULL;
      g_autoptr (PantauEntry) entry = NULL;
      g_autoptr (GString) line = g_string_new (NULL);
      g_autoptr (Reply) reply = NULL;
      const char *ids[1];

      json_object_set_string_member (
          body, "device", pantau_keypair_get_name (i == 0 ? stranger->key : victim->key));
      json_object_set_string_member (body, "role", "admin");
      json_object_set_string_member (body, "region", "16");
      json_object_set_string_member (person, "code", "x");
      json_object_set_object_member (body, "person", g_steal_pointer (&person));
      entry = raw_device_sign (device, &draft);
      ids[0] = entry->id;
      pantau_entry_append_line (entry, line);
      reply = raw_device_push (device, NULL, line->str, line->len);
      receipt = raw_receipt (device, reply, ids, 1);
      assert_quarantined (receipt, "role");
    }
  devices = trip_province_ok (trip, "devices", "--json", NULL);
  g_assert_null (strstr (devices, pantau_keypair_get_name (stranger->key)));
  g_assert_null (strstr (devices, "\"revoked\":true"));
}

/* (transfer full): what @device is told of its line */
static PantauReceipt *
push_one (RawDevice *device, PantauEntry *entry)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (Reply) reply = NULL;
  const char *ids[] = { entry->id };

  pantau_entry_append_line (entry, line);
  reply = raw_device_push (device, NULL, line->str, line->len);

  return raw_receipt (device, reply, ids, 1);
}

/* Nor verdicts: a word of somebody else's about a line that is still to come decides nothing about it. */
static void
test_forged_verdict (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) field = raw_device_enrolled (trip, "field", RAWAS),
                        forger = raw_device_enrolled (trip, "desk", "16");
  g_autoptr (PantauEntry) honest = raw_device_write (field, RAWAS), forged = NULL;
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *now = pantau_home_now ();
  const char *base[] = { honest->id, NULL };
  PantauDraft draft = { .record = honest->record,
                        .kind = honest->kind,
                        .region = honest->region,
                        .type = PANTAU_TYPE_QUARANTINE,
                        .time = now,
                        .base = base,
                        .body = body };
  g_autoptr (PantauReceipt) first = NULL, second = NULL;

  json_object_set_string_member (body, "entry", honest->id);
  json_object_set_string_member (body, "reason", "role");
  forged = raw_device_sign (forger, &draft);
  first = push_one (forger, forged);
  assert_quarantined (first, "role");
  second = push_one (field, honest);
  g_assert_cmpint (g_array_index (second->lines, PantauReceiptLine, 0).fate, ==,
                   PANTAU_FATE_ACCEPTED);
}

/* One program writes; the second says so and leaves everything alone. */
static void
test_one_writer (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);

  assert_province_fault (trip_province (trip, "serve", "--json", "--listen", "127.0.0.1:0", NULL),
                         75, "busy", NULL);
  g_assert_cmpint (trip_metric (trip, "ledger_index"), ==, 0);
  trip_stop (trip);
  assert_province_fault (trip_province (trip, "serve", "--json", "--listen", "nowhere", NULL), 1,
                         "invalid", NULL);
  trip_start (trip);
}

/* Damage is named, and the status says so. */
static void
test_verify (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *out = NULL;
  g_autoptr (Ran) ran = NULL;
  g_auto (GStrv) faults = NULL;

  trip_enrolled (trip, "field", "field", RAWAS);
  trip_stop (trip);
  out = trip_province_ok (trip, "verify", NULL);
  trip_copy (trip, PROVINCE, "good");
  trip_sql (trip, PROVINCE,
            "DROP TRIGGER number_stays; UPDATE number SET head = zeroblob(32) WHERE idx = 1;"
            "DROP TRIGGER body_stays; UPDATE body SET json = replace(json, 'field', 'admin')");
  ran = trip_province (trip, "--json", "verify", NULL);
  g_assert_cmpint (ran->status, ==, 1);
  faults = ran_faults (ran);
  g_assert_cmpuint (g_strv_length (faults), ==, 2);
  trip_copy (trip, "good", PROVINCE);
  trip_start (trip);
}

/* Prometheus' text format, version 0.0.4. */
static void
test_metrics (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autoptr (RawDevice) device = raw_device_enrolled (trip, "field", RAWAS);
  g_autoptr (PantauEntry) entry = raw_device_write (device, RAWAS);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (Reply) push = NULL, reply = NULL;
  g_autoptr (GHashTable) typed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GRegex) comment = g_regex_new ("^# (HELP|TYPE) (pantau_[a-z_]+) (.+)$", 0, 0, NULL);
  g_autoptr (GRegex) sample =
      g_regex_new ("^(pantau_[a-z_]+)(\\{[a-z_]+=\"[^\"\\\\]*\"\\})? [0-9]+$", 0, 0, NULL);
  g_auto (GStrv) lines = NULL;
  g_autofree char *type = NULL;

  pantau_entry_append_line (entry, line);
  push = raw_device_push (device, NULL, line->str, line->len);
  g_assert_cmpuint (push->status, ==, 200);
  reply = raw_ask (trip, "GET", "/metrics", NULL, NULL, 0);
  type = reply_header (reply, "Content-Type");
  g_assert_cmpstr (type, ==, "text/plain; version=0.0.4; charset=utf-8");
  g_assert_true (g_str_has_suffix (reply->body, "\n"));
  lines = g_strsplit (reply->body, "\n", -1);
  for (gsize i = 0; lines[i + 1] != NULL; i++)
    {
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char *name = NULL;

      if (g_regex_match (comment, lines[i], 0, &match))
        {
          name = g_match_info_fetch (match, 2);
          if (g_str_has_prefix (lines[i], "# TYPE"))
            g_assert_true (g_hash_table_add (typed, g_steal_pointer (&name)));
          continue;
        }
      g_clear_pointer (&match, g_match_info_unref);
      if (!g_regex_match (sample, lines[i], 0, &match))
        g_error ("not a sample: %s", lines[i]);
      name = g_match_info_fetch (match, 1);
      g_assert_true (g_hash_table_contains (typed, name));
    }
  g_assert_cmpint (trip_metric (trip, "ledger_index"), ==, 3); /* join, grant, record */
  g_assert_cmpint (trip_metric (trip, "lines_accepted_total"), ==, 2);
  g_assert_cmpint (trip_metric (trip, "lines_refused_total"), ==, 0);
}

static GSocketConnection *
control (Trip *trip)
{
  g_autofree char *path = trip_province_path (trip, "control.sock");
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection =
      g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, &error);

  g_assert_no_error (error);

  return connection;
}

static void
control_say (GSocketConnection *connection, const char *text)
{
  g_assert_true (
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text,
                                 strlen (text), NULL, NULL, NULL));
}

/* Nothing that somebody says at the control socket, or does not finish saying, harms who serves. */
static void
test_control_socket (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  static const char *const lines[] = { "\n",
                                       "{\n",
                                       "[]\n",
                                       "{}\n",
                                       "{\"command\":1}\n",
                                       "{\"command\":\"dance\"}\n",
                                       "\xff\xfe\n",
                                       "{\"command\":\"invite\",\"role\":[],\"region\":{}}\n" };
  g_autoptr (GSocketConnection) half = NULL, asked = NULL;
  g_autoptr (JsonObject) now = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GSocketConnection) connection = control (trip);

      control_say (connection, lines[i]);
    }
  now = stats (trip);
  g_assert_cmpint (pantau_json_integer (now, "invitations", -1), ==, 0);

  /* The end comes in the middle of one question and just after another. */
  half = control (trip);
  control_say (half, "{\"command\":");
  asked = control (trip);
  control_say (asked, "{\"command\":\"stats\"}\n");
  g_assert_cmpint (trip_stop (trip), <, TRIP_ENDS);
  trip_start (trip);
}

/* A table of people becomes the same with codes that enrol; where one row is wrong nobody is invited. */
static void
test_invite_list (void)
{
  g_autoptr (Trip) trip = trip_new (TRUE);
  g_autofree char *path = trip_path (trip, "people.csv"), *out = NULL, *listed = NULL;
  g_autoptr (RawDevice) device = raw_device_new (trip);
  g_autoptr (GString) table = g_string_new ("region,name,role,code,position,letter,last_day\n");
  g_auto (GStrv) rows = NULL, cells = NULL;
  g_autoptr (Ran) refused = NULL;

  for (guint i = 0; i < 250; i++)
    g_string_append_printf (
        table, "16.13.04,\"Siti, S.Pd. %u\",field,list-%u,PKD,01/ST,2029-02-28\n", i, i);
  g_assert_true (g_file_set_contents (path, table->str, (gssize) table->len, NULL));
  out = trip_province_ok (trip, "invite", "--list", path, NULL);
  rows = g_strsplit (out, "\n", -1);
  g_assert_cmpuint (g_strv_length (rows), ==, 251);
  g_assert_cmpstr (rows[0], ==, "role,region,code,name,position,letter,last_day,invitation");
  g_assert_true (g_str_has_prefix (
      rows[250], "field,16.13.04,list-249,\"Siti, S.Pd. 249\",PKD,01/ST,2029-02-28,"));
  raw_device_enroll_with (device, strrchr (rows[250], ',') + 1);
  listed = trip_province_ok (trip, "devices", NULL);
  g_assert_nonnull (strstr (listed, "list-249"));

  g_string_append (table, "16.99,Nobody,field,,,,\n");
  g_assert_true (g_file_set_contents (path, table->str, (gssize) table->len, NULL));
  refused = trip_province (trip, "invite", "--list", path, NULL);
  g_assert_cmpint (refused->status, ==, 1);
  g_assert_nonnull (strstr (refused->err, "252"));
  trip_stop (trip);
  g_assert_cmpint (trip_number (trip, PROVINCE, "SELECT count(*) FROM invitation"), ==, 250);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/operator/commands", test_commands);
  g_test_add_func ("/operator/revoke-person", test_revoke_person);
  g_test_add_func ("/operator/revoke-dash", test_revoke_dash);
  g_test_add_func ("/operator/forged-grant", test_forged_grant);
  g_test_add_func ("/operator/forged-verdict", test_forged_verdict);
  g_test_add_func ("/operator/one-writer", test_one_writer);
  g_test_add_func ("/operator/verify", test_verify);
  g_test_add_func ("/operator/metrics", test_metrics);
  g_test_add_func ("/operator/control-socket", test_control_socket);
  g_test_add_func ("/operator/invite-list", test_invite_list);

  return g_test_run ();
}
