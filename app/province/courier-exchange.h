/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "courier.h"
#include "pantau-parcel.h"

G_BEGIN_DECLS

/*
 * The command line's way to whoever may write to the province, for parcels: itself where nobody serves, else the serving program by its control socket.
 * So who serves need not be able to read the operator's files. One parcel at a time; blocks.
 */
typedef struct _PantauCourierExchange PantauCourierExchange;

PantauCourierExchange *pantau_courier_exchange_new (const char *directory,
                                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_courier_exchange_free (PantauCourierExchange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauCourierExchange, pantau_courier_exchange_free)

const char *pantau_courier_exchange_get_province (PantauCourierExchange *self); /* its public key */
/* The recovery key's statements of which key followed which, as GET /v1/succession answers them; NULL where they cannot be read. */
const char *pantau_courier_exchange_get_succession (PantauCourierExchange *self);
/* TRUE where the parcel is sealed to it, also to a key that it had before, or to an invitation, of which only the province knows whether it is its own. */
gboolean pantau_courier_exchange_wants (PantauCourierExchange *self, PantauParcel *parcel);
gboolean pantau_courier_exchange_is_practice (PantauCourierExchange *self);

/* What became of a parcel: as of PantauCourierOutcome. */
typedef struct
{
  JsonObject *said;   /* (owned): `kind`, `device`, `problem`, …; see pantau_courier_describe() */
  GPtrArray *answers; /* (owned) of PantauParcel */
} PantauCourierReply;

void pantau_courier_reply_clear (PantauCourierReply *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PantauCourierReply, pantau_courier_reply_clear)

/* @reply is set where it is TRUE, also where the parcel was not taken. */
gboolean pantau_courier_exchange_send (PantauCourierExchange *self,
                                       const PantauCourierPost *post,
                                       PantauCourierReply *reply,
                                       GError **error);

/* ---- The control socket's words ---- */

/*
 * {`kind`, `device`, `status`, `problem`, `more`, `question`, `hash`, `lines`, `refused`, `grants`, `stored`, `files`: [[hash, size] …], `length` of all answers}.
 * What is NULL is left out. (transfer full)
 */
JsonObject *pantau_courier_describe (const PantauCourierOutcome *outcome) G_GNUC_WARN_UNUSED_RESULT;

/* {`command`, `length` of the frame that follows, `after`, `postpone`, `brief`}. (transfer full) */
JsonObject *pantau_courier_describe_post (const PantauCourierPost *post) G_GNUC_WARN_UNUSED_RESULT;

/* The way back; @post borrows from @request and @frame. FALSE where there is no such length. */
gboolean pantau_courier_read_length (JsonObject *request, gsize *length);
void pantau_courier_read_post (JsonObject *request, GBytes *frame, PantauCourierPost *post);

G_END_DECLS
