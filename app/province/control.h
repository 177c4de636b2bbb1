/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "courier.h"
#include "writer.h"

G_BEGIN_DECLS

/*
 * The other commands' way into a serving program: a unix socket in the province's directory, which only its owner
 * enters. One line of JSON in, one out.
 */
typedef struct _PantauControl PantauControl;

PantauControl *pantau_control_new (PantauProvince *province,
                                   PantauWriter *writer,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_control_free (PantauControl *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauControl, pantau_control_free)

/* Who takes the parcels that the command line brings; NULL: nobody. Must outlive it, or be taken away before. */
void pantau_control_set_courier (PantauControl *self, PantauCourier *courier);

/* The other end. Returns: (transfer full): the answer; PANTAU_ERROR_UNREACHABLE where nobody serves @path. */
JsonObject *pantau_control_ask (const char *path,
                                JsonObject *request,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The same where the request's line is followed by @body, and the answer's by as many bytes as its `length` says: @answer_body (transfer full), empty where
 * it says nothing.
 */
JsonObject *pantau_control_send (const char *path,
                                 JsonObject *request,
                                 GBytes *body,
                                 GBytes **answer_body,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
