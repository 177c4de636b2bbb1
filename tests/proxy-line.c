/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One connection of a bad line: its request is read as far as it says what it asks for, then somebody chooses what becomes of it, then bytes
 * pass, or do not.
 */

#include "config.h"

#include "proxy-private.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A connection that carries less than this is not worth cutting in the middle. */
#define SMALL 2048

#define HEAD_LIMIT   (64 * 1024)
#define ANSWER_LIMIT (256 * 1024) /* longer ones are not kept to be said again */

typedef struct
{
  Proxy *proxy;
  int client;
  int server;        /* -1: none yet */
  GByteArray *begin; /* of the request: what was read to know it */
  GByteArray *said;  /* (nullable): the answer, as it passes */
  char *key;         /* "METHOD path"; NULL where it is no HTTP */
  ProxyStep step;
  gsize passed[2];    /* down, up */
  gsize limit[2];     /* bytes, then the line is cut */
  gboolean is_chosen; /* by proxy_cut_some() */
  guint round;
} Line;

/* FALSE once all is over. */
static gboolean
pause_ms (Proxy *self, guint ms)
{
  struct pollfd fd = { self->end, POLLIN, 0 };

  return poll (&fd, 1, (int) ms) == 0;
}

static gboolean
send_all (int to, const guint8 *bytes, gsize length)
{
  while (length > 0)
    {
      gssize n = send (to, bytes, length, MSG_NOSIGNAL);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      bytes += n;
      length -= (gsize) n;
    }

  return TRUE;
}

/* What there is on @fd, or 0 at its end and at ours. */
static gsize
receive (Proxy *self, int fd, guint8 *buffer, gsize size)
{
  struct pollfd fds[] = { { fd, POLLIN, 0 }, { self->end, POLLIN, 0 } };
  gssize n;

  while (poll (fds, 2, -1) < 0 && errno == EINTR)
    ;
  if (fds[1].revents != 0)
    return 0;
  n = recv (fd, buffer, size, 0);

  return n > 0 ? (gsize) n : 0;
}

/* How many of @n bytes may pass before the line is cut. */
static gsize
get_allowance (Line *line, gboolean up, gsize n)
{
  Proxy *self = line->proxy;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->has_ended || line->round != self->round)
    return 0;
  self->taken[up] += n;
  if (!line->is_chosen && self->cuts > 0 && up == self->cuts_up && line->passed[up] + n > SMALL)
    {
      self->cuts--;
      self->count++;
      line->is_chosen = TRUE;
      line->limit[up] =
          MIN (line->limit[up], (gsize) g_rand_int_range (self->rand, SMALL, (gint32) self->most));
    }
  if (up == self->at_up && self->at != G_MAXSIZE)
    {
      if (n >= self->at)
        {
          n = self->at;
          line->limit[up] = MIN (line->limit[up], line->passed[up] + n);
          self->at = G_MAXSIZE;
          self->round++;
          self->count++;
        }
      else
        self->at -= n;
    }
  n = line->limit[up] > line->passed[up] ? MIN (n, line->limit[up] - line->passed[up]) : 0;
  self->bytes[up] += n;
  line->passed[up] += n;

  return n;
}

/* FALSE where the line was cut. */
static gboolean
pass (Line *line, gboolean up, const guint8 *bytes, gsize n)
{
  gsize allowed = get_allowance (line, up, n);

  if (!send_all (up ? line->server : line->client, bytes, allowed))
    return FALSE;
  if (!up && line->said != NULL && line->said->len < ANSWER_LIMIT)
    g_byte_array_append (line->said, bytes, (guint) allowed);
  if (allowed < n || line->passed[up] == line->limit[up])
    return FALSE;

  return line->step.fault != PROXY_SLOW || line->step.n == 0 ||
         pause_ms (line->proxy, (guint) (n * 1000 / line->step.n));
}

/* TRUE where the province has answered to the end. */
static gboolean
carry (Line *line)
{
  Proxy *self = line->proxy;
  gboolean is_half = FALSE;
  guint8 buffer[16 * 1024];
  gsize piece = line->step.fault == PROXY_SLOW ? MAX (line->step.n / 20, 1) : sizeof buffer,
        from = 0;

  for (; from < line->begin->len; from += piece)
    if (!pass (line, TRUE, line->begin->data + from, MIN (piece, line->begin->len - from)))
      return FALSE;

  for (;;)
    {
      struct pollfd fds[] = { { is_half ? -1 : line->client, POLLIN, 0 },
                              { line->server, POLLIN, 0 },
                              { self->end, POLLIN, 0 } };
      gssize n;

      /* Somebody else's cut takes this one along; it is seen soon enough. */
      if (poll (fds, 3, 100) == 0)
        {
          g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

          if (line->round != self->round)
            return FALSE;
          continue;
        }
      if (fds[2].revents != 0)
        return FALSE;
      if (fds[0].revents != 0)
        {
          n = recv (line->client, buffer, MIN (piece, sizeof buffer), 0);
          if (n <= 0)
            {
              is_half = TRUE;
              shutdown (line->server, SHUT_WR);
            }
          else if (!pass (line, TRUE, buffer, (gsize) n))
            return FALSE;
        }
      if (fds[1].revents != 0)
        {
          n = recv (line->server, buffer, MIN (piece, sizeof buffer), 0);
          if (n <= 0)
            return n == 0;
          if (!pass (line, FALSE, buffer, (gsize) n))
            return FALSE;
        }
    }
}

/* Until the client gives up: what it does not hear for is its own affair. */
static void
stay_silent (Line *line)
{
  guint8 buffer[4096];

  while (receive (line->proxy, line->client, buffer, sizeof buffer) > 0)
    ;
}

/* Reads the request to its end, for those who answer it without the province or ask there more than once. */
static gboolean
read_whole (Line *line)
{
  g_autofree char *text = g_ascii_strdown ((char *) line->begin->data, (gssize) line->begin->len);
  const char *end = g_strstr_len (text, (gssize) line->begin->len, "\r\n\r\n");
  const char *length = g_strstr_len (text, (gssize) line->begin->len, "\r\ncontent-length:");
  guint8 buffer[16 * 1024];
  gsize whole, n;

  if (end == NULL)
    return FALSE;
  whole = (gsize) (end + 4 - text);
  if (length != NULL && length < end)
    whole += (gsize) g_ascii_strtoull (length + strlen ("\r\ncontent-length:"), NULL, 10);
  while (line->begin->len < whole)
    {
      n = receive (line->proxy, line->client, buffer, sizeof buffer);
      if (n == 0)
        return FALSE;
      g_byte_array_append (line->begin, buffer, (guint) n);
    }

  return TRUE;
}

/* Asks the province without anybody who listens: its whole answer, or NULL. (transfer full) */
static GByteArray *
ask (Line *line)
{
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  int server = proxy_connect (line->proxy->port);
  guint8 buffer[16 * 1024];
  gsize n;

  if (server >= 0 && send_all (server, line->begin->data, line->begin->len))
    while ((n = receive (line->proxy, server, buffer, sizeof buffer)) > 0)
      g_byte_array_append (answer, buffer, (guint) n);
  if (server >= 0)
    close (server);

  return answer->len > 0 ? g_steal_pointer (&answer) : NULL;
}

/* The head of the request; FALSE where nobody asks for anything. */
static gboolean
read_begin (Line *line)
{
  guint8 buffer[16 * 1024];

  while (line->begin->len < HEAD_LIMIT)
    {
      gsize n = receive (line->proxy, line->client, buffer, sizeof buffer);

      if (n == 0)
        return line->begin->len > 0;
      g_byte_array_append (line->begin, buffer, (guint) n);
      if (!g_ascii_isupper ((char) line->begin->data[0]) ||
          g_strstr_len ((char *) line->begin->data, (gssize) line->begin->len, "\r\n\r\n") != NULL)
        return TRUE;
    }

  return TRUE;
}

/* What comes behind this request on the same connection nobody here would look at; so the province must not be asked to keep it. */
static void
forbid_more (Line *line)
{
  static const char wish[] = "\r\nKeep-Alive:", none[] = "\r\nNever-Mind:";
  char *at;

  g_mutex_lock (&line->proxy->mutex);
  at = line->proxy->keeps
           ? NULL
           : g_strstr_len ((char *) line->begin->data, (gssize) line->begin->len, wish);
  g_mutex_unlock (&line->proxy->mutex);
  if (at != NULL)
    memcpy (at, none, sizeof none - 1);
}

/* Who asks for what is known, so it can be said what becomes of it. */
static void
choose (Line *line)
{
  Proxy *self = line->proxy;
  g_autofree char *head = g_strndup ((char *) line->begin->data, line->begin->len);
  g_auto (GStrv) words = g_strsplit (head, " ", 3);
  ProxyRequest request = { .method = "", .path = "" };
  ProxyChooser chooser;
  gpointer data;

  if (g_strv_length (words) == 3 && words[1][0] == '/')
    {
      g_auto (GStrv) parts = g_strsplit (words[1], "?", 2);

      request.method = words[0];
      request.path = words[1];
      line->key = g_strconcat (words[0], " ", parts[0], NULL);
    }

  g_mutex_lock (&self->choice);
  g_mutex_lock (&self->mutex);
  chooser = self->chooser;
  data = self->data;
  request.n = self->requests++;
  g_mutex_unlock (&self->mutex);
  if (chooser != NULL)
    chooser (&request, &line->step, data);

  g_mutex_lock (&self->mutex);
  self->met[line->step.fault]++;
  g_mutex_unlock (&self->mutex);
  g_mutex_unlock (&self->choice);
}

/* Until a request that came later has passed. */
static void
hold (Line *line)
{
  Proxy *self = line->proxy;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 until = g_get_monotonic_time () + line->step.ms * G_TIME_SPAN_MILLISECOND;
  guint passed = self->passed;

  while (!self->has_ended && self->passed == passed &&
         g_cond_wait_until (&self->moved, &self->mutex, until))
    ;
}

static void
say_earlier (Line *line)
{
  Proxy *self = line->proxy;
  g_autoptr (GByteArray) answer = NULL;

  g_mutex_lock (&self->mutex);
  answer = line->key != NULL ? g_hash_table_lookup (self->answers, line->key) : NULL;
  if (answer != NULL)
    g_byte_array_ref (answer);
  g_mutex_unlock (&self->mutex);
  if (answer != NULL)
    send_all (line->client, answer->data, answer->len);
}

static void
note_passed (Line *line)
{
  Proxy *self = line->proxy;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->passed++;
  if (line->key != NULL && line->said != NULL && line->said->len < ANSWER_LIMIT)
    g_hash_table_insert (self->answers, g_strdup (line->key), g_steal_pointer (&line->said));
  g_cond_broadcast (&self->moved);
}

static void
pass_on (Line *line)
{
  if (line->step.fault == PROXY_CUT_UP)
    line->limit[TRUE] = line->step.n;
  else if (line->step.fault == PROXY_CUT_DOWN)
    line->limit[FALSE] = line->step.n;
  if (line->limit[TRUE] == 0)
    return;

  line->server = proxy_connect (line->proxy->port);
  if (line->server >= 0 && carry (line))
    note_passed (line);
}

static gboolean
has_earlier (Line *line)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&line->proxy->mutex);

  return line->key != NULL && g_hash_table_contains (line->proxy->answers, line->key);
}

static void
act (Line *line)
{
  g_autoptr (GByteArray) first = NULL, answer = NULL;

  switch (line->step.fault)
    {
    case PROXY_LOSE:
    case PROXY_DEAF:
      if (read_whole (line))
        answer = ask (line);
      if (line->step.fault == PROXY_DEAF)
        stay_silent (line);
      break;
    case PROXY_MUTE:
      stay_silent (line);
      break;
    case PROXY_TWICE:
      if (!read_whole (line))
        break;
      first = ask (line);
      answer = ask (line);
      if (answer != NULL)
        send_all (line->client, answer->data, answer->len);
      break;
    case PROXY_SAY:
      if (read_whole (line))
        send_all (line->client, (const guint8 *) line->step.text, strlen (line->step.text));
      break;
    case PROXY_REPLAY:
      if (!has_earlier (line))
        pass_on (line);
      else if (read_whole (line))
        say_earlier (line);
      break;
    case PROXY_DELAY:
      if (pause_ms (line->proxy, line->step.ms))
        pass_on (line);
      break;
    case PROXY_HOLD:
      hold (line);
      pass_on (line);
      break;
    case PROXY_PASS:
    case PROXY_SLOW:
    case PROXY_CUT_UP:
    case PROXY_CUT_DOWN:
    case PROXY_N_FAULTS:
      pass_on (line);
      break;
    }
}

void
proxy_line_run (Proxy *self, int client)
{
  Line line = { .proxy = self,
                .client = client,
                .server = -1,
                .begin = g_byte_array_new (),
                .said = g_byte_array_new (),
                .limit = { G_MAXSIZE, G_MAXSIZE } };
  struct linger linger = { 1, 0 };

  g_mutex_lock (&self->mutex);
  line.round = self->round;
  g_mutex_unlock (&self->mutex);

  if (read_begin (&line))
    {
      forbid_more (&line);
      choose (&line);
      act (&line);
    }
  if (line.step.reset)
    setsockopt (client, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  if (line.server >= 0)
    close (line.server);
  close (client);

  g_clear_pointer (&line.said, g_byte_array_unref);
  g_byte_array_unref (line.begin);
  g_free (line.key);
}
