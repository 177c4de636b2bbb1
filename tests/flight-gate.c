/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gate at which visits begin, with sessions behind it: who is let in while many wait, who is told when to come, and who takes nobody's place. */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "door-fixture.h"
#include "flight-tests.h"
#include "pantau-json.h"
#include "session.h"
#include "test-util.h"

#define GET(path) "GET " path " HTTP/1.1\r\nHost: x\r\n\r\n"

#define PLACES  4
#define WAITING 300
#define DEVICES 6

/* A province of which the door has the sessions alone. */
typedef struct
{
  char *dir;
  PantauProvince *province;
  PantauSessions *sessions;
  PantauKeypair *devices[DEVICES];
  Door *door;
  int fds[PLACES + WAITING]; /* of those in whose line the others are */
} Gate;

static void
add_session (PantauHttp *http, gpointer data)
{
  Gate *gate = data;

  gate->sessions = pantau_sessions_new (gate->province);
  pantau_http_route (http, "POST", "/v1/session", 16 * 1024, 16 * 1024, pantau_sessions_handle,
                     gate->sessions);
  pantau_http_exempt (http, "/v1/session");
}

static void
add_device (Gate *gate, PantauKeypair *key)
{
  g_autoptr (PantauDevice) device = g_atomic_rc_box_new0 (PantauDevice);

  device->key = g_strdup (pantau_keypair_get_name (key));
  device->person = g_strdup ("");
  device->region = g_strdup ("16.13.04");
  device->granted = 1;
  pantau_province_put_device (gate->province, device);
}

static void
set_up (Gate *gate, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  PantauHttpLimits limits;

  gate->dir = test_dir_new ();
  path = g_build_filename (gate->dir, "province", NULL);
  g_assert_true (pantau_province_create (path, TRUE, &error));
  gate->province = pantau_province_open (path, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < DEVICES; i++)
    {
      gate->devices[i] = test_key_new ((guint8) (10 + i));
      add_device (gate, gate->devices[i]);
    }

  pantau_http_limits_init (&limits);
  limits.max_in_flight = PLACES;
  limits.max_waiting = WAITING + 100;
  limits.patience = 600 * 1000;
  gate->door = door_new_adding (NULL, NULL, &limits, add_session, gate);
}

static void
tear_down (Gate *gate, gconstpointer data)
{
  door_free (gate->door);
  pantau_sessions_free (gate->sessions);
  pantau_province_close (gate->province);
  for (guint i = 0; i < DEVICES; i++)
    pantau_keypair_free (gate->devices[i]);
  test_dir_remove (gate->dir);
}

/* A whole response. (transfer full) */
static char *
ask_session (Gate *gate, const char *body)
{
  g_autofree char *request =
      g_strdup_printf ("POST /v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                       "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                       strlen (body), body);

  return door_ask (gate->door, request);
}

/* The first message of a visit. (transfer full) */
static char *
ask_first (Gate *gate, PantauKeypair *key)
{
  g_autofree char *body = g_strdup_printf ("{\"device\":\"%s\",\"nonce\":\"0123456789abcdef\"}",
                                           pantau_keypair_get_name (key));

  return ask_session (gate, body);
}

/* Answers @challenge and asks for another. (transfer full) */
static char *
answer (Gate *gate, PantauKeypair *key, const char *challenge)
{
  const char *name = pantau_keypair_get_name (key);
  g_autofree char *text =
      g_strjoin ("\n", pantau_province_get_name (gate->province), challenge, name, NULL);
  g_autofree char *signature =
      pantau_keypair_sign (key, PANTAU_PURPOSE_SESSION, text, strlen (text));
  g_autofree char *body = g_strdup_printf ("{\"device\":\"%s\",\"challenge\":\"%s\","
                                           "\"signature\":\"%s\",\"again\":\"0123456789abcdef\"}",
                                           name, challenge, signature);

  return ask_session (gate, body);
}

/* The challenge in a response, of the answer itself or of its @member (nullable). (transfer full) */
static char *
challenge_of (const char *response, const char *member)
{
  const char *body = strstr (response, "\r\n\r\n") + 4;
  g_autoptr (JsonObject) outer = pantau_json_parse_known (body, NULL), inner = NULL;
  JsonObject *statement = member != NULL ? pantau_json_object (outer, member) : outer;

  assert_status (response, 200);
  inner = pantau_json_parse_known (pantau_json_string (statement, "text"), NULL);

  return g_strdup (pantau_json_string (inner, "challenge"));
}

/* In s, as told to who is sent away. */
static gint64
retry_after (const char *response)
{
  const char *named = strstr (response, "\r\nRetry-After: ");

  assert_status (response, 503);
  g_assert_nonnull (named);

  return g_ascii_strtoll (named + strlen ("\r\nRetry-After: "), NULL, 10);
}

static PantauHttpStatistics
statistics (Gate *gate)
{
  PantauHttpStatistics result;

  door_statistics (gate->door, NULL, &result);

  return result;
}

/* All places are taken, and hundreds wait for one. */
static void
crowd (Gate *gate)
{
  for (guint i = 0; i < PLACES + WAITING; i++)
    {
      const char *request = i < PLACES ? GET ("/hold") : GET ("/text");

      gate->fds[i] = door_connect (gate->door);
      raw_send (gate->fds[i], request, -1);
      if (i == PLACES - 1)
        WAIT_UNTIL (door_waiting (gate->door) == PLACES);
    }
  WAIT_UNTIL (statistics (gate).waiting == WAITING);
}

static void
disperse (Gate *gate)
{
  door_release (gate->door);
  for (guint i = 0; i < PLACES + WAITING; i++)
    {
      g_autofree char *response = raw_receive (gate->fds[i]);

      assert_status (response, 200);
      close (gate->fds[i]);
    }
}

/* Whose visit has begun goes on; whose would begin is told a time, by either way of beginning one, and loses nothing by that. */
static void
test_who (Gate *gate, gconstpointer data)
{
  g_autofree char *begun = ask_first (gate, gate->devices[0]),
                  *left = ask_first (gate, gate->devices[1]),
                  *challenge = challenge_of (begun, NULL), *before = challenge_of (left, NULL),
                  *session = answer (gate, gate->devices[1], before),
                  *next = challenge_of (session, "next"), *goes_on = NULL, *anew = NULL,
                  *again = NULL, *back = NULL;

  crowd (gate);
  goes_on = answer (gate, gate->devices[0], challenge);
  assert_status (goes_on, 200);
  g_assert_cmpuint (statistics (gate).appointments, ==, 0);

  anew = ask_first (gate, gate->devices[2]);
  g_assert_cmpint (retry_after (anew), >=, 1);
  g_assert_cmpuint (statistics (gate).appointments, ==, 1);
  again = answer (gate, gate->devices[1], next);
  g_assert_cmpint (retry_after (again), >=, 1);
  g_assert_cmpuint (statistics (gate).appointments, ==, 2);

  disperse (gate);
  back = answer (gate, gate->devices[1], next);
  assert_status (back, 200);
  g_assert_cmpuint (statistics (gate).appointments, ==, 1);
}

/*
 * Each behind those who came before, by whole seconds, while the clock goes on (to the µs: /appointments/order); who asks again keeps the place, and nobody has
 * two.
 */
static void
test_order (Gate *gate, gconstpointer data)
{
  gint64 last = 0;

  {
    g_autofree char *warm = ask_first (gate, gate->devices[0]);

    assert_status (warm, 200);
  }
  crowd (gate);
  for (guint round = 0; round < 3; round++)
    for (guint i = 0; i < DEVICES; i++)
      {
        g_autofree char *response = ask_first (gate, gate->devices[i]);
        gint64 wait = retry_after (response);

        if (round == 0)
          {
            g_assert_cmpint (wait, >=, last - 1);
            g_assert_cmpint (wait, <=, 600);
            last = wait;
          }
        else
          g_assert_cmpint (wait, <=, last + 1);
      }
  g_assert_cmpuint (statistics (gate).appointments, ==, DEVICES);
  disperse (gate);
}

/* Strangers, and what is no question, are refused at once: only a device that was granted can have a time, so there are never more of these than of devices. */
static void
test_strangers (Gate *gate, gconstpointer data)
{
  g_autofree char *nonsense = NULL, *empty = NULL;

  crowd (gate);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (PantauKeypair) stranger = pantau_keypair_new ();
      g_autofree char *first = ask_first (gate, stranger),
                      *second = answer (gate, stranger, "invented");

      assert_status (first, 403);
      assert_status (second, 403);
    }
  nonsense = ask_session (gate, "{\"device\":\"x\",\"nonce\":\"0123456789abcdef\"}");
  assert_status (nonsense, 400);
  empty = ask_session (gate, "{}");
  assert_status (empty, 400);
  g_assert_cmpuint (statistics (gate).appointments, ==, 0);
  disperse (gate);
}

void
flight_add_gate_tests (void)
{
  g_test_add ("/gate/who", Gate, NULL, set_up, test_who, tear_down);
  g_test_add ("/gate/order", Gate, NULL, set_up, test_order, tear_down);
  g_test_add ("/gate/strangers", Gate, NULL, set_up, test_strangers, tear_down);
}
