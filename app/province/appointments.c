/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may come when; see the header. */

#include "config.h"

#include "appointments.h"

/* A request may wait so long, µs, before laptops are asked to come later: each visit makes several, one after the other. */
#define BEARABLE (G_TIME_SPAN_SECOND)

/* Who does not come within so long of its time has lost its place. Our program adds up to a quarter to what it is told. */
#define GRACE (3 * G_TIME_SPAN_MINUTE)

/*
 * Before anything was seen, a visit makes so many requests; then as many as were seen over a while, for those of one visit come long after it began. The bounds
 * are narrow: where few may begin while many go on, more is seen than there is, and whoever were told too late a time would leave the province idle.
 */
#define REQUESTS       5.0
#define LEAST_REQUESTS 3.0
#define MOST_REQUESTS  8.0
#define WHILE          (10 * G_TIME_SPAN_SECOND)
#define VISITS         50

/* Where requests wait so long although all come at their times, these are spaced wider, up to so many times. */
#define TOO_LONG (4 * BEARABLE)
#define WIDEST   2.0

typedef struct
{
  char *who;
  gint64 time; /* monotonic µs */
} Appointment;

struct _PantauAppointments
{
  GHashTable *by_name; /* of Appointment's who → its link in `book` */
  GQueue book;         /* of Appointment (owned), by time */
  gint64 last;         /* monotonic µs: the end of the book; 0: none was ever made */
  double requests;     /* of a visit */
  gint64 since;        /* monotonic µs: from when on they are counted */
  guint64 done;        /* what the load said then */
  guint visits;        /* begun since then */
};

PantauAppointments *
pantau_appointments_new (void)
{
  PantauAppointments *self = g_new0 (PantauAppointments, 1);

  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->requests = REQUESTS;
  g_queue_init (&self->book);

  return self;
}

static void
drop (PantauAppointments *self, GList *link)
{
  Appointment *appointment = link->data;

  g_hash_table_remove (self->by_name, appointment->who);
  g_queue_delete_link (&self->book, link);
  g_free (appointment->who);
  g_free (appointment);
}

void
pantau_appointments_free (PantauAppointments *self)
{
  while (!g_queue_is_empty (&self->book))
    drop (self, g_queue_peek_head_link (&self->book));
  g_hash_table_unref (self->by_name);
  g_free (self);
}

static void
drop_missed (PantauAppointments *self, gint64 now)
{
  const Appointment *first;

  while ((first = g_queue_peek_head (&self->book)) != NULL && first->time + GRACE < now)
    drop (self, g_queue_peek_head_link (&self->book));
}

static void
begin_visit (PantauAppointments *self, const PantauTurnsLoad *load, gint64 now)
{
  self->visits++;
  if (self->since != 0 && (now - self->since < WHILE || self->visits < VISITS))
    return;

  if (self->since != 0)
    self->requests =
        CLAMP ((double) (load->done - self->done) / self->visits, LEAST_REQUESTS, MOST_REQUESTS);
  self->since = now;
  self->done = load->done;
  self->visits = 0;
}

/* From one appointment to the next, µs. */
static gint64
get_space (const PantauAppointments *self, const PantauTurnsLoad *load)
{
  double crowd = CLAMP ((double) load->delay / TOO_LONG, 1.0, WIDEST);

  return (gint64) MAX (self->requests * (double) load->interval * crowd, 1.0);
}

static gint64
make (PantauAppointments *self, const char *who, const PantauTurnsLoad *load, gint64 now)
{
  const gint64 latest = now + PANTAU_APPOINTMENTS_LONGEST;
  gint64 time = MAX (self->last, now + load->delay) + get_space (self, load);
  Appointment *appointment;

  if (time > latest || g_hash_table_size (self->by_name) >= PANTAU_APPOINTMENTS_MOST)
    return latest;

  appointment = g_new (Appointment, 1);
  *appointment = (Appointment){ g_strdup (who), time };
  self->last = time;
  g_queue_push_tail (&self->book, appointment);
  g_hash_table_insert (self->by_name, appointment->who, g_queue_peek_tail_link (&self->book));

  return time;
}

gboolean
pantau_appointments_ask (PantauAppointments *self,
                         const char *who,
                         const PantauTurnsLoad *load,
                         gint64 now,
                         gint64 *wait)
{
  GList *link;
  gboolean may_come;
  gint64 time;

  drop_missed (self, now);
  link = g_hash_table_lookup (self->by_name, who);
  time = link != NULL ? ((Appointment *) link->data)->time : 0;

  /* Nothing stands idle for one who has not come yet; and who comes anew waits behind those who came before. */
  if (link != NULL)
    may_come = now >= time || load->delay == 0;
  else
    may_come = load->delay == 0 || (g_queue_is_empty (&self->book) && load->delay <= BEARABLE);

  if (may_come)
    {
      if (link != NULL)
        drop (self, link);
      begin_visit (self, load, now);
      return TRUE;
    }
  *wait = (link != NULL ? time : make (self, who, load, now)) - now;

  return FALSE;
}

guint
pantau_appointments_get_size (PantauAppointments *self)
{
  return g_hash_table_size (self->by_name);
}
