/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connections that are put to another question, and those that must not be: a part of test-wire. */

#include "config.h"

#include "pantau-error.h"
#include "pantau-wire-private.h"
#include "pantau-wire.h"

#include <string.h>

#include "test-util.h"
#include "wire-kept.h"

/*
 * A peer that keeps connections. Each follows one word of the script, a letter for each question: A answers, C answers and hangs up without having said so, M never answers,
 * L leaves the answer without its end and goes on as if it were one. Behind the last word nobody is let in.
 */
typedef struct
{
  GSocket *listener;
  GThread *thread;
  GCancellable *end;
  const char *const *script;
  gint connections; /* atomic */
  gint questions;   /* atomic */
} Keeper;

/* The head of a question, which has no body; FALSE where none comes. */
static gboolean
read_question (Keeper *self, GSocket *socket)
{
  g_autoptr (GString) head = g_string_new (NULL);
  char byte;

  while (g_socket_receive (socket, &byte, 1, self->end, NULL) == 1)
    {
      g_string_append_c (head, byte);
      if (g_str_has_suffix (head->str, "\r\n\r\n"))
        return TRUE;
    }

  return FALSE;
}

static gboolean
say (Keeper *self, GSocket *socket, char letter)
{
  const char *answer = letter == 'L' ? "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\nok"
                                     : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  g_socket_send (socket, answer, strlen (answer), self->end, NULL);

  return letter != 'C';
}

static void
follow (Keeper *self, GSocket *socket, const char *word)
{
  for (const char *at = word; *at != '\0' && read_question (self, socket); at++)
    {
      g_atomic_int_inc (&self->questions);
      if (*at == 'M')
        read_question (self, socket); /* until the client has enough of it */
      if (*at == 'M' || !say (self, socket, *at))
        break;
    }
}

static gpointer
run (gpointer data)
{
  Keeper *self = data;

  for (const char *const *word = self->script; *word != NULL; word++)
    {
      g_autoptr (GSocket) socket = g_socket_accept (self->listener, self->end, NULL);

      if (socket == NULL)
        break;
      g_atomic_int_inc (&self->connections);
      follow (self, socket, *word);
      if (word[1] == NULL)
        read_question (self, socket); /* until the client, or the test, ends */
      g_socket_close (socket, NULL);
    }

  return NULL;
}

static PantauWire *
keeper_start (Keeper *self, const char *const *script)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0), bound = NULL;
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;
  PantauWire *wire;

  *self = (Keeper){ .script = script, .end = g_cancellable_new () };
  self->listener =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  g_assert_true (g_socket_bind (self->listener, any, TRUE, NULL));
  g_assert_true (g_socket_listen (self->listener, NULL));
  bound = g_socket_get_local_address (self->listener, NULL);
  url = g_strdup_printf ("http://127.0.0.1:%u",
                         g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  self->thread = g_thread_new ("keeper", run, self);

  wire = pantau_wire_new (url, &error);
  g_assert_no_error (error);

  return wire;
}

static void
keeper_stop (Keeper *self)
{
  g_cancellable_cancel (self->end);
  g_thread_join (self->thread);
  g_socket_close (self->listener, NULL);
  g_object_unref (self->listener);
  g_object_unref (self->end);
}

static gboolean
ask (PantauWire *wire, gboolean once, GError **error)
{
  const PantauCall call = { .method = "GET", .path = "/v1/x", .limit = 100, .once = once };
  g_autoptr (PantauAnswer) answer = pantau_wire_send (wire, &call, NULL, error);

  if (answer == NULL)
    return FALSE;
  g_assert_cmpmem (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body), "ok", 2);

  return TRUE;
}

/* Asks @n times, which must go well each time; how many connections it took. */
static gint
count (const char *const *script, guint n, gboolean once)
{
  Keeper keeper;
  g_autoptr (PantauWire) wire = keeper_start (&keeper, script);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (ask (wire, once && i > 0, &error));
      g_assert_no_error (error);
    }
  g_clear_pointer (&wire, pantau_wire_free);
  keeper_stop (&keeper);

  return keeper.connections;
}

static void
test_one_for_many (void)
{
  const char *const script[] = { "AAAAA", "A", NULL };

  g_assert_cmpint (count (script, 5, FALSE), ==, 1);
}

/* What is hung up on meanwhile, without a word, costs a connection and nothing else. */
static void
test_hung_up (void)
{
  const char *const script[] = { "AC", "C", "AAA", NULL };

  g_assert_cmpint (count (script, 6, FALSE), ==, 3);
}

/* A question that must not be put twice is not tried on one that may be dead. */
static void
test_once (void)
{
  const char *const script[] = { "A", "A", "A", NULL };

  g_assert_cmpint (count (script, 3, TRUE), ==, 3);
}

/* One that has died without anybody who hears of it: the question fails in its time, and the next one goes over another. */
static void
test_dead (void)
{
  const char *const script[] = { "AM", "AA", NULL };
  Keeper keeper;
  g_autoptr (PantauWire) wire = keeper_start (&keeper, script);
  g_autoptr (GError) error = NULL;

  pantau_wire_set_time_limits (wire, 60000, 30000);
  g_assert_true (ask (wire, FALSE, NULL));
  pantau_wire_set_time_limits (wire, 60000, 300);
  g_assert_false (ask (wire, FALSE, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_UNREACHABLE);
  pantau_wire_set_time_limits (wire, 60000, 30000);
  g_assert_true (ask (wire, FALSE, NULL));
  g_assert_true (ask (wire, FALSE, NULL));
  g_assert_cmpint (keeper.connections, ==, 2);
  g_clear_pointer (&wire, pantau_wire_free);
  keeper_stop (&keeper);
}

/* What is said behind an answer that is too short is no answer to the next question. */
static void
test_short (void)
{
  const char *const script[] = { "LA", "AA", NULL };
  Keeper keeper;
  g_autoptr (PantauWire) wire = keeper_start (&keeper, script);
  g_autoptr (GError) error = NULL;

  pantau_wire_set_time_limits (wire, 60000, 300);
  g_assert_false (ask (wire, FALSE, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_UNREACHABLE);
  pantau_wire_set_time_limits (wire, 60000, 30000);
  g_assert_true (ask (wire, FALSE, NULL));
  g_assert_true (ask (wire, FALSE, NULL));
  g_assert_cmpint (keeper.connections, ==, 2);
  g_clear_pointer (&wire, pantau_wire_free);
  keeper_stop (&keeper);
}

/* A connection that is made before there is a question is the one that it goes over. */
static void
test_warm (void)
{
  const char *const script[] = { "AA", "A", NULL };
  Keeper keeper;
  g_autoptr (PantauWire) wire = keeper_start (&keeper, script);

  pantau_wire_warm (wire, NULL);
  g_assert_cmpint (g_atomic_int_get (&keeper.questions), ==, 0);
  g_assert_true (ask (wire, FALSE, NULL));
  g_assert_true (ask (wire, FALSE, NULL));
  g_assert_cmpint (keeper.connections, ==, 1);
  g_clear_pointer (&wire, pantau_wire_free);
  keeper_stop (&keeper);
}

/* A connection made ahead that was given up, as behind an exchange of many seconds, is neither freed twice nor in the way of the next one. */
static void
test_forgotten_ahead (void)
{
  const char *const script[] = { "A", NULL };
  Keeper keeper;
  g_autoptr (PantauWire) wire = keeper_start (&keeper, script);

  pantau_wire_set_usual_way (G_USEC_PER_SEC);
  g_main_context_push_thread_default (wire->context);
  for (guint i = 0; i < 3; i++)
    {
      pantau_wire_connect_ahead (wire);
      g_assert_nonnull (wire->ahead);
      pantau_wire_forget_ahead (wire);
      g_assert_null (wire->ahead);
      pantau_wire_settle (wire);
    }
  g_main_context_pop_thread_default (wire->context);
  pantau_wire_set_usual_way (0);
  g_clear_pointer (&wire, pantau_wire_free);
  keeper_stop (&keeper);
}

void
add_kept_tests (void)
{
  g_test_add_func ("/wire/kept", test_one_for_many);
  g_test_add_func ("/wire/kept-hung-up", test_hung_up);
  g_test_add_func ("/wire/kept-once", test_once);
  g_test_add_func ("/wire/kept-dead", test_dead);
  g_test_add_func ("/wire/kept-short", test_short);
  g_test_add_func ("/wire/warm", test_warm);
  g_test_add_func ("/wire/forgotten-ahead", test_forgotten_ahead);
}
