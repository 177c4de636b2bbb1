/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "turns.h"

G_BEGIN_DECLS

/*
 * When more laptops come than can be served, as after an outage, each that is sent away is told a time of its own, one behind the other at the pace at which the
 * province works; and when it comes then it goes before those who come for the first time. So nobody is sent away again and again, the first who came is
 * the first who is done, and there is never a crowd.
 *
 * Arithmetic only: times are monotonic, in µs, and given by the caller. Bounded: the last appointment lies ten minutes away at most, and 20,000 are kept;
 * whoever comes beyond is told the longest time and keeps no place.
 */
typedef struct _PantauAppointments PantauAppointments;

/* The longest that anybody is told to stay away. */
#define PANTAU_APPOINTMENTS_LONGEST (10 * G_TIME_SPAN_MINUTE)
#define PANTAU_APPOINTMENTS_MOST    20000

PantauAppointments *pantau_appointments_new (void) G_GNUC_WARN_UNUSED_RESULT;
void pantau_appointments_free (PantauAppointments *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauAppointments, pantau_appointments_free)

/*
 * TRUE where @who (a device's key, a session) may begin a visit: nobody has to wait for long, or it has an appointment and this is its time. Else FALSE and in
 * @wait the µs after which it may come: that is its appointment, the same if it asks before its time. @load is that of the work that a visit brings.
 */
gboolean pantau_appointments_ask (PantauAppointments *self,
                                  const char *who,
                                  const PantauTurnsLoad *load,
                                  gint64 now,
                                  gint64 *wait);

/* Outstanding ones. */
guint pantau_appointments_get_size (PantauAppointments *self);

G_END_DECLS
